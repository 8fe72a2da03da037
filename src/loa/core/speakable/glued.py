"""Words that were typed, or copied out of a file, without the blank between them: "Thựchiện", "khẩntrương"."""

import re
from functools import lru_cache

from loa.core.speakable.names import SYLLABLE
from loa.core.speakable.tables.syllables import SYLLABLES

WORD = re.compile(r"[^\W\d_]+")
MOST_SYLLABLES = 4
LONGEST_SYLLABLE = 7
# Shorter ones are names and abbreviations.
SHORTEST = 3
INNER_CAPITAL = re.compile(r"(?<=[^\W\dA-ZĐ_])(?=[A-ZĐ])")


def parted(text: str) -> str:
    """The text with a blank where two words touch, if there is exactly one way to part them. Words without any mark are left: they may be foreign."""
    strange = {
        word for word in set(WORD.findall(text)) if len(word) >= SHORTEST and not word.isascii() and word.casefold() not in SYLLABLES
    }
    found = {word: way for word in strange if (way := _way(word))}
    return WORD.sub(lambda m: found.get(m.group(), m.group()), text) if found else text


@lru_cache(maxsize=4096)
def _way(word: str) -> str:
    if SYLLABLE.fullmatch(word):
        return ""
    if not word[1:].islower():
        parts = INNER_CAPITAL.split(word)
        return " ".join(parts) if len(parts) > 1 and all(part.casefold() in SYLLABLES for part in parts) else ""
    ways = [way for way in _ways(word.casefold(), MOST_SYLLABLES) if len(way) > 1]
    fewest = min(map(len, ways), default=0)
    best = [way for way in ways if len(way) == fewest]
    if len(best) != 1:
        return ""
    lengths = [len(part) for part in best[0]]
    starts = [sum(lengths[:at]) for at in range(len(lengths))]
    return " ".join(word[start : start + length] for start, length in zip(starts, lengths, strict=True))


def _ways(rest: str, most: int) -> list[tuple[str, ...]]:
    """Every way to part this into at most so many syllables."""
    if not rest:
        return [()]
    if not most:
        return []
    return [
        (rest[:end], *way)
        for end in range(1 if rest[0] in "yýỷ" else 2, min(len(rest), LONGEST_SYLLABLE) + 1)
        if rest[:end] in SYLLABLES or rest[:end] in {"y", "ý", "ở"}
        for way in _ways(rest[end:], most - 1)
    ]
