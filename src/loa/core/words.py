"""The words people read. Source strings are Vietnamese, the language of the users and of the law."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Translate = Callable[[str], str]


def vi(sentence: str) -> str:
    """Mark a Vietnamese sentence for the translation catalogue; returns it unchanged.

    `locale/en` holds the translation; whoever shows the sentence translates it. Facts stand as `{name}`.
    """
    return sentence


class Said(str):
    """Words of the catalogue that stand as a fact inside a sentence ("chờ duyệt"): translated together with it."""

    __slots__ = ()


class Phrase(ABC):
    """A fact that is put into words only when somebody reads it."""

    __slots__ = ()

    @abstractmethod
    def say(self, translate: Translate = str) -> str:
        """In Vietnamese, or as `translate` says it."""

    def __str__(self) -> str:
        return self.say()


@dataclass(frozen=True, slots=True)
class Counts(Phrase):
    """How many of what: "đài truyền thanh 2, bản tin chưa duyệt 1"."""

    of: tuple[tuple[str, int], ...]

    def say(self, translate: Translate = str) -> str:
        """Each name in small letters with its number."""
        return ", ".join(f"{translate(name).lower()} {number}" for name, number in self.of)


@dataclass(frozen=True, slots=True)
class Amount(Phrase):
    """How many of one thing: "5000 dòng". The catalogue holds it as "{number} dòng"."""

    words: str
    number: int

    def say(self, translate: Translate = str) -> str:
        """The words with their number."""
        return translate(self.words).format(number=self.number)


def told(facts: Mapping[str, Any], translate: Translate = str) -> dict[str, Any]:
    """Facts as they stand in a sentence: words in the reader's language, everything else as it is."""
    return {name: _told(fact, translate) for name, fact in facts.items()}


def _told(fact: Any, translate: Translate) -> Any:
    if isinstance(fact, Said):
        return translate(str(fact))
    return fact.say(translate) if isinstance(fact, Phrase) else fact
