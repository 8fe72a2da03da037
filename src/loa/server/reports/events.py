"""What happened to reports."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    """Mở kỳ báo cáo."""

    code: ClassVar[str] = "report.round_opened"
    sentence: ClassVar[str] = vi("Mở kỳ báo cáo theo biểu mẫu {form} cho {agencies} đơn vị")
    subject: ClassVar[str] = "round_id"
    round_id: UUID
    form: str
    agencies: int


@dataclass(frozen=True, kw_only=True)
class ReportFilled(Event):
    """Lập báo cáo từ nhật ký."""

    code: ClassVar[str] = "report.filled"
    sentence: ClassVar[str] = vi("Lập báo cáo của {agency_name}, phiên bản {version}")
    subject: ClassVar[str] = "report_id"
    report_id: UUID
    campaign_id: UUID
    agency_id: UUID
    agency_name: str
    version: int


@dataclass(frozen=True, kw_only=True)
class ReportConfirmed(Event):
    """Xác nhận báo cáo."""

    code: ClassVar[str] = "report.confirmed"
    sentence: ClassVar[str] = vi("Xác nhận báo cáo của {agency_name}, phiên bản {version}")
    subject: ClassVar[str] = "report_id"
    report_id: UUID
    agency_id: UUID
    agency_name: str
    version: int
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class LevelConsolidated(Event):
    """Tổng hợp báo cáo cấp dưới."""

    code: ClassVar[str] = "report.level_consolidated"
    sentence: ClassVar[str] = vi("Tổng hợp {reported} trên {expected} báo cáo cấp dưới của {agency_name}")
    subject: ClassVar[str] = "report_id"
    report_id: UUID
    agency_id: UUID
    agency_name: str
    reported: int
    expected: int


@dataclass(frozen=True, kw_only=True)
class ReportSigned(Event):
    """Ký báo cáo."""

    code: ClassVar[str] = "report.signed"
    sentence: ClassVar[str] = vi("Ký báo cáo của {agency_name}, phiên bản {version}")
    subject: ClassVar[str] = "report_id"
    report_id: UUID
    agency_id: UUID
    agency_name: str
    version: int
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportReturned(Event):
    """Trả lại báo cáo."""

    code: ClassVar[str] = "report.returned"
    sentence: ClassVar[str] = vi("Trả lại báo cáo của {agency_name}: {reason}")
    subject: ClassVar[str] = "report_id"
    report_id: UUID
    agency_id: UUID
    agency_name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportExcused(Event):
    """Miễn báo cáo thay cho đơn vị cũ."""

    code: ClassVar[str] = "report.excused"
    sentence: ClassVar[str] = vi("Không yêu cầu báo cáo thay cho {agency_name}: {reason}")
    subject: ClassVar[str] = "expected_id"
    expected_id: UUID
    agency_id: UUID
    agency_name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OfficialReportIssued(Event):
    """Ban hành báo cáo chính thức."""

    code: ClassVar[str] = "report.official_issued"
    sentence: ClassVar[str] = vi("Ban hành báo cáo chính thức, mã băm {snapshot_sha256}")
    subject: ClassVar[str] = "official_report_id"
    official_report_id: UUID
    snapshot_sha256: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class ReportNumberEntered(Event):
    """Vào số báo cáo chính thức."""

    code: ClassVar[str] = "report.number_entered"
    sentence: ClassVar[str] = vi("Văn thư cấp số {number} cho báo cáo chính thức")
    subject: ClassVar[str] = "official_report_id"
    official_report_id: UUID
    number: str
