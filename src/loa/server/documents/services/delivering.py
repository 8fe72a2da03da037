"""An issued paper goes to the offices it names: they open it, take it into their own book or return it; the sender reminds."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from loa.core.errors import Conflict
from loa.core.paper_steps import PaperState
from loa.core.receipts import OPEN, REMIND_AGAIN_AFTER, ReceiptState, next_receipt
from loa.core.roles import Right
from loa.server.documents.events import DeliveryAccepted, DeliveryOpened, DeliveryReturned, PaperDelivered, ReceiversReminded
from loa.server.documents.models import Delivery, OfficialDocument, PaperFile
from loa.server.documents.queries import delivery_at, delivery_seen
from loa.server.documents.services.books import held_paper, lock_book, registered_before
from loa.server.documents.services.known import read_or_blank, with_known
from loa.server.documents.services.receiving import register_paper
from loa.server.documents.services.sent_as import pdf_of, shape_of
from loa.server.kit import acts
from loa.server.kit.actors import Actor

MOST_ATTEMPTS: Final = 3  # a paper that goes out hardly ever changes


@transaction.atomic
def deliver_paper(document: OfficialDocument, *, by: Actor, now: datetime) -> int:
    """Chuyển văn bản đã phát hành đến mọi nơi nhận: one row for each, the sender itself left out; a second time adds nothing.

    Called in the transaction that issues. Returns how many offices are new.
    """
    meant = set(document.recipients.exclude(agencies=None).values_list("agencies", flat=True)) - {document.agency_id}
    fresh = meant - set(document.deliveries.values_list("agency_id", flat=True))
    if fresh:
        Delivery.objects.bulk_create(Delivery(document=document, agency_id=one, delivered_at=now) for one in sorted(fresh))
        acts.record(PaperDelivered(document_id=document.pk, reference=document.reference, offices=len(fresh)), by=by, now=now)
    return len(fresh)


@transaction.atomic
def note_opened(document_id: UUID, *, by: Actor, now: datetime) -> int:
    """Ghi nhận đã mở, the first time somebody of a receiving office sees the paper. Returns how many offices of the reader's that is."""
    waiting = Delivery.objects.filter(document_id=document_id, agency__in=by.agency_ids, state=ReceiptState.DELIVERED)
    opened = list(waiting.select_related("document"))
    for one in opened:
        moved = Delivery.objects.filter(pk=one.pk, state=ReceiptState.DELIVERED)
        if moved.update(state=ReceiptState.OPENED, opened_at=now, opened_by_name=by.name, opened_by_person_id=by.person_id):
            acts.record(DeliveryOpened(document_id=document_id, agency_id=one.agency_id, reference=one.document.reference), by=by, now=now)
    return len(opened)


def accept_delivery(*, delivery_id: UUID, by: Actor, now: datetime) -> OfficialDocument:
    """Tiếp nhận văn bản gửi trong hệ thống: enters it in the office's own book of papers that came, with its files.

    The same file that came another way before (by hand, in a packet) stands in the book already and is what was accepted. Raises NotFound outside the actor's offices, ReceiptClosed,
    Conflict where the paper changed each time while it was being made ready.
    """
    for _attempt in range(MOST_ATTEMPTS):
        seen = delivery_seen(delivery_id, seen_by=by)
        by.require(Right.REGISTER, seen.agency_id)
        next_receipt(ReceiptState(seen.state), ReceiptState.ACCEPTED)
        brought = _brought(seen.document)
        taken = _accepted(delivery_id, brought, by=by, now=now)
        if taken is not None:
            return taken
    raise Conflict


@dataclass(frozen=True, slots=True)
class _Brought:
    """A paper as it comes to a receiver, made and read before any row is locked; `shape` says what it was made of."""

    shape: str
    data: bytes
    name: str
    text: str
    reading: dict[str, Any]


def _brought(sent: OfficialDocument) -> _Brought:
    shape, data, name = shape_of(sent), pdf_of(sent), f"{sent.reference.replace('/', '-')}.pdf"
    text, reading = read_or_blank(data, name=name)
    return _Brought(shape, data, name, text, with_known(reading, _told(sent), sure=1.0))


@transaction.atomic
def _accepted(delivery_id: UUID, brought: _Brought, *, by: Actor, now: datetime) -> OfficialDocument | None:
    """The paper in the receiver's book; None where it changed since it was made ready."""
    delivery = delivery_at(delivery_id, of=by)
    sent = delivery.document
    if shape_of(sent) != brought.shape:
        return None
    _answer(delivery, ReceiptState.ACCEPTED, by=by, now=now)
    lock_book(delivery.agency_id)
    taken = registered_before(agency_id=delivery.agency_id, sha256=hashlib.sha256(brought.data).hexdigest())
    if taken is None:
        taken = _entered(sent, brought, agency_id=delivery.agency_id, by=by, now=now)
    Delivery.objects.filter(pk=delivery.pk).update(taken_in_as=taken)
    acts.record(
        DeliveryAccepted(document_id=sent.pk, agency_id=delivery.agency_id, reference=sent.reference, taken_in_as=taken.pk), by=by, now=now
    )
    return taken


@transaction.atomic
def return_delivery(*, delivery_id: UUID, why: str, by: Actor, now: datetime) -> Delivery:
    """Trả lại văn bản, with the reason the sender reads. Raises NotFound, ReceiptClosed and ReturnWithoutReason."""
    delivery = delivery_at(delivery_id, of=by)
    by.require(Right.REGISTER, delivery.agency_id)
    _answer(delivery, ReceiptState.RETURNED, by=by, now=now, why=why)
    sent = delivery.document
    acts.record(
        DeliveryReturned(document_id=sent.pk, agency_id=delivery.agency_id, reference=sent.reference), by=by, now=now, why=why.strip()
    )
    return delivery


@transaction.atomic
def remind_receivers(*, document_id: UUID, by: Actor, now: datetime) -> int:
    """Nhắc các nơi nhận chưa tiếp nhận; none of them twice within four hours, nobody of a paper recalled or replaced. Returns how many were reminded. Raises NotFound."""
    document = held_paper(document_id, by=by)
    by.require(Right.REGISTER, document.agency_id)
    if document.state in (PaperState.RECALLED, PaperState.REPLACED):
        return 0
    waiting = document.deliveries.filter(state__in=OPEN)
    count = waiting.filter(Q(reminded_at=None) | Q(reminded_at__lte=now - REMIND_AGAIN_AFTER)).update(
        reminded_at=now, reminders=F("reminders") + 1
    )
    if count:
        acts.record(ReceiversReminded(document_id=document.pk, reference=document.reference, offices=count), by=by, now=now)
    return count


def _answer(delivery: Delivery, asked: ReceiptState, *, by: Actor, now: datetime, why: str = "") -> None:
    state = next_receipt(ReceiptState(delivery.state), asked, why=why)
    # The row is locked by `delivery_at`: nobody else answers meanwhile. Who answers has opened.
    opened = {} if delivery.opened_at else {"opened_at": now, "opened_by_name": by.name, "opened_by_person_id": by.person_id}
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, answered_at=now, answered_by_name=by.name, answered_by_person_id=by.person_id, why=why.strip(), **opened
    )


def _entered(sent: OfficialDocument, brought: _Brought, *, agency_id: UUID, by: Actor, now: datetime) -> OfficialDocument:
    taken = register_paper(
        data=brought.data,
        name=brought.name,
        text=brought.text,
        reading=brought.reading,
        agency_id=agency_id,
        by=by,
        now=now,
        simulated=sent.simulated,
    )
    PaperFile.objects.bulk_create(
        PaperFile(document=taken, position=one.position, name=one.name, media_type=one.media_type, file_sha256=one.file_sha256)
        for one in sent.files.all()
    )
    return taken


def _told(sent: OfficialDocument) -> dict[str, str | None]:
    """Known for certain: it comes as values, not as a page."""
    day = sent.date.isoformat() if sent.date else None
    named = ("symbol", "doc_type", "issuer", "place", "subject", "signer")
    return {"number": sent.office_number, "date": day, **{field: getattr(sent, field) for field in named}}
