"""The administrator's pages, and everybody's own."""

import re

import pytest
from django.test import Client

from loa.core.roles import Role
from loa.server.kit.actors import Actor
from loa.server.people.models import Account, Person, RoleGrant
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


def test_a_password_is_shown_once_and_opens_the_house(cast, administrator, as_):
    browser = as_(administrator)
    answer = browser.post("/nguoi-dung/them/", NEW)
    password = re.search(r'id="mat-khau">([^<]+)<', answer.content.decode())[1]
    assert "no-store" in answer["Cache-Control"]
    person = Person.objects.get(full_name="Nguyễn Thị Mẫu")
    for page in (f"/nguoi-dung/{person.pk}/", "/nguoi-dung/?tim=mau"):
        shown = browser.get(page).content.decode()
        assert "Nguyễn Thị Mẫu" in shown
        assert password not in shown
    own = Client()
    assert own.post("/dang-nhap/", {"username": "mau.nguyen", "password": password})["Location"] == "/"
    told = {"current": password, "new": "lời-mới-rất-dài", "again": "lời-mới-rất-dài"}
    assert own.post("/tai-khoan/", told).status_code == 302
    page = own.get("/tai-khoan/").content.decode()
    assert "Các máy khác phải đăng nhập lại" in page
    assert 'href="/nguoi-dung/"' not in page
    assert own.get("/nguoi-dung/").status_code == 403


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
