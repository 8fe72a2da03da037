"""A field is no surer than the words it was read from were recognised."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from loa.core.reading import Evidence, Letter
from loa.server.documents.leafing.leaves import Place

CLEAR: Final = 0.88  # from here on a recognised word is as good as typed
LOST: Final = 0.30  # below this it is a guess
WEAK_OF_LIST: Final = 4  # of a long field the mean of its weakest words counts


def doubted(letter: Letter, places: Sequence[Place]) -> Letter:
    """The same letter; each field's confidence lowered by how surely the words of its place were recognised."""
    if all(place.sure >= CLEAR for place in places):
        return letter
    starts = [place.start for place in places]
    evidence = {name: _doubted(found, places, starts) for name, found in letter.evidence.items()}
    return replace(letter, evidence=evidence)


def _doubted(found: Evidence, places: Sequence[Place], starts: Sequence[int]) -> Evidence:
    spans = found.spans or ((found.span,) if found.span else ())
    sure = [place.sure for span in spans for place in _within(span, places, starts)]
    if not sure:
        return found
    weakest = sorted(sure)[: max(1, min(WEAK_OF_LIST, len(sure) // 3))]
    mean = sum(weakest) / len(weakest)
    factor = min(1.0, max(0.25, (mean - LOST) / (CLEAR - LOST)))
    return replace(found, confidence=found.confidence * factor)


def _within(span: tuple[int, int], places: Sequence[Place], starts: Sequence[int]) -> list[Place]:
    at = max(0, bisect_right(starts, span[0]) - 1)
    found = []
    while at < len(places) and places[at].start < span[1]:
        if places[at].end > span[0]:
            found.append(places[at])
        at += 1
    return found
