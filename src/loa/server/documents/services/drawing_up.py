"""Papers of our own: drawn up, and given the number of the office's book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from loa.core.folding import nfc
from loa.core.paper_steps import PaperAction, PaperState
from loa.core.roles import Right
from loa.server.documents.errors import NumberMissing, NumberTaken, PaperDayFar
from loa.server.documents.events import OfficeNumberEntered, PaperDrawnUp
from loa.server.documents.models import Direction, OfficialDocument, Recipient
from loa.server.documents.services.books import held_paper, lock_book, name_agencies, number_in_book
from loa.server.documents.services.issuing import take_step
from loa.server.documents.services.sent_as import number_key
from loa.server.kit import acts, clock
from loa.server.kit.actors import Actor

FAR = timedelta(days=366)  # a paper is numbered on its day or near it; further away the year is a slip of the pen


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
    goes_at_once: bool = False  # its addressees act on it before văn thư numbers it: work is handed down with it
    reading: Mapping[str, Any] = field(default_factory=dict)  # what it is known to say without anybody reading it


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
            reading=dict(paper.reading),
            basis_id=paper.basis_id,
            simulated=paper.simulated,
            goes_at_once=paper.goes_at_once,
            registered_at=now,
            state=PaperState.DRAFT,
            drawn_up_by_person_id=by.person_id,
        )
        number_in_book(document, now)
        document.save()
        for position, (line, agencies) in enumerate(paper.to, start=1):
            name_agencies(Recipient.objects.create(document=document, position=position, text=line, confidence=1), agencies)
        made[agency_id] = document
        acts.record(PaperDrawnUp(document_id=document.pk, subject_line=document.subject[:200]), by=by, now=now)
    return made


@transaction.atomic
def enter_office_number(
    *, document_id: UUID, office_number: str, by: Actor, now: datetime, signed_on: date | None = None
) -> OfficialDocument:
    """Văn thư cấp số: the number of the office's own book (QLVB), and the day of the paper where it is given. Loa never invents one.

    A paper that went no step through this system was signed outside it; one that did needs its signature first.
    Raises `NumberMissing`, `NumberTaken`, `PaperDayFar`, `PaperStepNotOpen`.
    """
    document = held_paper(document_id, by=by)
    by.require(Right.REGISTER, document.agency_id)
    number = nfc(office_number).strip()
    if len(number) > 40 or not any(letter.isdecimal() for letter in number):
        raise NumberMissing
    if signed_on is not None and abs(signed_on - clock.day_of(now)) > FAR:
        raise PaperDayFar(day=f"{signed_on.day}/{signed_on.month}/{signed_on.year}")
    before = document.office_number
    document = take_step(document_id=document.pk, action=PaperAction.NUMBER, by=by, now=now)
    document.office_number, document.number_key = number, number_key(number)
    if signed_on is not None:
        document.date = signed_on
        if document.content:
            document.content = {**document.content, "signed_on": signed_on.isoformat()}
    document.number_year = document.date.year if document.date else document.register_year
    _take_number(document)
    acts.record(
        OfficeNumberEntered(document_id=document.pk, office_number=number),
        by=by,
        now=now,
        before={"office_number": before},
        after={"office_number": number},
    )
    return document


def _take_number(document: OfficialDocument) -> None:
    """A number of the book is given once a year for each symbol, also where the paper was recalled since. Raises `NumberTaken`.

    The lock lets the second one see the first; the constraint of the database stands behind it.
    """
    lock_book(document.agency_id)
    _refuse_taken(document)
    try:
        with transaction.atomic():
            document.save(update_fields=["office_number", "number_key", "number_year", "date", "content"])
    except IntegrityError:
        _refuse_taken(document)
        raise


def _refuse_taken(document: OfficialDocument) -> None:
    book = OfficialDocument.objects.filter(agency=document.agency_id, direction=Direction.OUT, number_year=document.number_year)
    taken = book.filter(symbol=document.symbol, number_key=document.number_key).exclude(pk=document.pk).first()
    if taken is not None:
        raise NumberTaken(reference=taken.reference, year=document.number_year, subject=taken.subject[:200])
