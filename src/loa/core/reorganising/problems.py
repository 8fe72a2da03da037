"""What is wrong with a row, or for a person to decide: a sentence and its facts, put into words when somebody reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loa.core.words import Counts, Phrase, Said, Translate, told, vi

AT_ROW = vi("Dòng {line}: {told}")


@dataclass(frozen=True, slots=True)
class Problem(Phrase):
    """Something wrong with a row (line 0: with the table as a whole): a Vietnamese sentence with `{fact}` places."""

    line: int
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def say(self, translate: Translate = str) -> str:
        """The sentence with its facts and where it is."""
        said = translate(self.sentence).format_map(told(self.facts, translate))
        return translate(AT_ROW).format(line=self.line, told=said) if self.line else said


def kept(problem: Problem) -> dict[str, Any]:
    """As it is stored: the words as they were read, and what they were made of, so that they can be said in another language."""
    facts = {name: _kept(fact) for name, fact in problem.facts.items()}
    return {"line": problem.line, "text": problem.say(), "sentence": problem.sentence, "facts": facts}


def said_again(held: Mapping[str, Any], translate: Translate) -> str:
    """A stored problem in the reader's language; where only its words were stored, these."""
    if "sentence" not in held:
        return str(held["text"])
    facts = {name: _back(fact) for name, fact in held["facts"].items()}
    return Problem(int(held["line"]), str(held["sentence"]), facts).say(translate)


def _kept(fact: Any) -> Any:
    match fact:
        case Said():
            return {"said": str(fact)}
        case Counts():
            return {"counts": [list(pair) for pair in fact.of]}
        case Phrase():
            return fact.say()
        case _:
            return fact


def _back(fact: Any) -> Any:
    match fact:
        case {"said": str(words)}:
            return Said(words)
        case {"counts": list(pairs)}:
            return Counts(tuple((str(name), int(number)) for name, number in pairs))
        case _:
            return fact
