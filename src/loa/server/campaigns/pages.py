"""Pages of campaigns: the list, opening one from a letter, accepting, handing down."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.directing import WHY_NOT
from loa.core.drafting import Line
from loa.core.errors import NotFound
from loa.core.roles import Right
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import Names, agency_on_or_first, territory_served
from loa.server.campaigns.forms import HandDownForm, OpenForm
from loa.server.campaigns.models import Assignment, Campaign
from loa.server.campaigns.papers.addressees import lines_below
from loa.server.campaigns.papers.asked import Wanted, wanted_by
from loa.server.campaigns.papers.forwarding import letter_handing_down
from loa.server.campaigns.queries import AskedLine, WorkGiven, campaigns_of, own_assignments, work_given_by
from loa.server.campaigns.services import HandOver, accept_assignments, hand_down, open_campaign
from loa.server.documents.models import Direction, OfficialDocument
from loa.server.documents.queries import document_of
from loa.server.documents.services import draw_up_papers
from loa.server.kit import clock
from loa.server.kit.requests import Request, page_of
from loa.server.places.queries import territory_of_city

MOST_NAMED = 5


@require_GET
def campaigns(request: Request) -> HttpResponse:
    """Các đợt tuyên truyền."""
    page = page_of(request, campaigns_of(seen_by=request.actor), size=30)
    return render(request, "campaigns/campaigns.html", {"page": page, "today": clock.today()})


@require_http_methods(["GET", "HEAD", "POST"])
def open_from(request: Request, document_id: UUID) -> HttpResponse:
    """Mở đợt tuyên truyền từ một văn bản. A further one from the same letter needs its reason."""
    document = document_of(document_id, seen_by=request.actor)
    if not request.actor.may(Right.DIRECT, document.agency_id):
        raise NotFound
    today = clock.today()
    wanted = wanted_by(document, today=today)
    form = OpenForm(request.POST or None, initial=_to_begin_with(document, wanted, today))
    if request.method == "POST" and form.is_valid():
        campaign = form.carry_out(lambda: _open(request, document, form), by=request.actor, what=request.path)
        if campaign is not None:
            messages.success(
                request, _("Đã mở đợt và giao việc cho %(n)s đơn vị.") % {"n": campaign.assignments.count()}, extra_tags="good"
            )
            return redirect("campaign", campaign.pk)
    work = work_given_by(document, giver=document.agency_id, on=today)
    context = {
        "form": form,
        "document": document,
        "wanted": wanted,
        "opened": document.campaigns.order_by("opened_at"),
        "work": work,
        "lines": _lines_shown(work, today),
        "addressed": len(work.agencies),
        "may_draft": document.direction == Direction.IN,
    }
    return render(request, "campaigns/open.html", context, status=form.status if form.errors else 200)


def _to_begin_with(document: OfficialDocument, wanted: Wanted, today: date) -> dict[str, object]:
    due = {"due_day": wanted.due.day, "due_hour": wanted.due.hour} if wanted.due else {}
    return {
        "title": document.subject[:1].upper() + document.subject[1:500],
        "starts_on": wanted.first_day(today),
        "ends_on": wanted.last_day(today),
        **due,
    }


def _lines_shown(work: WorkGiven, today: date) -> list[tuple[AskedLine, list[tuple[str, int, str]]]]:
    """Each line, and those left out of it: why, how many, and a few of them by name."""
    names = Names(one for line in work.lines for _standing, agencies in line.left_out for one in agencies[:MOST_NAMED])
    return [
        (
            line,
            [
                (WHY_NOT[standing], len(agencies), ", ".join(names.on(one, today) for one in agencies[:MOST_NAMED]))
                for standing, agencies in line.left_out
            ],
        )
        for line in work.lines
    ]


def _open(request: Request, document: OfficialDocument, form: OpenForm) -> Campaign:
    told, day = form.cleaned_data, document.date or clock.today()
    return open_campaign(
        document_id=document.pk,
        title=told["title"],
        agency_id=document.agency_id,
        territory_id=territory_served(document.agency_id, day) or territory_of_city(day),
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        due_at=form.due_at,
        release_after_hours=told["release_after_hours"],
        why_another=told["why_another"],
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
    asked = list(Assignment.objects.filter(campaign=assignment.campaign_id).values_list("agency_id", flat=True))
    lines = lines_below(assignment.agency_id, clock.today(), asked_already=asked)
    form = HandDownForm(request.POST or None, lines=lines, initial=_earlier(assignment))
    if request.method == "POST" and form.is_valid():
        letter = form.carry_out(lambda: _hand_on(request, assignment, sender, form), by=request.actor, what=request.path)
        if letter is not None:
            messages.success(
                request,
                _("Đã giao việc cho %(n)s đơn vị. Văn thư ghi số của cơ quan vào văn bản dưới đây.")
                % {"n": sum(len(line.agencies) for line in form.chosen)},
                extra_tags="good",
            )
            return redirect("document", letter.pk)
    context = {
        "form": form,
        "assignment": assignment,
        "lines": [(line, _named(line, clock.today())) for line in lines],
        "below": sum(len(line.agencies) for line in lines),
        "may": request.actor.may(Right.SEND, assignment.agency_id),
    }
    return render(request, "campaigns/hand_down.html", context, status=form.status if form.errors else 200)


def _named(line: Line, today: date) -> str:
    names = Names(line.agencies, column="short_name")
    return ", ".join(sorted(names.on(one, today) for one in line.agencies))


@transaction.atomic
def _hand_on(request: Request, assignment: Assignment, sender: AgencyVersion, form: HandDownForm) -> OfficialDocument:
    """The letter and the hand-over stand or fall together."""
    to = [agency for line in form.chosen for agency in line.agencies]
    paper = letter_handing_down(
        assignment,
        sender,
        to=to,
        lines=[(line.text, line.agencies) for line in form.chosen],
        note=form.cleaned_data["note"],
        due_at=form.due_at,
        on=clock.today(),
        by=request.actor,
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
