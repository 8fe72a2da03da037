"""What is kept of a file besides its paper: its pages, what to tell of it, and why it was refused."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from loa.core.errors import LoaError
from loa.core.folding import nfc
from loa.server.documents.events import FileRefused
from loa.server.documents.intake import Reading
from loa.server.documents.intake.notes import as_json
from loa.server.documents.leafing.leaves import Leaf, Place, Word
from loa.server.documents.models import FilePage, GivenFile, GivenState, OfficialDocument
from loa.server.kit import acts, files
from loa.server.kit.actors import Actor
from loa.server.kit.events import plain

ENDING = ".jpg"


@transaction.atomic
def keep_refused(*, data: bytes, name: str, refusal: LoaError, agency_id: UUID, simulated: bool, by: Actor, now: datetime) -> GivenFile:
    """Giữ tệp không đọc được: the original stays, and why; nothing is registered."""
    files.keep(data)
    facts = {"file_name": nfc(name)[-255:], "simulated": simulated, "given_by_name": by.name, "given_by_person_id": by.person_id}
    given, _new = GivenFile.objects.update_or_create(
        agency_id=agency_id, file_sha256=hashlib.sha256(data).hexdigest(), defaults={**facts, "given_at": now}
    )
    return refuse(given=given, refusal=refusal, by=by, now=now)


@transaction.atomic
def refuse(*, given: GivenFile, refusal: LoaError, by: Actor, now: datetime) -> GivenFile:
    """The file stays kept, with the sentence that says what to do. What somebody else registered meanwhile stays registered."""
    meanwhile = GivenFile.objects.select_for_update().filter(pk=given.pk, state=GivenState.REGISTERED).first()
    if meanwhile is not None:
        return meanwhile
    given.state, given.worked_at, given.attempts = GivenState.REFUSED, None, 0
    given.refusal_code, given.refusal, given.refusal_facts = refusal.code, str(refusal.sentence), plain(dict(refusal.facts))
    given.save()
    acts.record(FileRefused(given_id=given.pk, file_name=given.file_name, refusal=refusal.code), by=by, now=now)
    return given


@transaction.atomic
def keep_pages(*, document: OfficialDocument, read: Reading, by: Actor, now: datetime) -> None:
    """Pages and notes of a paper just registered; nothing for one that has neither."""
    given = GivenFile.objects.filter(agency=document.agency_id, file_sha256=document.file_sha256).first()
    if given is None:
        if not read.leaves and not read.notes:
            return
        given = GivenFile(agency_id=document.agency_id, file_sha256=document.file_sha256, file_name=document.file_name, given_at=now)
        given.given_by_name, given.given_by_person_id = by.name, by.person_id
    given.state, given.document, given.notes, given.worked_at = GivenState.REGISTERED, document, as_json(read.notes), None
    given.refusal_code, given.refusal, given.refusal_facts = "", "", {}
    if read.leaves:
        given.pages = given.pages_read = len(read.leaves)
    given.save()
    held = {page.number: page for page in given.leaves.all()}
    fresh = [page_of(given, leaf) for leaf in read.leaves if leaf.number not in held]
    FilePage.objects.bulk_create(fresh, batch_size=50)
    pages = [*held.values(), *fresh]
    for page in pages:
        page.words, page.places = [], _places(read.places, page.number)
    FilePage.objects.bulk_update(pages, ["words", "places"], batch_size=50)


def page_of(given: GivenFile, leaf: Leaf, /) -> FilePage:
    """A page as it is kept; its picture goes into the store of files."""
    words = [[word.text, *word.box, round(word.sure * 100)] for word in leaf.words]
    facts = {"turned": leaf.turned, "old": leaf.old, "layer": leaf.layer}
    picture = files.keep(leaf.picture, ending=ENDING)
    return FilePage(
        given=given, number=leaf.number, picture_sha256=picture, height=leaf.height, scanned=leaf.scanned, facts=facts, words=words
    )


def leaf_of(page: FilePage, /) -> Leaf:
    """The page as it was read, without its picture, which is kept already."""
    words = tuple(Word(text, (left, top, right, bottom), sure / 100) for text, left, top, right, bottom, sure in page.words)
    return Leaf(page.number, words, b"", page.height, scanned=page.scanned, **page.facts)


def _places(places: Sequence[Place], number: int) -> list[list[int]]:
    return [[p.start, p.end, *p.box, round(p.sure * 100)] for p in places if p.page == number]
