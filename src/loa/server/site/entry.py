"""The way in: who acts, who may pass without signing in, which language, and what every answer forbids the browser."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from loa.server.kit import clock
from loa.server.kit.answers import NOBODY, refusal_response
from loa.server.people.models import Account
from loa.server.people.queries import actor_of
from loa.server.people.services import note_sign_in
from loa.server.site.errors import FormExpired, RequestUnusable

# Whoever has the address may open these; everything else asks who is there.
PUBLIC = ("/dang-nhap/", "/ngon-ngu/", "/static/", "/q/", "/s/", "/player/v1/", "/health")
# Residents' pages and machines need no account, so nothing there may depend on one.
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
            request.actor = actor_of(account.person, on=clock.today()) if isinstance(account, Account) else NOBODY  # type: ignore[attr-defined]
            response = self.get_response(request) if may_pass(request) else ask_to_sign_in(request)
            response.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        response.setdefault("Content-Security-Policy", CONTENT_SECURITY)
        response.setdefault("Permissions-Policy", "microphone=(self), camera=(self), geolocation=()")
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response


def may_pass(request: HttpRequest) -> bool:
    """Whether this address is for everybody, or the caller has signed in."""
    return request.user.is_authenticated or request.path.startswith(PUBLIC)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the sign-in page, and back afterwards."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
    path = request.get_full_path()
    after = f"?next={path}" if request.method == "GET" and path != "/" else ""
    return HttpResponseRedirect(resolve_url(settings.LOGIN_URL) + after)


def chosen_language(request: HttpRequest) -> str:
    """Vietnamese unless the person chose otherwise: the browser's own language says little about an office."""
    wanted = request.COOKIES.get(LANGUAGE_COOKIE, settings.LANGUAGE_CODE)
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class SignIn(LoginView):
    """Đăng nhập."""

    template_name = "site/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Let the person in and write it into the trail."""
        response = super().form_valid(form)
        note_sign_in(by=actor_of(form.get_user().person, on=clock.today()), now=clock.now())
        return response


def locked_out(request: HttpRequest, *_: Any) -> HttpResponse:
    """Too many wrong passwords: say so, and for how long."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "site/locked_out.html", {"minutes": minutes, "most": settings.AXES_FAILURE_LIMIT}, status=429)


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
