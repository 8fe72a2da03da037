from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loa.core.airtime import Because
from loa.server.dispatch.errors import ManifestEmptyTime, NoManifestYet, PlayerUnknown
from loa.server.dispatch.models import Manifest, Player
from loa.server.dispatch.queries import explanation_at, players_in_need
from loa.server.dispatch.services import publish_manifest
from loa.server.dispatch.tasks import send_schedule
from loa.server.kit.actors import Actor
from loa.server.kit.keys import installation_key
from loa.server.kit.models import AuditEntry
from loa.server.schedules.models import PublishedSchedule
from loa.wire.heartbeat import Heartbeat
from loa.wire.plays import ClockQuality
from loa.wire.signing import accept

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)
BY = Actor.system("thử")


@pytest.fixture
def publish(enrol, make_item):
    def publish(given=None, *items, lasts=timedelta(days=7)):
        player = given or enrol()
        publish_manifest(
            player_id=player.player_id, items=items or [make_item(1)], valid_from=MONDAY, valid_to=MONDAY + lasts, by=BY, now=MONDAY
        )
        return player

    return publish


def test_what_is_served_is_what_was_signed(publish, ask):
    given = publish()
    answer = ask("GET", "manifest", given.token)
    manifest = accept(
        answer.content,
        answer.headers,
        public_bytes=installation_key().public_bytes,
        player_id=given.player_id,
        held_version=0,
        now=MONDAY,
    )
    assert (manifest.version, manifest.items[0].title) == (1, "Bản tin 1")
    assert answer.headers["Loa-Server-Time"] == MONDAY.isoformat()


def test_who_holds_it_gets_304_for_one_row_read(publish, ask):
    given = publish()
    etag = ask("GET", "manifest", given.token).headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        answer = ask("GET", "manifest", given.token, If_None_Match=etag)
    assert (answer.status_code, answer.content, len(queries)) == (304, b"", 1)


def test_the_same_content_makes_no_new_version(publish, make_item):
    given = publish()
    publish(given)
    assert Manifest.objects.count() == 1
    publish(given, make_item(1), make_item(2))
    assert list(Manifest.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert AuditEntry.objects.filter(event="dispatch.manifest_published").count() == 2


def test_a_manifest_without_time_is_refused(publish):
    with pytest.raises(ManifestEmptyTime):
        publish(lasts=timedelta(0))


def test_a_manifest_for_nobody_is_refused():
    with pytest.raises(PlayerUnknown):
        publish_manifest(player_id=UUID(int=9), items=[], valid_from=MONDAY, valid_to=MONDAY + timedelta(days=1), by=BY, now=MONDAY)


def test_before_the_first_manifest_there_is_a_sentence(enrol, ask):
    answer = ask("GET", "manifest", enrol().token)
    assert (answer.status_code, answer.json()["code"]) == (404, "dispatch.no_manifest_yet")


def test_without_a_token_there_is_nothing(publish, ask):
    publish()
    for token in ("", "wrong", "a b c"):
        assert ask("GET", "manifest", token).status_code == 403


def test_a_planned_file_is_sent_whole_or_in_pieces(publish, ask, make_item):
    given = publish()
    name = f"{make_item(1).assets[0].wav_sha256}.wav"
    whole = ask("GET", f"assets/{name}", given.token, Accept_Encoding="gzip")
    data = b"".join(whole.streaming_content)
    piece = ask("GET", f"assets/{name}", given.token, Range="bytes=100-199", Accept_Encoding="gzip")
    rest = ask("GET", f"assets/{name}", given.token, Range="bytes=500-")
    assert (len(data), whole.headers["Content-Type"]) == (600, "audio/wav")
    assert (piece.status_code, piece.content, piece.headers["Content-Range"]) == (206, data[100:200], "bytes 100-199/600")
    assert rest.content == data[500:]
    assert ask("GET", f"assets/{name}", given.token, Range="bytes=900-").status_code == 416


def test_a_file_of_somebody_else_is_not_sent(publish, ask, make_item):
    given = publish()
    assert ask("GET", f"assets/{make_item(2).assets[0].mp3_sha256}.mp3", given.token).status_code == 404
    assert ask("GET", "assets/..%2F..%2Fsecret.mp3", given.token).status_code == 404
    assert ask("GET", f"assets/{'a' * 64}.exe", given.token).status_code == 404


def heartbeat(player_id: UUID, **changes) -> bytes:
    facts = {
        "player_id": player_id,
        "at": MONDAY,
        "software": "loa thử",
        "output": "log",
        "simulated": False,
        "manifest_version": 1,
        "clock_quality": ClockQuality.SYNCED,
        "assets_wanted": 2,
        "assets_held": 2,
        "cache_bytes": 5,
        "records_unsent": 0,
    }
    return Heartbeat(**(facts | changes)).model_dump_json().encode()


def test_a_heartbeat_is_kept(publish, ask):
    given = publish()
    assert ask("POST", "heartbeat", given.token, heartbeat(given.player_id)).status_code == 204
    player = Player.objects.get(pk=given.player_id)
    assert (player.last_seen_at, player.manifest_version_held) == (MONDAY, 1)


@pytest.mark.parametrize(
    ("changes", "need"),
    [
        ({}, ""),
        ({"refusal_code": "manifest.tampered", "refusal": "Chữ ký không khớp."}, "Chữ ký không khớp."),
        ({"assets_held": 1}, "Thiếu 1 tệp âm thanh."),
        ({"manifest_version": None}, "Đang giữ lịch bản 0, bản mới là 1."),
    ],
)
def test_a_player_in_need_is_listed_with_its_reason(publish, ask, changes, need):
    given = publish()
    ask("POST", "heartbeat", given.token, heartbeat(given.player_id, **changes))
    assert len(players_in_need(now=MONDAY, seen_by=BY)) == (1 if need else 0)
    assert players_in_need(now=MONDAY + timedelta(hours=1), seen_by=BY)


def test_a_heartbeat_in_the_name_of_another_is_refused(publish, ask):
    given = publish()
    answer = ask("POST", "heartbeat", given.token, heartbeat(UUID(int=5)))
    assert (answer.status_code, answer.json()["code"]) == (403, "dispatch.foreign_message")


@pytest.mark.parametrize("body", [b"", b"{}", b"\x00\xff", b'{"player_id": 1}', b"[" * 10000])
def test_bytes_that_are_no_message_are_a_sentence(publish, ask, body):
    answer = ask("POST", "heartbeat", publish().token, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "dispatch.message_unreadable")


def test_a_published_schedule_reaches_the_player_of_its_station(enrol, make_item, ask):
    given = enrol()
    week = MONDAY.date() + timedelta(days=1)
    for version, items in enumerate(([make_item(1)], [make_item(1), make_item(2)]), start=1):
        PublishedSchedule.objects.create(
            station_id=given.station_id,
            week_starts_on=week,
            version=version,
            items=[item.model_dump(mode="json") for item in items],
            sha256="0" * 64,
            published_at=MONDAY,
        )
        for _ in range(2):  # reactions may run twice
            send_schedule({"station_id": str(given.station_id)}, now=MONDAY)
    served = ask("GET", "manifest", given.token).json()
    assert (served["version"], len(served["items"])) == (2, 2)
    assert (served["valid_from"], served["valid_to"]) == ("2021-08-01T17:00:00.000Z", "2021-08-08T17:00:00.000Z")


def test_it_is_explained_why_something_sounds_and_why_not(publish, make_item, make_actor, make_station):
    given = publish(None, make_item(1), make_item(2, starts_at=MONDAY + timedelta(hours=3, minutes=15), session_id=UUID(int=2)))
    playing = explanation_at(player_id=given.player_id, at=MONDAY + timedelta(hours=6, minutes=31), seen_by=BY)
    at_night = explanation_at(player_id=given.player_id, at=MONDAY + timedelta(hours=3, minutes=15), seen_by=BY)
    assert (playing.slot and playing.slot.title, playing.because) == ("Bản tin 1", Because.SCHEDULED)
    assert (at_night.slot, at_night.because) == (None, Because.QUIET_HOURS)
    with pytest.raises(NoManifestYet):
        explanation_at(player_id=given.player_id, at=MONDAY, seen_by=make_actor(make_station().agency_id))


def test_a_station_without_a_player_is_left_alone(make_station):
    send_schedule({"station_id": str(make_station().pk)}, now=MONDAY)
    assert not Manifest.objects.exists()
