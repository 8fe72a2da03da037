"""For a recipient line that means nobody, agencies of that day are suggested, each by words that mean it alone."""

from datetime import date

import pytest

from loa.server.agencies.queries import agencies_near, resolve_recipients

DISTRICTS, COMMUNES = date(2021, 7, 28), date(2025, 8, 1)


def words(text, on, city):
    return [one.words for one in agencies_near([text], on=on, within=city).get(text, [])]


@pytest.mark.parametrize(
    ("text", "on", "wanted"),
    [
        ("Phòng Văn hoá Thông tin quận Hai Bà Trung", DISTRICTS, "Phòng Văn hóa và Thông tin quận Hai Bà Trưng"),
        ("Ủy ban nhân dân phường Bạch Mal", COMMUNES, "Ủy ban nhân dân phường Bạch Mai"),
        ("UBND quận Hoàn Kiếm", COMMUNES, "Ủy ban nhân dân phường Hoàn Kiếm"),
    ],
)
def test_the_agency_that_was_meant_stands_first(agencies, city, text, on, wanted):
    assert words(text, on, city)[0] == wanted


@pytest.mark.parametrize(
    "text", ["Phòng Văn hoá Thông tin quận Hai Bà Trung", "UBND xã Tân Triều", "UBND quận Hoàn Kiếm", "UBND xã Liên Hà"]
)
@pytest.mark.parametrize("on", [DISTRICTS, COMMUNES])
def test_each_suggestion_means_that_agency_alone_on_that_day(agencies, city, text, on):
    suggested = agencies_near([text], on=on, within=city).get(text, [])
    assert len(suggested) <= 5
    resolved = resolve_recipients([one.words for one in suggested], on=on, within=city)
    assert [one.agencies for one in resolved] == [(one.agency_id,) for one in suggested]


def test_a_name_that_several_bear_is_suggested_with_where_each_lies(agencies, city):
    suggested = words("UBND xã Liên Hà", DISTRICTS, city)
    assert any("Đông Anh" in one for one in suggested)
    assert any("Đan Phượng" in one for one in suggested)


@pytest.mark.parametrize(
    "text",
    [
        "Hội làng không ai biết",
        "Như trên",
        "Tập đoàn Điện lực Việt Nam",
        "UBND các quận",
        "UBND các phường, trừ phường Lạ Lùng",
        "UBND phường Bạch Mal; UBND phường Hoàn Kiêng",
        "UBND các phường: Bạch Mal, Hoàn Kiêng",
    ],
)
def test_a_line_far_from_all_names_or_that_means_several_has_none(agencies, city, text):
    assert words(text, COMMUNES, city) == []


def test_many_lines_are_one_look_at_the_directory(agencies, city, django_assert_max_num_queries):
    lines = [f"UBND phường số {n} không ai biết" for n in range(300)]
    with django_assert_max_num_queries(2):
        assert len(agencies_near(lines, on=DISTRICTS, within=city)) <= 12
