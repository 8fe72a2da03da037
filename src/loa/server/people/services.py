"""Verbs about people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from loa.core.folding import nfc
from loa.core.roles import Role
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.events import RoleGranted, SignedIn
from loa.server.people.models import Account, Person, RoleGrant


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
