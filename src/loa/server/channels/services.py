"""What is done to stations, boards and links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from loa.core.folding import nfc, search_key
from loa.core.roles import Right
from loa.core.stations import StationKind, Technology, fits
from loa.server.channels.errors import (
    EndsBeforeStart,
    LinkExpired,
    NameMissing,
    NameTaken,
    SpeakersImplausible,
    StationNotFound,
    TechnologyUnfit,
)
from loa.server.channels.events import (
    BoardRegistered,
    ClusterRegistered,
    MachineVoiceAccepted,
    MachineVoiceWithdrawn,
    ShortLinkMade,
    StationClosed,
    StationRegistered,
)
from loa.server.channels.models import Asset, Board, BoardKind, Cluster, LinkCount, LinkPurpose, ShortLink, Station
from loa.server.channels.queries import link_of_code
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.kit.clock import HANOI
from loa.server.kit.ids import new_id

# Letters and digits that nobody mixes up when reading a code aloud.
_CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE_LENGTH = 7
_MOST_SPEAKERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStation:
    """A station to be entered."""

    agency_id: UUID
    name: str
    kind: StationKind
    technology: Technology
    vendor: str = ""
    started_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCluster:
    """A cluster of loudspeakers to be entered."""

    station_id: UUID
    name: str
    speakers: int = 1
    locality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBoard:
    """A public board to be entered."""

    agency_id: UUID
    name: str
    kind: BoardKind
    network_note: str = ""


@transaction.atomic
def register_stations(*, stations: Sequence[NewStation], by: Actor, now: datetime) -> list[Station]:
    """Ghi các đài truyền thanh: one row and one trail entry each, written in bulk.

    Raises `TechnologyUnfit`, `NameMissing`, `NameTaken`, `RightMissing`; then none is entered.
    """
    for agency_id in {new.agency_id for new in stations}:
        by.require(Right.EQUIP, agency_id)
    made = [_station(new) for new in stations]
    _create(made)
    events = [StationRegistered(station_id=s.pk, agency_id=s.agency_id, name=s.name, kind=s.kind, technology=s.technology) for s in made]
    acts.record_all(events, by=by, now=now)
    return made


def register_station(*, station: NewStation, by: Actor, now: datetime) -> Station:
    """Ghi một đài truyền thanh."""
    return register_stations(stations=[station], by=by, now=now)[0]


def _station(new: NewStation) -> Station:
    name = _name(new.name)
    if not fits(new.kind, new.technology):
        raise TechnologyUnfit(name=name, kind=new.kind.vi, technology=new.technology.vi)
    return Station(
        agency_id=new.agency_id,
        name=name,
        search_key=search_key(name)[:300],
        kind=new.kind,
        technology=new.technology,
        vendor=nfc(new.vendor.strip())[:200],
        started_on=new.started_on,
    )


@transaction.atomic
def close_station(*, station_id: UUID, ended_on: date, by: Actor, now: datetime, why: str = "") -> Station:
    """Ghi đài truyền thanh ngừng hoạt động: it stays in past schedules and reports."""
    found = _stations_of([station_id])[0]
    by.require(Right.EQUIP, found.agency_id)
    if found.started_on is not None and ended_on <= found.started_on:
        raise EndsBeforeStart(ended_on=ended_on.isoformat(), started_on=found.started_on.isoformat())
    before = {"ended_on": found.ended_on}
    found.ended_on = ended_on
    found.save(update_fields=["ended_on"])
    event = StationClosed(station_id=found.pk, ended_on=ended_on.isoformat())
    acts.record(event, by=by, now=now, before=before, after={"ended_on": ended_on}, why=why)
    return found


@transaction.atomic
def accept_machine_voice(*, station_ids: Sequence[UUID], by: Actor, now: datetime) -> None:
    """Đồng ý dùng giọng máy: the station's own approver lets machine voices sound there."""
    found = _stations_of(station_ids)
    _require_approver(found, by)
    Station.objects.filter(pk__in=[s.pk for s in found]).update(
        machine_voice_accepted=True, machine_voice_accepted_by=by.name[:200], machine_voice_accepted_at=now
    )
    acts.record_all([MachineVoiceAccepted(station_id=s.pk, agency_id=s.agency_id) for s in found], by=by, now=now)


@transaction.atomic
def withdraw_machine_voice(*, station_ids: Sequence[UUID], by: Actor, now: datetime, why: str = "") -> None:
    """Thôi dùng giọng máy: from now on only a person's recording is sent to these stations."""
    found = _stations_of(station_ids)
    _require_approver(found, by)
    Station.objects.filter(pk__in=[s.pk for s in found]).update(
        machine_voice_accepted=False, machine_voice_accepted_by="", machine_voice_accepted_at=None
    )
    acts.record_all([MachineVoiceWithdrawn(station_id=s.pk, agency_id=s.agency_id) for s in found], by=by, now=now, why=why)


def _require_approver(stations: Sequence[Station], by: Actor) -> None:
    for agency_id in {s.agency_id for s in stations}:
        by.require(Right.APPROVE, agency_id)


@transaction.atomic
def register_clusters(*, clusters: Sequence[NewCluster], by: Actor, now: datetime) -> list[Cluster]:
    """Ghi các cụm loa, in bulk."""
    for station in _stations_of([new.station_id for new in clusters]):
        by.require(Right.EQUIP, station.agency_id)
    made = [_cluster(new) for new in clusters]
    _create(made)
    acts.record_all([ClusterRegistered(cluster_id=c.pk, station_id=c.station_id, name=c.name) for c in made], by=by, now=now)
    return made


def _cluster(new: NewCluster) -> Cluster:
    name = _name(new.name)
    if not 1 <= new.speakers <= _MOST_SPEAKERS:
        raise SpeakersImplausible(name=name, speakers=new.speakers, most=_MOST_SPEAKERS)
    return Cluster(
        station_id=new.station_id,
        name=name,
        search_key=search_key(name)[:300],
        speakers=new.speakers,
        locality=nfc(new.locality.strip())[:300],
    )


@transaction.atomic
def register_boards(*, boards: Sequence[NewBoard], by: Actor, now: datetime) -> list[Board]:
    """Ghi các bảng tin công cộng, in bulk."""
    for agency_id in {new.agency_id for new in boards}:
        by.require(Right.EQUIP, agency_id)
    made = [
        Board(
            agency_id=new.agency_id,
            name=(name := _name(new.name)),
            search_key=search_key(name)[:300],
            kind=new.kind,
            network_note=nfc(new.network_note.strip())[:300],
        )
        for new in boards
    ]
    _create(made)
    acts.record_all([BoardRegistered(board_id=b.pk, agency_id=b.agency_id, name=b.name) for b in made], by=by, now=now)
    return made


@transaction.atomic
def make_short_link(
    *,
    purpose: LinkPurpose,
    target_kind: str,
    target_id: UUID,
    agency_id: UUID,
    channel: str,
    by: Actor,
    now: datetime,
    expires_at: datetime | None = None,
) -> ShortLink:
    """Tạo liên kết rút gọn: one for each purpose, target, agency and channel; asked again, the same comes back.

    `channel` is the NAME of a registered kind of channel. The code is no secret and opens nothing that needs a right.
    """
    by.require(Right.WRITE, agency_id)
    use = {"purpose": purpose, "target_kind": target_kind, "target_id": target_id, "agency_id": agency_id, "channel": channel}
    link, made = ShortLink.objects.get_or_create(**use, defaults={"code": _free_code(), "expires_at": expires_at})
    if made:
        event = ShortLinkMade(
            link_id=link.pk,
            link_code=link.code,
            purpose=purpose,
            target_kind=target_kind,
            target_id=target_id,
            agency_id=agency_id,
            channel=channel,
        )
        acts.record(event, by=by, now=now)
    return link


@transaction.atomic
def count_scan(*, code: str, now: datetime) -> ShortLink:
    """Đếm một lượt quét and say where the link leads. Counts the day's number, nothing about who opened it; so no trail entry.

    Raises `LinkNotFound`, `LinkExpired` (not counted).
    """
    link = link_of_code(code)
    if link.expires_at is not None and link.expires_at <= now:
        raise LinkExpired(code=code)
    count, _ = LinkCount.objects.get_or_create(link=link, day=now.astimezone(HANOI).date())
    LinkCount.objects.filter(pk=count.pk).update(count=F("count") + 1)
    return link


def _free_code() -> str:
    """Seven letters drawn from a fresh identity that no link bears yet."""
    while True:
        number = new_id().int
        code = "".join(_CODE_LETTERS[number // len(_CODE_LETTERS) ** i % len(_CODE_LETTERS)] for i in range(_CODE_LENGTH))
        if not ShortLink.objects.filter(code=code).exists():
            return code


def _stations_of(station_ids: Sequence[UUID]) -> list[Station]:
    wanted = set(station_ids)
    found = list(Station.objects.filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise StationNotFound
    return found


def _name(raw: str) -> str:
    name = " ".join(nfc(raw).split())
    if not 0 < len(name) <= 300:
        raise NameMissing
    return name


def _create(rows: Sequence[Asset]) -> None:
    if not rows:
        return
    try:
        with transaction.atomic():
            type(rows[0])._default_manager.bulk_create(rows, batch_size=500)  # noqa: SLF001 -- Django's documented name for it
    except IntegrityError:
        raise NameTaken(name=", ".join(sorted({row.name for row in rows})[:3])) from None
