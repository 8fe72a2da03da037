import hashlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa.player.cache import Cache
from loa.player.errors import AssetCorrupt
from loa.wire.manifest import Manifest

MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)  # 00:00 on 2/8/2021 in Hà Nội
MORNING = MONDAY + timedelta(hours=6, minutes=30)
MINUTE = timedelta(minutes=1)
FOREIGN = Ed25519PrivateKey.generate()


def foreign_key(server, manifest: Manifest) -> None:
    server.serve(manifest.model_dump_json().encode(), FOREIGN)


def changed_on_the_way(server, manifest: Manifest) -> None:
    server.body = server.body.replace(b"1349", b"9431")


def unsigned(server, manifest: Manifest) -> None:
    server.headers = {}


def for_another(server, manifest: Manifest) -> None:
    server.serve(manifest.model_copy(update={"player_id": UUID(int=77)}).model_dump_json().encode())


def expired(server, manifest: Manifest) -> None:
    server.serve(manifest.model_copy(update={"valid_to": MORNING - 2 * MINUTE}).model_dump_json().encode())


def malformed(server, manifest: Manifest) -> None:
    server.serve(b"<html>")


BAD = {
    "manifest.wrong_key": foreign_key,
    "manifest.tampered": changed_on_the_way,
    "manifest.unsigned": unsigned,
    "manifest.for_another": for_another,
    "manifest.expired": expired,
    "manifest.malformed": malformed,
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_manifest_plays_nothing_and_the_heartbeat_says_why(server, make_item, make_player, code):
    BAD[code](server, server.publish(make_item(1)))
    player = make_player()
    player.run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    assert not server.records
    assert server.beats[-1].refusal_code == code
    assert server.beats[-1].refusal


def test_a_bad_manifest_leaves_the_held_one_playing(server, make_item, make_player):
    good = server.publish(make_item(1))
    player = make_player()
    player.step(MORNING - MINUTE)
    foreign_key(server, good)
    player.wake(MORNING - MINUTE)
    player.run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    assert server.titles("complete") == ["Bản tin 1"]


def test_an_older_manifest_is_refused_even_after_a_restart(server, make_item, make_player):
    server.publish(make_item(1), version=7)
    make_player().step(MORNING - MINUTE)
    server.publish(make_item(2), version=6)
    player = make_player()
    player.run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    assert player.refusal is not None
    assert player.refusal.code == "manifest.older"
    assert server.titles("complete") == ["Bản tin 1"]


def test_a_manifest_that_runs_out_falls_silent_and_says_so(server, make_item, make_player):
    server.publish(make_item(1), make_item(2, starts_at=MORNING + MINUTE), valid_to=MORNING + timedelta(seconds=5), poll_seconds=60)
    make_player().run_until(MORNING - MINUTE, MORNING + 5 * MINUTE)
    assert (server.titles("complete"), server.titles("skipped")) == (["Bản tin 1"], ["Bản tin 2"])
    assert server.beats[-1].refusal_code == "manifest.expired"


def test_a_held_manifest_edited_on_the_card_is_not_played(server, make_item, make_player):
    server.publish(make_item(1))
    first = make_player()
    first.step(MORNING - MINUTE)
    first._log._db.execute("UPDATE held SET body = replace(CAST(body AS TEXT), 'Bản tin', 'Quảng cáo')")
    server.is_away = True
    player = make_player()
    assert player.manifest is None
    assert player.refusal is not None
    assert player.refusal.code == "manifest.tampered"


def test_an_unchanged_manifest_is_answered_with_304(server, make_item, make_player):
    server.publish(make_item(1), poll_seconds=3600)
    make_player(now=MONDAY).run_until(MONDAY, MONDAY + timedelta(hours=5))
    answers = [status for _, name, status in server.asked if name == "manifest"]
    assert (answers[0], set(answers[1:])) == (200, {304})
    assert 5 <= len(answers) <= 6


def test_files_are_fetched_once_and_thrown_away_when_no_longer_planned(server, make_item, make_player):
    server.publish(make_item(1), make_item(2))
    player = make_player()
    player.step(MORNING - MINUTE)
    server.publish(make_item(2), version=2)
    player.wake(MORNING - MINUTE)
    player.step(MORNING - MINUTE)
    assert len([name for _, name, _ in server.asked if name.startswith("assets/")]) == 2
    assert [path.name for path in player._cache.folder.iterdir()] == [f"{server.asset(3, 302).mp3_sha256}.mp3"]


def test_a_file_that_is_not_what_was_approved_is_not_kept(server, make_item, make_player):
    item = make_item(1)
    name = f"{item.assets[0].mp3_sha256}.mp3"
    server.files[name] = b"x" * len(server.files[name])
    server.publish(item)
    player = make_player()
    player.step(MORNING - MINUTE)
    assert server.beats[-1].refusal_code == "player.asset_corrupt"
    assert not list(player._cache.folder.iterdir())


def test_a_card_too_small_keeps_what_comes_first_and_says_so(server, make_item, make_player):
    server.publish(make_item(1), make_item(2))
    player = make_player(cache_limit_bytes=server.asset().mp3_bytes + 10)
    player.step(MORNING - MINUTE)
    assert server.beats[-1].refusal_code == "player.cache_full"
    assert (server.beats[-1].assets_wanted, server.beats[-1].assets_held) == (2, 1)


def test_a_download_that_broke_off_goes_on_where_it_stopped(tmp_path):
    data = b"abcdefgh"
    sha256 = hashlib.sha256(data).hexdigest()
    cache = Cache(tmp_path)
    cache.grow(sha256, "mp3", data[:5])
    again = Cache(tmp_path)
    assert again.begun_bytes(sha256, "mp3") == 5
    again.grow(sha256, "mp3", data[5:])
    again.finish(sha256, "mp3")
    assert again.holds(sha256, "mp3")
    with pytest.raises(AssetCorrupt):
        again.finish(sha256, "mp3")


def test_the_player_runs_where_there_is_no_django():
    script = (
        "import sys; sys.modules['django'] = None\n"
        "import loa.player.player, loa.player.enrol, loa.player.loop, loa.player.wake, loa.player.transport, loa.player.outputs, loa.wire.signing\n"
        "print(any(name.startswith('loa.server') for name in sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_what_the_server_refuses_is_told_in_its_own_words(server, make_player):
    said = "Chưa có lịch phát cho thiết bị này."
    rest = server._answer
    server._answer = lambda name, headers, body: (
        (404, {}, f'{{"sentence": "{said}"}}'.encode()) if name == "manifest" else rest(name, headers, body)
    )
    make_player().run_until(MORNING - MINUTE, MORNING)
    assert (server.beats[-1].refusal_code, server.beats[-1].refusal) == ("player.server_refused", said)
