"""The upper part of a letter: its anchors (number and symbol, place and date, type), sought once; every later step stands on them."""

import re
from dataclasses import dataclass

from loa.core.reading.dates import iso_of
from loa.core.reading.letter import Evidence
from loa.core.reading.page import CAPITALS, Page, Span, fold, pattern_of
from loa.core.reading.tables.anchors import (
    ABOUT_SPELT,
    ADDRESSED,
    ARTICLE,
    AT_HOUR,
    FIRST_REASON,
    INVITED,
    MOTTO_PARTS,
    MOTTOS,
    MOTTOS_BROKEN,
    MOTTOS_OF_UNION,
    NOT_ABOUT,
    NUMBERED,
    SUBJECT_NAMED,
    TELEGRAPHED,
)
from loa.core.reading.tables.dates import DAY, MONTH, YEAR
from loa.core.reading.tables.kinds import KINDS, TITLE_VARIANTS, kinds_of_symbol
from loa.core.reading.tables.offices import CENTRAL, LOCAL
from loa.core.reading.tables.places import LEVELS, PLACE_SHORT
from loa.core.reading.wording import one_of

HEAD_LENGTH = 6_000  # characters in which the letterhead of any letter ends
IN_RIGHT_COLUMN = r"(?:(?<=   )|(?<=\|)|(?<=\| )|(?<=\|  ))"
MOTTO = r"\s*[-.]?\s*".join(one_of([part]) for part in MOTTO_PARTS)
NATION = re.compile(rf"(?m){one_of(MOTTOS)}|{one_of(MOTTOS_BROKEN)}(?=[ .]*$)|{IN_RIGHT_COLUMN}{one_of(MOTTOS_OF_UNION)}(?=\s*$)|{MOTTO}")
KINH_GUI = re.compile(rf"(?m)^[ |*]*{one_of(ADDRESSED)}\b[ ]*[:;.]?")
KINH_MOI = re.compile(rf"(?m)^.{{0,400}}?\b{one_of(INVITED)}\b[ ]*:?")
DIEN = re.compile(rf"(?m)^[ |]*[^\n.:;]{{4,160}}?\b{one_of(TELEGRAPHED)}[ ]*:")

SYMBOL = r"[a-z][a-z0-9&+]*(?:(?:[ ]?[-/][ \n]?|\.)[a-z0-9&(][a-z0-9&+)]*){0,5}"
FIGURE = r"(?=[lo]?\d)[0-9lo]{1,6}[a-z]?"  # a scan reads 1 as l and 0 as o
NUMBER = re.compile(
    rf"(?m)(?:^[ |*.,':]*|(?<=  )|(?<=\|)|(?<=\| ))({one_of(NUMBERED)})[ ]*[:.;]?\s*({FIGURE}|[._… ]*)"
    rf"\s?([/-])\s*((?:\d{{4}}\s?/\s?)?{SYMBOL}|\d{{4}}/[a-z])(?=[\s,;.|]|$)"
)
BARE_NUMBER = re.compile(r"(?m)^[ |]*()([0-9]{1,6}[a-z]?)\s?([/-])\s?((?:\d{4}/)?" + SYMBOL + r")[ .|]*$")
LEFT_NUMBER = re.compile(r"(?m)^[ |]*()()([/-])(" + SYMBOL + r")[ .|]*$")  # "Số:" on one line, "/TTr-VPCP" on another
# "Số:/5¢/KH-UBND", "Số: 12 3/UBND-VX": a scan broke the figure, the symbol may be whole
GARBLED_NUMBER = re.compile(
    rf"(?m)^[ |]*({one_of(NUMBERED)})[ ]*[:.;][ ]*([^\n/]{{1,8}}?|/[^\n/]{{1,6}}?)[ ]?(/)[ ]?({SYMBOL})(?=[\s,;.|]|$)"
)
# "CV 77/UBND-KT ngày 03/12/2025 của UBND xã … v/v …"
SHORT_KINDS = pattern_of((*KINDS, *(short for shorts in KINDS.values() for short in shorts)))[3:-1]
TOLD_NUMBER = re.compile(rf"\s*({SHORT_KINDS})[ ]+(?:so[ :]*)?({FIGURE})\s?([/-])\s?({SYMBOL})(?=[\s,;.])")
TOLD_DATE = re.compile(rf",?\s+{fold(DAY)}\s+(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})")
TOLD_ABOUT = re.compile(rf"\b(?:v[ ]?/[ ]?v|{one_of(ABOUT_SPELT)})\b[ ]*[:.]?")
MISREAD = str.maketrans("lIoO", "1100")
LEFT_OPEN = r"[ \n._…]{0,24}"  # where a clerk writes the figures in by hand
FIGURES = r"([0-9](?:[ ]?[0-9])?|)"  # "0 5": a scan parts figures
PLACED_DATE = re.compile(
    rf"\b{fold(DAY)}(?:\b|(?=\d)){LEFT_OPEN}{FIGURES}{LEFT_OPEN}(?:\b|(?<=\d)){fold(MONTH)}(?:\b|(?=\d)){LEFT_OPEN}{FIGURES}{LEFT_OPEN}(?:\b|(?<=\d)){fold(YEAR)}(?:\b|(?=\d)){LEFT_OPEN}([0-9]{{4}}|[0-9]{{2}}[ ][0-9]{{2}}\b|[0-9]{{0,3}})"
)
SLASHED_DATE = re.compile(rf"(?m)(?:,|^|\|)[ ]*(?:{fold(DAY)}[ ]*)?(\d{{1,2}})[ ]?[/.-][ ]?(\d{{1,2}})[ ]?[/.-][ ]?(\d{{4}})[ .|]*$")
OWN_LINE_DATE = re.compile(r"(?m)(?<=, )" + PLACED_DATE.pattern + r"(?=[ .|]*$)")  # "Ba Tri, ngày … tháng … năm …"
ABOUT = re.compile(rf"(?m)^[ |(\"]*v[ ]?/[ ]?v\b[ ]*[:.]?|^[ |]*(?:{one_of(SUBJECT_NAMED)}[ ]*:)")
SPELT_ABOUT = re.compile(rf"(?m)^[ |(]*{one_of(ABOUT_SPELT)}\b(?!\s+{one_of(NOT_ABOUT)}\b)[ ]*:?")
DECIDES = re.compile(
    rf"[ :.]{{0,40}}\s{{1,40}}{one_of(ARTICLE)}\s+\d{{1,2}}\b"
)  # "QUYẾT ĐỊNH:" above the articles: the type line itself is lost
HOUR_BEFORE = re.compile(rf"(?:,\s*)?(?:{one_of(AT_HOUR)}\s+)?\d{{1,2}}\s*(?:gio|h|:)\s*\d{{0,2}}\s*(?:phut)?[\s,]*$")
REASONS = re.compile(rf"(?m)^[ |-]*{one_of(FIRST_REASON)}\b")
KIND_NAMES: dict[str, str] = {fold(k): k for k in KINDS} | {fold(v): k for v, k in TITLE_VARIANTS.items()}
SPELT_KINDS = frozenset(name.lower() for name in (*KINDS, *TITLE_VARIANTS))
TITLE = re.compile(r"(?m)^[ |*#_]*(" + pattern_of(KIND_NAMES)[3:-1] + r")[ ]*[:.]?[ |*_]*$")
TITLE_OPENS = re.compile(r"(?m)^[ |*]*(" + pattern_of(KIND_NAMES)[3:-1] + r")\b")
SPACED = re.compile(r"(?m)^ *(?:[" + CAPITALS + r"] {1,4}){3,}[" + CAPITALS + r"] *$")
STRAY_CAPITAL = re.compile(r"[ ][" + CAPITALS + r"]{1,2}(?=\s{2}|[ ]*$|[ ]*\n)")
SHORTENED: dict[str, set[str]] = {}  # what agencies and kinds are shortened to, by their letters without marks
for short in (*CENTRAL, *LOCAL, *(short for shorts in KINDS.values() for short in shorts)):
    SHORTENED.setdefault(fold(short), set()).add(short.upper())
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
    if kind and not title and (reasons := REASONS.search(page.bare, 0, limit)):
        limit = reasons.start()
    above = title[0] if title else limit
    numbers, labelled = find_numbers(page, above, limit)
    if title and numbers and is_subject(page, title, kind, numbers[0]):
        title = kind = None
    dated = find_date(page, above, limit)
    about = ABOUT.search(page.bare, 0, limit) or (None if title else spelt_about(page, limit, certain=bool(addressed or kind)))
    rivals = tuple(dict.fromkeys(n[2] for n in numbers[1:] if n[2] != numbers[0][2])) if numbers else ()
    place = find_place(page, dated) if dated else None
    if not numbers and dated is None and addressed and (line := head_in_one_line(page, addressed.start())):
        numbers, dated, about = line
    nation = tuple(m.span() for m in NATION.finditer(page.bare, 0, above))
    return Anchors(
        nation, numbers[0] if numbers else None, rivals, labelled, dated, place, title, kind,
        about.span() if about else None, addressed.span() if addressed else None, limit,
    )  # fmt: skip


def is_subject(page: Page, title: Span, kind: str | None, number: re.Match[str]) -> bool:
    """ "HƯỚNG DẪN THI HÀNH …" under "Số: 40/2016/TT-…": not the type, which is lost, but the subject that begins like another."""
    kinds = kinds_of_symbol(page.text[slice(*number.span(4))])
    return bool(kinds) and kind not in kinds and page.text[title[1] :].split("\n", 1)[0].strip(" |:.*_") != ""


def head_in_one_line(page: Page, limit: int) -> tuple[list[re.Match[str]], re.Match[str] | None, re.Match[str] | None] | None:
    """ "CV 77/UBND-KT ngày 03/12/2025 của UBND xã … v/v …": all that is left of a head where a letter was copied into a message."""
    number = TOLD_NUMBER.match(page.bare, 0, limit)
    if number is None:
        return None
    dated = TOLD_DATE.match(page.bare, number.end(), limit)
    return [number], dated, TOLD_ABOUT.search(page.bare, number.end(), limit)


def spelt_about(page: Page, limit: int, *, certain: bool) -> re.Match[str] | None:
    """ "Về việc …" in place of "V/v", where no type line stands above it and the head is known to go on below."""
    found = SPELT_ABOUT.search(page.bare, 0, limit) if certain else None
    return found if found and page.text[slice(*found.span())].lstrip(" |(")[0].isupper() else None


def find_numbers(page: Page, above: int, limit: int) -> tuple[list[re.Match[str]], bool]:
    """(candidates, whether they stand labelled in the letterhead): "Số: …" above the type, else a bare number there, else alone on a line below."""
    labelled = [m for m in NUMBER.finditer(page.bare, 0, above) if page.text[m.start(1)].isupper()]
    if labelled:
        return labelled, True
    bare = list(BARE_NUMBER.finditer(page.bare, 0, min(above, 1_500)))
    bare += [m for m in LEFT_NUMBER.finditer(page.bare, 0, min(above, 1_500)) if page.text[m.start(4)].isupper()]
    if bare:
        return bare, False
    garbled = [
        m
        for m in GARBLED_NUMBER.finditer(page.bare, 0, min(above, 1_500))
        if page.text[m.start(1)].isupper() and page.text[m.start(4)].isupper()
    ]
    if garbled:
        return garbled[:1], False
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
                kind = KIND_NAMES[" ".join(found[1].split())]
                return (None if DECIDES.match(page.bare, found.end(1)) else found.span(1)), kind
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
    hour = HOUR_BEFORE.search(page.bare, max(0, dated.start() - 60), dated.start())
    end = hour.start() if hour else dated.start()
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
    garbled = found.re is GARBLED_NUMBER
    printed = re.sub(r"[\s._…]+", "", page.raw[slice(*found.span(2))]) or None
    number = printed.translate(MISREAD) if printed else None
    if garbled and number and not number.isdigit():
        number = None
    symbol = re.sub(r"\s+", "", page.text[slice(*found.span(4))]).strip(".,;")
    sure = 0.97 if anchors.labelled and re.match(r"(?:\d{4}\s?/\s?)?[A-ZĐ]", page.text[found.start(4) :]) else 0.6
    plain = number == printed and not (number or "")[-1:].isupper()  # "4S" may be 45
    sure_number = min(sure, 0.7) if anchors.number_rivals or not plain else sure
    others = (*anchors.number_rivals, *((printed,) if printed and number != printed else ()))
    sure_symbol = sure if is_usual(page, symbol, found.end(4)) else min(sure, 0.7)
    return {
        "number": (number, Evidence(min(sure_number, 0.5) if garbled or not number else sure_number, found.span(2), others)),
        "symbol": (symbol, Evidence(sure_symbol, found.span(4))),
    }


def is_usual(page: Page, symbol: str, end: int) -> bool:
    """Figures stand only at the ends of its parts, what an agency is shortened to is spelt so, and no stray capital follows."""
    parts = re.split(r"[-/]", symbol)
    misspelt = any(fold(part) in SHORTENED and part.upper() not in SHORTENED[fold(part)] for part in parts)
    return not (
        misspelt or "." in symbol or any(re.search(r"[^\W\d]\d+[^\W\d]", part) for part in parts) or STRAY_CAPITAL.match(page.text, end)
    )


def read_date(page: Page, anchors: Anchors) -> tuple[str | None, Evidence]:
    """ISO date of the letter; an impossible one is not read, and shown as an alternative."""
    found = anchors.date
    if found is None:
        return None, Evidence(0.3)
    printed = page.said(found.span())
    try:
        day, month, year = (int(found[i].replace(" ", "")) for i in (1, 2, 3))
    except ValueError:
        return None, Evidence(0.5, found.span(), (printed,))
    iso = iso_of(day, month, year)
    if iso is None:
        return None, Evidence(0.2, found.span(), (printed,))
    if page.misread(found.span()) or any(" " in found[i] for i in (1, 2, 3)):
        return iso, Evidence(0.7, found.span(), (printed,))
    return iso, Evidence(0.97 if anchors.place else 0.75, found.span())


def read_place(page: Page, anchors: Anchors) -> tuple[str | None, Evidence]:
    """Where the letter was issued."""
    if anchors.place is None:
        return None, Evidence(0.3)
    said = page.said(anchors.place)
    return PLACE_SHORT.get(said, said), Evidence(0.95, anchors.place)
