"""The lower part: where the letter proper ends, its two columns, and who signed."""

import re
from dataclasses import dataclass

from loa.core.reading.letter import Evidence
from loa.core.reading.lists import NOI_NHAN
from loa.core.reading.page import BULLET, Page, Span, fold, pattern_of
from loa.core.reading.tables.offices import OFFICE_OPENINGS
from loa.core.reading.tables.titles import CAPACITIES, DEGREES, POSITIONS, RANKS, SIGNED_MARKS, SURNAMES

ANNEX = re.compile(r"(?m)^[ |]*(?:phu\s+luc\b(?:\s+(?:so\s+)?[0-9ivx]+)?[ .:]*$|\((?:kem\s+theo|ban\s+hanh\s+kem)|mau\s+so\s+\d+[ .:]*$)")
CLOSING = re.compile(r"[./,;]\s?/\s?[.,;:]|/\.")
COLUMN_GAP = re.compile(r"(?<=\S) {4,}(?=\S)|(?<=\S)\s*\|\s*(?=[^\s(|])")
CAPACITY = re.compile(r"(" + "|".join(re.escape(fold(c)) for c in sorted(CAPACITIES, key=len, reverse=True)) + r")\b[ ]*[.:]?[ ]*(?=\S)")
POSITION = re.compile(r"(?:q\.?\s*|quyen\s+)?" + pattern_of(POSITIONS) + r"\b")
OFFICE = re.compile(pattern_of(OFFICE_OPENINGS) + r"\b")
SIGNED = re.compile(r"[(\[]?\s*" + pattern_of(SIGNED_MARKS) + r"\s*[)\]]?[.: ]*$")
TITLED = re.compile(r"^(?:(?:" + "|".join(re.escape(d) for d in sorted((*DEGREES, *RANKS), key=len, reverse=True)) + r")\b\.?,?\s*)+")
NAME = re.compile(r"(?:[A-ZĐÀ-ỸÂÊÔƠƯĂ][\w'’]*\.?)(?:[ -]+[A-ZĐÀ-ỸÂÊÔƠƯĂ][\w'’]*){1,6}")
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
    annex = ANNEX.search(page.bare, after)
    proper_end = annex.start() if annex else len(page.text)
    closing = last_closing(page, body_start, block[0] if block else proper_end)
    if block:
        cc, right = columns(page, below_heading(page, block), proper_end)
        between = sign_block(page, closing or max(body_start, block[0] - 400), block[0])
        beside = beside_heading(page, block)
        cut = first_signing(page, cc)
        signs = [*between, *beside, *right, *cc[cut:]] if cut is not None else [*between, *beside, *right, *name_after_archive(page, cc)]
        cc = cc[:cut] if cut is not None else cc
        body_end = between[0][0] if between else block[0]
        return Tail(body_end, block, tuple(cc), tuple(signs), proper_end, True)
    start = closing or body_start
    lines = [line for line in page.lines(start, proper_end) if not page.is_blank(line)]
    cut = first_signing(page, lines)
    signs = lines[cut:] if cut is not None else (lines[:6] if closing and len(lines) <= 8 else [])
    body_end = signs[0][0] if signs else proper_end
    return Tail(body_end, None, (), tuple(signs[:12]), proper_end, bool(closing or signs))


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
        gap = COLUMN_GAP.search(page.text, line[0], line[1])
        if gap and (page.text[gap.end()] not in "([" or SIGNED.match(page.bare, gap.end(), line[1])):
            left.append((line[0], gap.start()))
            right.append((gap.end(), line[1]))
        else:
            (right if stands_right(page, line, left) else left).append(line)
    return [s for s in left if s[1] > s[0]], right


def below_heading(page: Page, block: Span) -> int:
    """Where the list begins: on the line of "Nơi nhận:" if an entry stands there, else on the next."""
    entry = re.compile(r" *(?=[-+*\w(])").match(page.text, block[1])
    if entry and entry.end() - block[1] < 3:
        return block[1]
    stop = page.text.find("\n", block[1])
    return len(page.text) if stop < 0 else stop


def stands_right(page: Page, line: Span, left: list[Span]) -> bool:
    """A line pushed far to the right is of the right column (unless nothing stands left of it anyway)."""
    begin = page.text.rfind("\n", 0, line[0]) + 1
    return bool(left) and line[0] - begin >= 24 and BULLET.match(page.text, line[0]) is None


def beside_heading(page: Page, block: Span) -> list[Span]:
    """Signature text on the line of "Nơi nhận:" itself."""
    stop = page.text.find("\n", block[1])
    stop = len(page.text) if stop < 0 else stop
    gap = re.compile(r" {3,}(?=\S)").match(page.text, block[1], stop)
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
    return POSITION.match(bare) is not None and page.is_capitals(line) and BULLET.match(page.text, line[0]) is None


def first_signing(page: Page, lines: list[Span]) -> int | None:
    """Index of the first line of the signature."""
    return next((at for at, line in enumerate(lines) if signs_here(page, line)), None)


def sign_block(page: Page, start: int, end: int) -> list[Span]:
    """A signature that stands above "Nơi nhận"."""
    lines = [line for line in page.lines(start, end) if not page.is_blank(line)]
    cut = first_signing(page, lines)
    return lines[cut:] if cut is not None else []


def name_after_archive(page: Page, cc: list[Span]) -> list[Span]:
    """Without any position line: what follows the "Lưu" line may be the name."""
    for at, line in enumerate(cc):
        if re.match(r"[-+* ]*l\s?uu\b", page.bare[line[0] : line[1]]):
            return [x for x in cc[at + 1 :] if is_name(page.said(x))]
    return []


def is_name(words: str) -> bool:
    """Two to seven words, each with a capital; ranks and degrees before it do not count."""
    words = TITLED.sub("", words.strip().rstrip(".")).strip()
    return NAME.fullmatch(words) is not None and len(words) <= 45


def has_surname(words: str) -> bool:
    """Begins with one of the usual family names."""
    return fold(TITLED.sub("", words)).split(" ")[0] in SURNAME_FOLDS


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block; values are as printed."""

    signer: str | None
    position: str | None
    sign_capacity: str | None
    evidence: dict[str, Evidence]


def read_signature(page: Page, tail: Tail) -> Signature:
    """Authority lines, the signer's own title, the name below them."""
    capacity: list[Span] = []
    position: list[Span] = []
    names: list[Span] = []
    for line in tail.sign_lines:
        bare = page.bare[line[0] : line[1]].strip()
        if SIGNED.fullmatch(bare) or page.is_blank(line):
            continue
        if names and signs_here(page, line):
            break
        if page.is_capitals(line) and CAPACITY.match(bare):
            capacity.append(line)
        elif page.is_capitals(line) and POSITION.match(bare) and not names:
            goes_on = capacity and not position and hangs(page, capacity[-1])
            (capacity if goes_on else position).append(line)
        elif page.is_capitals(line) and (capacity or position) and not names:
            continues(page, capacity, position, line, names)
        elif is_name(page.said(line)):
            names.append(line)
    return as_signature(page, capacity, position, names)


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
    last[-1] = (last[-1][0], line[1]) if page.text[last[-1][1] : line[0]].strip() == "" else last[-1]


def as_signature(page: Page, capacity: list[Span], position: list[Span], names: list[Span]) -> Signature:
    """Values and how sure they are: a name under its title is surer than a name alone."""
    said = [TITLED.sub("", page.said(n).strip(" .")).strip() for n in names]
    signer = said[0] if said else None
    if signer and signer.isupper():
        signer = signer.title()
    sure = 0.3
    if signer:
        sure = (0.95 if position or capacity else 0.8) - (0 if has_surname(signer) else 0.15)
    placed = position or capacity
    return Signature(
        signer,
        ", ".join(page.said(p) for p in position) or None,
        ", ".join(page.said(c) for c in capacity) or None,
        {
            "signer": Evidence(sure, names[0] if names else None, tuple(said[1:])),
            "position": Evidence(
                0.93 if position and signer else (0.6 if not placed else 0.7), (position[0][0], position[-1][1]) if position else None
            ),
            "sign_capacity": Evidence(0.93 if capacity and signer else 0.7, (capacity[0][0], capacity[-1][1]) if capacity else None),
        },
    )
