"""Exchange of electronic papers (liên thông văn bản): what a packet is sent for, and how its receiver answers.

Codes are those of QCVN 102:2016/BTTTT and of the systems in use under Quyết định 28/2018/QĐ-TTg.
"""

from collections.abc import Mapping
from types import MappingProxyType

from loa.core.errors import Conflict
from loa.core.faces import Faced
from loa.core.stamps import Urgency
from loa.core.words import vi


class Business(Faced):
    """Nghiệp vụ: what a packet is sent for (BussinessDocType; the standard itself writes two s)."""

    NEW = "0", "văn bản mới"
    RECALL = "1", "thu hồi văn bản"
    UPDATE = "2", "cập nhật văn bản"
    REPLACE = "3", "thay thế văn bản"


class PacketStatus(Faced):
    """Trạng thái xử lý: how far the receiver has come with a packet (StatusCode)."""

    ARRIVED = "01", "đã đến"
    REFUSED = "02", "từ chối tiếp nhận"
    ACCEPTED = "03", "đã tiếp nhận"
    ASSIGNED = "04", "đã phân công xử lý"
    IN_WORK = "05", "đang xử lý"
    DONE = "06", "đã hoàn thành"
    RECALL_ASKED = "13", "yêu cầu lấy lại"
    RECALL_AGREED = "15", "đồng ý lấy lại, cập nhật"
    RECALL_DENIED = "16", "từ chối lấy lại, cập nhật"


# Độ khẩn in the numbers of edXML (OtherInfo/Priority).
PRIORITY: Mapping[Urgency, str] = MappingProxyType({Urgency.NONE: "0", Urgency.URGENT: "1", Urgency.VERY_URGENT: "2", Urgency.AT_ONCE: "3"})


class StatusOutOfOrder(Conflict):
    """A status that does not follow from the last one."""

    code = "exchange.status_out_of_order"
    sentence = vi("Văn bản đang ở trạng thái “{now}”, không chuyển được sang “{next}”. Hãy tải lại trang để xem trạng thái mới nhất.")


class ReasonNeeded(Conflict):
    """A refusal says why."""

    code = "exchange.reason_needed"
    sentence = vi("Từ chối thì phải ghi lý do, để nơi gửi biết cần sửa gì. Hãy ghi lý do rồi gửi lại.")


_S = PacketStatus
# From a status, what may follow. Systems write "đang xử lý" at once with "đã tiếp nhận", and skip the assignment: so may a receiver.
FOLLOWS: Mapping[PacketStatus | None, tuple[PacketStatus, ...]] = MappingProxyType(
    {
        None: (_S.ARRIVED,),
        _S.ARRIVED: (_S.REFUSED, _S.ACCEPTED, _S.RECALL_ASKED),
        _S.REFUSED: (),
        _S.ACCEPTED: (_S.ASSIGNED, _S.IN_WORK, _S.DONE, _S.RECALL_ASKED),
        _S.ASSIGNED: (_S.IN_WORK, _S.DONE, _S.RECALL_ASKED),
        _S.IN_WORK: (_S.ASSIGNED, _S.DONE, _S.RECALL_ASKED),
        _S.DONE: (_S.RECALL_ASKED,),
        _S.RECALL_ASKED: (_S.RECALL_AGREED, _S.RECALL_DENIED),
        _S.RECALL_AGREED: (),
        _S.RECALL_DENIED: (_S.ASSIGNED, _S.IN_WORK, _S.DONE),
    }
)
WITH_REASON = frozenset({_S.REFUSED, _S.RECALL_DENIED})


def next_status(last: PacketStatus | None, asked: PacketStatus, *, reason: str = "") -> PacketStatus | None:
    """The status to write down, or None where it stands already (an answer that comes twice is one answer).

    Raises StatusOutOfOrder, and ReasonNeeded for a refusal without a reason.
    """
    if asked is last:
        return None
    if asked not in FOLLOWS[last]:
        raise StatusOutOfOrder(now=last.vi if last else vi("chưa đến"), next=asked.vi)
    if asked in WITH_REASON and not reason.strip():
        raise ReasonNeeded
    return asked
