"""The table of changes as a spreadsheet: read with suspicion, and an empty one to fill in."""

import io
from collections.abc import Sequence

import xlsxwriter

from loa.core.lineage import SuccessionKind
from loa.core.reorganising.problems import Problem
from loa.core.reorganising.sheet import (
    MEANING,
    MOST_ROWS,
    Change,
    Column,
    Rule,
    heading_of,
    read_changes,
)
from loa.core.words import vi
from loa.server.kit.sheets import workbook_rows
from loa.server.site.errors import SheetRefused

SHEET = "Sắp xếp"
WIDTHS = {
    **dict.fromkeys((Column.OLD_CODE, Column.CODE, Column.FORM, Column.STANDS, Column.WEIGHT), 10),
    **dict.fromkeys((Column.KIND, Column.BASIS, Column.EFFECTIVE_ON, Column.RULE, Column.FINISH_BY), 12),
}


def changes_of(data: bytes, name: str) -> tuple[list[Change], list[Problem]]:
    """The changes of a workbook's sheet, and what is wrong with its rows by themselves.

    Raises SheetUnreadable, SheetTooLarge, or SheetRefused where the sheet as a whole cannot be read.
    """
    sheet = workbook_rows(data, name, called=SHEET, most_rows=MOST_ROWS)
    rows = sheet.rows
    found = heading_of(rows)
    if found is None:
        needed = ", ".join(f"“{column.vi}”" for column in (Column.OLD, Column.KIND, Column.NEW))
        raise SheetRefused([Problem(0, vi("Không thấy dòng tiêu đề có các cột {needed}. Hãy dùng bảng mẫu."), {"needed": needed})])
    heading, columns = found
    if inside := [line for line in sheet.merged if line > heading + 1]:
        lines = ", ".join(str(line) for line in inside[:10])
        sentence = vi("Có ô gộp ở dòng {lines}. Hãy bỏ gộp ô và ghi đủ từng dòng.")
        raise SheetRefused([Problem(inside[0], sentence, {"lines": lines})])
    return read_changes(rows, heading=heading, columns=columns)


def template(examples: Sequence[Sequence[str]] = ()) -> bytes:
    """An empty table with its headings, what each column means, and lists to choose from."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E8EEF7", "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    page = book.add_worksheet(SHEET)
    _to_print(page)
    for at, column in enumerate(Column):
        page.write_string(0, at, column.vi, bold)
        page.set_column(at, at, WIDTHS.get(column, 17), text)
    for line, cells in enumerate(examples, start=1):
        for at, cell in enumerate(cells):
            page.write_string(line, at, cell)
    page.set_row(0, 32)
    page.repeat_rows(0)
    page.freeze_panes(1, 1)
    choices = {Column.KIND: [kind.vi for kind in SuccessionKind], Column.RULE: ["chuyển", "hoàn thành"], Column.STANDS: ["có"]}
    for column, words in choices.items():
        place = list(Column).index(column)
        page.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": words})
    help_page = book.add_worksheet("Hướng dẫn")
    _to_print(help_page)
    help_page.set_column(0, 0, 26)
    help_page.set_column(1, 1, 90)
    lines = [(column.vi, MEANING[column]) for column in Column]
    lines += [(kind.vi, KINDS_MEAN[kind]) for kind in SuccessionKind] + [(rule.vi, RULES_MEAN[rule]) for rule in Rule]
    for line, (head, meaning) in enumerate(lines):
        help_page.set_row(line, 16 * max(1, -(-len(meaning) // 85), -(-len(head) // 24)))
        help_page.write_string(line, 0, head, bold)
        help_page.write_string(line, 1, meaning, wrapped)
    book.close()
    return held.getvalue()


def _to_print(page: xlsxwriter.worksheet.Worksheet) -> None:
    """A4 across, all columns on one page."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)


KINDS_MEAN: dict[SuccessionKind, str] = {
    SuccessionKind.MERGE: vi("Toàn bộ đơn vị cũ vào đơn vị mới; đơn vị cũ kết thúc."),
    SuccessionKind.SPLIT: vi("Đơn vị cũ kết thúc, các phần về nhiều đơn vị; mỗi phần một dòng."),
    SuccessionKind.PART: vi("Một phần sang đơn vị khác; đơn vị cũ vẫn còn."),
    SuccessionKind.RENAME: vi("Vẫn là đơn vị ấy, đổi tên, loại hoặc mã."),
    SuccessionKind.TRANSFER: vi("Vẫn là đơn vị ấy, thuộc đơn vị cấp trên khác."),
    SuccessionKind.ABOLISH: vi("Đơn vị kết thúc, không có đơn vị kế tục; ghi nơi nhận việc."),
}
RULES_MEAN: dict[Rule, str] = {
    Rule.CARRY: vi("Việc được giao, báo cáo chưa gửi, tin chưa duyệt sang đơn vị kế tục, giữ nguyên hạn."),
    Rule.FINISH: vi("Người của đơn vị cũ làm nốt dưới tên đơn vị cũ đến hết ngày hạn; vai trò ở đơn vị mới vẫn bắt đầu từ ngày hiệu lực."),
}
