"""Lineage: following a unit to the map of another day, exactly, without guessing."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.lineage import DAY, Descent, Lineage, LineageCycle, Share, Step, succession_row
from loa.core.periods import Period
from loa.core.tables import TableRefused, read_table

FIRST = date(2021, 1, 1)
MERGER = date(2025, 1, 1)
SECOND = date(2025, 7, 1)
TODAY = date(2026, 1, 1)
HALF, ALL = Fraction(1, 2), Fraction(1)


def lineage(
    *steps: Step, ends: dict[str, date] | None = None, begins: dict[str, date] | None = None, alone: tuple[str, ...] = ()
) -> Lineage:
    """Units live from 2021, or from the day they appear as new; they end when they became something, unless said otherwise."""
    begun = {step.new: step.on for step in steps if step.new} | (begins or {})
    ended = {step.old: step.on - DAY for step in steps} | (ends or {})
    units = {step.old for step in steps} | {step.new for step in steps if step.new} | set(alone)
    return Lineage(steps, {unit: [Period(begun.get(unit, FIRST), ended.get(unit))] for unit in units})


def test_a_unit_in_force_stays_itself():
    assert lineage(alone=("a",)).shares("a", on=FIRST, map_date=TODAY) == (Share("a", ALL),)


def test_a_merged_unit_goes_whole_to_the_new_one_and_is_no_estimate():
    held = lineage(Step("a", "m", MERGER, ALL), Step("b", "m", MERGER, ALL))
    (share,) = held.shares("a", on=FIRST, map_date=TODAY)
    assert share == Share("m", ALL)
    assert not share.estimated


def test_before_the_day_of_the_merger_the_map_still_shows_the_old_unit():
    held = lineage(Step("a", "m", MERGER, ALL))
    assert held.shares("a", on=FIRST, map_date=MERGER - DAY) == (Share("a", ALL),)
    assert held.shares("a", on=FIRST, map_date=MERGER) == (Share("m", ALL),)


def test_shares_multiply_along_a_chain():
    third = Fraction(1, 3)
    held = lineage(
        Step("a", "b", MERGER, third), Step("a", "c", MERGER, 2 * third), Step("b", "d", SECOND, HALF), Step("b", "c", SECOND, HALF)
    )
    assert held.shares("a", on=FIRST, map_date=TODAY) == (Share("c", Fraction(5, 6)), Share("d", Fraction(1, 6)))


def test_a_share_that_is_not_known_stays_apart_and_says_who_may_hold_it():
    held = lineage(Step("a", "b", MERGER), Step("a", "c", MERGER))
    assert held.shares("a", on=FIRST, map_date=TODAY) == (Share(None, ALL, ("b", "c")),)


def test_what_is_left_beside_known_weights_is_not_given_to_anybody():
    held = lineage(Step("a", "b", MERGER, Fraction(3, 10)), Step("a", "c", MERGER))
    assert held.shares("a", on=FIRST, map_date=TODAY) == (Share("b", Fraction(3, 10)), Share(None, Fraction(7, 10), ("c",)))


def test_a_lone_share_said_to_be_unknown_is_not_taken_for_the_whole():
    assert lineage(Step("a", "b", MERGER)).shares("a", on=FIRST, map_date=TODAY) == (Share(None, ALL, ("b",)),)


def test_unknown_shares_are_known_again_once_all_who_may_hold_them_are_one_unit():
    held = lineage(Step("a", "b", MERGER), Step("a", "c", MERGER), Step("b", "m", SECOND, ALL), Step("c", "m", SECOND, ALL))
    assert held.shares("a", on=FIRST, map_date=TODAY) == (Share("m", ALL),)


def test_a_unit_that_ended_without_successor_belongs_to_nobody():
    held = lineage(Step("a", None, MERGER))
    assert held.shares("a", on=FIRST, map_date=TODAY) == (Share(None, ALL),)


def test_a_unit_that_ended_and_of_which_nothing_is_recorded_belongs_to_nobody():
    held = lineage(alone=("a",), ends={"a": MERGER - DAY})
    assert held.shares("a", on=FIRST, map_date=TODAY) == (Share(None, ALL),)


def test_a_unit_that_gave_a_part_away_keeps_the_rest_of_what_it_reported_before():
    held = lineage(Step("a", "b", MERGER, Fraction(1, 5)), ends={"a": None})
    assert held.shares("a", on=FIRST, map_date=TODAY) == (Share("a", Fraction(4, 5)), Share("b", Fraction(1, 5)))
    assert held.shares("a", on=MERGER, map_date=TODAY) == (Share("a", ALL),)


def test_a_unit_that_gave_away_an_unknown_part_is_not_known_for_the_time_before():
    held = lineage(Step("a", "b", MERGER), ends={"a": None})
    assert held.shares("a", on=FIRST, map_date=TODAY) == (Share(None, ALL, ("a", "b")),)


def test_two_units_may_exchange_parts_on_one_day():
    held = lineage(
        Step("a", "b", MERGER, Fraction(1, 4)),
        Step("b", "a", MERGER, HALF),
        begins={"a": FIRST, "b": FIRST},
        ends={"a": None, "b": None},
    )
    assert held.shares("a", on=FIRST, map_date=TODAY) == (Share("a", Fraction(3, 4)), Share("b", Fraction(1, 4)))
    assert held.shares("b", on=FIRST, map_date=TODAY) == (Share("a", HALF), Share("b", HALF))
    assert list(held.faults()) == []


def test_a_merger_is_not_taken_apart_on_an_older_map():
    held = lineage(Step("a", "m", MERGER, ALL), Step("b", "m", MERGER, ALL))
    assert held.shares("m", on=TODAY, map_date=FIRST) == (Share(None, ALL, ("a", "b")),)


def test_a_renamed_unit_and_a_part_of_one_unit_go_back_to_where_they_came_from():
    held = lineage(Step("a", "b", MERGER, ALL), Step("c", "d", MERGER, HALF), Step("c", "e", MERGER, HALF))
    assert held.shares("b", on=TODAY, map_date=FIRST) == (Share("a", ALL),)
    assert held.shares("d", on=TODAY, map_date=FIRST) == (Share("c", ALL),)


def test_a_split_that_was_undone_goes_back_whole():
    held = lineage(Step("o", "a", MERGER), Step("o", "b", MERGER), Step("a", "m", SECOND, ALL), Step("b", "m", SECOND, ALL))
    assert held.shares("m", on=TODAY, map_date=FIRST) == (Share("o", ALL),)


def test_a_unit_that_took_in_another_is_not_known_on_the_map_before():
    held = lineage(Step("b", "a", MERGER, ALL), begins={"a": FIRST})
    assert held.shares("a", on=TODAY, map_date=FIRST) == (Share(None, ALL, ("a", "b")),)
    assert held.shares("a", on=FIRST, map_date=FIRST) == (Share("a", ALL),)


def test_a_day_outside_the_life_of_a_unit_belongs_to_its_first_or_last_day():
    held = lineage(Step("a", "m", MERGER, ALL))
    assert held.shares("a", on=TODAY, map_date=TODAY) == (Share("m", ALL),)
    assert held.shares("m", on=FIRST, map_date=FIRST) == (Share("a", ALL),)


def test_a_unit_nobody_knows_belongs_to_nobody():
    assert lineage().shares("?", on=FIRST, map_date=TODAY) == (Share(None, ALL),)


def test_who_descends_from_whom_over_all_steps_and_since_when():
    held = lineage(Step("a", "b", MERGER, ALL), Step("b", "c", SECOND), Step("b", "d", SECOND))
    assert held.descents() == [
        Descent("a", "b", MERGER),
        Descent("a", "c", SECOND),
        Descent("a", "d", SECOND),
        Descent("b", "c", SECOND),
        Descent("b", "d", SECOND),
    ]


def test_a_unit_that_goes_on_beside_its_part_has_no_descendants():
    assert lineage(Step("a", "b", MERGER, HALF), ends={"a": None}).descents() == []


def test_a_circle_of_units_that_ended_is_refused():
    held = lineage(Step("a", "b", MERGER, ALL), Step("b", "a", SECOND, ALL))
    with pytest.raises(LineageCycle):
        held.descents()


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step("a", "a", MERGER, ALL), "chính nó"),
        (Step("gone", "b", MERGER, ALL), "liền trước"),
        (Step("a", "later", MERGER, ALL), "Đơn vị mới không có hiệu lực"),
        (Step("a", "b", MERGER, Fraction(2)), "không quá 1"),
    ],
)
def test_a_step_that_cannot_be_is_named(step, said):
    life = {
        "a": [Period(FIRST, MERGER - DAY)],
        "b": [Period(MERGER)],
        "gone": [Period(FIRST, MERGER - 2 * DAY)],
        "later": [Period(MERGER + DAY)],
    }
    (fault,) = Lineage([step], life).faults()
    assert fault.place == 0
    assert said in fault.problem


def test_parts_beyond_the_whole_are_laid_on_the_last_one():
    (fault,) = lineage(Step("a", "b", MERGER, Fraction(3, 4)), Step("a", "c", MERGER, HALF)).faults()
    assert (fault.place, fault.problem) == (1, "Các phần của đơn vị cũ cộng lại vượt quá 1.")


HEAD = "old,new,kind,effective_on,weight,basis,act,source,note\n"


def row_of(line: str):
    return read_table((HEAD + line).encode(), file="thu.csv", columns=HEAD.strip().split(","))[0]


def test_a_row_says_what_became_of_a_unit():
    row = succession_row(row_of("a,b,part,2025-01-01,0.25,dân số 2019,NQ 1,báo,\n"))
    assert row.step == Step("a", "b", MERGER, Fraction(1, 4))
    assert (row.kind, row.basis, row.act, row.source) == ("part", "dân số 2019", "NQ 1", "báo")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,b,nuốt,2025-01-01,1,,,,", "“nuốt”"),
        ("a,b,abolish,2025-01-01,1,,,,", "không có đơn vị mới"),
        ("a,b,part,2025-01-01,0.5,,,,", "chưa có căn cứ"),
        ("a,b,part,2025-01-01,1.5,x,,,", "“1.5”"),
        ("a,b,part,2025-01-01,một nửa,x,,,", "“một nửa”"),
        ("a,b,part,2025-01-01,0.123456789,x,,,", "8 chữ số"),
        ("a,b,part,2025-01-01,NaN,x,,,", "“NaN”"),
        ("a,b,merge,2025-13-01,1,,,,", "effective_on"),
        (",b,merge,2025-01-01,1,,,,", "old"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(line, said):
    with pytest.raises(TableRefused, match=r"thu\.csv, dòng 2") as refused:
        succession_row(row_of(line + "\n"))
    assert said in str(refused.value)


@st.composite
def histories(draw) -> Lineage:
    """Units that merge, split, give parts, are renamed or end, in any order, some shares unknown."""
    alive, steps, life = [f"u{n}" for n in range(draw(st.integers(1, 5)))], [], {}
    born = dict.fromkeys(alive, FIRST)
    ended: dict[str, date] = {}
    day = FIRST
    for turn in range(draw(st.integers(0, 5))):
        day += timedelta(days=draw(st.integers(1, 400)))
        leaving = draw(st.lists(st.sampled_from(alive), min_size=1, max_size=3, unique=True)) if alive else []
        fresh = [f"n{turn}-{n}" for n in range(draw(st.integers(0, 3)))]
        staying = [unit for unit in alive if unit not in leaving]
        for old in leaving:
            goes_on = draw(st.booleans())
            targets = draw(st.lists(st.sampled_from(fresh + staying), unique=True, max_size=4)) if fresh + staying else []
            left = 10
            for new in targets:
                tenths = draw(st.integers(0, left))
                left -= tenths
                steps.append(Step(old, new, day, Fraction(tenths, 10) if tenths else None))
            if not goes_on:
                ended[old] = day - DAY
                alive.remove(old)
        born.update(dict.fromkeys(fresh, day))
        alive += fresh
    life = {unit: [Period(first, ended.get(unit))] for unit, first in born.items()}
    return Lineage(steps, life)


@given(histories(), st.dates(date(2020, 6, 1), date(2027, 1, 1)), st.dates(date(2020, 6, 1), date(2027, 1, 1)))
def test_whatever_happens_shares_sum_to_the_whole_and_go_to_units_of_the_map(held, on, map_date):
    for unit in held.life:
        shares = held.shares(unit, on=on, map_date=map_date)
        assert sum(share.weight for share in shares) == 1
        assert all(share.weight > 0 for share in shares)
        assert all(held.in_force(share.unit, map_date) for share in shares if share.unit)


@given(histories(), st.dates(date(2020, 6, 1), date(2027, 1, 1)), st.dates(date(2020, 6, 1), date(2027, 1, 1)))
def test_the_spans_of_a_unit_cover_every_day_once_with_the_shares_of_that_day(held, on, map_date):
    for unit in held.life:
        covering = [shares for period, shares in held.spans(unit, map_date) if period.holds(on)]
        assert covering == [held.shares(unit, on=on, map_date=map_date)]
