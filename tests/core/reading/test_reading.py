"""Rules of the reader, each on the smallest letter that shows it."""

import json
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loa.core.reading import is_vietnamese, read_letter

HEAD = "ỦY BAN NHÂN DÂN\nXÃ MẪU\n\nSố: {number}\nV/v tuyên truyền\n\nXã Mẫu, ngày {day}\n\nKính gửi: Các thôn.\n\n"
TAIL = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn Mẫu\n"


def letter(body: str, *, number: str = "12/UBND-VX", day: str = "05 tháng 8 năm 2021"):
    return read_letter(HEAD.format(number=number, day=day) + body + TAIL)


def test_an_impossible_date_is_not_read_and_what_stood_there_is_shown():
    found = letter("Đề nghị các thôn thực hiện./.", day="31 tháng 02 năm 2021")
    assert found.date is None
    assert found.evidence["date"].confidence < 0.5
    assert found.evidence["date"].alternatives == ("ngày 31 tháng 02 năm 2021",)


def test_a_letter_without_a_number_keeps_its_symbol_and_is_not_sure():
    found = letter("Đề nghị các thôn thực hiện./.", number="     /UBND-VX")
    assert (found.number, found.symbol) == (None, "UBND-VX")
    assert found.evidence["number"].confidence < 0.9


def test_a_letter_cannot_be_older_than_a_paper_it_cites():
    found = letter("Thực hiện Kế hoạch số 4/KH-UBND ngày 01/9/2021 của UBND tỉnh, đề nghị các thôn thực hiện./.")
    assert found.evidence["date"].confidence < 0.9
    assert "2021-09-01" in found.evidence["date"].alternatives


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("gửi báo cáo về UBND xã trước ngày 15/8/2021", ["2021-08-15"]),
        ("hoàn thành chậm nhất là ngày 20 tháng 8 năm 2021", ["2021-08-20"]),
        ("báo cáo trước 17 giờ 00 ngày 16/8/2021", ["2021-08-16"]),
        ("gửi danh sách trước ngày 10/9", ["2021-09-10"]),
        ("rà soát người sinh trước ngày 01/01/1956", []),
        ("rà soát giấy đã được cấp trước ngày 01/10/2021", []),
        ("báo cáo trước ngày 25/12 hằng năm", []),
        ("tuyên truyền từ ngày 10/8/2021 đến ngày 30/8/2021", []),
        ("báo cáo trước ngày 30/7/2020", []),
    ],
)
def test_a_deadline_is_a_day_by_which_somebody_must_act(words, dates):
    found = letter(f"UBND xã yêu cầu:\n\n1. Các thôn {words}.\n\n2. Phát thanh hằng ngày./.")
    assert list(found.deadline_dates) == dates


def test_an_hour_and_a_recurring_deadline_are_kept_as_such():
    found = letter("UBND xã yêu cầu:\n\n1. Báo cáo trước 17h30 ngày 16/8/2021.\n\n2. Gửi báo cáo trước ngày 15 hằng tháng./.")
    assert found.deadline_times == ("2021-08-16T17:30",)
    assert found.deadline_recurring == ("trước ngày 15 hằng tháng",)


def test_a_deadline_of_an_earlier_letter_is_not_one_of_this_letter():
    found = letter("Ngày 01/7/2021, UBND xã đã yêu cầu hoàn thành trước ngày 30/8/2021. Đề nghị các thôn nghiêm túc thực hiện./.")
    assert found.evidence["deadline_dates"].confidence < 0.9 or found.deadline_dates == ()


def test_requests_are_numbered_and_the_report_stands_apart():
    found = letter(
        "UBND xã đề nghị các thôn:\n\n1. Phát thanh hai buổi mỗi ngày.\n\n2. Công an xã phối hợp tuần tra.\n\n"
        "Đề nghị các thôn báo cáo kết quả về UBND xã để tổng hợp./."
    )
    assert [(c.number, c.kind) for c in found.clauses] == [("1", "request"), ("2", "request"), (None, "report")]
    assert found.clauses[1].addressees == ("Công an xã",)
    assert found.clauses[2].addressees == ("các thôn",)


def test_papers_it_rests_on_are_told_from_papers_it_mentions():
    found = letter(
        "Thời gian qua, các thôn đã thực hiện tốt Chỉ thị số 7/CT-UBND ngày 02/3/2021 của UBND tỉnh.\n\n"
        "Thực hiện Kế hoạch số 9/KH-UBND ngày 01/8/2021 của UBND huyện Mẫu về tuyên truyền, UBND xã đề nghị:\n\n"
        "1. Các thôn phổ biến Luật An ninh mạng và Nghị định số 15/2020/NĐ-CP./."
    )
    assert [(c.number, c.date, c.issuer) for c in found.basis_documents] == [("9/KH-UBND", "2021-08-01", "UBND huyện Mẫu")]
    assert [c.number for c in found.mentioned_documents] == ["7/CT-UBND", "15/2020/NĐ-CP"]


def test_a_brace_left_as_a_bar_gives_its_purpose_to_the_lines_beside_it():
    text = HEAD.format(number="1/UBND", day="05 tháng 8 năm 2021") + (
        "Đề nghị thực hiện./.\n\nNơi nhận:\n- Nhu trên;\n- Sở A;\n- Sở B; | (để b/c)\n- Sở C;\n- Sở D (để phối hợp);\n- Lưu: VT."
    )
    assert [(c.name, c.purpose) for c in read_letter(text).cc] == [
        ("Sở A", "để b/c"),
        ("Sở B", "để b/c"),
        ("Sở C", "để b/c"),
        ("Sở D", "để phối hợp"),
    ]


def test_a_letter_is_read_the_same_in_nfd():
    text = HEAD.format(number="12/UBND-VX", day="05 tháng 8 năm 2021") + "Đề nghị các thôn thực hiện./." + TAIL
    assert read_letter(unicodedata.normalize("NFD", text)) == read_letter(text)


def test_a_truncated_letter_says_so():
    assert read_letter(HEAD.format(number="1/UBND", day="05 tháng 8 năm 2021") + "Thực hiện chỉ đạo của Ủy ban nhân").truncated
    assert not letter("Đề nghị các thôn thực hiện./.").truncated


def test_english_is_not_vietnamese():
    assert not is_vietnamese("Dear all, please find the letter attached. " * 5)
    assert is_vietnamese("Đề nghị các đơn vị báo cáo kết quả về Ủy ban nhân dân xã theo quy định.")


UNITS = (
    "Căn cứ ",
    "đã ban hành ",
    "Luật A và Luật ",
    "1/UBND-",
    "(",
    "- a\n",
    "Nơi nhận:\n- a;\n",
    "của ",
    "ngày 1/1 ",
    "    a",
    "Kính gửi ",
    "\n",
    "V/v a\n",
    "1. a\n",
    "a) b\n- c:\n",
    "I. A\nĐiều 1. a\n",
    "trước ngày 15 hằng tháng ",
    "trong 05 ngày làm việc kể từ ngày ",
    "PHỤ LỤC I\n",
    "TM. A      KT. B\n",
    "Giao các ",
    "A, B và ",
    "l2 ",
    "\t|",
    "đến số: 1 ngày:\n",
    "QUYẾT ĐỊNH:      ",
    "KT. CHỦ TỊCH - ",
    "CV 7/A-B ngày 1/1/2021 của ",
    "chậm nhất hết ngày thứ 6, ",
    "(yêu cầu gửi trước ngày 1/9/2021 ",
    "không để kéo dài sau ngày 1/9/2021 ",
)


@pytest.mark.parametrize("unit", UNITS)
def test_long_junk_is_read_in_bounded_time(unit):
    began = time.process_time()
    read_letter(HEAD + unit * (100_000 // len(unit)))
    assert time.process_time() - began < 5


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*UNITS, "Số: 1/A-B\n", "KẾ HOẠCH\n", "Kính gửi:\n", "KT. CHỦ TỊCH\n", "ngày 31 tháng 2 năm 2021", "./.", "Điều 1. ", "\u200b"]
        ),
        max_size=40,
    )
)
def test_reading_never_fails_and_places_stay_inside(pieces):
    text = "".join(pieces)
    inside(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_whatever_is_read(text):
    inside(text)


def test_the_place_of_a_title_set_from_two_columns_never_runs_backwards():
    inside("Nơi nhận:\nCHỦ TỊCH\nPH                           BÍ THƯ")


def inside(text: str) -> None:
    """Every place lies in the text that was read; every clause in the one above it."""
    read, length = read_letter(text), len(unicodedata.normalize("NFC", text))
    json.dumps(read.as_json())
    for evidence in read.evidence.values():
        assert evidence.span is None or 0 <= evidence.span[0] <= evidence.span[1] <= length
    for top in read.clauses:
        for clause in top.walk():
            assert 0 <= clause.span[0] <= clause.span[1] <= length
            assert all(clause.span[0] <= below.span[0] and below.span[1] <= clause.span[1] for below in clause.children)


@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_takes_about_twice_the_time(unit):
    # processor time of one process; a factor of four and a floor keep a busy machine from failing it
    once, twice = (spent_on(HEAD + unit * (length // len(unit))) for length in (40_000, 80_000))
    assert twice < 0.3 or twice < 4 * once


def spent_on(text: str) -> float:
    began = time.process_time()
    read_letter(text)
    return time.process_time() - began
