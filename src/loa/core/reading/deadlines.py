"""By when: absolute dates by which the addressees must report or finish, and the other forms a deadline takes."""

import re
from dataclasses import dataclass, field

from loa.core.reading.citations import sentences
from loa.core.reading.dates import Day, full_dates, iso_of, next_after, yearless_dates
from loa.core.reading.letter import Evidence
from loa.core.reading.page import Page, Span, pattern_of
from loa.core.reading.tables.phrases import DUE_VERBS, DUE_VERBS_STRONG, NOT_DUE, RECURRENCES

DUE = re.compile(
    r"(?:(?:xong\s+)?truoc|cham\s+nhat(?:\s+(?:la|den|vao|trong|truoc))?|muon\s+nhat(?:\s+la)?|thoi\s+han[^.;\n]{0,50}?|han\s+(?:cuoi|chot)[^.;\n]{0,30}?|den\s+het|den|trong|vao|xong|khong\s+qua|cham\s+hon)"
    r"[\s:(]*(?:(?P<time>\d{1,2}(?:\s*(?:gio|h|g|:)\s*\d{0,2})(?:\s*phut)?)[\s,]*)?(?:(?:thu\s+(?:hai|ba|tu|nam|sau|bay|\d)|chu\s+nhat)[\s,(]*)?(?:het\s+)?(?:ngay\s+)?$"
)
STRICT = re.compile(r"truoc|cham\s+nhat|muon\s+nhat|thoi\s+han|han\s+(?:cuoi|chot)|khong\s+qua|xong|cham\s+hon|den\s+het")
VERB = re.compile(r"\b" + pattern_of(DUE_VERBS) + r"\b")
STRONG_VERB = re.compile(r"\b" + pattern_of(DUE_VERBS_STRONG) + r"\b")
NOT_BEFORE = re.compile(r"\b" + pattern_of(NOT_DUE) + r"[\s,(]*$")
RECURRENCE = re.compile(r"\b" + pattern_of(RECURRENCES) + r"\b")
RECURRING = re.compile(
    r"(?:(?:truoc|cham\s+nhat(?:\s+(?:la|vao))?|vao)\s+)?(?:(?:\d{1,2}\s*(?:gio|h)\s*\d{0,2}\s*(?:phut)?,?\s+)?(?:ngay\s+(?:mung\s+)?\d{1,2}(?:/\d{1,2})?|thu\s+(?:hai|ba|tu|nam|sau|bay|\d)|chu\s+nhat|chieu\s+thu\s+\w+|ngay\s+cuoi\s+\w+)\s+)?"
    + pattern_of(RECURRENCES)
    + r"(?:\s+(?:6\s+thang|hang\s+\w+))?\b"
)
MONTH = re.compile(
    r"(?:truoc|trong|xong\s+trong|xong\s+truoc|cuoi|den\s+het|het)\s+(?:cuoi\s+|het\s+)?thang\s+(\d{1,2})(?:\s*/\s*|\s+nam\s+)(\d{4})"
)
YEAR_END = re.compile(
    r"den\s+(?:het|cuoi)\s+(?:ngay\s+(\d{1,2})\s*(?:/|\s+thang\s+)\s*(\d{1,2})\s*(?:/|\s+nam\s+)\s*)?(?:nam\s+)?(\d{4})\b"
)
PERIOD = re.compile(
    r"\btu\s+(?:nay\s+)?(?:ngay\s+)?(\d{1,2})(?:/|\s+thang\s+)(\d{1,2})(?:(?:/|\s+nam\s+)(\d{4}))?\s*(?:den|-)\s*(?:het\s+)?(?:ngay\s+)?(\d{1,2})(?:/|\s+thang\s+)(\d{1,2})(?:/|\s+nam\s+)(\d{4})"
)
PERIOD_WORDS = re.compile(
    r"\b(?:tuyen\s+truyen|chien\s+dich|dot|thoi\s+gian|trien\s+khai|to\s+chuc|phat\s+dong|ra\s+quan|thang\s+cao\s+diem|treo|phat\s+song)\b"
)
YEARLY = re.compile(r"\b(?:hang|moi)\s+nam\b|\bdinh\s+ky\b")
SINCE = re.compile(r"\btu\b[^.;]{0,55}$")
BY_NOT = re.compile(r"\b(?:da|hieu\s+luc|ke\s+tu)\b")


@dataclass(slots=True)
class Finds:
    """What a pass over the sentences gathers."""

    dates: dict[str, tuple[Span, float]] = field(default_factory=dict)
    times: dict[str, Span] = field(default_factory=dict)
    recurring: dict[str, Span] = field(default_factory=dict)
    months: dict[str, Span] = field(default_factory=dict)
    doubtful: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Deadlines in all their forms, with the evidence of each."""

    dates: tuple[str, ...]
    times: tuple[str, ...]
    recurring: tuple[str, ...]
    months: tuple[str, ...]
    period_end: str | None
    campaign_period: dict[str, str] | None
    evidence: dict[str, Evidence]


def read_deadlines(page: Page, opening: Span, body_end: int, *, issued: str | None) -> Deadlines:
    """Deadlines of the requests; the opening part tells what earlier papers had set."""
    finds = Finds()
    for span in sentences(page, opening[1], body_end):
        gather_dates(page, span, issued, finds)
        gather_recurring(page, span, finds)
        for found in MONTH.finditer(page.bare, *span):
            if (
                1 <= int(found[1]) <= 12
                and VERB.search(page.bare, span[0], span[1])
                and not BY_NOT.search(page.bare, max(span[0], found.start() - 12), found.start())
            ):
                finds.months.setdefault(f"{found[2]}-{int(found[1]):02d}", found.span())
    period, period_span = campaign_period(page, (opening[0], body_end))
    period_end, end_span = read_period_end(page, (opening[0], body_end))
    return as_deadlines(finds, period, period_span, period_end, end_span)


def gather_dates(page: Page, span: Span, issued: str | None, finds: Finds) -> None:
    """Every date of the sentence that stands after a word of due; a later date that does not is remembered as a doubt."""
    strong = STRONG_VERB.search(page.bare, *span) is not None
    for day in (*full_dates(page, *span), *yearless_dates(page, *span)):
        due = DUE.search(page.bare, max(span[0], day.span[0] - 90), day.span[0])
        if followed_by_recurrence(page, day):
            continue
        if due is None or not sets_deadline(page, span, due, strong=strong):
            if strong and day.iso and issued and day.iso > issued:
                finds.doubtful.append(page.said(day.span))
            continue
        if day.year is None and YEARLY.search(page.bare, *span):
            finds.recurring.setdefault(page.said((due.start(), day.span[1])), (due.start(), day.span[1]))
            continue
        iso = day.iso or (next_after(day.day, day.month, since=issued) if day.year is None and issued else None)
        if iso is None or (issued and iso < issued):
            finds.doubtful.append(page.said(day.span))
            continue
        clear = strong and day.year is not None and STRICT.search(due[0]) is not None
        sure = 0.95 if clear else (0.8 if VERB.search(page.bare, *span) else 0.6)
        finds.dates.setdefault(iso, (day.span, min(sure, 0.95 if issued else 0.7)))
        if due["time"] and (clock := clock_of(due["time"])):
            finds.times.setdefault(f"{iso}T{clock}", (due.start("time"), day.span[1]))


def sets_deadline(page: Page, span: Span, due: re.Match[str], *, strong: bool) -> bool:
    """Not the end of a period ("từ … đến ngày"), not a fact about a group ("sinh trước ngày"); weak words need a verb of handing in close by."""
    if due[0].startswith("den") and SINCE.search(page.bare, max(span[0], due.start() - 60), due.start()):
        return False
    if NOT_BEFORE.search(page.bare, max(span[0], due.start() - 40), due.start()):
        return False
    return STRICT.search(due[0]) is not None or (strong and near_verb(page, span, due.start()))


def followed_by_recurrence(page: Page, day: Day) -> bool:
    """ "trước ngày 25/12 hàng năm"."""
    return RECURRENCE.match(page.bare[day.span[1] : day.span[1] + 20].strip()) is not None


def near_verb(page: Page, span: Span, at: int) -> bool:
    """A strong verb of handing in stands shortly before: "gửi báo cáo về Sở trong ngày 15/8/2021"."""
    return STRONG_VERB.search(page.bare, max(span[0], at - 90), at) is not None


def clock_of(words: str) -> str | None:
    """ "17 giờ 00", "17h30" -> "17:30"."""
    figures = [int(f) for f in re.findall(r"\d+", words)]
    hour, minute = (*figures, 0)[:2]
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def gather_recurring(page: Page, span: Span, finds: Finds) -> None:
    """Duties that come back, where the sentence speaks of reporting."""
    if not STRONG_VERB.search(page.bare, *span):
        return
    for found in RECURRING.finditer(page.bare, *span):
        window = page.bare[max(span[0], found.start() - 120) : min(span[1], found.end() + 80)]
        if "bao cao" in window or "gui" in window:
            finds.recurring.setdefault(page.said(found.span()), found.span())


def campaign_period(page: Page, body: Span) -> tuple[dict[str, str] | None, Span | None]:
    """ "từ ngày 01/8/2021 đến ngày 31/12/2021" in a sentence about the campaign."""
    for found in PERIOD.finditer(page.bare, *body):
        near = page.bare[max(body[0], found.start() - 200) : found.end() + 60]
        start = iso_of(int(found[1]), int(found[2]), int(found[3] or found[6]))
        end = iso_of(int(found[4]), int(found[5]), int(found[6]))
        if start and end and start <= end and PERIOD_WORDS.search(near):
            return {"start": start, "end": end}, found.span()
    return None, None


def read_period_end(page: Page, body: Span) -> tuple[str | None, Span | None]:
    """ "đến hết năm 2025", "đến hết ngày 31/12/2025"."""
    for found in YEAR_END.finditer(page.bare, *body):
        day, month = (int(found[1]), int(found[2])) if found[1] else (31, 12)
        iso = iso_of(day, month, int(found[3]))
        if iso:
            return iso, found.span()
    return None, None


def as_deadlines(
    finds: Finds, period: dict[str, str] | None, period_span: Span | None, period_end: str | None, end_span: Span | None
) -> Deadlines:
    """Values in order of time, each list with its evidence."""
    dates = sorted(finds.dates)
    spans = tuple(finds.dates[d][0] for d in dates)
    sure = min((finds.dates[d][1] for d in dates), default=0.75)
    sure = min(sure, 0.6) if finds.doubtful else sure
    evidence = {"deadline_dates": Evidence(sure, spans[0] if spans else None, tuple(finds.doubtful), spans)}
    for name, found in (("deadline_times", finds.times), ("deadline_recurring", finds.recurring), ("deadline_months", finds.months)):
        places = tuple(found.values())
        evidence[name] = Evidence(0.8 if places else 0.7, places[0] if places else None, (), places)
    evidence["period_end"] = Evidence(0.7, end_span)
    evidence["campaign_period"] = Evidence(0.75, period_span)
    return Deadlines(tuple(dates), tuple(finds.times), tuple(finds.recurring), tuple(finds.months), period_end, period, evidence)
