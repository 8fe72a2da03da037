"""Phiên đăng nhập: where one is signed in, and putting a browser out."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.server.kit import clock
from loa.server.kit.requests import Request, tell
from loa.server.people import services
from loa.server.people.models import Account, SignInSession
from loa.server.people.pages.browser import own_session
from loa.server.people.queries import person_managed, sessions_of


@require_GET
def sessions(request: Request) -> HttpResponse:
    """Phiên đăng nhập của tôi."""
    account = get_object_or_404(Account, person_id=request.actor.person_id)
    context = {"rows": sessions_of(account.pk, now=clock.now()), "here": own_session(request)}
    return render(request, "people/own_sessions.html", context)


@require_POST
def end(request: Request, sign_in_id: UUID) -> HttpResponse:
    """Kết thúc một phiên: one's own, or of somebody one manages."""
    held = get_object_or_404(SignInSession.objects.select_related("account"), pk=sign_in_id)
    own = held.account.person_id == request.actor.person_id
    if not own:
        person_managed(held.account.person_id, seen_by=request.actor)
    services.end_session(session_id=sign_in_id, by=request.actor, now=clock.now())
    said = _("Phiên đăng nhập đã kết thúc; máy ấy phải đăng nhập lại.")
    return tell(request, said, *(("own-sessions",) if own else ("person", held.account.person_id)))


@require_POST
def end_others(request: Request) -> HttpResponse:
    """Kết thúc mọi phiên khác."""
    account = get_object_or_404(Account, person_id=request.actor.person_id)
    services.end_sessions(account_id=account.pk, but=own_session(request), by=request.actor, now=clock.now())
    return tell(request, _("Đã kết thúc mọi phiên khác; các máy ấy phải đăng nhập lại."), "own-sessions")
