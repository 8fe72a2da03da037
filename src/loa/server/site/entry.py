"""The way in: who acts, who may pass without signing in, which language, and what every answer forbids the browser."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.answers import NOBODY, refusal_response
from loa.server.people.models import Account
from loa.server.people.pages.browser import ACTING_FOR
from loa.server.people.queries import actor_of
from loa.server.site.entering import owes_second_step
from loa.server.site.errors import FormExpired, RequestUnusable

# Whoever has the address may open these; everything else asks who is there.
PUBLIC = ("/dang-nhap/", "/ngon-ngu/", "/static/", "/q/", "/s/", "/duyet/", "/ghi/", "/loi-moi/", "/tra-cuu/", "/player/v1/", "/health")
# Residents' pages and machines need no account, so nothing there may depend on one.
SECRET = ("/duyet/", "/ghi/", "/loi-moi/")  # the address itself opens these: no cache keeps what it opened
LANGUAGE_COOKIE = "loa_language"

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)

Answer = Callable[[HttpRequest], HttpResponse]


class EntryMiddleware:
    """Sets `request.actor` and the language; turns strangers to the sign-in page; forbids anything from outside."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            account = request.user
            request.actor = who_acts(request, account) if isinstance(account, Account) else NOBODY  # type: ignore[attr-defined]
            if isinstance(account, Account) and owes_second_step(request, account, request.actor):  # type: ignore[attr-defined]
                stay_outside(request, account)
            response = self.get_response(request) if may_pass(request) else ask_to_sign_in(request)
            response.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        response.setdefault("Content-Security-Policy", CONTENT_SECURITY)
        response.setdefault("Permissions-Policy", "microphone=(self), camera=(self), geolocation=()")
        if request.user.is_authenticated or request.path.startswith(SECRET):
            response.setdefault("Cache-Control", "private, no-store")
        return response


def who_acts(request: HttpRequest, account: Account) -> Actor:
    """The account's person, or that person at work for who delegated (chosen on the page of delegations)."""
    return actor_of(account.person, on=clock.today(), acting_for=request.session.get(ACTING_FOR))


def may_pass(request: HttpRequest) -> bool:
    """Whether this address is for everybody, or the caller has signed in."""
    return request.user.is_authenticated or request.path.startswith(PUBLIC)


def stay_outside(request: HttpRequest, account: Account) -> None:
    """One step is not enough for what this person may do now: for every page nobody is signed in, only the second step knows who waits."""
    request.half_in, request.user, request.actor = account, AnonymousUser(), NOBODY  # type: ignore[attr-defined]


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the sign-in page, and back afterwards; who lacks only the second step, there."""
    half_in = getattr(request, "half_in", None) is not None
    where = resolve_url("second-step" if half_in else settings.LOGIN_URL)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    path = request.get_full_path()
    if half_in and request.method == "GET":
        request.session["after"] = path
    if half_in:
        return HttpResponseRedirect(where)
    after = f"?next={quote(path, safe='/')}" if request.method == "GET" and path != "/" else ""
    return HttpResponseRedirect(resolve_url(settings.LOGIN_URL) + after)


def chosen_language(request: HttpRequest) -> str:
    """Vietnamese unless the person chose otherwise: the browser's own language says little about an office."""
    wanted = request.COOKIES.get(LANGUAGE_COOKIE, settings.LANGUAGE_CODE)
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember Vietnamese or English for this browser."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=365 * 86400, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django hands it over
    """A form without this browser's mark, said in the house's words."""
    return refusal_response(request, FormExpired())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django hands it over
    """What Django itself refuses to read, said in the house's words."""
    return refusal_response(request, RequestUnusable())
