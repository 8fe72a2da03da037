"""Papers that the letter cites: what it rests on (Căn cứ, Thực hiện …) and what it merely mentions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loa.core.reading.dates import FULL, iso_of
from loa.core.reading.letter import Citation, Evidence
from loa.core.reading.page import CAPITALS, Page, Span, fold, pattern_of
from loa.core.reading.tables.anchors import ARTICLE, FIRST_REASON, PARTS
from loa.core.reading.tables.kinds import CITED_ONLY, KINDS, LAWS
from loa.core.reading.tables.offices import FIELDS_OF_WORK, OFFICE_OPENINGS
from loa.core.reading.tables.phrases import (
    ASKED_BY,
    BASIS_HEADINGS,
    BASIS_INSIDE,
    BASIS_OPENINGS,
    BASIS_WEAK,
    CHANGES,
    IN_FORCE,
    ISSUED_BY,
    ISSUER_ENDS_BEFORE,
    LAW_BEGINS,
    LAW_ENDS_BEFORE,
    LOOKING_BACK,
    NEW_REASONS,
    NOT_TURNS,
    PARTY_KINDS,
    PURPOSE_LEADS,
    TURNS,
    TURNS_TO_ASK,
)
from loa.core.reading.wording import one_of, said_marked

KIND = pattern_of((*KINDS, *CITED_ONLY))
MARK = r"[A-ZĐ][A-Za-zĐđ0-9&]*"
SPLIT = r"(?:[-/]|[ ]?[-/](?=\n?[A-ZĐ]{2})\n?|[-/][ ](?=[A-ZĐ]{2}))"  # one stray space or a line break at the hyphen is forgiven
STATE_NUMBER = re.compile(
    rf"(?<![\w/.-])(\d{{1,6}}[a-z]?[ ]?/[ ]?(?:\d{{4}}[ ]?/[ ]?)?{MARK}(?:{SPLIT}{MARK}|\.{MARK}){{0,4}})(?:(?![\w/])|(?=ngày))"
)
PARTY_NUMBER = re.compile(
    rf"(?<![\w/.-])(\d{{1,6}}(?:[ ]?-[ ]?|[ ](?=(?:{'|'.join(PARTY_KINDS)})/))[A-ZĐ][A-Za-zĐđ]*[ ]?/[ ]?{MARK}(?:[-/.]{MARK}){{0,2}})(?:(?![\w/])|(?=ngày))"
)
DATED = re.compile(r",?\s*(?:ra\s+|de\s+)?(?=ngay(?:\b|\d)|\d)")
OF = re.compile(r"[\s,]*cua\s+(?:dong\s+chi\s+)?")
BREAKS = r"[,;.:()\"“”]"
# with their marks, lest "hỏi" end "Quốc hội" and "để" end "Đề án"; without, where the text has lost them
ISSUER_ENDS = re.compile(rf"{BREAKS}|\s{said_marked(ISSUER_ENDS_BEFORE).pattern}", re.IGNORECASE)
ISSUER_ENDS_BARE = re.compile(rf"{BREAKS}|\s{one_of(ISSUER_ENDS_BEFORE)}\b")
# "của Bộ Văn hóa, Thể thao và Du lịch": the marks inside the name of a field of work end no issuer
OF_A_FIELD = re.compile(rf"(?:\w+\s+){{0,2}}{pattern_of(OFFICE_OPENINGS)}\s+{pattern_of(FIELDS_OF_WORK)}(?!\w)")
BEFORE_AT = re.compile(
    rf"{one_of(ASKED_BY)}\s+cua\s+((?:(?!\stai\s)[^;:\n]){{3,90}}?(?:\n(?:(?!\stai\s)[^;:\n]){{0,60}}?)?)\s+tai\s+(?:cac\s+)?$"
)
ISSUED = re.compile(rf"([^.;:,]{{4,90}}?)\s+{one_of(ISSUED_BY)}\s+(?:cac\s+)?$")
SENTENCE = re.compile(
    r"(?<=[.!?])[ \n]+(?=[" + CAPITALS + r"\"“])|\n[ ]*\n|(?<=[;:])[ ]*\n|\n(?=[ -]*(?:" + "|".join(NEW_REASONS) + r")\s)"
)
LEAD = re.compile(rf"[-+*\s\"(]*(?:{one_of(PURPOSE_LEADS)}\s+)?")
OPENING = re.compile(pattern_of(BASIS_OPENINGS) + r"\b")
INSIDE = re.compile(r"\b(?<!ban )" + pattern_of(BASIS_INSIDE) + r"\b")
BACK = re.compile(pattern_of(LOOKING_BACK) + r"\b")
TURN = re.compile(r"\b" + pattern_of(TURNS) + r"\b")
ASKS = re.compile(r"\b" + pattern_of(TURNS_TO_ASK) + r"\b")
NOT_TURN = re.compile(r"\b" + pattern_of(NOT_TURNS) + r"\b")
ROLES = {fold(k): v for k, v in (BASIS_INSIDE | BASIS_OPENINGS).items()}
FIRST_HEADING = re.compile(
    r"(?m)^[ |]*(?:A[.)]\s+(?=[A-ZĐÀ-Ỹ]{2})|(?:[IVX]{1,5}|1)(?:[.)/](?!\d{3})\s*|-\s+)\S|[Đđ]iều\s+1\b|(?:"
    + "|".join(word for part in PARTS if part not in ARTICLE for word in (part.upper(), part))
    + r")\s+(?:[IVX1]+|THỨ NHẤT|thứ nhất)\b)"
)
HEADING_OF_BASES = re.compile(rf"(?m)^[ ]*(?:[ivx]+|\d{{1,2}}|[a-d])[.)]\s*{one_of(BASIS_HEADINGS)}\b[^\n]{{0,60}}$")
ANY_HEADING = re.compile(r"(?m)^[ ]*(?:[IVX]{1,5}|\d{1,2})[.)]\s*\S")
LAW = re.compile(r"(?:^|(?<=[\s,;]))" + pattern_of(LAWS) + r"\s+(?=\S)")
NOT_ITS_DATE = re.compile(rf";|{one_of(IN_FORCE)}|\b{KIND}\s")  # a day behind these is another paper's, or when the law enters into force
AFTER_BASIS = re.compile(rf"\b{one_of(FIRST_REASON)}(?:\s+cac)?\s+$")
LAW_NAMES = one_of(LAW_BEGINS)
LAW_ENDS = re.compile(
    rf"[;.()]\s|\s\(|\n[ ]*\n|[;.]$|,?\s+{one_of(LAW_ENDS_BEFORE)}(?!\w)|,?\s+(?:ngay|nam|so\s*:?)\s*\d|,\s+(?:dieu|khoan|diem)\s+\d|,\s+(?={LAW_NAMES})|$"
)

WEAK = {fold(w) for w in BASIS_WEAK}
CHANGE = re.compile(r"\b" + pattern_of(CHANGES) + r"\b")
CHANGE_ROLES = {fold(k): v for k, v in CHANGES.items()}
ROLE_REACH = 400  # characters before a citation in which the word stands that makes it a basis
CHANGE_REACH = 120  # characters between the word and the number it governs
LAW_LENGTH = 300  # characters; the longest name of a law has some 200
LAW_JOINED = re.compile(rf",?\s+va\s+{LAW_NAMES}")


@dataclass(frozen=True, slots=True)
class Opening:
    """The reasons before the requests. From `asks` on, the last of its sentences already says what is wanted."""

    start: int
    end: int
    asks: int


def opening_of(page: Page, start: int, end: int) -> Opening:
    """From the body's start to its first numbered heading, or to the sentence that turns to the request."""
    heading = FIRST_HEADING.search(page.text, start, end)
    stop = heading.start() if heading else end
    last = (start, start)
    reasons = start
    for last in sentences(page, start, stop):
        if not heading and turn_in(page, last, TURN) is not None:
            break
        reasons = last[1] if OPENING.match(page.bare, last[0]) else reasons
    else:
        if not heading:  # nothing turns: what follows the reasons is what is wanted
            return Opening(start, stop, reasons)
    closes = stop if heading else last[1]
    asks = turn_in(page, last, ASKS)
    if asks is None and not heading and page.text[last[1] - 1] != ":" and not OPENING.match(page.bare, last[0]):
        asks = turn_in(page, last, TURN)  # the wish itself, without "đề nghị"
    return Opening(start, closes, closes if asks is None else clause_start(page, last[0], asks))


def turn_in(page: Page, span: Span, words: re.Pattern[str]) -> int | None:
    """Where the sentence turns to what is wanted; "theo đề nghị", "đã yêu cầu" do not count."""
    bare = NOT_TURN.sub(lambda m: " " * len(m[0]), page.bare[span[0] : span[1]])
    found = words.search(bare)
    return None if found is None else span[0] + found.start()


def clause_start(page: Page, start: int, turn: int) -> int:
    """After the comma before who asks: "Căn cứ …, Phòng Văn hóa đề nghị …"."""
    comma = max(page.text.rfind(", ", start, turn), page.text.rfind(",\n", start, turn))
    return start if comma < 0 else comma + 1


def sentences(page: Page, start: int, end: int) -> Iterator[Span]:
    """Sentences; a line break inside a sentence does not end it, a paragraph or ';' at the end of a line does."""
    at = start
    for cut in SENTENCE.finditer(page.text, start, end):
        if cut.start() > at:
            yield page.trimmed(at, cut.start())
        at = cut.end()
    if at < end:
        yield page.trimmed(at, end)


def numbers_in(page: Page, start: int, end: int) -> list[Span]:
    """Places of document numbers of both forms."""
    found = [m.span(1) for pattern in (STATE_NUMBER, PARTY_NUMBER) for m in pattern.finditer(page.text, start, end)]
    return sorted(s for s in found if looks_like_number(page.text[s[0] : s[1]]))


def looks_like_number(words: str) -> bool:
    """Not a fraction or a unit ("120/KM"): the mark has two capitals, a hyphen or a second slash."""
    mark = re.split(r"[/-]", words, maxsplit=1)[1]
    return sum(c.isupper() for c in mark) >= 2 and ("-" in mark or "/" in mark or "-" in words or len(mark) >= 4)


def read_citations(
    page: Page, body: Span, own: str, *, above: Span | None = None
) -> tuple[tuple[Citation, ...], tuple[Citation, ...], dict[str, Evidence]]:
    """(basis, mentioned, evidence): every cited number once, where it matters most. `above`: reasons that stand over the addressees."""
    bases = [*(basis_spans(page, above, Opening(*above, above[1])) if above else ()), *basis_spans(page, body, opening_of(page, *body))]
    basis: dict[str, Citation] = {}
    mentioned: dict[str, Citation] = {}
    for span, role in bases:
        for citation in citations_in(page, span, role):
            key = fold(citation.number or citation.name or "")
            if key != own:
                basis.setdefault(key, replace(citation, role=role_in_basis(page, span, citation)))
    for citation in (found for part in (above, body) if part for found in citations_in(page, part, "nhắc tới")):
        key = fold(citation.number or citation.name or "")
        if key not in basis and key != own:
            mentioned.setdefault(key, replace(citation, role=role_in_body(page, citation.span[0], body[0])))
    return tuple(basis.values()), tuple(mentioned.values()), evidence_of(basis, mentioned)


def role_in_basis(page: Page, span: Span, citation: Citation) -> str:
    """The last word of basis before it that is no mere "tại" or "theo"; else what holds for the passage."""
    words = [
        " ".join(found[0].split()) for found in INSIDE.finditer(page.bare, max(span[0], citation.span[0] - ROLE_REACH), citation.span[0])
    ]
    strong = [w for w in words if w not in WEAK]
    return ROLES[strong[-1]] if strong else citation.role


def role_in_body(page: Page, at: int, start: int) -> str:
    """ "Quyết định này thay thế Quyết định số …": what is done to the paper cited here; mostly it is only mentioned."""
    begin = max(start, at - CHANGE_REACH)
    before = page.bare[begin:at]
    found = list(CHANGE.finditer(before))
    if (
        not found
        or re.search(r"[.;]\s|:\s(?!so\b)|\bduoc\s*$", before[found[-1].end() :])
        or before[: found[-1].start()].rstrip().endswith("duoc")
    ):
        return "nhắc tới"
    return CHANGE_ROLES[" ".join(found[-1][0].split())]


def evidence_of(basis: dict[str, Citation], mentioned: dict[str, Citation]) -> dict[str, Evidence]:
    """Whether a paper is a basis is a judgement: never quite sure."""
    out = {}
    for name, found in (("basis_documents", basis), ("mentioned_documents", mentioned)):
        spans = tuple(c.span for c in found.values())
        out[name] = Evidence(0.85 if spans else 0.7, (spans[0][0], spans[-1][1]) if spans else None, (), spans)
    return out


def basis_spans(page: Page, body: Span, opening: Opening) -> Iterator[tuple[Span, str]]:
    """Passages whose citations are the basis, with what they are to this paper."""
    role = None
    for span in sentences(page, opening.start, opening.end):
        lead = LEAD.match(page.bare, span[0])
        at = lead.end() if lead else span[0]
        if BACK.match(page.bare, at):
            role = None
            continue
        opens = OPENING.match(page.bare, at)
        listed = re.match(KIND, page.bare[at : at + 40]) is not None and role is not None
        inside = governing(page, span)
        if opens or inside or listed:
            role = ROLES[" ".join(opens[0].split())] if opens else (ROLES[" ".join(inside[0].split())] if inside else role)
            yield span, role or "căn cứ"
        elif page.text[span[1] - 1] not in ";:":
            role = None
    for span in sentences(page, opening.end, body[1]):
        lead = LEAD.match(page.bare, span[0])
        if page.bare.startswith("can cu ", lead.end() if lead else span[0]) and begins_line(page, span[0]):
            yield span, "căn cứ"
    for heading in HEADING_OF_BASES.finditer(page.bare, body[0], body[1]):
        following = ANY_HEADING.search(page.text, heading.end(), body[1])
        yield (heading.end(), following.start() if following else body[1]), "căn cứ"


def begins_line(page: Page, at: int) -> bool:
    """Only white space stands before it on its line."""
    return page.text[page.text.rfind("\n", 0, at) + 1 : at].strip() == ""


def governing(page: Page, span: Span) -> re.Match[str] | None:
    """The first word of basis in the sentence that a cited number follows."""
    places = numbers_in(page, *span)
    return INSIDE.search(page.bare, span[0], places[-1][0]) if places else None


def citations_in(page: Page, span: Span, role: str) -> Iterator[Citation]:
    """Numbers with their date and issuer; laws by name where the passage begins with Căn cứ."""
    places = numbers_in(page, *span)
    found = [one_citation(page, place, places[i + 1][0] if i + 1 < len(places) else span[1], span, role) for i, place in enumerate(places)]
    shared = list(found)
    for at in range(len(found) - 2, -1, -1):
        gap = page.bare[found[at].span[1] : found[at + 1].span[0]]
        if shared[at].issuer is None and re.fullmatch(r"\s*(?:,|va)\s*(?:va\s+)?(?:" + KIND + r"\s+)?so\s*:?\s*", gap):
            shared[at] = replace(shared[at], issuer=shared[at + 1].issuer)
    laws = list(laws_in(page, span, role)) if "can cu" in page.bare[span[0] : span[0] + 40] or role == "căn cứ" else []
    of_laws = {law.number for law in laws}
    yield from sorted([*(c for c in shared if c.number not in of_laws), *laws], key=lambda c: c.span)


def one_citation(page: Page, place: Span, following: int, within: Span, role: str) -> Citation:
    """Read on from the number: ", ngày 15/7/2021", "của Thành ủy"; or back: "đề nghị của … tại Tờ trình số"."""
    number = re.sub(r"\s+", "", page.text[place[0] : place[1]])
    end, day = place[1], None
    dated = DATED.match(page.bare, end, following)
    date_found = FULL.match(page.bare, dated.end(), min(following, dated.end() + 40)) if dated else None
    if date_found:
        day = iso_of(*(int(date_found[i]) for i in (1, 2, 3)))
        end = date_found.end()
    issuer = None
    of = OF.match(page.bare, end, following)
    if of:
        named = OF_A_FIELD.match(page.bare, of.end(), following)
        issuer = page.said((of.end(), issuer_end(page, named.end() if named else of.end(), min(following, of.end() + 120)))) or None
    issuer = issuer or issuer_before(page, place[0], within[0])
    if day is None:
        day = date_before(page, place[0], within[0])
    return Citation(number, day, issuer, None, role, (place[0], end))


def issuer_end(page: Page, start: int, reach: int) -> int:
    """Where the name of who issued a paper ends."""
    marked = page.text[start:reach].lower() != page.bare[start:reach]
    stop = ISSUER_ENDS.search(page.text, start, reach) if marked else ISSUER_ENDS_BARE.search(page.bare, start, reach)
    return stop.start() if stop else reach


def issuer_before(page: Page, at: int, start: int) -> str | None:
    """ "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số …" and "Chủ tịch UBND … đã ban hành Công văn số …"."""
    window = max(start, at - 220)
    before = page.bare[window:at]
    kind = re.search(KIND + r"\s+(?:so\s*:?\s*)?$", before)
    if kind is None:
        return None
    for pattern in (BEFORE_AT, ISSUED):
        found = pattern.search(before[: kind.start()])
        if found:
            return page.said((window + found.start(1), window + found.end(1))) or None
    return None


def date_before(page: Page, at: int, start: int) -> str | None:
    """ "Ngày 28 tháng 10 năm 2025, … đã ban hành Công văn số …": the sentence's own date."""
    found = FULL.match(page.bare, start)
    if found is None or "ban hanh" not in page.bare[found.end() : at]:
        return None
    return iso_of(*(int(found[i]) for i in (1, 2, 3)))


def laws_in(page: Page, span: Span, role: str) -> Iterator[Citation]:
    """Laws by name: "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"."""
    at = span[0]
    while found := LAW.search(page.bare, at, span[1]):
        begin = found.start()
        amends = page.bare.startswith("sua doi", found.end())
        reach = min(span[1], found.end() + LAW_LENGTH)
        stop = LAW_ENDS.search(page.bare, found.end(), reach)
        end = stop.start() if stop else reach
        joined = None if amends else LAW_JOINED.search(page.bare, found.end(), end)
        end = joined.start() if joined else end
        at = max(end, found.end())
        based = AFTER_BASIS.search(page.bare, max(span[0], begin - 20), begin) is not None  # "Căn cứ Luật tổ chức …"
        if not page.text[begin].isupper() or not (page.text[found.end()].isupper() or amends or based):
            continue
        dated = FULL.search(page.bare, end, min(span[1], end + 60))
        numbered = numbers_in(page, end, min(span[1], end + 40)) or [(0, 0)]
        number = re.sub(r"\s+", "", page.text[slice(*numbered[0])]) or None
        clear = dated and not NOT_ITS_DATE.search(page.bare, end, dated.start())
        day = iso_of(*(int(dated[i]) for i in (1, 2, 3))) if dated and clear else None
        yield Citation(number, day, None, page.said((begin, end)).strip(" ,;."), role, (begin, end))
