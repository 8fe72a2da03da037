"""Verbs about sound: voice a sentence once, put a track together, keep a recording."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.roles import Right
from loa.core.rundown import Soundtrack
from loa.core.sentences import split_sentences
from loa.core.speakable import speakable
from loa.core.unit_words import Sentence, plain_text
from loa.server.bulletins.models import Approval, Revision, UnitText
from loa.server.bulletins.queries import own_sentences, sentences_of
from loa.server.kit import acts, clock, files
from loa.server.kit.actors import Actor
from loa.server.voices.engines.calibration import calibrated, calibration_key
from loa.server.voices.engines.engine import Engine
from loa.server.voices.engines.registry import engine as engine_named
from loa.server.voices.errors import SpeakerMissing
from loa.server.voices.events import RecordingKept
from loa.server.voices.mixing.chime import chime
from loa.server.voices.mixing.encode import MACHINE_VOICE, from_wav, to_mp3, to_wav
from loa.server.voices.mixing.levels import Calibration, assert_loudness, calibrate, level
from loa.server.voices.mixing.pcm import PCM, join, pause
from loa.server.voices.mixing.uploads import decode_upload
from loa.server.voices.models import Clip, Joined, Recording, Track, Voice
from loa.server.voices.queries import asset_of

PAUSE_AFTER_SENTENCE_SECONDS = 0.45
PAUSE_AFTER_CHIME_SECONDS = 0.4


def _hash(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def voice_sentence(text: str, *, now: datetime, engine: Engine | None = None) -> Clip:
    """The clip of this sentence in this voice: made once, found by its hash ever after."""
    engine = engine or engine_named()
    words = speakable(text)
    voice = _voice(engine, now)
    key = _hash("sentence", words, voice.key_sha256, voice.gain_db, PAUSE_AFTER_SENTENCE_SECONDS)
    held = Clip.objects.filter(pk=key).first()
    if held:
        return held
    sound = level(engine.speak(words), Calibration(voice.gain_db))
    sound = join([sound, pause(PAUSE_AFTER_SENTENCE_SECONDS)])
    return _keep_clip(key, sound, text=words, voice=f"{engine.name}/{engine.voice}", machine=engine.machine, now=now)


def chime_clip(*, now: datetime) -> Clip:
    """Nhạc hiệu: the house's chime, as a clip."""
    struck = chime()
    struck = level(struck, calibrate(struck, at_least_seconds=0))
    sound = join([struck, pause(PAUSE_AFTER_CHIME_SECONDS)])
    key = _hash("chime", sound.sha256)
    return Clip.objects.filter(pk=key).first() or _keep_clip(key, sound, text="", voice="chime", machine=False, now=now)


def _voice(engine: Engine, now: datetime) -> Voice:
    """The voice with its one fixed gain, calibrated once on more than 30 s of itself."""
    key = _hash(engine.name, engine.voice, dict(engine.settings), calibration_key())
    held = Voice.objects.filter(pk=key).first()
    if held:
        return held
    return Voice.objects.get_or_create(
        pk=key,
        defaults={
            "engine": engine.name,
            "voice": engine.voice,
            "settings": dict(engine.settings),
            "gain_db": calibrated(engine).gain_db,
            "calibrated_at": now,
        },
    )[0]


def _keep_clip(key: str, sound: PCM, *, text: str, voice: str, machine: bool, now: datetime) -> Clip:
    wav = to_wav(sound)
    mp3 = to_mp3(sound, {"voice": MACHINE_VOICE} if machine else {})
    return Clip.objects.get_or_create(
        pk=key,
        defaults={
            "text": text,
            "voice": voice,
            "machine": machine,
            "wav_sha256": files.keep(wav, ending=".wav"),
            "mp3_sha256": files.keep(mp3, ending=".mp3"),
            "wav_bytes": len(wav),
            "mp3_bytes": len(mp3),
            "seconds": sound.seconds,
            "made_at": now,
        },
    )[0]


# --- tracks ------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Score:
    """What a track is made of before it is made."""

    sentences: tuple[Sentence, ...]
    valid_from: date | None = None
    valid_to: date | None = None


def prepare_track(*, revision_id: UUID, agency_id: UUID | None = None, now: datetime) -> Track:
    """Tạo bản âm thanh of a revision, as everybody hears it or as this unit does with its own approved words.

    The shared track is also assembled, encoded and measured: it is what the approver hears. Raises `LoudnessOutOfRange`.
    """
    revision = _revision(revision_id)
    score = _score(revision, agency_id, on=now.astimezone(clock.HANOI).date())
    clips = _clips(revision, score, agency_id, now)
    audio_sha256 = _hash([clip.wav_sha256 for clip in clips])
    held = Track.objects.filter(revision=revision, agency=agency_id, audio_sha256=audio_sha256).first()
    if held:
        return held
    track = Track(
        revision=revision,
        agency_id=agency_id,
        text_sha256=hashlib.sha256(plain_text(score.sentences).encode()).hexdigest() if agency_id else revision.text_sha256,
        clips=[clip.pk for clip in clips],
        audio_sha256=audio_sha256,
        machine=any(clip.machine for clip in clips),
        seconds=sum(clip.seconds for clip in clips),
        valid_from=score.valid_from,
        valid_to=score.valid_to,
        made_at=now,
    )
    if agency_id is None:
        track.mp3_sha256, track.loudness_lufs = _assemble(clips, title=revision.bulletin.title)
    try:
        with transaction.atomic():
            track.save(force_insert=True)
    except IntegrityError:  # a door and the worker made the same sound at the same moment
        return Track.objects.get(revision=revision, agency=agency_id, audio_sha256=audio_sha256)
    return track


def _revision(revision_id: UUID) -> Revision:
    revision = Revision.objects.select_related("bulletin").filter(pk=revision_id).first()
    if revision is None:
        raise NotFound
    return revision


def voice_frame(*, lines: Mapping[UUID, str], now: datetime) -> dict[UUID, Soundtrack]:
    """The frame of a programme (lời xướng, lời kết; nhạc hiệu where there are no words) as sound, by the key of each line."""
    made: dict[UUID, Soundtrack] = {}
    for key, text in lines.items():
        clips = [voice_sentence(s, now=now) for s in split_sentences(text)] or [chime_clip(now=now)]
        made[key] = Soundtrack(
            assets=tuple(asset_of(clip) for clip in clips),
            machine=any(clip.machine for clip in clips),
            text_sha256=hashlib.sha256(nfc(text).encode()).hexdigest(),
        )
    return made


def assemble_track(track: Track) -> Track:
    """One encoded, measured MP3 of a unit's track, on demand."""
    if not track.mp3_sha256:
        held = Clip.objects.in_bulk(track.clips)
        track.mp3_sha256, track.loudness_lufs = _assemble([held[key] for key in track.clips], title=track.revision.bulletin.title)
        track.save(update_fields=["mp3_sha256", "loudness_lufs"])
    return track


def join_clips(keys: Sequence[str], *, title: str) -> bytes:
    """One MP3 of these clips in order (a whole session for a hand-operated station), made once, by the hash of what goes into it."""
    key = _hash("joined", list(keys), title)
    held = Joined.objects.filter(pk=key).first()
    if held is None:
        clips = Clip.objects.in_bulk(set(keys))
        mp3_sha256, loudness = _assemble([clips[k] for k in keys], title=title)
        seconds = sum(clips[k].seconds for k in keys)
        held = Joined.objects.get_or_create(pk=key, defaults={"mp3_sha256": mp3_sha256, "seconds": seconds, "loudness_lufs": loudness})[0]
    return files.read(held.mp3_sha256, ending=".mp3")


def _assemble(clips: Sequence[Clip], *, title: str) -> tuple[str, float]:
    mp3, loudness = _joined(clips, title=title)
    return files.keep(mp3, ending=".mp3"), loudness


def _joined(clips: Sequence[Clip], *, title: str) -> tuple[bytes, float]:
    sound = join([from_wav(files.read(clip.wav_sha256, ending=".wav")) for clip in clips])
    voice = {"voice": MACHINE_VOICE} if any(clip.machine for clip in clips) else {}
    mp3 = to_mp3(sound, {"title": title, "artist": "Loa", **voice})
    return mp3, round(assert_loudness(mp3), 2)


def _score(revision: Revision, agency_id: UUID | None, *, on: date) -> _Score:
    if agency_id is None:
        return _Score(sentences_of(revision))
    own = own_sentences([revision.pk], on=on, agency_ids=[agency_id]).get((revision.pk, agency_id), {})
    spans = UnitText.objects.filter(revision=revision, agency=agency_id, key__in=own, ended_at=None).values_list("valid_from", "valid_to")
    return _Score(
        sentences_of(revision, own),
        valid_from=max((start for start, _ in spans), default=None),
        valid_to=min((end for _, end in spans), default=None),
    )


def _clips(revision: Revision, score: _Score, agency_id: UUID | None, now: datetime) -> list[Clip]:
    """A person's recording comes first: of the whole text, or of the unit's own sentence. The machine voices what nobody read."""
    recorded = list(Recording.objects.filter(revision=revision, ended_at=None).select_related("clip", "unit_text"))
    heard = _clips_heard(revision) if agency_id else None
    whole = next(
        (
            r.clip
            for r in recorded
            if r.unit_text is None and r.text_sha256 == revision.text_sha256 and r.agency_id == revision.bulletin.agency_id
            if heard is None or r.clip_id in heard
        ),
        None,
    )
    by_sentence = {
        r.unit_text.sentence: r.clip for r in recorded if r.unit_text is not None and r.agency_id == agency_id and _before_approval(r)
    }
    if whole is not None:
        # A recording cannot be cut open: the unit's own words follow it.
        voiced = [whole, *(by_sentence.get(s.text) or voice_sentence(s.text, now=now) for s in score.sentences if s.unit)]
    else:
        voiced = [(s.unit and by_sentence.get(s.text)) or voice_sentence(s.text, now=now) for s in score.sentences]
    return [chime_clip(now=now), *voiced]


def _clips_heard(revision: Revision) -> frozenset[str] | None:
    """The clips of the sound that was approved; `None` before an approval. A unit's own track takes no recording that nobody approved."""
    approved = Approval.objects.filter(revision=revision).values_list("audio_sha256", flat=True).first()
    if approved is None:
        return None
    clips = Track.objects.filter(revision=revision, agency=None, audio_sha256=approved).values_list("clips", flat=True).first()
    return frozenset(clips or ())


def _before_approval(recording: Recording) -> bool:
    """A voice lent to own words after their approval would be a sound that no leader answers for."""
    unit_text = recording.unit_text
    return unit_text is None or unit_text.approved_at is None or recording.at <= unit_text.approved_at


# --- recordings --------------------------------------------------------------------------------------------------------------------


def keep_recording(
    *, revision_id: UUID, agency_id: UUID, data: bytes, speaker: str, by: Actor, now: datetime, unit_text_id: UUID | None = None
) -> Recording:
    """Ghi âm: a person's voice for the whole text, or for one unit's own sentence. Raises the upload's errors; hostile bytes stay outside.

    A newer recording of the same words ends the older one; nothing is deleted.
    """
    by.require(Right.WRITE, agency_id)
    speaker = nfc(speaker).strip()[:200]
    if not speaker:
        raise SpeakerMissing
    sound = decode_upload(data)
    sound = join([level(sound, calibrate(sound, at_least_seconds=0)), pause(PAUSE_AFTER_SENTENCE_SECONDS)])
    return _take_recording(
        revision_id=revision_id,
        unit_text_id=unit_text_id,
        agency_id=agency_id,
        data=data,
        sound=sound,
        speaker=speaker,
        by=by,
        now=now,
    )


@transaction.atomic
def _take_recording(
    *, revision_id: UUID, unit_text_id: UUID | None, agency_id: UUID, data: bytes, sound: PCM, speaker: str, by: Actor, now: datetime
) -> Recording:
    revision = Revision.objects.select_for_update(of=("self",)).select_related("bulletin").filter(pk=revision_id).first()
    if revision is None:
        raise NotFound
    unit_text = UnitText.objects.filter(pk=unit_text_id, revision=revision, agency=agency_id).first() if unit_text_id else None
    if unit_text is None and (unit_text_id or revision.bulletin.agency_id != agency_id):
        raise NotFound  # the whole text is read by whoever wrote it; a unit reads its own words only
    clip = _keep_clip(_hash("recording", sound.sha256), sound, text="", voice=f"người đọc: {speaker}"[:80], machine=False, now=now)
    Recording.objects.filter(revision=revision, unit_text=unit_text, agency=agency_id, ended_at=None).update(ended_at=now)
    recording = Recording.objects.create(
        revision=revision,
        unit_text=unit_text,
        agency_id=agency_id,
        text_sha256=unit_text.text_sha256 if unit_text else revision.text_sha256,
        original_sha256=files.keep(data),
        clip=clip,
        speaker=speaker,
        by_person_id=by.person_id,
        at=now,
    )
    acts.record(
        RecordingKept(recording_id=recording.pk, revision_id=revision.pk, speaker=speaker, original_sha256=recording.original_sha256),
        by=by,
        now=now,
    )
    return recording


def prepare_unit_tracks(*, pairs: Iterable[tuple[UUID, UUID]], now: datetime) -> list[Track]:
    """The tracks of many (revision, agency) pairs."""
    return [prepare_track(revision_id=revision_id, agency_id=agency_id, now=now) for revision_id, agency_id in pairs]
