"""The cast (nhân vật minh họa): who works at each agency in the demo. All are marked simulated; none bears a real person's name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from loa.core.agencies import AgencyKind
from loa.core.roles import Role
from loa.launch.week.limits import Limits
from loa.server.agencies.models import AgencyVersion
from loa.server.agencies.queries import agency_versions_on
from loa.server.kit.actors import Actor
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in

# Who works where: kind of agency -> (role, what the person is called there).
STAFF: dict[AgencyKind, tuple[tuple[Role, str], ...]] = {
    AgencyKind.DEPARTMENT_INFORMATION: (
        (Role.DRAFTER, "Chuyên viên"),
        (Role.APPROVER, "Lãnh đạo"),
        (Role.CLERK, "Văn thư"),
        (Role.TECHNICIAN, "Kỹ thuật viên"),
        (Role.ADMINISTRATOR, "Quản trị viên"),
        (Role.VIEWER, "Người theo dõi"),
    ),
    AgencyKind.DEPARTMENT_CULTURE: (
        (Role.DRAFTER, "Chuyên viên"),
        (Role.APPROVER, "Lãnh đạo"),
        (Role.CLERK, "Văn thư"),
        (Role.TECHNICIAN, "Kỹ thuật viên"),
        (Role.ADMINISTRATOR, "Quản trị viên"),
    ),
    AgencyKind.DEPARTMENT: ((Role.APPROVER, "Lãnh đạo"),),
    AgencyKind.DISTRICT_COMMITTEE: ((Role.APPROVER, "Lãnh đạo"), (Role.DRAFTER, "Chuyên viên tổng hợp"), (Role.CLERK, "Văn thư")),
    AgencyKind.DISTRICT_CULTURE_OFFICE: ((Role.DRAFTER, "Chuyên viên"), (Role.APPROVER, "Trưởng phòng"), (Role.CLERK, "Văn thư")),
    AgencyKind.DISTRICT_MEDIA_CENTRE: ((Role.EDITOR, "Biên tập viên"), (Role.APPROVER, "Giám đốc"), (Role.DRAFTER, "Chuyên viên")),
    AgencyKind.COMMUNE_COMMITTEE: (
        (Role.COMMUNE_OFFICER, "Cán bộ VH-XH"),
        (Role.APPROVER, "Lãnh đạo"),
        (Role.COMMUNICATOR, "Tuyên truyền viên"),
    ),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the cast: a role at an agency."""

    agency_id: UUID
    role: Role


@dataclass(slots=True)
class Cast:
    """Everybody in the demo, by part."""

    agencies: dict[UUID, AgencyVersion]
    actors: dict[Part, Actor] = field(default_factory=dict)

    def at(self, agency_id: UUID, role: Role) -> Actor:
        """Who plays that part."""
        return self.actors[Part(agency_id, role)]

    def of_kind(self, *kinds: AgencyKind) -> list[AgencyVersion]:
        """The agencies of these kinds, in a fixed order."""
        return [version for version in self.agencies.values() if version.kind in kinds]

    def department(self) -> AgencyVersion:
        """Sở: the department that leads grassroots information on this map."""
        return next(v for v in self.of_kind(AgencyKind.DEPARTMENT_INFORMATION, AgencyKind.DEPARTMENT_CULTURE) if v.leads_field)


def gather_cast(
    *, on: date, by: Actor, now: datetime, usernames: Sequence[tuple[str, Part, str]] = (), limits: Limits | None = None
) -> Cast:
    """Take in the whole cast of a day's map, in bulk. `usernames` gives some of them a way in: (username, part, password)."""
    on_the_map = agency_versions_on(on)
    versions = {version.agency_id: version for version in (limits.keep(on_the_map) if limits else on_the_map)}
    cast = Cast(agencies=versions)
    parts = list(_parts(versions.values()))
    ways_in = {part: (username, password) for username, part, password in usernames}
    newcomers = [
        Newcomer(
            full_name=f"{title} {versions[part.agency_id].short_name}",
            roles=((part.role, part.agency_id),),
            username=ways_in.get(part, (None, None))[0],
            password=ways_in.get(part, (None, None))[1],
            simulated=True,
        )
        for part, title in parts
    ]
    people = take_in(newcomers, valid_from=on, by=by, now=now)
    actors = actors_of(people, on=on, via="simulation")
    cast.actors = {part: actors[person.pk] for (part, _), person in zip(parts, people, strict=True)}
    return cast


def _parts(versions: Iterable[AgencyVersion]) -> Iterable[tuple[Part, str]]:
    for version in versions:
        for role, title in STAFF.get(AgencyKind(version.kind), ()):
            yield Part(version.agency_id, role), title
