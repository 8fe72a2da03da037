"""Lineage (kế tục): which unit became which, on what day, and how much of it; and what that makes of a figure on another day's map.

A unit is an identity. Facts stay on the unit that reported them; to show them on the map of another day, each unit is followed, step by
step, to the units in force there. What the acts do not say is not guessed: that share belongs to nobody and stands apart.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from loa.core.errors import BadInput
from loa.core.faces import Faced
from loa.core.periods import Period
from loa.core.tables import Place, Row
from loa.core.words import vi

DAY = timedelta(days=1)
_ALL = Fraction(1)


class SuccessionKind(Faced):
    """How one unit became another, as the act says it."""

    MERGE = "merge", "nhập"
    SPLIT = "split", "chia"
    PART = "part", "nhập một phần"
    RENAME = "rename", "đổi tên"
    TRANSFER = "transfer", "chuyển đơn vị cấp trên"
    ABOLISH = "abolish", "kết thúc"


class LineageCycle(BadInput):
    """A unit that ended comes back as its own successor."""

    code = "lineage.cycle"
    sentence = vi("{unit} kế tục chính nó qua một vòng. Đơn vị đã kết thúc không lập lại; hãy dùng mã định danh mới cho đơn vị lập sau.")


@dataclass(frozen=True, slots=True)
class Step:
    """On its day, `weight` of `old` became `new`. No `new`: none, or not known. No `weight`: the share is not known; 1 is the whole."""

    old: str
    new: str | None
    on: date
    weight: Fraction | None = None


LINEAGE_COLUMNS = ("old", "new", "kind", "effective_on", "weight", "basis", "act", "source", "note")
MAX_TEXT = 300


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One succession as a table gives it; `step` names identities by their keys."""

    step: Step
    kind: SuccessionKind
    basis: str
    act: str
    source: str
    note: str
    place: Place
    function: str = ""


def succession_row(row: Row) -> SuccessionRow:
    """Read one row; raises TableRefused with the column at fault."""
    kind = row.needed("kind")
    if kind not in set(SuccessionKind):
        raise row.place.refuse(vi("Hình thức “{kind}” không có; dùng một trong: {kinds}."), kind=kind, kinds=", ".join(SuccessionKind))
    if kind == SuccessionKind.ABOLISH and row["new"]:
        raise row.place.refuse(vi("Đơn vị kết thúc thì không có đơn vị mới; nếu có đơn vị tiếp nhận, hãy ghi “nhập” hoặc “chia”."))
    weight = _weight(row)
    if weight is not None and weight != _ALL and not row["basis"]:
        raise row.place.refuse(
            vi("Phần chuyển {weight} chưa có căn cứ. Hãy ghi căn cứ (dân số, số hộ, diện tích, …)."), weight=row["weight"]
        )
    for column in ("basis", "act", "source"):
        if len(row[column]) > MAX_TEXT:
            raise row.place.refuse(vi("Cột {column} dài quá {most} ký tự."), column=column, most=MAX_TEXT)
    return SuccessionRow(
        step=Step(row.needed("old"), row["new"] or None, row.first_day("effective_on"), weight),
        kind=SuccessionKind(kind),
        basis=row["basis"],
        act=row["act"],
        source=row["source"],
        note=row["note"],
        place=row.place,
    )


def _weight(row: Row) -> Fraction | None:
    text = row["weight"]
    if not text:
        return None
    try:
        weight = Decimal(text)
    except InvalidOperation:
        weight = Decimal(0)
    if not (weight.is_finite() and 0 < weight <= 1 and weight == round(weight, 8)):
        raise row.place.refuse(
            vi("Phần chuyển “{weight}” không dùng được: hãy viết số lớn hơn 0 và không quá 1, nhiều nhất 8 chữ số sau dấu chấm."),
            weight=text,
        )
    return Fraction(weight)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of what a unit reported, and to whom it belongs on a map; without a unit it is not known to whom, `among` says who may be."""

    unit: str | None
    weight: Fraction
    among: tuple[str, ...] = ()

    @property
    def estimated(self) -> bool:
        """A part by weight is an estimate; the whole is not."""
        return self.unit is not None and self.weight != _ALL


@dataclass(frozen=True, slots=True)
class Descent:
    """`successor` holds something of `predecessor`, which ended, from that day."""

    predecessor: str
    successor: str
    since: date


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one step: its place among the steps, and a sentence."""

    place: int
    problem: str


# Who may hold a part, and how large it is: one candidate is certain, several are not. None stands for nobody that is known.
_Held = dict[frozenset[str | None], Fraction]
_NOBODY: _Held = {frozenset({None}): _ALL}


@dataclass
class Lineage:
    """All successions, and the days on which each unit is in force.

    The successions of a unit are complete where there are any: a table that names one successor, or one predecessor, names them all.
    """

    steps: Sequence[Step]
    life: Mapping[str, Sequence[Period]]
    _out: dict[str, dict[date, list[Step]]] = field(default_factory=dict, repr=False)
    _into: dict[str, dict[date, list[Step]]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for step in sorted(self.steps, key=lambda one: (one.on, one.old, one.new or "")):
            self._out.setdefault(step.old, {}).setdefault(step.on, []).append(step)
            if step.new is not None:
                self._into.setdefault(step.new, {}).setdefault(step.on, []).append(step)

    def in_force(self, unit: str, on: date) -> bool:
        """Whether the unit is there on that day."""
        return any(period.holds(on) for period in self.life.get(unit, ()))

    def shares(self, unit: str, *, on: date, map_date: date) -> tuple[Share, ...]:
        """To whom belongs, on the map of `map_date`, what `unit` reported on that day. The weights sum to 1, what is not known included.

        Forwards by the weights of the acts. Backwards, a unit that came from one whole or part goes back to it; what was merged is not taken apart.
        Known ones first, by key; what is not known last.
        """
        day = self._within_life(unit, on)
        if day is None:
            return _told(_NOBODY)
        return _told(self._forward(unit, day, map_date) if day <= map_date else self._back(unit, day, map_date))

    def spans(self, unit: str, map_date: date) -> Iterator[tuple[Period, tuple[Share, ...]]]:
        """All days, in periods within which the shares of what the unit reports are the same. Units that stay themselves: one period."""
        turns = {*self._out.get(unit, ()), *self._into.get(unit, ()), map_date + DAY}
        firsts = [date.min, *sorted(turns)]
        held: list[tuple[date, tuple[Share, ...]]] = []
        for first in firsts:
            shares = self.shares(unit, on=first, map_date=map_date)
            if not held or held[-1][1] != shares:
                held.append((first, shares))
        for place, (first, shares) in enumerate(held):
            last = held[place + 1][0] - DAY if place + 1 < len(held) else None
            yield Period(first, last), shares

    def descents(self) -> list[Descent]:
        """Every unit that ended with every later one that holds any of it, over however many steps. Raises LineageCycle."""
        known: dict[str, dict[str, date]] = {}
        for unit in sorted(self._out):
            self._descend(unit, known, [])
        return [Descent(old, new, since) for old, found in sorted(known.items()) for new, since in sorted(found.items())]

    def faults(self) -> Iterator[Fault]:
        """Steps that cannot be: to itself, from a unit that was not there the day before, to one that is not there on the day, more than the whole."""
        given: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
        for place, step in enumerate(self.steps):
            given[step.old, step.on] += step.weight or 0
            if step.new == step.old:
                yield Fault(place, vi("Đơn vị không kế tục chính nó."))
            elif not self.in_force(step.old, step.on - DAY):
                yield Fault(place, vi("Đơn vị cũ không có hiệu lực vào ngày liền trước ngày kế tục."))
            elif step.new is not None and not self.in_force(step.new, step.on):
                yield Fault(place, vi("Đơn vị mới không có hiệu lực vào ngày kế tục."))
            elif step.weight is not None and not 0 < step.weight <= 1:
                yield Fault(place, vi("Phần chuyển phải lớn hơn 0 và không quá 1."))
            elif given[step.old, step.on] > 1:
                yield Fault(place, vi("Các phần của đơn vị cũ cộng lại vượt quá 1."))

    def _within_life(self, unit: str, on: date) -> date | None:
        """A unit reports while it is there; what bears an earlier or later day belongs to its first or last."""
        periods = self.life.get(unit, ())
        if not periods:
            return None
        last = None if any(period.last is None for period in periods) else max(period.last for period in periods if period.last)
        day = max(on, min(period.first for period in periods))
        return day if last is None else min(day, last)

    def _forward(self, unit: str, on: date, map_date: date) -> _Held:
        turn = min((day for day in self._out.get(unit, ()) if on < day <= map_date), default=None)
        if turn is None:
            return {frozenset({unit}): _ALL} if self.in_force(unit, map_date) else _NOBODY
        steps = self._out[unit][turn]
        unsaid = [step for step in steps if step.weight is None]
        held: _Held = defaultdict(Fraction)
        candidates: set[str | None] = set()
        rest = _ALL
        for step in steps:
            reached = self._forward(step.new, turn, map_date) if step.new is not None else _NOBODY
            if step.weight is None:
                candidates.update(*reached)
                continue
            rest -= step.weight
            for among, weight in reached.items():
                held[among] += step.weight * weight
        stays = self._stays(unit, turn, map_date, unsaid)
        if unsaid:
            held[frozenset(candidates.union(*stays))] += rest
        else:
            for among, weight in stays.items():
                held[among] += rest * weight
        return {among: weight for among, weight in held.items() if weight > 0}

    def _stays(self, unit: str, turn: date, map_date: date, unsaid: Sequence[Step]) -> _Held:
        """Where the rest goes: it stays with a unit that goes on. Of one that ended it is with nobody we know, unless all who took it are named."""
        if self.in_force(unit, turn):
            return self._forward(unit, turn, map_date)
        # A lone share said to be unknown is not deduced from the others.
        return {} if len(unsaid) > 1 else _NOBODY

    def _back(self, unit: str, on: date, map_date: date) -> _Held:
        turn = max((day for day in self._into.get(unit, ()) if map_date < day <= on), default=None)
        if turn is None:
            return {frozenset({unit}): _ALL} if self.in_force(unit, map_date) else _NOBODY
        came_from = {step.old for step in self._into[unit][turn]}
        if self.in_force(unit, turn - DAY):
            came_from.add(unit)
        if len(came_from) == 1:
            return self._back(came_from.pop(), turn - DAY, map_date)
        candidates: set[str | None] = set()
        for old in came_from:
            candidates.update(*self._back(old, turn - DAY, map_date))
        return {frozenset(candidates): _ALL}

    def _descend(self, unit: str, known: dict[str, dict[str, date]], on_the_way: list[str]) -> dict[str, date]:
        if unit in known:
            return known[unit]
        if unit in on_the_way:
            raise LineageCycle(unit=unit)
        on_the_way.append(unit)
        found: dict[str, date] = {}
        for day, steps in self._out.get(unit, {}).items():
            for new in [step.new for step in steps if step.new is not None and not self.in_force(unit, day)]:
                found[new] = min(found.get(new, day), day)
                for later, since in self._descend(new, known, on_the_way).items():
                    found[later] = min(found.get(later, since), since)
        on_the_way.pop()
        known[unit] = found
        return found


def _told(held: _Held) -> tuple[Share, ...]:
    known: list[Share] = []
    unknown, among = Fraction(0), set[str]()
    for candidates, weight in held.items():
        only = next(iter(candidates)) if len(candidates) == 1 else None
        if only is not None:
            known.append(Share(only, weight))
        else:
            unknown += weight
            among |= {one for one in candidates if one is not None}
    last = [Share(None, unknown, tuple(sorted(among)))] if unknown else []
    return (*sorted(known, key=lambda share: share.unit or ""), *last)
