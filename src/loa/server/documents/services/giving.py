"""Files that take time: given in by a person, read by the worker a few pages at a time, registered when the last is read."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from loa.core.errors import LoaError, NotFound
from loa.core.folding import nfc
from loa.core.roles import Right
from loa.server.documents.errors import ReadingStopped
from loa.server.documents.events import FileGivenIn
from loa.server.documents.intake import check_size, pages, understood
from loa.server.documents.intake.registry import format_of
from loa.server.documents.leafing.leaves import Extracted
from loa.server.documents.models import GivenFile, GivenState
from loa.server.documents.queries import LEASE
from loa.server.documents.services.books import lock_book, refuse_registered
from loa.server.documents.services.keeping import keep_pages, leaf_of, page_of, refuse
from loa.server.documents.services.receiving import register_paper
from loa.server.kit import acts, files
from loa.server.kit.actors import Actor
from loa.server.people.queries import must_see

UNDER_WAY = (GivenState.WAITING, GivenState.READING)
PAGES_AT_ONCE = 3  # then others have their turn
MOST_ATTEMPTS = 3


@transaction.atomic
def give_in(*, data: bytes, name: str, agency_id: UUID, by: Actor, now: datetime, simulated: bool = False) -> GivenFile:
    """Gửi tệp vào: keep it and have it read. A file that was refused before is read anew; one under way stays as it is.

    Raises FileTooLarge, FileEmpty, AlreadyRegistered.
    """
    by.require(Right.REGISTER, agency_id)
    check_size(data, name=name, limit_bytes=settings.LOA_MOST_UPLOAD_BYTES)
    lock_book(agency_id)
    sha256 = hashlib.sha256(data).hexdigest()
    refuse_registered(agency_id=agency_id, sha256=sha256)
    given = GivenFile.objects.filter(agency=agency_id, file_sha256=sha256).first()
    if given is not None and given.state in UNDER_WAY:
        return given
    files.keep(data)
    given = given or GivenFile(agency_id=agency_id, file_sha256=sha256)
    given.file_name, given.simulated = nfc(name)[-255:], simulated
    given.given_by_name, given.given_by_person_id, given.given_at = by.name, by.person_id, now
    return _wait(given, by, now)


@transaction.atomic
def read_again(*, given_id: UUID, by: Actor, now: datetime) -> GivenFile:
    """Đọc lại một tệp chưa đọc được, from where it stopped: what was missing on the machine may have been installed."""
    given = GivenFile.objects.select_for_update().filter(pk=given_id).first()
    if given is None:
        raise NotFound
    must_see(by, given.agency_id)
    by.require(Right.REGISTER, given.agency_id)
    return given if given.state != GivenState.REFUSED else _wait(given, by, now)


def _wait(given: GivenFile, by: Actor, now: datetime) -> GivenFile:
    given.state, given.attempts, given.worked_at = GivenState.WAITING, 0, None
    given.refusal_code, given.refusal, given.refusal_facts = "", "", {}
    given.save()
    acts.record(FileGivenIn(given_id=given.pk, file_name=given.file_name, file_sha256=given.file_sha256), by=by, now=now)
    return given


def read_on(*, given_id: UUID, by: Actor, clock: Callable[[], datetime]) -> GivenFile:
    """Đọc tiếp: a few pages; after the last the paper is registered, or refused with the original kept. Returns where it stands.

    Nobody else reads the file meanwhile. A worker that is killed leaves what it read; after three ends over one page the file is refused.
    """
    given = _claimed(given_id, clock())
    if given is None:
        return GivenFile.objects.get(pk=given_id)
    name = given.file_name
    try:
        data = files.read(given.file_sha256)
        if given.attempts > MOST_ATTEMPTS:
            raise ReadingStopped(name=name, page=given.pages_read + 1)
        read = _next(given, data, clock)
        if read is None:
            given.worked_at = None
            given.save(update_fields=["worked_at"])
            return given
        whole = understood(read, name=name, kind=format_of(data).name)
        with transaction.atomic():
            document = register_paper(
                data=data,
                name=name,
                text=whole.text,
                reading=whole.letter.as_json(),
                agency_id=given.agency_id,
                simulated=given.simulated,
                by=by,
                now=clock(),
            )
            keep_pages(document=document, read=whole, by=by, now=clock())
    except LoaError as refusal:
        return refuse(given=given, refusal=refusal, by=by, now=clock())
    return GivenFile.objects.get(pk=given_id)


@transaction.atomic
def _claimed(given_id: UUID, now: datetime) -> GivenFile | None:
    """The file, now ours to read; None when it is read, or somebody is at it."""
    given = GivenFile.objects.select_for_update().filter(pk=given_id, state__in=UNDER_WAY).first()
    if given is None or (given.worked_at is not None and now - given.worked_at < LEASE):
        return None
    given.state, given.worked_at, given.attempts = GivenState.READING, now, given.attempts + 1
    given.save(update_fields=["state", "worked_at", "attempts"])
    return given


def _next(given: GivenFile, data: bytes, clock: Callable[[], datetime]) -> Extracted | None:
    """The text, when all is read; else None, some pages farther."""
    kind, name = format_of(data), given.file_name
    if not kind.paged:
        return kind.extract(data, name=name)
    if given.pages is None:
        given.pages = pages.count_pages(data, kind=kind.name, name=name)
        given.save(update_fields=["pages"])
    for leaf in pages.read_pages(data, kind=kind.name, name=name, first=given.pages_read + 1, most=PAGES_AT_ONCE):
        with transaction.atomic():
            page_of(given, leaf).save()
            given.pages_read, given.worked_at, given.attempts = leaf.number, clock(), 0
            given.save(update_fields=["pages_read", "worked_at", "attempts"])
    if given.pages_read < given.pages:
        return None
    return pages.put_together([leaf_of(page) for page in given.leaves.all()], name=name)
