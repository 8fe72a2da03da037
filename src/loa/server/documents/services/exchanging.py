"""Exchange of papers as edXML files (liên thông văn bản): taking packets in, packing papers, answering and being answered.

Files come and go by hand, by a folder that another program serves (`loa exchange`), or both: nothing here calls out.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from loa.core.errors import Conflict, NotFound
from loa.core.exchange import Business, PacketStatus, next_status
from loa.core.paper_steps import PaperState, PaperStepNotOpen
from loa.core.roles import Right
from loa.core.words import Said, vi
from loa.server.agencies.queries import Names, identifiers_on
from loa.server.documents.edxml.packet import Answer, Attachment, Organ, Packet, Reference, Staff, Trace, document_id
from loa.server.documents.edxml.reading import read_answer, read_packet
from loa.server.documents.edxml.writing import write_answer, write_packet
from loa.server.documents.errors import (
    FileTooLarge,
    NoOrganIdentifier,
    PacketContradicts,
    PacketNotForUs,
    PacketUnknown,
    PaperWithoutNumber,
)
from loa.server.documents.events import PacketAnswered, PacketSent, PacketTaken, StrangerAnswered
from loa.server.documents.models import Direction, Exchange, ExchangeAnswer, OfficialDocument, PaperFile
from loa.server.documents.papers import paper_from_json
from loa.server.documents.services.books import held_paper, lock_book, registered_before
from loa.server.documents.services.known import read_or_blank, with_known
from loa.server.documents.services.receiving import register_paper
from loa.server.documents.services.sent_as import pdf_of, shape_of
from loa.server.kit import acts, clock, files
from loa.server.kit.actors import Actor

PDF = "application/pdf"
HEADER_CONFIDENCE = 0.97  # a machine wrote it from the sender's own register
MOST_PACKET_BYTES = 100 * 1024 * 1024
MOST_ATTEMPTS = 3  # a paper that goes out hardly ever changes
_PACK = Said(vi("đóng gói liên thông"))
_ISSUED = frozenset({PaperState.ISSUED})
_PACKED_IN = {False: _ISSUED, True: _ISSUED | {PaperState.RECALLED, PaperState.REPLACED}}  # whether it is a recall


def take_packet(*, data: bytes, name: str, agency_id: UUID, by: Actor, now: datetime) -> Exchange:
    """Tiếp nhận gói edXML: register its paper with its files, and answer "đã đến" and "đã tiếp nhận". The same packet again is the same.

    A recall or an update without files is kept beside the paper it is about; the register stays as it is, and the paper's page says so.
    Raises what `read_packet` raises, FileTooLarge, PacketNotForUs and PacketContradicts.
    """
    by.require(Right.REGISTER, agency_id)
    if len(data) > MOST_PACKET_BYTES:
        raise FileTooLarge(name=name, size_mb=-(-len(data) // (1 << 20)), limit_mb=MOST_PACKET_BYTES >> 20)
    packet = read_packet(data, name=name)
    own = identifiers_on([agency_id], clock.day_of(now)).get(agency_id, "")
    if own and packet.to and own not in {organ.id for organ in packet.to}:
        raise PacketNotForUs(name=name, to=", ".join(organ.name or organ.id for organ in packet.to[:5]), own=own)
    read = _read(packet)
    with transaction.atomic():
        lock_book(agency_id)  # whoever takes the same packet at the same moment waits, and finds it taken
        content = content_sha256(packet)
        held = Exchange.objects.filter(agency_id=agency_id, direction=Direction.IN, content_sha256=content).first()
        if held is not None:
            return held
        earlier = _earlier(packet, agency_id)
        if packet.business is Business.NEW and _came(packet, agency_id).exists():
            raise PacketContradicts(name=name, identifier=packet.document_id)
        brings_paper = bool(packet.attachments) or packet.business is Business.NEW
        document = (
            _registered(packet, read, (data, name), agency_id, by=by, now=now) if brings_paper else earlier.document if earlier else None
        )
        exchange = _kept(packet, data, content, agency_id=agency_id, direction=Direction.IN, document=document, now=now)
        acts.record(
            PacketTaken(exchange_id=exchange.pk, identifier=packet.document_id, business=packet.business, file_sha256=exchange.file_sha256),
            by=by,
            now=now,
        )
        for status in (PacketStatus.ARRIVED, *([PacketStatus.ACCEPTED] if brings_paper else [])):
            _note(exchange, status, organ=Organ(own, by.agency_name), at=now, by=by, now=now)
    return exchange


def pack_paper(
    *, paper_id: UUID, business: Business = Business.NEW, reason: str = "", replaced: Sequence[str] = (), by: Actor, now: datetime
) -> Exchange:
    """Đóng gói văn bản đã phát hành: the PDF and its files, for every receiver whose identifier is known. The same content again is the same.

    What was packed before and has another shape now (a signed file, one more receiver) goes as an update. Raises NotFound outside the
    actor's scope, PaperWithoutNumber, PaperStepNotOpen for a paper that is not issued, or was recalled, NoOrganIdentifier, and Conflict
    where the paper changed each time while it was being printed.
    """
    for _attempt in range(MOST_ATTEMPTS):
        with transaction.atomic():
            seen = _to_pack(paper_id, business, by=by)
            _organs_of(seen, now=now)
        printed = _Printed(shape_of(seen), pdf_of(seen))  # outside any lock: it takes seconds
        packed = _sent(paper_id, printed, business=business, reason=reason, replaced=tuple(replaced), by=by, now=now)
        if packed is not None:
            return packed
    raise Conflict


@dataclass(frozen=True, slots=True)
class _Printed:
    """The PDF that goes into a packet, and what it was made of."""

    shape: str
    data: bytes


def _to_pack(paper_id: UUID, business: Business, *, by: Actor) -> OfficialDocument:
    document = held_paper(paper_id, by=by)
    by.require(Right.REGISTER, document.agency_id)  # văn thư sends what was issued
    if not document.office_number:
        raise PaperWithoutNumber
    state = PaperState(document.state)
    if state not in _PACKED_IN[business is Business.RECALL]:
        raise PaperStepNotOpen(state=state.vi, action=_PACK)
    return document


@transaction.atomic
def _sent(
    paper_id: UUID, printed: _Printed, *, business: Business, reason: str, replaced: tuple[str, ...], by: Actor, now: datetime
) -> Exchange | None:
    """The packet, kept; None where the paper changed since it was printed."""
    document = _to_pack(paper_id, business, by=by)
    if shape_of(document) != printed.shape:
        return None
    packet = _packed(document, printed.data, business=business, reason=reason, replaced=replaced, now=now)
    sent = Exchange.objects.filter(agency=document.agency_id, direction=Direction.OUT)
    held = sent.filter(content_sha256=content_sha256(packet)).first()
    if held is None and business is Business.NEW and sent.filter(identifier=packet.document_id[:400], business=business).exists():
        packet = replace(packet, business=Business.UPDATE)
        held = sent.filter(content_sha256=content_sha256(packet)).first()
    if held is not None:
        return held
    content = content_sha256(packet)
    exchange = _kept(
        packet, write_packet(packet), content, agency_id=document.agency_id, direction=Direction.OUT, document=document, now=now
    )
    acts.record(
        PacketSent(
            exchange_id=exchange.pk,
            identifier=packet.document_id,
            business=packet.business,
            organs=len(packet.to),
            file_sha256=exchange.file_sha256,
        ),
        by=by,
        now=now,
    )
    return exchange


@transaction.atomic
def take_answer(*, data: bytes, name: str, agency_id: UUID, by: Actor, now: datetime) -> Exchange:
    """Ghi trạng thái mà nơi nhận báo về: appended to the packet's history; told twice, it stands once.

    Other systems skip steps and repeat them, so what they say is written down as they say it. What an organ says that the packet was not
    addressed to is written down too, marked as such: it says nothing of how far the paper has come. Raises as `read_answer`, and PacketUnknown.
    """
    by.require(Right.REGISTER, agency_id)
    answer = read_answer(data, name=name)
    sent = Exchange.objects.filter(agency_id=agency_id, direction=Direction.OUT)
    about = list(sent.filter(identifier=answer.about.document_id).order_by("at")) if answer.about.document_id else []
    if not about:
        raise PacketUnknown(name=name, identifier=answer.about.document_id or answer.about.code)
    addressed = {organ["id"].casefold() for one in about for organ in one.to}  # also of an earlier packet of the same paper
    _note(
        about[-1],
        answer.status,
        organ=answer.sender,
        at=answer.at,
        by=by,
        now=now,
        description=answer.description,
        staff=answer.staff.name,
        addressed=answer.sender.id.casefold() in addressed,
    )
    return about[-1]


@transaction.atomic
def answer_packet(*, exchange_id: UUID, status: PacketStatus, description: str = "", by: Actor, now: datetime) -> Exchange:
    """Báo trạng thái xử lý cho nơi gửi, in the order that `core.exchange` allows; the file is `answer_file`.

    Raises NotFound, also for a packet of our own, which only its receivers answer, StatusOutOfOrder and ReasonNeeded.
    """
    exchange = Exchange.objects.select_for_update().filter(pk=exchange_id, direction=Direction.IN).first()
    if exchange is None:
        raise NotFound
    by.require(Right.REGISTER, exchange.agency_id)
    last = exchange.answers.last()
    if next_status(PacketStatus(last.status) if last else None, status, reason=description) is not None:
        own = identifiers_on([exchange.agency_id], clock.day_of(now)).get(exchange.agency_id, "")
        _note(exchange, status, organ=Organ(own, by.agency_name), at=now, by=by, now=now, description=description)
    return exchange


def answer_file(answer: ExchangeAnswer) -> bytes:
    """The edXML file of one of our answers, for the sender."""
    exchange = answer.exchange
    day, code = None, exchange.identifier.split(",", 2)[-1]
    if exchange.document is not None:
        day, code = exchange.document.date, exchange.document.reference
    return write_answer(
        Answer(
            about=Reference(exchange.organ, code, day, exchange.identifier),
            sender=Organ(answer.organ, answer.organ_name),
            status=PacketStatus(answer.status),
            at=answer.said_at,
            description=answer.description,
            staff=Staff(name=answer.by_name),
        )
    )


def content_sha256(packet: Packet) -> str:
    """What makes a packet this packet: all but the traces that each office on its way adds."""
    return hashlib.sha256(write_packet(replace(packet, traces=()))).hexdigest()


def _earlier(packet: Packet, agency_id: UUID) -> Exchange | None:
    """The packet that brought the paper this one is about: of the same sender, for nobody recalls another's paper."""
    return _came(packet, agency_id).filter(organ=packet.sender.id[:60]).order_by("at").first()


def _came(packet: Packet, agency_id: UUID) -> "QuerySet[Exchange]":
    came = Exchange.objects.filter(agency_id=agency_id, direction=Direction.IN)
    return came.filter(identifier__in=[packet.document_id[:400], *packet.replaced])


def _read(packet: Packet) -> tuple[str, dict[str, Any]]:
    """Text and reading of the paper, put right by the header; where its file cannot be read, the header alone says what it is."""
    text, reading = read_or_blank(packet.attachments[0].data, name=packet.attachments[0].name) if packet.attachments else ("", {})
    told = {
        "number": packet.number,
        "symbol": packet.symbol,
        "doc_type": packet.type_name,
        "issuer": packet.sender.name,
        "place": packet.place,
        "date": packet.promulgated.isoformat() if packet.promulgated else None,
        "subject": packet.subject,
        "signer": packet.signer,
    }
    return text, with_known(reading, told, sure=HEADER_CONFIDENCE) | {"packet": packet.document_id}


def _registered(
    packet: Packet, read: tuple[str, dict[str, Any]], whole: tuple[bytes, str], agency_id: UUID, *, by: Actor, now: datetime
) -> OfficialDocument:
    """The paper in the register: the one that came another way before, or a new one with its further files; without any, the packet itself."""
    text, reading = read
    data, name = (packet.attachments[0].data, packet.attachments[0].name) if packet.attachments else whole
    held = registered_before(agency_id=agency_id, sha256=hashlib.sha256(data).hexdigest())
    if held is not None:
        return held
    document = register_paper(data=data, name=name, text=text, reading=reading, agency_id=agency_id, by=by, now=now)
    PaperFile.objects.bulk_create(
        PaperFile(
            document=document, position=place, name=one.name[:255], media_type=one.content_type[:120], file_sha256=files.keep(one.data)
        )
        for place, one in enumerate(packet.attachments[1:], start=1)
    )
    return document


def _kept(
    packet: Packet, data: bytes, content: str, *, agency_id: UUID, direction: Direction, document: OfficialDocument | None, now: datetime
) -> Exchange:
    return Exchange.objects.create(
        agency_id=agency_id,
        direction=direction,
        identifier=packet.document_id[:400],
        business=packet.business,
        reason=packet.reason,
        organ=packet.sender.id[:60],
        organ_name=packet.sender.name[:300],
        to=[{key: asdict(organ)[key] for key in ("id", "name")} for organ in packet.to],
        file_sha256=files.keep(data),
        content_sha256=content,
        document=document,
        at=now,
    )


def _note(
    exchange: Exchange,
    status: PacketStatus,
    *,
    organ: Organ,
    at: datetime,
    by: Actor,
    now: datetime,
    description: str = "",
    staff: str | None = None,
    addressed: bool = True,
) -> None:
    _, added = ExchangeAnswer.objects.get_or_create(
        exchange=exchange,
        organ=organ.id[:60],
        status=status,
        said_at=at,
        defaults={
            "organ_name": organ.name[:300],
            "description": description,
            "addressed": addressed,
            "noted_at": now,
            "by_name": by.name if staff is None else staff[:200],
            "by_person_id": by.person_id if staff is None else None,
        },
    )
    if added:
        event = PacketAnswered if addressed else StrangerAnswered
        acts.record(event(exchange_id=exchange.pk, organ=organ.name or organ.id, status=status.value), by=by, now=now)


def _organs_of(document: OfficialDocument, *, now: datetime) -> tuple[Organ, list[Organ]]:
    """Sender and receivers, by the identifiers they bear today and the names they bore on the day of the paper. Raises NoOrganIdentifier."""
    on = document.date or clock.day_of(now)
    to = list(document.recipients.values_list("agencies", flat=True).distinct().exclude(agencies=None))
    identifiers = identifiers_on([document.agency_id, *to], clock.day_of(now))
    names = Names([document.agency_id, *to])
    if document.agency_id not in identifiers:
        raise NoOrganIdentifier(who=names.on(document.agency_id, on))
    organs = [Organ(identifiers[one], names.on(one, on)) for one in to if one in identifiers]
    if not organs:
        raise NoOrganIdentifier(who=Said(vi("Tất cả nơi nhận")))
    return Organ(identifiers[document.agency_id], names.on(document.agency_id, on)), organs


def _packed(
    document: OfficialDocument, printed: bytes, *, business: Business, reason: str, replaced: tuple[str, ...], now: datetime
) -> Packet:
    on = document.date or clock.day_of(now)
    sender, organs = _organs_of(document, now=now)
    paper = replace(paper_from_json(document.content), number=document.office_number)
    position = paper.signature.lines[-1] if paper.signature.lines else ""
    return Packet(
        sender=sender,
        to=tuple(sorted(organs, key=lambda organ: organ.id)),
        document_id=document_id(sender.id, on, document.reference),
        number=document.office_number,
        symbol=document.symbol,
        place=document.place,
        promulgated=on,
        type_name=document.doc_type,
        subject=document.subject,
        signer_capacity=", ".join(paper.signature.lines[:-1]),
        signer_position=position,
        signer=paper.signature.name,
        urgency=paper.urgency,
        places=paper.recipients,
        business=business,
        reason=reason,
        replaced=replaced,
        traces=(Trace(sender.id, now),),
        attachments=(Attachment(f"{document.reference.replace('/', '-')}.pdf", printed, PDF), *_files_of(document)),
    )


def _files_of(document: OfficialDocument) -> list[Attachment]:
    return [Attachment(one.name, files.read(one.file_sha256), one.media_type or "application/octet-stream") for one in document.files.all()]
