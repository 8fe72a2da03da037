"""Verbs about the second step: codes on a phone, recovery codes, an administrator's reset."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db import transaction

from loa.core.errors import NotFound
from loa.core.ways_in import RECOVERY_CODES, Reopening, Way, rest_minutes
from loa.server.kit import acts, sealing, time_codes
from loa.server.kit.actors import Actor
from loa.server.people.errors import CodeWrong, LastSecondFactor, NoSecondFactor, OwnSecondFactor, PasswordWrong, SecondStepResting
from loa.server.people.events import (
    PasskeyEnded,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    SecondFactorsReset,
    SignInFailed,
    SignInLocked,
    TimeCodeAdded,
    TimeCodeEnded,
)
from loa.server.people.models import Account, Passkey, RecoveryCode, SecondStepRest, TimeCode
from loa.server.people.queries import actor_of, needs_second_factor
from loa.server.people.services.held import account_managed, day_of, reason_given
from loa.server.people.services.reopenings import let_reopen
from loa.server.people.services.sessions import end_sessions

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mixed up when copied by hand
_TIME_CODE, _RECOVERY = "people/time-code", "people/recovery-code"


def add_time_code(*, account_id: UUID, secret: bytes, code: str, at: datetime, by: Actor, now: datetime) -> list[str]:
    """Cài ứng dụng tạo mã, proved by a first code; the app of an earlier phone ends.

    `at` is the wall's moment, which phones follow. Returns ten recovery codes where the account had none, told now and kept nowhere.
    Raises NotFound for anybody but the account's owner, CodeWrong.
    """
    step = time_codes.step_of(secret, code, at=at)
    if step is None:
        raise CodeWrong
    with transaction.atomic():
        account = own_account(account_id, by=by)
        _end_time_codes(account, by=by, now=now)
        sealed = sealing.seal(secret, purpose=_TIME_CODE, owner=str(account.pk))
        TimeCode.objects.create(account=account, sealed_secret=sealed, last_step=step, added_at=now)
        acts.record(TimeCodeAdded(person_id=account.person_id), by=by, now=now)
        return first_recovery_codes(account, by=by, now=now)


def enter_time_code(*, account_id: UUID, code: str, at: datetime, by: Actor, now: datetime) -> None:
    """Nhập mã trên điện thoại: each code once, none older than the last one taken. Raises CodeWrong, SecondStepResting and SealBroken."""

    _enter(account_id, Way.TIME_CODE, lambda account: _fits_time_code(account, code, at=at, now=now), at=at, by=by, now=now)


def enter_recovery_code(*, account_id: UUID, code: str, at: datetime, by: Actor, now: datetime) -> None:
    """Nhập mã khôi phục: each code once. Raises CodeWrong and SecondStepResting."""
    _enter(account_id, Way.RECOVERY_CODE, lambda account: _fits_recovery_code(account, code, by=by, now=now), at=at, by=by, now=now)


@transaction.atomic
def fits_code(*, code: str, at: datetime, by: Actor, now: datetime) -> bool:
    """Whether this is the actor's code on the phone (six digits), or a recovery code; either is used up by it.

    For a door that counts wrong ones itself: nothing is counted at the account, so no such door can rest anybody's sign-in.
    Raises NotFound for an actor without an account, and SealBroken.
    """
    account, typed = own_account(None, by=by), code.strip()
    return _fits_time_code(account, typed, at=at, now=now) if typed.isdigit() else _fits_recovery_code(account, typed, by=by, now=now)


def enter_password_again(*, password: str, at: datetime, by: Actor, now: datetime) -> None:
    """Xác nhận lại bằng mật khẩu, of somebody without a second step; wrong ones rest as codes do. Raises PasswordWrong and SecondStepResting."""
    try:
        _enter(None, Way.PASSWORD, lambda account: account.check_password(password), at=at, by=by, now=now)
    except CodeWrong:
        raise PasswordWrong from None


@transaction.atomic
def renew_recovery_codes(*, by: Actor, now: datetime) -> list[str]:
    """Tạo lại mã khôi phục của mình: ten new ones, told now and kept nowhere; the old ones end. Raises NotFound and NoSecondFactor."""
    account = own_account(None, by=by)
    if not _has_factor(account):
        raise NoSecondFactor
    return _make_recovery_codes(account, by=by, now=now)


@transaction.atomic
def end_time_code(*, by: Actor, now: datetime) -> None:
    """Bỏ ứng dụng tạo mã của mình. Raises NotFound, NoSecondFactor, and LastSecondFactor for who needs one."""
    account = own_account(None, by=by)
    if not _end_time_codes(account, by=by, now=now):
        raise NoSecondFactor
    leave_a_factor(account, by=by, now=now)


@transaction.atomic
def reset_second_factors(*, account_id: UUID, why: str, by: Actor, now: datetime) -> Account:
    """Đặt lại đăng nhập hai bước of somebody who lost phone and paper: all keys and codes end, open sessions too.

    Who needs a second step sets a new one up at the next sign-in. Raises as `end_account` does, OwnSecondFactor and NoSecondFactor,
    and ReopeningWaits for who may approve or manage, unless a second person has agreed or the hours have passed.
    """
    account = account_managed(account_id, by=by, on=day_of(now))
    if account.person_id == by.person_id:
        raise OwnSecondFactor
    if not _has_factor(account):
        raise NoSecondFactor
    reason = reason_given(why)
    let_reopen(account, what=Reopening.SECOND_STEP, by=by, now=now)
    _end_everything(account, by=by, now=now)
    SecondStepRest.objects.filter(account=account).update(failures=0, until=None)
    end_sessions(account_id=account.pk, by=by, now=now, why=reason)
    acts.record(SecondFactorsReset(person_id=account.person_id), by=by, now=now, why=reason)
    return account


def own_account(account_id: UUID | None, *, by: Actor) -> Account:
    """The actor's own account, held until the transaction ends. Raises NotFound for anybody else's."""
    account = Account.objects.select_for_update().filter(person_id=by.person_id, is_active=True).first() if by.person_id else None
    if account is None or account_id not in {None, account.pk}:
        raise NotFound
    return account


def first_recovery_codes(account: Account, *, by: Actor, now: datetime) -> list[str]:
    """Ten codes for an account that has none left; an empty list for any other."""
    if RecoveryCode.objects.filter(account=account, used_at=None, ended_at=None).exists():
        return []
    return _make_recovery_codes(account, by=by, now=now)


def leave_a_factor(account: Account, *, by: Actor, now: datetime) -> None:
    """After one was ended: recovery codes alone are no second factor. Raises LastSecondFactor for who needs one."""
    if _has_factor(account):
        return
    if needs_second_factor(actor_of(account.person, on=by.on or day_of(now)), account):  # also while acting for somebody with fewer rights
        raise LastSecondFactor
    RecoveryCode.objects.filter(account=account, used_at=None, ended_at=None).update(ended_at=now)


def _enter(account_id: UUID | None, way: Way, fits: Callable[[Account], bool], *, at: datetime, by: Actor, now: datetime) -> None:
    """Count a wrong code and write it down, in the transaction that looked at it; only then refuse."""
    with transaction.atomic():
        account = own_account(account_id, by=by)
        SecondStepRest.objects.get_or_create(account=account)
        rest = SecondStepRest.objects.select_for_update().get(account=account)
        if rest.until is not None and rest.until > at:
            raise SecondStepResting(minutes=ceil((rest.until - at) / timedelta(minutes=1)))
        passed = fits(account)
        if passed:
            rest.failures, rest.until = 0, None
        else:
            _count_failure(rest, account, way, at=at, by=by, now=now)
        rest.save(update_fields=["failures", "until"])
    if not passed:
        raise CodeWrong


def _fits_time_code(account: Account, code: str, *, at: datetime, now: datetime) -> bool:
    held = TimeCode.objects.filter(account=account, ended_at=None).first()
    if held is None:
        return False
    secret = sealing.unseal(held.sealed_secret, purpose=_TIME_CODE, owner=str(account.pk))
    step = time_codes.step_of(secret, code, at=at)
    return step is not None and bool(
        TimeCode.objects.filter(pk=held.pk, last_step__lt=step).update(last_step=step, last_used_at=now),
    )


def _fits_recovery_code(account: Account, code: str, *, by: Actor, now: datetime) -> bool:
    unused = RecoveryCode.objects.filter(account=account, used_at=None, ended_at=None)
    if not unused.filter(code_hmac=_hashed(account.pk, code)).update(used_at=now):
        return False
    acts.record(RecoveryCodeUsed(person_id=account.person_id, left=unused.count()), by=by, now=now)
    return True


def _count_failure(rest: SecondStepRest, account: Account, way: Way, *, at: datetime, by: Actor, now: datetime) -> None:
    rest.failures += 1
    acts.record(SignInFailed(person_id=account.person_id, how=way), by=by, now=now)
    if minutes := rest_minutes(rest.failures):
        rest.until = at + timedelta(minutes=minutes)
        acts.record(SignInLocked(person_id=account.person_id, how=way, minutes=minutes), by=by, now=now)


def _has_factor(account: Account) -> bool:
    return any(model.objects.filter(account=account, ended_at=None).exists() for model in (TimeCode, Passkey))


def _end_time_codes(account: Account, *, by: Actor, now: datetime) -> int:
    ended = TimeCode.objects.filter(account=account, ended_at=None).update(ended_at=now)
    acts.record_all([TimeCodeEnded(person_id=account.person_id)] * ended, by=by, now=now)
    return ended


def _end_everything(account: Account, *, by: Actor, now: datetime) -> None:
    _end_time_codes(account, by=by, now=now)
    passkeys = list(Passkey.objects.filter(account=account, ended_at=None).values_list("pk", flat=True))
    Passkey.objects.filter(pk__in=passkeys).update(ended_at=now)
    acts.record_all([PasskeyEnded(person_id=account.person_id, passkey_id=pk) for pk in passkeys], by=by, now=now)
    RecoveryCode.objects.filter(account=account, used_at=None, ended_at=None).update(ended_at=now)


def _make_recovery_codes(account: Account, *, by: Actor, now: datetime) -> list[str]:
    RecoveryCode.objects.filter(account=account, used_at=None, ended_at=None).update(ended_at=now)
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create([RecoveryCode(account=account, code_hmac=_hashed(account.pk, c), made_at=now) for c in codes])
    acts.record(RecoveryCodesMade(person_id=account.person_id, n=len(codes)), by=by, now=now)
    return codes


def _recovery_code() -> str:
    """Twelve letters in groups of four: 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def _hashed(account_id: UUID, code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter in _LETTERS)
    return sealing.keyed_hash(f"{account_id}/{plain}", purpose=_RECOVERY)
