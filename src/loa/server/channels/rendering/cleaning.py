"""Text made safe for every channel: one Unicode form, nothing invisible; for paper also nothing the fonts cannot draw; names of files."""

import re
import unicodedata

from loa.core.folding import nfc
from loa.server.channels.rendering.coverage import drawable

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_TO_SPACE = {"\t": " ", "\u2028": "\n", "\u2029": "\n"}
# The widest letters at the largest size: twenty of them fill a line of a poster.
_LONG_WORD = re.compile(r"\S{20}(?=\S)")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")


def clean(text: str) -> str:
    """NFC, line ends as \\n, no control, formatting or unassigned characters (they hide text or turn its direction)."""
    unified = "".join(_TO_SPACE.get(c, c) for c in text.replace("\r\n", "\n").replace("\r", "\n"))
    return nfc("".join(c for c in unified if c == "\n" or unicodedata.category(c) not in _INVISIBLE)).strip()


def printable(text: str) -> str:
    """The text as paper can carry it: only what the font draws; very long words may break. Raises `LettersUnprintable`."""
    return _LONG_WORD.sub(lambda found: found.group() + "\u200b", drawable(text))


def one_line(text: str) -> str:
    """All on one line, single spaces."""
    return " ".join(text.split())


def file_name(text: str, *, most: int = 60) -> str:
    """A name old players and memory sticks can read: "Nhạc hiệu" gives "Nhac-hieu". Never empty."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    name = _NOT_IN_A_NAME.sub("-", bare.replace("đ", "d").replace("Đ", "D")).strip("-")
    return name[:most].rstrip("-") or "khong-ten"
