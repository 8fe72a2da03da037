"""Recipient lines, against a directory small enough to see."""

import unicodedata
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.agencies import AgencyKind
from loa.core.folding import nfc
from loa.core.recipients import Listed, plain_name, resolve

SPACE = UUID(int=7)


def listed(kind: AgencyKind, name: str, form: str, place: str, *above: str) -> Listed:
    full = f"{name} {form} {place}"
    return Listed(uuid5(SPACE, f"{full} {above}"), kind, frozenset({plain_name(full)}), form, plain_name(place), above)


CITY = "thanh pho ha noi"
DIRECTORY = [
    listed(AgencyKind.DISTRICT_COMMITTEE, "UBND", "quận", "Ba Đình", CITY),
    listed(AgencyKind.DISTRICT_COMMITTEE, "UBND", "quận", "Hai Bà Trưng", CITY),
    listed(AgencyKind.DISTRICT_COMMITTEE, "UBND", "huyện", "Ba Vì", CITY),
    listed(AgencyKind.DISTRICT_COMMITTEE, "UBND", "thị xã", "Sơn Tây", CITY),
    listed(AgencyKind.DISTRICT_CULTURE_OFFICE, "Phòng VH&TT", "quận", "Ba Đình", CITY),
    listed(AgencyKind.COMMUNE_COMMITTEE, "UBND", "phường", "Quang Trung", "quan ba dinh", CITY),
    listed(AgencyKind.COMMUNE_COMMITTEE, "UBND", "phường", "Quang Trung", "thi xa son tay", CITY),
    listed(AgencyKind.COMMUNE_COMMITTEE, "UBND", "thị trấn", "Tây Đằng", "huyen ba vi", CITY),
    Listed(UUID(int=1), AgencyKind.CITY_COMMITTEE, frozenset({"ubnd thanh pho", "ubnd tp"}), "thành phố", "ha noi"),
    Listed(UUID(int=2), AgencyKind.DEPARTMENT, frozenset({"so y te"}), "thành phố", "ha noi"),
    Listed(UUID(int=3), AgencyKind.CENTRAL_BODY, frozenset({"trung tam kiem soat benh tat"}), parent=UUID(int=2)),
]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Ủy ban nhân dân quận, huyện, thị xã;", 4),
        ("- UBND các quận, huyện, thị xã (để thực hiện)", 4),
        ("UBND cấp huyện", 4),
        ("UBND 04 quận, huyện, thị xã thành phố Hà Nội", 4),
        ("UBND, Phòng Văn hóa và Thông tin quận, huyện, thị xã", 5),
        ("UBND quận Hai Bà Trưng", 1),
        ("UBND Q. Ba Đình", 1),
        ("UBND các quận: Ba Đình, Hai Bà Trưng; huyện Ba Vì", 3),
        ("UBND các quận Ba Đình và Hai Bà Trưng, huyện Ba Vì", 3),
        ("UBND quận Ba Đình và UBND quận Hai Bà Trưng", 2),
        ("UBND các xã, phường, thị trấn", 3),
        ("UBND các phường thuộc quận Ba Đình", 1),
        ("UBND phường Quang Trung, thị xã Sơn Tây", 1),
        ("UBND phường Quang Trung (quận Ba Đình)", 1),
        ("Chủ tịch UBND các quận, huyện, thị xã", 4),
        ("Giám đốc Sở Y tế", 1),
        ("Sở Y tế; UBND TP", 2),
        ("UBND Thành phố", 1),
        ("UBND các quận (trừ quận Ba Đình)", 1),
        ("UBND các quận, huyện, thị xã, trừ UBND quận Ba Đình và UBND thị xã Sơn Tây", 2),
        ("UBND các quận, huyện (không bao gồm huyện Ba Vì)", 2),
        ("Các sở, ban, ngành", 1),
        ("Thủ trưởng các sở, ban, ngành thành phố", 1),
        ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", 1),
        ("Sở Y tế các tỉnh, thành phố", 1),
        ("Các đơn vị trực thuộc Sở Y tế", 1),
        ("Các phòng, đơn vị thuộc Sở Y tế", 1),
    ],
)
def test_a_line_is_resolved_to_those_it_means(line: str, number: int) -> None:
    assert len(resolve(line, DIRECTORY).agencies) == number


@pytest.mark.parametrize(
    "line",
    [
        "Như trên",
        "",
        "PGĐ Nguyễn Thị Mai Hương",
        "UBND các quận (trừ quận Lạ)",
        "Các cơ quan có tên tại Phụ lục I",
        "Như Điều 3",
        "Các đơn vị trực thuộc",
        "Ủy ban MTTQ Việt Nam các huyện",
        "Ban QLDA đầu tư xây dựng",
        "UBND quận Lạ",
        "UBND các đặc khu",
        "Ủy ban nhân dân",
    ],
)
def test_a_line_not_understood_is_kept_with_a_reason(line: str) -> None:
    resolution = resolve(line, DIRECTORY)
    assert resolution.agencies == ()
    assert resolution.reason
    assert resolution.text == line


def test_its_own_units_are_those_of_the_agency_that_wrote() -> None:
    found = resolve("Các đơn vị trực thuộc Sở", DIRECTORY, issuer=UUID(int=2))
    assert found.agencies == (UUID(int=3),)
    assert found.confidence < 0.9
    assert found.reason


def test_an_exception_that_is_not_understood_leaves_the_choice_with_all_of_them() -> None:
    found = resolve("UBND các quận (trừ quận Lạ)", DIRECTORY)
    assert found.agencies == ()
    assert len(found.candidates) == 2


def test_a_group_of_which_the_directory_knows_only_some_says_so() -> None:
    found = resolve("Các sở, ban, ngành", DIRECTORY)
    assert found.confidence <= 0.5
    assert "1 sở" in (found.reason or "")


def test_a_name_that_fits_several_is_left_to_a_person_with_all_of_them() -> None:
    resolution = resolve("UBND phường Quang Trung", DIRECTORY)
    assert resolution.agencies == ()
    assert len(resolution.candidates) == 2


def test_a_form_of_the_same_level_that_the_line_leaves_out_is_said() -> None:
    resolution = resolve("UBND các xã, phường", DIRECTORY)
    assert len(resolution.agencies) == 2
    assert resolution.confidence < 1
    assert "thị trấn" in resolution.reading


def test_a_number_in_the_line_that_does_not_fit_lowers_the_confidence() -> None:
    assert resolve("UBND 30 quận, huyện, thị xã", DIRECTORY).confidence == 0.5


def test_one_unknown_name_among_known_ones_is_named_as_it_was_written() -> None:
    resolution = resolve("UBND các quận Ba Đình, Lạ Hoắc", DIRECTORY)
    assert len(resolution.agencies) == 1
    assert "Lạ Hoắc" in (resolution.reason or "")


@given(st.text(max_size=80))
def test_any_text_whatever_is_answered(text: str) -> None:
    resolution = resolve(text, DIRECTORY)
    assert resolution.agencies or resolution.reason


WORDS = [
    *("UBND", "các", "quận", ",", ";", ":", "huyện", "xã", "phường", "và"),
    *("thuộc", "TP.", "(", ")", "30", "Ba Đình", "Phòng VH&TT", "trừ"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_heap_of_the_right_words_is_answered(words: list[str]) -> None:
    resolution = resolve(" ".join(words), DIRECTORY)
    assert resolution.agencies or resolution.reason
    assert 0 <= resolution.confidence <= 1


def test_a_line_in_nfd_is_read_like_one_in_nfc() -> None:
    line = "Ủy ban nhân dân quận, huyện, thị xã"
    assert resolve(unicodedata.normalize("NFD", line), DIRECTORY).agencies == resolve(nfc(line), DIRECTORY).agencies
