"""The upper part of a letter: number and symbol, place and date, type, subject. Anchors first, then what stands between them."""

import re
from dataclasses import dataclass

from loa.core.reading.dates import iso_of
from loa.core.reading.letter import Evidence
from loa.core.reading.page import BULLET, CAPITALS, Page, Span, fold, pattern_of
from loa.core.reading.tables.kinds import KINDS, TITLE_VARIANTS
from loa.core.reading.tables.phrases import BODY_OPENINGS
from loa.core.reading.tables.places import LEVELS, PLACE_SHORT

HEAD_LENGTH = 6_000  # characters in which the letterhead of any letter ends
NATION = re.compile(
    r"(?m)cong\s+hoa(?=[ .]*$)|(?<=   )doan\s+tncs\s+ho\s+ch[il]\s+minh(?=\s*$)|cong\s+hoa\s+xa\s+hoi(?:\s+chu\s+nghia(?:\s+viet\s+nam)?)?|chu\s+nghia\s+viet\s+nam|doc\s+lap\s*[-.]?\s*tu\s+do\s*[-.]?\s*hanh\s+phuc"
    r"|dang\s+cong\s+san\s+viet\s+nam|dang\s+cong\s+san(?=\s*$)"
)
KINH_GUI = re.compile(r"(?m)^[ |*]*kinh\s+(?:gui|goi)\b[ ]*[:;.]?")
KINH_MOI = re.compile(r"(?m)^.{0,90}?\bkinh\s+moi\b[ ]*:?")
DIEN = re.compile(r"(?m)^[ |]*[^\n.:;]{4,160}?\bdien[ ]*:")

SYMBOL = r"[a-z][a-z0-9&]*(?:(?:[ ]?[-/][ \n]?|\.)[a-z0-9&(][a-z0-9&)]*){0,5}"
FIGURE = r"(?=[lo]?\d)[0-9lo]{1,6}[a-z]?"  # a scan reads 1 as l and 0 as o
NUMBER = re.compile(
    r"(?m)(?:^[ |*.,':]*|(?<=  )|(?<=\|)|(?<=\| ))(s[o06])[ ]*[:.;]?\s*("
    + FIGURE
    + r"|[._… ]*)\s?([/-])\s*((?:\d{4}\s?/\s?)?"
    + SYMBOL
    + r"|\d{4}/[a-z])(?=[\s,;.|]|$)"
)
MISREAD = str.maketrans("lIoO", "1100")
BARE_NUMBER = re.compile(r"(?m)^[ |]*()([0-9]{1,6}[a-z]?)\s?([/-])\s?((?:\d{4}/)?" + SYMBOL + r")[ .|]*$")
LEFT_OPEN = r"[ \n._…]{0,24}"  # where a clerk writes the figures in by hand
PLACED_DATE = re.compile(
    rf"\bngay\b{LEFT_OPEN}([0-9]{{1,2}}|){LEFT_OPEN}\bthang\b{LEFT_OPEN}([0-9]{{1,2}}|){LEFT_OPEN}\bnam\b{LEFT_OPEN}([0-9]{{4}}|[0-9]{{0,3}})"
)
SLASHED_DATE = re.compile(r"(?m)(?:,|^|\|)[ ]*(?:ngay[ ]*)?(\d{1,2})[ ]?[/.-][ ]?(\d{1,2})[ ]?[/.-][ ]?(\d{4})[ .|]*$")
OWN_LINE_DATE = re.compile(r"(?m)(?<=, )" + PLACED_DATE.pattern + r"(?=[ .|]*$)")  # "Ba Tri, ngày … tháng … năm …"
ABOUT_MARK = re.compile(r"[Vv][ ]?/[ ]?[Vv]\b[ ]*[:.]?\s*")
BARS = re.compile(r"(?:\s*\|)+\s*")
ABOUT = re.compile(r"(?m)^[ |(]*v[ ]?/[ ]?v\b[ ]*[:.]?|^[ |]*(?:trich\s+yeu[ ]*:)")
KIND_NAMES: dict[str, str] = {fold(k): k for k in KINDS} | {fold(v): k for v, k in TITLE_VARIANTS.items()}
TITLE = re.compile(r"(?m)^[ |*#_]*(" + pattern_of(KIND_NAMES)[3:-1] + r")[ ]*[:.]?[ |*_]*$")
SPELT_KINDS = frozenset(name.lower() for name in (*KINDS, *TITLE_VARIANTS))
SPACED = re.compile(r"(?m)^ *(?:[" + CAPITALS + r"] {1,4}){3,}[" + CAPITALS + r"] *$")
TITLE_OPENS = re.compile(r"(?m)^[ |*]*(" + pattern_of(KIND_NAMES)[3:-1] + r")\b")
OPENS_BODY = re.compile(pattern_of(BODY_OPENINGS) + r"\b")
HEADING = re.compile(r"(?:[ivx]+|[a-d])[.)]\s|\d{1,2}[.)]\s|(?:dieu|phan|chuong|muc)\s+[0-9ivx]+\b")
AUTHORITY = re.compile(
    pattern_of(
        ("Ủy ban nhân dân", "Hội đồng nhân dân", "Chủ tịch", "Bộ trưởng", "Giám đốc", "Thủ tướng", "Chính phủ", "Quốc hội", "Tổng cục trưởng", "Cục trưởng",
         "Trưởng ban", "Ban Thường vụ", "Ban Chấp hành", "Ban Bí thư", "Bộ Chính trị", "Thống đốc", "Tổng Giám đốc", "Hiệu trưởng", "Hội đồng", "Trưởng phòng",
         "Chánh", "Tỉnh ủy", "Thành ủy", "Đảng ủy", "Huyện ủy", "Viện trưởng", "Ủy ban", "Chi cục trưởng", "Tổng Thanh tra", "UBND", "HĐND")
    )
)  # fmt: skip
ATTACHED = re.compile(r"\(?(?:kem\s+theo|ban\s+hanh\s+kem|gui\s+kem|du\s+thao)")

LEVEL_SYLLABLES = frozenset(" ".join(LEVELS).split()) | {"-"}  # "Thành phố Hồ Chí Minh", "Bà Rịa - Vũng Tàu"


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where the parts of the head lie; each may be missing. `limit` is where no letterhead goes any more."""

    nation: tuple[Span, ...]
    number: re.Match[str] | None
    number_rivals: tuple[str, ...]
    labelled: bool
    date: re.Match[str] | None
    place: Span | None
    title: Span | None
    kind: str | None
    about: Span | None
    addressed: Span | None
    limit: int


def find_anchors(page: Page) -> Anchors:
    """Seek the anchors once; every later step stands on them."""
    addressed = KINH_GUI.search(page.bare, 0, HEAD_LENGTH * 2)
    limit = min(addressed.start() if addressed else HEAD_LENGTH, HEAD_LENGTH, len(page.text))
    title, kind = find_title(page, limit if addressed and not titled_before(page, addressed.start()) else min(limit, HEAD_LENGTH))
    above = title[0] if title else limit
    numbers, labelled = find_numbers(page, above, limit)
    dated = find_date(page, above, limit)
    about = ABOUT.search(page.bare, 0, limit)
    rivals = tuple(dict.fromkeys(n[2] for n in numbers[1:] if n[2] != numbers[0][2])) if numbers else ()
    place = find_place(page, dated) if dated else None
    nation = tuple(m.span() for m in NATION.finditer(page.bare, 0, above))
    return Anchors(
        nation, numbers[0] if numbers else None, rivals, labelled, dated, place, title, kind,
        about.span() if about else None, addressed.span() if addressed else None, limit,
    )  # fmt: skip


def find_numbers(page: Page, above: int, limit: int) -> tuple[list[re.Match[str]], bool]:
    """(candidates, whether they stand labelled in the letterhead): "Số: …" above the type, else a bare number there, else alone on a line below."""
    labelled = [m for m in NUMBER.finditer(page.bare, 0, above) if page.text[m.start(1)].isupper()]
    if labelled:
        return labelled, True
    bare = list(BARE_NUMBER.finditer(page.bare, 0, min(above, 1_500)))
    if bare:
        return bare, False
    below = (m for m in NUMBER.finditer(page.bare, above, min(limit, above + 800)) if page.text[m.start(1)].isupper())
    return [m for m in below if page.bare[m.end() :].split("\n", 1)[0].strip(" |.") == ""][:1], False


def find_date(page: Page, above: int, limit: int) -> re.Match[str] | None:
    """The letter's own date: in the letterhead in words or figures, else on a line of its own with its place, there or at the end."""
    return (
        PLACED_DATE.search(page.bare, 0, above)
        or SLASHED_DATE.search(page.bare, 0, min(above, 1_500))
        or OWN_LINE_DATE.search(page.bare, 0, limit)
        or (PLACED_DATE.search(page.bare, 0, limit) if above == limit else None)
        or OWN_LINE_DATE.search(page.bare)
    )


def titled_before(page: Page, at: int) -> bool:
    """A type line stands above this place."""
    return TITLE.search(page.bare, 0, at) is not None


def find_title(page: Page, limit: int) -> tuple[Span | None, str | None]:
    """The type line: alone on its line, in capitals; else a line in capitals that begins with a type."""
    spaced = spaced_title(page, limit)
    for pattern in (TITLE, TITLE_OPENS):
        for found in pattern.finditer(page.bare, 0, spaced[0][0] if spaced[0] else limit):
            if (
                page.is_capitals(found.span(1))
                and is_spelt(page, found)
                and not page.bare.startswith(("so:", "so "), past_blanks(page, found.end(1)))
            ):
                return found.span(1), KIND_NAMES[" ".join(found[1].split())]
    return spaced


def past_blanks(page: Page, at: int) -> int:
    """The next place that is no blank."""
    while at < len(page.text) and page.text[at] == " ":
        at += 1
    return at


def is_spelt(page: Page, found: re.Match[str]) -> bool:
    """Alone on its line a scan's misspelling is forgiven; at the beginning of a line "PHƯỜNG AN …" is no "Phương án"."""
    words = " ".join(page.text[slice(*found.span(1))].lower().split())
    return found.re is TITLE or words == " ".join(found[1].split()) or words.replace("oà", "òa").replace("oả", "ỏa") in SPELT_KINDS


def spaced_title(page: Page, limit: int) -> tuple[Span | None, str | None]:
    """ "T H Ô N G   B Á O": a type line set with a blank between its letters."""
    for found in SPACED.finditer(page.text, 0, limit):
        words = " ".join(word.replace(" ", "") for word in re.split(r" {2,}", found[0].strip()))
        if kind := KIND_NAMES.get(fold(words)):
            return page.trimmed(*found.span()), kind
    return None, None


def find_place(page: Page, dated: re.Match[str]) -> Span | None:
    """The words before ", ngày …": capitalised, on the same line or broken over from the line above."""
    end = dated.start()
    words = list(re.finditer(r"[^\s|]+", page.text[max(0, end - 60) : end]))
    offset = max(0, end - 60)
    start = None
    for word in reversed(words):
        token = word[0].strip(",.")
        gap_end = offset + word.end()
        gap = page.text[gap_end : start if start is not None else end]
        if (
            "   " in gap
            or gap.count("\n") > 1
            or (
                token
                and not token[0].isupper()
                and not numbers_a_place(token, page.bare[offset : offset + word.start()])
                and token not in LEVEL_SYLLABLES
            )
            or ":" in token
            or "/" in token
        ):
            break
        if len(token) > 2 and token.isupper() and token not in ("TPHCM", "TP.HCM"):
            break
        start = offset + word.start()
    if start is None:
        return None
    span = page.trimmed(start, end)
    while span[1] > span[0] and page.text[span[1] - 1] in ",. ":
        span = (span[0], span[1] - 1)
    return span if span[1] > span[0] else None


def numbers_a_place(token: str, before: str) -> bool:
    """ "Quận 12"; a year at the end of the line above is no place."""
    return token.isdigit() and re.search(r"\b(?:quan|phuong|khu\s+vuc|khu\s+pho)\s*$", before) is not None


def read_number(page: Page, anchors: Anchors) -> dict[str, tuple[str | None, Evidence]]:
    """Number and symbol as printed, without spaces."""
    found = anchors.number
    if found is None:
        return {"number": (None, Evidence(0.3)), "symbol": (None, Evidence(0.3))}
    printed = re.sub(r"[\s._…]+", "", page.raw[slice(*found.span(2))]) or None
    number = printed.translate(MISREAD) if printed else None
    symbol = re.sub(r"\s+", "", page.text[slice(*found.span(4))]).strip(".,;")
    sure = 0.97 if anchors.labelled and re.match(r"(?:\d{4}\s?/\s?)?[A-ZĐ]", page.text[found.start(4) :]) else 0.6
    sure_number = min(sure, 0.7) if anchors.number_rivals or number != printed else sure
    others = (*anchors.number_rivals, *((printed,) if printed and number != printed else ()))
    return {
        "number": (number, Evidence(sure_number if number else 0.5, found.span(2), others)),
        "symbol": (symbol, Evidence(sure, found.span(4))),
    }


def read_date(page: Page, anchors: Anchors) -> tuple[str | None, Evidence]:
    """ISO date of the letter; an impossible one is not read, and shown as an alternative."""
    found = anchors.date
    if found is None:
        return None, Evidence(0.3)
    printed = page.said(found.span())
    try:
        day, month, year = (int(found[i]) for i in (1, 2, 3))
    except ValueError:
        return None, Evidence(0.5, found.span(), (printed,))
    iso = iso_of(day, month, year)
    if iso is None:
        return None, Evidence(0.2, found.span(), (printed,))
    if page.misread(found.span()):
        return iso, Evidence(0.7, found.span(), (printed,))
    return iso, Evidence(0.97 if anchors.place else 0.75, found.span())


def read_place(page: Page, anchors: Anchors) -> tuple[str | None, Evidence]:
    """Where the letter was issued."""
    if anchors.place is None:
        return None, Evidence(0.3)
    said = page.said(anchors.place)
    return PLACE_SHORT.get(said, said), Evidence(0.95, anchors.place)


def subject_span(page: Page, anchors: Anchors) -> Span | None:
    """Where the subject stands: after "V/v" in a công văn, under the type line in the others."""
    if anchors.title:
        under = subject_under_title(page, after_title(page, anchors.title[1]), anchors.limit)
        if under:
            return under
    if anchors.about:
        masked = page.without([s for s in ((anchors.date.span() if anchors.date else None), anchors.place, *anchors.nation) if s])
        return running_lines(masked, anchors.about[1], anchors.limit)
    return None


def running_lines(page: Page, start: int, limit: int) -> Span | None:
    """From here to a blank line, an address or the body; a line that goes on in small letters is kept after a blank one."""
    span: Span | None = None
    blank_seen = False
    for line in page.lines(start, limit):
        if page.is_blank(line):
            blank_seen = span is not None
            if page.is_rule(line) and span:
                break
            continue
        bare = page.bare[line[0] : line[1]]
        goes_on = page.text[line[0]].islower()
        if span and (
            (blank_seen and not goes_on) or KINH_GUI.match(page.bare, line[0]) or numbered(page, line) or bare.startswith((",", "ngay "))
        ):
            break
        if span and not goes_on and (OPENS_BODY.match(page.bare, line[0]) and ends_subject(page, span)):
            break
        span = (span[0] if span else line[0], line[1])
        blank_seen = False
    return span


def numbered(page: Page, line: Span) -> bool:
    """The letter's own number stands here ("Số: …"); "số 08/2022/QĐ-TTg" in small letters goes on with the words above."""
    found = NUMBER.match(page.bare, line[0])
    return found is not None and page.text[found.start(1)].isupper()


def ends_subject(page: Page, span: Span) -> bool:
    """A subject that does not hang in the air (…"của", "và", a comma) may end here."""
    said = page.text[span[0] : span[1]].lower()
    return not (HANGS_BARE if said == page.bare[span[0] : span[1]] else HANGS).search(said)


HANGS = re.compile(r"(?:\b(?:và|của|tại|với|cho|về|trong|theo|các|năm|tỉnh|thành\s+phố)|,|-)$")
HANGS_BARE = re.compile(fold(HANGS.pattern))  # where a text has lost its diacritics


def after_title(page: Page, at: int) -> int:
    """Past the marks with which a type line may end."""
    while at < len(page.text) and page.text[at] in " :.*_|":
        at += 1
    return at


def subject_under_title(page: Page, start: int, limit: int) -> Span | None:
    """The lines under the type line; capitals end where running text begins, running text ends at a blank line."""
    lines = list(page.lines(start, limit))
    span: Span | None = None
    capitals = blank_seen = False
    for at, line in enumerate(lines[:40]):
        if page.is_blank(line):
            if span and page.is_rule(line):
                break
            blank_seen = span is not None
            continue
        if starts_other_part(page, line, started=span is not None) or (span and is_authority(page, lines, at)):
            break
        in_capitals = page.is_capitals(line) or (capitals and not any(c.isalpha() for c in page.text[line[0] : line[1]]))
        if span is None:
            capitals = in_capitals
        elif (
            (capitals != in_capitals and not page.text[line[0]].islower())
            or (blank_seen and not (capitals and not HEADING.match(page.bare, line[0])) and not page.text[line[0]].islower())
            or (not capitals and not page.text[line[0]].islower() and OPENS_BODY.match(page.bare, line[0]) and ends_subject(page, span))
        ):
            break
        span = (span[0] if span else line[0], line[1])
        blank_seen = False
    return span


def starts_other_part(page: Page, line: Span, *, started: bool) -> bool:
    """An address, an attachment note, a heading or a legal basis: never the subject."""
    bare = page.bare[line[0] : line[1]]
    return (
        bare.startswith(("kinh gui", "can cu "))
        or DIEN.match(page.bare, line[0]) is not None
        or (
            started
            and (
                HEADING.match(page.bare, line[0]) is not None
                or ATTACHED.match(page.bare, line[0]) is not None
                or BULLET.match(page.text, line[0]) is not None
            )
        )
        or PLACED_DATE.match(page.bare, line[0]) is not None
    )


def is_authority(page: Page, lines: list[Span], at: int) -> bool:
    """A line in capitals that names who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN …") and is followed by the legal basis."""
    line = lines[at]
    if not (page.is_capitals(line) and AUTHORITY.match(page.bare, line[0])):
        return False
    after = [page.bare[a:b] for a, b in lines[at + 1 :] if b > a][:4]
    return any(words.startswith(("can cu", "xet ", "khoa ", "theo de nghi", "- can cu", "thuc hien")) for words in after)


def without_bracket(words: str) -> str:
    """ "( V/v … )" is set in brackets; of "V/v … )" the opening one went with the mark."""
    if words.startswith("(") and (words.endswith(")") or words.count("(") > words.count(")")):
        words = ABOUT_MARK.sub("", words[1:].strip(" *"))
        return words[:-1].strip() if words.endswith(")") and words.count("(") < words.count(")") else words
    return words[:-1].strip() if words.endswith(")") and "(" not in words else words


def read_subject(page: Page, anchors: Anchors) -> tuple[str | None, Evidence]:
    """Subject (trích yếu) as worded, without "V/v"; capitals are written as running text."""
    span = subject_span(page, anchors)
    if span is None:
        return None, Evidence(0.3)
    mark = re.compile(r"v[ ]?/[ ]?v\b[ ]*[:.]?\s*").match(page.bare, span[0], span[1])
    if mark:
        span = (mark.end(), span[1])
    masked = page.without(s for s in (anchors.place, anchors.date.span() if anchors.date else None) if s and span[0] <= s[0] < span[1])
    words = " ".join(masked.text[span[0] : span[1]].split()) if masked.text != page.text else page.said(span)
    words = without_bracket(BARS.sub(" ", words).strip(" .;|*-"))
    return (words or None), Evidence(0.92 if len(words) > 8 else 0.5, span)
