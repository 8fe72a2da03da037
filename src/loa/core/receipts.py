"""Receipt of an issued paper by the offices it went to (tình trạng nhận văn bản): a table, and what is late."""

from datetime import datetime, timedelta
from typing import Final

from loa.core.errors import BadInput, Conflict
from loa.core.faces import Faced
from loa.core.words import vi


class ReceiptState(Faced):
    """How far an office has come with a paper sent to it."""

    DELIVERED = "delivered", "đã chuyển, chưa mở"
    OPENED = "opened", "đã mở, chưa tiếp nhận"
    ACCEPTED = "accepted", "đã tiếp nhận"
    RETURNED = "returned", "bị trả lại"


class ReceiptClosed(Conflict):
    """The office has answered already."""

    code = "receipt.closed"
    sentence = vi("Văn bản này ở trạng thái “{state}”, không xử lý lần nữa. Hãy tải lại trang để xem ai đã xử lý.")


class ReturnWithoutReason(BadInput):
    """A paper sent back says why."""

    code = "receipt.return_without_reason"
    sentence = vi("Trả lại văn bản thì phải ghi lý do, để nơi gửi biết cần sửa gì. Hãy ghi lý do rồi gửi lại.")


# From a state, what may follow. Answering opens: who accepts from a list has seen the paper.
FOLLOWS: Final[dict[ReceiptState, tuple[ReceiptState, ...]]] = {
    ReceiptState.DELIVERED: (ReceiptState.OPENED, ReceiptState.ACCEPTED, ReceiptState.RETURNED),
    ReceiptState.OPENED: (ReceiptState.ACCEPTED, ReceiptState.RETURNED),
    ReceiptState.ACCEPTED: (),
    ReceiptState.RETURNED: (),
}
OPEN: Final = tuple(state for state, following in FOLLOWS.items() if following)

# A paper not taken in by then is worth a reminder; one that was stamped urgent much sooner. A rule of the house.
LATE_AFTER: Final = timedelta(days=2)
LATE_AFTER_URGENT: Final = timedelta(hours=2)
# The same office is not reminded of the same paper again within this time.
REMIND_AGAIN_AFTER: Final = timedelta(hours=4)


def next_receipt(now: ReceiptState, asked: ReceiptState, *, why: str = "") -> ReceiptState:
    """The state to write down. Raises ReceiptClosed, and ReturnWithoutReason."""
    if asked not in FOLLOWS[now]:
        raise ReceiptClosed(state=now.vi)
    if asked is ReceiptState.RETURNED and not why.strip():
        raise ReturnWithoutReason
    return asked


def is_late(state: ReceiptState, delivered_at: datetime, *, urgent: bool, now: datetime) -> bool:
    """Whether the sender waits longer than it should for the paper to be taken in."""
    return state in OPEN and now - delivered_at >= (LATE_AFTER_URGENT if urgent else LATE_AFTER)
