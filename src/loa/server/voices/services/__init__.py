"""Verbs about sound: voice a sentence once, put a track together, keep a recording; an office's own readings."""

from loa.server.voices.services.choosing import choose_voice, sample_voice
from loa.server.voices.services.readings import (
    choose_manner,
    choose_reading,
    end_reading,
    give_again,
    give_reading,
)
from loa.server.voices.services.sounding import (
    assemble_track,
    join_clips,
    keep_recording,
    prepare_track,
    prepare_unit_tracks,
    voice_frame,
)
from loa.server.voices.services.voicing import chime_clip, voice_again, voice_sentence

__all__ = [
    "assemble_track",
    "chime_clip",
    "choose_manner",
    "choose_reading",
    "choose_voice",
    "end_reading",
    "give_again",
    "give_reading",
    "join_clips",
    "keep_recording",
    "prepare_track",
    "prepare_unit_tracks",
    "sample_voice",
    "voice_again",
    "voice_frame",
    "voice_sentence",
]
