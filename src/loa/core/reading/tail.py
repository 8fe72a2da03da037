"""The lower part: where the letter proper ends, and its two columns."""

import re
from dataclasses import dataclass

from loa.core.reading.annexes import HEADING, KIND_LINE, TITLE_LINES
from loa.core.reading.lists import ARCHIVE, NOI_NHAN, PURPOSE
from loa.core.reading.page import BULLET, CAPITALS, Page, Span
from loa.core.reading.signing import COLUMN_GAP, NAME_WORD, SIGNED, begins_title, cells_of, has_surname, is_name, signs_here
from loa.core.reading.tables.anchors import FIRST_REASON, PARTS
from loa.core.reading.tables.annexes import ATTACHED_BY, COPIED_BY
from loa.core.reading.wording import one_of

ATTACHED = re.compile(rf"(?m)^[ |]*\((?:\w+\s+)?{one_of(ATTACHED_BY)}")
OF_BODY = re.compile(rf"[ -]*(?:{one_of(FIRST_REASON)}|{one_of(PARTS)}\s+[\divx]+\b|\d{{1,2}}\.\s)")  # below these who signs is sought
COPIED = re.compile(rf"(?m)^[^\n]*\b{one_of(COPIED_BY)}\b")  # the block of the office that certified a copy
CLOSING = re.compile(r"[./,;]\s?/\s?[.,;:]|/\.")
GLUED = re.compile(r"(?<=[.;]) (?=[" + CAPITALS + r"])")  # a line of each column with one blank between, as a PDF gives them
NAME_GLUED = re.compile(rf"(?<=\.) +(?={NAME_WORD}(?: {NAME_WORD}){{2,4}} *(?:\n|$))")  # … and the name beside the last copy
BRACKET_OPENS = re.compile(r"[| ]*[(\[][ ]*")


@dataclass(frozen=True, slots=True)
class Tail:
    """Where things lie below the body. `cc_lines` and `sign_lines` are the two columns, told apart."""

    body_end: int
    noi_nhan: Span | None
    cc_lines: tuple[Span, ...]
    sign_lines: tuple[Span, ...]
    proper_end: int
    closed: bool


def find_tail(page: Page, body_start: int) -> Tail:
    """Cut the letter proper from its annexes, and the lower part into columns."""
    block = last_noi_nhan(page, body_start)
    after = block[1] if block else last_closing(page, body_start, len(page.text)) or body_start
    proper_end = annex_start(page, after)
    closing = last_closing(page, body_start, block[0] if block else proper_end)
    if block:
        cc, right = columns(page, below_heading(page, block), proper_end)
        between = sign_block(page, closing or max(body_start, block[0] - 400), block[0])
        beside = beside_heading(page, block)
        cut = first_signing(page, cc)
        signs = [*between, *beside, *right]
        if cut is None:
            signs += name_after_archive(page, cc)
        else:
            more, below = apart(page, cc[cut:]) if not any(archives(page, line) for line in cc[:cut]) else ([], cc[cut:])
            cc, signs = [*cc[:cut], *more], [*signs, *below]
        body_end = between[0][0] if between else block[0]
        return Tail(body_end, block, tuple(cc), tuple(signs), proper_end, True)
    start = closing or body_start
    lines = [line for line in page.lines(start, proper_end) if not page.is_blank(line)]
    if closing is None:
        lines = lines[max((at + 1 for at, line in enumerate(lines) if OF_BODY.match(page.bare, *line)), default=0) :]
    cut = first_signing(page, lines)
    signs = lines[cut:] if cut is not None else (lines[:6] if closing and len(lines) <= 8 else [])
    body_end = signs[0][0] if signs else proper_end
    return Tail(body_end, None, (), tuple(signs[:12]), proper_end, bool(closing or signs))


def annex_start(page: Page, after: int) -> int:
    """Where the first annex, or the block of a certified copy, begins; the end of the text where there is none."""
    heading = next((m.start() for m in HEADING.finditer(page.bare, after) if page.text[m.start(1)].isupper()), len(page.text))
    paper = next((m.start() for m in KIND_LINE.finditer(page.bare, after) if page.is_capitals(m.span(1))), len(page.text))
    attached, copied = ATTACHED.search(page.bare, after), COPIED.search(page.bare, after)
    others = [*([titled_from(page, attached.start(), after)] if attached else []), *([copied.start()] if copied else [])]
    return min(heading, paper, *others, len(page.text))


def titled_from(page: Page, bracket: int, after: int) -> int:
    """Where the title of an annex begins: the lines in capitals right above "(Kèm theo …)"."""
    begin = bracket
    for line in reversed(list(page.lines(after, bracket))[-TITLE_LINES:]):
        if line[1] > line[0] and (not page.is_capitals(line) or signs_here(page, line)):
            break
        begin = line[0] if line[1] > line[0] else begin
    return begin


def last_noi_nhan(page: Page, start: int) -> Span | None:
    """The first block that is a list; a "Nơi nhận" of an annex comes later."""
    found = NOI_NHAN.search(page.bare, start)
    return found.span() if found else None


def last_closing(page: Page, start: int, end: int) -> int | None:
    """After the closing mark "./." of the body."""
    found = None
    for found in CLOSING.finditer(page.text, start, end):
        rest = page.text[found.end() : found.end() + 3]
        if "\n" in rest or rest.strip() == "":
            return found.end()
    return found.end() if found and end - found.end() < 1_200 else None


def columns(page: Page, start: int, end: int) -> tuple[list[Span], list[Span]]:
    """Lines of the left and of the right column; a bracket in the right column is a purpose and stays left."""
    left: list[Span] = []
    right: list[Span] = []
    for line in page.lines(start, end):
        if page.is_blank(line):
            continue
        if page.text[line[0]] == "|" and belongs_right(page, line):
            right.append(page.trimmed(line[0] + 1, line[1]))
            continue
        gap = COLUMN_GAP.search(page.text, line[0], line[1])
        if gap and belongs_right(page, (gap.end(), line[1])):
            left.append((line[0], gap.start()))
            right.append((gap.end(), line[1]))
        else:
            (right if stands_right(page, line, left) else left).append(line)
    return apart_glued(page, [s for s in left if s[1] > s[0]], right)


def apart_glued(page: Page, left: list[Span], right: list[Span]) -> tuple[list[Span], list[Span]]:
    """ "- Lưu: VT. PHÓ CHỦ TỊCH": the signature's line cut from the copy it follows; so the name, where none stands elsewhere."""
    out = []
    named = any(is_name(page.said(line)) and not signs_here(page, line) for line in (*left, *right))
    for line in left:
        marked = BULLET.match(page.text, line[0]) is not None
        cut = next((m for m in GLUED.finditer(page.text, *line) if marked and begins_title(page, (m.end(), line[1]))), None)
        if cut is None and not named and archives(page, line):
            cut = next((m for m in NAME_GLUED.finditer(page.text, *line) if has_surname(page.said((m.end(), line[1])))), None)
        out.append(page.trimmed(line[0], cut.start()) if cut else line)
        if cut:
            right.append((cut.end(), line[1]))
    return out, sorted(right)


def belongs_right(page: Page, cell: Span) -> bool:
    """Of the signature, unless it is a purpose: a bracket in small letters, perhaps behind a drawn brace."""
    bracket = BRACKET_OPENS.match(page.text, *cell)
    if bracket is None:
        return page.text[cell[0] : cell[1]].strip(" |") != ""
    inside = bracket.end()
    if SIGNED.match(page.bare, cell[0], cell[1]):
        return True
    return inside < cell[1] and not page.text[inside].islower() and PURPOSE.match(page.bare, inside) is None


def below_heading(page: Page, block: Span) -> int:
    """Where the list begins: on the line of "Nơi nhận:" if an entry stands there, else on the next."""
    entry = re.compile(r" *(?=[-+*\w(])").match(page.text, block[1])
    if entry and entry.end() - block[1] < 3 and not beside_heading(page, block):
        return block[1]
    stop = page.text.find("\n", block[1])
    return len(page.text) if stop < 0 else stop


def stands_right(page: Page, line: Span, left: list[Span]) -> bool:
    """A line pushed far to the right is of the right column; where nothing stands left of it yet, only one that signs."""
    begin = page.text.rfind("\n", 0, line[0]) + 1
    return (bool(left) or signs_here(page, line)) and line[0] - begin >= 24 and BULLET.match(page.text, line[0]) is None


def beside_heading(page: Page, block: Span) -> list[Span]:
    """Signature text on the line of "Nơi nhận:" itself."""
    stop = page.text.find("\n", block[1])
    stop = len(page.text) if stop < 0 else stop
    gap = re.compile(r" {3,}(?=\S)| *\| *(?=\w)|(?<=:) (?=\w)").match(page.text, block[1], stop)
    if gap is None or BULLET.match(page.text, gap.end()) or (gap[0] == " " and not signs_here(page, (gap.end(), stop))):
        return []
    return [page.trimmed(gap.end(), stop)]


def first_signing(page: Page, lines: list[Span]) -> int | None:
    """Index of the first line of the signature; of a joint one, of the first in which any signs."""
    return next((at for at, line in enumerate(lines) if any(signs_here(page, cell) for cell in cells_of(page, line))), None)


def sign_block(page: Page, start: int, end: int) -> list[Span]:
    """A signature that stands above "Nơi nhận"."""
    lines = [line for line in page.lines(start, end) if not page.is_blank(line)]
    cut = first_signing(page, lines)
    return lines[cut:] if cut is not None else []


def archives(page: Page, line: Span) -> bool:
    """The "Lưu" line."""
    return ARCHIVE.match(page.bare, *line) is not None and page.text[line[0] : line[1]].lstrip(" -+*")[:1] in "Ll"


def apart(page: Page, lines: list[Span]) -> tuple[list[Span], list[Span]]:
    """Lines of two columns that were written one after the other, told apart: entries of the list have a mark, or go on in small letters."""
    copies: list[Span] = []
    signs: list[Span] = []
    before: list[Span] = signs
    for line in lines:
        goes_on = before is copies and page.text[line[0]].islower()
        before = copies if goes_on or archives(page, line) or BULLET.match(page.text, line[0]) else signs
        before.append(line)
    return copies, signs


def name_after_archive(page: Page, cc: list[Span]) -> list[Span]:
    """Without any position line: what follows the "Lưu" line may be the name."""
    for at, line in enumerate(cc):
        if archives(page, line):
            return [x for x in cc[at + 1 :] if is_name(page.said(x))]
    return []
