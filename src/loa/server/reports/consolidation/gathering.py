"""What the logs know, for the fields of a form: one gatherer for each place that a field may name, each a few queries for all units.

As of a moment: what was logged later does not change a report that was filled before, so the walk back finds the same figures.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from loa.core.figures import LoggedFigure, Source, SourceKind
from loa.core.grades import Grade
from loa.core.quiet import VIETNAM
from loa.core.snapshots import sha256_of
from loa.server.activities.models import Activity
from loa.server.bulletins.models import Approval, Revision, UnitText
from loa.server.channels.models import LinkCount, LinkPurpose
from loa.server.playlogs.models import Play
from loa.server.reports.form_registry import Form, Indicator
from loa.server.reports.models import ReportingRound
from loa.server.schedules.models import Programme, ProgrammeItem, ProgrammeState, Session, SessionState, Slot, SlotState
from loa.wire.plays import Outcome


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose work, for which campaign, in which days, as of when."""

    opened: ReportingRound
    agency_ids: frozenset[UUID]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of a log as it counts: whose, for which field, how it is known, how much, and the facts that are hashed."""

    agency_id: UUID
    indicator: str
    grade: Grade
    value: int
    facts: tuple[Any, ...]


def gather(
    form: Form, *, opened: ReportingRound, work_of: Mapping[UUID, Collection[UUID]], as_of: datetime
) -> dict[UUID, list[LoggedFigure]]:
    """Figures from the logs for each reporting unit; `work_of` names the agencies whose work it reports (its own, a centre's)."""
    reporter_of = {agency: reporter for reporter, agencies in work_of.items() for agency in agencies}
    scope = Scope(opened, frozenset(reporter_of), as_of)
    rows: dict[tuple[UUID, str, Grade], list[LogRow]] = defaultdict(list)
    for origin, gatherer in GATHERERS.items():
        fields = [field for field in form.indicators if field.source.get("from") == origin]
        for row in gatherer(scope, fields) if fields else ():
            rows[reporter_of[row.agency_id], row.indicator, row.grade].append(row)
    found: dict[UUID, list[LoggedFigure]] = {reporter: [] for reporter in work_of}
    for (reporter, indicator, grade), held in rows.items():
        found[reporter].append(_figure(indicator, grade, held, opened))
    return found


def _figure(indicator: str, grade: Grade, rows: list[LogRow], opened: ReportingRound) -> LoggedFigure:
    """One figure; its source names the log and hashes the facts of its rows, in an order that the facts alone decide."""
    value = sum(row.value for row in rows)
    sha256 = sha256_of(sorted([str(fact) for fact in row.facts] + [str(row.value)] for row in rows))
    log = f"nhat-ky/{indicator}/{opened.starts_on}..{opened.ends_on}"
    return LoggedFigure(indicator, value, grade, (Source(SourceKind.LOG, log, value, sha256, count=len(rows)),))


def _activities(scope: Scope, fields: Iterable[Indicator]) -> Iterator[LogRow]:
    """Activities of the campaign that stood at that moment."""
    wanted = {(field.source["kind"], field.source["unit"]): field.code for field in fields}
    stood = Q(ended_at=None) | Q(ended_at__gt=scope.as_of)
    held = Activity.objects.filter(
        stood,
        agency__in=scope.agency_ids,
        campaign=scope.opened.campaign_id,
        done_on__range=(scope.opened.starts_on, scope.opened.ends_on),
        recorded_at__lte=scope.as_of,
    )
    if not scope.opened.simulated:
        held = held.filter(simulated=False)
    for one in held.values("agency_id", "kind", "unit", "grade", "quantity", "approximate", "done_on", "supplied_by", "photo_sha256"):
        indicator = wanted.get((one["kind"], one["unit"]))
        if indicator is not None:
            grade = Grade.ESTIMATED if one["approximate"] else Grade(one["grade"])
            facts = (one["done_on"], one["kind"], one["unit"], one["supplied_by"], one["photo_sha256"] or "")
            yield LogRow(one["agency_id"], indicator, grade, one["quantity"], facts)


def _planned_sessions(scope: Scope, fields: Iterable[Indicator]) -> Iterator[LogRow]:
    """Sessions that were published with something of the campaign in them. What Loa itself published, it knows."""
    slots = Slot.objects.filter(campaign=scope.opened.campaign_id, state=SlotState.PLANNED).values("session")
    days = (scope.opened.starts_on, scope.opened.ends_on)
    held = Session.objects.filter(pk__in=slots, agency__in=scope.agency_ids, day__range=days, state=SessionState.PUBLISHED)
    for agency_id, station, starts_at in held.values_list("agency_id", "station__name", "starts_at"):
        for field in fields:
            yield LogRow(agency_id, field.code, Grade.MACHINE, 1, (station, starts_at.isoformat()))


def _scans(scope: Scope, fields: Iterable[Indicator]) -> Iterator[LogRow]:
    """Openings of residents' short links to the campaign's texts, counted by the server, a day and link at a time; a day once it is over."""
    days = (scope.opened.starts_on, scope.opened.ends_on)
    texts = Revision.objects.filter(bulletin__campaign=scope.opened.campaign_id).values("pk")
    held = LinkCount.objects.filter(
        link__agency__in=scope.agency_ids, link__purpose=LinkPurpose.RESIDENT, link__target_id__in=texts, day__range=days, count__gt=0
    ).filter(day__lt=scope.as_of.astimezone(VIETNAM).date())
    for agency_id, channel, day, count in held.values_list("link__agency_id", "link__channel", "day", "count"):
        for field in fields:
            yield LogRow(agency_id, field.code, Grade.MACHINE, count, (day, channel))


def _plays(scope: Scope, fields: Iterable[Indicator]) -> Iterator[LogRow]:
    """Plays of the campaign that sounded to their end, each slot once, by its strongest evidence, as known at that moment."""
    counted = _counted_plays(scope)
    for field in fields:
        yield from _MEASURES[field.source["measure"]](field, counted)


def _counted_plays(scope: Scope) -> list[dict[str, Any]]:
    begin = datetime.combine(scope.opened.starts_on, time(), VIETNAM)
    end = datetime.combine(scope.opened.ends_on + timedelta(days=1), time(), VIETNAM)
    stood = Q(withdrawn_at=None) | Q(withdrawn_at__gt=scope.as_of)
    held = Play.objects.filter(
        stood,
        campaign_id=scope.opened.campaign_id,
        agency__in=scope.agency_ids,
        planned_at__gte=begin,
        planned_at__lt=end,
        outcome=Outcome.COMPLETE,
        recorded_at__lte=scope.as_of,
    )
    if not scope.opened.simulated:
        held = held.filter(simulated=False)
    columns = (
        "agency_id",
        "station_id",
        "slot_id",
        "session_id",
        "origin",
        "grade",
        "grade_rank",
        "seconds",
        "title",
        "planned_at",
        "source",
    )
    best: dict[tuple[UUID, UUID], dict[str, Any]] = {}
    for play in held.values(*columns).order_by("planned_at", "title", "source"):
        key = (play["station_id"], play["slot_id"])
        known = best.get(key)
        if known is None or (play["grade_rank"], -play["seconds"]) < (known["grade_rank"], -known["seconds"]):
            best[key] = play
    return list(best.values())


def _facts(play: Mapping[str, Any]) -> tuple[Any, ...]:
    """What is hashed of a play: what sounded, when it was planned, who says so. No identity that another run would draw otherwise."""
    return (play["planned_at"].isoformat(), play["title"], play["origin"], play["source"], round(play["seconds"]))


def _airings(field: Indicator, plays: list[dict[str, Any]]) -> Iterator[LogRow]:
    """Lượt: produced and relayed are two fields."""
    origins = field.source["origin"].split()
    for play in plays:
        if play["origin"] in origins:
            yield LogRow(play["agency_id"], field.code, Grade(play["grade"]), 1, _facts(play))


def _sessions(field: Indicator, plays: list[dict[str, Any]]) -> Iterator[LogRow]:
    """Buổi: one for each session with at least one play, by the strongest evidence in it."""
    best: dict[UUID, dict[str, Any]] = {}
    for play in plays:
        known = best.setdefault(play["session_id"], play)
        if play["grade_rank"] < known["grade_rank"]:
            best[play["session_id"]] = play
    for play in best.values():
        yield LogRow(play["agency_id"], field.code, Grade(play["grade"]), 1, _facts(play))


def _minutes(field: Indicator, plays: list[dict[str, Any]]) -> Iterator[LogRow]:
    """Phút: rounded once for the unit and grade. Each play carries what its seconds add to the running minutes."""
    running: dict[tuple[UUID, str], float] = defaultdict(float)
    for play in sorted(plays, key=lambda one: (*_facts(one), one["grade"])):
        key = (play["agency_id"], play["grade"])
        before = int(running[key] / 60 + 0.5)
        running[key] += play["seconds"]
        yield LogRow(play["agency_id"], field.code, Grade(play["grade"]), int(running[key] / 60 + 0.5) - before, _facts(play))


_MEASURES = {"plays": _airings, "sessions": _sessions, "minutes": _minutes}


def _programmes(scope: Scope, fields: Iterable[Indicator]) -> Iterator[LogRow]:
    """Programmes of these agencies that carry the campaign, approved by that moment."""
    items = ProgrammeItem.objects.filter(revision__bulletin__campaign=scope.opened.campaign_id).values("programme")
    days = (scope.opened.starts_on - timedelta(days=6), scope.opened.ends_on)
    held = Programme.objects.filter(
        pk__in=items, agency__in=scope.agency_ids, state=ProgrammeState.APPROVED, approved_at__lte=scope.as_of, week_starts_on__range=days
    )
    for agency_id, title, week in held.values_list("agency_id", "title", "week_starts_on").distinct():
        for field in fields:
            yield LogRow(agency_id, field.code, Grade.MACHINE, 1, (title, week))


def _bulletins(scope: Scope, fields: Iterable[Indicator]) -> Iterator[LogRow]:
    """Texts of the campaign that these agencies wrote, once each, approved by that moment."""
    held = Approval.objects.filter(
        revision__bulletin__campaign=scope.opened.campaign_id, revision__bulletin__agency__in=scope.agency_ids, at__lte=scope.as_of
    )
    columns = ("revision__bulletin__agency_id", "revision__bulletin_id", "revision__bulletin__title")
    for agency_id, _, title in held.values_list(*columns).distinct():
        for field in fields:
            yield LogRow(agency_id, field.code, Grade.MACHINE, 1, (title,))


def _unit_texts(scope: Scope, fields: Iterable[Indicator]) -> Iterator[LogRow]:
    """Whether a unit's own words were approved: the first answer (Có) of the field. Silence is not an answer."""
    held = UnitText.objects.filter(
        revision__bulletin__campaign=scope.opened.campaign_id, agency__in=scope.agency_ids, approved_at__lte=scope.as_of
    )
    sentences: dict[UUID, list[str]] = defaultdict(list)
    for agency_id, sentence in held.order_by("sentence").values_list("agency_id", "sentence"):
        sentences[agency_id].append(sentence)
    for agency_id, said in sentences.items():
        for field in fields:
            yield LogRow(agency_id, field.figures[0][0], Grade.MACHINE, 1, tuple(said))


GATHERERS = {
    "plays": _plays,
    "schedules": _planned_sessions,
    "programmes": _programmes,
    "bulletins": _bulletins,
    "unit_texts": _unit_texts,
    "activities": _activities,
    "scans": _scans,
}
