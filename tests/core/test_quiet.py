from datetime import datetime, time

import pytest

from loa.core.priorities import Priority
from loa.core.quiet import VIETNAM, Window, may_sound


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2021, 8, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "allowed"),
    [
        (at(6), at(6, 15), True),
        (at(20, 45), at(21), True),
        (at(5, 59), at(6, 5), False),
        (at(20, 55), at(21, 1), False),
        (at(3, 15), at(3, 16), False),
        (at(20, 0), at(7, 0, day=3), False),
    ],
)
def test_an_ordinary_item_sounds_only_where_all_of_it_lies_in_a_window(starts_at, ends_at, allowed):
    assert may_sound(starts_at, ends_at, priority=Priority.PRIORITY) is allowed


def test_an_emergency_sounds_at_any_hour():
    assert may_sound(at(3, 15), at(3, 16), priority=Priority.EMERGENCY)


def test_a_window_may_end_with_the_day():
    late = (Window(time(18), time(0)),)
    assert may_sound(at(23), at(0, day=3), priority=Priority.NORMAL, allowed=late)
    assert not may_sound(at(23), at(0, 1, day=3), priority=Priority.NORMAL, allowed=late)


def test_no_window_means_silence():
    assert not may_sound(at(9), at(10), priority=Priority.NORMAL, allowed=())
