"""A paper as it is printed: every line, size and length settled once, so that DOCX and PDF say and show the same."""

from dataclasses import dataclass
from typing import Final, Literal

from loa.server.documents.papers import measure
from loa.server.documents.papers.content import Paper, Signature, capitals, clean
from loa.server.documents.papers.kinds import KINDS, STAMP_HEIGHT_MM, STAMP_WIDTH_MM, PaperKind

RED: Final = "FF0000"
BLACK: Final = "000000"
# So many recipients stand beside the signature; the others follow below it, over as many pages as they need.
MOST_BESIDE: Final = 26


@dataclass(frozen=True)
class Headline:
    """One element of the letterhead on its lines."""

    lines: tuple[str, ...]
    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Stamp:
    """A framed word."""

    text: str
    width_mm: float
    color: str
    height_mm: float = STAMP_HEIGHT_MM


@dataclass(frozen=True)
class Addressing:
    """Whom the paper goes to. `shape`: one on the line of the lead, centred or as a paragraph; several as a list below it."""

    shape: Literal["none", "centre", "line", "list"]
    lead: str = ""
    names: tuple[str, ...] = ()
    lead_mm: float = 0
    names_mm: float = 0


@dataclass(frozen=True)
class Signed:
    """A signature block on its lines."""

    authority: tuple[str, ...]
    name: tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """All of a paper but its body and annexes, which the renderers walk through themselves."""

    size: dict[str, float]
    agencies: tuple[Headline, ...]
    agency_rule_mm: float
    agency_star: bool
    nation: tuple[Headline, ...]
    nation_rule_mm: float
    number: Headline
    concerning: Headline | None
    day: Headline
    stamps: tuple[Stamp, ...]
    circulation: Stamp | None
    type_name: str
    subject: tuple[str, ...]
    subject_rule_mm: float
    authority: tuple[str, ...]
    ordains: str
    addressing: Addressing
    signatures: tuple[Signed, ...]
    recipients_beside: tuple[str, ...]
    recipients_below: tuple[str, ...]
    drafter: str
    contact: tuple[str, ...]


def printed(paper: Paper) -> Printed:
    """The paper's elements on their lines."""
    size = measure.PARTY_SIZE if paper.is_party else measure.SIZE
    named = paper.kind.is_named
    ordains = KINDS[paper.kind].ordains
    lines = tuple(clean(line) for line in paper.recipient_lines)
    # A joint paper names its recipients below all its signatures.
    beside = 0 if paper.joint else min(len(lines), MOST_BESIDE)
    return Printed(
        size=size,
        agencies=_agencies(paper, size["agency"]),
        agency_rule_mm=0 if paper.is_party else measure.agency_rule_mm(_last_agency(paper)),
        agency_star=paper.is_party,
        nation=_nation(paper, size),
        nation_rule_mm=measure.party_rule_mm() if paper.is_party else measure.tieu_ngu_rule_mm(),
        number=Headline((clean(paper.number_line),), size["number"]),
        concerning=None if named else _concerning(paper, size["concerning"]),
        day=Headline((clean(paper.date_line),), size["date"], italic=True),
        stamps=_stamps(paper),
        circulation=_framed(paper.circulation.vi, BLACK) if paper.circulation else None,
        type_name=capitals(paper.kind.vi) if named else "",
        subject=tuple(measure.subject_lines(clean(paper.subject), size_pt=size["subject"])) if named else (),
        subject_rule_mm=measure.subject_rule_mm(clean(paper.subject)) if named else 0,
        authority=_in_body(paper.who_acts) if ordains else (),
        ordains=ordains,
        addressing=_addressing(paper),
        signatures=tuple(_signed(one, size["signer"]) for one in (paper.signature, *(other.signature for other in paper.joint))),
        recipients_beside=lines[:beside],
        recipients_below=lines[beside:],
        drafter=clean(paper.drafter_line),
        contact=contact_lines(paper.contact),
    )


def contact_lines(contact: str) -> tuple[str, ...]:
    """The line of address on as few lines as it needs, broken after a semicolon where it can be."""
    size, room = measure.SIZE["contact"], measure.TEXT_WIDTH_MM
    lines: list[str] = []
    for part in (f"{one.strip()};" for one in clean(contact).split(";") if one.strip()):
        longer = f"{lines[-1]} {part}" if lines else part
        if lines and measure.width_mm(longer, size_pt=size) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    whole = [line for found in lines for line in measure.balanced_lines(found, size_pt=size, room_mm=room)]
    return (*whole[:-1], whole[-1].removesuffix(";")) if whole else ()


def _agencies(paper: Paper, size: float) -> tuple[Headline, ...]:
    found = []
    if paper.superior_agency:
        found.append(Headline(tuple(measure.agency_lines(capitals(paper.superior_agency), bold=False, size_pt=size)), size))
    issuers = [paper.issuing_agency, *(one.agency for one in paper.joint)]
    lines = [line for issuer in issuers[:-1] for line in measure.agency_lines(f"{capitals(issuer)} -", bold=True, size_pt=size)]
    lines += measure.agency_lines(capitals(issuers[-1]), bold=True, size_pt=size)
    return (*found, Headline(tuple(lines), size, bold=True))


def _last_agency(paper: Paper) -> str:
    return capitals(paper.joint[-1].agency if paper.joint else paper.issuing_agency)


def _nation(paper: Paper, size: dict[str, float]) -> tuple[Headline, ...]:
    if paper.is_party:
        return (Headline(("ĐẢNG CỘNG SẢN VIỆT NAM",), size["quoc_hieu"], bold=True),)
    return (
        Headline(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",), size["quoc_hieu"], bold=True),
        Headline(("Độc lập - Tự do - Hạnh phúc",), size["tieu_ngu"], bold=True),
    )


def _concerning(paper: Paper, size: float) -> Headline:
    """A Party letter has its subject in italics, without "V/v"."""
    subject = clean(paper.concerning)
    words = subject[:1].upper() + subject[1:] if paper.is_party else f"V/v {subject}"
    return Headline(tuple(measure.concerning_lines(words, size_pt=size)), size, italic=paper.is_party)


def _stamps(paper: Paper) -> tuple[Stamp, ...]:
    """Ô 10a, then 10b; a draft says so first of all."""
    found = [_framed(paper.draft, BLACK)] if paper.draft else []
    found += [Stamp(mark.vi, STAMP_WIDTH_MM[mark], RED) for mark in (paper.security, paper.urgency) if mark]
    return tuple(found)


def _framed(text: str, color: str) -> Stamp:
    words = capitals(text)
    return Stamp(words, round(measure.width_mm(words, size_pt=measure.SIZE["stamp"], bold=True) + 6, 1), color)


def _addressing(paper: Paper) -> Addressing:
    if not paper.addressed_to:
        return Addressing("none")
    lead, letter = clean(paper.addressing), KINDS[paper.kind].lead == "Kính gửi:"
    if paper.kind is PaperKind.TELEGRAM:
        lead = capitals(paper.who_acts) + " điện:"
    if len(paper.addressed_to) == 1:
        return Addressing("centre" if letter else "line", lead, (clean(paper.addressed_to[0]),))
    names = tuple(clean(name) for name in paper.addressee_lines)
    if letter:
        return Addressing("list", lead, names, measure.ADDRESSEE_MM, round(measure.ADDRESSEE_MM + measure.colon_mm(), 1))
    return Addressing("list", lead, names, measure.FIRST_LINE_MM, measure.FIRST_LINE_MM)


def _in_body(words: str) -> tuple[str, ...]:
    return tuple(measure.balanced_lines(capitals(words), size_pt=measure.SIZE["title"], room_mm=measure.TEXT_WIDTH_MM - 16, bold=True))


def _signed(signature: Signature, size: float) -> Signed:
    room = measure.TEXT_WIDTH_MM - measure.FOOT_LEFT_MM - 1
    authority = [
        line for words in signature.lines for line in measure.balanced_lines(capitals(words), size_pt=size, room_mm=room, bold=True)
    ]
    return Signed(tuple(authority), tuple(measure.balanced_lines(clean(signature.name), size_pt=size, room_mm=room, bold=True)))
