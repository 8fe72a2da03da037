"""A paper as it is printed: every line, size and length settled once, so that DOCX and PDF say and show the same."""

from dataclasses import dataclass
from typing import Final, Literal

from loa.core.folding import search_key
from loa.server.documents.papers import measure
from loa.server.documents.papers.content import Annex, Paper, Signature, capitals, clean, hard_spaced
from loa.server.documents.papers.kinds import KINDS, STAMP_HEIGHT_MM, STAMP_WIDTH_MM, PaperKind

RED: Final = "FF0000"
BLACK: Final = "000000"
# So many recipients stand beside the signature; the others follow below it, over as many pages as they need.
MOST_BESIDE: Final = 26


# Types of paper that another paper issues (ban hành kèm theo), as `search_key` writes them.
ISSUED_WITH: Final = ("quy che", "quy dinh", "noi quy", "dieu le", "ke hoach", "chuong trinh", "phuong an", "de an", "du an")


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
    """Whom the paper goes to.

    `shape`: one in the middle of the page (`names` are then the lines, lead and all) or as a paragraph; several as a list below the lead.
    """

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
class AnnexHead:
    """What stands above an annex, each on its lines: what it is, its title, the paper it belongs to.

    A paper of its own that is issued with this one (Quy chế, Quy định: Mẫu 1.3) bears the letterhead again, without number and day, and is
    headed like a named type.
    """

    own_paper: bool
    name: tuple[str, ...]
    title: tuple[str, ...]
    reference: tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """All of a paper but its body and its annexes' bodies, which the renderers walk through themselves."""

    size: dict[str, float]
    left_mm: float
    right_mm: float
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
    annex_heads: tuple[AnnexHead, ...]


def printed(paper: Paper) -> Printed:
    """The paper's elements on their lines."""
    size = measure.PARTY_SIZE if paper.is_party else measure.SIZE
    named = paper.kind.is_named
    ordains = KINDS[paper.kind].ordains
    lines = tuple(clean(line) for line in paper.recipient_lines)
    # A joint paper names its recipients below all its signatures.
    beside = 0 if paper.joint else min(len(lines), MOST_BESIDE)
    number, day = hard_spaced(paper.number_line), hard_spaced(paper.date_line)
    right_mm = measure.right_cell_mm(day, number, size=size)
    left_mm = measure.TEXT_WIDTH_MM - right_mm
    return Printed(
        size=size,
        left_mm=left_mm,
        right_mm=right_mm,
        agencies=_agencies(paper, size["agency"], left_mm),
        agency_rule_mm=0 if paper.is_party else measure.agency_rule_mm(_last_agency(paper), cell_mm=left_mm),
        agency_star=paper.is_party,
        nation=_nation(paper, size),
        nation_rule_mm=measure.party_rule_mm() if paper.is_party else measure.tieu_ngu_rule_mm(),
        number=Headline((number,), size["number"]),
        concerning=None if named else _concerning(paper, size["concerning"], left_mm),
        day=Headline(_day_lines(paper, day, size["date"], right_mm), size["date"], italic=True),
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
        annex_heads=tuple(_annex_head(annex, paper) for annex in paper.annexes),
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


def _day_lines(paper: Paper, day: str, size: float, room_mm: float) -> tuple[str, ...]:
    """Place and day on one line, or the day below the place where both are too wide."""
    if measure.width_mm(day, size_pt=size, italic=True) <= room_mm:
        return (day,)
    return (f"{clean(paper.place)},", hard_spaced(paper.day_words))


def _annex_head(annex: Annex, paper: Paper) -> AnnexHead:
    own_paper = search_key(annex.number).startswith(ISSUED_WITH)
    name, title = (capitals, clean) if own_paper else (clean, capitals)
    room, size = measure.WIDE_TEXT_WIDTH_MM if annex.wide else measure.TEXT_WIDTH_MM, measure.SIZE["annex"]
    reference = hard_spaced(paper.annex_reference)
    return AnnexHead(
        own_paper,
        tuple(measure.balanced_lines(name(annex.number), size_pt=size, room_mm=room, bold=True)),
        tuple(measure.balanced_lines(title(annex.title), size_pt=size, room_mm=room - 10, bold=True)),
        tuple(measure.balanced_lines(reference, size_pt=size, room_mm=room - 2, italic=True)),
    )


def _agencies(paper: Paper, size: float, cell_mm: float) -> tuple[Headline, ...]:
    def lines_of(agency: str, *, bold: bool) -> list[str]:
        return measure.agency_lines(agency, bold=bold, size_pt=size, cell_mm=cell_mm)

    found = []
    if paper.superior_agency:
        found.append(Headline(tuple(lines_of(capitals(paper.superior_agency), bold=False)), size))
    issuers = [paper.issuing_agency, *(one.agency for one in paper.joint)]
    lines = [line for issuer in issuers[:-1] for line in lines_of(f"{capitals(issuer)} -", bold=True)]
    lines += lines_of(capitals(issuers[-1]), bold=True)
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


def _concerning(paper: Paper, size: float, cell_mm: float) -> Headline:
    """A Party letter has its subject in italics, without "V/v"."""
    subject = clean(paper.concerning)
    words = subject[:1].upper() + subject[1:] if paper.is_party else f"V/v {subject}"
    return Headline(tuple(measure.concerning_lines(words, size_pt=size, cell_mm=cell_mm)), size, italic=paper.is_party)


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
    if len(paper.addressed_to) == 1 and letter:
        words = f"{lead} {clean(paper.addressed_to[0])}"
        lines = measure.balanced_lines(words, size_pt=measure.SIZE["body"], room_mm=measure.TEXT_WIDTH_MM - 20)
        return Addressing("centre", names=tuple(lines))
    if len(paper.addressed_to) == 1:
        return Addressing("line", lead, (clean(paper.addressed_to[0]),))
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
