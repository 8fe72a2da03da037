"""Loading agencies: kinds spread over territories, names and signatures by date."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from loa.core.agencies import AgencyKind
from loa.core.errors import LoaError
from loa.core.tables import TableRefused
from loa.server.agencies.errors import AgencyReferenceUnknown, AgencyUnknown, AgencyVersionsOverlap
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.agencies.queries import (
    agencies_of_kind_under,
    agency_named,
    agency_on,
    agency_versions_on,
    leading_agency,
    professional_superior_of,
    search_agencies,
    subordinate_communes,
    subordinates_of,
    superior_of,
)
from loa.server.agencies.services import KINDS, NAMED, load_agencies
from loa.server.kit.actors import Actor
from loa.server.kit.models import AuditEntry
from loa.server.places.services import load_hanoi, territory_id

OWNER = Actor.system("thử nghiệm")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
IN_2021 = date(2021, 7, 28)
TODAY = date(2026, 1, 1)
HANOI = territory_id("vn:01")


def number_of(kind: AgencyKind, on: date) -> int:
    return agencies_of_kind_under(kind, HANOI, on).count()


def test_the_agencies_of_2021_are_all_there(agencies: None) -> None:
    counted = {kind: number_of(kind, IN_2021) for kind in AgencyKind}
    assert counted[AgencyKind.DEPARTMENT_INFORMATION] == 1
    assert counted[AgencyKind.DISTRICT_COMMITTEE] == 30
    assert counted[AgencyKind.DISTRICT_CULTURE_OFFICE] == 30
    assert counted[AgencyKind.DISTRICT_MEDIA_CENTRE] == 30
    assert counted[AgencyKind.COMMUNE_COMMITTEE] == 579


def test_of_today_there_are_126_committees_and_nothing_of_a_district(agencies: None) -> None:
    assert number_of(AgencyKind.COMMUNE_COMMITTEE, TODAY) == 126
    for gone in (AgencyKind.DISTRICT_COMMITTEE, AgencyKind.DISTRICT_CULTURE_OFFICE, AgencyKind.DISTRICT_MEDIA_CENTRE):
        assert number_of(gone, TODAY) == 0


def test_loading_twice_changes_and_records_nothing_the_second_time(agencies: None) -> None:
    again = load_agencies(by=OWNER, now=NOW)
    assert (again.added, again.changed) == (0, 0)
    assert AuditEntry.objects.filter(event="agencies.loaded").count() == 1


@pytest.mark.parametrize(
    ("name", "on", "block"),
    [
        ("UBND phường Bạch Mai", date(2021, 6, 30), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("UBND phường Bạch Mai", IN_2021, ("CHỦ TỊCH",)),
        ("UBND phường Bạch Mai", TODAY, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("UBND xã Đường Lâm", IN_2021, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("UBND thị trấn Phùng", IN_2021, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("UBND quận Hai Bà Trưng", IN_2021, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("Sở TT&TT", IN_2021, ("GIÁM ĐỐC",)),
    ],
)
def test_the_signature_block_follows_agency_and_date(agencies: None, name: str, on: date, block: tuple[str, ...]) -> None:
    assert agency_named(name, on=on).signature_block == block


def test_the_date_line_writes_a_place_named_after_a_person_in_full(agencies: None) -> None:
    assert agency_named("Phòng VH&TT quận Hai Bà Trưng", on=IN_2021).place_name == "Quận Hai Bà Trưng"
    assert agency_named("Phòng VH&TT quận Ba Đình", on=IN_2021).place_name == "Ba Đình"
    assert agency_named("Sở TT&TT", on=IN_2021).place_name == "Hà Nội"


def test_the_letterhead_of_an_office_names_its_committee_in_capitals(agencies: None) -> None:
    assert agency_named("Trung tâm VH-TT&TT quận Hai Bà Trưng", on=IN_2021).superior_line == "ỦY BAN NHÂN DÂN QUẬN HAI BÀ TRƯNG"
    assert agency_named("UBND quận Hai Bà Trưng", on=IN_2021).superior_line == ""


def test_the_lead_passes_from_one_department_to_another(agencies: None) -> None:
    leads = [leading_agency(HANOI, on) for on in (IN_2021, date(2025, 2, 28), date(2025, 3, 1), TODAY)]
    assert [lead and lead.symbol for lead in leads] == ["STTTT", "STTTT", "SVHTT", "SVHTT"]
    with pytest.raises(AgencyUnknown):
        agency_named("Sở TT&TT", on=TODAY)


def test_each_agency_belongs_to_one_and_is_guided_by_one_that_was_there_that_day(agencies: None) -> None:
    for on in (IN_2021, date(2025, 4, 1), TODAY):
        there = set(agency_versions_on(on).values_list("agency_id", flat=True))
        for parent, superior in agency_versions_on(on).values_list("parent_id", "superior_id"):
            assert parent is None or parent in there
            assert superior is None or superior in there


def test_a_ward_of_2021_answers_to_its_district_and_one_of_today_to_the_city(agencies: None) -> None:
    then = agency_named("UBND phường Bạch Mai", on=IN_2021)
    now = agency_named("UBND phường Bạch Mai", on=TODAY)
    above_then, guide_then = superior_of(then.agency_id, IN_2021), professional_superior_of(then.agency_id, IN_2021)
    above_now, guide_now = superior_of(now.agency_id, TODAY), professional_superior_of(now.agency_id, TODAY)
    assert (above_then and above_then.short_name, guide_then and guide_then.short_name) == (
        "UBND quận Hai Bà Trưng",
        "Phòng VH&TT quận Hai Bà Trưng",
    )
    assert (above_now and above_now.short_name, guide_now and guide_now.symbol) == ("UBND thành phố Hà Nội", "SVHTT")


def test_the_communes_below_a_district_agency_are_those_of_its_district(agencies: None) -> None:
    for name in ("UBND quận Hai Bà Trưng", "Phòng VH&TT quận Hai Bà Trưng", "Trung tâm VH-TT&TT quận Hai Bà Trưng"):
        assert subordinate_communes(agency_named(name, on=IN_2021).agency_id, IN_2021).count() == 18
    assert subordinate_communes(agency_named("Sở TT&TT", on=IN_2021).agency_id, IN_2021).count() == 579
    assert subordinate_communes(agency_named("UBND phường Bạch Mai", on=IN_2021).agency_id, IN_2021).count() == 0


def test_one_level_down_from_the_city_are_its_departments_and_districts(agencies: None) -> None:
    city = agency_named("UBND TP", on=IN_2021)
    below = subordinates_of(city.agency_id, IN_2021)
    assert below.filter(kind=AgencyKind.DISTRICT_COMMITTEE).count() == 30
    assert city.identifier == "H26"


def test_what_is_not_known_is_empty_and_says_so(agencies: None) -> None:
    ward = agency_named("UBND phường Bạch Mai", on=IN_2021)
    assert ward.identifier is None
    assert "chưa đối chiếu" in ward.note
    assert "chưa rõ" in agency_named("Trung tâm VH-TT&TT quận Hai Bà Trưng", on=IN_2021).note


def test_the_picker_finds_agencies_by_the_start_of_their_words(agencies: None) -> None:
    assert [v.short_name for v in search_agencies("ubnd bach mai", IN_2021)] == ["UBND phường Bạch Mai"]
    assert search_agencies(" ", IN_2021) == []


def test_the_picker_understands_shortened_forms_and_the_place_after_a_comma(agencies: None) -> None:
    assert [v.short_name for v in search_agencies("ubnd q. hai ba trung", IN_2021)] == ["UBND quận Hai Bà Trưng"]
    assert [v.short_name for v in search_agencies("ubnd p bach mai, hai bà trưng", IN_2021)] == ["UBND phường Bạch Mai"]
    assert [v.short_name for v in search_agencies("ubnd quang trung, son tay", IN_2021)] == ["UBND phường Quang Trung"]
    assert search_agencies("ubnd bach mai, son tay", IN_2021) == []


def test_an_agency_that_was_not_there_that_day_gets_a_sentence(agencies: None) -> None:
    ward = agency_named("UBND phường Bạch Mai", on=IN_2021)
    with pytest.raises(AgencyUnknown, match="01/01/2026"):
        agency_on(ward.agency_id, TODAY)


def test_the_database_itself_refuses_a_second_version_on_one_day(agencies: None) -> None:
    held = agency_named("UBND phường Bạch Mai", on=IN_2021)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyVersion.objects.create(
            agency_id=held.agency_id,
            kind=held.kind,
            name="Trùng",
            short_name="Trùng",
            valid_from=date(2024, 12, 31),
            source="thử",
            search_key="",
        )


@pytest.mark.parametrize(
    ("of", "old", "new", "refusal"),
    [
        (KINDS, "district_committee,vn:01", "ward_committee,vn:01", TableRefused),
        (KINDS, "quận;huyện;thị xã", "quận;ấp", TableRefused),
        (KINDS, ",department_culture,", ",central_body,", TableRefused),
        (NAMED, ",bo-tttt,", ",bo-la,", AgencyReferenceUnknown),
        (NAMED, ",department,vn:01,", ",department,vn:99,", AgencyReferenceUnknown),
        (NAMED, ",2025-03-01,", ",2025-02-28,", AgencyVersionsOverlap),
        (NAMED, ",2025-03-01,", ",2025-02-29,", TableRefused),
    ],
)
@pytest.mark.django_db
def test_a_bad_table_changes_nothing(tmp_path: Path, of: Path, old: str, new: str, refusal: type[LoaError]) -> None:
    load_hanoi(by=OWNER, now=NOW)
    text = of.read_text(encoding="utf-8")
    assert old in text
    bad = tmp_path / of.name
    bad.write_text(text.replace(old, new), encoding="utf-8")
    kinds, named = (bad, NAMED) if of is KINDS else (KINDS, bad)
    before = (Agency.objects.count(), AgencyVersion.objects.count())
    with pytest.raises(refusal):
        load_agencies(kinds=kinds, named=named, by=OWNER, now=NOW)
    assert (Agency.objects.count(), AgencyVersion.objects.count()) == before
