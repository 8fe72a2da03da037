"""Roles and titles as pages show them: with the name of the agency, and whether they hold today."""

from collections.abc import Iterable
from uuid import UUID

from loa.server.agencies.queries import agency_versions_on
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.models import Person, PersonTitle, RoleGrant
from loa.server.people.queries import agencies_managed_by, grants_held, titles_of

Placed = list[tuple[RoleGrant, str, bool]]


def placed(grants: list[RoleGrant]) -> Placed:
    """Each grant with the name of its agency, and whether it holds today."""
    names = names_today(grant.agency_id for grant in grants)
    held = set(grants_held(clock.today()).filter(pk__in=[grant.pk for grant in grants]).values_list("pk", flat=True))
    return [(grant, names.get(grant.agency_id, ""), grant.pk in held) for grant in grants]


def titled(held: Person, *, seen_by: Actor | None = None) -> list[tuple[PersonTitle, str]]:
    """A person's titles, each with the name of the agency; those one may know of."""
    found = titles_of(held.pk)
    titles = list(found if seen_by is None else found.filter(agency__in=agencies_managed_by(seen_by)))
    names = names_today(title.agency_id for title in titles)
    return [(title, names.get(title.agency_id, "")) for title in titles]


def names_today(agency_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What these agencies are called today."""
    return dict(agency_versions_on(clock.today()).filter(agency_id__in=set(agency_ids)).values_list("agency_id", "name"))
