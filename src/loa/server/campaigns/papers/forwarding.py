"""Công văn triển khai: the letter with which one level hands a campaign down to the next, in its own name."""

from dataclasses import dataclass
from datetime import date, datetime

from loa.core.folding import lower_first
from loa.server.documents.papers.content import ILLUSTRATION, Numbered, Paper, PaperKind, Paragraph, Signature
from loa.server.kit import clock


@dataclass(frozen=True, slots=True)
class Sender:
    """The agency that hands down, as its letterhead and signature block show it."""

    name: str
    symbol: str
    place: str
    superior_line: str
    signature: tuple[str, ...]


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
        signature=Signature(sender.signature),
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
