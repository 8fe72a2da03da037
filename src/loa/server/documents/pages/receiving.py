"""Taking papers in: the form, and how far a file that takes time has come."""

from collections import defaultdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.roles import Right
from loa.server.agencies.queries import Names
from loa.server.documents import services
from loa.server.documents.forms import ReceiveForm
from loa.server.documents.intake import notes
from loa.server.documents.intake.registry import format_of
from loa.server.documents.models import GivenFile, OfficialDocument
from loa.server.documents.queries import given_file
from loa.server.kit import clock, files
from loa.server.kit.requests import Request, send_file


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: Request) -> HttpResponse:
    """Tiếp nhận văn bản đến."""
    own = [agency_id for agency_id in request.actor.agency_ids if request.actor.may(Right.REGISTER, agency_id)]
    names = Names(own)
    form = ReceiveForm(
        request.POST or None, request.FILES or None, agencies=[(agency_id, names.on(agency_id, clock.today())) for agency_id in own]
    )
    if request.method == "POST" and form.is_valid():
        kept = form.carry_out(lambda: _taken(request, form), by=request.actor, what=request.path)
        if isinstance(kept, GivenFile):
            return redirect("document-given", kept.pk)
        if kept is not None:
            messages.success(request, _("Đã vào sổ đến số %(number)s.") % {"number": kept.register_number}, extra_tags="good")
            return redirect("document", kept.pk)
    status = form.status if form.errors else 200
    return render(request, "documents/receive.html", {"form": form, "allowed": bool(own)}, status=status)


def _taken(request: Request, form: ReceiveForm) -> OfficialDocument | GivenFile:
    """What reads in no time is registered at once; the worker reads the rest."""
    file = form.cleaned_data["file"]
    data = file.read()
    take = services.give_in if format_of(data).slow else services.receive_document
    return take(
        data=data,
        name=file.name,
        agency_id=form.cleaned_data["agency"],
        simulated=clock.is_shifted(),  # the demo's week: whatever comes of it says so
        by=request.actor,
        now=clock.now(),
    )


@require_GET
def given(request: Request, given_id: UUID) -> HttpResponse:
    """Một tệp đang được đọc, hoặc chưa đọc được: how far it is, and what to do."""
    held = given_file(given_id, seen_by=request.actor)
    if held.document_id is not None:
        return redirect("document", held.document_id)
    return render(request, "documents/given.html", _given(request, held))


@require_GET
def given_progress(request: Request, given_id: UUID) -> HttpResponse:
    """The part of that page that looks again by itself; goes to the paper when it is registered."""
    held = given_file(given_id, seen_by=request.actor)
    answer = render(request, "documents/given_progress.html", _given(request, held))
    if held.state not in services.UNDER_WAY:
        answer["HX-Redirect"] = request.build_absolute_uri(request.path.removesuffix("tien-do/"))
    return answer


@require_POST
def given_again(request: Request, given_id: UUID) -> HttpResponse:
    """Đọc lại."""
    held = given_file(given_id, seen_by=request.actor)
    services.read_again(given_id=held.pk, by=request.actor, now=clock.now())
    return redirect("document-given", held.pk)


@require_GET
def given_original(request: Request, given_id: UUID) -> HttpResponse:
    """Tải tệp gốc, also of a file that was refused."""
    held = given_file(given_id, seen_by=request.actor)
    return send_file(files.read(held.file_sha256), name=held.file_name or "tep", media_type="application/octet-stream")


def _given(request: Request, held: GivenFile) -> dict[str, object]:
    return {
        "given": held,
        "moving": held.state in services.UNDER_WAY,
        "refusal": _(held.refusal).format_map(defaultdict(str, held.refusal_facts)) if held.refusal else "",
        "notes": [notes.said(code, facts, _) for code, facts in held.notes],
        "may_register": request.actor.may(Right.REGISTER, held.agency_id),
        "agency_name": Names([held.agency_id]).on(held.agency_id, clock.day_of(held.given_at)),
    }
