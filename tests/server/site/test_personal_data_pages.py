"""One's own data, a person's data, the trail: at the pages, without JavaScript, within one's scope."""

import io
import zipfile

import pytest
from django.utils.translation import override

from loa.core.roles import Role
from loa.server.kit.actors import Actor
from loa.server.kit.models import AuditEntry
from loa.server.people.models import Person
from loa.server.people.queries import actor_of
from loa.server.people.services import end_account, take_in_one
from loa.server.site.personal_data import register
from loa.server.site.trail_reading import told
from loa.wire.trail_check import ERASED

from .conftest import WEDNESDAY

OWNER = Actor.system("thử")
DAY = WEDNESDAY.date()


def taken_in(name: str, username: str, role: Role, agency_id) -> Actor:
    person, _password = take_in_one(full_name=name, username=username, roles=[(role, agency_id)], valid_from=DAY, by=OWNER, now=WEDNESDAY)
    return actor_of(person, on=DAY)


@pytest.fixture
def administrator(cast):
    return taken_in("Quản trị quận", "quan.tri", Role.ADMINISTRATOR, cast.office)


@pytest.fixture
def somebody(cast):
    return taken_in("Đỗ Thị Quỳnh Trang", "trang.dothi", Role.COMMUNE_OFFICER, cast.ward)


def test_every_table_that_a_person_may_see_has_a_vietnamese_name():
    libraries = [table for table in register().tables if table.personal and not table.model.__module__.startswith("loa.")]
    assert libraries
    assert [table.label for table in libraries if not table.called] == []


def test_everybody_sees_and_takes_their_own_data(somebody, as_):
    browser = as_(somebody)
    assert 'href="/tai-khoan/du-lieu/"' in browser.get("/tai-khoan/").content.decode()
    page = browser.get("/tai-khoan/du-lieu/").content.decode()
    assert "Giao vai trò" in page
    assert "giữ gì về ông/bà" in page
    assert "Xóa dữ liệu cá nhân" not in page
    assert browser.get("/tai-khoan/du-lieu/trich/").status_code == 405
    answer = browser.post("/tai-khoan/du-lieu/trich/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "Đỗ Thị Quỳnh Trang" in archive.read("du-lieu.json").decode()
    assert AuditEntry.objects.get(event="people.person_data_exported").actor_person_id == somebody.person_id


def test_who_reads_english_is_told_why_data_are_held_in_english(somebody, as_):
    browser = as_(somebody)
    browser.post("/ngon-ngu/", {"language": "en"})
    page = browser.get("/tai-khoan/du-lieu/").content.decode()
    assert "To know who may do what at which agency" in page
    assert "Role granted" in page
    for group in register().groups.values():
        assert group.purpose not in page.lower()
        assert group.retention not in page


def test_an_administrator_erases_who_has_left(somebody, administrator, as_):
    browser, address = as_(administrator), f"/nguoi-dung/{somebody.person_id}/du-lieu/"
    assert f'href="{address}"' in browser.get(f"/nguoi-dung/{somebody.person_id}/").content.decode()
    assert "hãy kết thúc tài khoản và vai trò" in browser.get(address).content.decode()
    assert browser.post(address, {"why": "đơn", "understood": "on"}).status_code == 409
    end_account(account_id=Person.objects.get(pk=somebody.person_id).account.pk, why="nghỉ", by=OWNER, now=WEDNESDAY)
    unsure = browser.post(address, {"why": "Theo đơn ngày 1/8"})
    assert unsure.status_code == 422
    assert "Theo đơn ngày 1/8" in unsure.content.decode()
    assert browser.post(address, {"why": "", "understood": "on"}).status_code == 422
    done = browser.post(address, {"why": "Theo đơn ngày 1/8", "understood": "on"}, follow=True)
    assert "đã được xóa lúc" in done.content.decode()
    assert Person.objects.get(pk=somebody.person_id).full_name == ERASED
    assert browser.post(address, {"why": "lại", "understood": "on"}).status_code == 409


def test_only_administrators_of_a_person_open_the_persons_data(somebody, administrator, cast, as_):
    address = f"/nguoi-dung/{somebody.person_id}/du-lieu/"
    elsewhere = taken_in("Quản trị Ba Đình", "quan.tri.bd", Role.ADMINISTRATOR, cast.other_office)
    for actor, status in ((cast.officer, 403), (somebody, 403), (elsewhere, 404)):
        browser = as_(actor)
        assert browser.get(address).status_code == status
        assert browser.post(address, {"why": "x", "understood": "on"}).status_code == status
        assert browser.post(f"{address}trich/").status_code == status


def test_the_trail_is_read_by_administrators_below_them_and_by_everybody_of_themselves(somebody, administrator, cast, as_):
    browser = as_(somebody)
    browser.post("/tai-khoan/du-lieu/trich/")
    own = browser.get("/dau-vet/").content.decode()
    assert "Trích dữ liệu cá nhân" in own
    assert "Những việc ông/bà đã làm" in own
    granted = AuditEntry.objects.filter(event="people.role_granted").latest("pk")
    assert (told(granted).sentence, granted.payload["role"]) == ("Giao vai trò quản trị viên tại đơn vị", "administrator")
    above = as_(administrator).get("/dau-vet/").content.decode()
    assert "Trích dữ liệu cá nhân" in above
    assert "Đỗ Thị Quỳnh Trang" in above
    neighbour = as_(cast.neighbour_officer).get("/dau-vet/", {"nguoi": str(somebody.person_id)}).content.decode()
    assert "Đỗ Thị Quỳnh Trang" not in neighbour
    assert "Không có việc nào khớp" in neighbour


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True),
        ({"tu": "4/8/2021", "den": "4/8/2021"}, True),
        ({"tu": "5/8/2021"}, False),
        ({"den": "3/8/2021"}, False),
        ({"tu_choi": "on"}, False),
        ({"viec": "gì đó"}, False),
        ({"tu": "không phải ngày"}, True),
        ({"trang": "99"}, True),
    ],
)
def test_the_trail_is_searched_by_day_person_and_refusal(somebody, as_, asked, found):
    browser = as_(somebody)
    browser.post("/tai-khoan/du-lieu/trich/")
    answer = browser.get("/dau-vet/", asked)
    assert answer.status_code == 200
    assert ("Trích dữ liệu cá nhân" in answer.content.decode()) is found


def test_who_reads_english_reads_the_trail_in_english(db):
    refused = AuditEntry(event="reorganising.not_confirmed", refused=True, payload={"state": "đã bỏ"})
    assert "đã bỏ" in told(refused).sentence
    with override("en"):
        assert "dropped" in told(refused).sentence
        assert "đã bỏ" not in told(refused).sentence


def test_the_trail_says_codes_of_exchange_and_of_the_model_in_words(db):
    packed = AuditEntry(event="document.packet_taken", payload={"identifier": "000.00.03.H26", "business": "3"})
    answered = AuditEntry(event="document.packet_answered", payload={"organ": "Sở Y tế", "status": "06"})
    asked = AuditEntry(event="document.reading_proposed", payload={"model": "m", "proposed": 0, "dropped": 0, "outcome": "slow"})
    assert "thay thế văn bản" in told(packed).sentence
    assert "đã hoàn thành" in told(answered).sentence
    assert "chưa trả lời kịp" in told(asked).sentence
    with override("en"):
        assert "did not answer in time" in told(asked).sentence
