"""`./run`: starts everything, says what to do, keeps it alive, leaves nothing behind."""

import re
import shutil
import signal
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from tests.launch.conftest import FirstRun, is_alive, loa, running, still_there

from loa.launch.home import JOURNEY, start_over

PASSWORD = re.compile(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b")


def test_the_first_start_answers_tells_the_accounts_and_stops_without_a_trace(first_run: FirstRun) -> None:
    assert first_run.sign_in_status == 200
    assert "so.chuyenvien" in first_run.said
    assert "so.lanhdao" in first_run.said
    assert first_run.code == 0
    assert first_run.left == {}


def test_passwords_are_in_a_file_for_the_owner_only_and_in_no_log(first_run: FirstRun) -> None:
    file = first_run.home / "first-accounts.txt"
    passwords = set(PASSWORD.findall(file.read_text()))
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(passwords) >= 12
    logged = "".join(log.read_text() for log in (first_run.home / "logs").iterdir())
    assert not [password for password in passwords if password in logged]


def test_a_second_start_keeps_what_is_there_and_names_the_file_of_accounts(first_run: FirstRun, tmp_path: Path) -> None:
    home = copy_of(first_run, tmp_path)
    with running(home, tmp_path / "out.txt") as run:
        assert "first-accounts.txt" in run.said
        assert not PASSWORD.search(run.said)
        assert run.stop(signal.SIGTERM) == 0
        assert still_there(run.parts) == {}


def test_nothing_is_left_when_the_supervisor_is_killed(first_run: FirstRun, tmp_path: Path) -> None:
    with running(copy_of(first_run, tmp_path), tmp_path / "out.txt") as run:
        time.sleep(2)
        assert run.stop(signal.SIGKILL) == -signal.SIGKILL
        assert len(run.parts) >= 5
        assert still_there(run.parts) == {}


def test_a_part_that_dies_is_started_again_and_said(first_run: FirstRun, tmp_path: Path) -> None:
    with running(copy_of(first_run, tmp_path), tmp_path / "out.txt") as run:
        import os

        before = run.part("web")
        os.kill(before, signal.SIGKILL)
        run.wait_until_said("Trang web dừng ngoài dự kiến", seconds=10)
        until = time.monotonic() + 40
        while not answers(run.port):
            assert time.monotonic() < until
            time.sleep(0.2)
        assert not is_alive(before)
        assert run.stop() == 0
        assert still_there(run.parts) == {}


def test_two_do_not_run_in_one_home(first_run: FirstRun, tmp_path: Path) -> None:
    home = copy_of(first_run, tmp_path)
    with running(home, tmp_path / "out.txt") as run:
        second = loa("start", home=home)
        assert second.returncode == 1
        assert "Loa đang chạy với thư mục" in second.stderr
        fresh = loa("start", "--fresh", home=home)
        assert fresh.returncode == 1
        assert (home / "demo.json").exists()
        assert run.process.poll() is None
        run.stop()


def test_a_port_that_is_taken_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    import socket

    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        refused = loa("start", "--port", str(held.getsockname()[1]), home=tmp_path / "home")
    assert refused.returncode == 1
    assert "đang được chương trình khác dùng" in refused.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("port", ["80", "0", "70000"])
def test_a_port_that_nobody_should_use_is_refused(tmp_path: Path, port: str) -> None:
    refused = loa("start", "--port", port, home=tmp_path / "home")
    assert refused.returncode == 1
    assert "1024" in refused.stderr


def test_fresh_refuses_a_folder_that_is_not_loas(tmp_path: Path) -> None:
    (tmp_path / "photos.txt").write_text("mine")
    refused = loa("start", "--fresh", home=tmp_path)
    assert refused.returncode == 1
    assert "không phải của Loa" in refused.stderr
    assert (tmp_path / "photos.txt").read_text() == "mine"


def test_a_home_that_a_journey_left_is_for_reading(tmp_path: Path) -> None:
    home = tmp_path / "home"
    start_over(home)
    (home / JOURNEY).write_text("{}")
    refused = loa("start", home=home)
    assert refused.returncode == 1
    assert "chỉ để đọc" in refused.stderr
    assert not (home / "demo.json").exists()


def test_a_letter_that_cannot_be_read_starts_and_empties_nothing(first_run: FirstRun, tmp_path: Path) -> None:
    home = copy_of(first_run, tmp_path)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    refused = loa("start", "--fresh", str(empty), home=home)
    assert refused.returncode == 1
    assert "không có nội dung" in refused.stderr
    assert (home / "demo.json").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--once"], "--out"),
        (["--out", "x"], "--once"),
        (["--all"], "--once"),
        (["--once", "--out", "x", "--port", "9000"], "--port"),
    ],
)
def test_options_that_do_not_go_together_are_told(tmp_path: Path, arguments: list[str], words: str) -> None:
    refused = loa("start", *arguments, home=tmp_path / "home")
    assert refused.returncode == 1
    assert words in refused.stderr
    assert not (tmp_path / "home").exists()


def copy_of(first_run: FirstRun, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first_run.home, tmp_path / "home"))


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).close()
    except OSError:
        return False
    return True
