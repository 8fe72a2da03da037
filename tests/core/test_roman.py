"""Roman numerals read back as they were written."""

import pytest

from loa.core.roman import roman, roman_value


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (2021, "MMXXI"), (0, ""), (-3, "")]
)
def test_a_number_is_written(number, written):
    assert roman(number) == written


def test_what_is_written_is_read_back():
    assert [roman_value(roman(number)) for number in range(1, 4000)] == list(range(1, 4000))
