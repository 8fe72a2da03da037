"""Verbs about official papers: receive, correct, draw up, number."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.recipients import Resolution
from loa.core.roles import Right
from loa.core.words import vi
from loa.server.agencies.models import Agency
from loa.server.agencies.queries import resolve_recipients
from loa.server.documents.errors import AlreadyRegistered, CorrectionTooLong, DateNotUnderstood, FieldUnknown, NumberMissing
from loa.server.documents.events import DocumentReceived, OfficeNumberEntered, PaperDrawnUp, ReadingCorrected
from loa.server.documents.intake import read_file
from loa.server.documents.models import Clause, Correction, Direction, OfficialDocument, Recipient
from loa.server.kit import acts, clock, files
from loa.server.kit.actors import Actor
from loa.server.people.queries import must_see
from loa.server.places.queries import search_territories, territory_of_city

PLAIN_FIELDS = ("number", "symbol", "doc_type", "issuer", "place", "subject", "signer")
CORRECTABLE = (*PLAIN_FIELDS, "date")


def receive_document(*, data: bytes, name: str, agency_id: UUID, by: Actor, now: datetime, simulated: bool = False) -> OfficialDocument:
    """Tiếp nhận văn bản: keep the original by its sha256, read it, register it under our own number.

    Raises the intake's errors for files that cannot be read, and `AlreadyRegistered` for a file this agency holds already.
    """
    by.require(Right.REGISTER, agency_id)
    read = read_file(data, name=name, limit_bytes=settings.LOA_MOST_UPLOAD_BYTES)
    return _register(
        data=data, name=name, text=read.text, reading=read.letter.as_json(), agency_id=agency_id, by=by, now=now, simulated=simulated
    )


@transaction.atomic
def _register(
    *, data: bytes, name: str, text: str, reading: dict[str, Any], agency_id: UUID, by: Actor, now: datetime, simulated: bool
) -> OfficialDocument:
    sha256 = hashlib.sha256(data).hexdigest()
    _lock_book(agency_id)
    held = OfficialDocument.objects.filter(agency=agency_id, file_sha256=sha256, direction=Direction.IN).first()
    if held:
        raise AlreadyRegistered(register_number=held.register_number, year=held.register_year, reference=held.reference)
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
        **{field: _cut(field, reading.get(field)) for field in PLAIN_FIELDS},
    )
    _number(document, now)
    document.save()
    Clause.objects.bulk_create(
        [
            Clause(document=document, position=i, number=str(c.get("number") or ""), kind=c.get("kind", "request"), text=c["text"])
            for i, c in enumerate(reading.get("clauses") or [], start=1)
        ]
    )
    _resolve(document, reading.get("recipients") or [], on=document.date or clock.HANOI.fromutc(now.replace(tzinfo=clock.HANOI)).date())
    acts.record(DocumentReceived(document_id=document.pk, reference=document.reference, file_sha256=sha256), by=by, now=now)
    return document


def _resolve(document: OfficialDocument, lines: Sequence[str], *, on: date) -> None:
    """Hold each line of "Kính gửi" against the agencies of the letter's date; what stays unresolved stays visible."""
    if document.place and not search_territories(document.place, on, limit=1):
        # "các xã, phường" of another province's letter are not ours.
        reason = vi("Văn bản ban hành tại {place}, ngoài địa bàn của hệ thống.").format(place=document.place)
        resolved = [Resolution(text=line, reason=reason) for line in lines]
    else:
        resolved = resolve_recipients(lines, on=on, within=territory_of_city(on))
    for position, found in enumerate(resolved, start=1):
        recipient = Recipient.objects.create(
            document=document, position=position, text=found.text, confidence=found.confidence, reason=(found.reason or found.reading)[:300]
        )
        _name_agencies(recipient, found.agencies)


@transaction.atomic
def correct_reading(*, document_id: UUID, field: str, value: str, by: Actor, now: datetime, why: str = "") -> OfficialDocument:
    """Sửa kết quả đọc: put one field right. What was read and what was corrected are both kept."""
    document = _held(document_id, by)
    by.require(Right.REGISTER, document.agency_id)
    if field not in CORRECTABLE:
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


@dataclass(frozen=True, slots=True)
class NewPaper:
    """What a paper of our own says before it has a number."""

    doc_type: str
    symbol: str
    subject: str
    issuer: str
    place: str
    date: date
    signer: str
    content: Mapping[str, Any]
    to: Sequence[tuple[str, Sequence[UUID]]]  # lines of "Kính gửi" and the agencies each names
    basis_id: UUID | None = None
    simulated: bool = False


@transaction.atomic
def draw_up_papers(papers: Mapping[UUID, NewPaper], *, by: Actor, now: datetime) -> dict[UUID, OfficialDocument]:
    """Soạn văn bản đi for each agency (key), in the name of that agency; the office's number stays blank for văn thư."""
    made: dict[UUID, OfficialDocument] = {}
    for agency_id, paper in papers.items():
        by.require(Right.DIRECT, agency_id)
        document = OfficialDocument(
            agency_id=agency_id,
            direction=Direction.OUT,
            doc_type=paper.doc_type,
            symbol=paper.symbol,
            subject=nfc(paper.subject),
            issuer=paper.issuer,
            place=paper.place,
            date=paper.date,
            signer=paper.signer,
            content=dict(paper.content),
            basis_id=paper.basis_id,
            simulated=paper.simulated,
            registered_at=now,
        )
        _number(document, now)
        document.save()
        for position, (line, agencies) in enumerate(paper.to, start=1):
            _name_agencies(Recipient.objects.create(document=document, position=position, text=line, confidence=1), agencies)
        made[agency_id] = document
        acts.record(PaperDrawnUp(document_id=document.pk, subject_line=document.subject[:200]), by=by, now=now)
    return made


@transaction.atomic
def enter_office_number(*, document_id: UUID, office_number: str, by: Actor, now: datetime) -> OfficialDocument:
    """Văn thư vào số: the number of the office's own book (QLVB). Loa never invents one."""
    document = _held(document_id, by)
    by.require(Right.REGISTER, document.agency_id)
    number = nfc(office_number).strip()
    if not number or len(number) > 40:
        raise NumberMissing
    before = document.office_number
    document.office_number = number
    document.save(update_fields=["office_number"])
    acts.record(
        OfficeNumberEntered(document_id=document.pk, office_number=number),
        by=by,
        now=now,
        before={"office_number": before},
        after={"office_number": number},
    )
    return document


def _held(document_id: UUID, by: Actor) -> OfficialDocument:
    """A paper in scope, locked. Raises `NotFound`."""
    document = OfficialDocument.objects.select_for_update().filter(pk=document_id).first()
    if document is None:
        raise NotFound
    must_see(by, document.agency_id)
    return document


def _number(document: OfficialDocument, now: datetime) -> None:
    """Our own register number: next in the agency's book of the year."""
    _lock_book(document.agency_id)
    year = now.astimezone(clock.HANOI).year
    book = OfficialDocument.objects.filter(agency=document.agency_id, direction=document.direction, register_year=year)
    document.register_year = year
    document.register_number = (book.aggregate(last=Max("register_number"))["last"] or 0) + 1


def _name_agencies(recipient: Recipient, agency_ids: Sequence[UUID]) -> None:
    link = Recipient.agencies.through
    link.objects.bulk_create([link(recipient_id=recipient.pk, agency_id=agency_id) for agency_id in agency_ids])


def _lock_book(agency_id: UUID) -> None:
    """Whoever registers second waits and sees what the first did. The agency's row is the lock."""
    Agency.objects.select_for_update().get(pk=agency_id)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


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
    text, kept = nfc(value).strip(), _cut(field, nfc(value).strip())
    if kept != text:
        raise CorrectionTooLong(length=len(text), most=len(kept))
    return text


def _cut(field: str, value: Any) -> str:
    """Text of a field in NFC, no longer than its column; what was read in full stays in `reading`."""
    column = OfficialDocument._meta.get_field(field)  # noqa: SLF001 -- Django's documented way to a field
    return nfc(str(value or ""))[: getattr(column, "max_length", None)]
