"""Verbs about accounts: taking people in, an end, passwords."""

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.roles import Right, Role
from loa.core.ways_in import Reopening
from loa.server.agencies.queries import agency_on
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.errors import (
    NameMissing,
    OwnPassword,
    PasswordWeak,
    PasswordWrong,
    RoleMissing,
    UsernameTaken,
    UsernameUnusable,
)
from loa.server.people.events import (
    AccountEnded,
    AccountOpened,
    PasswordChanged,
    PasswordReissued,
    RoleGranted,
)
from loa.server.people.models import Account, InvitationKind, Person, RoleGrant
from loa.server.people.services.grants import own_rights
from loa.server.people.services.held import (
    account_managed,
    day_of,
    end_grants,
    leave_another_administrator,
    must_manage,
    open_grants,
    person_key,
    reason_given,
)
from loa.server.people.services.invitations import invite, stop_invitations
from loa.server.people.services.reopenings import let_reopen
from loa.server.people.services.sessions import end_sessions

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
    rights: tuple[Right, ...] = ()


@transaction.atomic
def take_in(newcomers: Sequence[Newcomer], *, valid_from: date, by: Actor, now: datetime) -> list[Person]:
    """Tạo người dùng: people, their accounts and their roles, in bulk. An account without a password cannot sign in."""
    people = [
        Person(full_name=nfc(new.full_name), simulated=new.simulated, search_key=person_key(new.full_name, new.username or ""))
        for new in newcomers
    ]
    Person.objects.bulk_create(people, batch_size=500)
    accounts = [
        Account(username=new.username, person=person, password=make_password(new.password))
        for new, person in zip(newcomers, people, strict=True)
        if new.username
    ]
    Account.objects.bulk_create(accounts, batch_size=500)
    grants = [
        RoleGrant(person=person, agency_id=agency_id, role=role, rights=own_rights(role, new.rights), valid_from=valid_from)
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
def take_in_one(
    *,
    full_name: str,
    username: str,
    roles: Sequence[tuple[Role, UUID]],
    rights: Collection[Right] = (),
    valid_from: date,
    by: Actor,
    now: datetime,
) -> tuple[Person, str]:
    """Tạo một người dùng: the person, and the token of an invitation at which that person chooses the password; told now, kept nowhere.

    Raises RightMissing for any agency the actor does not manage, NameMissing, UsernameUnusable, UsernameTaken, RoleMissing and
    RightsBeyondRole.
    """
    name, username = " ".join(nfc(full_name).split()), nfc(username).strip().lower()
    if not name:
        raise NameMissing
    if not _USERNAME.fullmatch(username):
        raise UsernameUnusable
    if not roles:
        raise RoleMissing
    for role, agency_id in roles:
        must_manage(agency_id, by=by)
        agency_on(agency_id, valid_from)
        own_rights(role, rights)
    newcomer = Newcomer(full_name=name, roles=tuple(roles), username=username, rights=tuple(rights))
    try:
        with transaction.atomic():
            person = take_in([newcomer], valid_from=valid_from, by=by, now=now)[0]
    except IntegrityError:
        raise UsernameTaken(username=username) from None
    acts.record(AccountOpened(person_id=person.pk, username=username), by=by, now=now)
    _invitation, token = invite(account_id=person.account.pk, kind=InvitationKind.NEWCOMER, by=by, now=now)
    return person, token


@transaction.atomic
def end_account(*, account_id: UUID, why: str, by: Actor, now: datetime) -> Account:
    """Kết thúc tài khoản: no more signing in, open sessions stop, and the roles end today. Nothing is deleted.

    Raises RightMissing where the person also works for agencies the actor does not manage, NotFound, AccountOver, WhyMissing
    and LastAdministrator.
    """
    account = account_managed(account_id, by=by, on=day_of(now))
    grants = open_grants(account.person, day_of(now))
    if account.person_id == by.person_id:
        leave_another_administrator(grants, day_of(now))
    reason = reason_given(why)
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    account.person.ended_on = day_of(now)
    account.person.save(update_fields=["ended_on"])
    end_grants(grants, on=day_of(now), why=reason, by=by, now=now)
    end_sessions(account_id=account.pk, by=by, now=now)
    acts.record(AccountEnded(person_id=account.person_id, username=account.username), by=by, now=now, why=reason)
    return account


@transaction.atomic
def reissue_password(*, account_id: UUID, by: Actor, now: datetime) -> str:
    """Cấp mật khẩu dùng một lần, told now and kept nowhere: it opens the page where it is changed; sessions opened with the old one stop.

    Raises as `end_account` does, OwnPassword, and ReopeningWaits where the person may approve or manage and has no second step, unless a
    second person has agreed or the hours have passed.
    """
    account = account_managed(account_id, by=by, on=day_of(now))
    if account.person_id in by.persons:
        raise OwnPassword
    let_reopen(account, what=Reopening.PASSWORD, by=by, now=now)
    password = _one_time_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    stop_invitations(account, by=by, now=now)
    end_sessions(account_id=account.pk, by=by, now=now)
    acts.record(PasswordReissued(person_id=account.person_id, username=account.username), by=by, now=now)
    return password


@transaction.atomic
def change_password(*, current: str, new: str, session_id: UUID | None = None, by: Actor, now: datetime) -> Account:
    """Đổi mật khẩu của mình; every session but this one ends.

    Raises NotFound for an actor without an account, PasswordWrong, and PasswordWeak, also for the one that is to be changed.
    """
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
    if account.must_change_password and new == current:
        raise PasswordWeak
    account.set_password(new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    end_sessions(account_id=account.pk, but=session_id, by=by, now=now)
    acts.record(PasswordChanged(person_id=account.person_id), by=by, now=now)
    return account


def _one_time_password() -> str:
    """Sixteen letters in groups of four: 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
