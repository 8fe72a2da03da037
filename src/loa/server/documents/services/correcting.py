"""Putting right what was read. Both are kept."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from loa.core.folding import nfc
from loa.core.roles import Right
from loa.server.documents.errors import CorrectionTooLong, DateNotUnderstood, FieldUnknown
from loa.server.documents.events import ReadingCorrected
from loa.server.documents.models import PLAIN_FIELDS, Correction, Direction, OfficialDocument
from loa.server.documents.services.books import cut_to_column, held_paper
from loa.server.kit import acts
from loa.server.kit.actors import Actor

CORRECTABLE = (*PLAIN_FIELDS, "date")


@transaction.atomic
def correct_reading(*, document_id: UUID, field: str, value: str, by: Actor, now: datetime, why: str = "") -> OfficialDocument:
    """Sửa kết quả đọc: put one field right. What was read and what was corrected are both kept."""
    document = held_paper(document_id, by=by)
    by.require(Right.REGISTER, document.agency_id)
    # Nothing was read in a paper of our own: it is rewritten while it is a draft, and recalled or replaced once it is issued.
    if field not in CORRECTABLE or document.direction == Direction.OUT:
        raise FieldUnknown(field=field)
    was = getattr(document, field)
    became: Any = _typed_day(value) if field == "date" else _fitting(field, value)
    if was == became:
        return document
    setattr(document, field, became)
    document.save(update_fields=[field])
    Correction.objects.create(
        document=document,
        field=field,
        was=_shown(was),
        became=_shown(became),
        by_name=by.name,
        by_person_id=by.person_id,
        at=now,
    )
    acts.record(
        ReadingCorrected(document_id=document.pk, field=field),
        by=by,
        now=now,
        before={field: _shown(was)},
        after={field: _shown(became)},
        why=why,
    )
    return document


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
