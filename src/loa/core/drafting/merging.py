"""The same request in two papers is one clause of the draft, with both named; nearly the same is shown and left to the person.

Compared are the words without deadlines, names of who is asked, and marks. Requests whose figures differ, or of which one says "không", are never one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from loa.core.drafting.asked import Piece
from loa.core.drafting.tables import TURNING
from loa.core.folding import search_key
from loa.core.reading.asked import named

SAME: Final = 0.8  # of the shorter one's word pairs stand in the longer
SAME_BOTH: Final = 0.7  # of all word pairs stand in both: for short ones
NEAR: Final = 0.45
LEAST_PAIRS: Final = 6
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Gist:
    """What a piece is compared by."""

    pairs: frozenset[tuple[str, str]]
    figures: frozenset[str]
    turns: frozenset[str]


def gist(piece: Piece) -> Gist:
    """Its word pairs, figures, and words that turn a request about."""
    text = piece.text
    if piece.due and piece.due.get("words"):
        text = text.replace(str(piece.due["words"]), " ")
    first, _, rest = text.partition("\n")
    names, end = named(first)
    folded = search_key(f"{first[end:] if names else first} {rest}")
    words = _WORD.findall(folded)
    turns = frozenset(turn for turn in TURNING if re.search(rf"\b{turn}\b", folded))
    return Gist(frozenset(pairwise(words)), frozenset(_FIGURE.findall(folded)), turns)


def likeness(one: Gist, other: Gist) -> float:
    """0 to 1; 1 where the shorter is wholly in the longer. Little words are held against all words of both."""
    shared = len(one.pairs & other.pairs)
    least = min(len(one.pairs), len(other.pairs))
    if not shared or not least:
        return 0.0
    both = shared / len(one.pairs | other.pairs)
    return both * SAME / SAME_BOTH if least < LEAST_PAIRS else max(shared / least, both * SAME / SAME_BOTH)


def merged(pieces: Sequence[Piece]) -> tuple[dict[str, str], dict[str, str]]:
    """Key of a piece -> key of the one it is the same as; and -> key of one it is near to. Only between papers."""
    gists = {piece.key: gist(piece) for piece in pieces}
    same: dict[str, str] = {}
    near: dict[str, str] = {}
    for at, later in enumerate(pieces):
        for earlier in pieces[:at]:
            if earlier.paper.key == later.paper.key or earlier.key in same:
                continue
            one, other = gists[earlier.key], gists[later.key]
            alike = likeness(one, other)
            if alike >= SAME and one.figures == other.figures and one.turns == other.turns:
                same[later.key] = earlier.key
                break
            if alike >= NEAR:
                near.setdefault(later.key, earlier.key)
    return same, {key: other for key, other in near.items() if key not in same}
