"""Taking a paper in: keep it, read it, register it."""

import hashlib
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from loa.core.errors import LoaError
from loa.core.folding import nfc
from loa.core.roles import Right
from loa.server.documents.events import DocumentReceived
from loa.server.documents.intake import Reading, check_size, read_file
from loa.server.documents.models import PLAIN_FIELDS, Clause, Direction, OfficialDocument
from loa.server.documents.services.addressing import address_paper
from loa.server.documents.services.books import cut_to_column, lock_book, number_in_book, refuse_registered
from loa.server.documents.services.keeping import keep_pages, keep_refused
from loa.server.documents.services.standing import clause_rows
from loa.server.kit import acts, files
from loa.server.kit.actors import Actor


def receive_document(
    *, data: bytes, name: str, agency_id: UUID, by: Actor, now: datetime, simulated: bool = False, read: Reading | None = None
) -> OfficialDocument:
    """Tiếp nhận văn bản: keep the original by its sha256, read it (unless the caller has: `read`), register it under our own number.

    Raises the intake's errors for files that cannot be read, and `AlreadyRegistered` for a file this agency holds already.
    """
    by.require(Right.REGISTER, agency_id)
    check_size(data, name=name, limit_bytes=settings.LOA_MOST_UPLOAD_BYTES)
    refuse_registered(agency_id=agency_id, sha256=hashlib.sha256(data).hexdigest())
    try:
        read = read or read_file(data, name=name, limit_bytes=settings.LOA_MOST_UPLOAD_BYTES)
    except LoaError as refusal:
        keep_refused(data=data, name=name, refusal=refusal, agency_id=agency_id, simulated=simulated, by=by, now=now)
        raise
    with transaction.atomic():
        document = register_paper(
            data=data, name=name, text=read.text, reading=read.letter.as_json(), agency_id=agency_id, by=by, now=now, simulated=simulated
        )
        keep_pages(document=document, read=read, by=by, now=now)
    return document


@transaction.atomic
def register_paper(
    *, data: bytes, name: str, text: str, reading: dict[str, Any], agency_id: UUID, by: Actor, now: datetime, simulated: bool = False
) -> OfficialDocument:
    """Vào sổ: a paper that was read, under the next number of the agency's book. Raises `AlreadyRegistered`."""
    sha256 = hashlib.sha256(data).hexdigest()
    lock_book(agency_id)
    refuse_registered(agency_id=agency_id, sha256=sha256)
    files.keep(data)
    document = OfficialDocument(
        agency_id=agency_id,
        direction=Direction.IN,
        file_sha256=sha256,
        file_name=nfc(name)[-255:],
        text=text,
        reading=reading,
        date=_day(reading.get("date")),
        simulated=simulated,
        registered_at=now,
        **{field: cut_to_column(field, reading.get(field)) for field in PLAIN_FIELDS},
    )
    number_in_book(document, now)
    document.save()
    Clause.objects.bulk_create(
        [
            Clause(document=document, position=place, number=number, kind=kind, text=text)
            for place, (number, kind, text) in enumerate(clause_rows(reading.get("clauses") or []), start=1)
        ]
    )
    address_paper(document, reading.get("recipients") or [])
    acts.record(DocumentReceived(document_id=document.pk, reference=document.reference, file_sha256=sha256), by=by, now=now)
    return document


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
