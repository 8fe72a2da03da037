"""Loading territories from tables."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from django.db import transaction

from loa.core.folding import search_key
from loa.core.periods import Period, joined
from loa.core.tables import read_table
from loa.core.territories import TERRITORY_COLUMNS, Link, TerritoryRow, ancestries, territory_row
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.kit.periods import difference, first_overlap, same_facts
from loa.server.places.errors import ParentNotInForce, TerritoryRepeated, TerritoryVersionsOverlap
from loa.server.places.events import TerritoriesLoaded
from loa.server.places.models import Territory, TerritoryClosure, TerritoryVersion

DATA = Path(__file__).parent / "data"
MAPS = (DATA / "hanoi-2021.csv", DATA / "hanoi-2025-07.csv")
SHIPPED = (*MAPS, DATA / "sample-localities.csv")

# The same key gives the same identity on every installation.
NAMESPACE = UUID("6d1f2b53-0c4e-5f0a-9c56-2f1f6d1c8a10")
BATCH = 500
# What makes two versions differ. Not the table they came in: two tables may hold the same row.
FACTS = ("territory_id", "parent_id", "code", "name", "form", "kind", "valid_from", "valid_to", "act", "end_act", "note")


def territory_id(key: str) -> UUID:
    """The identity of the territory that a table calls `key` ("hanoi-2021:00286")."""
    return uuid5(NAMESPACE, key)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, counted in versions."""

    added: int
    changed: int
    unchanged: int


def load_hanoi(*, by: Actor, now: datetime) -> Loaded:
    """Nạp Hà Nội: both maps and the sample localities that come with Loa."""
    return load_territories(paths=SHIPPED, by=by, now=now)


@transaction.atomic
def load_territories(*, paths: Sequence[Path], by: Actor, now: datetime) -> Loaded:
    """Nạp địa bàn: bring versions in line with these tables. Loading the same tables again changes nothing and records nothing.

    A version is known by its territory and first day; versions that the tables do not name stay as they are. Raises TableRefused,
    TerritoryRepeated, TerritoryVersionsOverlap, ParentNotInForce or TerritoryCycle; then nothing is taken.
    """
    tables = [(path.name, path.read_bytes()) for path in paths]
    wanted = _without_repeats(row for file, data in tables for row in _read(file, data))
    held = {version.pk: version for version in TerritoryVersion.objects.all()}
    added, changed, unchanged = difference(held, wanted, facts=FACTS)
    loaded = Loaded(added=len(added), changed=len(changed), unchanged=unchanged)
    if not added and not changed:
        return loaded

    Territory.objects.bulk_create([v.territory for v in wanted], batch_size=BATCH, ignore_conflicts=True)
    after = {**held, **{v.pk: v for v in (*added, *changed)}}
    _refuse_bad_periods(after.values())
    TerritoryVersion.objects.filter(pk__in=[v.pk for v in changed]).delete()
    TerritoryVersion.objects.bulk_create([*added, *changed], batch_size=BATCH)
    _rebuild_closure(after.values())
    acts.record(
        TerritoriesLoaded(
            tables_sha256=hashlib.sha256(b"".join(data for _, data in tables)).hexdigest(),
            files=tuple(file for file, _ in tables),
            added=len(added),
            changed=len(changed),
        ),
        by=by,
        now=now,
        before={"versions": len(held)},
        after={"versions": len(after)},
    )
    return loaded


def _read(file: str, data: bytes) -> list[TerritoryRow]:
    return [territory_row(row, source=file) for row in read_table(data, file=file, columns=TERRITORY_COLUMNS)]


def _without_repeats(rows: Iterable[TerritoryRow]) -> list[TerritoryVersion]:
    """One version for each territory and first day; two tables may say the same, not different things."""
    seen: dict[UUID, TerritoryVersion] = {}
    for row in rows:
        version = _version(row)
        if not same_facts(seen.setdefault(version.pk, version), version, FACTS):
            raise TerritoryRepeated(unit=version.full_name, on=row.period.first)
    return list(seen.values())


def _version(row: TerritoryRow) -> TerritoryVersion:
    identity = territory_id(row.key)
    return TerritoryVersion(
        id=uuid5(identity, row.period.first.isoformat()),
        territory=Territory(id=identity, key=row.key),
        parent_id=territory_id(row.parent_key) if row.parent_key else None,
        code=row.code,
        name=row.name,
        form=row.form,
        kind=row.kind,
        valid_from=row.period.first,
        valid_to=row.period.last,
        act=row.act,
        end_act=row.end_act,
        source=row.source,
        note=row.note,
        search_key=search_key(f"{row.form} {row.name}"),
    )


def _refuse_bad_periods(versions: Iterable[TerritoryVersion]) -> None:
    """Say which unit is wrong before the database says only that one is."""
    everyone = list(versions)
    if overlapping := first_overlap(everyone, identity="territory_id"):
        raise TerritoryVersionsOverlap(unit=overlapping.full_name)
    periods: dict[UUID, list[Period]] = defaultdict(list)
    for version in everyone:
        periods[version.territory_id].append(version.period)
    in_force = {territory: joined(each) for territory, each in periods.items()}
    for version in everyone:
        parent = version.parent_id
        if parent and not any(span.covers(version.period) for span in in_force.get(parent, ())):
            raise ParentNotInForce(unit=version.full_name)


def _rebuild_closure(versions: Iterable[TerritoryVersion]) -> None:
    links = [Link(str(v.territory_id), str(v.parent_id) if v.parent_id else None, v.period) for v in versions]
    TerritoryClosure.objects.all().delete()
    TerritoryClosure.objects.bulk_create(
        [
            TerritoryClosure(
                ancestor_id=UUID(row.ancestor),
                descendant_id=UUID(row.descendant),
                depth=row.depth,
                valid_from=row.period.first,
                valid_to=row.period.last,
            )
            for row in ancestries(links)
        ],
        batch_size=BATCH,
    )
