"""Rows of a vendor's log against the plan: which items sounded, for how long, and which did not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from loa.core.folding import search_key
from loa.server.playlogs.errors import RowUnplanned
from loa.server.playlogs.vendor_logs.reading import LogRow, RowProblem
from loa.wire.manifest import Item
from loa.wire.plays import Outcome

# A vendor's clock and ours differ; sessions of one station lie hours apart.
NEAR = timedelta(minutes=10)
# What a vendor's system rounds away at the end of a file.
SHORT_BY_SECONDS = 2.0


@dataclass(frozen=True)
class Matched:
    """What the log says of one planned item."""

    item: Item
    row: LogRow
    started_at: datetime | None
    seconds: float
    outcome: Outcome
    reason: str


def match(rows: Sequence[LogRow], planned: Sequence[Item], codes: Mapping[str, UUID]) -> tuple[list[Matched], list[RowProblem]]:
    """Each row to its session, by code or by time, and to its item, by place or title; a row of a whole session covers all its items."""
    sessions: dict[UUID, list[Item]] = {}
    for item in sorted(planned, key=lambda item: item.starts_at):
        sessions.setdefault(item.session_id, []).append(item)
    matched: list[Matched] = []
    problems: list[RowProblem] = []
    for row in rows:
        try:
            matched += _match(row, sessions, codes)
        except RowUnplanned as error:
            problems.append(RowProblem(row.number, error.say()))
    return matched, problems


def _match(row: LogRow, sessions: Mapping[UUID, list[Item]], codes: Mapping[str, UUID]) -> list[Matched]:
    items = _session_of(row, sessions, codes)
    if row.position is None and not _speaks_of_one(row, items):
        return list(_whole(row, items))
    return [_single(row, _item_of(row, items))]


def _session_of(row: LogRow, sessions: Mapping[UUID, list[Item]], codes: Mapping[str, UUID]) -> list[Item]:
    if row.code in codes:
        if found := sessions.get(codes[row.code]):
            return found
        raise RowUnplanned(what=f"mã buổi {row.code}")
    near = [items for items in sessions.values() if items[0].starts_at - NEAR <= row.starts_at < _end_of(items) + NEAR]
    if not near:
        raise RowUnplanned(what=f"{row.starts_at:%H:%M %d/%m/%Y}")
    return min(near, key=lambda items: abs(items[0].starts_at - row.starts_at))


def _end_of(items: Sequence[Item]) -> datetime:
    return max(item.starts_at + timedelta(seconds=item.seconds) for item in items)


def _speaks_of_one(row: LogRow, items: Sequence[Item]) -> bool:
    return bool(row.title) and any(search_key(item.title) == search_key(row.title) for item in items)


def _item_of(row: LogRow, items: Sequence[Item]) -> Item:
    if row.title:
        named = [item for item in items if search_key(item.title) == search_key(row.title)]
        if named:
            return min(named, key=lambda item: abs(item.starts_at - row.starts_at))
    if row.position is not None and 1 <= row.position <= len(items):
        return items[row.position - 1]
    raise RowUnplanned(what=row.title or f"mục {row.position}")


def _single(row: LogRow, item: Item) -> Matched:
    sounded = 0.0 if row.outcome in (Outcome.SKIPPED, Outcome.FAILED) else item.seconds if row.seconds is None else row.seconds
    cut = row.outcome is Outcome.COMPLETE and sounded < item.seconds - SHORT_BY_SECONDS
    outcome = Outcome.CUT if cut else row.outcome
    return Matched(item, row, row.starts_at if sounded else None, min(sounded, item.seconds), outcome, _reason(row, outcome))


def _whole(row: LogRow, items: Sequence[Item]) -> Iterator[Matched]:
    """A file of the whole session: what lies within the time it sounded is complete, the rest is cut or did not sound."""
    if row.outcome in (Outcome.SKIPPED, Outcome.FAILED):
        yield from (Matched(item, row, None, 0.0, row.outcome, _reason(row, row.outcome)) for item in items)
        return
    begin, played = items[0].starts_at, row.seconds
    for item in items:
        offset = (item.starts_at - begin).total_seconds()
        sounded = item.seconds if played is None else min(max(played - offset, 0.0), item.seconds)
        whole = sounded >= item.seconds - SHORT_BY_SECONDS
        outcome = Outcome.COMPLETE if whole else Outcome.CUT if sounded else Outcome.SKIPPED
        started_at = row.starts_at + timedelta(seconds=offset) if sounded else None
        yield Matched(item, row, started_at, item.seconds if whole else sounded, outcome, _reason(row, outcome))


def _reason(row: LogRow, outcome: Outcome) -> str:
    if outcome is Outcome.COMPLETE:
        return ""
    return row.reason or "Nhật ký của nhà cung cấp không ghi lý do."
