"""What happened to official papers."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from loa.core.words import vi
from loa.server.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentReceived(Event):
    """Tiếp nhận văn bản đến."""

    code: ClassVar[str] = "document.received"
    sentence: ClassVar[str] = vi("Tiếp nhận văn bản {reference}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    reference: str
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class ReadingCorrected(Event):
    """Sửa kết quả đọc văn bản."""

    code: ClassVar[str] = "document.reading_corrected"
    sentence: ClassVar[str] = vi("Sửa mục {field} của văn bản")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    field: str


@dataclass(frozen=True, kw_only=True)
class PaperDrawnUp(Event):
    """Soạn văn bản đi."""

    code: ClassVar[str] = "document.drawn_up"
    sentence: ClassVar[str] = vi("Soạn văn bản đi: {subject_line}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    subject_line: str


@dataclass(frozen=True, kw_only=True)
class OfficeNumberEntered(Event):
    """Văn thư vào số."""

    code: ClassVar[str] = "document.office_number_entered"
    sentence: ClassVar[str] = vi("Văn thư vào số {office_number}")
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    office_number: str
