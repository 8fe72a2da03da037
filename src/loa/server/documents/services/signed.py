"""Signed PDFs: one that comes back for a paper of our own, and the signatures of papers that came in."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from loa.core.errors import Conflict, LoaError
from loa.core.folding import nfc
from loa.core.paper_steps import PaperAction, PaperState, open_actions
from loa.core.roles import Right
from loa.server.documents.errors import (
    ChangedAfterSigning,
    PaperIsIncoming,
    PasswordProtected,
    PdfDamaged,
    SignatureBroken,
    SignatureMissing,
    SignaturesTakeTooLong,
    SignedFileDoubtful,
    SignedFileNotAwaited,
    SignedFileNotPdf,
    SignedFileStandsAlready,
    SignedNumberDiffers,
    SignerRevoked,
)
from loa.server.documents.events import SignaturesChecked, SignedFileTaken
from loa.server.documents.intake import check_size
from loa.server.documents.models import Direction, OfficialDocument, SignedFile
from loa.server.documents.papers import paper_from_json, to_pdf
from loa.server.documents.services.books import held_paper
from loa.server.documents.services.issuing import sign_paper
from loa.server.documents.services.sent_as import content_fixed, printed_day, same_number, signed_file_of
from loa.server.documents.signing import (
    Compared,
    Coverage,
    Difference,
    FileState,
    Looks,
    SignatureReport,
    Trust,
    compare,
    filled_in,
    looks_of,
    may_be_signed,
    read_day,
    read_trust,
    texts_of,
    verify,
)
from loa.server.documents.signing.doubts import Doubts, called, doubts_of
from loa.server.kit import acts, files
from loa.server.kit.actors import Actor
from loa.server.kit.events import plain

# A paper on its way through the office is not final: what is signed is what passed the check, or what never came that way (a draft).
AWAITED: Final = frozenset({PaperState.DRAFT, PaperState.CHECKED, PaperState.SIGNED, PaperState.NUMBERED, PaperState.ISSUED})
LONGEST_WHY: Final = 500
_MOST_EARLIER: Final = 3
_UNUSABLE: Final[dict[FileState, type[LoaError]]] = {
    FileState.ENCRYPTED: PasswordProtected,
    FileState.DAMAGED: PdfDamaged,
    FileState.TOO_SLOW: SignaturesTakeTooLong,
    FileState.UNSIGNED: SignatureMissing,
}


def take_signed(
    *, document_id: UUID, data: bytes, name: str, by: Actor, now: datetime, why: str = "", answered: Sequence[Any] | None = None
) -> SignedFile:
    """Nhận bản ký số của văn bản đi: check its signatures, hold its text against the paper, keep it. The same file again is the same.

    Where the actor may sign and the paper awaits its signature, that step is taken with it. Raises SignedFileNotPdf, PasswordProtected,
    PdfDamaged, SignatureMissing, SignatureBroken, ChangedAfterSigning, SignerRevoked, SignedNumberDiffers; and SignedFileDoubtful for what
    a person may accept by saying why (text that differs, a signer nobody knows, a certificate out of its time). `answered`, where given,
    are the doubts that the person saw, as kept: the reason holds for no others.
    """
    with transaction.atomic():
        document = awaiting_signature(document_id, by=by)
    held = document.signed_files.filter(file_sha256=hashlib.sha256(data).hexdigest()).first()
    if held is not None:
        return held
    check_size(data, name=name, limit_bytes=settings.LOA_MOST_UPLOAD_BYTES)
    if b"%PDF-" not in data[:1024]:
        raise SignedFileNotPdf(name=name)
    report = verify(data, trust=read_trust(trust_folder()), at=now)
    _refuse_unsound(report, name=name)
    compared, looks = _compared(document, data, name=name)
    if document.office_number and compared.number and not same_number(compared.number, document.office_number):
        raise SignedNumberDiffers(found=compared.number, entered=document.office_number)
    doubts = doubts_of(report, compared, looks, _earlier(document, data, report, name=name), day=printed_day(document))
    if doubts.of and (not why.strip() or (answered is not None and plain(doubts.as_json()) != list(answered))):
        raise SignedFileDoubtful(doubts=doubts)
    return _kept(document, data, name=name, report=report, compared=compared, doubts=doubts, by=by, now=now, why=why)


def check_signatures(*, document_id: UUID, by: Actor, now: datetime) -> SignedFile | None:
    """Kiểm tra chữ ký số của văn bản đến, once; None for a paper without any. Raises FileGone."""
    document = OfficialDocument.objects.get(pk=document_id)
    held = document.signed_files.filter(file_sha256=document.file_sha256).first()
    if held is not None or document.direction != Direction.IN or not document.file_sha256:
        return held
    data = files.read(document.file_sha256)
    if not may_be_signed(data):
        return None
    report = verify(data, trust=read_trust(trust_folder()), at=now)
    if report.state is FileState.UNSIGNED:
        return None
    with transaction.atomic():
        facts = {"file_name": document.file_name, "report": report.as_json(), "taken_by_name": by.name, "taken_at": now}
        kept, fresh = SignedFile.objects.get_or_create(document=document, file_sha256=document.file_sha256, defaults=facts)
        if fresh:
            event = SignaturesChecked(document_id=document.pk, file_sha256=kept.file_sha256, signatures=len(report.people))
            acts.record(event, by=by, now=now)
    return kept


def trust_folder() -> Path:
    """Where the administrator puts root certificates and revocation lists."""
    return Path(settings.LOA_HOME) / "trust"


def awaiting_signature(document_id: UUID, *, by: Actor) -> OfficialDocument:
    """A paper of our own that a signed file may come back for, locked. Raises PaperIsIncoming, SignedFileNotAwaited, SignedFileStandsAlready."""
    document = held_paper(document_id, by=by)
    if document.direction != Direction.OUT:
        raise PaperIsIncoming
    if not by.may(Right.APPROVE, document.agency_id):
        by.require(Right.REGISTER, document.agency_id)
    state = PaperState(document.state or PaperState.DRAFT)
    if state not in AWAITED or not document.content:
        raise SignedFileNotAwaited(state=state.vi)
    if state is PaperState.ISSUED and signed_file_of(document) is not None:
        raise SignedFileStandsAlready
    return document


def _refuse_unsound(report: SignatureReport, *, name: str) -> None:
    """What nobody can accept."""
    if report.state in _UNUSABLE:
        raise _UNUSABLE[report.state](name=name)
    if not report.people:
        raise SignatureMissing(name=name)
    if report.broken:
        raise SignatureBroken(name=name, who=", ".join(called(one) for one in report.broken))
    if not report.answers_for_file:
        raise ChangedAfterSigning(name=name)
    revoked = [called(one) for one in report.people if one.trust is Trust.REVOKED]
    if revoked:
        raise SignerRevoked(who=", ".join(revoked))


def _compared(document: OfficialDocument, data: bytes, *, name: str) -> tuple[Compared, Looks | None]:
    compared, own = _compared_words(document, data, name=name)
    return compared, None if compared.difference else looks_of(own, data, name=name)


def _compared_words(document: OfficialDocument, data: bytes, *, name: str) -> tuple[Compared, bytes]:
    """The paper is rendered with number and day as the signed file has them: a letterhead that is filled in is laid out differently."""
    symbol, place = document.content["symbol"], document.content["place"]
    (signed,) = texts_of(data, name=name)
    number, day = filled_in(signed, symbol=symbol, place=place)
    paper = replace(paper_from_json(document.content), number=document.office_number if number is None else number)
    if day is not None:
        paper = replace(paper, signed_on=read_day(day))
    own = to_pdf(paper)
    return compare(texts_of(own, name=name)[0], signed, symbol=symbol, place=place), own


def _earlier(document: OfficialDocument, data: bytes, report: SignatureReport, *, name: str) -> dict[str, Difference]:
    """Who signed other words than the paper's: the file was changed after such a signature, and up to it is a whole PDF of its own."""
    changed = [one for one in report.people if one.coverage is Coverage.CHANGED][:_MOST_EARLIER]
    held = {called(one): _compared_words(document, data[: one.covers_bytes], name=name) for one in changed}
    return {who: compared.difference for who, (compared, _own) in held.items() if compared.difference}


@transaction.atomic
def _kept(
    seen: OfficialDocument,
    data: bytes,
    *,
    name: str,
    report: SignatureReport,
    compared: Compared,
    doubts: Doubts,
    by: Actor,
    now: datetime,
    why: str,
) -> SignedFile:
    document = awaiting_signature(seen.pk, by=by)
    if document.content != seen.content or document.office_number != seen.office_number:
        raise Conflict  # somebody changed the paper while its signatures were checked
    kept, fresh = SignedFile.objects.get_or_create(
        document=document,
        file_sha256=files.keep(data),
        defaults={
            "file_name": nfc(name)[-255:],
            "report": report.as_json(),
            "content_sha256": content_fixed(document.content),
            "number": compared.number,
            "day": compared.day,
            "difference": asdict(compared.difference) if compared.difference else {},
            "doubts": doubts.as_json(),
            "why": nfc(why).strip()[:LONGEST_WHY] if doubts.of else "",
            "taken_by_name": by.name,
            "taken_by_person_id": by.person_id,
            "taken_at": now,
        },
    )
    if fresh:
        event = SignedFileTaken(document_id=document.pk, file_sha256=kept.file_sha256, signatures=len(report.people), doubts=len(doubts.of))
        acts.record(event, by=by, now=now, why=kept.why)
        if _may_sign(document, by):
            sign_paper(document_id=document.pk, by=by, now=now)
    return kept


def _may_sign(document: OfficialDocument, by: Actor) -> bool:
    own_work = document.drawn_up_by_person_id in by.persons
    open_now = open_actions(PaperState(document.state), rights=by.rights_at(document.agency_id), own_work=own_work)
    return PaperAction.SIGN in open_now
