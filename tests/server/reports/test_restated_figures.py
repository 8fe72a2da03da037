"""A round by unit: as reported then, and restated on the map of another day. Facts stay on the unit that reported them."""

from datetime import date
from decimal import Decimal

import pytest

from loa.core.grades import Grade
from loa.core.restating import RestateRule
from loa.core.roles import Role
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.kit.actors import Actor, Grant
from loa.server.kit.ids import new_id
from loa.server.kit.models import AuditEntry
from loa.server.places.models import Succession, Territory, TerritoryVersion
from loa.server.places.succession import lineage_changed
from loa.server.reports.form_registry import form_of
from loa.server.reports.models import ExpectedReport, Level, ReportFigure
from loa.server.reports.queries import figure_sources, restated_figures
from loa.server.reports.services import confirm_report, consolidate_level, fill_report, sign_report

from .conftest import DAY, FORM, NOW, logged

TODAY = date(2026, 1, 1)
REFORM = date(2025, 7, 1)
CODE = "luot-tiep-phat"
RELAYED = (CODE, Grade.MACHINE.value)
COUNTS = {"phường Phúc Xá": 100, "phường Trúc Bạch": 120, "phường Vĩnh Phúc": 80}
SYSTEM = Actor.system("thử nghiệm")


@pytest.fixture
def reported(city, opened):
    """The three wards of Ba Đình report 100, 120 and 80; the other district's communes are silent."""
    for commune, value in zip(city.communes[city.districts[0]], COUNTS.values(), strict=True):
        fill_report(round_id=opened.pk, agency_id=commune, logged=[logged(CODE, value)], by=city.officer, now=NOW)
        confirm_report(round_id=opened.pk, agency_id=commune, by=city.officer, now=NOW)
    return opened


def became(old: str, new: Territory | None, weight: str | None = "1") -> None:
    held = Territory.objects.get(key=old)
    held.versions.update(valid_to=date(2025, 6, 30))
    AgencyVersion.objects.filter(territory=held).update(valid_to=date(2025, 6, 30))
    Succession.objects.create(
        old=held, new=new, kind="merge", effective_on=REFORM, weight=weight and Decimal(weight), basis="thử", source="thử"
    )


def ward(name: str) -> Territory:
    made = Territory.objects.create(key=f"moi:{name}")
    TerritoryVersion.objects.create(
        territory=made, name=name, form="phường", kind="commune", valid_from=REFORM, source="thử", search_key=f"phuong {name}"
    )
    return made


def view(opened, on=TODAY, *, seen_by=SYSTEM, codes=(CODE,)):
    return restated_figures(opened.pk, map_date=on, codes=codes, seen_by=seen_by)


def values(rows):
    return {row.name: row.figures[RELAYED] for row in rows if RELAYED in row.figures}


def test_three_wards_that_merged_show_three_hundred_in_both_views(reported):
    merged = ward("Ba Đình")
    for name in COUNTS:
        became(name, merged)
    lineage_changed()
    found = view(reported)
    assert sum(values(found.as_reported).values()) == 300
    assert values(found.on_the_map) == {"phường Ba Đình": 300}
    assert found.total(RELAYED) == 300
    assert RELAYED not in found.unknown.figures


def test_who_reported_what_and_its_trail_are_still_there_after_a_merger(city, reported):
    before = list(ReportFigure.objects.order_by("pk").values_list("pk", "report__expected__agency", "value", "sources"))
    recorded = list(AuditEntry.objects.order_by("pk").values_list("pk", "agency_id", "event"))
    merged = ward("Ba Đình")
    for name in COUNTS:
        became(name, merged)
    lineage_changed()
    row = next(row for row in view(reported).on_the_map if row.name == "phường Ba Đình")
    assert {part.expected.name.split(",")[0]: part.share for part in row.parts} == {f"P{name[1:]}": 1.0 for name in COUNTS}
    assert list(ReportFigure.objects.order_by("pk").values_list("pk", "report__expected__agency", "value", "sources")) == before
    assert list(AuditEntry.objects.order_by("pk").values_list("pk", "agency_id", "event")) == recorded


def test_on_the_map_of_its_own_day_the_restated_view_is_the_reported_one(reported):
    found = view(reported, DAY)
    assert values(found.on_the_map) == COUNTS
    assert not any(row.estimated.get(RELAYED) for row in found.on_the_map)


def test_a_ward_cut_in_two_is_estimated_and_one_cut_by_unknown_shares_stands_apart(reported):
    left, right = ward("Trái"), ward("Phải")
    became("phường Phúc Xá", left, "0.333")
    became("phường Phúc Xá", right, "0.667")
    became("phường Trúc Bạch", left, None)
    became("phường Trúc Bạch", right, None)
    became("phường Vĩnh Phúc", right)
    lineage_changed()
    found = view(reported)
    assert values(found.on_the_map) == {"phường Trái": 33, "phường Phải": 147}
    assert {row.name for row in found.on_the_map if row.estimated.get(RELAYED)} == {"phường Trái", "phường Phải"}
    assert found.unknown.figures[RELAYED] == 120
    assert [part.expected.name.split(",")[0] for part in found.unknown.parts] == ["Phường Trúc Bạch"]


def test_what_is_not_known_says_among_which_units_it_lies(reported):
    left, right, whole = ward("Trái"), ward("Phải"), ward("Toàn")
    became("phường Phúc Xá", left, "0.4")
    became("phường Phúc Xá", right, None)
    became("phường Phúc Xá", whole, None)
    became("phường Trúc Bạch", None, None)
    became("phường Vĩnh Phúc", whole)
    lineage_changed()
    found = view(reported)
    among = {part.expected.name.split(",")[0]: (part.share, part.among) for part in found.unknown.parts}
    assert among == {"Phường Phúc Xá": (0.6, ("phường Phải", "phường Toàn")), "Phường Trúc Bạch": (1.0, ())}
    assert not any(part.among for row in found.on_the_map for part in row.parts)


def test_what_was_merged_lies_on_the_map_of_before_among_those_it_was_merged_from(city, opened):
    merged = ward("Ba Đình")
    for name in COUNTS:
        became(name, merged)
    lineage_changed()
    for agency in city.communes[city.districts[0]]:
        AgencyVersion.objects.filter(agency=agency).update(territory=merged)
    part = view(opened, DAY).unknown.parts[0]
    assert part.among == tuple(sorted(COUNTS))


def test_a_unit_whose_work_is_in_its_successors_report_is_not_said_to_be_silent(city, opened):
    old, new = city.communes[city.districts[0]][:2]
    to = ExpectedReport.objects.get(round=opened, agency=new)
    ExpectedReport.objects.filter(round=opened, agency=old).update(passed_to=to, state="exempt")
    parts = {part.expected.agency_id: part for row in view(opened).as_reported for part in row.parts}
    assert (parts[old].silent, parts[old].exempt, parts[new].silent) == (False, True, True)


def test_what_a_merged_commune_reports_in_a_round_of_before_stands_with_it_and_not_with_nobody(city, opened):
    """A reorganisation carried the round to a unit that the campaign's map does not know."""
    merged = ward("Ba Đình")
    for name in COUNTS:
        became(name, merged)
    lineage_changed()
    agency = Agency.objects.create(key="xa-moi")
    AgencyVersion.objects.create(
        agency=agency,
        kind="commune_committee",
        name="UBND",
        short_name="UBND",
        territory=merged,
        source="thử",
        search_key="",
        valid_from=REFORM,
    )
    ExpectedReport.objects.create(
        round=opened, agency=agency, reports_to_id=city.districts[0], level=Level.COMMUNE, code="moi", name="Phường Ba Đình", due_at=NOW
    )
    fill_report(round_id=opened.pk, agency_id=agency.pk, logged=[logged(CODE, 300)], by=SYSTEM, now=NOW)
    confirm_report(round_id=opened.pk, agency_id=agency.pk, by=SYSTEM, now=NOW)
    found = view(opened)
    assert values(found.on_the_map) == {"phường Ba Đình": 300}
    before = view(opened, DAY)  # what was merged is not taken apart
    assert (before.unknown.figures[RELAYED], before.total(RELAYED)) == (300, 300)


def test_what_a_district_did_itself_stands_beside_both_views(city, reported):
    consolidate_level(round_id=reported.pk, agency_id=city.districts[0], own=[logged(CODE, 7)], by=city.officer, now=NOW)
    sign_report(round_id=reported.pk, agency_id=city.districts[0], by=city.leader, now=NOW)
    found = view(reported)
    assert values(found.own) == {"Quận Ba Đình": 7}
    assert found.total(RELAYED) == 307
    cited = ReportFigure.objects.get(report__expected__agency=city.districts[0], indicator=CODE)
    assert sum(below.value for below in figure_sources(cited.pk, seen_by=city.officer)) == 300


def test_a_draft_is_not_yet_a_figure(city, opened):
    fill_report(round_id=opened.pk, agency_id=city.communes[city.districts[0]][0], logged=[logged(CODE, 9)], by=city.officer, now=NOW)
    assert values(view(opened).as_reported) == {}


def test_the_neighbouring_commune_sees_only_its_own_row(city, reported):
    own = city.communes[city.districts[0]][0]
    officer = Actor("Cán bộ xã", person_id=new_id(), agency_id=own, grants=(Grant(Role.COMMUNE_OFFICER, own),))
    found = view(reported, seen_by=officer)
    assert values(found.as_reported) == {"Phường Phúc Xá, quận Ba Đình": 100}
    assert found.total(RELAYED) == 100


def test_every_field_of_every_form_says_what_becomes_of_it_on_another_map():
    form = form_of(FORM, 1)
    rules = {indicator.code: indicator.restating for indicator in form.indicators}
    assert (rules[CODE], rules["ty-le-phat"], rules["ban-tin-rieng"]) == (RestateRule.SUM, RestateRule.RATIO, RestateRule.NO)
