"""The way of an outgoing paper (văn bản đi) through an office, from draft to issue, and what may end it afterwards.

Order: Nghị định 30/2020/NĐ-CP, Điều 10-13 (drafting, approving the draft, checking, signing), Điều 14-18 (number, register, issue, recall).
"""

from typing import Final

from loa.core.errors import Conflict, Refused
from loa.core.faces import Faced
from loa.core.roles import Right
from loa.core.words import vi


class PaperState(Faced):
    """Where a paper of our own stands."""

    DRAFT = "draft", "đang soạn"
    SUBMITTED = "submitted", "chờ ký nháy"
    INITIALLED = "initialled", "đã ký nháy, chờ kiểm tra thể thức"
    CHECKED = "checked", "đã kiểm tra thể thức, chờ ký"
    SIGNED = "signed", "đã ký, chờ văn thư cấp số"
    NUMBERED = "numbered", "đã có số, chờ phát hành"
    ISSUED = "issued", "đã phát hành"
    RECALLED = "recalled", "đã thu hồi"
    REPLACED = "replaced", "đã được thay thế"


class PaperAction(Faced):
    """What is done with a paper."""

    EDIT = "edit", "sửa bản thảo"
    SUBMIT = "submit", "trình"
    RETURN = "return", "trả lại"
    INITIAL = "initial", "ký nháy"
    CHECK = "check", "kiểm tra thể thức"
    SIGN = "sign", "ký"
    NUMBER = "number", "cấp số"
    ISSUE = "issue", "phát hành"
    RECALL = "recall", "thu hồi"
    REPLACE = "replace", "thay thế"


class PaperStepNotOpen(Conflict):
    """The paper is not where this can be done."""

    code = "paper.step_not_open"
    sentence = vi("Văn bản {state} nên không thể {action}. Hãy tải lại trang để xem bước tiếp theo.")


class PaperStepNotYours(Refused):
    """The account's roles at the agency do not carry this step."""

    code = "paper.step_not_yours"
    sentence = vi("Bước {action} của văn bản này chưa được giao cho tài khoản. Hãy chuyển văn bản cho người được giao.")


class OwnPaperNotSignable(Refused):
    """Who drew a paper up does not sign it too."""

    code = "paper.own_work"
    sentence = vi("Người soạn không tự ký văn bản của mình. Hãy chuyển cho người có thẩm quyền ký.")


# In this state, this action, by a holder of this right, leads there.
STEPS: Final[dict[tuple[PaperState, PaperAction], tuple[Right, PaperState]]] = {
    (PaperState.DRAFT, PaperAction.EDIT): (Right.DIRECT, PaperState.DRAFT),
    (PaperState.DRAFT, PaperAction.SUBMIT): (Right.DIRECT, PaperState.SUBMITTED),
    (PaperState.SUBMITTED, PaperAction.INITIAL): (Right.REVIEW, PaperState.INITIALLED),
    (PaperState.INITIALLED, PaperAction.CHECK): (Right.REGISTER, PaperState.CHECKED),
    (PaperState.CHECKED, PaperAction.SIGN): (Right.APPROVE, PaperState.SIGNED),
    # Whoever holds it before the signature may give it back to the drafter.
    (PaperState.SUBMITTED, PaperAction.RETURN): (Right.REVIEW, PaperState.DRAFT),
    (PaperState.INITIALLED, PaperAction.RETURN): (Right.REGISTER, PaperState.DRAFT),
    (PaperState.CHECKED, PaperAction.RETURN): (Right.APPROVE, PaperState.DRAFT),
    (PaperState.SIGNED, PaperAction.NUMBER): (Right.REGISTER, PaperState.NUMBERED),
    # Signed outside, on paper or in the office's own system: văn thư enters the number that it got there.
    (PaperState.DRAFT, PaperAction.NUMBER): (Right.REGISTER, PaperState.NUMBERED),
    (PaperState.NUMBERED, PaperAction.NUMBER): (Right.REGISTER, PaperState.NUMBERED),  # a slip of the pen, put right before the issue
    (PaperState.NUMBERED, PaperAction.ISSUE): (Right.REGISTER, PaperState.ISSUED),
    (PaperState.ISSUED, PaperAction.RECALL): (Right.APPROVE, PaperState.RECALLED),
    (PaperState.ISSUED, PaperAction.REPLACE): (Right.APPROVE, PaperState.REPLACED),
}

# Steps that are not taken without a sentence that says why.
NEEDS_WHY: Final = frozenset({PaperAction.RETURN, PaperAction.RECALL, PaperAction.REPLACE})


def take_paper_step(state: PaperState, action: PaperAction, *, rights: frozenset[Right], own_work: bool) -> PaperState:
    """The state the action leads to. Raises `PaperStepNotOpen`, `PaperStepNotYours` or `OwnPaperNotSignable`."""
    if (state, action) not in STEPS:
        raise PaperStepNotOpen(state=state.vi, action=action.vi)
    right, leads_to = STEPS[state, action]
    if right not in rights:
        raise PaperStepNotYours(action=action.vi)
    if action is PaperAction.SIGN and own_work:
        raise OwnPaperNotSignable
    return leads_to


def open_actions(state: PaperState, *, rights: frozenset[Right], own_work: bool) -> tuple[PaperAction, ...]:
    """What the holder of these rights may do now, in the order of the table."""
    return tuple(
        action
        for (at, action), (right, _leads_to) in STEPS.items()
        if at is state and right in rights and not (action is PaperAction.SIGN and own_work)
    )
