"""Publishing schedules (phát hành lịch phát): freezing what each station will play in a week."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from loa.core.roles import Right
from loa.core.withholding import Withheld
from loa.server.channels.models import Station
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.schedules.composing.items import KeptBack, Library, Soundtracks, frozen, items_of_session
from loa.server.schedules.composing.wishes import start_of
from loa.server.schedules.errors import StationUnplannable
from loa.server.schedules.events import SchedulePublished
from loa.server.schedules.models import PublishedSchedule, Session, SessionState, Slot
from loa.server.schedules.services.sessions import stations_at_work, week_of
from loa.wire.manifest import Item

BATCH = 100  # schedules are long texts


@dataclass(frozen=True)
class PublishedWeek:
    """The schedules made (none for a station whose schedule stays as it is), and everything kept back, with its reason."""

    schedules: tuple[PublishedSchedule, ...]
    kept_back: tuple[KeptBack, ...]


@dataclass(frozen=True, slots=True)
class _Last:
    """The newest version of a station's week, as far as it is needed."""

    version: int = 0
    sha256: str = ""
    items: tuple[Item, ...] = ()
    withheld: tuple[KeptBack, ...] = ()


@transaction.atomic
def publish_schedule(
    *, station_ids: Collection[UUID], week_starts_on: date, soundtracks: Soundtracks, by: Actor, now: datetime
) -> PublishedWeek:
    """Phát hành lịch phát của tuần for many stations: a new version where anything differs from the last.

    `soundtracks` gives the sound by (revision id, agency id) or (revision id, None) for everybody; parts of a programme's frame by
    (programme item id, None). Only approved content in force goes out, a machine voice only where the station accepts machine voices,
    nothing past a session's end; what is kept back is listed with the reason, there and in the schedule. Sessions that have begun stay as
    they were sent. Raises `StationUnplannable`.
    """
    stations = {station.pk: station for station in stations_at_work(station_ids, week_starts_on)}
    if missing := len(set(station_ids)) - len(stations):
        raise StationUnplannable(count=missing, names="không rõ tên")
    for agency_id in {station.agency_id for station in stations.values()}:
        by.require(Right.PLAN, agency_id)
    sessions, slots = week_of(stations, week_starts_on)
    library = Library.load([slot for each in slots.values() for slot in each], soundtracks)
    last = _last_versions(stations, week_starts_on, now)
    schedules: list[PublishedSchedule] = []
    kept_back: list[KeptBack] = []
    for station in stations.values():
        before = last.get(station.pk, _Last())
        items, kept = _items(station, [one for one in sessions[station.pk] if one.starts_at > now], slots, library)
        schedule = _schedule(station, week_starts_on, [*before.items, *items], [*before.withheld, *kept], now)
        kept_back += kept
        if schedule.sha256 != before.sha256:
            schedule.version = before.version + 1
            schedules.append(schedule)
    PublishedSchedule.objects.bulk_create(schedules, batch_size=BATCH)
    open_sessions = [s.pk for each in sessions.values() for s in each if s.state == SessionState.PLANNED and s.starts_at > now]
    Session.objects.filter(pk__in=open_sessions).update(state=SessionState.PUBLISHED)
    acts.record_all([_event(schedule, stations[schedule.station_id]) for schedule in schedules], by=by, now=now)
    return PublishedWeek(tuple(schedules), tuple(kept_back))


def _last_versions(station_ids: Collection[UUID], week_starts_on: date, now: datetime) -> dict[UUID, _Last]:
    """What was sent last, with the items of sessions that have begun: those are history, whatever happened to their texts since."""
    rows = PublishedSchedule.objects.filter(station__in=list(station_ids), week_starts_on=week_starts_on).order_by("version")
    if now < start_of(week_starts_on):
        rows = rows.defer("items", "withheld")
        return {row.station_id: _Last(row.version, row.sha256) for row in rows}
    newest = {row.station_id: row for row in rows}
    begun = _slots_begun(newest, week_starts_on, now)
    return {station_id: _as_sent(row, begun) for station_id, row in newest.items()}


def _slots_begun(station_ids: Collection[UUID], week_starts_on: date, now: datetime) -> frozenset[UUID]:
    slots = Slot.objects.filter(session__station__in=list(station_ids), session__day__gte=week_starts_on, session__starts_at__lte=now)
    return frozenset(slots.values_list("pk", flat=True))


def _as_sent(row: PublishedSchedule, begun: frozenset[UUID]) -> _Last:
    items = tuple(Item.model_validate(item) for item in row.items if UUID(item["slot_id"]) in begun)
    withheld = tuple(
        KeptBack(row.station_id, UUID(one["slot_id"]), one["title"], Withheld(one["reason"]))
        for one in row.withheld
        if UUID(one["slot_id"]) in begun
    )
    return _Last(row.version, row.sha256, items, withheld)


def _items(
    station: Station, sessions: Sequence[Session], slots: Mapping[UUID, list[Slot]], library: Library
) -> tuple[list[Item], list[KeptBack]]:
    items: list[Item] = []
    kept_back: list[KeptBack] = []
    for session in sessions:
        sounding, kept = items_of_session(session, slots.get(session.pk, ()), station, library)
        items += sounding
        kept_back += kept
    return items, kept_back


def _schedule(
    station: Station, week_starts_on: date, items: Sequence[Item], kept_back: Sequence[KeptBack], now: datetime
) -> PublishedSchedule:
    values, sha256 = frozen(items)
    return PublishedSchedule(
        station=station,
        week_starts_on=week_starts_on,
        version=0,
        items=values,
        withheld=[{"slot_id": str(one.slot_id), "title": one.title, "reason": one.reason.value} for one in kept_back],
        sha256=sha256,
        published_at=now,
    )


def _event(schedule: PublishedSchedule, station: Station) -> SchedulePublished:
    return SchedulePublished(
        schedule_id=schedule.pk,
        station_id=station.pk,
        agency_id=station.agency_id,
        week_starts_on=schedule.week_starts_on,
        version=schedule.version,
        items=len(schedule.items),
        withheld=len(schedule.withheld),
        sha256=schedule.sha256,
    )
