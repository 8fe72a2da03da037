"""A campaign opens once, is handed down with earlier deadlines, and does not stop at a level that sleeps."""

from datetime import date, timedelta

import pytest

from loa.core.errors import NotFound
from loa.server.campaigns.errors import (
    AlreadyHandedDown,
    AlreadyOpened,
    DeadlineAfterSuperior,
    NobodyAddressed,
    NobodyBelow,
    PeriodUpsideDown,
)
from loa.server.campaigns.models import AcceptedBy, Assignment, AssignmentState, Campaign
from loa.server.campaigns.queries import answers_by_level, campaign_of, campaigns_of, own_assignments, silent_assignments
from loa.server.campaigns.services import HandOver, accept_assignments, accept_by_doing, hand_down, open_campaign, release_overdue
from loa.server.documents.services import NewPaper, draw_up_papers
from loa.server.kit.actors import RightMissing
from loa.server.kit.models import AuditEntry

from ..conftest import LETTER, NOW, OWNER, WEEK

DUE = NOW + timedelta(days=12)
EARLIER = DUE - timedelta(days=2)


@pytest.fixture
def open_it(cast, make_letter, city):
    def make(letter=None, **given) -> Campaign:
        facts = {"title": "Tiêm chủng", "starts_on": WEEK[0], "ends_on": WEEK[1], "due_at": DUE, "agency_id": cast.department}
        letter = letter or make_letter()
        return open_campaign(document_id=letter.pk, territory_id=city, by=cast.drafter, now=NOW, **{**facts, **given})

    return make


@pytest.fixture
def campaign(open_it) -> Campaign:
    return open_it()


@pytest.fixture
def ask(cast, campaign) -> Assignment:
    return campaign.assignments.get(agency=cast.office)


@pytest.fixture
def own_letter(cast):
    paper = NewPaper("Công văn", "VHTT", "V/v tuyên truyền", "Phòng VH&TT", "Hai Bà Trưng", date(2021, 7, 30), "", {}, ())
    return draw_up_papers({cast.office: paper}, by=cast.office_drafter, now=NOW)[cast.office]


@pytest.fixture
def give(cast, ask, own_letter):
    def make(*to, due_at=EARLIER, by=None, letter=None, **given) -> Assignment:
        hand_over = HandOver(ask.pk, (letter or own_letter).pk, to or (cast.ward, cast.neighbour), due_at, note="Chú ý tổ 5")
        return hand_down(hand_over=hand_over, by=by or cast.office_drafter, now=NOW, **given)

    return make


def test_a_campaign_opens_for_exactly_whom_the_letter_addresses(cast, campaign):
    assert set(campaign.assignments.values_list("agency", flat=True)) == {cast.office, cast.other_office}
    assert all(a.clauses.count() == 2 for a in campaign.assignments.all())
    assert campaign.map_date == date(2021, 7, 28)


def test_a_campaign_opens_once_from_one_letter(open_it, make_letter):
    letter = make_letter()
    open_it(letter)
    with pytest.raises(AlreadyOpened) as refusal:
        open_it(letter)
    assert "Tiêm chủng" in str(refusal.value)
    assert Campaign.objects.count() == 1


def test_a_campaign_that_nobody_is_asked_to_carry_does_not_open(open_it, make_letter):
    with pytest.raises(NobodyAddressed):
        open_it(make_letter(text=LETTER.replace("Phòng Văn hóa và Thông tin quận", "Hội những người")))


def test_a_campaign_does_not_end_before_it_starts(open_it):
    with pytest.raises(PeriodUpsideDown):
        open_it(starts_on=WEEK[1], ends_on=WEEK[0])


def test_a_stranger_does_not_open_it(cast, open_it, make_letter):
    with pytest.raises(RightMissing):
        open_it(make_letter(), agency_id=cast.ward)


def test_the_level_below_gets_an_earlier_deadline_the_own_letter_and_what_was_made_precise(cast, give, own_letter, campaign):
    given = give()
    below = campaign.assignments.get(agency=cast.ward)
    assert (given.state, given.accepted_by) == (AssignmentState.HANDED_DOWN, AcceptedBy.ACT)
    assert (below.handed_by_id, below.letter_id, below.due_at, below.note) == (given.pk, own_letter.pk, EARLIER, "Chú ý tổ 5")
    assert below.clauses.count() == 2


def test_a_deadline_after_ones_own_is_refused_and_nothing_is_handed_down(cast, give, campaign):
    with pytest.raises(DeadlineAfterSuperior) as refusal:
        give(due_at=DUE + timedelta(days=1))
    assert "10/08/2021" in str(refusal.value)
    assert not campaign.assignments.filter(agency=cast.ward).exists()


def test_work_is_handed_down_once(give):
    give()
    with pytest.raises(AlreadyHandedDown):
        give()


def test_an_agency_with_nobody_below_is_told_to_do_it_itself(cast, ask, own_letter):
    with pytest.raises(NobodyBelow):
        hand_down(hand_over=HandOver(ask.pk, own_letter.pk, (), EARLIER), by=cast.office_drafter, now=NOW)


def test_nobody_hands_down_by_the_letter_of_another(give, make_letter):
    with pytest.raises(NotFound):
        give(letter=make_letter(7))


def test_nobody_accepts_or_hands_down_for_another_agency(cast, ask, give):
    with pytest.raises(RightMissing):
        accept_assignments(assignment_ids=[ask.pk], by=cast.officer, now=NOW)
    with pytest.raises(RightMissing):
        give(by=cast.officer)


def test_accepting_again_changes_nothing(cast, ask):
    assert accept_assignments(assignment_ids=[ask.pk], by=cast.office_drafter, now=NOW) == 1
    assert accept_assignments(assignment_ids=[ask.pk], by=cast.office_drafter, now=NOW + timedelta(hours=1)) == 0
    ask.refresh_from_db()
    assert ask.accepted_at == NOW
    assert AuditEntry.objects.filter(event="campaign.assignment_accepted").count() == 1


@pytest.mark.parametrize("doing", [AcceptedBy.SESSION, AcceptedBy.REPORT])
def test_doing_the_work_counts_as_acceptance(cast, give, campaign, doing):
    give()
    assert accept_by_doing(agency_ids=[cast.ward], campaign_id=campaign.pk, accepted_by=doing, by=cast.officer, now=NOW) == 1
    assert campaign.assignments.get(agency=cast.ward).accepted_by == doing
    assert campaign.assignments.get(agency=cast.neighbour).state == AssignmentState.SENT


def test_a_level_that_sleeps_is_passed_at_the_announced_hour_and_not_before(cast, open_it):
    campaign = open_it(release_after_hours=48)
    below = {cast.office: (cast.ward,), cast.other_office: ()}
    assert release_overdue(below=below, by=OWNER, now=NOW + timedelta(hours=47)) == 0
    assert release_overdue(below=below, by=OWNER, now=NOW + timedelta(hours=48)) == 1
    passed, ward = campaign.assignments.get(agency=cast.office), campaign.assignments.get(agency=cast.ward)
    assert (passed.state, passed.accepted_by) == (AssignmentState.HANDED_DOWN, AcceptedBy.RELEASE)
    assert (ward.handed_by_id, ward.letter_id) == (passed.pk, campaign.document_id)
    assert release_overdue(below=below, by=OWNER, now=NOW + timedelta(hours=49)) == 0
    assert AuditEntry.objects.get(event="campaign.work_handed_down").payload["released"] is True


def test_a_level_that_answered_is_not_passed(cast, open_it):
    campaign = open_it(release_after_hours=48)
    accept_assignments(assignment_ids=[campaign.assignments.get(agency=cast.office).pk], by=cast.office_drafter, now=NOW)
    assert release_overdue(below={cast.office: (cast.ward,)}, by=OWNER, now=NOW + timedelta(days=9)) == 0


def test_who_has_not_answered_is_known_at_every_level(cast, give, campaign):
    give()
    accept_by_doing(agency_ids=[cast.ward], campaign_id=campaign.pk, accepted_by=AcceptedBy.SESSION, by=cast.officer, now=NOW)
    levels = {a.agency_kind: (a.asked, a.accepted, a.silent) for a in answers_by_level(campaign.pk, seen_by=cast.drafter)}
    assert levels == {"commune_committee": (2, 1, 1), "district_culture_office": (2, 1, 1)}
    silent = {a.agency_id for a in silent_assignments(campaign.pk, seen_by=cast.drafter)}
    assert silent == {cast.other_office, cast.neighbour}


def test_a_ward_sees_its_own_assignment_and_not_its_neighbours(cast, give, campaign):
    give()
    assert [a.agency_id for a in own_assignments(seen_by=cast.officer)] == [cast.ward]
    levels = answers_by_level(campaign.pk, seen_by=cast.officer)
    assert [(a.agency_kind, a.asked) for a in levels] == [("commune_committee", 1)]


def test_a_campaign_not_handed_down_yet_is_not_there_for_a_ward(cast, campaign):
    assert campaign not in campaigns_of(seen_by=cast.officer)
    with pytest.raises(NotFound):
        campaign_of(campaign.pk, seen_by=cast.officer)
