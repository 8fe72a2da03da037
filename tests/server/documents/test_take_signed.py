"""A signed PDF that comes back: kept with what was found, refused with its reason, and what receivers get instead of the rendered paper."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from loa.core.errors import NotFound
from loa.core.paper_steps import PaperState
from loa.core.roles import Role
from loa.server.agencies.services import enter_identifier
from loa.server.documents.edxml.reading import read_packet
from loa.server.documents.errors import (
    ChangedAfterSigning,
    FileTooLarge,
    PaperIsIncoming,
    PasswordProtected,
    PdfDamaged,
    SignatureBroken,
    SignatureMissing,
    SignedFileDoubtful,
    SignedFileNotAwaited,
    SignedFileNotPdf,
    SignedFileStandsAlready,
    SignedNumberDiffers,
    SignerRevoked,
)
from loa.server.documents.models import Delivery, SignedFile
from loa.server.documents.papers import Annex, Numbered, Paper, PaperKind, Paragraph, Signature, paper_to_json, to_pdf
from loa.server.documents.services import (
    NewPaper,
    check_paper_form,
    check_signatures,
    draw_up_papers,
    enter_office_number,
    initial_paper,
    issue_paper,
    pdf_of,
    recall_paper,
    register_paper,
    submit_paper,
    take_signed,
)
from loa.server.documents.services.delivering import accept_delivery
from loa.server.documents.services.exchanging import pack_paper
from loa.server.kit import files
from loa.server.kit.actors import Actor, Grant, RightMissing

from ..conftest import DAY, NOW
from .made_signatures import annotated, authority, encrypted, holder, overwritten, revocations, signed, uncovered

LATER = NOW + timedelta(hours=1)
CONTENT = Paper(
    kind=PaperKind.LETTER,
    issuing_agency="Sở Thông tin và Truyền thông",
    symbol="STTTT-BCXBTT",
    place="Hà Nội",
    subject="đẩy mạnh tuyên truyền phòng, chống dịch",
    signature=Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Nguyễn Thị Mẫu"),
    year=2021,
    addressed_to=("Phòng Văn hóa và Thông tin quận Hai Bà Trưng",),
    body=(
        Paragraph("Sở Thông tin và Truyền thông đề nghị các đơn vị thực hiện các nội dung sau:"),
        Numbered("1.", "Tuyên truyền trên hệ thống truyền thanh cơ sở."),
    ),
)
NUMBERED = replace(CONTENT, number="1400", signed_on=DAY)
CHECKER = Actor.system("bộ phận kiểm tra chữ ký số")


@pytest.fixture
def paper(cast):
    new = NewPaper(
        doc_type="Công văn",
        symbol=CONTENT.symbol,
        subject=CONTENT.subject,
        issuer=CONTENT.issuing_agency,
        place="Hà Nội",
        date=DAY,
        signer="Nguyễn Thị Mẫu",
        content=paper_to_json(CONTENT),
        to=[("Phòng Hai Bà Trưng", [cast.office])],
    )
    return draw_up_papers({cast.department: new}, by=cast.drafter, now=NOW)[cast.department]


@pytest.fixture
def root(home):
    """The administrator put the root of the tests into the folder of trust."""
    folder = Path(home) / "trust"
    folder.mkdir()
    (folder / "goc.pem").write_bytes(authority().pem)
    return folder


@pytest.fixture
def take(cast, paper):
    def take(data, *, by=None, why="", now=LATER, name="ban-ky.pdf"):
        return take_signed(document_id=paper.pk, data=data, name=name, by=by or cast.clerk, now=now, why=why)

    return take


def numbered(paper, cast, number="1400"):
    return enter_office_number(document_id=paper.pk, office_number=number, signed_on=DAY, by=cast.clerk, now=NOW)


def test_a_signed_file_is_kept_byte_for_byte_with_what_was_found(cast, paper, root, take, trail_of):
    data = signed(to_pdf(NUMBERED))
    kept = take(data)
    assert files.read(kept.file_sha256) == data
    assert (kept.number, kept.day, kept.difference, kept.doubts, kept.why) == ("1400", "29/7/2021", {}, [], "")
    (found,) = kept.report["signatures"]
    assert (found["signer"], found["intact"], found["coverage"], found["trust"]) == ("Nguyễn Thị Mẫu", True, "whole", "trusted")
    assert trail_of(paper.pk).count("document.signed_file_taken") == 1


def test_the_same_file_again_is_the_same(paper, root, take, trail_of):
    data = signed(to_pdf(NUMBERED))
    assert take(data).pk == take(data).pk
    assert trail_of(paper.pk).count("document.signed_file_taken") == 1


def test_receivers_get_the_signed_file_once_it_bears_the_papers_number(cast, paper, root, take):
    blank = signed(to_pdf(CONTENT))
    take(blank)
    document = numbered(paper, cast)
    assert pdf_of(document) == to_pdf(NUMBERED)
    full = signed(signed(to_pdf(NUMBERED)), holder("Sở Thông tin và Truyền thông"), field="ChuKy2")
    take(full, now=LATER + timedelta(minutes=1))
    assert pdf_of(document) == full


def test_what_an_office_takes_into_its_book_is_the_signed_file_and_its_signatures_are_checked_there(cast, paper, root, take):
    numbered(paper, cast)
    data = signed(to_pdf(NUMBERED))
    take(data)
    issue_paper(document_id=paper.pk, by=cast.clerk, now=LATER)
    delivery = Delivery.objects.get(document=paper, agency=cast.office)
    taken = accept_delivery(delivery_id=delivery.pk, by=cast.office_drafter, now=LATER)
    assert files.read(taken.file_sha256) == data
    kept = check_signatures(document_id=taken.pk, by=CHECKER, now=LATER)
    assert [one["signer"] for one in kept.report["signatures"]] == ["Nguyễn Thị Mẫu"]
    assert check_signatures(document_id=taken.pk, by=CHECKER, now=LATER + timedelta(days=1)).pk == kept.pk


def test_a_paper_that_came_unsigned_has_nothing_to_check(make_letter):
    assert check_signatures(document_id=make_letter(1).pk, by=CHECKER, now=LATER) is None


def test_a_damaged_signed_paper_that_came_is_registered_and_says_so(cast):
    data = b"%PDF-1.7\n1 0 obj << /Type /Sig /ByteRange [0 9 9 9] >>"
    came = register_paper(data=data, name="x.pdf", text="", reading={}, agency_id=cast.office, by=cast.office_drafter, now=NOW)
    assert check_signatures(document_id=came.pk, by=CHECKER, now=LATER).report["state"] == "damaged"


def test_a_later_change_of_number_or_day_takes_the_signed_file_out_of_use(cast, paper, root, take):
    document = numbered(paper, cast)
    take(signed(to_pdf(NUMBERED)))
    assert pdf_of(document) != to_pdf(NUMBERED)
    document = enter_office_number(document_id=paper.pk, office_number="1401", by=cast.clerk, now=LATER)
    assert pdf_of(document) == to_pdf(replace(NUMBERED, number="1401"))
    document = enter_office_number(document_id=paper.pk, office_number="1400", signed_on=DAY + timedelta(days=1), by=cast.clerk, now=LATER)
    assert pdf_of(document) == to_pdf(replace(NUMBERED, signed_on=DAY + timedelta(days=1)))


def test_other_words_are_refused_with_the_place_and_taken_only_with_a_reason(cast, paper, root, take, trail_of):
    other = signed(to_pdf(replace(NUMBERED, body=(*CONTENT.body, Numbered("2.", "Mỗi đơn vị nộp 50 triệu đồng.")))))
    with pytest.raises(SignedFileDoubtful) as refused:
        take(other)
    assert "50 triệu" in str(refused.value)
    assert not SignedFile.objects.exists()
    kept = take(other, why="Lãnh đạo bổ sung ý 2 khi ký")
    assert "50 triệu" in kept.difference["found"]
    assert (kept.why, kept.doubts[0][0]) == ("Lãnh đạo bổ sung ý 2 khi ký", "text_differs")


def test_a_leader_who_signed_other_words_than_those_that_go_out_is_told(root, take):
    """The words were changed back after the leader's signature, and the office signed what the paper says."""
    leaders = signed(overwritten(to_pdf(NUMBERED)))
    both = signed(uncovered(leaders), holder("Sở Thông tin và Truyền thông"), field="ChuKy2")
    with pytest.raises(SignedFileDoubtful) as refused:
        take(both)
    assert "Nguyễn Thị Mẫu ký một bản có chữ khác" in str(refused.value)
    assert "50 trieu dong" in str(refused.value)


def test_a_packet_carries_the_signed_file(cast, paper, root, take):
    numbered(paper, cast)
    data = signed(to_pdf(NUMBERED))
    take(data)
    for agency, identifier in ((cast.department, "H26.3"), (cast.office, "H26.3.1")):
        by = Actor(name="Quản trị", grants=(Grant(Role.ADMINISTRATOR, agency),))
        enter_identifier(agency_id=agency, identifier=identifier, source="QĐ", valid_from=date(2021, 1, 1), by=by, now=NOW)
    issue_paper(document_id=paper.pk, by=cast.clerk, now=LATER)
    sent = pack_paper(paper_id=paper.pk, by=cast.clerk, now=LATER)
    assert read_packet(files.read(sent.file_sha256), name="x.edxml").attachments[0].data == data


def test_a_reason_nobody_needed_is_not_kept(root, take):
    assert take(signed(to_pdf(NUMBERED)), why="cho chắc").why == ""


def test_without_roots_it_is_taken_and_says_that_the_signer_is_not_known(take):
    kept = take(signed(to_pdf(NUMBERED)))
    assert (kept.report["roots"], kept.report["signatures"][0]["trust"], kept.doubts) == (0, "no_roots", [])


@pytest.mark.parametrize(
    ("by", "doubt"),
    [
        (lambda: holder("Người không quen", of="Gốc khác"), "unknown_root"),
        (lambda: holder("Người ký hết hạn", ends=NOW - timedelta(days=3)), "expired"),
        (lambda: holder("Máy chủ web", signs=False), "unfit"),
    ],
)
def test_a_signer_who_cannot_be_relied_on_needs_a_reason(root, take, by, doubt):
    data = signed(to_pdf(NUMBERED), by())
    with pytest.raises(SignedFileDoubtful):
        take(data)
    assert [code for code, _ in take(data, why="đã gọi điện xác nhận").doubts] == [doubt]


def test_a_drawing_laid_over_the_page_before_signing_needs_a_reason(root, take):
    """No letter of it is in the text layer, and the signature is good: the eye sees it, and so does the comparison of pictures."""
    drawn = signed(overwritten(to_pdf(NUMBERED), b"0 0 0 rg 300 200 60 40 re f"))
    with pytest.raises(SignedFileDoubtful) as refused:
        take(drawn)
    assert "Trang 1 của bản ký có hình khác" in str(refused.value)


def test_a_number_set_by_the_clerks_own_program_needs_none(cast, paper, root, take):
    """Laid over the blank in another face: the same words in nearly the same place."""
    day = to_pdf(replace(CONTENT, signed_on=DAY))
    with_number = overwritten(day, b"BT /F1 13 Tf 146 738.5 Td (14) Tj ET")
    kept = take(signed(with_number))
    assert (kept.number, kept.day, kept.doubts) == ("14", "29/7/2021", [])


def test_a_page_more_needs_a_reason(root, take):
    more = to_pdf(replace(NUMBERED, annexes=(Annex("I", "", ()),)))
    with pytest.raises(SignedFileDoubtful):
        take(signed(more))


def test_a_note_pasted_on_the_page_needs_a_reason(root, take):
    with pytest.raises(SignedFileDoubtful):
        take(signed(annotated(to_pdf(NUMBERED))))


@pytest.mark.parametrize(
    ("made", "refusal"),
    [
        (lambda pdf: pdf, SignatureMissing),
        (lambda pdf: signed(pdf).replace(b"/MediaBox[0 0 59", b"/MediaBox[0 0 58", 1), SignatureBroken),
        (lambda pdf: overwritten(signed(pdf)), ChangedAfterSigning),
        (encrypted, PasswordProtected),
        (lambda pdf: signed(pdf)[:-4000], PdfDamaged),
        (lambda pdf: b"Kinh gui", SignedFileNotPdf),
        (lambda pdf: b"PK\x03\x04 word/", SignedFileNotPdf),
    ],
)
def test_what_nobody_can_accept_is_refused_whatever_the_reason(root, take, made, refusal):
    with pytest.raises(refusal):
        take(made(to_pdf(NUMBERED)), why="cứ nhận")
    assert not SignedFile.objects.exists()


def test_a_revoked_signer_is_refused(root, take):
    (root / "thu-hoi.crl").write_bytes(revocations(holder(), at=LATER))
    with pytest.raises(SignerRevoked):
        take(signed(to_pdf(NUMBERED)), why="cứ nhận")


def test_another_number_than_the_books_is_refused(cast, paper, root, take):
    numbered(paper, cast, "1399")
    with pytest.raises(SignedNumberDiffers) as refused:
        take(signed(to_pdf(NUMBERED)))
    assert refused.value.facts == {"found": "1400", "entered": "1399"}


def test_a_file_larger_than_the_installation_takes_is_refused(settings, root, take):
    settings.LOA_MOST_UPLOAD_BYTES = 1000
    with pytest.raises(FileTooLarge):
        take(signed(to_pdf(NUMBERED)))


def test_only_whoever_registers_or_signs_at_the_agency_brings_it(cast, paper, root, take):
    data = signed(to_pdf(NUMBERED))
    with pytest.raises(RightMissing):
        take(data, by=replace(cast.clerk, grants=(Grant(Role.VIEWER, cast.department),)))
    with pytest.raises(NotFound):
        take(data, by=cast.neighbour_leader)


def test_no_signed_file_is_awaited_while_the_paper_goes_through_the_office_or_when_it_is_recalled(cast, paper, root, take):
    data = signed(to_pdf(NUMBERED))
    submit_paper(document_id=paper.pk, by=cast.drafter, now=NOW)
    with pytest.raises(SignedFileNotAwaited):
        take(data)


def test_an_issued_paper_takes_a_signed_file_once_and_a_recalled_one_none(cast, paper, root, take):
    numbered(paper, cast)
    issue_paper(document_id=paper.pk, by=cast.clerk, now=NOW)
    take(signed(to_pdf(NUMBERED)))
    again = signed(to_pdf(NUMBERED), holder("Sở Thông tin và Truyền thông"))
    with pytest.raises(SignedFileStandsAlready):
        take(again)
    recall_paper(document_id=paper.pk, why="sai thẩm quyền", by=cast.approver, now=LATER)
    with pytest.raises(SignedFileNotAwaited):
        take(again)


def test_an_incoming_paper_takes_none(cast, make_letter, root):
    with pytest.raises(PaperIsIncoming):
        take_signed(document_id=make_letter(2).pk, data=signed(to_pdf(NUMBERED)), name="x.pdf", by=cast.clerk, now=NOW)


def test_the_leader_who_brings_the_signed_file_takes_the_step_of_signing_with_it(cast, paper, root, take):
    submit_paper(document_id=paper.pk, by=cast.drafter, now=NOW)
    initial_paper(document_id=paper.pk, by=cast.approver, now=NOW)
    check_paper_form(document_id=paper.pk, by=cast.clerk, why="đúng mẫu của Sở", now=NOW)
    take(signed(to_pdf(CONTENT)), by=cast.clerk)
    paper.refresh_from_db()
    assert paper.state == PaperState.CHECKED
    take(signed(to_pdf(CONTENT), holder("Sở Thông tin và Truyền thông")), by=cast.approver)
    paper.refresh_from_db()
    assert paper.state == PaperState.SIGNED
