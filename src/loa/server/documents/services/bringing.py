"""Signed PDFs that are brought back: kept at once, checked by the worker, taken or refused with a sentence. Checking takes seconds."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from loa.core.errors import LoaError, NotFound
from loa.core.folding import nfc
from loa.server.documents.errors import SignatureCheckStopped, SignedFileDoubtful, SignedFileNotPdf
from loa.server.documents.events import SignedFileBrought, SignedFileRefused
from loa.server.documents.intake import check_size
from loa.server.documents.models import SignedFile, SignedUpload, UploadState
from loa.server.documents.queries import LEASE
from loa.server.documents.services.signed import LONGEST_WHY, awaiting_signature, take_signed
from loa.server.kit import acts, answers, files
from loa.server.kit import clock as clocks
from loa.server.kit.actors import Actor
from loa.server.kit.events import plain
from loa.server.people.models import Person
from loa.server.people.queries import actor_of, delegations_held_by

CHECKED_SOON: Final = (UploadState.WAITING, UploadState.CHECKING)
MOST_ATTEMPTS: Final = 3


@transaction.atomic
def bring_signed(*, document_id: UUID, data: bytes, name: str, by: Actor, now: datetime) -> SignedUpload:
    """Gửi bản ký số lại: keep it and have it checked. One that was refused is checked anew; one under way, or taken, stays as it is.

    Raises SignedFileNotAwaited, SignedFileStandsAlready, PaperIsIncoming, SignedFileNotPdf, FileTooLarge, FileEmpty; the rest is told
    when it was checked.
    """
    document = awaiting_signature(document_id, by=by)
    check_size(data, name=name, limit_bytes=settings.LOA_MOST_UPLOAD_BYTES)
    if b"%PDF-" not in data[:1024]:
        raise SignedFileNotPdf(name=name)
    sha256 = files.keep(data)
    held = document.signed_uploads.filter(file_sha256=sha256).first()
    if held is not None and held.state != UploadState.REFUSED:
        return held
    upload = held or SignedUpload(document=document, file_sha256=sha256)
    upload.file_name, upload.doubts = nfc(name)[-255:], []
    return _wait(upload, "", by=by, now=now)


@transaction.atomic
def check_again(*, upload_id: UUID, by: Actor, now: datetime, why: str = "") -> SignedUpload:
    """Kiểm tra lại một bản ký chưa nhận, with the reason why it is taken in spite of what stands against it. Raises NotFound.

    The reason answers what was shown. Where the check finds anything else, because the paper was changed meanwhile, that is shown first.
    """
    upload = SignedUpload.objects.filter(pk=upload_id).first()
    if upload is None:
        raise NotFound
    awaiting_signature(upload.document_id, by=by)
    upload = SignedUpload.objects.select_for_update().get(pk=upload_id)
    return _wait(upload, why, by=by, now=now) if upload.state == UploadState.REFUSED else upload


def check_brought(*, upload_id: UUID, by: Actor, clock: Callable[[], datetime]) -> SignedUpload:
    """Kiểm tra bản ký gửi lại: taken in the name of who brought it, with the rights that person has now; or refused, the file kept.

    Nobody else checks it meanwhile. After three workers ended over it, it is refused.
    """
    upload = _claimed(upload_id, clock())
    if upload is None:
        return SignedUpload.objects.get(pk=upload_id)
    bringer = _bringer(upload, on=clocks.day_of(clock()))
    try:
        kept = _taken_before(upload)
        if kept is None and upload.attempts > MOST_ATTEMPTS:
            raise SignatureCheckStopped(name=upload.file_name)
        if kept is None:
            data = files.read(upload.file_sha256)
            told = {"name": upload.file_name, "why": upload.why, "answered": upload.doubts}
            kept = take_signed(document_id=upload.document_id, data=data, by=bringer, now=clock(), **told)
    except LoaError as refusal:
        answers.note(refusal, by=bringer, what=upload.file_name)
        return _refused(upload, refusal, by=by, now=clock())
    upload.state, upload.signed, upload.worked_at = UploadState.TAKEN, kept, None
    upload.save(update_fields=["state", "signed", "worked_at"])
    return upload


def _wait(upload: SignedUpload, why: str, *, by: Actor, now: datetime) -> SignedUpload:
    upload.state, upload.attempts, upload.worked_at, upload.why = UploadState.WAITING, 0, None, nfc(why).strip()[:LONGEST_WHY]
    upload.refusal_code, upload.refusal, upload.refusal_facts = "", "", {}
    upload.brought_by_name, upload.brought_by_person_id, upload.brought_for_person_id = by.name, by.person_id, by.behalf_person_id
    upload.brought_at = now
    upload.save()
    event = SignedFileBrought(
        document_id=upload.document_id, upload_id=upload.pk, file_name=upload.file_name, file_sha256=upload.file_sha256
    )
    acts.record(event, by=by, now=now, why=upload.why)
    return upload


@transaction.atomic
def _claimed(upload_id: UUID, now: datetime) -> SignedUpload | None:
    """The file, now ours to check; None when it is done, or somebody is at it."""
    upload = SignedUpload.objects.select_for_update().filter(pk=upload_id, state__in=CHECKED_SOON).first()
    if upload is None or (upload.worked_at is not None and now - upload.worked_at < LEASE):
        return None
    upload.state, upload.worked_at, upload.attempts = UploadState.CHECKING, now, upload.attempts + 1
    upload.save(update_fields=["state", "worked_at", "attempts"])
    return upload


def _taken_before(upload: SignedUpload) -> SignedFile | None:
    """A worker that was killed after the file was taken had no time to say so."""
    return SignedFile.objects.filter(document=upload.document_id, file_sha256=upload.file_sha256).first()


def _bringer(upload: SignedUpload, *, on: date) -> Actor:
    """Who brought the file, as of now: a role that ended meanwhile carries nothing any more."""
    person = Person.objects.filter(pk=upload.brought_by_person_id).first() if upload.brought_by_person_id else None
    if person is None:
        return Actor.system(upload.brought_by_name, via="task") if upload.brought_by_person_id is None else Actor(upload.brought_by_name)
    if upload.brought_for_person_id is None:
        return actor_of(person, on=on, via="task")
    held = delegations_held_by(person.pk, on=on).filter(grant__person=upload.brought_for_person_id, grant__agency=upload.document.agency_id)
    return actor_of(person, on=on, via="task", acting_for=held.values_list("pk", flat=True).first())


@transaction.atomic
def _refused(claimed: SignedUpload, refusal: LoaError, *, by: Actor, now: datetime) -> SignedUpload:
    upload = SignedUpload.objects.select_for_update().get(pk=claimed.pk)
    if upload.worked_at != claimed.worked_at:  # we were too slow: another worker took the file over, and says what became of it
        return upload
    doubtful = isinstance(refusal, SignedFileDoubtful)
    upload.state, upload.worked_at, upload.attempts = UploadState.REFUSED, None, 0
    upload.refusal_code, upload.refusal = refusal.code, str(refusal.sentence)
    upload.refusal_facts = {} if doubtful else plain(dict(refusal.facts))
    upload.doubts = refusal.facts["doubts"].as_json() if doubtful else []
    upload.save()
    event = SignedFileRefused(document_id=upload.document_id, upload_id=upload.pk, file_name=upload.file_name, refusal=refusal.code)
    acts.record(event, by=by, now=now)
    return upload
