"""One paper: read beside the original, corrected, numbered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.core.errors import LoaError, NotFound
from loa.core.paper_steps import PaperState
from loa.core.roles import Right
from loa.server.agencies.queries import Names
from loa.server.documents import services
from loa.server.documents.forms import NumberForm, SignedForm, StepForm
from loa.server.documents.models import Direction, OfficialDocument
from loa.server.documents.pages.correctable import Open, asked_places, doubts_of, form_at, model_of, parts_of
from loa.server.documents.pages.delivering import receipts_of, sender_says, waits_here
from loa.server.documents.pages.issuing import DONE, STEPS, step_form, way_of
from loa.server.documents.pages.preview import preview_of
from loa.server.documents.pages.shown import also_read, corrections_of, fields_of, marks_of, pieces_of, sheets_of, told_of
from loa.server.documents.pages.signing import signed_of
from loa.server.documents.queries import clauses_standing, document_of, documents_of, open_proposals, page_of_document, settled_of
from loa.server.documents.services.delivering import note_opened
from loa.server.kit import answers, clock, files
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, send_file, tell
from loa.server.people.queries import sees


@require_GET
def read(request: Request, document_id: UUID) -> HttpResponse:
    """Đọc văn bản: the original with its words highlighted beside what was understood."""
    document = document_of(document_id, seen_by=request.actor)
    ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))  # the browser's guess: nobody has read it
    if request.method == "GET" and document.direction == Direction.OUT and not ahead:
        note_opened(document.pk, by=request.actor, now=clock.now())
    return show_reading(request, document)


@require_POST
def correct(request: Request, document_id: UUID) -> HttpResponse:
    """Sửa một mục đọc được. A refusal shows the page again with what was typed."""
    document = document_of(document_id, seen_by=request.actor)
    field, value = request.POST.get("field", ""), request.POST.get("value", "")[:5000]
    try:
        services.correct_reading(document_id=document.pk, field=field, value=value, by=request.actor, now=clock.now())
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        return show_reading(request, document, wrong=(field, value, answers.told(error)), status=error.status)
    messages.success(request, _("Đã sửa. Điều máy đọc được vẫn được giữ bên cạnh."), extra_tags="good")
    return redirect("document", document.pk)


@require_POST
def number(request: Request, document_id: UUID) -> HttpResponse:
    """Văn thư ghi số của cơ quan."""
    document = document_of(document_id, seen_by=request.actor)
    form = NumberForm(request.POST)
    if form.is_valid():
        numbered = form.carry_out(
            lambda: services.enter_office_number(
                document_id=document.pk,
                office_number=form.cleaned_data["office_number"],
                signed_on=form.cleaned_data["signed_on"],
                by=request.actor,
                now=clock.now(),
            ),
            by=request.actor,
            what=request.path,
        )
        if numbered is not None:
            messages.success(request, _("Đã ghi số văn bản."), extra_tags="good")
            return redirect("document", document.pk)
    return show_reading(request, document, number_form=form, status=form.status)


@require_POST
def step(request: Request, document_id: UUID, action: str) -> HttpResponse:
    """Một bước của văn bản đi: trình, ký nháy, kiểm tra thể thức, ký, phát hành, trả lại, thu hồi, thay thế."""
    document = document_of(document_id, seen_by=request.actor)
    taken = next((one for one in STEPS if one == action), None)
    if taken is None:
        raise NotFound
    form = step_form(document, taken, seen_by=request.actor, sent=request.POST)
    if form.is_valid():
        done = form.carry_out(
            lambda: STEPS[taken](document_id=document.pk, by=request.actor, now=clock.now(), **form.facts),
            by=request.actor,
            what=request.path,
        )
        if done is not None:
            return tell(request, str(DONE[taken]), "document", document.pk)
    refusal = " ".join(str(error) for error in form.non_field_errors())
    return show_reading(request, document, step_form=form, wrong=("", "", refusal) if refusal else None, status=form.status)


@require_POST
def signed(request: Request, document_id: UUID) -> HttpResponse:
    """Nhận bản ký số gửi lại: kept at once, checked behind the page. A refusal shows the page again with the sentence at its field."""
    document = document_of(document_id, seen_by=request.actor)
    form = SignedForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        brought = form.carry_out(
            lambda: services.bring_signed(document_id=document.pk, data=file.read(), name=file.name, by=request.actor, now=clock.now()),
            by=request.actor,
            what=request.path,
        )
        if brought is not None:
            return redirect("document-signed-check", document.pk, brought.pk)
    return show_reading(request, document, signed_form=form, status=form.status)


@require_GET
def picture(request: Request, document_id: UUID, page: int) -> HttpResponse:
    """Ảnh một trang của bản gốc."""
    document = document_of(document_id, seen_by=request.actor)
    held = page_of_document(document, page)
    return send_file(files.read(held.picture_sha256, ending=".jpg"), name=f"trang-{page}.jpg", media_type="image/jpeg", inline=True)


def drafted_from(document: OfficialDocument, *, seen_by: Actor) -> list[tuple[str, str, list[int]]]:
    """The papers above that a draft was made from: id, reference, and which of its clauses came from each, as it was drawn up.

    Without an id where the actor does not see that paper: those the draft goes to read what it rests on and cannot open it.
    """
    sources = document.reading.get("clause_sources") or ()
    papers = document.reading.get("drafted_from") or ()
    seen = {str(pk) for pk in documents_of(seen_by=seen_by).filter(pk__in=[one["document"] for one in papers]).values_list("pk", flat=True)}
    return [
        (
            one["document"] if one["document"] in seen else "",
            one["reference"],
            [place for place, clause in enumerate(sources, start=1) if any(source["document"] == one["document"] for source in clause)],
        )
        for one in papers
    ]


def show_reading(
    request: Request,
    document: OfficialDocument,
    *,
    wrong: tuple[str, str, str] | None = None,
    opened: Open | None = None,
    number_form: NumberForm | None = None,
    step_form: StepForm | None = None,
    signed_form: SignedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a paper: a correction or a form that was refused stands on it as it was typed."""
    actor, is_ours = request.actor, document.direction == Direction.OUT
    may_register = actor.may(Right.REGISTER, document.agency_id)
    proposals = open_proposals(document) if may_register else []
    settled = settled_of(document)
    fields, marks = fields_of(document, settled, proposals), marks_of(document, settled, proposals)
    sheets, more = sheets_of(document, marks)
    campaign = document.campaigns.first()
    context = {
        "document": document,
        "agency_name": Names([document.agency_id]).on(document.agency_id, clock.day_of(document.registered_at)),
        "fields": fields,
        "also_read": also_read(document),
        "pieces": pieces_of(document, marks, asked_places(document)),
        "sheets": sheets,
        "more_sheets": more,
        "framed": {frame.anchor.removeprefix("p-") for sheet in sheets for frame in sheet.frames if frame.anchor},
        "told": told_of(document),
        "preview": preview_of(document),
        "recipients": [(r, len(r.agencies.all())) for r in document.recipients.prefetch_related("agencies")] if is_ours else [],
        "clauses": clauses_standing(document),
        "may_register": may_register,
        "may_open": _may_open(actor, document) and campaign is None,
        "campaign": campaign,
        "may_draft": document.direction == Direction.IN and actor.may(Right.DIRECT, document.agency_id),
        "drafted_from": drafted_from(document, seen_by=actor),
        "basis_seen": document.basis_id is not None and documents_of(seen_by=actor).filter(pk=document.basis_id).exists(),
        "wrong": wrong,
        "refused": [form for form in (number_form, signed_form, step_form) if form is not None and form.errors and wrong is None],
        "way": way_of(document, actor=actor, sent=step_form),
        "signed": signed_of(document, actor=actor, sent=signed_form),
        "receipts": receipts_of(document, actor),
        "sender_says": sender_says(document),
        "waits_here": waits_here(document, actor),
        "may_pack": may_register and document.state == PaperState.ISSUED,
        "packets": document.exchanges.filter(direction=Direction.OUT).order_by("at"),
        "number_form": number_form or NumberForm(initial={"office_number": document.office_number}),
    }
    if document.direction == Direction.IN:
        asked_for = form_at(document, request.GET.get("sua", "")) if may_register and request.method == "GET" else None
        parts = parts_of(document, settled, opened=opened or asked_for, proposals=proposals, may=may_register)
        parts |= model_of(document, may=may_register)
        context |= parts | {
            "doubts": doubts_of(parts, fields),
            "corrections": corrections_of(document) if sees(actor, document.agency_id) else [],
        }
    return render(request, "documents/document.html", context, status=status)


def _may_open(actor: Actor, document: OfficialDocument) -> bool:
    """From a letter that came in; and from one of our own made from papers above, once it has its number."""
    ours = bool(document.reading.get("drafted_from")) and document.state in (PaperState.NUMBERED, PaperState.ISSUED)
    return (document.direction == Direction.IN or ours) and actor.may(Right.DIRECT, document.agency_id)
