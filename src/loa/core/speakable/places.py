"""A reading chosen for one place of a text: which place it is, and the sentence with the choice written in."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """How `written` is said at one place: the one that `place_of` names."""

    place: str
    written: str
    spoken: str


def place_of(sentence: str, written: str, at: int) -> str:
    """The name of the place where `written` begins in this sentence: the words of the sentence, and which time it stands there.

    Another sentence, or the same sentence in other words, is another place: a choice never strays when the text is edited.
    """
    # Blanks are counted as nothing, so that a line break in the sentence changes nothing.
    digest = hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()
    return f"{digest[:32]}:{sentence.count(written, 0, at)}"


def places_of(sentence: str, written: str) -> Iterator[tuple[int, str]]:
    """Where `written` stands in this sentence, and the names of those places."""
    at = sentence.find(written) if written else -1
    while at >= 0:
        yield at, place_of(sentence, written, at)
        at = sentence.find(written, at + len(written))


def written_out(sentence: str, chosen: Iterable[Chosen], *, passage: str = "") -> str:
    """The sentence, or this passage of it, with what was chosen for its places written in. Where two choices touch, the longer one counts."""
    told = sorted(
        ((at, one) for one in chosen for at, place in places_of(sentence, one.written) if place == one.place),
        key=lambda pair: (-len(pair[1].written), pair[0]),
    )
    taken: list[tuple[int, int, str]] = []
    for at, one in told:
        end = at + len(one.written)
        if all(end <= begin or at >= past for begin, past, _ in taken):
            taken.append((at, end, one.spoken))
    first = sentence.find(passage) if passage else 0
    last = first + len(passage) if passage else len(sentence)
    if first < 0:
        return passage
    text = ""
    for begin, past, spoken in sorted(taken):
        if begin >= first and past <= last:
            text += f"{sentence[first:begin]}{spoken}"
            first = past
    return text + sentence[first:last]
