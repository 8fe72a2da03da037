"""Reach (phạm vi): which agency sees the work of which, from day to day, through trees that change and lineage.

An agency sees those that serve a territory at or below its own; those of territories that ended while they lay there; and those of
predecessors, with what had ended below these, so that a merged commune sees what its parts did. What moved away is seen where it went.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from loa.core.periods import Period, joined

Id = TypeVar("Id", bound=Hashable)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Serves(Generic[Id]):
    """An agency serves a territory, in a period; `None`: no territory."""

    agency: Id
    territory: Id | None
    period: Period


@dataclass(frozen=True, slots=True)
class Lies(Generic[Id]):
    """A territory lies at or below another, in a period."""

    ancestor: Id
    descendant: Id
    period: Period


@dataclass(frozen=True, slots=True)
class Follows(Generic[Id]):
    """A unit that ended, and one that holds something of it from that day."""

    predecessor: Id
    successor: Id
    since: date


@dataclass(frozen=True, slots=True)
class Sees(Generic[Id]):
    """On these days `seer` sees the work of `seen`. That each sees its own goes without saying."""

    seer: Id
    seen: Id
    period: Period


Spans = dict[Id, list[Period]]


def reach(
    serves: Iterable[Serves[Id]],
    lies: Iterable[Lies[Id]],
    territories_after: Iterable[Follows[Id]],
    agencies_after: Iterable[Follows[Id]],
    ends: Mapping[Id, date],
) -> list[Sees[Id]]:
    """Everybody's reach. `ends`: the last day of each territory that ended."""
    agencies = _as_of(serves)
    at: dict[Id, list[tuple[Id, Period]]] = defaultdict(list)
    for agency, pieces in agencies.items():
        for territory, period in pieces:
            at[territory].append((agency, period))
    before = _by_successor(territories_after)
    ended = {predecessor for each in before.values() for predecessor, _since in each}
    below = _below(lies, ends, set(at), ended)
    taken_over = _by_successor(agencies_after)
    from_territory = {territory: _seen_from(territory, below, before, at, taken_over) for territory in at}
    found: list[Sees[Id]] = []
    for seer in {*agencies, *taken_over}:
        seen: Spans[Id] = defaultdict(list)
        for territory, days in agencies.get(seer, ()):
            for agency, spans in from_territory[territory].items():
                seen[agency] += [both for span in spans if (both := span.shared(days))]
        for predecessor, since in taken_over.get(seer, ()):
            seen[predecessor].append(Period(since))
        found += [Sees(seer, agency, span) for agency, spans in seen.items() if agency != seer for span in joined(spans)]
    return found


def _as_of(serves: Iterable[Serves[Id]]) -> dict[Id, list[tuple[Id, Period]]]:
    """Of each agency, what it serves until it serves something else; the last lasts, so that what ended can still look back."""
    held: dict[Id, list[Serves[Id]]] = defaultdict(list)
    for one in serves:
        held[one.agency].append(one)
    pieces: dict[Id, list[tuple[Id, Period]]] = {}
    for agency, each in held.items():
        each.sort(key=lambda one: one.period.first)
        nexts: Sequence[date | None] = [*(one.period.first for one in each[1:]), None]
        pieces[agency] = [
            (one.territory, Period(one.period.first, following - DAY if following else None))
            for one, following in zip(each, nexts, strict=True)
            if one.territory is not None
        ]
    return pieces


def _below(lies: Iterable[Lies[Id]], ends: Mapping[Id, date], served: set[Id], ended: set[Id]) -> dict[Id, list[tuple[Id, Period]]]:
    """What lies at or below each territory; what ended there stays. Only what somebody serves, or served before it was merged, counts."""
    below: dict[Id, list[tuple[Id, Period]]] = defaultdict(list)
    for one in lies:
        if one.descendant not in served and one.descendant not in ended and one.ancestor != one.descendant:
            continue
        stays = one.period.last is not None and one.period.last == ends.get(one.descendant)
        below[one.ancestor].append((one.descendant, Period(one.period.first) if stays else one.period))
    return below


def _by_successor(follows: Iterable[Follows[Id]]) -> dict[Id, list[tuple[Id, date]]]:
    before: dict[Id, list[tuple[Id, date]]] = defaultdict(list)
    for one in follows:
        before[one.successor].append((one.predecessor, one.since))
    return before


def _seen_from(
    territory: Id,
    below: Mapping[Id, list[tuple[Id, Period]]],
    before: Mapping[Id, list[tuple[Id, date]]],
    at: Mapping[Id, list[tuple[Id, Period]]],
    taken_over: Mapping[Id, list[tuple[Id, date]]],
) -> Spans[Id]:
    lands: Spans[Id] = defaultdict(list)
    for land, days in below.get(territory, ()):
        lands[land].append(days)
        for predecessor, since in before.get(land, ()):
            looking_back = days.shared(Period(since))
            for earlier, there in below.get(predecessor, ()) if looking_back else ():
                if looking_back and (both := looking_back.shared(there)):
                    lands[earlier].append(both)
    seen: Spans[Id] = defaultdict(list)
    for land, spans in lands.items():
        for agency, days in at.get(land, ()):
            seen[agency] += [both for span in spans if (both := span.shared(days))]
    for agency, spans in list(seen.items()):
        for predecessor, since in taken_over.get(agency, ()):
            seen[predecessor] += [both for span in spans if (both := span.shared(Period(since)))]
    return {agency: joined(spans) for agency, spans in seen.items() if spans}
