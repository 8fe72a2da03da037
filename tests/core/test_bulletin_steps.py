"""Which step is open to whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.bulletin_steps import STEPS, Action, OwnWorkNotApprovable, State, StepNotOpen, StepNotYours, take_step
from loa.core.errors import LoaError
from loa.core.roles import Right

ALL = frozenset(Right)


def test_a_text_goes_from_draft_over_review_to_approval() -> None:
    assert take_step(State.DRAFT, Action.SUBMIT, rights=frozenset({Right.WRITE}), own_work=True) is State.SUBMITTED
    assert take_step(State.SUBMITTED, Action.APPROVE, rights=frozenset({Right.APPROVE}), own_work=False) is State.APPROVED


def test_nobody_approves_what_they_wrote_whatever_their_rights() -> None:
    with pytest.raises(OwnWorkNotApprovable):
        take_step(State.SUBMITTED, Action.APPROVE, rights=ALL, own_work=True)


def test_one_may_return_ones_own_text() -> None:
    assert take_step(State.SUBMITTED, Action.RETURN, rights=ALL, own_work=True) is State.DRAFT


def test_a_withdrawn_text_stays_withdrawn() -> None:
    for action in Action:
        with pytest.raises(StepNotOpen):
            take_step(State.WITHDRAWN, action, rights=ALL, own_work=False)


def test_an_unopened_step_names_the_state_and_the_act() -> None:
    with pytest.raises(StepNotOpen) as refusal:
        take_step(State.DRAFT, Action.APPROVE, rights=ALL, own_work=False)
    assert "bản nháp" in str(refusal.value)
    assert "duyệt" in str(refusal.value)


def test_a_step_without_its_right_names_the_act() -> None:
    with pytest.raises(StepNotYours) as refusal:
        take_step(State.SUBMITTED, Action.APPROVE, rights=frozenset({Right.WRITE}), own_work=False)
    assert "duyệt" in str(refusal.value)


@given(st.sampled_from(State), st.sampled_from(Action), st.frozensets(st.sampled_from(Right)), st.booleans())
def test_every_step_leads_where_the_table_says_or_is_refused(state: State, action: Action, rights: frozenset[Right], own: bool) -> None:
    try:
        leads_to = take_step(state, action, rights=rights, own_work=own)
    except LoaError:
        leads_to = None
    right, target = STEPS.get((state, action), (None, None))
    allowed = right in rights and not (own and action is Action.APPROVE)
    assert leads_to == (target if allowed else None)


def test_only_an_approval_leads_to_approved() -> None:
    assert {action for (_, action), (_, target) in STEPS.items() if target is State.APPROVED} == {Action.APPROVE}
