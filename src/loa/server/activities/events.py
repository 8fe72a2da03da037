"""What happened to activities."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class ActivityLogged(Event):
    """Ghi hoạt động."""

    code: ClassVar[str] = "activity.logged"
    sentence: ClassVar[str] = vi("Ghi hoạt động {kind}: {quantity} {unit}, ngày {done_on}")
    subject: ClassVar[str] = "activity_id"
    activity_id: UUID
    agency_id: UUID
    campaign_id: UUID | None
    kind: str
    quantity: int
    unit: str
    done_on: date


@dataclass(frozen=True, kw_only=True)
class ActivityUndone(Event):
    """Bỏ hoạt động đã ghi."""

    code: ClassVar[str] = "activity.undone"
    sentence: ClassVar[str] = vi("Bỏ hoạt động đã ghi nhầm")
    subject: ClassVar[str] = "activity_id"
    activity_id: UUID
    agency_id: UUID
    campaign_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class KindsSuspended(Event):
    """Tạm dừng loại hoạt động."""

    code: ClassVar[str] = "activity.kinds_suspended"
    sentence: ClassVar[str] = vi("Tạm dừng một số loại hoạt động theo {number} từ ngày {valid_from}")
    subject: ClassVar[str] = "suspension_id"
    suspension_id: UUID
    number: str
    kinds: tuple[str, ...]
    territory_id: UUID
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class PersonalLinkGiven(Event):
    """Cấp liên kết cá nhân."""

    code: ClassVar[str] = "activities.personal_link_given"
    sentence: ClassVar[str] = vi("Cấp liên kết cá nhân cho tuyên truyền viên")
    subject: ClassVar[str] = "person_id"
    link_id: UUID
    person_id: UUID
    agency_id: UUID
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class PersonalLinkEnded(Event):
    """Thu hồi liên kết cá nhân."""

    code: ClassVar[str] = "activities.personal_link_ended"
    sentence: ClassVar[str] = vi("Thu hồi liên kết cá nhân")
    subject: ClassVar[str] = "person_id"
    link_id: UUID
    person_id: UUID
    agency_id: UUID
