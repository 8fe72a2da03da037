"""The administrator's pages, and everybody's own."""

import re
from datetime import date

import pytest
from django.test import Client

from loa.core.roles import Role
from loa.server.kit.actors import Actor
from loa.server.people.models import Account, Delegation, Person, PersonTitle, RoleGrant, SignInSession
from loa.server.people.queries import actor_of
from loa.server.people.services import Newcomer, take_in

from .conftest import WEDNESDAY

OWNER = Actor.system("thử")
NEW = {"full_name": "Nguyễn Thị Mẫu", "username": "mau.nguyen", "role": "editor", "agency": "phuong bach mai", "valid_from": "4/8/2021"}


@pytest.fixture
def administrator(cast, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one takes its time on purpose
    new = Newcomer(full_name="Quản trị quận", roles=((Role.ADMINISTRATOR, cast.office),))
    day = WEDNESDAY.date()
    return actor_of(take_in([new], valid_from=day, by=OWNER, now=WEDNESDAY)[0], on=day)


def test_an_invitation_is_shown_once_and_opens_the_house(cast, administrator, as_):
    browser = as_(administrator)
    answer = browser.post("/nguoi-dung/them/", NEW)
    shown = answer.content.decode()
    address = re.search(r'id="duong-dan">([^<]+)<', shown)[1]
    token = address.rstrip("/").rsplit("/", 1)[1]
    assert 'src="data:image/svg+xml' in shown
    assert "no-store" in answer["Cache-Control"]
    person = Person.objects.get(full_name="Nguyễn Thị Mẫu")
    for page in (f"/nguoi-dung/{person.pk}/", "/nguoi-dung/?tim=mau"):
        shown = browser.get(page).content.decode()
        assert "Nguyễn Thị Mẫu" in shown
        assert token not in shown
    own = Client()
    path = f"/loi-moi/{token}/"
    assert "mau.nguyen" in own.get(path).content.decode()
    weak = own.post(path, {"new": "ngắn", "again": "ngắn"})
    assert weak.status_code == 422
    assert "ít nhất 10 ký tự" in weak.content.decode()
    told = {"new": "lời-mới-rất-dài", "again": "lời-mới-rất-dài"}
    assert own.post(path, told)["Location"] == "/dang-nhap/"
    assert "đã dùng" in own.get(path).content.decode()
    assert own.post(path, told).status_code == 409
    assert own.post("/dang-nhap/", {"username": "mau.nguyen", "password": told["new"]})["Location"] == "/"
    assert 'href="/nguoi-dung/"' not in own.get("/tai-khoan/").content.decode()
    assert own.get("/nguoi-dung/").status_code == 403


def test_a_one_time_password_opens_the_page_where_it_is_changed_and_no_other(cast, administrator, as_):
    Account.objects.create(username="can.bo", person_id=cast.officer.person_id)
    answer = as_(administrator).post(f"/nguoi-dung/{cast.officer.person_id}/mat-khau/")
    password = re.search(r'id="mat-khau">([^<]+)<', answer.content.decode())[1]
    own = Client()
    own.post("/dang-nhap/", {"username": "can.bo", "password": password})
    for path in ("/", "/nhat-ky/", "/tai-khoan/phien/"):
        assert own.get(path)["Location"] == "/tai-khoan/"
    assert own.get("/", headers={"HX-Request": "true"})["HX-Redirect"] == "/tai-khoan/"
    assert "Mật khẩu dùng một lần chỉ mở được trang này" in own.get("/tai-khoan/").content.decode()
    told = {"current": password, "new": "lời-mới-rất-dài", "again": "lời-mới-rất-dài"}
    assert own.post("/tai-khoan/", told).status_code == 302
    assert "Các máy khác phải đăng nhập lại" in own.get("/tai-khoan/").content.decode()
    assert own.get("/nhat-ky/").status_code == 200


def test_a_session_that_is_ended_is_out_at_its_next_request(cast, as_):
    first, second = as_(cast.officer), as_(cast.officer)
    for browser in (first, second):
        assert browser.get("/nhat-ky/").status_code == 200
    page = first.get("/tai-khoan/phien/").content.decode()
    assert page.count("máy này") == 1
    other = re.search(r'action="(/phien/[^"]+)"', page)[1]
    assert as_(cast.neighbour_officer).post(other).status_code in (403, 404)
    assert second.get("/nhat-ky/").status_code == 200
    assert first.post(other).status_code == 302
    assert second.get("/nhat-ky/")["Location"].startswith("/dang-nhap/")
    assert first.get("/nhat-ky/").status_code == 200
    third = as_(cast.officer)
    third.get("/nhat-ky/")
    first.post("/tai-khoan/phien/ket-thuc-het/")
    assert third.get("/nhat-ky/")["Location"].startswith("/dang-nhap/")
    first.post("/dang-xuat/")
    assert not SignInSession.objects.filter(ended_at=None).exclude(account__person=cast.neighbour_officer.person_id).exists()


def test_an_administrator_puts_out_the_browser_of_somebody(cast, administrator, as_):
    officer = as_(cast.officer)
    officer.get("/nhat-ky/")
    page = as_(administrator).get(f"/nguoi-dung/{cast.officer.person_id}/").content.decode()
    as_(administrator).post(re.search(r'action="(/phien/[^"]+)"', page)[1])
    assert officer.get("/nhat-ky/")["Location"].startswith("/dang-nhap/")


def test_a_leader_delegates_at_the_page_and_the_officer_works_for_the_leader(cast, as_):
    officer, leader = as_(cast.officer), as_(cast.leader)
    grant = RoleGrant.objects.get(person=cast.leader.person_id)
    told = {"to": str(cast.officer.person_id), "rights": ["approve"], "valid_from": "4/8/2021", "valid_to": "10/8/2021", "why": "đi họp"}
    path = f"/tai-khoan/uy-quyen/{grant.pk}/"
    assert officer.get(path).status_code == 404
    page = leader.post(path, {**told, "valid_to": "10/12/2021"})
    assert page.status_code == 422
    assert "dài nhất 90 ngày" in page.content.decode()
    assert leader.post(path, told)["Location"] == "/tai-khoan/uy-quyen/"
    held = Delegation.objects.get()
    for browser in (officer, leader):
        assert "đi họp" in browser.get("/tai-khoan/uy-quyen/").content.decode()
    assert "Làm thay" not in leader.get("/tai-khoan/uy-quyen/").content.decode()
    assert leader.post(f"/uy-quyen/{held.pk}/lam-thay/").status_code == 404
    assert officer.post(f"/uy-quyen/{held.pk}/lam-thay/").status_code == 302
    page = officer.get("/").content.decode()
    assert "đang làm thay <strong>Lãnh đạo phường Bạch Mai</strong>" in page
    assert officer.post(path, told).status_code == 404  # what was delegated is not one's own to delegate
    leader.post(f"/uy-quyen/{held.pk}/cham-dut/")
    assert "đang làm thay" not in officer.get("/").content.decode()


def test_an_administrator_writes_down_titles_and_custom_rights(cast, administrator, as_):
    browser, person = as_(administrator), cast.leader.person_id
    told = {"title": "Chủ tịch Ủy ban nhân dân phường", "agency": str(cast.ward), "valid_from": "1/8/2021", "valid_to": "", "act": ""}
    assert browser.post(f"/nguoi-dung/{person}/chuc-danh/", {**told, "agency": str(cast.neighbour)}).status_code == 422
    assert browser.post(f"/nguoi-dung/{person}/chuc-danh/", told).status_code == 302
    page = browser.get(f"/nguoi-dung/{person}/").content.decode()
    assert "Chủ tịch Ủy ban nhân dân phường" in page
    end = re.search(r'href="(/chuc-danh/[^"]+)"', page)[1]
    assert browser.post(end, {"on": "10/8/2021", "why": "nghỉ hưu"}).status_code == 302
    assert PersonTitle.objects.get().valid_to == date(2021, 8, 10)
    grant = {"role": "viewer", "agency": "phuong bach mai", "valid_from": "4/8/2021", "valid_to": "", "rights": ["export"]}
    assert browser.post(f"/nguoi-dung/{person}/", {**grant, "rights": ["approve"]}).status_code == 422
    assert browser.post(f"/nguoi-dung/{person}/", grant).status_code == 302
    assert "xuất tệp danh sách, báo cáo" in browser.get(f"/nguoi-dung/{person}/").content.decode()


def test_bad_input_keeps_what_was_typed_and_says_what_to_do(cast, administrator, as_):
    browser = as_(administrator)
    for wrong, said in (
        ({"agency": "bach dan xa xoi"}, "Không có đơn vị nào khớp"),
        ({"agency": "phuong"}, "Hãy ghi đủ tên"),
        ({"username": "có dấu"}, "chữ thường không dấu"),
        ({"valid_from": "31/2/2021"}, "Không phải một ngày có thật"),
    ):
        answer = browser.post("/nguoi-dung/them/", {**NEW, **wrong})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert 'value="Nguyễn Thị Mẫu"' in page
    assert not Account.objects.filter(username="mau.nguyen").exists()


def test_a_role_is_granted_and_ended_at_the_page(cast, administrator, as_):
    browser, person = as_(administrator), cast.officer.person_id
    told = {"role": "technician", "agency": "Ủy ban nhân dân phường Bạch Mai", "valid_from": "4/8/2021", "valid_to": ""}
    assert browser.post(f"/nguoi-dung/{person}/", told).status_code == 302
    grant = RoleGrant.objects.get(person=person, role=Role.TECHNICIAN)
    assert browser.post(f"/vai-tro/{grant.pk}/ket-thuc/", {"on": "1/8/2021", "why": "thử"}).status_code == 422
    assert browser.post(f"/vai-tro/{grant.pk}/ket-thuc/", {"on": "4/8/2021", "why": "thử"}).status_code == 302
    assert "đến hết" in browser.get(f"/nguoi-dung/{person}/").content.decode()
    own = browser.post(f"/nguoi-dung/{administrator.person_id}/", {**told, "agency": "Phòng Văn hóa và Thông tin quận Hai Bà Trưng"})
    assert own.status_code == 403
    assert "Không ai tự giao vai trò" in own.content.decode()


def test_an_ended_account_is_out_at_once_and_cannot_come_back(cast, administrator, as_):
    officer = as_(cast.officer)
    account = Account.objects.get(person=cast.officer.person_id)
    account.set_password("mật-khẩu-rất-dài")
    account.save()
    officer.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert officer.get("/nhat-ky/").status_code == 200
    path = f"/nguoi-dung/{cast.officer.person_id}/ket-thuc/"
    assert as_(administrator).post(path, {"why": ""}).status_code == 422
    assert as_(administrator).post(path, {"why": "nghỉ hưu"}).status_code == 302
    assert officer.get("/nhat-ky/")["Location"].startswith("/dang-nhap/")
    again = Client().post("/dang-nhap/", {"username": account.username, "password": "mật-khẩu-rất-dài"})
    assert again.status_code == 200
    assert "chưa đúng" in again.content.decode()


def test_the_neighbours_people_are_not_there(cast, as_):
    new = Newcomer(full_name="Quản trị phường Bạch Đằng", roles=((Role.ADMINISTRATOR, cast.neighbour),))
    day = WEDNESDAY.date()
    browser = as_(actor_of(take_in([new], valid_from=day, by=OWNER, now=WEDNESDAY)[0], on=day))
    grant = RoleGrant.objects.get(person=cast.officer.person_id)
    assert "Bạch Mai" not in browser.get("/nguoi-dung/").content.decode()
    assert browser.get(f"/nguoi-dung/{cast.officer.person_id}/").status_code == 404
    assert browser.post(f"/nguoi-dung/{cast.officer.person_id}/mat-khau/").status_code == 404
    assert browser.post(f"/vai-tro/{grant.pk}/ket-thuc/", {"on": "4/8/2021", "why": "thử"}).status_code == 404
