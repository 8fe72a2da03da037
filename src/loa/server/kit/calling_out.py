"""Calling out: one question to an address that an administrator set, and nowhere else.

No redirect is followed, no proxy of the environment is used, nothing is tried twice here. The answer is a stranger's: it is bounded in
bytes and in time, so that whoever sends a byte a second is given up at the moment agreed.
"""

import time
from collections.abc import Mapping
from typing import Final

import urllib3
from urllib3.exceptions import HTTPError, IncompleteRead, NewConnectionError, ProtocolError
from urllib3.exceptions import TimeoutError as SlowError

CONNECT_SECONDS: Final = 5.0
PIECE: Final = 64 * 1024
# Told to wait, or broken on their side: worth asking once more. Everything else is answered the same way again.
ONCE_MORE: Final = frozenset({429, 500, 502, 503, 504})


class CallFailed(Exception):
    """No answer came, in time and within its size. `why` is one word: too_large, cut_off, unreachable or slow."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def connections(most: int = 1) -> urllib3.PoolManager:
    """What a caller keeps open; to be cleared by whoever made it."""
    return urllib3.PoolManager(num_pools=most, maxsize=most, retries=False)


def post(
    pool: urllib3.PoolManager, url: str, body: bytes, headers: Mapping[str, str], *, seconds: float, most_bytes: int
) -> tuple[int, bytes]:
    """The status, and the bytes of an answer with status 200. Raises `CallFailed`."""
    until = time.monotonic() + seconds
    try:
        response = pool.request(
            "POST",
            url,
            body=body,
            headers=headers,
            timeout=urllib3.Timeout(connect=min(CONNECT_SECONDS, seconds), read=seconds),
            redirect=False,
            preload_content=False,
        )
        try:
            return response.status, _read(response, until, most_bytes) if response.status == 200 else b""
        finally:
            response.close()
    except (HTTPError, OSError) as gone:
        raise CallFailed(next(word for kind, word in WHY if isinstance(gone, kind))) from gone


class _TooMuch(OSError):
    """More bytes than an answer can be."""


class _CutOff(OSError):
    """Fewer bytes than were promised."""


# What went wrong, as one word for the log; the first that fits. A refused connection counts as a time out to urllib3.
WHY: Final[tuple[tuple[type[Exception], str], ...]] = (
    (_TooMuch, "too_large"),
    (_CutOff, "cut_off"),
    (IncompleteRead, "cut_off"),
    (ProtocolError, "cut_off"),
    (NewConnectionError, "unreachable"),
    (TimeoutError, "slow"),
    (SlowError, "slow"),
    (Exception, "unreachable"),
)


def _read(response: urllib3.BaseHTTPResponse, until: float, most_bytes: int) -> bytes:
    """All of it; less than was promised is nothing."""
    promised = response.headers.get("Content-Length", "")
    got = bytearray()
    while piece := response.read1(PIECE, decode_content=False):
        got += piece
        if len(got) > most_bytes:
            raise _TooMuch
        if time.monotonic() > until:
            raise TimeoutError
    if promised.isdigit() and len(got) < int(promised):
        raise _CutOff
    return bytes(got)
