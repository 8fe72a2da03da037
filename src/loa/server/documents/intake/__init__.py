"""Taking a file in: bytes to text, text to a letter, each step with its refusals. Needs no Django."""

from dataclasses import dataclass

from loa.core.folding import nfc
from loa.core.reading import Letter, is_vietnamese, looks_official, read_letter
from loa.server.documents.errors import FileEmpty, FileTooLarge, NoLetterFound, NotVietnamese
from loa.server.documents.intake.doubts import doubted
from loa.server.documents.intake.pages import Progress
from loa.server.documents.intake.registry import format_of
from loa.server.documents.leafing.leaves import Extracted, Leaf, Note, Place

FILE_LIMIT_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: its text (the spans of the letter's evidence are places in it), the letter, and which kind of file it was.

    Of PDF, scans and pictures: where each word of the text stands, and the pages. `notes` are to be told.
    """

    text: str
    letter: Letter
    format: str
    places: tuple[Place, ...] = ()
    leaves: tuple[Leaf, ...] = ()
    notes: tuple[Note, ...] = ()


def check_size(data: bytes, *, name: str, limit_bytes: int = FILE_LIMIT_BYTES) -> None:
    """Raises FileTooLarge, FileEmpty: before anything is parsed."""
    if len(data) > limit_bytes:
        raise FileTooLarge(name=name, size_mb=-(-len(data) // (1 << 20)), limit_mb=limit_bytes >> 20)
    if not data.strip():
        raise FileEmpty(name=name)


def extract_text(data: bytes, *, name: str, limit_bytes: int = FILE_LIMIT_BYTES) -> str:
    """The text of a file, in NFC. Raises a LoaError (documents.errors) for what cannot be read; never looks at the name's ending."""
    return extract(data, name=name, limit_bytes=limit_bytes).text


def extract(data: bytes, *, name: str, limit_bytes: int = FILE_LIMIT_BYTES, tell: Progress | None = None) -> Extracted:
    """The same with places, pages and notes. `tell` hears how many pages of how many are read."""
    check_size(data, name=name, limit_bytes=limit_bytes)
    read = format_of(data).extract(data, name=name, tell=tell)
    if not read.text.strip(" \t\r\n\ufeff"):
        raise FileEmpty(name=name)
    if read.places:  # put together from words in NFC
        return read
    return Extracted(nfc(read.text), notes=read.notes)


def read_file(data: bytes, *, name: str, limit_bytes: int = FILE_LIMIT_BYTES, tell: Progress | None = None) -> Reading:
    """Text and letter of a file. Raises what `extract` raises, NotVietnamese, and NoLetterFound for text without a mark of an official paper."""
    return understood(extract(data, name=name, limit_bytes=limit_bytes, tell=tell), name=name, kind=format_of(data).name)


def understood(read: Extracted, *, name: str, kind: str) -> Reading:
    """The letter in a text that was extracted. What was recognised badly is doubted. Raises NotVietnamese, NoLetterFound."""
    if not is_vietnamese(read.text):
        raise NotVietnamese(name=name)
    letter = read_letter(read.text)
    if not looks_official(letter):
        raise NoLetterFound(name=name)
    return Reading(read.text, doubted(letter, read.places), kind, read.places, read.leaves, read.notes)
