"""Verbs about which voice an office uses, among those that are installed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from loa.core.roles import Right
from loa.core.speakable import speakable
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.voices.engines import http
from loa.server.voices.engines.calibration import TEXT
from loa.server.voices.engines.errors import NoSuchEngine
from loa.server.voices.events import VoiceChosen
from loa.server.voices.models import Clip, OfficeVoice
from loa.server.voices.queries import voices_installed
from loa.server.voices.services.voicing import Reader, engine_called, voice_sentence

SAMPLE = TEXT[0]
SAMPLE_SPOKEN = speakable(SAMPLE)
AS_ABOVE = "như đơn vị cấp trên"


@transaction.atomic
def choose_voice(*, agency_id: UUID, voice: str, by: Actor, now: datetime) -> OfficeVoice | None:
    """Chọn giọng đọc của đơn vị, for this office and those below that chose none; an empty name leaves it to the offices above.

    What is approved keeps the sound that was approved. A rented voice costs money, so whoever manages the office chooses it.
    Raises `NoSuchEngine` for what is not installed.
    """
    by.require(_right(voice), agency_id)
    installed = voices_installed()
    if voice and voice not in installed:
        raise NoSuchEngine(engine=voice)
    held = OfficeVoice.objects.select_for_update().filter(agency=agency_id, ended_at=None).first()
    before = held.voice if held else ""
    if before == voice:
        return held
    if held is not None:
        held.ended_at = now
        held.save(update_fields=["ended_at"])
    made = OfficeVoice.objects.create(agency_id=agency_id, voice=voice, made_at=now) if voice else None
    acts.record(
        VoiceChosen(agency_id=agency_id, voice=installed.get(voice, AS_ABOVE)),
        by=by,
        now=now,
        before={"voice": before},
        after={"voice": voice},
    )
    return made


def sample_voice(*, agency_id: UUID, voice: str, by: Actor, now: datetime) -> Clip:
    """Nghe thử một giọng: one sentence of the house in this voice, made once. Raises what its engine raises: here nobody stands in for it."""
    by.require(_right(voice), agency_id)
    return voice_sentence(SAMPLE, now=now, reader=Reader(engine_called(voice)))


def _right(voice: str) -> Right:
    return Right.MANAGE if voice == http.NAME else Right.REVIEW
