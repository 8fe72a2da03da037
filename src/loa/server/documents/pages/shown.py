"""How a reading is shown: fields with the most doubtful first, the original with its words marked, as text and on the pages."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from loa.core.reading.clause import CONTEXT
from loa.core.reading.field_names import FIELD_NAMES
from loa.core.reading.standing import SORTS, deadlines_of, mark_of
from loa.server.documents.intake import notes
from loa.server.documents.leafing.leaves import WHOLE
from loa.server.documents.models import FilePage, GivenFile, OfficialDocument, Proposal
from loa.server.documents.queries import Settled, plain_value

# What the reading shows, in the order of the paper.
FIELDS = tuple((name, gettext_lazy(FIELD_NAMES[name])) for name in (
    "issuer", "number", "symbol", "doc_type", "place", "date", "subject", "signer",
))  # fmt: skip
# Shown beside them, but kept as read: they are lists.
ALSO_READ = (
    ("basis_documents", gettext_lazy("Căn cứ")),
    ("mentioned_documents", gettext_lazy("Văn bản được nhắc đến")),
)
# What a cited paper is to this one, as the reading keeps it.
CITED_AS: dict[str, Any] = {
    "căn cứ": pgettext_lazy("văn bản viện dẫn", "căn cứ"),
    "thực hiện": pgettext_lazy("văn bản viện dẫn", "thực hiện"),
    "trả lời": pgettext_lazy("văn bản viện dẫn", "trả lời"),
    "thay thế": pgettext_lazy("văn bản viện dẫn", "thay thế"),
    "sửa đổi": pgettext_lazy("văn bản viện dẫn", "sửa đổi"),
    "nhắc tới": pgettext_lazy("văn bản viện dẫn", "nhắc tới"),
}
# Of these there is one place each.
PLACED = frozenset(name for name, _label in FIELDS)
SURE = 0.9
DOUBTFUL = 0.75
MOST_SHEETS = 20
MOST_SHOWN = 300  # characters of a clause in the list of corrections
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


@dataclass(frozen=True, slots=True)
class ReadField:
    """One field of the reading, as the page shows it."""

    name: str
    label: str
    value: str
    confidence: float | None
    alternatives: tuple[str, ...]
    place: str
    corrected_from: str | None
    corrected_by: str
    confirmed_by: str
    seen: str
    proposals: tuple["ShownProposal", ...] = ()

    @property
    def settled(self) -> bool:
        """A person looked at it."""
        return bool(self.corrected_by or self.confirmed_by)

    @property
    def look(self) -> str:
        """How sure, as a colour class."""
        if self.settled or self.confidence is None or self.confidence >= SURE:
            return "good"
        return "doubt" if self.confidence >= DOUBTFUL else "bad"

    @property
    def sureness(self) -> str:
        """How sure, in words and per cent."""
        if self.corrected_by:
            return _("đã sửa tay")
        if self.confirmed_by:
            return _("đã xác nhận")
        return "" if self.confidence is None else f"{round(self.confidence * 100)} %"


def fields_of(document: OfficialDocument, settled: Settled, proposals: Sequence[Proposal] = ()) -> list[ReadField]:
    """What was read, the most doubtful first; beside it what a model proposed."""
    evidence = document.reading.get("evidence") or {}
    shown = []
    for name, label in FIELDS:
        told = evidence.get(name) or {}
        kept = settled.fields.get(name)
        correction = kept if kept and not kept.confirms else None
        value = getattr(document, name)
        shown.append(
            ReadField(
                name=name,
                label=str(label),
                value=f"{value.day}/{value.month}/{value.year}" if name == "date" and value else str(value or ""),
                confidence=told.get("confidence"),
                alternatives=tuple(str(a) for a in told.get("alternatives") or ()),
                place=name if _spans(told) else "",
                corrected_from=str(document.reading.get(name) or "") if correction else None,
                corrected_by=correction.by_name if correction else "",
                confirmed_by=kept.by_name if kept and kept.confirms else "",
                seen=mark_of({"value": plain_value(document, name)}),
                proposals=tuple(shown_proposal(one) for one in proposals if one.field == name),
            )
        )
    return sorted(shown, key=lambda field: 1.0 if field.confidence is None or field.settled else field.confidence)


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """What a language model proposed, as the page shows it: nobody has looked at it yet."""

    pk: UUID
    value: str
    words: str
    model: str

    @property
    def place(self) -> str:
        """Its anchor in the original."""
        return f"proposal-{self.pk}"


def shown_proposal(one: Proposal) -> ShownProposal:
    """A proposal as the page shows it."""
    return ShownProposal(one.pk, _in_words(one.value), one.words, one.model)


def also_read(document: OfficialDocument) -> list[tuple[str, list[str]]]:
    """Lists that are kept as read."""
    rows = [(str(label), [_in_words(value) for value in document.reading.get(name) or []]) for name, label in ALSO_READ]
    return [(label, values) for label, values in rows if values]


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(str(CITED_AS.get(part, part)) if name == "role" else _in_words(part) for name, part in value.items() if part)
    return ISO_DAY.sub(lambda found: f"{int(found[3])}/{int(found[2])}/{found[1]}", str(value))


def _spans(told: dict[str, object]) -> list[tuple[int, int]]:
    raw = told.get("spans") or ([told["span"]] if told.get("span") else [])
    return [(int(start), int(end)) for start, end in raw]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text and what was read there."""

    start: int
    end: int
    anchor: str
    label: str
    look: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the original: highlighted for the field it was read from, or not.

    `hooks` are places of other fields that begin at the same words; `opens` and `closes`: a clause begins, ends there.
    """

    text: str
    anchor: str = ""
    label: str = ""
    look: str = ""
    opens: str = ""
    closes: bool = False
    hooks: tuple[str, ...] = ()


def pieces_of(document: OfficialDocument, marks: Sequence[Mark], asked: Sequence[tuple[int, int, str]] = ()) -> list[Piece]:
    """The original cut where a field or a clause begins or ends; where two fields share words, the shorter one marks them."""
    text = document.text
    edges = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks), *(edge for one in asked for edge in one[:2])})
    begins, ends = {start: anchor for start, _end, anchor in asked}, {end for _start, end, _anchor in asked}
    ahead = deque(sorted(marks, key=lambda m: m.start))
    over: list[Mark] = []
    pieces: list[Piece] = []
    seen: set[str] = set()
    for start, end in pairwise(edges):
        while ahead and ahead[0].start <= start:
            over.append(ahead.popleft())
        over = [m for m in over if m.end >= end]
        opens, closes = begins.get(start, ""), end in ends
        if not over:
            pieces.append(Piece(text[start:end], opens=opens, closes=closes))
            continue
        mark = min(over, key=lambda m: m.end - m.start)
        hooks = tuple(f"w-{anchor}" for anchor in dict.fromkeys(m.anchor for m in over) if anchor not in seen and anchor != mark.anchor)
        pieces.append(
            Piece(text[start:end], "" if mark.anchor in seen else f"w-{mark.anchor}", mark.label, mark.look, opens, closes, hooks)
        )
        seen.update(m.anchor for m in over)
    return pieces


def marks_of(document: OfficialDocument, settled: Settled, proposals: Sequence[Proposal] = ()) -> list[Mark]:
    """Places in the text of what was read, of deadlines as they stand, and of what a model proposed."""
    evidence = document.reading.get("evidence") or {}
    labels = {name: str(label) for name, label in (*FIELDS, *ALSO_READ)}
    labels |= {"recipients": _("Kính gửi"), "cc": _("Nơi nhận")}
    found = []
    for name, label in labels.items():
        told = evidence.get(name) or {}
        look = "sure" if name in settled.fields or (told.get("confidence") or 0) >= SURE else ""
        plain = name in PLACED
        found += [Mark(start, end, name if plain else f"{name}-{at}", label, look) for at, (start, end) in enumerate(_spans(told))]
    for at, one in enumerate(deadlines_of(document.reading, document.corrected)):
        told = evidence.get(SORTS[one["sort"]]) or {}
        sure = "deadlines" in document.corrected or settled.holds("deadlines", one) or told.get("confidence", 0) >= SURE
        if one["span"]:
            found.append(Mark(int(one["span"][0]), int(one["span"][1]), f"deadlines-{at}", _("Thời hạn"), "sure" if sure else ""))
    for proposal in proposals:
        found.append(Mark(proposal.begins, proposal.ends, f"proposal-{proposal.pk}", _("Đề xuất của mô hình ngôn ngữ"), "proposed"))
    return [m for m in found if 0 <= m.start < m.end <= len(document.text)]


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame about some words on the picture of a page, in ten-thousandths of its width."""

    x: int
    y: int
    width: int
    height: int
    label: str
    look: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the original as a picture, with its frames."""

    number: int
    height: int
    frames: tuple[Frame, ...]


def sheets_of(document: OfficialDocument, marks: Sequence[Mark]) -> tuple[list[Sheet], int]:
    """The first pages of a PDF, scan or picture with what was read framed, and how many more there are. Nothing for plain text."""
    given = GivenFile.objects.filter(document=document).first()
    if given is None or not given.pages:
        return [], 0
    seen = set[str]()
    pages = given.leaves.defer("words")[:MOST_SHEETS]
    return [Sheet(page.number, round(page.height * WHOLE), tuple(_frames(page, marks, seen))) for page in pages], max(
        0, given.pages - MOST_SHEETS
    )


def _frames(page: FilePage, marks: Sequence[Mark], seen: set[str]) -> Iterator[Frame]:
    for mark in sorted(marks, key=lambda one: one.start):
        for left, top, right, bottom in _joined([place[2:6] for place in page.places if place[0] < mark.end and place[1] > mark.start]):
            y, height = round(top * page.height), round((bottom - top) * page.height)
            anchor = "" if mark.anchor in seen else f"p-{mark.anchor}"
            yield Frame(left - 30, y - 20, right - left + 60, height + 40, mark.label, mark.look, anchor)
            seen.add(mark.anchor)


def _joined(boxes: list[list[int]]) -> Iterator[list[int]]:
    """Boxes of words, those of one line as one."""
    line: list[int] = []
    for box in boxes:
        if line and box[0] >= line[0] and box[1] < line[3] and box[3] > line[1]:
            line = [line[0], min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3])]
        else:
            if line:
                yield line
            line = list(box)
    if line:
        yield line


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction as the page tells it."""

    label: str
    was: str
    became: str
    by_name: str
    at: datetime
    why: str


ASKS_NOTHING = gettext_lazy("không phải yêu cầu")


def corrections_of(document: OfficialDocument) -> list[Corrected]:
    """What people put right, the last first."""
    return [
        Corrected(_(FIELD_NAMES.get(one.field, one.field)), _corrected(one.was), _corrected(one.became), one.by_name, one.at, one.why)
        for one in document.corrections.order_by("-at", "-pk")
        if not one.confirms
    ]


def _corrected(value: object) -> str:
    """A value of a correction in words; empty for what was not there."""
    if isinstance(value, list):
        return "; ".join(_corrected(one) for one in value)
    if not isinstance(value, dict):
        return _in_words(value or "")
    if "sort" in value:
        return _in_words(f"{value['time']}, {value['value']}" if value.get("time") else value["value"])
    if "text" in value:
        due = value.get("due") or {}
        by_when = _in_words(due.get("date") or due.get("words") or "")
        who = ", ".join(value.get("addressees") or ())
        said = [] if value.get("kind") != CONTEXT else [str(ASKS_NOTHING)]
        said += [str(value.get("number") or ""), who, str(value["text"])[:MOST_SHOWN], by_when]
        return " – ".join(part for part in said if part)
    return f"{value['name']} ({value['purpose']})" if value.get("purpose") else str(value.get("name") or "")


def told_of(document: OfficialDocument) -> list[str]:
    """What to tell of how the file was read."""
    given = GivenFile.objects.filter(document=document).first()
    return [notes.said(code, facts, _) for code, facts in given.notes] if given else []
