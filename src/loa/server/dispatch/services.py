"""What is done to players: enrolling, signing what they play, taking their heartbeats."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from pydantic import BaseModel, ValidationError

from loa.core.quiet import ALLOWED_BY_DEFAULT, Window
from loa.core.roles import Right
from loa.core.stations import StationKind
from loa.server.channels.models import Station
from loa.server.channels.queries import station
from loa.server.dispatch.errors import (
    EnrolmentCodeUnusable,
    ForeignMessage,
    ManifestEmptyTime,
    ManifestOvertaken,
    MessageUnreadable,
    PlayerUnknown,
    StationNotForPlayers,
)
from loa.server.dispatch.events import EnrolmentCodeMade, ManifestPublished, PlayerEnded, PlayerEnrolled
from loa.server.dispatch.models import EnrolmentCode, Manifest, Player
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.kit.ids import new_id
from loa.server.kit.keys import installation_key
from loa.wire.heartbeat import Enrolment, EnrolmentRequest, Heartbeat
from loa.wire.manifest import AllowedWindow, Item
from loa.wire.manifest import Manifest as WireManifest
from loa.wire.signing import KEY_HEADER, SIGNATURE_HEADER, signature_headers

CODE_LIFE = timedelta(days=3)
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that are mixed up when read over the telephone
DEFAULT_POLL_SECONDS = 60

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class MadeCode:
    """A code as shown, once, to whoever sets the player up."""

    code: str
    station_id: UUID
    expires_at: datetime


@transaction.atomic
def make_enrolment_code(
    *, station_id: UUID, by: Actor, now: datetime, simulated: bool = False, poll_seconds: int = DEFAULT_POLL_SECONDS
) -> MadeCode:
    """Cấp mã ghi danh: eight letters, good once, for three days. Raises `RightMissing`, `StationNotForPlayers`."""
    found = station(station_id, seen_by=by)
    by.require(Right.EQUIP, found.agency_id)
    if found.kind != StationKind.OWN:
        raise StationNotForPlayers(name=found.name, kind=StationKind(found.kind).vi)
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(8))
    code, expires_at = f"{letters[:4]}-{letters[4:]}", now + CODE_LIFE
    EnrolmentCode.objects.create(
        code_sha256=_sha256(code), station=found, simulated=simulated, poll_seconds=poll_seconds, made_at=now, expires_at=expires_at
    )
    acts.record(EnrolmentCodeMade(station_id=found.pk, agency_id=found.agency_id, expires_at=expires_at), by=by, now=now)
    return MadeCode(code, found.pk, expires_at)


@transaction.atomic
def enrol_player(*, asked: EnrolmentRequest, now: datetime) -> Enrolment:
    """Ghi danh thiết bị: the code is spent, a player already at the station is ended, the token is told this once.

    Raises `EnrolmentCodeUnusable`.
    """
    code_sha256 = _sha256(asked.code.strip().upper())
    if not EnrolmentCode.objects.filter(code_sha256=code_sha256, used_at=None, expires_at__gt=now).update(used_at=now):
        raise EnrolmentCodeUnusable
    code = EnrolmentCode.objects.select_related("station").get(code_sha256=code_sha256)
    by = Actor.system("thiết bị phát", via="player")
    Station.objects.select_for_update().get(pk=code.station_id)  # two machines at one station, one after the other
    _end_players_at(code.station, by=by, now=now)
    token = secrets.token_urlsafe(32)
    player = Player.objects.create(
        station=code.station,
        token_sha256=_sha256(token),
        output=asked.output,
        software=asked.software,
        simulated=code.simulated,
        poll_seconds=code.poll_seconds,
        enrolled_at=now,
    )
    event = PlayerEnrolled(player_id=player.pk, station_id=code.station.pk, agency_id=code.station.agency_id, output=asked.output)
    acts.record(event, by=by, now=now)
    return _enrolment(player, code.station, token)


def _enrolment(player: Player, at: Station, token: str) -> Enrolment:
    broker = urlsplit(settings.LOA_MQTT_URL)
    return Enrolment(
        player_id=player.pk,
        station_id=at.pk,
        station_name=at.name,
        token=token,
        public_key_hex=installation_key().public_bytes.hex(),
        mqtt_host=broker.hostname or "",
        mqtt_port=(broker.port or 1883) if broker.hostname else 0,
    )


@transaction.atomic
def end_player(*, player_id: UUID, by: Actor, now: datetime, why: str = "") -> None:
    """Ngừng thiết bị: its token opens nothing any more; what it recorded stays."""
    player = Player.objects.select_related("station").filter(pk=player_id, ended_at=None).first()
    if player is None:
        raise PlayerUnknown
    by.require(Right.EQUIP, player.station.agency_id)
    _end(player, by=by, now=now, why=why)


def _end_players_at(at: Station, *, by: Actor, now: datetime) -> None:
    for player in Player.objects.select_related("station").filter(station=at, ended_at=None):
        _end(player, by=by, now=now, why="Thay bằng thiết bị mới ghi danh.")


def _end(player: Player, *, by: Actor, now: datetime, why: str) -> None:
    Player.objects.filter(pk=player.pk).update(ended_at=now)
    event = PlayerEnded(player_id=player.pk, station_id=player.station_id, agency_id=player.station.agency_id)
    acts.record(event, by=by, now=now, why=why)


def authenticate_player(request: HttpRequest) -> Player:
    """The player behind a request to `/player/v1/`, by its bearer token; one indexed row. Raises `PlayerUnknown`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise PlayerUnknown
    player = Player.objects.filter(token_sha256=_sha256(token.strip()), ended_at=None).first()
    if player is None:
        raise PlayerUnknown
    return player


def read_message(kind: type[M], request: HttpRequest) -> M:
    """A message of a player from the body of its request. Raises `MessageUnreadable`."""
    try:
        return kind.model_validate_json(request.body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        raise MessageUnreadable(detail=f"{'.'.join(map(str, first['loc']))}: {first['type']}") from None


@transaction.atomic
def publish_manifest(
    *,
    player_id: UUID,
    items: Sequence[Item],
    valid_from: datetime,
    valid_to: datetime,
    by: Actor,
    now: datetime,
    allowed: Sequence[Window] = ALLOWED_BY_DEFAULT,
) -> Manifest:
    """Ký lịch phát của thiết bị: freeze, sign, make it the one to serve. The same content again makes no new version.

    Raises `PlayerUnknown`, `ManifestEmptyTime`, `ManifestOvertaken`.
    """
    player = Player.objects.filter(pk=player_id, ended_at=None).first()
    if player is None:
        raise PlayerUnknown
    if valid_to <= valid_from:
        raise ManifestEmptyTime
    wanted = _wire_manifest(player, items, allowed, valid_from=valid_from, valid_to=valid_to, now=now)
    content_sha256 = _sha256(wanted.model_dump_json(exclude={"version", "issued_at"}))
    held = Manifest.objects.filter(player=player, version=player.manifest_version).first()
    if held is not None and held.content_sha256 == content_sha256:
        return held
    manifest = _signed(wanted, content_sha256)
    _serve(manifest, player)
    event = ManifestPublished(
        player_id=player.pk,
        station_id=player.station_id,
        version=manifest.version,
        items=len(items),
        valid_to=wanted.valid_to,
        sha256=manifest.sha256,
    )
    acts.record(event, by=by, now=now)
    return manifest


def _wire_manifest(
    player: Player, items: Sequence[Item], allowed: Sequence[Window], *, valid_from: datetime, valid_to: datetime, now: datetime
) -> WireManifest:
    return WireManifest(
        player_id=player.pk,
        station_id=player.station_id,
        version=player.manifest_version + 1,
        issued_at=now,
        valid_from=valid_from,
        valid_to=valid_to,
        quiet_hours=tuple(AllowedWindow(opens=window.opens, closes=window.closes) for window in allowed),
        items=tuple(items),
        poll_seconds=player.poll_seconds,
    )


def _signed(wanted: WireManifest, content_sha256: str) -> Manifest:
    key = installation_key()
    body = wanted.model_dump_json().encode()
    headers = signature_headers(body, sign=key.sign, public_bytes=key.public_bytes)
    assets = {asset for item in wanted.items for asset in item.assets}
    return Manifest(
        id=new_id(),
        player_id=wanted.player_id,
        version=wanted.version,
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        content_sha256=content_sha256,
        signature=headers[SIGNATURE_HEADER],
        key_fingerprint=headers[KEY_HEADER],
        asset_names=sorted({name for asset in assets for name in (f"{asset.wav_sha256}.wav", f"{asset.mp3_sha256}.mp3")}),
        item_count=len(wanted.items),
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_to,
        made_at=wanted.issued_at,
    )


def _serve(manifest: Manifest, player: Player) -> None:
    """Insert it and point the player at it, unless somebody was faster."""
    try:
        with transaction.atomic():
            manifest.save(force_insert=True)
    except IntegrityError:
        raise ManifestOvertaken from None
    moved = Player.objects.filter(pk=player.pk, manifest_version=player.manifest_version).update(
        manifest_version=manifest.version, manifest_sha256=manifest.sha256
    )
    if not moved:
        raise ManifestOvertaken


def keep_heartbeat(*, player: Player, heartbeat: Heartbeat, now: datetime) -> None:
    """Ghi tín hiệu thiết bị. State, not an act: no trail. Raises `ForeignMessage`."""
    if heartbeat.player_id != player.pk:
        raise ForeignMessage
    Player.objects.filter(pk=player.pk).update(
        last_seen_at=now,
        software=heartbeat.software,
        output=heartbeat.output,
        manifest_version_held=heartbeat.manifest_version,
        clock_quality=heartbeat.clock_quality.value,
        clock_offset_seconds=heartbeat.clock_offset_seconds,
        assets_wanted=heartbeat.assets_wanted,
        assets_held=heartbeat.assets_held,
        records_unsent=heartbeat.records_unsent,
        refusal_code=heartbeat.refusal_code,
        refusal=heartbeat.refusal,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
