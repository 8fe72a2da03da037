"""Numbers of parts, articles, clauses and points as Phụ lục I, II.6 wants them, for whoever leaves them out."""

from dataclasses import dataclass, field
from typing import Final

from loa.core.roman import roman

# The letters of points in order; ă, â, ê, ô, ơ, ư are not used.
POINTS: Final = "abcdđeghiklmnopqrstuvxy"

# What stands below what: a new one of a level begins the levels below it anew. Articles run through the whole paper.
_BELOW: Final[dict[str, tuple[str, ...]]] = {
    "phan": ("chuong", "muc", "tieu_muc"),
    "chuong": ("muc", "tieu_muc"),
    "muc": ("tieu_muc",),
    "tieu_muc": (),
    "heading_1": ("heading_2", "clause", "point"),
    "heading_2": ("clause", "point"),
    "article": ("clause", "point"),
    "clause": ("point",),
    "point": (),
}


def point(number: int) -> str:
    """The letter of the n-th point, "a" for 1; after "y" come "aa", "ab"."""
    first, last = divmod(number - 1, len(POINTS))
    return (POINTS[first - 1] if first else "") + POINTS[last]


@dataclass
class Numbers:
    """Counts each level of one text. A number given by hand is kept, and counting goes on from it where it can be read."""

    _at: dict[str, int] = field(default_factory=dict)

    def next(self, level: str, given: str = "") -> str:
        """The number of the next one of this level, without the sign that follows it."""
        bare = given.strip(" .)")
        self._at[level] = self._read(level, bare) if bare else self._at.get(level, 0) + 1
        for below in _BELOW[level]:
            self._at.pop(below, None)
        return bare or _written(level, self._at[level])

    def _read(self, level: str, bare: str) -> int:
        """What a number given by hand counts as; the next in order where it cannot be read."""
        following = self._at.get(level, 0) + 1
        return next((n for n in range(1, 400) if _written(level, n) == bare), following)


def _written(level: str, number: int) -> str:
    if level in ("phan", "chuong", "heading_1"):
        return roman(number)
    return point(number) if level == "point" else str(number)
