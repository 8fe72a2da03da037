"""Working days are counted on and back over whatever days are off."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loa.core.working_days import monday_to_friday, working_days_between, working_days_from

FRIDAY = date(2025, 4, 25)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60), st.sets(st.integers(0, 120), max_size=12))
def test_so_many_working_days_on_are_so_many_working_days_between(start, count, off):
    days_off = {start + timedelta(days=n) for n in off}

    def is_worked(day: date) -> bool:
        return monday_to_friday(day) and day not in days_off

    later = working_days_from(start, count, is_worked)
    assert is_worked(later)
    assert working_days_between(start, later, is_worked) == count


def test_a_holiday_and_a_saturday_that_is_worked_instead_are_both_counted():
    def is_worked(day: date) -> bool:
        return day == date(2025, 4, 26) or (monday_to_friday(day) and day not in {date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)})

    assert working_days_from(FRIDAY, 1, is_worked) == date(2025, 4, 26)
    assert working_days_from(FRIDAY, 4, is_worked) == date(2025, 5, 5)
    assert working_days_from(date(2025, 5, 5), -1, is_worked) == date(2025, 4, 29)


def test_none_is_the_day_itself():
    assert working_days_from(FRIDAY, 0) == FRIDAY
