"""Who signed: authority, own title and name, block by block; a joint paper has several."""

from collections.abc import Sequence
from dataclasses import dataclass

from loa.core.reading.letter import Evidence, Signer
from loa.core.reading.page import Page, Span, fold
from loa.core.reading.signing import (
    CAPACITY,
    OFFICE,
    POSITION,
    SIGNED,
    cells_of,
    clean_name,
    hangs,
    has_surname,
    is_name,
    parted,
    signs_here,
    surname_of,
)
from loa.core.reading.tables.titles import POSITIONS, SURNAMES
from loa.core.reading.tail import Tail

KNOWN_POSITIONS = {p.lower() for p in POSITIONS}
SMALL_TITLE = 6  # words; a longer line that is not in capitals is no title
SIDE_BY_SIDE = 6  # no more sign in one row


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
        return words.strip(" |") or None


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
    small = not page.is_capitals(line) and len(bare.split()) <= SMALL_TITLE and not block.names
    if (page.is_capitals(line) or (small and signs_here(page, line))) and CAPACITY.match(bare):
        block.capacity.append(line)
    elif small and block.capacity and POSITION.match(bare):
        block.position.append(line)
    elif page.is_capitals(line) and POSITION.match(bare) and not block.names:
        goes_on = block.capacity and not block.position and hangs(page, block.capacity[-1])
        (block.capacity if goes_on else block.position).append(line)
    elif page.is_capitals(line) and (block.capacity or block.position) and not block.names:
        continues(page, block.capacity, block.position, line, block.names)
    elif is_name(page.said(line)) and not (page.is_capitals(line) and OFFICE.match(bare)):
        block.names.append(line)


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


def spelt_as_known(page: Page, lines: list[Span]) -> float:
    """How sure titles are: each must be spelt, marks and all, as one that is known; a scan loses marks here too."""
    for line in lines:
        words = " ".join(page.said(line).strip(" .").lower().split())
        words = words[capacity.end() :] if (capacity := CAPACITY.match(fold(words))) else words
        known = POSITION.match(fold(words))
        if (
            known
            and words[: known.end()].removeprefix("quyền ").removeprefix("q. ").removeprefix("q.").removeprefix("p. ").removeprefix("p.")
            not in KNOWN_POSITIONS
        ):
            return 0.7
    return 0.93


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
                spelt if position and signer else (0.7 if position or capacity else 0.6), around(position)
            ),
            "sign_capacity": Evidence(spelt if capacity and signer else 0.7, around(capacity)),
            "signers": Evidence(min(sure, 0.9), around(spans), (), spans),
        },
    )  # fmt: skip


def around(lines: Sequence[Span]) -> Span | None:
    """From the first of these lines to the last, whichever stands higher."""
    return (min(line[0] for line in lines), max(line[1] for line in lines)) if lines else None
