"""The pages in a real browser: a phone and a desk, nothing from outside, nothing sideways, everything large enough for a thumb."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect, sync_playwright

from loa.core.roles import Role
from loa.server.agencies.models import Agency, AgencyVersion
from loa.server.kit import clock, time_codes
from loa.server.kit.actors import Actor
from loa.server.people.models import Account
from loa.server.people.queries import actor_of
from loa.server.people.services import Newcomer, add_time_code, take_in
from loa.server.places.models import Territory, TerritoryClosure, TerritoryVersion

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# The file of the database is shared with the server's thread: nobody else in this worker.
pytestmark = [pytest.mark.skipif(CHROMIUM is None, reason="apt install chromium")]
NOW = datetime(2021, 8, 4, 0, 12, tzinfo=UTC)
PHONE = b"the officer's phone."  # what its app shares with the house
SIZES = {"phone": (360, 740), "desk": (1440, 900)}
PAGES = (
    "/",
    "/van-ban/",
    "/van-ban/tiep-nhan/",
    "/dot/",
    "/ban-tin/",
    "/ban-tin/soan/",
    "/cach-doc/",
    "/lich/",
    "/lich/vuot-khung/",
    "/lich/vuot-khung/ghi/",
    "/dai/",
    "/dai/ghi-dai/",
    "/nhat-ky/",
    "/bao-cao/",
    "/nguoi-dung/",
    "/nguoi-dung/them/",
    "/tai-khoan/",
    "/khong-co/",
)
TOO_SMALL = """[...document.querySelectorAll('a.button, button, summary, select, input:not([type=hidden]), textarea, .nav a')]
  .filter(e => !['radio', 'checkbox', 'file'].includes(e.type))
  .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)])
  .filter(([r]) => r.width && r.height && r.height < 43.5).map(([, html]) => html)"""
SMALL_FLAGS = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


def _ward():
    """One ward and its committee: all of Hà Nội would take longer than the test."""
    place = Territory.objects.create(key="bach-mai")
    since = {"valid_from": date(2021, 1, 1), "source": "thử", "search_key": "bach mai"}
    TerritoryVersion.objects.create(territory=place, name="Bạch Mai", form="phường", kind="commune", **since)
    TerritoryClosure.objects.create(ancestor=place, descendant=place, depth=0, valid_from=date(2021, 1, 1))
    agency = Agency.objects.create(key="ubnd-bach-mai")
    name = "Ủy ban nhân dân phường Bạch Mai"
    AgencyVersion.objects.create(agency=agency, kind="commune_committee", name=name, short_name=name, territory=place, **since)
    return agency.pk


@pytest.fixture
def address(transactional_db, live_server, settings, tmp_path, monkeypatch):
    """A house with one commune officer in it, and its address."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread
    settings.LOA_HOME = tmp_path
    owner = Actor.system("thử")
    ward = _ward()
    newcomer = Newcomer(full_name="Cán bộ phường Bạch Mai", roles=((Role.COMMUNE_OFFICER, ward), (Role.ADMINISTRATOR, ward)))
    person = take_in([newcomer], valid_from=date(2021, 1, 1), by=owner, now=NOW)[0]
    account = Account.objects.create(username="can-bo", person=person, password=make_password("mat-khau"))
    before = clock.real() - timedelta(minutes=1)
    code = time_codes.code_at(PHONE, before)
    add_time_code(account_id=account.pk, secret=PHONE, code=code, at=before, by=actor_of(person, on=date(2021, 8, 4)), now=NOW)
    clock.take_from(lambda: NOW)
    yield live_server.url
    clock.take_from(None)


@pytest.fixture
def open_as(address):
    """A browser of some size in which the officer has signed in, by hand."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=SMALL_FLAGS)

        def enter(size, **how):
            width, height = SIZES[size]
            page = browser.new_context(viewport={"width": width, "height": height}, **how).new_page()
            page.asked, page.complaints = [], []
            page.on("request", lambda request: page.asked.append(request.url))
            page.on("console", lambda said: page.complaints.append(said.text) if "404" not in said.text else None)
            page.goto(f"{address}/dang-nhap/")
            page.fill("#id_username", "can-bo")
            page.fill("#id_password", "mat-khau")
            page.click("main button")
            page.fill("#id_code", time_codes.code_at(PHONE, clock.real()))
            page.click("main button")
            return page

        yield enter
        browser.close()


@pytest.mark.parametrize("size", list(SIZES))
def test_every_page_fits_its_screen_asks_only_its_own_house_and_has_room_for_thumbs(open_as, address, size):
    page = open_as(size)
    for path in PAGES:
        page.goto(f"{address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.evaluate(TOO_SMALL) == [], path
        assert page.locator("h1").count() == 1, path
    assert [url for url in page.asked if not url.startswith((address, "blob:", "data:"))] == []
    assert page.complaints == []


def test_the_letters_of_the_page_are_be_vietnam_pro_and_the_length_appears_while_typing(open_as, address):
    page = open_as("phone")
    page.goto(f"{address}/ban-tin/soan/")
    page.fill("#id_text", "Kính thưa bà con. Đề nghị bà con chủ động sắp xếp công việc.")
    expect(page.locator("#thoi-luong")).to_contain_text("giây")
    assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'Đặng')")


def test_a_notice_is_recorded_in_the_browser(open_as, address):
    page = open_as("phone")
    page.goto(f"{address}/ban-tin/soan/")
    page.fill("#id_title", "Thông báo cắt điện")
    page.fill("#id_text", "Kính thưa bà con. Sáng thứ Sáu cắt điện để sửa đường dây.")
    page.click("text=Lưu bản nháp")
    button = page.locator("[data-record] button")
    button.click()
    page.wait_for_timeout(2500)
    button.click()
    expect(page.locator("[data-said]")).to_contain_text("Đã ghi xong")
    page.click("text=Lưu bản ghi âm")
    assert "giọng người" in page.inner_text("main")


def test_the_core_works_without_javascript(open_as, address):
    page = open_as("phone", java_script_enabled=False)
    page.goto(f"{address}/nhat-ky/")
    page.check("input[value=zalo_post]", force=True)
    page.fill("#id_quantity", "2")
    page.click("main form button.big")
    assert "Đã ghi" in page.inner_text("main")
    page.click("summary:has-text('Mục lục')")
    page.click("details nav >> text=Bản tin")
    assert page.url == f"{address}/ban-tin/"
