"""Who needs a second step, and how long wrong codes rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.roles import HOLDS, Right, Role
from loa.core.ways_in import LONGEST_REST_MINUTES, needs_second_step, rest_minutes


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
