"""A player's way to its server without a socket: the request goes straight into the real WSGI application."""

import io
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote


class InProcessTransport:
    """Speaks WSGI; answers (status, headers, body) like any transport of the player."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self._application = application

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, Mapping[str, str], bytes]:
        """One request, one whole answer."""
        said: dict[str, Any] = {}

        def start_response(status: str, answered: list[tuple[str, str]], _error: object = None) -> None:
            said["status"], said["headers"] = int(status.split(maxsplit=1)[0]), dict(answered)

        pieces = self._application(_environ(method, path, headers, body or b""), start_response)
        try:
            data = b"".join(pieces)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()
        return said["status"], said["headers"], data


def _environ(method: str, path: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    bare, _, query = path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote(bare),
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return environ
