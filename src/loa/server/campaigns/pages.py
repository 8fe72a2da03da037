"""Pages of campaigns: the list, opening one from a letter, accepting, handing down."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.errors import NotFound
from loa.core.folding import search_key
from loa.core.reading import requests_in
from loa.core.roles import Right
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agency_on_or_first, subordinate_communes
from loa.server.campaigns.forms import HandDownForm, OpenForm
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.campaigns.papers.forwarding import letter_handing_down
from loa.server.campaigns.queries import addressed_within, campaigns_of, own_assignments
from loa.server.campaigns.services import HandOver, accept_assignments, hand_down, open_campaign
from loa.server.documents.models import OfficialDocument
from loa.server.documents.papers.stored import paper_from_json
from loa.server.documents.papers.told import days_due
from loa.server.documents.queries import document_of
from loa.server.documents.services import draw_up_papers
from loa.server.kit import clock
from loa.server.kit.requests import Request, page_of
from loa.server.places.queries import territory_of_city

PERIOD = timedelta(days=6)


@require_GET
def campaigns(request: Request) -> HttpResponse:
    """Các đợt tuyên truyền."""
    page = page_of(request, campaigns_of(seen_by=request.actor), size=30)
    return render(request, "campaigns/campaigns.html", {"page": page, "today": clock.today()})


@require_http_methods(["GET", "HEAD", "POST"])
def open_from(request: Request, document_id: UUID) -> HttpResponse:
    """Mở đợt tuyên truyền từ một văn bản đến."""
    document = document_of(document_id, seen_by=request.actor)
    if not request.actor.may(Right.DIRECT, document.agency_id):
        raise NotFound
    opened = document.campaigns.first()
    if opened is not None and request.method != "POST":
        return redirect("campaign", opened.pk)
    today = clock.today()
    initial = {"title": document.subject[:1].upper() + document.subject[1:500], "starts_on": today, "ends_on": today + PERIOD}
    initial |= _asked_by(document)
    form = OpenForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        campaign = form.carry_out(lambda: _open(request, document, form), by=request.actor, what=request.path)
        if campaign is not None:
            messages.success(
                request, _("Đã mở đợt và giao việc cho %(n)s đơn vị.") % {"n": campaign.assignments.count()}, extra_tags="good"
            )
            return redirect("campaign", campaign.pk)
    recipients = [(r, r.agencies.count()) for r in document.recipients.all()]
    context = {
        "form": form,
        "document": document,
        "recipients": recipients,
        "addressed": len(addressed_within(document, by=request.actor, on=today)),
    }
    return render(request, "campaigns/open.html", context, status=form.status if form.errors else 200)


def _asked_by(document: OfficialDocument) -> dict[str, object]:
    """The deadline that the letter itself names, to begin with; one of our own is read for it as those who get it do.

    Where the letter says by when to report, that and its hour; other days in it are of other things (a list to be sent, a meeting).
    """
    if document.content:
        days = [(day, "") for day in days_due(paper_from_json(document.content))]
    else:
        days = list(_report_days(document.reading)) or [(day, "") for day in document.reading.get("deadline_dates") or []]
    day, hour = min(days, default=("", ""))
    return {"due_day": date.fromisoformat(day), "due_hour": time.fromisoformat(hour) if hour else time(17)} if day else {}


def _report_days(reading: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Day and hour of each request that asks for a report, as it was read."""
    for clause in requests_in(reading.get("clauses") or ()):
        due = clause.get("due") or {}
        if due.get("date") and "bao cao" in search_key(str(clause.get("text") or "")):
            yield due["date"], due.get("time") or ""


def _open(request: Request, document: OfficialDocument, form: OpenForm) -> Campaign:
    told = form.cleaned_data
    return open_campaign(
        document_id=document.pk,
        title=told["title"],
        agency_id=document.agency_id,
        territory_id=territory_of_city(document.date or clock.today()),
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        due_at=form.due_at,
        release_after_hours=told["release_after_hours"],
        by=request.actor,
        now=clock.now(),
    )


@require_POST
def accept(request: Request) -> HttpResponse:
    """Tiếp nhận việc được giao, one or many at once."""
    ids = [one for one in (_uuid(text) for text in request.POST.getlist("assignment")[:1000]) if one]
    own = list(own_assignments(seen_by=request.actor).filter(pk__in=ids).values_list("pk", flat=True))
    if not own:
        raise NotFound
    new = accept_assignments(assignment_ids=own, by=request.actor, now=clock.now())
    messages.success(request, _("Đã tiếp nhận %(n)s việc.") % {"n": new}, extra_tags="good")
    return redirect(request.POST["next"] if request.POST.get("next", "").startswith("/dot/") else "today")


@require_http_methods(["GET", "HEAD", "POST"])
def hand_on(request: Request, assignment_id: UUID) -> HttpResponse:
    """Chuyển cấp dưới bằng văn bản của mình, hạn sớm hơn."""
    assignment = get_object_or_404(own_assignments(seen_by=request.actor), pk=assignment_id)
    sender = agency_on_or_first(assignment.agency_id, assignment.campaign.map_date)
    below = list(subordinate_communes(assignment.agency_id, assignment.campaign.map_date))
    form = HandDownForm(request.POST or None, initial=_earlier(assignment))
    if request.method == "POST" and form.is_valid():
        letter = form.carry_out(lambda: _hand_on(request, assignment, sender, below, form), by=request.actor, what=request.path)
        if letter is not None:
            messages.success(
                request,
                _("Đã giao việc cho %(n)s đơn vị. Văn thư ghi số của cơ quan vào văn bản dưới đây.") % {"n": len(below)},
                extra_tags="good",
            )
            return redirect("document", letter.pk)
    context = {"form": form, "assignment": assignment, "below": below, "may": request.actor.may(Right.SEND, assignment.agency_id)}
    return render(request, "campaigns/hand_down.html", context, status=form.status if form.errors else 200)


@transaction.atomic
def _hand_on(
    request: Request, assignment: Assignment, sender: AgencyVersion, below: list[AgencyVersion], form: HandDownForm
) -> OfficialDocument:
    """The letter and the hand-over stand or fall together."""
    to = [version.agency_id for version in below]
    paper = letter_handing_down(
        assignment, sender, to=to, note=form.cleaned_data["note"], due_at=form.due_at, on=clock.today(), by=request.actor
    )
    letter = draw_up_papers({assignment.agency_id: paper}, by=request.actor, now=clock.now())[assignment.agency_id]
    hand_down(
        hand_over=HandOver(
            assignment_id=assignment.pk, letter_id=letter.pk, to=tuple(to), due_at=form.due_at, note=form.cleaned_data["note"]
        ),
        by=request.actor,
        now=clock.now(),
        release_after_hours=form.cleaned_data["release_after_hours"],
    )
    return letter


def _earlier(assignment: Assignment) -> dict[str, object]:
    """One day before one's own deadline, to begin with."""
    if assignment.due_at is None:
        return {}
    due = assignment.due_at.astimezone(clock.HANOI) - timedelta(days=1)
    return {"due_day": due.date(), "due_hour": due.time()}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
