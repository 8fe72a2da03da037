"""Exemptions, and the sessions of a week under caps and quiet hours."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from loa.core import caps
from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.priorities import Priority
from loa.core.quiet import ALLOWED_BY_DEFAULT, VIETNAM, Window, may_sound
from loa.core.roles import Right
from loa.core.sessions import (
    CUSTOMARY_TIMES,
    DAYS_A_WEEK,
    SECONDS_WITHOUT_BASIS,
    Bar,
    Skipped,
    Span,
    Times,
    at_local,
    basis_of,
    plan_sessions,
    times_for,
    why_not,
    windows_in_words,
)
from loa.server.agencies.models import AgencyVersion
from loa.server.channels.models import Station
from loa.server.documents.queries import document_of
from loa.server.kit import acts
from loa.server.kit.actors import Actor, RightMissing
from loa.server.people.queries import agencies_seen_by
from loa.server.places.models import TerritoryClosure
from loa.server.schedules.composing.areas import Area, areas_of, lifts_as_json
from loa.server.schedules.errors import (
    ExemptionUnusable,
    OutsideAllowedHours,
    ReasonMissing,
    SessionBegun,
    SessionNotAllowed,
    SessionNotFound,
    StationUnplannable,
    WeekStartsOnMonday,
)
from loa.server.schedules.events import ExemptionRecorded, SessionAdded, SessionCancelled, WeekPlanned
from loa.server.schedules.models import Exemption, Session, SessionState, Slot, SlotState

BATCH = 2000


@dataclass(frozen=True, slots=True)
class SkippedAt:
    """A wished session that a station does not get, and why."""

    station_id: UUID
    skipped: Skipped


@dataclass(frozen=True)
class PlannedWeek:
    """What became of a week's planning: sessions made, and wished ones the cap forbids."""

    sessions: tuple[Session, ...]
    skipped: tuple[SkippedAt, ...]


@transaction.atomic
def record_exemption(
    *,
    territory_id: UUID,
    number: str,
    issuer: str,
    valid_from: date,
    valid_to: date,
    lifts: Sequence[caps.Lifted],
    document_id: UUID | None = None,
    by: Actor,
    now: datetime,
) -> Exemption:
    """Ghi văn bản cho phép phát vượt khung. It widens caps from `valid_from` to `valid_to`, both included, in the territory and below.

    Nobody widens their own air time: it is written down at an agency that serves a territory around this one, or at the top (the city).
    Raises `ExemptionUnusable`, `RightMissing`; `NotFound` for an area, or a `document_id`, out of scope.
    """
    _must_register(territory_id, by)
    number, issuer = nfc(number).strip(), nfc(issuer).strip()
    if not number or not issuer or valid_to < valid_from or not lifts or len(number) > 80 or len(issuer) > 300:
        raise ExemptionUnusable
    if document_id is not None:
        document_of(document_id, seen_by=by)
    exemption = Exemption.objects.create(
        territory_id=territory_id,
        number=number,
        issuer=issuer,
        valid_from=valid_from,
        valid_to=valid_to,
        lifts=lifts_as_json(lifts),
        document_id=document_id,
        recorded_at=now,
    )
    acts.record(
        ExemptionRecorded(exemption_id=exemption.pk, territory_id=territory_id, number=number, valid_from=valid_from, valid_to=valid_to),
        by=by,
        now=now,
    )
    return exemption


@transaction.atomic
def plan_week(
    *,
    station_ids: Collection[UUID],
    week_starts_on: date,
    times: Times | None = None,
    allowed: Sequence[Window] = ALLOWED_BY_DEFAULT,
    by: Actor,
    now: datetime,
) -> PlannedWeek:
    """Lập lịch buổi phát của tuần for many stations at once; planning again adds only what is missing.

    `times` gives the wished local times by the form of the parent ("quận", "huyện", "thị xã", "" for all others). A wish the cap
    forbids is skipped and told; a wish in quiet hours refuses the whole plan. Raises `OutsideAllowedHours`, `StationUnplannable`,
    `WeekStartsOnMonday`. A fixed number of queries, however many stations.
    """
    if week_starts_on.weekday():
        raise WeekStartsOnMonday(day=f"{week_starts_on:%d/%m/%Y}")
    times = times if times is not None else {"": CUSTOMARY_TIMES}
    _must_be_allowed(times, week_starts_on, allowed)
    stations = stations_at_work(station_ids, week_starts_on)
    for agency_id in {station.agency_id for station in stations}:
        by.require(Right.PLAN, agency_id)
    areas = areas_of({station.agency_id for station in stations}, from_day=week_starts_on)
    _must_all_be_placed(station_ids, stations, areas)
    held = _held([station.pk for station in stations], week_starts_on)
    sessions: list[Session] = []
    skipped: list[SkippedAt] = []
    for station in stations:
        area = areas[station.agency_id]
        wished = times_for(area.parent_form, times)
        week = plan_sessions(area.parent_form, week_starts_on, wished, exemptions=area.exemptions, held=held[station.pk], allowed=allowed)
        sessions += [_session(station, span) for span in week.planned]
        skipped += [SkippedAt(station.pk, one) for one in week.skipped]
    Session.objects.bulk_create(sessions, batch_size=BATCH)
    _record_week(sessions, week_starts_on, by, now)
    return PlannedWeek(tuple(sessions), tuple(skipped))


@transaction.atomic
def add_session(
    *,
    station_id: UUID,
    starts_at: datetime,
    seconds: int | None = None,
    allowed: Sequence[Window] = ALLOWED_BY_DEFAULT,
    by: Actor,
    now: datetime,
) -> Session:
    """Thêm một buổi phát. Raises `OutsideAllowedHours`, `SessionNotAllowed`, `StationUnplannable`."""
    day = starts_at.astimezone(VIETNAM).date()
    stations = stations_at_work([station_id], day)
    areas = areas_of([station.agency_id for station in stations], from_day=day, to_day=day)
    _must_all_be_placed([station_id], stations, areas)
    station = stations[0]
    by.require(Right.PLAN, station.agency_id)
    area = areas[station.agency_id]
    cap = caps.cap_on(area.parent_form, day, area.exemptions)
    most = cap.session_seconds if isinstance(cap, caps.Cap) else None
    span = Span(starts_at, seconds or most or SECONDS_WITHOUT_BASIS, basis_of(cap))
    held = [one for one in _held([station_id], day - timedelta(days=day.weekday()))[station_id] if one.day == day]
    if bar := why_not(span, cap, held=held, allowed=allowed):
        at = f"{starts_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        if bar is Bar.QUIET_HOURS:
            raise OutsideAllowedHours(at=at, windows=windows_in_words(allowed))
        raise SessionNotAllowed(at=at, bar=bar.vi, basis=span.basis.rstrip("."))
    session = _session(station, span)
    session.save()
    acts.record(
        SessionAdded(
            session_id=session.pk, station_id=station.pk, agency_id=station.agency_id, starts_at=starts_at, max_seconds=span.seconds
        ),
        by=by,
        now=now,
    )
    return session


@transaction.atomic
def cancel_session(*, session_id: UUID, why: str, by: Actor, now: datetime) -> Session:
    """Hủy một buổi phát that has not begun, with all in it. Raises `SessionNotFound`, `SessionBegun`, `ReasonMissing`."""
    session = session_to_change(session_id, by=by, now=now)
    if not (why := nfc(why).strip()):
        raise ReasonMissing
    was_published = session.state == SessionState.PUBLISHED
    session.state = SessionState.CANCELLED
    session.save(update_fields=["state"])
    acts.record(
        SessionCancelled(session_id=session.pk, station_id=session.station_id, agency_id=session.agency_id, was_published=was_published),
        by=by,
        now=now,
        why=why,
    )
    return session


def session_to_change(session_id: UUID, *, by: Actor, now: datetime) -> Session:
    """A session in scope that has not begun, for somebody who may plan there."""
    session = Session.objects.filter(agency__in=agencies_seen_by(by), pk=session_id).exclude(state=SessionState.CANCELLED).first()
    if session is None:
        raise SessionNotFound
    by.require(Right.PLAN, session.agency_id)
    if session.starts_at <= now:
        raise SessionBegun
    return session


def stations_at_work(station_ids: Collection[UUID], day: date) -> list[Station]:
    """These stations, less those closed by that day, in a steady order, locked: two plans for one station take turns."""
    at_work = Q(ended_on=None) | Q(ended_on__gt=day)
    return list(Station.objects.select_for_update().filter(at_work, pk__in=list(station_ids)).order_by("pk"))


def week_of(station_ids: Collection[UUID], week_starts_on: date) -> tuple[Mapping[UUID, list[Session]], Mapping[UUID, list[Slot]]]:
    """The week's sessions by station, by time, and their slots by session, by position, none cancelled; two queries."""
    days = (week_starts_on, week_starts_on + timedelta(days=DAYS_A_WEEK - 1))
    found = Session.objects.filter(station__in=list(station_ids), day__range=days).exclude(state=SessionState.CANCELLED)
    by_id = {session.pk: session for session in found.order_by("starts_at")}
    sessions: dict[UUID, list[Session]] = defaultdict(list)
    for session in by_id.values():
        sessions[session.station_id].append(session)
    slots: dict[UUID, list[Slot]] = defaultdict(list)
    rows = Slot.objects.filter(session__in=found).exclude(state=SlotState.CANCELLED)
    for slot in rows.select_related("programme_item__programme").order_by("position"):
        slot.session = by_id[slot.session_id]
        slots[slot.session_id].append(slot)
    return sessions, slots


def _must_register(territory_id: UUID, by: Actor) -> None:
    """At an agency above the area; at its own only where nothing lies above it. Raises `NotFound`, `RightMissing`."""
    if by.is_system:
        return
    if not AgencyVersion.objects.filter(territory=territory_id, agency__in=agencies_seen_by(by)).exists():
        raise NotFound
    above = TerritoryClosure.objects.filter(descendant=territory_id, depth__gt=0).values("ancestor")
    around = Q(territory__in=above) if above.exists() else Q(territory=territory_id)
    serving = AgencyVersion.objects.filter(around, agency__in=[a for a in by.agency_ids if by.may(Right.REGISTER, a)])
    if not serving.exists():
        raise RightMissing(name=by.name, right=Right.REGISTER.value)


def _must_be_allowed(times: Times, day: date, allowed: Sequence[Window]) -> None:
    for wish in (wish for wishes in times.values() for wish in wishes):
        starts_at = at_local(day, wish.at)
        ends_at = starts_at + timedelta(seconds=wish.seconds or 1)
        if not may_sound(starts_at, ends_at, priority=Priority.NORMAL, allowed=allowed):
            raise OutsideAllowedHours(at=f"{wish.at:%H:%M}", windows=windows_in_words(allowed))


def _must_all_be_placed(station_ids: Collection[UUID], stations: Sequence[Station], areas: Mapping[UUID, Area]) -> None:
    unplaced = [station.name for station in stations if station.agency_id not in areas]
    missing = len(set(station_ids)) - len(stations)
    if unplaced or missing:
        raise StationUnplannable(count=len(unplaced) + missing, names=", ".join(unplaced[:5]) or "không rõ tên")


def _held(station_ids: Collection[UUID], week_starts_on: date) -> Mapping[UUID, list[Span]]:
    held: dict[UUID, list[Span]] = defaultdict(list)
    days = (week_starts_on, week_starts_on + timedelta(days=DAYS_A_WEEK - 1))
    rows = Session.objects.filter(station__in=list(station_ids), day__range=days).exclude(state=SessionState.CANCELLED)
    for station_id, starts_at, seconds in rows.values_list("station_id", "starts_at", "max_seconds"):
        held[station_id].append(Span(starts_at, seconds))
    return held


def _session(station: Station, span: Span) -> Session:
    return Session(
        station=station,
        agency_id=station.agency_id,
        day=span.day,
        starts_at=span.starts_at,
        max_seconds=span.seconds,
        cap_basis=span.basis,
        state=SessionState.PLANNED,
    )


def _record_week(sessions: Iterable[Session], week_starts_on: date, by: Actor, now: datetime) -> None:
    counts: dict[tuple[UUID, UUID], int] = defaultdict(int)
    for session in sessions:
        counts[session.station_id, session.agency_id] += 1
    acts.record_all(
        [
            WeekPlanned(station_id=station_id, agency_id=agency_id, week_starts_on=week_starts_on, sessions=count)
            for (station_id, agency_id), count in counts.items()
        ],
        by=by,
        now=now,
    )
