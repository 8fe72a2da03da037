"""What happened to programmes, sessions and schedules."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class ProgrammeMade(Event):
    """Dựng chương trình."""

    code: ClassVar[str] = "programme.made"
    sentence: ClassVar[str] = vi("Dựng chương trình “{title}”, phiên bản {version}, dài {total_seconds} giây")
    subject: ClassVar[str] = "programme_id"
    programme_id: UUID
    agency_id: UUID
    title: str
    version: int
    total_seconds: int
    content_sha256: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeApproved(Event):
    """Duyệt chương trình."""

    code: ClassVar[str] = "programme.approved"
    sentence: ClassVar[str] = vi("Duyệt chương trình “{title}”, phiên bản {version}")
    subject: ClassVar[str] = "programme_id"
    programme_id: UUID
    agency_id: UUID
    title: str
    version: int
    content_sha256: str


@dataclass(frozen=True, kw_only=True)
class ExemptionRecorded(Event):
    """Ghi văn bản cho phép phát vượt khung."""

    code: ClassVar[str] = "schedule.exemption_recorded"
    sentence: ClassVar[str] = vi("Ghi văn bản {number} cho phép phát vượt khung từ {valid_from} đến {valid_to}")
    subject: ClassVar[str] = "exemption_id"
    exemption_id: UUID
    territory_id: UUID
    number: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class WeekPlanned(Event):
    """Lập lịch buổi phát của tuần, one station."""

    code: ClassVar[str] = "schedule.week_planned"
    sentence: ClassVar[str] = vi("Lập {sessions} buổi phát cho tuần từ {week_starts_on}")
    subject: ClassVar[str] = "station_id"
    station_id: UUID
    agency_id: UUID
    week_starts_on: date
    sessions: int


@dataclass(frozen=True, kw_only=True)
class SessionAdded(Event):
    """Thêm buổi phát."""

    code: ClassVar[str] = "schedule.session_added"
    sentence: ClassVar[str] = vi("Thêm buổi phát lúc {starts_at}")
    subject: ClassVar[str] = "session_id"
    session_id: UUID
    station_id: UUID
    agency_id: UUID
    starts_at: datetime
    max_seconds: int


@dataclass(frozen=True, kw_only=True)
class SessionCancelled(Event):
    """Hủy buổi phát. If it was published, the schedule has to be published again."""

    code: ClassVar[str] = "schedule.session_cancelled"
    sentence: ClassVar[str] = vi("Hủy buổi phát")
    subject: ClassVar[str] = "session_id"
    session_id: UUID
    station_id: UUID
    agency_id: UUID
    was_published: bool


@dataclass(frozen=True, kw_only=True)
class SessionsFilled(Event):
    """Xếp nội dung vào buổi phát của một đài; `unplaced` airings wait for a person."""

    code: ClassVar[str] = "schedule.sessions_filled"
    sentence: ClassVar[str] = vi("Xếp {slots} mục vào các buổi phát tuần từ {week_starts_on}; {unplaced} lượt chưa xếp được")
    subject: ClassVar[str] = "station_id"
    station_id: UUID
    agency_id: UUID
    week_starts_on: date
    slots: int
    unplaced: int
    displaced: int


@dataclass(frozen=True, kw_only=True)
class OffersTaken(Event):
    """Xã, phường chọn phát tin thông thường."""

    code: ClassVar[str] = "schedule.offers_taken"
    sentence: ClassVar[str] = vi("Chọn phát {count} mục thông thường")
    subject: ClassVar[str] = "agency_id"
    agency_id: UUID
    count: int


@dataclass(frozen=True, kw_only=True)
class SchedulePublished(Event):
    """Phát hành lịch phát."""

    code: ClassVar[str] = "schedule.published"
    sentence: ClassVar[str] = vi("Phát hành lịch tuần từ {week_starts_on}, phiên bản {version}: {items} mục, giữ lại {withheld} mục")
    subject: ClassVar[str] = "station_id"
    schedule_id: UUID
    station_id: UUID
    agency_id: UUID
    week_starts_on: date
    version: int
    items: int
    withheld: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class SlotCancelled(Event):
    """Bỏ mục phát. If the session was published, the schedule has to be published again."""

    code: ClassVar[str] = "schedule.slot_cancelled"
    sentence: ClassVar[str] = vi("Bỏ mục phát “{title}”")
    subject: ClassVar[str] = "slot_id"
    slot_id: UUID
    session_id: UUID
    station_id: UUID
    agency_id: UUID
    title: str
    was_published: bool


@dataclass(frozen=True, kw_only=True)
class SessionReordered(Event):
    """Đổi thứ tự các mục trong buổi."""

    code: ClassVar[str] = "schedule.session_reordered"
    sentence: ClassVar[str] = vi("Đổi thứ tự các mục trong buổi phát")
    subject: ClassVar[str] = "session_id"
    session_id: UUID
    station_id: UUID
    agency_id: UUID
    was_published: bool


@dataclass(frozen=True, kw_only=True)
class SessionsPassedOn(Event):
    """Chuyển các buổi phát sắp tới cho đơn vị kế tục."""

    code: ClassVar[str] = "schedule.sessions_passed_on"
    sentence: ClassVar[str] = vi("Chuyển {sessions} buổi phát sắp tới cho đơn vị kế tục")
    subject: ClassVar[str] = "agency_id"
    agency_id: UUID
    from_agency_id: UUID
    sessions: int
