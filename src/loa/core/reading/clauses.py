"""What the letter asks: its numbered requests, and the duty to report."""

import re
from collections.abc import Iterator

from loa.core.reading.letter import Clause
from loa.core.reading.page import BULLET, Page, Span, pattern_of
from loa.core.reading.tables.offices import OFFICE_OPENINGS
from loa.core.reading.tables.phrases import REQUESTS

SECTION = re.compile(r"(?m)^[ |]*((?:[IVX]{1,5})(?=[.)/])|(?:PHẦN|Phần|MỤC|Mục|CHƯƠNG|Chương)\s+(?:[IVX]+|\d+|THỨ \w+|thứ \w+))[.)/:]?\s*")
NUMBERED = re.compile(r"(?m)^[ |]*(?:(\d{1,2})(?:[.)/](?=[ \n]|[^\W\d])\s*)|([Đđ]iều\s+\d{1,2})[.:]?\s*)(?=\S)")
ARTICLE = re.compile(r"(?m)^[ |]*[Đđ]iều\s+\d{1,2}\b")
REPORT = re.compile(
    r"\b(?:bao\s+cao|gui)\s+(?:ket\s+qua|ve|tinh\s+hinh|so\s+lieu|danh\s+sach|bang)\b|\bket\s+qua\b[^.]{0,80}\bbao\s+cao\b|\bbao\s+cao\b[^.]{0,120}\b(?:tong\s+hop|theo\s+quy\s+dinh)\b|\btong\s+hop,?\s+bao\s+cao\b"
)
ASK = re.compile(r"\b" + pattern_of(REQUESTS) + r"\b")
OFFICES = (
    r"(?!Báo cáo|Ban hành|Tổ chức|Đội ngũ|Hội nghị|Tổ quốc|Báo chí)(?:" + "|".join(sorted(OFFICE_OPENINGS, key=len, reverse=True)) + ")"
)
SPLIT_WHO = re.compile(r";\s*|,\s+(?=(?:các\s+)?" + OFFICES + r"\b)")
LINE_LENGTH = 100
ASKED = re.compile(
    r"(?:[Gg]iao|[Đđ]ề nghị|[Yy]êu cầu)\s+(?=(?:[Cc]ác|[Tt]hủ trưởng|[Gg]iám đốc|[Cc]hủ tịch|[Đđ]ồng chí|[Nn]gười đứng đầu|[Ll]ãnh đạo|Quý)\b|"
    + OFFICES
    + r"\b)"
)
WHO = re.compile(
    r"(?:(?:[Cc]ác|[Tt]hủ trưởng|[Gg]iám đốc|[Cc]hủ tịch|[Đđ]ồng chí|[Nn]gười đứng đầu|[Ll]ãnh đạo|[Bb]í thư|[Tt]rưởng|[Cc]hánh|Quý|[Tt]ỉnh ủy|[Bb]an|và|,)\s+)*(?:"
    + OFFICES + r"|(?:[Cc]ơ quan|[Đđ]ơn vị|[Đđ]ịa phương|[Dd]oanh nghiệp|[Cc]hủ rừng|[Bb]an,? ngành|[Đđ]oàn thể|[Tt]hành viên|[Tt]ổ chức (?=đảng|chính|đoàn)|bệnh viện|sở|phòng|phường|xã|huyện|thôn))\b"
)  # fmt: skip
DOES = re.compile(
    r":|\n|\s(?:chủ trì|chỉ đạo|phối hợp|hướng dẫn|tổ chức|triển khai|thực hiện|xây dựng|tham mưu|tăng cường|tiếp tục|khẩn trương|chủ động|căn cứ|có trách nhiệm|có kế hoạch|theo dõi|theo"
    r"|báo cáo|thông báo|bố trí|đẩy mạnh|tập trung|ban hành|rà soát|quán triệt|huy động|kịp thời|kiểm tra|cung cấp|cử|gửi|xem xét|bảo đảm|đảm bảo|quan tâm|chịu|chuẩn bị|đăng ký|công bố"
    r"|hoàn thành|tổng hợp|hỗ trợ|cụ thể hóa|lồng ghép|phát|đưa|lập|cân đối|nghiên cứu|đôn đốc|nghiêm túc|kính|có)\b"
)
PARAGRAPH = re.compile(r"\n[ ]*\n|(?<=[.;:!?])[ ]*\n(?=[ ]*(?:[A-ZĐÀ-Ỹ]|[-+*•]))|\n(?=[ ]*(?:[-+*•]\s|[a-zđ]\)|\d{1,2}\.\d))")


def read_clauses(page: Page, start: int, end: int, *, asks: int) -> tuple[Clause, ...]:
    """Numbered requests between these places; without numbers, the bullets or sentences that ask. A report request at the end is its own.

    `asks` is where the opening itself begins to ask; it counts where nothing is numbered.
    """
    marks = list(marks_of(page, start, end))
    if not marks:
        return tuple(unnumbered(page, min(start, asks), end))
    found: list[Clause] = []
    for at, (number, _, content) in enumerate(marks):
        stop = marks[at + 1][1] if at + 1 < len(marks) else end
        section_cut = SECTION.search(page.text, content, stop)
        stop = section_cut.start() if section_cut else stop
        span, closing = split_closing(page, page.trimmed(content, stop), last=at + 1 == len(marks))
        found.append(clause_of(page, number, span))
        if closing:
            found.extend(unnumbered(page, *closing))
    return tuple(found)


def marks_of(page: Page, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """(number with its section, where the mark begins, where the words begin); in a decision only the articles count."""
    articles = ARTICLE.search(page.text, start, end) is not None
    section, expected = None, 0
    marks = sorted(
        [(m, True) for m in SECTION.finditer(page.text, start, end)] + [(m, False) for m in NUMBERED.finditer(page.text, start, end)],
        key=lambda p: p[0].start(),
    )
    for mark, is_section in marks:
        if is_section:
            section, expected = " ".join(mark[1].split()), 0
        elif mark[2]:
            yield " ".join(mark[2].split()), mark.start(), mark.end()
        elif not articles and int(mark[1]) in (expected + 1, 1):
            expected = int(mark[1])
            yield f"{section}.{mark[1]}" if section else mark[1], mark.start(), mark.end()


def split_closing(page: Page, span: Span, *, last: bool) -> tuple[Span, Span | None]:
    """The last clause ends where a new paragraph speaks to everybody again (asks or reports)."""
    if not last:
        return span, None
    for cut in PARAGRAPH.finditer(page.text, *span):
        words = page.bare[cut.end() : span[1]].lstrip()
        if not BULLET.match(page.text[cut.end() : span[1]].lstrip()) and (closes(words)):
            return page.trimmed(span[0], cut.start()), page.trimmed(cut.end(), span[1])
    return span, None


def closes(words: str) -> bool:
    """A paragraph that opens a letter's end."""
    first = words[:260]
    return re.match(
        r"(?:tren day|trong qua trinh|nhan duoc|de nghi|yeu cau|kinh de nghi|tran trong|thoi han|ket qua|chi thi nay|ke hoach nay|cong dien nay)",
        first,
    ) is not None or (re.match(pattern_of(OFFICE_OPENINGS) + r"[^.]{0,90}\b(?:de nghi|yeu cau)\b", first) is not None)


def unnumbered(page: Page, start: int, end: int) -> Iterator[Clause]:
    """Paragraphs that ask or want a report."""
    at = start
    for stop in (*(c.start() for c in PARAGRAPH.finditer(page.text, start, end)), end):
        span = page.trimmed(at, stop)
        at = stop
        bare = page.bare[span[0] : span[1]]
        if bare and (REPORT.search(bare) or ASK.search(bare)):
            yield clause_of(page, None, span)


def clause_of(page: Page, number: str | None, span: Span) -> Clause:
    """One clause with its words, paragraphs kept apart, and who is asked."""
    parts, at = [], span[0]
    for stop in (*(c.start() for c in PARAGRAPH.finditer(page.text, *span)), span[1]):
        words = page.said((at, stop))
        parts += [words] if words else []
        at = stop
    text = re.sub(r"[./,;\s]*/[.,;]*$", ".", "\n".join(parts))
    bare = page.bare[span[0] : span[1]]
    kind = "report" if REPORT.search(bare) and (number is None or len(bare) < 400) else "request"
    return Clause(number, text, span, kind, addressees_of(first_line(page, span, text)))


def first_line(page: Page, span: Span, text: str) -> str:
    """A heading that names who is asked stands alone on its line, without a stop ("4. Công an tỉnh"); else the whole text."""
    stop = page.text.find("\n", *span)
    heading = page.said((span[0], stop)) if stop > 0 else ""
    following = page.text[stop:].lstrip()[:1]
    alone = heading and following.isupper() and WHO.match(heading) and not DOES.search(heading) and stop - span[0] < LINE_LENGTH
    return heading if alone else text


def addressees_of(words: str) -> tuple[str, ...]:
    """Agencies named before what they are to do: "2. Sở Nội vụ chủ trì …", "Đề nghị các đơn vị …". Empty where the clause names nobody."""
    first = words.split("\n", 1)[0][:500]
    asked = ASKED.search(first[:160])
    begin = asked.end() if asked else 0
    who = WHO.match(first, begin)
    if who is None:
        return ()
    does = DOES.search(first, who.end())
    named = first[begin : does.start() if does else len(first)].strip(" ,;.")
    if does and does[0] == ":" and (listed := first[does.end() :]) and (further := DOES.search(listed)):
        named += ":" + listed[: further.start()]
    return () if len(named) > 200 else tuple(part.strip(" ,;.:") for part in SPLIT_WHO.split(named) if part.strip(" ,;.:"))
