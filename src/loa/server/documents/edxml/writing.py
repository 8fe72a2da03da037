"""A `Packet` or an `Answer` to the bytes of an edXML file: the same values give the same bytes."""

import base64
from datetime import date, datetime
from zoneinfo import ZoneInfo

from lxml import etree

from loa.core.exchange import PRIORITY
from loa.server.documents.edxml.packet import NAMESPACE, Answer, Attachment, Organ, Packet, Reference, Staff
from loa.server.documents.papers.content import clean

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ACTOR = "http://schemas.xmlsoap.org/soap/actor/next"
PREFIX = "edXML"


def write_packet(packet: Packet) -> bytes:
    """The file that another office takes in."""
    root, header = _envelope()
    message = _add(header, "MessageHeader")
    _organ(message, "From", packet.sender)
    for one in packet.to:
        _organ(message, "To", one)
    _add(message, "DocumentId", packet.document_id)
    _all(message, "Code", CodeNumber=packet.number, CodeNotation=packet.symbol)
    _all(message, "PromulgationInfo", Place=packet.place, PromulgationDate=_day(packet.promulgated))
    _all(message, "DocumentType", Type=packet.type_code, TypeName=packet.type_name)
    _add(message, "Subject", packet.subject)
    _add(message, "Content", packet.content)
    _all(message, "SignerInfo", Competence=packet.signer_capacity, Position=packet.signer_position, FullName=packet.signer)
    _add(message, "DueDate", _day(packet.due))
    _list(_add(message, "ToPlaces"), "Place", packet.places)
    other = _all(
        message, "OtherInfo", Priority=PRIORITY[packet.urgency], SphereOfPromulgation="", TyperNotation=packet.drafted_by,
        PromulgationAmount=str(packet.copies or 1), PageAmount=str(packet.pages),
    )  # fmt: skip
    _list(_add(other, "Appendixes"), "Appendix", packet.annexes)
    for about in packet.answers:
        _reference(message, about)
    if packet.steering:
        _add(message, "SteeringType", packet.steering)
    _business(header, packet)
    _files(root, packet.attachments)
    return _bytes(root)


def write_answer(answer: Answer) -> bytes:
    """The file that tells the sender how far its paper has come."""
    root, header = _envelope()
    status = _add(header, "Status")
    _reference(status, answer.about)
    _organ(status, "From", answer.sender)
    _add(status, "StatusCode", answer.status.value)
    _add(status, "Description", answer.description)
    _add(status, "Timestamp", _moment(answer.at))
    _staff(status, answer.staff)
    return _bytes(root)


def _envelope() -> tuple[etree._Element, etree._Element]:
    root = etree.Element(f"{{{NAMESPACE}}}edXML", nsmap={PREFIX: NAMESPACE})
    return root, _add(_add(root, "edXMLEnvelope"), "edXMLHeader")


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(parent: etree._Element, tag: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    if text:
        child.text = clean(text)
    return child


def _all(parent: etree._Element, tag: str, **values: str) -> etree._Element:
    """An element with one child for each value, in the order given."""
    element = _add(parent, tag)
    for name, value in values.items():
        _add(element, name, value)
    return element


def _list(parent: etree._Element, tag: str, values: tuple[str, ...]) -> None:
    for value in values:
        _add(parent, tag, value)


def _organ(parent: etree._Element, tag: str, organ: Organ) -> None:
    _all(
        parent, tag, OrganId=organ.id, OrganizationInCharge=organ.in_charge, OrganName=organ.name, OrganAdd=organ.address,
        Email=organ.email, Telephone=organ.telephone, Fax=organ.fax, Website=organ.website,
    )  # fmt: skip


def _reference(parent: etree._Element, about: Reference) -> None:
    _all(
        parent,
        "ResponseFor",
        OrganId=about.organ_id,
        Code=about.code,
        PromulgationDate=_day(about.promulgated),
        DocumentId=about.document_id,
    )


def _staff(parent: etree._Element, staff: Staff) -> None:
    _all(parent, "StaffInfo", Department=staff.department, Staff=staff.name, Email=staff.email, Mobile=staff.mobile)


def _business(header: etree._Element, packet: Packet) -> None:
    traces = _add(header, "TraceHeaderList")
    for name, value in (("id", "1"), ("version", "1.0"), ("mustUnderstand", "1"), ("actor", ACTOR)):
        traces.set(name, value)
    for trace in packet.traces:
        _all(traces, "TraceHeader", OrganId=trace.organ_id, Timestamp=_moment(trace.at))
    # The standard itself spells it so.
    business = _all(traces, "Bussiness", DocumentId=packet.document_id, BussinessDocType=packet.business.value)
    _add(business, "BussinessDocReason", packet.reason)
    _add(business, "Paper", "1" if packet.on_paper_too else "0")
    if packet.replaced:
        replaced = _add(business, "ReplacementInfoList")
        for identifier in packet.replaced:
            _all(replaced, "ReplacementInfo", DocumentId=identifier)
    _staff(business, packet.staff)


def _files(root: etree._Element, files: tuple[Attachment, ...]) -> None:
    """A manifest in the envelope that names the files, and beside the envelope the files."""
    body = _add(root[0], "edXMLBody")
    manifest = _add(body, "edXMLManifest")
    manifest.set("version", "1.0")
    held = _add(root, "AttachmentEncoded")
    for place, file in enumerate(files, start=1):
        known = {"ContentId": f"cid:{place}", "ContentType": file.content_type, "Description": file.description}
        _all(manifest, "Reference", **known, AttachmentName=file.name)
        packed = _all(held, "Attachment", **known, ContentTransferEncoded="", AttachmentName=file.name)
        packed[3].text = base64.b64encode(file.data).decode("ascii")


def _day(day: date | None) -> str:
    return f"{day:%Y/%m/%d}" if day else ""


def _moment(at: datetime) -> str:
    return f"{at.astimezone(HANOI):%Y/%m/%d %H:%M:%S}"
