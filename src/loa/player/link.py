"""The link to the server: fetch the manifest and its sound, send the log and a heartbeat. Never decides what sounds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Literal

from pydantic import BaseModel, ValidationError

from loa.player.cache import Cache
from loa.player.errors import AssetCorrupt, ServerRefused, ServerUnreachable
from loa.player.settings import Settings
from loa.player.transport import Transport
from loa.wire.heartbeat import Heartbeat
from loa.wire.manifest import Asset, Manifest
from loa.wire.plays import Acknowledgement, PlayBatch
from loa.wire.signing import KEY_HEADER, SIGNATURE_HEADER, TIME_HEADER, etag_of

PIECE_BYTES = 4 * 1024**2
JSON_TYPE = {"Content-Type": "application/json"}


class Link:
    """Speaks to `/player/v1/`. Raises `ServerUnreachable` where no answer came, `ServerRefused` where it was a refusal."""

    def __init__(self, settings: Settings, transport: Transport) -> None:
        self._settings, self._transport = settings, transport
        self.clock_offset_seconds: float | None = None  # ours minus the server's, at the last answer

    def manifest(self, held: bytes | None, *, now: datetime) -> tuple[bytes, dict[str, str]] | None:
        """The manifest's exact bytes and its signature headers; None where it is the one held."""
        condition = {"If-None-Match": etag_of(held)} if held is not None else {}
        status, headers, body = self._ask("GET", "manifest", condition, None)
        self._compare_clocks(headers, now)
        if status == 304:
            return None
        return body, {name: headers[name.lower()] for name in (SIGNATURE_HEADER, KEY_HEADER) if name.lower() in headers}

    def send_plays(self, batch: PlayBatch) -> Acknowledgement:
        """Hand over records; the answer says what the server holds."""
        _, _, body = self._ask("POST", "plays", JSON_TYPE, batch.model_dump_json().encode())
        return _read(Acknowledgement, body)

    def beat(self, heartbeat: Heartbeat) -> None:
        """Tell how the player is."""
        self._ask("POST", "heartbeat", JSON_TYPE, heartbeat.model_dump_json().encode())

    def fetch(self, asset: Asset, form: Literal["wav", "mp3"], cache: Cache) -> None:
        """Fetch one file piece by piece, going on where an earlier try stopped. Raises `AssetCorrupt` as well."""
        sha256, whole = asset.sha256_of(form), asset.bytes_of(form)
        if cache.begun_bytes(sha256, form) > whole:
            cache.forget(sha256, form)
        while (begun := cache.begun_bytes(sha256, form)) < whole:
            until = min(begun + PIECE_BYTES, whole) - 1
            status, _, piece = self._ask(
                "GET", f"assets/{sha256}.{form}", {"Range": f"bytes={begun}-{until}", "Accept-Encoding": "identity"}, None
            )
            if status == 200:  # a server without ranges sends all of it
                cache.forget(sha256, form)
            if not piece or begun + len(piece) > whole:
                raise AssetCorrupt(sha256=sha256)
            cache.grow(sha256, form, piece)
            if status == 200:
                break
        cache.finish(sha256, form)

    def _ask(self, method: str, name: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, dict[str, str], bytes]:
        asked = {"Authorization": f"Bearer {self._settings.token}", **headers}
        try:
            status, answered, data = self._transport.request(method, f"/player/v1/{name}", asked, body)
        except OSError:
            raise ServerUnreachable(server=self._settings.server) from None
        if status >= 400:
            raise ServerRefused(status=status, said=_sentence(data))
        return status, {key.lower(): value for key, value in answered.items()}, data

    def _compare_clocks(self, headers: Mapping[str, str], now: datetime) -> None:
        text = headers.get(TIME_HEADER.lower(), "")
        try:
            self.clock_offset_seconds = (now - datetime.fromisoformat(text)).total_seconds()
        except (ValueError, TypeError):
            self.clock_offset_seconds = None


def wanted_assets(manifest: Manifest, form: Literal["wav", "mp3"], *, now: datetime) -> list[Asset]:
    """What is still to be played, each file once, soonest first."""
    wanted: dict[str, Asset] = {}
    for item in sorted(manifest.items, key=lambda item: item.starts_at):
        if item.valid_until is None or item.valid_until > now:
            wanted |= {asset.sha256_of(form): asset for asset in item.assets if asset.sha256_of(form) not in wanted}
    return list(wanted.values())


def that_fit(assets: Sequence[Asset], form: Literal["wav", "mp3"], *, limit_bytes: int) -> list[Asset]:
    """The first of them that fit together."""
    taken = accumulate(asset.bytes_of(form) for asset in assets)
    return [asset for asset, so_far in zip(assets, taken, strict=True) if so_far <= limit_bytes]


def _read(kind: type[Acknowledgement], body: bytes) -> Acknowledgement:
    try:
        return kind.model_validate_json(body)
    except ValidationError:
        raise ServerRefused(status=200, said=_sentence(body)) from None


class _Said(BaseModel):
    sentence: str


def _sentence(body: bytes) -> str:
    """The server's own sentence; nothing where it is no answer of Loa's."""
    try:
        return _Said.model_validate_json(body).sentence[:500]
    except ValidationError:
        return "Máy chủ trả lời mà không nói rõ lý do. Hãy kiểm tra địa chỉ máy chủ."
