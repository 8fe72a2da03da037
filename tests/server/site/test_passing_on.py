"""Levels that sleep are passed by along the lines of direction, and Hôm nay shows who has whom to ask."""

import re
from datetime import timedelta

import pytest

from loa.core.roles import Role
from loa.server.agencies.queries import agency_named
from loa.server.campaigns.models import Assignment
from loa.server.campaigns.services import open_campaign
from loa.server.documents.models import Delivery
from loa.server.people.queries import actor_of
from loa.server.people.services import Newcomer, take_in
from loa.server.places.queries import territory_of_city
from loa.server.site.tasks import release

from ..campaigns.test_who_may_be_given_work import PLAN
from ..conftest import DAY, LETTER, NOW, OWNER, WEEK

TO_THREE = LETTER.replace(
    "- Phòng Văn hóa và Thông tin quận Ba Đình.",
    "- Ủy ban nhân dân quận Ba Đình;\n- Trung tâm Văn hóa - Thông tin và Thể thao quận Đống Đa.",
)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def campaign(cast, make_letter):
    letter = make_letter(text=TO_THREE)
    about = {"title": "Tiêm chủng", "starts_on": WEEK[0], "ends_on": WEEK[1], "due_at": NOW + timedelta(days=12), "release_after_hours": 24}
    city = territory_of_city(letter.date)
    return open_campaign(document_id=letter.pk, agency_id=cast.department, territory_id=city, by=cast.drafter, now=NOW, **about)


def test_a_level_that_sleeps_is_passed_to_whoever_answers_to_it_and_a_centre_to_nobody(cast, at, campaign):
    assert campaign.assignments.count() == 3
    at(NOW + timedelta(hours=25))
    assert release() == 2
    centre, ba_dinh = (agency_named(name, on=DAY).agency_id for name in ("Trung tâm VH-TT&TT quận Đống Đa", "Ủy ban nhân dân quận Ba Đình"))
    handed = {one.agency_id: one.handed_down.count() for one in campaign.assignments.filter(handed_by=None)}
    assert handed == {cast.office: 18, ba_dinh: 16, centre: 0}  # 14 wards of Ba Đình, its office and its centre
    assert Assignment.objects.get(campaign=campaign, agency=centre).state == "sent"


def test_hom_nay_asks_for_a_letter_down_only_where_somebody_answers(as_, cast, campaign):
    assert "Cần giao cho cấp dưới" in text_of(as_(cast.office_drafter).get("/"))
    centre = agency_named("Trung tâm VH-TT&TT quận Đống Đa", on=DAY).agency_id
    roles = ((Role.DRAFTER, centre),)
    (person,) = take_in([Newcomer(full_name="Trung tâm", roles=roles)], valid_from=DAY, by=OWNER, now=NOW)
    told = text_of(as_(actor_of(person, on=DAY)).get("/"))
    assert "Việc được giao cần tiếp nhận" in told
    assert "Cần giao cho cấp dưới" not in told


def test_a_letter_of_given_work_that_is_taken_in_stands_on_hom_nay_once(as_, cast, campaign, make_letter):
    told = make_letter(1350, text=TO_THREE.replace("quận Ba Đình", "quận Hai Bà Trưng"), agency_id=cast.office, by=cast.office_drafter)
    assert "Văn bản đến chưa mở đợt" in text_of(as_(cast.office_drafter).get("/"))
    letter = campaign.assignments.get(agency=cast.office).letter
    Delivery.objects.create(document=letter, agency_id=cast.office, delivered_at=NOW, taken_in_as=told)
    shown = text_of(as_(cast.office_drafter).get("/"))
    assert "Văn bản đến chưa mở đợt" not in shown
    assert "Việc được giao cần tiếp nhận" in shown


def test_hom_nay_offers_a_plan_that_greets_nobody(as_, cast, make_letter):
    make_letter(text=PLAN)
    told = text_of(as_(cast.drafter).get("/"))
    assert "Văn bản đến chưa mở đợt" in told
    assert "175/KH-UBND" in told
