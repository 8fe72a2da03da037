"""What a letter asks, as a tree: section (mục), clause (khoản), point (điểm)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loa.core.reading.page import Span

SECTION, CONTEXT, REQUEST, REPORT = "section", "context", "request", "report"


@dataclass(frozen=True, slots=True)
class Relative:
    """ "sau 05 ngày làm việc kể từ ngày nhận được văn bản": so many units after something; `working` counts working days only."""

    count: int
    unit: str  # day, week, month, hour
    working: bool
    since: str | None  # as worded


@dataclass(frozen=True, slots=True)
class Recurrence:
    """ "trước 16 giờ ngày 15 hằng tháng". What the words leave open is None; `day` -1 is the last day of the period."""

    every: str  # day, week, month, quarter, half_year, year; "period" where they only say "định kỳ"
    day: int | None = None
    month: int | None = None
    weekday: int | None = None  # ISO: Monday is 1
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """By when: one of a date, a month, a relative or a recurring deadline. `words` as printed; `time` is "17:30"."""

    words: str
    span: Span
    date: str | None = None
    time: str | None = None
    month: str | None = None
    relative: Relative | None = None
    recurring: Recurrence | None = None

    def as_json(self) -> dict[str, Any]:
        """As printed by `loa read --json`."""
        return {
            "words": self.words, "span": list(self.span), "date": self.date, "time": self.time, "month": self.month,
            "relative": plain_of(self.relative), "recurring": plain_of(self.recurring),
        }  # fmt: skip


def plain_of(value: Relative | Recurrence | None) -> dict[str, Any] | None:
    """A deadline's parts by name."""
    return {name: getattr(value, name) for name in type(value).__slots__} if value else None


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the body. `number` with those above it: "2", "II.1", "2.a", "Điều 3"; None for a bullet or an unnumbered paragraph.

    `kind`: section (holds others), context (explains, defines or decides, asks nobody), request, report. `text` is the whole, with the
    parts below; paragraphs on lines of their own. `addressees` are as worded, from the clause above where it names nobody itself;
    `verb` is the first thing they are to do; `due` is the deadline this clause itself sets.
    """

    number: str | None
    text: str
    span: Span
    kind: str
    addressees: tuple[str, ...] = ()
    verb: str | None = None
    due: Due | None = None
    children: tuple["Clause", ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As printed by `loa read --json`."""
        return {
            "number": self.number, "kind": self.kind, "text": self.text, "span": list(self.span), "addressees": list(self.addressees),
            "verb": self.verb, "due": self.due.as_json() if self.due else None, "children": [c.as_json() for c in self.children],
        }  # fmt: skip

    def walk(self) -> Iterator["Clause"]:
        """This clause and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def requests_of(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """What is asked, one after the other: sections and articles opened to the deepest number that asks; what only explains is left out.

    A clause stays whole where only bullets stand below it, or where a deadline of its own holds for parts that have none.
    """
    for clause in clauses:
        below = [c for c in clause.children if c.number and c.kind != CONTEXT]
        if clause.kind == SECTION:
            yield from requests_of(clause.children)
        elif clause.kind != CONTEXT and below and not (clause.due and not any(c.due for c in below)):
            yield from requests_of(below)
        elif clause.kind != CONTEXT:
            yield clause


def requests_in(printed: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The same for clauses as printed or stored; a reading stored flat, before there was a tree, comes out as it is."""
    for clause in printed:
        kind = clause.get("kind") or REQUEST
        below = [c for c in clause.get("children") or [] if c.get("number") and c.get("kind") != CONTEXT]
        if kind == SECTION:
            yield from requests_in(clause.get("children") or [])
        elif kind != CONTEXT and below and not (clause.get("due") and not any(c.get("due") for c in below)):
            yield from requests_in(below)
        elif kind != CONTEXT:
            yield clause
