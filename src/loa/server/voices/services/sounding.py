"""Verbs about sound: put a track together, keep a recording."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import IntegrityError, transaction

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.priorities import Priority
from loa.core.prosody import key_sentence, prosody_of
from loa.core.roles import Right
from loa.core.rundown import Soundtrack
from loa.core.sentences import split_sentences
from loa.core.speakable import given_again
from loa.core.unit_words import Sentence, plain_text
from loa.server.bulletins.models import Approval, Revision, UnitText
from loa.server.bulletins.queries import own_sentences, sentences_of
from loa.server.kit import acts, clock, files
from loa.server.kit.actors import Actor
from loa.server.voices.engines.registry import DEFAULT
from loa.server.voices.errors import SpeakerMissing
from loa.server.voices.events import RecordingKept
from loa.server.voices.mixing.encode import from_wav, machine_voice, to_mp3
from loa.server.voices.mixing.levels import assert_loudness, calibrate, level
from loa.server.voices.mixing.pcm import PCM, join, pause
from loa.server.voices.mixing.uploads import decode_upload
from loa.server.voices.models import Clip, Joined, OfficeVoice, Recording, Track
from loa.server.voices.queries import Speech, asset_of, speech_of, track_of
from loa.server.voices.services.voicing import Reader, chime_clip, hash_of, in_voice, keep_clip, voice_again, voice_sentence

# A recording is read by whoever breathes by themselves; this much lies between it and what follows.
PAUSE_AFTER_RECORDING_SECONDS = 0.45
NO_OFFICES: Mapping[UUID, UUID] = MappingProxyType({})


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
    audio_sha256 = hash_of([clip.wav_sha256 for clip in clips])
    held = Track.objects.filter(revision=revision, agency=agency_id, audio_sha256=audio_sha256).first()
    if held:
        return _newest_again(held, now)
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


def _newest_again(track: Track, now: datetime) -> Track:
    """A choice that was taken back leads to a sound made before: it is the newest again."""
    newest = track_of(track.revision_id, track.agency_id)
    if newest is not None and newest.pk != track.pk:
        track.made_at = max(now, newest.made_at + timedelta(microseconds=1))
        track.save(update_fields=["made_at"])
    return track


def _revision(revision_id: UUID) -> Revision:
    revision = Revision.objects.select_related("bulletin").filter(pk=revision_id).first()
    if revision is None:
        raise NotFound
    return revision


def voice_frame(*, lines: Mapping[UUID, str], now: datetime, office_of: Mapping[UUID, UUID] = NO_OFFICES) -> dict[UUID, Soundtrack]:
    """The frame of a programme (lời xướng, lời kết; nhạc hiệu where there are no words) as sound, by the key of each line.

    `office_of` says whose line it is, by the same key: it is spoken in that office's voice, else in the built-in one.
    """
    made: dict[UUID, Soundtrack] = {}
    chosen = OfficeVoice.objects.filter(ended_at=None).exists()
    for key, text in lines.items():
        sentences, office = split_sentences(text), office_of.get(key) if chosen else None

        def said(reader: Reader, sentences: Sequence[str] = sentences) -> list[Clip]:
            return [voice_sentence(s, now=now, reader=reader) for s in sentences]

        if sentences and office:
            clips = in_voice(office, at=now, reader=lambda engine, instead_of: Reader(engine, instead_of=instead_of), make=said)
        else:
            clips = [voice_sentence(s, now=now) for s in sentences] or [chime_clip(now=now)]
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
    key = hash_of("joined", list(keys), title)
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
    # Clips of an earlier version carry no mark of their own: there was one voice then.
    marks = dict.fromkeys(clip.mark or machine_voice(DEFAULT) for clip in clips if clip.machine)
    voice = {"voice": " · ".join(marks)} if marks else {}
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
    # A recording cannot be cut open: the unit's own words follow it.
    sentences = score.sentences if whole is None else tuple(s for s in score.sentences if s.unit)
    voiced = _by_machine(revision, sentences, by_sentence, agency_id, now=now, whole=whole is None) if sentences else []
    call = prosody_of(Priority(revision.bulletin.priority)).call
    return [chime_clip(now=now, call=call), *([whole] if whole else ()), *voiced]


def _by_machine(
    revision: Revision,
    sentences: Sequence[Sentence],
    by_sentence: Mapping[str, Clip],
    agency_id: UUID | None,
    *,
    now: datetime,
    whole: bool,
) -> list[Clip]:
    """One voice for all of it, that of the office that wrote the text; what was approved is taken as it was heard.

    `whole`: these sentences are the text, and not what follows a person's recording, who said twice what is to be said twice.
    """
    speeches = _speeches(revision, agency_id, now)
    prosody = prosody_of(Priority(revision.bulletin.priority))
    key = key_sentence([s.text for s in sentences]) if prosody.key_twice and whole else None
    heard = {clip.text: clip for clip in Clip.objects.filter(pk__in=_clips_heard(revision) or (), machine=True).exclude(text="")}

    def made(reader: Reader) -> list[Clip]:
        clips: list[Clip] = []
        for at, sentence in enumerate(sentences):
            own = replace(reader, heard={}) if sentence.unit else reader
            clips += _voiced(sentence, by_sentence, speeches, own, now=now, twice=at == key)
        return clips

    return in_voice(
        revision.bulletin.agency_id,
        at=_approved_at(revision) or now,
        reader=lambda engine, instead_of: Reader(engine, prosody=prosody, instead_of=instead_of, heard=heard),
        make=made,
    )


def _speeches(revision: Revision, agency_id: UUID | None, now: datetime) -> dict[bool, Speech]:
    """How the shared sentences are said (False) and the unit's own (True). What was approved is said as it was when it was approved."""
    bulletin = revision.bulletin
    shared = speech_of(bulletin.agency_id, bulletin_id=bulletin.pk, at=_approved_at(revision) or now)
    return {False: shared, True: speech_of(agency_id, bulletin_id=bulletin.pk, at=now) if agency_id else shared}


def _approved_at(revision: Revision) -> datetime | None:
    return Approval.objects.filter(revision=revision).values_list("at", flat=True).first()


def _voiced(
    sentence: Sentence, by_sentence: Mapping[str, Clip], speeches: Mapping[bool, Speech], reader: Reader, *, now: datetime, twice: bool
) -> list[Clip]:
    """One sentence as sound, and after it what is given again of it. A person who reads says it twice without being told."""
    recorded = by_sentence.get(sentence.text) if sentence.unit else None
    if recorded is not None:
        return [recorded]
    speech = speeches[bool(sentence.unit)]
    written = " ".join(sentence.text.split())
    repeated = (written,) if twice else given_again(written, speech.again)
    said = voice_sentence(sentence.text, now=now, speech=speech, reader=reader)
    passages = (speech.told(written, passage=one) for one in repeated)
    return [said, *(voice_again(one, now=now, speech=speech, reader=reader) for one in passages)]


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
    sound = join([level(sound, calibrate(sound, at_least_seconds=0)), pause(PAUSE_AFTER_RECORDING_SECONDS)])
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
    clip = keep_clip(hash_of("recording", sound.sha256), sound, text="", voice=f"người đọc: {speaker}"[:80], mark="", now=now)
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
