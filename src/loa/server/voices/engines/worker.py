"""A voice in a process of its own: one worker and its two pipes, replaced when it dies or hangs."""

import atexit
import os
import select
import signal
import subprocess
import sys
import threading
import time
from abc import ABC, abstractmethod
from contextlib import suppress

from loa.server.voices.engines.errors import EngineUnavailable, NothingToSpeak
from loa.server.voices.engines.frames import ERROR, HEADER, HELLO, MOST_BYTES, SAMPLES, TEXT, request
from loa.server.voices.mixing.filters import resampled
from loa.server.voices.mixing.pcm import PCM, faded

START_SECONDS = 20.0
ATTEMPTS = 2


class WorkerVoice(ABC):
    """What every voice with a worker has. Safe to share between threads: one sentence at a time goes to the worker."""

    name: str
    start_seconds = START_SECONDS

    def __init__(self, module: str, *, timeout_seconds: float) -> None:
        self._module, self._timeout_seconds = module, timeout_seconds
        self._worker: Worker | None = None
        self._lock = threading.Lock()

    @abstractmethod
    def arguments(self) -> list[str]:
        """What the worker is started with."""

    def unusable(self, why: str) -> EngineUnavailable:
        """The refusal of this voice; `why` is what the worker said, for the log and never for people."""
        del why
        return EngineUnavailable(engine=self.name)

    @property
    def pid(self) -> int | None:
        """The worker's process, when one runs."""
        worker = self._worker
        return worker.process.pid if worker and worker.process.poll() is None else None

    def speak(self, text: str, *, rate: float = 1.0) -> PCM:
        """See `Engine.speak`. A worker that died or hangs is replaced once."""
        if not any(c.isalnum() for c in text):
            raise NothingToSpeak
        with self._lock:
            samples, rate_hz = self._asked(request(text, rate))
        return faded(resampled(samples, rate_hz))

    def _asked(self, body: bytes) -> tuple[bytes, int]:
        why = ""
        for _ in range(ATTEMPTS):
            worker = self._running()
            try:
                kind, answer = worker.ask(body, self._timeout_seconds)
            except (OSError, EOFError) as dead:
                why = type(dead).__name__
                self._stop()
                continue
            if kind == SAMPLES:
                return answer, worker.rate_hz
            why = answer.decode(errors="replace")
            break
        raise self.unusable(why)

    def _version(self) -> str:
        """Of what speaks, as the worker says it."""
        with self._lock:
            return self._running().version

    def _running(self) -> "Worker":
        if self._worker and self._worker.owner_pid != os.getpid():
            # A forked task runner must not share its parent's pipes; the parent's worker stays the parent's.
            self._worker = None
        if self._worker and self._worker.process.poll() is None:
            return self._worker
        self._stop()
        try:
            self._worker = Worker(self._module, self.arguments(), start_seconds=self.start_seconds)
        except (OSError, EOFError) as dead:
            raise self.unusable(str(dead)) from dead
        atexit.register(self.close)
        return self._worker

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker:
            worker.close()
            atexit.unregister(self.close)

    def close(self) -> None:
        """Stop the worker. Speaking again starts it again."""
        with self._lock:
            self._stop()


class CannotBegin(OSError):
    """The worker said why it cannot speak at all."""


class Worker:
    """One worker process (`python -m MODULE ARGUMENTS`) and its two pipes."""

    def __init__(self, module: str, arguments: list[str], *, start_seconds: float = START_SECONDS) -> None:
        # An own session: Ctrl-C on the terminal reaches the parent, which closes the worker in order.
        self.owner_pid = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603  our own module, no shell, arguments from settings
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=_environment(),
        )
        try:
            kind, hello = self._read_frame(start_seconds)
            if kind != HELLO:
                raise CannotBegin(hello.decode(errors="replace"))
        except (OSError, EOFError):
            self.close()
            raise
        self.version, rate = hello.decode().rsplit(" ", 1)
        self.rate_hz = int(rate)

    def ask(self, body: bytes, timeout_seconds: float) -> tuple[bytes, bytes]:
        """Send a request, wait for its answer. TimeoutError (an OSError) when it hangs, EOFError when it died."""
        pipe = self.process.stdin
        assert pipe is not None
        pipe.write(HEADER.pack(TEXT, len(body)) + body)
        pipe.flush()
        return self._read_frame(timeout_seconds)

    def _read_frame(self, timeout_seconds: float) -> tuple[bytes, bytes]:
        until = time.monotonic() + timeout_seconds
        kind, length = HEADER.unpack(self._read(HEADER.size, until))
        if kind not in {HELLO, SAMPLES, ERROR} or length > MOST_BYTES:
            raise EOFError
        return kind, self._read(length, until)

    def _read(self, length: int, until: float) -> bytes:
        pipe = self.process.stdout
        assert pipe is not None
        got = bytearray()
        while len(got) < length:
            if not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError
            piece = os.read(pipe.fileno(), length - len(got))
            if not piece:
                raise EOFError
            got += piece
        return bytes(got)

    def close(self) -> None:
        """End of input ends the worker; one that does not go is killed, and with it the fork that hangs."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):
                if pipe:
                    pipe.close()
        try:
            self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _environment() -> dict[str, str]:
    """Where this process found Loa, the worker finds it too; its secrets are no business of a voice."""
    passed = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
    return {**passed, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
