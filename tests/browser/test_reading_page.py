"""The page of a letter in a real browser: words chosen in the original go into a form; it fits a phone and a desk, with and without a script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from loa.server.agencies.models import Agency
from loa.server.documents.models import OfficialDocument, Proposal
from loa.server.documents.services import receive_document
from loa.server.people.models import Person
from loa.server.people.queries import actor_of

from .test_pages import NOW, SIZES, TOO_SMALL, address, open_as, pytestmark  # noqa: F401 -- fixtures

LETTER = """ỦY BAN NHÂN DÂN QUẬN HAI BÀ TRƯNG
Số: 152/UBND-VHTT
V/v tuyên truyền tiêm chủng vắc xin phòng COVID-19

Hà Nội, ngày 02 tháng 8 năm 2021

Kính gửi:

- Ủy ban nhân dân phường Bạch Mai;
- Hội đồng làng không ai biết.

Thực hiện Kế hoạch số 170/KH-UBND ngày 18/7/2021 của Ủy ban nhân dân Thành phố, Ủy ban nhân dân quận đề nghị các đơn vị:

I. TUYÊN TRUYỀN

1. Tuyên truyền sâu rộng về mục đích, đối tượng và thời gian tiêm chủng trên hệ thống truyền thanh cơ sở, mỗi ngày ít nhất hai lần.

2. Cử cán bộ dự tập huấn; danh sách gửi về Phòng Văn hóa và Thông tin trước ngày 05/8/2021.

II. CHẾ ĐỘ BÁO CÁO

1. Báo cáo kết quả về Ủy ban nhân dân quận trước 17 giờ 00 ngày 10/8/2021.

Nơi nhận:
- Như trên;
- Thường trực Quận ủy (để báo cáo);
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""


@pytest.fixture
def letter(address):  # noqa: F811 -- the fixture
    officer = actor_of(Person.objects.get(), on=date(2021, 8, 4))
    data, ward = LETTER.encode(), Agency.objects.get().pk
    held = receive_document(data=data, name="152.txt", agency_id=ward, by=officer, now=NOW)
    start = held.text.index("ỦY BAN NHÂN DÂN QUẬN")
    facts = {"begins": start, "ends": start + 33, "words": "ỦY BAN NHÂN DÂN QUẬN HAI BÀ TRƯNG", "model": "mau-12b", "proposed_at": NOW}
    Proposal.objects.create(document=held, field="issuer", value="ỦY BAN NHÂN DÂN QUẬN HAI BÀ TRƯNG", **facts)
    return f"{address}/van-ban/{held.pk}/"


@pytest.mark.parametrize("size", list(SIZES))
def test_the_page_and_every_form_on_it_fit_the_screen(open_as, letter, size):  # noqa: F811 -- the fixture
    page = open_as(size)
    line = f"kinh-gui-{OfficialDocument.objects.get().recipients.last().pk}"
    for key in ("", line, "them-kinh-gui", "noi-nhan", "thoi-han-0", "them-thoi-han", "yeu-cau-0-1", "them-yeu-cau"):
        page.goto(f"{letter}?sua={key}")
        expect(page.locator("form.correction")).to_have_count(1 if key else 0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), key
        assert page.evaluate(TOO_SMALL) == [], key
    assert page.complaints == []


def test_a_deadline_is_put_right_on_a_phone_without_a_script(open_as, letter):  # noqa: F811 -- the fixture
    page = open_as("phone", java_script_enabled=False)
    page.goto(letter)
    page.click("#thoi-han >> text=Thêm thời hạn còn thiếu")
    page.fill("#id_sua_day", "31/2/2021")
    page.fill("#id_sua_why", "máy đọc thiếu")
    page.click("form.correction >> text=Lưu chỗ sửa")
    assert page.input_value("#id_sua_day") == "31/2/2021"
    page.fill("#id_sua_day", "9/8/2021")
    page.click("form.correction >> text=Lưu chỗ sửa")
    assert "9/8/2021" in page.inner_text("#thoi-han")
    assert "máy đọc thiếu" in page.inner_text("#da-sua")


def test_a_link_leads_to_the_place_in_the_original_which_stays_beside(open_as, letter):  # noqa: F811 -- the fixture
    page = open_as("desk")
    page.goto(letter)
    page.click("#yeu-cau-1-0 >> text=Xem trong bản gốc")
    place = page.locator(".asked:target")
    expect(place).to_contain_text("Báo cáo kết quả về Ủy ban nhân dân quận")
    expect(place).to_be_in_viewport()


def test_words_chosen_in_the_original_go_into_the_form(open_as, letter):  # noqa: F811 -- the fixture
    page = open_as("desk")
    page.goto(letter)
    expect(page.locator("[data-chosen]")).to_be_hidden()
    page.evaluate(CHOOSE, "Cử cán bộ dự tập huấn")
    expect(page.locator("[data-chosen]")).to_be_visible()
    page.click("[data-chosen] >> text=Thêm thành yêu cầu")
    expect(page.locator("textarea[data-words]")).to_have_value("Cử cán bộ dự tập huấn")
    page.click("form.correction >> text=Lưu chỗ sửa")
    expect(page.locator("#da-sua")).to_contain_text("Cử cán bộ dự tập huấn")
    page.goto(f"{letter}?sua=them-thoi-han")
    page.evaluate(CHOOSE, "trước ngày 05/8/2021")
    page.click("[data-put]")
    expect(page.locator("input[data-words]")).to_have_value("trước ngày 05/8/2021")


CHOOSE = """words => {
  const walk = document.createTreeWalker(document.querySelector('[data-original]'), NodeFilter.SHOW_TEXT), nodes = [];
  while (walk.nextNode()) nodes.push(walk.currentNode);
  const all = nodes.map(n => n.data).join(''), start = all.indexOf(words), end = start + words.length, range = document.createRange();
  let at = 0;
  for (const n of nodes) {
    if (start >= at && start < at + n.length) range.setStart(n, start - at);
    if (end > at && end <= at + n.length) range.setEnd(n, end - at);
    at += n.length;
  }
  document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
}"""
