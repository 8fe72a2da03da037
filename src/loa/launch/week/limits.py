"""A smaller city for a journey of seconds. Knows no database: it is chosen before a home is opened."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from loa.core.agencies import AgencyKind

if TYPE_CHECKING:
    from loa.server.agencies.models import AgencyVersion

OF_A_DISTRICT = (
    AgencyKind.DISTRICT_COMMITTEE,
    AgencyKind.DISTRICT_CULTURE_OFFICE,
    AgencyKind.DISTRICT_MEDIA_CENTRE,
    AgencyKind.COMMUNE_COMMITTEE,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """A smaller city, for a journey of seconds: these districts (their committees' short names), and the first communes of each."""

    districts: tuple[str, ...]
    communes_of_each: int

    def keep(self, versions: "Iterable[AgencyVersion]") -> "list[AgencyVersion]":
        """The agencies of the smaller city, in the order of the map; what stands above the districts stays whole."""
        versions = list(versions)
        districts = {v.agency_id for v in versions if v.short_name in self.districts}
        counted: Counter[tuple[UUID | None, str]] = Counter()
        kept = []
        for version in versions:
            district = version.agency_id if version.kind == AgencyKind.DISTRICT_COMMITTEE else version.parent_id
            if version.kind in OF_A_DISTRICT:
                counted[district, version.kind] += 1
                if district not in districts or counted[district, version.kind] > self.communes_of_each:
                    continue
            kept.append(version)
        return kept
