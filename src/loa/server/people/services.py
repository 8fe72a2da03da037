"""Verbs about people."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.roles import Right, Role
from loa.server.agencies.queries import agency_on
from loa.server.kit import acts
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.clock import HANOI
from loa.server.people.errors import (
    AccountOver,
    AlreadyHeld,
    EndInThePast,
    GrantOver,
    LastAdministrator,
    NameMissing,
    OwnGrant,
    OwnPassword,
    PasswordWeak,
    PasswordWrong,
    PeriodUpsideDown,
    RoleMissing,
    UsernameTaken,
    UsernameUnusable,
    WhyMissing,
)
from loa.server.people.events import (
    AccountEnded,
    AccountOpened,
    PasswordChanged,
    PasswordReissued,
    RoleEnded,
    RoleGranted,
    SignedIn,
)
from loa.server.people.models import Account, Person, RoleGrant
from loa.server.people.queries import agencies_managed_by, person_managed

_USERNAME = re.compile(r"[a-z0-9][a-z0-9.-]{2,79}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mixed up when copied by hand


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be taken in: a name, the roles at agencies, and perhaps a way in."""

    full_name: str
    roles: tuple[tuple[Role, UUID], ...]
    username: str | None = None
    password: str | None = None
    simulated: bool = False


@transaction.atomic
def take_in(newcomers: Sequence[Newcomer], *, valid_from: date, by: Actor, now: datetime) -> list[Person]:
    """Tạo người dùng: people, their accounts and their roles, in bulk. An account without a password cannot sign in."""
    people = [Person(full_name=nfc(new.full_name), simulated=new.simulated) for new in newcomers]
    Person.objects.bulk_create(people, batch_size=500)
    accounts = [
        Account(username=new.username, person=person, password=make_password(new.password))
        for new, person in zip(newcomers, people, strict=True)
        if new.username
    ]
    Account.objects.bulk_create(accounts, batch_size=500)
    grants = [
        RoleGrant(person=person, agency_id=agency_id, role=role, valid_from=valid_from)
        for new, person in zip(newcomers, people, strict=True)
        for role, agency_id in new.roles
    ]
    RoleGrant.objects.bulk_create(grants, batch_size=500)
    acts.record_all(
        [RoleGranted(person_id=g.person_id, agency_id=g.agency_id, role=g.role) for g in grants],
        by=by,
        now=now,
    )
    return people


@transaction.atomic
def note_sign_in(*, by: Actor, now: datetime) -> None:
    """Ghi nhận đăng nhập."""
    if by.person_id is not None:
        acts.record(SignedIn(person_id=by.person_id), by=by, now=now)


@transaction.atomic
def grant_role(
    *, person_id: UUID, agency_id: UUID, role: Role, valid_from: date, valid_to: date | None = None, by: Actor, now: datetime
) -> RoleGrant:
    """Giao vai trò, by an administrator of the agency or of one above it.

    Raises RightMissing, NotFound for a person out of reach, OwnGrant, AccountOver, PeriodUpsideDown and AlreadyHeld.
    """
    if by.person_id == person_id:
        raise OwnGrant
    _must_manage(agency_id, by)
    person = _locked(person_managed(person_id, seen_by=by))
    if person.ended_on:
        raise AccountOver(name=person.full_name)
    if valid_to and valid_to < valid_from:
        raise PeriodUpsideDown
    agency_on(agency_id, valid_from)  # an agency that stands on that day
    after = Q(valid_to=None) | Q(valid_to__gte=valid_from)
    before = Q(valid_from__lte=valid_to) if valid_to else Q()
    if RoleGrant.objects.filter(after & before, person=person, agency_id=agency_id, role=role).exists():
        raise AlreadyHeld(name=person.full_name)
    grant = RoleGrant.objects.create(person=person, agency_id=agency_id, role=role, valid_from=valid_from, valid_to=valid_to)
    event = RoleGranted(person_id=person.pk, agency_id=agency_id, role=role)
    acts.record(event, by=by, now=now, after={"valid_from": valid_from, "valid_to": valid_to})
    return grant


@transaction.atomic
def end_grant(*, grant_id: UUID, on: date, why: str, by: Actor, now: datetime) -> RoleGrant:
    """Kết thúc vai trò: `on` is the last day; yesterday ends it at once.

    Raises RightMissing, NotFound, WhyMissing, EndInThePast, GrantOver and LastAdministrator.
    """
    grant = RoleGrant.objects.select_for_update().filter(pk=grant_id, agency__in=agencies_managed_by(by)).first()
    if grant is None:
        raise NotFound
    if on < _day(now) - timedelta(days=1):
        raise EndInThePast
    if grant.valid_to is not None and grant.valid_to <= on:
        raise GrantOver
    if grant.person_id == by.person_id:
        _leave_another_administrator([grant], _day(now))
    return _end([grant], on=on, why=_reason(why), by=by, now=now)[0]


@transaction.atomic
def take_in_one(
    *, full_name: str, username: str, roles: Sequence[tuple[Role, UUID]], valid_from: date, by: Actor, now: datetime
) -> tuple[Person, str]:
    """Tạo một người dùng: the person, and a one-time password that is told now and kept nowhere.

    Raises RightMissing for any agency the actor does not manage, NameMissing, UsernameUnusable, UsernameTaken and RoleMissing.
    """
    name, username = " ".join(nfc(full_name).split()), nfc(username).strip().lower()
    if not name:
        raise NameMissing
    if not _USERNAME.fullmatch(username):
        raise UsernameUnusable
    if not roles:
        raise RoleMissing
    for _role, agency_id in roles:
        _must_manage(agency_id, by)
        agency_on(agency_id, valid_from)
    password = _one_time_password()
    newcomer = Newcomer(full_name=name, roles=tuple(roles), username=username, password=password)
    try:
        with transaction.atomic():
            person = take_in([newcomer], valid_from=valid_from, by=by, now=now)[0]
    except IntegrityError:
        raise UsernameTaken(username=username) from None
    acts.record(AccountOpened(person_id=person.pk, username=username), by=by, now=now)
    return person, password


@transaction.atomic
def end_account(*, account_id: UUID, why: str, by: Actor, now: datetime) -> Account:
    """Kết thúc tài khoản: no more signing in, open sessions stop, and the roles end today. Nothing is deleted.

    Raises RightMissing where the person also works for agencies the actor does not manage, NotFound, AccountOver, WhyMissing
    and LastAdministrator.
    """
    account = _account_managed(account_id, by, _day(now))
    grants = _open_grants(account.person, _day(now))
    if account.person_id == by.person_id:
        _leave_another_administrator(grants, _day(now))
    reason = _reason(why)
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    account.person.ended_on = _day(now)
    account.person.save(update_fields=["ended_on"])
    _end(grants, on=_day(now), why=reason, by=by, now=now)
    acts.record(AccountEnded(person_id=account.person_id, username=account.username), by=by, now=now, why=reason)
    return account


@transaction.atomic
def reissue_password(*, account_id: UUID, by: Actor, now: datetime) -> str:
    """Cấp lại mật khẩu: a one-time password, told now and kept nowhere; sessions opened with the old one stop.

    Raises as `end_account` does, and OwnPassword.
    """
    account = _account_managed(account_id, by, _day(now))
    if account.person_id == by.person_id:
        raise OwnPassword
    password = _one_time_password()
    account.set_password(password)
    account.save(update_fields=["password"])
    acts.record(PasswordReissued(person_id=account.person_id, username=account.username), by=by, now=now)
    return password


@transaction.atomic
def change_password(*, current: str, new: str, by: Actor, now: datetime) -> Account:
    """Đổi mật khẩu của mình. Raises NotFound for an actor without an account, PasswordWrong and PasswordWeak."""
    if by.person_id is None:
        raise NotFound
    account = Account.objects.select_for_update().filter(person_id=by.person_id, is_active=True).first()
    if account is None:
        raise NotFound
    if not account.check_password(current):
        raise PasswordWrong
    try:
        validate_password(new, user=account)
    except ValidationError:
        raise PasswordWeak from None
    account.set_password(new)
    account.save(update_fields=["password"])
    acts.record(PasswordChanged(person_id=account.person_id), by=by, now=now)
    return account


def _day(now: datetime) -> date:
    return now.astimezone(HANOI).date()


def _reason(why: str) -> str:
    reason = nfc(why).strip()
    if not reason:
        raise WhyMissing
    return reason


def _must_manage(agency_id: UUID, by: Actor) -> None:
    if not agencies_managed_by(by).filter(pk=agency_id).exists():
        raise RightMissing(name=by.name, right=Right.MANAGE.value)


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _account_managed(account_id: UUID, by: Actor, on: date) -> Account:
    """The account, locked, where all the places its person works at now (or worked at last) are the actor's to manage."""
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise NotFound
    person_managed(account.person_id, seen_by=by)
    if not account.is_active:
        raise AccountOver(name=account.person.full_name)
    held = list(account.person.grants.all())
    lasting = {grant.agency_id for grant in held if grant.valid_to is None or grant.valid_to >= on}
    for agency_id in lasting or {grant.agency_id for grant in held}:
        _must_manage(agency_id, by)
    return account


def _open_grants(person: Person, on: date) -> list[RoleGrant]:
    return list(person.grants.select_for_update().filter(Q(valid_to=None) | Q(valid_to__gt=on)))


def _leave_another_administrator(ending: Sequence[RoleGrant], on: date) -> None:
    """Raise LastAdministrator where one of these grants is the only lasting administrator's of its agency."""
    for grant in (g for g in ending if g.role == Role.ADMINISTRATOR):
        others = RoleGrant.objects.select_for_update().filter(agency_id=grant.agency_id, role=Role.ADMINISTRATOR, valid_from__lte=on)
        if not others.filter(valid_to=None, person__account__is_active=True).exclude(person_id=grant.person_id).exists():
            raise LastAdministrator(agency=agency_on(grant.agency_id, on).name)


def _end(grants: Sequence[RoleGrant], *, on: date, why: str, by: Actor, now: datetime) -> Sequence[RoleGrant]:
    for grant in grants:
        before, grant.valid_to = grant.valid_to, on
        grant.save(update_fields=["valid_to"])
        event = RoleEnded(person_id=grant.person_id, agency_id=grant.agency_id, role=grant.role)
        acts.record(event, by=by, now=now, before={"valid_to": before}, after={"valid_to": on}, why=why)
    return grants


def _one_time_password() -> str:
    """Sixteen letters in groups of four: 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
