"""A language model that the office runs itself, behind a chat endpoint in the manner of OpenAI's: a question goes there, an answer comes back.

Off unless an address is set. The address is the administrator's and nothing else decides where the question goes. What comes back is a
stranger's and is looked at elsewhere.
"""

import json
import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import urllib3

from loa.server.kit.calling_out import CONNECT_SECONDS, ONCE_MORE, CallFailed, connections, post

MOST_BYTES: Final = 512 * 1024
MOST_TOKENS: Final = 2_000
ATTEMPTS: Final = 2
WAIT_SECONDS: Final = 1.0
# After a question that failed nothing is asked for this long: a model that is down must not hold up the reading of every letter.
REST_SECONDS: Final = 60.0

_rests: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class OfficeModel:
    """What the administrator set."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0  # for one letter, from asking to the last byte

    @property
    def fault(self) -> str:
        """What is wrong with the settings, as one word for the log; empty where nothing is."""
        try:
            parts = urlsplit(self.url)
            port_fits = parts.port is None or parts.port > 0
        except ValueError:
            return "url"
        if parts.scheme not in ("http", "https") or not parts.hostname or not port_fits or parts.username or parts.password:
            return "url"
        if not re.fullmatch(r"[\x21-\x7e]*", self.key):
            return "key"
        return "" if self.name.strip() else "name"


class ModelFailed(Exception):
    """No answer came, in time and within its size. `why` is one word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def ask(model: OfficeModel, messages: Sequence[Mapping[str, str]]) -> str:
    """The model's answer, as it wrote it. Raises `ModelFailed` with: url, key, name, resting, slow, unreachable, too_large, not_json,
    shape, or "HTTP 500" and the like.
    """
    if model.fault:
        raise ModelFailed(model.fault)
    if time.monotonic() < _rests.get(model.url, 0.0):
        raise ModelFailed("resting")
    try:
        return _written(_within(model, messages))
    except ModelFailed:
        _rests[model.url] = time.monotonic() + REST_SECONDS
        raise


def rest_no_more() -> None:
    """Ask again at once."""
    _rests.clear()


def _within(model: OfficeModel, messages: Sequence[Mapping[str, str]]) -> bytes:
    """The bytes of the answer. Whoever sends a byte a second, of its head too, is given up at the moment agreed."""
    outcome: list[bytes | ModelFailed] = []

    def run() -> None:
        try:
            outcome.append(_asked(model, messages, time.monotonic() + model.seconds))
        except ModelFailed as failed:
            outcome.append(failed)

    thread = threading.Thread(target=run, daemon=True, name="language-model")
    thread.start()
    thread.join(model.seconds + CONNECT_SECONDS)
    got = outcome[0] if outcome else ModelFailed("slow")
    if isinstance(got, ModelFailed):
        raise got
    return got


def _asked(model: OfficeModel, messages: Sequence[Mapping[str, str]], until: float) -> bytes:
    why = ""
    with connections() as pool:
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(min(WAIT_SECONDS, max(0.0, until - time.monotonic())))
            if time.monotonic() >= until:
                break
            try:
                status, data = _fetched(pool, model, messages, until)
            except CallFailed as failed:
                raise ModelFailed(failed.why) from failed
            if status == 200:
                return data
            why = f"HTTP {status}"
            if status not in ONCE_MORE:
                break
    raise ModelFailed(why or "slow")


def _fetched(pool: urllib3.PoolManager, model: OfficeModel, messages: Sequence[Mapping[str, str]], until: float) -> tuple[int, bytes]:
    body = {
        "model": model.name,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "stream": False,
        "response_format": {"type": "json_object"},
    }
    headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json", "Accept-Encoding": "identity"}
    return post(
        pool,
        model.url,
        json.dumps(body, ensure_ascii=False).encode(),
        headers | ({"Authorization": f"Bearer {model.key}"} if model.key else {}),
        seconds=max(0.1, until - time.monotonic()),
        most_bytes=MOST_BYTES,
    )


def _written(data: bytes) -> str:
    """What the model wrote, out of the endpoint's JSON."""
    try:
        told: Any = json.loads(data)
    except (ValueError, RecursionError) as wrong:
        raise ModelFailed("not_json") from wrong
    try:
        content = told["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError) as wrong:
        raise ModelFailed("shape") from wrong
    if not isinstance(content, str):
        raise ModelFailed("shape")
    return content
