"""edXML files: what one office writes another reads, in all the ways in which systems write them; and hostile ones."""

import base64
import io
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.errors import LoaError
from loa.core.exchange import Business, PacketStatus
from loa.core.stamps import Urgency
from loa.server.documents.edxml.packet import Answer, Attachment, Organ, Packet, Reference, Staff, Trace, document_id
from loa.server.documents.edxml.reading import is_answer, is_edxml, read_answer, read_packet
from loa.server.documents.edxml.writing import write_answer, write_packet
from loa.server.documents.errors import PacketIncomplete, PacketUnreadable, PacketUnsafe

SENT = datetime(2021, 7, 28, 2, 30, 15, tzinfo=UTC)
PAPER = Packet(
    sender=Organ("H26.3", "Sở Thông tin và Truyền thông Hà Nội", email="vanthu@example.vn"),
    to=(Organ("H26.21", "UBND quận Ba Đình"), Organ("H26.22", "UBND quận Hoàn Kiếm")),
    document_id=document_id("H26.3", date(2021, 7, 28), "1349/STTTT-BCXBTT"),
    number="1349",
    symbol="STTTT-BCXBTT",
    place="Hà Nội",
    promulgated=date(2021, 7, 28),
    type_code="1",
    type_name="Công văn",
    subject="tuyên truyền chiến dịch tiêm vắc xin & “5K” <phòng, chống dịch>",
    signer_capacity="KT. GIÁM ĐỐC",
    signer_position="PHÓ GIÁM ĐỐC",
    signer="Nguyễn Thị Mẫu",
    due=date(2021, 8, 15),
    places=("Như trên", "UBND Thành phố (để b/c)"),
    urgency=Urgency.AT_ONCE,
    drafted_by="NVA",
    copies=90,
    pages=2,
    annexes=("Phụ lục I",),
    answers=(Reference("H26", "2222/UBND-KGVX", date(2021, 7, 20), "H26,2021/07/20,2222/UBND-KGVX"),),
    steering="1",
    business=Business.REPLACE,
    reason="Sửa thời hạn báo cáo",
    replaced=("H26.3,2021/07/27,1340/STTTT-BCXBTT",),
    staff=Staff("Phòng BCXBTT", "Trần Văn Thử", "thu@example.vn", "0900000000"),
    traces=(Trace("H26.3", SENT),),
    attachments=(Attachment("1349.pdf", b"%PDF-1.7 \x00\xff", "application/pdf"), Attachment("phu-luc.docx", b"PK\x03\x04 not one", "x/y")),
)


def test_what_is_written_is_read_back_whole():
    assert read_packet(write_packet(PAPER), name="a.edxml") == PAPER


def test_the_same_paper_gives_the_same_bytes():
    assert write_packet(PAPER) == write_packet(replace(PAPER))


def test_an_answer_is_read_back_whole():
    answer = Answer(
        about=Reference("H26.3", "1349/STTTT-BCXBTT", date(2021, 7, 28), PAPER.document_id),
        sender=Organ("H26.21", "UBND quận Ba Đình"),
        status=PacketStatus.REFUSED,
        at=SENT,
        description="Gửi nhầm nơi nhận",
        staff=Staff("Văn phòng", "Lê Thị Thử"),
    )
    data = write_answer(answer)
    assert is_answer(data, name="a")
    assert read_answer(data, name="a") == answer


def test_elements_are_found_whatever_prefix_order_or_envelope_a_system_writes():
    other = """<?xml version="1.0"?><x:edXML xmlns:x="urn:other"><SOAP><Header><MessageHeader>
      <Code><CodeNotation> UBND-VX </CodeNotation><CodeNumber>07</CodeNumber></Code>
      <DocumentId>000.00.00.H26,2021/08/02,07/UBND-VX</DocumentId><Subject>V/v\n  phòng dịch</Subject>
      <PromulgationInfo><PromulgationDate>02/08/2021</PromulgationDate></PromulgationInfo>
      <From><OrganId>000.00.00.H26</OrganId></From></MessageHeader></Header></SOAP>
      <Business><BusinessDocType>01</BusinessDocType></Business></x:edXML>"""
    packet = read_packet(other.encode("utf-16"), name="b")
    assert (packet.reference, packet.promulgated, packet.subject) == ("07/UBND-VX", date(2021, 8, 2), "V/v phòng dịch")
    assert packet.business is Business.RECALL
    assert packet.attachments == ()


def zipped(name: str, data: bytes) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return box.getvalue()


@pytest.mark.parametrize(
    ("name", "sent", "got"),
    [
        ("cv.pdf", zipped("cv.pdf", b"%PDF-1.4"), b"%PDF-1.4"),
        ("anh.zip", zipped("anh.png", b"png"), zipped("anh.png", b"png")),
        ("cv.docx", b"PK\x03\x04 broken", b"PK\x03\x04 broken"),
    ],
)
def test_a_file_zipped_for_the_way_is_unzipped_and_any_other_stays_as_it_is(name, sent, got):
    data = write_packet(replace(PAPER, attachments=(Attachment(name, sent),)))
    assert read_packet(data, name="c").attachments[0].data == got


def test_a_name_never_leads_out_of_its_folder():
    data = write_packet(replace(PAPER, attachments=(Attachment("../../etc/passwd", b"x"), Attachment("C:\\a\\b.pdf", b"y"))))
    assert [file.name for file in read_packet(data, name="d").attachments] == ["passwd", "b.pdf"]


def test_the_first_file_of_the_manifest_is_the_paper():
    data = write_packet(PAPER).decode().replace("cid:1<", "cid:9<", 1).replace("cid:2<", "cid:1<", 1)
    assert next(file.name for file in read_packet(data.encode(), name="e").attachments) == "1349.pdf"


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_packet_that_declares_anything_is_not_opened(declared, encoding):
    text = (
        write_packet(PAPER)
        .decode()
        .replace("?>", f"?>{declared}", 1)
        .replace('encoding="UTF-8"', f'encoding="{encoding}"')
        .replace("'UTF-8'", f"'{encoding}'")
    )
    with pytest.raises(PacketUnsafe):
        read_packet(text.encode(encoding), name="f")


def test_a_zip_bomb_in_an_attachment_is_not_unpacked():
    bomb = zipped("cv.pdf", b"\0" * (210 * 1024 * 1024))
    with pytest.raises(PacketUnsafe):
        read_packet(write_packet(replace(PAPER, attachments=(Attachment("cv.pdf", bomb),))), name="g")


def test_too_many_files_are_refused():
    with pytest.raises(PacketUnsafe):
        read_packet(write_packet(replace(PAPER, attachments=(Attachment("a", b"a"),) * 61)), name="h")


@pytest.mark.parametrize("element", ["From", "DocumentId", "CodeNumber", "MessageHeader"])
def test_a_packet_without_what_names_its_paper_is_refused_by_the_missing_element(element):
    text = write_packet(PAPER).decode().replace(f"edXML:{element}>", "edXML:Other>")
    with pytest.raises(PacketIncomplete, match="QCVN 102"):
        read_packet(text.encode(), name="i")


def test_edxml_is_known_by_its_first_element():
    assert is_edxml(write_packet(PAPER))
    assert is_edxml(write_packet(PAPER).decode().encode("utf-16"))
    assert not is_edxml(b"Kinh gui: edXML")
    assert not is_edxml(b"<html></html>")


GOOD = write_packet(PAPER)


@given(place=st.integers(0, len(GOOD) - 1), put=st.binary(max_size=6), cut=st.integers(0, 40))
def test_a_damaged_packet_is_read_or_refused_with_a_sentence(place, put, cut):
    with suppress(LoaError):
        read_packet(GOOD[:place] + put + GOOD[place + cut :], name="k")


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_with_a_sentence(data):
    with pytest.raises(LoaError):
        read_packet(data, name="l")


def test_bytes_that_are_no_base64_are_refused():
    text = write_packet(PAPER).decode().replace(base64.b64encode(PAPER.attachments[0].data).decode(), "không phải")
    with pytest.raises(PacketUnreadable):
        read_packet(text.encode(), name="m")
