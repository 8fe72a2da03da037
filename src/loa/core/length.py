"""How long a text lasts when spoken, before anybody has spoken it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from loa.core.prosody import NORMAL, Prosody
from loa.core.speakable import STANDARD, Manner, Pause, Phrase, phrases, speakable
from loa.core.speakable.say import NO_WORDS

# All rates: syllables a minute while speaking, pauses not counted.
# espeak-ng at the settings of the house, fitted to 29 sentences (1,138 syllables, 363 s) of official letters: 205, and 0.33 s a comma.
ESPEAK = 205
# A person who reads to a street: announcers are asked for about 3 syllables a second outdoors. Not measured on recordings; 165 is the
# slow end, for whoever plans a session read live.
ANNOUNCER = 165
# Between the two: the plan is made before anybody knows who will speak, and a session that ends early harms nobody.
DEFAULT = 190
SYLLABLE = re.compile(r"[^\W\d_]+")


def syllables(spoken: str) -> int:
    """How many syllables speakable text has: Vietnamese writes each as a word."""
    return len(SYLLABLE.findall(spoken))


def estimate_seconds(
    text: str,
    *,
    syllables_per_minute: int = DEFAULT,
    dictionary: Mapping[str, str] = NO_WORDS,
    manner: Manner = STANDARD,
    prosody: Prosody = NORMAL,
) -> float:
    """Seconds that the text takes: its syllables when spoken ("17.000" has three), and its pauses.

    `dictionary` and `manner` are the office's own; `prosody` is how texts of this class are said. What is given again is not counted:
    that is `script_seconds` of a script.
    """
    line = phrases(speakable(text, dictionary=dictionary, manner=manner))
    return script_seconds([line], syllables_per_minute=syllables_per_minute, prosody=prosody)


def script_seconds(lines: Iterable[Sequence[Phrase]], *, syllables_per_minute: int = DEFAULT, prosody: Prosody = NORMAL) -> float:
    """Seconds that a script takes, with everything in it that is given again; the chime before it is not in it."""
    said = [phrase for line in lines for phrase in line]
    speaking = sum(syllables(phrase.words) for phrase in said) * 60 / (syllables_per_minute * prosody.rate)
    return speaking + sum(map(_silence, said)) * prosody.pauses


def _silence(phrase: Phrase) -> float:
    """A line that ends with a sign is a sentence's end; only one without (a heading, an item of a list) has the longer pause."""
    held = Pause.SENTENCE if phrase.pause is Pause.PARAGRAPH and phrase.sign else phrase.pause
    return held.seconds
