"""Tables that come in as CSV: read once, the same way everywhere, and every refusal names file and row."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loa.core.errors import BadInput
from loa.core.folding import nfc
from loa.core.words import vi


class TableRefused(BadInput):
    """A row of a table cannot be used; nothing of the table was taken."""

    code = "table.refused"
    sentence = vi("Tệp {file}, dòng {line}: {problem} Chưa có dòng nào được nạp. Hãy sửa dòng này rồi nạp lại.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a table a row stands: `line` counts from 1, the heading is line 1."""

    file: str
    line: int

    def refuse(self, problem: str, **facts: Any) -> TableRefused:
        """The refusal of this row; `problem` is a Vietnamese sentence with its full stop and `{fact}` places."""
        return TableRefused(file=self.file, line=self.line, problem=problem.format_map(facts))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: NFC text by column, trimmed, and where it stands."""

    place: Place
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def needed(self, column: str) -> str:
        """The text of a column that must not be empty."""
        if not self.cells[column]:
            raise self.place.refuse(vi("Cột {column} đang để trống."), column=column)
        return self.cells[column]

    def day(self, column: str) -> date | None:
        """A date written YYYY-MM-DD; None where empty."""
        text = self.cells[column]
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.place.refuse(
                vi("Cột {column} ghi “{text}”, không phải ngày có thật viết theo mẫu 2021-07-28."), column=column, text=text
            ) from None

    def first_day(self, column: str) -> date:
        """A date that must be there."""
        self.needed(column)
        day = self.day(column)
        assert day is not None
        return day


def read_table(data: bytes, *, file: str, columns: Sequence[str]) -> list[Row]:
    """Rows of a CSV file (UTF-8, with or without a byte order mark, first row names the columns).

    Columns beyond those asked for are left aside. Raises TableRefused for another encoding, a missing column,
    or a row with more or fewer cells than the heading.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Place(file, line).refuse(vi("Tệp không phải mã UTF-8. Hãy lưu lại dưới dạng CSV UTF-8.")) from None
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        numbered = [(lines.line_num, [nfc(cell).strip() for cell in cells]) for cells in lines]
    except csv.Error:
        raise Place(file, lines.line_num).refuse(vi("Dòng không đúng định dạng CSV.")) from None
    return _rows(numbered, file=file, columns=columns)


def _rows(numbered: list[tuple[int, list[str]]], *, file: str, columns: Sequence[str]) -> list[Row]:
    heading = numbered[0][1] if numbered else []
    if missing := [column for column in columns if column not in heading]:
        raise Place(file, 1).refuse(vi("Thiếu cột {columns}."), columns=", ".join(missing))
    rows: list[Row] = []
    for line, cells in numbered[1:]:
        if not any(cells):
            continue
        place = Place(file, line)
        if len(cells) != len(heading):
            raise place.refuse(vi("Dòng có {cells} ô, tiêu đề có {columns} cột."), cells=len(cells), columns=len(heading))
        given = dict(zip(heading, cells, strict=True))
        rows.append(Row(place, {column: given[column] for column in columns}))
    return rows
