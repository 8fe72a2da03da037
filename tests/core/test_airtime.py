from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from loa.core.airtime import Alert, Because, Plan, Slot, decide, next_change, should_have_played, timeline
from loa.core.priorities import Priority
from loa.core.quiet import may_sound

MORNING = datetime(2021, 8, 1, 23, 30, tzinfo=UTC)  # 06:30 on 2/8/2021 in Hà Nội
WEEK = MORNING - timedelta(hours=6, minutes=30), MORNING + timedelta(days=7)


def slot(
    number: int, *, session: int = 1, starts_at: datetime = MORNING, priority: Priority = Priority.NORMAL, seconds: float = 60, **more
):
    return Slot(UUID(int=number), UUID(int=session), starts_at, priority, f"Bản tin {number}", seconds, **more)


def plan(*slots: Slot) -> Plan:
    return Plan(slots, *WEEK)


def after(seconds: float) -> datetime:
    return MORNING + timedelta(seconds=seconds)


def test_the_slots_of_a_session_follow_one_another():
    line = timeline(plan(slot(1), slot(2, seconds=30), slot(3)))
    assert [(airing.slot.id.int, airing.starts_at) for airing in line] == [(1, after(0)), (2, after(60)), (3, after(90))]


def test_no_slot_begins_before_its_own_time():
    line = timeline(plan(slot(1), slot(2, starts_at=after(120)), slot(3, starts_at=after(150))))
    assert [airing.starts_at for airing in line] == [after(0), after(120), after(180)]


def test_a_plan_renewed_during_a_session_goes_on_where_the_session_is():
    renewed = Plan((slot(1), slot(2), slot(3)), after(70), WEEK[1])
    assert [(airing.starts_at, airing.barred) for airing in timeline(renewed)] == [
        (after(0), Because.PLAN_NOT_YET_VALID),
        (after(60), Because.PLAN_NOT_YET_VALID),
        (after(120), None),
    ]


def test_at_each_instant_the_slot_of_that_instant_sounds():
    decision = decide(plan(slot(1), slot(2)), (), after(60))
    assert decision.slot is not None
    assert (decision.slot.id.int, decision.because) == (2, Because.SCHEDULED)


def test_between_sessions_nothing_sounds():
    assert decide(plan(slot(1)), (), after(60)).because is Because.NOTHING_PLANNED


def test_the_higher_class_wins_and_the_loser_is_named():
    decision = decide(plan(slot(1), slot(2, session=2, priority=Priority.PRIORITY)), (), after(1))
    assert decision.slot is not None
    assert (decision.slot.id.int, decision.because) == (2, Because.HIGHER_CLASS)
    assert [(loser.airing.slot.id.int, loser.because) for loser in decision.losers] == [(1, Because.LOWER_CLASS)]


def test_of_one_class_the_earlier_keeps_the_air():
    decision = decide(plan(slot(2), slot(1, session=2, starts_at=after(10))), (), after(20))
    assert decision.slot is not None
    assert (decision.slot.id.int, decision.because, decision.losers[0].because) == (2, Because.EARLIER, Because.LATER)


def test_an_expired_plan_plays_nothing():
    expired = Plan((slot(1),), WEEK[0], after(30))
    assert decide(expired, (), after(1)).because is Because.PLAN_EXPIRED
    assert decide(expired, (), after(99999)).because is Because.PLAN_EXPIRED


def test_a_plan_plays_nothing_before_its_time():
    assert decide(Plan((slot(1),), after(1), WEEK[1]), (), after(0)).because is Because.PLAN_NOT_YET_VALID


def test_a_relay_at_a_quarter_past_three_in_the_morning_stays_silent():
    night = MORNING - timedelta(hours=3, minutes=15)
    assert decide(plan(slot(1, starts_at=night)), (), night).because is Because.QUIET_HOURS


def test_expired_words_fall_out_and_the_next_moves_up():
    line = timeline(plan(slot(1, valid_until=after(30)), slot(2)))
    assert line[0].barred is Because.ITEM_EXPIRED
    assert (line[1].slot.id.int, line[1].starts_at) == (2, after(0))


def test_an_alert_cuts_what_sounds_which_then_begins_again():
    alert = Alert(UUID(int=9), after(20), after(600), "Mưa lũ", 45)
    line = timeline(plan(slot(1), slot(2)), (alert,))
    assert [(airing.slot.id.int, airing.starts_at, airing.cut) for airing in line] == [
        (1, after(0), True),
        (9, after(20), False),
        (1, after(65), False),
        (2, after(125), False),
    ]


def test_an_alert_sounds_at_night_and_with_an_expired_plan():
    night = WEEK[1] + timedelta(hours=20)
    decision = decide(plan(), (Alert(UUID(int=9), night, night + timedelta(hours=1), "Mưa lũ", 45),), night)
    assert decision.because is Because.ALERT


def test_an_expired_alert_stays_silent():
    assert decide(plan(), (Alert(UUID(int=9), MORNING, MORNING, "Mưa lũ", 45),), MORNING).airing is None


CLASSES = st.sampled_from(list(Priority))
OFFSETS = st.integers(0, 7 * 86400)
SLOTS = st.lists(st.tuples(st.integers(1, 4), OFFSETS, CLASSES, st.integers(1, 3600), st.none() | OFFSETS), max_size=12)
ALERTS = st.lists(st.tuples(OFFSETS, st.integers(0, 3600), st.integers(1, 600)), max_size=3)


def drawn_plan(rows) -> Plan:
    start = WEEK[0]
    return plan(
        *(
            slot(
                number,
                session=session,
                starts_at=start + timedelta(seconds=offset),
                priority=priority,
                seconds=seconds,
                valid_until=None if until is None else start + timedelta(seconds=until),
            )
            for number, (session, offset, priority, seconds, until) in enumerate(rows, 1)
        )
    )


def drawn_alerts(rows) -> tuple[Alert, ...]:
    return tuple(
        Alert(UUID(int=100 + n), WEEK[0] + timedelta(seconds=s), WEEK[0] + timedelta(seconds=s + life), "Khẩn", seconds)
        for n, (s, life, seconds) in enumerate(rows)
    )


@given(SLOTS, ALERTS, OFFSETS)
@settings(max_examples=300, deadline=None)
def test_there_is_one_winner_or_none_and_nobody_else_is_forgotten(rows, alert_rows, offset):
    drawn, alerts, now = drawn_plan(rows), drawn_alerts(alert_rows), WEEK[0] + timedelta(seconds=offset)
    decision = decide(drawn, alerts, now)
    covering = {airing.key for airing in timeline(drawn, alerts) if airing.covers(now)}
    told = [loser.airing.key for loser in decision.losers] + ([decision.airing.key] if decision.airing else [])
    assert sorted(told, key=str) == sorted(covering, key=str)
    if decision.airing:
        assert decision.airing.barred is None
        lost = [loser.airing for loser in decision.losers if loser.airing.barred is None]
        assert all(decision.airing.is_alert or decision.airing.slot.priority.rank >= airing.slot.priority.rank for airing in lost)


@given(SLOTS, ALERTS)
@settings(max_examples=300, deadline=None)
def test_quiet_hours_are_never_broken_by_an_ordinary_item(rows, alert_rows):
    for sounding in should_have_played(drawn_plan(rows), WEEK[0], WEEK[1] + timedelta(days=1), drawn_alerts(alert_rows)):
        assert may_sound(sounding.starts_at, sounding.ends_at, priority=sounding.airing.slot.priority)


@given(SLOTS, ALERTS, OFFSETS)
@settings(max_examples=200, deadline=None)
def test_what_is_judged_afterwards_is_what_was_decided_at_the_time(rows, alert_rows, offset):
    drawn, alerts, now = drawn_plan(rows), drawn_alerts(alert_rows), WEEK[0] + timedelta(seconds=offset)
    at_that_time = [s.airing for s in should_have_played(drawn, *WEEK, alerts) if s.starts_at <= now < s.ends_at]
    decided = decide(drawn, alerts, now).airing
    assert at_that_time == ([decided] if decided else [])


@given(SLOTS, ALERTS, OFFSETS)
@settings(max_examples=200, deadline=None)
def test_nothing_changes_before_the_next_change(rows, alert_rows, offset):
    drawn, alerts, now = drawn_plan(rows), drawn_alerts(alert_rows), WEEK[0] + timedelta(seconds=offset)
    then = next_change(drawn, alerts, now)
    last = (then - timedelta(microseconds=1)) if then else now + timedelta(days=30)
    before, later = decide(drawn, alerts, now), decide(drawn, alerts, last)
    assert before.airing == later.airing
