"""Signing in at the pages, without JavaScript: the second step, its setting up, what is remembered on the way."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from soft_key import SoftKey

from loa.core.roles import Role
from loa.server.kit import clock, demo_home, time_codes
from loa.server.kit.actors import Actor
from loa.server.kit.models import AuditEntry
from loa.server.people.models import Account, AskedReopening, Passkey, SecondStepRest, TimeCode
from loa.server.people.queries import actor_of, second_factors_of
from loa.server.people.services import Newcomer, add_time_code, take_in
from loa.server.site.entry import PUBLIC

SIGN_IN, SECOND, SET_UP = "/dang-nhap/", "/dang-nhap/buoc-hai/", "/dang-nhap/cai-buoc-hai/"
PASSWORD = "mật-khẩu-rất-dài"
SECOND_STEP = timedelta(seconds=30)


@pytest.fixture
def leader(cast):
    return Account.objects.create(username="lanh-dao", person_id=cast.leader.person_id, password=make_password(PASSWORD))


@pytest.fixture
def officer(cast):
    return Account.objects.create(username="can-bo", person_id=cast.officer.person_id, password=make_password(PASSWORD))


@pytest.fixture
def phone(leader, cast):
    """The leader's phone; its first code was a minute ago."""
    secret, before = time_codes.new_secret(), clock.real() - timedelta(minutes=1)
    code = time_codes.code_at(secret, before)
    codes = add_time_code(account_id=leader.pk, secret=secret, code=code, at=before, by=cast.leader, now=clock.now())
    return secret, codes


@pytest.fixture
def browser():
    return Client(headers={"Host": "localhost"})


def by_password(browser, account, after="/"):
    told = {"username": account.username, "password": PASSWORD, "next": after}
    return browser.post(f"{SIGN_IN}?next={quote(after)}", told)


def code_of(phone):
    return time_codes.code_at(phone[0], clock.real())


def is_in(browser):
    return browser.get("/tai-khoan/").status_code == 200


def test_an_officer_needs_one_step(officer, browser):
    assert by_password(browser, officer, "/van-ban/")["Location"] == "/van-ban/"
    assert is_in(browser)


def test_a_leader_is_nobody_before_the_second_step_and_goes_where_they_wanted_after_it(leader, phone, browser):
    assert by_password(browser, leader, "/van-ban/?tim=a")["Location"] == SECOND
    assert not is_in(browser)
    page = browser.get(SECOND).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    answer = browser.post(SECOND, {"code": code_of(phone)})
    assert answer["Location"] == "/van-ban/?tim=a"
    assert is_in(browser)
    signed_in = AuditEntry.objects.get(event="people.signed_in")
    assert signed_in.actor_person_id == leader.person_id
    assert signed_in.payload["how"] == "password+time_code"


def test_the_session_key_changes_at_each_step(leader, phone, browser):
    browser.post("/ngon-ngu/", {"language": "vi"})
    keys = []
    by_password(browser, leader)
    keys.append(browser.cookies["sessionid"].value)
    browser.post(SECOND, {"code": code_of(phone)})
    keys.append(browser.cookies["sessionid"].value)
    assert len(set(keys)) == 2
    fixed = Client()
    fixed.cookies["sessionid"] = keys[0]
    assert not is_in(fixed)


def test_a_wrong_code_stays_at_the_second_step_and_says_what_to_do(leader, phone, browser):
    by_password(browser, leader)
    answer = browser.post(SECOND, {"code": "000000"})
    assert answer.status_code == 422
    assert "giờ tự động" in answer.content.decode()
    assert not is_in(browser)


def test_five_wrong_codes_rest_whoever_asks_and_the_page_says_for_how_long(leader, phone, browser):
    for way in (browser, Client(headers={"Host": "localhost"})):
        by_password(way, leader)
        for _ in range(3):
            answer = way.post(SECOND, {"code": "000000"})
    assert answer.status_code == 403
    assert "tạm khóa 15 phút" in answer.content.decode()
    assert AuditEntry.objects.filter(event="people.sign_in_locked").count() == 1


def test_whoever_turns_back_at_the_second_step_is_forgotten(leader, phone, browser):
    by_password(browser, leader)
    assert "Thôi, về trang đăng nhập" in browser.get(SECOND).content.decode()
    assert browser.post(SECOND, {"leave": "1"})["Location"] == SIGN_IN
    assert browser.get(SECOND)["Location"] == SIGN_IN
    browser.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get(SECOND).status_code == 200
    browser.post(SECOND, {"leave": "1"})
    assert browser.get(SECOND)["Location"] == SIGN_IN


def test_a_recovery_code_opens_once_and_the_last_ones_are_announced(leader, phone, browser):
    for left, code in enumerate(reversed(phone[1]), start=-9):
        by_password(browser, leader)
        assert browser.post(SECOND, {"recovery": code})["Location"] == "/"
        said = "mã khôi phục. Hãy tạo mã mới" in browser.get("/tai-khoan/").content.decode()
        assert said == (-left <= 3)
        browser.post("/dang-xuat/")
    by_password(browser, leader)
    assert browser.post(SECOND, {"recovery": phone[1][0]}).status_code == 422


def test_the_second_step_is_closed_to_who_has_not_made_the_first(leader, phone, browser):
    for path in (SECOND, SET_UP):
        assert browser.get(path)["Location"] == SIGN_IN
        assert browser.post(path, {"code": code_of(phone)})["Location"] == SIGN_IN


def test_after_a_quarter_of_an_hour_the_first_step_is_asked_again(leader, phone, browser, monkeypatch):
    by_password(browser, leader)
    real = clock.real
    monkeypatch.setattr(clock, "real", lambda: real() + timedelta(minutes=16))
    assert browser.get(SECOND)["Location"] == SIGN_IN


def test_whoever_must_and_has_nothing_sets_it_up_before_anything_else(leader, browser):
    assert by_password(browser, leader, "/ban-tin/")["Location"] == SET_UP
    assert browser.get("/ban-tin/")["Location"].startswith(SIGN_IN)
    assert browser.get(SECOND)["Location"] == SET_UP
    page = browser.get(SET_UP).content.decode()
    assert "<svg" in page
    secret = _secret_on(page)
    assert browser.post(SET_UP, {"code": "000000"}).status_code == 422
    assert _secret_on(browser.get(SET_UP).content.decode()) == secret
    answer = browser.post(SET_UP, {"code": time_codes.code_at(secret, clock.real())})
    told = answer.content.decode()
    codes = re.findall(r'class="num">([a-z0-9-]{14})<', told)
    assert len(codes) == 10
    assert 'href="/ban-tin/"' in told
    assert "no-store" in answer["Cache-Control"]
    assert is_in(browser)
    browser.post("/dang-xuat/")
    by_password(browser, leader)
    assert browser.post(SECOND, {"recovery": codes[0]})["Location"] == "/"


def _secret_on(page):
    import base64

    return base64.b32decode(re.search(r'id="khoa">([A-Z2-7 ]+)<', page)[1].replace(" ", ""))


def test_in_a_demos_home_simulated_leaders_need_one_step(leader, browser, home):
    (home / demo_home.FILE_NAME).write_text("{}")
    assert by_password(browser, leader)["Location"] == "/"
    assert is_in(browser)


def test_a_session_of_one_step_ends_where_a_right_to_approve_begins(officer, browser, cast):
    by_password(browser, officer)
    assert is_in(browser)
    from loa.server.people.models import RoleGrant

    RoleGrant.objects.create(person_id=officer.person_id, agency_id=cast.ward, role=Role.APPROVER, valid_from="2021-01-01")
    assert browser.get("/van-ban/")["Location"] == SECOND
    assert browser.get(SECOND)["Location"] == SET_UP
    assert browser.get("/van-ban/", headers={"HX-Request": "true"})["HX-Redirect"] == SECOND
    assert browser.post("/ban-tin/soan/", {"title": "x"})["Location"] == SECOND
    browser.get("/van-ban/")
    secret = _secret_on(browser.get(SET_UP).content.decode())
    answer = browser.post(SET_UP, {"code": time_codes.code_at(secret, clock.real())})
    assert 'href="/van-ban/"' in answer.content.decode()
    assert is_in(browser)


def test_who_set_a_second_step_up_by_choice_is_asked_for_it(officer, browser, cast):
    secret, before = time_codes.new_secret(), clock.real() - timedelta(minutes=1)
    code = time_codes.code_at(secret, before)
    add_time_code(account_id=officer.pk, secret=secret, code=code, at=before, by=cast.officer, now=clock.now())
    assert by_password(browser, officer)["Location"] == SECOND


def test_a_wrong_password_and_a_lock_stand_in_the_trail_without_what_was_typed(officer, browser):
    for _ in range(10):
        answer = browser.post(SIGN_IN, {"username": "can-bo", "password": "sai-bét"})
    assert answer.status_code == 429
    browser.post(SIGN_IN, {"username": "mật-khẩu-gõ-nhầm-ô", "password": "sai-bét"})
    rows = list(AuditEntry.objects.order_by("pk").values_list("event", "subject_id"))
    own = str(officer.person_id)
    assert rows.count(("people.sign_in_failed", own)) == 8
    assert rows.count(("people.sign_in_locked", own)) == 1
    assert rows[-1] == ("people.sign_in_failed", "")
    told = str(list(AuditEntry.objects.values()))
    assert "sai-bét" not in told
    assert "gõ-nhầm-ô" not in told


def test_nobody_is_sent_to_another_house_through_the_second_step(leader, phone, browser):
    by_password(browser, leader, "https://noi-khac.example/")
    assert browser.post(SECOND, {"code": code_of(phone)})["Location"] == "/"


# passkeys


def challenge_of(browser):
    return browser.session["passkey_challenge"]["is"]


def test_a_passkey_is_set_up_at_the_door_and_opens_with_and_without_a_password(leader, browser):
    by_password(browser, leader)
    browser.get(SET_UP)
    soft = SoftKey(origin="http://localhost", owner=leader.pk.bytes)
    told = browser.post(SET_UP, {"credential": soft.make(challenge_of(browser)), "name": "Điện thoại"})
    assert "Mã khôi phục" in told.content.decode()
    assert Passkey.objects.get(account=leader).name == "Điện thoại"
    browser.post("/dang-xuat/")

    by_password(browser, leader)
    browser.get(SECOND)
    assert browser.post(SECOND, {"credential": soft.use(challenge_of(browser))})["Location"] == "/"
    browser.post("/dang-xuat/")

    browser.get("/dang-nhap/khoa/?next=/dot/")
    answer = browser.post("/dang-nhap/khoa/", {"credential": soft.use(challenge_of(browser)), "next": "/dot/"})
    assert answer["Location"] == "/dot/"
    assert is_in(browser)
    assert AuditEntry.objects.filter(event="people.signed_in").order_by("pk").last().payload["how"] == "passkey"


def test_a_challenge_is_good_for_one_answer_and_for_one_purpose(leader, browser, cast):
    by_password(browser, leader)
    browser.get(SET_UP)
    soft = SoftKey(origin="http://localhost", owner=leader.pk.bytes)
    made = soft.make(challenge_of(browser))
    browser.post(SET_UP, {"credential": made, "name": "Điện thoại"})
    browser.post("/dang-xuat/")
    browser.get("/dang-nhap/khoa/")
    used = soft.use(challenge_of(browser))
    assert browser.post("/dang-nhap/khoa/", {"credential": used})["Location"] == "/"
    browser.post("/dang-xuat/")
    assert browser.post("/dang-nhap/khoa/", {"credential": used}).status_code == 422
    browser.get("/dang-nhap/khoa/")
    meant_for_signing_in = soft.use(challenge_of(browser))
    by_password(browser, leader)
    assert "quá hạn" in browser.post(SECOND, {"credential": meant_for_signing_in}).content.decode()


def test_passkeys_are_offered_at_localhost_and_at_the_public_address_only(leader, settings):
    assert "/dang-nhap/khoa/" in Client(headers={"Host": "localhost:8123"}).get(SIGN_IN).content.decode()
    by_number = Client(headers={"Host": "127.0.0.1:8123"})
    assert "/dang-nhap/khoa/" not in by_number.get(SIGN_IN).content.decode()
    assert by_number.post("/dang-nhap/khoa/", {"credential": "{}"}).status_code == 422
    settings.LOA_PUBLIC_URL, settings.ALLOWED_HOSTS = "https://loa.example.gov.vn", ["loa.example.gov.vn"]
    public = Client(headers={"Host": "loa.example.gov.vn"})
    assert "/dang-nhap/khoa/" in public.get(SIGN_IN).content.decode()
    page = public.get("/dang-nhap/khoa/").content.decode()
    assert "loa.example.gov.vn" in page
    settings.LOA_PUBLIC_URL = "http://loa.example.gov.vn"
    assert "/dang-nhap/khoa/" not in public.get(SIGN_IN).content.decode()


# one's own page


def test_before_anything_about_signing_in_changes_the_person_shows_again_who_it_is(leader, phone, browser, monkeypatch):
    by_password(browser, leader)
    browser.post(SECOND, {"code": code_of(phone)})
    assert browser.get("/tai-khoan/hai-buoc/them/").status_code == 200
    real = clock.real
    later = real() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "real", lambda: later)
    asked = browser.get("/tai-khoan/hai-buoc/them/")["Location"]
    assert asked.startswith("/tai-khoan/xac-nhan/?next=")
    assert browser.post("/tai-khoan/hai-buoc/ma-khoi-phuc/")["Location"].startswith("/tai-khoan/xac-nhan/")
    assert browser.post(asked, {"code": "000000"}).status_code == 422
    answer = browser.post(asked, {"code": time_codes.code_at(phone[0], later), "next": "/tai-khoan/hai-buoc/them/"})
    assert answer["Location"] == "/tai-khoan/hai-buoc/them/"
    assert browser.get("/tai-khoan/hai-buoc/them/").status_code == 200
    assert "Mã khôi phục" in browser.post("/tai-khoan/hai-buoc/ma-khoi-phuc/").content.decode()


def test_without_a_second_step_the_password_shows_who_it_is_and_wrong_ones_rest(officer, as_, cast, browser):
    browser = as_(cast.officer)
    for _ in range(5):
        assert browser.post("/tai-khoan/xac-nhan/", {"password": "sai"}).status_code == 422
    assert browser.post("/tai-khoan/xac-nhan/", {"password": PASSWORD}).status_code == 403
    SecondStepRest.objects.update(until=None)
    answer = browser.post("/tai-khoan/xac-nhan/", {"password": PASSWORD, "next": "/tai-khoan/hai-buoc/them/"})
    assert answer["Location"] == "/tai-khoan/hai-buoc/them/"


def test_an_officer_adds_a_phone_and_gives_it_up_again(officer, browser):
    by_password(browser, officer)
    secret = _secret_on(browser.get("/tai-khoan/hai-buoc/them/").content.decode())
    told = browser.post("/tai-khoan/hai-buoc/them/", {"code": time_codes.code_at(secret, clock.real())})
    assert "chỉ hiện một lần" in told.content.decode()
    assert "Còn 10 mã" in browser.get("/tai-khoan/hai-buoc/").content.decode()
    assert browser.post("/tai-khoan/hai-buoc/ung-dung/bo/")["Location"] == "/tai-khoan/hai-buoc/"
    assert not second_factors_of(officer).any


def test_a_leader_does_not_give_up_the_only_phone(leader, phone, browser):
    by_password(browser, leader)
    browser.post(SECOND, {"code": code_of(phone)})
    answer = browser.post("/tai-khoan/hai-buoc/ung-dung/bo/")
    assert answer.status_code == 403
    assert "bắt buộc đăng nhập hai bước" in answer.content.decode()
    assert TimeCode.objects.filter(account=leader, ended_at=None).exists()


def test_an_administrator_resets_and_the_leader_is_out_and_sets_up_anew(leader, phone, browser, cast, as_):
    new = Newcomer(full_name="Quản trị phường", roles=((Role.ADMINISTRATOR, cast.ward),))
    administrator = actor_of(take_in([new], valid_from=clock.today(), by=Actor.system("thử"), now=clock.now())[0], on=clock.today())
    by_password(browser, leader)
    browser.post(SECOND, {"code": code_of(phone)})
    assert is_in(browser)
    at_desk = as_(administrator)
    path = f"/nguoi-dung/{leader.person_id}/hai-buoc/"
    assert path in at_desk.get(f"/nguoi-dung/{leader.person_id}/").content.decode()
    assert at_desk.post(path, {"why": ""}).status_code == 422
    assert at_desk.post(path, {"why": "mất điện thoại"}).status_code == 302
    assert is_in(browser)  # asked, not done: nobody else manages here, so it waits a day
    AskedReopening.objects.update(ripe_at=clock.now())
    assert at_desk.post(path, {"why": "mất điện thoại"}).status_code == 302
    assert not is_in(browser)
    assert by_password(Client(), leader)["Location"] == SET_UP


IDS = {"document_id": "0" * 8 + "-0000" * 3 + "-" + "0" * 12, "round_id": "0" * 8 + "-0000" * 3 + "-" + "0" * 12, "ending": "pdf"}
BY_KIND = {"UUIDConverter": "00000000-0000-0000-0000-000000000001", "IntConverter": 1}


def every_address():
    """All addresses of the house with ids that lead nowhere."""
    for pattern in get_resolver().url_patterns:
        if not isinstance(pattern, URLPattern) or not pattern.name:
            continue
        kinds = pattern.pattern.converters
        names = pattern.pattern.regex.groupindex
        yield reverse(pattern.name, kwargs={n: BY_KIND.get(type(kinds[n]).__name__, "x") if n in kinds else IDS[n] for n in names})


def test_between_the_steps_no_page_of_the_house_opens(leader, phone):
    """Neither for who has just given the password, nor for a session that lacks the second step."""
    waiting, half = Client(headers={"Host": "localhost"}), Client(headers={"Host": "localhost"})
    by_password(waiting, leader)
    half.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    inside = [path for path in every_address() if not path.startswith(PUBLIC)]
    assert len(inside) > 80
    for browser, door in ((waiting, SIGN_IN), (half, SECOND)):
        for path in inside:
            for method in (browser.get, browser.post):
                answer = method(path)
                assert answer.status_code == 302, path
                assert answer["Location"].startswith(door), path
