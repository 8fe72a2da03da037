"""Deadlines that are no plain date: after so many days, every month, in a month; and each with its parts."""

import re
from collections.abc import Iterator

from loa.core.reading.clause import Due, Recurrence, Relative
from loa.core.reading.page import Page, Span, fold, pattern_of
from loa.core.reading.tables.due import EVERY, SINCE, UNITS, WEEKDAYS, WITHIN
from loa.core.reading.tables.phrases import DUE_VERBS

CLOCK = r"(?:\d{1,2}\s*(?:gio|[hg](?![a-z])|:)\s*(?:\d{2})?(?:\s*phut)?)"
WEEKDAY = r"(?:(?:sang|chieu)\s+)?(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)"
DAY_OF = (
    r"(?:" + WEEKDAY + r"\s+tuan\s+(?:thu\s+\w+|dau|cuoi)(?:\s+cung)?(?:\s+cua)?|(?:cac\s+)?ngay\s+(?:mung\s+|mong\s+)?\d{1,2}(?:/\d{1,2}|\s+thang\s+\d{1,2})?(?:\s*(?:,|va)\s*(?:ngay\s+)?(?:\d{1,2}(?:/\d{1,2})?|cuoi(?:\s+cung)?))*|" + WEEKDAY + r"(?:,\s*" + WEEKDAY + r")*"
    r"|ngay(?:\s+lam\s+viec)?\s+cuoi(?:\s+cung)?)"
)  # fmt: skip
EVERY_WORD = (
    r"(?:(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)|(?:cua\s+)?thang\s+cuoi(?:\s+cung)?(?:\s+cua)?(?:\s+(?:moi|hang))?\s+quy|cua\s+(?:moi\s+)?thang"
    r"|(?:tuan\s+cuoi\s+(?:cua\s+)?)(?:hang\s+)?thang)"
)
BEFORE = r"(?:(?:truoc|cham\s+nhat(?:\s+(?:la|vao|truoc))?|muon\s+nhat(?:\s+(?:la|vao))?|vao|xong\s+truoc)\s+(?:luc\s+)?)"
WHEN = rf"(?:{CLOCK}(?:\s+va\s+{CLOCK})?[\s,]+)?"
HALF_YEAR = r"(?:\s*\(?(?:0?6|sau)\s+thang(?:\s+dau\s+nam)?(?:\s*(?:,|va|/)\s*(?:(?:01\s+|mot\s+|ca\s+)?nam|9\s+thang))?)"
RECURRING = re.compile(
    rf"(?<!\w)(?:{BEFORE}?{WHEN}(?:{DAY_OF}[\s,]+)?{EVERY_WORD}(?:\s+(?:cho\s+den|den)\s+khi\s+[^.,;\n]{{3,30}})?"
    rf"|(?:hang|moi)\s+(?:tuan|thang|quy|nam)\s*[,(]\s*{BEFORE}{WHEN}{DAY_OF}|dinh\s+ky{HALF_YEAR}(?:\s*\(?,?\s*{BEFORE}{DAY_OF})?"
    rf"|\d{{1,2}}\s*(?:gio|phut|ngay)\s*/\s*(?:1\s*)?lan|\d{{1,2}}\s+lan\s*/\s*(?:ngay|tuan|thang|quy|nam)(?:\s*\({BEFORE}[^()]{{2,40}}\))?|dinh\s+ky)(?!\w)"
)
RATE = re.compile(r"\d{1,2}\s*(gio|phut|ngay)\s*/\s*(?:1\s*)?lan|\d{1,2}\s+lan\s*/\s*(ngay|tuan|thang|quy|nam)")
REPORTS = re.compile(r"\b(?:bao\s+cao|gui|nop|tong\s+hop|cung\s+cap)\b")
RELATIVE = re.compile(
    r"(?<!\w)(?P<within>" + pattern_of(WITHIN)[3:-1] + r")\s+(?:vong\s+|thoi\s+han\s+)?(?P<count>\d{1,3})\s*(?:\([^()\n]{2,20}\)\s*)?(?P<unit>"
    + pattern_of(UNITS)[3:-1] + r")(?P<working>\s+lam\s+viec)?(?!\s*(?:/|dau|cuoi|qua|gan|nam|cua|nay|dem|toi|truc|nghi|phut|tuoi|chap|gieng|am|\d))\b"
    r"(?P<since>,?\s+(?:" + pattern_of(SINCE)[3:-1] + r")\s+[^.,;:()]{2,90}?(?=[.,;:()]|\s(?:de|phai|gui|bao\s+cao|co\s+trach\s+nhiem|thi)\b|\Z))?"
)  # fmt: skip
AHEAD = re.compile(
    r"(?<!\w)truoc\s+(?:it\s+nhat\s+|(?:thoi\s+diem|ngay|khi|moi|cac|hoi\s+nghi|cuoc\s+hop|ky\s+hop|phien\s+hop)\s+[^.,;:()\d]{2,40}?\s)(?P<count>\d{1,3})\s+(?P<unit>ngay|gio|tuan)(?P<working>\s+lam\s+viec)?(?!\w|\s*/)"
)
VERB = re.compile(r"\b" + pattern_of(DUE_VERBS) + r"\b")
FIRM = re.compile(r"cham\s+nhat|muon\s+nhat|khong\s+qua|thoi\s+han|trong\s+vong|toi\s+da")
EVERY_OF = {fold(k): v for k, v in EVERY.items()}
WEEKDAY_OF = {fold(k): v for k, v in WEEKDAYS.items()}
UNIT_OF = {fold(k): v for k, v in UNITS.items()}
RATE_OF = {"gio": "hour", "phut": "minute", "ngay": "day", "tuan": "week", "thang": "month", "quy": "quarter", "nam": "year"}


def clock_of(words: str) -> str | None:
    """ "17 giờ 00", "17h30" -> "17:30"."""
    figures = [int(f) for f in re.findall(r"\d+", words)]
    hour, minute = (*figures, 0)[:2]
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def recurring_in(page: Page, span: Span) -> Iterator[Due]:
    """Duties that come back, where the sentence speaks of reporting close by; "định kỳ" alone only where nothing says more."""
    found = [f for f in RECURRING.finditer(page.bare, *span) if reports_near(page, span, f)]
    plain = [f for f in found if f[0] != "dinh ky"]
    for match in plain or found:
        yield Due(page.said(match.span()), match.span(), recurring=recurrence_of(match[0]))


def reports_near(page: Page, span: Span, found: re.Match[str]) -> bool:
    """A verb of handing in stands shortly before or after; a mere rate ("02 lần/ngày") needs it before."""
    before = page.bare[max(span[0], found.start() - 140) : found.start()].rsplit(";", 1)[-1]
    if RATE.match(found[0]):
        return re.search(r"\bbao\s+cao\b", before[-90:]) is not None
    return (
        REPORTS.search(before) is not None
        or REPORTS.search(page.bare[found.end() : min(span[1], found.end() + 80)].split(";", 1)[0]) is not None
    )


def recurrence_of(bare: str) -> Recurrence:
    """The parts of "truoc 16 gio thu sau hang tuan"."""
    words = " ".join(bare.split())
    if rate := RATE.search(words):
        return Recurrence(RATE_OF[rate[1] or rate[2]])
    every = next((EVERY_OF[w] for w in sorted(EVERY_OF, key=len, reverse=True) if w in words), "period")
    if "cuoi quy" in words or "cuoi cua quy" in words or "cuoi cung cua quy" in words:
        every = "quarter"
    day = re.search(r"ngay (?:mung |mong )?(\d{1,2})(?:(?:/| thang )(\d{1,2}))?", words)
    weekday = next((n for name, n in WEEKDAY_OF.items() if re.search(rf"\b{name}\b", words)), None)
    clock = re.search(CLOCK, words)
    last = -1 if re.search(r"ngay (?:lam viec )?cuoi", words) else None
    return Recurrence(
        every, day=int(day[1]) if day else last, month=int(day[2]) if day and day[2] else None, weekday=weekday,
        time=clock_of(clock[0]) if clock else None,
    )  # fmt: skip


def relative_in(page: Page, span: Span) -> Iterator[Due]:
    """ "sau 05 ngày làm việc kể từ ngày nhận được văn bản"; without "kể từ" only where the words are firm and somebody hands in."""
    acts = VERB.search(page.bare, *span) is not None
    for found in RELATIVE.finditer(page.bare, *span):
        if found["within"] == "truoc" and found["unit"] in ("gio", "thang"):
            continue  # "trước 16 giờ" is an hour of the clock
        if not found["since"] and found["unit"] in ("tuan", "thang"):
            continue  # "tối đa 03 tháng" is how long, not by when
        acts = acts or found["within"].startswith("trong vong")
        firm = found["working"] or FIRM.search(found["within"]) or found["unit"] == "gio" or found["within"] == "truoc"
        if not found["since"] and not (acts and firm):
            continue
        if found["within"] == "sau" and not (found["since"] or found["working"]):
            continue
        since = page.said(found.span("since")).lstrip(", ") if found["since"] else None
        span_found = page.trimmed(*found.span())
        relative = Relative(int(found["count"]), UNIT_OF[found["unit"]], found["working"] is not None, since)
        yield Due(page.said(span_found), span_found, relative=relative)
    for found in AHEAD.finditer(page.bare, *span):
        since = page.said((found.start(), found.start("count"))).strip()
        relative = Relative(-int(found["count"]), UNIT_OF[fold(found["unit"])], found["working"] is not None, since)
        yield Due(page.said(found.span()), found.span(), relative=relative)
