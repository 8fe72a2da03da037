"""Pages that need no account: what a printed code opens, and whether the house stands."""

from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from loa.core.bulletin_steps import State
from loa.server.agencies.queries import Names
from loa.server.bulletins.models import Revision
from loa.server.bulletins.queries import own_sentences, sentences_of
from loa.server.channels.models import LinkPurpose, ShortLink
from loa.server.channels.services import count_scan
from loa.server.kit import clock
from loa.server.kit.requests import Request


@require_GET
def short_link(request: Request, code: str) -> HttpResponse:
    """Mở liên kết rút gọn: counted per day, nothing about who opened it."""
    link = count_scan(code=code, now=clock.now())
    if link.purpose == LinkPurpose.OPERATOR:
        return redirect("running-order", link.target_id)
    return _for_residents(request, link)


def _for_residents(request: Request, link: ShortLink) -> HttpResponse:
    """What was said, until when it holds, and for which place."""
    revision = Revision.objects.select_related("bulletin__campaign__document").filter(pk=link.target_id).first()
    bulletin = revision.bulletin if revision else None
    airs = revision is not None and bulletin is not None and bulletin.state == State.APPROVED and hasattr(revision, "approval")
    today = clock.today()
    own = own_sentences([revision.pk], on=today, agency_ids=[link.agency_id]).get((revision.pk, link.agency_id)) if revision else None
    context = {
        "bulletin": bulletin if airs else None,
        "revision": revision,
        "sentences": sentences_of(revision, own) if airs and revision else (),
        "agency": Names([link.agency_id]).on(link.agency_id, today),
        "expired": bool(airs and revision and revision.valid_to and revision.valid_to < today),
    }
    return render(request, "site/resident.html", context, status=200 if airs else 410)


@require_GET
def health(_request: Request) -> HttpResponse:
    """For a load balancer: the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})
