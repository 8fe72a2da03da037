"""Questions about the lineage of agencies. Public facts, so no `seen_by`."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from loa.server.agencies.models import Agency, AgencyDescent, AgencySuccession, AgencyVersion
from loa.server.places.models import Descent


def predecessors_of(agency_id: UUID) -> "QuerySet[Agency]":
    """The agencies that ended and whose work this one took over, over however many steps.

    Those recorded, and those of its own kind that served a territory which went into the one it serves: UBND of a ward that was merged.
    """
    recorded = AgencyDescent.objects.filter(successor=agency_id).values("predecessor")
    return Agency.objects.filter(Q(pk__in=recorded) | Q(pk__in=_alongside(agency_id, back=True))).exclude(pk=agency_id).order_by("key")


def successors_of(agency_id: UUID) -> "QuerySet[Agency]":
    """The agencies that took over any of its work after it ended: recorded, or of its own kind on the territories its own became."""
    recorded = AgencyDescent.objects.filter(predecessor=agency_id).values("successor")
    return Agency.objects.filter(Q(pk__in=recorded) | Q(pk__in=_alongside(agency_id, back=False))).exclude(pk=agency_id).order_by("key")


def functions_passed(agency_id: UUID) -> "QuerySet[AgencySuccession]":
    """What passed from it and to it, in the order of days; a row without `new` says: to nobody, or not known to whom."""
    both = AgencySuccession.objects.filter(Q(old=agency_id) | Q(new=agency_id))
    return both.select_related("old", "new").order_by("effective_on", "function", "old__key", "new__key")


def agencies_of_ended_territories(territory_ids: "Collection[UUID] | QuerySet[Any, Any]") -> "QuerySet[Agency]":
    """The agencies that served territories which went into these, to whose work those who serve these look back."""
    ended = Descent.objects.filter(successor__in=territory_ids).values("predecessor")
    return Agency.objects.filter(pk__in=AgencyVersion.objects.filter(territory__in=ended).values("agency")).order_by("key")


def _alongside(agency_id: UUID, *, back: bool) -> "QuerySet[AgencyVersion, Any]":
    """Agencies of the same kind on the territories before or after its own: they ended as those did."""
    own = AgencyVersion.objects.filter(agency=agency_id)
    here, there = ("successor", "predecessor") if back else ("predecessor", "successor")
    lands = Descent.objects.filter(**{f"{here}__in": own.values("territory")}).values(there)
    return AgencyVersion.objects.filter(territory__in=lands, kind__in=own.values("kind")).values("agency")
