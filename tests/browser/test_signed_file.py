"""A signed PDF brought back in a real browser: the page waits for its check and goes on by itself, with and without a script, on a phone and a desk."""

from dataclasses import replace
from datetime import date

import pytest
from tests.server.documents.made_signatures import signed

from loa.server.agencies.models import Agency
from loa.server.documents.models import SignedFile, SignedUpload
from loa.server.documents.papers import Paper, PaperKind, Paragraph, Signature, paper_to_json, to_pdf
from loa.server.documents.services import NewPaper, draw_up_papers, enter_office_number
from loa.server.documents.tasks import check_signed
from loa.server.kit.actors import Actor

from .test_pages import NOW, SIZES, TOO_SMALL, address, open_as, pytestmark  # noqa: F401 -- fixtures

CONTENT = Paper(
    kind=PaperKind.LETTER,
    issuing_agency="Ủy ban nhân dân phường Bạch Mai",
    symbol="UBND-VHXH",
    place="Bạch Mai",
    subject="tuyên truyền phòng, chống dịch",
    signature=Signature(("CHỦ TỊCH",), "Nguyễn Thị Mẫu"),
    addressed_to=("Các tổ dân phố",),
    body=(Paragraph("Ủy ban nhân dân phường đề nghị các tổ dân phố thông báo trên loa hai lượt mỗi ngày."),),
    signed_on=date(2021, 8, 4),
)
NUMBERED = replace(CONTENT, number="12")
OTHER = replace(NUMBERED, body=(Paragraph("Ủy ban nhân dân phường đề nghị mỗi hộ nộp 500.000 đồng."),))


@pytest.fixture
def letter(address):  # noqa: F811 -- the fixture
    ward, owner = Agency.objects.get().pk, Actor.system("thử")
    facts = {"issuer": CONTENT.issuing_agency, "place": CONTENT.place, "date": date(2021, 8, 4), "signer": "Nguyễn Thị Mẫu"}
    new = NewPaper("Công văn", CONTENT.symbol, CONTENT.subject, content=paper_to_json(CONTENT), to=(), **facts)
    made = draw_up_papers({ward: new}, by=owner, now=NOW)[ward]
    enter_office_number(document_id=made.pk, office_number="12", by=owner, now=NOW)
    return f"{address}/van-ban/{made.pk}/"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Signed before any browser runs: both keep an event loop in this thread."""
    folder = tmp_path_factory.mktemp("signed")
    for name, paper in (("same", NUMBERED), ("other", OTHER)):
        (folder / f"{name}.pdf").write_bytes(signed(to_pdf(paper)))
    return folder


def bring(page, letter, file):
    page.goto(letter)
    page.set_input_files("#id_signed_file", file)
    page.click("text=Kiểm tra và nhận bản ký")


def work():
    for upload in SignedUpload.objects.filter(state="waiting"):
        check_signed.func(str(upload.pk))


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth") and page.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize(("size", "script"), [("phone", False), ("desk", True)])
def test_the_page_waits_for_the_check_and_goes_on_to_the_paper_by_itself(files, open_as, letter, size, script):  # noqa: F811
    page = open_as(size, java_script_enabled=script)
    bring(page, letter, files / "same.pdf")
    assert "/ban-ky/kiem-tra/" in page.url
    assert "chờ kiểm tra" in page.inner_text("main")
    work()
    page.wait_for_url(letter, timeout=15_000)
    assert "Đã nhận bản ký số" in page.inner_text("main")
    assert SignedFile.objects.count() == 1


@pytest.mark.parametrize("size", list(SIZES))
def test_what_stands_against_a_file_is_answered_with_a_reason_on_its_page(files, open_as, letter, size):  # noqa: F811
    page = open_as(size)
    bring(page, letter, files / "other.pdf")
    assert fits(page)
    work()
    page.wait_for_selector("text=Nhận bản ký, có lý do", timeout=15_000)
    assert fits(page)
    page.fill("#id_why", "Chủ tịch sửa khi ký")
    page.click("text=Nhận bản ký, có lý do")
    work()
    page.wait_for_url(letter, timeout=15_000)
    assert "Vẫn nhận, lý do: Chủ tịch sửa khi ký" in page.inner_text("main")
    assert page.complaints == []


@pytest.mark.parametrize("size", list(SIZES))
def test_a_list_of_identifiers_is_looked_at_on_every_screen(open_as, address, tmp_path, size):  # noqa: F811
    page = open_as(size)
    listed = tmp_path / "ma.csv"
    listed.write_text("Cơ quan;Mã định danh\nỦy ban nhân dân phường Bạch Mai;H26.21.5\n", encoding="utf-8")
    page.goto(f"{address}/van-ban/lien-thong/ma/")
    page.set_input_files("#id_file", listed)
    page.fill("#id_source", "Quyết định số 4078/QĐ-UBND")
    page.fill("#id_valid_from", "1/8/2021")
    page.click("button:has-text('Xem trước')")
    assert fits(page)
    assert "1 cơ quan sẽ có mã mới." in page.inner_text("main")
    page.click("button:has-text('Ghi các mã này')")
    assert "Đã ghi mã định danh của 1 cơ quan." in page.inner_text("main")
    assert page.complaints == []
