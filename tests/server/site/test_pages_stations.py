"""Technicians at their stations, and the papers that widen a cap: no JavaScript, refused with what was typed still there."""

import re
from datetime import date

import pytest

from loa.core.caps import Limit
from loa.core.roles import Role
from loa.core.stations import StationKind, Technology
from loa.server.channels.models import Station
from loa.server.channels.services import NewStation, register_station
from loa.server.dispatch.models import EnrolmentCode, Player
from loa.server.dispatch.services import enrol_player
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.queries import actors_of
from loa.server.people.services import Newcomer, take_in
from loa.server.places.queries import territory_named
from loa.server.schedules.models import Exemption
from loa.server.schedules.queries import longest_session
from loa.wire.heartbeat import EnrolmentRequest

OWNER = Actor.system("thử")
TODAY = date(2021, 8, 4)
NEW = {"name": "Đài IP Bạch Mai", "kind": "own", "technology": "ip", "vendor": "", "started_on": "1/8/2021"}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def technicians(cast):
    """Of the ward and of its neighbour."""
    who = [Newcomer(full_name="Kỹ thuật viên", roles=((Role.TECHNICIAN, one),), simulated=True) for one in (cast.ward, cast.neighbour)]
    people = take_in(who, valid_from=date(2021, 1, 1), by=OWNER, now=clock.now())
    actors = actors_of(people, on=TODAY)
    return [actors[person.pk] for person in people]


def test_a_technician_enters_a_station_and_its_player_enrols_with_the_code_shown_once(as_, cast, technicians):
    browser = as_(technicians[0])
    assert "Ghi đài" in text_of(browser.get("/dai/"))
    page = browser.post("/dai/ghi-dai/", {**NEW, "agency": str(cast.ward)}, follow=True)
    station = Station.objects.get()
    assert "Đã ghi đài truyền thanh" in text_of(page)
    door = f"/dai/{station.pk}/thiet-bi/"
    shown = text_of(browser.post(f"{door}ma-ghi-danh/"))
    code = re.search(r"--server http://testserver --code ([0-9A-Z]{4}-[0-9A-Z]{4}) ", shown)[1]
    assert code not in text_of(browser.get(door))
    enrol_player(asked=EnrolmentRequest(code=code, output="log", software="loa 1"), now=clock.now())
    assert "Chưa gửi tín hiệu lần nào." in text_of(browser.get(door))

    player = Player.objects.get()
    assert browser.post(f"{door}{player.pk}/ngung/", {"thiet-bi-why": ""}).status_code == 422
    assert "Đã ngừng thiết bị" in text_of(browser.post(f"{door}{player.pk}/ngung/", {"thiet-bi-why": "hỏng nguồn"}, follow=True))
    assert Player.objects.get().ended_at is not None


def test_a_station_is_closed_with_a_day_and_a_reason_and_leaves_the_list(as_, cast, technicians):
    browser = as_(technicians[0])
    browser.post("/dai/ghi-dai/", {**NEW, "agency": str(cast.ward)})
    station = Station.objects.get()
    early = browser.post(f"/dai/{station.pk}/ngung/", {"dai-ended_on": "1/8/2021", "dai-why": "thay bằng đài mới"})
    assert early.status_code == 422
    assert "thay bằng đài mới" in early.content.decode()
    browser.post(f"/dai/{station.pk}/ngung/", {"dai-ended_on": "4/8/2021", "dai-why": "thay bằng đài mới"})
    assert Station.objects.get().ended_on == TODAY
    assert NEW["name"] not in text_of(browser.get("/dai/"))
    assert "ma-ghi-danh" not in browser.get(f"/dai/{station.pk}/thiet-bi/").content.decode()


def test_bad_input_keeps_what_was_typed_and_nobody_enters_for_another_agency(as_, cast, technicians):
    browser = as_(technicians[0])
    unfit = browser.post("/dai/ghi-dai/", {**NEW, "technology": "fm", "agency": str(cast.ward)})
    assert unfit.status_code == 422
    assert 'value="Đài IP Bạch Mai"' in unfit.content.decode()
    assert browser.post("/dai/ghi-dai/", {**NEW, "agency": str(cast.neighbour)}).status_code == 422
    assert "chưa được giao việc ghi đài" in text_of(as_(cast.officer).get("/dai/ghi-dai/"))
    assert not Station.objects.exists()


def test_the_neighbours_technician_and_the_wards_officer_get_no_code(as_, cast, technicians):
    new = NewStation(agency_id=cast.ward, name="Đài IP", kind=StationKind.OWN, technology=Technology.IP)
    door = f"/dai/{register_station(station=new, by=OWNER, now=clock.now()).pk}/thiet-bi/"
    assert as_(technicians[1]).post(f"{door}ma-ghi-danh/").status_code == 404
    assert as_(cast.officer).post(f"{door}ma-ghi-danh/").status_code == 403
    assert as_(cast.officer).get(door).status_code == 403
    assert not EnrolmentCode.objects.exists()


PAPER = {
    "number": "2544/UBND-KGVX",
    "issuer": "UBND thành phố Hà Nội",
    "valid_from": "1/8/2021",
    "valid_to": "31/8/2021",
    "limits": ["session_length", "weekdays"],
    "minutes": "30",
}


def test_a_paper_from_above_widens_the_cap_of_a_district(as_, cast):
    clerk, district = as_(cast.clerk), territory_named("quận Hai Bà Trưng", on=TODAY).territory_id
    page = clerk.post("/lich/vuot-khung/ghi/", {**PAPER, "territory": str(district)}, follow=True)
    assert "thời lượng một buổi: đến 30 phút" in text_of(page)
    assert Exemption.objects.get().lifts == [
        {"limit": Limit.SESSION_LENGTH, "to": 1800},
        {"limit": Limit.WEEKDAYS, "to": None},
    ]
    assert longest_session(agency_id=cast.ward, day=TODAY, seen_by=cast.officer).seconds == 1800
    assert "2544/UBND-KGVX" in text_of(as_(cast.neighbour_officer).get("/lich/vuot-khung/"))


def test_a_paper_with_wrong_days_is_kept_as_typed_and_no_ward_lifts_its_own_cap(as_, cast):
    ward = territory_named("phường Bạch Mai", on=TODAY).territory_id
    wrong = as_(cast.clerk).post("/lich/vuot-khung/ghi/", {**PAPER, "territory": str(ward), "valid_to": "1/7/2021", "sessions": "3"})
    assert wrong.status_code == 422
    assert "Ngày kết thúc trước ngày bắt đầu" in text_of(wrong)
    assert "chưa đánh dấu nội dung này" in text_of(wrong)
    assert 'value="2544/UBND-KGVX"' in wrong.content.decode()
    own = as_(cast.officer).post("/lich/vuot-khung/ghi/", {**PAPER, "territory": str(ward)})
    assert "không đơn vị nào tự nới khung của mình" in text_of(own)
    assert not Exemption.objects.exists()
