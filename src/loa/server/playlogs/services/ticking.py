"""What an operator says of a session: one tap where all of it sounded, exceptions one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from loa.core.folding import nfc
from loa.core.grades import Grade
from loa.core.quiet import VIETNAM
from loa.core.roles import Right
from loa.core.stations import StationKind
from loa.server.channels.models import Station
from loa.server.channels.queries import stations
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.kit.ids import new_id
from loa.server.playlogs.errors import (
    AlreadyTicked,
    ExceptionWithoutReason,
    ItemOfAnotherSession,
    NothingToTick,
    NotTicked,
    RecordedByPlayer,
    TickTooEarly,
)
from loa.server.playlogs.events import SessionTicked, TickTakenBack
from loa.server.playlogs.models import Play, SessionTick, Source, TickOutcome
from loa.server.schedules.models import Session
from loa.wire.manifest import Item
from loa.wire.plays import Outcome


@dataclass(frozen=True)
class TickException:
    """One item that did not sound, or not to its end (`seconds` did), and why."""

    slot_id: UUID
    outcome: Outcome
    reason: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Tick:
    """What is said of one session; `planned` are its items as published, frozen."""

    session_id: UUID
    station_id: UUID
    planned: Sequence[Item]
    exceptions: Sequence[TickException] = field(default=())
    simulated: bool = False


def tick_session(*, tick: Tick, by: Actor, now: datetime) -> SessionTick:
    """Xác nhận một buổi phát."""
    return tick_sessions(ticks=[tick], by=by, now=now)[0]


@transaction.atomic
def tick_sessions(*, ticks: Sequence[Tick], by: Actor, now: datetime) -> list[SessionTick]:
    """Xác nhận các buổi phát, all or none: plays of grade “người khai” for every planned item.

    Raises `RightMissing`, `NothingToTick`, `ItemOfAnotherSession`, `TickTooEarly`, `ExceptionWithoutReason`, `RecordedByPlayer`,
    `AlreadyTicked`; `NotTicked` for a station out of scope.
    """
    at = {found.pk: found for found in stations(seen_by=by).filter(pk__in={tick.station_id for tick in ticks})}
    for tick in ticks:
        _must_be_right(tick, at.get(tick.station_id), by=by, now=now)
    _must_be_of_their_stations(ticks)
    _must_be_open(ticks)
    made = [_tick_row(tick, at[tick.station_id], by=by, now=now) for tick in ticks]
    try:
        with transaction.atomic():
            SessionTick.objects.bulk_create(made, batch_size=200)
    except IntegrityError:
        raise AlreadyTicked(name="người khác", at="vừa xong") from None
    plays = [play for tick, row in zip(ticks, made, strict=True) for play in _plays(tick, row, now)]
    Play.objects.bulk_create(plays, batch_size=200)
    acts.record_all([_event(tick, row) for tick, row in zip(ticks, made, strict=True)], by=by, now=now)
    return made


@transaction.atomic
def take_back_tick(*, session_id: UUID, by: Actor, now: datetime, why: str = "") -> None:
    """Rút lại xác nhận: the tick ends, its plays count no more. Raises `NotTicked`, `RightMissing`."""
    tick = SessionTick.objects.filter(session_id=session_id, ended_at=None).first()
    if tick is None:
        raise NotTicked
    by.require(Right.TICK, tick.agency_id)
    if not SessionTick.objects.filter(pk=tick.pk, ended_at=None).update(ended_at=now):
        raise NotTicked
    Play.objects.filter(source=Source.TICK, source_ref=str(tick.pk)).update(withdrawn_at=now)
    acts.record(TickTakenBack(session_id=session_id, agency_id=tick.agency_id), by=by, now=now, why=why)


def _must_be_right(tick: Tick, at: Station | None, *, by: Actor, now: datetime) -> None:
    if at is None:
        raise NotTicked
    by.require(Right.TICK, at.agency_id)
    if at.kind == StationKind.OWN:
        raise RecordedByPlayer(name=at.name)
    if not tick.planned:
        raise NothingToTick
    titles = {item.slot_id: item.title for item in tick.planned}
    if any(item.session_id != tick.session_id for item in tick.planned) or {e.slot_id for e in tick.exceptions} - titles.keys():
        raise ItemOfAnotherSession
    ends_at = _said_until(tick)
    if now < ends_at:
        raise TickTooEarly(ends_at=f"{ends_at.astimezone(VIETNAM):%H:%M:%S %d/%m/%Y}")
    for exception in tick.exceptions:
        if not exception.reason.strip() or exception.outcome is Outcome.COMPLETE:
            raise ExceptionWithoutReason(title=titles[exception.slot_id])


def _must_be_of_their_stations(ticks: Sequence[Tick]) -> None:
    """A session is ticked at the station that it was planned for, and nowhere else; one query."""
    held = dict(Session.objects.filter(pk__in={tick.session_id for tick in ticks}).values_list("pk", "station"))
    if any(held.get(tick.session_id) != tick.station_id for tick in ticks):
        raise ItemOfAnotherSession


def _said_until(tick: Tick) -> datetime:
    """When the last item that is said to have sounded to its end does end; where none is, when the session begins."""
    excepted = {exception.slot_id for exception in tick.exceptions}
    ends = [item.starts_at + timedelta(seconds=item.seconds) for item in tick.planned if item.slot_id not in excepted]
    return max(ends, default=min(item.starts_at for item in tick.planned))


def _must_be_open(ticks: Sequence[Tick]) -> None:
    earlier = SessionTick.objects.filter(session_id__in=[tick.session_id for tick in ticks], ended_at=None).first()
    if earlier:
        raise AlreadyTicked(name=earlier.by_name, at=f"{earlier.at.astimezone(VIETNAM):%H:%M %d/%m/%Y}")


def _tick_row(tick: Tick, at: Station, *, by: Actor, now: datetime) -> SessionTick:
    return SessionTick(
        id=new_id(),
        session_id=tick.session_id,
        station_id=at.pk,
        agency_id=at.agency_id,
        outcome=TickOutcome.EXCEPTIONS if tick.exceptions else TickOutcome.ALL,
        exceptions=[
            {"slot_id": str(e.slot_id), "outcome": e.outcome.value, "reason": nfc(e.reason.strip())[:1000], "seconds": e.seconds}
            for e in tick.exceptions
        ],
        by_person_id=by.person_id,
        by_name=by.name[:200],
        at=now,
    )


def _plays(tick: Tick, row: SessionTick, now: datetime) -> list[Play]:
    exceptions = {exception.slot_id: exception for exception in tick.exceptions}
    return [_play(item, exceptions.get(item.slot_id), tick, row, now) for item in tick.planned]


def _play(item: Item, exception: TickException | None, tick: Tick, row: SessionTick, now: datetime) -> Play:
    """Nobody stood there with a watch: when it began and ended is not claimed, how long it is comes from the sound itself."""
    return Play(
        station_id=row.station_id,
        agency_id=row.agency_id,
        **snapshot(item),
        seconds=min(max(exception.seconds, 0.0), item.seconds) if exception else item.seconds,
        outcome=exception.outcome if exception else Outcome.COMPLETE,
        reason=nfc(exception.reason.strip())[:1000] if exception else "",
        grade=Grade.DECLARED,
        grade_rank=list(Grade).index(Grade.DECLARED),
        source=Source.TICK,
        source_ref=str(row.pk),
        simulated=tick.simulated,
        recorded_at=now,
    )


def snapshot(item: Item) -> dict[str, object]:
    """What a play says of its item, names included, so that no later change blanks a report."""
    return {
        "slot_id": item.slot_id,
        "session_id": item.session_id,
        "bulletin_id": item.bulletin_id,
        "revision_sha256": item.revision_sha256 or "",
        "campaign_id": item.campaign_id,
        "title": item.title,
        "campaign_title": item.campaign_title,
        "letter_number": item.letter_number or "",
        "priority": item.priority,
        "origin": item.origin,
        "machine_voice": item.machine_voice,
        "planned_at": item.starts_at,
    }


def _event(tick: Tick, row: SessionTick) -> SessionTicked:
    return SessionTicked(
        session_id=tick.session_id,
        station_id=row.station_id,
        agency_id=row.agency_id,
        items=len(tick.planned),
        exceptions=len(tick.exceptions),
    )
