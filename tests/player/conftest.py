import hashlib
import io
import math
import struct
import wave
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa.core.chain import first_break, genesis
from loa.core.priorities import Priority
from loa.player.errors import ServerUnreachable
from loa.player.player import Player
from loa.player.settings import Settings
from loa.wire.heartbeat import Heartbeat
from loa.wire.manifest import Asset, Item, Manifest
from loa.wire.plays import Acknowledgement, PlayBatch, PlayRecord
from loa.wire.signing import TIME_HEADER, etag_of, signature_headers

PLAYER_ID, STATION_ID = UUID(int=1), UUID(int=2)
MONDAY = datetime(2021, 8, 1, 17, tzinfo=UTC)  # 00:00 on 2/8/2021 in Hà Nội
MORNING = MONDAY + timedelta(hours=6, minutes=30)
EVENING = MONDAY + timedelta(hours=17)


def tone(seconds: float, pitch: int = 440, rate: int = 8000) -> bytes:
    """A WAV file of one tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(
            b"".join(struct.pack("<h", int(9000 * math.sin(2 * math.pi * pitch * n / rate))) for n in range(int(seconds * rate)))
        )
    return out.getvalue()


class ServerDouble:
    """A server in memory: signs, serves, takes records as the contract says. Things can be made to go wrong."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.files: dict[str, bytes] = {}
        self.body = b""
        self.headers: dict[str, str] = {}
        self.records: dict[int, PlayRecord] = {}
        self.beats: list[Heartbeat] = []
        self.asked: list[tuple[str, str, int]] = []
        self.is_away = False
        self.loses_answers_to: set[str] = set()
        self.clock: Callable[[], datetime] = lambda: MORNING

    @property
    def public_key_hex(self) -> str:
        return self.key.public_key().public_bytes_raw().hex()

    def asset(self, seconds: float = 3, pitch: int = 440) -> Asset:
        wav = tone(seconds, pitch)
        mp3 = b"mp3 of " + wav[:2000]
        hashes = [hashlib.sha256(data).hexdigest() for data in (wav, mp3)]
        self.files |= {f"{hashes[0]}.wav": wav, f"{hashes[1]}.mp3": mp3}
        return Asset(wav_sha256=hashes[0], mp3_sha256=hashes[1], wav_bytes=len(wav), mp3_bytes=len(mp3), seconds=seconds)

    def publish(self, *items: Item, version: int = 1, **changes: Any) -> Manifest:
        facts: dict[str, Any] = {"valid_from": MONDAY, "valid_to": MONDAY + timedelta(days=7), "poll_seconds": 14_400} | changes
        manifest = Manifest(
            **({"player_id": PLAYER_ID, "station_id": STATION_ID, "version": version, "issued_at": MONDAY, "items": items} | facts)
        )
        self.serve(manifest.model_dump_json().encode())
        return manifest

    def serve(self, body: bytes, key: Ed25519PrivateKey | None = None) -> None:
        signer = key or self.key
        self.body, self.headers = body, signature_headers(body, sign=signer.sign, public_bytes=signer.public_key().public_bytes_raw())

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, Mapping[str, str], bytes]:
        if self.is_away:
            raise ServerUnreachable(server="máy chủ thử")
        assert headers["Authorization"] == "Bearer secret"
        name = path.removeprefix("/player/v1/")
        status, more, answer = self._answer(name, headers, body)
        self.asked.append((method, name, status))
        if name in self.loses_answers_to:
            raise OSError("the line broke before the answer came")
        return status, more, answer

    def _answer(self, name: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, Mapping[str, str], bytes]:
        time = {TIME_HEADER: self.clock().isoformat()}
        if name == "manifest":
            same = headers.get("If-None-Match") == etag_of(self.body)
            return (304, time, b"") if same else (200, {**self.headers, **time}, self.body)
        if name.startswith("assets/"):
            first, last = headers["Range"].removeprefix("bytes=").split("-")
            return 206, {}, self.files[name.removeprefix("assets/")][int(first) : int(last) + 1]
        assert body is not None
        if name == "heartbeat":
            self.beats.append(Heartbeat.model_validate_json(body))
            return 204, {}, b""
        self.records |= {record.seq: record for record in PlayBatch.model_validate_json(body).records}
        return 200, {}, Acknowledgement(highest_contiguous_seq=self.contiguous()).model_dump_json().encode()

    def contiguous(self) -> int:
        seq = 0
        while seq + 1 in self.records:
            seq += 1
        return seq

    def titles(self, outcome: str) -> list[str]:
        return [record.title for _, record in sorted(self.records.items()) if record.outcome == outcome]

    def start_over(self) -> None:
        self.records, self.beats, self.asked = {}, [], []
        self.is_away, self.loses_answers_to = False, set()

    def chain_holds(self) -> bool:
        records = [self.records[seq].as_json() for seq in sorted(self.records)]
        return first_break(records, after_seq=0, after_sha256=genesis(PLAYER_ID)) is None


@pytest.fixture
def server() -> ServerDouble:
    return ServerDouble()


@pytest.fixture
def make_item(server: ServerDouble) -> Callable[..., Item]:
    def make(number: int = 1, *, starts_at: datetime = MORNING, session: int = 1, seconds: float = 3, **changes: Any) -> Item:
        facts: dict[str, Any] = {
            "slot_id": UUID(int=1000 + number),
            "session_id": UUID(int=session),
            "starts_at": starts_at,
            "seconds": seconds,
            "priority": Priority.NORMAL,
            "title": f"Bản tin {number}",
            "machine_voice": True,
            "bulletin_id": UUID(int=2000 + number),
            "campaign_id": UUID(int=3000),
            "campaign_title": "Tiêm chủng vắc xin phòng COVID-19",
            "letter_number": "1349/STTTT-BCXBTT",
        }
        if "assets" not in changes:
            facts["assets"] = (server.asset(seconds, 300 + number),)
        return Item(**(facts | changes))

    return make


@pytest.fixture
def make_player(server: ServerDouble, tmp_path: Path):
    players: list[Player] = []

    def make(
        *,
        now: datetime = MORNING - timedelta(minutes=1),
        output: str = "log",
        options: dict[str, Any] | None = None,
        home: Path | None = None,
        **changes: Any,
    ) -> Player:
        settings = Settings(
            server="http://loa.test",
            player_id=PLAYER_ID,
            station_id=STATION_ID,
            token="secret",
            public_key_hex=server.public_key_hex,
            output=output,
            output_options=options or {},
            simulated=True,
            durable_log=False,
            **changes,
        )
        player = Player(home or tmp_path / "player", settings, server, now=now)
        players.append(player)
        return player

    yield make
    for player in players:
        player._log.close()
