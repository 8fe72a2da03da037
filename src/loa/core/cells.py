"""Cells of a table that a person filled in: as text, as a day. Whatever the spreadsheet made of them."""

from datetime import date, datetime
from typing import Any

from loa.core.folding import nfc
from loa.core.words import vi

_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


class Unreadable(Exception):
    """A cell that cannot be understood. Words quoted from the table stay as the table has them, in every language."""

    def __init__(self, sentence: str, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.facts = sentence, facts


def text_of(cell: Any) -> str:
    """What stands in it, in NFC, on one line; a number without the ".0" that a spreadsheet gives it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(nfc(str(cell)).split())


def day_of(cell: Any, *, column: str) -> date | None:
    """A day, as the spreadsheet holds it or as a person typed it; None for an empty cell. Raises Unreadable, which names the column."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if not text:
        return None
    for pattern in _DAYS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 -- a day has no hour
        except ValueError:
            continue
    raise Unreadable(vi("Cột “{column}” ghi “{text}”, không phải ngày có thật viết theo mẫu 01/07/2027."), column=column, text=text)
