"""Putting deadlines right: one that is wrong, one that was missed, one that is none. Clauses that name the day go with it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from loa.core.reading.standing import DEADLINES, deadlines_of, place_of, with_day_moved
from loa.server.documents.errors import DeadlineStandsAlready, ReadingChangedMeanwhile, WordsNotInOriginal
from loa.server.documents.models import OfficialDocument
from loa.server.documents.queries import standing_reading
from loa.server.documents.services.correcting import keep_correction, open_reading
from loa.server.documents.services.standing import Deadline, keep_clauses, keep_deadlines, place_of_day, refuse_before_letter, said
from loa.server.kit.actors import Actor


@transaction.atomic
def add_deadline(
    *, document_id: UUID, day: date, time: str | None, words: str = "", by: Actor, now: datetime, why: str = ""
) -> OfficialDocument:
    """Thêm một thời hạn mà máy đọc thiếu; `words` are those of the original that say it, `time` is "17:00".

    Raises `DeadlineStandsAlready`, `DeadlineBeforeLetter`, `WordsNotInOriginal`.
    """
    document = open_reading(document_id, field=DEADLINES, by=by)
    told = deadlines_of(document.reading, document.corrected)
    _refuse_twice(told, day)
    fresh = _dated(document, day, time, words)
    keep_deadlines(document, [*told, fresh])
    keep_correction(document, field=DEADLINES, was=None, became=fresh, by=by, now=now, why=why)
    return document


@transaction.atomic
def replace_deadline(
    *, document_id: UUID, sort: str, value: str, day: date, time: str | None, words: str = "", by: Actor, now: datetime, why: str = ""
) -> OfficialDocument:
    """Sửa một thời hạn đọc sai: another day or hour instead of it, in the clauses that name it too.

    Raises `ReadingChangedMeanwhile`, `DeadlineStandsAlready`, `DeadlineBeforeLetter`, `WordsNotInOriginal`.
    """
    document = open_reading(document_id, field=DEADLINES, by=by)
    told = deadlines_of(document.reading, document.corrected)
    was = _held(told, sort, value)
    if value != day.isoformat():
        _refuse_twice(told, day)
    elif was["time"] == time and not words.strip():
        return document
    became = _dated(document, day, time, words)
    if not words.strip() and became["span"] is None:
        became |= {"span": was["span"], "words": was["words"]}
    keep_deadlines(document, [became if one is was else one for one in told])
    if sort == "date":
        _move(document, value, became, now=now)
    keep_correction(document, field=DEADLINES, was=was, became=became, by=by, now=now, why=why)
    return document


@transaction.atomic
def remove_deadline(*, document_id: UUID, sort: str, value: str, by: Actor, now: datetime, why: str = "") -> OfficialDocument:
    """Bỏ một ngày không phải thời hạn. Raises `ReadingChangedMeanwhile`."""
    document = open_reading(document_id, field=DEADLINES, by=by)
    told = deadlines_of(document.reading, document.corrected)
    was = _held(told, sort, value)
    keep_deadlines(document, [one for one in told if one is not was])
    if sort == "date":
        _move(document, value, None, now=now)
    keep_correction(document, field=DEADLINES, was=was, became=None, by=by, now=now, why=why)
    return document


def _dated(document: OfficialDocument, day: date, time: str | None, words: str) -> Deadline:
    """A deadline of a day, with its place: that of the words given, else where the day stands in the original."""
    refuse_before_letter(document, day)
    if words.strip():
        span = place_of(words, document.text)
        if span is None:
            raise WordsNotInOriginal
        return {"sort": "date", "value": day.isoformat(), "time": time, "span": list(span), "words": " ".join(words.split())}
    place, around = place_of_day(document, day) or (None, None)
    return {"sort": "date", "value": day.isoformat(), "time": time, "span": place, "words": around}


def _move(document: OfficialDocument, was: str, became: Deadline | None, *, now: datetime) -> None:
    tree = standing_reading(document).get("clauses") or []
    day, hour = (became["value"], became["time"]) if became else (None, None)
    moved = with_day_moved(tree, was, day, hour)
    keep_clauses(document, moved, now=now)


def _held(told: list[Deadline], sort: str, value: str) -> Deadline:
    found = next((one for one in told if one["sort"] == sort and one["value"] == value), None)
    if found is None:
        raise ReadingChangedMeanwhile
    return found


def _refuse_twice(told: list[Deadline], day: date) -> None:
    if any(one["sort"] == "date" and one["value"] == day.isoformat() for one in told):
        raise DeadlineStandsAlready(day=said(day))
