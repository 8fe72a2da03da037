"""Confirming what was read: a person looked, and it is right. Value, evidence and confidence stay; only the doubt ends."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from loa.core.reading.standing import mark_of
from loa.server.documents.errors import FieldUnknown, ReadingChangedMeanwhile
from loa.server.documents.events import ReadingConfirmed
from loa.server.documents.models import Correction, OfficialDocument
from loa.server.documents.queries import CONFIRMABLE, settled_of, values_standing
from loa.server.documents.services.correcting import open_reading
from loa.server.kit import acts
from loa.server.kit.actors import Actor


@transaction.atomic
def confirm_reading(*, document_id: UUID, field: str, seen: str, by: Actor, now: datetime) -> OfficialDocument:
    """Xác nhận một chỗ đọc đúng: a plain field, a line of "Kính gửi" that was understood, a deadline.

    `seen` is `mark_of` of the value that the page showed. What a person settled already stays as it is; a later correction is open as
    before. Raises `FieldUnknown`, `ReadingChangedMeanwhile`.
    """
    document = open_reading(document_id, field=field, by=by)
    if field not in CONFIRMABLE:
        raise FieldUnknown(field=field)
    value = next((one for one in values_standing(document, field) if mark_of({"value": one}) == seen), None)
    if value is None:
        raise ReadingChangedMeanwhile
    if settled_of(document).holds(field, value):
        return document
    Correction.objects.create(document=document, field=field, was=value, became=value, by_name=by.name, by_person_id=by.person_id, at=now)
    acts.record(ReadingConfirmed(document_id=document.pk, field=field), by=by, now=now, before={field: value}, after={field: value})
    return document
