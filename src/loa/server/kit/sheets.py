"""Tables that people send in, as XLSX or CSV: read with suspicion. What the cells mean is for others to say."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from openpyxl import load_workbook

from loa.core.errors import BadInput, TooLarge
from loa.core.words import Amount, Said, vi

Cells = Sequence[Any]

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_UNPACKED_BYTES: Final = 30 * 1024 * 1024
# A row is taken into memory whole, and a cell of ten bytes becomes hundreds there; so do the parts beside the sheets.
MOST_ROW_BYTES: Final = 2 * 1024 * 1024
MOST_SIDE_BYTES: Final = 5 * 1024 * 1024
# What is shown as columns and as text of one table; a row that ends in column XFD, or one long text in every cell, fills the memory.
MOST_COLUMNS: Final = 100
MOST_CHARACTERS: Final = 20_000_000
_MERGED = re.compile(rb'<mergeCell [^<>]*ref="([A-Z]+)(\d+)(?::[A-Z]+(\d+))?"')
_ROW = re.compile(rb"<(?:\w{1,20}:)?row[\s/>]")
_TYPES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class SheetUnreadable(BadInput):
    """Not a spreadsheet, one with macros, or one that is spoilt."""

    code = "sheets.unreadable"
    sentence = vi("Không đọc được {name}. Bảng phải là tệp Excel .xlsx không có macro. Hãy lưu lại theo bảng mẫu rồi gửi lại.")


class TableUnreadable(BadInput):
    """Where CSV is taken too: neither that nor a spreadsheet."""

    code = "sheets.table_unreadable"
    sentence = vi(
        "Không đọc được {name}. Bảng phải là tệp Excel .xlsx không có macro, hoặc CSV mã UTF-8. Hãy lưu lại theo bảng mẫu rồi gửi lại."
    )


class SheetTooLarge(TooLarge):
    """More bytes, unpacked or not, or more rows than are taken."""

    code = "sheets.too_large"
    sentence = vi("Bảng quá lớn, nhiều nhất {most}. Hãy bỏ các dòng và trang tính không dùng.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a table, and the lines that have merged cells."""

    rows: list[Cells]
    merged: list[int]


def table_rows(data: bytes, name: str, *, called: str, most_rows: int) -> Sheet:
    """The rows of a workbook or of a CSV. Raises TableUnreadable, SheetTooLarge."""
    if data.startswith(b"PK"):
        try:
            return workbook_rows(data, name, called=called, most_rows=most_rows)
        except SheetUnreadable:
            raise TableUnreadable(name=name) from None
    return Sheet(_csv_rows(data, name, most_rows), [])


def workbook_rows(data: bytes, name: str, *, called: str, most_rows: int) -> Sheet:
    """Cells of the sheet of that name, else of the first one. Raises SheetUnreadable, SheetTooLarge."""
    _not_too_large(data)
    if not data.startswith(b"PK"):
        raise SheetUnreadable(name=name)
    parts = _parts(data, name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        rows, path = _cells(book, called, most_rows)
        book.close()
    except SheetTooLarge:
        raise
    except Exception:  # noqa: BLE001 -- openpyxl names no end of errors for a spoilt file; all mean the same to the reader
        raise SheetUnreadable(name=name) from None
    return Sheet(rows, sorted({int(match[2]) for match in _MERGED.finditer(parts.get(path, b""))}))


def _not_too_large(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise SheetTooLarge(most="10 MB")


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    """The XML inside, once it is known to be no bomb, to carry no macro and to declare nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            unpacked = sum(entry.file_size for entry in entries.values())
            macro = any("vbaproject" in entry.lower() for entry in entries)
            bombed = unpacked > MOST_UNPACKED_BYTES
            parts = {} if bombed or macro else {e: archive.read(e) for e in entries if e.endswith((".xml", ".rels"))}
    except Exception:  # noqa: BLE001 -- whatever is wrong with the archive, it is no spreadsheet
        raise SheetUnreadable(name=name) from None
    if bombed:
        raise SheetTooLarge(most=Said(vi("30 MB sau khi giải nén")))
    if macro or "xl/workbook.xml" not in entries or any(_TYPES.search(part) for part in parts.values()):
        raise SheetUnreadable(name=name)
    if any(_bulky(entry, part) for entry, part in parts.items()):
        raise SheetTooLarge(most=Said(vi("2 MB mỗi dòng, sau khi giải nén")))
    return parts


def _bulky(entry: str, part: bytes) -> bool:
    """Whether one piece of it, taken into memory whole, is too much."""
    if len(part) <= MOST_ROW_BYTES or "sharedStrings" in entry:
        return False
    if not entry.startswith("xl/worksheets/"):
        return len(part) > MOST_SIDE_BYTES
    begins = [0, *(found.start() for found in _ROW.finditer(part)), len(part)]
    hidden = b"<!" in part or part.count(b"<?") > 1  # what looks like the beginning of a row may stand in a comment
    return hidden or max(end - begin for begin, end in pairwise(begins)) > MOST_ROW_BYTES


def _cells(book: Any, called: str, most_rows: int) -> tuple[list[Cells], str]:
    """Not more rows than are taken."""
    if not book.worksheets:
        return [], ""
    sheet = next((one for one in book.worksheets if one.title == called), book.worksheets[0])
    sheet.reset_dimensions()  # what the file says of its own size may be wrong: rows below it would be left out without a word
    rows: list[Cells] = []
    filled = characters = 0
    for cells in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
        rows.append(cells)
        filled += any(cell is not None for cell in cells)
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if len(rows) > most_rows * 2 or filled > most_rows:
            raise SheetTooLarge(most=Amount(vi("{number} dòng"), most_rows))
        if characters > MOST_CHARACTERS:
            raise SheetTooLarge(most=Amount(vi("{number} triệu ký tự"), MOST_CHARACTERS // 1_000_000))
    return rows, sheet._worksheet_path.lstrip("/")  # noqa: SLF001 -- openpyxl tells a read-only sheet's part nowhere else


def _csv_rows(data: bytes, name: str, most_rows: int) -> list[Cells]:
    _not_too_large(data)
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise TableUnreadable(name=name) from None
    if "\x00" in text or not text.strip():
        raise TableUnreadable(name=name)
    delimiter = max(",;\t", key="\n".join(text.splitlines()[:10]).count)
    rows: list[Cells] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(cells[:MOST_COLUMNS])
            if len(rows) > most_rows * 2:
                raise SheetTooLarge(most=Amount(vi("{number} dòng"), most_rows))
    except csv.Error:
        raise TableUnreadable(name=name) from None
    return rows
