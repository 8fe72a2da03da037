"""Đăng nhập chung: in by the province's own sign-on; linking it to one's account, from one's own page or at an invitation."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from loa.core.errors import LoaError, Refused
from loa.core.ways_in import Way
from loa.server.kit import answers, clock, sealing
from loa.server.kit.answers import NOBODY
from loa.server.kit.requests import Request
from loa.server.people import services
from loa.server.people.models import Account
from loa.server.people.queries import actor_of, open_invitation
from loa.server.site import oidc
from loa.server.site.entering import Entering, after_first_step, confirmed, keep, let_in, safe_next, take
from loa.server.site.errors import ProviderAnswerUnusable

ASKED = "outside"  # in the session: what was asked of the province's sign-on, and what for
BACK = "/dang-nhap/chung/ve/"
INVITATION = "invitation"  # the token lies sealed: sessions are kept in the database, invitations only as hashes


@never_cache
@require_GET
def off(request: Request) -> HttpResponse:
    """Đăng nhập chung: off to the province's own sign-on."""
    to = _provider()
    if request.user.is_authenticated:
        return redirect("today")
    try:
        return HttpResponseRedirect(_ask(request, to, after=safe_next(request, request.GET.get("next", ""))))
    except LoaError as error:
        return _with(request, error, "sign-in")


@never_cache
@require_POST
@confirmed
def link(request: Request) -> HttpResponse:
    """Gắn tài khoản đăng nhập chung. A page with a link, since a form of this house may lead to no other house."""
    to = _provider()
    context = {"provider": to, "address": _ask(request, to, link=str(request.actor.person_id)), "leave": resolve_url("second-factors")}
    return render(request, "site/outside_link.html", context)


@never_cache
@require_POST
def by_invitation(request: Request) -> HttpResponse:
    """At an invitation: the province's account instead of a password."""
    to, token = _provider(), request.POST.get("token", "")[:200]
    open_invitation(token, now=clock.now())
    sealed = sealing.seal(token.encode(), purpose=INVITATION, owner=to.issuer)
    context = {"provider": to, "address": _ask(request, to, invitation=sealed), "leave": resolve_url("invitation", token)}
    return render(request, "site/outside_link.html", context)


@require_POST
@confirmed
def unlink(request: Request) -> HttpResponse:
    """Bỏ gắn tài khoản đăng nhập chung."""
    services.unlink_outside_identity(issuer=_provider().issuer, by=request.actor, now=clock.now())
    messages.success(request, _("Đã bỏ gắn tài khoản đăng nhập chung."), extra_tags="good")
    return redirect("second-factors")


@never_cache
@require_GET
def back(request: Request) -> HttpResponse:
    """Back from the province's sign-on: in, or linked to the account that asked for it."""
    of, told = _provider(), take(request, ASKED)
    linking = bool(told and told["link"])
    try:
        if told is None or (linking and told["link"] != str(request.actor.person_id)):
            raise ProviderAnswerUnusable
        asked = oidc.Asked(told["state"], told["nonce"], told["verifier"])
        said = oidc.hear(of, answer=request.GET.dict(), asked=asked, back_to=_back_to(request), at=clock.real())
        if linking:
            services.link_outside_identity(issuer=of.issuer, subject=said.subject, provider=of.name, by=request.actor, now=clock.now())
            messages.success(request, _("Đã gắn tài khoản đăng nhập chung."), extra_tags="good")
            return redirect("second-factors")
        account = _account_of(of, said, told["invitation"])
    except LoaError as error:
        if isinstance(error, Refused):
            answers.note(error, by=request.actor, what=request.path)
        return _with(request, error, "second-factors" if linking else "sign-in")
    if said.two_steps:
        return let_in(request, Entering(account, (Way.OUTSIDE,), told["after"]), second=True)
    return after_first_step(request, account, way=Way.OUTSIDE, after=told["after"])


def _account_of(of: oidc.Provider, said: oidc.Told, sealed: str) -> Account:
    """The account that is linked; or the one invited, linked now."""
    identity = {"issuer": of.issuer, "subject": said.subject, "provider": of.name}
    if not sealed:
        return services.enter_outside_identity(**identity, by=NOBODY, now=clock.now())
    token = sealing.unseal(sealed, purpose=INVITATION, owner=of.issuer).decode()
    invited = open_invitation(token, now=clock.now()).account
    by = actor_of(invited.person, on=clock.today(), via="invitation")
    return services.accept_invitation_outside(token=token, **identity, by=by, now=clock.now())


def _provider() -> oidc.Provider:
    """The one configured; without one there are no such pages."""
    found = oidc.provider()
    if found is None:
        raise Http404
    return found


def _ask(request: Request, to: oidc.Provider, *, after: str = "/", link: str = "", invitation: str = "") -> str:
    """The provider's address; what its answer must fit lies in the session. Raises ProviderUnreachable."""
    address, asked = oidc.ask(to, back_to=_back_to(request), anew=bool(link or invitation))
    told = {"state": asked.state, "nonce": asked.nonce, "verifier": asked.verifier}
    keep(request, ASKED, {**told, "after": after, "link": link, "invitation": invitation})
    return address


def _back_to(request: Request) -> str:
    """Our own address, as it is registered with the provider."""
    return f"{settings.LOA_PUBLIC_URL}{BACK}" if settings.LOA_PUBLIC_URL else request.build_absolute_uri(BACK)


def _with(request: Request, error: LoaError, where: str) -> HttpResponse:
    messages.error(request, answers.told(error), extra_tags="bad")
    return redirect(where)
