"""Mở lại đăng nhập: what an administrator does at once for most, and what waits for a second person or a day for who approves or manages."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from loa.core.ways_in import REOPENING_WAITS_HOURS, Guard, Reopening
from loa.server.kit import clock
from loa.server.kit.requests import Request, tell
from loa.server.people import services
from loa.server.people.models import Account, AskedReopening
from loa.server.people.queries import person_managed, username_of
from loa.server.people.queries.reopenings import may_reopen, reopening_guards, reopenings_open

Act = Callable[[Request, Account], HttpResponse]


@dataclass(frozen=True, slots=True)
class Reopenable:
    """One reopening of one account as its page shows it: what it waits for, what was asked, and whether the reader may do it now."""

    guard: Guard
    asked: AskedReopening | None
    now: bool


def reopenable(request: Request, account: Account) -> dict[str, Reopenable]:
    """Every reopening of the account, by its code."""
    now = clock.now()
    asked = {one.what: one for one in reopenings_open(now=now).filter(account=account)}
    guards = reopening_guards(account, seen_by=request.actor, now=now)
    return {
        what.value: Reopenable(guard, asked.get(what.value), guard is Guard.AT_ONCE or _granted(request, asked.get(what.value)))
        for what, guard in guards.items()
    }


def _granted(request: Request, asked: AskedReopening | None) -> bool:
    if asked is None or asked.asked_by_person_id != request.actor.person_id:
        return False
    return asked.confirmed_at is not None or (asked.ripe_at is not None and asked.ripe_at <= clock.now())


def account_managed(request: Request, person_id: UUID) -> Account:
    """The account of somebody one manages."""
    return get_object_or_404(Account.objects.select_related("person"), person=person_managed(person_id, seen_by=request.actor))


def do_or_ask(request: Request, account: Account, what: Reopening, act: Act) -> HttpResponse:
    """What may be done now is done; what has to wait is asked for."""
    if may_reopen(account, what, seen_by=request.actor, now=clock.now()):
        return act(request, account)
    why = request.POST.get("why", "")[:500]
    asked = services.ask_reopening(account_id=account.pk, what=what, why=why, by=request.actor, now=clock.now())
    said = {
        Guard.AT_ONCE: _("Đã ghi yêu cầu; làm được ngay."),
        Guard.SECOND_PERSON: _("Đã gửi yêu cầu. Một quản trị viên khác của đơn vị, hoặc của cấp trên, xác nhận ở trang của người này."),
        Guard.WAIT: _(
            "Đã gửi yêu cầu; làm được sau %(hours)s giờ. Trong thời gian ấy người này và các quản trị viên đều thấy và dừng được."
        )
        % {"hours": REOPENING_WAITS_HOURS},
    }
    return tell(request, said[Guard(asked.guard)], "person", account.person_id)


@require_POST
def reset_second_step(request: Request, person_id: UUID) -> HttpResponse:
    """Đặt lại đăng nhập hai bước of somebody one manages, with one sentence why."""
    return do_or_ask(request, account_managed(request, person_id), Reopening.SECOND_STEP, _reset)


def _reset(request: Request, account: Account) -> HttpResponse:
    why = request.POST.get("why", "")[:500]
    services.reset_second_factors(account_id=account.pk, why=why, by=request.actor, now=clock.now())
    return tell(request, _("Đã đặt lại đăng nhập hai bước; người này cài lại ở lần đăng nhập sau."), "person", account.person_id)


@never_cache
@require_POST
def reissue_password(request: Request, person_id: UUID) -> HttpResponse:
    """Cấp lại mật khẩu."""
    return do_or_ask(request, account_managed(request, person_id), Reopening.PASSWORD, _reissue)


def _reissue(request: Request, account: Account) -> HttpResponse:
    password = services.reissue_password(account_id=account.pk, by=request.actor, now=clock.now())
    context = {"person": account.person, "username": username_of(account.person), "password": password}
    return render(request, "people/told_once.html", context)


@require_POST
def confirm(request: Request, reopening_id: UUID) -> HttpResponse:
    """Xác nhận yêu cầu của quản trị viên khác."""
    asked = services.confirm_reopening(reopening_id=reopening_id, by=request.actor, now=clock.now())
    return tell(request, _("Đã xác nhận; người yêu cầu làm tiếp được ngay."), "person", asked.account.person_id)


@require_POST
def stop(request: Request, reopening_id: UUID) -> HttpResponse:
    """Dừng yêu cầu: the person concerned, or an administrator."""
    asked = services.stop_reopening(reopening_id=reopening_id, why=request.POST.get("why", "")[:500], by=request.actor, now=clock.now())
    own = asked.account.person_id == request.actor.person_id
    return tell(request, _("Đã dừng yêu cầu; không có gì thay đổi."), *(("own-account",) if own else ("person", asked.account.person_id)))
