"""A language model of the office proposes values for what was read badly; a person takes or refuses each of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from loa.core.reading.proposals import Proposed, fields_wanted, proposals_in, question
from loa.core.words import vi
from loa.server.documents.engines import ModelFailed, OfficeModel, ask
from loa.server.documents.errors import ModelNotSet, ProposalAnswered, SecretPaper
from loa.server.documents.events import ProposalRefused, ProposalsRequested, ProposalTaken, ReadingProposed
from loa.server.documents.models import Direction, ModelAsked, OfficialDocument, Proposal, ProposalState
from loa.server.documents.queries import Openness, fields_as_they_stand, model_of_the_office, open_proposals, openness_of
from loa.server.documents.services.correcting import correct_reading, open_reading
from loa.server.documents.services.readdressing import add_recipients
from loa.server.documents.services.redating import add_deadline
from loa.server.kit import acts
from loa.server.kit.actors import Actor

ANSWERED, NOTHING = "answered", "nothing"
TAKEN = vi("Nhận đề xuất của mô hình ngôn ngữ {model}")


@transaction.atomic
def request_proposals(*, document_id: UUID, not_secret: bool, by: Actor, now: datetime) -> None:
    """Nhờ mô hình ngôn ngữ của cơ quan đọc: the worker asks it. `not_secret`: the person has seen the original and says so.

    Raises `ModelNotSet`, `SecretPaper`.
    """
    document = open_reading(document_id, field="proposals", by=by)
    if model_of_the_office() is None:
        raise ModelNotSet
    _refuse_secret(document, not_secret=not_secret)
    acts.record(ProposalsRequested(document_id=document.pk, not_secret=not_secret), by=by, now=now)


def propose_reading(*, document_id: UUID, again: bool = False, not_secret: bool = False, by: Actor, now: datetime) -> ModelAsked | None:
    """Hỏi mô hình ngôn ngữ về các mục còn trống hoặc còn ngờ. For the worker: the model is asked outside any transaction.

    Returns None where there is nothing to ask, nobody to ask, the paper bears (or, read from pages, may bear) a stamp of secrecy, or it
    was asked before (unless `again`). Nothing of the reading changes.
    """
    document = OfficialDocument.objects.filter(pk=document_id, direction=Direction.IN).first()
    model = model_of_the_office()
    if document is None or model is None or not document.text:
        return None
    openness = openness_of(document)
    if openness is Openness.STAMPED or (openness is Openness.UNSEEN and not not_secret):
        return None
    if not again and document.asked.exists():
        return None
    standing = fields_as_they_stand(document)
    wanted = fields_wanted(standing, corrected=set(document.corrections.values_list("field", flat=True)))
    if not wanted:
        return _kept(document_id, model, NOTHING, [], {}, by=by, now=now) if again else None
    try:
        answer = ask(model, question(document.text, wanted))
    except ModelFailed as failed:
        return _kept(document_id, model, failed.why, [], {}, by=by, now=now)
    found, dropped = proposals_in(answer, text=document.text, wanted=wanted, standing=standing)
    return _kept(document_id, model, ANSWERED, found, dropped, by=by, now=now)


@transaction.atomic
def _kept(
    document_id: UUID, model: OfficeModel, outcome: str, found: Sequence[Proposed], dropped: dict[str, int], *, by: Actor, now: datetime
) -> ModelAsked:
    document = OfficialDocument.objects.select_for_update().get(pk=document_id)
    before = {(one.field, one.value) for one in document.proposals.all()}  # answered ones too: nobody is asked twice
    fresh = [one for one in found if (one.field, one.value) not in before]
    Proposal.objects.bulk_create(
        [
            Proposal(
                document=document,
                field=one.field,
                value=one.value,
                words=one.words,
                begins=one.span[0],
                ends=one.span[1],
                model=model.name,
                proposed_at=now,
            )
            for one in fresh
        ]
    )
    dropped = {**dropped, **({"same": dropped.get("same", 0) + len(found) - len(fresh)} if len(fresh) < len(found) else {})}
    asked = ModelAsked.objects.create(
        document=document, model=model.name, outcome=outcome[:40], proposed=len(fresh), dropped=dropped, at=now
    )
    told = ReadingProposed(
        document_id=document.pk, model=model.name, outcome=asked.outcome, proposed=len(fresh), dropped=sum(dropped.values())
    )
    acts.record(told, by=by, now=now)
    return asked


@transaction.atomic
def take_proposal(*, document_id: UUID, proposal_id: UUID, by: Actor, now: datetime) -> Proposal:
    """Nhận một đề xuất: it becomes a correction by the person who takes it.

    Raises `ProposalAnswered`, and what a correction of that field refuses.
    """
    document, proposal = _open(document_id, proposal_id, by)
    facts: dict[str, Any] = {"document_id": document.pk, "by": by, "now": now, "why": str(TAKEN.format(model=proposal.model))}
    _answer(proposal, ProposalState.TAKEN, by=by, now=now)
    event = ProposalTaken(document_id=document.pk, proposal_id=proposal.pk, field=proposal.field, model=proposal.model)
    acts.record(event, by=by, now=now)
    if proposal.field == "recipients":
        add_recipients(lines=[proposal.value], **facts)
    elif proposal.field == "deadlines":
        add_deadline(day=date.fromisoformat(proposal.value), time=None, words=proposal.words, **facts)
    else:
        correct_reading(field=proposal.field, value=proposal.value, **facts)
    return proposal


@transaction.atomic
def refuse_proposal(*, document_id: UUID, proposal_id: UUID, by: Actor, now: datetime) -> Proposal:
    """Không nhận một đề xuất; nothing of the reading changes. Raises `ProposalAnswered`."""
    document, proposal = _open(document_id, proposal_id, by)
    _answer(proposal, ProposalState.REFUSED, by=by, now=now)
    event = ProposalRefused(document_id=document.pk, proposal_id=proposal.pk, field=proposal.field, model=proposal.model)
    acts.record(event, by=by, now=now)
    return proposal


def _open(document_id: UUID, proposal_id: UUID, by: Actor) -> tuple[OfficialDocument, Proposal]:
    document = open_reading(document_id, field="proposals", by=by)
    proposal = next((one for one in open_proposals(document) if one.pk == proposal_id), None)
    if proposal is None:
        raise ProposalAnswered
    return document, proposal


def _answer(proposal: Proposal, state: ProposalState, *, by: Actor, now: datetime) -> None:
    proposal.state, proposal.answered_at = state, now
    proposal.answered_by_name, proposal.answered_by_person_id = by.name, by.person_id
    proposal.save(update_fields=["state", "answered_at", "answered_by_name", "answered_by_person_id"])


def _refuse_secret(document: OfficialDocument, *, not_secret: bool) -> None:
    openness = openness_of(document)
    if openness is Openness.STAMPED or (openness is Openness.UNSEEN and not not_secret):
        raise SecretPaper
