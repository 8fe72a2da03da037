"""The board page in a real browser, without a network."""

import shutil
from datetime import datetime, timedelta, timezone

import pytest
from playwright.sync_api import sync_playwright

from loa.server.channels.kinds import kind_named
from loa.server.channels.rendering.content import Content

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HANOI = timezone(timedelta(hours=7))
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="apt install chromium")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_board(browser, tmp_path):
    file = tmp_path / "bang-tin.html"

    def open_at(now: str, *, size=(1920, 1080), lines=4, part="", **given):
        points = "\n".join(["Đi đúng giờ ghi trong giấy hẹn, không tụ tập trước điểm tiêm"] * lines)
        days = {"valid_from": datetime(2021, 8, 2, tzinfo=HANOI), "valid_to": datetime(2021, 8, 9, tzinfo=HANOI)}
        content = Content(title="Tiêm vắc xin", board_text=points, link="https://loa.example.vn/s/a7k2m9p", **{**days, **given})
        file.write_bytes(kind_named("board").render(content).files[0].data)
        page = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True).new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.clock.set_fixed_time(now)
        page.goto(f"file://{file}{part}")
        return page

    return open_at


@pytest.mark.parametrize("size", [(1440, 900), (1080, 1920)])
@pytest.mark.parametrize("lines", [1, 12])
def test_a_screen_shows_all_of_it_without_scrolling(open_board, size, lines):
    page = open_board("2021-08-05T08:00:00+07:00", size=size, lines=lines)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_scrolls_down_and_never_sideways(open_board):
    page = open_board("2021-08-05T08:00:00+07:00", size=(360, 740), lines=8)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_page_asks_for_nothing_but_itself(open_board):
    page = open_board("2021-08-05T08:00:00+07:00")
    assert [address.startswith("file://") for address in page.asked] == [True]


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2021-08-01T23:59:00+07:00", "#early"),
        ("2021-08-02T00:00:00+07:00", "h1"),
        ("2021-08-08T23:59:00+07:00", "h1"),
        ("2021-08-09T00:00:00+07:00", "#ended"),
    ],
)
def test_it_shows_itself_only_while_it_holds(open_board, now, shown):
    page = open_board(now)
    assert [part for part in ("h1", "#early", "#ended") if page.is_visible(part)] == [shown]


def test_a_preview_is_shown_at_any_time_and_says_so(open_board):
    page = open_board("2026-11-22T08:00:00+07:00", part="#xem")
    assert page.is_visible("h1")
    assert page.is_visible("#preview")


def test_a_sample_may_be_looked_at_again_after_its_end(open_board):
    page = open_board("2026-11-22T08:00:00+07:00", sample=True)
    page.click("#again")
    assert page.is_visible("h1")
