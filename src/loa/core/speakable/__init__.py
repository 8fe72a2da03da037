"""Speakable Vietnamese: what is written, as a good announcer says it. Plain words and punctuation; tables first, rules short."""

from loa.core.speakable.ambiguous import Ambiguity, ambiguities
from loa.core.speakable.breath import Pause, Phrase, again, given_again, phrases
from loa.core.speakable.manner import STANDARD, Manner, manner
from loa.core.speakable.places import Chosen, place_of, places_of, written_out
from loa.core.speakable.say import speakable
from loa.core.speakable.script import script

__all__ = [
    "STANDARD",
    "Ambiguity",
    "Chosen",
    "Manner",
    "Pause",
    "Phrase",
    "again",
    "ambiguities",
    "given_again",
    "manner",
    "phrases",
    "place_of",
    "places_of",
    "script",
    "speakable",
    "written_out",
]
