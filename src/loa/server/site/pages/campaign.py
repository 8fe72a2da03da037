"""One campaign, each tab a question: who answered, what is said, does it fit, what was heard, what is reported."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from loa.core.agencies import AgencyKind
from loa.core.capacity import Capacity, Demand
from loa.core.grades import Grade
from loa.core.origins import Origin
from loa.core.priorities import Priority
from loa.core.roles import Right
from loa.server.agencies.queries import agencies_below_each, agencies_of_kind_under, agency_versions_on
from loa.server.bulletins.models import Bulletin
from loa.server.bulletins.queries import bulletins_of, sentences_of
from loa.server.campaigns.models import Assignment, AssignmentState, Campaign
from loa.server.campaigns.queries import answers_by_level, assignments_of, campaign_of, own_assignments, silent_assignments
from loa.server.documents.queries import clauses_standing, corrections_since
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, exporter_of, page_of, send_table, wants_table
from loa.server.people.queries import agencies_seen_by
from loa.server.playlogs.queries import play_totals
from loa.server.reports.queries import coverage_of, rounds_of
from loa.server.schedules.queries import capacity_of
from loa.server.voices.queries import estimated_seconds, track_of

TABS = (
    ("tra-loi", _("Ai đã trả lời?")),
    ("noi-dung", _("Nói gì?")),
    ("thoi-luong", _("Có đủ thời lượng?")),
    ("da-phat", _("Đã phát được gì?")),
    ("bao-cao", _("Báo cáo đến đâu?")),
)

COLUMNS = ("Đơn vị", "Tình trạng", "Cách tiếp nhận", "Giao lúc", "Tiếp nhận lúc", "Hạn", "Văn bản giao")


@require_GET
def campaign(request: Request, campaign_id: UUID) -> HttpResponse:
    """Một đợt tuyên truyền."""
    held = campaign_of(campaign_id, seen_by=request.actor)
    if wants_table(request):
        return send_table("tiep-nhan", COLUMNS, _exported(assignments_of(held.pk, seen_by=exporter_of(request))))
    tab = request.GET.get("muc", "")
    tab = tab if tab in TOLD else TABS[0][0]
    own = own_assignments(seen_by=request.actor).filter(campaign=held)
    context: dict[str, Any] = {
        "campaign": held,
        "tab": tab,
        "tabs": TABS,
        "own": _own(request.actor, own),
        "may_open_more": request.actor.may(Right.DIRECT, held.document.agency_id),
        "clauses": clauses_standing(held.document, at=held.opened_at),
        "corrected_since": corrections_since(held.document, held.opened_at),
        **TOLD[tab](request, held),
    }
    return render(request, "site/campaign.html", context)


def _exported(rows: QuerySet[Assignment]) -> Iterator[list[object]]:
    for one in rows:
        moments = [f"{m.astimezone(clock.HANOI):%d/%m/%Y %H:%M}" if m else "" for m in (one.sent_at, one.accepted_at, one.due_at)]
        yield [getattr(one, "agency_name", ""), one.get_state_display(), one.get_accepted_by_display(), *moments, one.letter.reference]


def _own(actor: Actor, own: QuerySet[Assignment]) -> list[tuple[Assignment, bool, bool]]:
    """One's own assignments: whether the actor may answer each, and whether there is anybody below to hand it to."""
    below = agencies_below_each({one.agency_id for one in own}, clock.today())
    handed = AssignmentState.HANDED_DOWN
    return [(one, actor.may(Right.DIRECT, one.agency_id), one.state != handed and bool(below[one.agency_id])) for one in own]


def _answers(request: Request, held: Campaign) -> dict[str, Any]:
    levels = [
        {"level": level, "name": AgencyKind(level.agency_kind).vi if level.agency_kind else ""}
        for level in answers_by_level(held.pk, seen_by=request.actor)
    ]
    shown = request.GET.get("xem", "")
    rows: QuerySet[Assignment] = silent_assignments(held.pk, seen_by=request.actor)
    if shown == "tat-ca":
        rows = assignments_of(held.pk, seen_by=request.actor)
    return {"levels": levels, "page": page_of(request, rows, size=60), "shown": shown, "silent": AssignmentState.SENT}


def _kit(request: Request, held: Campaign) -> dict[str, Any]:
    bulletins = bulletins_of(seen_by=request.actor).filter(campaign=held).order_by("position", "made_at")
    return {
        "bulletins": bulletins,
        "may_write": any(request.actor.may(Right.WRITE, agency_id) for agency_id in request.actor.agency_ids),
    }


def _capacity(request: Request, held: Campaign) -> dict[str, Any]:
    """Each text of the campaign twice a week, beside what is planned already."""
    wished = _wished(request)
    texts = bulletins_of(seen_by=request.actor).filter(campaign=held)
    demands = [Demand(text.title, max(1, round(_seconds(text))), wished, Priority(text.priority)) for text in texts]
    communes = _communes(request.actor, held)
    monday = held.starts_on.fromordinal(held.starts_on.toordinal() - held.starts_on.weekday())
    found: list[Capacity] = (
        capacity_of(demands=demands, agency_ids=communes, week_starts_on=monday, seen_by=request.actor) if demands else []
    )
    return {"capacities": found, "demands": demands, "monday": monday, "wished": wished}


def _wished(request: Request) -> int:
    text = request.GET.get("luot", "")
    return min(14, max(1, int(text))) if text.isdigit() and len(text) < 4 else 2


def _seconds(text: Bulletin) -> float:
    revision = text.revisions.get(number=text.current)
    track = track_of(revision.pk)
    return track.seconds if track else estimated_seconds(revision, sentences_of(revision), at=clock.now())


def _communes(actor: Actor, held: Campaign) -> list[UUID]:
    below = agencies_of_kind_under(AgencyKind.COMMUNE_COMMITTEE, held.territory_id, held.map_date)
    return list(below.filter(agency__in=agencies_seen_by(actor)).values_list("agency_id", flat=True))


@dataclass
class Heard:
    """What one agency let be heard, by grade."""

    name: str
    airings: int = 0
    sessions: int = 0
    seconds: float = 0
    grades: set[str] = field(default_factory=set)


def _heard(request: Request, held: Campaign) -> dict[str, Any]:
    totals = play_totals(seen_by=request.actor, campaign_id=held.pk)
    by_kind: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: {"airings": 0, "sessions": 0, "seconds": 0, "agencies": 0})
    by_agency: dict[UUID, Heard] = {}
    ids = {total.agency_id for total in totals}
    names = dict(agency_versions_on(held.map_date).filter(agency_id__in=ids).values_list("agency_id", "short_name"))
    for total in totals:
        row = by_kind[total.origin.value, total.grade.value]
        heard = by_agency.setdefault(total.agency_id, Heard(names.get(total.agency_id, "")))
        row["agencies"] += 1
        for part in ("airings", "sessions", "seconds"):
            row[part] += getattr(total, part)
            setattr(heard, part, getattr(heard, part) + getattr(total, part))
        heard.grades.add(total.grade.value)
    rows = [
        {"origin": Origin(origin), "grade": grade, **by_kind[origin, grade]}
        for origin, grade in sorted(by_kind, key=lambda pair: (list(Origin).index(Origin(pair[0])), list(Grade).index(Grade(pair[1]))))
    ]
    communes = _communes(request.actor, held)
    quiet = [v for v in agency_versions_on(held.map_date).filter(agency_id__in=communes).order_by("short_name") if v.agency_id not in ids]
    return {
        "by_kind": rows,
        "page": page_of(request, sorted(by_agency.values(), key=lambda one: (one.airings, one.name)), size=60),
        "quiet": quiet[:60],
        "quiet_count": len(quiet),
        "communes": len(communes),
        "simulated": any(total.simulated for total in totals),
    }


def _reports(request: Request, held: Campaign) -> dict[str, Any]:
    rounds = rounds_of(seen_by=request.actor).filter(campaign=held)
    may_ask = request.actor.may(Right.DIRECT, held.agency_id)
    return {"rounds": [(one, coverage_of(one.pk, seen_by=request.actor)) for one in rounds], "may_ask": may_ask and not rounds}


TOLD = {"tra-loi": _answers, "noi-dung": _kit, "thoi-luong": _capacity, "da-phat": _heard, "bao-cao": _reports}
