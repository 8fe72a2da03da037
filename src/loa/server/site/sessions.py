"""Sessions at the door: each signed-in browser has its row, a session that was ended is out at its next request, and a one-time password
opens one page."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from loa.server.kit import clock
from loa.server.people.models import Account
from loa.server.people.pages.browser import own_session
from loa.server.people.services import leave_session, see_session
from loa.server.site.entering import list_browser
from loa.server.site.entry import PUBLIC

Answer = Callable[[HttpRequest], HttpResponse]


class SessionsMiddleware:
    """Stands before the entry: whoever it puts out is a stranger there."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if not isinstance(account, Account):
            return self.get_response(request)
        held = _session_of(request, account)
        if held is None:
            logout(request)
            return self.get_response(request)
        if account.must_change_password and not _is_open(request):
            return _to_the_password(request)
        response = self.get_response(request)
        if own_session(request) != held:  # the browser has signed out, or somebody else came in
            leave_session(session_id=held, now=clock.now())
        return response


def _session_of(request: HttpRequest, account: Account) -> UUID | None:
    """The row of this browser, made where there is none yet; None where it was ended."""
    held = own_session(request)
    if held is not None:
        return held if see_session(session_id=held, account_id=account.pk, now=clock.now()) else None
    return list_browser(request, account)


def _is_open(request: HttpRequest) -> bool:
    """With a one-time password: one's own account, the way out, and what is open to everybody."""
    return request.path in (resolve_url("own-account"), resolve_url("sign-out")) or request.path.startswith(PUBLIC)


def _to_the_password(request: HttpRequest) -> HttpResponse:
    where = resolve_url("own-account")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)
