"""Which orders stand over an agency on a day: those of its own territory and of the territories above."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from loa.core.activity_kinds import SuspensionOrder
from loa.server.activities.models import Suspension
from loa.server.agencies.models import AgencyVersion
from loa.server.kit.periods import in_force
from loa.server.places.models import TerritoryClosure


def orders_over(agency_ids: Collection[UUID], day: date) -> dict[UUID, list[SuspensionOrder]]:
    """The orders in force that day over each agency's territory: its own, and those of the territories above."""
    found: dict[UUID, list[SuspensionOrder]] = defaultdict(list)
    standing = list(Suspension.objects.filter(in_force(day)).order_by("valid_from", "number"))
    if not standing:
        return found
    served = AgencyVersion.objects.filter(in_force(day), agency__in=list(agency_ids)).exclude(territory=None)
    territories = dict(served.values_list("agency_id", "territory_id"))
    over = defaultdict(set)
    above = TerritoryClosure.objects.filter(in_force(day), ancestor__in=[one.territory_id for one in standing])
    for ancestor_id, descendant_id in above.filter(descendant__in=set(territories.values())).values_list("ancestor_id", "descendant_id"):
        over[descendant_id].add(ancestor_id)
    for agency_id, territory_id in territories.items():
        found[agency_id] = [_order(one) for one in standing if one.territory_id in over[territory_id]]
    return found


def _order(row: Suspension) -> SuspensionOrder:
    return SuspensionOrder(row.number, row.issuer, frozenset(row.kinds), row.valid_from, row.valid_to)
