"""What happened to sound."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class RecordingKept(Event):
    """Thu âm."""

    code: ClassVar[str] = "voice.recording_kept"
    sentence: ClassVar[str] = vi("Đưa lên bản ghi âm của {speaker}")
    subject: ClassVar[str] = "recording_id"
    recording_id: UUID
    revision_id: UUID
    speaker: str
    original_sha256: str
