"""Starting the real thing: `loa start` as a process of its own, in a home of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

START_SECONDS = 120
STOP_SECONDS = 15


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> dict[int, str]:
    """Every process below this one, with its command line."""
    found: dict[int, str] = {}
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found[child] = Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ").strip()
            found |= descendants(child)
    return found


def still_there(pids: dict[int, str], seconds: float = 5) -> dict[int, str]:
    """Those of the processes that are alive after a while; a zombie nobody has collected yet is not."""
    until = time.monotonic() + seconds
    while alive := {pid: line for pid, line in pids.items() if is_alive(pid)}:
        if time.monotonic() > until:
            return alive
        time.sleep(0.1)
    return {}


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def loa(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """A sub-command that comes back by itself."""
    return subprocess.run(
        [sys.executable, "-m", "loa.launch.cli", "--home", str(home), *arguments],
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        env=environment(),
        check=False,
    )


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}


@dataclass
class Run:
    """One running `loa start`."""

    process: subprocess.Popen[str]
    port: int
    out: Path
    took_seconds: float = 0
    parts: dict[int, str] = field(default_factory=dict)

    @property
    def said(self) -> str:
        return self.out.read_text()

    def wait_until_said(self, words: str, seconds: float = START_SECONDS) -> None:
        until = time.monotonic() + seconds
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.1)

    def part(self, name: str) -> int:
        """The process of a part, straight below the supervisor."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        lines = {int(child): Path(f"/proc/{child}/cmdline").read_text() for child in children}
        return next(pid for pid, line in lines.items() if f"children\0{name}\0" in line)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.parts = descendants(self.process.pid)
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)


@contextmanager
def running(home: Path, out: Path, *arguments: str) -> Iterator[Run]:
    port = free_port()
    with out.open("w") as said:
        begun = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "loa.launch.cli", "--home", str(home), "start", "--port", str(port), *arguments],
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(),
        )
        run = Run(process, port, out)
        try:
            run.wait_until_said("Loa đang chạy")
            run.took_seconds = time.monotonic() - begun
            yield run
        finally:
            if process.poll() is None:
                left = descendants(process.pid)
                process.kill()
                process.wait()
                for pid in still_there(left):
                    os.kill(pid, signal.SIGKILL)


@dataclass(frozen=True)
class FirstRun:
    """What the first start of a home left behind."""

    home: Path
    said: str
    sign_in_status: int
    code: int
    left: dict[int, str]


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """One first start for all tests here: it takes the longest."""
    import urllib.request

    folder = tmp_path_factory.mktemp("first-run")
    with running(folder / "home", folder / "out.txt") as run:
        with urllib.request.urlopen(f"http://127.0.0.1:{run.port}/dang-nhap/", timeout=30) as answer:
            status = answer.status
        time.sleep(1)
        code = run.stop()
        return FirstRun(folder / "home", run.said, status, code, still_there(run.parts))
