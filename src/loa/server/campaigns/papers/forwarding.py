"""Công văn triển khai: the letter with which one level hands a campaign down to the next, in its own name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from loa.core.folding import lower_first
from loa.server.agencies.models import AgencyVersion
from loa.server.campaigns.models import Assignment
from loa.server.documents.papers.content import ILLUSTRATION, Numbered, Paper, Paragraph, Signature
from loa.server.documents.papers.kinds import PaperKind
from loa.server.documents.papers.signing import leads, signature_of
from loa.server.documents.papers.stored import paper_to_json
from loa.server.documents.services import NewPaper
from loa.server.kit import clock
from loa.server.kit.actors import Actor
from loa.server.people.queries import title_on


@dataclass(frozen=True, slots=True)
class Sender:
    """The agency that hands down, as its letterhead and signature block show it."""

    name: str
    symbol: str
    place: str
    superior_line: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class HandedDown:
    """What is handed down: the superior's letter, its requests, and this level's own words and deadline."""

    basis_reference: str
    basis_date: date | None
    basis_issuer: str
    subject: str
    requests: tuple[str, ...]
    note: str
    due_at: datetime | None
    addressed_to: tuple[str, ...]


def forwarding_letter(sender: Sender, handed: HandedDown, *, signed_on: date, number: str = "", simulated: bool = False) -> Paper:
    """The letter as structured content; the number stays blank until văn thư enters it."""
    basis = f"Công văn số {handed.basis_reference}" + (f" ngày {handed.basis_date:%d/%m/%Y}" if handed.basis_date else "")
    if handed.basis_issuer:
        basis += f" của {handed.basis_issuer}"
    body: list[Paragraph | Numbered] = [
        Paragraph(f"Thực hiện {basis} về việc {lower_first(handed.subject)}, {sender.name} đề nghị các đơn vị thực hiện các nội dung sau:")
    ]
    body += [Numbered(f"{i}.", _without_number(request)) for i, request in enumerate(handed.requests, start=1)]
    if handed.note:
        body.append(Numbered(f"{len(handed.requests) + 1}.", handed.note))
    body.append(Paragraph(_closing(sender, handed.due_at)))
    return Paper(
        kind=PaperKind.LETTER,
        issuing_agency=sender.name,
        superior_agency=sender.superior_line,
        symbol=sender.symbol,
        number=number,
        place=sender.place,
        signed_on=signed_on,
        year=signed_on.year,
        subject=lower_first(handed.subject),
        addressed_to=handed.addressed_to,
        body=tuple(body),
        signature=sender.signature,
        recipients=("Như trên",),
        archive="VT",
        mark=ILLUSTRATION if simulated else "",
    )


def _closing(sender: Sender, due_at: datetime | None) -> str:
    if due_at is None:
        return f"Đề nghị các đơn vị triển khai thực hiện và báo cáo kết quả về {sender.name} để tổng hợp./."
    moment = due_at.astimezone(clock.HANOI)
    hour = f"{moment:%H giờ}" + (f" {moment:%M}" if moment.minute else "")
    return f"Đề nghị các đơn vị báo cáo kết quả về {sender.name} trước {hour} ngày {moment:%d/%m/%Y} để tổng hợp./."


def _without_number(request: str) -> str:
    """The request without the superior's own numbering, which this letter replaces."""
    head, dot, rest = request.partition(". ")
    return rest if dot and head.isdigit() else request


BELOW = "Ủy ban nhân dân các xã, phường, thị trấn trên địa bàn"


def letter_handing_down(
    assignment: Assignment,
    sender: AgencyVersion,
    *,
    to: Sequence[UUID],
    note: str,
    due_at: datetime | None,
    on: date,
    by: Actor,
    lines: Sequence[tuple[str, Sequence[UUID]]] = (),
) -> NewPaper:
    """What `draw_up_papers` takes for this level's own letter: the letter it got as basis, its requests, an own note and deadline.

    `lines` are those of "Kính gửi", each with its agencies; without them, all stand in one line. A head or deputy who hands down signs it, or who does it by their delegation; drawn up by anybody else it waits for the head's hand.
    """
    signature = _signature(sender, on, by)
    lines = lines or [(BELOW, to)]
    basis, simulated = assignment.letter, assignment.campaign.simulated
    place = sender.place_name or "Hà Nội"
    paper = forwarding_letter(
        Sender(name=sender.name, symbol=sender.symbol, place=place, superior_line=sender.superior_line, signature=signature),
        HandedDown(
            basis_reference=basis.reference,
            basis_date=basis.date,
            basis_issuer=basis.issuer,
            subject=basis.subject,
            requests=tuple(clause.text for clause in assignment.clauses.all() if clause.kind == "request"),
            note=note,
            due_at=due_at,
            addressed_to=tuple(line for line, _agencies in lines),
        ),
        signed_on=on,
        simulated=simulated,
    )
    return NewPaper(
        goes_at_once=True,
        doc_type="Công văn",
        symbol=sender.symbol,
        subject=basis.subject,
        issuer=sender.name,
        place=place,
        date=on,
        signer=signature.name,
        content=paper_to_json(paper),
        to=lines,
        basis_id=basis.pk,
        simulated=simulated,
    )


def _signature(sender: AgencyVersion, on: date, by: Actor) -> Signature:
    persons = [(by.person_id, None), (by.behalf_person_id, by.behalf_person_id)]
    for titled, for_person in persons:
        if titled is not None and leads(title_on(titled, sender.agency_id, on), sender):
            return signature_of(sender, on=on, person_id=by.person_id, name=by.name, for_person_id=for_person)
    return Signature(sender.signature_block)
