"""Putting "Kính gửi" right, line by line; each line is held against the agencies of the letter's day again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from loa.server.documents.errors import CorrectionEmpty, ReadingChangedMeanwhile, TooManyLines
from loa.server.documents.models import OfficialDocument, Recipient
from loa.server.documents.services.addressing import address_paper, end_line
from loa.server.documents.services.correcting import MOST_LINES, fitting_line, keep_correction, open_reading
from loa.server.kit.actors import Actor

FIELD = "recipients"


@transaction.atomic
def add_recipients(*, document_id: UUID, lines: Sequence[str], by: Actor, now: datetime, why: str = "") -> list[Recipient]:
    """Thêm dòng "Kính gửi" mà máy đọc thiếu. Raises `CorrectionEmpty`, `TooManyLines`, `CorrectionTooLong`."""
    document = open_reading(document_id, field=FIELD, by=by)
    texts = _typed(lines)
    held = document.recipients.count()
    if held + len(texts) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    last = Recipient.ever.filter(document=document).aggregate(last=Max("position"))["last"] or 0
    added = address_paper(document, texts, first=last + 1)
    keep_correction(document, field=FIELD, was=None, became=texts, by=by, now=now, why=why)
    return added


@transaction.atomic
def replace_recipient(*, document_id: UUID, line_id: int, lines: Sequence[str], by: Actor, now: datetime, why: str = "") -> list[Recipient]:
    """Sửa một dòng "Kính gửi": other words in its place, or several lines where the machine read them as one.

    Raises `CorrectionEmpty`, `ReadingChangedMeanwhile`, `TooManyLines`, `CorrectionTooLong`.
    """
    document = open_reading(document_id, field=FIELD, by=by)
    line, texts = _standing(document, line_id), _typed(lines)
    if texts == [line.text]:
        return [line]
    end_line(line, now=now)
    standing = address_paper(document, texts, at=line.position)
    keep_correction(document, field=FIELD, was=[line.text], became=texts, by=by, now=now, why=why)
    return standing


@transaction.atomic
def remove_recipient(*, document_id: UUID, line_id: int, by: Actor, now: datetime, why: str = "") -> None:
    """Bỏ một dòng không phải nơi nhận. It ends; what was read stays. Raises `ReadingChangedMeanwhile`."""
    document = open_reading(document_id, field=FIELD, by=by)
    line = _standing(document, line_id)
    end_line(line, now=now)
    keep_correction(document, field=FIELD, was=[line.text], became=None, by=by, now=now, why=why)


def _standing(document: OfficialDocument, line_id: int) -> Recipient:
    line = document.recipients.filter(pk=line_id).first()
    if line is None:
        raise ReadingChangedMeanwhile
    return line


def _typed(lines: Sequence[str]) -> list[str]:
    texts = [fitting_line(line).rstrip(" ;.") for line in lines if line.strip(" ;.\t")]
    if not texts:
        raise CorrectionEmpty
    if len(texts) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    return texts
