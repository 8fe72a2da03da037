"""From words with places to text: rows of a page, columns of letterhead and signature one after the other, the way a person reads them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from loa.core.folding import search_key
from loa.server.documents.leafing.leaves import WHOLE, Leaf, Place, Word

LETTERHEAD: Final = (
    "cong hoa",
    "dang cong san",
    "doc lap",
    "so:",
    "so ",
    "ngay",
)  # at the top of a page: a table below says "Số", "Ngày" too
SIGNATURE: Final = ("noi nhan", "nhu tren", "luu:", "tm. ", "kt. ", "tl. ", "tuq. ")
TOP_ROWS: Final = 3
GUTTER_FROM, GUTTER_TO = 1_800, 7_200
PAGE_NUMBER: Final = re.compile(r"[-–]?\s*\d{1,3}\s*[-–]?")
ADDRESS: Final = re.compile(r"kinh g|dien:")  # below the letterhead, across both columns
MARGIN: Final = 0.09  # of the height: where page numbers stand


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with its place in units of the page's width, so that across and down are alike."""

    word: Word
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Halfway down."""
        return (self.top + self.bottom) / 2

    @property
    def high(self) -> float:
        """Its height."""
        return max(self.bottom - self.top, 1.0)


Row = list[Mark]


def text_of(leaves: Sequence[Leaf]) -> tuple[str, tuple[Place, ...]]:
    """The text of all pages, and where each of its words stands."""
    parts: list[str] = []
    places: list[Place] = []
    length = 0
    for leaf in leaves:
        for row in lines_of(leaf):
            for at, mark in enumerate(row):
                piece = mark.word.text if not at else f" {mark.word.text}"
                start = length + (1 if at else 0)
                length += len(piece)
                parts.append(piece)
                places.append(Place(start, length, leaf.number, mark.word.box, mark.word.sure))
            parts.append("\n")
            length += 1
    return "".join(parts), tuple(places)


def lines_of(leaf: Leaf) -> Iterator[Row]:
    """Rows in the order of reading; an empty one where paragraphs part. The number of the page is left out."""
    down = leaf.height
    marks = _even([Mark(w, w.box[0], w.box[1] * down, w.box[2], w.box[3] * down) for w in leaf.words])
    rows = [row for row in rows_of(marks) if not _page_number(row, down * WHOLE)]
    at = 0
    while at < len(rows):
        end, gutter = zone(rows, at)
        if end:
            members = [mark for row in rows[at:end] for mark in row]
            for side in ([m for m in members if _centre(m) < gutter], [m for m in members if _centre(m) >= gutter]):
                yield from spaced(rows_of(side))
                yield []
            at = end
        else:
            end = next((later for later in range(at + 1, len(rows)) if zone(rows, later)[0]), len(rows))
            yield from spaced(rows[at:end])
            at = end


def _even(marks: Sequence[Mark]) -> list[Mark]:
    """Dashes and dots as high as a letter, about their own middle: a row is told by the height of its words."""
    least = 0.7 * median(mark.high for mark in marks) if marks else 0
    return [
        mark if mark.high >= least else Mark(mark.word, mark.left, mark.middle - least / 2, mark.right, mark.middle + least / 2)
        for mark in marks
    ]


def rows_of(marks: Sequence[Mark]) -> list[Row]:
    """Words of one line each, from the left; lines from the top. Small and raised words follow the line they touch."""
    rows: list[Row] = []
    for mark in sorted(marks, key=lambda m: m.middle):
        near = [(row, _nearest(row, mark)) for row in rows[-3:]]  # of a line that is not quite level its ends stand apart
        fits = next((row for row, one in near if _level(one, mark) or _level(row[0], mark)), None)
        fits = fits or next((row for row, one in near if _beside(one, mark)), None)
        if fits is None:
            rows.append([mark])
        else:
            fits.append(mark)
    return [sorted(row, key=lambda m: m.left) for row in rows]


def _level(first: Mark, mark: Mark) -> bool:
    return abs(first.middle - mark.middle) < 0.5 * min(first.high, max(mark.high, 0.6 * first.high))


def _nearest(row: Row, mark: Mark) -> Mark:
    return min(row, key=lambda m: _between(m, mark))


def _between(one: Mark, other: Mark) -> float:
    """How far apart they stand across the page; below 0 where they overlap."""
    return max(one.left - other.right, other.left - one.right)


def _beside(near: Mark, mark: Mark) -> bool:
    """It is drawn too high or too deep, as a misread word is, but begins or ends where its neighbour does."""
    allowed = 0.3 * min(near.high, mark.high)
    alike = abs(near.top - mark.top) < allowed or abs(near.bottom - mark.bottom) < allowed
    return alike and mark.high < 2 * near.high < 4 * mark.high and 0 <= _between(near, mark) < 2 * near.high


def spaced(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, an empty one where the space above is clearly more than between lines."""
    steps = [below[0].middle - above[0].middle for above, below in pairwise(rows)]
    usual = median(steps) if steps else 0
    for at, row in enumerate(rows):
        if at and steps[at - 1] > 1.35 * usual and steps[at - 1] > 1.6 * row[0].high:
            yield []
        yield row


def zone(rows: Sequence[Row], at: int) -> tuple[int, float]:
    """Where the two columns that begin in this row end, and the middle of the space between them; (0, 0) where none begin."""
    between = [right.left - left.right for left, right in pairwise(rows[at])]
    wide = max(0.8 * median(mark.high for mark in rows[at]), 2.5 * median(between) if between else 0)
    free, end = [gap for gap in _gaps(rows[at]) if gap[1] - gap[0] >= wide], at + 1
    if not free:
        return 0, 0
    for later in range(at, len(rows)):
        if later > at and ADDRESS.match(_said(rows[later])):
            break
        left_free = _meet(free, _gaps(rows[later]), least=wide)
        if not left_free or (later > at and _far(rows[later - 1], rows[later]) and not _two_sided(rows[later], left_free[-1])):
            break
        free, end = left_free, later + 1
    # A margin is free from top to bottom too: what parts columns has words on both sides.
    both, _width, chosen = max((sum(_two_sided(row, gap) for row in rows[at:end]), gap[1] - gap[0], gap) for gap in free)
    if not _two_sided(rows[at], chosen) and (at or not both):
        return 0, 0
    words = " ".join(_said(row) for row in rows[at:end])
    broad = chosen[1] - chosen[0] > 4 * wide
    if (both >= 2 or (both and broad)) and any(mark in words for mark in (*SIGNATURE, *(LETTERHEAD if at < TOP_ROWS else ()))):
        return end, sum(chosen) / 2
    return 0, 0


def _gaps(row: Row) -> list[tuple[float, float]]:
    """Stretches of the row's width without a word, in the middle of the page."""
    gaps, reached = [], 0.0
    for mark in row:
        if mark.left > reached:
            gaps.append((reached, mark.left))
        reached = max(reached, mark.right)
    gaps.append((reached, float(WHOLE)))
    return [(max(a, GUTTER_FROM), min(b, GUTTER_TO)) for a, b in gaps if min(b, GUTTER_TO) > max(a, GUTTER_FROM)]


def _meet(one: list[tuple[float, float]], other: list[tuple[float, float]], *, least: float) -> list[tuple[float, float]]:
    met = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return [(a, b) for a, b in met if b - a >= least]


def _two_sided(row: Row, gap: tuple[float, float]) -> bool:
    middle = sum(gap) / 2
    return any(_centre(m) < middle for m in row) and any(_centre(m) >= middle for m in row)


def _far(above: Row, below: Row) -> bool:
    return below[0].top - max(mark.bottom for mark in above) > 2.5 * below[0].high


def _said(row: Row) -> str:
    return search_key(" ".join(mark.word.text for mark in row))


def _centre(mark: Mark) -> float:
    return (mark.left + mark.right) / 2


def _page_number(row: Row, height: float) -> bool:
    at_edge = row[0].bottom < MARGIN * height or row[0].top > (1 - MARGIN) * height
    return at_edge and len(row) <= 3 and PAGE_NUMBER.fullmatch(" ".join(mark.word.text for mark in row)) is not None
