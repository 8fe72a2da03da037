"""How a reading is shown: fields with the most doubtful first, the original with its words marked, as text and on the pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loa.core.reading import requests_in
from loa.server.documents.intake import notes
from loa.server.documents.leafing.leaves import WHOLE
from loa.server.documents.models import FilePage, GivenFile, OfficialDocument

# What the reading shows, in the order of the paper.
FIELDS = (
    ("issuer", gettext_lazy("Cơ quan ban hành")),
    ("number", gettext_lazy("Số")),
    ("symbol", gettext_lazy("Ký hiệu")),
    ("doc_type", gettext_lazy("Loại văn bản")),
    ("place", gettext_lazy("Nơi ban hành")),
    ("date", gettext_lazy("Ngày ban hành")),
    ("subject", gettext_lazy("Trích yếu")),
    ("signer", gettext_lazy("Người ký")),
)
# Shown beside them, but kept as read: they are lists.
ALSO_READ = (
    ("basis_documents", gettext_lazy("Căn cứ")),
    ("mentioned_documents", gettext_lazy("Văn bản được nhắc đến")),
    ("deadline_dates", gettext_lazy("Thời hạn")),
    ("cc", gettext_lazy("Nơi nhận để biết, phối hợp")),
)
SURE = 0.9
DOUBTFUL = 0.75
MOST_SHEETS = 20
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


@dataclass(frozen=True, slots=True)
class ReadField:
    """One field of the reading, as the page shows it."""

    name: str
    label: str
    value: str
    confidence: float | None
    alternatives: tuple[str, ...]
    anchor: str
    corrected_from: str | None
    corrected_by: str

    @property
    def look(self) -> str:
        """How sure, as a colour class."""
        if self.corrected_by or self.confidence is None or self.confidence >= SURE:
            return "good"
        return "doubt" if self.confidence >= DOUBTFUL else "bad"

    @property
    def sureness(self) -> str:
        """How sure, in words and per cent."""
        if self.corrected_by:
            return _("đã sửa tay")
        return "" if self.confidence is None else f"{round(self.confidence * 100)} %"


def fields_of(document: OfficialDocument) -> list[ReadField]:
    """What was read, the most doubtful first."""
    evidence = document.reading.get("evidence") or {}
    corrected = {c.field: c for c in document.corrections.order_by("at")}
    shown = []
    for name, label in FIELDS:
        told = evidence.get(name) or {}
        correction = corrected.get(name)
        value = getattr(document, name)
        shown.append(
            ReadField(
                name=name,
                label=str(label),
                value=f"{value.day}/{value.month}/{value.year}" if name == "date" and value else str(value or ""),
                confidence=told.get("confidence"),
                alternatives=tuple(str(a) for a in told.get("alternatives") or ()),
                anchor=f"w-{name}" if _spans(told) else "",
                corrected_from=str(document.reading.get(name) or "") if correction else None,
                corrected_by=correction.by_name if correction else "",
            )
        )
    return sorted(shown, key=lambda field: 1.0 if field.confidence is None or field.corrected_by else field.confidence)


def also_read(document: OfficialDocument) -> list[tuple[str, list[str]]]:
    """Lists that are kept as read."""
    rows = [(str(label), [_in_words(value) for value in document.reading.get(name) or []]) for name, label in ALSO_READ]
    hours = _hours(document.reading)
    return [(label, [hours.get(value, value) for value in values]) for label, values in rows if values]


def _hours(reading: Mapping[str, Any]) -> dict[str, str]:
    """A day of deadline as it is shown -> the same with the hour that its clause names."""
    dues = [clause.get("due") or {} for clause in requests_in(reading.get("clauses") or ())]
    found = {}
    for due in dues:
        if due.get("date") and due.get("time"):
            day, (hour, minute) = _in_words(due["date"]), due["time"].split(":")
            found[day] = _("%(hour)s giờ %(minute)s, %(day)s") % {"hour": int(hour), "minute": minute, "day": day}
    return found


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(_in_words(part) for part in value.values() if part)
    return ISO_DAY.sub(lambda found: f"{int(found[3])}/{int(found[2])}/{found[1]}", str(value))


def _spans(told: dict[str, object]) -> list[tuple[int, int]]:
    raw = told.get("spans") or ([told["span"]] if told.get("span") else [])
    return [(int(start), int(end)) for start, end in raw]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the original: highlighted for the field it was read from, or not."""

    text: str
    anchor: str = ""
    label: str = ""
    look: str = ""


def pieces_of(document: OfficialDocument) -> list[Piece]:
    """The original cut where a field begins or ends; where two fields share words, the shorter one marks them."""
    text, marks = document.text, _marks(document)
    edges = sorted({0, len(text), *(m[0] for m in marks), *(m[1] for m in marks)})
    pieces: list[Piece] = []
    seen: set[str] = set()
    for start, end in pairwise(edges):
        over = sorted((m for m in marks if m[0] <= start and m[1] >= end), key=lambda m: m[1] - m[0])
        if not over:
            pieces.append(Piece(text[start:end]))
            continue
        _start, _end, name, label, sure = over[0]
        anchor = "" if name in seen else f"w-{name}"
        seen.add(name)
        pieces.append(Piece(text[start:end], anchor, label, "sure" if sure else ""))
    return pieces


def _marks(document: OfficialDocument) -> list[tuple[int, int, str, str, bool]]:
    """Places in the text, each with its field, the field's label, and whether the field is sure."""
    evidence = document.reading.get("evidence") or {}
    labels = {name: str(label) for name, label in (*FIELDS, *ALSO_READ)}
    labels["recipients"] = _("Kính gửi")
    marks = []
    for name, label in labels.items():
        told = evidence.get(name) or {}
        sure = (told.get("confidence") or 0) >= SURE
        marks += [(start, end, name, label, sure) for start, end in _spans(told) if 0 <= start < end <= len(document.text)]
    return marks


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


def sheets_of(document: OfficialDocument) -> tuple[list[Sheet], int]:
    """The first pages of a PDF, scan or picture with what was read framed, and how many more there are. Nothing for plain text."""
    given = GivenFile.objects.filter(document=document).first()
    if given is None or not given.pages:
        return [], 0
    marks, seen = _marks(document), set[str]()
    pages = given.leaves.defer("words")[:MOST_SHEETS]
    return [Sheet(page.number, round(page.height * WHOLE), tuple(_frames(page, marks, seen))) for page in pages], max(
        0, given.pages - MOST_SHEETS
    )


def _frames(page: FilePage, marks: list[tuple[int, int, str, str, bool]], seen: set[str]) -> Iterator[Frame]:
    for start, end, name, label, sure in sorted(marks, key=lambda mark: mark[0]):
        for left, top, right, bottom in _joined([place[2:6] for place in page.places if place[0] < end and place[1] > start]):
            y, height = round(top * page.height), round((bottom - top) * page.height)
            yield Frame(
                left - 30, y - 20, right - left + 60, height + 40, label, "sure" if sure else "", "" if name in seen else f"p-{name}"
            )
            seen.add(name)


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


def told_of(document: OfficialDocument) -> list[str]:
    """What to tell of how the file was read."""
    given = GivenFile.objects.filter(document=document).first()
    return [notes.said(code, facts, _) for code, facts in given.notes] if given else []
