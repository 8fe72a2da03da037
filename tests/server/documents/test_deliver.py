"""An issued paper at the offices it went to: opened, taken into their own book or returned, reminded; nobody else sees where it stands."""

from datetime import timedelta

import pytest
from django.db import connection

from loa.core.errors import Conflict, NotFound
from loa.core.receipts import ReceiptClosed, ReceiptState, ReturnWithoutReason
from loa.server.documents.models import Delivery, Direction, OfficialDocument
from loa.server.documents.papers import Numbered, Paper, PaperKind, Paragraph, Signature, paper_to_json
from loa.server.documents.queries import deliveries_waiting, documents_of
from loa.server.documents.services import (
    NewPaper,
    delivering,
    draw_up_papers,
    enter_office_number,
    issue_paper,
    pdf_of,
    recall_paper,
    receive_document,
    sent_as,
)
from loa.server.documents.services.delivering import accept_delivery, deliver_paper, note_opened, remind_receivers, return_delivery
from loa.server.kit import files
from loa.server.kit.actors import RightMissing

from ..conftest import DAY, NOW


@pytest.fixture
def sent(cast):
    content = Paper(
        kind=PaperKind.LETTER,
        issuing_agency="Sở Thông tin và Truyền thông",
        symbol="STTTT-BCXBTT",
        place="Hà Nội",
        subject="đẩy mạnh tuyên truyền phòng, chống dịch",
        signature=Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Nguyễn Thị Mẫu"),
        signed_on=DAY,
        addressed_to=("Phòng Văn hóa và Thông tin quận Hai Bà Trưng", "Phòng Văn hóa và Thông tin quận Ba Đình"),
        body=(
            Paragraph("Sở Thông tin và Truyền thông đề nghị các đơn vị thực hiện các nội dung sau:"),
            Numbered("1.", "Tuyên truyền trên hệ thống truyền thanh cơ sở."),
            Numbered("2.", "Báo cáo kết quả về Sở trước ngày 10/8/2021."),
        ),
    )
    new = NewPaper(
        doc_type="Công văn",
        symbol=content.symbol,
        subject=content.subject,
        issuer=content.issuing_agency,
        place="Hà Nội",
        date=DAY,
        signer="Nguyễn Thị Mẫu",
        content=paper_to_json(content),
        to=[("Phòng Hai Bà Trưng", [cast.office]), ("Phòng Ba Đình và Sở", [cast.other_office, cast.department])],
    )
    paper = draw_up_papers({cast.department: new}, by=cast.drafter, now=NOW)[cast.department]
    paper = enter_office_number(document_id=paper.pk, office_number="1400", by=cast.clerk, now=NOW)
    deliver_paper(paper, by=cast.clerk, now=NOW)
    return paper


def test_its_addressees_see_it_once_it_is_issued_and_not_before(cast, sent):
    for state, seen in (("draft", False), ("numbered", False), ("issued", True), ("recalled", True)):
        OfficialDocument.objects.filter(pk=sent.pk).update(state=state)
        assert documents_of(seen_by=cast.office_drafter).filter(pk=sent.pk).exists() is seen, state
    OfficialDocument.objects.filter(pk=sent.pk).update(state="draft", goes_at_once=True)
    assert documents_of(seen_by=cast.office_drafter).filter(pk=sent.pk).exists()
    assert documents_of(seen_by=cast.drafter).filter(pk=sent.pk).exists()


@pytest.fixture
def at_office(cast, sent):
    return Delivery.objects.get(document=sent, agency=cast.office)


def test_it_goes_once_to_every_office_it_names_but_the_sender(cast, sent, trail_of):
    assert set(sent.deliveries.values_list("agency", flat=True)) == {cast.office, cast.other_office}
    assert deliver_paper(sent, by=cast.clerk, now=NOW) == 0
    assert trail_of(sent.pk).count("document.delivered") == 1


def test_the_first_reader_of_an_office_opens_it_and_a_stranger_does_not(cast, sent, at_office):
    assert note_opened(sent.pk, by=cast.neighbour_officer, now=NOW) == 0
    assert note_opened(sent.pk, by=cast.office_drafter, now=NOW) == 1
    assert note_opened(sent.pk, by=cast.office_leader, now=NOW) == 0
    at_office.refresh_from_db()
    assert (at_office.state, at_office.opened_by_name) == (ReceiptState.OPENED, cast.office_drafter.name)


def test_an_office_takes_it_into_its_own_book_with_what_it_asks_for(cast, sent, at_office):
    taken = accept_delivery(delivery_id=at_office.pk, by=cast.office_drafter, now=NOW)
    assert (taken.agency_id, taken.direction, taken.register_number) == (cast.office, Direction.IN, 1)
    assert (taken.reference, taken.date, taken.signer) == ("1400/STTTT-BCXBTT", DAY, "Nguyễn Thị Mẫu")
    assert taken.reading["evidence"]["number"]["confidence"] == 1.0
    assert [clause.number for clause in taken.clauses.all()] == ["1", "2"]
    at_office.refresh_from_db()
    assert (at_office.state, at_office.taken_in_as_id) == (ReceiptState.ACCEPTED, taken.pk)
    assert at_office.opened_at == NOW
    with pytest.raises(ReceiptClosed):
        accept_delivery(delivery_id=at_office.pk, by=cast.office_drafter, now=NOW)
    assert OfficialDocument.objects.filter(agency=cast.office).count() == 1


def test_it_is_returned_with_a_reason(cast, at_office):
    with pytest.raises(ReturnWithoutReason):
        return_delivery(delivery_id=at_office.pk, why="", by=cast.office_drafter, now=NOW)
    return_delivery(delivery_id=at_office.pk, why="Gửi nhầm nơi nhận", by=cast.office_drafter, now=NOW)
    at_office.refresh_from_db()
    assert (at_office.state, at_office.why) == (ReceiptState.RETURNED, "Gửi nhầm nơi nhận")


def test_another_office_neither_takes_nor_returns_it(cast, at_office):
    for act in (accept_delivery, lambda **given: return_delivery(why="x", **given)):
        with pytest.raises(NotFound):
            act(delivery_id=at_office.pk, by=cast.neighbour_officer, now=NOW)


def test_who_may_not_register_does_not_take_it_in(cast, at_office):
    with pytest.raises(RightMissing):
        accept_delivery(delivery_id=at_office.pk, by=cast.office_leader, now=NOW)


def test_the_sender_reminds_those_who_have_not_taken_it_in_and_none_twice_in_four_hours(cast, sent, at_office):
    accept_delivery(delivery_id=at_office.pk, by=cast.office_drafter, now=NOW)
    assert remind_receivers(document_id=sent.pk, by=cast.clerk, now=NOW) == 1
    assert remind_receivers(document_id=sent.pk, by=cast.clerk, now=NOW + timedelta(hours=3)) == 0
    assert remind_receivers(document_id=sent.pk, by=cast.clerk, now=NOW + timedelta(hours=4)) == 1
    assert Delivery.objects.get(document=sent, agency=cast.other_office).reminders == 2


def test_what_waits_is_shown_to_the_office_it_waits_at(cast, at_office):
    assert list(deliveries_waiting(seen_by=cast.office_drafter)) == [at_office]
    assert list(deliveries_waiting(seen_by=cast.neighbour_officer)) == []


def test_a_paper_that_came_another_way_before_is_accepted_as_that_one(cast, sent, at_office):
    by_packet = receive_document(data=pdf_of(sent), name="1400.pdf", agency_id=cast.office, by=cast.office_drafter, now=NOW)
    taken = accept_delivery(delivery_id=at_office.pk, by=cast.office_drafter, now=NOW)
    at_office.refresh_from_db()
    assert (taken, at_office.state, at_office.taken_in_as) == (by_packet, ReceiptState.ACCEPTED, by_packet)
    assert OfficialDocument.objects.filter(agency=cast.office).count() == 1


def test_nobody_is_reminded_of_a_paper_that_was_recalled(cast, sent):
    issue_paper(document_id=sent.pk, by=cast.clerk, now=NOW)
    recall_paper(document_id=sent.pk, why="Sai nơi nhận", by=cast.approver, now=NOW)
    assert remind_receivers(document_id=sent.pk, by=cast.clerk, now=NOW) == 0


def test_whoever_took_over_from_an_office_reads_what_waits_there(cast, sent, at_office):
    issue_paper(document_id=sent.pk, by=cast.clerk, now=NOW)
    assert not documents_of(seen_by=cast.neighbour_officer).filter(pk=sent.pk).exists()
    Delivery.objects.filter(pk=at_office.pk).update(agency=cast.neighbour)
    assert documents_of(seen_by=cast.neighbour_officer).filter(pk=sent.pk).exists()


def test_every_office_gets_the_same_bytes_printed_once(cast, sent, at_office, monkeypatch):
    printed = []
    monkeypatch.setattr(sent_as, "to_pdf", lambda paper: printed.append(paper) or b"%PDF-1.7 a paper")
    taken = accept_delivery(delivery_id=at_office.pk, by=cast.office_drafter, now=NOW)
    assert pdf_of(sent) == files.read(taken.file_sha256)
    assert len(printed) == 1
    files.path_of(taken.file_sha256).unlink()  # a store that lost it has it made again
    assert pdf_of(sent) == b"%PDF-1.7 a paper"
    assert len(printed) == 2


def test_nothing_is_printed_while_rows_are_locked(cast, at_office, monkeypatch):
    """The test's own transaction is one; the service must not have opened another around the printing."""
    depths, depth = [], len(connection.savepoint_ids)
    made = delivering.pdf_of
    monkeypatch.setattr(delivering, "pdf_of", lambda document: depths.append(len(connection.savepoint_ids)) or made(document))
    accept_delivery(delivery_id=at_office.pk, by=cast.office_drafter, now=NOW)
    assert depths == [depth]


def test_a_paper_that_changes_while_it_is_made_ready_is_made_ready_anew(cast, sent, at_office, monkeypatch):
    made, changes = delivering.pdf_of, iter(["1401"])

    def changing(document):
        data = made(document)
        for number in changes:
            OfficialDocument.objects.filter(pk=sent.pk).update(office_number=number)
        return data

    monkeypatch.setattr(delivering, "pdf_of", changing)
    taken = accept_delivery(delivery_id=at_office.pk, by=cast.office_drafter, now=NOW)
    sent.refresh_from_db()
    assert (taken.number, files.read(taken.file_sha256)) == ("1401", made(sent))


def test_a_paper_that_never_keeps_still_is_not_taken_in_half(cast, sent, at_office, monkeypatch):
    made, changes = delivering.pdf_of, iter(range(1401, 1500))

    def changing(document):
        OfficialDocument.objects.filter(pk=sent.pk).update(office_number=str(next(changes)))
        return made(document)

    monkeypatch.setattr(delivering, "pdf_of", changing)
    with pytest.raises(Conflict):
        accept_delivery(delivery_id=at_office.pk, by=cast.office_drafter, now=NOW)
    at_office.refresh_from_db()
    assert (at_office.state, OfficialDocument.objects.filter(agency=cast.office).count()) == (ReceiptState.DELIVERED, 0)
