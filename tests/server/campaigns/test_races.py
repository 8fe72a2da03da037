"""Two levels hand down to the same ward, and two people accept, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections

from loa.server.agencies.models import Agency
from loa.server.campaigns.models import Assignment, AssignmentState, Campaign
from loa.server.campaigns.services import HandOver, accept_assignments, hand_down, release_overdue
from loa.server.documents.services import NewPaper, draw_up_papers
from loa.server.kit.actors import Actor
from loa.server.kit.models import AuditEntry
from loa.server.places.models import Territory

from ..conftest import NOW

pytestmark = pytest.mark.races
OWNER = Actor.system("thử nghiệm")


def at_once(*works) -> list:
    def alone(work):
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(alone, works))


@pytest.fixture
def campaign(transactional_db) -> Campaign:
    sender, *asked = [Agency.objects.create(key=key) for key in ("so", "phong", "trung-tam", "phuong")]
    paper = NewPaper("Công văn", "STTTT", "V/v", "Sở", "Hà Nội", date(2021, 7, 28), "", {}, ())
    letters = draw_up_papers({agency.pk: paper for agency in (sender, *asked)}, by=OWNER, now=NOW)
    campaign = Campaign.objects.create(
        title="Tiêm chủng",
        document=letters[sender.pk],
        agency=sender,
        territory=Territory.objects.create(key="ha-noi"),
        map_date=date(2021, 7, 28),
        starts_on=date(2021, 8, 2),
        ends_on=date(2021, 8, 8),
        opened_at=NOW,
    )
    for agency in asked[:2]:
        Assignment.objects.create(
            campaign=campaign, agency=agency, letter=letters[agency.pk], sent_at=NOW, release_at=NOW + timedelta(hours=1)
        )
    return campaign


def test_a_ward_that_two_levels_ask_at_once_is_asked_once(campaign):
    ward = Agency.objects.get(key="phuong")
    asked = list(campaign.assignments.all())

    def give(assignment: Assignment):
        return lambda: hand_down(hand_over=HandOver(assignment.pk, assignment.letter_id, (ward.pk,), None), by=OWNER, now=NOW)

    at_once(*(give(a) for a in asked))
    assert campaign.assignments.filter(agency=ward).count() == 1
    assert campaign.assignments.filter(state=AssignmentState.HANDED_DOWN).count() == 2


def test_two_who_accept_at_once_leave_one_trace(campaign):
    ids = list(campaign.assignments.values_list("pk", flat=True))
    accepted = at_once(*[lambda: accept_assignments(assignment_ids=ids, by=OWNER, now=NOW)] * 4)
    assert sum(accepted) == 2
    assert AuditEntry.objects.filter(event="campaign.assignment_accepted").count() == 2


def test_two_sweeps_at_once_release_once(campaign):
    ward = Agency.objects.get(key="phuong")
    below = dict.fromkeys(campaign.assignments.values_list("agency", flat=True), (ward.pk,))
    released = at_once(*[lambda: release_overdue(below=below, by=OWNER, now=NOW + timedelta(hours=2))] * 3)
    assert sum(released) == 2
    assert campaign.assignments.filter(agency=ward).count() == 1
