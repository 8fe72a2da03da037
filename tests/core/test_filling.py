"""Filling sessions: ưu tiên first, nothing ever dropped in silence."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loa.core.filling import Claim, Held, Opening, Placement, Reason, Want, fill
from loa.core.priorities import Priority

START = datetime(2021, 8, 2, 0, 0, tzinfo=UTC)


def opening(number: int, free_seconds: int = 900, held: tuple[Held, ...] = ()) -> Opening:
    starts_at = START + timedelta(hours=12 * number)
    return Opening(f"buổi {number}", starts_at, starts_at + timedelta(seconds=900), free_seconds, held)


def want(key: str, seconds: int = 300, priority: Priority = Priority.NORMAL, airings: int = 1, **more) -> Want:
    return Want(key, priority, more.pop("claim", Claim.OFFERED), seconds, airings, **more)


def test_priority_goes_into_the_next_session_whatever_was_asked_for_before():
    filled = fill([opening(1), opening(0)], [want("thường", 900, airings=2), want("ưu tiên", 600, Priority.PRIORITY)])
    assert filled.placed[0] == Placement("ưu tiên", "buổi 0")
    assert Placement("thường", "buổi 1") in filled.placed
    assert [(left.want, left.airings, left.reason) for left in filled.left_out] == [("thường", 1, Reason.FULL)]


def test_the_commune_orders_its_priority_items():
    filled = fill([opening(0)], [want("a", 600, Priority.PRIORITY, order=2), want("b", 600, Priority.PRIORITY, order=1)])
    assert filled.placed == (Placement("b", "buổi 0"),)
    assert filled.left_out[0].want == "a"


def test_what_is_ordinary_makes_way_for_priority_and_is_named():
    held = (Held("tiếp sóng", 500, yields=True), Held("tin xã", 300, yields=True))
    filled = fill([opening(0, 100, held)], [want("ưu tiên", 350, Priority.PRIORITY)])
    assert filled.placed == (Placement("ưu tiên", "buổi 0"),)
    assert filled.displaced == (Placement("tin xã", "buổi 0"),)


def test_priority_does_not_push_out_priority():
    filled = fill([opening(0, 100, (Held("trước", 800),)), opening(1)], [want("sau", 350, Priority.PRIORITY)])
    assert filled.placed == (Placement("sau", "buổi 1"),)
    assert filled.displaced == ()


def test_each_session_airs_a_bulletin_once():
    filled = fill([opening(0), opening(1)], [want("tin", 100, airings=5)])
    assert len(filled.placed) == 2
    assert filled.left_out[0].reason is Reason.FEWER_SESSIONS


def test_ordinary_airings_spread_over_the_days_before_they_double():
    twice_a_day = [opening(number) for number in range(10)]
    placed = fill(twice_a_day, [want("tin", 100, airings=5)]).placed
    assert [p.opening for p in placed] == ["buổi 0", "buổi 2", "buổi 4", "buổi 6", "buổi 8"]


def test_reasons_tell_what_to_do():
    week = [opening(0)]
    assert fill(week, [want("dài", 901)]).left_out[0].reason is Reason.TOO_LONG
    assert fill(week, [want("hết hạn", not_after=START)]).left_out[0].reason is Reason.NO_SESSION
    assert fill(week, [want("chưa đến", not_before=START + timedelta(days=1))]).left_out[0].reason is Reason.NO_SESSION
    assert fill(week, [want("khẩn", priority=Priority.EMERGENCY)]).left_out[0].reason is Reason.EMERGENCY_LANE


WANTS = st.lists(
    st.builds(
        Want,
        key=st.uuids().map(str),
        priority=st.sampled_from(Priority),
        claim=st.sampled_from(Claim),
        seconds=st.integers(1, 1200),
        airings=st.integers(0, 12),
        order=st.integers(0, 3),
        not_after=st.none() | st.integers(0, 200).map(lambda hours: START + timedelta(hours=hours)),
    ),
    max_size=12,
    unique_by=lambda want: want.key,
)
HELD = st.lists(st.builds(Held, st.uuids().map(str), st.integers(1, 300), st.booleans()), max_size=3).map(tuple)
OPENINGS = st.lists(st.tuples(st.integers(0, 900), HELD), max_size=10).map(
    lambda rows: [opening(number, free, held) for number, (free, held) in enumerate(rows)]
)


@given(OPENINGS, WANTS)
def test_nothing_is_ever_dropped_in_silence_and_no_session_overruns(openings, wants):
    filled = fill(openings, wants)
    placed = Counter(placement.want for placement in filled.placed)
    left = Counter({one.want: one.airings for one in filled.left_out})
    assert all(placed[one.key] + left[one.key] == one.airings for one in wants)
    seconds = {one.key: one.seconds for one in wants}
    for room in openings:
        freed = sum(held.seconds for held in room.held if Placement(held.want, room.key) in filled.displaced)
        assert sum(seconds[p.want] for p in filled.placed if p.opening == room.key) <= room.free_seconds + freed
    yielding = {(held.want, room.key) for room in openings for held in room.held if held.yields}
    assert {(p.want, p.opening) for p in filled.displaced} <= yielding


@given(OPENINGS, WANTS)
def test_an_ordinary_item_never_keeps_priority_out_of_a_session(openings, wants):
    only_priority = [one for one in wants if one.priority is Priority.PRIORITY]
    among_all = {p for p in fill(openings, wants).placed if p.want in {one.key for one in only_priority}}
    assert among_all == set(fill(openings, only_priority).placed)
