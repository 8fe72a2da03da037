"""The manifest (lịch phát của thiết bị): one whole desired state for one player, signed, expiring, addressed."""

from datetime import datetime, time
from typing import Literal
from uuid import UUID

from pydantic import Field

from loa.core.airtime import Plan, Slot
from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.core.quiet import ALLOWED_BY_DEFAULT, Window
from loa.wire.fields import Instant, Seconds, ServedMessage, Sha256, Text


class Asset(ServedMessage):
    """One clip in both forms. Players ask for the form that their output plays; both are named by the sha256 of their bytes."""

    wav_sha256: Sha256
    mp3_sha256: Sha256
    wav_bytes: int = Field(ge=0)
    mp3_bytes: int = Field(ge=0)
    seconds: Seconds

    def sha256_of(self, form: Literal["wav", "mp3"]) -> str:
        """The hash of the file in that form."""
        return self.wav_sha256 if form == "wav" else self.mp3_sha256

    def bytes_of(self, form: Literal["wav", "mp3"]) -> int:
        """The size of the file in that form."""
        return self.wav_bytes if form == "wav" else self.mp3_bytes


class Item(ServedMessage):
    """One slot (mục phát) with all that the play record will say of it: names travel with it, so no later change blanks a report."""

    slot_id: UUID
    session_id: UUID
    starts_at: Instant
    seconds: Seconds
    priority: Priority
    title: Text
    assets: tuple[Asset, ...]
    machine_voice: bool
    origin: Origin = Origin.RELAYED
    bulletin_id: UUID | None = None  # none: a signature tune, an announcement between items
    revision_sha256: Sha256 | None = None  # of the approved text
    campaign_id: UUID | None = None
    campaign_title: Text = ""
    letter_number: Text | None = None
    valid_until: Instant | None = None

    def to_slot(self) -> Slot:
        """As the air-time rule sees it."""
        clips = tuple(asset.wav_sha256 for asset in self.assets)
        return Slot(self.slot_id, self.session_id, self.starts_at, self.priority, self.title, self.seconds, clips, self.valid_until)


class AllowedWindow(ServedMessage):
    """A span of the local day in which ordinary items may sound (khung giờ được phát)."""

    opens: time
    closes: time


DEFAULT_WINDOWS = tuple(AllowedWindow(opens=window.opens, closes=window.closes) for window in ALLOWED_BY_DEFAULT)


class Manifest(ServedMessage):
    """What one player is to play from `valid_from` to `valid_to`. `version` only rises."""

    schema_version: Literal[1] = 1
    player_id: UUID
    station_id: UUID
    version: int = Field(ge=1)
    issued_at: Instant
    valid_from: Instant
    valid_to: Instant
    quiet_hours: tuple[AllowedWindow, ...] = DEFAULT_WINDOWS
    items: tuple[Item, ...] = ()
    poll_seconds: int = Field(default=60, ge=5, le=86_400)

    def to_plan(self) -> Plan:
        """As the air-time rule sees it."""
        windows = tuple(Window(window.opens, window.closes) for window in self.quiet_hours)
        return Plan(tuple(item.to_slot() for item in self.items), self.valid_from, self.valid_to, windows)

    def is_valid_at(self, now: datetime) -> bool:
        """Whether it may be played at `now`."""
        return self.valid_from <= now < self.valid_to
