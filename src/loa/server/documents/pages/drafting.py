"""A draft of our own, edited line by line before it is submitted."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loa.core.errors import NotFound
from loa.core.roles import Right
from loa.server.documents import services
from loa.server.documents.forms import DraftForm
from loa.server.documents.papers import paper_from_json
from loa.server.documents.papers.stored import content_sha256
from loa.server.documents.queries import document_of
from loa.server.kit import clock
from loa.server.kit.requests import Request, form_page, tell


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, document_id: UUID) -> HttpResponse:
    """Sửa bản thảo văn bản đi."""
    document = document_of(document_id, seen_by=request.actor)
    if not document.content or not request.actor.may(Right.DIRECT, document.agency_id):
        raise NotFound
    paper = paper_from_json(document.content)
    form = DraftForm(request.POST) if request.method == "POST" else DraftForm.showing(paper, seen=content_sha256(document.content))
    return form_page(
        request,
        "documents/draft.html",
        form,
        act=lambda told: services.rewrite_paper(
            document_id=document.pk, paper=form.over(paper), seen_sha256=told["seen"], by=request.actor, now=clock.now()
        ),
        done=lambda kept: tell(request, _("Đã lưu bản thảo."), "document", kept.pk),
        document=document,
    )
