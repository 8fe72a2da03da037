"""By when: absolute dates by which the addressees must report or finish, and the other forms a deadline takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loa.core.reading.citations import sentences
from loa.core.reading.clause import Due
from loa.core.reading.dates import Day, full_dates, iso_of, next_after, yearless_dates
from loa.core.reading.due import clock_of, recurring_in, relative_in
from loa.core.reading.letter import Evidence
from loa.core.reading.page import Page, Span, pattern_of
from loa.core.reading.tables.phrases import DUE_VERBS, DUE_VERBS_STRONG, NOT_DUE, NOT_DUE_IF_PAST, RECURRENCES

DUE = re.compile(
    r"(?:(?:xong\s+)?truoc|cham\s+nhat(?:\s+(?:la|den|vao|trong|truoc))?|muon\s+nhat(?:\s+la)?|thoi\s+han[^.;\n]{0,50}?|(?:thoi\s+gian\s+)?hoan\s+thanh\s*:|thoi\s+gian\s+(?:hoan\s+thanh|bao\s+cao|nop|gui)[^.;\n]{0,20}?|han\s+(?:cuoi|chot|nop|gui|nhan|bao\s+cao|dang\s+ky)[^.;\n]{0,30}?|den\s+het|den|het|trong|vao|xong|khong\s+qua|khong\s+(?:muon|cham|tre)\s+(?:hon|qua)|cham\s+hon)"
    r"[\s:(]*(?:(?:(?:cuoi|het|dau)\s+)?gio\s+(?:sang|chieu|lam\s+viec|hanh\s+chinh)\s+|(?:buoi\s+)?(?:sang|trua|chieu|toi)\s+|ngay\s+mai[\s,(]+|\d{1,2}\s+thang\s+(?:chap|gieng|am\s+lich)[\s(]+)?(?:(?P<time>\d{1,2}(?:\.\d{2}|\s*(?:gio|[hg](?![a-z])|:)\s*\d{0,2})(?:\s*phut)?)['’]?(?:\s+(?:sang|trua|chieu|toi))?[\s,]*)?(?:(?:thu\s+(?:hai|ba|tu|nam|sau|bay|\d)|chu\s+nhat)[\s,(]*)?(?:het\s+)?(?:cac\s+)?(?:ngay\s+)?$"
)
STRICT = re.compile(
    r"truoc|hoan\s+thanh\s*:|thoi\s+gian|cham\s+nhat|muon\s+nhat|thoi\s+han|han\s+(?:cuoi|chot|nop|gui|nhan|bao\s+cao|dang\s+ky)|khong\s+(?:qua|muon|cham|tre)|xong|cham\s+hon|den\s+het"
)
VERB = re.compile(r"\b" + pattern_of(DUE_VERBS) + r"\b")
STRONG_VERB = re.compile(r"\b" + pattern_of(DUE_VERBS_STRONG) + r"\b")
NOT_BEFORE = re.compile(r"\b" + pattern_of(NOT_DUE) + r"[\s,(]*$")
NOT_BEFORE_PAST = re.compile(r"\b" + pattern_of(NOT_DUE_IF_PAST) + r"[\s,(]*$")
RECURRENCE = re.compile(r"\b" + pattern_of(RECURRENCES) + r"\b")
MONTH = re.compile(
    r"(?:truoc|trong|xong\s+trong|xong\s+truoc|cuoi|den\s+het|het)\s+(?:cuoi\s+|het\s+|(?:phien|ky|cuoc)\s+hop\s+)?thang\s+(\d{1,2})\b(?:(?:\s*/\s*|\s+nam\s+)(\d{4}))?(?!\s*[/\d]|\s+nam\b|\s+nam\s+\d)"
)
QUARTERS = ("i", "ii", "iii", "iv", "1", "2", "3", "4")
QUARTER = re.compile(r"(?:truoc|trong|xong|het|cuoi)\s+(?:het\s+|cuoi\s+)?quy\s+(iv|i{1,3}|[1-4])\b(?:(?:\s*/\s*|\s+nam\s+)(\d{4}))?")
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
SINCE = re.compile(r"\b(?:[Tt]ừ|[Tt]u)\b[^.;]{0,55}$")
HANDED_IN = re.compile(
    r"\b(?:nop|dang\s+ky|gop\s+y|(?:tiep\s+)?nhan\s+(?:bai|ho\s+so|tac\s+pham|y\s+kien|dang\s+ky))\b[^.;]{0,60}$"
)  # "nộp hồ sơ từ ngày … đến ngày …"
# "đến ngày 31/12, 98% người dân …": a goal is to be reached by its day, and never a sure deadline
GOAL = re.compile(r"[\s,:]*(?:co\s+|dat\s+|phan\s+dau\s+)?(?:it\s+nhat\s+|tren\s+|tu\s+)?\d{1,3}(?:[.,]\d+)?\s*%")
AND_THEN = re.compile(r"\s*(?:,|va|hoac)\s*(?:va\s+)?(?:(?:cac\s+)?ngay\s*)?")  # "trước ngày 15/9 và ngày 30/9"
CAME_BACK = re.compile(r"\b(?:ve|den|tro\s+ve)\s+tu\b[^.,;]{0,40}$")
BY_NOT = re.compile(r"\b(?:da|hieu\s+luc|ke\s+tu)\b")


LOOKS_BACK = re.compile(r"\bda\b[^,.;:]*$")  # "ai đã tiêm mũi 1 trước ngày 20/9"


@dataclass(slots=True)
class Finds:
    """What a pass over the sentences gathers."""

    dates: dict[str, tuple[Span, float]] = field(default_factory=dict)
    times: dict[str, Span] = field(default_factory=dict)
    recurring: dict[str, Span] = field(default_factory=dict)
    relative: dict[str, Span] = field(default_factory=dict)
    months: dict[str, Span] = field(default_factory=dict)
    doubtful: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Deadlines in all their forms, with the evidence of each."""

    dates: tuple[str, ...]
    times: tuple[str, ...]
    recurring: tuple[str, ...]
    relative: tuple[str, ...]
    months: tuple[str, ...]
    period_end: str | None
    campaign_period: dict[str, str] | None
    evidence: dict[str, Evidence]


def read_deadlines(page: Page, opening: Span, body_end: int, *, issued: str | None) -> Deadlines:
    """Deadlines of the requests; the opening part tells what earlier papers had set."""
    finds = Finds()
    for span in sentences(page, opening[1], body_end):
        gather_dates(page, span, issued, finds)
        gather_months(page, span, issued, finds)
        for due in recurring_in(page, span):
            finds.recurring.setdefault(due.words, due.span)
        for due in relative_in(page, span):
            finds.relative.setdefault(due.words, due.span)
    period, period_span = campaign_period(page, (opening[0], body_end))
    period_end, end_span = read_period_end(page, (opening[0], body_end))
    return as_deadlines(finds, period, period_span, period_end, end_span)


def gather_dates(page: Page, span: Span, issued: str | None, finds: Finds) -> None:
    """Every date of the sentence that stands after a word of due; a later date that does not is remembered as a doubt."""
    strong = STRONG_VERB.search(page.bare, *span) is not None
    acts = VERB.search(page.bare, *span) is not None
    yearly = YEARLY.search(page.bare, *span) is not None
    before: Day | None = None
    for day in sorted((*full_dates(page, *span), *yearless_dates(page, *span)), key=lambda day: day.span):
        if before and day.iso and issued and day.iso >= issued and AND_THEN.fullmatch(page.bare, before.span[1], day.span[0]):
            finds.dates.setdefault(day.iso, (day.span, 0.8))
            continue
        before = None
        due = DUE.search(page.bare, max(span[0], day.span[0] - 90), day.span[0])
        if followed_by_recurrence(page, day):
            continue
        goal = GOAL.match(page.bare, day.span[1], span[1]) is not None
        if due is None or not (goal or sets_deadline(page, span, due, strong=strong, ahead=is_ahead(page, span, due, day, issued))):
            if strong and day.iso and issued and day.iso > issued:
                finds.doubtful.append(page.said(day.span))
            continue
        if day.year is None and yearly:
            finds.recurring.setdefault(page.said((due.start(), day.span[1])), (due.start(), day.span[1]))
            continue
        iso = day.iso or (next_after(day.day, day.month, since=issued) if day.year is None and issued else None)
        if iso is None or (issued and iso < issued):
            finds.doubtful.append(page.said(day.span))
            continue
        if day.year is None and LOOKS_BACK.search(page.bare, max(span[0], due.start() - 40), due.start()):
            continue
        before = day
        clear = strong and day.year is not None and STRICT.search(due[0]) is not None
        sure = 0.6 if goal else 0.95 if clear else (0.8 if acts else 0.6)
        finds.dates.setdefault(iso, (day.span, min(sure, 0.95 if issued else 0.7)))
        if due["time"] and (clock := clock_of(due["time"])):
            finds.times.setdefault(f"{iso}T{clock}", (due.start("time"), day.span[1]))


def sets_deadline(page: Page, span: Span, due: re.Match[str], *, strong: bool, ahead: bool) -> bool:
    """Not the end of a period ("từ … đến ngày"), not a fact about a group ("sinh trước ngày"); weak words need a verb of handing in close by."""
    since = SINCE.search(page.text, max(span[0], due.start() - 60), due.start()) if due[0].startswith("den") else None
    if since:
        return HANDED_IN.search(page.bare, max(span[0], since.start() - 90), since.start()) is not None
    before = max(span[0], due.start() - 40), due.start()
    if (
        NOT_BEFORE.search(page.bare, *before)
        or CAME_BACK.search(page.bare, *before)
        or (NOT_BEFORE_PAST.search(page.bare, *before) and not ahead)
    ):
        return False
    return STRICT.search(due[0]) is not None or (strong and near_verb(page, span, due.start()))


def is_ahead(page: Page, span: Span, due: re.Match[str], day: Day, issued: str | None) -> bool:
    """The day is still to come, and nothing before it says that this is done."""
    done = re.search(r"\b(?:da|duoc)\b", page.bare[max(span[0], due.start() - 40) : due.start()])
    return done is None and (day.iso is None or (issued is not None and day.iso > issued))


def followed_by_recurrence(page: Page, day: Day) -> bool:
    """ "trước ngày 25/12 hàng năm"."""
    return RECURRENCE.match(page.bare[day.span[1] : day.span[1] + 20].strip()) is not None


def near_verb(page: Page, span: Span, at: int) -> bool:
    """A strong verb of handing in stands shortly before: "gửi báo cáo về Sở trong ngày 15/8/2021"."""
    return STRONG_VERB.search(page.bare, max(span[0], at - 90), at) is not None


def dated_dues(page: Page, span: Span, *, issued: str | None) -> Iterator[Due]:
    """Deadlines of this passage that are a day or a month, in the order of the text."""
    finds = Finds()
    for sentence in sentences(page, *span):
        gather_dates(page, sentence, issued, finds)
        gather_months(page, sentence, issued, finds)
    times = {key[:10]: key[11:] for key in finds.times}
    found = [Due(page.said(place), place, date=day, time=times.get(day)) for day, (place, _) in finds.dates.items()]
    found += [Due(page.said(place), place, month=month) for month, place in finds.months.items()]
    found += quarter_dues(page, span, issued=issued)
    yield from sorted(found, key=lambda due: due.span)


def quarter_dues(page: Page, span: Span, *, issued: str | None) -> list[Due]:
    """ "trong quý IV/2025": by its last month; without a year, the first such month that is still to come."""
    dues = []
    for found in QUARTER.finditer(page.bare, *span):
        month = 3 * (QUARTERS.index(found[1]) % 4 + 1)
        year = int(found[2]) if found[2] else (int(issued[:4]) + (month < int(issued[5:7])) if issued else None)
        if year:
            dues.append(Due(page.said(found.span()), found.span(), month=f"{year}-{month:02d}"))
    return dues


def gather_months(page: Page, span: Span, issued: str | None, finds: Finds) -> None:
    """ "xong trong tháng 9/2021"; without a year only beside a verb of handing in, and still to come."""
    acts = VERB.search(page.bare, *span) is not None
    for found in MONTH.finditer(page.bare, *span):
        looking_back = BY_NOT.search(page.bare, max(span[0], found.start() - 12), found.start())
        if acts and 1 <= int(found[1]) <= 12 and not looking_back:
            year = found[2] or (
                issued[:4] if issued and int(found[1]) >= int(issued[5:7]) and near_verb(page, span, found.start()) else None
            )
            if year:
                finds.months.setdefault(f"{year}-{int(found[1]):02d}", found.span())


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
    others = {
        "deadline_times": finds.times, "deadline_recurring": finds.recurring, "deadline_relative": finds.relative,
        "deadline_months": finds.months,
    }  # fmt: skip
    for name, found in others.items():
        places = tuple(found.values())
        evidence[name] = Evidence(0.8 if places else 0.7, places[0] if places else None, (), places)
    evidence["period_end"] = Evidence(0.7, end_span)
    evidence["campaign_period"] = Evidence(0.75, period_span)
    return Deadlines(
        tuple(dates), tuple(finds.times), tuple(finds.recurring), tuple(finds.relative), tuple(finds.months), period_end, period, evidence
    )
