"""Verbs about roles: giving one, ending one."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from loa.core.errors import NotFound
from loa.core.roles import HOLDS, Right, Role, may_be_given
from loa.server.agencies.queries import agency_on
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.errors import AccountOver, AlreadyHeld, EndInThePast, GrantOver, OwnGrant, PeriodUpsideDown, RightsBeyondRole
from loa.server.people.events import RoleGranted
from loa.server.people.models import RoleGrant
from loa.server.people.queries import agencies_managed_by, person_managed
from loa.server.people.services.held import day_of, end_grants, leave_another_administrator, locked, must_manage, reason_given


@transaction.atomic
def grant_role(
    *,
    person_id: UUID,
    agency_id: UUID,
    role: Role,
    rights: Collection[Right] = (),
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    now: datetime,
) -> RoleGrant:
    """Giao vai trò, by an administrator of the agency or of one above it; `rights` where they are not simply those of the role.

    Raises RightMissing, NotFound for a person out of reach, OwnGrant, AccountOver, PeriodUpsideDown, RightsBeyondRole and AlreadyHeld.
    """
    if person_id in by.persons:
        raise OwnGrant
    must_manage(agency_id, by=by)
    person = locked(person_managed(person_id, seen_by=by))
    if person.ended_on:
        raise AccountOver(name=person.full_name)
    if valid_to and valid_to < valid_from:
        raise PeriodUpsideDown
    agency_on(agency_id, valid_from)  # an agency that stands on that day
    after = Q(valid_to=None) | Q(valid_to__gte=valid_from)
    before = Q(valid_from__lte=valid_to) if valid_to else Q()
    if RoleGrant.objects.filter(after & before, person=person, agency_id=agency_id, role=role).exists():
        raise AlreadyHeld(name=person.full_name)
    own = own_rights(role, rights)
    grant = RoleGrant.objects.create(person=person, agency_id=agency_id, role=role, rights=own, valid_from=valid_from, valid_to=valid_to)
    event = RoleGranted(person_id=person.pk, agency_id=agency_id, role=role)
    acts.record(event, by=by, now=now, after={"valid_from": valid_from, "valid_to": valid_to, "rights": own})
    return grant


def own_rights(role: Role, rights: Collection[Right]) -> list[str]:
    """What a grant keeps of chosen rights: nothing where they are those of the role. Raises RightsBeyondRole."""
    chosen = frozenset(rights)
    if beyond := sorted(chosen - may_be_given(role)):
        raise RightsBeyondRole(role=role.vi, right=Right(beyond[0]).vi)
    if not chosen or chosen | {Right.VIEW} == HOLDS[role]:
        return []
    return [right.value for right in Right if right in chosen | {Right.VIEW}]


@transaction.atomic
def end_grant(*, grant_id: UUID, on: date, why: str, by: Actor, now: datetime) -> RoleGrant:
    """Kết thúc vai trò: `on` is the last day; yesterday ends it at once.

    Raises RightMissing, NotFound, WhyMissing, EndInThePast, GrantOver and LastAdministrator.
    """
    grant = RoleGrant.objects.select_for_update().filter(pk=grant_id, agency__in=agencies_managed_by(by)).first()
    if grant is None:
        raise NotFound
    if on < day_of(now) - timedelta(days=1):
        raise EndInThePast
    if grant.valid_to is not None and grant.valid_to <= on:
        raise GrantOver
    if grant.person_id == by.person_id:
        leave_another_administrator([grant], day_of(now))
    return end_grants([grant], on=on, why=reason_given(why), by=by, now=now)[0]
