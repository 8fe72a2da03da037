"""The ways in, attacked: what is left of a first step, of a browser that waits, of an address that holds a secret."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from loa.core.roles import Role
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.models import Account, Delegation, Passkey, RoleGrant, SignInSession
from loa.server.people.queries import actor_of
from loa.server.people.services import Newcomer, end_sessions, take_in, take_in_one

from . import test_signing_in as door
from .conftest import WEDNESDAY
from .test_signing_in import PASSWORD, SECOND, SET_UP, SIGN_IN, by_password, code_of, is_in

leader, officer, phone, browser = door.leader, door.officer, door.phone, door.browser  # fixtures
OWNER = Actor.system("thử")
DAY = WEDNESDAY.date()


def administrator_of(agency_id, name="Quản trị"):
    new = Newcomer(full_name=name, roles=((Role.ADMINISTRATOR, agency_id),))
    return actor_of(take_in([new], valid_from=DAY, by=OWNER, now=WEDNESDAY)[0], on=DAY)


def test_a_first_step_ends_with_the_password_it_was_made_with(leader, browser):
    by_password(browser, leader)
    assert browser.get(SET_UP).status_code == 200
    Account.objects.filter(pk=leader.pk).update(password=make_password("một-mật-khẩu-mới"))
    assert browser.get(SET_UP)["Location"] == SIGN_IN


def test_a_browser_is_listed_from_the_moment_it_is_let_in_and_goes_with_the_others(officer, browser):
    by_password(browser, officer)
    assert SignInSession.objects.filter(account=officer, ended_at=None).count() == 1
    own = actor_of(officer.person, on=DAY)
    assert end_sessions(account_id=officer.pk, by=own, now=WEDNESDAY) == 1
    assert not is_in(browser)


def test_one_browser_is_one_row_however_many_steps_it_made(leader, phone, browser):
    by_password(browser, leader)
    assert not SignInSession.objects.exists()
    browser.post(SECOND, {"code": code_of(phone)})
    assert is_in(browser)
    assert SignInSession.objects.count() == 1


def test_a_session_left_open_yesterday_sets_no_second_step_up(officer, browser, cast, monkeypatch):
    by_password(browser, officer)
    assert is_in(browser)
    RoleGrant.objects.create(person_id=officer.person_id, agency_id=cast.ward, role=Role.APPROVER, valid_from=DAY)
    real = clock.real()
    monkeypatch.setattr(clock, "real", lambda: real + timedelta(minutes=16))
    assert browser.get("/ban-tin/")["Location"] == SECOND
    assert browser.get(SECOND)["Location"] == SET_UP
    asked = browser.get(SET_UP)
    assert urlsplit(asked["Location"]).path == SIGN_IN
    assert browser.post(SET_UP, {"code": "000000"})["Location"] == asked["Location"]
    page = browser.get(asked["Location"])
    assert "Hãy đăng nhập lại để cài bước hai" in page.content.decode()
    after = parse_qs(urlsplit(asked["Location"]).query)["next"][0]
    assert by_password(browser, officer, after)["Location"] == SET_UP
    assert browser.get(SET_UP).status_code == 200


def test_whoever_is_asked_to_sign_in_comes_back_to_the_whole_address(browser, cast):
    asked = browser.get("/van-ban/?tim=tiem+chung&trang=2")["Location"]
    assert parse_qs(urlsplit(asked).query) == {"next": ["/van-ban/?tim=tiem+chung&trang=2"]}


@pytest.mark.parametrize("path", ["/duyet/la/", "/ghi/la/", "/loi-moi/la/"])
def test_no_cache_keeps_what_an_address_with_a_secret_opened(browser, cast, path):
    assert "no-store" in browser.get(path)["Cache-Control"]


@pytest.mark.parametrize("after", ["//noi-khac.example/", "https:noi-khac.example", "/\\noi-khac.example", "javascript:alert(1)"])
def test_no_way_in_leads_to_another_house(officer, browser, after):
    assert 'name="next" value="/"' in browser.get("/dang-nhap/khoa/", {"next": after}).content.decode()
    assert by_password(browser, officer, after)["Location"] == "/"


def test_a_foreign_host_name_makes_no_address(officer):
    assert Client(headers={"Host": "noi-khac.example"}).get(SIGN_IN).status_code == 422


def test_a_name_that_nobody_has_and_a_wrong_password_look_the_same(officer, browser):
    wrong, unknown = (browser.post(SIGN_IN, {"username": name, "password": "sai"}) for name in ("can-bo", "khong-ai"))
    said = [
        answer.content.decode().replace("khong-ai", "can-bo").split("<main", 1)[1].split("csrfmiddlewaretoken")
        for answer in (wrong, unknown)
    ]
    assert said[0][0] == said[1][0]
    assert wrong.status_code == unknown.status_code


def test_who_managed_somebody_once_sees_nothing_of_what_the_person_does_elsewhere_now(cast, as_):
    here, there = administrator_of(cast.ward), cast.neighbour
    person, _token = take_in_one(
        full_name="Đỗ Thị Quỳnh Trang", username="trang", roles=[(Role.EDITOR, cast.ward)], valid_from=DAY, by=OWNER, now=WEDNESDAY
    )
    SignInSession.objects.create(account=person.account, started_at=WEDNESDAY, last_seen_at=WEDNESDAY, browser="Máy của Trang")
    browser, address = as_(here), f"/nguoi-dung/{person.pk}/"
    assert "Máy của Trang" in browser.get(address).content.decode()
    assert browser.get(f"{address}du-lieu/").status_code == 200
    assert browser.post(f"{address}du-lieu/trich/").status_code == 200
    RoleGrant.objects.create(person=person, agency_id=there, role=Role.COMMUNE_OFFICER, valid_from=DAY)
    page = browser.get(address)
    assert page.status_code == 200
    assert "Máy của Trang" not in page.content.decode()
    assert browser.get(f"{address}du-lieu/").status_code == 403
    assert browser.post(f"{address}du-lieu/trich/").status_code == 403


def test_a_password_is_not_told_back(officer, browser):
    assert PASSWORD not in browser.post(SIGN_IN, {"username": "khong-ai", "password": PASSWORD}).content.decode()


def test_who_has_a_passkey_does_not_confirm_with_the_password_instead(officer, browser, monkeypatch):
    Passkey.objects.create(account=officer, credential_id="eHg", public_key=b"x", house="localhost", name="Khóa", added_at=WEDNESDAY)
    browser.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.post("/tai-khoan/xac-nhan/", {"password": PASSWORD, "next": "/tai-khoan/hai-buoc/"})
    assert answer.status_code == 422
    assert "confirmed_at" not in browser.session


def test_who_delegated_reads_what_was_done_in_the_own_name(cast, as_):
    leader, officer = (
        Account.objects.get_or_create(person_id=who.person_id, defaults={"username": f"nguoi-{who.person_id}"})[0]
        for who in (cast.leader, cast.officer)
    )
    given = Delegation.objects.create(
        grant=RoleGrant.objects.get(person=leader.person_id),
        to=officer.person,
        rights=["view", "approve"],
        why="đi công tác",
        made_at=WEDNESDAY,
        valid_from=DAY,
        valid_to=DAY,
    )
    assert as_(cast.officer).post(f"/uy-quyen/{given.pk}/lam-thay/").status_code == 302
    assert cast.officer.name in as_(cast.leader).get("/dau-vet/").content.decode().split("<main", 1)[1]


def test_who_comes_in_where_somebody_else_stood_ends_that_browsers_row(officer, browser, cast):
    by_password(browser, officer)
    RoleGrant.objects.create(person_id=officer.person_id, agency_id=cast.ward, role=Role.APPROVER, valid_from=DAY)
    other = Account.objects.create(username="lang-gieng", person_id=cast.neighbour_officer.person_id, password=make_password(PASSWORD))
    by_password(browser, other)
    assert is_in(browser)
    assert [row.account for row in SignInSession.objects.filter(ended_at=None)] == [other]


@pytest.mark.parametrize("path", [SIGN_IN, SECOND, "/dang-nhap/khoa/", "/duyet/la/", "/ghi/la/", "/loi-moi/la/"])
def test_no_form_at_the_door_is_taken_from_another_house(cast, path):
    stranger = Client(enforce_csrf_checks=True, headers={"Host": "localhost"})
    assert stranger.post(path, {"decision": "approve", "new": PASSWORD, "again": PASSWORD}).status_code in {403, 404}
