"""What was read: plain values, and beside each how sure it is and where it stands."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

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
            return {"name": self.name, "number": None, "date": self.date, "issuer": self.issuer, "law_number": self.number}
        return {"number": self.number, "date": self.date, "issuer": self.issuer}


@dataclass(frozen=True, slots=True)
class Clause:
    """A request of the letter (khoản), or the duty to report. `number` as printed, with its section: "2", "II.1", "Điều 3"."""

    number: str | None
    text: str
    span: Span
    kind: str
    addressees: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As printed by `loa read --json`."""
        return {"number": self.number, "kind": self.kind, "text": self.text, "span": list(self.span), "addressees": list(self.addressees)}


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
    recipients: tuple[str, ...] = ()
    cc: tuple[Copy, ...] = ()
    archive: str | None = None
    signer: str | None = None
    position: str | None = None
    sign_capacity: str | None = None
    basis_documents: tuple[Citation, ...] = ()
    mentioned_documents: tuple[Citation, ...] = ()
    deadline_dates: tuple[str, ...] = ()
    deadline_recurring: tuple[str, ...] = ()
    deadline_times: tuple[str, ...] = ()
    deadline_months: tuple[str, ...] = ()
    period_end: str | None = None
    campaign_period: Mapping[str, str] | None = None
    truncated: bool = False
    clauses: tuple[Clause, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The keys of the labels with plain values, then `evidence` and `clauses`."""
        lists = ("recipients", "deadline_dates", "deadline_recurring", "deadline_times", "deadline_months")
        plain: dict[str, Any] = {name: getattr(self, name) for name in FIELDS}
        plain |= {name: list(plain[name]) for name in lists}
        plain["cc"] = [asdict(c) for c in self.cc]
        plain["basis_documents"] = [c.as_json() for c in self.basis_documents]
        plain["mentioned_documents"] = [c.as_json() for c in self.mentioned_documents]
        plain["campaign_period"] = dict(self.campaign_period) if self.campaign_period else None
        plain["truncated"] = self.truncated
        plain["evidence"] = {name: found.as_json() for name, found in self.evidence.items()}
        plain["clauses"] = [c.as_json() for c in self.clauses]
        return plain


FIELDS: tuple[str, ...] = (
    "number", "symbol", "doc_type", "issuer", "place", "date", "subject", "recipients", "cc", "archive", "signer", "position",
    "sign_capacity", "basis_documents", "mentioned_documents", "deadline_dates", "deadline_recurring", "deadline_times",
    "deadline_months", "period_end", "campaign_period",
)  # fmt: skip
