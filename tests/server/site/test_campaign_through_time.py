"""A campaign of 2021 opened years later shows the tree and the agencies of 2021; one of 2026 today's."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from loa.core.errors import NotFound
from loa.core.roles import Role
from loa.server.agencies.queries import agency_named
from loa.server.agencies.succession import load_agency_lineage
from loa.server.campaigns.errors import NobodyToGiveWork
from loa.server.campaigns.queries import answers_by_level, campaign_of
from loa.server.campaigns.services import open_campaign
from loa.server.kit import clock
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in
from loa.server.places.queries import territory_of_city

from ..conftest import LETTER, NOW, OWNER, WEEK

TODAY = datetime(2026, 1, 5, 9, 0, tzinfo=clock.HANOI)
TO_ALL = LETTER.replace(
    "- Phòng Văn hóa và Thông tin quận Hai Bà Trưng;\n- Phòng Văn hóa và Thông tin quận Ba Đình.",
    "- Ủy ban nhân dân các quận, huyện, thị xã;",
)
TODAYS = TO_ALL.replace("các quận, huyện, thị xã", "các xã, phường").replace("ngày 28 tháng 7 năm 2021", "ngày 5 tháng 01 năm 2026")


@pytest.fixture
def today(at):
    """Somebody at the Sở that took over the function in 2025, and a leader of a ward of today."""
    load_agency_lineage(by=OWNER, now=NOW)
    places = {
        "culture": (Role.DRAFTER, "Sở Văn hóa và Thể thao"),
        "clerk": (Role.CLERK, "Sở Văn hóa và Thể thao"),
        "ward": (Role.COMMUNE_OFFICER, "Ủy ban nhân dân phường Bạch Mai"),
        "far": (Role.COMMUNE_OFFICER, "Ủy ban nhân dân phường Tây Hồ"),
    }
    newcomers = [
        Newcomer(full_name=key, roles=((role, agency_named(name, on=TODAY.date()).agency_id),)) for key, (role, name) in places.items()
    ]
    people = take_in(newcomers, valid_from=date(2025, 7, 1), by=OWNER, now=TODAY)
    actors = actors_of(people, on=TODAY.date())
    at(TODAY)
    return {key: actors[person.pk] for key, person in zip(places, people, strict=True)}


@pytest.fixture
def of_2021(cast, make_letter):
    letter = make_letter(text=TO_ALL)
    about = {"title": "Tiêm chủng", "starts_on": WEEK[0], "ends_on": WEEK[1], "due_at": NOW + timedelta(days=12)}
    city = territory_of_city(letter.date)
    return open_campaign(document_id=letter.pk, agency_id=cast.department, territory_id=city, by=cast.drafter, now=NOW, **about)


def test_the_successor_of_the_department_finds_it_with_its_thirty_districts(as_, of_2021, today):
    levels = answers_by_level(of_2021.pk, seen_by=today["culture"])
    assert sum(level.asked for level in levels) == 30
    page = as_(today["culture"]).get(reverse("campaign", args=[of_2021.pk]), {"xem": "tat-ca"})
    told = page.content.decode()
    assert page.status_code == 200
    assert "Ủy ban nhân dân quận Hai Bà Trưng" in told
    assert "Ủy ban nhân dân huyện Ba Vì" in told


def test_a_ward_of_today_finds_nothing_of_it_where_it_had_no_part(of_2021, today):
    with pytest.raises(NotFound):
        campaign_of(of_2021.pk, seen_by=today["far"])


def test_a_campaign_of_2026_goes_to_the_126_communes_of_today(make_letter, today):
    culture = today["culture"]
    letter = make_letter(text=TODAYS, agency_id=culture.agency_id, by=today["clerk"])
    about = {"title": "Tiêm chủng", "starts_on": date(2026, 1, 12), "ends_on": date(2026, 1, 18), "due_at": TODAY + timedelta(days=12)}
    city = territory_of_city(TODAY.date())
    opened = open_campaign(document_id=letter.pk, agency_id=culture.agency_id, territory_id=city, by=culture, now=TODAY, **about)
    assert opened.assignments.count() == 126


def test_no_work_is_given_to_agencies_that_ended(cast, make_letter, today):
    letter = make_letter(text=TO_ALL)
    about = {"title": "Tiêm chủng", "starts_on": date(2026, 1, 12), "ends_on": date(2026, 1, 18), "due_at": None}
    city = territory_of_city(TODAY.date())
    with pytest.raises(NobodyToGiveWork):
        open_campaign(
            document_id=letter.pk, agency_id=today["culture"].agency_id, territory_id=city, by=today["culture"], now=TODAY, **about
        )
