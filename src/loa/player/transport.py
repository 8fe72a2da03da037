"""How a player reaches its server: one small protocol, and HTTP behind it."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

import urllib3

from loa.player.errors import ServerUnreachable

LARGEST_ANSWER_BYTES = 16 * 1024**2
CONNECT_SECONDS, READ_SECONDS = 5, 30
# Text travels small over a metered line. Sound asks for `identity` itself: a range is counted in the file's own bytes.
COMPRESSED = {"Accept-Encoding": "gzip"}


class Transport(Protocol):
    """One request, one whole answer (status, headers, body). Raises `ServerUnreachable` or `OSError` where none came."""

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, Mapping[str, str], bytes]:
        """Ask; `path` begins with a slash."""


class HttpTransport:
    """HTTP or HTTPS over urllib3, with kept connections."""

    def __init__(self, server: str) -> None:
        self.server = server.rstrip("/")
        self._pool = urllib3.PoolManager(maxsize=2, retries=False, timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS))

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, Mapping[str, str], bytes]:
        """Ask. Raises `ServerUnreachable`, also for an answer larger than any that a player needs."""
        try:
            reply = self._pool.request(
                method, self.server + path, headers={**COMPRESSED, **headers}, body=body, preload_content=False, redirect=False
            )
            data = reply.read(LARGEST_ANSWER_BYTES + 1)
            if len(data) > LARGEST_ANSWER_BYTES:
                reply.close()
            reply.release_conn()
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            raise ServerUnreachable(server=self._shown()) from None
        if len(data) > LARGEST_ANSWER_BYTES:
            raise ServerUnreachable(server=self._shown())
        return reply.status, dict(reply.headers.items()), data

    def _shown(self) -> str:
        parts = urlsplit(self.server)
        return parts.hostname or self.server
