"""What goes into sessions: filling by priority, taking what is offered, taking out, reordering."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from loa.core.filling import Filled, LeftOut, Reason, fill
from loa.core.folding import nfc
from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.core.roles import Right
from loa.server.channels.models import Station
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_seen_by
from loa.server.schedules.composing.wishes import Content, Wish, contents_of, key_of, opening_of, want_at
from loa.server.schedules.errors import OrderUnusable, ReasonMissing, SessionBegun, SlotNotFound
from loa.server.schedules.events import OffersTaken, SessionReordered, SessionsFilled, SlotCancelled
from loa.server.schedules.models import Session, SessionState, Slot, SlotState, Unplaced
from loa.server.schedules.services.sessions import BATCH, session_to_change, stations_at_work, week_of

MADE_WAY = Reason.MADE_WAY.vi


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """Airings that found no session at one station, with the reason."""

    station_id: UUID
    agency_id: UUID
    title: str
    priority: Priority
    airings: int
    reason: Reason


@dataclass(frozen=True)
class FilledWeek:
    """What was put into sessions, and everything that was not; also kept as `Unplaced` until settled."""

    slots: tuple[Slot, ...]
    not_placed: tuple[NotPlaced, ...]


@dataclass
class _Draft:
    """What one call writes, gathered for all stations."""

    week_starts_on: date
    slots: list[Slot] = field(default_factory=list)
    displaced: list[Slot] = field(default_factory=list)
    moved: list[Slot] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    relaying: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    events: list[SessionsFilled] = field(default_factory=list)


@transaction.atomic
def fill_sessions(*, station_ids: Collection[UUID], week_starts_on: date, wishes: Sequence[Wish], by: Actor, now: datetime) -> FilledWeek:
    """Xếp nội dung vào các buổi phát chưa bắt đầu của tuần, by priority; filling again with the same wishes changes nothing.

    Airings a station already holds count toward a wish. What makes way for ưu tiên, and what finds no session, is kept as `Unplaced`
    with its reason. Raises `WishUnusable`, `ContentNotFound`, `ContentNotApproved`.
    """
    contents = contents_of(wishes, seen_by=by)
    stations = stations_at_work(station_ids, week_starts_on)
    for agency_id in {station.agency_id for station in stations}:
        by.require(Right.PLAN, agency_id)
    sessions, slots = week_of([station.pk for station in stations], week_starts_on)
    draft = _Draft(week_starts_on)
    for station in stations:
        _fill_station(station, contents, sessions[station.pk], slots, draft, now=now)
    _settle_before(contents, stations, week_starts_on, now)
    Slot.objects.bulk_create(draft.slots, batch_size=BATCH)
    Slot.objects.filter(pk__in=[slot.pk for slot in draft.displaced]).update(state=SlotState.CANCELLED, why=MADE_WAY)
    Slot.objects.bulk_update(draft.moved, ["position"], batch_size=500)
    for programme_id, session_ids in draft.relaying.items():
        Session.objects.filter(pk__in=session_ids).update(relays=programme_id)
    Unplaced.objects.bulk_create(draft.unplaced, batch_size=BATCH)
    acts.record_all(draft.events, by=by, now=now)
    return FilledWeek(tuple(draft.slots), tuple(_not_placed(one) for one in draft.unplaced))


@transaction.atomic
def take_offers(*, session_ids: Collection[UUID], by: Actor, now: datetime) -> int:
    """Chọn phát the thông thường items offered in these sessions; returns how many. Sessions must not have begun."""
    offered = Slot.objects.filter(
        session__in=list(session_ids), session__agency__in=agencies_seen_by(by), session__starts_at__gt=now, state=SlotState.OFFERED
    )
    counts: dict[UUID, int] = defaultdict(int)
    for agency_id in offered.values_list("session__agency_id", flat=True):
        counts[agency_id] += 1
    for agency_id in counts:
        by.require(Right.PLAN, agency_id)
    taken = Slot.objects.filter(pk__in=list(offered.values_list("pk", flat=True))).update(state=SlotState.PLANNED)
    acts.record_all([OffersTaken(agency_id=agency_id, count=count) for agency_id, count in counts.items()], by=by, now=now)
    return taken


@transaction.atomic
def cancel_slot(*, slot_id: UUID, why: str, by: Actor, now: datetime) -> Slot:
    """Bỏ một mục phát, with a reason, before its session begins; what was ưu tiên stays on the list of what is not placed.

    A published session has to be published again to take effect. Raises `SlotNotFound`, `ReasonMissing`, `SessionBegun`.
    """
    slot = (
        Slot.objects.select_related("session", "programme_item__programme")
        .filter(session__agency__in=agencies_seen_by(by), pk=slot_id)
        .first()
    )
    if slot is None or slot.state == SlotState.CANCELLED:
        raise SlotNotFound
    by.require(Right.PLAN, slot.session.agency_id)
    if not (why := nfc(why).strip()):
        raise ReasonMissing
    if slot.session.starts_at <= now:
        raise SessionBegun
    before = slot.state
    slot.state, slot.why = SlotState.CANCELLED, why
    slot.save(update_fields=["state", "why"])
    if slot.priority == Priority.PRIORITY:
        _unplaced_of(slot, 1, Reason.TAKEN_OUT, now).save()
    acts.record(
        SlotCancelled(
            slot_id=slot.pk,
            session_id=slot.session_id,
            station_id=slot.session.station_id,
            agency_id=slot.session.agency_id,
            title=slot.title,
            was_published=slot.session.state == SessionState.PUBLISHED,
        ),
        by=by,
        now=now,
        before={"state": before},
        after={"state": SlotState.CANCELLED},
        why=why,
    )
    return slot


@transaction.atomic
def reorder_session(*, session_id: UUID, slot_ids: Sequence[UUID], by: Actor, now: datetime) -> None:
    """Đổi thứ tự các mục trong buổi: the commune decides among ưu tiên, and among the rest, never one before the other.

    `slot_ids` are all slots of the session that are not cancelled. Raises `SessionNotFound`, `SessionBegun`, `OrderUnusable`.
    """
    session = session_to_change(session_id, by=by, now=now)
    slots = {slot.pk: slot for slot in session.slots.exclude(state=SlotState.CANCELLED)}
    if set(slot_ids) != set(slots) or len(slot_ids) != len(slots):
        raise OrderUnusable
    ranks = [Priority(slots[slot_id].priority).rank for slot_id in slot_ids]
    if ranks != sorted(ranks, reverse=True):
        raise OrderUnusable
    before = [str(pk) for pk in sorted(slots, key=lambda pk: slots[pk].position)]
    for position, slot_id in enumerate(slot_ids, start=1):
        slots[slot_id].position = position
    Slot.objects.bulk_update(slots.values(), ["position"])
    acts.record(
        SessionReordered(
            session_id=session.pk,
            station_id=session.station_id,
            agency_id=session.agency_id,
            was_published=session.state == SessionState.PUBLISHED,
        ),
        by=by,
        now=now,
        before={"slots": before},
        after={"slots": [str(slot_id) for slot_id in slot_ids]},
    )


def _fill_station(
    station: Station,
    contents: Sequence[Content],
    sessions: Sequence[Session],
    slots: Mapping[UUID, list[Slot]],
    draft: _Draft,
    *,
    now: datetime,
) -> None:
    agency_id = station.agency_id
    concerned = {content.key: content for content in contents if content.concerns(agency_id)}
    held = Counter(key for session in sessions for key in {key_of(slot) for slot in slots.get(session.pk, ())})
    wants = [want for content in concerned.values() if (want := want_at(content, agency_id, held=held[content.key], now=now))]
    ahead = {str(session.pk): session for session in sessions if session.starts_at > now}
    filled = fill([opening_of(session, slots.get(session.pk, ())) for session in ahead.values()], wants)
    if not (filled.placed or filled.left_out):
        return
    displaced = [slot for one in filled.displaced for slot in slots[ahead[one.opening].pk] if key_of(slot) == one.want]
    unplaced = [_left_out(concerned[left.want], left, station, draft.week_starts_on, now) for left in filled.left_out]
    unplaced += _made_way(displaced, now)
    made = _put_into_sessions(agency_id, filled, concerned=concerned, sessions=ahead, slots=slots, draft=draft)
    draft.displaced += displaced
    draft.unplaced += unplaced
    draft.events.append(
        SessionsFilled(
            station_id=station.pk,
            agency_id=agency_id,
            week_starts_on=draft.week_starts_on,
            slots=made,
            unplaced=sum(one.airings for one in unplaced),
            displaced=len(filled.displaced),
        )
    )


def _put_into_sessions(
    agency_id: UUID,
    filled: Filled,
    *,
    concerned: Mapping[str, Content],
    sessions: Mapping[str, Session],
    slots: Mapping[UUID, list[Slot]],
    draft: _Draft,
) -> int:
    """New slots beside what stays; ưu tiên before thông thường, what was there before what comes. Returns how many are new."""
    out = {(one.opening, one.want) for one in filled.displaced}
    new: dict[str, list[str]] = defaultdict(list)
    for placement in filled.placed:
        new[placement.opening].append(placement.want)
    made = 0
    for session_key, keys in new.items():
        session = sessions[session_key]
        stay = [slot for slot in slots.get(session.pk, []) if (session_key, key_of(slot)) not in out]
        come = [slot for key in keys for slot in _new_slots(concerned[key], session, agency_id)]
        _number([*stay, *come], draft)
        draft.slots += come
        made += len(come)
        for key in keys:
            if programme_id := concerned[key].wish.programme_id:
                draft.relaying[programme_id].append(session.pk)
    return made


def _number(slots: Sequence[Slot], draft: _Draft) -> None:
    for position, slot in enumerate(sorted(slots, key=lambda slot: -Priority(slot.priority).rank), start=1):
        if slot.position and slot.position != position:
            draft.moved.append(slot)
        slot.position = position


def _new_slots(content: Content, session: Session, agency_id: UUID) -> list[Slot]:
    """One slot of a bulletin, or one for each part of a relayed programme, so that each part is counted for its own campaign."""
    if not content.items:
        return [
            Slot(
                session=session,
                position=0,
                priority=content.priority,
                origin=content.origin_at(agency_id),
                state=content.state_at(agency_id),
                revision_id=content.wish.revision_id,
                campaign_id=content.campaign_id,
                title=content.title,
                planned_seconds=content.wish.seconds_at.get(agency_id, content.wish.seconds),
            )
        ]
    origin = Origin.PRODUCED if content.agency_id == agency_id else Origin.RELAYED
    return [
        Slot(
            session=session,
            position=0,
            priority=content.priority,
            origin=origin,
            state=SlotState.PLANNED,
            programme_item=item,
            revision_id=item.revision_id,
            campaign_id=content.campaigns.get(item.pk),
            title=item.title,
            planned_seconds=item.seconds,
        )
        for item in content.items
    ]


def _left_out(content: Content, left: LeftOut, station: Station, week_starts_on: date, now: datetime) -> Unplaced:
    return Unplaced(
        station=station,
        agency_id=station.agency_id,
        week_starts_on=week_starts_on,
        revision_id=content.wish.revision_id,
        programme_id=content.wish.programme_id,
        priority=content.priority,
        title=content.title,
        airings=left.airings,
        reason=left.reason,
        at=now,
    )


def _made_way(displaced: Sequence[Slot], now: datetime) -> list[Unplaced]:
    """One row for each thing that made way, with the number of sessions it lost."""
    first = {key_of(slot): slot for slot in displaced}
    airings = Counter(key for key, _ in {(key_of(slot), slot.session_id) for slot in displaced})
    return [_unplaced_of(slot, airings[key], Reason.MADE_WAY, now) for key, slot in first.items()]


def _unplaced_of(slot: Slot, airings: int, reason: Reason, now: datetime) -> Unplaced:
    session = slot.session
    programme_id = slot.programme_item.programme_id if slot.programme_item else None
    return Unplaced(
        station_id=session.station_id,
        agency_id=session.agency_id,
        week_starts_on=session.day - timedelta(days=session.day.weekday()),
        revision_id=None if programme_id else slot.revision_id,
        programme_id=programme_id,
        priority=slot.priority,
        title=slot.programme_item.programme.title if slot.programme_item else slot.title,
        airings=airings,
        reason=reason,
        at=now,
    )


def _settle_before(contents: Sequence[Content], stations: Sequence[Station], week_starts_on: date, now: datetime) -> None:
    """What was not placed before is asked anew by this call: its old rows end."""
    open_rows = Unplaced.objects.filter(station__in=[s.pk for s in stations], week_starts_on=week_starts_on, ended_at=None)
    revision_ids = [c.wish.revision_id for c in contents if c.wish.revision_id]
    programme_ids = [c.wish.programme_id for c in contents if c.wish.programme_id]
    open_rows.filter(revision__in=revision_ids).update(ended_at=now)
    open_rows.filter(programme__in=programme_ids).update(ended_at=now)


def _not_placed(row: Unplaced) -> NotPlaced:
    return NotPlaced(row.station_id, row.agency_id, row.title, Priority(row.priority), row.airings, Reason(row.reason))
