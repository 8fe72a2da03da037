"""A voice that hums: as steady as a machine's, made in no time, so that services are tested and not espeak-ng."""

import hashlib
import math
from array import array
from functools import cache

import pytest

from loa.server.voices.engines import registry
from loa.server.voices.engines.errors import NothingToSpeak
from loa.server.voices.mixing.levels import calibrate
from loa.server.voices.mixing.pcm import PCM, RATE_HZ
from loa.server.voices.services import sounding


@cache
def _note(word: str) -> bytes:
    hertz, length = 200 + hashlib.sha256(word.encode()).digest()[0], RATE_HZ // 4
    wave = (math.sin(math.pi * i / length) * math.sin(2 * math.pi * hertz * i / RATE_HZ) for i in range(length))
    return array("h", (round(6000 * sample) for sample in wave)).tobytes()


class Hum:
    """Syllables as short notes; the same text gives the same samples."""

    name = "hum"
    voice = "thử"
    shown = "hum"
    machine = True
    breathes = True

    def __init__(self) -> None:
        self.settings = {"rate": 1}
        self.spoken: list[str] = []
        self.rates: list[float] = []

    def speak(self, text: str, *, rate: float = 1.0) -> PCM:
        if not text.strip():
            raise NothingToSpeak
        self.spoken.append(text)
        self.rates.append(rate)
        return PCM(b"".join(_note(word) for word in text.split()))

    def close(self) -> None:
        """Nothing runs."""


calibrated_once = cache(calibrate)


@pytest.fixture
def hum(monkeypatch) -> Hum:
    """The house's default voice hums in this test."""
    engine = Hum()
    monkeypatch.setitem(registry.ENGINES, registry.DEFAULT, lambda: engine)
    monkeypatch.setattr(sounding, "calibrate", calibrated_once)
    registry.forget()
    yield engine
    registry.forget()
