"""What every verb about people asks first: who manages, whose account, why."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from loa.core.errors import NotFound
from loa.core.folding import nfc, search_key
from loa.core.roles import Right, Role
from loa.server.agencies.queries import agency_on
from loa.server.kit import acts
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.clock import HANOI
from loa.server.people.errors import AccountOver, LastAdministrator, WhyMissing
from loa.server.people.events import RoleEnded
from loa.server.people.models import Account, Person, RoleGrant
from loa.server.people.queries import agencies_managed_by, person_managed


def day_of(now: datetime) -> date:
    """The day in Hà Nội."""
    return now.astimezone(HANOI).date()


def person_key(full_name: str, username: str) -> str:
    """How a person is found: name and sign-in name, folded."""
    return search_key(f"{full_name} {username}")[:300]


def reason_given(why: str) -> str:
    """The reason without its margins. Raises WhyMissing."""
    reason = nfc(why).strip()
    if not reason:
        raise WhyMissing
    return reason


def must_manage(agency_id: UUID, *, by: Actor) -> None:
    """Raises RightMissing unless the agency is one the actor manages."""
    if not agencies_managed_by(by).filter(pk=agency_id).exists():
        raise RightMissing(name=by.name, right=Right.MANAGE.value)


def locked(person: Person) -> Person:
    """The person, held until the transaction ends."""
    return Person.objects.select_for_update().get(pk=person.pk)


def account_managed(account_id: UUID, *, by: Actor, on: date) -> Account:
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
        must_manage(agency_id, by=by)
    return account


def open_grants(person: Person, on: date) -> list[RoleGrant]:
    """The roles that last beyond that day, held until the transaction ends."""
    return list(person.grants.select_for_update().filter(Q(valid_to=None) | Q(valid_to__gt=on)))


def leave_another_administrator(ending: Sequence[RoleGrant], on: date) -> None:
    """Raise LastAdministrator where one of these grants is the only lasting administrator's of its agency."""
    for grant in (g for g in ending if g.role == Role.ADMINISTRATOR):
        others = RoleGrant.objects.select_for_update().filter(agency_id=grant.agency_id, role=Role.ADMINISTRATOR, valid_from__lte=on)
        if not others.filter(valid_to=None, person__account__is_active=True).exclude(person_id=grant.person_id).exists():
            raise LastAdministrator(agency=agency_on(grant.agency_id, on).name)


def end_grants(grants: Sequence[RoleGrant], *, on: date, why: str, by: Actor, now: datetime) -> Sequence[RoleGrant]:
    """Write the last day of each, and an act for each."""
    for grant in grants:
        before, grant.valid_to = grant.valid_to, on
        grant.save(update_fields=["valid_to"])
        event = RoleEnded(person_id=grant.person_id, agency_id=grant.agency_id, role=grant.role)
        acts.record(event, by=by, now=now, before={"valid_to": before}, after={"valid_to": on}, why=why)
    return grants
