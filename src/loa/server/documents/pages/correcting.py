"""Putting right what was read: Kính gửi, Nơi nhận, Yêu cầu, Thời hạn. A refusal shows the page again with what was typed."""

from collections.abc import Callable
from typing import Any, Final, cast
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from loa.core.errors import LoaError, NotFound
from loa.core.reading.standing import clause_at
from loa.server.documents import services
from loa.server.documents.errors import ReadingChangedMeanwhile
from loa.server.documents.forms import ClauseForm, CopiesForm, CorrectionForm, DeadlineForm, LineForm, RequestForm
from loa.server.documents.models import OfficialDocument
from loa.server.documents.pages.correctable import (
    ADD_DEADLINE,
    ADD_LINE,
    ADD_REQUEST,
    CLAUSE,
    COPIES,
    DEADLINE,
    LINE,
    Open,
    clause_facts,
    days_to_choose,
    form_at,
)
from loa.server.documents.pages.reading import show_reading
from loa.server.documents.queries import document_of, standing_reading
from loa.server.kit import answers, clock
from loa.server.kit.requests import Request, tell

KEPT: Final = gettext_lazy("Đã sửa. Điều máy đọc được vẫn được giữ bên cạnh.")


@require_POST
def correct_part(request: Request, document_id: UUID, key: str) -> HttpResponse:
    """Sửa một dòng, một thời hạn, một yêu cầu; hoặc thêm, bỏ. Which place it is the address says."""
    document = document_of(document_id, seen_by=request.actor)
    begins = next((one for one in ACTS if key == one or (one.endswith("-") and key.startswith(one))), None)
    if begins is None:
        raise NotFound
    make, act = ACTS[begins]
    form = make(request, document)
    if form.is_valid():
        facts = {"document_id": document.pk, "why": form.cleaned_data["why"], "by": request.actor, "now": clock.now()}
        done = form.carry_out(lambda: (act(form, "bo" in request.POST, facts),), by=request.actor, what=request.path)
        if done is not None:
            return tell(request, _said(document), "document", document.pk)
    _mark_anew(form, document, key)
    return show_reading(request, document, opened=Open(key, form), status=form.status)


@require_POST
def confirm(request: Request, document_id: UUID) -> HttpResponse:
    """Xác nhận đúng: what stands was read right."""
    document = document_of(document_id, seen_by=request.actor)
    facts: dict[str, Any] = {
        "document_id": document.pk,
        "field": request.POST.get("field", "")[:60],
        "seen": request.POST.get("seen", ""),
        "by": request.actor,
        "now": clock.now(),
    }
    return _carried_out(request, document, lambda: services.confirm_reading(**facts), _("Đã xác nhận chỗ này đọc đúng."))


@require_POST
def answer_proposal(request: Request, document_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Nhận hoặc không nhận một đề xuất của mô hình ngôn ngữ."""
    document = document_of(document_id, seen_by=request.actor)
    taken = request.POST.get("answer") == "take"
    answer = services.take_proposal if taken else services.refuse_proposal
    facts: dict[str, Any] = {"document_id": document.pk, "proposal_id": proposal_id, "by": request.actor, "now": clock.now()}
    return _carried_out(request, document, lambda: answer(**facts), _said(document) if taken else _("Đã bỏ đề xuất."))


@require_POST
def ask_model(request: Request, document_id: UUID) -> HttpResponse:
    """Nhờ mô hình ngôn ngữ của cơ quan đọc."""
    document = document_of(document_id, seen_by=request.actor)
    facts: dict[str, Any] = {
        "document_id": document.pk,
        "not_secret": "not_secret" in request.POST,
        "by": request.actor,
        "now": clock.now(),
    }
    told = _("Đã chuyển cho mô hình ngôn ngữ. Đề xuất hiện trên trang này khi có; mở lại trang sau ít phút.")
    return _carried_out(request, document, lambda: services.request_proposals(**facts), told)


def _carried_out(request: Request, document: OfficialDocument, act: Callable[[], object], told: str) -> HttpResponse:
    """An act without a form of its own; a refusal is said on the page."""
    try:
        act()
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        return show_reading(request, document, wrong=("", "", answers.told(error)), status=error.status)
    return tell(request, told, "document", document.pk)


def _mark_anew(form: CorrectionForm, document: OfficialDocument, key: str) -> None:
    """Who has been told that somebody else was faster sees the place as it stands now, and may then save over it."""
    stands = form_at(document, key) if form.status == ReadingChangedMeanwhile.status and "seen" in form.fields else None
    if stands is not None:
        sent = cast("QueryDict", form.data).copy()
        sent["seen"] = stands.form.initial["seen"]
        form.data = sent


def _said(document: OfficialDocument) -> str:
    if document.campaigns.exists():
        return str(KEPT) + " " + _("Đợt tuyên truyền đã mở từ văn bản này không đổi; trang của đợt nói rõ có chỗ sửa.")
    return str(KEPT)


def _clause_sent(request: Request, document: OfficialDocument) -> CorrectionForm:
    clause = clause_at(standing_reading(document).get("clauses") or [], request.POST.get("path", ""))
    return ClauseForm(request.POST, days=days_to_choose(document), **clause_facts(clause))


def _correct_line(form: Any, out: bool, facts: dict[str, Any]) -> object:
    line = form.cleaned_data["line"]
    if line is None:
        return services.add_recipients(lines=form.typed, **facts)
    if out:
        return services.remove_recipient(line_id=line, **facts)
    return services.replace_recipient(line_id=line, lines=form.typed, **facts)


def _correct_copies(form: Any, _out: bool, facts: dict[str, Any]) -> object:
    told = form.cleaned_data
    return services.correct_copies(lines=told["lines"].splitlines(), archive=told["archive"], seen=told["seen"], **facts)


def _correct_deadline(form: Any, out: bool, facts: dict[str, Any]) -> object:
    told = form.cleaned_data
    if out:
        return services.remove_deadline(sort=told["sort"], value=told["value"], **facts)
    due = {"day": form.due, "time": form.time, "words": told["words"]}
    if not told["sort"]:
        return services.add_deadline(**due, **facts)
    return services.replace_deadline(sort=told["sort"], value=told["value"], **due, **facts)


def _correct_clause(form: Any, _out: bool, facts: dict[str, Any]) -> object:
    told = form.cleaned_data
    asked = services.Asked(
        kind=told["kind"],
        text=told["text"],
        addressees=tuple(told["addressees"].splitlines()),
        day=form.due,
        time=form.time,
        due_stays="no_due" in told and not told["no_due"],
    )
    return services.correct_clause(path=told["path"], seen=told["seen"], asked=asked, **facts)


def _add_request(form: Any, _out: bool, facts: dict[str, Any]) -> object:
    told = form.cleaned_data
    asked = services.Asked(kind=told["kind"], addressees=tuple(told["addressees"].splitlines()), day=form.due, time=form.time)
    return services.add_request(words=told["words"], asked=asked, **facts)


Make = Callable[[Request, OfficialDocument], CorrectionForm]
Act = Callable[[Any, bool, dict[str, Any]], object]
ACTS: Final[dict[str, tuple[Make, Act]]] = {
    ADD_LINE: (lambda request, _document: LineForm(request.POST), _correct_line),
    LINE: (lambda request, _document: LineForm(request.POST), _correct_line),
    COPIES: (lambda request, _document: CopiesForm(request.POST), _correct_copies),
    ADD_DEADLINE: (lambda request, document: DeadlineForm(request.POST, days=days_to_choose(document)), _correct_deadline),
    DEADLINE: (lambda request, document: DeadlineForm(request.POST, days=days_to_choose(document)), _correct_deadline),
    ADD_REQUEST: (lambda request, document: RequestForm(request.POST, days=days_to_choose(document)), _add_request),
    CLAUSE: (_clause_sent, _correct_clause),
}
