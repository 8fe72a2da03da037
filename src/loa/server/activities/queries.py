"""Questions about activities: what was done, in totals by grade; which kinds are open."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum

from loa.core.activity_kinds import KINDS, ActivityKind, SuspensionOrder, Unit, stopped_by
from loa.core.grades import Grade
from loa.core.roles import Right
from loa.server.activities.errors import ActivityNotFound, LinkUnusable
from loa.server.activities.models import Activity, PersonalLink
from loa.server.activities.orders import orders_over
from loa.server.kit.actors import Actor
from loa.server.kit.periods import in_force
from loa.server.people.models import Account, Person
from loa.server.people.queries import actor_of, agencies_seen_by, holders_of, must_see

PERSONAL_LINK = "personal_link"  # how an actor who came by one stands in the trail
_WHAT_A_LINK_MAY = frozenset({Right.VIEW, Right.LOG})


@dataclass(frozen=True, slots=True)
class ActivityTotal:
    """A sum that may stand in a report: one agency, kind, unit, grade and source of supply; never summed across any of them."""

    agency_id: UUID
    kind: str
    unit: Unit
    grade: Grade
    supplied_by: str
    quantity: int
    activities: int


@dataclass(frozen=True, slots=True)
class OpenKind:
    """A kind as an agency may choose it on a day; `suspended_by` is the order that stops it, shown with its number."""

    kind: ActivityKind
    suspended_by: SuspensionOrder | None


def activities(
    *,
    seen_by: Actor,
    agency_ids: Collection[UUID] | None = None,
    campaign_id: UUID | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    recorded_by: UUID | None = None,
) -> QuerySet[Activity]:
    """Activities in scope that stand (none undone), by day; both days included; all, or those that one person recorded."""
    found = Activity.objects.filter(agency__in=agencies_seen_by(seen_by), ended_at=None).order_by("done_on", "recorded_at", "pk")
    if agency_ids is not None:
        found = found.filter(agency__in=list(agency_ids))
    if recorded_by is not None:
        found = found.filter(recorded_by_person_id=recorded_by)
    if campaign_id is not None:
        found = found.filter(campaign=campaign_id)
    if first_day is not None:
        found = found.filter(done_on__gte=first_day)
    return found if last_day is None else found.filter(done_on__lte=last_day)


def activity(*, activity_id: UUID, seen_by: Actor) -> Activity:
    """One activity in scope, undone or not. Raises `ActivityNotFound`."""
    found = Activity.objects.filter(agency__in=agencies_seen_by(seen_by), pk=activity_id).first()
    if found is None:
        raise ActivityNotFound
    return found


def activity_totals(
    *,
    seen_by: Actor,
    agency_ids: Collection[UUID] | None = None,
    campaign_id: UUID | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> list[ActivityTotal]:
    """Totals by agency, kind, unit, grade and source of supply, in one query."""
    found = activities(seen_by=seen_by, agency_ids=agency_ids, campaign_id=campaign_id, first_day=first_day, last_day=last_day)
    rows = found.order_by().values("agency_id", "kind", "unit", "grade", "supplied_by").annotate(total=Sum("quantity"), logged=Count("pk"))
    return [
        ActivityTotal(
            row["agency_id"], row["kind"], Unit(row["unit"]), Grade(row["grade"]), row["supplied_by"], row["total"], row["logged"]
        )
        for row in rows.order_by("agency_id", "kind", "unit", "grade", "supplied_by")
    ]


def kinds_open_to(*, agency_id: UUID, day: date, seen_by: Actor) -> list[OpenKind]:
    """Every kind, in the order of the table, with the order that suspends it for this agency on this day, if any."""
    must_see(seen_by, agency_id)
    orders = orders_over({agency_id}, day)[agency_id]
    return [OpenKind(kind, stopped_by(kind.code, day, orders)) for kind in KINDS.values()]


def personal_link(link_id: UUID | None, *, on: date) -> PersonalLink:
    """A personal link that can be used on that day. Raises `LinkUnusable`."""
    links = PersonalLink.objects.select_related("person").filter(in_force(on), ended_at=None, person__ended_on=None)
    link = links.filter(pk=link_id).first() if link_id else None
    if link is None:
        raise LinkUnusable
    return link


def communicator_at(link: PersonalLink, *, on: date) -> Actor:
    """The communicator as the link lets them act: to log, at one agency, while the role there lasts. Raises `LinkUnusable`."""
    actor = actor_of(link.person, on=on, via=PERSONAL_LINK)
    held = ((g, g.rights & _WHAT_A_LINK_MAY) for g in actor.grants if g.agency_id == link.agency_id)
    grants = tuple(replace(grant, own_rights=rights) for grant, rights in held if rights)
    narrowed = replace(actor, agency_id=link.agency_id, grants=grants)
    if not narrowed.may(Right.LOG, link.agency_id):
        raise LinkUnusable
    return narrowed


def communicators_of(agency_id: UUID, *, on: date) -> list[Person]:
    """Who logs for the agency and has no account: to whom a personal link is given."""
    found = holders_of(Right.LOG, agency_id, on=on)
    sign_in = set(Account.objects.filter(person__in=found, is_active=True).values_list("person_id", flat=True))
    return [person for person in found if person.pk not in sign_in]


def personal_links(*, seen_by: Actor) -> QuerySet[PersonalLink]:
    """The personal links of the agencies whose communicators the actor directs, open ones first."""
    own = [agency_id for agency_id in seen_by.agency_ids if seen_by.may(Right.DIRECT, agency_id)]
    return PersonalLink.objects.filter(agency__in=own).select_related("person").order_by(F("ended_at").asc(nulls_first=True), "-made_at")
