"""Packets come in once and go out once; what was answered is only added to; a recall leaves the register as it was."""

from datetime import UTC, date, datetime, timedelta

import pytest

from loa.core.errors import LoaError, NotFound
from loa.core.exchange import Business, PacketStatus, ReasonNeeded, StatusOutOfOrder
from loa.core.paper_steps import PaperStepNotOpen
from loa.server.agencies.services import enter_identifier
from loa.server.documents.edxml.packet import Answer, Attachment, Organ, Reference, Trace
from loa.server.documents.edxml.reading import read_answer, read_packet
from loa.server.documents.edxml.writing import write_answer, write_packet
from loa.server.documents.errors import NoOrganIdentifier, PacketContradicts, PacketNotForUs, PacketUnknown, PaperWithoutNumber
from loa.server.documents.models import Exchange, ExchangeAnswer, OfficialDocument
from loa.server.documents.papers import Paper, PaperKind, Paragraph, Signature, paper_to_json
from loa.server.documents.services import NewPaper, draw_up_papers, enter_office_number, exchanging, issue_paper, recall_paper
from loa.server.documents.services.exchanging import answer_file, answer_packet, pack_paper, take_answer, take_packet
from loa.server.kit import files
from loa.server.kit.actors import RightMissing

from ...conftest import DAY, NOW
from .conftest import DEPARTMENT, OFFICE, administrator

pytestmark = pytest.mark.usefixtures("identified")


@pytest.fixture
def take(cast, packet):
    def take(sent=packet, *, agency_id=None, by=None):
        return take_packet(
            data=write_packet(sent), name="a.edxml", agency_id=agency_id or cast.office, by=by or cast.office_drafter, now=NOW
        )

    return take


def statuses(exchange):
    return list(exchange.answers.values_list("organ", "status"))


def test_a_packet_registers_its_paper_keeps_its_files_and_is_answered(cast, take, trail_of):
    exchange = take()
    paper = exchange.document
    assert (paper.reference, paper.date, paper.register_number) == ("1349/STTTT-BCXBTT", date(2021, 7, 28), 1)
    assert [(f.name, files.read(f.file_sha256)) for f in paper.files.all()] == [("phu-luc.txt", b"Phu luc")]
    assert read_packet(files.read(exchange.file_sha256), name="a").document_id == exchange.identifier
    assert statuses(exchange) == [(OFFICE, "01"), (OFFICE, "03")]
    assert trail_of(exchange.pk) == ["document.packet_taken", "document.packet_answered", "document.packet_answered"]


def test_the_same_packet_sent_again_with_new_traces_is_the_same(cast, take, changed):
    first = take()
    again = take(changed(traces=(Trace("H26", NOW + timedelta(days=1)),)))
    assert again.pk == first.pk
    assert (OfficialDocument.objects.count(), Exchange.objects.count(), ExchangeAnswer.objects.count()) == (1, 1, 2)


def test_another_paper_under_the_same_identifier_is_refused(take, changed):
    take()
    with pytest.raises(PacketContradicts, match="1349"):
        take(changed(subject="khác"))
    assert OfficialDocument.objects.count() == 1


def test_a_paper_that_came_by_hand_before_is_not_registered_twice(cast, take, make_letter):
    by_hand = make_letter(agency_id=cast.office, by=cast.office_drafter)
    assert take().document == by_hand


def test_a_packet_for_another_office_is_refused_by_name(cast, take, changed):
    with pytest.raises(PacketNotForUs, match="Phòng khác"):
        take(changed(to=(Organ("H26.99", "Phòng khác"),)))
    assert not Exchange.objects.exists()


def test_who_may_not_register_takes_no_packet(cast, take):
    with pytest.raises(RightMissing):
        take(by=cast.officer)


def test_where_header_and_paper_differ_both_are_shown_and_neither_is_sure(take, changed):
    paper = take(changed(number="1394", document_id="H26.3,2021/07/28,1394/STTTT-BCXBTT")).document
    about = paper.reading["evidence"]["number"]
    assert (paper.number, about["confidence"], about["alternatives"][0]) == ("1394", 0.5, "1349")
    assert paper.reading["evidence"]["symbol"]["confidence"] > 0.9


@pytest.mark.parametrize("files_sent", [(), (Attachment("anh.bin", bytes(range(256)) * 9),)])
def test_a_packet_whose_paper_cannot_be_read_is_registered_by_its_header(take, changed, files_sent):
    paper = take(changed(attachments=files_sent)).document
    assert (paper.reference, paper.subject[:8], paper.text) == ("1349/STTTT-BCXBTT", "đẩy mạnh", "")
    assert files.read(paper.file_sha256)


@pytest.mark.parametrize("business", [Business.RECALL, Business.UPDATE])
def test_a_recall_stands_beside_its_paper_and_the_register_stays(take, changed, business):
    paper = take().document
    recall = take(changed(business=business, reason="Gửi nhầm", attachments=()))
    assert (recall.document, recall.reason) == (paper, "Gửi nhầm")
    assert statuses(recall) == [(OFFICE, "01")]
    assert OfficialDocument.objects.count() == 1


def test_a_replacement_is_a_paper_of_its_own_and_knows_what_it_replaces(take, changed, packet):
    old = take().document
    new = take(
        changed(
            business=Business.REPLACE,
            document_id="H26.3,2021/07/30,1360/STTTT-BCXBTT",
            number="1360",
            replaced=(packet.document_id,),
            attachments=(Attachment("1360.txt", packet.attachments[0].data.replace(b"1349", b"1360")),),
        )
    ).document
    assert new != old
    assert new.number == "1360"


def test_a_recall_of_a_paper_that_never_came_is_kept_without_one(take, changed):
    assert take(changed(business=Business.RECALL, attachments=())).document is None


def test_a_receiver_answers_in_order_once_and_says_why_it_refuses(cast, take):
    exchange = take()

    def answer(status, description=""):
        return answer_packet(exchange_id=exchange.pk, status=status, description=description, by=cast.office_drafter, now=NOW)

    answer(PacketStatus.IN_WORK)
    answer(PacketStatus.IN_WORK)
    with pytest.raises(StatusOutOfOrder):
        answer(PacketStatus.REFUSED, "x")
    answer(PacketStatus.RECALL_ASKED)
    with pytest.raises(ReasonNeeded):
        answer(PacketStatus.RECALL_DENIED)
    assert [status for _, status in statuses(exchange)] == ["01", "03", "05", "13"]


def test_the_answer_is_a_file_for_the_sender(take, packet):
    exchange = take()
    told = read_answer(answer_file(exchange.answers.last()), name="a")
    assert (told.about.document_id, told.about.code, told.status) == (packet.document_id, "1349/STTTT-BCXBTT", PacketStatus.ACCEPTED)
    assert (told.sender.id, told.at) == (OFFICE, NOW)


# going out


@pytest.fixture
def paper(cast):
    content = Paper(
        kind=PaperKind.LETTER,
        issuing_agency="Sở Thông tin và Truyền thông",
        symbol="STTTT-BCXBTT",
        place="Hà Nội",
        subject="đẩy mạnh tuyên truyền",
        signature=Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Nguyễn Thị Mẫu"),
        signed_on=DAY,
        addressed_to=("Phòng Văn hóa và Thông tin quận Hai Bà Trưng",),
        body=(Paragraph("Đề nghị các đơn vị thực hiện."),),
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
        to=[("Các Phòng", [cast.office, cast.other_office])],
    )
    return draw_up_papers({cast.department: new}, by=cast.drafter, now=NOW)[cast.department]


@pytest.fixture
def issued(cast, paper):
    enter_office_number(document_id=paper.pk, office_number="1349", by=cast.clerk, now=NOW)
    return issue_paper(document_id=paper.pk, by=cast.clerk, now=NOW)


def test_an_issued_paper_is_packed_once_for_those_who_have_an_identifier(cast, issued, trail_of):
    exchange = pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    packet = read_packet(files.read(exchange.file_sha256), name="a")
    assert (packet.document_id, packet.sender.id) == ("H26.3,2021/07/29,1349/STTTT-BCXBTT", DEPARTMENT)
    assert [organ.id for organ in packet.to] == [OFFICE]
    assert (packet.signer_capacity, packet.signer_position, packet.signer) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Mẫu")
    assert packet.attachments[0].data.startswith(b"%PDF-")
    assert pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW + timedelta(hours=1)) == exchange
    assert trail_of(exchange.pk) == ["document.packet_sent"]


def test_what_one_office_packs_another_takes_in(cast, issued):
    sent = pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    data = files.read(sent.file_sha256)
    came = take_packet(data=data, name="a.edxml", agency_id=cast.office, by=cast.office_drafter, now=NOW)
    assert came.document.reference == issued.reference
    for answer in came.answers.all():
        take_answer(data=answer_file(answer), name="b.edxml", agency_id=cast.department, by=cast.clerk, now=NOW)
    assert statuses(sent) == [(OFFICE, "01"), (OFFICE, "03")]


def test_a_paper_without_its_number_is_not_packed(cast, paper):
    with pytest.raises(PaperWithoutNumber):
        pack_paper(paper_id=paper.pk, by=cast.clerk, now=NOW)


def test_an_answer_is_written_down_as_told_and_told_twice_stands_once(cast, issued):
    sent = pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    answer = Answer(
        about=Reference(DEPARTMENT, issued.reference, DAY, sent.identifier),
        sender=Organ("H26.22", "Phòng khác"),
        status=PacketStatus.DONE,
        at=datetime(2021, 8, 1, tzinfo=UTC),
    )
    for _ in range(2):
        take_answer(data=write_answer(answer), name="b", agency_id=cast.department, by=cast.clerk, now=NOW)
    assert statuses(sent) == [("H26.22", "06")]


def test_what_an_organ_says_that_the_packet_was_not_for_is_marked(cast, issued, trail_of):
    sent = pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    about = Reference(DEPARTMENT, issued.reference, DAY, sent.identifier)
    for organ in (OFFICE.lower(), "H26.22", ""):
        answer = Answer(about=about, sender=Organ(organ, "Phòng"), status=PacketStatus.DONE, at=NOW)
        take_answer(data=write_answer(answer), name="b", agency_id=cast.department, by=cast.clerk, now=NOW)
    assert list(sent.answers.values_list("organ", "addressed")) == [(OFFICE.lower(), True), ("H26.22", False), ("", False)]
    assert trail_of(sent.pk) == ["document.packet_sent", "document.packet_answered", *["document.stranger_answered"] * 2]


def test_who_was_in_an_earlier_packet_of_the_paper_is_no_stranger(cast, issued):
    first = pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    enter_identifier(
        agency_id=cast.other_office, identifier="H26.3.9", source="QĐ", valid_from=DAY, by=administrator(cast.other_office), now=NOW
    )
    issued.recipients.get().agencies.set([cast.other_office])
    second = pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    assert (second.business, second.identifier) == (Business.UPDATE, first.identifier)
    answer = Answer(about=Reference(DEPARTMENT, "", DAY, first.identifier), sender=Organ(OFFICE), status=PacketStatus.DONE, at=NOW)
    take_answer(data=write_answer(answer), name="b", agency_id=cast.department, by=cast.clerk, now=NOW)
    assert second.answers.get().addressed is True


def test_a_paper_that_changes_while_it_is_printed_is_printed_anew(cast, issued, monkeypatch):
    made, numbers = exchanging.pdf_of, iter(["1350"])

    def changing(document):
        data = made(document)
        for number in numbers:
            OfficialDocument.objects.filter(pk=issued.pk).update(office_number=number)
        return data

    monkeypatch.setattr(exchanging, "pdf_of", changing)
    sent = pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    issued.refresh_from_db()
    packet = read_packet(files.read(sent.file_sha256), name="a")
    assert (packet.number, packet.attachments[0].data) == ("1350", made(issued))


def test_an_answer_to_what_was_never_sent_is_refused(cast):
    answer = Answer(about=Reference(DEPARTMENT, "1/A", DAY, "H26.3,2021/07/29,1/A"), sender=Organ(OFFICE), status=PacketStatus.DONE, at=NOW)
    with pytest.raises(PacketUnknown):
        take_answer(data=write_answer(answer), name="b", agency_id=cast.department, by=cast.clerk, now=NOW)


def test_a_paper_whose_receivers_have_no_identifier_is_not_packed(cast, issued):
    issued.recipients.get().agencies.set([cast.other_office])
    with pytest.raises(NoOrganIdentifier, match="Tất cả nơi nhận"):
        pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)


def test_the_neighbour_packs_no_paper_of_another(cast, issued):
    with pytest.raises(LoaError):
        pack_paper(paper_id=issued.pk, by=cast.neighbour_officer, now=NOW)


def test_a_paper_goes_out_in_a_packet_only_once_it_is_issued(cast, paper):
    enter_office_number(document_id=paper.pk, office_number="1349", by=cast.clerk, now=NOW)
    with pytest.raises(PaperStepNotOpen):
        pack_paper(paper_id=paper.pk, by=cast.clerk, now=NOW)


def test_a_recalled_paper_goes_out_only_as_its_recall(cast, issued):
    recall_paper(document_id=issued.pk, why="Sai", by=cast.approver, now=NOW)
    with pytest.raises(PaperStepNotOpen):
        pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    assert pack_paper(paper_id=issued.pk, business=Business.RECALL, reason="Sai", by=cast.clerk, now=NOW).business == Business.RECALL


def test_a_paper_packed_again_in_another_shape_goes_as_an_update(cast, issued, monkeypatch):
    first = pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    monkeypatch.setattr(exchanging, "pdf_of", lambda _document: b"%PDF-1.7 now signed")
    later = pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    assert (first.business, later.business, later.identifier) == (Business.NEW, Business.UPDATE, first.identifier)
    assert pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW) == later


def test_nobody_answers_a_packet_of_ones_own_in_the_receivers_place(cast, issued):
    sent = pack_paper(paper_id=issued.pk, by=cast.clerk, now=NOW)
    with pytest.raises(NotFound):
        answer_packet(exchange_id=sent.pk, status=PacketStatus.ARRIVED, by=cast.clerk, now=NOW)
    assert statuses(sent) == []


def test_a_recall_by_somebody_else_does_not_stand_beside_the_paper(take, changed):
    paper = take().document
    stranger = take(changed(sender=Organ("H99.1", "Cơ quan lạ"), business=Business.RECALL, reason="x", attachments=()))
    assert stranger.document is None
    assert list(paper.exchanges.values_list("business", flat=True)) == [Business.NEW]
