"""Loading the lineage of agencies, and keeping what is derived from it."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid5

from django.db import transaction

from loa.core.lineage import LINEAGE_COLUMNS, Lineage, Step, SuccessionRow, succession_row
from loa.core.periods import Period
from loa.core.tables import read_table
from loa.core.words import vi
from loa.server.agencies.errors import AgencySuccessionBroken
from loa.server.agencies.events import AgencyLineageLoaded
from loa.server.agencies.models import Agency, AgencyDescent, AgencySuccession, AgencyVersion
from loa.server.agencies.reach import rebuild_reach
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.places.succession.loading import BATCH, FACTS, Held, LineageTaken, differs, facts_of, fraction_of, ids_of, without_repeats

LINEAGE = Path(__file__).parent.parent / "data" / "agency-lineage.csv"
COLUMNS = (*LINEAGE_COLUMNS, "function")


@transaction.atomic
def load_agency_lineage(*, paths: Sequence[Path] = (LINEAGE,), by: Actor, now: datetime) -> LineageTaken:
    """Nạp quan hệ kế tục của cơ quan: as `places.succession.load_lineage`, with the function that passed (empty: everything).

    Raises TableRefused, which names the row, LineageCycle or AgencySuccessionBroken; then nothing is taken.
    """
    tables = [(path.name, path.read_bytes()) for path in paths]
    rows = without_repeats(
        replace(succession_row(row), function=row["function"])
        for file, data in tables
        for row in read_table(data, file=file, columns=COLUMNS)
    )
    known = AgencySuccession.objects.values_list("old__key", "new__key", "effective_on", "function", "pk", *FACTS)
    held = {(old, new, on, function): Held(pk, facts) for old, new, on, function, pk, *facts in known}
    fresh = [row for row in rows if differs(held.get(_key(row)), row)]
    if not fresh:
        return LineageTaken(0, 0, len(rows))
    ids = ids_of(fresh, dict(Agency.objects.values_list("key", "pk")), vi("Cơ quan “{key}” chưa có trong danh mục. Hãy nạp cơ quan trước."))
    wanted = [_succession(row, ids, held.get(_key(row))) for row in fresh]
    earlier = {one.pk for one in held.values()}
    changed = [one for one in wanted if one.pk in earlier]
    AgencySuccession.objects.filter(pk__in=[one.pk for one in changed]).delete()
    _refuse_faults(fresh, wanted)
    AgencySuccession.objects.bulk_create(wanted, batch_size=BATCH)
    agency_lineage_changed()
    taken = LineageTaken(len(wanted) - len(changed), len(changed), len(rows) - len(fresh))
    sha256 = hashlib.sha256(b"".join(data for _, data in tables)).hexdigest()
    acts.record(
        AgencyLineageLoaded(tables_sha256=sha256, added=taken.added, changed=taken.changed),
        by=by,
        now=now,
        before={"successions": len(held)},
        after={"successions": len(held) + taken.added},
    )
    return taken


@transaction.atomic
def agency_lineage_changed() -> None:
    """Make anew who descends from whom, and who sees whose work: call it in the transaction that changed successions of agencies, or the days of agencies they name.

    Raises LineageCycle or AgencySuccessionBroken; then the change must not stand.
    """
    held = list(AgencySuccession.objects.order_by("effective_on", "pk"))
    for lineage in _by_function(held):
        for fault in lineage.faults():
            step = lineage.steps[fault.place]
            raise AgencySuccessionBroken(old=_name(step.old), new=_name(step.new), on=f"{step.on:%d/%m/%Y}", problem=fault.problem)
    everything = Lineage([_step(one) for one in held], _life(held))
    AgencyDescent.objects.all().delete()
    AgencyDescent.objects.bulk_create(
        [
            AgencyDescent(predecessor_id=UUID(one.predecessor), successor_id=UUID(one.successor), since=one.since)
            for one in everything.descents()
        ],
        batch_size=BATCH,
    )
    rebuild_reach()


def _key(row: SuccessionRow) -> tuple[str, str | None, date, str]:
    return (row.step.old, row.step.new, row.step.on, row.function)


def _succession(row: SuccessionRow, ids: dict[str, UUID], held: Held | None) -> AgencySuccession:
    old, new = ids[row.step.old], ids[row.step.new] if row.step.new else None
    identity = held.pk if held else uuid5(old, f"{new}:{row.step.on}:{row.function}")
    return AgencySuccession(id=identity, old_id=old, new_id=new, effective_on=row.step.on, function=row.function, **facts_of(row))


def _by_function(successions: Sequence[AgencySuccession]) -> list[Lineage]:
    """Parts of one function sum to its whole; two functions have nothing to sum."""
    life, steps = _life(successions), defaultdict(list)
    for one in successions:
        steps[one.function].append(_step(one))
    return [Lineage(each, life) for each in steps.values()]


def _refuse_faults(rows: Sequence[SuccessionRow], wanted: Sequence[AgencySuccession]) -> None:
    """Say which row is wrong: what is held comes first, so that the newcomer is blamed."""
    held = list(AgencySuccession.objects.order_by("effective_on", "pk"))
    life = _life([*held, *wanted])
    for function in sorted({one.function for one in wanted}):
        before = [_step(one) for one in held if one.function == function]
        fresh = [(row, _step(one)) for row, one in zip(rows, wanted, strict=True) if one.function == function]
        for fault in Lineage([*before, *(step for _, step in fresh)], life).faults():
            if fault.place >= len(before):
                raise fresh[fault.place - len(before)][0].place.refuse(fault.problem)


def _step(one: AgencySuccession) -> Step:
    return Step(str(one.old_id), str(one.new_id) if one.new_id else None, one.effective_on, fraction_of(one.weight))


def _life(successions: Sequence[AgencySuccession]) -> dict[str, list[Period]]:
    named = {agency for one in successions for agency in (one.old_id, one.new_id) if agency}
    life: dict[str, list[Period]] = defaultdict(list)
    for agency, first, last in AgencyVersion.objects.filter(agency__in=named).values_list("agency_id", "valid_from", "valid_to"):
        life[str(agency)].append(Period(first, last))
    return life


def _name(agency: str | None) -> str:
    if agency is None:
        return "?"
    last = AgencyVersion.objects.filter(agency=UUID(agency)).order_by("-valid_from").first()
    return last.short_name if last else agency
