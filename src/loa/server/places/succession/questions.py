"""Questions about lineage. Public facts, so no `seen_by`."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from loa.core.lineage import Lineage, Step
from loa.core.periods import Period
from loa.server.places.models import Descent, Succession, TerritoryVersion


def went_to(territory_id: UUID) -> "QuerySet[Succession]":
    """What a territory became, one step on, in the order of days; a row without `new` says: nothing, or not known."""
    return Succession.objects.filter(old=territory_id).select_related("old", "new").order_by("effective_on", "new__key")


def came_from(territory_id: UUID) -> "QuerySet[Succession]":
    """What a territory came from, one step back, in the order of days."""
    return Succession.objects.filter(new=territory_id).select_related("old", "new").order_by("effective_on", "old__key")


def successions_of(territory_id: UUID) -> "QuerySet[Succession]":
    """Both, in the order of days."""
    both = Succession.objects.filter(Q(old=territory_id) | Q(new=territory_id))
    return both.select_related("old", "new").order_by("effective_on", "old__key", "new__key")


def predecessors(of: "Collection[UUID] | QuerySet[Any, Any]") -> "QuerySet[Descent, UUID]":
    """Ids of all territories that ended and went into these, over however many steps, to filter by as a subquery. `of` itself is left out.

    One that goes on beside the unit it gave a part to is no predecessor: its work is its own.
    """
    return Descent.objects.filter(successor__in=of).values_list("predecessor_id", flat=True)


def successors(of: "Collection[UUID] | QuerySet[Any, Any]") -> "QuerySet[Descent, UUID]":
    """Ids of all territories that hold anything of these, which ended, over however many steps. `of` itself is left out."""
    return Descent.objects.filter(predecessor__in=of).values_list("successor_id", flat=True)


def lineage_held(units: "Iterable[UUID] | None" = None) -> Lineage:
    """The lineage as the rules of core know it; units by their id as text. `units`: those whose days are needed beside the ones it names."""
    steps = steps_held()
    named = {step.old for step in steps} | {step.new for step in steps if step.new}
    versions = TerritoryVersion.objects.order_by()
    if units is not None:
        wanted = {UUID(unit) for unit in named} | set(units)
        versions = versions.filter(territory__in=wanted) if len(wanted) < _MANY else versions
    life: dict[str, list[Period]] = defaultdict(list)
    for territory, first, last in versions.values_list("territory_id", "valid_from", "valid_to"):
        life[str(territory)].append(Period(first, last))
    return Lineage(steps, life)


_MANY = 5_000  # more ids than that cost more in a condition than reading everything


def steps_held() -> list[Step]:
    """Every succession recorded, in a fixed order."""
    rows = Succession.objects.order_by("effective_on", "old", "new").values_list("old_id", "new_id", "effective_on", "weight")
    return [Step(str(old), str(new) if new else None, on, None if weight is None else Fraction(weight)) for old, new, on, weight in rows]
