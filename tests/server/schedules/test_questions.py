"""What will sound, what fits, and who may ask."""

from datetime import UTC, date, datetime, timedelta

import pytest

from loa.core.airtime import Because
from loa.core.capacity import Demand
from loa.core.caps import Lifted, Limit
from loa.core.errors import NotFound
from loa.server.schedules import queries
from loa.server.schedules.errors import SessionNotFound
from loa.server.schedules.services import Wish, fill_sessions, plan_week, publish_schedule, record_exemption

from .conftest import NOW, OWNER, WEEK

MONDAY_DAWN = datetime(2021, 8, 1, 18, 0, tzinfo=UTC)


@pytest.fixture
def on_air(ward, world, make_revision, make_track):
    revision = make_revision(world.city)
    plan_week(station_ids=[ward.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    wishes = [Wish(revision_id=revision.pk, seconds=60, airings=10, accepted=True)]
    fill_sessions(station_ids=[ward.station.pk], week_starts_on=WEEK, wishes=wishes, by=OWNER, now=NOW)
    publish_schedule(station_ids=[ward.station.pk], week_starts_on=WEEK, soundtracks={(revision.pk, None): make_track()}, by=OWNER, now=NOW)
    return ward


def test_the_next_24_hours_are_what_the_loudspeaker_will_play(on_air):
    preview = queries.next_24_hours(station_id=on_air.station.pk, now=MONDAY_DAWN, seen_by=on_air.actor())
    assert [one.starts_at for one in preview.soundings] == [datetime(2021, 8, 2, 0, 0, tzinfo=UTC), datetime(2021, 8, 2, 9, 30, tzinfo=UTC)]
    assert preview.silent == ()


def test_what_is_not_published_stays_silent_and_says_so(on_air, make_revision):
    own = make_revision(on_air, "Tin mới")
    wishes = [Wish(revision_id=own.pk, seconds=60, airings=10)]
    fill_sessions(station_ids=[on_air.station.pk], week_starts_on=WEEK, wishes=wishes, by=OWNER, now=NOW)
    preview = queries.next_24_hours(station_id=on_air.station.pk, now=MONDAY_DAWN, seen_by=on_air.actor())
    assert [(one.title, "phát hành lại" in one.why) for one in preview.silent] == [("Tin mới", True)] * 2


def test_why_something_plays_here_now_has_an_answer(on_air):
    at = datetime(2021, 8, 2, 0, 0, 30, tzinfo=UTC)
    assert queries.explanation(station_id=on_air.station.pk, at=at, seen_by=on_air.actor()).because is Because.SCHEDULED
    later = queries.explanation(station_id=on_air.station.pk, at=at + timedelta(hours=1), seen_by=on_air.actor())
    assert later.because is Because.NOTHING_PLANNED


def test_a_running_order_is_frozen_with_its_sound(on_air):
    session = on_air.station.sessions.first()
    (item,) = queries.planned_items(session_id=session.pk, seen_by=on_air.actor())
    assert (item.starts_at, item.planned_seconds, len(item.assets), item.withheld) == (session.starts_at, 60.0, 1, None)


def test_the_neighbour_sees_nothing(on_air, commune):
    session = on_air.station.sessions.first()
    neighbour = commune.actor()
    with pytest.raises(SessionNotFound):
        queries.planned_items(session_id=session.pk, seen_by=neighbour)
    with pytest.raises(NotFound):
        queries.next_24_hours(station_id=on_air.station.pk, now=MONDAY_DAWN, seen_by=neighbour)
    with pytest.raises(NotFound):
        queries.longest_session(agency_id=on_air.agency.pk, day=WEEK, seen_by=neighbour)
    assert not queries.sessions_of(agency_id=on_air.agency.pk, day=WEEK, seen_by=neighbour).exists()
    assert not queries.unplaced(week_starts_on=WEEK, seen_by=neighbour).exists()


def test_the_district_sees_its_wards(on_air, world):
    assert queries.sessions_of(agency_id=on_air.agency.pk, day=WEEK, seen_by=world.quan.actor()).count() == 2


def test_the_longest_session_follows_parent_day_and_exemption(world, ward, commune):
    def longest(unit, day=WEEK):
        return queries.longest_session(agency_id=unit.agency.pk, day=day, seen_by=OWNER)

    assert longest(ward).seconds == 900
    assert longest(commune).seconds == 2700
    assert longest(world.quan).seconds == 900
    assert longest(world.city).seconds == 2700
    assert longest(ward, date(2021, 3, 11)).seconds is None
    assert "Chưa có căn cứ" in longest(ward, date(2021, 3, 11)).basis
    record_exemption(
        territory_id=world.city.territory.pk,
        number="01",
        issuer="UBND",
        valid_from=WEEK,
        valid_to=WEEK,
        lifts=[Lifted(Limit.SESSION_LENGTH, 1200)],
        by=OWNER,
        now=NOW,
    )
    assert longest(ward).seconds == 1200
    assert longest(ward, WEEK + timedelta(days=1)).seconds == 900


def test_demand_is_weighed_by_cap_before_anybody_approves(on_air, commune):
    demands = [Demand("Bài dài", 600, 10)]
    in_huyen, in_quan = queries.capacity_of(
        demands=demands, agency_ids=[on_air.agency.pk, commune.agency.pk], week_starts_on=WEEK, seen_by=OWNER
    )
    assert (in_quan.parent_form, in_quan.allowed_seconds, in_quan.taken_seconds, in_quan.fits) == ("quận", 9000, 600, True)
    assert (in_huyen.parent_form, in_huyen.allowed_seconds, in_huyen.units) == ("huyện", 37800, 1)
    tight = queries.capacity_of(demands=[Demand("Bài", 800, 11)], agency_ids=[on_air.agency.pk], week_starts_on=WEEK, seen_by=OWNER)
    assert tight[0].fits is False
