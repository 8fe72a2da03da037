"""espeak-ng, the machine voice that is always there: small, offline, Vietnamese with six tones. Spoken by a worker process."""

import atexit
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

from loa.server.voices.engines.errors import EngineUnavailable, NothingToSpeak
from loa.server.voices.engines.espeak_worker import HEADER
from loa.server.voices.mixing.filters import resampled
from loa.server.voices.mixing.pcm import PCM, RATE_HZ, faded

# 130 "words" a minute of espeak-ng's scale is 187 syllables a minute of running official Vietnamese, pauses counted (140 gives 203,
# 150: 215, 160: 230). Through horn loudspeakers, where one street answers the other, slow is understood.
RATE_WPM = 130
PITCH = 46
# Below 100 so that the library's own limiter, which clips at full scale, stays at rest; the gain of the voice makes it up.
VOLUME = 70
START_SECONDS = 20.0
# espeak-ng needs a thousandth of the length of what it says; a text of any length that waits this long has hung.
SPEAK_SECONDS = 30.0
ATTEMPTS = 2


class Espeak:
    """An `Engine`. Safe to share between threads: one sentence at a time goes to the worker."""

    name = "espeak-ng"
    machine = True

    def __init__(self, voice: str = "vi", *, rate_wpm: int = RATE_WPM, pitch: int = PITCH, timeout_seconds: float = SPEAK_SECONDS) -> None:
        self.voice = voice
        self._rate_wpm, self._pitch, self._timeout_seconds = rate_wpm, pitch, timeout_seconds
        self._worker: _Worker | None = None
        self._lock = threading.Lock()

    @property
    def settings(self) -> Mapping[str, str | int]:
        """All that changes the sound; the library's version is asked of the worker."""
        with self._lock:
            version = self._running().version
        return MappingProxyType(
            {"library": version, "rate_wpm": self._rate_wpm, "pitch": self._pitch, "volume": VOLUME, "rate_hz": RATE_HZ}
        )

    @property
    def pid(self) -> int | None:
        """The worker's process, when one runs."""
        worker = self._worker
        return worker.process.pid if worker and worker.process.poll() is None else None

    def speak(self, text: str) -> PCM:
        """See `Engine.speak`. A worker that died or hangs is replaced once."""
        if not any(c.isalnum() for c in text):
            raise NothingToSpeak
        # A NUL would end the text inside the C library; a newline would be a pause nobody wrote.
        request = " ".join(text.replace("\0", " ").split()).encode()
        with self._lock:
            samples, rate_hz = self._asked(request)
        return faded(resampled(samples, rate_hz))

    def _asked(self, request: bytes) -> tuple[bytes, int]:
        for _ in range(ATTEMPTS):
            worker = self._running()
            try:
                kind, body = worker.ask(request, self._timeout_seconds)
            except (OSError, EOFError):
                self._stop()
                continue
            if kind == b"p":
                return body, worker.rate_hz
            break
        raise EngineUnavailable(engine=self.name)

    def _running(self) -> "_Worker":
        if self._worker and self._worker.owner_pid != os.getpid():
            # A forked task runner must not share its parent's pipes; the parent's worker stays the parent's.
            self._worker = None
        if self._worker and self._worker.process.poll() is None:
            return self._worker
        self._stop()
        try:
            self._worker = _Worker([self.voice, str(self._rate_wpm), str(self._pitch), str(VOLUME)])
        except (OSError, EOFError) as dead:
            raise EngineUnavailable(engine=self.name) from dead
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


class _Worker:
    """One worker process and its two pipes."""

    def __init__(self, arguments: list[str]) -> None:
        command = [sys.executable, "-m", "loa.server.voices.engines.espeak_worker", *arguments]
        # An own session: Ctrl-C on the terminal reaches the parent, which closes the worker in order.
        self.owner_pid = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603  our own module, no shell, arguments from settings
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True, env=_environment()
        )
        try:
            _, hello = self._read_frame(START_SECONDS)
        except (OSError, EOFError):
            self.close()
            raise
        self.version, rate = hello.decode().rsplit(" ", 1)
        self.rate_hz = int(rate)

    def ask(self, request: bytes, timeout_seconds: float) -> tuple[bytes, bytes]:
        """Send a request, wait for its answer. TimeoutError (an OSError) when it hangs, EOFError when it died."""
        pipe = self.process.stdin
        assert pipe is not None
        pipe.write(HEADER.pack(b"t", len(request)) + request)
        pipe.flush()
        return self._read_frame(timeout_seconds)

    def _read_frame(self, timeout_seconds: float) -> tuple[bytes, bytes]:
        until = time.monotonic() + timeout_seconds
        kind, length = HEADER.unpack(self._read(HEADER.size, until))
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
    """Where this process found Loa, the worker finds it too."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
