"""What happened to players."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class EnrolmentCodeMade(Event):
    """Cấp mã ghi danh. The code itself is in no trail."""

    code: ClassVar[str] = "dispatch.enrolment_code_made"
    sentence: ClassVar[str] = vi("Cấp mã ghi danh thiết bị cho đài")
    subject: ClassVar[str] = "station_id"
    station_id: UUID
    agency_id: UUID
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlayerEnrolled(Event):
    """Ghi danh thiết bị."""

    code: ClassVar[str] = "dispatch.player_enrolled"
    sentence: ClassVar[str] = vi("Ghi danh thiết bị phát, đầu ra {output}")
    subject: ClassVar[str] = "player_id"
    player_id: UUID
    station_id: UUID
    agency_id: UUID
    output: str


@dataclass(frozen=True, kw_only=True)
class PlayerEnded(Event):
    """Ngừng thiết bị."""

    code: ClassVar[str] = "dispatch.player_ended"
    sentence: ClassVar[str] = vi("Ngừng thiết bị phát")
    subject: ClassVar[str] = "player_id"
    player_id: UUID
    station_id: UUID
    agency_id: UUID


@dataclass(frozen=True, kw_only=True)
class ManifestPublished(Event):
    """Ký và phát hành lịch cho thiết bị."""

    code: ClassVar[str] = "dispatch.manifest_published"
    sentence: ClassVar[str] = vi("Ký lịch phát bản {version} cho thiết bị: {items} mục, hiệu lực đến {valid_to}")
    subject: ClassVar[str] = "player_id"
    player_id: UUID
    station_id: UUID
    version: int
    items: int
    valid_to: datetime
    sha256: str
