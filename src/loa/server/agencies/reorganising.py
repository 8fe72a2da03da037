"""What a reorganisation makes of agencies: those that stand in the units, by the table of kinds; and who takes over from whom."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from loa.core.agencies import KIND_COLUMNS, NAMED_COLUMNS, AgencyKind, AgencyRow, agencies_for, kind_row, named_row
from loa.core.errors import Conflict
from loa.core.tables import read_table
from loa.core.territories import TerritoryRow
from loa.core.words import vi
from loa.server.agencies.models import AgencySuccession, AgencyVersion
from loa.server.agencies.queries import territories_loaded
from loa.server.agencies.services import KINDS, NAMED, WRITTEN_IN_FULL, agency_id, load_agencies
from loa.server.agencies.succession import agency_lineage_changed
from loa.server.kit.actors import Actor
from loa.server.kit.periods import in_force
from loa.server.places.services import DECIDED_HERE, territory_id

DAY = timedelta(days=1)
# Where the successor has none of the same kind, its committee takes over.
COMMITTEES = (AgencyKind.COMMUNE_COMMITTEE, AgencyKind.DISTRICT_COMMITTEE, AgencyKind.CITY_COMMITTEE)


class AgenciesNotAsPlanned(Conflict):
    """After the map changed, an agency that the plan counted on is not there."""

    code = "reorganising.agencies_not_as_planned"
    sentence = vi("Cơ quan {names} không có vào ngày hiệu lực như phương án. Hãy lập lại phương án.")


def agencies_after(changed: Mapping[str, Sequence[TerritoryRow]]) -> list[AgencyRow]:
    """All agencies there would be if these territories (by key) had these periods instead of those loaded. Writes nothing."""
    rows = [row for row in territories_loaded() if row.key not in changed]
    rows += [row for each in changed.values() for row in each]
    read = {path: read_table(path.read_bytes(), file=path.name, columns=columns) for path, columns in _TABLES}
    return agencies_for(
        rows,
        kinds=[kind_row(row) for row in read[KINDS]],
        named=[named_row(row) for row in read[NAMED]],
        written_in_full=frozenset(row.needed("name") for row in read[WRITTEN_IN_FULL]),
    )


_TABLES = ((KINDS, KIND_COLUMNS), (NAMED, NAMED_COLUMNS), (WRITTEN_IN_FULL, ("name",)))


def agencies_serving(keys: Iterable[str], on: date) -> list[AgencyVersion]:
    """The agencies that serve these territories (by key) on that day."""
    wanted = {territory_id(key) for key in keys}
    versions = (
        AgencyVersion.objects.filter(in_force(on), territory__isnull=False).select_related("agency", "territory").order_by("kind", "pk")
    )
    return [version for version in versions if version.territory_id in wanted]


def bring_in_line(heirs: Sequence[str], ended: Sequence[str], *, effective_on: date, by: Actor, now: datetime) -> dict[str, Any]:
    """Agencies of ended units end, those of new units begin, as the table of kinds says. Raises AgenciesNotAsPlanned where an heir is missing.

    What was written down for an ended unit's agency beyond the day will never be: it goes, and is kept in the record of the step.
    """
    units = {territory_id(key) for key in ended}
    never = [v for v in AgencyVersion.objects.filter(valid_from__gte=effective_on).select_related("agency") if v.territory_id in units]
    AgencyVersion.objects.filter(pk__in=[version.pk for version in never]).delete()
    loaded = load_agencies(by=by, now=now)
    wanted = {UUID(heir) for heir in heirs}
    standing = set(AgencyVersion.objects.filter(in_force(effective_on)).values_list("agency_id", flat=True))
    if missing := wanted - standing:
        raise AgenciesNotAsPlanned(names=", ".join(sorted(str(one) for one in missing)[:5]))
    return {"added": loaded.added, "changed": loaded.changed, "never": [f"{v.agency.key} {v.valid_from}" for v in never]}


def record_agency_successions(
    rows: Sequence[Mapping[str, Any]],
    *,
    effective_on: date,
    act: str,
    plan: str,
    by: Actor,  # noqa: ARG001 -- who acts stands with the step
    now: datetime,  # noqa: ARG001
) -> int:
    """Which agency took over from which, in bulk; then who descends from whom is made anew."""
    AgencySuccession.objects.bulk_create(
        [
            AgencySuccession(
                id=uuid5(UUID(row["old"]), f"{row['new']}:{effective_on}:"),
                old_id=UUID(row["old"]),
                new_id=UUID(row["new"]) if row["new"] else None,
                kind=row["kind"],
                effective_on=effective_on,
                weight=row["weight"],
                basis=row["basis"],
                act=act,
                source=f"{DECIDED_HERE}{plan}",
                note=row["note"],
            )
            for row in rows
        ],
        batch_size=500,
    )
    agency_lineage_changed()
    return len(rows)


def heir_at(agency: AgencyVersion, unit: str, standing: Mapping[tuple[AgencyKind, str], AgencyRow]) -> AgencyRow | None:
    """Who takes over from an agency at a unit (a key): one of its kind; for a committee, the unit's own committee."""
    kind = AgencyKind(agency.kind)
    if found := standing.get((kind, unit)):
        return found
    committees = COMMITTEES if kind in COMMITTEES else ()
    return next((standing[one, unit] for one in committees if (one, unit) in standing), None)


def standing_on(rows: Iterable[AgencyRow], on: date) -> dict[tuple[AgencyKind, str], AgencyRow]:
    """The agencies of a day by kind and territory."""
    return {(row.kind, row.territory_key): row for row in rows if row.territory_key and row.period.holds(on)}


def identity(row: AgencyRow) -> UUID:
    """The identity of an agency that may not be loaded yet."""
    return agency_id(row.key)
