"""Questions about air time: what will sound, what is planned, what fits, what waits."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet, Sum

from loa.core.airtime import Because, Decision, Plan, Sounding, decide, should_have_played, timeline
from loa.core.capacity import Capacity, Demand, weigh
from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.core.quiet import ALLOWED_BY_DEFAULT, VIETNAM, Window
from loa.core.sessions import DAYS_A_WEEK
from loa.core.withholding import Withheld
from loa.core.words import vi
from loa.server.channels.queries import station
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_seen_by, must_see
from loa.server.schedules.composing.areas import areas_of
from loa.server.schedules.composing.caps import LongestSession, longest_session_of
from loa.server.schedules.composing.wishes import end_of, start_of
from loa.server.schedules.errors import ProgrammeNotFound, SessionNotFound
from loa.server.schedules.models import (
    Exemption,
    Programme,
    PublishedSchedule,
    Session,
    SessionState,
    Slot,
    SlotState,
    Unplaced,
)
from loa.wire.manifest import Asset, Item

DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One item of a session as planned; `assets` are there once the session is published and the item goes out."""

    slot_id: UUID
    session_id: UUID
    station_id: UUID
    agency_id: UUID
    position: int
    title: str
    priority: Priority
    origin: Origin
    state: SlotState
    starts_at: datetime
    planned_seconds: float
    revision_id: UUID | None
    programme_id: UUID | None
    campaign_id: UUID | None
    assets: tuple[Asset, ...]
    machine_voice: bool
    withheld: Withheld | None


@dataclass(frozen=True, slots=True)
class Silent:
    """A planned item that will not sound in the span, and why, in words."""

    slot_id: UUID
    title: str
    session_starts_at: datetime
    why: str


@dataclass(frozen=True)
class Preview:
    """What a station will sound like: `soundings` in order, and what is planned but stays silent."""

    soundings: tuple[Sounding, ...]
    silent: tuple[Silent, ...]


def next_24_hours(*, station_id: UUID, now: datetime, seen_by: Actor, allowed: Sequence[Window] = ALLOWED_BY_DEFAULT) -> Preview:
    """The next 24 hours exactly as they will sound, by the rule the loudspeaker itself uses, from what is published."""
    station(station_id, seen_by=seen_by)
    plan, withheld = published_plan(station_id=station_id, now=now, seen_by=seen_by, allowed=allowed)
    soundings = should_have_played(plan, now, now + DAY)
    heard = {sounding.airing.slot.id for sounding in soundings}
    planned = Slot.objects.filter(session__station=station_id, session__starts_at__range=(now, now + DAY)).exclude(
        state=SlotState.CANCELLED
    )
    barred = {airing.slot.id: airing.barred for airing in timeline(plan)}
    silent = [
        Silent(slot.pk, slot.title, slot.session.starts_at, _why_silent(slot.pk, withheld, barred))
        for slot in planned.exclude(session__state=SessionState.CANCELLED)
        .select_related("session")
        .order_by("session__starts_at", "position")
        if slot.pk not in heard
    ]
    return Preview(soundings, tuple(silent))


def explanation(*, station_id: UUID, at: datetime, seen_by: Actor, allowed: Sequence[Window] = ALLOWED_BY_DEFAULT) -> Decision:
    """Why this plays here then: the winner, the losers and the rule that decided, as published."""
    plan, _ = published_plan(station_id=station_id, now=at, seen_by=seen_by, allowed=allowed)
    return decide(plan, (), at)


def published_plan(
    *, station_id: UUID, now: datetime, seen_by: Actor, allowed: Sequence[Window] = ALLOWED_BY_DEFAULT
) -> tuple[Plan, dict[UUID, Withheld]]:
    """The plan of this week and the next as published, and what was kept back with its reason."""
    station(station_id, seen_by=seen_by)
    schedules = latest_schedules(station_ids=[station_id], from_day=_monday(now), to_day=_monday(now) + timedelta(days=7), seen_by=seen_by)
    slots = [Item.model_validate(item).to_slot() for schedule in schedules for item in schedule.items]
    withheld = {UUID(row["slot_id"]): Withheld(row["reason"]) for schedule in schedules for row in schedule.withheld}
    first = _monday(now)
    return Plan(tuple(slots), start_of(first), end_of(first + timedelta(days=13)), tuple(allowed)), withheld


def latest_schedules(*, station_ids: Collection[UUID], from_day: date, to_day: date, seen_by: Actor) -> list[PublishedSchedule]:
    """The newest version of each published week that starts between two days, of these stations, in scope."""
    rows = PublishedSchedule.objects.filter(
        station__in=list(station_ids), station__agency__in=agencies_seen_by(seen_by), week_starts_on__range=(from_day, to_day)
    )
    newest = rows.values("station", "week_starts_on").annotate(last=Max("version"))
    last = {(row["station"], row["week_starts_on"]): row["last"] for row in newest}
    heads = rows.values_list("pk", "station_id", "week_starts_on", "version")
    wanted = [pk for pk, station_id, week, version in heads if last[station_id, week] == version]
    return list(PublishedSchedule.objects.filter(pk__in=wanted).order_by("station", "week_starts_on"))


def planned_items(*, session_id: UUID, seen_by: Actor) -> tuple[PlannedItem, ...]:
    """The running order of one session, frozen. Raises `SessionNotFound`."""
    return planned_items_of([session(session_id=session_id, seen_by=seen_by)], seen_by=seen_by)[session_id]


def planned_items_of(sessions: Iterable[Session], *, seen_by: Actor) -> dict[UUID, tuple[PlannedItem, ...]]:
    """The running orders of many sessions; three queries. Items that will not go out carry the reason."""
    by_id = {one.pk: one for one in sessions}
    days = [one.day for one in by_id.values()]
    stations = {one.station_id for one in by_id.values()}
    schedules = (
        latest_schedules(station_ids=stations, from_day=min(days) - timedelta(days=6), to_day=max(days), seen_by=seen_by) if days else []
    )
    sent = {item["slot_id"]: item for schedule in schedules for item in schedule.items}
    kept = {row["slot_id"]: Withheld(row["reason"]) for schedule in schedules for row in schedule.withheld}
    found: dict[UUID, list[PlannedItem]] = {session_id: [] for session_id in by_id}
    clocks = {session_id: one.starts_at for session_id, one in by_id.items()}
    slots = Slot.objects.filter(session__in=list(by_id)).exclude(state=SlotState.CANCELLED).select_related("programme_item")
    for slot in slots.order_by("session", "position"):
        published = sent.get(str(slot.pk))
        item = _planned_item(
            slot,
            by_id[slot.session_id],
            clocks[slot.session_id],
            published=Item.model_validate(published) if published else None,
            withheld=kept.get(str(slot.pk)),
        )
        found[slot.session_id].append(item)
        if item.withheld is None:
            clocks[slot.session_id] += timedelta(seconds=item.planned_seconds)
    return {session_id: tuple(items) for session_id, items in found.items()}


def session(*, session_id: UUID, seen_by: Actor) -> Session:
    """One session in scope. Raises `SessionNotFound`."""
    found = Session.objects.select_related("station", "relays").filter(agency__in=agencies_seen_by(seen_by), pk=session_id).first()
    if found is None:
        raise SessionNotFound
    return found


def sessions_of(*, agency_id: UUID, day: date, seen_by: Actor) -> QuerySet[Session]:
    """An agency's sessions of a day, by time; none that is cancelled."""
    return sessions_between(first_day=day, last_day=day, seen_by=seen_by).filter(agency=agency_id)


def sessions_between(*, first_day: date, last_day: date, seen_by: Actor) -> QuerySet[Session]:
    """Sessions in scope between two days, both included, by time."""
    found = Session.objects.filter(agency__in=agencies_seen_by(seen_by), day__range=(first_day, last_day))
    return found.exclude(state=SessionState.CANCELLED).select_related("station", "relays").order_by("starts_at", "station__search_key")


def programmes(*, seen_by: Actor, week_starts_on: date | None = None) -> QuerySet[Programme]:
    """Programmes in scope, newest first, with their items."""
    found = Programme.objects.filter(agency__in=agencies_seen_by(seen_by)).prefetch_related("items").order_by("-week_starts_on", "-made_at")
    return found if week_starts_on is None else found.filter(week_starts_on=week_starts_on)


def programme(*, programme_id: UUID, seen_by: Actor) -> Programme:
    """One programme in scope. Raises `ProgrammeNotFound`."""
    found = programmes(seen_by=seen_by).filter(pk=programme_id).first()
    if found is None:
        raise ProgrammeNotFound
    return found


def exemptions(*, seen_by: Actor, on: date | None = None) -> QuerySet[Exemption]:
    """Papers that lift caps: public facts, the same for every reader; `on` keeps those standing that day."""
    del seen_by  # official papers about public air time
    found = Exemption.objects.order_by("-valid_from", "number")
    return found if on is None else found.filter(valid_from__lte=on, valid_to__gte=on)


def unplaced(*, week_starts_on: date, seen_by: Actor) -> QuerySet[Unplaced]:
    """What found no session and waits for a person, ưu tiên first."""
    found = Unplaced.objects.filter(agency__in=agencies_seen_by(seen_by), week_starts_on=week_starts_on, ended_at=None)
    return found.select_related("station").order_by("-priority", "title", "station__search_key")


def longest_session(*, agency_id: UUID, day: date, seen_by: Actor) -> LongestSession:
    """The longest session of the agency's area that day, exemptions included, and on what it rests. For the door of submission."""
    must_see(seen_by, agency_id)
    return longest_session_of(agency_id, day)


def capacity_of(*, demands: Sequence[Demand], agency_ids: Collection[UUID], week_starts_on: date, seen_by: Actor) -> list[Capacity]:
    """What the demands ask of these communes' stations in a week against what each cap leaves, one answer a cap and set of exemptions.

    What is planned already counts by the busiest station of each group, so that what is said to fit fits everywhere.
    """
    seen = set(agencies_seen_by(seen_by).filter(pk__in=list(agency_ids)))
    areas = areas_of(seen, from_day=week_starts_on)
    taken = _taken_seconds(seen, week_starts_on)
    groups = defaultdict(list)
    for area in areas.values():
        groups[area.parent_form, area.exemptions].append(area.agency_id)
    return [
        weigh(
            demands,
            parent_form=parent_form,
            units=len(members),
            week_starts_on=week_starts_on,
            exemptions=exempted,
            taken_seconds=max(taken[agency_id] for agency_id in members),
        )
        for (parent_form, exempted), members in sorted(groups.items(), key=lambda group: (group[0][0], -len(group[1])))
    ]


def _taken_seconds(agency_ids: Collection[UUID], week_starts_on: date) -> Counter[UUID]:
    days = (week_starts_on, week_starts_on + timedelta(days=DAYS_A_WEEK - 1))
    slots = Slot.objects.filter(session__agency__in=list(agency_ids), session__day__range=days).exclude(state=SlotState.CANCELLED)
    rows = (
        slots.exclude(session__state=SessionState.CANCELLED)
        .values("session__station", "session__agency")
        .annotate(sum=Sum("planned_seconds"))
    )
    taken: Counter[UUID] = Counter()
    for row in rows.order_by():
        taken[row["session__agency"]] = max(taken[row["session__agency"]], row["sum"])
    return taken


def _monday(now: datetime) -> date:
    day = now.astimezone(VIETNAM).date()
    return day - timedelta(days=day.weekday())


def _why_silent(slot_id: UUID, withheld: Mapping[UUID, Withheld], barred: Mapping[UUID, Because | None]) -> str:
    if slot_id in withheld:
        return withheld[slot_id].vi
    if because := barred.get(slot_id):
        return because.vi
    return NOT_PUBLISHED if slot_id not in barred else Because.NOTHING_PLANNED.vi


NOT_PUBLISHED = vi("Mục này chưa có trong lịch đã phát hành. Hãy phát hành lại lịch.")


def _planned_item(slot: Slot, session: Session, clock: datetime, *, published: Item | None, withheld: Withheld | None) -> PlannedItem:
    return PlannedItem(
        slot_id=slot.pk,
        session_id=session.pk,
        station_id=session.station_id,
        agency_id=session.agency_id,
        position=slot.position,
        title=slot.title,
        priority=Priority(slot.priority),
        origin=Origin(slot.origin),
        state=SlotState(slot.state),
        starts_at=published.starts_at if published else clock,
        planned_seconds=published.seconds if published else slot.planned_seconds,
        revision_id=slot.revision_id,
        programme_id=slot.programme_item.programme_id if slot.programme_item else None,
        campaign_id=slot.campaign_id,
        assets=published.assets if published else (),
        machine_voice=published.machine_voice if published else False,
        withheld=withheld,
    )
