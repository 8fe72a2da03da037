"""A signed PDF that is brought back is checked by the worker: once, in the name of who brought it, and through the death of any worker."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from loa.core.errors import NotFound
from loa.core.paper_steps import PaperState
from loa.core.roles import Right, Role
from loa.server.documents.errors import FileTooLarge, SignedFileNotAwaited, SignedFileNotPdf
from loa.server.documents.models import OfficialDocument, SignedFile, SignedUpload, UploadState
from loa.server.documents.papers import Paragraph, paper_to_json, to_pdf
from loa.server.documents.queries import LEASE, signed_upload_of, signed_uploads_of, signed_uploads_resting
from loa.server.documents.services import (
    NewPaper,
    bring_signed,
    bringing,
    check_again,
    check_brought,
    check_paper_form,
    draw_up_papers,
    enter_office_number,
    initial_paper,
    submit_paper,
)
from loa.server.documents.tasks import CHECKER
from loa.server.kit import files
from loa.server.kit.actors import Grant, RightMissing
from loa.server.people.models import RoleGrant

from ..conftest import DAY, NOW
from .made_signatures import overwritten, signed
from .test_take_signed import CONTENT, NUMBERED

LATER = NOW + timedelta(minutes=1)
FULL = to_pdf(NUMBERED)


def drawn(cast):
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
def paper(cast):
    return enter_office_number(document_id=drawn(cast).pk, office_number="1400", signed_on=DAY, by=cast.clerk, now=NOW)


@pytest.fixture
def bring(cast, paper):
    def bring(data, *, by=None, now=NOW, name="ban-ky.pdf"):
        return bring_signed(document_id=paper.pk, data=data, name=name, by=by or cast.clerk, now=now)

    return bring


def onlooker(cast):
    """Who works at the office and may neither register nor sign."""
    return replace(cast.drafter, grants=(Grant(Role.DRAFTER, cast.department, frozenset({Right.DIRECT})),))


def check(upload, now=LATER):
    return check_brought(upload_id=upload.pk, by=CHECKER, clock=lambda: now)


def test_a_file_is_kept_when_brought_and_taken_when_checked_in_the_name_of_who_brought_it(cast, paper, bring, trail_of):
    data = signed(FULL)
    upload = bring(data)
    assert (upload.state, files.read(upload.file_sha256)) == (UploadState.WAITING, data)
    assert not SignedFile.objects.exists()
    done = check(upload)
    assert (done.state, done.signed.taken_by_name, done.signed.taken_by_person_id) == ("taken", cast.clerk.name, cast.clerk.person_id)
    assert trail_of(paper.pk)[-2:] == ["document.signed_file_brought", "document.signed_file_taken"]


def test_the_same_file_brought_again_is_the_same_before_and_after_its_check(bring, trail_of, paper):
    data = signed(FULL)
    first = bring(data)
    assert bring(data).pk == first.pk
    check(first)
    assert bring(data, now=LATER).state == UploadState.TAKEN
    assert (SignedUpload.objects.count(), trail_of(paper.pk).count("document.signed_file_brought")) == (1, 1)


@pytest.mark.parametrize(("data", "refusal"), [(b"PK not a pdf", SignedFileNotPdf), (b"%PDF-1.7" + bytes(2000), FileTooLarge)])
def test_what_needs_no_check_is_refused_at_once_and_leaves_nothing(bring, settings, data, refusal):
    settings.LOA_MOST_UPLOAD_BYTES = 1000
    with pytest.raises(refusal):
        bring(data)
    assert not SignedUpload.objects.exists()


def test_what_was_found_is_told_and_the_file_stays(bring, trail_of, paper):
    data = overwritten(signed(FULL))
    done = check(bring(data))
    assert (done.state, done.refusal_code, done.refusal_facts) == ("refused", "documents.changed_after_signing", {"name": "ban-ky.pdf"})
    assert files.read(done.file_sha256) == data
    assert trail_of(paper.pk)[-1] == "document.signed_file_refused"


def test_a_doubt_is_answered_with_a_reason_without_the_file_being_sent_again(cast, bring):
    other = signed(to_pdf(replace(NUMBERED, body=(Paragraph("Sở đề nghị Phòng nộp 50 triệu đồng."),))))
    refused = check(bring(other))
    assert refused.doubts[0][0] == "text_differs"
    again = check_again(upload_id=refused.pk, why="Giám đốc sửa khi ký", by=cast.clerk, now=LATER)
    assert (again.state, again.doubts) == (UploadState.WAITING, refused.doubts)
    assert check(again).signed.why == "Giám đốc sửa khi ký"


def test_a_reason_answers_only_the_doubts_that_were_shown(cast, bring, paper):
    def doubts():
        return [code for code, _facts in upload.doubts]

    upload = check(bring(signed(to_pdf(replace(NUMBERED, body=(Paragraph("Sở đề nghị Phòng nộp 50 triệu đồng."),))))))
    shown = upload.doubts
    changed = replace(CONTENT, body=(Paragraph("Sở đề nghị Phòng nộp 5 triệu đồng."),))
    OfficialDocument.objects.filter(pk=paper.pk).update(content=paper_to_json(changed))  # a colleague, meanwhile
    check_again(upload_id=upload.pk, why="Giám đốc sửa khi ký", by=cast.clerk, now=LATER)
    upload = check(upload)
    assert (upload.state, doubts(), upload.doubts == shown) == (UploadState.REFUSED, ["text_differs"], False)
    check_again(upload_id=upload.pk, why="Giám đốc sửa khi ký", by=cast.clerk, now=LATER)
    assert check(upload).state == UploadState.TAKEN


def test_a_reason_given_before_anything_was_shown_answers_nothing(cast, bring):
    refused = check(bring(overwritten(signed(FULL))))
    SignedUpload.objects.filter(pk=refused.pk).update(file_sha256=files.keep(signed(to_pdf(replace(NUMBERED, subject="V/v khác")))))
    check_again(upload_id=refused.pk, why="x", by=cast.clerk, now=LATER)  # posted past the page, which asks for no reason there
    done = check(refused)
    assert (done.state, bool(done.doubts)) == (UploadState.REFUSED, True)


def test_a_worker_that_was_too_slow_does_not_refuse_what_another_took(bring, monkeypatch):
    upload, taken = bring(signed(FULL)), bringing.take_signed

    def too_slow(**told):
        monkeypatch.setattr(bringing, "take_signed", taken)
        assert check(upload, LATER + LEASE).state == UploadState.TAKEN
        raise SignedFileNotPdf(name="a")

    monkeypatch.setattr(bringing, "take_signed", too_slow)
    assert check(upload).state == UploadState.TAKEN
    upload.refresh_from_db()
    assert (upload.state, upload.refusal_code) == (UploadState.TAKEN, "")


def test_only_a_refused_file_is_checked_again_and_only_by_who_may_bring_one(cast, bring):
    upload = bring(signed(FULL))
    assert check_again(upload_id=upload.pk, by=cast.clerk, now=LATER, why="x").why == ""
    with pytest.raises(RightMissing):
        check_again(upload_id=upload.pk, by=onlooker(cast), now=LATER)
    with pytest.raises(NotFound):
        check_again(upload_id=upload.pk, by=cast.neighbour_leader, now=LATER)


def test_who_may_neither_register_nor_sign_brings_nothing_and_sees_nothing(cast, bring, paper):
    upload = bring(signed(FULL))
    with pytest.raises(RightMissing):
        bring(signed(FULL), by=onlooker(cast))
    with pytest.raises(NotFound):
        bring(signed(FULL), by=cast.office_leader)
    assert list(signed_uploads_of(paper, seen_by=cast.clerk)) == [upload]
    assert list(signed_uploads_of(paper, seen_by=onlooker(cast))) == []
    with pytest.raises(NotFound):
        signed_upload_of(paper, upload.pk, seen_by=cast.office_leader)


def test_a_paper_on_its_way_through_the_office_takes_no_signed_file(cast):
    draft = submit_paper(document_id=drawn(cast).pk, by=cast.drafter, now=NOW)
    with pytest.raises(SignedFileNotAwaited):
        bring_signed(document_id=draft.pk, data=signed(FULL), name="a.pdf", by=cast.clerk, now=NOW)


def test_the_leader_who_brings_the_file_takes_the_step_of_signing_when_it_is_checked(cast):
    draft = drawn(cast)
    submit_paper(document_id=draft.pk, by=cast.drafter, now=NOW)
    initial_paper(document_id=draft.pk, by=cast.approver, now=NOW)
    check_paper_form(document_id=draft.pk, by=cast.clerk, now=NOW, why="đủ")
    data = signed(to_pdf(CONTENT))
    upload = bring_signed(document_id=draft.pk, data=data, name="a.pdf", by=cast.approver, now=NOW)
    draft.refresh_from_db()
    assert draft.state == PaperState.CHECKED
    assert check(upload).state == UploadState.TAKEN
    draft.refresh_from_db()
    assert (draft.state, draft.steps.last().by_name) == (PaperState.SIGNED, cast.approver.name)


def test_a_role_that_ended_before_the_check_carries_nothing(cast, bring):
    upload = bring(signed(FULL))
    RoleGrant.objects.filter(person=cast.clerk.person_id).update(valid_to=date(2021, 6, 1))
    done = check(upload)
    assert (done.state, SignedFile.objects.exists()) == (UploadState.REFUSED, False)


def test_what_one_worker_checks_no_other_does_until_its_time_is_over(bring, monkeypatch):
    upload, seen = bring(signed(FULL)), []

    def meanwhile(**told):
        seen.append(check(upload).state)  # another worker, at the same moment
        raise SignedFileNotPdf(name="a")

    monkeypatch.setattr(bringing, "take_signed", meanwhile)
    assert (check(upload).state, seen) == ("refused", ["checking"])


def test_a_file_whose_worker_was_killed_is_checked_by_the_next_and_after_three_deaths_refused(bring, monkeypatch):
    upload, now = bring(signed(FULL)), NOW

    def killed(**told):
        raise KeyboardInterrupt

    taken = bringing.take_signed
    monkeypatch.setattr(bringing, "take_signed", killed)
    for _death in range(3):
        assert signed_uploads_resting(now=now) in ([], [upload.pk])
        with pytest.raises(KeyboardInterrupt):
            check(upload, now)
        assert signed_uploads_resting(now=now) == []
        now += LEASE
        assert signed_uploads_resting(now=now) == [upload.pk]
    monkeypatch.setattr(bringing, "take_signed", taken)
    done = check(upload, now)
    assert (done.state, done.refusal_code) == ("refused", "documents.signature_check_stopped")
    assert signed_uploads_resting(now=now + LEASE) == []


def test_a_worker_killed_after_the_file_was_taken_leaves_it_taken_once(bring, monkeypatch):
    upload = bring(signed(FULL))
    taken = bringing.take_signed

    def killed(**told):
        taken(**told)
        raise KeyboardInterrupt

    monkeypatch.setattr(bringing, "take_signed", killed)
    with pytest.raises(KeyboardInterrupt):
        check(upload)
    assert check(upload, LATER + LEASE).state == UploadState.TAKEN
    assert SignedFile.objects.count() == 1
