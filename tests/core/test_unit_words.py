"""A unit's own words: typed fields, one sentence, and what to look at twice."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.unit_words import (
    LONGEST_FIELD,
    Declaration,
    FieldMissing,
    FieldNotUnderstood,
    FieldTooLong,
    FieldType,
    UnitField,
    assembled,
    personal_details,
    plain_text,
    unit_sentence,
)


def declared(kind: FieldType, template: str = "Điểm tiêm: {x}") -> Declaration:
    return Declaration(key="diem_tiem", sentence="Xem giấy mời.", template=template, fields=(UnitField("x", "Ô thử", kind),))


@pytest.mark.parametrize("value", ["7h30", "7h30-11h30", "7h – 11h", "13:30 đến 17:00", "7h30-11h30, 13h30-17h", "7 giờ 30"])
def test_hours_are_understood_as_people_write_them(value: str) -> None:
    assert value in unit_sentence(declared(FieldType.HOURS), {"x": value})


@pytest.mark.parametrize("value", ["sáng", "25h", "7h75", "7", "h30"])
def test_hours_that_are_none_are_refused(value: str) -> None:
    with pytest.raises(FieldNotUnderstood) as refusal:
        unit_sentence(declared(FieldType.HOURS), {"x": value})
    assert value in str(refusal.value)


@pytest.mark.parametrize("value", ["2/8/2021", "02/08/2021-06/08/2021", "2/8/2021 đến 6/8/2021", "29/2/2024"])
def test_days_are_understood_as_people_write_them(value: str) -> None:
    assert unit_sentence(declared(FieldType.DATES), {"x": value})


@pytest.mark.parametrize("value", ["31/02/2021", "29/2/2021", "6/8/2021-2/8/2021", "2/8", "hôm nay", "0/8/2021", "1/13/2021", "1/1/0000"])
def test_days_that_are_none_are_refused(value: str) -> None:
    with pytest.raises(FieldNotUnderstood):
        unit_sentence(declared(FieldType.DATES), {"x": value})


@pytest.mark.parametrize(("value", "good"), [("1900 9095", True), ("(024) 3869.1234", True), ("gọi anh Nam", False), ("09" * 20, False)])
def test_a_hotline_is_digits(value: str, good: bool) -> None:
    if good:
        assert value in unit_sentence(declared(FieldType.HOTLINE), {"x": value})
    else:
        with pytest.raises(FieldNotUnderstood):
            unit_sentence(declared(FieldType.HOTLINE), {"x": value})


def test_an_empty_field_is_named_by_its_label() -> None:
    for nothing in ({}, {"x": ""}, {"x": " \n\t"}):
        with pytest.raises(FieldMissing) as refusal:
            unit_sentence(declared(FieldType.TEXT), nothing)
        assert "Ô thử" in str(refusal.value)


def test_a_field_is_measured_as_it_is_kept() -> None:
    name = unicodedata.normalize("NFD", "ệ" * LONGEST_FIELD)
    assert unit_sentence(declared(FieldType.TEXT), {"x": name}) == f"Điểm tiêm: {'ệ' * LONGEST_FIELD}."
    with pytest.raises(FieldTooLong):
        unit_sentence(declared(FieldType.TEXT), {"x": f"{name}a"})


def test_a_value_that_looks_like_a_blank_fills_none() -> None:
    two = Declaration("k", "", "{a} và {b}", (UnitField("a", "A", FieldType.TEXT), UnitField("b", "B", FieldType.TEXT)))
    assert unit_sentence(two, {"a": "{b}", "b": "hai"}) == "{b} và hai."


def test_a_sentence_ends_once() -> None:
    assert unit_sentence(declared(FieldType.TEXT, "Đến {x}!"), {"x": "nhà văn hóa"}) == "Đến nhà văn hóa!"


TEXT = "Kính thưa nhân dân. [[diem_tiem]] Xin cảm ơn."


def test_own_words_replace_the_declared_sentence_and_are_marked() -> None:
    heard = assembled(TEXT, [declared(FieldType.TEXT)], {"diem_tiem": "Tại nhà văn hóa."})
    assert [(s.text, s.unit) for s in heard] == [("Kính thưa nhân dân.", False), ("Tại nhà văn hóa.", True), ("Xin cảm ơn.", False)]


def test_without_own_words_everybody_hears_the_shared_sentence() -> None:
    assert plain_text(assembled(TEXT, [declared(FieldType.TEXT)], {})) == "Kính thưa nhân dân. Xem giấy mời. Xin cảm ơn."


def test_a_mark_nobody_declared_falls_out_without_a_trace() -> None:
    assert plain_text(assembled(TEXT, [], {})) == "Kính thưa nhân dân. Xin cảm ơn."


@given(st.text(max_size=200), st.dictionaries(st.sampled_from(["diem_tiem", "khac"]), st.text(min_size=1, max_size=30)))
def test_no_text_breaks_the_assembly_and_no_mark_is_ever_spoken(text: str, own: dict[str, str]) -> None:
    heard = assembled(f"{text} [[diem_tiem]] {text}", [declared(FieldType.TEXT)], own)
    assert all("[[diem_tiem]]" not in s.text or s.unit for s in heard)


def test_a_declaration_comes_back_from_its_stored_form() -> None:
    raw = {"key": "k", "sentence": "S.", "template": "T {x}", "fields": [{"name": "x", "label": "X", "type": "place"}]}
    assert Declaration.of(raw) == Declaration("k", "S.", "T {x}", (UnitField("x", "X", FieldType.PLACE),))


@pytest.mark.parametrize("words", ["gọi 0912345678", "gọi 0912 345 678", "gọi +84 912.345.678", "Zalo 0356789012."])
def test_a_mobile_number_is_warned_about(words: str) -> None:
    assert any("số điện thoại di động" in w for w in personal_details(words))


@pytest.mark.parametrize("words", ["gọi 1900 9095", "gọi 024 3869 1234", "ngày 02/08/2021 đến 06/08/2021", "số 409-TB/TU"])
def test_an_office_number_a_day_or_a_paper_is_not(words: str) -> None:
    assert personal_details(words) == ()


@pytest.mark.parametrize(
    "words", ["hỏi bà Lan", "gặp ông Trần Văn Hòa", "liên hệ Nguyễn Thị Hoa", "bác sĩ Minh khám", "Bà Lan, tổ 5", "nhà anh Nam"]
)
def test_a_persons_name_is_warned_about(words: str) -> None:
    assert any("tên riêng" in w for w in personal_details(words))


@pytest.mark.parametrize(
    "words",
    [
        "tại phố Bạch Mai",
        "đường Lê Đại Hành",
        "Trường THPT Trần Nhân Tông",
        "Trường Tiểu học Lê Văn Tám",
        "quận Hai Bà Trưng",
        "Hai Bà Trưng",
        "số 5 phố Bà Triệu",
        "phường Lê Đại Hành",
        "Nhà văn hóa số 5",
        "Trạm Y tế phường Bạch Mai",
    ],
)
def test_a_street_a_school_and_a_ward_that_bear_a_name_are_not(words: str) -> None:
    assert personal_details(words) == ()
