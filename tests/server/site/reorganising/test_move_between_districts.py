"""A commune moves to another district while a round is open: it reports where it was asked, once, and both districts' totals stay whole."""

from datetime import date, timedelta

import pytest

from loa.core.agencies import AgencyKind
from loa.core.figures import LoggedFigure, Source, SourceKind
from loa.core.grades import Grade
from loa.core.roles import Role
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.agencies.queries import agency_named
from loa.server.agencies.reach import rebuild_reach
from loa.server.agencies.services import load_agencies
from loa.server.kit.ids import new_id
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in
from loa.server.places.queries import ancestors_of, territory_named
from loa.server.places.services import load_territories
from loa.server.reports.consolidation.expecting import Expected
from loa.server.reports.models import ExpectedReport, Level
from loa.server.reports.queries import coverage_of, restated_figures
from loa.server.reports.services import confirm_report, consolidate_level, fill_report, open_round, sign_report
from loa.server.site.asking import issue_report

from .conftest import AFTER, DAY, EARLY, NOW, OWNER

CODE = "luot-tiep-phat"
KEY = (CODE, Grade.MACHINE.value)
TABLE = """identity,code,name,form,kind,parent,valid_from,valid_to,act,end_act,note
thu:h1,91,Thử Một,huyện,district,vn:01,2026-01-01,,,,
thu:h2,92,Thử Hai,huyện,district,vn:01,2026-01-01,,,,
thu:x1,9101,Đi,xã,commune,thu:h1,2026-01-01,,,,
thu:x2,9102,Ở,xã,commune,thu:h1,2026-01-01,,,,
thu:x3,9201,Kia,xã,commune,thu:h2,2026-01-01,,,,
"""
VALUES = {"xã Đi": 10, "xã Ở": 20, "xã Kia": 40}


@pytest.fixture
def districts(agencies, tmp_path, department):
    """Two districts of 2026 with their committees: Thử Một with the communes Đi and Ở, Thử Hai with Kia."""
    table = tmp_path / "hai-huyen.csv"
    table.write_text(TABLE, encoding="utf-8")
    load_territories(paths=[table], by=OWNER, now=NOW)
    load_agencies(by=OWNER, now=NOW)
    found = []
    for name in ("huyện Thử Một", "huyện Thử Hai"):
        committee, territory = Agency.objects.create(key=f"thu:{name}"), territory_named(name, on=NOW.date()).territory_id
        facts = {"name": f"Ủy ban nhân dân {name}", "short_name": f"UBND {name}", "search_key": name, "source": "thử"}
        AgencyVersion.objects.create(
            agency=committee, kind=AgencyKind.DISTRICT_COMMITTEE, territory_id=territory, valid_from=EARLY, **facts
        )
        found.append(committee.pk)
    rebuild_reach()
    return found


@pytest.fixture
def communes(districts):
    return {name: agency_named(f"Ủy ban nhân dân {name}", on=NOW.date()).agency_id for name in VALUES}


@pytest.fixture
def opened(districts, communes, busy_wards, department):
    """A round of the Sở over both districts."""
    due = AFTER + timedelta(days=10)
    units = [Expected(department, None, Level.CITY, "so", "Thành phố", due + timedelta(days=2))]
    units += [
        Expected(agency, department, Level.DISTRICT, f"h{n}", f"Huyện {n}", due + timedelta(days=1))
        for n, agency in enumerate(districts, start=1)
    ]
    over = dict(zip(VALUES, (districts[0], districts[0], districts[1]), strict=True))
    units += [Expected(agency, over[name], Level.COMMUNE, name, name.capitalize(), due) for name, agency in communes.items()]
    return open_round(
        campaign_id=busy_wards["campaign"].pk,
        agency_id=department,
        form="chien-dich-tuyen-truyen",
        starts_on=date(2027, 2, 1),
        ends_on=date(2027, 3, 7),
        expected=units,
        by=OWNER,
        now=NOW,
    )


@pytest.fixture
def moved(prepare, carry_out, opened):
    """Only Ở has reported when Đi goes over to Thử Hai."""

    def move(reported=("xã Ở",)):
        for name in reported:
            send(opened, name)
        row = {"old": "xã Đi", "kind": "chuyển đơn vị cấp trên", "parent": "huyện Thử Hai", "effective_on": DAY}
        return carry_out(prepare([row]))

    return move


def send(opened, name, now=NOW):
    agency, value = ExpectedReport.objects.get(round=opened, code=name).agency_id, VALUES[name]
    figures = [LoggedFigure(CODE, value, Grade.MACHINE, (Source(SourceKind.LOG, "nhat-ky", value, "ab" * 32, count=value),))]
    fill_report(round_id=opened.pk, agency_id=agency, logged=figures, by=OWNER, now=now)
    confirm_report(round_id=opened.pk, agency_id=agency, by=OWNER, now=now)


def officer_of(agency, *roles):
    person = take_in([Newcomer(f"Người {new_id()}", tuple((role, agency) for role in roles))], valid_from=EARLY, by=OWNER, now=NOW)[0]
    return actors_of([person], on=DAY)[person.pk]


def consolidated(opened, agency):
    report = consolidate_level(round_id=opened.pk, agency_id=agency, by=officer_of(agency, Role.DRAFTER), now=AFTER)
    sign_report(round_id=opened.pk, agency_id=agency, by=officer_of(agency, Role.APPROVER), now=AFTER)
    return report


def relays(report):
    return sum(figure.value for figure in report.figures.filter(indicator=CODE))


def test_the_commune_stays_in_the_coverage_of_the_district_that_asked_it_and_in_no_other(moved, opened, districts, communes):
    moved()
    ward = AgencyVersion.objects.filter(agency=communes["xã Đi"]).values_list("territory", flat=True)[0]
    around = list(ancestors_of(ward, on=DAY).values_list("territory_id", flat=True))
    assert AgencyVersion.objects.filter(territory__in=around, kind=AgencyKind.DISTRICT_COMMITTEE).get().agency_id == districts[1]
    old, new = (coverage_of(opened.pk, seen_by=officer_of(district, Role.DRAFTER))["communes"] for district in districts)
    assert (old.expected, old.reported, old.missing) == (2, 1, ("Xã đi",))
    assert (new.expected, new.missing) == (1, ("Xã kia",))
    whole = coverage_of(opened.pk, seen_by=OWNER)["communes"]
    assert (whole.expected, whole.reported) == (3, 1)


def test_both_districts_consolidate_what_each_was_owed_and_the_total_holds_each_commune_once(moved, opened, districts, department, home):
    moved()
    for name in ("xã Đi", "xã Kia"):
        send(opened, name, now=AFTER)
    reports = [consolidated(opened, district) for district in districts]
    assert [relays(report) for report in reports] == [30, 40]
    assert [report.coverage["communes"] for report in reports] == [
        {"expected": 2, "reported": 2, "missing": []},
        {"expected": 1, "reported": 1, "missing": []},
    ]
    top = consolidated(opened, department)
    assert relays(top) == 70
    assert top.coverage["communes"] == {"expected": 3, "reported": 3, "missing": []}
    assert issue_report(opened=opened, by=officer_of(department, Role.DRAFTER), now=AFTER).report_id == top.pk


@pytest.mark.parametrize("reported", [("xã Ở",), tuple(VALUES)], ids=["in an open round", "after all had sent"])
def test_the_view_of_then_and_the_view_on_the_new_map_show_the_same_figures(moved, opened, reported):
    moved(reported)
    for name in VALUES.keys() - set(reported):
        send(opened, name, now=AFTER)
    for day in (opened.campaign.map_date, DAY):
        found = restated_figures(opened.pk, map_date=day, codes=[CODE], seen_by=OWNER)
        assert {row.name: row.figures[KEY] for row in found.on_the_map} == VALUES
        assert {row.name: row.figures[KEY] for row in found.as_reported} == {name.capitalize(): value for name, value in VALUES.items()}
        assert (found.total(KEY), found.unknown.figures) == (70, {})
