from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import path
from ninja import NinjaAPI

from loa.core.chain import genesis
from loa.core.priorities import Priority
from loa.core.roles import Role
from loa.core.stations import StationKind, Technology
from loa.server.agencies.models import Agency
from loa.server.channels.models import Station
from loa.server.dispatch.api import router as dispatch_router
from loa.server.dispatch.models import Player
from loa.server.dispatch.services import enrol_player, make_enrolment_code
from loa.server.kit import clock, files
from loa.server.kit.actors import Actor, Grant
from loa.server.playlogs.api import router
from loa.server.schedules.models import Programme, ProgrammeItem, Session, Slot
from loa.wire.heartbeat import EnrolmentRequest
from loa.wire.manifest import Asset, Item
from loa.wire.plays import ClockQuality, Outcome, PlayRecord

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)  # 00:00 on 2/8/2021 in Hà Nội
_api = NinjaAPI(urls_namespace="player-in-playlogs-tests")
_api.add_router("", dispatch_router)
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
    def make(kind: StationKind = StationKind.HAND, name: str = "Đài truyền thanh xã Mỹ Đức") -> Station:
        agency = Agency.objects.create(key=f"test:{uuid4()}")
        return Station.objects.create(
            agency=agency, name=name, search_key=name.casefold(), kind=kind, technology=Technology.IP, vendor="VNPT"
        )

    return make


@pytest.fixture
def plan() -> Callable[[Station, Iterable[Any]], None]:
    """Plan the slots that these items or records name, each in its session, at that station."""

    def plan(at: Station, named: Iterable[Any]) -> None:
        named = {one.slot_id: one for one in named}.values()
        programme, _ = Programme.objects.get_or_create(agency=at.agency, week_starts_on=MONDAY.date(), title="Thử", made_at=MONDAY)
        news, _ = ProgrammeItem.objects.get_or_create(programme=programme, position=1, part="news", title="Thử", seconds=60)
        sessions = {one.session_id: Session(pk=one.session_id, **_when(at, one.session_id)) for one in named}
        Session.objects.bulk_create(sessions.values(), ignore_conflicts=True)
        slots = [Slot(pk=one.slot_id, session_id=one.session_id, programme_item=news, **SLOT) for one in named]
        Slot.objects.bulk_create(slots, ignore_conflicts=True)

    return plan


SLOT = {"position": 1, "priority": "normal", "origin": "relayed", "title": "Thử", "planned_seconds": 60}


def _when(at: Station, session_id: UUID) -> dict[str, Any]:
    starts_at = MONDAY + timedelta(hours=6, minutes=session_id.int % 600)
    return {"station": at, "agency_id": at.agency_id, "day": MONDAY.date(), "starts_at": starts_at, "max_seconds": 900}


@pytest.fixture
def make_actor() -> Callable[..., Actor]:
    def make(agency_id: UUID, role: Role = Role.COMMUNE_OFFICER) -> Actor:
        return Actor(name="Nguyễn Thị Thử", person_id=uuid4(), agency_id=agency_id, grants=(Grant(role, agency_id),))

    return make


@pytest.fixture
def make_player(make_station) -> Callable[..., tuple[Player, str]]:
    """A player and its token."""

    def make(**choices: Any) -> tuple[Player, str]:
        at = make_station(StationKind.OWN, "Đài truyền thanh phường Bạch Mai")
        code = make_enrolment_code(station_id=at.pk, by=Actor.system("thử"), now=MONDAY, **choices).code
        given = enrol_player(asked=EnrolmentRequest(code=code, output="log", software="loa thử"), now=MONDAY)
        return Player.objects.select_related("station").get(pk=given.player_id), given.token

    return make


@pytest.fixture
def make_item() -> Callable[..., Item]:
    def make(number: int = 1, *, session: int = 1, starts_at: datetime | None = None, seconds: float = 60, **changes: Any) -> Item:
        mp3, wav = f"mp3 {number}".encode(), f"wav {number}".encode()
        asset = Asset(
            wav_sha256=files.keep(wav, ending=".wav"),
            mp3_sha256=files.keep(mp3, ending=".mp3"),
            wav_bytes=len(wav),
            mp3_bytes=len(mp3),
            seconds=seconds,
        )
        facts: dict[str, Any] = {
            "slot_id": UUID(int=1000 * session + number),
            "session_id": UUID(int=session),
            "starts_at": starts_at or MONDAY + timedelta(hours=6, minutes=29 + number),
            "seconds": seconds,
            "priority": Priority.NORMAL,
            "title": f"Bản tin {number}",
            "assets": (asset,),
            "machine_voice": True,
            "bulletin_id": UUID(int=5000 + number),
            "revision_sha256": "a" * 64,
            "campaign_id": UUID(int=7),
            "campaign_title": "Tiêm chủng vắc xin phòng COVID-19",
            "letter_number": "1349/STTTT-BCXBTT",
        }
        return Item(**(facts | changes))

    return make


@pytest.fixture
def make_records(plan) -> Callable[..., list[PlayRecord]]:
    """A chain of records of a player, of slots that were planned for its station."""

    def make(player_id: UUID, count: int, *, after: PlayRecord | None = None, planned: bool = True, **changes: Any) -> list[PlayRecord]:
        records: list[PlayRecord] = []
        seq, sha256 = (after.seq, after.sha256) if after else (0, genesis(player_id))
        for number in range(seq + 1, seq + count + 1):
            at = MONDAY + timedelta(hours=6, minutes=number)
            facts: dict[str, Any] = {
                "slot_id": UUID(int=1000 + number),
                "session_id": UUID(int=1),
                "bulletin_id": UUID(int=5000 + number),
                "revision_sha256": "a" * 64,
                "campaign_id": UUID(int=7),
                "campaign_title": "Tiêm chủng",
                "letter_number": "1349/STTTT-BCXBTT",
                "title": f"Bản tin {number}",
                "priority": "normal",
                "origin": "relayed",
                "machine_voice": True,
                "planned_at": at,
                "started_at": at,
                "ended_at": at + timedelta(seconds=60),
                "seconds": 60,
                "outcome": Outcome.COMPLETE,
                "reason": "",
                "assets_sha256": (),
                "output": "log",
                "clock_quality": ClockQuality.SYNCED,
                "simulated": False,
                "manifest_version": 1,
            }
            records.append(PlayRecord.sealed(seq=number, prev_sha256=sha256, facts=facts | changes))
            sha256 = records[-1].sha256
        if planned:
            plan(Station.objects.get(players=player_id), records)
        return records

    return make


class InProcess:
    """A player's way to the real application without a socket."""

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, Mapping[str, str], bytes]:
        answer = Client().generic(method, path, body or b"", "application/json", headers=dict(headers))
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer.status_code, dict(answer.headers), data


@pytest.fixture
def in_process() -> InProcess:
    return InProcess()
