"""Planning the sessions of a week under dated caps and quiet hours."""

from datetime import UTC, date, datetime, time

import pytest

from loa.core.caps import Lifted, Limit
from loa.core.errors import NotFound
from loa.core.roles import Role
from loa.core.sessions import Bar, SessionTime
from loa.server.kit.actors import RightMissing
from loa.server.schedules.errors import (
    ExemptionUnusable,
    OutsideAllowedHours,
    ReasonMissing,
    SessionBegun,
    SessionNotAllowed,
    SessionNotFound,
    StationUnplannable,
    WeekStartsOnMonday,
)
from loa.server.schedules.models import Session
from loa.server.schedules.services import add_session, cancel_session, plan_week, record_exemption

from .conftest import NOW, OWNER, WEEK

DAWN = datetime(2021, 8, 2, 20, 15, tzinfo=UTC)  # 3 giờ 15 sáng 3/8


def lift(territory, *lifts: Lifted, by=OWNER):
    return record_exemption(
        territory_id=territory.pk,
        number="01/VB-MAU",
        issuer="UBND mẫu",
        valid_from=WEEK,
        valid_to=date(2021, 8, 8),
        lifts=lifts,
        by=by,
        now=NOW,
    )


def test_a_ward_in_a_quan_and_a_commune_in_a_huyen_get_what_their_caps_allow(ward, commune):
    plan_week(station_ids=[ward.station.pk, commune.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    in_quan, in_huyen = ward.station.sessions.all(), commune.station.sessions.all()
    assert (len(in_quan), {one.max_seconds for one in in_quan}) == (10, {900})
    assert (len(in_huyen), {one.max_seconds for one in in_huyen}) == (14, {2700})
    assert "1246" in in_quan[0].cap_basis
    assert all(one.day.weekday() < 5 for one in in_quan)


def test_what_the_cap_forbids_is_told(ward):
    times = {"": (SessionTime(time(7)), SessionTime(time(11)), SessionTime(time(17)))}
    week = plan_week(station_ids=[ward.station.pk], week_starts_on=WEEK, times=times, by=OWNER, now=NOW)
    assert {one.skipped.bar for one in week.skipped} == {Bar.TOO_MANY, Bar.CLOSED_DAY}
    assert len(week.sessions) == 10


def test_an_exemption_of_the_district_reaches_its_wards_and_no_others(world, ward, commune):
    lift(world.quan.territory, Lifted(Limit.WEEKDAYS), Lifted(Limit.SESSION_LENGTH, 1800))
    plan_week(station_ids=[ward.station.pk, commune.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    assert ward.station.sessions.count() == 14
    assert {one.max_seconds for one in ward.station.sessions.all()} == {1800}
    assert "01/VB-MAU" in ward.station.sessions.first().cap_basis
    assert {one.max_seconds for one in commune.station.sessions.all()} == {2700}


def test_planning_again_adds_only_what_is_missing(ward):
    for _ in range(2):
        plan_week(station_ids=[ward.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    assert ward.station.sessions.count() == 10


def test_quiet_hours_refuse_the_whole_plan(ward):
    with pytest.raises(OutsideAllowedHours) as refusal:
        plan_week(station_ids=[ward.station.pk], week_starts_on=WEEK, times={"": (SessionTime(time(3, 15)),)}, by=OWNER, now=NOW)
    assert "03:15" in str(refusal.value)
    assert not Session.objects.exists()


def test_quiet_hours_refuse_a_single_session(commune):
    with pytest.raises(OutsideAllowedHours):
        add_session(station_id=commune.station.pk, starts_at=DAWN, by=OWNER, now=NOW)


def test_a_session_beyond_the_cap_is_refused_with_its_basis(ward):
    with pytest.raises(SessionNotAllowed) as refusal:
        add_session(station_id=ward.station.pk, starts_at=datetime(2021, 8, 7, 0, 0, tzinfo=UTC), by=OWNER, now=NOW)
    assert "1246" in str(refusal.value)
    with pytest.raises(SessionNotAllowed):
        add_session(station_id=ward.station.pk, starts_at=datetime(2021, 8, 3, 0, 0, tzinfo=UTC), seconds=901, by=OWNER, now=NOW)


def test_a_session_within_the_cap_is_added(ward):
    session = add_session(station_id=ward.station.pk, starts_at=datetime(2021, 8, 3, 0, 0, tzinfo=UTC), by=ward.actor(), now=NOW)
    assert (session.day, session.max_seconds) == (date(2021, 8, 3), 900)


def test_nobody_plans_for_the_neighbour(ward, commune):
    with pytest.raises(RightMissing):
        plan_week(station_ids=[commune.station.pk], week_starts_on=WEEK, by=ward.actor(), now=NOW)


def test_a_closed_station_is_named(ward):
    ward.station.ended_on = WEEK
    ward.station.save()
    with pytest.raises(StationUnplannable):
        plan_week(station_ids=[ward.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)


def test_a_week_starts_on_monday(ward):
    with pytest.raises(WeekStartsOnMonday):
        plan_week(station_ids=[ward.station.pk], week_starts_on=date(2021, 8, 3), by=OWNER, now=NOW)


def test_a_cancelled_session_makes_room_for_another(ward):
    plan_week(station_ids=[ward.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    first = ward.station.sessions.first()
    cancel_session(session_id=first.pk, why="Mất điện", by=ward.actor(), now=NOW)
    again = add_session(station_id=ward.station.pk, starts_at=first.starts_at, by=ward.actor(), now=NOW)
    assert again.pk != first.pk


def test_a_session_is_cancelled_with_a_reason_before_it_begins_and_by_its_own(ward, commune):
    plan_week(station_ids=[ward.station.pk], week_starts_on=WEEK, by=OWNER, now=NOW)
    first = ward.station.sessions.first()
    with pytest.raises(ReasonMissing):
        cancel_session(session_id=first.pk, why=" ", by=ward.actor(), now=NOW)
    with pytest.raises(SessionBegun):
        cancel_session(session_id=first.pk, why="Mất điện", by=ward.actor(), now=first.starts_at)
    with pytest.raises(SessionNotFound):
        cancel_session(session_id=first.pk, why="Mất điện", by=commune.actor(), now=NOW)


def test_an_exemption_needs_number_end_and_something_to_lift(world):
    with pytest.raises(ExemptionUnusable):
        lift(world.quan.territory)
    with pytest.raises(NotFound):
        lift(world.huyen.territory, Lifted(Limit.WEEKDAYS), by=world.quan.actor(Role.CLERK))
