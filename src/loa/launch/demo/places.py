"""Where the demo takes place: the Sở, one district, one ward and its neighbour, on the map of the letter's date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loa.core.agencies import AgencyKind
from loa.core.folding import search_key
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agency_versions_on, leading_agency, subordinate_communes
from loa.server.places.queries import territory_of_city

DISTRICT = "Hai Bà Trưng"
WARD = "Bạch Mai"


@dataclass(frozen=True, slots=True)
class Places:
    """The agencies of the demo. A map without districts has no office, committee or centre."""

    department: AgencyVersion
    office: AgencyVersion | None
    committee: AgencyVersion | None
    centre: AgencyVersion | None
    health: AgencyVersion | None
    ward: AgencyVersion
    neighbour: AgencyVersion
    wards: tuple[AgencyVersion, ...]  # of the district, the demo's own among them

    def named(self, name: str) -> AgencyVersion | None:
        """One of them by its name here."""
        found: AgencyVersion | None = getattr(self, name)
        return found


def places_on(on: date) -> Places | None:
    """The demo's places on that day's map; `None` where our data knows no map of that day."""
    versions = list(agency_versions_on(on))
    department = leading_agency(territory_of_city(on), on) if versions else None
    communes = [v for v in versions if v.kind == AgencyKind.COMMUNE_COMMITTEE]
    if department is None or len(communes) < 2:
        return None
    office = _called(DISTRICT, [v for v in versions if v.kind == AgencyKind.DISTRICT_CULTURE_OFFICE])
    wards = list(subordinate_communes(office.agency_id, on)) if office else communes
    ward = _called(WARD, wards) or wards[0]
    around = [v for v in wards if v.agency_id != ward.agency_id] or communes
    return Places(
        department=department,
        office=office,
        committee=_of_kind(AgencyKind.DISTRICT_COMMITTEE, office, versions),
        centre=_of_kind(AgencyKind.DISTRICT_MEDIA_CENTRE, office, versions),
        health=next((v for v in versions if v.kind == AgencyKind.DEPARTMENT and v.short_name.startswith("Sở Y tế")), None),
        ward=ward,
        neighbour=around[0],
        wards=tuple(wards),
    )


def _called(name: str, versions: Sequence[AgencyVersion]) -> AgencyVersion | None:
    """The one whose name ends so, else the first."""
    wanted = search_key(name)
    return next((v for v in versions if search_key(v.short_name).endswith(wanted)), versions[0] if versions else None)


def _of_kind(kind: AgencyKind, beside: AgencyVersion | None, versions: Sequence[AgencyVersion]) -> AgencyVersion | None:
    """The agency of that kind that serves the same territory."""
    if beside is None:
        return None
    return next((v for v in versions if v.kind == kind and v.territory_id == beside.territory_id), None)
