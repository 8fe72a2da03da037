"""What colleagues do with a letter: accept it, hand it down, accept it below."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from loa.core.agencies import AgencyKind
from loa.launch.demo.company import Company
from loa.launch.week.letters import SLEEPING_COMMITTEES, forward
from loa.server.campaigns.models import Assignment, AssignmentState, Campaign
from loa.server.campaigns.services import accept_assignments
from loa.server.kit import clock

A_TURN_ABOVE = 6
OFFICES_A_TURN = 2
COMMUNES_A_TURN = 30
ANSWERING_COMMUNES = 0.82
BEFORE_SUPERIOR = timedelta(days=1)


def accept_above(company: Company) -> int:
    """UBND, Trung tâm and other bodies addressed tap “tiếp nhận”; a few committees never do."""
    kinds = (AgencyKind.DISTRICT_COMMITTEE, AgencyKind.DISTRICT_MEDIA_CENTRE, AgencyKind.DEPARTMENT)
    return _accept(company, kinds, A_TURN_ABOVE, sleep_share=SLEEPING_COMMITTEES)


def accept_below(company: Company) -> int:
    """Most communes answer with a tap; the others by opening their session or filling the report."""
    return _accept(company, (AgencyKind.COMMUNE_COMMITTEE,), COMMUNES_A_TURN, sleep_share=1 - ANSWERING_COMMUNES)


def _accept(company: Company, kinds: tuple[AgencyKind, ...], most: int, *, sleep_share: float) -> int:
    done = 0
    for campaign in company.campaigns():
        waiting = dict(_waiting(campaign, AssignmentState.SENT).values_list("agency_id", "pk"))
        for version in company.others(waiting):
            sleeps = company.journey.chance.happens(sleep_share, "sleeps", campaign.document.reference, version.agency.key)
            who = company.who_answers(version.agency_id)
            if version.kind in kinds and not sleeps and who is not None and done < most:
                accept_assignments(assignment_ids=[waiting[version.agency_id]], by=who, now=company.journey.now)
                done += 1
    return done


def hand_down(company: Company) -> int:
    """Phòng VH&TT answer with a letter of their own to their wards."""
    done = 0
    for campaign in company.campaigns():
        waiting = _waiting(campaign, AssignmentState.SENT, AssignmentState.ACCEPTED)
        due = dict(waiting.values_list("agency_id", "due_at"))
        offices = [v for v in company.others(due) if v.kind == AgencyKind.DISTRICT_CULTURE_OFFICE]
        for office in offices[: OFFICES_A_TURN - done]:
            forward(company.journey, campaign, office, due_at=_earlier(due[office.agency_id], company.journey.now))
            done += 1
    return done


def _waiting(campaign: Campaign, *states: AssignmentState) -> QuerySet[Assignment]:
    return Assignment.objects.filter(campaign=campaign, state__in=states).order_by("agency__key")


def _earlier(due_at: datetime | None, now: datetime) -> datetime:
    """Monday of the week after at 17:00, or a day before the superior's deadline, whichever comes first; never before tomorrow unless it must."""
    today = now.astimezone(clock.HANOI).replace(hour=17, minute=0, second=0, microsecond=0)
    usual = today + timedelta(days=7 - today.weekday())
    if due_at is None or usual <= due_at:
        return usual
    return max(due_at - BEFORE_SUPERIOR, min(due_at, now + BEFORE_SUPERIOR))
