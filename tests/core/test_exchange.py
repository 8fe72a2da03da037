"""How a receiver answers a packet: each status once, in an order that makes sense, a refusal with its reason."""

import pytest

from loa.core.exchange import FOLLOWS, PacketStatus, ReasonNeeded, StatusOutOfOrder, next_status

S = PacketStatus


def test_a_paper_arrives_is_taken_in_worked_on_and_done():
    last = None
    for asked in (S.ARRIVED, S.ACCEPTED, S.ASSIGNED, S.IN_WORK, S.DONE):
        last = next_status(last, asked)
        assert last is asked


def test_an_answer_that_comes_twice_is_one_answer():
    assert next_status(S.ACCEPTED, S.ACCEPTED) is None


@pytest.mark.parametrize(("last", "asked"), [(None, S.DONE), (S.REFUSED, S.ACCEPTED), (S.DONE, S.ACCEPTED), (S.ARRIVED, S.DONE)])
def test_a_status_out_of_order_is_refused_by_both_names(last, asked):
    with pytest.raises(StatusOutOfOrder, match=asked.vi):
        next_status(last, asked)


@pytest.mark.parametrize("reason", ["", "  "])
def test_who_refuses_says_why(reason):
    with pytest.raises(ReasonNeeded):
        next_status(S.ARRIVED, S.REFUSED, reason=reason)
    assert next_status(S.ARRIVED, S.REFUSED, reason="Không thuộc thẩm quyền") is S.REFUSED


def test_a_recall_that_was_denied_leaves_the_work_going_on():
    assert next_status(S.RECALL_ASKED, S.RECALL_DENIED, reason="Đã triển khai") is S.RECALL_DENIED
    assert next_status(S.RECALL_DENIED, S.DONE) is S.DONE


def test_every_status_says_what_may_follow_it():
    assert set(FOLLOWS) == {None, *PacketStatus}
