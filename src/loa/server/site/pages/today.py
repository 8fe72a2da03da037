"""Hôm nay: what needs me now, by role, nothing else."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from loa.core.bulletin_steps import State
from loa.core.paper_steps import STEPS, PaperAction, PaperState
from loa.core.roles import Right
from loa.server.agencies.queries import agencies_below_each
from loa.server.bulletins.models import Bulletin
from loa.server.bulletins.queries import approvals_awaiting_confirmation, bulletins_awaiting_approval, unit_texts_awaiting_approval
from loa.server.campaigns.models import Assignment, AssignmentState, Campaign
from loa.server.campaigns.queries import campaigns_of, letters_to_open, own_assignments
from loa.server.documents.models import Delivery, Direction, OfficialDocument
from loa.server.documents.queries import deliveries_waiting
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request
from loa.server.people.models import AskedReopening
from loa.server.people.queries import manages
from loa.server.people.queries.reopenings import reopenings_open, reopenings_to_see
from loa.server.playlogs.queries import open_ticks_of
from loa.server.reports.models import ExpectedReport
from loa.server.reports.queries import own_reports_due
from loa.server.schedules.models import ProgrammeState, Session
from loa.server.schedules.queries import programmes, sessions_between
from loa.server.site.pages.stations import silent_stations

MOST = 20
# What goes to its addressees as soon as it is drawn up is numbered as a draft; any other paper has been signed.
TO_NUMBER = Q(state=PaperState.SIGNED) | Q(state=PaperState.DRAFT, goes_at_once=True)
NEXT_STEPS = {
    PaperState.DRAFT: PaperAction.SUBMIT,
    PaperState.SUBMITTED: PaperAction.INITIAL,
    PaperState.INITIALLED: PaperAction.CHECK,
    PaperState.CHECKED: PaperAction.SIGN,
    PaperState.NUMBERED: PaperAction.ISSUE,
}
SOON = timedelta(days=14)


@require_GET
def today(request: Request) -> HttpResponse:
    """Việc đang chờ tôi."""
    actor = request.actor
    context = {
        "to_open": letters_to_open(seen_by=actor, at=_where(actor, Right.DIRECT), on=clock.today())
        .exclude(pk__in=_carried_out(actor))
        .exclude(pk__in=_given_with(actor))[:MOST],
        "to_take_in": deliveries_waiting(seen_by=actor)
        .filter(agency__in=_where(actor, Right.REGISTER))
        .exclude(document__in=Assignment.objects.filter(agency__in=actor.agency_ids).values("letter"))[:MOST],
        "to_accept": _to_accept(actor),
        "to_hand_down": _to_hand_down(actor),
        "to_approve": bulletins_awaiting_approval(seen_by=actor).filter(agency__in=_where(actor, Right.APPROVE))[:MOST],
        "to_confirm": approvals_awaiting_confirmation(seen_by=actor)[:MOST],
        "reopenings": _reopenings(actor),
        "own_words": unit_texts_awaiting_approval(seen_by=actor).filter(agency__in=_where(actor, Right.APPROVE))[:MOST],
        "programmes": programmes(seen_by=actor)
        .filter(agency__in=_where(actor, Right.APPROVE), state=ProgrammeState.DRAFT)
        .exclude(author_person_id=actor.person_id)[:MOST],
        "sent_back": Bulletin.objects.filter(agency__in=_where(actor, Right.WRITE), state=State.DRAFT).exclude(returned_why="")[:MOST],
        "to_number": OfficialDocument.objects.filter(
            TO_NUMBER, agency__in=_where(actor, Right.REGISTER), direction=Direction.OUT, office_number=""
        ).order_by("-registered_at")[:MOST],
        "next_steps": _next_steps(actor),
        "watched": _watched(actor),
        "sessions": _sessions(actor),
        "reports_due": _reports_due(actor),
        "silent": silent_stations(actor, most=10) if _where(actor, Right.EQUIP) or _where(actor, Right.TICK) else [],
        "day": clock.today(),
    }
    context["nothing"] = not any(context[part] for part in context if part != "day")
    return render(request, "site/today.html", context)


def _reopenings(actor: Actor) -> list[AskedReopening]:
    """Asked reopenings of one's own way in, and those that wait for a second administrator."""
    now = clock.now()
    seen = reopenings_open(now=now).filter(account__person=actor.person_id)
    if manages(actor):
        seen |= reopenings_to_see(seen_by=actor, now=now).filter(confirmed_at=None).exclude(asked_by_person_id__in=actor.persons)
    return list(seen[:MOST])


def _where(actor: Actor, right: Right) -> list[UUID]:
    return [agency_id for agency_id in actor.agency_ids if actor.may(right, agency_id)]


def _to_accept(actor: Actor) -> list[Assignment]:
    waiting = own_assignments(seen_by=actor).filter(agency__in=_where(actor, Right.DIRECT), state=AssignmentState.SENT)
    return list(waiting[:MOST])


def _to_hand_down(actor: Actor) -> list[Assignment]:
    """Work of which somebody below has not been asked yet by anybody."""
    held = own_assignments(seen_by=actor).filter(agency__in=_where(actor, Right.DIRECT)).exclude(state=AssignmentState.HANDED_DOWN)
    waiting = list(held[:MOST])
    below = agencies_below_each({one.agency_id for one in waiting}, clock.today())
    asked = Assignment.objects.filter(campaign__in={one.campaign_id for one in waiting}, agency__in=set().union(*below.values()))
    there = set(asked.values_list("campaign_id", "agency_id"))
    return [one for one in waiting if any((one.campaign_id, agency) not in there for agency in below[one.agency_id])]


def _carried_out(actor: Actor) -> list[str]:
    """Papers from above that a campaign carries out already: by one's own letter that was drafted from them."""
    own = OfficialDocument.objects.filter(agency__in=_where(actor, Right.DIRECT), direction=Direction.OUT, campaigns__isnull=False)
    return [one["document"] for papers in own.values_list("reading__drafted_from", flat=True) for one in papers or ()]


def _given_with(actor: Actor) -> QuerySet[Delivery, UUID | None]:
    """Papers that came in and are the letter of work one already has: they are answered there."""
    letters = Assignment.objects.filter(agency__in=actor.agency_ids).values("letter")
    return Delivery.objects.filter(document__in=letters, taken_in_as__isnull=False).values_list("taken_in_as", flat=True)


def _next_steps(actor: Actor) -> list[tuple[OfficialDocument, PaperState, PaperAction, str]]:
    """Papers of one's own agencies whose next step the actor's roles carry, and why one was given back.

    A draft waits for who drew it up; who drew a paper up does not sign it.
    """
    mine, own_work = Q(), Q(drawn_up_by_person_id__in=actor.persons)
    whose = {PaperAction.SUBMIT: own_work, PaperAction.SIGN: ~own_work}
    for state, action in NEXT_STEPS.items():
        mine |= Q(state=state, agency__in=_where(actor, STEPS[state, action][0])) & whose.get(action, Q())
    waiting = OfficialDocument.objects.filter(mine, direction=Direction.OUT).exclude(TO_NUMBER)
    found = waiting.order_by("-registered_at").prefetch_related("steps")[:MOST]
    return [(one, PaperState(one.state), NEXT_STEPS[PaperState(one.state)], _given_back(one)) for one in found]


def _given_back(document: OfficialDocument) -> str:
    """Why a draft came back: the last return, while it has not been handed in again."""
    if document.state != PaperState.DRAFT:
        return ""
    return next((step.why for step in reversed(document.steps.all()) if step.action == PaperAction.RETURN), "")


def _watched(actor: Actor) -> list[tuple[Campaign, int]]:
    """Campaigns that one's agency opened or handed on, while they run, and how many below have not answered."""
    own = _where(actor, Right.DIRECT)
    running = campaigns_of(seen_by=actor).filter(ends_on__gte=clock.today())
    waiting = Assignment.objects.filter(state=AssignmentState.SENT)
    opened = waiting.filter(campaign__agency__in=own)
    handed = waiting.filter(handed_by__agency__in=own)
    counted = (opened | handed).filter(campaign__in=running).values("campaign").annotate(n=Count("pk", distinct=True)).order_by()
    found = {row["campaign"]: row["n"] for row in counted}
    return [(campaign, found[campaign.pk]) for campaign in running[:MOST] if campaign.pk in found]


def _sessions(actor: Actor) -> list[tuple[Session, bool]]:
    """Today's sessions at one's own stations, and whether each is ticked."""
    own = _where(actor, Right.TICK)
    if not own:
        return []
    day = clock.today()
    found = list(sessions_between(first_day=day, last_day=day, seen_by=actor).filter(agency__in=own)[:MOST])
    ticked = open_ticks_of(session_ids=[one.pk for one in found], seen_by=actor)
    return [(one, one.pk in ticked) for one in found]


def _reports_due(actor: Actor) -> list[tuple[ExpectedReport, bool]]:
    """What one's own agencies owe within two weeks, and whether it is late."""
    now, own = clock.now(), {*_where(actor, Right.REPORT), *_where(actor, Right.APPROVE)}
    due = own_reports_due(seen_by=actor, at=own).filter(due_at__lte=now + SOON)
    return [(one, one.due_at < now) for one in due[:MOST]]
