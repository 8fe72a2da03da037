"""The way in."""

from datetime import datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from loa.server.kit import clock
from loa.server.kit.models import AuditEntry
from loa.server.people.models import Account

SIGN_IN = "/dang-nhap/"


@pytest.fixture
def account(cast):
    return Account.objects.create(username="can-bo", person_id=cast.officer.person_id, password=make_password("dung"))


def test_whoever_signs_in_goes_where_they_wanted_and_it_stands_in_the_trail(client, account):
    response = client.post(f"{SIGN_IN}?next=/van-ban/", {"username": "can-bo", "password": "dung", "next": "/van-ban/"})
    assert response["Location"] == "/van-ban/"
    assert AuditEntry.objects.filter(event="people.signed_in", actor_person_id=account.person_id).exists()


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(client, account):
    page = client.post(SIGN_IN, {"username": "can-bo", "password": "sai"}).content.decode()
    assert "chưa đúng" in page
    assert 'value="can-bo"' in page


def test_after_eight_wrong_passwords_the_account_rests_and_the_page_says_for_how_long(client, account):
    for _ in range(8):
        response = client.post(SIGN_IN, {"username": "can-bo", "password": "sai"})
    assert response.status_code == 429
    assert "tạm khóa 15 phút" in response.content.decode()


@pytest.mark.parametrize(("proxies", "status"), [([], 429), (["127.0.0.1"], 200)])
def test_behind_a_named_proxy_the_wrong_passwords_of_one_visitor_lock_no_other_out(account, settings, proxies, status):
    settings.LOA_TRUSTED_PROXIES = proxies
    client = Client()
    for _ in range(8):
        client.post(SIGN_IN, {"username": "can-bo", "password": "sai"}, headers={"X-Forwarded-For": "203.0.113.66"})
    answer = Client().post(SIGN_IN, {"username": "can-bo", "password": "dung"}, headers={"X-Forwarded-For": "203.0.113.9"})
    assert answer.status_code == (302 if status == 200 else status)


def test_nobody_is_sent_to_another_house_after_signing_in(client, account):
    response = client.post(
        f"{SIGN_IN}?next=https://noi-khac.example/", {"username": "can-bo", "password": "dung", "next": "https://noi-khac.example/"}
    )
    assert response["Location"] == "/"


def test_vietnamese_comes_first_whatever_the_browser_prefers(client, cast):
    assert 'lang="vi"' in client.get(SIGN_IN, headers={"Accept-Language": "en-US"}).content.decode()


def test_english_stays_chosen(client, cast):
    client.post("/ngon-ngu/", {"language": "en", "next": SIGN_IN})
    assert 'lang="en"' in client.get(SIGN_IN).content.decode()


def test_an_address_outside_is_no_way_back_from_the_language_switch(client, cast):
    assert client.post("/ngon-ngu/", {"language": "en", "next": "//noi-khac.example"})["Location"] == "/"


def test_a_shifted_clock_is_announced_on_every_page(client, cast, home):
    clock.shift_to(datetime(2021, 8, 2, 7, 12, tzinfo=clock.HANOI))
    assert "Đồng hồ minh họa: thứ Tư 4/8/2021" in client.get(SIGN_IN).content.decode()


def test_forms_from_elsewhere_are_refused(account):
    client = Client(enforce_csrf_checks=True)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post("/nhat-ky/", {"kind": "zalo_post"})
    assert response.status_code == 403
    assert "Hãy tải lại trang" in response.content.decode()


def test_more_text_than_any_form_has_is_refused_with_a_sentence(client, account, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post("/ban-tin/soan/", {"text": "x" * 5000})
    assert response.status_code in {400, 422}
    assert "quá dài" in response.content.decode()


def test_what_a_signed_in_person_sees_is_kept_by_no_cache(client, account):
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert "no-store" in client.get("/")["Cache-Control"]
