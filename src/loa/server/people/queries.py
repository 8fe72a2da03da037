"""Who an account is, and which agencies' work an actor sees. The one scope predicate of the house."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from loa.core.errors import NotFound
from loa.core.folding import search_key
from loa.core.roles import HOLDS, Right, Role
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.kit.actors import Actor, Grant, RightMissing
from loa.server.people.models import Account, Person, RoleGrant
from loa.server.places.models import TerritoryClosure


def actor_of(person: Person, *, on: date, via: str = "web") -> Actor:
    """The person with the roles held on that day. The agency on whose behalf is the first one granted."""
    return actors_of([person], on=on, via=via)[person.pk]


def actors_of(people: Iterable[Person], *, on: date, via: str = "web") -> dict[UUID, Actor]:
    """The same for many people, in two queries."""
    people = list(people)
    held: dict[UUID, list[RoleGrant]] = {}
    current = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    grants = list(RoleGrant.objects.filter(current, person__in=[p.pk for p in people]).order_by("valid_from", "pk"))
    for grant in grants:
        held.setdefault(grant.person_id, []).append(grant)
    names = dict(
        AgencyVersion.objects.filter(agency__in={g.agency_id for g in grants}, valid_from__lte=on)
        .order_by("valid_from")
        .values_list("agency_id", "name")
    )
    return {person.pk: _actor(person, held.get(person.pk, []), names, via) for person in people}


def _actor(person: Person, grants: list[RoleGrant], names: dict[UUID, str], via: str) -> Actor:
    home = grants[0].agency_id if grants else None
    return Actor(
        name=person.full_name,
        person_id=person.pk,
        agency_id=home,
        agency_name=names.get(home, "") if home else "",
        grants=tuple(Grant(role=Role(g.role), agency_id=g.agency_id) for g in grants),
        via=via,
    )


def agencies_seen_by(actor: Actor) -> "QuerySet[Agency, UUID]":
    """Ids of the agencies whose work the actor sees: one's own, and those that serve a territory below one's own, at any time.

    Lists, counts, maps, exports and files all filter by this.
    """
    ids = Agency.objects.values_list("pk", flat=True)
    if actor.is_system:
        return ids
    own = AgencyVersion.objects.filter(agency__in=actor.agency_ids).values("territory")
    below = TerritoryClosure.objects.filter(ancestor__in=own).values("descendant")
    serving = AgencyVersion.objects.filter(territory__in=below).values("agency")
    return ids.filter(Q(pk__in=actor.agency_ids) | Q(pk__in=serving))


def agencies_above(actor: Actor) -> "QuerySet[Agency, UUID]":
    """Ids of the agencies that serve a territory around the actor's own, at any time: whose texts come down to the actor."""
    own = AgencyVersion.objects.filter(agency__in=actor.agency_ids).values("territory")
    around = TerritoryClosure.objects.filter(descendant__in=own, depth__gt=0).values("ancestor")
    return Agency.objects.filter(pk__in=AgencyVersion.objects.filter(territory__in=around).values("agency")).values_list("pk", flat=True)


def manages(actor: Actor) -> bool:
    """Whether the actor is an administrator of anything."""
    return actor.is_system or any(Right.MANAGE in HOLDS[grant.role] for grant in actor.grants)


def agencies_managed_by(actor: Actor) -> "QuerySet[Agency, UUID]":
    """Ids of the agencies whose accounts the actor manages: where one is administrator, those that belong to it, and those below.

    Not the others of the same territory: the administrator of a Sở has no say over the committee of the city.
    """
    ids = Agency.objects.values_list("pk", flat=True)
    if actor.is_system:
        return ids
    own = [agency_id for agency_id in actor.agency_ids if actor.may(Right.MANAGE, agency_id)]
    served = AgencyVersion.objects.filter(agency__in=own).values("territory")
    below = TerritoryClosure.objects.filter(ancestor__in=served, depth__gt=0).values("descendant")
    lower = AgencyVersion.objects.filter(Q(territory__in=below) | Q(parent__in=own)).values("agency")
    return ids.filter(Q(pk__in=own) | Q(pk__in=lower))


def people_managed(*, seen_by: Actor, words: str = "", role: str = "", on: date) -> list[Person]:
    """People who hold, or held, a role at an agency the actor manages; every word must stand in the name or the sign-in name."""
    grants = RoleGrant.objects.filter(agency__in=agencies_managed_by(seen_by))
    if role:
        grants = grants.filter(Q(valid_to=None) | Q(valid_to__gte=on), role=role, valid_from__lte=on)
    people = Person.objects.filter(pk__in=grants.values("person")).select_related("account")
    wanted = search_key(words).split()
    keyed = [(search_key(f"{person.full_name} {username_of(person)}"), person) for person in people]
    found = [(key, person) for key, person in keyed if all(word in key for word in wanted)]
    return [person for _key, person in sorted(found, key=lambda pair: (pair[1].ended_on is not None, pair[0], str(pair[1].pk)))]


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


def sees(actor: Actor, agency_id: UUID) -> bool:
    """Whether the work of this agency is in the actor's scope."""
    return agencies_seen_by(actor).filter(pk=agency_id).exists()


def must_see(actor: Actor, agency_id: UUID) -> None:
    """Raise `NotFound` where the agency's work is outside the actor's scope: not even that it exists is told."""
    if not sees(actor, agency_id):
        raise NotFound


def people_with(role: Role, *, agency_ids: Iterable[UUID], on: date) -> dict[UUID, Person]:
    """One person with that role at each of these agencies (the first granted); agencies without one are left out."""
    current = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    grants = (
        RoleGrant.objects.filter(current, role=role, agency__in=list(agency_ids)).select_related("person").order_by("-valid_from", "-pk")
    )
    return {grant.agency_id: grant.person for grant in grants}


def account_named(username: str) -> Account | None:
    """The account of that sign-in name."""
    return Account.objects.select_related("person").filter(username=username).first()
