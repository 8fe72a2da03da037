"""Verbs that make clips: a sentence in a voice, a passage given again, the chime; which voice speaks, and what a rented one costs."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from loa.core.prosody import NORMAL, Call, Prosody
from loa.core.speakable import Pause, again, phrases, speakable
from loa.server.kit import acts, clock, files
from loa.server.kit.actors import Actor
from loa.server.voices.engines.calibration import calibrated, calibration_key
from loa.server.voices.engines.engine import Engine
from loa.server.voices.engines.errors import EngineUnavailable, NoSuchEngine, RentedVoiceSpent
from loa.server.voices.engines.http import Rented
from loa.server.voices.engines.registry import DEFAULT
from loa.server.voices.engines.registry import engine as engine_named
from loa.server.voices.events import RentedVoiceStopped, TextSentOut
from loa.server.voices.mixing.chime import chime
from loa.server.voices.mixing.encode import machine_voice, to_mp3, to_wav
from loa.server.voices.mixing.errors import TooShortToCalibrate
from loa.server.voices.mixing.levels import Calibration, calibrate, level
from loa.server.voices.mixing.pcm import PCM, join, join_with_gaps, pause, trimmed
from loa.server.voices.models import Clip, Voice, VoiceSpending
from loa.server.voices.queries import PAUSE_AFTER_CHIME_SECONDS, PLAIN, Speech, voice_of, voices_beside

Made = TypeVar("Made")
# What is given again is for somebody with a pencil: a breath after every phrase.
PAUSE_BETWEEN_GIVEN_AGAIN_SECONDS = 0.7
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a text, and how: `instead_of` names the voice in whose place it speaks, `heard` holds clips by their words that
    somebody approved, which are taken as they are."""

    engine: Engine
    prosody: Prosody = NORMAL
    instead_of: str = ""
    heard: Mapping[str, Clip] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """As it stands in the tags of whatever this reader says."""
        return machine_voice(self.engine.shown, instead_of=self.instead_of) if self.engine.machine else ""


def hash_of(*parts: object) -> str:
    """The sha256 of values, in hex: the key of a clip or a file made of them."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def in_voice(agency_id: UUID, *, at: datetime, reader: Callable[[Engine, str], Reader], make: Callable[[Reader], Made]) -> Made:
    """What `make` makes in the voice of this office; where that voice does not speak, all of it in the built-in one, which says so."""
    chosen, instead_of = voice_of(agency_id, at=at), ""
    if chosen != DEFAULT:
        try:
            engine = engine_called(chosen)
            instead_of = engine.shown
            return make(reader(engine, ""))
        except (EngineUnavailable, NoSuchEngine) as silent:
            log.warning("voice %s does not speak: %s %s", chosen, silent.code, dict(silent.facts))
            instead_of = instead_of or chosen
    return make(reader(engine_named(), instead_of))


def voice_sentence(text: str, *, now: datetime, speech: Speech = PLAIN, reader: Reader | None = None) -> Clip:
    """The clip of this sentence in this voice: made once, found by its hash ever after. `speech` is how the office says its words."""
    reader = reader or Reader(engine_named())
    words = speakable(speech.told(text), dictionary=speech.words, manner=speech.manner)
    if words in reader.heard:
        return reader.heard[words]
    parts, gaps = _breaths(words, reader)
    return _clip("sentence", words, parts, gaps, reader=reader, now=now)


def voice_again(passage: str, *, now: datetime, speech: Speech = PLAIN, reader: Reader | None = None) -> Clip:
    """A passage given once more ("Xin nhắc lại: …"), phrase by phrase with a breath between."""
    reader = reader or Reader(engine_named())
    words = speakable(again(passage), dictionary=speech.words, manner=speech.manner)
    if words in reader.heard:
        return reader.heard[words]
    parts = [phrase.words + phrase.sign for phrase in phrases(words) if _has_word(phrase.words)]
    gaps = [PAUSE_BETWEEN_GIVEN_AGAIN_SECONDS * reader.prosody.pauses] * len(parts)
    return _clip("again", words, parts, gaps, reader=reader, now=now)


def chime_clip(*, now: datetime, call: Call = Call.CALLING) -> Clip:
    """Nhạc hiệu: the house's chime for texts of this class, as a clip."""
    sound = join([_struck(call), pause(PAUSE_AFTER_CHIME_SECONDS)])
    key = hash_of("chime", sound.sha256)
    return Clip.objects.filter(pk=key).first() or keep_clip(key, sound, text="", voice="chime", mark="", now=now)


@cache
def _struck(call: Call) -> PCM:
    struck = chime(call)
    return level(struck, calibrate(struck, at_least_seconds=0))


def _breaths(words: str, reader: Reader) -> tuple[list[str], list[float]]:
    """The sentence in the pieces that are spoken one by one, and the silence after each, in seconds.

    A voice that breathes by itself speaks the sentence whole, unless its class asks for longer pauses.
    """
    held = [phrase for phrase in phrases(words) if _has_word(phrase.words)]
    if not held:
        return [words], [0.0]  # the engine refuses it in its own words
    # A line that ends without a stop is a heading or an item of a list.
    last = Pause.SENTENCE if held[-1].sign else Pause.PARAGRAPH
    times = reader.prosody.pauses
    if reader.engine.breathes and times == 1.0:
        return [words], [last.seconds]
    gaps = [phrase.pause.seconds * times for phrase in held]
    return [phrase.words + phrase.sign for phrase in held], [*gaps[:-1], last.seconds * times]


def _has_word(words: str) -> bool:
    return any(c.isalnum() for c in words)


def _clip(kind: str, words: str, parts: Sequence[str], gaps: Sequence[float], *, reader: Reader, now: datetime) -> Clip:
    engine, rate = reader.engine, reader.prosody.rate
    voice = _voice(engine, now)
    key = hash_of(kind, words, list(parts), list(gaps), rate, voice.key_sha256, voice.gain_db, reader.mark)
    held = Clip.objects.filter(pk=key).first()
    if held:
        return held
    said = join_with_gaps([trimmed(engine.speak(part, rate=rate)) for part in parts], gaps)
    sound = level(said, Calibration(voice.gain_db))
    return keep_clip(key, sound, text=words, voice=f"{engine.name}/{engine.voice}"[:80], mark=reader.mark, now=now)


def _voice(engine: Engine, now: datetime) -> Voice:
    """The voice with its one fixed gain, calibrated once on more than 30 s of itself."""
    settings = dict(engine.settings)
    key = hash_of(engine.name, engine.voice, settings, calibration_key())
    held = Voice.objects.filter(pk=key).first()
    if held:
        return held
    try:
        gain_db = calibrated(engine).gain_db
    except TooShortToCalibrate as beep:  # a service that answers every sentence with the same short sound
        raise EngineUnavailable(engine=engine.shown) from beep
    return Voice.objects.get_or_create(
        pk=key,
        defaults={
            "engine": engine.name,
            "voice": engine.voice,
            "settings": settings,
            "gain_db": gain_db,
            "calibrated_at": now,
        },
    )[0]


def keep_clip(key: str, sound: PCM, *, text: str, voice: str, mark: str, now: datetime) -> Clip:
    """Keep these samples as a clip under their key, in both encodings; `mark` is empty for whatever is no machine's voice."""
    wav = to_wav(sound)
    mp3 = to_mp3(sound, {"voice": mark} if mark else {})
    return Clip.objects.get_or_create(
        pk=key,
        defaults={
            "text": text,
            "voice": voice,
            "machine": bool(mark),
            "mark": mark,
            "wav_sha256": files.keep(wav, ending=".wav"),
            "mp3_sha256": files.keep(mp3, ending=".mp3"),
            "wav_bytes": len(wav),
            "mp3_bytes": len(mp3),
            "seconds": sound.seconds,
            "made_at": now,
        },
    )[0]


# --- which voice, and what it costs ------------------------------------------------------------------------------------------------


def engine_called(name: str) -> Engine:
    """An installed voice, counted where it costs. Raises `NoSuchEngine`."""
    return engine_named(name, replace(voices_beside(), spend=_spend))


def _spend(told: Rented, characters: int) -> None:
    """Count what is about to leave; past the month's limit nothing does. Raises `RentedVoiceSpent`."""
    now = clock.now()
    month = clock.day_of(now).replace(day=1)
    by = Actor.system("giọng đọc")
    spent = VoiceSpending.objects.get_or_create(voice=told.name, month=month)[0]
    with transaction.atomic():
        mine = VoiceSpending.objects.filter(pk=spent.pk)
        # Once a month's limit has refused something, nothing leaves until it is raised: half a text in a rented voice helps nobody.
        counted = mine.filter(characters__lte=told.most_characters - characters, stopped_by__lt=told.most_characters).update(
            characters=F("characters") + characters, requests=F("requests") + 1
        )
        spent.refresh_from_db()
        if counted:
            sent = TextSentOut(spending_id=spent.pk, voice=told.name, characters=characters, month_total=spent.characters)
            acts.record(sent, by=by, now=now)
        elif mine.filter(Q(stopped_at=None) | Q(stopped_by__lt=told.most_characters)).update(
            stopped_at=now, stopped_by=told.most_characters
        ):
            acts.record(RentedVoiceStopped(spending_id=spent.pk, voice=told.name, most=told.most_characters), by=by, now=now)
    if not counted:
        raise RentedVoiceSpent(engine=told.name, characters=spent.characters, most=told.most_characters, month=f"{month:%m/%Y}")
