"""Questions about sound."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from loa.core.rundown import SoundAsset, Soundtrack
from loa.server.kit import clock
from loa.server.voices.models import Clip, Track


def track_of(revision_id: UUID, agency_id: UUID | None = None) -> Track | None:
    """The newest track of a revision, as everybody hears it or as this unit does. Sound follows its text: whoever sees the text may hear it."""
    return Track.objects.filter(revision=revision_id, agency=agency_id).order_by("-made_at", "-pk").first()


def soundtracks_of(revision_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID | None], Soundtrack]:
    """The newest soundtrack of each of these revisions, for everybody (agency `None`) and for each unit with words of its own."""
    tracks = {
        (track.revision_id, track.agency_id): track
        for track in Track.objects.filter(revision__in=list(revision_ids)).order_by("made_at", "pk")
    }
    clips = Clip.objects.in_bulk({key for track in tracks.values() for key in track.clips})
    return {pair: _soundtrack(track, clips) for pair, track in tracks.items()}


def _soundtrack(track: Track, clips: dict[str, Clip]) -> Soundtrack:
    return Soundtrack(
        assets=tuple(asset_of(clips[key]) for key in track.clips),
        machine=track.machine,
        text_sha256=track.text_sha256,
        valid_from=datetime.combine(track.valid_from, time(), clock.HANOI) if track.valid_from else None,
        valid_until=datetime.combine(track.valid_to + timedelta(days=1), time(), clock.HANOI) if track.valid_to else None,
    )


def asset_of(clip: Clip) -> SoundAsset:
    """A clip as the schedule and the wire know it."""
    return SoundAsset(
        wav_sha256=clip.wav_sha256, mp3_sha256=clip.mp3_sha256, wav_bytes=clip.wav_bytes, mp3_bytes=clip.mp3_bytes, seconds=clip.seconds
    )
