"""Bytes of a vendor's log into rows: CSV in UTF-8 or UTF-16, or XLSX; headings found, cells understood or named as wrong."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook

from loa.core.folding import nfc, search_key
from loa.core.quiet import VIETNAM
from loa.server.playlogs.errors import (
    RowUnusable,
    VendorLogEmpty,
    VendorLogTooLarge,
    VendorLogUnreadable,
    VendorLogWithoutColumns,
)
from loa.server.playlogs.vendor_logs.columns import COLUMN_OF, Column
from loa.wire.plays import Outcome

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_ROWS = 50_000
HEADING_WITHIN_ROWS = 15

STATES: dict[str, Outcome] = {
    **dict.fromkeys(("", "da phat", "phat du", "hoan thanh", "thanh cong", "ok", "completed", "success"), Outcome.COMPLETE),
    **dict.fromkeys(("bi ngat", "ngat", "phat do dang", "interrupted"), Outcome.CUT),
    **dict.fromkeys(("khong phat", "bo qua", "huy", "skipped", "cancelled"), Outcome.SKIPPED),
    **dict.fromkeys(("loi", "that bai", "failed", "error"), Outcome.FAILED),
}

Cells = Sequence[Any]


@dataclass(frozen=True)
class LogRow:
    """One line of the log. `position` and `title` are there where the log speaks of single items, not of a whole session."""

    number: int  # as a person counts them in the file
    station: str
    code: str
    starts_at: datetime
    seconds: float | None
    position: int | None
    title: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class RowProblem:
    """A line that was not taken, and why."""

    row: int
    sentence: str


def rows_of(data: bytes, name: str) -> tuple[list[LogRow], list[RowProblem]]:
    """The lines understood, and those that were not. Raises a refusal where the file as a whole is no log."""
    table = _table(data, name)
    heading, columns = _heading(table, name)
    rows: list[LogRow] = []
    problems: list[RowProblem] = []
    for number, cells in enumerate(table[heading + 1 :], start=heading + 2):
        if not any(_text(cell) for cell in cells):
            continue
        try:
            rows.append(_row(number, {column: cells[at] for column, at in columns.items() if at < len(cells)}))
        except RowUnusable as error:
            problems.append(RowProblem(number, error.say()))
    if not rows and not problems:
        raise VendorLogEmpty(name=name)
    return rows, problems


def _table(data: bytes, name: str) -> list[Cells]:
    if not data.strip():
        raise VendorLogEmpty(name=name)
    if len(data) > MOST_BYTES:
        raise VendorLogTooLarge(most="10 MB")
    rows = _xlsx(data, name) if data.startswith(b"PK") else _csv(data, name)
    if len(rows) > MOST_ROWS:
        raise VendorLogTooLarge(most=f"{MOST_ROWS} dòng")
    return rows


def _xlsx(data: bytes, name: str) -> list[Cells]:
    unpacked_bytes = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked_bytes = sum(entry.file_size for entry in archive.infolist())
        rows = _sheet(data) if unpacked_bytes <= MOST_UNPACKED_BYTES else []
    except Exception:  # noqa: BLE001 -- openpyxl names no end of errors for a spoilt file; all mean the same to the reader
        raise VendorLogUnreadable(name=name) from None
    if unpacked_bytes > MOST_UNPACKED_BYTES:
        raise VendorLogTooLarge(most="100 MB sau khi giải nén")
    return rows


def _sheet(data: bytes) -> list[Cells]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        return _first(book.worksheets[0].iter_rows(values_only=True)) if book.worksheets else []
    finally:
        book.close()


def _csv(data: bytes, name: str) -> list[Cells]:
    text = _decoded(data, name)
    first_lines = "\n".join(text.splitlines()[:HEADING_WITHIN_ROWS])
    delimiter = max(",;\t", key=first_lines.count)
    try:
        return _first(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise VendorLogUnreadable(name=name) from None


def _first(rows: Iterable[Cells]) -> list[Cells]:
    """Not more rows than are taken, and one to tell that there were more."""
    return [row for row, _ in zip(rows, range(MOST_ROWS + 1), strict=False)]


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise VendorLogUnreadable(name=name) from None
    if "\x00" in text:
        raise VendorLogUnreadable(name=name)
    return nfc(text)


def _heading(table: Sequence[Cells], name: str) -> tuple[int, dict[Column, int]]:
    """The row that names the columns: the first that says when something began."""
    for number, cells in enumerate(table[:HEADING_WITHIN_ROWS]):
        columns: dict[Column, int] = {}
        for at, cell in enumerate(cells):
            column = COLUMN_OF.get(search_key(_text(cell)))
            if column is not None:
                columns.setdefault(column, at)
        if Column.STARTS in columns:
            return number, columns
    raise VendorLogWithoutColumns(name=name, missing=f"“{Column.STARTS.value}”")


def _row(number: int, cells: dict[Column, Any]) -> LogRow:
    of_item = Column.ITEM_STARTS in cells and _text(cells.get(Column.POSITION))
    starts = Column.ITEM_STARTS if of_item else Column.STARTS
    starts_at = _instant(cells, starts)
    position = _number(cells, Column.POSITION)
    return LogRow(
        number=number,
        station=_text(cells.get(Column.STATION)),
        code=_text(cells.get(Column.CODE)),
        starts_at=starts_at,
        seconds=_seconds(cells, starts_at, of_item=bool(of_item)),
        position=int(position) if position else None,
        title=_text(cells.get(Column.TITLE)),
        outcome=_outcome(cells),
        reason=_text(cells.get(Column.REASON))[:500],
    )


def _seconds(cells: dict[Column, Any], starts_at: datetime, *, of_item: bool) -> float | None:
    given = _number(cells, Column.ITEM_SECONDS if of_item else Column.SECONDS)
    if given is not None:
        return given
    if of_item or not _text(cells.get(Column.ENDS)):
        return None
    ends_at = _instant(cells, Column.ENDS)
    return (ends_at - starts_at).total_seconds() % 86_400


def _instant(cells: dict[Column, Any], column: Column) -> datetime:
    """A cell with date and time, or one with the time beside the column of the day; local time of Việt Nam."""
    value = cells.get(column)
    if isinstance(value, datetime):
        return value.replace(tzinfo=VIETNAM)
    text = _text(value)
    day_text, _, clock_text = text.rpartition(" ")
    if isinstance(value, str) and day_text:
        return datetime.combine(_day(day_text, column), _clock(clock_text, column), VIETNAM)
    clock = value if isinstance(value, time) else _clock(text, column)
    day = cells.get(Column.DAY)
    return datetime.combine(_day(day, Column.DAY), clock, VIETNAM)


def _day(value: Any, column: Column) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value).replace("-", "/").replace(".", "/")
    for form in ("%d/%m/%Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    raise RowUnusable(column=column.value, value=text[:60], form="ngày/tháng/năm, ví dụ 02/08/2021")


def _clock(text: str, column: Column) -> time:
    found = re.fullmatch(r"(\d{1,2})\s*[:hg]\s*(\d{2})?(?::(\d{2})(?:\.\d+)?)?", text.strip().casefold())
    try:
        return time(int(found[1]), int(found[2] or 0), int(found[3] or 0))  # type: ignore[index]
    except (TypeError, ValueError):
        raise RowUnusable(column=column.value, value=text[:60], form="giờ:phút, ví dụ 06:30") from None


def _number(cells: dict[Column, Any], column: Column) -> float | None:
    value = cells.get(column)
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second).total_seconds()
    text = _text(value).replace(",", ".")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 86_400:
        raise RowUnusable(column=column.value, value=text[:60], form="số, ví dụ 900")
    return number


def _outcome(cells: dict[Column, Any]) -> Outcome:
    text = _text(cells.get(Column.STATE))
    outcome = STATES.get(search_key(text))
    if outcome is None:
        raise RowUnusable(column=Column.STATE.value, value=text[:60], form="“Đã phát”, “Bị ngắt”, “Không phát” hoặc “Lỗi”")
    return outcome


def _text(value: Any) -> str:
    return "" if value is None else nfc(" ".join(str(value).split()))
