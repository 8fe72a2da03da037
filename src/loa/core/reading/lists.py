"""Lists of a letter: "Kính gửi" and "Nơi nhận", one entry a bullet; hard breaks, stray bullets and table bars are mended."""

import re
from dataclasses import dataclass

from loa.core.reading.head import DIEN, KINH_MOI, Anchors
from loa.core.reading.letter import Copy, Evidence
from loa.core.reading.page import BULLET, Page, Span, fold, pattern_of
from loa.core.reading.subject import OPENS_BODY
from loa.core.reading.tables.anchors import ARCHIVED, COPIED_TO
from loa.core.reading.tables.kinds import CITED_ONLY, KINDS
from loa.core.reading.tables.phrases import HANGING, PURPOSES, REASON_OPENINGS, SAME_AS_ABOVE
from loa.core.reading.tables.titles import CAPACITIES, POSITIONS
from loa.core.reading.wording import one_of

ONE_WHO_SIGNS = pattern_of((*POSITIONS, *(f"{mark}." for mark in CAPACITIES)))
NOI_NHAN = re.compile(
    rf"(?m)^[ |*]*{one_of(COPIED_TO)}\b[ ]*(?:[:.;]?(?=[ ]*(?:$|[-+*|]|nhu\b|   |\())|:(?=[ ]{ONE_WHO_SIGNS}(?!\w))|:(?=[^\n]{{0,160}}[;(]))"
)
NUMBERED = re.compile(r"(?:[0-9]{1,2}|l)[.)/][ ]*(?=[^\W\d])")  # "1. Sở Y tế;": a list of addressees may be numbered
PATH = re.compile(r"\\|://|^[a-z]:")  # where the file lay: a program prints it below the list
NEXT_WORD = re.compile(r"[^\s|]")
INNER_BULLET = re.compile(r"\s*(?:[-+•]\s|$)")
END_MARKS = " ;.,|{}*-/\\"
TO_THE_SAME = re.compile(rf"{one_of(SAME_AS_ABOVE)}(?!\w)")
ARCHIVE = re.compile(rf"[-+* ]*{one_of(ARCHIVED)}\b\s*[:.;]?\s*")
GIVES_REASONS = re.compile(rf"{one_of(REASON_OPENINGS)}\b")
BODY_BEHIND = re.compile(rf"\.\s+(?={one_of(REASON_OPENINGS)}\b)")  # "Kính gửi: Các trường. Thực hiện Kế hoạch số …"
CITES = re.compile(rf"{one_of(REASON_OPENINGS)}\s+(?:cac\s+)?{pattern_of((*KINDS, *CITED_ONLY))}\b")
BAR = re.compile(r"[|{}]")
BRACKET = re.compile(r"\s*[|{}]?\s*[(\[]([^()\[\]]*)[)\]]\s*$")
PURPOSE = re.compile(
    r"(?:de\s+|xin\s+|p/h\s+)?" + pattern_of(PURPOSES) + r"(?:\s*(?:,|;|va|-|/)?\s*(?:de\s+)?" + pattern_of(PURPOSES) + r")*\s*[.;]?"
)
UNBRACKETED = re.compile(r"\s*(?:[-,]\s*)?\bde\s+" + pattern_of(PURPOSES) + r"\s*$")
HUNG = re.compile(rf"(?:\b{one_of(HANGING)}|-)$")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry with its place, and the purpose beside it if a bar put one there."""

    spans: tuple[Span, ...]
    barred: bool = False

    @property
    def span(self) -> Span:
        """From the first line to the last."""
        return self.spans[0][0], self.spans[-1][1]

    def words(self, page: Page) -> str:
        """The entry as printed, lines joined."""
        return " ".join(page.said(s) for s in self.spans)


@dataclass(frozen=True, slots=True)
class Recipients:
    """The block of addressees; `end` is where it ends and the body may begin."""

    names: tuple[str, ...]
    evidence: Evidence
    start: int | None
    end: int


def read_recipients(page: Page, anchors: Anchors) -> Recipients:
    """ "Kính gửi", or the "… điện:" block of a công điện; an invitation without either names whom it invites."""
    opening = anchors.addressed
    sure = 0.93
    if opening is None and anchors.kind == "Công điện" and anchors.title:
        found = DIEN.search(page.bare, anchors.title[1], anchors.title[1] + 2_500)
        opening = found.span() if found else None
    if opening is None and anchors.kind == "Giấy mời" and anchors.title:
        found = KINH_MOI.search(page.bare, anchors.title[1], anchors.title[1] + 2_500)
        opening, sure = (found.span() if found else None), 0.7
    if opening is None:
        return Recipients((), Evidence(0.8), None, 0)
    items, end = address_items(page, opening[1])
    names = tuple(strip_end(i.words(page)) for i in items)
    spans = tuple(i.span for i in items)
    return Recipients(names, Evidence(sure if names else 0.4, (spans[0][0], spans[-1][1]) if spans else None, (), spans), opening[0], end)


def address_items(page: Page, start: int) -> tuple[list[Item], int]:
    """Entries after "Kính gửi:"; the block ends at the body."""
    lines: list[Span] = []
    bulleted = blank = numbered = False
    for line in page.lines(start, min(len(page.text), start + 8_000)):
        if page.is_blank(line):
            blank = bool(lines)
            if page.is_rule(line) and lines:
                break
            continue
        bullet = bullet_at(page, line[0], numbered=not lines or numbered) is not None
        numbered = numbered if lines else bullet and BULLET.match(page.text, line[0]) is None
        lost = bulleted and not bullet and ended(page, lines[-1]) == ";" and bullet_lost(page, line)
        if lines and not bullet and not lost and leaves_block(page, lines[-1], line, bulleted=bulleted, blank=blank):
            break
        if lines and bullet and not bulleted and ended(page, lines[-1]) == "." and blank:
            break
        bulleted = bulleted or bullet
        body = BODY_BEHIND.search(page.bare, *line)
        if body and page.text[body.end()].isupper() and line[1] - body.end() > 40:
            lines.append((line[0], body.start() + 1))
            break
        lines.append(line)
        blank = False
    items = gather(page, lines, numbered=numbered)
    return items, lines[-1][1] if lines else start


def bullet_lost(page: Page, line: Span) -> bool:
    """A scan lost the dash of an entry: it ends in ";" and the next line has its dash again."""
    if ended(page, line) != ";":
        return False
    below = NEXT_WORD.search(page.text, line[1], line[1] + 200)
    return below is not None and BULLET.match(page.text, below.start()) is not None


def bullet_at(page: Page, at: int, *, numbered: bool) -> re.Match[str] | None:
    """The mark that opens an entry: a bullet, or a figure where entries are numbered."""
    return BULLET.match(page.text, at) or (NUMBERED.match(page.text, at) if numbered else None)


def leaves_block(page: Page, last: Span, line: Span, *, bulleted: bool, blank: bool) -> bool:
    """This unbulleted line no longer belongs to the addresses."""
    mark = ended(page, last)
    small = page.text[line[0]].islower()
    if small and mark != ".":
        return False
    if mark == "." or (blank and mark != ";"):
        return True
    if not bulleted and mark != "," and line[1] - line[0] > 40 and GIVES_REASONS.match(page.bare, line[0]):
        return True
    if mark != "," and page.text[line[0]].isupper() and CITES.match(page.bare, line[0]) and not HUNG.search(page.bare[last[0] : last[1]]):
        return True
    if OPENS_BODY.match(page.bare, line[0]) and line[1] - line[0] > 40 and not page.text[last[0] : last[1]].rstrip().endswith((",", ":")):
        return not HUNG.search(page.bare[last[0] : last[1]]) and not (mark == ";" and not bulleted and page.text[line[1] - 1] in ";.")
    return bulleted and mark == ";"


def ended(page: Page, line: Span) -> str:
    """The last mark of a line."""
    last = page.text[line[0] : line[1]].rstrip(" |")[-1:]
    return last if last in ";.,:" else ""


def gather(page: Page, lines: list[Span], *, numbered: bool = False) -> list[Item]:
    """Lines to entries: a bullet opens one; so does any line after an ended one. A bullet after a comma goes on where entries end in ';'."""
    pieces = [piece for line in lines for piece in split_inline(page, past_bar(page, line), numbered=numbered)]
    semicolons = sum(ended(page, p) == ";" for p in pieces)
    commas = sum(ended(page, p) == "," for p in pieces)
    groups: list[list[Span]] = []
    for piece in pieces:
        bullet = bullet_at(page, piece[0], numbered=numbered)
        content = (bullet.end(), piece[1]) if bullet and bullet.end() < piece[1] else piece
        last = ended(page, groups[-1][-1]) if groups else ";"
        unfinished = last == "," and semicolons > 0 and commas <= semicolons
        if groups and ((bullet is None and last not in (";", ".")) or (bullet is not None and unfinished)):
            groups[-1].append(content)
        else:
            groups.append([content])
    return [Item(tuple(g)) for g in groups if any(c.isalnum() for s in g for c in page.text[s[0] : s[1]])]


def past_bar(page: Page, line: Span) -> Span:
    """Without the table bar at its beginning (unless a purpose follows it)."""
    start = line[0]
    while start < line[1] and page.text[start] in "| ":
        start += 1
    return line if start < line[1] and page.text[start] in "([" else (start, line[1])


def split_inline(page: Page, line: Span, *, numbered: bool = False) -> list[Span]:
    """ "A; B; C." on one line is three entries; brackets are kept whole. A bulleted line is one entry."""
    pieces, start, depth = [], line[0], 0
    bulleted = bullet_at(page, line[0], numbered=numbered) is not None
    for at in range(*line):
        letter = page.text[at]
        depth += (letter == "(") - (letter == ")")
        if letter == ";" and depth <= 0 and at + 1 < line[1] and (not bulleted or INNER_BULLET.match(page.text, at + 1)):
            pieces.append(page.trimmed(start, at + 1))
            start = at + 1
    rest = page.trimmed(start, line[1])
    if pieces and (page.text[rest[0] : rest[1]].strip(END_MARKS) == "" or BRACKET.fullmatch(page.text, rest[0], rest[1])):
        pieces[-1] = (pieces[-1][0], rest[1])
        return pieces
    return [*pieces, rest] if rest[1] > rest[0] else pieces


def strip_end(words: str) -> str:
    """Without the trailing mark; a closing bracket or an abbreviation's stop stays."""
    return words.replace("|", " ").strip().rstrip(END_MARKS).strip()


@dataclass(frozen=True, slots=True)
class Copies:
    """ "Nơi nhận" as read."""

    cc: tuple[Copy, ...]
    archive: str | None
    evidence: dict[str, Evidence]
    end: int


def read_copies(page: Page, block: Span | None, lines: list[Span]) -> Copies:
    """Lines of "Nơi nhận" except "Như trên" and "Lưu"; purposes from brackets and bars."""
    if block is None:
        return Copies((), None, {"cc": Evidence(0.5), "archive": Evidence(0.4)}, 0)
    lines, archive, archive_span = split_archive(page, lines)
    items = gather(page, lines)
    rows = share_purposes([(item, *name_and_purpose(item.words(page))) for item in items])
    kept = [(item, Copy(name, purpose)) for item, name, purpose in rows if name and not TO_THE_SAME.match(fold(name))]
    spans = tuple(item.span for item, _ in kept)
    evidence = {
        "cc": Evidence(0.9 if archive else 0.75, (spans[0][0], spans[-1][1]) if spans else block, (), spans),
        "archive": Evidence(0.95 if archive else 0.5, archive_span),
    }
    end = max([block[1], *(s[1] for s in lines), archive_span[1] if archive_span else 0])
    return Copies(tuple(c for _, c in kept), archive, evidence, end)


def split_archive(page: Page, lines: list[Span]) -> tuple[list[Span], str | None, Span | None]:
    """The "Lưu:" line ends the block."""
    for at, line in enumerate(lines):
        found = ARCHIVE.match(page.bare, line[0], line[1])
        if found is None or not page.text[line[0] : found.end()].strip(" -+*").startswith(("L", "l")):
            inside = re.search(r"[;.]\s*-?\s*luu\s*:", page.bare[line[0] : line[1]])
            if inside is None:
                continue
            cut = line[0] + inside.start() + 1
            _, archive, span = split_archive(page, [page.trimmed(cut, line[1])])
            return [*lines[:at], (line[0], cut)], archive, span
        end = line[1]
        for following in lines[at + 1 : at + 3]:
            if PATH.search(page.text, *following):
                break
            said = page.text[line[0] : end].rstrip()
            if (
                said.endswith((",", "-", "("))
                or said.count("(") > said.count(")")
                or page.text[following[0]].islower()
                or page.text[following[0]] == "("
            ):
                end = following[1]
            else:
                break
        words = page.said((found.end(), end)).split(";")[0]
        archive = re.sub(r"[\s.;,/]+$", "", words)
        return lines[:at], archive or None, (found.end(), end)
    return lines, None, None


def name_and_purpose(words: str) -> tuple[str, str | None, bool]:
    """ "Sở Y tế (để phối hợp);" -> name, purpose, and whether a bar stands before the purpose."""
    barred = BAR.search(words) is not None
    words = words.strip().rstrip(END_MARKS).strip() if not words.rstrip().endswith(")") else words.strip()
    found = BRACKET.search(words)
    if found and (PURPOSE.fullmatch(fold(found[1]).strip()) or fold(found[1]).strip().startswith("de ") or says_what_for(found[1])):
        return strip_end(words[: found.start()]), found[1].strip(), barred
    loose = UNBRACKETED.search(fold(words))
    if loose and not words.endswith(")"):
        return strip_end(words[: loose.start()]), words[loose.start() :].strip(" -,"), barred
    return strip_end(words), None, barred


def says_what_for(words: str) -> bool:
    """A bracket in small letters of more than one word says what to do ("bố trí hội trường"); a name has capitals."""
    return len(words.split()) > 1 and words == words.lower() and not any(c.isdigit() for c in words)


def share_purposes(rows: list[tuple[Item, str, str | None, bool]]) -> list[tuple[Item, str, str | None]]:
    """A bar is what a scan leaves of a brace: its purpose holds for the lines beside it that have none of their own, as far up as down."""
    purposes = [purpose for _, _, purpose, _ in rows]
    braced = [at for at, row in enumerate(rows) if row[3]]
    if len(braced) > 1:  # the brace itself stands at every line it holds for
        for at in braced:
            near = min((b for b in braced if purposes[b]), key=lambda b: abs(b - at), default=None)
            purposes[at] = purposes[at] or (
                rows[near][2] if near is not None and all(rows[i][3] for i in range(*sorted((near, at)))) else None
            )
        return [(item, name, purpose) for (item, name, _, _), purpose in zip(rows, purposes, strict=True)]
    for at, (_, _, purpose, barred) in enumerate(rows):
        if not (barred and purpose):
            continue
        free = [row_purpose is None and not TO_THE_SAME.match(fold(name)) for _, name, row_purpose, _ in rows]
        above, below = run_of(free, at - 1, -1), run_of(free, at + 1, 1)
        reach = min(len(above), len(below))
        for near in (*above[:reach], *below[:reach]) if reach else above:
            purposes[near] = purpose
    return [(item, name, purpose) for (item, name, _, _), purpose in zip(rows, purposes, strict=True)]


def run_of(free: list[bool], at: int, step: int) -> list[int]:
    """Indexes from here on while free."""
    run = []
    while 0 <= at < len(free) and free[at]:
        run.append(at)
        at += step
    return run
