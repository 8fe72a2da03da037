"""Pauses: speakable text as what is said in one breath, and how long the silence after it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

# What announcers say before a place or a number that is given again.
AGAIN = "Xin nhắc lại"


class Pause(Enum):
    """The silence after a phrase: seconds for a voice, a mark for whoever reads aloud."""

    NONE = (0.0, "")
    COMMA = (0.3, "/")
    CLAUSE = (0.45, "/")
    SENTENCE = (0.6, "//")
    PARAGRAPH = (0.9, "//")  # the end of a line: an item of a list, a paragraph

    def __init__(self, seconds: float, mark: str) -> None:
        self.seconds = seconds
        self.mark = mark


BY_SIGN = {",": Pause.COMMA, ";": Pause.CLAUSE, ":": Pause.CLAUSE, ".": Pause.SENTENCE, "?": Pause.SENTENCE, "!": Pause.SENTENCE}
PHRASE = re.compile(r"([^.,;:?!\n]+)([.,;:?!]*)[^\S\n]*(\n|$)?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words said in one breath, the sign written after them, and the pause."""

    words: str
    sign: str
    pause: Pause


def phrases(spoken: str) -> tuple[Phrase, ...]:
    """Speakable text cut at its signs and lines. The last phrase of a line has the pause of a paragraph."""
    found: list[Phrase] = []
    for match in PHRASE.finditer(spoken):
        words, signs, line_end = match[1].strip(), match[2], match[3]
        if not words:
            continue
        pause = BY_SIGN.get(signs[-1:], Pause.NONE)
        found.append(Phrase(words, signs[-1:], Pause.PARAGRAPH if line_end is not None else pause))
    return tuple(found)


def given_again(written: str, passages: Iterable[str]) -> tuple[str, ...]:
    """Those passages (places, hotlines) that stand in this sentence, in the order in which they stand, to be said once more after it."""
    here = {passage: at for passage in passages if passage and (at := written.find(passage)) >= 0}
    longest = [one for one in here if not any(one != other and one in other for other in here)]
    return tuple(sorted(longest, key=here.__getitem__))


def again(passage: str) -> str:
    """The words in which a passage is given once more: "Xin nhắc lại: …"."""
    return f"{AGAIN}: {passage.strip(' .,;:')}."
