from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import path
from ninja import NinjaAPI

from loa.core.priorities import Priority
from loa.core.roles import Role
from loa.core.stations import StationKind, Technology
from loa.server.agencies.models import Agency
from loa.server.channels.models import Station
from loa.server.dispatch.api import router
from loa.server.dispatch.services import enrol_player, make_enrolment_code
from loa.server.kit import clock, files
from loa.server.kit.actors import Actor, Grant
from loa.wire.heartbeat import Enrolment, EnrolmentRequest
from loa.wire.manifest import Asset, Item

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)  # 00:00 on 2/8/2021 in Hà Nội
_api = NinjaAPI(urls_namespace="player-in-dispatch-tests")
_api.add_router("", router)


class Addresses:
    """Only the player's doors."""

    urlpatterns = [path("player/v1/", _api.urls)]


@pytest.fixture(autouse=True)
def house(db, settings, tmp_path):
    settings.LOA_HOME = tmp_path
    settings.STATIC_ROOT = tmp_path
    settings.ROOT_URLCONF = Addresses
    clock.take_from(lambda: MONDAY)
    yield
    clock.take_from(None)


@pytest.fixture
def make_station() -> Callable[..., Station]:
    def make(kind: StationKind = StationKind.OWN, name: str = "Đài truyền thanh phường Bạch Mai") -> Station:
        agency = Agency.objects.create(key=f"test:{uuid4()}")
        return Station.objects.create(agency=agency, name=name, search_key=name.casefold(), kind=kind, technology=Technology.IP)

    return make


@pytest.fixture
def make_actor() -> Callable[..., Actor]:
    def make(agency_id: UUID, role: Role = Role.TECHNICIAN) -> Actor:
        return Actor(name="Trần Thị Thử", person_id=uuid4(), agency_id=agency_id, grants=(Grant(role, agency_id),))

    return make


@pytest.fixture
def enrol(make_station, make_actor) -> Callable[..., Enrolment]:
    def make(station: Station | None = None, **choices: Any) -> Enrolment:
        at = station or make_station()
        made = make_enrolment_code(station_id=at.pk, by=make_actor(at.agency_id), now=MONDAY, **choices)
        return enrol_player(asked=EnrolmentRequest(code=made.code, output="log", software="loa thử"), now=MONDAY)

    return make


@pytest.fixture
def make_item() -> Callable[..., Item]:
    def make(number: int = 1, **changes: Any) -> Item:
        wav, mp3 = f"wav {number} ".encode() * 100, f"mp3 {number} ".encode() * 20
        asset = Asset(
            wav_sha256=files.keep(wav, ending=".wav"),
            mp3_sha256=files.keep(mp3, ending=".mp3"),
            wav_bytes=len(wav),
            mp3_bytes=len(mp3),
            seconds=60,
        )
        facts: dict[str, Any] = {
            "slot_id": UUID(int=1000 + number),
            "session_id": UUID(int=1),
            "starts_at": MONDAY + timedelta(hours=6, minutes=30 + number),
            "seconds": 60,
            "priority": Priority.NORMAL,
            "title": f"Bản tin {number}",
            "assets": (asset,),
            "machine_voice": True,
        }
        return Item(**(facts | changes))

    return make


@pytest.fixture
def ask() -> Callable[..., Any]:
    """A request of a player with this token."""

    def ask(method: str, name: str, token: str = "", body: bytes = b"", **headers: str) -> Any:
        given = {"Authorization": f"Bearer {token}"} | {key.replace("_", "-"): value for key, value in headers.items()}
        return Client().generic(method, f"/player/v1/{name}", body, "application/json", headers=given)

    return ask
