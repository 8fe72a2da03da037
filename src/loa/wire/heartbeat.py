"""What a player tells about itself (tín hiệu thiết bị), and how it enrols."""

from uuid import UUID

from pydantic import Field

from loa.wire.fields import Instant, Message, ServedMessage, Text
from loa.wire.plays import ClockQuality


class Heartbeat(Message):
    """State of a player. `refusal` says why it does not take the manifest that it was served."""

    player_id: UUID
    at: Instant
    software: str = Field(max_length=60)
    output: str = Field(max_length=40)
    simulated: bool
    manifest_version: int | None
    clock_quality: ClockQuality
    clock_offset_seconds: float | None = Field(default=None, allow_inf_nan=False)
    assets_wanted: int = Field(ge=0)
    assets_held: int = Field(ge=0)
    cache_bytes: int = Field(ge=0)
    records_unsent: int = Field(ge=0)
    refusal_code: str = Field(default="", max_length=80)
    refusal: Text = ""


class EnrolmentRequest(Message):
    """A one-time code (mã ghi danh) for a token."""

    code: str = Field(min_length=6, max_length=40)
    output: str = Field(max_length=40)
    software: str = Field(max_length=60)


class Enrolment(ServedMessage):
    """Who the player is from now on, its secret, and the one key whose manifests it believes (raw Ed25519, hex)."""

    player_id: UUID
    station_id: UUID
    station_name: Text
    token: str
    public_key_hex: str = Field(pattern=r"^[0-9a-f]{64}$")
    mqtt_host: str = ""
    mqtt_port: int = 0
