"""A small map of 2021: a ward under a quận, communes under a huyện, their stations, and texts to air."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from loa.core.roles import Role
from loa.core.rundown import SoundAsset, Soundtrack
from loa.core.territories import KIND_OF_FORM
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.agencies.reach import rebuild_reach
from loa.server.bulletins.models import Approval, Bulletin, BulletinKind, Revision
from loa.server.channels.models import Station
from loa.server.kit.actors import Actor, Grant
from loa.server.places.models import Territory, TerritoryClosure, TerritoryVersion

WEEK = date(2021, 8, 2)
NOW = datetime(2021, 8, 1, 2, 0, tzinfo=UTC)  # Sunday morning before the week
SINCE, UNTIL = date(2008, 8, 1), date(2025, 6, 30)
OWNER = Actor.system("thử nghiệm")


@dataclass
class Unit:
    """A territory with its agency and station."""

    territory: Territory
    agency: Agency
    station: Station
    above: list[Territory] = field(default_factory=list)

    def actor(self, *roles: Role, person_id: UUID | None = None) -> Actor:
        grants = tuple(Grant(role=role, agency_id=self.agency.pk) for role in roles or (Role.COMMUNE_OFFICER,))
        return Actor(name="Nguyễn Thị Lan", person_id=person_id, agency_id=self.agency.pk, grants=grants, on=WEEK)


class World:
    """Builds units in bulk; `city`, `quan`, `huyen` are there, communes are added under them."""

    def __init__(self) -> None:
        self.city = self.add("thành phố", "Mẫu", None)[0]
        self.quan = self.add("quận", "Mẫu", self.city)[0]
        self.huyen = self.add("huyện", "Mẫu", self.city)[0]

    def add(self, form: str, name: str, parent: Unit | None, count: int = 1) -> list[Unit]:
        units = [self._unit(form, f"{name} {number}", parent) for number in range(count)]
        Territory.objects.bulk_create(unit.territory for unit in units)
        TerritoryVersion.objects.bulk_create(
            TerritoryVersion(
                territory=unit.territory,
                parent=parent.territory if parent else None,
                name=f"{name} {number}",
                form=form,
                kind=KIND_OF_FORM[form],
                valid_from=SINCE,
                valid_to=UNTIL,
            )
            for number, unit in enumerate(units)
        )
        TerritoryClosure.objects.bulk_create(
            TerritoryClosure(ancestor=above, descendant=unit.territory, depth=depth, valid_from=SINCE, valid_to=UNTIL)
            for unit in units
            for depth, above in enumerate([unit.territory, *unit.above])
        )
        Agency.objects.bulk_create(unit.agency for unit in units)
        AgencyVersion.objects.bulk_create(
            AgencyVersion(
                agency=unit.agency,
                kind="committee",
                name=f"UBND {name} {number}",
                territory=unit.territory,
                valid_from=SINCE,
                valid_to=UNTIL,
            )
            for number, unit in enumerate(units)
        )
        Station.objects.bulk_create(unit.station for unit in units)
        rebuild_reach()
        return units

    def _unit(self, form: str, name: str, parent: Unit | None) -> Unit:
        key = f"{form}-{name}-{parent.territory.key if parent else ''}"
        agency = Agency(key=f"ubnd-{key}")
        above = [parent.territory, *parent.above] if parent else []
        station = Station(agency=agency, name=f"Đài truyền thanh {name}", kind="own", technology="ip", machine_voice_accepted=True)
        return Unit(Territory(key=key), agency, station, above)


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def ward(world: World) -> Unit:
    return world.add("phường", "Bạch Mai", world.quan)[0]


@pytest.fixture
def commune(world: World) -> Unit:
    return world.add("xã", "Đông Mỹ", world.huyen)[0]


@pytest.fixture
def make_revision() -> Callable:
    def make(
        unit: Unit, title: str = "Tiêm vắc xin", *, approved: bool = True, valid_to: date | None = date(2021, 12, 31), **given
    ) -> Revision:
        texts = {"kind": BulletinKind.KIT, "state": "approved" if approved else "submitted", "author_name": "An", "made_at": NOW}
        bulletin = Bulletin.objects.create(agency=unit.agency, title=title, **{**texts, **given})
        revision = Revision.objects.create(
            bulletin=bulletin,
            number=1,
            text=f"Nội dung {title}.",
            valid_from=date(2021, 7, 28),
            valid_to=valid_to,
            text_sha256="e" * 64,
            made_at=NOW,
        )
        if approved:
            Approval.objects.create(revision=revision, text_sha256="e" * 64, audio_sha256="f" * 64, by_name="Bình", at=NOW)
        return revision

    return make


@pytest.fixture
def make_track() -> Callable:
    def make(seconds: float = 60.0, *, machine: bool = True, **given) -> Soundtrack:
        return Soundtrack((SoundAsset("a" * 64, "b" * 64, 1000, 100, seconds),), machine=machine, text_sha256="e" * 64, **given)

    return make
