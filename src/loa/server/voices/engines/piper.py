"""A Piper voice that the office installs: NAME.onnx and NAME.onnx.json in its folder of voices. Spoken by a worker process.

Loa ships none and fetches none: whoever puts a voice there has looked at its licence.
"""

import hashlib
import importlib.util
import json
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from loa.server.voices.engines.errors import EngineUnavailable, PiperMissing, VoiceFilesBroken
from loa.server.voices.engines.worker import Worker, WorkerVoice
from loa.server.voices.mixing.pcm import PCM

PREFIX = "piper:"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,48}")
# A voice of 110 MB loads in 2 to 4 s on a small machine, from a cold disk in more.
START_SECONDS = 60.0
# A sentence takes a tenth to half of its own length on one core.
SPEAK_SECONDS = 60.0
# Address space of the worker, in MB: libraries and a small voice take 220 (measured), the largest voices a few times their file more.
MEMORY_MB = 1500
# A model in memory that nobody has asked for so long is let go; it comes back with the next sentence.
IDLE_SECONDS = 600.0
# Phonemes that Piper makes by itself; for other alphabets it fetches tables from outside, which no process of Loa may.
PHONEMES = frozenset({"espeak", "text"})
MOST_CONFIG_BYTES = 4 * 1024 * 1024


class Piper(WorkerVoice):
    """An `Engine`. Without noise, so that the same text gives the same samples."""

    machine = True
    breathes = True
    start_seconds = START_SECONDS

    def __init__(self, folder: Path, voice: str, *, timeout_seconds: float = SPEAK_SECONDS, memory_mb: int = MEMORY_MB) -> None:
        super().__init__("loa.server.voices.engines.piper_worker", timeout_seconds=timeout_seconds)
        self.voice, self.name, self.shown = voice, "piper", shown(voice)
        self._model, self._config = folder / f"{voice}.onnx", folder / f"{voice}.onnx.json"
        self._memory_mb = memory_mb
        self._seen: tuple[int, ...] = ()
        self._sha256 = ""
        self._idle: threading.Timer | None = None

    def arguments(self) -> list[str]:
        """See `WorkerVoice.arguments`."""
        return [str(self._model), str(self._config), str(self._memory_mb)]

    def unusable(self, why: str) -> EngineUnavailable:
        """See `WorkerVoice.unusable`. A worker that hangs or dies later is no fault of the files."""
        return VoiceFilesBroken(engine=self.shown) if why.startswith("files:") else EngineUnavailable(engine=self.shown)

    @property
    def settings(self) -> Mapping[str, str | int]:
        """All that changes the sound: the files by their bytes, the software by its version."""
        with self._lock:
            version = self._running().version
            return MappingProxyType({"files_sha256": self._sha256, "library": version, "noise": 0})

    def speak(self, text: str, *, rate: float = 1.0) -> PCM:
        """See `Engine.speak`."""
        self._stay(None)
        try:
            return super().speak(text, rate=rate)
        finally:
            self._stay(threading.Timer(IDLE_SECONDS, super().close))

    def _stay(self, until: threading.Timer | None) -> None:
        held, self._idle = self._idle, until
        if held:
            held.cancel()
        if until:
            until.daemon = True
            until.start()

    def close(self) -> None:
        """See `Engine.close`."""
        self._stay(None)
        super().close()

    def _running(self) -> Worker:
        """As in `WorkerVoice`; where the office has put other files in place, the old voice ends first."""
        if importlib.util.find_spec("piper") is None:
            raise PiperMissing(engine=self.shown)
        seen = self._files()
        if seen != self._seen:
            self._stop()
            self._check()
            self._sha256 = _sha256(self._model, self._config)
            self._seen = seen
        return super()._running()

    def _files(self) -> tuple[int, ...]:
        try:
            found = [path.stat() for path in (self._model, self._config)]
        except OSError as gone:
            raise VoiceFilesBroken(engine=self.shown) from gone
        return tuple(part for one in found for part in (one.st_mtime_ns, one.st_size))

    def _check(self) -> None:
        try:
            text = self._config.read_bytes()[: MOST_CONFIG_BYTES + 1]
            kind = json.loads(text).get("phoneme_type", "espeak") if len(text) <= MOST_CONFIG_BYTES else ""
        except (OSError, ValueError, AttributeError) as broken:
            raise VoiceFilesBroken(engine=self.shown) from broken
        if kind not in PHONEMES:
            raise VoiceFilesBroken(engine=self.shown)


def shown(voice: str) -> str:
    """A voice of the folder as people know it."""
    return f"Piper, {voice}"


def installed(folder: Path) -> tuple[str, ...]:
    """The voices that lie in a folder, by name; a folder that is not there holds none."""
    if not folder.is_dir():
        return ()
    names = (path.name.removesuffix(".onnx") for path in folder.glob("*.onnx") if path.with_name(f"{path.name}.json").is_file())
    return tuple(sorted(name for name in names if NAME.fullmatch(name)))


def _sha256(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
