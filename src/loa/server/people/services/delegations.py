"""Verbs about delegation: somebody does for some days what another may do, and every act says for whom."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from loa.core.errors import NotFound
from loa.core.roles import NOT_DELEGATED, Right, Role, rights_of_grant
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.errors import (
    AlreadyDelegated,
    DelegatedNotPassedOn,
    DelegateUnsuitable,
    DelegationOver,
    DelegationTooLong,
    GrantOver,
    NothingToDelegate,
)
from loa.server.people.events import ActedFor, DelegationEnded, RightsDelegated
from loa.server.people.models import Delegation, Person, RoleGrant
from loa.server.people.queries import agencies_managed_by, colleagues_of, rights_in
from loa.server.people.services.held import day_of, reason_given

MOST_DAYS = 90


@transaction.atomic
def delegate(
    *,
    grant_id: UUID,
    to_person_id: UUID,
    rights: Collection[Right],
    valid_from: date,
    valid_to: date,
    why: str,
    by: Actor,
    now: datetime,
) -> Delegation:
    """Ủy quyền: a colleague at the same agency may do this, from a day until a day, `MOST_DAYS` at most. Both sides see it.

    Raises DelegatedNotPassedOn, NotFound for a role that is not one's own, GrantOver, DelegateUnsuitable, NothingToDelegate,
    DelegationTooLong, AlreadyDelegated and WhyMissing.
    """
    if by.behalf_person_id is not None:
        raise DelegatedNotPassedOn(name=by.behalf_of)
    grant = RoleGrant.objects.select_for_update().filter(pk=grant_id, person=by.person_id).first()
    if by.person_id is None or grant is None:
        raise NotFound
    if grant.valid_to is not None and grant.valid_to < day_of(now):
        raise GrantOver
    to = _delegate(to_person_id, grant, day_of(now))
    passed = _passed(rights, grant)
    if not day_of(now) <= valid_from <= valid_to <= _latest(grant, valid_from):
        raise DelegationTooLong(days=MOST_DAYS)
    reason = reason_given(why)
    standing = Delegation.objects.filter(grant=grant, to=to, ended_at=None, valid_from__lte=valid_to, valid_to__gte=valid_from)
    if standing.exists():
        raise AlreadyDelegated(name=to.full_name)
    made = Delegation.objects.create(
        grant=grant, to=to, rights=passed, valid_from=valid_from, valid_to=valid_to, why=reason[:500], made_at=now
    )
    event = RightsDelegated(
        person_id=grant.person_id,
        to_person_id=to.pk,
        delegation_id=made.pk,
        agency_id=grant.agency_id,
        role=grant.role,
        valid_to=valid_to,
    )
    acts.record(event, by=by, now=now, after={"rights": passed, "valid_from": valid_from, "valid_to": valid_to}, why=reason)
    return made


@transaction.atomic
def end_delegation(*, delegation_id: UUID, by: Actor, now: datetime, why: str = "") -> Delegation:
    """Chấm dứt ủy quyền, at once: by who gave it, by who holds it, or by an administrator of the agency.

    Raises NotFound for everybody else, and DelegationOver.
    """
    concerned = Q(grant__person=by.person_id) | Q(to=by.person_id) | Q(grant__agency__in=agencies_managed_by(by))
    held = Delegation.objects.select_for_update(of=("self",)).select_related("grant").filter(concerned, pk=delegation_id).first()
    if held is None:
        raise NotFound
    if held.ended_at is not None or held.valid_to < day_of(now):
        raise DelegationOver
    held.ended_at, held.ended_by_person_id = now, by.person_id
    held.save(update_fields=["ended_at", "ended_by_person_id"])
    event = DelegationEnded(
        person_id=held.grant.person_id,
        to_person_id=held.to_id,
        delegation_id=held.pk,
        agency_id=held.grant.agency_id,
        role=held.grant.role,
    )
    acts.record(event, by=by, now=now, before={"valid_to": held.valid_to}, after={"ended_at": now}, why=why.strip()[:500])
    return held


@transaction.atomic
def begin_to_act_for(*, delegation_id: UUID, by: Actor, now: datetime) -> None:
    """Ghi nhận bắt đầu làm thay: `by` is the actor as the delegation makes it. Raises NotFound where it makes none."""
    if by.behalf_person_id is None or by.person_id is None:
        raise NotFound
    acts.record(ActedFor(person_id=by.behalf_person_id, delegation_id=delegation_id), by=by, now=now)


def _delegate(person_id: UUID, grant: RoleGrant, on: date) -> Person:
    to = colleagues_of(grant, on=on).filter(pk=person_id).first()
    if to is None:
        raise DelegateUnsuitable
    return to


def _passed(rights: Collection[Right], grant: RoleGrant) -> list[str]:
    held = rights_of_grant(Role(grant.role), rights_in(grant.rights)) - NOT_DELEGATED
    passed = held & frozenset(rights)
    if not passed - {Right.VIEW} or frozenset(rights) - held:
        raise NothingToDelegate
    return [right.value for right in Right if right in passed | {Right.VIEW}]


def _latest(grant: RoleGrant, valid_from: date) -> date:
    longest = valid_from + timedelta(days=MOST_DAYS - 1)
    return min(longest, grant.valid_to) if grant.valid_to else longest
