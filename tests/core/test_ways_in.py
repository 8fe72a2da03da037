"""Who needs a second step, how long wrong codes rest, and what a reopening waits for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.roles import HOLDS, Right, Role
from loa.core.ways_in import HARMLESS, LONGEST_REST_MINUTES, Guard, Reopening, Standing, guard_of, needs_second_step, rest_minutes


def test_leaders_and_administrators_need_a_second_step_and_nobody_else_by_role():
    assert {role for role in Role if needs_second_step(HOLDS[role])} == {Role.APPROVER, Role.ADMINISTRATOR}


def test_a_right_given_to_measure_asks_for_it_too():
    assert needs_second_step({Right.VIEW, Right.APPROVE})
    assert not needs_second_step({Right.VIEW, Right.WRITE})


@pytest.mark.parametrize(("wrong", "minutes"), [(0, 0), (1, 0), (4, 0), (5, 15), (6, 0), (10, 30), (15, 60), (500, 1440)])
def test_every_fifth_wrong_code_rests_twice_as_long_as_the_one_before(wrong, minutes):
    assert rest_minutes(wrong) == minutes


@given(st.integers(0, 10_000))
def test_no_rest_is_longer_than_a_day_and_a_day_of_guessing_finds_next_to_nothing(wrong):
    assert 0 <= rest_minutes(wrong) <= LONGEST_REST_MINUTES


# reopening a way in


@given(st.sampled_from(Reopening), st.sampled_from(Standing), st.frozensets(st.sampled_from(Right)), st.booleans())
def test_the_rule_asks_more_of_power_and_never_less_where_there_is_a_second_person(what, standing, rights, another):
    guard = guard_of(what, standing, rights=rights, another=another)
    if not needs_second_step(rights) or (what, standing) in HARMLESS:
        assert guard is Guard.AT_ONCE
    else:
        assert guard is (Guard.SECOND_PERSON if another else Guard.WAIT)


def test_no_reopening_that_ends_a_second_step_is_harmless():
    assert not [standing for standing in Standing if (Reopening.SECOND_STEP, standing) in HARMLESS]
    assert (Reopening.INVITATION, Standing.TWO_STEPS) not in HARMLESS  # the province's sign-on may be linked there
    assert (Reopening.PASSWORD, Standing.ONE_STEP) not in HARMLESS
