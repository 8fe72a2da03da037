"""Taking a file in: bytes to text, text to a letter, each step with its refusals. Needs no Django."""

from dataclasses import dataclass

from loa.core.folding import nfc
from loa.core.reading import Letter, is_vietnamese, looks_official, read_letter
from loa.server.documents.errors import FileEmpty, FileTooLarge, NoLetterFound, NotVietnamese
from loa.server.documents.intake.registry import format_of

FILE_LIMIT_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: its text (the spans of the letter's evidence are places in it), the letter, and which kind of file it was."""

    text: str
    letter: Letter
    format: str


def extract_text(data: bytes, *, name: str, limit_bytes: int = FILE_LIMIT_BYTES) -> str:
    """The text of a file, in NFC. Raises a LoaError (documents.errors) for what cannot be read; never looks at the name's ending."""
    if len(data) > limit_bytes:
        raise FileTooLarge(name=name, size_mb=-(-len(data) // (1 << 20)), limit_mb=limit_bytes >> 20)
    if not data.strip():
        raise FileEmpty(name=name)
    text = nfc(format_of(data).extract(data, name=name))
    if not text.strip(" \t\r\n\ufeff"):
        raise FileEmpty(name=name)
    return text


def read_file(data: bytes, *, name: str, limit_bytes: int = FILE_LIMIT_BYTES) -> Reading:
    """Text and letter of a file. Raises what `extract_text` raises, NotVietnamese, and NoLetterFound for text without a mark of an official paper."""
    text = extract_text(data, name=name, limit_bytes=limit_bytes)
    if not is_vietnamese(text):
        raise NotVietnamese(name=name)
    letter = read_letter(text)
    if not looks_official(letter):
        raise NoLetterFound(name=name)
    return Reading(text, letter, format_of(data).name)
