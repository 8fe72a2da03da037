"""Play records (bản ghi phát): what a loudspeaker says it did. Hash-chained by the player, checked again by the server."""

from collections.abc import Mapping
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import Field

from loa.core.chain import record_sha256
from loa.core.faces import Faced
from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.wire.fields import Instant, Message, Seconds, ServedMessage, Sha256, Text

BATCH_SIZE = 200


class Outcome(Faced):
    """How a play ended."""

    COMPLETE = "complete", "phát đủ"
    CUT = "cut", "bị ngắt giữa chừng"
    SKIPPED = "skipped", "không phát"
    FAILED = "failed", "lỗi"


class ClockQuality(Faced):
    """How far the player trusts its own clock: within two seconds of the server's, further off, or never compared."""

    SYNCED = "synced", "khớp giờ máy chủ"
    OFF = "off", "lệch giờ máy chủ"
    UNKNOWN = "unknown", "chưa đối chiếu"


class PlayRecord(Message):
    """One airing. `seconds` is what really sounded; `started_at` and `ended_at` are none where nothing did."""

    schema_version: Literal[1] = 1
    seq: int = Field(ge=1)
    prev_sha256: Sha256
    sha256: Sha256
    slot_id: UUID
    session_id: UUID
    bulletin_id: UUID | None
    revision_sha256: Sha256 | None
    campaign_id: UUID | None
    campaign_title: Text
    letter_number: Text | None
    title: Text
    priority: Priority
    origin: Origin
    machine_voice: bool
    planned_at: Instant
    started_at: Instant | None
    ended_at: Instant | None
    seconds: Seconds
    outcome: Outcome
    reason: Text
    assets_sha256: tuple[Sha256, ...]
    output: str = Field(max_length=40)
    clock_quality: ClockQuality
    simulated: bool
    manifest_version: int

    @classmethod
    def sealed(cls, *, seq: int, prev_sha256: str, facts: Mapping[str, Any]) -> Self:
        """A new link behind `prev_sha256`; its own hash is worked out here."""
        bare = cls(seq=seq, prev_sha256=prev_sha256, sha256="0" * 64, **facts)
        return bare.model_copy(update={"sha256": record_sha256(bare.as_json())})

    def as_json(self) -> dict[str, Any]:
        """The fields as JSON values: what the hash is over."""
        return self.model_dump(mode="json")


class PlayBatch(Message):
    """Records in order, at most `BATCH_SIZE`, as one upload."""

    player_id: UUID
    records: tuple[PlayRecord, ...] = Field(max_length=BATCH_SIZE)


class Acknowledgement(ServedMessage):
    """What the server holds now. The player drops records up to `highest_contiguous_seq` and nothing else."""

    highest_contiguous_seq: int = Field(ge=0)
    problem_code: str = ""
    problem: Text = ""
