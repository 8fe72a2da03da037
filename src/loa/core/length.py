"""How long a text lasts when spoken, before anybody has spoken it."""

import re

from loa.core.speakable import speakable

# All rates: syllables a minute while speaking, pauses not counted.
# espeak-ng at the settings of the house, fitted to 29 sentences (1,138 syllables, 363 s) of official letters: 205, and 0.33 s a comma.
ESPEAK = 205
# A person who reads to a street: announcers are asked for about 3 syllables a second outdoors. Not measured on recordings; 165 is the
# slow end, for whoever plans a session read live.
ANNOUNCER = 165
# Between the two: the plan is made before anybody knows who will speak, and a session that ends early harms nobody.
DEFAULT = 190
PAUSE_COMMA_SECONDS = 0.3
PAUSE_END_SECONDS = 0.6
SYLLABLE = re.compile(r"[^\W\d_]+")
COMMA = re.compile(r"[,;:]")
END = re.compile(r"[.?!]+|\n")


def syllables(spoken: str) -> int:
    """How many syllables speakable text has: Vietnamese writes each as a word."""
    return len(SYLLABLE.findall(spoken))


def estimate_seconds(text: str, *, syllables_per_minute: int = DEFAULT) -> float:
    """Seconds that the text takes: its syllables when spoken ("17.000" has three), and its pauses."""
    spoken = speakable(text)
    pauses = PAUSE_COMMA_SECONDS * len(COMMA.findall(spoken)) + PAUSE_END_SECONDS * len(END.findall(spoken))
    return syllables(spoken) * 60 / syllables_per_minute + pauses
