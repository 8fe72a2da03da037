"""The province's own sign-on: the whole way over HTTP with a real provider, and answers that lie."""

import json
import re
import subprocess
import sys
import threading
import urllib.request
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import sign_on_provider
from django.contrib.auth.hashers import make_password
from django.test import Client
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.kit.models import AuditEntry
from loa.server.people.models import Account, InvitationKind, OutsideIdentity
from loa.server.people.services import invite, link_outside_identity
from loa.server.site import oidc
from loa.server.site.errors import ProviderAnswerUnusable, ProviderUnreachable

HOST = "localhost"
BACK = f"http://{HOST}/dang-nhap/chung/ve/"
PASSWORD = "mật-khẩu-rất-dài"
START, LINK, OWN_PAGE = "/dang-nhap/chung/", "/tai-khoan/dang-nhap-chung/gan/", "/tai-khoan/hai-buoc/"


@pytest.fixture(scope="module")
def sign_on(tmp_path_factory):
    """The provider in a process of its own, and what it told."""
    folder = tmp_path_factory.mktemp("sign-on")
    command = [sys.executable, Path(sign_on_provider.__file__), folder, BACK]
    with (folder / "log").open("w") as log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        line = process.stdout.readline()
        assert line, (folder / "log").read_text()
        yield json.loads(line)
        process.terminate()


@pytest.fixture
def configured(sign_on, settings):
    """Loa knows the provider."""
    oidc.forget()
    settings.LOA_OIDC_ISSUER, settings.LOA_OIDC_NAME = sign_on["issuer"], "Đăng nhập chung của thành phố"
    settings.LOA_OIDC_CLIENT_ID, settings.LOA_OIDC_CLIENT_SECRET = sign_on["client_id"], sign_on["client_secret"]
    settings.LOA_OIDC_TWO_STEPS = "mfa"
    return sign_on


@pytest.fixture
def officer(cast):
    return Account.objects.create(username="can-bo", person_id=cast.officer.person_id, password=make_password(PASSWORD))


@pytest.fixture
def leader(cast):
    return Account.objects.create(username="lanh-dao", person_id=cast.leader.person_id, password=make_password(PASSWORD))


@pytest.fixture
def browser():
    return Client(headers={"Host": HOST})


class Stop(urllib.request.HTTPRedirectHandler):
    """The person's browser at the provider: back at Loa's address, the test takes over."""

    def redirect_request(self, *facts):
        return None if facts[-1].startswith(BACK) else super().redirect_request(*facts)


def at_the_provider(address, sign_on, name):
    """Sign in there by hand; returns Loa's path with the provider's answer."""
    there = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), Stop)
    with there.open(address) as page:
        token, form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())[1], page.url
    told = urlencode({"csrfmiddlewaretoken": token, "username": name, "password": sign_on["password"]}).encode()
    with pytest.raises(HTTPError) as back:
        there.open(form, told)
    back.value.close()
    assert back.value.code == 302
    answer = urlsplit(back.value.headers["Location"])
    return f"{answer.path}?{answer.query}"


def link(browser, sign_on, name, account):
    """From one's own page, signed in by password."""
    browser.post("/dang-nhap/", {"username": account.username, "password": PASSWORD})
    page = browser.post(LINK).content.decode()
    address = re.search(r'href="(http://127[^"]+)"', page)[1].replace("&amp;", "&")
    return browser.get(at_the_provider(address, sign_on, name))


def come_in(browser, sign_on, name, after="/van-ban/"):
    away = browser.get(START, {"next": after})
    assert away.status_code == 302
    return browser.get(at_the_provider(away["Location"], sign_on, name))


def test_linked_from_ones_own_page_and_from_then_on_the_way_in(configured, officer, browser):
    assert "Đăng nhập chung của thành phố" in browser.get("/dang-nhap/").content.decode()
    assert link(browser, configured, "mot-buoc", officer)["Location"] == OWN_PAGE
    assert "Đã gắn với tài khoản này" in browser.get(OWN_PAGE).content.decode()
    browser.post("/dang-xuat/")
    assert come_in(browser, configured, "mot-buoc")["Location"] == "/van-ban/"
    assert browser.get("/tai-khoan/").status_code == 200
    said = AuditEntry.objects.filter(event="people.signed_in").order_by("pk").last()
    assert said.payload["how"] == "outside"
    assert AuditEntry.objects.filter(event="people.outside_identity_linked", actor_person_id=officer.person_id).exists()
    assert browser.post("/tai-khoan/dang-nhap-chung/bo/")["Location"] == OWN_PAGE
    browser.post("/dang-xuat/")
    assert come_in(browser, configured, "mot-buoc")["Location"] == "/dang-nhap/"


def test_whoever_is_not_linked_stays_outside_whatever_the_provider_calls_them(configured, officer, browser):
    Account.objects.filter(pk=officer.pk).update(username="nguoi-la")
    assert come_in(browser, configured, "nguoi-la")["Location"] == "/dang-nhap/"
    assert "chưa gắn với tài khoản Loa nào" in browser.get("/dang-nhap/").content.decode()
    assert browser.get("/tai-khoan/").status_code == 302
    assert AuditEntry.objects.filter(event="people.sign_in_failed", subject_id="").exists()


def linked(configured, account, name):
    """As if linked earlier: the provider's number of each person is its own."""
    number = str(sign_on_provider.PEOPLE.index(name) + 1)
    link_outside_identity(
        issuer=configured["issuer"], subject=number, provider="", by=Actor(name="x", person_id=account.person_id), now=clock.now()
    )


def test_a_leader_whose_provider_asked_for_one_step_makes_the_second_here(configured, leader, browser):
    linked(configured, leader, "mot-buoc")
    assert come_in(browser, configured, "mot-buoc")["Location"] == "/dang-nhap/cai-buoc-hai/"
    assert browser.get("/tai-khoan/").status_code == 302


def test_a_leader_whose_provider_asked_for_two_is_in(configured, leader, browser, settings):
    linked(configured, leader, "hai-buoc")
    assert come_in(browser, configured, "hai-buoc")["Location"] == "/van-ban/"
    assert browser.get("/tai-khoan/").status_code == 200
    browser.post("/dang-xuat/")
    settings.LOA_OIDC_TWO_STEPS = ""
    assert come_in(browser, configured, "hai-buoc")["Location"] == "/dang-nhap/cai-buoc-hai/"


@pytest.fixture
def invited(cast, officer):
    """An account without a password, and the link its administrator hands over."""
    officer.set_unusable_password()
    officer.save()
    _invitation, token = invite(account_id=officer.pk, kind=InvitationKind.NEWCOMER, by=Actor.system("thử"), now=clock.now())
    return officer, token


def test_an_invitation_is_accepted_with_the_provinces_account_instead_of_a_password(configured, invited, browser):
    account, token = invited
    assert "không cần mật khẩu riêng" in browser.get(f"/loi-moi/{token}/").content.decode()
    page = browser.post("/dang-nhap/chung/loi-moi/", {"token": token}).content.decode()
    assert token not in str(dict(browser.session))
    address = re.search(r'href="(http://127[^"]+)"', page)[1].replace("&amp;", "&")
    assert "prompt=login" in address
    assert browser.get(at_the_provider(address, configured, "mot-buoc"))["Location"] == "/"
    assert browser.get("/tai-khoan/").status_code == 200
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert AuditEntry.objects.filter(event="people.invitation_accepted_outside", actor_person_id=account.person_id).exists()
    browser.post("/dang-xuat/")
    assert browser.get(f"/loi-moi/{token}/").status_code != 200
    assert browser.post("/dang-nhap/chung/loi-moi/", {"token": token}).status_code >= 400
    assert come_in(browser, configured, "mot-buoc")["Location"] == "/van-ban/"
    refused = browser.post("/tai-khoan/dang-nhap-chung/bo/")
    assert refused.status_code == 403
    assert "không vào được nữa" in refused.content.decode()


def test_an_invitation_revoked_meanwhile_links_nothing(configured, invited, browser):
    account, token = invited
    page = browser.post("/dang-nhap/chung/loi-moi/", {"token": token}).content.decode()
    address = re.search(r'href="(http://127[^"]+)"', page)[1].replace("&amp;", "&")
    answer = at_the_provider(address, configured, "mot-buoc")
    account.invitations.update(revoked_at=clock.now())
    assert browser.get(answer)["Location"] == "/dang-nhap/"
    assert not OutsideIdentity.objects.exists()
    assert browser.post("/dang-nhap/chung/loi-moi/", {"token": "khong-co"}).status_code >= 400


def test_an_answer_is_good_once_in_the_browser_that_asked(configured, officer, browser):
    linked(configured, officer, "mot-buoc")
    answer = at_the_provider(browser.get(START)["Location"], configured, "mot-buoc")
    other = Client(headers={"Host": HOST})
    assert other.get(answer)["Location"] == "/dang-nhap/"
    other.get(START)
    assert other.get(answer)["Location"] == "/dang-nhap/"
    assert other.get("/tai-khoan/").status_code == 302
    assert browser.get(answer)["Location"] == "/"
    browser.post("/dang-xuat/")
    assert browser.get(answer)["Location"] == "/dang-nhap/"
    assert "Hãy bắt đầu lại" in browser.get("/dang-nhap/").content.decode()


def test_an_answer_to_a_question_about_signing_in_links_nothing(configured, officer, leader, browser):
    browser.post("/dang-nhap/", {"username": officer.username, "password": PASSWORD})
    page = browser.post(LINK).content.decode()
    address = re.search(r'href="(http://127[^"]+)"', page)[1].replace("&amp;", "&")
    answer = at_the_provider(address, configured, "mot-buoc")
    browser.post("/dang-xuat/")
    browser.get(answer)
    assert not OutsideIdentity.objects.exists()


def test_the_question_carries_state_nonce_and_a_hashed_verifier_and_no_secret(configured, browser, db):
    asked = parse_qs(urlsplit(browser.get(START)["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 43
    assert len(asked["nonce"][0]) >= 43
    assert asked["redirect_uri"] == [BACK]
    kept = json.loads(browser.session["outside"])
    assert kept["verifier"] not in str(asked)
    assert configured["client_secret"] not in str(asked)


def test_without_the_verifier_the_real_provider_gives_nothing(configured, db):
    to = oidc.provider()
    address, asked = oidc.ask(to, back_to=BACK)
    query = parse_qs(urlsplit(at_the_provider(address, configured, "mot-buoc")).query)
    stolen = oidc.Asked(asked.state, asked.nonce, "another-verifier-that-is-long-enough-for-the-standard")
    answer = {key: value[0] for key, value in query.items()}
    with pytest.raises(ProviderAnswerUnusable):
        oidc.hear(to, answer=answer, asked=stolen, back_to=BACK, at=clock.real())


def test_where_nothing_is_configured_there_is_no_such_way_and_nobody_is_called(browser, officer, settings):
    settings.LOA_OIDC_ISSUER = ""
    assert "Đăng nhập qua" not in browser.get("/dang-nhap/").content.decode()
    assert browser.get(START).status_code == 404
    assert browser.get("/dang-nhap/chung/ve/?code=x&state=y").status_code == 404


def test_a_provider_that_is_away_is_said_so_and_the_password_still_opens(browser, officer, settings):
    oidc.forget()
    settings.LOA_OIDC_ISSUER, settings.LOA_OIDC_CLIENT_ID, settings.LOA_OIDC_NAME = "http://127.0.0.1:9", "x", "Đăng nhập chung"
    assert browser.get(START)["Location"] == "/dang-nhap/"
    assert "Đăng nhập chung chưa trả lời" in browser.get("/dang-nhap/").content.decode()
    assert browser.post("/dang-nhap/", {"username": "can-bo", "password": PASSWORD})["Location"] == "/"


# a provider that lies


KEY, STRANGE_KEY = RSAKey.generate_key(2048, {"kid": "a"}), RSAKey.generate_key(2048, {"kid": "a"})


class Liar(HTTPServer):
    """Says what the test puts into its mouth."""

    says: dict

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self.server_port}"


class Mouth(BaseHTTPRequestHandler):
    def do_GET(self):
        told = self.server.says[urlsplit(self.path).path]
        status, body = told if isinstance(told, tuple) else (200, told)
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture
def liar():
    server = Liar(("127.0.0.1", 0), Mouth)
    here = server.issuer
    server.says = {
        "/.well-known/openid-configuration": {
            "issuer": here,
            "authorization_endpoint": f"{here}/a",
            "token_endpoint": f"{here}/t",
            "jwks_uri": f"{here}/k",
        },
        "/k": {"keys": [KEY.as_dict(private=False)]},
    }
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    oidc.forget()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def token(liar, *, header=None, key=KEY, algorithms=None, **lie):
    now = clock.real().timestamp()
    true = {"iss": liar.issuer, "aud": "loa", "sub": "1", "iat": now, "exp": now + 300, "nonce": "n" * 43}
    claims = {name: value for name, value in {**true, **lie}.items() if value is not None}
    return jwt.encode(header or {"alg": "RS256", "kid": "a"}, claims, key, algorithms=algorithms)


def hear(liar, told, **answer):
    liar.says["/t"] = told if isinstance(told, tuple | bytes) else {"id_token": told, "access_token": "x"}
    to = oidc.Provider("Đăng nhập chung", liar.issuer, "loa", "bí-mật", frozenset({"mfa", "urn:cao"}))
    asked = oidc.Asked("s" * 43, "n" * 43, "v" * 43)
    return oidc.hear(to, answer={"code": "c", "state": "s" * 43, **answer}, asked=asked, back_to=BACK, at=clock.real())


def test_a_true_token_is_heard_with_how_many_steps_were_made(liar):
    assert hear(liar, token(liar)) == oidc.Told("1", two_steps=False)
    assert hear(liar, token(liar, amr=["pwd", "mfa"])).two_steps
    assert hear(liar, token(liar, acr="urn:cao")).two_steps
    assert not hear(liar, token(liar, amr=["pwd"], acr="thấp")).two_steps
    assert hear(liar, token(liar, aud=["loa", "khác"], azp="loa")).subject == "1"


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "khác"},
        {"nonce": None},
        {"iss": "https://khac.example"},
        {"aud": "khác"},
        {"aud": ["loa", "khác"]},
        {"azp": "khác"},
        {"exp": 1},
        {"exp": None},
        {"exp": "mai"},
        {"iat": 99999999999},
        {"iat": None},
        {"nbf": 99999999999},
        {"sub": ""},
        {"sub": None},
        {"sub": "x" * 256},
    ],
    ids=str,
)
def test_a_token_that_does_not_fit_the_question_is_refused(liar, lie):
    with pytest.raises(ProviderAnswerUnusable):
        hear(liar, token(liar, **lie))


def test_a_token_signed_by_a_stranger_by_nobody_or_with_the_shared_secret_is_refused(liar):
    for forged in (
        token(liar, key=STRANGE_KEY),
        token(
            liar, header={"alg": "HS256", "kid": "a"}, key=OctKey.import_key("bí-mật-dài-hơn-ba-mươi-hai-byte-cho-đủ"), algorithms=["HS256"]
        ),
        "eyJhbGciOiJub25lIn0." + token(liar).split(".")[1] + ".",
        token(liar)[:-4] + "AAAA",
        "không-phải-token",
        "",
        5,
    ):
        with pytest.raises(ProviderAnswerUnusable):
            hear(liar, forged)


def test_an_answer_with_another_state_another_issuer_an_error_or_no_code_is_refused(liar):
    for answer in ({"state": "khác"}, {"state": "chữ có dấu"}, {"iss": "https://khac.example"}, {"error": "access_denied"}, {"code": ""}):
        with pytest.raises(ProviderAnswerUnusable):
            hear(liar, token(liar), **answer)


def test_rubbish_and_refusals_of_the_provider_are_no_way_in(liar):
    for told in ((400, {"error": "invalid_grant"}), (200, b"<html>"), (200, b"[]"), (302, {}), (200, b"x" * 1_100_000)):
        with pytest.raises(ProviderAnswerUnusable):
            hear(liar, told)
    with pytest.raises(ProviderUnreachable):
        hear(liar, (503, {}))


def test_a_new_key_of_the_provider_is_asked_for_once_more(liar, monkeypatch):
    hear(liar, token(liar))
    fresh = RSAKey.generate_key(2048, {"kid": "b"})
    liar.says["/k"] = {"keys": [fresh.as_dict(private=False)]}
    later = oidc.time.monotonic() + 61
    monkeypatch.setattr(oidc.time, "monotonic", lambda: later)
    assert hear(liar, token(liar, header={"alg": "RS256", "kid": "b"}, key=fresh)).subject == "1"


def test_a_provider_that_does_not_answer_is_left_alone_for_a_while(liar, monkeypatch):
    path, moment = "/.well-known/openid-configuration", oidc.time.monotonic()
    true, liar.says[path] = liar.says[path], (503, {})
    to = oidc.Provider("x", liar.issuer, "loa", "", frozenset())
    with pytest.raises(ProviderUnreachable):
        oidc.ask(to, back_to=BACK)
    liar.says[path] = true
    with pytest.raises(ProviderUnreachable):
        oidc.ask(to, back_to=BACK)
    monkeypatch.setattr(oidc.time, "monotonic", lambda: moment + 20)
    assert oidc.ask(to, back_to=BACK)[0].startswith(f"{liar.issuer}/a?")


def test_a_description_of_another_issuer_or_without_https_is_not_followed(liar):
    told = liar.says["/.well-known/openid-configuration"]
    to = oidc.Provider("x", liar.issuer, "loa", "", frozenset())
    told["issuer"] = "https://khac.example"
    with pytest.raises(ProviderAnswerUnusable):
        oidc.ask(to, back_to=BACK)
    oidc.forget()
    told.update(issuer=liar.issuer, authorization_endpoint="http://khac.example/a")
    with pytest.raises(ProviderUnreachable):
        oidc.ask(to, back_to=BACK)
    with pytest.raises(ProviderUnreachable):
        oidc.ask(oidc.Provider("x", "http://khac.example", "loa", "", frozenset()), back_to=BACK)
