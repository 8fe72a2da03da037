"""Drafting from papers above: choose two or three of the register, edit what follows from them, draw the letter up."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loa.core.directing import WHY_NOT
from loa.core.drafting import MOST_PAPERS
from loa.core.errors import LoaError, NotFound
from loa.core.roles import Right
from loa.server.agencies.queries import Names
from loa.server.documents.models import Direction, OfficialDocument
from loa.server.kit import answers, clock
from loa.server.kit.requests import Request, form_page, page_of, tell
from loa.server.site.drafting import Prepared, draft_for, draw_up_from, left_out_of, papers_to_draft_from
from loa.server.site.drafting_form import DraftingForm, ids_of

MOST_NAMED = 5


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request) -> HttpResponse:
    """Soạn văn bản từ các văn bản cấp trên."""
    if not any(request.actor.may(Right.DIRECT, agency_id) for agency_id in request.actor.agency_ids):
        raise NotFound
    chosen = ids_of((request.POST if request.method == "POST" else request.GET).getlist("tu"))
    if not chosen or "chon" in request.GET:
        return _choose(request, chosen)
    try:
        prepared = draft_for(chosen, seen_by=request.actor, on=clock.today())
    except NotFound:
        raise
    except LoaError as error:
        answers.note(error, by=request.actor, what=request.path)
        return _choose(request, chosen, refusal=answers.told(error), status=error.status)
    form = DraftingForm(request.POST if request.method == "POST" else None, prepared=prepared, symbol=_symbol(prepared))
    return form_page(
        request,
        "site/drafting.html",
        form,
        act=lambda _told: draw_up_from(prepared, form.written, by=request.actor, now=clock.now()),
        done=lambda letter: tell(
            request, _("Đã soạn văn bản. Hãy xem lại từng câu rồi trình; số để trống cho văn thư."), "document", letter.pk
        ),
        prepared=prepared,
        draft=prepared.draft,
        left_out=_left_out(prepared),
    )


def _left_out(prepared: Prepared) -> list[tuple[OfficialDocument, str, str, int, str]]:
    """Paper, its line, why it is left out, how many agencies, and a few of them by name."""
    found = left_out_of(prepared)
    names = Names(one for _paper, _line, others in found for _standing, agencies in others for one in agencies[:MOST_NAMED])
    return [
        (paper, line.text, WHY_NOT[standing], len(agencies), ", ".join(names.on(one, prepared.day) for one in agencies[:MOST_NAMED]))
        for paper, line, others in found
        for standing, agencies in others
    ]


def _choose(request: Request, chosen: list[UUID], *, refusal: str = "", status: int = 200) -> HttpResponse:
    words = request.GET.get("tim", "").strip()[:200]
    found = papers_to_draft_from(seen_by=request.actor)
    held = list(found.filter(pk__in=chosen)) if chosen else []
    if words:
        found = found.filter(Q(subject__icontains=words) | Q(issuer__icontains=words) | Q(number=words) | Q(symbol__icontains=words))
    context = {
        "page": page_of(request, found.exclude(pk__in=[one.pk for one in held]), size=30),
        "held": held,
        "words": words,
        "refusal": refusal,
        "most": MOST_PAPERS,
    }
    return render(request, "site/drafting_choose.html", context, status=status)


def _symbol(prepared: Prepared) -> str:
    """As on the office's last letter of its own; else its own sign, to which the drafting unit's is added."""
    own = OfficialDocument.objects.filter(agency=prepared.agency_id, direction=Direction.OUT, doc_type="Công văn", symbol__contains="-")
    last = own.order_by("-registered_at").values_list("symbol", flat=True).first()
    return last or prepared.office.symbol
