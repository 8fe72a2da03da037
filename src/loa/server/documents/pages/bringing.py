"""A signed PDF that was brought back: how far its check is, or why it was not taken and what to do."""

from collections import defaultdict
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from loa.server.documents import services
from loa.server.documents.forms import TakeAnywayForm
from loa.server.documents.models import OfficialDocument, SignedUpload, UploadState
from loa.server.documents.queries import document_of, signed_upload_of
from loa.server.documents.signing.doubts import said
from loa.server.kit import clock, files
from loa.server.kit.requests import Request, form_page, send_file, tell


@require_http_methods(["GET", "HEAD", "POST"])
def signed_check(request: Request, document_id: UUID, upload_id: UUID) -> HttpResponse:
    """Bản ký đang kiểm tra: it looks again by itself, also without JavaScript; refused for a doubt, it is taken with a reason."""
    document = document_of(document_id, seen_by=request.actor)
    upload = signed_upload_of(document, upload_id, seen_by=request.actor)
    if upload.state == UploadState.TAKEN:
        return tell(request, _("Đã nhận bản ký số và kiểm tra chữ ký."), "document", document.pk)
    return form_page(
        request,
        "documents/signed_check.html",
        TakeAnywayForm(request.POST or None, needs_why=bool(upload.doubts)),
        act=lambda told: services.check_again(upload_id=upload.pk, why=told["why"], by=request.actor, now=clock.now()),
        done=lambda waiting: redirect("document-signed-check", document.pk, waiting.pk),
        **_shown(document, upload),
    )


@require_GET
def signed_progress(request: Request, document_id: UUID, upload_id: UUID) -> HttpResponse:
    """The part of that page that looks again by itself; loads the whole page once the check is done."""
    document = document_of(document_id, seen_by=request.actor)
    upload = signed_upload_of(document, upload_id, seen_by=request.actor)
    answer = render(request, "documents/signed_progress.html", _shown(document, upload))
    if upload.state not in services.CHECKED_SOON:
        answer["HX-Redirect"] = request.build_absolute_uri(request.path.removesuffix("tien-do/"))
    return answer


@require_GET
def signed_brought(request: Request, document_id: UUID, upload_id: UUID) -> HttpResponse:
    """Tải tệp đã gửi, also one that was not taken."""
    upload = signed_upload_of(document_of(document_id, seen_by=request.actor), upload_id, seen_by=request.actor)
    return send_file(files.read(upload.file_sha256), name=upload.file_name or "ban-ky.pdf", media_type="application/pdf")


def _shown(document: OfficialDocument, upload: SignedUpload) -> dict[str, object]:
    doubtful = bool(upload.doubts)
    return {
        "document": document,
        "upload": upload,
        "moving": upload.state in services.CHECKED_SOON,
        "doubts": [said(code, facts, _) for code, facts in upload.doubts],
        "refusal": _(upload.refusal).format_map(defaultdict(str, upload.refusal_facts)) if upload.refusal and not doubtful else "",
    }
