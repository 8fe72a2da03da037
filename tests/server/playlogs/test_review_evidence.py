"""What was never planned is no evidence, and nobody says of a session that it sounded before it did."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from loa.core.stations import StationKind
from loa.server.kit.actors import Actor
from loa.server.playlogs import errors
from loa.server.playlogs.models import Play
from loa.server.playlogs.queries import counting, play_totals, plays_of, record_problems
from loa.server.playlogs.services import Tick, TickException, take_plays, tick_session
from loa.wire.plays import Outcome, PlayBatch

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)
BEGINS = MONDAY + timedelta(hours=6, minutes=30)
BY = Actor.system("thử")


def take(player, records):
    return take_plays(batch=PlayBatch(player_id=player.pk, records=tuple(records)), player=player, now=MONDAY)


def test_a_record_of_a_slot_that_nobody_planned_is_held_and_never_counts(make_player, make_records):
    player, _ = make_player()
    records = make_records(player.pk, 3, planned=False)
    answer = take(player, records)
    assert (answer.highest_contiguous_seq, answer.problem_code, Play.objects.count()) == (3, "", 3)
    assert (play_totals(seen_by=BY), list(counting(plays_of(seen_by=BY)))) == ([], [])
    assert {problem.code for problem in record_problems(seen_by=BY)} == {"playlogs.play_unplanned"}


def test_the_chain_goes_on_over_a_record_that_does_not_count(make_player, make_records):
    player, _ = make_player()
    first = make_records(player.pk, 1, planned=False)
    take(player, first)
    answer = take(player, make_records(player.pk, 2, after=first[-1]))
    assert (answer.highest_contiguous_seq, plays_of(seen_by=BY).count()) == (3, 2)


def test_a_slot_of_another_station_or_another_session_does_not_count(make_player, make_station, make_records, plan):
    player, _ = make_player()
    records = make_records(player.pk, 1, planned=False)
    plan(make_station(StationKind.OWN, "Đài khác"), records)
    take(player, records)
    own = make_records(player.pk, 1, after=records[-1])
    moved = make_records(player.pk, 1, after=records[-1], planned=False, slot_id=own[0].slot_id, session_id=UUID(int=77))
    take(player, moved)
    assert (Play.objects.count(), plays_of(seen_by=BY).count()) == (2, 0)


@pytest.fixture
def tick(make_station, make_item, plan):
    def make(*exceptions):
        at, items = make_station(), [make_item(1, starts_at=BEGINS), make_item(2, starts_at=BEGINS + timedelta(seconds=60))]
        plan(at, items)
        return Tick(UUID(int=1), at.pk, items, exceptions)

    return make


def test_all_of_it_sounded_is_not_said_before_the_last_item_has_ended(tick):
    ticked = tick()
    with pytest.raises(errors.TickTooEarly, match=r"từ 06:32:00 02/08/2021"):
        tick_session(tick=ticked, by=BY, now=BEGINS + timedelta(seconds=119))
    tick_session(tick=ticked, by=BY, now=BEGINS + timedelta(seconds=120))


def test_what_broke_off_is_said_as_soon_as_the_rest_has_ended(tick, make_item):
    ticked = tick(TickException(make_item(2).slot_id, Outcome.FAILED, "Mất điện"))
    assert tick_session(tick=ticked, by=BY, now=BEGINS + timedelta(seconds=60))


def test_a_session_is_not_ticked_at_another_station(tick, make_station):
    ticked = tick()
    elsewhere = Tick(ticked.session_id, make_station(name="Đài khác").pk, ticked.planned)
    with pytest.raises(errors.ItemOfAnotherSession):
        tick_session(tick=elsewhere, by=BY, now=MONDAY + timedelta(hours=12))
