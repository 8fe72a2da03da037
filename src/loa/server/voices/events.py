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


@dataclass(frozen=True, kw_only=True)
class ReadingGiven(Event):
    """Thêm cách đọc: to an office's dictionary, or in one bulletin."""

    code: ClassVar[str] = "voice.reading_given"
    sentence: ClassVar[str] = vi("Đặt cách đọc cho “{written}”: {spoken}")
    subject: ClassVar[str] = "reading_id"
    reading_id: UUID
    agency_id: UUID
    bulletin_id: UUID | None
    written: str
    spoken: str


@dataclass(frozen=True, kw_only=True)
class PassageGivenAgain(Event):
    """Nhắc lại một đoạn."""

    code: ClassVar[str] = "voice.passage_given_again"
    sentence: ClassVar[str] = vi("Cho nhắc lại chậm “{passage}” trong bản tin")
    subject: ClassVar[str] = "reading_id"
    reading_id: UUID
    bulletin_id: UUID
    passage: str


@dataclass(frozen=True, kw_only=True)
class ReadingEnded(Event):
    """Bỏ cách đọc."""

    code: ClassVar[str] = "voice.reading_ended"
    sentence: ClassVar[str] = vi("Bỏ cách đọc riêng của “{written}”")
    subject: ClassVar[str] = "reading_id"
    reading_id: UUID
    agency_id: UUID
    bulletin_id: UUID | None
    written: str


@dataclass(frozen=True, kw_only=True)
class MannerChosen(Event):
    """Chọn cách nói số."""

    code: ClassVar[str] = "voice.manner_chosen"
    sentence: ClassVar[str] = vi("Chọn cách nói số của đơn vị: {words}")
    subject: ClassVar[str] = "agency_id"
    agency_id: UUID
    words: str


@dataclass(frozen=True, kw_only=True)
class VoiceChosen(Event):
    """Chọn giọng đọc."""

    code: ClassVar[str] = "voice.chosen"
    sentence: ClassVar[str] = vi("Chọn giọng đọc của đơn vị: {voice}")
    subject: ClassVar[str] = "agency_id"
    agency_id: UUID
    voice: str


@dataclass(frozen=True, kw_only=True)
class TextSentOut(Event):
    """Gửi lời đọc ra dịch vụ giọng đọc: words left this house, and cost so many characters."""

    code: ClassVar[str] = "voice.text_sent_out"
    sentence: ClassVar[str] = vi("Gửi {characters} ký tự lời đọc cho dịch vụ giọng đọc {voice}")
    subject: ClassVar[str] = "spending_id"
    spending_id: UUID
    voice: str
    characters: int
    month_total: int


@dataclass(frozen=True, kw_only=True)
class RentedVoiceStopped(Event):
    """Hết hạn mức tháng của giọng thuê."""

    code: ClassVar[str] = "voice.rented_stopped"
    sentence: ClassVar[str] = vi("Dừng giọng thuê {voice} vì hết hạn mức {most} ký tự của tháng")
    subject: ClassVar[str] = "spending_id"
    spending_id: UUID
    voice: str
    most: int
