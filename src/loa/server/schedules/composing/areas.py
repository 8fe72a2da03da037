"""Which cap an agency's station stands under: the form of the parent on that day, and the exemptions of its area."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from loa.core import caps
from loa.core.territories import TerritoryKind
from loa.server.agencies.models import AgencyVersion
from loa.server.kit.periods import in_force
from loa.server.places.models import TerritoryClosure, TerritoryVersion
from loa.server.schedules.models import Exemption

WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Area:
    """Where an agency's station sounds, as far as air time is concerned. `parent_form` is empty where there is no district."""

    agency_id: UUID
    territory_id: UUID
    parent_form: str
    exemptions: tuple[caps.Exemption, ...]


def areas_of(agency_ids: Iterable[UUID], *, from_day: date, to_day: date | None = None) -> dict[UUID, Area]:
    """The areas of these agencies on the map of `from_day`, with exemptions that stand on any day of the span (a week by default).

    Five queries, however many agencies. Agencies without a territory that day are left out.
    """
    territories = dict(
        AgencyVersion.objects.filter(in_force(from_day), agency__in=list(agency_ids))
        .exclude(territory=None)
        .values_list("agency_id", "territory_id")
    )
    forms = parent_forms(set(territories.values()), on=from_day)
    exempted = _exemptions(set(territories.values()), from_day, to_day or from_day + WEEK)
    return {
        agency_id: Area(agency_id, territory_id, forms[territory_id], tuple(exempted[territory_id]))
        for agency_id, territory_id in territories.items()
        if territory_id in forms
    }


def parent_forms(territory_ids: Collection[UUID], *, on: date) -> dict[UUID, str]:
    """For each territory the form its cap hangs on: a commune's parent, a district itself ("quận", "huyện", "thị xã"), else ""."""
    versions = list(
        TerritoryVersion.objects.filter(in_force(on), territory__in=territory_ids).values_list("territory_id", "kind", "form", "parent_id")
    )
    parents = {parent_id for _, _, _, parent_id in versions if parent_id}
    districts = dict(
        TerritoryVersion.objects.filter(in_force(on), territory__in=parents, kind=TerritoryKind.DISTRICT).values_list(
            "territory_id", "form"
        )
    )
    return {
        territory_id: form if kind == TerritoryKind.DISTRICT else districts.get(parent_id, "")
        for territory_id, kind, form, parent_id in versions
    }


def district_forms_below(territory_id: UUID, *, on: date) -> frozenset[str]:
    """The forms of the districts a larger territory is made of, on that day."""
    below = TerritoryClosure.objects.filter(in_force(on), ancestor=territory_id).values("descendant")
    return frozenset(
        TerritoryVersion.objects.filter(in_force(on), territory__in=below, kind=TerritoryKind.DISTRICT).values_list("form", flat=True)
    )


def _exemptions(territory_ids: Collection[UUID], from_day: date, to_day: date) -> dict[UUID, list[caps.Exemption]]:
    found: dict[UUID, list[caps.Exemption]] = defaultdict(list)
    standing = list(Exemption.objects.filter(valid_from__lte=to_day, valid_to__gte=from_day).order_by("valid_from", "number"))
    if not standing:
        return found
    held_in = defaultdict(list)
    below = TerritoryClosure.objects.filter(in_force(from_day), ancestor__in={one.territory_id for one in standing})
    for ancestor_id, descendant_id in below.values_list("ancestor_id", "descendant_id"):
        held_in[ancestor_id].append(descendant_id)
    for one in standing:
        value = exemption_value(one)
        for territory_id in held_in[one.territory_id]:
            if territory_id in territory_ids:
                found[territory_id].append(value)
    return found


def exemption_value(row: Exemption) -> caps.Exemption:
    """The row as the rule takes it."""
    lifts = tuple(caps.Lifted(caps.Limit(lift["limit"]), lift.get("to")) for lift in row.lifts)
    return caps.Exemption(row.number, row.issuer, str(row.territory_id), row.valid_from, row.valid_to, lifts)


def lifts_as_json(lifts: Sequence[caps.Lifted]) -> list[dict[str, object]]:
    """What an exemption lifts, as it is kept."""
    return [{"limit": lifted.limit.value, "to": lifted.to} for lifted in lifts]
