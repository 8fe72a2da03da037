"""Starts the parts of an embedded installation, starts again what dies, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from loa.core.words import vi
from loa.launch.parent import as_child

LOOK_SECONDS = 0.2
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
STEADY_SECONDS = 60.0  # who lived this long starts with a short pause again
STOP_SECONDS = 2.0  # for each of the two rounds of stopping
LARGEST_LOG_BYTES = 10 * 1024 * 1024

DIED = vi("{vi} dừng ngoài dự kiến (mã {code}); khởi động lại sau {seconds:.0f} giây. Chi tiết: {log}")


@dataclass(frozen=True, slots=True)
class Part:
    """One process: its name, what people call it, and what it needs to know."""

    name: str
    vi: str
    environment: Mapping[str, str] = field(default_factory=dict)
    stops_first: bool = True  # False: others still talk to it while they stop


@dataclass(slots=True)
class _Running:
    part: Part
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    pause_seconds: float = FIRST_PAUSE_SECONDS


class Supervisor:
    """Runs parts until told to stop. Not for threads: children end with the thread that started them."""

    def __init__(self, logs: Path, say: Callable[[str], None]) -> None:
        self._logs = logs
        self._say = say
        self._running: dict[str, _Running] = {}
        self.stopping = False
        logs.mkdir(parents=True, exist_ok=True)

    def listen_to_signals(self) -> None:
        """From now on Ctrl-C, SIGTERM and a closed terminal mean: stop in order."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._told_to_stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asked to outlive the terminal
            signal.signal(signal.SIGHUP, self._told_to_stop)

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def start(self, part: Part) -> None:
        """Start a part and keep it alive from now on."""
        running = self._running[part.name] = _Running(part)
        self._spawn(running)

    def is_alive(self, name: str) -> bool:
        """Whether that part runs at this moment."""
        running = self._running.get(name)
        return running is not None and running.process is not None and running.process.poll() is None

    def pids(self) -> dict[str, int]:
        """The process of each part that runs."""
        return {name: r.process.pid for name, r in self._running.items() if r.process is not None and r.process.poll() is None}

    def wait_for(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Look after the parts until `ready`, or the time is over, or somebody says stop."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            if ready():
                return True
            self._look_after()
            time.sleep(LOOK_SECONDS / 4)
        return False

    def watch(self) -> None:
        """Look after the parts until somebody says stop."""
        while not self.stopping:
            self._look_after()
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """Stop everything: first who still has something to hand in, then who takes it in; then nobody is asked any more."""
        for round_of in (True, False):
            members = [r for r in self._running.values() if r.part.stops_first is round_of]
            _ask_to_stop(members)
            _wait_for_end(members, STOP_SECONDS)
        for running in self._running.values():
            _end_group(running.process)
        self._running.clear()

    def _look_after(self) -> None:
        for running in self._running.values():
            if running.process is not None and (code := running.process.poll()) is not None:
                self._note_death(running, code)
            if running.process is None and time.monotonic() >= running.start_at:
                self._spawn(running)

    def _note_death(self, running: _Running, code: int) -> None:
        _end_group(running.process)
        running.process = None
        if time.monotonic() - running.started_at > STEADY_SECONDS:
            running.pause_seconds = FIRST_PAUSE_SECONDS
        running.start_at = time.monotonic() + running.pause_seconds
        self._say(DIED.format(vi=running.part.vi, code=code, seconds=running.pause_seconds, log=self._log_of(running.part.name)))
        running.pause_seconds = min(running.pause_seconds * 2, LONGEST_PAUSE_SECONDS)

    def _spawn(self, running: _Running) -> None:
        path = self._log_of(running.part.name)
        _turn_over(path)
        running.started_at = time.monotonic()
        with path.open("ab") as log:
            # A session of its own: Ctrl-C on the terminal reaches the supervisor, which stops the parts in order.
            running.process = subprocess.Popen(  # noqa: S603 -- our own module, no shell
                [sys.executable, "-m", "loa.launch.children", running.part.name],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**as_child(), "PYTHONUNBUFFERED": "1", **running.part.environment},
            )

    def _log_of(self, name: str) -> Path:
        return self._logs / f"{name}.log"


def _ask_to_stop(members: Sequence[_Running]) -> None:
    for running in members:
        if running.process is not None and running.process.poll() is None:
            running.process.terminate()


def _wait_for_end(members: Sequence[_Running], seconds: float) -> None:
    until = time.monotonic() + seconds
    for running in members:
        if running.process is not None:
            try:
                running.process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                continue


def _end_group(process: subprocess.Popen[bytes] | None) -> None:
    """End whatever is left of a part: the process itself, and those it started in its session."""
    if process is None:
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _turn_over(path: Path) -> None:
    """Keep one older log beside the present one."""
    if path.exists() and path.stat().st_size > LARGEST_LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
