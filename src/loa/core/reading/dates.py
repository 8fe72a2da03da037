"""Dates as letters write them: "ngày 06 tháng 12 năm 2025", "06/12/2025", "ngày 15/8"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loa.core.reading.page import Page, Span, fold
from loa.core.reading.tables.dates import BETWEEN_FIGURES, DAY, FIRST_DAYS, MONTH, WEEKDAYS, YEAR
from loa.core.reading.tables.due import BARE_DAY_AFTER
from loa.core.reading.wording import one_of

FIRST = rf"(?:{one_of(FIRST_DAYS)}\s+)"  # "mùng 5"
MARKS = "|".join(rf"\s*{re.escape(mark)}\s*" for mark in BETWEEN_FIGURES)
D, M, Y = fold(DAY), fold(MONTH), fold(YEAR)
FULL = re.compile(
    rf"(?<![\d/])(?:(?:{D}\s*|{FIRST}))?{FIRST}?(\d{{1,2}})(?:{MARKS}|\s+{M}\s+)(\d{{1,2}})(?:{MARKS}|,?\s+{Y}\s+)(\d{{4}})(?!\d|/[\da-z]|-[a-z])"
)
WITHOUT_YEAR = re.compile(
    rf"(?<![\d/])(?P<named>{D}\s+{FIRST}?)?(\d{{1,2}})(?:\s*/\s*|\s+{M}\s+)(\d{{1,2}})(?!\s*[/\d%]|,?\s+{Y}\s+\d|\s+{M}|-[a-z])"
)
SHORT_YEAR = re.compile(rf"(?<![\d/.-])(?:{D}\s*)?(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{2}})(?![\w/%]|[.-]\w)")
CENTURY = 2000
# what stands before a day that is not called one: "trước 15/8", "thứ Sáu, 12/12"
CALLS_DAY = re.compile(rf"(?<!\w){one_of((*BARE_DAY_AFTER, *WEEKDAYS))}[\s,(]*$")
CALL_LENGTH = 30  # characters; the longest of those words
YEARS = range(1945, 2101)


@dataclass(frozen=True, slots=True)
class Day:
    """A date in the text. `iso` is None where there is no such day (31/02)."""

    span: Span
    day: int
    month: int
    year: int | None
    iso: str | None
    short: bool = False  # its year has two figures


def iso_of(day: int, month: int, year: int) -> str | None:
    """ISO date, or None where the calendar has no such day or the year cannot be a letter's."""
    if year not in YEARS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def full_dates(page: Page, start: int, end: int) -> Iterator[Day]:
    """Dates with day, month and year, in the order of the text."""
    for found in FULL.finditer(page.bare, start, end):
        day, month, year = (int(found[i]) for i in (1, 2, 3))
        yield Day(found.span(), day, month, year, iso_of(day, month, year))


def short_dates(page: Page, start: int, end: int, *, issued: str) -> Iterator[Day]:
    """ "15/08/21" in a paper of 2021: only where the year is that of the paper, or the next."""
    for found in SHORT_YEAR.finditer(page.bare, start, end):
        year = CENTURY + int(found[4])
        iso = iso_of(int(found[1]), int(found[3]), year)
        if iso and year - int(issued[:4]) in (0, 1):
            yield Day(found.span(), int(found[1]), int(found[3]), year, iso, short=True)


def yearless_dates(page: Page, start: int, end: int) -> Iterator[Day]:
    """ "ngày 15/8": the year is left to the reader."""
    for found in WITHOUT_YEAR.finditer(page.bare, start, end):
        if found["named"] or CALLS_DAY.search(page.bare, max(start, found.start() - CALL_LENGTH), found.start()):
            yield Day(found.span(), int(found[2]), int(found[3]), None, None)


def next_after(day: int, month: int, *, since: str) -> str | None:
    """The first such day on or after an ISO date."""
    year = int(since[:4])
    for candidate in (iso_of(day, month, year), iso_of(day, month, year + 1)):
        if candidate and candidate >= since:
            return candidate
    return None
