"""What sounded, in the caller's scope: counts that never mix evidence grades, and the plan held against the plays."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from loa.core.grades import Grade
from loa.core.origins import Origin
from loa.core.quiet import VIETNAM
from loa.server.channels.models import Station
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_seen_by
from loa.server.playlogs.models import Play, RecordProblem, SessionTick, VendorImport
from loa.server.schedules.models import PublishedSchedule
from loa.server.schedules.queries import latest_schedules, session
from loa.wire.manifest import Item
from loa.wire.plays import Outcome


@dataclass(frozen=True)
class PlayTotal:
    """What one agency played, of one origin, known by one grade. Lượt, buổi, tin bài and phút are four things."""

    agency_id: UUID
    origin: Origin
    grade: Grade
    airings: int  # lượt: slots that sounded to their end
    sessions: int  # buổi: sessions with at least one of them
    bulletins: int  # tin bài: different ones among them
    seconds: float
    simulated: bool  # whether any of it is of a simulated week


@dataclass(frozen=True)
class Compared:
    """One planned item and the play that counts for it; `gap` says why it did not sound to its end, empty where it did."""

    item: Item
    play: Play | None
    gap: str

    @property
    def is_played(self) -> bool:
        """Whether all of it sounded."""
        return self.play is not None and self.play.outcome == Outcome.COMPLETE


NOT_RECORDED = "Chưa có bản ghi, xác nhận hoặc nhật ký nào cho mục này."
NOT_YET = "Chưa đến giờ phát."


def plays_of(
    *,
    seen_by: Actor,
    campaign_id: UUID | None = None,
    agency_ids: Collection[UUID] | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> QuerySet[Play]:
    """Plays in scope, withdrawn ones left out, by planned time; of a campaign, of agencies, between two local days, both included."""
    found = Play.objects.filter(agency__in=agencies_seen_by(seen_by), withdrawn_at=None)
    if campaign_id is not None:
        found = found.filter(campaign_id=campaign_id)
    if agency_ids is not None:
        found = found.filter(agency__in=list(agency_ids))
    if first_day is not None:
        found = found.filter(planned_at__gte=_midnight(first_day))
    if last_day is not None:
        found = found.filter(planned_at__lt=_midnight(last_day + timedelta(days=1)))
    return found.order_by("planned_at", "station", "pk")


def counting(plays: QuerySet[Play]) -> QuerySet[Play]:
    """The plays that count: sounded to the end, and each slot of a station once, by its strongest evidence."""
    others = Play.objects.filter(slot_id=OuterRef("slot_id"), station=OuterRef("station"), outcome=Outcome.COMPLETE, withdrawn_at=None)
    stronger = others.filter(Q(grade_rank__lt=OuterRef("grade_rank")) | Q(grade_rank=OuterRef("grade_rank"), pk__lt=OuterRef("pk")))
    return plays.filter(~Exists(stronger), outcome=Outcome.COMPLETE)


def play_totals(
    *,
    seen_by: Actor,
    campaign_id: UUID | None = None,
    agency_ids: Collection[UUID] | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> list[PlayTotal]:
    """Totals by agency, origin and grade, one query. Who adds them up over grades says so."""
    plays = plays_of(seen_by=seen_by, campaign_id=campaign_id, agency_ids=agency_ids, first_day=first_day, last_day=last_day)
    rows = (
        counting(plays)
        .order_by()
        .values("agency_id", "origin", "grade")
        .annotate(
            airings=Count("pk"),
            sessions=Count("session_id", distinct=True),
            bulletins=Count("bulletin_id", distinct=True),
            total_seconds=Sum("seconds"),
            simulated_plays=Count("pk", filter=Q(simulated=True)),
        )
        .order_by("agency_id", "origin", "grade")
    )
    return [
        PlayTotal(
            agency_id=row["agency_id"],
            origin=Origin(row["origin"]),
            grade=Grade(row["grade"]),
            airings=row["airings"],
            sessions=row["sessions"],
            bulletins=row["bulletins"],
            seconds=round(row["total_seconds"] or 0.0, 3),
            simulated=row["simulated_plays"] > 0,
        )
        for row in rows
    ]


def planned_of_session(*, session_id: UUID, seen_by: Actor) -> tuple[Station, tuple[Item, ...]]:
    """The station of a session in scope, and its items as published, in order. Raises `SessionNotFound`."""
    found = session(session_id=session_id, seen_by=seen_by)
    monday = found.day - timedelta(days=found.day.weekday())
    schedules = latest_schedules(station_ids=[found.station_id], from_day=monday, to_day=monday, seen_by=seen_by)
    return found.station, tuple(item for item in _items(schedules) if item.session_id == session_id)


def planned_of_station(*, station_id: UUID, first_day: date, last_day: date, seen_by: Actor) -> tuple[Item, ...]:
    """Everything published for a station in scope between two local days, both included, in order."""
    return planned_of_stations(station_ids=[station_id], first_day=first_day, last_day=last_day, seen_by=seen_by).get(station_id, ())


def planned_of_stations(*, station_ids: Collection[UUID], first_day: date, last_day: date, seen_by: Actor) -> dict[UUID, tuple[Item, ...]]:
    """The same for many stations, in two queries."""
    monday = first_day - timedelta(days=first_day.weekday())
    begin, end = _midnight(first_day), _midnight(last_day + timedelta(days=1))
    found: dict[UUID, list[Item]] = {}
    for schedule in latest_schedules(station_ids=station_ids, from_day=monday, to_day=last_day, seen_by=seen_by):
        found.setdefault(schedule.station_id, []).extend(item for item in _items([schedule]) if begin <= item.starts_at < end)
    return {station_id: tuple(items) for station_id, items in found.items()}


def planned_against_played(*, planned: Sequence[Item], now: datetime, seen_by: Actor) -> tuple[Compared, ...]:
    """The plan held against what is recorded, item by item: the best play of each, and the reason where it did not sound."""
    best: dict[UUID, Play] = {}
    slot_ids = [item.slot_id for item in planned]
    for begin in range(0, len(slot_ids), 500):
        plays = plays_of(seen_by=seen_by).filter(slot_id__in=slot_ids[begin : begin + 500])
        for play in sorted(plays, key=_worth, reverse=True):
            best[play.slot_id] = play
    return tuple(Compared(item, best.get(item.slot_id), _gap(item, best.get(item.slot_id), now)) for item in planned)


def open_ticks_of(*, session_ids: Collection[UUID], seen_by: Actor) -> dict[UUID, SessionTick]:
    """The standing tick of each of these sessions in scope."""
    rows = SessionTick.objects.filter(session_id__in=list(session_ids), ended_at=None, agency__in=agencies_seen_by(seen_by))
    return {row.session_id: row for row in rows}


def vendor_imports(*, seen_by: Actor) -> QuerySet[VendorImport]:
    """Imported vendor logs in scope, newest first."""
    return VendorImport.objects.filter(agency__in=agencies_seen_by(seen_by)).select_related("station").order_by("-at")


def record_problems(*, seen_by: Actor) -> QuerySet[RecordProblem]:
    """Records of players in scope that were not taken, newest first."""
    rows = RecordProblem.objects.filter(player__station__agency__in=agencies_seen_by(seen_by))
    return rows.select_related("player__station").order_by("-first_at")


def _worth(play: Play) -> tuple[bool, int, float]:
    """Smaller is better: complete before not, stronger before weaker, longer before shorter."""
    return play.outcome != Outcome.COMPLETE, play.grade_rank, -play.seconds


def _gap(item: Item, play: Play | None, now: datetime) -> str:
    if play is None:
        return NOT_YET if now < item.starts_at + timedelta(seconds=item.seconds) else NOT_RECORDED
    if play.outcome == Outcome.COMPLETE:
        return ""
    return play.reason or Outcome(play.outcome).vi


def _items(schedules: Iterable[PublishedSchedule]) -> list[Item]:
    return [Item.model_validate(item) for schedule in schedules for item in schedule.items]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
