"""What happened to stations, boards and links."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class StationRegistered(Event):
    """A station was entered."""

    code: ClassVar = "station.registered"
    sentence: ClassVar = vi("Đã ghi đài truyền thanh {name}.")
    subject: ClassVar = "station_id"
    station_id: UUID
    agency_id: UUID
    name: str
    kind: str
    technology: str


@dataclass(frozen=True, kw_only=True)
class AssetPassedOn(Event):
    """Another agency manages a station or a board, because the former one ended."""

    code: ClassVar = "channels.asset_passed_on"
    sentence: ClassVar = vi("Đài hoặc bảng tin chuyển cho đơn vị kế tục quản lý.")
    subject: ClassVar = "asset_id"
    asset_id: UUID
    what: str
    agency_id: UUID
    from_agency_id: UUID


@dataclass(frozen=True, kw_only=True)
class StationClosed(Event):
    """A station stopped working for good."""

    code: ClassVar = "station.closed"
    sentence: ClassVar = vi("Đài truyền thanh ngừng hoạt động từ ngày {ended_on}.")
    subject: ClassVar = "station_id"
    station_id: UUID
    ended_on: str


@dataclass(frozen=True, kw_only=True)
class MachineVoiceAccepted(Event):
    """The station's approver lets machine voices sound there."""

    code: ClassVar = "station.machine_voice_accepted"
    sentence: ClassVar = vi("Đồng ý phát giọng máy tại đài truyền thanh này.")
    subject: ClassVar = "station_id"
    station_id: UUID
    agency_id: UUID


@dataclass(frozen=True, kw_only=True)
class MachineVoiceWithdrawn(Event):
    """The station's approver no longer lets machine voices sound there."""

    code: ClassVar = "station.machine_voice_withdrawn"
    sentence: ClassVar = vi("Thôi phát giọng máy tại đài truyền thanh này.")
    subject: ClassVar = "station_id"
    station_id: UUID
    agency_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClusterRegistered(Event):
    """A cluster of loudspeakers was entered."""

    code: ClassVar = "cluster.registered"
    sentence: ClassVar = vi("Đã ghi cụm loa {name}.")
    subject: ClassVar = "cluster_id"
    cluster_id: UUID
    station_id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class BoardRegistered(Event):
    """A public board was entered."""

    code: ClassVar = "board.registered"
    sentence: ClassVar = vi("Đã ghi bảng tin {name}.")
    subject: ClassVar = "board_id"
    board_id: UUID
    agency_id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class ShortLinkMade(Event):
    """A short link was made."""

    code: ClassVar = "link.made"
    sentence: ClassVar = vi("Đã tạo liên kết rút gọn {link_code}.")
    subject: ClassVar = "link_id"
    link_id: UUID
    link_code: str
    purpose: str
    target_kind: str
    target_id: UUID
    agency_id: UUID
    channel: str
