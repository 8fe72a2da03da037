"""Bytes of an edXML file to a `Packet` or an `Answer`. The file is hostile until it has been read.

Offices write prefixes, envelopes and the order of elements in their own ways: elements are found by their names alone.
"""

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import TypeVar
from zoneinfo import ZoneInfo

from lxml import etree

from loa.core.exchange import PRIORITY, Business, PacketStatus
from loa.core.faces import Faced
from loa.core.folding import nfc
from loa.core.stamps import Urgency
from loa.server.documents.edxml.packet import Answer, Attachment, Organ, Packet, Reference, Staff, Trace
from loa.server.documents.errors import PacketIncomplete, PacketUnreadable, PacketUnsafe
from loa.server.documents.intake.docx import BROKEN_ZIP

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")  # times in packets carry no zone
MOST_ATTACHMENTS = 60
MOST_UNPACKED_BYTES = 200 * 1024 * 1024  # of all attachments of a packet together
MOST_ELEMENTS = 20_000
MOST_CHARACTERS = 4_000  # of a value; a subject is far shorter
FORBIDDEN = ("<!DOCTYPE", "<!ENTITY")
DAYS = ("%Y/%m/%d", "%Y-%m-%d", "%d/%m/%Y", "%Y%m%d")
MOMENTS = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S")
ROOT_MARK = b"edxml"

Code = TypeVar("Code", bound=Faced)


def is_edxml(data: bytes) -> bool:
    """Known by its first element, in UTF-8 or UTF-16."""
    head = data[:1500].replace(b"\0", b"").lower()
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and ROOT_MARK in head


def is_answer(data: bytes, *, name: str) -> bool:
    """Whether the file tells a status instead of bringing a paper. Raises as `read_packet`."""
    return _first(_parsed(data, name=name), "StatusCode") is not None


def read_packet(data: bytes, *, name: str) -> Packet:
    """A paper as packed by another office.

    Raises PacketUnreadable, PacketUnsafe (declarations, bombs) or PacketIncomplete, which names the element that is missing.
    """
    root = _parsed(data, name=name)
    header = _needed(root, "MessageHeader", name)
    sender = _organ(_needed(header, "From", name))
    code, about, signer = (_child(header, tag) for tag in ("Code", "PromulgationInfo", "SignerInfo"))
    other, kind, trace = _child(header, "OtherInfo"), _child(header, "DocumentType"), _first(root, "TraceHeaderList")
    business = next((found for tag in ("Bussiness", "Business") if (found := _first(root, tag)) is not None), None)
    identifier = _text(header, "DocumentId") or _text(business, "DocumentId")
    number, symbol = _text(code, "CodeNumber"), _text(code, "CodeNotation")
    for element, value in (("From/OrganId", sender.id), ("DocumentId", identifier), ("Code/CodeNumber", number)):
        if not value:
            raise PacketIncomplete(name=name, element=element)
    return Packet(
        sender=sender,
        to=tuple(_organ(one) for one in _children(header, "To")),
        document_id=identifier,
        number=number,
        symbol=symbol,
        place=_text(about, "Place"),
        promulgated=_day(_text(about, "PromulgationDate")),
        type_code=_text(kind, "Type"),
        type_name=_text(kind, "TypeName"),
        subject=_text(header, "Subject"),
        content=_text(header, "Content"),
        signer_capacity=_text(signer, "Competence"),
        signer_position=_text(signer, "Position"),
        signer=_text(signer, "FullName"),
        due=_day(_text(header, "DueDate")),
        places=_texts(_child(header, "ToPlaces"), "Place"),
        urgency=_urgency(_text(other, "Priority")),
        drafted_by=_text(other, "TyperNotation"),
        copies=_whole(_text(other, "PromulgationAmount")),
        pages=_whole(_text(other, "PageAmount")),
        annexes=_texts(_child(other, "Appendixes"), "Appendix"),
        answers=tuple(_reference(one) for one in _children(header, "ResponseFor")),
        steering=_text(header, "SteeringType"),
        business=_coded(Business, _text(business, "BussinessDocType", "BusinessDocType")) or Business.NEW,
        reason=_text(business, "BussinessDocReason", "BusinessDocReason"),
        on_paper_too=_text(business, "Paper") == "1",
        replaced=tuple(_texts(one, "DocumentId")[0] for one in _all(business, "ReplacementInfo") if _texts(one, "DocumentId")),
        staff=_staff(_child(business, "StaffInfo")),
        traces=tuple(_traces(trace)),
        attachments=_attachments(root, name=name),
    )


def read_answer(data: bytes, *, name: str) -> Answer:
    """What a receiver says of a packet. Raises as `read_packet`."""
    root = _parsed(data, name=name)
    status = _needed(root, "Status", name) if _first(root, "Status") is not None else root
    about, sender = (_needed(status, tag, name) for tag in ("ResponseFor", "From"))
    said = _coded(PacketStatus, _text(_needed(status, "StatusCode", name), "."))
    at = _moment(_text(_needed(status, "Timestamp", name), "."))
    if said is None or at is None:
        raise PacketIncomplete(name=name, element="StatusCode" if said is None else "Timestamp")
    return Answer(
        about=_reference(about),
        sender=_organ(sender),
        status=said,
        at=at,
        description=_text(_first(status, "Description"), "."),
        staff=_staff(_first(status, "StaffInfo")),
    )


def _parsed(data: bytes, *, name: str) -> etree._Element:
    """The tree, without any declaration: what an entity could do cannot be written."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as failure:
        raise PacketUnreadable(name=name) from failure
    if any(mark in text for mark in FORBIDDEN):
        raise PacketUnsafe(name=name)
    # One file of 50 MB is one text: libxml2 takes it only as "huge". Without declarations nothing can grow.
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as failure:
        raise PacketUnreadable(name=name) from failure
    if sum(1 for _ in islice(root.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise PacketUnsafe(name=name)
    return root


def _named(element: etree._Element, tag: str) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname == tag


def _all(element: etree._Element | None, tag: str) -> Iterator[etree._Element]:
    """Everything so called below, at any depth."""
    return (one for one in element.iter() if _named(one, tag)) if element is not None else iter(())


def _first(element: etree._Element | None, tag: str) -> etree._Element | None:
    return next(_all(element, tag), None)


def _children(element: etree._Element | None, tag: str) -> Iterator[etree._Element]:
    return (one for one in element if _named(one, tag)) if element is not None else iter(())


def _child(element: etree._Element | None, tag: str) -> etree._Element | None:
    return next(_children(element, tag), None)


def _needed(element: etree._Element, tag: str, name: str) -> etree._Element:
    found = _first(element, tag)
    if found is None:
        raise PacketIncomplete(name=name, element=tag)
    return found


def _text(element: etree._Element | None, *tags: str) -> str:
    """The text of the first child so called; "." is the element itself. White space folded, NFC, of bounded length."""
    for tag in tags:
        found = element if tag == "." else _child(element, tag)
        if found is not None and found.text:
            return nfc(" ".join(found.text[:MOST_CHARACTERS].split()))
    return ""


def _texts(element: etree._Element | None, tag: str) -> tuple[str, ...]:
    return tuple(text for one in _all(element, tag) if (text := _text(one, ".")))


def _parsed_time(text: str, formats: Sequence[str]) -> datetime | None:
    for form in formats:
        try:
            return datetime.strptime(text, form).replace(tzinfo=HANOI)
        except ValueError:
            continue
    return None


def _day(text: str) -> date | None:
    found = _parsed_time(text.split("T", maxsplit=1)[0].split(" ", maxsplit=1)[0], DAYS)
    return found.date() if found else None


def _moment(text: str) -> datetime | None:
    return _parsed_time(text.split(".", maxsplit=1)[0].removesuffix("Z"), MOMENTS) or _parsed_time(text, DAYS)


def _whole(text: str) -> int:
    return min(int(text), 1_000_000) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _coded(codes: type[Code], text: str) -> Code | None:
    """By its code, with or without a leading zero."""
    return next((code for code in codes if text and code.value.lstrip("0") == text.lstrip("0")), None)


def _urgency(priority: str) -> Urgency:
    """By its number; 4 is "hỏa tốc hẹn giờ"."""
    return next((urgency for urgency, number in PRIORITY.items() if number == ("3" if priority == "4" else priority)), Urgency.NONE)


def _organ(element: etree._Element) -> Organ:
    return Organ(
        id=_text(element, "OrganId"),
        name=_text(element, "OrganName"),
        in_charge=_text(element, "OrganizationInCharge"),
        address=_text(element, "OrganAdd"),
        email=_text(element, "Email"),
        telephone=_text(element, "Telephone"),
        fax=_text(element, "Fax"),
        website=_text(element, "Website"),
    )


def _reference(element: etree._Element) -> Reference:
    return Reference(
        organ_id=_text(element, "OrganId"),
        code=_text(element, "Code"),
        promulgated=_day(_text(element, "PromulgationDate")),
        document_id=_text(element, "DocumentId"),
    )


def _staff(element: etree._Element | None) -> Staff:
    return Staff(
        department=_text(element, "Department"),
        name=_text(element, "Staff"),
        email=_text(element, "Email"),
        mobile=_text(element, "Mobile"),
    )


def _traces(element: etree._Element | None) -> Iterator[Trace]:
    for one in _all(element, "TraceHeader"):
        at = _moment(_text(one, "Timestamp"))
        if at is not None:
            yield Trace(organ_id=_text(one, "OrganId"), at=at)


def _attachments(root: etree._Element, *, name: str) -> tuple[Attachment, ...]:
    """The files, in the order of the manifest where there is one: the first is the paper."""
    held = [one for one in _all(root, "Attachment") if _child(one, "ContentId") is not None or _first(one, "AttachmentName") is not None]
    if len(held) > MOST_ATTACHMENTS:
        raise PacketUnsafe(name=name)
    listed = [_text(one, "ContentId") for one in _all(root, "Reference")]
    order = {content_id.removeprefix("cid:"): place for place, content_id in reversed(list(enumerate(listed)))}
    held.sort(key=lambda one: order.get(_text(one, "ContentId").removeprefix("cid:"), len(order)))
    files: list[Attachment] = []
    left = MOST_UNPACKED_BYTES
    for one in held:
        files.append(_attachment(one, left=left, name=name))
        left -= len(files[-1].data)
    return tuple(files)


def _attachment(element: etree._Element, *, left: int, name: str) -> Attachment:
    encoded = next((found for tag in ("ContentTransferEncoded", "Content") if (found := _child(element, tag)) is not None), None)
    try:
        data = base64.b64decode("".join((encoded.text or "").split()) if encoded is not None else "", validate=True)
    except (binascii.Error, ValueError) as failure:
        raise PacketUnreadable(name=name) from failure
    called = _text(element, "AttachmentName").replace("\\", "/").rpartition("/")[2] or "van-ban"
    return Attachment(
        name=called,
        data=_unpacked(data, called, left=left, name=name),
        content_type=_text(element, "ContentType") or "application/octet-stream",
        description=_text(element, "Description"),
    )


def _unpacked(data: bytes, called: str, *, left: int, name: str) -> bytes:
    """Many systems zip each file before they encode it. A DOCX is a ZIP too, of many parts; what is called .zip is sent as one."""
    if len(data) > left:
        raise PacketUnsafe(name=name)
    if not data.startswith(b"PK\x03\x04") or called.lower().endswith(".zip"):
        return data
    return _only_entry(data, left=left, name=name) or data


def _only_entry(data: bytes, *, left: int, name: str) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if len(entries) != 1:
                return None
            if entries[0].flag_bits & 1 or entries[0].file_size > left:
                raise PacketUnsafe(name=name)
            with package.open(entries[0]) as stream:
                unpacked = stream.read(left + 1)
    except BROKEN_ZIP:
        return None  # damaged on the way: whoever opens the file says so
    if len(unpacked) > left:
        raise PacketUnsafe(name=name)
    return unpacked
