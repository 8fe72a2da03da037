"""Letterheads and signatures that a program wrote as rows of a table: "| UBND HUYỆN … | CỘNG HÒA … |", line by line or all in one row."""

import itertools
import re

from loa.core.reading.page import CAPITALS, Page, Span, pattern_of
from loa.core.reading.tables.titles import POSITIONS

ROW = re.compile(r"(?m)^[ ]*\|.*\|[ ]*$")
OF_HEAD = re.compile(r"cong\s+hoa\s+xa\s+hoi|\|\s*so\s*[:.;]?\s*[\d.…/]|\bnoi\s+nhan\b|dang\s+cong\s+san")
SIGNS = re.compile(r"\|\s*(?:tm|kt|tl|tuq|t/m|k/t|t/l)\b[ ]*\.?[ ]+\w")  # a signature in a table of its own
# a row that holds one line of a column only, its other lines stand in rows below
ONE_LINE = re.compile(r"cong\s+hoa\s+xa\s+hoi(?!.*hanh\s+phuc)|noi\s+nhan\s*[:.]?[ ]*\|")
# in a row that holds the whole column a new line began before these …
BREAKS_BEFORE = re.compile(r" (?=V/[vV]\b)|(?<=[;.:]) (?=- )| (?=\((?:đã ký|Đã ký)\))")
OFFICES = re.compile(r"(?<=\S) (?=(?:PHÒNG|SỞ|VĂN PHÒNG|TRUNG TÂM|CHI CỤC|CÔNG AN|BAN CHỈ|BAN QUẢN|BAN THƯỜNG|BAN TUYÊN|HỘI ĐỒNG)\s)")
CAPACITY = re.compile(r"(?<=\S) (?=(?:KT|TM|TL|TUQ|K/T|T/M|T/L)\b\.?\s)")
# … and after these
BREAKS_AFTER = re.compile(r"(?<=Nơi nhận:) |(?<=ký\)) |(?<=-{3}) ")
OPENS_TITLE = re.compile(r"(?<!^)\b(?!uy vien\b|thuong truc\b|phu trach\b)" + pattern_of(POSITIONS) + r"\b")
ROWS_APART = 4  # line breaks between two rows of one table
NAME_WORD = r"[" + CAPITALS + r"](?![" + CAPITALS + r"])[\w'’]*"
NAME = re.compile(rf"(?<=[{CAPITALS}]) (?={NAME_WORD}(?: {NAME_WORD})+ *(?:\||$))")


def unrolled(page: Page) -> Page:
    """The page with the rows of its letterhead and of its signature set line by line; every place stays where it is."""
    text = list(page.text)
    rows = [row.span() for row in ROW.finditer(page.text)]
    if not rows:
        return page
    for table in tables_of(page, rows):
        if not any(OF_HEAD.search(page.bare, *row) or SIGNS.search(page.bare, *row) for row in table):
            continue
        for row in table:
            blank_outer_bars(text, row)
            if OF_HEAD.search(page.bare, *row) and not ONE_LINE.search(page.bare, *row):
                unroll(page, text, row)
    if text == list(page.text):
        return page
    bare = "".join("\n" if t == "\n" else (" " if t == " " else b) for t, b in zip(text, page.bare, strict=True))
    return Page(page.raw, "".join(text), bare)


def tables_of(page: Page, rows: list[Span]) -> list[list[Span]]:
    """Rows that follow each other, with nothing but line breaks between."""
    tables: list[list[Span]] = []
    for row in rows:
        if (
            tables
            and page.text[tables[-1][-1][1] : row[0]].strip() == ""
            and page.text.count("\n", tables[-1][-1][1], row[0]) <= ROWS_APART
        ):
            tables[-1].append(row)
        else:
            tables.append([row])
    return tables


def blank_outer_bars(text: list[str], row: Span) -> None:
    """The first and the last bar of a row set nothing apart, nor does one before an empty cell."""
    bars = [at for at in range(*row) if text[at] == "|"]
    text[bars[0]] = text[bars[-1]] = " "
    for at in reversed(bars[1:-1]):
        if "".join(text[at + 1 : row[1]]).strip():
            break
        text[at] = " "


def unroll(page: Page, text: list[str], row: Span) -> None:
    """A row that holds whole columns: each cell, and each line that began in it, on a line of its own."""
    for at in range(*row):
        if "|" in text[max(at - 1, row[0]) : at + 2] and text[at] in "| ":
            text[at] = "\n"
    is_tail = "noi nhan" in page.bare[slice(*row)]
    for pattern in (BREAKS_BEFORE, *(() if is_tail else (OFFICES,)), BREAKS_AFTER):
        for found in pattern.finditer(page.text, *row):
            if found.end() > found.start():
                text[found.start()] = "\n"
    if is_tail:
        for cell in cells_of(page, row):
            if "noi nhan" not in page.bare[slice(*cell)]:
                break_signature(page, text, cell)


def cells_of(page: Page, row: Span) -> list[Span]:
    """The cells between the bars."""
    bars = [at for at in range(*row) if page.text[at] == "|"]
    return [page.trimmed(a + 1, b) for a, b in itertools.pairwise(bars)]


def break_signature(page: Page, text: list[str], cell: Span) -> None:
    """ "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hồ Văn Thạch": a line for each authority, the own title and the name.

    Under KT., TL. and TUQ. the first position is the one signed for; under TM. it is the signer's own.
    """
    cuts = [cell[0], *(found.start() for found in CAPACITY.finditer(page.text, *cell)), cell[1]]
    for start, end in itertools.pairwise(cuts):
        titles = [found.start() for found in OPENS_TITLE.finditer(page.bare[start:end])]
        signs_for = page.bare[start:end].strip().startswith(("kt", "tl", "tuq", "k/t", "t/l"))
        nested = page.bare[start:end].strip().startswith(("tm", "t/m"))
        own = titles[1:2] if signs_for else (titles[:1] if nested else [])
        for at in (start, *(start + title - 1 for title in own)):
            if at > cell[0] and page.text[at] == " ":
                text[at] = "\n"
    if name := NAME.search(page.text, *cell):
        text[name.start()] = "\n"
