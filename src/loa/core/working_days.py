"""Ngày làm việc: counted on and back. Which days are worked is the caller's to say; here only the week is known.

The days off of Bộ luật Lao động 2019 (Điều 111, 112) move with the moon and with each year's decision on swapped days.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, TypeAlias

IsWorked: TypeAlias = Callable[[date], bool]
SATURDAY: Final = 6
LONGEST: Final = 3660  # days that are looked through


def monday_to_friday(day: date) -> bool:
    """The week alone: neither holidays nor swapped Saturdays."""
    return day.isoweekday() < SATURDAY


def working_days_from(start: date, count: int, is_worked: IsWorked = monday_to_friday) -> date:
    """So many working days after that day (before it, if negative); the day itself if none."""
    step, day = timedelta(days=1 if count > 0 else -1), start
    for _ in range(abs(count)):
        day += step
        while not is_worked(day):
            day += step
    return day


def working_days_between(first: date, last: date, is_worked: IsWorked = monday_to_friday) -> int:
    """Working days after `first` up to `last`."""
    return sum(is_worked(first + timedelta(days=n)) for n in range(1, min((last - first).days, LONGEST) + 1))
