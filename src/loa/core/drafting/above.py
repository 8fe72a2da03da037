"""What a draft is made from: papers above as they were read, and the office that drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from loa.core.agencies import AgencyKind
from loa.core.words import Phrase, Said, Translate, told


@dataclass(frozen=True, slots=True)
class Remark(Phrase):
    """Something the editor has to see: a sentence with its facts."""

    code: str
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def say(self, translate: Translate = str) -> str:
        """The sentence with its facts filled in."""
        return translate(self.sentence).format(**told(self.facts, translate))


@dataclass(frozen=True, slots=True)
class PaperAbove:
    """One of the papers that the draft rests on.

    `reading` is what `Letter.as_json` gives, corrected by a person where somebody did. `named` says which agencies the words of its
    addressees and of its lines of "Kính gửi" mean on its day. `received_on` is the day it was registered.
    """

    key: str
    reading: Mapping[str, Any]
    received_on: date | None = None
    named: Mapping[str, frozenset[UUID]] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """Số/ký hiệu: "2222/UBND-KGVX"; empty where neither was read."""
        number, symbol = self.reading.get("number") or "", self.reading.get("symbol") or ""
        return f"{number}/{symbol}" if symbol and number else number or symbol

    @property
    def day(self) -> date | None:
        """The day it bears."""
        return date.fromisoformat(self.reading["date"]) if self.reading.get("date") else None


@dataclass(frozen=True, slots=True)
class Below:
    """An agency to which the office may write down. `form` is its territory's ("quận").

    `own`: it is a unit of the office itself; `guided`: the office guides its work in this field (cấp trên về chuyên môn).
    """

    agency_id: UUID
    kind: AgencyKind
    name: str
    form: str | None = None
    own: bool = False
    guided: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """The agency that drafts."""

    agency_id: UUID
    name: str
    kind: AgencyKind | None = None
    below: tuple[Below, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence of the draft comes from: the paper, the number of its clause, the clause as printed and its place in the text."""

    paper: str
    reference: str
    number: str | None
    text: str
    span: tuple[int, int]


def said(word: str) -> Said:
    """A word of the catalogue as a fact of a remark."""
    return Said(word)
