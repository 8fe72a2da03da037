"""Which file is read how: by its first bytes, never by its name."""

from collections.abc import Callable
from dataclasses import dataclass

from loa.core.errors import LoaError
from loa.server.documents.errors import FileNotText, OldWordDamaged, PasswordProtected, PictureFormatUnknown
from loa.server.documents.intake import docx, old_word, pages, text
from loa.server.documents.leafing.leaves import Extracted

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_WORD = "WordDocument".encode("utf-16-le")
DIRECTORY_ENTRY_BYTES = 128
HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1")


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how it is known, and how it is read or with which sentence it is refused.

    A slow one is read by the worker; a paged one page by page, so that it can go on where it stopped.
    """

    name: str
    fits: Callable[[bytes], bool]
    extract: Callable[..., Extracted]
    slow: bool = False
    paged: bool = False


def begins(*marks: bytes) -> Callable[[bytes], bool]:
    """Known by its first bytes."""
    return lambda data: data.startswith(marks)


def is_cut_off(data: bytes) -> bool:
    """An OLE file that ends before its own directory, which names what it holds: of old Office files it is the last part."""
    if not data.startswith(OLE):
        return False
    sector, size = int.from_bytes(data[48:52], "little"), 1 << min(int.from_bytes(data[30:32], "little"), 12)
    return (sector + 1) * size + DIRECTORY_ENTRY_BYTES > len(data)


def is_picture(data: bytes) -> bool:
    """PNG, JPEG, GIF, TIFF, BMP, WebP."""
    if data.startswith(b"BM"):
        return len(data) > 26 and int.from_bytes(data[14:18], "little") in (12, 40, 52, 56, 64, 108, 124)
    return data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")) or data[8:12] == b"WEBP"


def refuse(error: type[LoaError]) -> Callable[..., Extracted]:
    """A kind that is known and not read."""

    def extract(_data: bytes, *, name: str, tell: pages.Progress | None = None) -> Extracted:  # noqa: ARG001 -- as all are called
        raise error(name=name)

    return extract


def paged(kind: str) -> Callable[..., Extracted]:
    """A kind that is read page by page."""

    def extract(data: bytes, *, name: str, tell: pages.Progress | None = None) -> Extracted:
        return pages.read_all(data, kind=kind, name=name, tell=tell)

    return extract


# The first that fits is taken; a new kind of file is one line here and one module beside this one.
FORMATS: tuple[Format, ...] = (
    Format("docx", lambda data: data.startswith(b"PK\x03\x04") and b"word/" in data, docx.extract),
    Format("zip", begins(b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"), refuse(FileNotText)),
    Format("encrypted", lambda data: data.startswith(OLE) and ENCRYPTED in data, refuse(PasswordProtected)),
    Format("doc", lambda data: data.startswith(OLE) and OLD_WORD in data, old_word.extract, slow=True),
    Format("cut_ole", is_cut_off, refuse(OldWordDamaged)),
    Format("ole", begins(OLE), refuse(FileNotText)),
    Format("rtf", begins(b"{\\rtf"), old_word.extract, slow=True),
    Format("pdf", lambda data: b"%PDF-" in data[:1024], paged("pdf"), slow=True, paged=True),
    Format("picture", is_picture, paged("picture"), slow=True, paged=True),
    Format("heic", lambda data: data[4:12] in HEIC, refuse(PictureFormatUnknown)),
    Format("text", lambda _data: True, text.extract),
)


def format_of(data: bytes) -> Format:
    """The kind of file these bytes are."""
    return next(kind for kind in FORMATS if kind.fits(data))
