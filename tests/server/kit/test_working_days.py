"""The days that officials work: the law's holidays by sun and moon, days off in lieu, and the Saturdays worked for them."""

from datetime import date

import pytest

from loa.server.kit.working_days import is_worked


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2021, 8, 2), True),
        (date(2021, 8, 1), False),  # a Sunday
        (date(2021, 2, 12), False),  # Tết Tân Sửu
        (date(2021, 4, 21), False),  # Giỗ Tổ Hùng Vương, the tenth of the third lunar month
        (date(2021, 5, 3), False),  # in lieu of 1/5, a Saturday
        (date(2021, 9, 3), False),  # Quốc khánh, the second day
        (date(2025, 5, 2), False),  # swapped with a Saturday
        (date(2025, 4, 26), True),  # that Saturday
        (date(2040, 2, 13), False),  # Tết Canh Thân
        (date(2040, 9, 3), False),
    ],
)
def test_a_day_is_worked_or_off(day, worked):
    assert is_worked(day) is worked
