"""The steps of a text (bản tin, lời riêng): draft, submitted, returned with a sentence, approved. Never one's own."""

from loa.core.errors import Conflict, Refused
from loa.core.faces import Faced
from loa.core.roles import Right
from loa.core.words import vi


class State(Faced):
    """Where a text stands."""

    DRAFT = "draft", "bản nháp"
    SUBMITTED = "submitted", "chờ duyệt"
    APPROVED = "approved", "đã duyệt"
    WITHDRAWN = "withdrawn", "đã thu hồi"


class Action(Faced):
    """What can be done with a text."""

    EDIT = "edit", "sửa"
    SUBMIT = "submit", "trình duyệt"
    RETURN = "return", "trả lại"
    APPROVE = "approve", "duyệt"
    WITHDRAW = "withdraw", "thu hồi"


class StepNotOpen(Conflict):
    """The text is not in a state from which this can be done."""

    code = "bulletin.step_not_open"
    sentence = vi("Văn bản đang ở trạng thái “{state}” nên không thể {action}. Hãy tải lại trang để xem bước tiếp theo.")


class OwnWorkNotApprovable(Refused):
    """Nobody approves what they wrote."""

    code = "bulletin.own_work"
    sentence = vi("Người soạn không tự duyệt nội dung của mình. Hãy chuyển cho người duyệt khác của đơn vị.")


class StepNotYours(Refused):
    """The account's roles do not carry this step."""

    code = "bulletin.step_not_yours"
    sentence = vi("Tài khoản chưa được giao việc {action} tại đơn vị này. Hãy chuyển cho người được giao.")


# In this state, this action, by a holder of this right, leads there.
STEPS: dict[tuple[State, Action], tuple[Right, State]] = {
    (State.DRAFT, Action.EDIT): (Right.WRITE, State.DRAFT),
    (State.DRAFT, Action.SUBMIT): (Right.WRITE, State.SUBMITTED),
    (State.SUBMITTED, Action.RETURN): (Right.APPROVE, State.DRAFT),
    (State.SUBMITTED, Action.APPROVE): (Right.APPROVE, State.APPROVED),
    (State.APPROVED, Action.EDIT): (Right.WRITE, State.DRAFT),  # a new revision; the approved one stays as it was
    (State.APPROVED, Action.WITHDRAW): (Right.APPROVE, State.WITHDRAWN),
    # While a new revision is in the making, the approved one is still on the air and must be stoppable.
    (State.DRAFT, Action.WITHDRAW): (Right.APPROVE, State.WITHDRAWN),
    (State.SUBMITTED, Action.WITHDRAW): (Right.APPROVE, State.WITHDRAWN),
}


def take_step(state: State, action: Action, *, rights: frozenset[Right], own_work: bool) -> State:
    """The state the action leads to. Raises `StepNotOpen`, `StepNotYours` or `OwnWorkNotApprovable`."""
    if (state, action) not in STEPS:
        raise StepNotOpen(state=state.vi, action=action.vi)
    right, leads_to = STEPS[state, action]
    if right not in rights:
        raise StepNotYours(action=action.vi)
    if action is Action.APPROVE and own_work:
        raise OwnWorkNotApprovable
    return leads_to
