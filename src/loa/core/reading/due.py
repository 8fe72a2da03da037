"""Deadlines that are no plain date: after so many days, every month, in a month; and each with its parts."""

import re
from collections.abc import Iterator

from loa.core.reading.clause import Due, Recurrence, Relative
from loa.core.reading.page import Page, Span, fold
from loa.core.reading.tables.dates import FIRST_DAYS, PARTS_OF_DAY, WEEKDAYS
from loa.core.reading.tables.due import (
    BY_RECURRING,
    COMES_BACK,
    DUE_VERBS,
    EVERY,
    NOT_A_SPAN,
    RATES,
    RECKONED_FROM,
    REPORTED,
    SINCE,
    SINCE_ENDS,
    UNITS,
    WITHIN,
    WITHIN_FIRM,
)
from loa.core.reading.tables.phrases import IN_FORCE
from loa.core.reading.wording import one_of, said

CLOCK = r"(?:\d{1,2}\s*(?:gio|[hg](?![a-z])|:)\s*(?:\d{2})?(?:\s*phut)?)"
WEEKDAY = rf"(?:(?:{one_of(PARTS_OF_DAY)}\s+)?{one_of(WEEKDAYS)})"
FIRST = rf"(?:{one_of(FIRST_DAYS)}\s+)?"
DAY_OF = (
    rf"(?:{WEEKDAY}\s+tuan\s+(?:thu\s+\w+|dau|cuoi)(?:\s+cung)?(?:\s+cua)?"
    rf"|(?:cac\s+)?ngay\s+{FIRST}\d{{1,2}}(?:/\d{{1,2}}|\s+thang\s+\d{{1,2}})?(?:\s*(?:,|va)\s*(?:ngay\s+)?(?:\d{{1,2}}(?:/\d{{1,2}})?|cuoi(?:\s+cung)?))*"
    rf"|{WEEKDAY}(?:,\s*{WEEKDAY})*|ngay(?:\s+lam\s+viec)?\s+cuoi(?:\s+cung)?)"
)
EVERY_WORD = one_of(COMES_BACK)
BEFORE = rf"(?:{one_of(BY_RECURRING)}\s+(?:luc\s+)?)"
WHEN = rf"(?:{CLOCK}(?:\s+va\s+{CLOCK})?[\s,]+)?"
HALF_YEAR = r"(?:\s*\(?(?:0?6|sau)\s+thang(?:\s+dau\s+nam)?(?:\s*(?:,|va|/)\s*(?:(?:01\s+|mot\s+|ca\s+)?nam|9\s+thang))?)"
RATE_UNIT = one_of(RATES)
RECURRING = re.compile(
    rf"(?<!\w)(?:{BEFORE}?{WHEN}(?:{DAY_OF}[\s,]+)?{EVERY_WORD}(?:\s+(?:cho\s+den|den)\s+khi\s+[^.,;\n]{{3,30}})?"
    rf"|(?:hang|moi)\s+(?:tuan|thang|quy|nam)\s*[,(]\s*{BEFORE}{WHEN}{DAY_OF}|dinh\s+ky{HALF_YEAR}(?:\s*\(?,?\s*{BEFORE}{DAY_OF})?"
    rf"|\d{{1,2}}\s*{RATE_UNIT}\s*/\s*(?:1\s*)?lan|\d{{1,2}}\s+lan\s*/\s*{RATE_UNIT}(?:\s*\({BEFORE}[^()]{{2,40}}\))?|dinh\s+ky)(?!\w)"
)
RATE = re.compile(rf"\d{{1,2}}\s*({RATE_UNIT})\s*/\s*(?:1\s*)?lan|\d{{1,2}}\s+lan\s*/\s*({RATE_UNIT})")
REPORTS = said(REPORTED)
RELATIVE = re.compile(
    rf"(?<!\w)(?P<within>{one_of(WITHIN)})\s+(?:vong\s+|thoi\s+han\s+)?(?P<count>\d{{1,3}})\s*(?:\([^()\n]{{2,20}}\)\s*)?(?P<unit>{one_of(UNITS)})"
    rf"(?P<working>\s+lam\s+viec)?(?!\s*(?:/|\d|{one_of(NOT_A_SPAN)}))\b"
    rf"(?P<since>,?\s+{one_of(SINCE)}\s+[^.,;:()]{{2,90}}?(?=[.,;:()]|\s{one_of(SINCE_ENDS)}\b|\Z))?"
)
AHEAD = re.compile(
    rf"(?<!\w)truoc\s+(?:it\s+nhat\s+|{one_of(RECKONED_FROM)}\s+[^.,;:()\d]{{2,40}}?\s)(?P<count>\d{{1,3}})\s+(?P<unit>ngay|gio|tuan)(?P<working>\s+lam\s+viec)?(?!\w|\s*/)"
)
VERB = said(DUE_VERBS)
ENTERS = re.compile(rf"\b{one_of(IN_FORCE)}\b[^.;]{{0,40}}$")
FIRM = re.compile(one_of(WITHIN_FIRM))
EVERY_OF = {fold(k): v for k, v in EVERY.items()}
WEEKDAY_OF = {fold(k): v for k, v in WEEKDAYS.items()}
UNIT_OF = {fold(k): v for k, v in UNITS.items()}
RATE_OF = {fold(k): v for k, v in RATES.items()}


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
        if ENTERS.search(page.bare, max(span[0], found.start() - 50), found.start()):
            continue  # "có hiệu lực thi hành sau 10 ngày kể từ ngày ký"
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
