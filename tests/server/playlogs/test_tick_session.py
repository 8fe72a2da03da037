from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from loa.core.grades import Grade
from loa.core.roles import Role
from loa.core.stations import StationKind
from loa.server.kit.actors import Actor, RightMissing
from loa.server.playlogs import errors
from loa.server.playlogs.models import Play, SessionTick
from loa.server.playlogs.queries import NOT_RECORDED, NOT_YET, open_ticks_of, planned_against_played, play_totals, plays_of
from loa.server.playlogs.services import Tick, TickException, take_back_tick, tick_session, tick_sessions
from loa.wire.plays import Outcome

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)
NOON = MONDAY + timedelta(hours=12)
SESSION = UUID(int=1)


@pytest.fixture
def tick(make_station, make_item, plan):
    def make(*exceptions, station=None, items=None):
        at = station or make_station()
        planned = [make_item(1), make_item(2)] if items is None else items
        plan(at, [make_item(1)])
        return Tick(session_id=SESSION, station_id=at.pk, planned=planned, exceptions=exceptions)

    return make


@pytest.fixture
def officer(make_actor):
    """The officer of the station that a tick is about."""
    from loa.server.channels.models import Station

    return lambda tick, role=Role.COMMUNE_OFFICER: make_actor(Station.objects.get(pk=tick.station_id).agency_id, role)


def test_one_tap_declares_the_whole_session(tick, officer):
    ticked = tick()
    tick_session(tick=ticked, by=officer(ticked), now=NOON)
    plays = Play.objects.order_by("planned_at")
    assert [(p.title, p.outcome, p.grade, p.seconds, p.started_at) for p in plays] == [
        ("Bản tin 1", "complete", Grade.DECLARED, 60.0, None),
        ("Bản tin 2", "complete", Grade.DECLARED, 60.0, None),
    ]


def test_an_exception_is_told_with_its_reason(tick, officer, make_item):
    ticked = tick(TickException(make_item(2).slot_id, Outcome.CUT, " Mất điện ", seconds=20))
    tick_session(tick=ticked, by=officer(ticked), now=NOON)
    assert list(Play.objects.filter(outcome="cut").values_list("title", "reason", "seconds")) == [("Bản tin 2", "Mất điện", 20.0)]


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_exception_without_a_reason_is_refused(tick, officer, make_item, reason):
    ticked = tick(TickException(make_item(2).slot_id, Outcome.SKIPPED, reason))
    with pytest.raises(errors.ExceptionWithoutReason, match="Bản tin 2"):
        tick_session(tick=ticked, by=officer(ticked), now=NOON)


def test_a_session_is_ticked_once(tick, officer):
    ticked = tick()
    by = officer(ticked)
    tick_session(tick=ticked, by=by, now=NOON)
    with pytest.raises(errors.AlreadyTicked, match="Nguyễn Thị Thử"):
        tick_session(tick=ticked, by=by, now=NOON)
    assert Play.objects.count() == 2


def test_a_tick_taken_back_counts_no_more_and_can_be_made_again(tick, officer, make_item):
    ticked = tick()
    by = officer(ticked)
    tick_session(tick=ticked, by=by, now=NOON)
    take_back_tick(session_id=SESSION, by=by, now=NOON, why="Bấm nhầm")
    assert (plays_of(seen_by=by).count(), Play.objects.count(), open_ticks_of(session_ids=[SESSION], seen_by=by)) == (0, 2, {})
    tick_session(tick=ticked, by=by, now=NOON)
    assert (plays_of(seen_by=by).count(), SessionTick.objects.count()) == (2, 2)
    assert play_totals(seen_by=by)[0].airings == 2


def test_nothing_to_take_back_is_a_sentence(make_actor, make_station):
    with pytest.raises(errors.NotTicked):
        take_back_tick(session_id=SESSION, by=Actor.system("thử"), now=NOON)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("early", errors.TickTooEarly),
        ("empty", errors.NothingToTick),
        ("foreign item", errors.ItemOfAnotherSession),
        ("foreign exception", errors.ItemOfAnotherSession),
        ("viewer", RightMissing),
    ],
)
def test_what_cannot_be_ticked_is_refused(tick, officer, make_item, change, refusal):
    ticked = {
        "empty": lambda: tick(items=[]),
        "foreign item": lambda: tick(items=[make_item(1), make_item(1, session=2)]),
        "foreign exception": lambda: tick(TickException(UUID(int=5), Outcome.CUT, "mất điện")),
    }.get(change, tick)()
    by = officer(ticked, Role.VIEWER if change == "viewer" else Role.COMMUNE_OFFICER)
    with pytest.raises(refusal):
        tick_session(tick=ticked, by=by, now=MONDAY if change == "early" else NOON)
    assert not Play.objects.exists()


def test_a_station_that_records_by_itself_is_not_ticked(tick, officer, make_station):
    ticked = tick(station=make_station(StationKind.OWN))
    with pytest.raises(errors.RecordedByPlayer):
        tick_session(tick=ticked, by=officer(ticked), now=NOON)


def test_the_neighbour_ticks_nothing_here(tick, make_actor, make_station):
    with pytest.raises(errors.NotTicked):
        tick_session(tick=tick(), by=make_actor(make_station().agency_id), now=NOON)


def test_of_many_ticks_all_are_taken_or_none(tick, make_station, make_item):
    good = tick()
    bad = Tick(session_id=UUID(int=2), station_id=make_station().pk, planned=[])
    with pytest.raises(errors.NothingToTick):
        tick_sessions(ticks=[good, bad], by=Actor.system("thử"), now=NOON)
    assert not SessionTick.objects.exists()


def test_the_plan_held_against_the_plays_names_each_gap(tick, officer, make_item):
    ticked = tick(TickException(make_item(2).slot_id, Outcome.SKIPPED, "Mất điện"))
    by = officer(ticked)
    tick_session(tick=ticked, by=by, now=NOON)
    planned = [*ticked.planned, make_item(3), make_item(4, starts_at=MONDAY + timedelta(hours=20))]
    compared = planned_against_played(planned=planned, now=NOON, seen_by=by)
    assert [(one.is_played, one.gap) for one in compared] == [(True, ""), (False, "Mất điện"), (False, NOT_RECORDED), (False, NOT_YET)]


def test_plays_are_found_by_campaign_agency_and_day(tick, officer):
    ticked = tick()
    by = officer(ticked)
    tick_session(tick=ticked, by=by, now=NOON)
    assert (
        plays_of(
            seen_by=by, campaign_id=UUID(int=7), agency_ids=[by.agency_id], first_day=date(2021, 8, 2), last_day=date(2021, 8, 2)
        ).count()
        == 2
    )
    assert not plays_of(seen_by=by, last_day=date(2021, 8, 1))
    assert not plays_of(seen_by=by, campaign_id=UUID(int=8))


def test_a_neighbour_sees_no_plays(tick, officer, make_actor, make_station):
    ticked = tick()
    tick_session(tick=ticked, by=officer(ticked), now=NOON)
    neighbour = make_actor(make_station().agency_id)
    assert not plays_of(seen_by=neighbour)
    assert not play_totals(seen_by=neighbour)
