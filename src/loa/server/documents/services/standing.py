"""What stands of a reading after an act put it right: deadlines, the tree of clauses, and the rows that work is assigned by."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from loa.core.reading import requests_in
from loa.core.reading.standing import DEADLINES, Tree, around, days_in
from loa.server.documents.errors import DeadlineBeforeLetter
from loa.server.documents.models import Clause, OfficialDocument
from loa.server.documents.queries import clauses_standing

Deadline = dict[str, Any]
NUMBER, KIND = 20, 20  # characters of the columns


def keep_deadlines(document: OfficialDocument, told: Sequence[Deadline], /) -> None:
    """All deadlines that stand now."""
    document.corrected = {**document.corrected, DEADLINES: sorted(told, key=lambda one: (one["sort"] != "date", one["value"]))}
    document.save(update_fields=["corrected"])


def keep_clauses(document: OfficialDocument, tree: Tree, /, *, now: datetime) -> None:
    """The tree that stands now. Rows of requests end and others stand in their place; what a campaign assigned keeps its own."""
    document.corrected = {**document.corrected, "clauses": [dict(one) for one in tree]}
    document.save(update_fields=["corrected"])
    standing = clauses_standing(document)
    asked = clause_rows(tree)
    if [(row.number, row.kind, row.text) for row in standing] == asked:
        return
    standing.update(ended_at=now)
    Clause.objects.bulk_create(
        [
            Clause(document=document, position=place, number=number, kind=kind, text=text, since=now)
            for place, (number, kind, text) in enumerate(asked, start=1)
        ]
    )


def clause_rows(tree: Tree, /) -> list[tuple[str, str, str]]:
    """(number, kind, text) of what is asked, one after the other."""
    return [(str(one.get("number") or "")[:NUMBER], str(one.get("kind") or "request")[:KIND], one["text"]) for one in requests_in(tree)]


def place_of_day(document: OfficialDocument, day: date, /, *, within: Sequence[int] | None = None) -> tuple[list[int], str] | None:
    """Where the original names a day, and the words around it; None where it does not, or not within a place."""
    named = days_in(document.text, since=document.date.isoformat() if document.date else None, within=within)
    span = next((span for iso, span, _words in named if iso == day.isoformat()), None)
    return (list(span), around(document.text, span)) if span else None


def refuse_before_letter(document: OfficialDocument, day: date, /) -> None:
    """Raises `DeadlineBeforeLetter`."""
    if document.date and day < document.date:
        raise DeadlineBeforeLetter(day=said(day), date=said(document.date))


def said(day: date, /) -> str:
    """A day as people write it."""
    return f"{day.day}/{day.month}/{day.year}"
