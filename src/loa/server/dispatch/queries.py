"""Players in the caller's scope, and what a player itself may have."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from loa.core.airtime import Decision, decide
from loa.server.dispatch.errors import AssetNotPlanned, NoManifestYet
from loa.server.dispatch.models import Manifest, Player
from loa.server.kit.actors import Actor
from loa.server.people.queries import agencies_seen_by
from loa.wire.signing import read

# Three polls missed: the loudspeaker may still play by its manifest, but somebody should look.
MISSED_POLLS = 3


def players(*, seen_by: Actor, station_ids: Collection[UUID] | None = None) -> QuerySet[Player]:
    """Players at work in scope, with their stations, by the stations' names."""
    found = Player.objects.filter(ended_at=None, station__agency__in=agencies_seen_by(seen_by)).select_related("station")
    found = found.order_by("station__search_key", "pk")
    return found if station_ids is None else found.filter(station__in=list(station_ids))


def players_in_need(*, now: datetime, seen_by: Actor) -> list[Player]:
    """Players that are silent towards the server, refuse their manifest, lack files, or hold an old manifest: whom to visit first."""
    return [player for player in players(seen_by=seen_by) if need_of(player, now)]


def need_of(player: Player, now: datetime) -> str:
    """What is wrong with a player, in words; empty where nothing is."""
    if player.last_seen_at is None:
        return "Chưa gửi tín hiệu lần nào."
    if now - player.last_seen_at > timedelta(seconds=MISSED_POLLS * player.poll_seconds):
        return "Mất tín hiệu."
    if player.refusal:
        return player.refusal
    if player.assets_held < player.assets_wanted:
        return f"Thiếu {player.assets_wanted - player.assets_held} tệp âm thanh."
    held = player.manifest_version_held or 0
    return f"Đang giữ lịch bản {held}, bản mới là {player.manifest_version}." if held < player.manifest_version else ""


def player_at(station_id: UUID) -> Player | None:
    """The player at work at a station; for services and reactions, which act for nobody in particular."""
    return Player.objects.filter(station=station_id, ended_at=None).first()


def current_manifest(player: Player) -> Manifest:
    """What this player is to be served. Raises `NoManifestYet`."""
    found = Manifest.objects.filter(player=player, version=player.manifest_version).first()
    if found is None:
        raise NoManifestYet
    return found


def explanation_at(*, player_id: UUID, at: datetime, seen_by: Actor) -> Decision:
    """Why this sounds, or nothing does, at that instant, by the manifest signed for it then. Raises `NoManifestYet`.

    The rule is the loudspeaker's own; the winner, its reason, and every loser with the reason why.
    """
    signed = manifests_of(player_id, seen_by=seen_by).defer(None)
    manifest = signed.filter(made_at__lte=at).first() or signed.last()
    if manifest is None:
        raise NoManifestYet
    return decide(read(bytes(manifest.body)).to_plan(), (), at)


def must_be_planned(player: Player, name: str) -> None:
    """Raise `AssetNotPlanned` unless the file ("<sha256>.mp3") is in the player's current manifest."""
    names = Manifest.objects.filter(player=player, version=player.manifest_version).values_list("asset_names", flat=True).first()
    if name not in (names or ()):
        raise AssetNotPlanned(name=name)


def manifests_of(player_id: UUID, *, seen_by: Actor) -> QuerySet[Manifest]:
    """Every manifest ever signed for a player in scope, newest first, without the bytes."""
    found = Manifest.objects.filter(Q(player=player_id), player__station__agency__in=agencies_seen_by(seen_by))
    return found.defer("body").order_by("-version")
