"""Recipients of real lines, against the agencies of their day."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loa.core.agencies import AgencyKind
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agency_named, resolve_recipient, resolve_recipients
from loa.server.places.services import territory_id

IN_2021 = date(2021, 7, 28)
TODAY = date(2026, 1, 1)
HANOI = territory_id("vn:01")
KINH_GUI_1349 = (
    "Ủy ban nhân dân quận, huyện, thị xã",
    "Phòng Văn hóa và Thông tin quận, huyện, thị xã",
    "Trung tâm Văn hóa - Thông tin và Thể thao quận, huyện, thị xã",
)


def test_1349_addresses_exactly_90_agencies_thirty_of_each_kind(agencies: None) -> None:
    found = resolve_recipients(KINH_GUI_1349, on=IN_2021, within=HANOI)
    assert [len(one.agencies) for one in found] == [30, 30, 30]
    ids = {agency for one in found for agency in one.agencies}
    assert len(ids) == 90
    kinds = set(AgencyVersion.objects.filter(agency_id__in=ids).values_list("kind", flat=True))
    assert kinds == {AgencyKind.DISTRICT_COMMITTEE, AgencyKind.DISTRICT_CULTURE_OFFICE, AgencyKind.DISTRICT_MEDIA_CENTRE}
    assert all(one.confidence == 1 for one in found)


def test_the_same_lines_today_reach_nobody_and_say_why(agencies: None) -> None:
    for one in resolve_recipients(KINH_GUI_1349, on=TODAY, within=HANOI):
        assert one.agencies == ()
        assert one.reason


@pytest.mark.parametrize(
    ("line", "on", "number"),
    [
        ("UBND các xã, phường", TODAY, 126),
        ("UBND các xã/phường", TODAY, 126),
        ("Ủy ban nhân dân các xã, phường, thị trấn", IN_2021, 579),
        ("UBND các phường thuộc quận Hai Bà Trưng", IN_2021, 18),
        ("UBND quận Hai Bà Trưng", IN_2021, 1),
        ("UBND TP", IN_2021, 1),
        ("Sở TT&TT", IN_2021, 1),
        ("Sở VH&TT", TODAY, 1),
        ("Thường trực Thành ủy", IN_2021, 1),
        ("UBND các quận, huyện, thị xã (trừ quận Ba Đình, huyện Ba Vì)", IN_2021, 28),
        ("UBND các tỉnh, thành phố trực thuộc Trung ương", IN_2021, 1),
        ("Sở Y tế các tỉnh, thành phố trực thuộc Trung ương", TODAY, 1),
        ("UBND phường Quang Trung", IN_2021, 0),
        ("UBND phường Quang Trung (quận Hà Đông)", IN_2021, 1),
    ],
)
def test_a_line_reaches_as_many_as_it_means(agencies: None, line: str, on: date, number: int) -> None:
    assert len(resolve_recipient(line, on=on, within=HANOI).agencies) == number


def test_those_who_get_1349_for_information_are_found_too(agencies: None) -> None:
    lines = ["UBND Thành phố", "Cục TTCS (Bộ TT&TT)", "Ban Tuyên giáo Thành ủy", "Sở Y tế", "Giám đốc Sở TT&TT", "PGĐ Nguyễn Thị Mai Hương"]
    found = resolve_recipients(lines, on=IN_2021, within=HANOI)
    assert [len(one.agencies) for one in found] == [1, 1, 1, 1, 1, 0]
    assert found[-1].reason


def test_a_district_letter_reaches_only_its_own_wards(agencies: None) -> None:
    district = agency_named("UBND quận Hai Bà Trưng", on=IN_2021)
    assert district.territory_id is not None
    for line in ("UBND các phường", "UBND 18 phường thuộc quận", "UBND các phường trên địa bàn quận"):
        found = resolve_recipient(line, on=IN_2021, within=district.territory_id)
        assert (len(found.agencies), found.confidence) == (18, 1)
    assert len(resolve_recipient("UBND Thành phố", on=IN_2021, within=district.territory_id).agencies) == 1


@pytest.mark.parametrize(
    ("issuer", "line", "number"),
    [
        ("Ủy ban nhân dân quận Hai Bà Trưng", "UBND các phường", 18),
        ("Ủy ban nhân dân quận Hai Bà Trưng", "UBND 18 phường", 18),
        ("Ủy ban nhân dân quận Hai Bà Trưng", "Phòng Văn hóa và Thông tin quận", 1),
        ("Phòng Y tế quận Hai Bà Trưng", "UBND các phường", 18),  # an office that the directory does not hold
        ("Ủy ban nhân dân phường Bạch Mai", "UBND quận", 1),
        ("Ủy ban nhân dân quận Hai Bà Trưng", "UBND các phường thuộc quận Ba Đình", 14),
        ("Ủy ban nhân dân quận Hai Bà Trưng", "UBND các quận", 12),
        ("Ủy ban nhân dân quận Hai Bà Trưng", "Sở Y tế", 1),
        ("Sở Thông tin và Truyền thông thành phố Hà Nội", "UBND các phường", 175),
        ("Trung tâm nào đó", "UBND các phường", 175),
    ],
)
def test_a_line_without_a_named_area_means_the_ground_of_who_wrote(agencies: None, issuer: str, line: str, number: int) -> None:
    (found,) = resolve_recipients([line], on=IN_2021, within=HANOI, issuer=issuer)
    assert len(found.agencies) == number


def test_the_wards_of_the_writing_district_are_its_own_wards(agencies: None) -> None:
    (found,) = resolve_recipients(["UBND các phường"], on=IN_2021, within=HANOI, issuer="UBND quận Hai Bà Trưng")
    assert agency_named("UBND phường Bạch Mai", on=IN_2021).agency_id in found.agencies
    assert "trong địa bàn của cơ quan ban hành" in found.reading
    assert found.confidence == 0.9


def test_a_whole_letter_is_resolved_with_one_look_at_the_directory(agencies: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        resolve_recipients(KINH_GUI_1349 * 5, on=IN_2021, within=HANOI)


def test_the_recipients_on_the_label_of_1349_are_those_90(agencies: None) -> None:
    label = Path(__file__).parents[4] / "shared" / "documents" / "1349-STTTT-BCXBTT.json"
    if not label.exists():
        pytest.skip("the shared documents are not on this machine")
    facts = json.loads(label.read_text(encoding="utf-8"))
    found = resolve_recipients(facts["recipients"], on=date.fromisoformat(facts["date"]), within=HANOI)
    assert len({agency for one in found for agency in one.agencies}) == 90


def test_the_units_of_the_agency_that_wrote_are_found_by_its_name(agencies: None) -> None:
    wrote = "Ủy ban nhân dân thành phố Hà Nội"
    (found,) = resolve_recipients(["Các đơn vị trực thuộc"], on=IN_2021, within=HANOI, issuer=wrote)
    assert agency_named("Sở Y tế", on=IN_2021).agency_id in found.agencies
    assert found.reason
