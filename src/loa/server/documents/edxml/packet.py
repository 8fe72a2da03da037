"""What a packet and an answer to it say, as frozen values in the standard's own order."""

from dataclasses import dataclass, field
from datetime import date, datetime

from loa.core.exchange import Business, PacketStatus
from loa.core.stamps import Urgency

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


@dataclass(frozen=True, slots=True)
class Organ:
    """Cơ quan, tổ chức: by its identifier (QĐ 20/2020/QĐ-TTg), with what else the packet says of it."""

    id: str
    name: str = ""
    in_charge: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """Người xử lý: who of the office sent or answered."""

    department: str = ""
    name: str = ""
    email: str = ""
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Văn bản được trả lời: another paper, by its office, number and symbol, and day."""

    organ_id: str
    code: str = ""
    promulgated: date | None = None
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Vết: which office had the packet, and when."""

    organ_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """Tệp đính kèm. The first of a packet is the paper itself."""

    name: str
    data: bytes
    content_type: str = "application/octet-stream"
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """Gói văn bản. `document_id` is "OrganId,YYYY/MM/DD,number/symbol"; `type_code` has no one table, so offices agree on theirs."""

    sender: Organ
    to: tuple[Organ, ...]
    document_id: str
    number: str
    symbol: str
    place: str = ""
    promulgated: date | None = None
    type_code: str = ""
    type_name: str = ""
    subject: str = ""
    content: str = ""
    signer_capacity: str = ""
    signer_position: str = ""
    signer: str = ""
    due: date | None = None
    places: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NONE
    drafted_by: str = ""
    copies: int = 0
    pages: int = 0
    annexes: tuple[str, ...] = ()
    answers: tuple[Reference, ...] = ()
    steering: str = ""
    business: Business = Business.NEW
    reason: str = ""
    on_paper_too: bool = False
    replaced: tuple[str, ...] = ()  # document ids of the papers that this one takes the place of
    staff: Staff = field(default_factory=Staff)
    traces: tuple[Trace, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def reference(self) -> str:
        """Số/ký hiệu."""
        return f"{self.number}/{self.symbol}" if self.symbol else self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Thông báo trạng thái: what a receiver says about a packet it got."""

    about: Reference
    sender: Organ
    status: PacketStatus
    at: datetime
    description: str = ""
    staff: Staff = field(default_factory=Staff)


def document_id(organ_id: str, on: date, reference: str) -> str:
    """The identifier of a paper (mã định danh văn bản), as QĐ 395/QĐ-BTTTT (2020) has it: "H26.3,2021/07/28,1349/STTTT-BCXBTT"."""
    return f"{organ_id},{on:%Y/%m/%d},{reference}"
