"""The reminder (công văn đôn đốc): whoever reports are owed to writes to those past their deadline, by name."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from loa.core.directing import may_be_given_work
from loa.core.folding import lower_first
from loa.core.roles import Right
from loa.server.agencies.queries import agency_on_or_first, standings_to
from loa.server.documents.models import OfficialDocument
from loa.server.documents.papers.signing import signature_of
from loa.server.documents.papers.stored import paper_to_json
from loa.server.documents.services import NewPaper, draw_up_papers
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.reports.models import ExpectedReport, ReportingRound
from loa.server.reports.official.letters import MOST_NAMED_WITHIN, Asked, reminder_letter
from loa.server.reports.queries import late_reports
from loa.server.site.asking import letter_of, letterhead_of
from loa.server.site.errors import NewDeadlinePast, NobodyLate

_MANY = "Các đơn vị có tên tại Phụ lục kèm theo"


def late_by_office(opened: ReportingRound, *, by: Actor, now: datetime) -> dict[UUID, list[ExpectedReport]]:
    """Who is late, under the office to which each owes its report, of the offices in whose name the actor writes.

    Who does not answer to that office (`core.directing`) is not reminded by it: its own superior is.
    """
    owed: dict[UUID, list[ExpectedReport]] = {}
    for one in late_reports(opened.pk, now=now, seen_by=by):
        if one.reports_to_id is not None and by.may(Right.DIRECT, one.reports_to_id):
            owed.setdefault(one.reports_to_id, []).append(one)
    found = {office: _answering(office, late, on=clock.day_of(now)) for office, late in owed.items()}
    return {office: late for office, late in found.items() if late}


def _answering(office: UUID, late: Sequence[ExpectedReport], *, on: date) -> list[ExpectedReport]:
    standings = standings_to(office, [one.reporter_id for one in late], on=on)
    return [one for one in late if may_be_given_work(standings[one.reporter_id], by_own_letter=True)]


@transaction.atomic
def remind_the_late(*, opened: ReportingRound, agency_id: UUID, new_due_at: datetime, by: Actor, now: datetime) -> OfficialDocument:
    """Soạn công văn đôn đốc in the name of this agency to those who owe it a report. Raises `NobodyLate`, `NewDeadlinePast`."""
    late = late_by_office(opened, by=by, now=now).get(agency_id)
    if not late:
        raise NobodyLate
    if new_due_at <= now:
        raise NewDeadlinePast
    campaign, today = opened.campaign, clock.day_of(now)
    office = agency_on_or_first(agency_id, today)
    to = _addressed(late)
    asked = f"Công văn số {opened.guide.reference}" if opened.guide and opened.guide.office_number else letter_of(campaign)
    letter = reminder_letter(
        letterhead_of(
            campaign,
            office,
            symbol=campaign.document.symbol if agency_id == campaign.agency_id and campaign.document.symbol else office.symbol,
            addressed_to=[line for line, _ids in to],
            signature=signature_of(office, on=today),
        ),
        asked=Asked(letter=asked, campaign=lower_first(campaign.title), year=today.year, simulated=opened.simulated),
        late=[one.called for one in late],
        due_at=max(one.due_at for one in late),
        new_due_at=new_due_at,
    )
    paper = NewPaper(
        doc_type=letter.kind.vi,
        symbol=letter.symbol,
        subject=letter.subject,
        issuer=office.name,
        place=letter.place,
        date=today,
        signer="",
        content=paper_to_json(letter),
        to=to,
        basis_id=opened.guide_id or campaign.document_id,
        simulated=opened.simulated,
    )
    return draw_up_papers({agency_id: paper}, by=by, now=now)[agency_id]


def _addressed(late: Sequence[ExpectedReport]) -> list[tuple[str, list[UUID]]]:
    """A few are named one by one; many stand in the annex."""
    if len(late) > MOST_NAMED_WITHIN:
        return [(_MANY, list(dict.fromkeys(one.reporter_id for one in late)))]
    return [(one.called, [one.reporter_id]) for one in late]
