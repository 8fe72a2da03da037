"""Figures as XLSX: numbers stay numbers, the header stays in sight, the same figures give the same bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from typing import Final

import xlsxwriter

from loa.server.documents.papers.content import clean

_NO_TIME: Final = datetime(2021, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_MOST_WIDE: Final = 60
_LINE_PT: Final = 16.5


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title, lines that say what it shows, a header and rows. `totals` are indexes of bold rows."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str | int | float]]
    notes: tuple[str, ...] = ()
    totals: frozenset[int] = frozenset()


def to_xlsx(sheets: Sequence[Sheet], *, title: str, author: str, mark: str = "") -> bytes:
    """The sheets as one workbook; `mark` (BẢN MINH HỌA) heads every sheet and every printed page."""
    held = io.BytesIO()
    # Text is never taken for a formula or a link, whatever a unit typed.
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": clean(title), "author": clean(author), "created": _NO_TIME})
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    styles = {
        "plain": book.add_format({**base, "text_wrap": True, "border": 1}),
        "number": book.add_format({**base, "num_format": "#,##0", "border": 1}),
        "plain_total": book.add_format({**base, "text_wrap": True, "bold": True, "border": 1}),
        "number_total": book.add_format({**base, "num_format": "#,##0", "bold": True, "border": 1}),
        "header": book.add_format({**base, "bold": True, "text_wrap": True, "align": "center", "border": 1}),
        "title": book.add_format({**base, "bold": True, "font_size": 14, "text_wrap": True}),
        "note": book.add_format({**base, "italic": True, "text_wrap": True}),
        "mark": book.add_format({**base, "bold": True, "font_color": "#B00020"}),
    }
    for sheet in sheets:
        _write(book, sheet, styles, clean(mark))
    book.close()
    return held.getvalue()


def _write(book: xlsxwriter.Workbook, sheet: Sheet, styles: dict[str, object], mark: str) -> None:
    page = book.add_worksheet(clean(sheet.name)[:31])
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    widths = [_width(sheet, column) for column in range(len(sheet.columns))]
    header = _write_head(page, sheet, styles, mark, wide=sum(widths)) + 1
    page.set_row(header, _height(sheet.columns, widths, bold=True))
    for column, text in enumerate(sheet.columns):
        page.write_string(header, column, clean(text), styles["header"])
        page.set_column(column, column, widths[column])
    for index, cells in enumerate(sheet.rows):
        ending = "_total" if index in sheet.totals else ""
        page.set_row(header + 1 + index, _height(cells, widths, bold=bool(ending)))
        for column, value in enumerate(cells):
            if isinstance(value, str):
                page.write_string(header + 1 + index, column, clean(value), styles[f"plain{ending}"])
            else:
                page.write_number(header + 1 + index, column, value, styles[f"number{ending}"])
    page.freeze_panes(header + 1, 0)
    page.repeat_rows(header)
    if mark:
        page.set_footer(f"&C{mark}&R&P/&N")


def _write_head(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, styles: dict[str, object], mark: str, *, wide: int) -> int:
    """Mark, title and notes, each across the whole table: a long line beside it would shrink the printed page. The next row."""
    row = 0
    for text, style in ((mark, "mark"), (clean(sheet.title), "title"), *((clean(note), "note") for note in sheet.notes)):
        if not text:
            continue
        page.set_row(row, _height([text], [wide], bold=style == "title"))
        if len(sheet.columns) > 1:
            page.merge_range(row, 0, row, len(sheet.columns) - 1, text, styles[style])
        else:
            page.write_string(row, 0, text, styles[style])
        row += 1
    return row


def _height(cells: Sequence[str | int | float], widths: Sequence[int], *, bold: bool) -> float:
    """High enough for the cell that takes most lines: not every program works the height of wrapped text out by itself."""
    letters = 1.0 if bold else 1.15  # to a digit, in which widths are counted
    return _LINE_PT * max((ceil(len(str(cell)) / (letters * wide)) for cell, wide in zip(cells, widths, strict=False)), default=1)


def _width(sheet: Sheet, column: int) -> int:
    longest = max((len(str(row[column])) for row in sheet.rows), default=0)
    return max(8, min(_MOST_WIDE, longest + 2, max(longest, 12) + 2))
