"""The player as a process of its own, over HTTP, in real time."""

import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import pytest

from loa.player.clock import ShiftedClock
from loa.player.errors import OutputFailed, OutputUnknown, PlayerAlreadyEnrolled, PlayerNotEnrolled, SettingsUnreadable
from loa.player.outputs import Ending, Output, Sound, output_of
from loa.player.settings import Settings
from loa.wire.heartbeat import Enrolment

PLAYER_ID, STATION_ID = UUID(int=1), UUID(int=2)
LOA = [sys.executable, "-m", "loa.launch.cli"]


@pytest.fixture
def address(server) -> Iterator[str]:
    """The double of the server behind a real HTTP port."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path == "/player/v1/enrol":
                status, headers, data = 200, {}, _enrolment(server.public_key_hex)
            else:
                status, headers, data = server.request(self.command, self.path, dict(self.headers), body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _answer  # noqa: N815 -- the library's names

        def log_message(self, *args: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def _enrolment(public_key_hex: str) -> bytes:
    given = Enrolment(
        player_id=PLAYER_ID, station_id=STATION_ID, station_name="Đài phường thử", token="secret", public_key_hex=public_key_hex
    )
    return given.model_dump_json().encode()


def wait_for(fact: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < until, "nothing happened in time"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_player_enrols_plays_at_its_time_and_stops_cleanly(server, make_item, address, tmp_path, number):
    home, shown_at = tmp_path / "home", datetime(2021, 8, 1, 23, 29, 57, tzinfo=UTC)
    clock_file = tmp_path / "clock.json"
    clock_file.write_text(json.dumps({"real": datetime.now(UTC).isoformat(), "shown": shown_at.isoformat()}))
    server.clock = ShiftedClock(clock_file).now
    begins_at = shown_at + timedelta(seconds=4)
    server.publish(make_item(1, starts_at=begins_at, seconds=0.5), make_item(2, starts_at=begins_at, seconds=60))
    enrolled = subprocess.run(
        [*LOA, "player", "enrol", "--server", address, "--code", "ABCD-1234", "--home", str(home), "--clock-file", str(clock_file)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Đài phường thử" in enrolled.stdout
    with subprocess.Popen([*LOA, "player", "run", "--home", str(home)], stderr=subprocess.PIPE) as process:
        try:
            wait_for(lambda: len(list((home / "played").glob("*.wav"))) == 1)
            process.send_signal(number)
            process.communicate(timeout=10)
        finally:
            process.kill()  # leaving the block waits for its end: a test that fails must not hang
    assert process.returncode == 0
    assert [(record.title, record.outcome.value) for record in server.records.values()] == [("Bản tin 1", "complete"), ("Bản tin 2", "cut")]
    assert abs(server.records[1].started_at - begins_at) < timedelta(seconds=1)
    assert server.chain_holds()


def test_settings_are_for_their_owner_only_and_written_once(address, tmp_path):
    arguments = [*LOA, "player", "enrol", "--server", address, "--code", "ABCD-1234", "--home", str(tmp_path / "home")]
    subprocess.run(arguments, check=True, capture_output=True)
    assert (tmp_path / "home" / "player.json").stat().st_mode & 0o777 == 0o600
    again = subprocess.run(arguments, check=False, capture_output=True, text=True)
    assert (again.returncode, "đã thuộc thiết bị" in again.stderr) == (1, True)
    assert PlayerAlreadyEnrolled.code == "player.already_enrolled"


def test_a_folder_without_settings_is_told_how_to_get_them(tmp_path):
    with pytest.raises(PlayerNotEnrolled, match="loa player enrol"):
        Settings.of(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"server": 5}'])
def test_spoilt_settings_are_a_sentence(tmp_path, text):
    (tmp_path / "player.json").write_text(text)
    with pytest.raises(SettingsUnreadable):
        Settings.of(tmp_path)


def test_an_unknown_output_names_the_known_ones(tmp_path):
    with pytest.raises(OutputUnknown, match="mpg123"):
        output_of("gramophone", tmp_path, {})


def test_without_mpg123_the_sentence_says_how_to_install_it(tmp_path):
    with pytest.raises(OutputFailed, match="apt install mpg123"):
        output_of("mpg123", tmp_path, {"program": "no-such-program"})


def test_the_mpg123_output_hands_over_the_clips_and_tells_how_it_ended(tmp_path):
    script = tmp_path / "mpg123"
    script.write_text('#!/bin/sh\nfor last in "$@"; do :; done\ncase "$last" in *bad*) echo "no such stream" >&2; exit 3;; esac\n')
    script.chmod(0o700)
    output = output_of("mpg123", tmp_path, {"program": str(script)})
    for name, problem in (("good.mp3", ""), ("bad.mp3", "mpg123: no such stream")):
        output.start(Sound(STATION_ID, "Bản tin", (tmp_path / name,), 1.0, of_campaign=True), datetime.now(UTC))
        assert _ending_of(output).problem == problem


def _ending_of(output: Output) -> Ending:
    while (ending := output.ended(datetime.now(UTC))) is None:
        time.sleep(0.01)
    return ending


def test_the_mpg123_output_falls_silent_at_once(tmp_path):
    output = output_of("mpg123", tmp_path, {"program": shutil.which("sleep"), "arguments": []})
    output._command = [shutil.which("sleep") or "", "60"]
    output.start(Sound(STATION_ID, "Bản tin", (), 60.0, of_campaign=True), datetime.now(UTC))
    process = output._process
    output.close()
    assert process is not None
    assert process.returncode == -signal.SIGTERM
