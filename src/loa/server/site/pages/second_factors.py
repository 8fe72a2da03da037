"""Đăng nhập hai bước: setting it up at the door, one's own page for it, showing again who one is."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.core.errors import LoaError
from loa.core.ways_in import Way
from loa.server.channels.rendering.codes import qr_svg
from loa.server.kit import answers, clock, passkeys, sealing, time_codes
from loa.server.kit.actors import Actor
from loa.server.kit.requests import Request
from loa.server.people import services
from loa.server.people.errors import PasskeyUnusable
from loa.server.people.models import Account, Passkey
from loa.server.people.queries import needs_second_factor, outside_identity_of, second_factors_of
from loa.server.site import oidc
from loa.server.site.entering import (
    Entering,
    confirm,
    confirmed,
    entering,
    house_of,
    is_long_in,
    keep,
    leaves,
    let_in,
    new_challenge,
    passkey_answer,
    safe_next,
    take,
)
from loa.server.site.forms import AgainForm, CodeForm, RecoveryForm

NEW_SECRET, ADD, AGAIN = "new_time_code", "add", "again"
ISSUER = "Loa"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: Request) -> HttpResponse:
    """Cài bước hai at the door: for who needs one and has none, the only page that opens."""
    who = entering(request)
    if who is None or leaves(request):
        return redirect("sign-in")
    if second_factors_of(who.account).any:
        return redirect("second-step")
    if is_long_in(request):  # a browser left open is not enough to say who holds the second step
        messages.warning(
            request, _("Ông/bà vừa được giao việc cần đăng nhập hai bước. Hãy đăng nhập lại để cài bước hai."), extra_tags="doubt"
        )
        return HttpResponseRedirect(f"{resolve_url('sign-in')}?{urlencode({'next': who.after})}")
    return _add(
        request, who.account, who.actor, lambda way: let_in(request, Entering(who.account, (*who.ways, way), who.after), second=True)
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def add(request: Request) -> HttpResponse:
    """Thêm ứng dụng tạo mã hoặc khóa truy cập to one's own account."""

    def afterwards(way: Way) -> HttpResponseRedirect:
        confirm(request, way=way)
        return HttpResponseRedirect(safe_next(request, "/tai-khoan/hai-buoc/"))

    return _add(request, _own(request), request.actor, afterwards)


def _add(request: Request, account: Account, by: Actor, afterwards: Callable[[Way], HttpResponseRedirect]) -> HttpResponse:
    """Both ways on one page; what holds is kept, the codes for a lost phone are told once, and then on."""
    form, refused = CodeForm(), ""
    if request.method == "POST":
        codes: list[str] | None = None
        if "credential" in request.POST:
            way, (codes, refused) = Way.PASSKEY, _made_passkey(request, account, by)
        else:
            way, form = Way.TIME_CODE, CodeForm(request.POST)
            codes = _made_time_code(request, account, by, form)
        if codes is not None:
            on = afterwards(way)
            if not codes:
                messages.success(request, _("Đã thêm cách đăng nhập hai bước."), extra_tags="good")
                return on
            return render(request, "site/recovery_codes.html", {"codes": codes, "username": account.username, "after": on.url})
    secret = _secret(request, account)
    address = time_codes.address_of(secret, account=account.username, issuer=ISSUER)
    context = {
        "account": account,
        "form": form,
        "refused": refused,
        "qr": qr_svg(address),
        "address": address,
        "secret": time_codes.as_text(secret),
        "options": _creation(request, account),
        "entering": not request.user.is_authenticated,
        "replaces": second_factors_of(account).time_code is not None,
    }
    return render(request, "site/second_step_add.html", context, status=422 if refused else form.status if form.errors else 200)


def _made_time_code(request: Request, account: Account, by: Actor, form: CodeForm) -> list[str] | None:
    if not form.is_valid():
        return None
    facts = {"account_id": account.pk, "secret": _secret(request, account), "code": form.cleaned_data["code"]}
    made = form.carry_out(
        lambda: services.add_time_code(**facts, at=clock.real(), by=by, now=clock.now()),
        by=by,
        what=request.path,
    )
    if made is not None:
        request.session.pop(NEW_SECRET, None)
    return made


def _made_passkey(request: Request, account: Account, by: Actor) -> tuple[list[str] | None, str]:
    try:
        answer, name = passkey_answer(request, what_for=ADD), request.POST.get("name", "")
        _passkey, codes = services.add_passkey(account_id=account.pk, answer=answer, name=name, by=by, now=clock.now())
    except LoaError as error:
        answers.note(error, by=by, what=request.path)
        return None, answers.told(error)
    return codes, ""


def _secret(request: Request, account: Account) -> bytes:
    """The secret that the page shows, the same until it is used; sealed, since sessions lie in the database."""
    if told := take(request, NEW_SECRET):
        try:
            secret = sealing.unseal(told["sealed"], purpose=NEW_SECRET, owner=str(account.pk))
        except sealing.SealBroken:  # another account's, or of an earlier secret of the installation
            secret = time_codes.new_secret()
    else:
        secret = time_codes.new_secret()
    keep(request, NEW_SECRET, {"sealed": sealing.seal(secret, purpose=NEW_SECRET, owner=str(account.pk))})
    return secret


def _creation(request: Request, account: Account) -> str:
    house = house_of(request)
    if house is None:
        return ""
    return passkeys.creation_options(
        house,
        challenge=new_challenge(request, what_for=ADD),
        owner=account.pk.bytes,
        username=account.username,
        full_name=account.person.full_name,
        known=[key.credential_id for key in second_factors_of(account).passkeys if key.house == house.host],
    )


@require_GET
def overview(request: Request) -> HttpResponse:
    """Đăng nhập hai bước của tôi."""
    account, to = _own(request), oidc.provider()
    context = {
        "factors": second_factors_of(account),
        "needed": needs_second_factor(request.actor, account),
        "provider": to,
        "linked": outside_identity_of(account, issuer=to.issuer) if to else None,
    }
    return render(request, "site/second_factors.html", context)


@require_POST
@confirmed
def end_time_code(request: Request) -> HttpResponse:
    """Bỏ ứng dụng tạo mã."""
    services.end_time_code(by=request.actor, now=clock.now())
    messages.success(request, _("Đã bỏ ứng dụng tạo mã."), extra_tags="good")
    return redirect("second-factors")


@require_POST
def end_passkey(request: Request, passkey_id: UUID) -> HttpResponse:
    """Bỏ một khóa truy cập."""
    key = get_object_or_404(Passkey, pk=passkey_id, account=_own(request), ended_at=None)

    @confirmed
    def end(request: Request) -> HttpResponse:
        services.end_passkey(passkey_id=key.pk, by=request.actor, now=clock.now())
        messages.success(request, _("Đã bỏ khóa truy cập."), extra_tags="good")
        return redirect("second-factors")

    return end(request)


@never_cache
@require_POST
@confirmed
def renew_codes(request: Request) -> HttpResponse:
    """Tạo lại mã khôi phục: told on the answer to this very form and nowhere else."""
    codes = services.renew_recovery_codes(by=request.actor, now=clock.now())
    context = {"codes": codes, "username": _own(request).username, "after": "/tai-khoan/hai-buoc/"}
    return render(request, "site/recovery_codes.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def show_again(request: Request) -> HttpResponse:
    """Xác nhận lại: before anything about signing in is changed. With the second step where there is one, else the password."""
    account = _own(request)
    factors, after, refused = second_factors_of(account), safe_next(request, request.POST.get("next", request.GET.get("next", ""))), ""
    form: CodeForm | RecoveryForm | AgainForm = CodeForm() if factors.time_code else AgainForm()
    by_form = not factors.any or factors.time_code is not None  # with a passkey alone, a password is too little
    if request.method == "POST":
        way: Way | None
        if "credential" in request.POST:
            way, refused = _shown_passkey(request, account)
        elif not by_form:
            way, refused = None, answers.told(PasskeyUnusable())
        else:
            form = CodeForm(request.POST) if factors.time_code else AgainForm(request.POST)
            way = _shown(request, account, form)
        if way is not None:
            confirm(request, way=way)
            return HttpResponseRedirect(after)
    house = house_of(request)
    known = [key.credential_id for key in factors.passkeys if house is not None and key.house == house.host]
    options = passkeys.request_options(house, challenge=new_challenge(request, what_for=AGAIN), allowed=known) if house and known else ""
    context = {"form": form, "options": options, "next": after, "refused": refused, "by_form": by_form}
    return render(request, "site/show_again.html", context, status=422 if refused else form.status if form.errors else 200)


def _shown(request: Request, account: Account, form: CodeForm | RecoveryForm | AgainForm) -> Way | None:
    if not form.is_valid():
        return None
    by, now = request.actor, clock.now()
    if isinstance(form, AgainForm):
        told = form.cleaned_data["password"]
        form.carry_out(lambda: services.enter_password_again(password=told, at=clock.real(), by=by, now=now), by=by, what=request.path)
        return None if form.errors else Way.PASSWORD
    facts = {"account_id": account.pk, "code": form.cleaned_data["code"]}
    form.carry_out(lambda: services.enter_time_code(**facts, at=clock.real(), by=by, now=now), by=by, what=request.path)
    return None if form.errors else Way.TIME_CODE


def _shown_passkey(request: Request, account: Account) -> tuple[Way | None, str]:
    try:
        answer = passkey_answer(request, what_for=AGAIN)
        services.enter_passkey(answer=answer, account_id=account.pk, by=request.actor, now=clock.now())
    except LoaError as error:
        return None, answers.told(error)
    return Way.PASSKEY, ""


def _own(request: Request) -> Account:
    return get_object_or_404(Account.objects.select_related("person"), person_id=request.actor.person_id)
