"""A ward that moves to another district: its new work is seen there; what it owes the old district stays in the old district's hands."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from loa.core.errors import NotFound
from loa.server.agencies.queries import agency_on
from loa.server.agencies.reach import rebuild_reach
from loa.server.bulletins.queries import bulletins_of
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.campaigns.queries import assignments_of, campaigns_of
from loa.server.kit.ids import new_id
from loa.server.people.queries import sees
from loa.server.places.models import TerritoryClosure, TerritoryVersion
from loa.server.reports.models import ExpectedReport, Report, ReportingRound
from loa.server.reports.queries import coverage_of, expected_reports, report_in_force, rounds_of

from ..conftest import DAY, NOW

MOVED = DAY + timedelta(days=2)


@pytest.fixture
def work(cast, make_letter):
    """A campaign of the district with one assignment and one expected report of the ward, before it moves."""
    district = agency_on(cast.office, DAY)
    days = {"starts_on": DAY, "ends_on": DAY + timedelta(days=30)}
    campaign = Campaign.objects.create(
        title="Của quận",
        document=make_letter(),
        agency_id=cast.office,
        territory_id=district.territory_id,
        map_date=DAY,
        opened_at=NOW,
        **days,
    )
    Assignment.objects.create(campaign=campaign, agency_id=cast.ward, letter=campaign.document, sent_at=NOW)
    opened = ReportingRound.objects.create(
        campaign=campaign, agency_id=cast.office, form_code="chien-dich-tuyen-truyen", form_version=1, opened_at=NOW, **days
    )
    expected = ExpectedReport.objects.create(
        round=opened, agency_id=cast.ward, reports_to_id=cast.office, level="communes", code="x", name="Bạch Mai", due_at=NOW
    )
    Report.objects.create(expected=expected, version=1, state="confirmed", filled_as_of=NOW, filled_by="Lan")
    return campaign, opened


@pytest.fixture
def move_the_ward(cast):
    """From Hai Bà Trưng to Ba Đình, on a day; then who is asked is asked on that day."""

    def move(*actors):
        ward, other = agency_on(cast.ward, DAY).territory_id, agency_on(cast.other_office, DAY).territory_id
        held = TerritoryVersion.objects.get(territory=ward, valid_from__lte=DAY, valid_to__gte=MOVED)
        last, facts = held.valid_to, ("code", "name", "form", "kind", "source", "search_key")
        TerritoryVersion.objects.filter(pk=held.pk).update(valid_to=MOVED - timedelta(days=1))
        TerritoryVersion.objects.create(
            id=new_id(), territory_id=ward, parent_id=other, valid_from=MOVED, valid_to=last, **{f: getattr(held, f) for f in facts}
        )
        TerritoryClosure.objects.filter(ancestor=held.parent_id, descendant=ward).update(valid_to=MOVED - timedelta(days=1))
        TerritoryClosure.objects.create(ancestor_id=other, descendant_id=ward, depth=1, valid_from=MOVED, valid_to=last)
        rebuild_reach()
        return [replace(actor, on=MOVED) for actor in actors]

    return move


def test_new_work_of_the_ward_is_seen_by_the_new_district_alone(cast, move_the_ward, make_bulletin):
    ward = replace(
        cast.office_drafter, agency_id=cast.other_office, grants=(replace(cast.office_drafter.grants[0], agency_id=cast.other_office),)
    )
    old, new = move_the_ward(cast.office_drafter, ward)
    notice = make_bulletin("submitted", agency_id=cast.ward, author=cast.officer)
    assert notice in bulletins_of(seen_by=new)
    assert notice not in bulletins_of(seen_by=old)
    assert sees(new, cast.ward)
    assert not sees(old, cast.ward)


def test_what_the_old_district_asked_of_the_ward_is_still_its_work(cast, work, move_the_ward):
    campaign, opened = work
    (old,) = move_the_ward(cast.office_drafter)
    assert campaign in campaigns_of(seen_by=old)
    assert [one.agency_id for one in assignments_of(campaign.pk, seen_by=old)] == [cast.ward]
    assert opened in rounds_of(seen_by=old)
    assert [one.agency_id for one in expected_reports(opened.pk, seen_by=old)] == [cast.ward]
    assert coverage_of(opened.pk, seen_by=old)["communes"].expected == 1
    assert report_in_force(opened.pk, cast.ward, seen_by=old) is not None


def test_a_neighbour_sees_neither_before_nor_after(cast, work, move_the_ward):
    campaign, opened = work
    (neighbour,) = move_the_ward(cast.neighbour_officer)
    assert not assignments_of(campaign.pk, seen_by=neighbour)
    assert opened not in rounds_of(seen_by=neighbour)
    with pytest.raises(NotFound):
        report_in_force(opened.pk, cast.ward, seen_by=neighbour)


def test_a_role_given_before_the_move_reads_the_map_of_its_day(cast, move_the_ward):
    old = replace(cast.office_drafter, on=date(2021, 7, 1))
    move_the_ward()
    assert sees(old, cast.ward)
