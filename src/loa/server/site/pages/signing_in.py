"""Đăng nhập: a password, a passkey or the province's own sign-on, and the second step."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from loa.core.errors import LoaError
from loa.core.ways_in import FEW_RECOVERY_CODES, Way
from loa.server.kit import answers, clock, passkeys
from loa.server.kit.answers import NOBODY
from loa.server.kit.requests import Request
from loa.server.people import services
from loa.server.people.queries import SecondFactors, second_factors_of
from loa.server.site import oidc
from loa.server.site.entering import (
    Entering,
    after_first_step,
    entering,
    house_of,
    leaves,
    let_in,
    new_challenge,
    passkey_answer,
    safe_next,
)
from loa.server.site.forms import CodeForm, RecoveryForm

ENTER, SECOND = "enter", "second"


@method_decorator(never_cache, name="dispatch")
class SignIn(LoginView):
    """Đăng nhập: the first step."""

    template_name = "site/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The other ways in, where there are any."""
        return super().get_context_data(provider=oidc.provider(), passkeys_here=house_of(self.request) is not None, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """The password holds."""
        return after_first_step(self.request, form.get_user(), way=Way.PASSWORD, after=self.get_success_url())

    def form_invalid(self, form: Any) -> HttpResponse:
        """It does not: write it down, but no longer while the account rests."""
        if _wrong_in_a_row(self.request) <= settings.AXES_FAILURE_LIMIT:
            services.note_failed_sign_in(username=self.request.POST.get("username", "")[:80], by=NOBODY, now=clock.now())
        return super().form_invalid(form)


def locked_out(request: HttpRequest, *_: Any) -> HttpResponse:
    """Too many wrong passwords: say so, and for how long."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    if _wrong_in_a_row(request) == settings.AXES_FAILURE_LIMIT:
        services.note_lock_out(username=request.POST.get("username", "")[:80], minutes=minutes, by=NOBODY, now=clock.now())
    return render(request, "site/locked_out.html", {"minutes": minutes, "most": settings.AXES_FAILURE_LIMIT}, status=429)


def _wrong_in_a_row(request: HttpRequest) -> int:
    return getattr(request, "axes_failures_since_start", None) or 0


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: Request) -> HttpResponse:
    """Bước hai: a code from the phone, a passkey, or a recovery code."""
    who = entering(request)
    if who is None or leaves(request):
        return redirect("sign-in")
    factors = second_factors_of(who.account)
    if not factors.any:
        return redirect("second-step-setup")
    code, recovery, refused = CodeForm(), RecoveryForm(), ""
    if request.method == "POST":
        if "credential" in request.POST:
            outcome, refused = _by_passkey(request, who)
        elif "recovery" in request.POST:
            recovery = RecoveryForm(request.POST)
            outcome = _by_recovery_code(request, who, recovery)
        else:
            code = CodeForm(request.POST)
            outcome = _by_time_code(request, who, code)
        if outcome is not None:
            return let_in(request, Entering(who.account, (*who.ways, outcome), who.after), second=True)
    code.fields["code"].widget.attrs["autofocus"] = True
    status = 422 if refused else next((form.status for form in (code, recovery) if form.errors), 200)
    context = {
        "who": who,
        "factors": factors,
        "form": code,
        "recovery": recovery,
        "refused": refused,
        "options": _options(request, factors),
    }
    return render(request, "site/second_step.html", context, status=status)


def _by_time_code(request: Request, who: Entering, form: CodeForm) -> Way | None:
    if not form.is_valid():
        return None
    facts = {"account_id": who.account.pk, "code": form.cleaned_data["code"]}
    form.carry_out(
        lambda: services.enter_time_code(**facts, at=clock.real(), by=who.actor, now=clock.now()), by=who.actor, what=request.path
    )
    return None if form.errors else Way.TIME_CODE


def _by_recovery_code(request: Request, who: Entering, form: RecoveryForm) -> Way | None:
    if not form.is_valid():
        return None
    facts = {"account_id": who.account.pk, "code": form.cleaned_data["recovery"]}
    form.carry_out(
        lambda: services.enter_recovery_code(**facts, at=clock.real(), by=who.actor, now=clock.now()), by=who.actor, what=request.path
    )
    if form.errors:
        return None
    left = second_factors_of(who.account).recovery_codes_left
    if left <= FEW_RECOVERY_CODES:
        told = _("Còn %(n)s mã khôi phục. Hãy tạo mã mới ở “Đăng nhập hai bước”.") % {"n": left}
        messages.warning(request, told, extra_tags="doubt")
    return Way.RECOVERY_CODE


def _by_passkey(request: Request, who: Entering) -> tuple[Way | None, str]:
    try:
        answer = passkey_answer(request, what_for=SECOND)
        services.enter_passkey(answer=answer, account_id=who.account.pk, by=who.actor, now=clock.now())
    except LoaError as error:
        return None, answers.told(error)
    return Way.PASSKEY, ""


def _options(request: Request, factors: SecondFactors) -> str:
    """What the browser is asked for a passkey of this account; empty where it has none for this address."""
    house = house_of(request)
    known = [key.credential_id for key in factors.passkeys if house is not None and key.house == house.host]
    if house is None or not known:
        return ""
    return passkeys.request_options(house, challenge=new_challenge(request, what_for=SECOND), allowed=known)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_passkey(request: Request) -> HttpResponse:
    """Đăng nhập bằng khóa truy cập: without a name, without a password."""
    if request.user.is_authenticated:
        return redirect("today")
    refused, after = "", safe_next(request, request.POST.get("next", request.GET.get("next", "")))
    house = house_of(request)
    if request.method == "POST":
        try:
            account = services.enter_passkey(answer=passkey_answer(request, what_for=ENTER), by=NOBODY, now=clock.now())
        except LoaError as error:
            refused = answers.told(error)
        else:
            return let_in(request, Entering(account, (Way.PASSKEY,), after), second=True)
    options = passkeys.request_options(house, challenge=new_challenge(request, what_for=ENTER)) if house else ""
    context = {"options": options, "next": after, "refused": refused}
    return render(request, "site/sign_in_passkey.html", context, status=422 if refused else 200)
