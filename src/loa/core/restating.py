"""Restating (quy đổi theo bản đồ): showing figures on the map of another day without changing any sum.

A figure stays with the unit that reported it. On another day's map it goes whole to one unit, in estimated parts to several, or, where
the share is not known, to a row of its own. Parts are whole numbers: rounded by largest remainder, so the parts of a figure are the figure.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeVar

from loa.core.faces import Faced
from loa.core.lineage import Share

# Shares are kept as whole parts of this: exact in 64-bit numbers, in this process and in a database alike.
WHOLE: Final = 10**8

Key = TypeVar("Key", bound=Hashable)


class RestateRule(Faced):
    """What becomes of an indicator on another map."""

    SUM = "sum", "cộng"
    RATIO = "ratio", "tính lại từ tử số và mẫu số"
    NO = "no", "không quy đổi được"


def apportion(value: int, parts: Sequence[tuple[Key, int]]) -> list[tuple[Key, int]]:
    """Split a count by parts that sum to `WHOLE`, by largest remainder: the results sum to the count. Ties go to the earlier part."""
    floors = [value * part // WHOLE for _, part in parts]
    left = value - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda place: (-(value * parts[place][1] % WHOLE), place))
    for place in by_remainder[:left]:
        floors[place] += 1
    return [(key, floor) for (key, _), floor in zip(parts, floors, strict=True)]


def in_parts(shares: Sequence[Share]) -> list[tuple[Share, int]]:
    """Exact shares as whole parts of `WHOLE`, summing to it; a share too small for one part is left out."""
    floors = [share.weight.numerator * WHOLE // share.weight.denominator for share in shares]
    remainders = [share.weight * WHOLE - floor for share, floor in zip(shares, floors, strict=True)]
    left = WHOLE - sum(floors)
    for place in sorted(range(len(shares)), key=lambda one: (-remainders[one], one))[:left]:
        floors[place] += 1
    return [(share, part) for share, part in zip(shares, floors, strict=True) if part]


@dataclass(frozen=True, slots=True)
class Fact:
    """What one unit reported on one day: a count of one indicator. `series` is whatever is kept apart: indicator, grade, week."""

    unit: str
    on: date
    series: str
    value: int


@dataclass(slots=True)
class Restated:
    """One cell of a restated table: the sum, and how much of it is an estimate by weight."""

    value: int = 0
    estimated: int = 0


def restate(facts: Iterable[Fact], shares_of: Callable[[str, date], Sequence[Share]]) -> dict[tuple[str | None, str], Restated]:
    """Sums by unit of the map and series; `None` is the row of what is not known. The sum of each series is that of its facts."""
    cells: dict[tuple[str | None, str], Restated] = defaultdict(Restated)
    for fact in facts:
        for share, value in apportion(fact.value, in_parts(shares_of(fact.unit, fact.on))):
            cell = cells[share.unit, fact.series]
            cell.value += value
            cell.estimated += value if share.estimated else 0
    return dict(cells)


def ratio_of(numerator: int | None, denominator: int | None) -> Fraction | None:
    """A ratio worked out anew from restated counts; `None` where there is nothing to divide by, or one of them is not there."""
    return Fraction(numerator, denominator) if numerator is not None and denominator else None
