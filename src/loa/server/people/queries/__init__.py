"""Who an account is, and which agencies' work an actor sees. The one scope predicate of the house."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from loa.core.errors import NotFound
from loa.core.folding import search_key
from loa.core.roles import Right, Role, rights_of_grant
from loa.core.ways_in import needs_second_step
from loa.server.agencies.models import Agency, AgencyReach, AgencyVersion
from loa.server.kit import demo_home
from loa.server.kit.actors import Actor, Grant, RightMissing
from loa.server.kit.periods import in_force
from loa.server.people.errors import InvitationUnusable
from loa.server.people.models import (
    Account,
    Delegation,
    Invitation,
    OutsideIdentity,
    Passkey,
    Person,
    PersonTitle,
    RoleGrant,
    SignInSession,
    TimeCode,
)
from loa.server.places.models import TerritoryClosure, TerritoryVersion


def actor_of(person: Person, *, on: date, via: str = "web", acting_for: str | UUID | None = None) -> Actor:
    """The person with the roles held on that day. The agency on whose behalf is the first one granted.

    `acting_for` names a delegation that the person holds: then the actor is the person at work for who delegated, with what was
    delegated and nothing else. A delegation that no longer holds gives the person's own roles.
    """
    held = _delegation_held(person, acting_for, on) if acting_for else None
    if held is None:
        return actors_of([person], on=on, via=via)[person.pk]
    grant = held.grant
    rights = rights_in(held.rights) & rights_of_grant(Role(grant.role), rights_in(grant.rights))
    names = AgencyVersion.objects.filter(agency=grant.agency_id, valid_from__lte=on).order_by("-valid_from")
    return Actor(
        name=person.full_name,
        person_id=person.pk,
        agency_id=grant.agency_id,
        agency_name=names.values_list("name", flat=True).first() or "",
        grants=(Grant(Role(grant.role), grant.agency_id, rights),) if rights else (),
        via=via,
        on=on,
        behalf_of=grant.person.full_name,
        behalf_person_id=grant.person_id,
    )


def _delegation_held(person: Person, delegation_id: str | UUID, on: date) -> Delegation | None:
    if not isinstance(delegation_id, UUID):
        try:
            delegation_id = UUID(delegation_id)
        except ValueError:
            return None
    return delegations_held_by(person.pk, on=on).filter(pk=delegation_id).first()


def delegations_held_by(person_id: UUID, *, on: date) -> "QuerySet[Delegation]":
    """What others have delegated to this person and that holds on that day: the delegation, and the role it rests on.

    Only a colleague acts for a colleague: who holds no role at the agency any more lost what was delegated there.
    """
    return delegations_in_force(on).filter(to=person_id).select_related("grant__person").order_by("valid_to", "pk")


def delegations_in_force(on: date) -> "QuerySet[Delegation]":
    """Delegations that act on that day: neither ended, nor the role they rest on, nor the place of who holds them at that agency."""
    resting_on = grants_held(on).filter(pk=OuterRef("grant"), person__ended_on=None)
    there = grants_held(on).filter(person=OuterRef("to"), agency=OuterRef("grant__agency"))
    return Delegation.objects.filter(Exists(resting_on), Exists(there), ended_at=None, valid_from__lte=on, valid_to__gte=on)


def grants_held(on: date) -> "QuerySet[RoleGrant]":
    """Roles in force on that day: within their days, and only while their agency stands, unless they were left to finish its work."""
    standing = AgencyVersion.objects.filter(in_force(on), agency=OuterRef("agency"))
    return RoleGrant.objects.filter(in_force(on)).filter(Q(finishing=True) | Exists(standing))


def delegations_of(person_id: UUID) -> "QuerySet[Delegation]":
    """Everything this person ever delegated or was delegated, the latest first: both sides see the same."""
    sides = Q(grant__person=person_id) | Q(to=person_id)
    return Delegation.objects.filter(sides).select_related("grant__person", "to").order_by("-valid_from", "-made_at")


def colleagues_of(grant: RoleGrant, *, on: date) -> "QuerySet[Person]":
    """Who else holds a role at the same agency on that day and has a way in: to whom rights may be delegated."""
    there = grants_held(on).filter(agency=grant.agency_id)
    colleagues = Person.objects.filter(pk__in=there.values("person"), ended_on=None, account__is_active=True)
    return colleagues.exclude(pk=grant.person_id).order_by("search_key", "pk")


def actors_of(people: Iterable[Person], *, on: date, via: str = "web") -> dict[UUID, Actor]:
    """The same for many people, in two queries."""
    people = list(people)
    held: dict[UUID, list[RoleGrant]] = {}
    grants = list(grants_held(on).filter(person__in=[p.pk for p in people]).order_by("valid_from", "pk"))
    for grant in grants:
        held.setdefault(grant.person_id, []).append(grant)
    names = dict(
        AgencyVersion.objects.filter(agency__in={g.agency_id for g in grants}, valid_from__lte=on)
        .order_by("valid_from")
        .values_list("agency_id", "name")
    )
    return {person.pk: _actor(person, held.get(person.pk, []), names, via, on) for person in people}


def _actor(person: Person, grants: list[RoleGrant], names: dict[UUID, str], via: str, on: date) -> Actor:
    home = grants[0].agency_id if grants else None
    return Actor(
        name=person.full_name,
        person_id=person.pk,
        agency_id=home,
        agency_name=names.get(home, "") if home else "",
        grants=tuple(Grant(Role(g.role), g.agency_id, rights_in(g.rights)) for g in grants),
        via=via,
        on=on,
    )


def rights_in(names: Iterable[str]) -> frozenset[Right]:
    """Rights as a column holds them; a name that no longer is a right is left out."""
    return frozenset(Right(name) for name in names if name in set(Right))


def agencies_seen_by(actor: Actor) -> "QuerySet[Agency, UUID]":
    """Ids of the agencies whose work the actor sees, on the day of the actor. Lists, counts, maps, exports and files filter by this.

    One's own agencies, and what these reach: who serves a territory at or below theirs today, what ended while it lay there, and the
    predecessors (`core.reach` has the rule, `AgencyReach` the outcome). What moved away to another unit is seen there.
    """
    ids = Agency.objects.values_list("pk", flat=True)
    if actor.is_system:
        return ids
    own = list(actor.agency_ids)
    if actor.on is None:
        return ids.filter(pk__in=own)
    reached = AgencyReach.objects.filter(in_force(actor.on), seer__in=own)
    return ids.filter(Q(pk__in=own) | Q(pk__in=reached.values("seen")))


def agencies_above(actor: Actor, *, ever: bool = False) -> "QuerySet[Agency, UUID]":
    """Ids of the agencies that serve a territory around the actor's own: whose texts come down to the actor. `ever`: at any time."""
    ids = Agency.objects.values_list("pk", flat=True)
    if actor.on is None or ever:
        versions = AgencyVersion.objects.filter(agency__in=actor.agency_ids, territory__isnull=False)
        own = list(versions.values_list("territory", flat=True).distinct())
        around = TerritoryClosure.objects.filter(descendant__in=own, depth__gt=0).values("ancestor")
        return ids.filter(pk__in=AgencyVersion.objects.filter(territory__in=around).values("agency"))
    served = _served_by(actor.agency_ids, actor.on)
    around = TerritoryClosure.objects.filter(in_force(actor.on), descendant__in=served, depth__gt=0).values("ancestor")
    return ids.filter(pk__in=AgencyVersion.objects.filter(in_force(actor.on), territory__in=around).values("agency"))


def agencies_as_of(on: date) -> "QuerySet[AgencyVersion]":
    """Of each agency the version in force on that day, or its last one if it had ended by then."""
    later = AgencyVersion.objects.filter(agency=OuterRef("agency"), valid_from__lte=on, valid_from__gt=OuterRef("valid_from"))
    return AgencyVersion.objects.filter(~Exists(later), valid_from__lte=on)


def _served_by(agency_ids: Iterable[UUID], on: date) -> list[UUID | None]:
    """The few territories that one's own agencies serve, asked for at once: as values they plan better than one more nested question."""
    held = agencies_as_of(on).filter(agency__in=list(agency_ids), territory__isnull=False)
    return list(held.values_list("territory", flat=True).distinct())


def _territories_below(served: list[UUID | None], on: date) -> "QuerySet[Any, Any]":
    """What lies at or below these on that day, and what had lain there on its own last day."""
    lasts = TerritoryVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=OuterRef("valid_to")), territory=OuterRef("descendant"), valid_from__lte=on
    )
    ended_there = Q(valid_to__lt=on) & ~Exists(lasts)
    return TerritoryClosure.objects.filter(in_force(on) | ended_there, ancestor__in=served).values("descendant")


def manages(actor: Actor) -> bool:
    """Whether the actor is an administrator of anything."""
    return actor.is_system or any(Right.MANAGE in grant.rights for grant in actor.grants)


def agencies_managed_by(actor: Actor) -> "QuerySet[Agency, UUID]":
    """Ids of the agencies whose accounts the actor manages today: where one is administrator, those that belong to it, those below.

    Ended ones stay with whom they lay under on their last day, so that somebody can end what is left open there. Not the others of the
    same territory: the administrator of a Sở has no say over the committee of the city.
    """
    ids = Agency.objects.values_list("pk", flat=True)
    if actor.is_system:
        return ids
    own = [agency_id for agency_id in actor.agency_ids if actor.may(Right.MANAGE, agency_id)]
    if actor.on is None or not own:
        return ids.filter(pk__in=own)
    served = _served_by(own, actor.on)
    below = _territories_below(served, actor.on)
    lower = agencies_as_of(actor.on).filter((Q(territory__in=below) & ~Q(territory__in=served)) | Q(parent__in=own))
    return ids.filter(Q(pk__in=own) | Q(pk__in=lower.values("agency")))


def people_managed(*, seen_by: Actor, words: str = "", role: str = "", on: date) -> "QuerySet[Person]":
    """People who hold, or held, a role at an agency the actor manages; every word must stand in the name or the sign-in name."""
    grants = RoleGrant.objects.filter(agency__in=agencies_managed_by(seen_by))
    if role:
        grants = grants.filter(Q(valid_to=None) | Q(valid_to__gte=on), role=role, valid_from__lte=on)
    found = Person.objects.filter(pk__in=grants.values("person")).select_related("account")
    for word in search_key(words).split():
        found = found.filter(search_key__contains=word)
    return found.order_by(F("ended_on").asc(nulls_first=True), "search_key", "pk")


def grants_of(person_ids: Iterable[UUID], *, seen_by: Actor) -> list[RoleGrant]:
    """The grants of these people at the agencies the actor manages, the latest first."""
    grants = RoleGrant.objects.filter(person__in=list(person_ids), agency__in=agencies_managed_by(seen_by))
    return list(grants.order_by("-valid_from", "-pk"))


def username_of(person: Person) -> str:
    """The sign-in name; empty for somebody without an account."""
    account: Account | None = getattr(person, "account", None)
    return account.username if account else ""


def person_managed(person_id: UUID, *, seen_by: Actor) -> Person:
    """One of the people the actor manages. Raises RightMissing for who is no administrator, NotFound for anybody else's people."""
    if not manages(seen_by):
        raise RightMissing(name=seen_by.name, right=Right.MANAGE.value)
    grants = RoleGrant.objects.filter(person=person_id, agency__in=agencies_managed_by(seen_by))
    person = Person.objects.filter(pk__in=grants.values("person")).select_related("account").first()
    if person is None:
        raise NotFound
    return person


def works_only_there(person_id: UUID, *, seen_by: Actor, on: date | None = None) -> bool:
    """Whether every agency where the person works, or worked last, is the actor's to manage; without a day, where the person ever worked."""
    held = list(RoleGrant.objects.filter(person=person_id).values_list("agency_id", "valid_to"))
    lasting = {agency_id for agency_id, last in held if on is not None and (last is None or last >= on)}
    places = lasting or {agency_id for agency_id, _last in held}
    return agencies_managed_by(seen_by).filter(pk__in=places).count() == len(places)


def sees(actor: Actor, agency_id: UUID) -> bool:
    """Whether the work of this agency is in the actor's scope."""
    return agencies_seen_by(actor).filter(pk=agency_id).exists()


def must_see(actor: Actor, agency_id: UUID) -> None:
    """Raise `NotFound` where the agency's work is outside the actor's scope: not even that it exists is told."""
    if not sees(actor, agency_id):
        raise NotFound


def people_with(role: Role, *, agency_ids: Iterable[UUID], on: date) -> dict[UUID, Person]:
    """One person with that role at each of these agencies (the first granted); agencies without one are left out."""
    grants = grants_held(on).filter(role=role, agency__in=list(agency_ids)).select_related("person").order_by("-valid_from", "-pk")
    return {grant.agency_id: grant.person for grant in grants}


def title_on(person_id: UUID, agency_id: UUID, on: date) -> str:
    """What the person was called at the agency on that day; empty where it is not known."""
    held = PersonTitle.objects.filter(in_force(on), person=person_id, agency=agency_id)
    return held.values_list("title", flat=True).first() or ""


def titles_of(person_id: UUID) -> "QuerySet[PersonTitle]":
    """A person's titles, the latest first."""
    return PersonTitle.objects.filter(person=person_id).order_by("-valid_from", "-pk")


def invitation_sha256(token: str) -> str:
    """What is kept of the token of an invitation."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitation(token: str, *, now: datetime) -> Invitation:
    """The invitation of that link, if it can still be used. Raises InvitationUnusable."""
    found = Invitation.objects.select_related("account__person").filter(token_sha256=invitation_sha256(token), used_at=None)
    invitation = found.filter(revoked_at=None, expires_at__gt=now, account__is_active=True).first()
    if invitation is None:
        raise InvitationUnusable
    return invitation


def invitations_of(account_id: UUID) -> "QuerySet[Invitation]":
    """The invitations of an account, the latest first."""
    return Invitation.objects.filter(account=account_id).order_by("-made_at", "-pk")


def sessions_of(account_id: UUID, *, now: datetime) -> "QuerySet[SignInSession]":
    """The browsers that are signed in with this account, the latest seen first; who was not seen for as long as a session lasts is out by itself."""
    standing = SignInSession.objects.filter(
        account=account_id, ended_at=None, last_seen_at__gt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    )
    return standing.order_by("-last_seen_at", "-pk")


def account_named(username: str) -> Account | None:
    """The account of that sign-in name."""
    return Account.objects.select_related("person").filter(username=username).first()


def holders_of(right: Right, agency_id: UUID, *, on: date) -> list[Person]:
    """Who holds this right at one agency on that day, by name: for choosing an approver."""
    grants = grants_held(on).filter(agency=agency_id, person__ended_on=None).select_related("person")
    holders = {g.person for g in grants if right in rights_of_grant(Role(g.role), rights_in(g.rights))}
    return sorted(holders, key=lambda person: (person.full_name, str(person.pk)))


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """What an account has for its second step."""

    time_code: TimeCode | None
    passkeys: tuple[Passkey, ...]
    recovery_codes_left: int

    @property
    def any(self) -> bool:
        """Whether there is a second step at all; recovery codes alone are none."""
        return self.time_code is not None or bool(self.passkeys)


def second_factors_of(account: Account) -> SecondFactors:
    """The account's app, keys and unused recovery codes."""
    return SecondFactors(
        time_code=account.time_codes.filter(ended_at=None).first(),
        passkeys=tuple(account.passkeys.filter(ended_at=None).order_by("added_at")),
        recovery_codes_left=account.recovery_codes.filter(used_at=None, ended_at=None).count(),
    )


def needs_second_factor(actor: Actor, account: Account) -> bool:
    """Whether these rights ask for a second step. Let off is only a simulated person in the embedded demo's home."""
    if not needs_second_step(right for grant in actor.grants for right in grant.rights):
        return False
    return not (account.person.simulated and demo_home.is_demo())


def outside_identity_of(account: Account, *, issuer: str) -> OutsideIdentity | None:
    """The account's name at that sign-on."""
    return account.outside_identities.filter(issuer=issuer, ended_at=None).first()
