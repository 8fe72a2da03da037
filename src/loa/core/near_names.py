"""Names that come near to words nobody understood: to be offered to a person, never taken by themselves."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from math import log
from typing import Final

from loa.core.recipients import read_recipient

LEAST: Final = 0.5  # of two names as heavy as each other, half their weight is alike
CLOSE: Final = 0.8  # of the nearest: what lies further off is another name
ALIKE: Final = 0.75  # of letters of a misread word
MISREAD: Final = 0.8  # what a word counts that is only alike
MOST_MISREAD: Final = 12  # words of one line that are compared letter by letter
MOST_WORDS: Final = 60
EXCEPT: Final = re.compile(r"\btrừ\b", re.IGNORECASE)


class NearNames:
    """Folded names of many bearers, looked up by their words: a word that few names have weighs more than one of all."""

    def __init__(self, called: Sequence[Collection[str]]) -> None:
        self._names = [(bearer, frozenset(name.split())) for bearer, names in enumerate(called) for name in names]
        self._bearing: dict[str, list[int]] = defaultdict(list)
        for place, (_bearer, words) in enumerate(self._names):
            for word in words:
                self._bearing[word].append(place)
        self._weight = {word: log(1 + len(self._names) / len(places)) for word, places in self._bearing.items()}
        self._heavy = [sum(self._weight[word] for word in words) for _bearer, words in self._names]
        self._rare = max(self._weight.values(), default=0.0)

    def of(self, line: str, /, *, most: int) -> list[int]:
        """The bearers (places in what was given) whose names come nearest to a folded line, the nearest first; none where none is near."""
        words = list(dict.fromkeys(line.split()))[:MOST_WORDS]
        shared: dict[int, float] = defaultdict(float)
        for sought in self._sought(words):
            for word, counts in sought.items():
                for place in self._bearing[word]:
                    shared[place] += counts * self._weight[word]
        whole = sum(self._weight.get(word, self._rare) for word in words)
        best: dict[int, float] = {}
        for place, weight in shared.items():
            bearer = self._names[place][0]
            best[bearer] = max(best.get(bearer, 0.0), 2 * weight / (whole + self._heavy[place]))
        least = max(LEAST, CLOSE * max(best.values(), default=0.0))
        near = [bearer for bearer, score in best.items() if score >= least]
        return sorted(near, key=lambda bearer: (-best[bearer], bearer))[:most]

    def _sought(self, words: Sequence[str]) -> list[Mapping[str, float]]:
        """Each word as the names have it; one that none has, by those it may be a misreading of."""
        unknown = [word for word in words if word not in self._bearing and len(word) > 1][:MOST_MISREAD]
        misread = [dict.fromkeys(get_close_matches(word, self._bearing, n=3, cutoff=ALIKE), MISREAD) for word in unknown]
        return [*({word: 1.0} for word in words if word in self._bearing), *misread]


def may_mean_one(text: str) -> bool:
    """Whether a recipient line may mean a single agency: it has no parts, no exception, and no area of several."""
    reading = read_recipient(text)
    return ";" not in text and not EXCEPT.search(text) and (reading is None or len(reading.places) == 1)
