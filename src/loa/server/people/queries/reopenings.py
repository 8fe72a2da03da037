"""Questions about reopening somebody's way in: what it waits for, who sees it, who may agree (the rule: `core.ways_in`)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from loa.core.roles import Right, Role, rights_of_grant
from loa.core.ways_in import REOPENING_WAITS_HOURS, Guard, Reopening, Standing, guard_of
from loa.server.kit import clock, demo_home
from loa.server.kit.actors import Actor
from loa.server.people.models import Account, AskedReopening, Person, RoleGrant
from loa.server.people.queries import (
    actors_of,
    agencies_as_of,
    agencies_managed_by,
    grants_held,
    rights_in,
    second_factors_of,
    works_only_there,
)
from loa.server.places.models import TerritoryClosure


def standing_of(account: Account) -> Standing:
    """What the account asks of whoever would come in; unused where nobody has ever been in it."""
    if second_factors_of(account).any:
        return Standing.TWO_STEPS
    taken_up = account.has_usable_password() or account.invitations.exclude(used_at=None).exists() or account.sign_ins.exists()
    return Standing.ONE_STEP if taken_up or account.outside_identities.exists() else Standing.UNUSED


def rights_ever_held(person: Person) -> frozenset[Right]:
    """All rights of the person's roles and of what was delegated to them, of any day: a role ended a minute ago still counts."""
    own = (rights_of_grant(Role(grant.role), rights_in(grant.rights)) for grant in person.grants.all())
    delegated = (rights_in(held.rights) for held in person.delegations_held.all())
    return frozenset().union(*own, *delegated)


def reopening_guards(account: Account, *, seen_by: Actor, now: datetime) -> dict[Reopening, Guard]:
    """What each reopening, asked by that actor, would wait for. The owner of the machine waits for nobody."""
    if seen_by.is_system:
        return dict.fromkeys(Reopening, Guard.AT_ONCE)
    rights, standing = rights_ever_held(account.person), standing_of(account)
    if all(guard_of(what, standing, rights=rights, another=True) is Guard.AT_ONCE for what in Reopening):
        return dict.fromkeys(Reopening, Guard.AT_ONCE)
    another = _another_administrator(account, by=seen_by, now=now)
    return {what: guard_of(what, standing, rights=rights, another=another) for what in Reopening}


def may_reopen(account: Account, what: Reopening, *, seen_by: Actor, now: datetime) -> bool:
    """Whether the actor may do it now: nothing needs to wait, or what was asked has been granted."""
    if reopening_guards(account, seen_by=seen_by, now=now)[what] is Guard.AT_ONCE:
        return True
    return reopening_granted(account, what, to=seen_by, now=now) is not None


def _another_administrator(account: Account, *, by: Actor, now: datetime) -> bool:
    """Whether somebody else manages all the places where the person works, and has been known for long enough to confirm."""
    on = by.on or clock.day_of(now)
    places = RoleGrant.objects.filter(person=account.person_id).values_list("agency_id", flat=True)
    grants = grants_held(on).filter(role=Role.ADMINISTRATOR, agency__in=_seats_over(set(places), on), person__account__is_active=True)
    others = Person.objects.filter(pk__in=grants.values("person"), ended_on=None).exclude(pk__in=[account.person_id, *by.persons])
    candidates = [one for one in others.select_related("account") if is_settled(one.account, now=now)]
    actors = actors_of(candidates, on=on)
    return any(works_only_there(account.person_id, seen_by=actors[one.pk], on=on) for one in candidates)


def _seats_over(agency_ids: set[UUID], on: date) -> set[UUID | None]:
    """These agencies, those they belong to, and those that serve a territory around theirs: where their administrators may sit."""
    own = list(agencies_as_of(on).filter(agency__in=agency_ids).values_list("territory", "parent"))
    around = TerritoryClosure.objects.filter(descendant__in=[territory for territory, _parent in own if territory]).values("ancestor")
    above = agencies_as_of(on).filter(territory__in=around).values_list("agency", flat=True)
    return {*agency_ids, *above, *(parent for _territory, parent in own)}


def is_settled(account: Account, *, now: datetime) -> bool:
    """Whether the account's owner has been known by more than a password for as long as a reopening would wait.

    So that nobody makes a second administrator in the morning to agree at noon. Simulated persons of the embedded demo count as known.
    """
    if account.person.simulated and demo_home.is_demo():
        return True
    since = now - timedelta(hours=REOPENING_WAITS_HOURS)
    keys = (account.time_codes.filter(ended_at=None, added_at__lte=since), account.passkeys.filter(ended_at=None, added_at__lte=since))
    return any(held.exists() for held in (*keys, account.outside_identities.filter(ended_at=None, linked_at__lte=since)))


def reopening_granted(account: Account, what: Reopening, *, to: Actor, now: datetime) -> AskedReopening | None:
    """What this actor asked and may now do: a second person has agreed, or its hour has come; None while it waits, or is too old."""
    if to.person_id is None:
        return None
    asked = reopenings_open(now=now).filter(account=account, what=what, asked_by_person_id=to.person_id)
    return asked.filter(Q(confirmed_at__isnull=False) | Q(ripe_at__lte=now)).first()


def reopenings_open(*, now: datetime) -> "QuerySet[AskedReopening]":
    """Asked reopenings that are neither done, nor stopped, nor too old; the latest first."""
    held = AskedReopening.objects.filter(ended_at=None, expires_at__gt=now)
    return held.select_related("account__person").order_by("-asked_at", "-pk")


def reopenings_to_see(*, seen_by: Actor, now: datetime) -> "QuerySet[AskedReopening]":
    """Open ones of people whom the actor manages."""
    grants = RoleGrant.objects.filter(agency__in=agencies_managed_by(seen_by))
    return reopenings_open(now=now).filter(account__person__in=grants.values("person"))


def own_reopenings(person_id: UUID | None) -> "QuerySet[AskedReopening]":
    """All that was ever asked about one's own way in, the latest first: the owner sees them also when they are over."""
    return AskedReopening.objects.filter(account__person=person_id).order_by("-asked_at", "-pk")
