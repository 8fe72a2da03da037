"""A voice that the office rents: text goes to an address that the administrator set, sound (WAV or MP3) comes back.

Off unless an address is set. Nothing about any one service is known here: the administrator writes the request as that service's own
manual tells, with {text}, {rate} and {key} where they belong.
"""

import hashlib
import ipaddress
import json
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from loa.core.errors import LoaError
from loa.server.kit.calling_out import ONCE_MORE, CallFailed, connections, post
from loa.server.voices.engines.errors import NothingToSpeak, RentedVoiceFailed
from loa.server.voices.mixing.filters import filtered
from loa.server.voices.mixing.pcm import PCM, RATE_HZ, faded
from loa.server.voices.mixing.uploads import decode_sound

NAME = "http"
# For one sentence, from asking to the last byte.
TOTAL_SECONDS = 30.0
ATTEMPTS = 2
WAIT_SECONDS = 1.0
# After a sentence that failed nothing is asked for this long: a service that is down must not hold up every text of the province.
REST_SECONDS = 60.0
MOST_BYTES = 12 * 1024 * 1024
# Nobody reads a sentence slower: a longer sound is not what was asked for.
LONGEST_SECONDS_PER_CHARACTER, LONGEST_SECONDS_BESIDE = 0.5, 10.0
# Sentences kept in memory: a text that broke off in the middle, or a calibration, is paid for once when it is tried again.
MOST_KEPT = 24
PLACE = re.compile(r"\{(text|rate|key)\}")

Spend = Callable[["Rented", int], None]


@dataclass(frozen=True, slots=True)
class Rented:
    """What the administrator set. `body` is JSON with {text} and, where the service knows a pace, {rate} (1.0 is its own)."""

    url: str
    name: str
    body: str = '{"text": "{text}"}'
    header: str = "Authorization: Bearer {key}"
    key: str = field(default="", repr=False)
    most_characters: int = 0  # a month; 0 sends nothing
    total_seconds: float = TOTAL_SECONDS

    @property
    def host(self) -> str:
        """Where the words go: the name of the machine on the other side."""
        return urlsplit(self.url).hostname or ""

    @property
    def fault(self) -> str:
        """What is wrong with the settings, as one word for the log; empty where nothing is."""
        parts = urlsplit(self.url)
        if parts.scheme != "https" and not (parts.scheme == "http" and _loopback(parts.hostname or "")):
            return "https"
        try:
            told = json.loads(self.body)
        except ValueError:
            return "body"
        if "{text}" not in json.dumps(told):
            return "body"
        if not re.fullmatch(r"[\x20-\x7e]*", self.key):
            return "key"
        return "" if not self.header or re.fullmatch(r"[A-Za-z0-9-]+:[\x20-\x7e]+", self.header) else "header"


class RentedVoice:
    """An `Engine`. What it says is kept as clips and never asked for twice; `spend` counts each request before it leaves, or refuses."""

    name = NAME
    machine = True
    breathes = True

    def __init__(self, told: Rented, spend: Spend) -> None:
        self._told, self._spend = told, spend
        self.voice = self.shown = told.name
        self._pool = connections(2)
        self._rests_until = 0.0
        self._lock = threading.Lock()
        self._paced = "{rate}" in told.body
        self._kept: OrderedDict[tuple[str, float], PCM] = OrderedDict()

    @property
    def settings(self) -> Mapping[str, str | int]:
        """All that changes the sound, as far as this side knows it; the key is no part of it."""
        told = hashlib.sha256(json.dumps([self._told.url, self._told.body]).encode()).hexdigest()
        return MappingProxyType({"request_sha256": told})

    def speak(self, text: str, *, rate: float = 1.0) -> PCM:
        """See `Engine.speak`. Where the service knows no pace, the sound is stretched here.

        :raises RentedVoiceFailed: no sound came, in time and within its size
        :raises RentedVoiceSpent: the month's characters are used up (by `spend`)
        """
        text = " ".join(text.split())
        if not any(c.isalnum() for c in text):
            raise NothingToSpeak
        if self._told.fault:
            raise self._failed(self._told.fault)
        key = text, rate if self._paced else 1.0
        # Nothing is held while the service is asked: whoever counts may wait for a database that waits for this voice.
        pcm = self._kept.get(key) or self._asked(*key)
        with self._lock:
            self._kept[key] = pcm
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        if rate != 1.0 and not self._paced:
            pcm = filtered(pcm.data, [("atempo", f"{rate:.3f}")])
        return faded(pcm)

    def _asked(self, text: str, rate: float) -> PCM:
        if time.monotonic() < self._rests_until:
            raise self._failed("resting")
        why = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(WAIT_SECONDS)
            self._spend(self._told, len(text))
            try:
                status, data = self._fetched(text, rate)
            except CallFailed as failed:
                why = failed.why
                continue
            if status == 200:
                return self._heard(data, text)
            why = f"HTTP {status}"
            if status not in ONCE_MORE:
                break
        self._rests_until = time.monotonic() + REST_SECONDS
        raise self._failed(why)

    def _fetched(self, text: str, rate: float) -> tuple[int, bytes]:
        places: dict[str, Any] = {"text": text, "rate": rate, "key": self._told.key}
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "audio/wav, audio/mpeg"}
        name, _, value = self._told.header.partition(":")
        if self._told.key and name:
            headers[name.strip()] = value.strip().replace("{key}", self._told.key)
        body = json.dumps(_filled(json.loads(self._told.body), places), ensure_ascii=False).encode()
        return post(self._pool, self._told.url, body, headers, seconds=self._told.total_seconds, most_bytes=MOST_BYTES)

    def _heard(self, data: bytes, text: str) -> PCM:
        try:
            pcm = decode_sound(data, most_seconds=LONGEST_SECONDS_BESIDE + LONGEST_SECONDS_PER_CHARACTER * len(text))
        except LoaError as broken:
            raise self._failed(broken.code.rpartition(".")[2]) from broken
        if pcm.samples < RATE_HZ // 20:
            raise self._failed("empty")
        return pcm

    def _failed(self, why: str) -> RentedVoiceFailed:
        return RentedVoiceFailed(engine=self.shown, why=why)

    def close(self) -> None:
        """Close what is open to the service."""
        self._pool.clear()


def _filled(told: Any, places: Mapping[str, Any]) -> Any:
    """The administrator's JSON with its places filled in: a text that holds quotes or braces stays one text."""
    if isinstance(told, dict):
        return {key: _filled(value, places) for key, value in told.items()}
    if isinstance(told, list):
        return [_filled(value, places) for value in told]
    if not isinstance(told, str):
        return told
    whole = PLACE.fullmatch(told)
    return places[whole[1]] if whole else PLACE.sub(lambda found: str(places[found[1]]), told)


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
