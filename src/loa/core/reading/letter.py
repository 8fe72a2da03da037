"""What was read: plain values, and beside each how sure it is and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from loa.core.reading.clause import Clause, requests_of
from loa.core.reading.page import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value is believed. `confidence` is 0..1 (of the fields given 0.9, at least nine in ten are right); `span` is in the text read.

    `spans` are the places of the single items of a list; `alternatives` what else it may be, or what stood there when it could not be read.
    """

    confidence: float
    span: Span | None = None
    alternatives: tuple[Any, ...] = ()
    spans: tuple[Span, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As printed by `loa read --json`."""
        plain: dict[str, Any] = {
            "confidence": round(self.confidence, 2),
            "span": list(self.span) if self.span else None,
            "alternatives": list(self.alternatives),
        }
        if self.spans:
            plain["spans"] = [list(s) for s in self.spans]
        return plain


@dataclass(frozen=True, slots=True)
class Copy:
    """A line of "Nơi nhận": who gets a copy, and what for as printed in brackets."""

    name: str
    purpose: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """Another paper named in this one. Laws carry `name` and mostly no number. `role` is what it is to this paper."""

    number: str | None
    date: str | None
    issuer: str | None
    name: str | None
    role: str
    span: Span

    def as_json(self) -> dict[str, Any]:
        """As labelled: number, date, issuer. A law has a name and no number; the number of its print stands apart."""
        if self.name:
            return {
                "name": self.name, "number": None, "date": self.date, "issuer": self.issuer, "role": self.role, "law_number": self.number,
            }  # fmt: skip
        return {"number": self.number, "date": self.date, "issuer": self.issuer, "role": self.role}


@dataclass(frozen=True, slots=True)
class Annex:
    """A paper attached: "Phụ lục I" and its title as printed; one that is only announced in the body has its place there."""

    number: str
    title: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Signer:
    """One of those who signed; `sign_capacity` are the TM./KT./TL./TUQ. lines above."""

    name: str
    position: str | None
    sign_capacity: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter as read. Dates are ISO; absent values are None or empty."""

    number: str | None = None
    symbol: str | None = None
    doc_type: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    subject: str | None = None
    urgency: str | None = None
    security: str | None = None
    draft: bool = False
    recipients: tuple[str, ...] = ()
    cc: tuple[Copy, ...] = ()
    archive: str | None = None
    signer: str | None = None
    position: str | None = None
    sign_capacity: str | None = None
    signers: tuple[Signer, ...] = ()
    annexes: tuple[Annex, ...] = ()
    basis_documents: tuple[Citation, ...] = ()
    mentioned_documents: tuple[Citation, ...] = ()
    deadline_dates: tuple[str, ...] = ()
    deadline_recurring: tuple[str, ...] = ()
    deadline_relative: tuple[str, ...] = ()
    deadline_times: tuple[str, ...] = ()
    deadline_months: tuple[str, ...] = ()
    period_end: str | None = None
    campaign_period: Mapping[str, str] | None = None
    truncated: bool = False
    clauses: tuple[Clause, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def requests(self) -> Iterator[Clause]:
        """What is asked, one after the other: the clauses of all sections, without those that only explain."""
        return requests_of(self.clauses)

    def as_json(self) -> dict[str, Any]:
        """The keys of the labels with plain values, then `evidence` and the tree of `clauses`."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in FIELDS}
        plain |= {name: list(plain[name]) for name in LISTS}
        plain |= {name: [asdict(one) for one in getattr(self, name)] for name in ("cc", "signers")}
        plain["annexes"] = [asdict(a) | {"span": list(a.span)} for a in self.annexes]
        plain |= {name: [c.as_json() for c in getattr(self, name)] for name in ("basis_documents", "mentioned_documents")}
        plain["campaign_period"] = dict(self.campaign_period) if self.campaign_period else None
        plain["truncated"] = self.truncated
        plain["evidence"] = {name: found.as_json() for name, found in self.evidence.items()}
        plain["clauses"] = [c.as_json() for c in self.clauses]
        return plain


LISTS = ("recipients", "deadline_dates", "deadline_recurring", "deadline_relative", "deadline_times", "deadline_months")
FIELDS: tuple[str, ...] = (
    "number", "symbol", "doc_type", "issuer", "place", "date", "subject", "urgency", "security", "draft", "recipients", "cc", "archive",
    "signer", "position", "sign_capacity", "signers", "annexes", "basis_documents", "mentioned_documents", "deadline_dates",
    "deadline_recurring", "deadline_relative", "deadline_times", "deadline_months", "period_end", "campaign_period",
)  # fmt: skip
