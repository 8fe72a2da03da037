"""The registers: what came in and went out, what is still being read, and fetching the files."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from loa.core.errors import NotFound
from loa.core.roles import Right
from loa.server.agencies.queries import Names
from loa.server.documents.models import Direction, OfficialDocument
from loa.server.documents.papers import to_docx, to_pdf
from loa.server.documents.papers.stored import paper_from_json
from loa.server.documents.queries import document_of, documents_of, given_files
from loa.server.kit import clock, files
from loa.server.kit.requests import Request, looker_of, page_of, send_file, send_table, wants_table

REGISTER_COLUMNS = ("Sổ", "Số vào sổ", "Số, ký hiệu", "Loại", "Trích yếu", "Cơ quan ban hành", "Ngày", "Đơn vị vào sổ")
MOST_EXPORTED = 20_000
MOST_GIVEN_SHOWN = 30
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
        "may_draft": any(request.actor.may(Right.DIRECT, agency_id) for agency_id in request.actor.agency_ids),
        "given": given_files(seen_by=looker_of(request))[:MOST_GIVEN_SHOWN],
    }
    return render(request, "documents/register.html", context)


def _register_rows(found: Iterable[OfficialDocument]) -> Iterator[list[object]]:
    held = list(found)
    names = Names(document.agency_id for document in held)
    for one in held:
        number = f"{one.register_number}/{one.register_year}"
        agency = names.on(one.agency_id, clock.day_of(one.registered_at))
        yield [one.get_direction_display(), number, one.reference, one.doc_type, one.subject, one.issuer, one.date, agency]


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
