"""espeak-ng, the machine voice that is always there: small, offline, Vietnamese with six tones. Spoken by a worker process."""

from collections.abc import Mapping
from types import MappingProxyType

from loa.server.voices.engines.worker import WorkerVoice
from loa.server.voices.mixing.pcm import RATE_HZ

# 130 "words" a minute of espeak-ng's scale is 187 syllables a minute of running official Vietnamese, pauses counted (140 gives 203,
# 150: 215, 160: 230). Through horn loudspeakers, where one street answers the other, slow is understood.
RATE_WPM = 130
PITCH = 46
# Below 100 so that the library's own limiter, which clips at full scale, stays at rest; the gain of the voice makes it up.
VOLUME = 70
# espeak-ng needs a thousandth of the length of what it says; a text of any length that waits this long has hung.
SPEAK_SECONDS = 30.0


class Espeak(WorkerVoice):
    """An `Engine`."""

    name = "espeak-ng"
    shown = "espeak-ng"
    machine = True
    # It breathes 0.3 s at a comma and no longer at a semicolon or a colon: the house puts in its own pauses.
    breathes = False

    def __init__(self, voice: str = "vi", *, rate_wpm: int = RATE_WPM, pitch: int = PITCH, timeout_seconds: float = SPEAK_SECONDS) -> None:
        super().__init__("loa.server.voices.engines.espeak_worker", timeout_seconds=timeout_seconds)
        self.voice = voice
        self._rate_wpm, self._pitch = rate_wpm, pitch

    def arguments(self) -> list[str]:
        """See `WorkerVoice.arguments`."""
        return [self.voice, str(self._rate_wpm), str(self._pitch), str(VOLUME)]

    @property
    def settings(self) -> Mapping[str, str | int]:
        """All that changes the sound; the library's version is asked of the worker."""
        return MappingProxyType(
            {"library": self._version(), "rate_wpm": self._rate_wpm, "pitch": self._pitch, "volume": VOLUME, "rate_hz": RATE_HZ}
        )
