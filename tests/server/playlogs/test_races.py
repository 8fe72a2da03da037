"""The same thing done by several at once. SQLite has one writer; PostgreSQL shows the race."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from loa.core.errors import LoaError
from loa.core.stations import StationKind
from loa.server.dispatch.models import Manifest, Player
from loa.server.dispatch.services import enrol_player, make_enrolment_code, publish_manifest
from loa.server.kit.actors import Actor
from loa.server.playlogs.models import Play, SessionTick, VendorImport
from loa.server.playlogs.services import Tick, import_vendor_log, take_plays, tick_session
from loa.wire.heartbeat import EnrolmentRequest
from loa.wire.plays import PlayBatch

pytestmark = pytest.mark.races

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)
NOW = MONDAY + timedelta(days=1)
BY = Actor.system("thử")


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each answered; a refusal is an answer."""

    def alone(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except LoaError as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(alone, works))


def test_batches_that_overlap_are_taken_once(transactional_db, make_player, make_records):
    player, _ = make_player()
    records = tuple(make_records(player.pk, 40))
    batches = [PlayBatch(player_id=player.pk, records=records[:end]) for end in (10, 20, 30, 40)]
    answers = at_once(*(lambda batch=batch: take_plays(batch=batch, player=player, now=NOW) for batch in batches))
    assert all(answer.problem_code == "" for answer in answers)
    assert sorted(Play.objects.values_list("seq", flat=True)) == list(range(1, 41))


def test_a_session_ticked_by_two_is_ticked_once(transactional_db, make_station, make_item, plan):
    at, items = make_station(), [make_item(1), make_item(2)]
    plan(at, items)
    tick = Tick(UUID(int=1), at.pk, items)
    answers = at_once(*[lambda: tick_session(tick=tick, by=BY, now=NOW)] * 4)
    assert answers.count("playlogs.already_ticked") == 3
    assert (SessionTick.objects.count(), Play.objects.count()) == (1, 2)


def test_a_file_imported_by_two_is_imported_once(transactional_db, make_station, make_item):
    at, planned = make_station(StationKind.VENDOR), [make_item(1)]
    data = "Ngày,Giờ bắt đầu,Thời lượng\n02/08/2021,06:30,60\n".encode()
    at_once(*[lambda: import_vendor_log(station_id=at.pk, data=data, name="nhat-ky.csv", planned=planned, by=BY, now=NOW)] * 4)
    assert (VendorImport.objects.count(), Play.objects.count()) == (1, 1)


def test_a_code_spent_by_two_is_spent_once(transactional_db, make_station):
    code = make_enrolment_code(station_id=make_station(StationKind.OWN).pk, by=BY, now=NOW).code
    asked = EnrolmentRequest(code=code, output="log", software="thử")
    answers = at_once(*[lambda: enrol_player(asked=asked, now=NOW)] * 4)
    assert answers.count("dispatch.enrolment_code_unusable") == 3


def test_two_machines_enrolled_at_one_station_leave_one(transactional_db, make_station):
    at = make_station(StationKind.OWN)
    asked = [
        EnrolmentRequest(code=make_enrolment_code(station_id=at.pk, by=BY, now=NOW).code, output="log", software="thử") for _ in range(3)
    ]
    at_once(*(lambda one=one: enrol_player(asked=one, now=NOW) for one in asked))
    assert (Player.objects.count(), Player.objects.filter(ended_at=None).count()) == (3, 1)


def test_manifests_published_at_once_never_share_a_version(transactional_db, make_player, make_item):
    player, _ = make_player()
    contents = [[make_item(number)] for number in (1, 2, 3)]
    facts = {"player_id": player.pk, "valid_from": MONDAY, "valid_to": NOW, "by": BY, "now": NOW}
    answers = at_once(*(lambda items=items: publish_manifest(items=items, **facts) for items in contents))
    refused = answers.count("dispatch.manifest_overtaken")
    assert Manifest.objects.count() == 3 - refused
    assert Player.objects.get().manifest_version == Manifest.objects.latest("version").version
