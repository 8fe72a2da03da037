"""Verbs about campaigns: open, accept, hand down, release."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from loa.core.errors import NotFound
from loa.core.folding import nfc
from loa.core.paper_steps import PaperState
from loa.core.roles import Right
from loa.server.agencies.queries import took_over_from
from loa.server.campaigns.errors import (
    AlreadyHandedDown,
    AlreadyOpened,
    DeadlineAfterSuperior,
    DeadlinePast,
    LetterStillDraft,
    NobodyAddressed,
    NobodyBelow,
    NobodyToGiveWork,
    PeriodUpsideDown,
)
from loa.server.campaigns.events import AssignmentAccepted, CampaignOpened, WorkHandedDown
from loa.server.campaigns.models import AcceptedBy, Assignment, AssignmentState, Campaign
from loa.server.campaigns.papers.addressees import refuse_undirected
from loa.server.campaigns.queries import work_given_by
from loa.server.documents.models import Direction, OfficialDocument
from loa.server.documents.queries import clauses_standing
from loa.server.documents.services import settle_clauses, show_to_addressees
from loa.server.kit import acts, clock
from loa.server.kit.actors import Actor
from loa.server.people.queries import must_see

OUT_OF_HAND = (PaperState.NUMBERED, PaperState.ISSUED)  # a letter of one's own that is signed and has its number


@transaction.atomic
def open_campaign(
    *,
    document_id: UUID,
    title: str,
    agency_id: UUID,
    territory_id: UUID,
    starts_on: date,
    ends_on: date,
    due_at: datetime | None,
    release_after_hours: int | None = None,
    why_another: str = "",
    by: Actor,
    now: datetime,
) -> Campaign:
    """Mở đợt tuyên truyền: the letter's clauses become assignments of those it addresses and the agency may give work; nobody below them yet.

    `release_after_hours` announces to each of them that its work goes on to the level below by itself if it does not answer.
    `why_another`: a letter carries one campaign; a further one needs its reason, which stands in the trail.
    Raises `PeriodUpsideDown`, `DeadlinePast`, `AlreadyOpened`, `LetterStillDraft`, `NobodyAddressed`, `NobodyToGiveWork`.
    """
    by.require(Right.DIRECT, agency_id)
    document = OfficialDocument.objects.select_for_update().filter(pk=document_id).first()  # two who open at once: one waits
    if document is None or (document.agency_id != agency_id and not took_over_from(agency_id, document.agency_id)):
        raise NotFound
    must_see(by, document.agency_id)
    if ends_on < starts_on:
        raise PeriodUpsideDown(starts_on=f"{starts_on:%d/%m/%Y}", ends_on=f"{ends_on:%d/%m/%Y}")
    _not_past(due_at, now)
    why = nfc(why_another).strip()[:2000]
    if (opened := document.campaigns.order_by("opened_at").first()) is not None and not why:
        raise AlreadyOpened(title=opened.title)
    if document.direction == Direction.OUT:
        if document.state not in OUT_OF_HAND:
            raise LetterStillDraft
        settle_clauses(document)
    addressed = _given_work(document, agency_id, on=clock.day_of(now))
    campaign = Campaign.objects.create(
        title=nfc(title)[:500],
        document=document,
        agency_id=agency_id,
        territory_id=territory_id,
        map_date=document.date or starts_on,
        starts_on=starts_on,
        ends_on=ends_on,
        simulated=document.simulated,
        opened_at=now,
    )
    show_to_addressees(document)
    release_at = now + timedelta(hours=release_after_hours) if release_after_hours else None
    _assign(campaign, addressed, letter=document, handed_by=None, due_at=due_at, release_at=release_at, note="", now=now)
    event = CampaignOpened(campaign_id=campaign.pk, title=campaign.title, agencies=len(addressed))
    acts.record(event, by=by, now=now, why=why if opened else "")
    _accept(campaign.assignments.filter(agency=agency_id), AcceptedBy.ACT, by, now)  # whoever opens it has taken on its own part
    return campaign


def _given_work(document: OfficialDocument, agency_id: UUID, *, on: date) -> list[UUID]:
    work = work_given_by(document, giver=agency_id, on=on)
    if not work.agencies:
        raise NobodyToGiveWork if any(line.named for line in work.lines) else NobodyAddressed
    return work.agencies


def _not_past(due_at: datetime | None, now: datetime) -> None:
    if due_at is not None and due_at <= now:
        raise DeadlinePast(due=_moment(due_at), now=_moment(now))


def _assign(
    campaign: Campaign,
    agencies: Sequence[UUID],
    *,
    letter: OfficialDocument,
    handed_by: Assignment | None,
    due_at: datetime | None,
    release_at: datetime | None,
    note: str,
    now: datetime,
) -> None:
    """Insert the assignments of one hand-over in bulk, each carrying the clauses of the campaign's letter."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # two levels may hand down to the same agency at once
    held = set(Assignment.objects.filter(campaign=campaign, agency__in=agencies).values_list("agency_id", flat=True))
    fresh = [
        Assignment(
            campaign=campaign,
            agency_id=agency,
            handed_by=handed_by,
            letter=letter,
            note=nfc(note),
            due_at=due_at,
            release_at=release_at,
            sent_at=now,
        )
        for agency in agencies
        if agency not in held
    ]
    Assignment.objects.bulk_create(fresh, batch_size=500)
    clauses = list(clauses_standing(campaign.document, at=campaign.opened_at).values_list("pk", flat=True))
    link = Assignment.clauses.through
    link.objects.bulk_create([link(assignment_id=a.pk, clause_id=c) for a in fresh for c in clauses], batch_size=1000)


@transaction.atomic
def accept_assignments(*, assignment_ids: Sequence[UUID], accepted_by: AcceptedBy = AcceptedBy.ACT, by: Actor, now: datetime) -> int:
    """Tiếp nhận: in bulk for those of one's own agencies. Accepting again changes nothing; returns how many were new."""
    waiting = list(Assignment.objects.select_for_update().filter(pk__in=assignment_ids, state=AssignmentState.SENT).order_by("pk"))
    for assignment in waiting:
        by.require(Right.DIRECT, assignment.agency_id)
    return _accept(waiting, accepted_by, by, now)


@transaction.atomic
def accept_by_doing(*, agency_ids: Sequence[UUID], campaign_id: UUID, accepted_by: AcceptedBy, by: Actor, now: datetime) -> int:
    """Opening the session or filling the report counts as acceptance: nobody is asked for a tap more."""
    for agency_id in agency_ids:
        by.require(Right.VIEW, agency_id)
    waiting = list(
        Assignment.objects.select_for_update()
        .filter(agency__in=agency_ids, campaign=campaign_id, state=AssignmentState.SENT)
        .order_by("pk")
    )
    return _accept(waiting, accepted_by, by, now)


def _accept(waiting: Iterable[Assignment], accepted_by: AcceptedBy, by: Actor, now: datetime) -> int:
    changed = Assignment.objects.filter(pk__in=[a.pk for a in waiting], state=AssignmentState.SENT).update(
        state=AssignmentState.ACCEPTED, accepted_at=now, accepted_by=accepted_by
    )
    acts.record_all(
        [AssignmentAccepted(assignment_id=a.pk, agency_id=a.agency_id, accepted_by=accepted_by.value) for a in waiting], by=by, now=now
    )
    return changed


@dataclass(frozen=True, slots=True)
class HandOver:
    """One level's hand-over: its own letter, to whom, by when."""

    assignment_id: UUID
    letter_id: UUID
    to: tuple[UUID, ...]
    due_at: datetime | None
    note: str = ""


@transaction.atomic
def hand_down(*, hand_over: HandOver, by: Actor, now: datetime, release_after_hours: int | None = None) -> Assignment:
    """Chuyển cấp dưới: this level's own letter, its own earlier deadline, and what it made more precise.

    Only to those who answer to this agency on that day. Raises `DeadlinePast`, `DeadlineAfterSuperior`, `AlreadyHandedDown`, `NobodyBelow`,
    `NotYoursToDirect`.
    """
    held = Assignment.objects.select_related("campaign__document").select_for_update(of=("self",))
    assignment = held.filter(pk=hand_over.assignment_id).first()
    if assignment is None:
        raise NotFound
    by.require(Right.SEND, assignment.agency_id)
    letter = OfficialDocument.objects.filter(pk=hand_over.letter_id, agency=assignment.agency_id).first()
    if letter is None:
        raise NotFound
    _not_past(hand_over.due_at, now)
    refuse_undirected(assignment.agency_id, hand_over.to, on=clock.day_of(now), by_own_letter=letter.direction == Direction.OUT)
    return _hand_down(assignment, letter, hand_over, by=by, now=now, released=False, release_after_hours=release_after_hours)


def _hand_down(
    assignment: Assignment,
    letter: OfficialDocument,
    hand_over: HandOver,
    *,
    by: Actor,
    now: datetime,
    released: bool,
    release_after_hours: int | None = None,
) -> Assignment:
    if assignment.state == AssignmentState.HANDED_DOWN:
        raise AlreadyHandedDown
    if not hand_over.to:
        raise NobodyBelow
    if assignment.due_at and hand_over.due_at and hand_over.due_at > assignment.due_at:
        raise DeadlineAfterSuperior(given=_day(hand_over.due_at), own=_day(assignment.due_at))
    _assign(
        assignment.campaign,
        hand_over.to,
        letter=letter,
        handed_by=assignment,
        due_at=hand_over.due_at,
        release_at=now + timedelta(hours=release_after_hours) if release_after_hours else None,
        note=hand_over.note,
        now=now,
    )
    if assignment.state == AssignmentState.SENT:
        assignment.accepted_at = now
        assignment.accepted_by = AcceptedBy.RELEASE if released else AcceptedBy.ACT
    assignment.state = AssignmentState.HANDED_DOWN
    assignment.handed_down_at = now
    assignment.save(update_fields=["state", "handed_down_at", "accepted_at", "accepted_by"])
    acts.record(
        WorkHandedDown(assignment_id=assignment.pk, letter_id=letter.pk, agencies=len(hand_over.to), released=released), by=by, now=now
    )
    return assignment


@transaction.atomic
def release_overdue(*, below: Mapping[UUID, tuple[UUID, ...]], by: Actor, now: datetime) -> int:
    """Tự chuyển: what a sleeping level was told would happen. The superior's own letter stands in for the missing one.

    `below` names, for each assigned agency, the agencies below it; an agency with nobody below is passed over.
    """
    released = 0
    due = Assignment.objects.filter(state=AssignmentState.SENT, passed_to=None, release_at__lte=now, agency__in=list(below))
    for assignment in due.select_related("campaign__document", "letter").select_for_update(of=("self",)):
        hand_over = HandOver(
            assignment_id=assignment.pk, letter_id=assignment.letter_id, to=below[assignment.agency_id], due_at=assignment.due_at
        )
        if hand_over.to:
            _hand_down(assignment, assignment.letter, hand_over, by=by, now=now, released=True)
            released += 1
    return released


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(clock.HANOI):%H:%M %d/%m/%Y}"


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(clock.HANOI):%d/%m/%Y}"
