"""Between the first step of signing in and the last: who stands at the door, by which steps, and where they want to go.

Nobody is signed in before the last step. `let_in` is the one place where somebody is.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from loa.core.ways_in import Way
from loa.server.kit import clock, passkeys
from loa.server.kit.actors import Actor
from loa.server.kit.passkeys import Answer, House
from loa.server.kit.requests import Request
from loa.server.people.models import Account
from loa.server.people.pages.browser import SIGN_IN
from loa.server.people.queries import actor_of, needs_second_factor, second_factors_of
from loa.server.people.queries.reopenings import reopenings_open
from loa.server.people.services import note_sign_in, open_session
from loa.server.site.errors import PasskeysNotHere, StepExpired

# In the browser's session.
FIRST_STEP = "first_step"
SECOND_FACTOR = "second_factor"
WAYS = "ways"
CONFIRMED_AT = "confirmed_at"
CHALLENGE = "passkey_challenge"

STEP_LASTS = timedelta(minutes=15)
BACKEND = "django.contrib.auth.backends.ModelBackend"
Door = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Entering:
    """Somebody whose first step held."""

    account: Account
    ways: tuple[Way, ...]
    after: str

    @property
    def actor(self) -> Actor:
        """The person, so that each step stands in the trail under a name."""
        return actor_of(self.account.person, on=clock.today())


def after_first_step(request: HttpRequest, account: Account, *, way: Way, after: str) -> HttpResponse:
    """In, where one step is enough and nobody asked for more; else on to the second, as nobody yet."""
    factors = second_factors_of(account)
    if not factors.any and not needs_second_factor(actor_of(account.person, on=clock.today()), account):
        return let_in(request, Entering(account, (way,), after), second=False)
    if getattr(request, "half_in", None) is None:
        request.session.cycle_key()
    else:  # whoever stood here by an old session, perhaps somebody else, begins anew
        request.session.flush()
    step = {"account": str(account.pk), "ways": [way], "after": after, "at": _stamp()}
    request.session[FIRST_STEP] = {**step, "password": account.get_session_auth_hash()}  # it ends when the password does
    return redirect("second-step" if factors.any else "second-step-setup")


def entering(request: HttpRequest) -> Entering | None:
    """Who stands between the steps in this browser; None after a quarter of an hour."""
    half_in: Account | None = getattr(request, "half_in", None)
    if half_in is not None:
        ways = tuple(Way(way) for way in request.session.get(WAYS, [Way.PASSWORD]))
        return Entering(half_in, ways, safe_next(request, request.session.get("after", "/")))
    told = request.session.get(FIRST_STEP)
    if not told or _is_old(told["at"]):
        return None
    account = Account.objects.select_related("person").filter(pk=told["account"], is_active=True).first()
    if account is None or not constant_time_compare(told.get("password", ""), account.get_session_auth_hash()):
        return None
    return Entering(account, tuple(Way(way) for way in told["ways"]), told["after"])


def is_long_in(request: HttpRequest) -> bool:
    """Whether who stands between the steps came by a session whose first step is more than a quarter of an hour old."""
    return getattr(request, "half_in", None) is not None and _is_old(request.session.get(CONFIRMED_AT, ""))


def list_browser(request: HttpRequest, account: Account) -> UUID:
    """A row for this browser, so that its owner sees it and can put it out."""
    opened = open_session(
        account=account,
        address=request.META.get("REMOTE_ADDR", ""),
        browser=request.headers.get("User-Agent", ""),
        now=clock.now(),
    )
    request.session[SIGN_IN] = str(opened.pk)
    return opened.pk


def leaves(request: HttpRequest) -> bool:
    """Whether who stands between the steps turns back; then the browser forgets it all."""
    if request.method != "POST" or "leave" not in request.POST:
        return False
    request.session.flush()
    return True


def let_in(request: HttpRequest, who: Entering, *, second: bool) -> HttpResponseRedirect:
    """Sign in, under a fresh session key, and write it into the trail; the answer leads where the person wanted to go."""
    request.session.pop(FIRST_STEP, None)
    login(request, who.account, backend=BACKEND)
    request.session.cycle_key()
    if not request.session.get(SIGN_IN):  # at once, not at the next request: that may come after all others were put out
        list_browser(request, who.account)
    request.session[WAYS] = list(who.ways)
    request.session[CONFIRMED_AT] = _stamp()
    if second:
        request.session[SECOND_FACTOR] = who.ways[-1]
    request.actor = who.actor  # type: ignore[attr-defined]
    note_sign_in(by=who.actor, now=clock.now(), ways=who.ways)
    _tell_of_reopenings(request, who.account)
    return HttpResponseRedirect(who.after)


def _tell_of_reopenings(request: HttpRequest, account: Account) -> None:
    """Whoever comes in hears that somebody would reopen their way in, and where to stop it."""
    if reopenings_open(now=clock.now()).filter(account=account).exists():
        told = _("Có yêu cầu mở lại đăng nhập của ông/bà. Không phải ông/bà nhờ thì hãy dừng ở “Tài khoản của tôi”.")
        messages.warning(request, told, extra_tags="doubt")


def owes_second_step(request: HttpRequest, account: Account, actor: Actor) -> bool:
    """Whether this session came in by one step, and what the person may do needs two."""
    return not request.session.get(SECOND_FACTOR) and needs_second_factor(actor, account)


def confirm(request: HttpRequest, *, way: Way) -> None:
    """Remember that the person has just shown again who it is, under a fresh session key."""
    request.session.cycle_key()
    request.session[CONFIRMED_AT] = _stamp()
    if way is not Way.PASSWORD:
        request.session[SECOND_FACTOR] = way


def confirmed(view: Door) -> Door:
    """A door for which one has signed in, or shown again who one is, within the last quarter of an hour."""

    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_old(request.session.get(CONFIRMED_AT, "")):
            return view(request, *args, **kwargs)
        back = request.path if request.method == "GET" else resolve_url("second-factors")
        return HttpResponseRedirect(f"{resolve_url('confirm')}?{urlencode({'next': back})}")

    return opened


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Where to go afterwards: an address of this house, else the first page."""
    fits = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and fits else resolve_url(settings.LOGIN_REDIRECT_URL)


def house_of(request: HttpRequest) -> House | None:
    """Where passkeys work: at the public address over https, or at localhost; None elsewhere, an IP address above all."""
    here, public = urlsplit(f"//{request.get_host()}"), urlsplit(settings.LOA_PUBLIC_URL)
    if public.scheme == "https" and public.hostname and here.hostname == public.hostname:
        return House(public.hostname, f"https://{public.netloc.lower()}")
    if here.hostname == "localhost":
        return House("localhost", f"{request.scheme}://{request.get_host()}")
    return None


def new_challenge(request: HttpRequest, *, what_for: str) -> str:
    """A challenge for one answer, kept in the session."""
    challenge = passkeys.new_challenge()
    request.session[CHALLENGE] = {"for": what_for, "is": challenge, "at": _stamp()}
    return challenge


def passkey_answer(request: HttpRequest, *, what_for: str) -> Answer:
    """What the browser answered, with the challenge it belongs to, which is good once. Raises StepExpired and PasskeysNotHere."""
    house, told = house_of(request), request.session.pop(CHALLENGE, None)
    if house is None:
        raise PasskeysNotHere
    if not told or told["for"] != what_for or _is_old(told["at"]):
        raise StepExpired
    return Answer(request.POST.get("credential", ""), str(told["is"]), house)


def keep(request: HttpRequest, key: str, told: dict[str, Any]) -> None:
    """Keep something in the session for a quarter of an hour."""
    request.session[key] = json.dumps({**told, "at": _stamp()})


def take(request: HttpRequest, key: str) -> dict[str, Any] | None:
    """What was kept, once; None where it is old, or was taken."""
    told: dict[str, Any] = json.loads(request.session.pop(key, "{}"))
    return told if told and not _is_old(told["at"]) else None


def _stamp() -> str:
    return clock.real().isoformat()


def _is_old(stamp: str) -> bool:
    return not stamp or clock.real() - datetime.fromisoformat(stamp) > STEP_LASTS
