"""Where the parts of a body begin: PHẦN, A., I., Điều 1., 1., 1.1., a), -, each with its rank."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loa.core.reading.page import CAPITALS, Page, written_in_capitals
from loa.core.roman import roman_value

PART, LETTERED, ROMAN, ARTICLE, ROMAN_BELOW, ITEM, SUB_ITEM, SUB_SUB_ITEM, POINT, BULLET, PLUS = range(11)
POINTS = "abcdđeghiklmnopqrstuvxy"

# rank -> how a line opens. A scan reads I as l; capitals tell a roman numeral from a misread figure.
OPENINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (PART, re.compile(r"((?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:[IVX]+|\d+|THỨ \w+|thứ \w+))\b[.:]?\s*")),
    (ROMAN, re.compile(r"((?:MỤC|Mục)\s+(?:[IVX]+|\d+))\b[.:]?\s*")),
    (ARTICLE, re.compile(r"([Đđ]iều\s+\d{1,3})(?:\s*[.:]\s*|\s+(?=[" + CAPITALS + r"]))(?=\S)")),
    (ROMAN, re.compile(r"([IVX]{1,5})(?:[.)/]\s*|-\s+)(?=\S)")),
    (LETTERED, re.compile(r"([A-DĐ])[.)/]\s+(?=[" + CAPITALS + r"\s,-]{6})")),
    (SUB_SUB_ITEM, re.compile(r"(\d{1,2}\.\d{1,2}\.\d{1,2})[.)/]?\s+(?=\S)")),
    (SUB_ITEM, re.compile(r"(\d{1,2}\.\d{1,2})(?:[.)/]\s*|\s+)(?=\D)")),
    (ITEM, re.compile(r"(\d{1,2})(?:[.)/](?=\s|[^\W\d])|-(?=\s))\s*(?=\S)")),
    (ROMAN, re.compile(r"([IVXl]{1,4})[.)/]\s*(?=[" + CAPITALS + r"]{2})")),
    (ITEM, re.compile(r"(l)\.\s+(?=[" + CAPITALS + r"])")),
    (POINT, re.compile(r"([a-zđ])[)/]\s*(?=\S)|([a-zđ])\.\s+(?=\S)|(\(\d{1,2}\))\s*(?=\S)")),
    (PLUS, re.compile(r"(\+)\s*(?=[^\s\d+])")),
    (BULLET, re.compile(r"([-*•●▪·◦])[ ]*(?=[^\s\-_=*\d])|([-*•●▪·◦])[ ]+(?=\d)")),
)
LEADS_TO_NUMBER = re.compile(r"\b(?:khoản|[Đđ]iểm|mục|điều|Điều|số|ngày|tháng|năm|phần|quý|thứ|và|cấp|khoảng|từ|đến)\s*$")
BLANK_LINE = re.compile(r"\n[ ]*\n")
SENTENCE_OVER = re.compile(r"[.;:!?/”\"]\s*$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that opens a part. `label` is None for bullets."""

    rank: int
    label: str | None
    start: int
    content: int


def marks_of(page: Page, start: int, end: int) -> Iterator[Mark]:
    """Marks in order. A figure that does not follow on the one before is a figure, not a mark ("… ngày\\n15. Đề nghị")."""
    last: dict[int, int] = {}
    before = start
    for line in page.lines(start, end):
        if line[1] == line[0]:
            continue
        mark = mark_at(page, line)
        if mark and mark.rank == ROMAN and ARTICLE in last and ROMAN not in last:
            mark = replace(mark, rank=ROMAN_BELOW)  # "Điều 1 … I. Mục tiêu": a section inside an article
        previous, before = page.text[before : line[0]], line[0]
        if mark is None or not follows_on(mark, last, previous):
            continue
        value = value_of(mark)
        last = {rank: n for rank, n in last.items() if rank < mark.rank}
        last[mark.rank] = value
        yield mark


def mark_at(page: Page, line: tuple[int, int]) -> Mark | None:
    """The mark with which this line opens."""
    at = line[0]
    while at < line[1] and page.text[at] in "| ":
        at += 1
    for rank, pattern in OPENINGS:
        found = pattern.match(page.text, at, line[1])
        if found is None:
            continue
        label = next(g for g in found.groups() if g)
        if rank == ROMAN and "l" in label:
            if not written_in_capitals(page.text[found.end() : line[1]]):
                continue
            label = label.replace("l", "I")
        return Mark(rank, None if rank >= BULLET else " ".join(label.replace("l", "1" if rank == ITEM else "l").split()), at, found.end())
    return None


def value_of(mark: Mark) -> int:
    """Its place in its row, from 1."""
    label = (mark.label or "").strip("()")
    if mark.rank == POINT and not label.isdigit():
        return POINTS.find(label) + 1
    if re.fullmatch(r"[IVX]+", label):
        return roman_value(label)
    figures = re.findall(r"\d+", label)
    return int(figures[-1]) if figures else 0


def follows_on(mark: Mark, last: dict[int, int], previous: str) -> bool:
    """The next of its row, or the first of a new one; one number may be lost to a scan where a sentence has just ended."""
    if mark.rank in (BULLET, PLUS, PART, LETTERED):
        return mark.rank != BULLET or not previous.rstrip(" ").endswith("-")
    value, so_far = value_of(mark), last.get(mark.rank, 0)
    over = SENTENCE_OVER.search(previous.rstrip()) is not None
    if LEADS_TO_NUMBER.search(previous.rstrip()) and not BLANK_LINE.search(previous) and mark.rank not in (SUB_ITEM, SUB_SUB_ITEM):
        return False
    if mark.rank == ARTICLE:
        return value == so_far + 1 or over
    if mark.rank in (SUB_ITEM, SUB_SUB_ITEM):
        figures = [int(f) for f in re.findall(r"\d+", mark.label or "")]
        return figures[0] == last.get(ITEM, figures[0]) and value in (1, so_far + 1, so_far + 2)
    return value in (1, so_far + 1) or (value == so_far + 2 and over)


def is_section(mark: Mark) -> bool:
    """A part, a lettered or a roman section: it has a heading and holds others."""
    return mark.rank <= ROMAN or mark.rank == ROMAN_BELOW
