"""Keeping who sees whose work: derived from trees and lineage once, when they change, and read by every list, count and file."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from loa.core.periods import Period
from loa.core.reach import Follows, Lies, Serves, reach
from loa.server.agencies.models import AgencyDescent, AgencyReach, AgencyVersion
from loa.server.places.models import Descent, TerritoryClosure, TerritoryVersion

BATCH = 2000
DAYS = ("valid_from", "valid_to")


@transaction.atomic
def rebuild_reach() -> int:
    """Bring `AgencyReach` in line; returns its rows. Call it in the transaction that changed agencies, trees or lineage."""
    if not AgencyVersion.objects.exists():  # the maps of a new home come before its agencies: nobody is there to see anything
        return 0
    rows = reach(
        [Serves(a, t, Period(first, last)) for a, t, first, last in _rows(AgencyVersion, "agency_id", "territory_id", *DAYS)],
        [Lies(up, low, Period(first, last)) for up, low, first, last in _rows(TerritoryClosure, "ancestor_id", "descendant_id", *DAYS)],
        [Follows(*row) for row in _rows(Descent, "predecessor_id", "successor_id", "since")],
        [Follows(*row) for row in _rows(AgencyDescent, "predecessor_id", "successor_id", "since")],
        _ends(),
    )
    wanted = {(one.seer, one.seen, one.period.first, one.period.last) for one in rows}
    held = {tuple(facts): pk for pk, *facts in _rows(AgencyReach, "pk", "seer_id", "seen_id", "valid_from", "valid_to")}
    gone = [pk for facts, pk in held.items() if facts not in wanted]  # most of a reorganisation leaves most as it was
    for start in range(0, len(gone), BATCH):
        AgencyReach.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    fresh = [
        AgencyReach(seer_id=seer, seen_id=seen, valid_from=first, valid_to=last) for seer, seen, first, last in wanted.difference(held)
    ]
    AgencyReach.objects.bulk_create(fresh, batch_size=BATCH)
    return len(wanted)


def _rows(model: Any, *columns: str) -> Any:
    return model.objects.order_by().values_list(*columns)


def _ends() -> dict[UUID, date]:
    """The last day of each territory that ended."""
    going_on = TerritoryVersion.objects.filter(Q(valid_to=None)).values("territory")
    ended = TerritoryVersion.objects.exclude(territory__in=going_on).order_by().values("territory").annotate(end=Max("valid_to"))
    return {row["territory"]: row["end"] for row in ended}
