"""Restating: counts are apportioned in whole numbers, no sum ever changes, and what is not known stays apart."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.lineage import Share, Step
from loa.core.restating import WHOLE, Fact, apportion, in_parts, ratio_of, restate

from .test_lineage import FIRST, MERGER, TODAY, histories, lineage

DAY = date(2024, 6, 1)


def test_three_communes_that_merge_show_three_hundred_on_both_maps():
    held = lineage(*(Step(unit, "m", MERGER, Fraction(1)) for unit in "abc"))
    facts = [Fact("a", DAY, "", 100), Fact("b", DAY, "", 120), Fact("c", DAY, "", 80)]
    then = restate(facts, lambda unit, on: held.shares(unit, on=on, map_date=DAY))
    now = restate(facts, lambda unit, on: held.shares(unit, on=on, map_date=TODAY))
    assert {unit: cell.value for (unit, _), cell in then.items()} == {"a": 100, "b": 120, "c": 80}
    assert [(unit, cell.value, cell.estimated) for (unit, _), cell in now.items()] == [("m", 300, 0)]


def test_parts_by_weight_are_marked_as_estimates():
    held = lineage(Step("a", "b", MERGER, Fraction(3, 10)), Step("a", "c", MERGER, Fraction(7, 10)))
    cells = restate([Fact("a", FIRST, "", 101)], lambda unit, on: held.shares(unit, on=on, map_date=TODAY))
    assert {unit: (cell.value, cell.estimated) for (unit, _), cell in cells.items()} == {"b": (30, 30), "c": (71, 71)}


@pytest.mark.parametrize(
    ("value", "parts", "found"),
    [
        (10, (WHOLE // 2, WHOLE // 2), [5, 5]),
        (1, (WHOLE // 2, WHOLE // 2), [1, 0]),
        (100, (33_333_334, 33_333_333, 33_333_333), [34, 33, 33]),
        (0, (WHOLE,), [0]),
        (10**12, (1, WHOLE - 1), [10_000, 10**12 - 10_000]),
    ],
)
def test_the_largest_remainder_gets_what_is_left_and_ties_go_to_the_earlier(value, parts, found):
    assert [count for _, count in apportion(value, list(enumerate(parts)))] == found


@given(st.integers(0, 10**12), st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_the_parts_of_a_count_are_the_count(value, sizes):
    shares = in_parts([Share(str(n), Fraction(size, sum(sizes))) for n, size in enumerate(sizes)])
    assert sum(part for _, part in shares) == WHOLE
    found = apportion(value, [(share.unit, part) for share, part in shares])
    assert sum(count for _, count in found) == value
    for (_, count), (_, part) in zip(found, shares, strict=True):
        assert abs(Fraction(count) - Fraction(value * part, WHOLE)) < 1


@given(histories(), st.dates(date(2020, 6, 1), date(2027, 1, 1)), st.data())
def test_merge_split_rename_in_any_order_never_change_a_sum(held, map_date, data):
    units = sorted(held.life)
    facts = data.draw(
        st.lists(st.builds(Fact, st.sampled_from(units), st.dates(FIRST, TODAY), st.sampled_from("xy"), st.integers(0, 10**6)), max_size=12)
    )
    cells = restate(facts, lambda unit, on: held.shares(unit, on=on, map_date=map_date))
    for series in "xy":
        assert sum(c.value for (_, s), c in cells.items() if s == series) == sum(f.value for f in facts if f.series == series)
    assert all(0 <= cell.estimated <= cell.value for cell in cells.values())


def test_a_ratio_is_worked_out_anew_from_its_counts():
    assert ratio_of(30, 40) == Fraction(3, 4)
    assert ratio_of(30, 0) is None
    assert ratio_of(None, 40) is None
