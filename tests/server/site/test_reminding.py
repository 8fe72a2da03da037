"""Công văn đôn đốc: drawn up at the round's page in the name of whom reports are owed to, naming the late."""

import re
from datetime import datetime, timedelta

import pytest

from loa.server.campaigns.services import open_campaign
from loa.server.documents.models import Direction, OfficialDocument
from loa.server.documents.papers import faults_of, paper_from_json
from loa.server.kit import clock
from loa.server.places.queries import territory_of_city
from loa.server.reports.consolidation.expecting import Expected
from loa.server.reports.models import Level
from loa.server.reports.services import open_round
from loa.server.site.errors import NewDeadlinePast, NobodyLate
from loa.server.site.reminding import remind_the_late

from ..conftest import NOW, WEEK

DUE = datetime(2021, 8, 12, 17, tzinfo=clock.HANOI)
LATE = DUE + timedelta(days=1)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def opened(cast, make_letter):
    """Two offices and a ward owe their reports."""
    letter = make_letter()
    campaign = open_campaign(
        document_id=letter.pk,
        agency_id=cast.department,
        territory_id=territory_of_city(letter.date),
        title="Tiêm chủng",
        starts_on=WEEK[0],
        ends_on=WEEK[1],
        due_at=NOW + timedelta(days=12),
        by=cast.drafter,
        now=NOW,
    )
    units = [
        Expected(cast.department, None, Level.CITY, "so", "Sở", DUE + timedelta(days=3)),
        Expected(cast.office, cast.department, Level.DISTRICT, "phong", "Phòng VH&TT quận Hai Bà Trưng", DUE),
        Expected(cast.ward, cast.office, Level.COMMUNE, "bach-mai", "Phường Bạch Mai", DUE - timedelta(days=1)),
    ]
    return open_round(
        campaign_id=campaign.pk,
        agency_id=cast.department,
        form="chien-dich-tuyen-truyen",
        starts_on=WEEK[0],
        ends_on=WEEK[1],
        expected=units,
        by=cast.drafter,
        now=NOW,
    )


def test_each_office_reminds_those_who_owe_it_a_report(cast, opened):
    letter = remind_the_late(opened=opened, agency_id=cast.department, new_due_at=LATE + timedelta(days=2), by=cast.drafter, now=LATE)
    paper = paper_from_json(letter.content)
    assert (letter.direction, letter.agency_id, letter.state) == (Direction.OUT, cast.department, "draft")
    assert paper.addressed_to == ("Phòng VH&TT quận Hai Bà Trưng",)
    assert "Bạch Mai" not in str(paper)
    assert "17 giờ ngày 12/8/2021" in paper.body[0].text
    assert "17 giờ ngày 15/8/2021" in paper.body[-1].text
    assert [a.pk for r in letter.recipients.all() for a in r.agencies.all()] == [cast.office]
    assert {fault.code for fault in faults_of(paper)} <= {"name_missing"}  # the hand that signs writes it
    ward = remind_the_late(opened=opened, agency_id=cast.office, new_due_at=LATE + timedelta(days=2), by=cast.office_drafter, now=LATE)
    assert paper_from_json(ward.content).addressed_to == ("Phường Bạch Mai",)


def test_nobody_is_reminded_before_the_deadline_nor_of_a_day_gone_by(cast, opened):
    with pytest.raises(NobodyLate):
        remind_the_late(opened=opened, agency_id=cast.department, new_due_at=LATE, by=cast.drafter, now=NOW)
    with pytest.raises(NewDeadlinePast):
        remind_the_late(opened=opened, agency_id=cast.department, new_due_at=DUE, by=cast.drafter, now=LATE)
    with pytest.raises(NobodyLate):  # in another office's name
        remind_the_late(opened=opened, agency_id=cast.office, new_due_at=LATE + timedelta(days=2), by=cast.drafter, now=LATE)


def test_the_page_of_the_round_draws_up_the_reminder(as_, at, cast, opened):
    drafter = as_(cast.drafter)
    assert "Soạn công văn đôn đốc" not in text_of(drafter.get(f"/bao-cao/ky/{opened.pk}/"))
    assert drafter.get(f"/bao-cao/ky/{opened.pk}/don-doc/").status_code == 409
    at(LATE)
    drafter = as_(cast.drafter)
    assert "Soạn công văn đôn đốc" in text_of(drafter.get(f"/bao-cao/ky/{opened.pk}/"))
    page = drafter.get(f"/bao-cao/ky/{opened.pk}/don-doc/")
    assert "Phòng VH&amp;TT quận Hai Bà Trưng" in text_of(page)
    refused = drafter.post(f"/bao-cao/ky/{opened.pk}/don-doc/", {"agency": str(cast.department), "new_due": "1/8/2021"})
    assert refused.status_code == 422
    done = drafter.post(f"/bao-cao/ky/{opened.pk}/don-doc/", {"agency": str(cast.department), "new_due": "16/8/2021"}, follow=True)
    assert "Đã soạn công văn đôn đốc" in text_of(done)
    assert OfficialDocument.objects.get(direction="out").subject.startswith("đôn đốc báo cáo kết quả")
