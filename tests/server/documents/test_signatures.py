"""What is said of the signatures of a PDF: each kind of good and bad file earns its own sentence, and what is not known is said as unknown."""

import zlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.server.documents.errors import PdfDamaged
from loa.server.documents.papers import Annex, Numbered, Paper, PaperKind, Paragraph, Signature, to_pdf
from loa.server.documents.signing import (
    Coverage,
    FileState,
    Revocation,
    SignatureReport,
    TimeProof,
    Trust,
    TrustFolder,
    compare,
    may_be_signed,
    read_trust,
    texts_of,
    verify,
    verifying,
)

from .made_signatures import (
    annotated,
    authority,
    encrypted,
    holder,
    overwritten,
    revocations,
    signed,
    trusting,
)

AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
FACTS = {
    "kind": PaperKind.LETTER,
    "issuing_agency": "Ủy ban nhân dân phường Bạch Mai",
    "symbol": "UBND-VHXH",
    "place": "Hà Nội",
    "subject": "tuyên truyền tiêm chủng",
    "signature": Signature(("CHỦ TỊCH",), "Nguyễn Thị Mẫu"),
    "addressed_to": ("Trường Tiểu học A", "Trường Trung học cơ sở B"),
    "recipients": ("Như trên",),
}
BODY = (Paragraph("Ủy ban nhân dân phường đề nghị các trường:"), Numbered("1.", "Thông báo lịch tiêm trước ngày 05/11/2026."))


def paper(**facts):
    return to_pdf(Paper(**{**FACTS, "body": BODY, **facts}))


@pytest.fixture(scope="module")
def plain():
    return paper()


@pytest.fixture(scope="module")
def once(plain):
    return signed(plain)


def the_one(data, trust=None):
    report = verify(data, trust=trust or trusting(), at=AT)
    assert report.state is FileState.SIGNED
    (only,) = report.signatures
    return only


def test_a_good_signature_names_its_signer_its_root_and_its_reach(once):
    found = the_one(once)
    assert (found.signer, found.organisation, found.root) == (
        "Nguyễn Thị Mẫu",
        "Sở Thông tin và Truyền thông",
        "Chứng thư gốc của kiểm thử",
    )
    assert (found.intact, found.coverage, found.trust, found.time_proof) == (True, Coverage.WHOLE, Trust.TRUSTED, TimeProof.NONE)
    assert found.claimed_at
    assert found.covers_bytes == len(once)


def test_revocation_that_nobody_told_is_unknown_and_never_guessed(once):
    assert the_one(once).revocation is Revocation.UNKNOWN
    stale = trusting(ds=revocations(at=AT - timedelta(days=60)))
    assert the_one(once, stale).revocation is Revocation.UNKNOWN


def test_a_list_in_the_folder_of_trust_tells_revocation(once):
    fine = the_one(once, trusting(ds=revocations(at=AT)))
    assert (fine.trust, fine.revocation) == (Trust.TRUSTED, Revocation.GOOD)
    gone = the_one(once, trusting(ds=revocations(holder(), at=AT)))
    assert (gone.trust, gone.revocation) == (Trust.REVOKED, Revocation.REVOKED)


def test_without_any_root_it_is_intact_and_its_signer_is_not_known(once):
    found = the_one(once, TrustFolder())
    assert (found.intact, found.trust, found.root) == (True, Trust.NO_ROOTS, "")


def test_a_root_that_was_not_installed_is_unknown(once):
    assert the_one(once, trusting(authority("Gốc khác"))).trust is Trust.UNKNOWN_ROOT


def test_a_certificate_out_of_its_time_is_not_trusted(plain):
    old = holder("Người ký cũ", ends=AT - timedelta(days=30))
    assert the_one(signed(plain, old)).trust is Trust.EXPIRED
    new = holder("Người ký tương lai", starts=AT + timedelta(days=30))
    assert the_one(signed(plain, new)).trust is Trust.EXPIRED


def test_a_trusted_time_stamp_outlives_the_certificate(plain):
    """The time-stamp says when; the certificate stood then, though it has ended since."""
    now = datetime.now(UTC)
    brief = holder("Chứng thư ngắn hạn", starts=now - timedelta(days=1), ends=now + timedelta(days=30))
    report = verify(signed(plain, brief, stamped=True), trust=trusting(), at=now + timedelta(days=60))
    (found,) = report.signatures
    assert (found.time_proof, found.trust) == (TimeProof.TRUSTED, Trust.TRUSTED)
    assert found.proven_at
    unknown = verify(signed(plain, brief, stamped=True), trust=trusting(authority("Gốc khác")), at=now)
    assert unknown.signatures[0].time_proof is TimeProof.UNTRUSTED


def test_a_byte_changed_after_signing_breaks_the_signature(once):
    at = once.index(b"/MediaBox")
    bent = once[: at + 12] + b"9" + once[at + 13 :]
    assert bent != once
    assert the_one(bent).intact is False


def test_two_signatures_both_stand_and_the_first_says_that_another_followed(plain):
    both = signed(signed(plain), holder("Sở Thông tin và Truyền thông"), field="ChuKy2")
    leader, office = verify(both, trust=trusting(), at=AT).signatures
    assert (leader.signer, leader.coverage, leader.intact) == ("Nguyễn Thị Mẫu", Coverage.SIGNED_ON, True)
    assert (office.signer, office.coverage, office.intact) == ("Sở Thông tin và Truyền thông", Coverage.WHOLE, True)


def test_what_was_laid_over_the_page_after_the_last_signature_is_seen(once):
    report = verify(overwritten(once), trust=trusting(), at=AT)
    assert report.signatures[0].intact
    assert report.signatures[0].coverage is Coverage.CHANGED
    assert not report.answers_for_file


def test_what_the_clerk_filled_in_before_the_offices_signature_is_told_of_the_leaders(once):
    report = verify(signed(overwritten(once), holder("Sở Thông tin và Truyền thông"), field="ChuKy2"), trust=trusting(), at=AT)
    assert [one.coverage for one in report.signatures] == [Coverage.CHANGED, Coverage.WHOLE]
    assert report.answers_for_file


def test_a_signature_over_a_part_of_the_file_answers_for_nothing(once):
    """Bytes added behind the end are covered by nobody."""
    report = verify(once + b"\n% more\n%%EOF\n", trust=trusting(), at=AT)
    assert [one.coverage for one in report.signatures] != [Coverage.WHOLE]
    assert not report.answers_for_file


def test_a_note_on_the_page_is_counted_and_a_signature_is_not(plain, once):
    assert verify(once, trust=trusting(), at=AT).additions == 0
    assert verify(signed(annotated(plain)), trust=trusting(), at=AT).additions == 1


def test_a_certificate_for_servers_alone_signs_no_paper(plain):
    assert the_one(signed(plain, holder("Máy chủ web", signs=False))).trust is Trust.UNFIT


def test_a_file_in_the_folder_of_trust_that_cannot_be_used_is_named(once):
    report = verify(once, trust=trusting(broken=b"junk"), at=AT)
    assert report.unread_trust == ("broken.crl",)
    assert report.signatures[0].trust is Trust.TRUSTED


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (lambda pdf: pdf, FileState.UNSIGNED),
        (encrypted, FileState.ENCRYPTED),
        (lambda pdf: signed(pdf)[:-4000], FileState.DAMAGED),
        (lambda pdf: b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3]" * 500, FileState.DAMAGED),
        (lambda pdf: b"", FileState.DAMAGED),
    ],
)
def test_a_file_without_a_signature_that_can_be_checked_says_what_it_is(plain, made, state):
    report = verify(made(plain), trust=trusting(), at=AT)
    assert (report.state, report.signatures) == (state, ())


def put_together(*objects):
    """A PDF of these objects, with a table of where they stand."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(out),
    )


def catalog(fields):
    return b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields %s >> >>" % fields


def endless_table():
    """A table of objects that unfolds to far more than the file."""
    packed = zlib.compress(b"\1\0\0\0\0" * (1 << 24), 9)
    head = b"1 0 obj << /Type /XRef /W [1 3 1] /Size 16777216 /Root 2 0 R /Length %d /Filter /FlateDecode >> stream\n" % len(packed)
    return b"%PDF-1.7\n" + head + packed + b"\nendstream endobj\nstartxref\n9\n%%EOF"


PAGES = b"<< /Type /Pages /Kids [] /Count 0 >>"
BROKEN = b"<< /Type /Sig /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 30] /Contents <3000> >>"


@pytest.mark.parametrize(
    "data",
    [
        put_together(catalog(b"[" * 100_000 + b"]" * 100_000), PAGES),
        put_together(catalog(b"[3 0 R]"), b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>", b"<< /T (a) /Kids [3 0 R] >>"),
        put_together(catalog(b"[" + b"3 0 R " * 20_000 + b"]"), PAGES, b"<< /FT /Sig /T (a) /V 4 0 R >>", BROKEN),
    ],
    ids=["nested", "its own parent", "twenty thousand signatures"],
)
def test_a_file_made_to_exhaust_ends_soon_and_has_no_signature(data):
    assert verify(data, trust=trusting(), at=AT).state in {FileState.DAMAGED, FileState.TOO_SLOW}


def test_a_file_that_would_take_minutes_is_stopped_and_says_so(monkeypatch):
    monkeypatch.setattr(verifying, "SECONDS", 3)
    assert verify(endless_table(), trust=trusting(), at=AT).state is FileState.TOO_SLOW


def test_a_truncated_file_never_has_a_good_signature(once):
    for share in (0.2, 0.5, 0.9, 0.99):
        report = verify(once[: int(len(once) * share)], trust=trusting(), at=AT)
        assert not report.answers_for_file


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_changed_byte_leaves_a_signature_over_the_whole_file_good(once, data):
    start = once.index(b"/ByteRange")
    hole = (once.index(b"<", start), once.index(b">", start))  # the signature itself: its padding is nobody's
    at = data.draw(st.integers(0, len(once) - 1).filter(lambda place: not hole[0] <= place <= hole[1]))
    bent = once[:at] + bytes([once[at] ^ data.draw(st.integers(1, 255))]) + once[at + 1 :]
    assert not verify(bent, trust=trusting(), at=AT).answers_for_file


def test_a_report_survives_its_json(once):
    report = verify(once, trust=trusting(), at=AT)
    assert SignatureReport.from_json(report.as_json()) == report


def test_only_a_pdf_with_a_range_of_bytes_may_be_signed(plain, once):
    assert may_be_signed(once)
    assert not may_be_signed(plain)
    assert not may_be_signed(b"/ByteRange in a text")


def test_the_folder_of_trust_is_read_by_its_files_endings(tmp_path):
    assert read_trust(tmp_path / "none") == TrustFolder()
    (tmp_path / "goc.pem").write_bytes(authority().pem)
    (tmp_path / "ghi-chu.txt").write_text("không phải chứng thư")
    assert [name for name, _ in read_trust(tmp_path).files] == ["goc.pem"]


# The text of the signed file beside the paper's own.


def held_beside(data, plain):
    own, theirs = texts_of(plain, data, name="ban-ky.pdf")
    return compare(own, theirs, symbol="UBND-VHXH", place="Hà Nội")


def test_the_signed_paper_itself_has_no_difference(plain, once):
    assert held_beside(once, plain) == compare("", "", symbol="x", place="y").__class__(None, "", "")


def test_number_and_day_may_be_filled_in_also_where_an_annex_names_them(plain):
    annex = (Annex("I", "Lịch tiêm", (Paragraph("Sáng thứ hai."),)),)
    found = held_beside(paper(number="7", signed_on=date(2026, 11, 3), annexes=annex), paper(annexes=annex))
    assert (found.difference, found.number, found.day) == (None, "07", "3/11/2026")


@pytest.mark.parametrize(
    ("changed", "expected", "found"),
    [
        ({"body": (BODY[0], Numbered("1.", "Thông báo lịch tiêm trước ngày 06/11/2026."))}, "05/11/2026", "06/11/2026"),
        ({"signature": Signature(("CHỦ TỊCH",), "Trần Văn Khác")}, "Nguyễn Thị Mẫu", "Trần Văn Khác"),
        ({"addressed_to": ("Trường Tiểu học A",)}, "Trung học cơ sở B", "Trường Tiểu học A"),
        ({"body": (*BODY, Numbered("2.", "Nộp 50.000 đồng."))}, "Nơi nhận", "50.000 đồng"),
    ],
)
def test_every_other_change_is_shown_where_it_begins(plain, changed, expected, found):
    difference = held_beside(paper(**changed), plain).difference
    assert expected in difference.expected
    assert found in difference.found


def test_a_number_inside_the_text_is_no_number_of_the_paper(plain):
    first, second = (paper(body=(Paragraph(f"Thực hiện Công văn số {n}/STTTT-BC của Sở."),)) for n in (12, 13))
    assert held_beside(second, first).difference is not None


def test_a_scan_has_no_text_to_compare():
    found = compare("Số: 1/UBND", "", symbol="UBND", place="Hà Nội")
    assert found.no_text
    assert found.number is None


def test_a_damaged_pdf_gives_no_text(plain):
    with pytest.raises(PdfDamaged):
        texts_of(plain, b"%PDF-1.7 junk", name="x.pdf")
