"""A list of identifiers under which agencies exchange papers (mã định danh): its columns, and what is wrong with a row by itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from loa.core.cells import Unreadable, day_of, text_of
from loa.core.faces import Faced
from loa.core.folding import search_key
from loa.core.reorganising.problems import Problem
from loa.core.words import vi

MOST_ROWS: Final = 20_000
HEADING_WITHIN_ROWS: Final = 30
# New style "H26.3.12", old style "000.12.34.H26" (QĐ 20/2020/QĐ-TTg and what stood before it).
SHAPE: Final = re.compile(r"(?:[A-Z]\d{2}(?:\.\d{1,3}){0,4}|\d{3}(?:\.\d{2}){2}\.[A-Z]\d{2})", re.ASCII)


class Column(Faced):
    """Columns of the list, with the heading as it is written."""

    KEY = "key", "Mã trong Loa"
    AGENCY = "agency", "Cơ quan"
    IDENTIFIER = "identifier", "Mã định danh"
    VALID_FROM = "valid_from", "Hiệu lực từ ngày"
    SOURCE = "source", "Theo quyết định"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIdentifier:
    """One row, understood: the agency as the list calls it (`key`, else its name), and what it is to bear from which day."""

    line: int
    key: str
    agency: str
    identifier: str
    valid_from: date
    source: str


def heading_of(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[Column, int]] | None:
    """Which row is the heading and where each column stands; None where no row names identifier and agency."""
    faces = {search_key(column.vi): column for column in Column}
    for at, cells in enumerate(rows[:HEADING_WITHIN_ROWS]):
        found = {faces[key]: place for place, cell in reversed(list(enumerate(cells))) if (key := search_key(text_of(cell))) in faces}
        if Column.IDENTIFIER in found and (Column.AGENCY in found or Column.KEY in found):
            return at, found
    return None


def read_identifiers(
    rows: Sequence[Sequence[Any]], *, source: str = "", valid_from: date | None = None
) -> tuple[list[ListedIdentifier], list[Problem]]:
    """The rows below the heading, and what is wrong with them. Lines count from 1, as a spreadsheet shows them.

    `source` and `valid_from` stand for rows that leave these blank. A row without an identifier says nothing and is passed over.
    """
    found = heading_of(rows)
    if found is None:
        needed = ", ".join(f"“{column.vi}”" for column in (Column.AGENCY, Column.IDENTIFIER))
        return [], [Problem(0, vi("Không thấy dòng tiêu đề có các cột {needed}. Hãy dùng bảng mẫu."), {"needed": needed})]
    heading, columns = found
    listed: list[ListedIdentifier] = []
    problems: list[Problem] = []
    for line, cells in enumerate(rows[heading + 1 :], start=heading + 2):
        held = {column: cells[at] if at < len(cells) else None for column, at in columns.items()}
        if not text_of(held.get(Column.IDENTIFIER)):
            continue
        try:
            listed.append(_row(line, held, source, valid_from))
        except Unreadable as error:
            problems.append(Problem(line, error.sentence, error.facts))
    if not listed and not problems:
        problems.append(Problem(0, vi("Bảng không có mã định danh nào. Hãy điền cột “Mã định danh” rồi gửi lại.")))
    return listed, [*problems, *_repeated(listed)]


def _row(line: int, held: Mapping[Column, Any], source: str, valid_from: date | None) -> ListedIdentifier:
    text = {column: text_of(held.get(column)) for column in Column}
    for column, said in text.items():
        if said.startswith("="):
            raise Unreadable(vi("Cột “{column}” là công thức. Hãy ghi giá trị."), column=str(column.vi))
    if not text[Column.KEY] and not text[Column.AGENCY]:
        raise Unreadable(vi("Thiếu tên cơ quan."))
    identifier = text[Column.IDENTIFIER].upper()
    if not SHAPE.fullmatch(identifier):
        raise Unreadable(
            vi("“{identifier}” không đúng dạng mã định danh cơ quan (ví dụ H26.3 hoặc 000.00.00.H26)."), identifier=identifier[:40]
        )
    day = day_of(held.get(Column.VALID_FROM), column=str(Column.VALID_FROM.vi)) or valid_from
    if day is None:
        raise Unreadable(vi("Thiếu ngày hiệu lực."))
    if not (text[Column.SOURCE] or source):
        raise Unreadable(vi("Thiếu quyết định cấp mã."))
    return ListedIdentifier(
        line=line,
        key=text[Column.KEY],
        agency=text[Column.AGENCY],
        identifier=identifier,
        valid_from=day,
        source=(text[Column.SOURCE] or source)[:300],
    )


def _repeated(listed: Sequence[ListedIdentifier]) -> list[Problem]:
    """One identifier, one agency. That an agency stands twice is seen once it is known whom each row means."""
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for row in listed:
        if row.identifier in first:
            facts = {"identifier": row.identifier, "line": first[row.identifier]}
            problems.append(Problem(row.line, vi("Mã {identifier} đã ghi ở dòng {line}. Mỗi mã một cơ quan."), facts))
        first.setdefault(row.identifier, row.line)
    return problems
