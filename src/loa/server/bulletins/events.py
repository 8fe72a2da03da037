"""What happened to texts."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class _OfBulletin(Event):
    code: ClassVar[str] = "bulletin"
    sentence: ClassVar[str] = ""
    subject: ClassVar[str] = "bulletin_id"
    bulletin_id: UUID
    revision: int
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class BulletinDrafted(_OfBulletin):
    """Soạn bản tin."""

    code: ClassVar[str] = "bulletin.drafted"
    sentence: ClassVar[str] = vi("Soạn bản tin, bản {revision}")


@dataclass(frozen=True, kw_only=True)
class BulletinSubmitted(_OfBulletin):
    """Trình duyệt."""

    code: ClassVar[str] = "bulletin.submitted"
    sentence: ClassVar[str] = vi("Trình duyệt bản tin, bản {revision}")


@dataclass(frozen=True, kw_only=True)
class BulletinReturned(_OfBulletin):
    """Trả lại."""

    code: ClassVar[str] = "bulletin.returned"
    sentence: ClassVar[str] = vi("Trả lại bản tin, bản {revision}")


@dataclass(frozen=True, kw_only=True)
class BulletinApproved(_OfBulletin):
    """Duyệt bản tin."""

    code: ClassVar[str] = "bulletin.approved"
    sentence: ClassVar[str] = vi("Duyệt lời và âm thanh của bản tin, bản {revision}")
    audio_sha256: str


@dataclass(frozen=True, kw_only=True)
class BulletinApprovedOutside(_OfBulletin):
    """Ghi nhận duyệt ngoài hệ thống."""

    code: ClassVar[str] = "bulletin.approved_outside"
    sentence: ClassVar[str] = vi("Ghi nhận lãnh đạo đã duyệt bản tin, bản {revision}, ngoài hệ thống; chờ xác nhận")
    audio_sha256: str
    approver_id: UUID
    way: str
    given_at: datetime
    evidence_sha256: str


@dataclass(frozen=True, kw_only=True)
class OutsideApprovalConfirmed(_OfBulletin):
    """Người duyệt xác nhận."""

    code: ClassVar[str] = "bulletin.outside_approval_confirmed"
    sentence: ClassVar[str] = vi("Xác nhận đã duyệt bản tin, bản {revision}")


@dataclass(frozen=True, kw_only=True)
class OutsideApprovalDenied(_OfBulletin):
    """Người duyệt phủ nhận; the text is withdrawn, unless a later revision stands on an approval of its own."""

    code: ClassVar[str] = "bulletin.outside_approval_denied"
    sentence: ClassVar[str] = vi("Phủ nhận việc đã duyệt bản tin, bản {revision}")


@dataclass(frozen=True, kw_only=True)
class ApprovalLinkSent(_OfBulletin):
    """Tạo liên kết duyệt một lần."""

    code: ClassVar[str] = "bulletin.approval_link_made"
    sentence: ClassVar[str] = vi("Tạo liên kết duyệt một lần cho bản tin, bản {revision}")
    link_id: UUID
    approver_id: UUID
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class ApprovalLinkEnded(_OfBulletin):
    """Thu hồi liên kết duyệt."""

    code: ClassVar[str] = "bulletin.approval_link_ended"
    sentence: ClassVar[str] = vi("Thu hồi liên kết duyệt của bản tin, bản {revision}")
    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class LinkCodeRefused(_OfBulletin):
    """Nhập sai mã ở liên kết duyệt; what was typed is kept nowhere."""

    code: ClassVar[str] = "bulletin.link_code_refused"
    sentence: ClassVar[str] = vi("Nhập sai mã ở liên kết duyệt bản tin, bản {revision}, lần thứ {nth}")
    link_id: UUID
    approver_id: UUID
    nth: int


@dataclass(frozen=True, kw_only=True)
class BulletinWithdrawn(_OfBulletin):
    """Thu hồi bản tin."""

    code: ClassVar[str] = "bulletin.withdrawn"
    sentence: ClassVar[str] = vi("Thu hồi bản tin, bản {revision}")


@dataclass(frozen=True, kw_only=True)
class OpinionGiven(Event):
    """Ý kiến chuyên môn."""

    code: ClassVar[str] = "bulletin.opinion_given"
    sentence: ClassVar[str] = vi("Cho ý kiến chuyên môn về bản tin")
    subject: ClassVar[str] = "revision_id"
    revision_id: UUID
    agency_id: UUID
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class _OfUnitText(Event):
    code: ClassVar[str] = "unit_text"
    sentence: ClassVar[str] = ""
    subject: ClassVar[str] = "unit_text_id"
    unit_text_id: UUID
    agency_id: UUID
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class UnitTextWritten(_OfUnitText):
    """Nhập lời riêng."""

    code: ClassVar[str] = "unit_text.written"
    sentence: ClassVar[str] = vi("Nhập lời riêng của đơn vị")


@dataclass(frozen=True, kw_only=True)
class UnitTextApproved(_OfUnitText):
    """Duyệt lời riêng."""

    code: ClassVar[str] = "unit_text.approved"
    sentence: ClassVar[str] = vi("Duyệt lời riêng của đơn vị")


@dataclass(frozen=True, kw_only=True)
class UnitTextReturned(_OfUnitText):
    """Trả lại lời riêng."""

    code: ClassVar[str] = "unit_text.returned"
    sentence: ClassVar[str] = vi("Trả lại lời riêng của đơn vị")
