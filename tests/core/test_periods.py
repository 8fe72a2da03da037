"""Periods: whole days, both ends in force."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from loa.core.periods import Period, joined

DAYS = st.integers(0, 40).map(lambda n: date(2025, 6, 1) + timedelta(days=n))
PERIODS = st.builds(
    lambda first, days: Period(first, None if days is None else first + timedelta(days=days)), DAYS, st.none() | st.integers(0, 9)
)


def test_the_last_day_is_still_in_force() -> None:
    period = Period(date(2021, 1, 1), date(2025, 6, 30))
    assert period.holds(date(2025, 6, 30))
    assert not period.holds(date(2025, 7, 1))


def test_periods_that_follow_each_other_share_no_day() -> None:
    assert Period(date(2021, 1, 1), date(2025, 6, 30)).shared(Period(date(2025, 7, 1))) is None


@given(PERIODS, PERIODS, DAYS)
def test_what_two_share_holds_exactly_where_both_hold(one: Period, other: Period, day: date) -> None:
    common = one.shared(other)
    assert (common is not None and common.holds(day)) == (one.holds(day) and other.holds(day))


@given(st.lists(PERIODS, max_size=6), DAYS)
def test_joining_neither_adds_nor_loses_a_day(periods: list[Period], day: date) -> None:
    assert any(p.holds(day) for p in joined(periods)) == any(p.holds(day) for p in periods)


@given(st.lists(PERIODS, max_size=6))
def test_joined_periods_leave_a_day_between_each_other(periods: list[Period]) -> None:
    done = joined(periods)
    for earlier, later in pairwise(done):
        assert earlier.last is not None
        assert later.first > earlier.last + timedelta(days=1)
