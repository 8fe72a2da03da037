"""Dates as letters write them: "ngày 06 tháng 12 năm 2025", "06/12/2025", "ngày 15/8"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loa.core.reading.page import Page, Span

FULL = re.compile(
    r"(?<![\d/])(?:(?:ngay|mung|mong)\s+)?(?:(?:mung|mong)\s+)?(\d{1,2})(?:\s*/\s*|\s*-\s*|\s*\.\s*|\s+thang\s+)(\d{1,2})(?:\s*/\s*|\s*-\s*|\s*\.\s*|,?\s+nam\s+)(\d{4})(?!\d|/[\da-z]|-[a-z])"
)
WITHOUT_YEAR = re.compile(
    r"(?:ngay\s+(?:(?:mung|mong)\s+)?|(?<=truoc )|(?<=truoc\n))(\d{1,2})(?:\s*/\s*|\s+thang\s+)(\d{1,2})(?!\s*[/\d]|,?\s+nam\s+\d|\s+thang)"
)
YEARS = range(1945, 2101)


@dataclass(frozen=True, slots=True)
class Day:
    """A date in the text. `iso` is None where there is no such day (31/02)."""

    span: Span
    day: int
    month: int
    year: int | None
    iso: str | None


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


def yearless_dates(page: Page, start: int, end: int) -> Iterator[Day]:
    """ "ngày 15/8": the year is left to the reader."""
    for found in WITHOUT_YEAR.finditer(page.bare, start, end):
        yield Day(found.span(), int(found[1]), int(found[2]), None, None)


def next_after(day: int, month: int, *, since: str) -> str | None:
    """The first such day on or after an ISO date."""
    year = int(since[:4])
    for candidate in (iso_of(day, month, year), iso_of(day, month, year + 1)):
        if candidate and candidate >= since:
            return candidate
    return None
