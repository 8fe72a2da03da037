"""Loading agencies: a table of kinds spread over the territories, and a table of agencies written out."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from django.db import transaction

from loa.core.agencies import KIND_COLUMNS, NAMED_COLUMNS, AgencyRow, agencies_for, kind_row, named_row
from loa.core.folding import search_key
from loa.core.tables import Row, read_table
from loa.server.agencies.errors import AgencyReferenceUnknown, AgencyVersionsOverlap
from loa.server.agencies.events import AgenciesLoaded
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.agencies.queries import territories_loaded
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.kit.models import AuditEntry
from loa.server.kit.periods import difference, first_overlap
from loa.server.places.events import TerritoriesLoaded
from loa.server.places.models import TerritoryVersion
from loa.server.places.services import BATCH, SHIPPED, Loaded, territory_id

DATA = Path(__file__).parent.parent / "data"
KINDS = DATA / "agency-kinds.csv"
NAMED = DATA / "named-agencies.csv"
WRITTEN_IN_FULL = DATA / "places-written-in-full.csv"

# The same key gives the same identity on every installation.
NAMESPACE = UUID("b7b7c9a4-6e0a-5c53-8f60-0d7f4f4bb1d2")
# Two versions with the same id differ when one of these does.
FACTS = (
    *("kind", "name", "short_name", "aliases", "symbol", "territory_id", "parent_id", "superior_id", "identifier", "leads_field"),
    *("place_name", "superior_line", "sign_capacity", "position", "valid_from", "valid_to", "act", "source", "note"),
)


def agency_id(key: str) -> UUID:
    """The identity of the agency that a table calls `key` ("so-tttt-ha-noi", "commune_committee:hanoi-2021:00286")."""
    return uuid5(NAMESPACE, key)


def load_shipped_agencies(*, by: Actor, now: datetime) -> Loaded:
    """Nạp cơ quan của Hà Nội: the tables that come with Loa, over the territories that do.

    These very tables are taken once for these very territories: what a reorganisation changed afterwards is not put back by the next start.
    """
    last = AuditEntry.objects.filter(event=AgenciesLoaded.code, refused=False).order_by("-pk").first()
    shipped = _sha256(KINDS, NAMED, WRITTEN_IN_FULL)
    files = [path.name for path in SHIPPED]
    later = AuditEntry.objects.filter(event=TerritoriesLoaded.code, refused=False, payload__files=files, pk__gt=last.pk if last else 0)
    if last is not None and last.subject_id == shipped and not later.exists():
        return Loaded(added=0, changed=0, unchanged=AgencyVersion.objects.count())
    return load_agencies(by=by, now=now)


@transaction.atomic
def load_agencies(*, kinds: Path = KINDS, named: Path = NAMED, by: Actor, now: datetime) -> Loaded:
    """Nạp cơ quan: bring versions in line with the two tables, over the territories already loaded.

    Loading the same tables again changes nothing and records nothing. Versions that the tables do not give stay as they are.
    Raises TableRefused, AgencyReferenceUnknown or AgencyVersionsOverlap; then nothing is taken.
    """
    rows = agencies_for(
        territories_loaded(),
        kinds=[kind_row(row) for row in _table(kinds, KIND_COLUMNS)],
        named=[named_row(row) for row in _table(named, NAMED_COLUMNS)],
        written_in_full=frozenset(row.needed("name") for row in _table(WRITTEN_IN_FULL, ("name",))),
    )
    _refuse_unknown_references(rows)
    wanted = [_version(row) for row in rows]
    held = {version.pk: version for version in AgencyVersion.objects.all()}
    added, changed, unchanged = difference(held, wanted, facts=FACTS)
    loaded = Loaded(added=len(added), changed=len(changed), unchanged=unchanged)
    if not added and not changed:
        return loaded

    after = {**held, **{v.pk: v for v in (*added, *changed)}}
    if overlapping := first_overlap(after.values(), identity="agency_id"):
        raise AgencyVersionsOverlap(agency=overlapping.short_name)
    Agency.objects.bulk_create([v.agency for v in wanted], batch_size=BATCH, ignore_conflicts=True)
    AgencyVersion.objects.filter(pk__in=[v.pk for v in changed]).delete()
    AgencyVersion.objects.bulk_create([*added, *changed], batch_size=BATCH)
    acts.record(
        AgenciesLoaded(tables_sha256=_sha256(kinds, named, WRITTEN_IN_FULL), added=len(added), changed=len(changed)),
        by=by,
        now=now,
        before={"versions": len(held)},
        after={"versions": len(after)},
    )
    return loaded


def _table(path: Path, columns: Sequence[str]) -> list[Row]:
    return read_table(path.read_bytes(), file=path.name, columns=columns)


def _sha256(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _refuse_unknown_references(rows: Iterable[AgencyRow]) -> None:
    everyone = list(rows)
    agencies = {row.key for row in everyone} | set(Agency.objects.values_list("key", flat=True))
    territories = set(TerritoryVersion.objects.values_list("territory__key", flat=True))
    for row in everyone:
        for key, known in ((row.parent_key, agencies), (row.superior_key, agencies), (row.territory_key, territories)):
            if key is not None and key not in known:
                raise AgencyReferenceUnknown(agency=row.short_name, key=key)


def _version(row: AgencyRow) -> AgencyVersion:
    identity = agency_id(row.key)
    return AgencyVersion(
        id=uuid5(identity, row.period.first.isoformat()),
        agency=Agency(id=identity, key=row.key),
        kind=row.kind,
        name=row.name,
        short_name=row.short_name,
        aliases="\n".join(row.aliases),
        symbol=row.symbol,
        territory_id=territory_id(row.territory_key) if row.territory_key else None,
        parent_id=agency_id(row.parent_key) if row.parent_key else None,
        superior_id=agency_id(row.superior_key) if row.superior_key else None,
        identifier=row.identifier,
        place_name=row.place_name,
        superior_line=row.superior_line,
        sign_capacity=row.sign_capacity,
        position=row.position,
        leads_field=row.leads_field,
        valid_from=row.period.first,
        valid_to=row.period.last,
        act=row.act,
        source=row.source,
        note=row.note,
        search_key=search_key(" | ".join((row.short_name, row.name, *row.aliases))),
    )
