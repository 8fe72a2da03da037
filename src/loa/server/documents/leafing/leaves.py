"""What a file is made of when it was read: pages, words with their places, text, and what to tell of it."""

from dataclasses import dataclass
from typing import Any

WHOLE = 10_000  # places on a page are ten-thousandths of its width and height

Box = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Word:
    """One word on a page. `sure` is 1 for text that was text, and what the recogniser says of itself for a scan."""

    text: str
    box: Box
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its words, its picture as shown (JPEG, upright), its height for a width of 1."""

    number: int
    words: tuple[Word, ...]
    picture: bytes
    height: float
    scanned: bool
    turned: int = 0  # degrees clockwise, to read it
    old: str = ""  # the encoding its text was converted from
    layer: bool = False  # its text was laid under a picture by a scanner


@dataclass(frozen=True, slots=True)
class Place:
    """Where [start, end) of the text stands: page and box; how surely it was recognised."""

    start: int
    end: int
    page: int
    box: Box
    sure: float


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell of a file: a key of `notes.NOTES` and its facts."""

    code: str
    facts: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file in NFC. `places` and `leaves` are of PDF, scans and pictures only."""

    text: str
    places: tuple[Place, ...] = ()
    leaves: tuple[Leaf, ...] = ()
    notes: tuple[Note, ...] = ()
