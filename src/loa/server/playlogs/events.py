"""What happened to the logs of plays."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class PlaysTaken(Event):
    """Nhận nhật ký của thiết bị."""

    code: ClassVar[str] = "playlogs.plays_taken"
    sentence: ClassVar[str] = vi("Nhận {count} bản ghi phát, số {first_seq} đến {last_seq}")
    subject: ClassVar[str] = "player_id"
    player_id: UUID
    station_id: UUID
    agency_id: UUID
    count: int
    first_seq: int
    last_seq: int
    head_sha256: str


@dataclass(frozen=True, kw_only=True)
class PlaysRefused(Event):
    """Từ chối bản ghi của thiết bị."""

    code: ClassVar[str] = "playlogs.plays_refused"
    sentence: ClassVar[str] = vi("Từ chối bản ghi số {seq} của thiết bị: {problem}")
    subject: ClassVar[str] = "player_id"
    player_id: UUID
    seq: int
    given_sha256: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class SessionTicked(Event):
    """Xác nhận buổi phát."""

    code: ClassVar[str] = "playlogs.session_ticked"
    sentence: ClassVar[str] = vi("Xác nhận buổi phát: {items} mục, {exceptions} ngoại lệ")
    subject: ClassVar[str] = "session_id"
    session_id: UUID
    station_id: UUID
    agency_id: UUID
    items: int
    exceptions: int


@dataclass(frozen=True, kw_only=True)
class TickTakenBack(Event):
    """Rút lại xác nhận buổi phát."""

    code: ClassVar[str] = "playlogs.tick_taken_back"
    sentence: ClassVar[str] = vi("Rút lại xác nhận buổi phát")
    subject: ClassVar[str] = "session_id"
    session_id: UUID
    agency_id: UUID


@dataclass(frozen=True, kw_only=True)
class VendorLogImported(Event):
    """Nhập nhật ký nhà cung cấp."""

    code: ClassVar[str] = "playlogs.vendor_log_imported"
    sentence: ClassVar[str] = vi("Nhập nhật ký “{file_name}” của {vendor}: {plays} lượt, {problems} dòng không nhận")
    subject: ClassVar[str] = "station_id"
    import_id: UUID
    station_id: UUID
    agency_id: UUID
    vendor: str
    file_name: str
    file_sha256: str
    plays: int
    problems: int
