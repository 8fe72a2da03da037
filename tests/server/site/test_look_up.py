"""Looking up territories and agencies: open to everybody, on the map of any day."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from loa.server.agencies.queries import agency_named
from loa.server.agencies.succession import load_agency_lineage
from loa.server.places.queries import territory_named

from ..conftest import DAY, NOW, OWNER

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def stranger() -> Client:
    return Client()


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_city_of_2021_has_its_districts_and_todays_has_none(stranger):
    then = text_of(stranger.get("/tra-cuu/", {"ngay": "28/7/2021"}))
    assert "30</strong> cấp huyện" in then
    assert "579</strong> cấp xã" in then
    now = text_of(stranger.get("/tra-cuu/", {"ngay": "1/1/2026"}))
    assert "126</strong> cấp xã" in now
    assert "cấp huyện" not in now


def test_a_name_without_diacritics_finds_the_place_and_its_agencies(stranger):
    found = text_of(stranger.get("/tra-cuu/", {"tim": "p bach mai", "ngay": "28/7/2021"}))
    assert "phường Bạch Mai" in found
    assert "Ủy ban nhân dân phường Bạch Mai" in found


def test_a_place_tells_what_it_was_and_what_became_of_it(stranger):
    ward = territory_named("phường Bưởi", on=DAY)
    page = text_of(stranger.get(reverse("territory", args=[ward.territory_id]), {"ngay": "28/7/2021"}))
    assert "phường Bưởi" in page
    assert "Trở thành" in page
    assert "phường Tây Hồ" in page
    after = text_of(stranger.get(reverse("territory", args=[ward.territory_id]), {"ngay": "1/1/2026"}))
    assert "không có trên bản đồ" in after


def test_a_place_lists_what_lies_below_as_a_table(stranger):
    district = territory_named("quận Hai Bà Trưng", on=DAY)
    answer = stranger.get(reverse("territory", args=[district.territory_id]), {"ngay": "28/7/2021", "dang": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    assert "Bạch Mai" in answer.content.decode("utf-8-sig")


def test_an_agency_tells_its_periods_and_to_whom_its_function_passed(stranger):
    load_agency_lineage(by=OWNER, now=NOW)
    agency = agency_named("Sở Thông tin và Truyền thông", on=DAY)
    page = text_of(stranger.get(reverse("agency", args=[agency.agency_id])))
    assert "Đầu mối thông tin cơ sở" in page
    assert "Sở Văn hóa và Thể thao" in page


@pytest.mark.parametrize("asked", [{"ngay": "32/13/2021"}, {"ngay": "9" * 50}, {"ngay": "1/1/0001"}])
def test_a_day_that_is_none_is_said_and_todays_map_is_shown(stranger, asked):
    assert stranger.get("/tra-cuu/", asked).status_code in {200, 404, 422}


def test_what_is_not_there_is_not_found(stranger):
    assert stranger.get(reverse("territory", args=[uuid4()])).status_code == 404
    assert stranger.get(reverse("agency", args=[uuid4()])).status_code == 404
