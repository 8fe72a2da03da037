"""Two levels hand down to the same ward, and two people accept, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections

from loa.core.agencies import AgencyKind
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.campaigns.errors import AlreadyOpened
from loa.server.campaigns.models import Assignment, AssignmentState, Campaign
from loa.server.campaigns.services import HandOver, accept_assignments, hand_down, open_campaign, release_overdue
from loa.server.documents.services import NewPaper, draw_up_papers, enter_office_number
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


def stand(agency, kind, *, belongs_to=None, guided_by=None):
    names = {"name": agency.key, "short_name": agency.key, "search_key": agency.key, "source": "thử nghiệm"}
    AgencyVersion.objects.create(agency=agency, kind=kind, valid_from=date(2021, 1, 1), parent=belongs_to, superior=guided_by, **names)


@pytest.fixture
def campaign(transactional_db) -> Campaign:
    sender, office, committee, ward = asked = [Agency.objects.create(key=key) for key in ("so", "phong", "quan", "phuong")]
    stand(sender, AgencyKind.DEPARTMENT_INFORMATION)
    stand(office, AgencyKind.DISTRICT_CULTURE_OFFICE, guided_by=sender)
    stand(committee, AgencyKind.DISTRICT_COMMITTEE)
    stand(ward, AgencyKind.COMMUNE_COMMITTEE, belongs_to=committee, guided_by=office)
    paper = NewPaper("Công văn", "STTTT", "V/v", "Sở", "Hà Nội", date(2021, 7, 28), "", {}, ())
    letters = draw_up_papers({agency.pk: paper for agency in asked}, by=OWNER, now=NOW)
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
    for agency in (office, committee):
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


def test_two_who_open_a_campaign_of_one_letter_at_once_open_one(campaign):
    sender, office = Agency.objects.get(key="so"), Agency.objects.get(key="phong")
    paper = NewPaper("Công văn", "STTTT", "V/v", "so", "Hà Nội", date(2021, 7, 28), "", {}, [("Phòng", [office.pk])])
    letter = draw_up_papers({sender.pk: paper}, by=OWNER, now=NOW)[sender.pk]
    enter_office_number(document_id=letter.pk, office_number="7", by=OWNER, now=NOW)
    about = {"title": "Đợt", "agency_id": sender.pk, "territory_id": campaign.territory_id, "due_at": None, "by": OWNER, "now": NOW}

    def open_it():
        try:
            return open_campaign(document_id=letter.pk, starts_on=date(2021, 8, 2), ends_on=date(2021, 8, 8), **about)
        except AlreadyOpened as refused:
            return refused

    outcomes = at_once(*[open_it] * 4)
    assert sum(isinstance(one, AlreadyOpened) for one in outcomes) == 3
    assert letter.campaigns.count() == 1
