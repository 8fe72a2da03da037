"""What a letter asks, as it is read, and when it wants it done: the period and the deadline that stand in the form to begin with, each with the letter's own words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final

from loa.core.folding import nfc, search_key
from loa.core.reading import read_letter, requests_in
from loa.server.documents.models import OfficialDocument
from loa.server.documents.papers.stored import paper_from_json
from loa.server.documents.papers.told import as_letter
from loa.server.documents.queries import standing_reading

WEEK: Final = timedelta(days=6)
END_OF_OFFICE_HOURS: Final = time(17)
MOST_WORDS: Final = 160


@dataclass(frozen=True, slots=True)
class Named:
    """A day that the letter names, and the words in which it does; empty where they are not known."""

    day: date
    words: str
    hour: time = END_OF_OFFICE_HOURS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the letter says of its time; None where it says nothing that still lies ahead. `past` are days that went by."""

    starts: Named | None
    ends: Named | None
    due: Named | None
    past: tuple[Named, ...]

    def first_day(self, today: date) -> date:
        """The letter's own, else today."""
        return self.starts.day if self.starts else today

    def last_day(self, today: date) -> date:
        """The letter's own, else a week."""
        return self.ends.day if self.ends else max(self.first_day(today), today) + WEEK


def wanted_by(document: OfficialDocument, *, today: date) -> Wanted:
    """Read for a letter of one's own as those who get it read it; for others as it was read and put right.

    The period is the one it names; else it ends on the last day that it names for the whole, else on the day to report by.
    """
    reading, text = as_received(document)
    period = reading.get("campaign_period") or {}
    words = _words(reading, text, "campaign_period")
    begins = _day(period.get("start"), words)
    last = _day(period.get("end"), words) or _day(reading.get("period_end"), _words(reading, text, "period_end"))
    due = _due(reading, text)
    past = [one for one in (last, due) if one is not None and one.day < today]
    ahead = [one for one in (last, due) if one is not None and one.day >= today]
    ends = ahead[0] if ahead else None
    starts = begins if begins and last in ahead else None
    if starts and ends and ends.day < starts.day:
        starts = None
    return Wanted(starts, ends, due if due in ahead else None, tuple(past))


def as_received(document: OfficialDocument) -> tuple[Mapping[str, Any], str]:
    """A letter of one's own as those who get it read it, any other as it was read and put right; and the text that was read."""
    if not document.content:
        return standing_reading(document), document.text
    text = nfc(as_letter(paper_from_json(document.content)))
    return read_letter(text).as_json(), text


def _due(reading: Mapping[str, Any], text: str) -> Named | None:
    """By when to report; else the first day by which anything is wanted.

    Other days are of other things (a list to be sent, a meeting), so where a report is asked its own day and hour stand.
    """
    reports = list(_report_days(reading))
    if reports:
        return min(reports, key=lambda one: (one.day, one.hour))
    spans = ((reading.get("evidence") or {}).get("deadline_dates") or {}).get("spans") or []
    days = reading.get("deadline_dates") or []
    named = [_day(day, _slice(text, spans[place]) if len(spans) == len(days) else "") for place, day in enumerate(days)]
    return min((one for one in named if one), key=lambda one: one.day, default=None)


def _report_days(reading: Mapping[str, Any]) -> Iterator[Named]:
    """Day, hour and words of each request that asks for a report."""
    for clause in requests_in(reading.get("clauses") or ()):
        due = clause.get("due") or {}
        if due.get("date") and "bao cao" in search_key(str(clause.get("text") or "")):
            hour = time.fromisoformat(due["time"]) if due.get("time") else END_OF_OFFICE_HOURS
            yield Named(date.fromisoformat(due["date"]), str(due.get("words") or ""), hour)


def _day(iso: str | None, words: str) -> Named | None:
    return Named(date.fromisoformat(iso), words) if iso else None


def _words(reading: Mapping[str, Any], text: str, field: str) -> str:
    told = (reading.get("evidence") or {}).get(field) or {}
    return _slice(text, told["span"]) if told.get("span") else ""


def _slice(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[span[0] : span[1]].split())[:MOST_WORDS]
