"""Putting right what a paper asks: who, what and by when of a clause; one that asks nothing; one that was missed."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from loa.core.folding import nfc
from loa.core.reading.asked import named, verb_after
from loa.core.reading.clause import REQUEST, SECTION
from loa.core.reading.standing import (
    ASKS,
    KINDS,
    Tree,
    asked_in_words,
    clause_at,
    days_named,
    deadlines_of,
    mark_of,
    place_of,
    with_added,
    with_clause,
)
from loa.server.documents.errors import CorrectionEmpty, CorrectionTooLong, FieldUnknown, ReadingChangedMeanwhile, WordsNotInOriginal
from loa.server.documents.models import OfficialDocument
from loa.server.documents.queries import standing_reading
from loa.server.documents.services.correcting import MOST_LINES, fitting_line, keep_correction, open_reading
from loa.server.documents.services.standing import keep_clauses, keep_deadlines, place_of_day, refuse_before_letter, said
from loa.server.kit.actors import Actor

FIELD = "clauses"
MOST_TEXT = 20_000  # characters of a clause
# What a correction tells of a clause: enough to read it without the tree.
TOLD = ("number", "kind", "addressees", "text", "due")


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause as a person wants it. `time` is "17:00"; `due_stays` keeps a deadline that is no day ("hằng tháng") as it is."""

    kind: str = REQUEST
    text: str = ""
    addressees: tuple[str, ...] = ()
    day: date | None = None
    time: str | None = None
    due_stays: bool = False


@transaction.atomic
def correct_clause(*, document_id: UUID, path: str, seen: str, asked: Asked, by: Actor, now: datetime, why: str = "") -> OfficialDocument:
    """Sửa một yêu cầu: who is asked to do what by when, or that nothing is asked there. `seen` is `mark_of` the clause on the page.

    Raises `ReadingChangedMeanwhile`, `CorrectionEmpty`, `CorrectionTooLong`, `DeadlineBeforeLetter`, `FieldUnknown` for a kind unknown.
    """
    document = open_reading(document_id, field=FIELD, by=by)
    tree = standing_reading(document).get("clauses") or []
    was = clause_at(tree, path)
    if was is None or mark_of(was) != seen:
        raise ReadingChangedMeanwhile
    became = _put_right(document, was, _checked(asked))
    if became == was:
        return document
    changed = with_clause(tree, path, became)
    keep_clauses(document, changed, now=now)
    _deadlines_follow(document, was.get("due"), became.get("due"), tree=changed)
    keep_correction(document, field=FIELD, was=_told(was), became=_told(became), by=by, now=now, why=why)
    return document


@transaction.atomic
def add_request(*, document_id: UUID, words: str, asked: Asked, by: Actor, now: datetime, why: str = "") -> OfficialDocument:
    """Thêm một yêu cầu mà máy đọc thiếu, by choosing its words in the original. Who and what are read in them where nobody says otherwise.

    Raises `CorrectionEmpty`, `CorrectionTooLong`, `WordsNotInOriginal`, `DeadlineBeforeLetter`.
    """
    document = open_reading(document_id, field=FIELD, by=by)
    if not words.strip():
        raise CorrectionEmpty
    span = place_of(words, document.text)
    if span is None:
        raise WordsNotInOriginal
    number, text = asked_in_words(document.text[slice(*span)])
    who, end = named(text)
    told = _checked(replace(asked, text=text, addressees=asked.addressees or who))
    if told.kind not in ASKS:
        raise FieldUnknown(field=told.kind)
    clause = {
        "number": number,
        "kind": told.kind,
        "text": told.text,
        "span": list(span),
        "addressees": list(told.addressees),
        "verb": verb_after(text, end),
        "due": _due(document, None, told, within=span),
        "children": [],
    }
    changed = with_added(standing_reading(document).get("clauses") or [], clause)
    keep_clauses(document, changed, now=now)
    _deadlines_follow(document, None, clause["due"], tree=changed)
    keep_correction(document, field=FIELD, was=None, became=_told(clause), by=by, now=now, why=why)
    return document


def _checked(asked: Asked) -> Asked:
    if asked.kind not in KINDS:
        raise FieldUnknown(field=asked.kind)
    lines = nfc(asked.text).replace("\r\n", "\n").split("\n")
    text = "\n".join(" ".join(line.split()) for line in lines).strip()
    if not text:
        raise CorrectionEmpty
    if len(text) > MOST_TEXT:
        raise CorrectionTooLong(length=len(text), most=MOST_TEXT)
    if len(asked.addressees) > MOST_LINES:
        raise CorrectionTooLong(length=len(asked.addressees), most=MOST_LINES)
    return replace(asked, text=text, addressees=tuple(line for one in asked.addressees if (line := fitting_line(one).strip(" ,;."))))


def _put_right(document: OfficialDocument, was: Any, asked: Asked) -> dict[str, Any]:
    """The clause with what changed; the first verb is read anew where the words are others."""
    kind = SECTION if asked.kind in ASKS and was.get("kind") == SECTION and was.get("children") else asked.kind
    became = {
        **was,
        "kind": kind,
        "addressees": list(asked.addressees),
        "due": _due(document, was.get("due"), asked, within=was.get("span")),
    }
    if asked.text != was["text"]:
        _who, end = named(asked.text)
        became |= {"text": asked.text, "verb": verb_after(asked.text, end)}
    return became


def _due(document: OfficialDocument, was: Any, asked: Asked, *, within: Any) -> dict[str, Any] | None:
    if asked.day is None:
        return was if asked.due_stays and was and not was.get("date") else None
    if was and (was.get("date"), was.get("time")) == (asked.day.isoformat(), asked.time):
        return dict(was)
    refuse_before_letter(document, asked.day)
    span, words = place_of_day(document, asked.day, within=within) or (list(within or (0, 0)), f"ngày {said(asked.day)}")
    return {
        "words": words, "span": span, "date": asked.day.isoformat(), "time": asked.time, "month": None, "relative": None, "recurring": None,
    }  # fmt: skip


def _deadlines_follow(document: OfficialDocument, was: Any, became: Any, *, tree: Tree) -> None:
    """The list of deadlines holds the day that a clause names now, and the one it named before only if another clause does."""
    old, new = (due.get("date") if due else None for due in (was, became))
    told = deadlines_of(document.reading, document.corrected)
    kept = [one for one in told if not (one["sort"] == "date" and one["value"] == old and old != new and old not in days_named(tree))]
    fresh = {"sort": "date", "value": new, "time": became.get("time"), "span": became["span"], "words": became["words"]} if new else None
    if fresh and not any(one["sort"] == "date" and one["value"] == new for one in kept):
        kept.append(fresh)
    elif fresh:
        kept = [{**one, "time": fresh["time"]} if one["sort"] == "date" and one["value"] == new else one for one in kept]
    if kept != told:
        keep_deadlines(document, kept)


def _told(clause: Any) -> dict[str, Any]:
    return {key: clause.get(key) for key in TOLD}
