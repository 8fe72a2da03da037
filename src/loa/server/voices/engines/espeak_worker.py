"""espeak-ng in a process of its own (`python -m loa.server.voices.engines.espeak_worker VOICE RATE_WPM PITCH VOLUME`).

Speaks the protocol of `frames`. espeak-ng keeps counters in globals that no call resets, so the second time a sentence sounds a hair
different from the first. Each request is therefore spoken by a fork of the untouched process: the same text gives the same samples,
and a crash costs one sentence.
"""

import ctypes
import os
import sys
from functools import partial
from typing import Any

from loa.server.voices.engines.frames import own_output, serve

SYNCHRONOUS_TO_BUFFER = 2
UTF_8 = 1
BY_CHARACTER = 1
PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3}


class Library:
    """The espeak-ng library, loaded with one voice."""

    def __init__(self, voice: str, **parameters: int) -> None:
        import espeakng_loader  # noqa: PLC0415  the parent reads this module's protocol without loading the library

        self._lib = ctypes.CDLL(str(espeakng_loader.get_library_path()))
        data_path = str(espeakng_loader.get_data_path())
        self.rate_hz: int = self._lib.espeak_Initialize(SYNCHRONOUS_TO_BUFFER, 0, data_path.encode(), 0)
        self._lib.espeak_Info.restype = ctypes.c_char_p
        self.version: str = self._lib.espeak_Info(None).decode()
        self._pieces: list[bytes] = []
        # Kept on self: the library holds a bare pointer to it.
        self._callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(self._take)
        self._lib.espeak_SetSynthCallback(self._callback)
        if self.rate_hz <= 0 or self._lib.espeak_SetVoiceByName(voice.encode()) != 0:
            raise RuntimeError(voice)
        self._rate_wpm = parameters["rate"]
        for name, value in parameters.items():
            self._lib.espeak_SetParameter(PARAMETERS[name], value, 0)

    def _take(self, wave: Any, samples: int, _events: Any) -> int:
        if wave and samples > 0:
            self._pieces.append(ctypes.string_at(wave, samples * 2))
        return 0

    def speak(self, text: bytes, pace: float) -> bytes:
        """Samples of UTF-8 text at this pace; 1.0 is the voice's own."""
        self._pieces.clear()
        if pace != 1.0:
            self._lib.espeak_SetParameter(PARAMETERS["rate"], round(self._rate_wpm * pace), 0)
        if self._lib.espeak_Synth(text, len(text) + 1, 0, BY_CHARACTER, 0, UTF_8, None, None) != 0:
            raise RuntimeError
        return b"".join(self._pieces)


def spoken_by_fork(library: Library, text: bytes, pace: float) -> bytes | None:
    """What a fork of this process spoke, or None if it died."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                out.write(library.speak(text, pace))
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as spoken:
        samples = spoken.read()
    _, status = os.waitpid(child, 0)
    return samples if status == 0 else None


def main() -> None:
    """Take the voice from the command line."""
    voice, rate, pitch, volume = sys.argv[1], *map(int, sys.argv[2:5])
    answers = own_output()
    library = Library(voice, rate=rate, pitch=pitch, volume=volume)
    serve(partial(spoken_by_fork, library), sys.stdin.buffer, answers, version=library.version, rate_hz=library.rate_hz)


if __name__ == "__main__":
    main()
