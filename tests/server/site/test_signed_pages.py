"""A signed PDF brought back at the paper's page: what is said of it in plain words, and where it can be had."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from loa.server.documents.events import DocumentReceived
from loa.server.documents.models import OfficialDocument, SignedFile
from loa.server.documents.papers import Paper, PaperKind, Paragraph, Signature, paper_to_json, to_pdf
from loa.server.documents.services import NewPaper, draw_up_papers, enter_office_number, register_paper
from loa.server.documents.tasks import look_at_signatures, start_checking
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

    def bring(data, why="", follow=True):
        sent = {"file": SimpleUploadedFile("ban-ky.pdf", data), "why": why}
        return clerk.post(f"/van-ban/{paper.pk}/ban-ky/", sent, follow=follow)

    return bring


def test_the_page_says_in_plain_words_who_signed_and_that_this_file_goes_out(home, bring):
    (Path(home) / "trust").mkdir()
    (Path(home) / "trust" / "goc.pem").write_bytes(authority().pem)
    page = text_of(bring(signed(signed(FULL), holder("Sở Thông tin và Truyền thông"), field="ChuKy2")))
    assert "Đã nhận bản ký số" in page
    assert page.count("Chữ ký nguyên vẹn, đã đối chiếu được người ký.") == 2
    assert "Trùng họ tên ở khối ký của văn bản." in page
    assert "Chữ ký của cơ quan: trùng tên cơ quan ban hành." in page
    assert "Chưa biết chứng thư có bị thu hồi không" in page
    assert "Bản này được gửi tới các nơi nhận" in page
    assert "Chữ trong tệp giống văn bản Loa đã xuất" in page


def test_without_roots_the_page_says_so_and_misses_the_signature_of_the_office(bring):
    page = text_of(bring(signed(FULL)))
    assert "Chữ ký nguyên vẹn, chưa có chứng thư gốc để đối chiếu người ký." in page
    assert "Chưa nhận ra chữ ký số của cơ quan" in page
    assert "đã đối chiếu được người ký" not in page


def test_a_refusal_stands_at_its_field_and_nothing_is_kept(bring):
    answer = bring(overwritten(signed(FULL)))
    assert answer.status_code == 422
    assert "đã được thêm hoặc sửa sau chữ ký cuối cùng" in text_of(answer)
    assert "không có chữ ký số nào" in text_of(bring(FULL))
    assert not SignedFile.objects.exists()


def test_what_differs_is_shown_and_accepted_with_a_reason_that_stays_on_the_page(bring):
    other = signed(to_pdf(replace(CONTENT, number="12", body=(Paragraph("Sở đề nghị Phòng nộp 50 triệu đồng."),))))
    refused = bring(other)
    assert refused.status_code == 422
    assert "nộp 50 triệu đồng" in text_of(refused)
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
    assert "Chữ ký nguyên vẹn, chưa có chứng thư gốc" in text_of(clerk.get(f"/van-ban/{came.pk}/"))
    assert any((one.event, one.run) == (DocumentReceived, start_checking) for one in REACTIONS)
