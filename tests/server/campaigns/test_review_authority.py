"""Authority ends where the agency's territory ends: nobody is given work by a neighbour."""

from datetime import date

import pytest

from loa.core.errors import NotFound
from loa.server.campaigns.errors import NobodyToGiveWork, NotYoursToDirect
from loa.server.campaigns.models import AcceptedBy
from loa.server.campaigns.services import HandOver, accept_by_doing, hand_down, open_campaign
from loa.server.documents.services import NewPaper, draw_up_papers
from loa.server.kit.actors import RightMissing
from loa.server.kit.ids import new_id

from ..conftest import NOW, WEEK


@pytest.fixture
def facts(city):
    return {"title": "Tiêm chủng", "territory_id": city, "starts_on": WEEK[0], "ends_on": WEEK[1], "due_at": None, "now": NOW}


def test_a_ward_that_received_a_letter_gives_no_work_to_the_districts_it_addresses(cast, facts, make_letter):
    letter = make_letter(agency_id=cast.ward, by=cast.officer)
    with pytest.raises(NobodyToGiveWork):
        open_campaign(document_id=letter.pk, agency_id=cast.ward, by=cast.officer, **facts)


def test_an_office_gives_work_within_its_own_district_only(cast, facts, make_letter):
    letter = make_letter(agency_id=cast.office, by=cast.office_drafter)
    campaign = open_campaign(document_id=letter.pk, agency_id=cast.office, by=cast.office_drafter, **facts)
    assert set(campaign.assignments.values_list("agency", flat=True)) == {cast.office}


def test_a_campaign_is_opened_in_the_name_of_whoever_holds_the_letter(cast, facts, make_letter):
    with pytest.raises(NotFound):
        open_campaign(document_id=new_id(), agency_id=cast.department, by=cast.drafter, **facts)


def test_work_is_not_handed_to_another_district(cast, facts, make_letter):
    campaign = open_campaign(document_id=make_letter().pk, agency_id=cast.department, by=cast.drafter, **facts)
    ask = campaign.assignments.get(agency=cast.office)
    paper = NewPaper("Công văn", "VHTT", "V/v tuyên truyền", "Phòng", "Hai Bà Trưng", date(2021, 7, 30), "", {}, ())
    letter = draw_up_papers({cast.office: paper}, by=cast.office_drafter, now=NOW)[cast.office]
    for to in ((cast.other_office,), (cast.ward, cast.other_office)):
        with pytest.raises(NotYoursToDirect):
            hand_down(hand_over=HandOver(ask.pk, letter.pk, to, None), by=cast.office_drafter, now=NOW)
    for wrong in (HandOver(new_id(), letter.pk, (cast.ward,), None), HandOver(ask.pk, new_id(), (cast.ward,), None)):
        with pytest.raises(NotFound):
            hand_down(hand_over=wrong, by=cast.office_drafter, now=NOW)


def test_nobody_accepts_for_a_neighbour_by_doing(cast, facts, make_letter):
    campaign = open_campaign(document_id=make_letter().pk, agency_id=cast.department, by=cast.drafter, **facts)
    with pytest.raises(RightMissing):
        accept_by_doing(
            agency_ids=[cast.office], campaign_id=campaign.pk, accepted_by=AcceptedBy.SESSION, by=cast.neighbour_officer, now=NOW
        )
