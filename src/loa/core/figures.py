"""Figures of a report (số liệu): what was counted, in which unit, how it is known, and on what it rests.

A figure of a level is the sum, per indicator **and** per grade, of the figures one level down that it cites.
Grades are never summed into one another. Ratios are never summed: they are divided anew from summed counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Self

from loa.core.errors import BadInput
from loa.core.faces import Faced
from loa.core.grades import Grade
from loa.core.words import vi

# No count of a city comes near; a slip of the keyboard does.
MOST: Final = 10**12


class SourceKind(Faced):
    """What a figure rests on, one level down."""

    LOG = "log", "nhật ký"
    TYPED = "typed", "đơn vị nhập"
    REPORT = "report", "báo cáo cấp dưới"


class NotAnAmount(BadInput):
    """A figure is a whole number of its unit, from zero to `MOST`."""

    code = "figures.not_an_amount"
    sentence = vi("Số liệu “{indicator}” phải là số nguyên từ 0 đến 1.000.000.000.000 (đang là {value}). Hãy sửa lại con số.")


class FigureUnsourced(BadInput):
    """A figure does not equal the sum of what it cites."""

    code = "figures.unsourced"
    sentence = vi("Số liệu “{indicator}” ghi {value} nhưng các nguồn cộng lại được {sum}. Hãy lấy lại số từ nhật ký.")


@dataclass(frozen=True, slots=True)
class Source:
    """One thing a figure rests on: its part of the value and the sha256 of what it is.

    `id` names it for people and machines alike; `version` is that of a report; `count` is the number of log rows.
    """

    kind: SourceKind
    id: str
    value: int
    sha256: str
    version: int | None = None
    count: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As it stands in a snapshot; what is not known is left out."""
        facts = {"kind": self.kind.value, "id": self.id, "version": self.version, "count": self.count}
        return {**{key: fact for key, fact in facts.items() if fact is not None}, "value": self.value, "sha256": self.sha256}

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Self:
        """Back from a snapshot or a row."""
        return cls(
            kind=SourceKind(held["kind"]),
            id=held["id"],
            value=held["value"],
            sha256=held["sha256"],
            version=held.get("version"),
            count=held.get("count"),
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. Raises `NotAnAmount`, `FigureUnsourced`: a figure that its sources do not carry cannot be made."""

    indicator: str
    unit: str
    value: int
    grade: Grade
    sources: tuple[Source, ...]

    def __post_init__(self) -> None:
        if isinstance(self.value, bool) or not isinstance(self.value, int) or not 0 <= self.value <= MOST:
            raise NotAnAmount(indicator=self.indicator, value=self.value)
        carried = sum(source.value for source in self.sources)
        if carried != self.value:
            raise FigureUnsourced(indicator=self.indicator, value=self.value, sum=carried)

    @property
    def key(self) -> tuple[str, str]:
        """What makes a figure one figure of its report: indicator and grade."""
        return (self.indicator, self.grade.value)

    def to_json(self) -> dict[str, Any]:
        """As it stands in a snapshot: exactly these five."""
        return {
            "indicator": self.indicator,
            "unit": self.unit,
            "value": self.value,
            "grade": self.grade.value,
            "sources": [source.to_json() for source in self.sources],
        }

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Self:
        """Back from a snapshot or a row."""
        return cls(
            indicator=held["indicator"],
            unit=held["unit"],
            value=held["value"],
            grade=Grade(held["grade"]),
            sources=tuple(Source.from_json(source) for source in held["sources"]),
        )


@dataclass(frozen=True, slots=True)
class Below:
    """A report one level down, as the level above cites it."""

    id: str
    version: int
    sha256: str
    figures: tuple[Figure, ...]

    def cited(self, figure: Figure) -> Source:
        """This report as the source of its part of a sum."""
        return Source(SourceKind.REPORT, self.id, figure.value, self.sha256, version=self.version)


def consolidate(below: Sequence[Below], *, own: Iterable[Figure] = (), order: Sequence[str] = ()) -> tuple[Figure, ...]:
    """Sum the reports below and the level's own work, per indicator and grade.

    Own figures (a district centre's programmes) keep their own sources. Indicators come in the `order` of their form,
    grades from the strongest to the weakest, reports by id: the same reports give the same figures, to the byte.
    """
    units: dict[str, str] = {}
    parts: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for figure in own:
        units.setdefault(figure.indicator, figure.unit)
        parts[figure.key].extend(figure.sources)
    for report in sorted(below, key=lambda one: one.id):
        for figure in report.figures:
            units.setdefault(figure.indicator, figure.unit)
            parts[figure.key].append(report.cited(figure))
    ranks = {indicator: rank for rank, indicator in enumerate([*order, *sorted(set(units) - set(order))])}
    grades = [grade.value for grade in Grade]
    keys = sorted(parts, key=lambda key: (ranks[key[0]], grades.index(key[1])))
    return tuple(
        Figure(indicator, units[indicator], sum(s.value for s in parts[indicator, grade]), Grade(grade), tuple(parts[indicator, grade]))
        for indicator, grade in keys
    )


def by_grade(figures: Iterable[Figure], indicator: str) -> dict[Grade, int]:
    """The values of one indicator, grade by grade, from the strongest; grades without a figure are absent."""
    found = {figure.grade: figure.value for figure in figures if figure.indicator == indicator}
    return {grade: found[grade] for grade in Grade if grade in found}


def ratio(figures: Sequence[Figure], *, numerator: str, denominator: str) -> Fraction | None:
    """A ratio divided anew from counts of this level, all grades together; `None` where there is nothing to divide by."""
    below = sum(by_grade(figures, denominator).values())
    return Fraction(sum(by_grade(figures, numerator).values()), below) if below else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the expected set stands behind a total (độ phủ); the missing are named."""

    expected: int
    reported: int
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Everybody reported."""
        return self.reported == self.expected

    def to_json(self) -> dict[str, Any]:
        """As it stands in a snapshot."""
        return {"expected": self.expected, "reported": self.reported, "missing": list(self.missing)}


def vietnamese(number: int) -> str:
    """1250000 is written 1.250.000."""
    return f"{number:,}".replace(",", ".")


@dataclass(frozen=True, slots=True)
class LoggedFigure:
    """What the logs know of one indicator at one grade; the unit is the form's."""

    indicator: str
    value: int
    grade: Grade
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """What the unit types itself. `approximate` ("khoảng", "hơn") makes it an estimate; `why` is asked where the logs know better."""

    indicator: str
    value: int
    approximate: bool = False
    why: str = ""

    @property
    def grade(self) -> Grade:
        """A typed value is declared, an approximate one estimated."""
        return Grade.ESTIMATED if self.approximate else Grade.DECLARED
