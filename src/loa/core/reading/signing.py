"""One line of a signature: an authority, a title, a name, or several of them beside each other."""

import re
from collections.abc import Iterator

from loa.core.reading.page import BULLET, CAPITALS, Page, Span, fold, pattern_of
from loa.core.reading.tables.offices import OFFICE_OPENINGS
from loa.core.reading.tables.titles import CAPACITIES, DEGREES, POSITIONS, RANKS, SIGNED_MARKS, SURNAMES

COLUMN_GAP = re.compile(r"(?<=\S) {4,}(?=\S)|(?<=\S)\s*\|\s*(?=[^\s|])")
CAPACITY = re.compile(r"(" + "|".join(re.escape(fold(c)) for c in sorted(CAPACITIES, key=len, reverse=True)) + r")\b[ ]*[.:]?[ ]*(?=\S)")
POSITION = re.compile(r"(?:q\.?\s*|p\.\s*|quyen\s+)?" + pattern_of(POSITIONS) + r"\b")
OFFICE = re.compile(pattern_of(OFFICE_OPENINGS) + r"\b")
SIGNED = re.compile(r"[(\[]?\s*" + pattern_of(SIGNED_MARKS) + r"\s*[)\]]?[.: ]*$")
TITLED = re.compile(r"^(?:(?:" + "|".join(re.escape(d) for d in sorted((*DEGREES, *RANKS), key=len, reverse=True)) + r")\b\.?,?\s*)+")
NAME = re.compile(r"(?:[" + CAPITALS + r"][\w'’]*\.?)(?:[ -]+[" + CAPITALS + r"][\w'’]*){1,6}")
NAME_WORD = r"[" + CAPITALS + r"](?![" + CAPITALS + r"])[\w'’]*"
NAMED_BESIDE = re.compile(
    r"((?:[" + CAPITALS + r".,/-]+ +)*[" + CAPITALS + r"]{2,}) *((?:(?:" + "|".join(re.escape(d) for d in sorted((*DEGREES, *RANKS), key=len, reverse=True))
    + r")\.? +)*" + NAME_WORD + r"(?: +" + NAME_WORD + r")+) *$"
)  # fmt: skip
IN_ONE_LINE = re.compile(
    r"([" + CAPITALS + r" .,/-]{4,}?) *[:-] *(" + NAME_WORD + r"(?: +" + NAME_WORD + r"){1,5}) *(?:[(\[][^()]{2,20}[)\]])?[ .]*"
)
BRACKET_BEHIND = re.compile(r"\s*[(\[][^()\[\]]{2,24}[)\]][. ]*$")
SURNAME_FOLDS = {fold(s) for s in SURNAMES}
LINE_LENGTH = 200  # characters; no line of a signature is longer


def signs_here(page: Page, line: Span) -> bool:
    """An authority mark, or a position in capitals."""
    bare = page.bare[line[0] : line[1]]
    if (
        CAPACITY.match(page.bare, line[0], line[1])
        and page.text[line[0]].isupper()
        and (page.is_capitals(line) or "." in bare[:5] or "/" in bare[:4])
    ):
        return True
    title = parted(page, line)[0]
    return POSITION.match(page.bare, *title) is not None and page.is_capitals(title) and BULLET.match(page.text, line[0]) is None


def begins_title(page: Page, cell: Span) -> bool:
    """A position, or an authority and whom it stands for, in capitals."""
    titled = POSITION.match(page.bare, *cell) is not None or re.match(r"[A-Z]{2,3}\. *\w{2}", page.text[slice(*cell)]) is not None
    return titled and signs_here(page, cell)


def parted(page: Page, line: Span) -> list[Span]:
    """ "PHÓ GIÁM ĐỐC Nguyễn Văn An", "PHÓ GIÁM ĐỐCNguyễn Văn An", "KT. CHỦ TỊCH - PHÓ CHỦ TỊCH: Trần An (đã ký)": each title and the name; else the line as it is."""
    if line[1] - line[0] > LINE_LENGTH:
        return [line]
    if whole := IN_ONE_LINE.fullmatch(page.text, *line):
        titles = [page.trimmed(*span) for span in dashed(page, whole.span(1))]
        if is_name(page.said(whole.span(2))) and all(signs_here(page, title) for title in titles):
            return [*titles, page.trimmed(*whole.span(2))]
    found = NAMED_BESIDE.match(page.text, *line)
    if found and is_name(page.said(found.span(2))):
        title = page.trimmed(*found.span(1))
        if POSITION.match(page.bare, *title) or CAPACITY.match(page.bare, *title):
            return [title, found.span(2)]
    return [line]


def dashed(page: Page, span: Span) -> list[Span]:
    """The parts between " - "."""
    cuts = [found.span() for found in re.finditer(r" +- +", page.text[slice(*span)])]
    edges = [span[0], *(span[0] + at for cut in cuts for at in cut), span[1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


def cells_of(page: Page, line: Span) -> Iterator[Span]:
    """The parts of a line that wide blanks or a bar set apart."""
    at = line[0]
    while at < line[1] - 1 and page.text[at] in "| ":
        at += 1
    for gap in COLUMN_GAP.finditer(page.text, at, line[1]):
        yield (at, gap.start())
        at = gap.end()
    yield (at, line[1])


def is_name(words: str) -> bool:
    """Two to seven words, each with a capital; ranks and degrees before it do not count, nor "(đã ký)" behind."""
    words = TITLED.sub("", BRACKET_BEHIND.sub("", words).strip().rstrip(".")).strip()
    return NAME.fullmatch(words) is not None and len(words) <= 45


def has_surname(words: str) -> bool:
    """Begins with one of the usual family names."""
    return fold(TITLED.sub("", words)).split(" ")[0] in SURNAME_FOLDS


def clean_name(page: Page, line: Span) -> str:
    """A name as it is written in running text."""
    name = TITLED.sub("", BRACKET_BEHIND.sub("", page.said(line)).strip(" .")).strip()
    return name.title() if name.isupper() else name


def surname_of(name: str) -> str:
    """The family name as spelt."""
    return name.split(" ", maxsplit=1)[0]


def hangs(page: Page, line: Span) -> bool:
    """ "TM." alone on its line, or a line that ends in "VÀ"."""
    return re.search(r"(?:^\S{1,4}\.?|\bva|,|-)$", page.bare[line[0] : line[1]].strip()) is not None
