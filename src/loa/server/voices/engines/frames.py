"""What a voice's process and its parent say to each other, over the worker's standard input and output.

All integers are big-endian. A frame is kind (1 byte), length (4 bytes), bytes. At start the worker writes one frame: "h" (hello), the
version of what speaks and its rate in Hz, "1.52.0 22050"; or "e", why it cannot begin. Then for each request "t" (pace in per cent of
the voice's own, 2 bytes; UTF-8 text) it writes one answer: "p" samples (mono signed 16-bit), or "e" error text. End of input ends it.
"""

import os
import struct
import sys
from collections.abc import Callable
from typing import BinaryIO

HEADER = struct.Struct(">cI")
PACE = struct.Struct(">H")
HELLO, TEXT, SAMPLES, ERROR = b"h", b"t", b"p", b"e"
# 100 s of sound in the format of the house are 9 MB; a length beyond this is no frame of ours.
MOST_BYTES = 256 * 1024 * 1024


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


def request(text: str, pace: float) -> bytes:
    """The body of a request; `pace` 1.0 is the voice's own."""
    # A NUL would end the text inside a C library; a newline would be a pause nobody wrote.
    return PACE.pack(round(pace * 100)) + " ".join(text.replace("\0", " ").split()).encode()


def asked(body: bytes) -> tuple[float, bytes]:
    """Pace and text of a request."""
    return PACE.unpack_from(body)[0] / 100, body[PACE.size :]


def serve(speak: Callable[[bytes, float], bytes | None], requests: BinaryIO, answers: BinaryIO, *, version: str, rate_hz: int) -> None:
    """Say hello, then answer until the input ends. `speak` takes text and pace; None is a text it could not speak."""
    write_frame(answers, HELLO, f"{version} {rate_hz}".encode())
    while frame := read_frame(requests):
        pace, text = asked(frame[1])
        samples = speak(text, pace)
        if samples is None:
            write_frame(answers, ERROR, b"the voice died on this text")
        else:
            write_frame(answers, SAMPLES, samples)


def own_output() -> BinaryIO:
    """The real standard output for frames; whatever a library prints from now on goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    sys.stdout.flush()
    os.dup2(2, 1)
    return answers
