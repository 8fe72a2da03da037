"""The way of our own papers through the office: submitted, initialled, checked, signed, issued; returned, recalled, replaced.

The number is `enter_office_number` in drawing_up. Each step is one row of `PaperStep` with the hash of the content as it stood.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from loa.core.folding import nfc
from loa.core.paper_steps import NEEDS_WHY, PaperAction, PaperState, take_paper_step
from loa.core.roles import Right
from loa.server.documents.errors import FormFaulty, NotReplaceable, PaperIsIncoming, StepWhyMissing
from loa.server.documents.events import (
    PaperFormChecked,
    PaperInitialled,
    PaperIssued,
    PaperRecalled,
    PaperReplaced,
    PaperReturned,
    PaperSigned,
    PaperSubmitted,
)
from loa.server.documents.models import Direction, OfficialDocument, PaperStep
from loa.server.documents.papers.form_check import faults_of
from loa.server.documents.papers.stored import content_sha256, paper_from_json
from loa.server.documents.services.books import held_paper, held_papers
from loa.server.documents.services.delivering import deliver_paper
from loa.server.kit import acts
from loa.server.kit.actors import Actor
from loa.server.kit.events import Event

_LONGEST_WHY = 500


@transaction.atomic
def submit_paper(*, document_id: UUID, by: Actor, now: datetime) -> OfficialDocument:
    """Trình văn bản: the drafter gives it to whoever initials it."""
    document = take_step(document_id=document_id, action=PaperAction.SUBMIT, by=by, now=now)
    return _recorded(document, PaperSubmitted(document_id=document.pk), by=by, now=now)


@transaction.atomic
def return_paper(*, document_id: UUID, why: str, by: Actor, now: datetime) -> OfficialDocument:
    """Trả lại văn bản: back to the drafter, with a sentence that says why."""
    document = take_step(document_id=document_id, action=PaperAction.RETURN, by=by, now=now, why=why)
    return _recorded(document, PaperReturned(document_id=document.pk), by=by, now=now, why=why)


@transaction.atomic
def initial_paper(*, document_id: UUID, by: Actor, now: datetime) -> OfficialDocument:
    """Ký nháy: who heads the drafting unit answers for the content (NĐ 30/2020, Điều 12.1)."""
    document = take_step(document_id=document_id, action=PaperAction.INITIAL, by=by, now=now)
    return _recorded(document, PaperInitialled(document_id=document.pk), by=by, now=now)


@transaction.atomic
def check_paper_form(*, document_id: UUID, by: Actor, now: datetime, why: str = "") -> OfficialDocument:
    """Kiểm tra thể thức (NĐ 30/2020, Điều 12.2): passes a paper without fault; one with faults only with a sentence that says why.

    Raises `FormFaulty`, which names the faults.
    """
    document = held_paper(document_id, by=by)
    faults = faults_of(paper_from_json(document.content)) if document.content else ()
    if faults and not why.strip():
        raise FormFaulty(faults="; ".join(fault.sentence.rstrip(".") for fault in faults))
    document = take_step(document_id=document_id, action=PaperAction.CHECK, by=by, now=now, why=why)
    return _recorded(document, PaperFormChecked(document_id=document.pk, faults=len(faults)), by=by, now=now, why=why)


@transaction.atomic
def sign_paper(*, document_id: UUID, by: Actor, now: datetime) -> OfficialDocument:
    """Ký văn bản: that it was signed, on paper or with the official's own digital signature, which this system does not hold.

    Raises `OwnPaperNotSignable` for who drew it up.
    """
    document = take_step(document_id=document_id, action=PaperAction.SIGN, by=by, now=now)
    return _recorded(document, PaperSigned(document_id=document.pk), by=by, now=now)


@transaction.atomic
def issue_paper(*, document_id: UUID, by: Actor, now: datetime) -> OfficialDocument:
    """Phát hành: the numbered paper goes out; from now on it is only recalled or replaced."""
    document = take_step(document_id=document_id, action=PaperAction.ISSUE, by=by, now=now)
    document.issued_at = now
    document.save(update_fields=["issued_at"])
    _recorded(document, PaperIssued(document_id=document.pk, reference=document.reference), by=by, now=now)
    deliver_paper(document, by=by, now=now)
    return document


@transaction.atomic
def recall_paper(*, document_id: UUID, why: str, by: Actor, now: datetime) -> OfficialDocument:
    """Thu hồi văn bản đã phát hành (NĐ 30/2020, Điều 18.3): it stays in the book, marked and with its reason."""
    document = take_step(document_id=document_id, action=PaperAction.RECALL, by=by, now=now, why=why)
    return _recorded(document, PaperRecalled(document_id=document.pk, reference=document.reference), by=by, now=now, why=why)


@transaction.atomic
def replace_paper(*, document_id: UUID, replacement_id: UUID, why: str, by: Actor, now: datetime) -> OfficialDocument:
    """Thay thế văn bản đã phát hành by another issued paper of the same agency (NĐ 30/2020, Điều 18.3). Raises `NotReplaceable`."""
    replacement = held_papers((document_id, replacement_id), by=by)[replacement_id]
    document = take_step(document_id=document_id, action=PaperAction.REPLACE, by=by, now=now, why=why)
    if replacement.pk == document.pk or replacement.agency_id != document.agency_id or replacement.state != PaperState.ISSUED:
        raise NotReplaceable
    document.replaced_by = replacement
    document.save(update_fields=["replaced_by"])
    event = PaperReplaced(document_id=document.pk, reference=document.reference, replacement_id=replacement.pk)
    return _recorded(document, event, by=by, now=now, why=why)


def take_step(*, document_id: UUID, action: PaperAction, by: Actor, now: datetime, why: str = "") -> OfficialDocument:
    """Move a paper of our own one step, in the caller's transaction, and keep the row of it.

    Raises `PaperStepNotOpen`, `PaperStepNotYours`, `OwnPaperNotSignable`, `StepWhyMissing`, `PaperIsIncoming`.
    """
    document = held_paper(document_id, by=by)
    if document.direction != Direction.OUT:
        raise PaperIsIncoming
    rights = frozenset(Right) if by.is_system else by.rights_at(document.agency_id)
    leads_to = take_paper_step(PaperState(document.state), action, rights=rights, own_work=document.drawn_up_by_person_id in by.persons)
    reason = nfc(why).strip()[:_LONGEST_WHY]
    if action in NEEDS_WHY and not reason:
        raise StepWhyMissing
    document.state = leads_to
    document.save(update_fields=["state"])
    PaperStep.objects.create(
        document=document,
        position=document.steps.count() + 1,
        action=action,
        state=leads_to,
        why=reason,
        content_sha256=content_sha256(document.content),
        by_name=by.name,
        by_person_id=by.person_id,
        at=now,
    )
    return document


def _recorded(document: OfficialDocument, event: Event, *, by: Actor, now: datetime, why: str = "") -> OfficialDocument:
    acts.record(event, by=by, now=now, after={"state": document.state}, why=nfc(why).strip()[:_LONGEST_WHY])
    return document
