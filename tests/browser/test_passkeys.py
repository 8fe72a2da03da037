"""Passkeys in a real browser with a virtual authenticator; the pages of signing in on a phone and at a desk."""

import re
import shutil
from base64 import b32decode
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect, sync_playwright

from loa.core.roles import Role
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.kit import clock, time_codes
from loa.server.kit.actors import Actor
from loa.server.people.models import Account, Passkey
from loa.server.people.services import Newcomer, take_in
from loa.server.places.models import Territory, TerritoryClosure, TerritoryVersion

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.skipif(CHROMIUM is None, reason="apt install chromium")]
SIZES = {"phone": (360, 740), "desk": (1440, 900)}
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
TOO_SMALL = """[...document.querySelectorAll('a.button, button, summary, input:not([type=hidden])')]
  .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)])
  .filter(([r]) => r.width && r.height && r.height < 43.5).map(([, html]) => html)"""


@pytest.fixture
def address(transactional_db, live_server, settings, tmp_path, monkeypatch):
    """A house with a leader in it, at localhost: browsers make no passkeys for an IP address."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread
    settings.LOA_HOME = tmp_path
    place = Territory.objects.create(key="bach-mai")
    since = {"valid_from": date(2021, 1, 1), "source": "thử", "search_key": "bach mai"}
    TerritoryVersion.objects.create(territory=place, name="Bạch Mai", form="phường", kind="commune", **since)
    TerritoryClosure.objects.create(ancestor=place, descendant=place, depth=0, valid_from=date(2021, 1, 1))
    agency = Agency.objects.create(key="ubnd-bach-mai")
    name = "Ủy ban nhân dân phường Bạch Mai"
    AgencyVersion.objects.create(agency=agency, kind="commune_committee", name=name, short_name=name, territory=place, **since)
    new = Newcomer(full_name="Lãnh đạo phường Bạch Mai", roles=((Role.APPROVER, agency.pk),))
    person = take_in([new], valid_from=date(2021, 1, 1), by=Actor.system("thử"), now=clock.now())[0]
    Account.objects.create(username="lanh-dao", person=person, password=make_password("mat-khau"))
    return f"http://localhost:{urlsplit(live_server.url).port}"


@pytest.fixture
def open_page(address):
    """A browser of some size; with a device that holds passkeys."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def enter(size="desk", *, device=True, **how):
            width, height = SIZES[size]
            page = browser.new_context(viewport={"width": width, "height": height}, **how).new_page()
            page.asked, page.complaints = [], []
            page.on("request", lambda request: page.asked.append(request.url))
            page.on("console", lambda said: page.complaints.append(said.text) if "422" not in said.text else None)
            if device:
                page.told = page.context.new_cdp_session(page)
                page.told.send("WebAuthn.enable")
                page.device = page.told.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
            return page

        yield enter
        browser.close()


def by_password(page, address, after=""):
    page.goto(f"{address}/dang-nhap/{after}")
    page.fill("#id_username", "lanh-dao")
    page.fill("#id_password", "mat-khau")
    page.click("main .button.big")


def sign_out(page):
    page.click("form[action='/dang-xuat/'] button")
    page.wait_for_url("**/dang-nhap/**")


def test_a_passkey_is_made_at_the_door_and_opens_with_and_without_the_password(open_page, address):
    page = open_page()
    by_password(page, address, "?next=/tai-khoan/")
    expect(page.locator("h1")).to_have_text("Cài đăng nhập hai bước")
    page.fill("#id_name", "Máy ở cơ quan")
    page.click("[data-ask]")
    expect(page.locator("h1")).to_have_text("Mã khôi phục")
    assert page.locator("ol li").count() == 10
    page.click("text=Tôi đã cất mã")
    expect(page.locator("h1")).to_have_text("Tài khoản của tôi")
    assert Passkey.objects.get().name == "Máy ở cơ quan"

    sign_out(page)
    by_password(page, address, "?next=/tai-khoan/")
    page.click("[data-ask]")
    expect(page.locator("h1")).to_have_text("Tài khoản của tôi")

    sign_out(page)
    page.goto(f"{address}/dang-nhap/?next=/tai-khoan/hai-buoc/")
    page.click("text=Dùng khóa truy cập")
    page.click("[data-ask]")
    expect(page.locator("h1")).to_have_text("Đăng nhập hai bước")
    assert "Máy ở cơ quan" in page.inner_text("main")
    held = Passkey.objects.get()
    assert held.sign_count > 0
    assert held.house == "localhost"
    assert [url for url in page.asked if not url.startswith((address, "data:"))] == []
    assert page.complaints == []


def test_a_device_that_verifies_nobody_opens_nothing_and_the_page_says_so(open_page, address):
    page = open_page()
    by_password(page, address)
    page.told.send("WebAuthn.setUserVerified", {"authenticatorId": page.device, "isUserVerified": False})
    page.click("[data-ask]")
    expect(page.locator("[data-said]")).to_contain_text("Hãy thử lại")
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("size", list(SIZES))
def test_every_page_of_signing_in_fits_its_screen_and_has_room_for_thumbs(open_page, address, size):
    page = open_page(size)

    def fits():
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        assert page.evaluate(TOO_SMALL) == [], page.url
        assert page.locator("h1").count() == 1, page.url

    page.goto(f"{address}/dang-nhap/")
    fits()
    page.goto(f"{address}/dang-nhap/khoa/")
    fits()
    by_password(page, address)
    fits()
    page.click("text=Không quét được")
    fits()
    secret = b32decode(page.inner_text("#khoa").replace(" ", ""))
    page.fill("#id_code", "000000")
    page.click("text=Cài ứng dụng tạo mã")
    fits()
    page.fill("#id_code", time_codes.code_at(secret, clock.real()))
    page.click("text=Cài ứng dụng tạo mã")
    expect(page.locator("h1")).to_have_text("Mã khôi phục")
    fits()
    code = re.search(r"[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}", page.inner_text("ol"))[0]
    for path in ("/tai-khoan/", "/tai-khoan/hai-buoc/", "/tai-khoan/hai-buoc/them/", "/tai-khoan/xac-nhan/"):
        page.goto(f"{address}{path}")
        fits()
    sign_out(page)
    by_password(page, address)
    page.click("text=Không có điện thoại")
    fits()
    page.fill("#id_recovery", "sai-sai-sai")
    page.click("form .button:has-text('Dùng mã khôi phục')")
    fits()
    page.fill("#id_recovery", code)
    page.click("form .button:has-text('Dùng mã khôi phục')")
    expect(page.locator(".who b")).to_have_text("Lãnh đạo phường Bạch Mai")
    assert page.complaints == []


def test_without_javascript_a_leader_sets_a_phone_up_and_comes_in(open_page, address):
    page = open_page(device=False, java_script_enabled=False)
    by_password(page, address)
    expect(page.locator("[data-unable]")).to_be_visible()
    page.click("text=Không quét được")
    secret = b32decode(page.inner_text("#khoa").replace(" ", ""))
    page.fill("#id_code", time_codes.code_at(secret, clock.real()))
    page.click("text=Cài ứng dụng tạo mã")
    page.click("text=Tôi đã cất mã")
    expect(page.locator(".who b")).to_have_text("Lãnh đạo phường Bạch Mai")
