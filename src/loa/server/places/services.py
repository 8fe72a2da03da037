"""Loading territories from tables."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from django.db import connection, transaction

from loa.core.folding import search_key
from loa.core.periods import Period, joined
from loa.core.tables import read_table
from loa.core.territories import ADMINISTRATIVE, TERRITORY_COLUMNS, Link, TerritoryKind, TerritoryRow, ancestries, name_words, territory_row
from loa.core.words import vi
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.kit.models import AuditEntry
from loa.server.kit.periods import difference, first_overlap, same_facts
from loa.server.places.errors import ParentNotInForce, TerritoryRepeated, TerritoryVersionsOverlap
from loa.server.places.events import TerritoriesLoaded
from loa.server.places.models import Territory, TerritoryClosure, TerritoryVersion, TerritoryWord
from loa.server.places.succession import lineage_changed, load_lineage

DATA = Path(__file__).parent / "data"
MAPS = tuple(DATA / f"hanoi-{day}.csv" for day in ("2021", "2025-01", "2025-07"))
SHIPPED = (*MAPS, DATA / "sample-localities.csv")
LINEAGE = (DATA / "lineage-hanoi.csv",)
# The rest of the country, loaded where somebody asks for it.
COUNTRY = tuple(DATA / f"country-{day}.csv" for day in ("2021", "2025-01", "2025-07"))
COUNTRY_LINEAGE = (DATA / "lineage-country.csv",)

# The same key gives the same identity on every installation.
NAMESPACE = UUID("6d1f2b53-0c4e-5f0a-9c56-2f1f6d1c8a10")
BATCH = 500
# The source of versions that a reorganisation on this installation ended or began begins so: no table undoes what two people agreed to.
DECIDED_HERE = "reorganisation:"
LARGER = (TerritoryKind.COUNTRY, *ADMINISTRATIVE)
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
    """Nạp Hà Nội: the three maps, the sample localities and the lineage that come with Loa.

    These very tables are taken once: what a reorganisation changed afterwards is not put back by the next start.
    """
    if _taken_last(SHIPPED) and TerritoryWord.objects.exists():
        return Loaded(added=0, changed=0, unchanged=TerritoryVersion.objects.count())
    loaded = load_territories(paths=SHIPPED, by=by, now=now)
    load_lineage(paths=LINEAGE, by=by, now=now)
    return loaded


def load_country(*, by: Actor, now: datetime, said: Callable[[str], None] = lambda _line: None) -> Loaded:
    """Nạp cả nước: every province, district and commune of 2021, January 2025 and today beside Hà Nội, and their lineage.

    `said` hears what is going on, a Vietnamese line each. Some 10 s on a small machine.
    """
    load_hanoi(by=by, now=now)
    said(vi("Nạp tỉnh, huyện, xã của cả nước…"))
    loaded = load_territories(paths=COUNTRY, by=by, now=now)
    said(vi("Nạp quan hệ kế tục của cả nước…"))
    load_lineage(paths=COUNTRY_LINEAGE, by=by, now=now)
    _count_rows()
    return loaded


def _count_rows() -> None:
    """Let the database look at how many rows there are now: without it, it may read the country to find one name."""
    with connection.cursor() as cursor:
        for table in ("places_territoryversion", "places_territoryword", "places_territoryclosure"):
            cursor.execute(f"ANALYZE {table}")


def _taken_last(paths: Sequence[Path]) -> bool:
    """Whether the last tables of these names that were loaded are these, byte for byte."""
    files = [path.name for path in paths]
    last = AuditEntry.objects.filter(event=TerritoriesLoaded.code, payload__files=files, refused=False).order_by("-pk").first()
    return last is not None and last.subject_id == _sha256(path.read_bytes() for path in paths)


@transaction.atomic
def load_territories(*, paths: Sequence[Path], by: Actor, now: datetime) -> Loaded:
    """Nạp địa bàn: bring versions in line with these tables. Loading the same tables again changes nothing and records nothing.

    A version is known by its territory and first day; versions that the tables do not name stay as they are. Raises TableRefused,
    TerritoryRepeated, TerritoryVersionsOverlap, ParentNotInForce or TerritoryCycle; then nothing is taken.
    """
    tables = [(path.name, path.read_bytes()) for path in paths]
    wanted = _without_repeats(row for file, data in tables for row in _read(file, data))
    held = {version.pk: version for version in TerritoryVersion.objects.all()}
    wanted = [v for v in wanted if v.pk not in held or not held[v.pk].source.startswith(DECIDED_HERE)]
    added, changed, unchanged = difference(held, wanted, facts=FACTS)
    loaded = Loaded(added=len(added), changed=len(changed), unchanged=unchanged)
    if not added and not changed:
        return loaded

    Territory.objects.bulk_create([v.territory for v in wanted], batch_size=BATCH, ignore_conflicts=True)
    after = {**held, **{v.pk: v for v in (*added, *changed)}}
    _refuse_bad_periods(after.values())
    TerritoryVersion.objects.filter(pk__in=[v.pk for v in changed]).delete()
    TerritoryVersion.objects.bulk_create([*added, *changed], batch_size=BATCH)
    keep_words()
    _rebuild_closure(after.values())
    lineage_changed()  # ended days decide who is a predecessor, and which shares hold
    acts.record(
        TerritoriesLoaded(
            tables_sha256=_sha256(data for _, data in tables),
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


def keep_words() -> None:
    """Enter the names of versions written just now, or before there was such a table, into the words by which search finds them.

    Part of any act that writes versions, in its transaction.
    """
    unknown = TerritoryVersion.objects.filter(words=None)
    TerritoryWord.objects.bulk_create(
        [
            TerritoryWord(version_id=pk, word=word, below_commune=TerritoryKind(kind) not in LARGER)
            for pk, name, kind in unknown.values_list("pk", "name", "kind")
            for word in name_words(name)
        ],
        batch_size=BATCH,
    )


def _sha256(parts: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()


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
