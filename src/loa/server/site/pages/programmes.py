"""Chương trình of a district's centre: made of approved texts, weighed against the longest session, approved by another hand."""

from datetime import timedelta
from math import ceil
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.errors import LoaError, NotFound
from loa.core.length import estimate_seconds
from loa.core.roles import Right
from loa.core.rundown import Part, frame_lines
from loa.server.agencies.queries import agency_versions_on
from loa.server.bulletins.queries import airable_revisions
from loa.server.kit import answers, clock
from loa.server.kit.requests import Request, page_of
from loa.server.schedules.models import Programme, ProgrammeState
from loa.server.schedules.queries import longest_session, programme, programmes
from loa.server.schedules.services import ProgrammeEntry, approve_programme, make_programme
from loa.server.site.forms import ProgrammeForm
from loa.server.voices.queries import track_of
from loa.server.voices.services import prepare_track


@require_GET
def all_programmes(request: Request) -> HttpResponse:
    """Các chương trình."""
    page = page_of(request, programmes(seen_by=request.actor), size=30)
    may = any(request.actor.may(Right.WRITE, agency_id) for agency_id in request.actor.agency_ids)
    return render(request, "site/programmes.html", {"page": page, "may_make": may})


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request) -> HttpResponse:
    """Dựng chương trình."""
    today = clock.today()
    own = [agency_id for agency_id in request.actor.agency_ids if request.actor.may(Right.WRITE, agency_id)]
    names = dict(agency_versions_on(today).filter(agency_id__in=own).values_list("agency_id", "name"))
    texts = [(revision.pk, revision.bulletin.title) for revision in airable_revisions(on=today, seen_by=request.actor)[:200]]
    form = ProgrammeForm(request.POST or None, initial={"week": today}, agencies=list(names.items()), texts=texts)
    if request.method == "POST" and form.is_valid():
        made = form.carry_out(lambda: _make(request, form), by=request.actor, what=request.path)
        if made is not None:
            messages.success(request, _("Đã dựng chương trình; chờ lãnh đạo duyệt."), extra_tags="good")
            return redirect("programme", made.pk)
    context = {"form": form, "allowed": bool(own), "texts": texts}
    return render(request, "site/programme_make.html", context, status=form.status if form.errors else 200)


def _make(request: Request, form: ProgrammeForm) -> Programme:
    told, now = form.cleaned_data, clock.now()
    monday = told["week"] - timedelta(days=told["week"].weekday())
    tracks = {one: track_of(one) or prepare_track(revision_id=one, now=now) for one in told["texts"]}
    return make_programme(
        agency_id=told["agency"],
        title=told["title"],
        week_starts_on=monday,
        frame=frame_lines(station=told["place"], date_text=f"{monday.day}/{monday.month}/{monday.year}", seconds_of=estimate_seconds),
        entries=[ProgrammeEntry(part=Part.NEWS, revision_id=one, seconds=ceil(tracks[one].seconds)) for one in told["texts"]],
        by=request.actor,
        now=now,
    )


@require_GET
def one_programme(request: Request, programme_id: UUID) -> HttpResponse:
    """Một chương trình: what sounds in which order, and whether it fits."""
    return _show(request, programme(programme_id=programme_id, seen_by=request.actor))


def _show(request: Request, held: Programme, *, refusal: str = "", status: int = 200) -> HttpResponse:
    items = list(held.items.select_related("revision__bulletin").order_by("position"))
    own_work = held.author_person_id in request.actor.persons
    may = held.state == ProgrammeState.DRAFT and request.actor.may(Right.APPROVE, held.agency_id)
    context = {
        "programme": held,
        "items": [(item, track_of(item.revision_id) if item.revision_id else None) for item in items],
        "longest": longest_session(agency_id=held.agency_id, day=held.week_starts_on, seen_by=request.actor),
        "may_approve": may and not own_work,
        "own_work": may and own_work,
        "refusal": refusal,
    }
    return render(request, "site/programme.html", context, status=status)


@require_POST
def approve(request: Request, programme_id: UUID) -> HttpResponse:
    """Duyệt chương trình đúng như vừa đọc, vừa nghe."""
    held = programme(programme_id=programme_id, seen_by=request.actor)
    try:
        approve_programme(
            programme_id=held.pk, content_sha256=request.POST.get("content_sha256", "")[:64], by=request.actor, now=clock.now()
        )
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        return _show(request, held, refusal=answers.told(error), status=error.status)
    messages.success(request, _("Đã duyệt chương trình; xã, phường có thể tiếp sóng."), extra_tags="good")
    return redirect("programme", held.pk)
