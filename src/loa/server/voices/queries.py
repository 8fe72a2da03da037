"""Questions about sound."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Max

from loa.core.quiet import midnight
from loa.core.rundown import SoundAsset, Soundtrack
from loa.server.bulletins.models import Approval, UnitText
from loa.server.voices.models import Clip, Recording, Track


def track_of(revision_id: UUID, agency_id: UUID | None = None) -> Track | None:
    """The newest track of a revision, as everybody hears it or as this unit does. Sound follows its text: whoever sees the text may hear it."""
    return Track.objects.filter(revision=revision_id, agency=agency_id).order_by("-made_at", "-pk").first()


def recorded_by(track: Track | None) -> frozenset[UUID]:
    """Who put a voice into this track: the persons behind its recordings; nobody where a machine reads all of it."""
    if track is None:
        return frozenset()
    held = Recording.objects.filter(revision=track.revision_id, clip__in=track.clips).exclude(by_person_id=None)
    return frozenset(person_id for person_id in held.values_list("by_person_id", flat=True) if person_id)


def soundtracks_of(revision_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID | None], Soundtrack]:
    """The newest soundtrack of each of these revisions, for everybody (agency `None`) and for each unit with words of its own.

    For everybody, once a revision is approved, it is the sound that was approved: a later recording waits for its own approval.
    A unit's soundtrack falls out when words in it were replaced since it was made.
    """
    revision_ids = list(revision_ids)
    approved = dict(Approval.objects.filter(revision__in=revision_ids).values_list("revision_id", "audio_sha256"))
    ended = UnitText.objects.filter(revision__in=revision_ids).exclude(approved_at=None).exclude(ended_at=None)
    replaced = {
        (row["revision_id"], row["agency_id"]): row["last"]
        for row in ended.order_by().values("revision_id", "agency_id").annotate(last=Max("ended_at"))
    }
    tracks = {
        (track.revision_id, track.agency_id): track
        for track in Track.objects.filter(revision__in=revision_ids).order_by("made_at", "pk")
        if (track.agency_id and track.made_at >= replaced.get((track.revision_id, track.agency_id), track.made_at))
        or (not track.agency_id and approved.get(track.revision_id, track.audio_sha256) == track.audio_sha256)
    }
    clips = Clip.objects.in_bulk({key for track in tracks.values() for key in track.clips})
    return {pair: _soundtrack(track, clips) for pair, track in tracks.items()}


def _soundtrack(track: Track, clips: dict[str, Clip]) -> Soundtrack:
    return Soundtrack(
        assets=tuple(asset_of(clips[key]) for key in track.clips),
        machine=track.machine,
        text_sha256=track.text_sha256,
        audio_sha256=track.audio_sha256,
        valid_from=midnight(track.valid_from) if track.valid_from else None,
        valid_until=midnight(track.valid_to) + timedelta(days=1) if track.valid_to else None,
    )


def asset_of(clip: Clip) -> SoundAsset:
    """A clip as the schedule and the wire know it."""
    return SoundAsset(
        wav_sha256=clip.wav_sha256, mp3_sha256=clip.mp3_sha256, wav_bytes=clip.wav_bytes, mp3_bytes=clip.mp3_bytes, seconds=clip.seconds
    )


def clips_by_mp3(mp3_sha256s: Iterable[str]) -> dict[str, str]:
    """Keys of the clips behind these MP3 files."""
    return dict(Clip.objects.filter(mp3_sha256__in=set(mp3_sha256s)).values_list("mp3_sha256", "key_sha256"))
