from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

from loa.core.roles import Role
from loa.core.stations import StationKind, Technology
from loa.server.agencies.models import Agency
from loa.server.channels.services import NewStation, register_station
from loa.server.kit.actors import Actor, Grant

NOW = datetime(2021, 8, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def ward(db) -> Agency:
    return Agency.objects.create(key="ubnd-bach-mai")


@pytest.fixture
def neighbour(db) -> Agency:
    return Agency.objects.create(key="ubnd-dong-tam")


@pytest.fixture
def owner() -> Actor:
    return Actor.system("Nạp dữ liệu")


def person(agency: Agency, role: Role) -> Actor:
    return Actor(name="Nguyễn Thị Lan", agency_id=agency.pk, grants=(Grant(role=role, agency_id=agency.pk),))


@pytest.fixture
def make_station(owner) -> Callable:
    def make(agency_id: UUID, name: str = "Đài truyền thanh phường Bạch Mai", **given):
        texts = {"kind": StationKind.HAND, "technology": Technology.FM}
        return register_station(station=NewStation(agency_id=agency_id, name=name, **{**texts, **given}), by=owner, now=NOW)

    return make
