"""Pages of the registers: list, receive, read beside the original, correct, number, fetch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.errors import LoaError, NotFound
from loa.core.roles import Right
from loa.server.agencies.queries import Names
from loa.server.documents import services
from loa.server.documents.forms import NumberForm, ReceiveForm
from loa.server.documents.models import Direction, OfficialDocument
from loa.server.documents.papers import to_docx, to_pdf
from loa.server.documents.papers.stored import paper_from_json
from loa.server.documents.queries import document_of, documents_of
from loa.server.kit import answers, clock, files
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request, looker_of, page_of, send_file, send_table, wants_table

# What the reading shows, in the order of the paper.
FIELDS = (
    ("issuer", gettext_lazy("Cơ quan ban hành")),
    ("number", gettext_lazy("Số")),
    ("symbol", gettext_lazy("Ký hiệu")),
    ("doc_type", gettext_lazy("Loại văn bản")),
    ("place", gettext_lazy("Nơi ban hành")),
    ("date", gettext_lazy("Ngày ban hành")),
    ("subject", gettext_lazy("Trích yếu")),
    ("signer", gettext_lazy("Người ký")),
)
# Shown beside them, but kept as read: they are lists.
ALSO_READ = (
    ("basis_documents", gettext_lazy("Căn cứ")),
    ("mentioned_documents", gettext_lazy("Văn bản được nhắc đến")),
    ("deadline_dates", gettext_lazy("Thời hạn")),
    ("cc", gettext_lazy("Nơi nhận để biết, phối hợp")),
)
REGISTER_COLUMNS = ("Sổ", "Số vào sổ", "Số, ký hiệu", "Loại", "Trích yếu", "Cơ quan ban hành", "Ngày", "Đơn vị vào sổ")
MOST_EXPORTED = 20_000
SURE = 0.9
DOUBTFUL = 0.75
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def register(request: Request) -> HttpResponse:
    """Sổ văn bản: what came in and what went out."""
    words = request.GET.get("tim", "").strip()[:200]
    direction = request.GET.get("so", "")
    found = documents_of(seen_by=looker_of(request))
    if direction in list(Direction):
        found = found.filter(direction=direction)
    if words:
        matches = (
            Q(subject__icontains=words) | Q(issuer__icontains=words) | Q(number=words) | Q(office_number=words) | Q(symbol__icontains=words)
        )
        found = found.filter(matches)
    if wants_table(request):
        return send_table("so-van-ban", REGISTER_COLUMNS, _register_rows(found[:MOST_EXPORTED]))
    page = page_of(request, found, size=40)
    names = Names(document.agency_id for document in page)
    rows = [(document, names.on(document.agency_id, clock.day_of(document.registered_at))) for document in page]
    may_receive = any(request.actor.may(Right.REGISTER, agency_id) for agency_id in request.actor.agency_ids)
    context = {
        "rows": rows,
        "page": page,
        "words": words,
        "direction": direction,
        "directions": list(Direction),
        "may_receive": may_receive,
    }
    return render(request, "documents/register.html", context)


def _register_rows(found: Iterable[OfficialDocument]) -> Iterator[list[object]]:
    held = list(found)
    names = Names(document.agency_id for document in held)
    for one in held:
        number = f"{one.register_number}/{one.register_year}"
        agency = names.on(one.agency_id, clock.day_of(one.registered_at))
        yield [one.get_direction_display(), number, one.reference, one.doc_type, one.subject, one.issuer, one.date, agency]


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: Request) -> HttpResponse:
    """Tiếp nhận văn bản đến."""
    own = [agency_id for agency_id in request.actor.agency_ids if request.actor.may(Right.REGISTER, agency_id)]
    names = Names(own)
    form = ReceiveForm(
        request.POST or None, request.FILES or None, agencies=[(agency_id, names.on(agency_id, clock.today())) for agency_id in own]
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        document = form.carry_out(
            lambda: services.receive_document(
                data=file.read(),
                name=file.name,
                agency_id=form.cleaned_data["agency"],
                simulated=clock.is_shifted(),  # the demo's week: whatever comes of it says so
                by=request.actor,
                now=clock.now(),
            ),
            by=request.actor,
            what=request.path,
        )
        if document is not None:
            messages.success(request, _("Đã vào sổ đến số %(number)s.") % {"number": document.register_number}, extra_tags="good")
            return redirect("document", document.pk)
    status = form.status if form.errors else 200
    return render(request, "documents/receive.html", {"form": form, "allowed": bool(own)}, status=status)


@dataclass(frozen=True, slots=True)
class ReadField:
    """One field of the reading, as the page shows it."""

    name: str
    label: str
    value: str
    confidence: float | None
    alternatives: tuple[str, ...]
    anchor: str
    corrected_from: str | None
    corrected_by: str

    @property
    def look(self) -> str:
        """How sure, as a colour class."""
        if self.corrected_by or self.confidence is None or self.confidence >= SURE:
            return "good"
        return "doubt" if self.confidence >= DOUBTFUL else "bad"

    @property
    def sureness(self) -> str:
        """How sure, in words and per cent."""
        if self.corrected_by:
            return _("đã sửa tay")
        return "" if self.confidence is None else f"{round(self.confidence * 100)} %"


@require_GET
def read(request: Request, document_id: UUID) -> HttpResponse:
    """Đọc văn bản: the original with its words highlighted beside what was understood."""
    return _reading(request, document_of(document_id, seen_by=request.actor))


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
        return _reading(request, document, wrong=(field, value, answers.told(error)), status=error.status)
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
                document_id=document.pk, office_number=form.cleaned_data["office_number"], by=request.actor, now=clock.now()
            ),
            by=request.actor,
            what=request.path,
        )
        if numbered is not None:
            messages.success(request, _("Đã ghi số văn bản."), extra_tags="good")
            return redirect("document", document.pk)
    return _reading(request, document, number_form=form, status=form.status)


@require_GET
def original(request: Request, document_id: UUID) -> HttpResponse:
    """Tải bản gốc."""
    document = document_of(document_id, seen_by=request.actor)
    if not document.file_sha256:
        raise NotFound
    return send_file(files.read(document.file_sha256), name=document.file_name or "van-ban", media_type="application/octet-stream")


@require_GET
def paper(request: Request, document_id: UUID, ending: str) -> HttpResponse:
    """Tải văn bản đi dưới dạng DOCX hoặc PDF, as it will be signed; with the office's number once văn thư entered it."""
    document = document_of(document_id, seen_by=request.actor)
    if not document.content:
        raise NotFound
    content = replace(paper_from_json(document.content), number=document.office_number)
    name = f"{document.reference.replace('/', '-').strip('-') or 'van-ban'}.{ending}"
    if ending == "docx":
        return send_file(to_docx(content), name=name, media_type=DOCX)
    return send_file(to_pdf(content), name=name, media_type="application/pdf", inline=True)


def _reading(
    request: Request,
    document: OfficialDocument,
    *,
    wrong: tuple[str, str, str] | None = None,
    number_form: NumberForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    may_register = actor.may(Right.REGISTER, document.agency_id)
    fields = sorted(_fields(document), key=lambda field: 1.0 if field.confidence is None or field.corrected_by else field.confidence)
    campaign = document.campaigns.first()
    context = {
        "document": document,
        "agency_name": Names([document.agency_id]).on(document.agency_id, clock.day_of(document.registered_at)),
        "fields": fields,
        "also_read": _also_read(document),
        "pieces": _pieces(document),
        "recipients": [(r, r.agencies.count()) for r in document.recipients.all()],
        "clauses": document.clauses.all(),
        "may_register": may_register,
        "may_open": _may_open(actor, document) and campaign is None,
        "campaign": campaign,
        "wrong": wrong,
        "number_form": number_form or NumberForm(initial={"office_number": document.office_number}),
    }
    return render(request, "documents/document.html", context, status=status)


def _may_open(actor: Actor, document: OfficialDocument) -> bool:
    return document.direction == Direction.IN and actor.may(Right.DIRECT, document.agency_id)


def _fields(document: OfficialDocument) -> list[ReadField]:
    evidence = document.reading.get("evidence") or {}
    corrected = {c.field: c for c in document.corrections.order_by("at")}
    shown = []
    for name, label in FIELDS:
        told = evidence.get(name) or {}
        correction = corrected.get(name)
        value = getattr(document, name)
        shown.append(
            ReadField(
                name=name,
                label=str(label),
                value=f"{value.day}/{value.month}/{value.year}" if name == "date" and value else str(value or ""),
                confidence=told.get("confidence"),
                alternatives=tuple(str(a) for a in told.get("alternatives") or ()),
                anchor=f"w-{name}" if _spans(told) else "",
                corrected_from=str(document.reading.get(name) or "") if correction else None,
                corrected_by=correction.by_name if correction else "",
            )
        )
    return shown


def _also_read(document: OfficialDocument) -> list[tuple[str, list[str]]]:
    rows = [(str(label), [_in_words(value) for value in document.reading.get(name) or []]) for name, label in ALSO_READ]
    return [(label, values) for label, values in rows if values]


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part)
    return str(value)


def _spans(told: dict[str, object]) -> list[tuple[int, int]]:
    raw = told.get("spans") or ([told["span"]] if told.get("span") else [])
    return [(int(start), int(end)) for start, end in raw]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the original: highlighted for the field it was read from, or not."""

    text: str
    anchor: str = ""
    label: str = ""
    look: str = ""


def _pieces(document: OfficialDocument) -> list[Piece]:
    """The original cut where a field begins or ends; where two fields share words, the shorter one marks them."""
    evidence = document.reading.get("evidence") or {}
    text, labels = document.text, {name: str(label) for name, label in (*FIELDS, *ALSO_READ)}
    labels["recipients"] = _("Kính gửi")
    marks = []
    for name, label in labels.items():
        told = evidence.get(name) or {}
        sure = (told.get("confidence") or 0) >= SURE
        marks += [(start, end, name, label, sure) for start, end in _spans(told) if 0 <= start < end <= len(text)]
    edges = sorted({0, len(text), *(m[0] for m in marks), *(m[1] for m in marks)})
    pieces: list[Piece] = []
    seen: set[str] = set()
    for start, end in pairwise(edges):
        over = sorted((m for m in marks if m[0] <= start and m[1] >= end), key=lambda m: m[1] - m[0])
        if not over:
            pieces.append(Piece(text[start:end]))
            continue
        _start, _end, name, label, sure = over[0]
        anchor = "" if name in seen else f"w-{name}"
        seen.add(name)
        pieces.append(Piece(text[start:end], anchor, label, "sure" if sure else ""))
    return pieces
