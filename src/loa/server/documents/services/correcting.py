"""Putting right what was read. Both are kept: what was read, and what a person made of it."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from loa.core.folding import nfc
from loa.core.reading.standing import mark_of
from loa.core.roles import Right
from loa.server.documents.errors import CorrectionTooLong, DateNotUnderstood, FieldUnknown, ReadingChangedMeanwhile, TooManyLines
from loa.server.documents.events import ReadingCorrected
from loa.server.documents.models import PLAIN_FIELDS, Correction, Direction, OfficialDocument
from loa.server.documents.queries import standing_reading
from loa.server.documents.services.addressing import resolve_recipients_again
from loa.server.documents.services.books import cut_to_column, held_paper
from loa.server.kit import acts
from loa.server.kit.actors import Actor

CORRECTABLE = (*PLAIN_FIELDS, "date")
# The agencies that "Kính gửi" means are those of the letter's day and place, seen from who wrote it.
RESOLVES: Final = ("date", "place", "issuer")
MOST_LINES: Final = 300
MOST_LINE: Final = 500  # characters
PURPOSE: Final = re.compile(r"(?P<name>[^()]*\S)\s*\((?P<purpose>[^()]*)\)[;.,]?$")


@transaction.atomic
def correct_reading(*, document_id: UUID, field: str, value: str, by: Actor, now: datetime, why: str = "") -> OfficialDocument:
    """Sửa kết quả đọc: put one field right. What was read and what was corrected are both kept."""
    document = open_reading(document_id, field=field, by=by)
    if field not in CORRECTABLE:
        raise FieldUnknown(field=field)
    was = getattr(document, field)
    became: Any = _typed_day(value) if field == "date" else _fitting(field, value)
    if was == became:
        return document
    setattr(document, field, became)
    document.save(update_fields=[field])
    keep_correction(document, field=field, was=_shown(was), became=_shown(became), by=by, now=now, why=why)
    if field in RESOLVES:
        resolve_recipients_again(document, by=by, now=now)
    return document


@transaction.atomic
def correct_copies(
    *, document_id: UUID, lines: Sequence[str], archive: str, seen: str, by: Actor, now: datetime, why: str = ""
) -> OfficialDocument:
    """Sửa "Nơi nhận" và dòng "Lưu": the whole list, a line each, a purpose in brackets. `seen` is `copies_mark` of what the page showed.

    Raises `ReadingChangedMeanwhile`, `TooManyLines`, `CorrectionTooLong`.
    """
    document = open_reading(document_id, field="cc", by=by)
    standing = standing_reading(document)
    if seen != copies_mark(document):
        raise ReadingChangedMeanwhile
    if len(lines) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    copies = [copy_of(fitting_line(line)) for line in lines if line.strip()]
    for field, was, became in (("cc", standing.get("cc") or [], copies), ("archive", standing.get("archive") or "", fitting_line(archive))):
        if was != became:
            document.corrected = {**document.corrected, field: became}
            keep_correction(document, field=field, was=was, became=became, by=by, now=now, why=why)
    document.save(update_fields=["corrected"])
    return document


def copies_mark(document: OfficialDocument, /) -> str:
    """What a page saw of "Nơi nhận" and "Lưu", short."""
    standing = standing_reading(document)
    return mark_of({"cc": standing.get("cc") or [], "archive": standing.get("archive") or ""})


def copy_of(line: str, /) -> dict[str, str | None]:
    """A line of "Nơi nhận": "UBND Thành phố (để báo cáo)" has its purpose in brackets."""
    found = PURPOSE.match(line)
    return {"name": found["name"], "purpose": found["purpose"].strip() or None} if found else {"name": line, "purpose": None}


def open_reading(document_id: UUID, /, *, field: str, by: Actor) -> OfficialDocument:
    """A paper whose reading the actor may correct, locked. Raises `NotFound`, `RightMissing`, `FieldUnknown` for a paper of our own."""
    document = held_paper(document_id, by=by)
    by.require(Right.REGISTER, document.agency_id)
    # Nothing was read in a paper of our own: it is rewritten while it is a draft, and recalled or replaced once it is issued.
    if document.direction == Direction.OUT:
        raise FieldUnknown(field=field)
    return document


def keep_correction(document: OfficialDocument, /, *, field: str, was: Any, became: Any, by: Actor, now: datetime, why: str = "") -> None:
    """Who put what right, when and why, beside the reading and in the trail."""
    Correction.objects.create(
        document=document, field=field, was=was, became=became, by_name=by.name, by_person_id=by.person_id, at=now, why=nfc(why)[:500]
    )
    acts.record(
        ReadingCorrected(document_id=document.pk, field=field),
        by=by,
        now=now,
        before={field: was},
        after={field: became},
        why=nfc(why)[:500],
    )


def fitting_line(line: str, /) -> str:
    """A typed line, white space folded, in NFC. Raises `CorrectionTooLong`."""
    text = " ".join(nfc(line).split())
    if len(text) > MOST_LINE:
        raise CorrectionTooLong(length=len(text), most=MOST_LINE)
    return text


def _typed_day(value: str) -> date | None:
    """A day as a person types it: 28/7/2021, or ISO; empty clears it."""
    value = value.strip()
    if not value:
        return None
    try:
        if "/" in value:
            day, month, year = (int(part) for part in value.split("/"))
            return date(year, month, day)
        return date.fromisoformat(value)
    except (ValueError, OverflowError):  # a year of twenty digits
        raise DateNotUnderstood(value=value) from None


def _shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _fitting(field: str, value: str) -> str:
    """What a person typed, whole and in NFC, or a refusal."""
    text, kept = nfc(value).strip(), cut_to_column(field, nfc(value).strip())
    if kept != text:
        raise CorrectionTooLong(length=len(text), most=len(kept))
    return text
