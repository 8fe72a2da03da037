"""Importing a vendor's log."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from loa.core.folding import nfc, search_key
from loa.core.grades import Grade
from loa.core.roles import Right
from loa.server.channels.models import Station
from loa.server.channels.queries import station
from loa.server.kit import acts, files
from loa.server.kit.actors import Actor
from loa.server.kit.ids import new_id
from loa.server.playlogs.events import VendorLogImported
from loa.server.playlogs.models import Play, Source, VendorImport
from loa.server.playlogs.services.ticking import snapshot
from loa.server.playlogs.vendor_logs.matching import Matched, match
from loa.server.playlogs.vendor_logs.reading import LogRow, RowProblem, rows_of
from loa.wire.manifest import Item


@transaction.atomic
def import_vendor_log(
    *,
    station_id: UUID,
    data: bytes,
    name: str,
    planned: Sequence[Item],
    by: Actor,
    now: datetime,
    vendor: str = "",
    codes: Mapping[str, UUID] | None = None,
    simulated: bool = False,
) -> VendorImport:
    """Nhập nhật ký nhà cung cấp (CSV, XLSX) of one station, against what was planned; plays of grade “nhật ký nhà cung cấp”.

    `codes` leads from the codes printed in the export package to sessions. The same file again changes nothing and gives the first
    import; a row that another file brought already is not taken twice. Rows that cannot be used are listed, the others are taken.
    Raises `StationNotFound`, `RightMissing`, and a refusal of `vendor_logs.reading` where the file as a whole is no log.
    """
    at = station(station_id, seen_by=by)
    by.require(Right.TICK, at.agency_id)
    Station.objects.select_for_update().get(pk=at.pk)  # files of one station one after the other
    file_sha256 = hashlib.sha256(data).hexdigest()
    earlier = VendorImport.objects.filter(station=at, file_sha256=file_sha256).first()
    if earlier:
        return earlier
    rows, unread = rows_of(data, nfc(name))
    own = [row for row in rows if _is_of(row, at)]
    matched, unplanned = match(own, planned, codes or {})
    plays = _new_plays(matched, at, simulated=simulated, now=now)
    files.keep(data)
    made = VendorImport.objects.create(
        id=new_id(),
        station=at,
        agency_id=at.agency_id,
        file_sha256=file_sha256,
        file_name=nfc(name)[:300],
        vendor=(nfc(vendor) or at.vendor)[:200],
        rows_read=len(rows) + len(unread),
        plays_taken=len(plays),
        rows_known=len(matched) - len(plays),
        rows_of_others=len(rows) - len(own),
        problems=_listed([*unread, *unplanned]),
        by_person_id=by.person_id,
        by_name=by.name[:200],
        at=now,
    )
    Play.objects.bulk_create(plays, batch_size=200)
    acts.record(_event(made), by=by, now=now)
    return made


def _is_of(row: LogRow, at: Station) -> bool:
    return not row.station or search_key(row.station) == search_key(at.name)


def _new_plays(matched: Sequence[Matched], at: Station, *, simulated: bool, now: datetime) -> list[Play]:
    plays = {play.source_ref: play for play in (_play(one, at, simulated=simulated, now=now) for one in matched)}
    known = Play.objects.filter(station=at, source=Source.VENDOR_IMPORT, source_ref__in=list(plays)).values_list("source_ref", flat=True)
    for source_ref in set(known):
        del plays[source_ref]
    return list(plays.values())


def _play(one: Matched, at: Station, *, simulated: bool, now: datetime) -> Play:
    ended_at = one.started_at + timedelta(seconds=one.seconds) if one.started_at else None
    return Play(
        station_id=at.pk,
        agency_id=at.agency_id,
        **snapshot(one.item),
        started_at=one.started_at,
        ended_at=ended_at,
        seconds=one.seconds,
        outcome=one.outcome,
        reason=one.reason[:1000],
        grade=Grade.VENDOR,
        grade_rank=list(Grade).index(Grade.VENDOR),
        source=Source.VENDOR_IMPORT,
        source_ref=_row_sha256(one),
        simulated=simulated,
        recorded_at=now,
    )


def _row_sha256(one: Matched) -> str:
    """One airing in the vendor's words, whatever file it stands in."""
    return hashlib.sha256(f"{one.item.slot_id} {one.row.starts_at.isoformat()} {one.outcome} {one.seconds:.1f}".encode()).hexdigest()


def _listed(problems: Sequence[RowProblem]) -> list[dict[str, object]]:
    return [{"row": problem.row, "sentence": problem.sentence} for problem in sorted(problems, key=lambda problem: problem.row)]


def _event(made: VendorImport) -> VendorLogImported:
    return VendorLogImported(
        import_id=made.pk,
        station_id=made.station_id,
        agency_id=made.agency_id,
        vendor=made.vendor,
        file_name=made.file_name,
        file_sha256=made.file_sha256,
        plays=made.plays_taken,
        problems=len(made.problems),
    )
