"""Roles and titles at an agency that ends: who holds them, and how they pass to the agency that takes over."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from loa.core.reorganising.holdings import Carried, HandOver, Holding, Item, Mark, refuse_moved
from loa.core.roles import Role
from loa.core.words import vi
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.people.events import RoleEnded, RoleGranted
from loa.server.people.models import PersonTitle, RoleGrant

GRANTS, TITLES = vi("Vai trò được giao"), vi("Chức danh")


def _lasting(on: date) -> Q:
    return Q(valid_to=None) | Q(valid_to__gte=on)


def holdings_of(agency_ids: Collection[UUID], *, on: date) -> Iterator[Holding]:
    """Roles and titles at these agencies that last to that day or beyond."""
    held: dict[UUID, list[Item]] = defaultdict(list)
    grants = RoleGrant.objects.filter(_lasting(on), agency__in=agency_ids)
    for grant in grants.order_by("person__full_name", "pk"):
        mark = Mark.ADMINISTRATOR if grant.role == Role.ADMINISTRATOR else Mark.NONE
        held[grant.agency_id].append(Item(str(grant.pk), "", mark, str(grant.person_id), Role(grant.role).vi))
    for agency_id, items in held.items():
        yield Holding("grant", GRANTS, agency_id, tuple(items))
    titled: dict[UUID, list[Item]] = defaultdict(list)
    for title in PersonTitle.objects.filter(_lasting(on), agency__in=agency_ids).order_by("pk"):
        titled[title.agency_id].append(Item(str(title.pk), title.title, Mark.STAYS, str(title.person_id)))
    for agency_id, items in titled.items():
        yield Holding("title", TITLES, agency_id, tuple(items))


def carry_over(handing: HandOver, *, by: Actor, now: datetime) -> Carried:
    """The old roles end with the old agency, or when its work is to be finished; the same roles begin at the new one on the day.

    Titles end: what somebody is called at the new agency is for its own papers to say.
    """
    refuse_moved(handing, "grant", GRANTS, held=_ids(RoleGrant.objects.filter(agency=handing.old)))
    grants = list(RoleGrant.objects.select_for_update().filter(_lasting(handing.effective_on), agency=handing.old).order_by("pk"))
    before = {str(grant.pk): grant.valid_to for grant in grants}
    begun = _begun_at(handing, grants) if handing.new is not None else []
    ended = [grant for grant in grants if grant.valid_to is None or grant.valid_to > handing.last_day]
    for grant in ended:
        grant.valid_to = handing.last_day
    if handing.last_day >= handing.effective_on:  # the agency has ended by then, and its work is to be finished
        for grant in grants:
            grant.finishing = True
    RoleGrant.objects.bulk_update(grants, ["valid_to", "finishing"], batch_size=500)
    RoleGrant.objects.bulk_create(begun, batch_size=500)
    titles = PersonTitle.objects.filter(_lasting(handing.effective_on), agency=handing.old, valid_from__lte=handing.last_day)
    titles_ended = titles.update(valid_to=handing.last_day)
    why = f"{handing.old_name} → {handing.new_name}" if handing.new_name else handing.old_name
    acts.record_all([RoleEnded(person_id=g.person_id, agency_id=g.agency_id, role=g.role) for g in ended], by=by, now=now, why=why)
    acts.record_all([RoleGranted(person_id=g.person_id, agency_id=g.agency_id, role=g.role) for g in begun], by=by, now=now, why=why)
    return Carried(
        moved={"grant": len(begun), "grant_ended": len(ended), "title_ended": titles_ended},
        before={"grants": before},
        after={"ended": [str(g.pk) for g in ended], "valid_to": handing.last_day, "begun": [str(g.pk) for g in begun]},
    )


def _begun_at(handing: HandOver, grants: list[RoleGrant]) -> list[RoleGrant]:
    """The same roles at the new agency. Who held one role at two merged communes gets it once."""
    assert handing.new is not None
    there = RoleGrant.objects.filter(_lasting(handing.effective_on), agency=handing.new, person__in=[g.person_id for g in grants])
    held = {(person_id, role) for person_id, role in there.values_list("person_id", "role")}
    begun = []
    for grant in grants:
        if (grant.person_id, grant.role) in held:
            continue
        held.add((grant.person_id, grant.role))
        begun.append(
            RoleGrant(
                person_id=grant.person_id,
                agency_id=handing.new,
                role=grant.role,
                rights=grant.rights,
                valid_from=max(handing.effective_on, grant.valid_from),
                valid_to=grant.valid_to,
            )
        )
    return begun


def _ids(found: QuerySet[RoleGrant]) -> set[str]:
    return {str(pk) for pk in found.values_list("pk", flat=True)}
