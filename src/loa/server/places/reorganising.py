"""The map as a reorganisation finds it, and the steps by which it changes: each in one transaction, each only if it finds what was planned."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Q

from loa.core.errors import Conflict
from loa.core.folding import search_key
from loa.core.periods import Period
from loa.core.reorganising.units import Atlas, Unit
from loa.core.territories import ADMINISTRATIVE, Link, TerritoryKind, ancestries
from loa.core.words import vi
from loa.server.kit.actors import Actor
from loa.server.kit.periods import in_force
from loa.server.places.models import Succession, Territory, TerritoryClosure, TerritoryVersion
from loa.server.places.services import BATCH, DECIDED_HERE, keep_words, territory_id
from loa.server.places.succession import lineage_changed

DAY = timedelta(days=1)


class UnitMoved(Conflict):
    """A unit is not as the plan found it."""

    code = "reorganising.unit_moved"
    sentence = vi("{unit} không còn như khi lập phương án: {found}. Chưa thay đổi gì ở bước này; hãy lập lại phương án.")


def atlas_on(effective_on: date) -> Atlas:
    """The units in force on the day before, down to communes, and whatever lies under a commune."""
    last = effective_on - DAY
    later = set(TerritoryVersion.objects.filter(valid_from__gte=effective_on).values_list("territory_id", flat=True))
    recorded = Succession.objects.filter(effective_on__gte=effective_on).values_list("old_id", "new_id")
    later |= {unit for pair in recorded for unit in pair if unit is not None}
    versions = TerritoryVersion.objects.filter(in_force(last)).select_related("territory", "parent").order_by("code", "territory__key")
    return Atlas(_unit(version, version.territory_id in later) for version in versions)


def _unit(version: TerritoryVersion, later: bool) -> Unit:
    return Unit(
        key=version.territory.key,
        code=version.code,
        name=version.name,
        form=version.form,
        kind=TerritoryKind(version.kind),
        parent=version.parent.key if version.parent else None,
        since=version.valid_from,
        until=version.valid_to,
        later=later,
    )


def begin_unit(payload: Mapping[str, Any], *, plan: str, by: Actor, now: datetime) -> dict[str, Any]:  # noqa: ARG001
    """A unit begins. Raises UnitMoved where its key or, under the same parent, its name is there already."""
    first, parent = date.fromisoformat(payload["valid_from"]), payload["parent"]
    key = search_key(f"{payload['form']} {payload['name']}")
    there = TerritoryVersion.objects.filter(Q(valid_to=None) | Q(valid_to__gte=first), search_key=key)
    there = there.filter(parent=territory_id(parent)) if parent else there.filter(parent=None)
    leaving = {territory_id(one) for one in payload["leaving"]}
    if Territory.objects.filter(key=payload["key"]).exists() or there.exclude(territory__in=leaving).exists():
        raise UnitMoved(unit=payload["name"], found=vi("đã có đơn vị này"))
    if parent and not Territory.objects.filter(key=parent).exists():
        raise UnitMoved(unit=payload["name"], found=vi("chưa có đơn vị cấp trên"))
    territory = Territory.objects.create(id=territory_id(payload["key"]), key=payload["key"])
    made = _version(territory, payload, plan=plan, source="")
    made.save(force_insert=True)
    return _facts(made)


def end_unit(payload: Mapping[str, Any], expected: Mapping[str, Any], *, plan: str, by: Actor, now: datetime) -> dict[str, Any]:  # noqa: ARG001
    """A unit ends the day before. Raises UnitMoved where it is not as expected."""
    held = _held(payload["key"], date.fromisoformat(payload["valid_from"]), expected)
    _end(held, payload, plan)
    return _facts(held)


def change_unit(payload: Mapping[str, Any], expected: Mapping[str, Any], *, plan: str, by: Actor, now: datetime) -> dict[str, Any]:  # noqa: ARG001
    """A unit goes on with another name, code or parent: one version ends, the next begins. Raises UnitMoved."""
    held = _held(payload["key"], date.fromisoformat(payload["valid_from"]), expected)
    until, source = held.valid_to, held.source
    _end(held, payload, plan)
    made = _version(held.territory, payload, plan=plan, source=source)
    made.valid_to = until
    made.save(force_insert=True)
    return _facts(made)


def unit_as_expected(key: str, effective_on: date) -> dict[str, Any]:
    """What a step that changes this unit must find; empty where the unit is not in force on the day before."""
    return facts_of_units([key], effective_on).get(key, {})


def facts_of_units(keys: Iterable[str], effective_on: date) -> dict[str, dict[str, Any]]:
    """The same for many units at once."""
    wanted = set(keys)
    versions = TerritoryVersion.objects.filter(in_force(effective_on - DAY)).select_related("territory", "parent")
    return {version.territory.key: _facts(version) for version in versions if version.territory.key in wanted}


def record_successions(rows: Sequence[Mapping[str, Any]], *, effective_on: date, act: str, plan: str, by: Actor, now: datetime) -> int:  # noqa: ARG001
    """Who became whom, in bulk; then what is derived from lineage is made anew. Raises what `lineage_changed` raises."""
    Succession.objects.bulk_create(
        [
            Succession(
                id=uuid5(territory_id(row["old"]), f"{territory_id(row['new']) if row['new'] else None}:{effective_on}"),
                old_id=territory_id(row["old"]),
                new_id=territory_id(row["new"]) if row["new"] else None,
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
    lineage_changed()
    return len(rows)


def redraw_map(keys: Iterable[str]) -> int:
    """Who lies under whom, made anew for these units and all that lies under them; returns how many those are. Raises TerritoryCycle."""
    keep_words()
    changed = [territory_id(key) for key in keys]
    below = set(changed)
    for some in batched(changed):
        below.update(TerritoryClosure.objects.filter(ancestor__in=some).values_list("descendant_id", flat=True))
    held = TerritoryVersion.objects.order_by().values_list("territory_id", "parent_id", "valid_from", "valid_to")
    links = [Link(str(unit), str(parent) if parent else None, Period(first, last)) for unit, parent, first, last in held]
    fresh = [row for row in ancestries(links) if UUID(row.descendant) in below]
    for some in batched(sorted(below)):
        TerritoryClosure.objects.filter(descendant__in=some).delete()
    TerritoryClosure.objects.bulk_create(
        [
            TerritoryClosure(
                ancestor_id=UUID(row.ancestor),
                descendant_id=UUID(row.descendant),
                depth=row.depth,
                valid_from=row.period.first,
                valid_to=row.period.last,
            )
            for row in fresh
        ],
        batch_size=BATCH,
    )
    return len(below)


def batched(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """The ids in parts that a condition can hold."""
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))


def places_named(keys: Iterable[str]) -> dict[str, str]:
    """The last name of each of these units."""
    wanted = set(keys)
    versions = TerritoryVersion.objects.filter(kind__in=ADMINISTRATIVE).select_related("territory").order_by("valid_from")
    return {version.territory.key: version.full_name for version in versions if version.territory.key in wanted}


def _held(key: str, effective_on: date, expected: Mapping[str, Any]) -> TerritoryVersion:
    """The version in force on the day before, as expected."""
    found = TerritoryVersion.objects.select_for_update(of=("self",)).filter(in_force(effective_on - DAY), territory=territory_id(key))
    version = found.select_related("territory", "parent").first()
    if version is None:
        raise UnitMoved(unit=expected.get("name", key), found=vi("không còn hiệu lực vào ngày trước ngày hiệu lực"))
    facts = _facts(version)
    if different := [f"{name}: {facts[name]}" for name in expected if facts.get(name) != expected[name]]:
        raise UnitMoved(unit=version.full_name, found="; ".join(different))
    return version


def _end(held: TerritoryVersion, payload: Mapping[str, Any], plan: str) -> None:
    held.valid_to = date.fromisoformat(payload["valid_from"]) - DAY
    held.end_act = payload["act"][:300]
    held.source = f"{DECIDED_HERE}{plan}; {held.source}"[:200]
    held.save(update_fields=["valid_to", "end_act", "source"])


def _version(territory: Territory, payload: Mapping[str, Any], *, plan: str, source: str) -> TerritoryVersion:
    return TerritoryVersion(
        id=uuid5(territory.pk, payload["valid_from"]),
        territory=territory,
        parent_id=territory_id(payload["parent"]) if payload["parent"] else None,
        code=payload["code"],
        name=payload["name"],
        form=payload["form"],
        kind=payload["kind"],
        valid_from=date.fromisoformat(payload["valid_from"]),
        act=payload["act"][:300],
        source=f"{DECIDED_HERE}{plan}{'; ' if source else ''}{source}"[:200],
        note=payload.get("note", ""),
        search_key=search_key(f"{payload['form']} {payload['name']}"),
    )


def _facts(version: TerritoryVersion) -> dict[str, Any]:
    """The facts by which a step knows a version again, as JSON."""
    return {
        "name": version.name,
        "form": version.form,
        "code": version.code,
        "kind": str(version.kind),
        "parent": version.parent.key if version.parent else None,
        "valid_from": version.valid_from.isoformat(),
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
    }
