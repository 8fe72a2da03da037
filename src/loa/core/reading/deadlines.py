"""By when: absolute dates by which the addressees must report or finish, and the other forms a deadline takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loa.core.reading.citations import sentences
from loa.core.reading.clause import Due
from loa.core.reading.dates import D, Day, M, Y, full_dates, iso_of, next_after, short_dates, yearless_dates
from loa.core.reading.due import clock_of, recurring_in, relative_in
from loa.core.reading.due_days import DOUBTED, STRONG_VERB, VERB, followed_by_recurrence, forbids, judged, near_verb, verb_in
from loa.core.reading.letter import Evidence
from loa.core.reading.page import Page, Span
from loa.core.reading.tables.due import (
    BEFORE_MONTH,
    BY_MONTH,
    BY_QUARTER,
    CAMPAIGN_WORDS,
    NOT_BY_MONTH,
    PERIOD_FROM,
    PERIOD_TO,
    QUARTER_WORDS,
    TO_THE_END,
    YEARLY,
)
from loa.core.reading.wording import one_of, said

OF_YEAR = rf"(?:\s*/\s*|\s+{Y}\s+)"
MONTH = re.compile(
    rf"(?<!\w){one_of(BY_MONTH)}\s+(?:{one_of(BEFORE_MONTH)}\s+)?{M}\s+(\d{{1,2}})\b(?:{OF_YEAR}(\d{{4}}))?(?!\s*[/\d]|\s+{Y}\b)"
)
QUARTERS = ("i", "ii", "iii", "iv", "1", "2", "3", "4")
QUARTER = re.compile(rf"(?<!\w){one_of(BY_QUARTER)}\s+{one_of(QUARTER_WORDS)}\s+(iv|i{{1,3}}|[1-4])\b(?:{OF_YEAR}(\d{{4}}))?")
YEAR_END = re.compile(
    rf"{one_of(TO_THE_END)}\s+(?:{D}\s+(\d{{1,2}})\s*(?:/|\s+{M}\s+)\s*(\d{{1,2}})\s*(?:/|\s+{Y}\s+)\s*)?(?:{Y}\s+)?(\d{{4}})\b"
)
ONE_DAY = rf"(?:{D}\s+)?(\d{{1,2}})(?:/|\s+{M}\s+)(\d{{1,2}})"
PERIOD = re.compile(
    rf"\b{one_of(PERIOD_FROM)}\s+{ONE_DAY}(?:(?:/|\s+{Y}\s+)(\d{{4}}))?\s*(?:{one_of(PERIOD_TO)}|-)\s*{ONE_DAY}(?:/|\s+{Y}\s+)(\d{{4}})"
)
OF_CAMPAIGN, EVERY_YEAR, BY_NOT = said(CAMPAIGN_WORDS), said(YEARLY), said(NOT_BY_MONTH)
YEARS_AHEAD = 3  # a deadline further off is a goal, or misread
AND_THEN = re.compile(r"\s*(?:,|va|hoac)\s*(?:va\s+)?(?:(?:cac\s+)?ngay\s*)?")  # "trước ngày 15/9 và ngày 30/9"


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
    period, period_span = campaign_period(page, (opening[0], body_end), issued=issued)
    period_end, end_span = read_period_end(page, (opening[0], body_end), issued=issued)
    return as_deadlines(finds, period, period_span, period_end, end_span)


def gather_dates(page: Page, span: Span, issued: str | None, finds: Finds) -> None:
    """Every day of the sentence by which something must be done; a later day that does not say so is remembered as a doubt."""
    strong, acts = verb_in(page, *span, STRONG_VERB), verb_in(page, *span, VERB)
    yearly = EVERY_YEAR.search(page.bare, *span) is not None
    before: Day | None = None
    since = span[0]
    days = [*full_dates(page, *span), *yearless_dates(page, *span), *(short_dates(page, *span, issued=issued) if issued else ())]
    for day in sorted(days, key=lambda day: day.span):
        if before and day.iso and issued and day.iso >= issued and AND_THEN.fullmatch(page.bare, before.span[1], day.span[0]):
            finds.dates.setdefault(day.iso, (day.span, 0.8))
            continue
        before = None
        if followed_by_recurrence(page, day):
            continue
        found = judged(page, span, day, issued=issued, strong=strong, acts=acts, since=since)
        since = day.span[1]
        if found is None:
            if (strong or forbids(page, span, day)) and day.iso and issued and day.iso > issued:
                finds.doubtful.append(page.said(day.span))
            continue
        if day.year is None and yearly:
            finds.recurring.setdefault(page.said((found.start, day.span[1])), (found.start, day.span[1]))
            continue
        iso = day.iso or (next_after(day.day, day.month, since=issued) if day.year is None and issued else None)
        if iso is None or (issued and iso < issued):
            finds.doubtful.append(page.said(day.span))
            continue
        before = day
        finds.dates.setdefault(iso, (day.span, min(found.sure, at_most(page, day, iso, issued, timed=found.time is not None))))
        if found.time and found.time_at and (clock := clock_of(found.time)):
            finds.times.setdefault(f"{iso}T{clock}", (found.time_at, day.span[1]))


def at_most(page: Page, day: Day, iso: str, issued: str | None, *, timed: bool) -> float:
    """How sure such a day can be: a figure was printed as a letter, it lies years ahead, its year has two figures, or it is the letter's own day without an hour."""
    if page.misread(day.span) or (issued and int(iso[:4]) - int(issued[:4]) >= YEARS_AHEAD):
        return DOUBTED
    return 0.8 if day.short or (iso == issued and not timed) else 1.0


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
    acts = verb_in(page, *span, VERB)
    for found in MONTH.finditer(page.bare, *span):
        looking_back = BY_NOT.search(page.bare, max(span[0], found.start() - 12), found.start())
        if acts and 1 <= int(found[1]) <= 12 and not looking_back:
            year = found[2] or (
                issued[:4] if issued and int(found[1]) >= int(issued[5:7]) and near_verb(page, span, found.start()) else None
            )
            if year:
                finds.months.setdefault(f"{year}-{int(found[1]):02d}", found.span())


def campaign_period(page: Page, body: Span, *, issued: str | None) -> tuple[dict[str, str] | None, Span | None]:
    """ "từ ngày 01/8/2021 đến ngày 31/12/2021" in a sentence about the campaign."""
    for found in PERIOD.finditer(page.bare, *body):
        near = page.bare[max(body[0], found.start() - 200) : found.end() + 60]
        start = iso_of(int(found[1]), int(found[2]), int(found[3] or found[6]))
        end = iso_of(int(found[4]), int(found[5]), int(found[6]))
        if start and end and start <= end and (issued is None or end >= issued) and OF_CAMPAIGN.search(near):
            return {"start": start, "end": end}, found.span()
    return None, None


def read_period_end(page: Page, body: Span, *, issued: str | None) -> tuple[str | None, Span | None]:
    """ "đến hết năm 2025", "đến hết ngày 31/12/2025"."""
    for found in YEAR_END.finditer(page.bare, *body):
        day, month = (int(found[1]), int(found[2])) if found[1] else (31, 12)
        iso = iso_of(day, month, int(found[3]))
        if iso and (issued is None or iso >= issued):
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
