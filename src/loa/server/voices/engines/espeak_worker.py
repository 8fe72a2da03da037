"""espeak-ng in a process of its own (`python -m loa.server.voices.engines.espeak_worker VOICE RATE_WPM PITCH VOLUME`).

Protocol, all integers big-endian. At start the worker writes a hello frame: the library's version and its rate in Hz, "1.52.0 22050".
Then for each request frame (UTF-8 text) it writes one answer frame. A frame is kind (1 byte), length (4 bytes), bytes:
kind "h" hello, "p" samples (mono signed 16-bit), "e" error text. End of input ends the worker.

espeak-ng keeps counters in globals that no call resets, so the second time a sentence sounds a hair different from the first. Each
request is therefore spoken by a fork of the untouched process: the same text gives the same samples, and a crash costs one sentence.
"""

import ctypes
import os
import struct
import sys
from typing import Any, BinaryIO

SYNCHRONOUS_TO_BUFFER = 2
UTF_8 = 1
BY_CHARACTER = 1
PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3}
HEADER = struct.Struct(">cI")


def read_frame(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next frame, or None at the end of the stream."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    kind, length = HEADER.unpack(header)
    body = stream.read(length)
    return (kind, body) if len(body) == length else None


def write_frame(stream: BinaryIO, kind: bytes, body: bytes) -> None:
    """Write one frame and flush."""
    stream.write(HEADER.pack(kind, len(body)) + body)
    stream.flush()


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
        for name, value in parameters.items():
            self._lib.espeak_SetParameter(PARAMETERS[name], value, 0)

    def _take(self, wave: Any, samples: int, _events: Any) -> int:
        if wave and samples > 0:
            self._pieces.append(ctypes.string_at(wave, samples * 2))
        return 0

    def speak(self, text: bytes) -> bytes:
        """Samples of UTF-8 text."""
        self._pieces.clear()
        if self._lib.espeak_Synth(text, len(text) + 1, 0, BY_CHARACTER, 0, UTF_8, None, None) != 0:
            raise RuntimeError
        return b"".join(self._pieces)


def spoken_by_fork(library: Library, text: bytes) -> bytes | None:
    """What a fork of this process spoke, or None if it died."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                out.write(library.speak(text))
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as spoken:
        samples = spoken.read()
    _, status = os.waitpid(child, 0)
    return samples if status == 0 else None


def serve(library: Library, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the input ends."""
    write_frame(answers, b"h", f"{library.version} {library.rate_hz}".encode())
    while frame := read_frame(requests):
        samples = spoken_by_fork(library, frame[1])
        if samples is None:
            write_frame(answers, b"e", b"the voice died on this text")
        else:
            write_frame(answers, b"p", samples)


def main() -> None:
    """Take the voice from the command line; answers go to the real standard output, whatever the library prints to standard error."""
    voice, rate, pitch, volume = sys.argv[1], *map(int, sys.argv[2:5])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(Library(voice, rate=rate, pitch=pitch, volume=volume), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
