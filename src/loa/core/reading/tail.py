"""The lower part: where the letter proper ends, its two columns, and who signed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loa.core.reading.annexes import HEADING, KIND_LINE
from loa.core.reading.letter import Evidence, Signer
from loa.core.reading.lists import ARCHIVE, NOI_NHAN, PURPOSE
from loa.core.reading.page import BULLET, CAPITALS, Page, Span, fold, pattern_of
from loa.core.reading.tables.offices import OFFICE_OPENINGS
from loa.core.reading.tables.titles import CAPACITIES, DEGREES, POSITIONS, RANKS, SIGNED_MARKS, SURNAMES

ATTACHED = re.compile(r"(?m)^[ |]*\((?:kem\s+theo|ban\s+hanh\s+kem)")
COPIED = re.compile(r"(?m)^[^\n]*\bsao\s+(?:y|luc)\b")  # the block of the office that certified a copy
CLOSING = re.compile(r"[./,;]\s?/\s?[.,;:]|/\.")
COLUMN_GAP = re.compile(r"(?<=\S) {4,}(?=\S)|(?<=\S)\s*\|\s*(?=[^\s|])")
CAPACITY = re.compile(r"(" + "|".join(re.escape(fold(c)) for c in sorted(CAPACITIES, key=len, reverse=True)) + r")\b[ ]*[.:]?[ ]*(?=\S)")
POSITION = re.compile(r"(?:q\.?\s*|quyen\s+)?" + pattern_of(POSITIONS) + r"\b")
OFFICE = re.compile(pattern_of(OFFICE_OPENINGS) + r"\b")
SIGNED = re.compile(r"[(\[]?\s*" + pattern_of(SIGNED_MARKS) + r"\s*[)\]]?[.: ]*$")
TITLED = re.compile(r"^(?:(?:" + "|".join(re.escape(d) for d in sorted((*DEGREES, *RANKS), key=len, reverse=True)) + r")\b\.?,?\s*)+")
NAME = re.compile(r"(?:[" + CAPITALS + r"][\w'’]*\.?)(?:[ -]+[" + CAPITALS + r"][\w'’]*){1,6}")
NAME_WORD = r"[" + CAPITALS + r"](?![" + CAPITALS + r"])[\w'’]*"
NAMED_BESIDE = re.compile(
    r"((?:[" + CAPITALS + r".,/-]+ +)*[" + CAPITALS + r"]{2,}) +((?:(?:" + "|".join(re.escape(d) for d in sorted((*DEGREES, *RANKS), key=len, reverse=True))
    + r")\.? +)*" + NAME_WORD + r"(?: +" + NAME_WORD + r")+) *$"
)  # fmt: skip
BRACKET_OPENS = re.compile(r"[| ]*[(\[][ ]*")
KNOWN_POSITIONS = {p.lower() for p in POSITIONS}
SURNAME_FOLDS = {fold(s) for s in SURNAMES}


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
    cut = first_signing(page, lines)
    signs = lines[cut:] if cut is not None else (lines[:6] if closing and len(lines) <= 8 else [])
    body_end = signs[0][0] if signs else proper_end
    return Tail(body_end, None, (), tuple(signs[:12]), proper_end, bool(closing or signs))


def annex_start(page: Page, after: int) -> int:
    """Where the first annex, or the block of a certified copy, begins; the end of the text where there is none."""
    heading = next((m.start() for m in HEADING.finditer(page.bare, after) if page.text[m.start(1)].isupper()), len(page.text))
    paper = next((m.start() for m in KIND_LINE.finditer(page.bare, after) if page.is_capitals(m.span(1))), len(page.text))
    others = [m.start() for m in (ATTACHED.search(page.bare, after), COPIED.search(page.bare, after)) if m]
    return min(heading, paper, *others, len(page.text))


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
    return [s for s in left if s[1] > s[0]], right


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
    if entry and entry.end() - block[1] < 3:
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
    gap = re.compile(r" {3,}(?=\S)| *\| *(?=\w)").match(page.text, block[1], stop)
    if gap is None or BULLET.match(page.text, gap.end()):
        return []
    return [page.trimmed(gap.end(), stop)]


def signs_here(page: Page, line: Span) -> bool:
    """An authority mark, or a position in capitals."""
    bare = page.bare[line[0] : line[1]]
    if (
        CAPACITY.match(page.bare, line[0], line[1])
        and page.text[line[0]].isupper()
        and (page.is_capitals(line) or "." in bare[:5] or "/" in bare[:4])
    ):
        return True
    return POSITION.match(bare) is not None and page.is_capitals(parted(page, line)[0]) and BULLET.match(page.text, line[0]) is None


def parted(page: Page, line: Span) -> list[Span]:
    """ "PHÓ GIÁM ĐỐC Nguyễn Văn An": the title and the name; else the line as it is."""
    found = NAMED_BESIDE.match(page.text, *line)
    if found and is_name(page.said(found.span(2))) and (POSITION.match(page.bare, *line) or CAPACITY.match(page.bare, *line)):
        return [page.trimmed(*found.span(1)), found.span(2)]
    return [line]


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


def is_name(words: str) -> bool:
    """Two to seven words, each with a capital; ranks and degrees before it do not count."""
    words = TITLED.sub("", words.strip().rstrip(".")).strip()
    return NAME.fullmatch(words) is not None and len(words) <= 45


def has_surname(words: str) -> bool:
    """Begins with one of the usual family names."""
    return fold(TITLED.sub("", words)).split(" ")[0] in SURNAME_FOLDS


@dataclass(slots=True)
class Block:
    """The lines of one who signs: authority, own title, name."""

    capacity: list[Span]
    position: list[Span]
    names: list[Span]

    def name(self, page: Page) -> str | None:
        """The name without rank or degree, not in capitals."""
        return clean_name(page, self.names[0]) if self.names else None

    def said(self, page: Page, lines: list[Span]) -> str | None:
        """Lines joined by ", "; one that goes on with the line above (another column stands between) by a blank."""
        words = ""
        for line in lines:
            opens = CAPACITY.match(page.bare, *line) or POSITION.match(page.bare, *line)
            words += (", " if words and opens else " ") + page.said(line)
        return words.strip() or None


def clean_name(page: Page, line: Span) -> str:
    """A name as it is written in running text."""
    name = TITLED.sub("", page.said(line).strip(" .")).strip()
    return name.title() if name.isupper() else name


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block; values are as printed."""

    signer: str | None
    position: str | None
    sign_capacity: str | None
    signers: tuple[Signer, ...]
    evidence: dict[str, Evidence]


def read_signature(page: Page, tail: Tail, *, issuer: str | None = None) -> Signature:
    """Authority lines, the signer's own title, the name below them; a joint paper has several blocks, side by side or one below the other.

    Of several who sign, the one whose title names the issuer goes first, then who signs for a body (TM.).
    """
    blocks: list[Block] = []
    for column in side_by_side(page, tail.sign_lines):
        block = Block([], [], [])
        for line in (part for whole in column for part in parted(page, whole)):
            bare = page.bare[line[0] : line[1]].strip()
            if SIGNED.fullmatch(bare) or page.is_blank(line) or bare.startswith(("(", "[", "*")):
                continue
            if block.names and signs_here(page, line):
                blocks.append(block)
                block = Block([], [], [])
            take_line(page, block, line, bare)
        blocks.append(block)
    named = [b for b in blocks if b.names and (b.capacity or b.position)]
    leads = [b for b in named if any(page.bare.startswith(("tm", "t/m"), line[0]) for line in b.capacity)]
    own = [b for b in named if issuer and speaks_for(page, b, issuer)]
    first = next(
        (b for b in (own if len(own) == 1 else leads) or named or blocks if b.names or b.capacity or b.position), Block([], [], [])
    )
    return as_signature(page, first, named or [first])


def speaks_for(page: Page, block: Block, issuer: str) -> bool:
    """The title names the issuing agency: "KT. GIÁM ĐỐC SỞ Y TẾ" for "Sở Y tế tỉnh Tây Ninh"."""
    offices = (OFFICE.search(page.bare, *line) for line in (*block.capacity, *block.position))
    named = [
        " ".join(page.bare[found.start() : line[1]].split())
        for found, line in zip(offices, (*block.capacity, *block.position), strict=True)
        if found
    ]
    return any(f"{fold(issuer)} ".startswith(f"{name} ") for name in named)


def take_line(page: Page, block: Block, line: Span, bare: str) -> None:
    """Put a line of a signature where it belongs."""
    if page.is_capitals(line) and CAPACITY.match(bare):
        block.capacity.append(line)
    elif page.is_capitals(line) and POSITION.match(bare) and not block.names:
        goes_on = block.capacity and not block.position and hangs(page, block.capacity[-1])
        (block.capacity if goes_on else block.position).append(line)
    elif page.is_capitals(line) and (block.capacity or block.position) and not block.names:
        continues(page, block.capacity, block.position, line, block.names)
    elif is_name(page.said(line)) and not (page.is_capitals(line) and OFFICE.match(bare)):
        block.names.append(line)


SIDE_BY_SIDE = 6  # no more sign in one row


def side_by_side(page: Page, lines: tuple[Span, ...]) -> list[list[Span]]:
    """Lines whose cells stand in columns that each sign, told apart by where the middle of a cell lies; else one column."""
    cells = [list(cells_of(page, line)) for line in lines]
    rows = [row for row in cells if 2 <= len(row) <= SIDE_BY_SIDE and sum(signs_here(page, cell) for cell in row) >= 2]
    if not rows:
        return [list(lines)]
    middles = [middle_of(page, cell) for cell in max(rows, key=len)]
    columns: list[list[Span]] = [[] for _ in middles]
    for row in cells:
        for at, cell in enumerate(row):
            middle = middle_of(page, cell)
            nearest = min(range(len(middles)), key=lambda i: abs(middles[i] - middle))
            barred = page.text.count("|", page.text.rfind("\n", 0, cell[0]) + 1, cell[0])  # an empty cell stands before it
            columns[at if len(row) == len(middles) else barred if 0 < barred < len(middles) else nearest].append(cell)
    return columns


def middle_of(page: Page, cell: Span) -> float:
    """How far to the right the middle of a cell stands."""
    return (cell[0] + cell[1]) / 2 - (page.text.rfind("\n", 0, cell[0]) + 1)


def cells_of(page: Page, line: Span) -> Iterator[Span]:
    """The parts of a line that wide blanks or a bar set apart."""
    at = line[0]
    while at < line[1] - 1 and page.text[at] in "| ":
        at += 1
    for gap in COLUMN_GAP.finditer(page.text, at, line[1]):
        yield (at, gap.start())
        at = gap.end()
    yield (at, line[1])


def surname_of(name: str) -> str:
    """The family name as spelt."""
    return name.split(" ", maxsplit=1)[0]


def spelt_as_known(page: Page, lines: list[Span]) -> float:
    """How sure titles are: each must be spelt, marks and all, as one that is known; a scan loses marks here too."""
    for line in lines:
        words = " ".join(page.said(line).strip(" .").lower().split())
        words = words[capacity.end() :] if (capacity := CAPACITY.match(fold(words))) else words
        known = POSITION.match(fold(words))
        if known and words[: known.end()].removeprefix("quyền ").removeprefix("q. ").removeprefix("q.") not in KNOWN_POSITIONS:
            return 0.7
    return 0.93


def hangs(page: Page, line: Span) -> bool:
    """ "TM." alone on its line, or a line that ends in "VÀ"."""
    return re.search(r"(?:^\S{1,4}\.?|\bva|,|-)$", page.bare[line[0] : line[1]].strip()) is not None


def continues(page: Page, capacity: list[Span], position: list[Span], line: Span, names: list[Span]) -> None:
    """A further line in capitals: the rest of the line above, or a name printed in capitals."""
    words = page.said(line)
    if position and is_name(words.title()) and has_surname(words) and not OFFICE.match(fold(words)):
        names.append(line)
        return
    last = position or capacity
    if page.text[last[-1][1] : line[0]].strip() == "":
        last[-1] = (last[-1][0], line[1])
    elif hangs(page, last[-1]) or not OFFICE.match(page.bare, *line):
        last.append(line)


def as_signature(page: Page, first: Block, blocks: list[Block]) -> Signature:
    """Values and how sure they are: a name under its title is surer than a name alone."""
    signer = first.name(page)
    others = [b.name(page) for b in blocks if b is not first] + [clean_name(page, n) for n in first.names[1:]]
    sure = 0.3
    spelt = spelt_as_known(page, [*first.capacity, *first.position])
    if signer:
        sure = (0.95 if first.position or first.capacity else 0.8) - (0 if surname_of(signer) in SURNAMES else 0.15)
    position, capacity = first.position, first.capacity
    spans = tuple(b.names[0] for b in blocks if b.names)
    signers = tuple(Signer(name, b.said(page, b.position), b.said(page, b.capacity)) for b in blocks if (name := b.name(page)))
    return Signature(
        signer, first.said(page, position), first.said(page, capacity), signers,
        {
            "signer": Evidence(sure, first.names[0] if first.names else None, tuple(others)),
            "position": Evidence(
                spelt if position and signer else (0.7 if position or capacity else 0.6), (position[0][0], position[-1][1]) if position else None
            ),
            "sign_capacity": Evidence(spelt if capacity and signer else 0.7, (capacity[0][0], capacity[-1][1]) if capacity else None),
            "signers": Evidence(min(sure, 0.9), (spans[0][0], spans[-1][1]) if spans else None, (), spans),
        },
    )  # fmt: skip
