"""An office opens, takes in or returns a paper, once; who waits too long is told so."""

from datetime import UTC, datetime, timedelta

import pytest

from loa.core.receipts import FOLLOWS, ReceiptClosed, ReceiptState, ReturnWithoutReason, is_late, next_receipt

S = ReceiptState
SENT = datetime(2021, 7, 28, 2, tzinfo=UTC)


@pytest.mark.parametrize(("now", "asked"), [(S.DELIVERED, S.OPENED), (S.DELIVERED, S.ACCEPTED), (S.OPENED, S.ACCEPTED)])
def test_a_paper_is_opened_and_taken_in(now, asked):
    assert next_receipt(now, asked) is asked


def test_who_returns_a_paper_says_why():
    with pytest.raises(ReturnWithoutReason):
        next_receipt(S.OPENED, S.RETURNED, why=" ")
    assert next_receipt(S.OPENED, S.RETURNED, why="Gửi nhầm") is S.RETURNED


@pytest.mark.parametrize("asked", list(S))
@pytest.mark.parametrize("now", [S.ACCEPTED, S.RETURNED])
def test_what_was_answered_stays_answered(now, asked):
    with pytest.raises(ReceiptClosed, match=now.vi):
        next_receipt(now, asked, why="x")


@pytest.mark.parametrize(
    ("state", "hours", "urgent", "late"),
    [(S.DELIVERED, 47, False, False), (S.OPENED, 48, False, True), (S.DELIVERED, 2, True, True), (S.ACCEPTED, 999, True, False)],
)
def test_an_urgent_paper_is_late_sooner(state, hours, urgent, late):
    assert is_late(state, SENT, urgent=urgent, now=SENT + timedelta(hours=hours)) is late


def test_every_state_says_what_may_follow_it():
    assert set(FOLLOWS) == set(ReceiptState)
