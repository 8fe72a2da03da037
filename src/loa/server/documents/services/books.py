"""What every verb about papers needs: the paper it may touch, the next number of a book, names of agencies, room in a column."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.server.agencies.models import Agency
from loa.server.documents.errors import AlreadyRegistered
from loa.server.documents.models import Direction, OfficialDocument, Recipient
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.queries import must_see


def held_paper(document_id: UUID, *, by: Actor) -> OfficialDocument:
    """A paper in scope, locked. Raises `NotFound`."""
    document = OfficialDocument.objects.select_for_update().filter(pk=document_id).first()
    if document is None:
        raise NotFound
    must_see(by, document.agency_id)
    return document


def held_papers(document_ids: Collection[UUID], *, by: Actor) -> dict[UUID, OfficialDocument]:
    """Several papers in scope, locked in one order: two people who lock each other's would wait for ever. Raises `NotFound`."""
    locked = OfficialDocument.objects.select_for_update().filter(pk__in=set(document_ids)).order_by("pk")
    held = {document.pk: document for document in locked}
    for document_id in document_ids:
        if document_id not in held:
            raise NotFound
        must_see(by, held[document_id].agency_id)
    return held


def number_in_book(document: OfficialDocument, now: datetime) -> None:
    """Our own register number: next in the agency's book of the year."""
    lock_book(document.agency_id)
    year = now.astimezone(clock.HANOI).year
    book = OfficialDocument.objects.filter(agency=document.agency_id, direction=document.direction, register_year=year)
    document.register_year = year
    document.register_number = (book.aggregate(last=Max("register_number"))["last"] or 0) + 1


def name_agencies(recipient: Recipient, agency_ids: Sequence[UUID]) -> None:
    """Say which agencies a line of "Kính gửi" means."""
    link = Recipient.agencies.through
    link.objects.bulk_create([link(recipient_id=recipient.pk, agency_id=agency_id) for agency_id in agency_ids])


def lock_book(agency_id: UUID) -> None:
    """Whoever registers second waits and sees what the first did. The agency's row is the lock."""
    Agency.objects.select_for_update().get(pk=agency_id)


def refuse_registered(*, agency_id: UUID, sha256: str) -> None:
    """Raises `AlreadyRegistered` for a file this agency holds already."""
    held = registered_before(agency_id=agency_id, sha256=sha256)
    if held:
        book = {"register_number": held.register_number, "year": held.register_year, "reference": held.reference}
        raise AlreadyRegistered(**book, document_id=str(held.pk))


def registered_before(*, agency_id: UUID, sha256: str) -> OfficialDocument | None:
    """The paper of this file in the agency's book of papers that came."""
    return OfficialDocument.objects.filter(agency=agency_id, file_sha256=sha256, direction=Direction.IN).first()


def cut_to_column(field: str, value: Any) -> str:
    """Text of a field in NFC, no longer than its column; what was read in full stays in `reading`."""
    column = OfficialDocument._meta.get_field(field)  # noqa: SLF001 -- Django's documented way to a field
    return nfc(str(value or ""))[: getattr(column, "max_length", None)]
