"""Loading lineage from tables, and keeping what is derived from it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.db import transaction

from loa.core.lineage import LINEAGE_COLUMNS, Lineage, SuccessionRow, succession_row
from loa.core.tables import read_table
from loa.core.words import vi
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.places.errors import SuccessionBroken
from loa.server.places.events import LineageLoaded
from loa.server.places.models import Descent, ShareTable, Succession, Territory
from loa.server.places.succession.questions import lineage_held, steps_held

BATCH = 1000
# Two rows for the same old, new and day differ when one of these does.
FACTS = ("kind", "weight", "basis", "act", "source", "note")


@dataclass(frozen=True, slots=True)
class LineageTaken:
    """What a load did, counted in successions."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def load_lineage(*, paths: Sequence[Path], by: Actor, now: datetime) -> LineageTaken:
    """Nạp quan hệ kế tục: bring successions in line with these tables. Loading the same tables again changes nothing and records nothing.

    A succession is known by old, new and day; those that the tables do not name stay as they are. Raises TableRefused, which names the
    row, for an unknown territory, a succession to itself, units not in force around the day, parts beyond the whole, or one row twice with
    different facts; LineageCycle; SuccessionBroken. Then nothing is taken.
    """
    tables = [(path.name, path.read_bytes()) for path in paths]
    rows = without_repeats(succession_row(row) for file, data in tables for row in read_table(data, file=file, columns=LINEAGE_COLUMNS))
    known = Succession.objects.values_list("old__key", "new__key", "effective_on", "pk", *FACTS)
    held = {(old, new, on): Held(pk, facts) for old, new, on, pk, *facts in known}
    fresh = [row for row in rows if differs(held.get((row.step.old, row.step.new, row.step.on)), row)]
    if not fresh:
        return LineageTaken(0, 0, len(rows))
    ids = ids_of(
        fresh, dict(Territory.objects.values_list("key", "pk")), vi("Địa bàn “{key}” chưa có trong danh mục. Hãy nạp địa bàn trước.")
    )
    wanted = [_succession(row, ids, held.get((row.step.old, row.step.new, row.step.on))) for row in fresh]
    earlier = {one.pk for one in held.values()}
    changed = [one for one in wanted if one.pk in earlier]
    Succession.objects.filter(pk__in=[one.pk for one in changed]).delete()
    _refuse_faults(fresh, ids)
    Succession.objects.bulk_create(wanted, batch_size=BATCH)
    lineage_changed()
    taken = LineageTaken(len(wanted) - len(changed), len(changed), len(rows) - len(fresh))
    acts.record(
        LineageLoaded(
            tables_sha256=hashlib.sha256(b"".join(data for _, data in tables)).hexdigest(),
            files=tuple(file for file, _ in tables),
            added=taken.added,
            changed=taken.changed,
        ),
        by=by,
        now=now,
        before={"successions": len(held)},
        after={"successions": len(held) + taken.added},
    )
    return taken


@transaction.atomic
def lineage_changed() -> None:
    """Make anew what is derived from lineage: call it in the transaction that changed successions, or the days of territories they name.

    Raises LineageCycle or SuccessionBroken; then the change must not stand.
    """
    lineage = lineage_held(())
    for fault in lineage.faults():
        step = lineage.steps[fault.place]
        raise SuccessionBroken(old=_name(step.old), new=_name(step.new), on=f"{step.on:%d/%m/%Y}", problem=fault.problem)
    Descent.objects.all().delete()
    Descent.objects.bulk_create(
        [Descent(predecessor_id=UUID(one.predecessor), successor_id=UUID(one.successor), since=one.since) for one in lineage.descents()],
        batch_size=BATCH,
    )
    ShareTable.objects.all().delete()


def without_repeats(rows: Iterable[SuccessionRow]) -> list[SuccessionRow]:
    """One row for each old, new, function and day; two tables may say the same, not different things. Raises TableRefused."""
    seen: dict[tuple[object, ...], SuccessionRow] = {}
    for row in rows:
        first = seen.setdefault((row.step.old, row.step.new, row.step.on, row.function), row)
        if (first.step, first.kind, first.basis, first.act) != (row.step, row.kind, row.basis, row.act):
            raise row.place.refuse(
                vi("Kế tục này đã ghi ở tệp {file}, dòng {line} với nội dung khác."), file=first.place.file, line=first.place.line
            )
    return list(seen.values())


class Held(NamedTuple):
    """A succession as it stands: its id, and its columns in the order of `FACTS`."""

    pk: UUID
    facts: list[Any]


def differs(held: Held | None, row: SuccessionRow) -> bool:
    """Whether the row says something that is not held."""
    if held is None:
        return True
    said = facts_of(row)
    return held.facts != [said[name] for name in FACTS]


def facts_of(row: SuccessionRow) -> dict[str, str | Decimal | None]:
    """The columns of a succession that the row gives."""
    said = {"kind": row.kind.value, "basis": row.basis, "act": row.act, "source": row.source, "note": row.note}
    return {**said, "weight": decimal_of(row.step.weight)}


def decimal_of(weight: Fraction | None) -> Decimal | None:
    """A weight as its column holds it."""
    return None if weight is None else Decimal(weight.numerator) / Decimal(weight.denominator)


def fraction_of(weight: Decimal | None) -> Fraction | None:
    """A weight as the rules of core know it."""
    return None if weight is None else Fraction(weight)


def ids_of(rows: Sequence[SuccessionRow], known: dict[str, UUID], problem: str) -> dict[str, UUID]:
    """The identities that the rows name. Raises TableRefused for one that is not there."""
    for row in rows:
        for key in (row.step.old, row.step.new):
            if key is not None and key not in known:
                raise row.place.refuse(problem, key=key)
    return known


def _succession(row: SuccessionRow, ids: dict[str, UUID], held: Held | None) -> Succession:
    old, new = ids[row.step.old], ids[row.step.new] if row.step.new else None
    identity = held.pk if held else uuid5(old, f"{new}:{row.step.on}")
    return Succession(id=identity, old_id=old, new_id=new, effective_on=row.step.on, **facts_of(row))


def _refuse_faults(rows: Sequence[SuccessionRow], ids: dict[str, UUID]) -> None:
    """Say which row is wrong before the whole is refused without a name: what is held comes first, so that the newcomer is blamed."""
    held = steps_held()
    wanted = [replace(row.step, old=str(ids[row.step.old]), new=str(ids[row.step.new]) if row.step.new else None) for row in rows]
    named = {UUID(key) for step in (*held, *wanted) for key in (step.old, step.new) if key}
    lineage = Lineage([*held, *wanted], lineage_held(named).life)
    for fault in lineage.faults():
        if fault.place >= len(held):
            raise rows[fault.place - len(held)].place.refuse(fault.problem)


def _name(unit: str | None) -> str:
    if unit is None:
        return "?"
    territory = Territory.objects.get(pk=unit)
    last = territory.versions.order_by("-valid_from").first()
    return last.full_name if last else territory.key
