"""A reading as it stands after corrections: places of words, days, and the tree of clauses."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.reading import read_letter, requests_in
from loa.core.reading.standing import (
    Places,
    asked_in_words,
    clause_at,
    days_in,
    deadlines_of,
    mark_of,
    paths_of,
    place_of,
    standing_of,
    with_added,
    with_clause,
    with_day_moved,
)

TEXT = """Số: 12/UBND-VX
V/v tuyên truyền

Hà Nội, ngày 28 tháng 7 năm 2021

Kính gửi: Ủy ban nhân dân các phường.

Ủy ban nhân dân quận đề nghị các phường:

I. TUYÊN TRUYỀN

1. Các phường tuyên truyền trên hệ thống
truyền thanh, báo cáo trước ngày 10/8/2021.

2. Gửi danh sách trước 17 giờ 00 ngày 12/8.

II. BÁO CÁO

1. Báo cáo hằng tuần trước 16 giờ thứ Sáu hằng tuần.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""
READ = read_letter(TEXT).as_json()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hệ thống truyền thanh", "hệ thống\ntruyền thanh"),
        ("CÁC PHƯỜNG TUYÊN", "Các phường tuyên"),
        ("  ngày   10/8/2021 ", "ngày 10/8/2021"),
        ("phường tuyên", "phường tuyên"),
        ("không có", None),
        ("", None),
    ],
)
def test_words_are_found_whatever_white_space_lies_between(words, found):
    span = place_of(words, TEXT)
    assert (TEXT[slice(*span)] if span else None) == found


def test_whole_words_are_not_found_inside_longer_ones():
    assert Places("Số 1349").of("13") is not None
    assert Places("Số 1349").of("13", whole=True) is None
    assert Places("Số 1349, 13").of("13", whole=True) == (9, 11)


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_words_of_a_text_are_found_where_they_stand(text, start, length):
    words = " ".join(text[start : start + length].split())
    span = place_of(words, text)
    if span is not None:
        assert " ".join(text[slice(*span)].split()).lower() == words.lower() or words not in " ".join(text.split())
    else:
        assert not words or unicodedata.normalize("NFC", words) not in " ".join(text.split())


def test_days_of_the_letter_are_told_with_the_words_around_them():
    days = {iso: words for iso, _span, words in days_in(TEXT, since="2021-07-28")}
    assert list(days) == ["2021-07-28", "2021-08-10", "2021-08-12"]
    assert "báo cáo trước ngày 10/8/2021" in days["2021-08-10"]
    assert [iso for iso, _span, _words in days_in(TEXT, since=None)] == ["2021-07-28", "2021-08-10"]


def test_deadlines_of_every_sort_stand_in_one_list_and_go_back_under_their_keys():
    told = deadlines_of(READ, {})
    assert {one["sort"] for one in told} >= {"date", "recurring"}
    spread = standing_of(READ, {"deadlines": told})
    for key in ("deadline_dates", "deadline_recurring", "deadline_relative", "deadline_months", "deadline_times"):
        assert sorted(spread[key]) == sorted(READ[key])


def test_what_was_corrected_has_no_evidence_and_the_rest_keeps_it():
    standing = standing_of(READ, {"cc": [], "deadlines": []})
    assert "deadline_dates" not in standing["evidence"]
    assert standing["evidence"]["date"] == READ["evidence"]["date"]
    assert standing_of(READ, {}) == READ


def test_every_path_leads_to_its_clause_and_none_elsewhere():
    for path, clause in paths_of(READ["clauses"]):
        assert clause_at(READ["clauses"], path) == clause
    for wrong in ("", "x", "99", "0.99", "0.0.0.0", "-1", "٣", "9" * 5000):
        assert clause_at(READ["clauses"], wrong) is None


def test_a_changed_clause_leaves_the_others_and_the_tree_before_as_they_were():
    before = read_letter(TEXT).as_json()["clauses"]
    changed = with_clause(READ["clauses"], "0.1", {**clause_at(READ["clauses"], "0.1"), "text": "Khác."})
    assert READ["clauses"] == before
    assert clause_at(changed, "0.1")["text"] == "Khác."
    others = [path for path, _clause in paths_of(before) if path not in ("0", "0.1")]
    assert all(clause_at(changed, path) == clause_at(before, path) for path in others)


def test_a_request_found_in_what_only_explained_makes_a_section_of_it():
    tree = [
        {"number": "1", "kind": "context", "text": "Nền.", "children": [{"number": "a", "kind": "context", "text": "Ý.", "children": []}]}
    ]
    changed = with_clause(tree, "0.0", {**tree[0]["children"][0], "kind": "request"})
    assert [one["text"] for one in requests_in(changed)] == ["Ý."]


def test_a_missed_clause_takes_its_place_in_the_section_that_holds_its_words():
    start, end = place_of("Gửi danh sách", TEXT)
    added = {"number": None, "kind": "request", "text": "Gửi danh sách", "span": [start, end], "children": []}
    assert "Gửi danh sách" in [one["text"] for one in clause_at(with_added(READ["clauses"], added), "0")["children"]]


def test_a_moved_day_moves_in_every_clause_that_names_it():
    moved = with_day_moved(READ["clauses"], "2021-08-10", "2021-08-11", "08:00")
    dues = [clause["due"] for _path, clause in paths_of(moved) if clause.get("due")]
    assert not any(due["date"] == "2021-08-10" for due in dues)
    assert any((due["date"], due["time"]) == ("2021-08-11", "08:00") for due in dues)
    gone = with_day_moved(READ["clauses"], "2021-08-10", None, None)
    assert not any((clause.get("due") or {}).get("date") == "2021-08-10" for _path, clause in paths_of(gone))


def test_another_clause_has_another_mark():
    one = READ["clauses"][0]
    assert mark_of(one) == mark_of(dict(one))
    assert mark_of(one) != mark_of({**one, "text": "Khác"})


@pytest.mark.parametrize(
    ("words", "number", "text"),
    [
        ("3. Báo cáo\n kết quả", "3", "Báo cáo kết quả"),
        ("a) Gửi về Sở", "a", "Gửi về Sở"),
        ("II. Chế độ\n\nMột", "II", "Chế độ\nMột"),
        ("Báo cáo 3. xong", None, "Báo cáo 3. xong"),
    ],
)
def test_a_number_before_the_words_is_the_clauses_number(words, number, text):
    assert asked_in_words(words) == (number, text)
