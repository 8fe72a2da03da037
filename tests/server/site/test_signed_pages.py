"""A signed PDF brought back at the paper's page: what is said of it in plain words, and where it can be had."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from loa.server.documents.events import DocumentReceived, SignedFileBrought
from loa.server.documents.models import OfficialDocument, SignedFile, SignedUpload
from loa.server.documents.papers import Paper, PaperKind, Paragraph, Signature, paper_to_json, to_pdf
from loa.server.documents.services import NewPaper, draw_up_papers, enter_office_number, register_paper
from loa.server.documents.tasks import check_signed, look_at_signatures, start_check_of_signed, start_checking
from loa.server.site.wiring import REACTIONS

from ..conftest import DAY, NOW
from ..documents.made_signatures import authority, holder, overwritten, signed

CONTENT = Paper(
    kind=PaperKind.LETTER,
    issuing_agency="Sở Thông tin và Truyền thông",
    symbol="STTTT-BCXBTT",
    place="Hà Nội",
    subject="đẩy mạnh tuyên truyền",
    signature=Signature(("GIÁM ĐỐC",), "Nguyễn Thị Mẫu"),
    addressed_to=("Phòng Văn hóa và Thông tin quận Hai Bà Trưng",),
    body=(Paragraph("Sở đề nghị Phòng tuyên truyền trên hệ thống truyền thanh cơ sở."),),
    signed_on=DAY,
)
FULL = to_pdf(replace(CONTENT, number="12"))


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def paper(cast):
    facts = {"issuer": CONTENT.issuing_agency, "place": "Hà Nội", "date": DAY, "signer": "Nguyễn Thị Mẫu"}
    content = paper_to_json(CONTENT)
    new = NewPaper("Công văn", CONTENT.symbol, CONTENT.subject, content=content, to=[("Phòng", [cast.office])], **facts)
    made = draw_up_papers({cast.department: new}, by=cast.drafter, now=NOW)[cast.department]
    return enter_office_number(document_id=made.pk, office_number="12", by=cast.clerk, now=NOW)


@pytest.fixture
def bring(as_, cast, paper):
    clerk = as_(cast.clerk)

    def bring(data, why=""):
        """Brought at the page, checked by the worker, and what the page says then."""
        sent = clerk.post(f"/van-ban/{paper.pk}/ban-ky/", {"file": SimpleUploadedFile("ban-ky.pdf", data)})
        work()
        if why:
            assert clerk.post(sent.url, {"why": why}).url == sent.url
            work()
        return clerk.get(sent.url, follow=True)

    return bring


def work():
    """What the worker does once the file was brought."""
    for upload in SignedUpload.objects.filter(state="waiting"):
        check_signed.func(str(upload.pk))


def test_the_page_says_in_plain_words_who_signed_and_that_this_file_goes_out(home, bring):
    (Path(home) / "trust").mkdir()
    (Path(home) / "trust" / "goc.pem").write_bytes(authority().pem)
    page = text_of(bring(signed(signed(FULL), holder("Sở Thông tin và Truyền thông"), field="ChuKy2")))
    assert "Đã nhận bản ký số" in page
    assert page.count("Chữ ký nguyên vẹn, đã đối chiếu được người ký.") == 2
    assert "Trùng họ tên ở khối ký của văn bản." in page
    assert "Chữ ký của cơ quan: trùng tên cơ quan ban hành." in page
    assert "Chưa biết chứng thư số có bị thu hồi không" in page
    assert "Bản này được gửi tới các nơi nhận" in page
    assert "Chữ trong tệp giống văn bản Loa đã xuất" in page


def test_without_roots_the_page_says_so_and_misses_the_signature_of_the_office(bring):
    page = text_of(bring(signed(FULL)))
    assert "Chữ ký nguyên vẹn, chưa có chứng thư số gốc để đối chiếu người ký." in page
    assert "Chưa nhận ra chữ ký số của cơ quan" in page
    assert "đã đối chiếu được người ký" not in page


def test_what_was_found_against_a_file_is_told_on_its_page_and_the_file_stays_to_be_had(as_, cast, paper, bring):
    data = overwritten(signed(FULL))
    page = bring(data)
    assert "đã được thêm hoặc sửa sau chữ ký cuối cùng" in text_of(page)
    assert "không có chữ ký số nào" in text_of(bring(FULL))
    assert not SignedFile.objects.exists()
    clerk = as_(cast.clerk)
    assert clerk.get(f"{page.request['PATH_INFO']}tep/").content == data
    assert text_of(clerk.get(f"/van-ban/{paper.pk}/")).count("chưa nhận") == 2


def test_what_needs_no_check_is_refused_at_its_field(as_, cast, paper):
    answer = as_(cast.clerk).post(f"/van-ban/{paper.pk}/ban-ky/", {"file": SimpleUploadedFile("a.pdf", b"PK not a pdf")})
    assert answer.status_code == 422
    assert "không phải PDF" in text_of(answer)
    assert not SignedUpload.objects.exists()


def test_the_page_looks_again_by_itself_with_and_without_javascript_and_leads_to_the_paper(as_, cast, paper):
    clerk = as_(cast.clerk)
    address = clerk.post(f"/van-ban/{paper.pk}/ban-ky/", {"file": SimpleUploadedFile("ban-ky.pdf", signed(FULL))}).url
    html = clerk.get(address).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html.split("</head>")[0]
    assert "every 2s" in html
    assert "Tải lại" in html
    assert "HX-Redirect" not in clerk.get(f"{address}tien-do/")
    assert "chờ kiểm tra" in text_of(clerk.get(f"/van-ban/{paper.pk}/"))
    work()
    assert clerk.get(f"{address}tien-do/")["HX-Redirect"].endswith(address)
    done = clerk.get(address, follow=True)
    assert done.redirect_chain[-1][0] == f"/van-ban/{paper.pk}/"
    assert "Đã nhận bản ký số" in text_of(done)
    assert "chờ kiểm tra" not in text_of(done)


def test_a_file_under_check_is_nobody_elses_matter(as_, cast, paper):
    address = as_(cast.clerk).post(f"/van-ban/{paper.pk}/ban-ky/", {"file": SimpleUploadedFile("ban-ky.pdf", signed(FULL))}).url
    OfficialDocument.objects.filter(pk=paper.pk).update(state="issued")
    for other in (cast.office_leader, cast.neighbour_officer):
        assert {as_(other).get(f"{address}{part}").status_code for part in ("", "tien-do/", "tep/")} == {404}
    assert any((one.event, one.run) == (SignedFileBrought, start_check_of_signed) for one in REACTIONS)


def test_what_differs_is_shown_and_accepted_with_a_reason_that_stays_on_the_page(as_, cast, bring):
    other = signed(to_pdf(replace(CONTENT, number="12", body=(Paragraph("Sở đề nghị Phòng nộp 50 triệu đồng."),))))
    refused = bring(other)
    assert "nộp 50 triệu đồng" in text_of(refused)
    assert "không cần gửi lại tệp" in text_of(refused)
    empty = as_(cast.clerk).post(refused.request["PATH_INFO"], {"why": " "})
    assert empty.status_code == 422
    assert not SignedFile.objects.exists()
    taken = text_of(bring(other, why="Giám đốc sửa khi ký"))
    assert "Chữ của bản ký khác văn bản đã xuất." in taken
    assert "Vẫn nhận, lý do: Giám đốc sửa khi ký" in taken


def test_the_file_that_goes_out_stands_first_and_the_others_are_folded(bring):
    bring(signed(FULL))
    answer = bring(signed(to_pdf(CONTENT)))  # the number left blank
    page = text_of(answer)
    assert page.index("Bản này được gửi tới các nơi nhận") < page.index("Các bản ký trước") < page.index("Bản này chưa có số")
    assert answer.content.decode().count("<details") == answer.content.decode().count("</details>")


def test_the_signed_file_is_had_back_byte_for_byte_by_those_who_see_the_paper(as_, cast, paper, bring):
    data = signed(FULL)
    bring(data)
    address = f"/van-ban/{paper.pk}/ban-ky/{SignedFile.objects.get().pk}/"
    answer = as_(cast.clerk).get(address)
    assert (answer.content, answer["Content-Type"]) == (data, "application/pdf")
    assert as_(cast.office_leader).get(address).status_code == 404
    OfficialDocument.objects.filter(pk=paper.pk).update(state="issued")
    assert as_(cast.office_leader).get(address).status_code == 200
    assert as_(cast.neighbour_officer).get(address).status_code == 404
    assert as_(cast.clerk).get(f"/van-ban/{paper.pk}/ban-ky/{paper.pk}/").status_code == 404


def test_who_may_neither_register_nor_sign_sees_no_form(as_, cast, paper):
    assert 'enctype="multipart/form-data"' not in as_(cast.office_leader).get(f"/van-ban/{paper.pk}/").content.decode()


def test_a_paper_that_came_shows_its_signatures_after_the_worker_looked(as_, cast):
    came = register_paper(data=signed(FULL), name="x.pdf", text="", reading={}, agency_id=cast.department, by=cast.clerk, now=NOW)
    clerk = as_(cast.clerk)
    assert "Chữ ký số" not in text_of(clerk.get(f"/van-ban/{came.pk}/"))
    assert look_at_signatures.func(str(came.pk)) == 1
    assert "Chữ ký nguyên vẹn, chưa có chứng thư số gốc" in text_of(clerk.get(f"/van-ban/{came.pk}/"))
    assert any((one.event, one.run) == (DocumentReceived, start_checking) for one in REACTIONS)
