"""Tables that people send in are a stranger's files: none fills the memory, none runs for ever, none is read in part without a word."""

import io
import re
import time
import zipfile

import pytest
from openpyxl import Workbook

from loa.server.kit import sheets
from loa.server.kit.sheets import MOST_COLUMNS, SheetTooLarge, SheetUnreadable, table_rows, workbook_rows

BEGINS = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def book(sheet, *, name="xl/worksheets/sheet1.xml", encoding="utf-8"):
    """A workbook with this in the place of its only sheet."""
    made, out = io.BytesIO(), io.BytesIO()
    Workbook().save(made)
    with zipfile.ZipFile(made) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in held.namelist():
            archive.writestr(entry, sheet.encode(encoding) if entry == name else held.read(entry))
    return out.getvalue()


def read(data, most_rows=1_000):
    return workbook_rows(data, "bang.xlsx", called="Bảng", most_rows=most_rows)


def row(line, cells):
    return f'<row r="{line}">{cells}</row>'


def test_a_row_that_ends_in_the_last_column_of_all_is_no_wider_than_a_table_can_be():
    cells = "".join(row(line, f'<c r="A{line}"><v>1</v></c><c r="XFD{line}"><v>2</v></c>') for line in range(1, 200))
    found = read(book(f'{BEGINS}<dimension ref="A1:XFD200"/><sheetData>{cells}</sheetData></worksheet>'))
    assert {len(one) for one in found.rows} == {MOST_COLUMNS}
    assert found.rows[0][0] == 1


def test_a_sheet_that_says_it_is_smaller_than_it_is_is_read_whole():
    cells = "".join(row(line, f'<c r="A{line}"><v>{line}</v></c>') for line in range(1, 40))
    found = read(book(f'{BEGINS}<dimension ref="A1:A2"/><sheetData>{cells}</sheetData></worksheet>'))
    assert [one[0] for one in found.rows] == list(range(1, 40))


def test_a_row_far_below_all_others_is_more_rows_than_are_taken():
    with pytest.raises(SheetTooLarge):
        read(book(f"{BEGINS}<sheetData>{row(1048576, '')}</sheetData></worksheet>"))


def test_one_long_text_in_every_cell_is_more_text_than_is_taken(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_CHARACTERS", 20_000)
    cells = "".join(row(line, f'<c r="A{line}" t="inlineStr"><is><t>{"x" * 1000}</t></is></c>') for line in range(1, 40))
    with pytest.raises(SheetTooLarge):
        read(book(f"{BEGINS}<sheetData>{cells}</sheetData></worksheet>"))


def test_what_looks_like_thousands_of_merged_cells_costs_no_more_than_its_length():
    def seconds(times):
        data = book(f"{BEGINS}<sheetData/><!--{'<mergeCell ' * times}--></worksheet>")
        started = time.process_time()
        read(data)
        return time.process_time() - started

    seconds(1)
    assert seconds(40_000) < 2  # looked at from every beginning to the end, it took 22 seconds


@pytest.mark.parametrize("between", ["", "<!-- <row > -->", "<?a <row > ?>"])
def test_one_row_of_a_million_cells_is_not_taken_into_memory(between):
    cells = ('<c r="A1"/>' * 10_000 + between) * 25
    with pytest.raises(SheetTooLarge):
        read(book(f'{BEGINS}<sheetData><row r="1">{cells}</row></sheetData></worksheet>'))


def test_six_million_bytes_of_styles_are_no_styles():
    with pytest.raises(SheetTooLarge):
        read(book(f"<styleSheet>{'<numFmt/>' * 700_000}</styleSheet>", name="xl/styles.xml"))


@pytest.mark.parametrize("row_tag", ["row", "x:row"])
def test_a_long_table_of_short_rows_is_read(row_tag):
    prefix = row_tag.partition("row")[0]
    begins = BEGINS.replace("<", f"<{prefix}").replace("xmlns", "xmlns:x" if prefix else "xmlns")
    cell = "".join(f'<{prefix}c r="{column}{{0}}"><{prefix}v>{{0}}</{prefix}v></{prefix}c>' for column in "ABCDEFGH")
    rows = "".join(f'<{prefix}row r="{line}">{cell.format(line)}</{prefix}row>' for line in range(1, 8001))
    found = read(book(f"{begins}<{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>"), most_rows=10_000)
    assert (len(found.rows), found.rows[-1][:8]) == (8000, (8000,) * 8)


def test_merged_cells_are_told_by_their_lines():
    cells = row(1, '<c r="A1"><v>1</v></c>')
    ends = '<mergeCells count="2"><mergeCell ref="A3:B4"/><mergeCell  ref="C7:C9"/></mergeCells></worksheet>'
    assert read(book(f"{BEGINS}<sheetData>{cells}</sheetData>{ends}")).merged == [3, 7]


def test_a_list_of_words_declared_in_the_file_is_not_unfolded():
    declared = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    )
    cells = row(1, '<c r="A1" t="inlineStr"><is><t>&j;</t></is></c>')
    with pytest.raises(SheetUnreadable):
        read(book(f"{declared}]>{BEGINS}<sheetData>{cells}</sheetData></worksheet>", encoding="utf-16"))


def test_a_line_of_ten_thousand_cells_is_cut_to_the_columns_of_a_table():
    found = table_rows(b"a;b\n" + b";" * 10_000, "bang.csv", called="", most_rows=10)
    assert len(found.rows[1]) == MOST_COLUMNS
    assert re.fullmatch("a", found.rows[0][0])
