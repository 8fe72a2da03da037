"""The marks of a DOCX that python-docx has no words for: borders, rules, fields, the declared face."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Protocol

from docx.document import Document as DocumentType
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run

FACE: Final = "Times New Roman"
RED: Final = "B00020"


class _Room(Protocol):
    """A document or a cell: whatever takes paragraphs."""

    @property
    def paragraphs(self) -> list[Line]: ...

    def add_paragraph(self) -> Line: ...


class Place:
    """Lines written one below another in a document or a cell. A cell starts with an empty paragraph, which is used first."""

    def __init__(self, room: _Room) -> None:
        self._room = room
        self._fresh = not isinstance(room, DocumentType) and [p.text for p in room.paragraphs] == [""]

    def line(
        self,
        text: str,
        *,
        size: float,
        bold: bool = False,
        italic: bool = False,
        side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER,
        before_pt: float = 0,
        after_pt: float = 0,
    ) -> Line:
        line = self._next()
        line.alignment = side
        shape = line.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before_pt), Pt(after_pt), 1.0
        _say(line.add_run(text), size=size, bold=bold, italic=italic)
        _end(line, size)
        return line

    def gap(self, height_pt: float) -> Line:
        """An empty line of exactly this height."""
        line = self._next()
        shape = line.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(0), Pt(0), Pt(height_pt)
        return line

    def rule(self, length_mm: float, *, room_mm: float) -> Line:
        """A solid rule of this length in the middle of the room: the top border of an empty line between two indents."""
        line = self._next()
        shape = line.paragraph_format
        shape.left_indent = shape.right_indent = Mm(round((room_mm - length_mm) / 2, 1))
        shape.space_before, shape.space_after = Pt(4), Pt(0)
        shape.line_spacing = Pt(4)
        _above(line)
        _say(line.add_run(""), size=2)
        _end(line, 2)
        return line

    def stamp(self, text: str, *, width_mm: float, height_mm: float, size: float, color: str) -> None:
        """A framed word in the middle of a cell: a table of one cell, as wide and high as the stamp, between two lines of the cell."""
        grid: Grid = self._room.add_table(1, 1)  # type: ignore[attr-defined]
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        _inset(grid, across_mm=0, above_mm=0)
        grid.columns[0].width = grid.cell(0, 0).width = Mm(width_mm)
        grid.rows[0].height, grid.rows[0].height_rule = Mm(height_mm), WD_ROW_HEIGHT_RULE.EXACTLY
        cell = grid.cell(0, 0)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        borders: Any = OxmlElement("w:tcBorders")
        for side in ("w:top", "w:left", "w:bottom", "w:right"):
            borders.append(_border(side, color=color, eighths=8))
        cell._tc.get_or_add_tcPr().insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")  # noqa: SLF001 -- the only way to a border
        word = Place(cell).line(text, size=size, bold=True)
        word.runs[0].font.color.rgb = RGBColor.from_string(color)
        after = self._room.paragraphs[-1]  # a cell never ends with a table
        after.paragraph_format.line_spacing = Pt(2)
        after.paragraph_format.space_after = Pt(0)
        _say(after.add_run(""), size=2)
        _end(after, 2)

    def _next(self) -> Line:
        if self._fresh:
            self._fresh = False
            return self._room.paragraphs[0]
        return self._room.add_paragraph()


def _end(line: Line, size: float) -> None:
    """The mark at the end of a paragraph is of its size: office programs make the last line, or an empty one, as high as it."""
    mark: Any = OxmlElement("w:rPr")
    measured = OxmlElement("w:sz")
    measured.set(qn("w:val"), str(round(size * 2)))
    mark.append(measured)
    line._p.get_or_add_pPr().insert_element_before(mark, "w:sectPr", "w:pPrChange")  # noqa: SLF001 -- the only way to the mark


def _say(run: Run, *, size: float, bold: bool = False, italic: bool = False) -> None:
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.italic = italic


def declare_face(document: DocumentType, *, title: str, author: str) -> None:
    """Times New Roman for every script of the default style, black, Vietnamese; properties without a clock."""
    style = document.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(14), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FACE)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    language = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia"):
        language.set(qn(kind), "vi-VN")
    style.element.rPr.append(language)
    known = document.core_properties
    known.title, known.author, known.last_modified_by, known.comments = title[:255], author[:255], author[:255], ""
    known.language = "vi-VN"
    known.created = known.modified = datetime(2021, 1, 1)  # noqa: DTZ001 -- a fixed mark: the file's bytes follow from the paper alone
    known.revision = 1


def bare_table(document: DocumentType, *, rows: int, widths_mm: Sequence[float]) -> Grid:
    """A table without borders, for elements that stand side by side."""
    return _table(document, rows=rows, widths_mm=widths_mm, inset_mm=0)


def ruled_table(document: DocumentType, *, rows: int, widths_mm: Sequence[float]) -> Grid:
    """A table with thin borders whose first row repeats on each page; rows do not break across pages."""
    table = _table(document, rows=rows, widths_mm=widths_mm, inset_mm=1, above_mm=0.5)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell in table._cells:  # noqa: SLF001 -- one look-up; the public way is quadratic
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 -- the only way to a repeating header
    return table


def _inset(table: Grid, *, across_mm: float, above_mm: float) -> None:
    margins: Any = OxmlElement("w:tblCellMar")  # the stubs of lxml and of python-docx name two classes for one
    for side, room_mm in (("w:top", above_mm), ("w:left", across_mm), ("w:bottom", above_mm), ("w:right", across_mm)):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(round(room_mm / 25.4 * 1440)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # Office programs want the properties of a table in the order of the standard.
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")  # noqa: SLF001 -- the only way to cell margins


def _table(document: DocumentType, *, rows: int, widths_mm: Sequence[float], inset_mm: float, above_mm: float = 0) -> Grid:
    table: Grid = document.add_table(rows=rows, cols=len(widths_mm))
    table.autofit = False
    _inset(table, across_mm=inset_mm, above_mm=above_mm)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(round(width, 2))
    cells = table._cells  # noqa: SLF001 -- one look-up; the public way is quadratic
    for index, cell in enumerate(cells):
        cell.width = Mm(round(widths_mm[index % len(widths_mm)], 2))
    for row in table._tbl.tr_lst:  # noqa: SLF001 -- the only way to "do not break"
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def page_number(line: Line, *, size: float) -> None:
    """The field PAGE, centred."""
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = line.add_run()
        _say(run, size=size)
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 -- the only way to a field


def count_from_one(section: Section) -> None:
    """The pages of this section are counted anew."""
    shape = section._sectPr  # noqa: SLF001 -- the only way to a number to start from
    for old in shape.findall(qn("w:pgNumType")):
        shape.remove(old)
    start: Any = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    behind = ("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid")
    shape.insert_element_before(start, *behind)


def illustration(line: Line, mark: str, why: str, *, size: float) -> None:
    """ "BẢN MINH HỌA" in a box at the foot of the page, and what makes it one."""
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(f" {mark} ")
    _say(run, size=size, bold=True)
    run.font.color.rgb = RGBColor.from_string(RED)
    run._r.get_or_add_rPr().append(_border("w:bdr", color=RED, eighths=8))  # noqa: SLF001 -- the only way to a border
    if why:
        _say(line.add_run(f"  {why}"), size=10, italic=True)


def frame_words(line: Line, words: str, *, size: float) -> None:
    """Words in a single frame within a line."""
    run = line.add_run(f" {words} ")
    _say(run, size=size, bold=True)
    run._r.get_or_add_rPr().append(_border("w:bdr", eighths=8))  # noqa: SLF001 -- the only way to a border


def contact(line: Line, words: str, *, size: float) -> None:
    """The office's address under a rule across the whole width."""
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_before = Pt(3)
    _above(line)
    _say(line.add_run(words), size=size)


def hang(line: Line, *, at_mm: float, by_mm: float) -> None:
    """The first line begins at this indent, its dash sticks out of the lines that follow."""
    line.paragraph_format.left_indent = Mm(round(at_mm + by_mm, 1))
    line.paragraph_format.first_line_indent = Mm(-by_mm)


def lead_in(line: Line, words: str, *, size: float) -> None:
    """Bold words before the text of a line: "Điều 1."."""
    lead = line.add_run(words)
    _say(lead, size=size, bold=True)
    line._p.insert(line._p.index(line.runs[0]._r), lead._r)  # noqa: SLF001 -- python-docx adds runs at the end only


def _above(line: Line) -> None:
    borders: Any = OxmlElement("w:pBdr")
    borders.append(_border("w:top"))
    behind = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
    line._p.get_or_add_pPr().insert_element_before(borders, *behind)  # noqa: SLF001 -- the only way to a border


def _border(tag: str, *, color: str = "000000", eighths: int = 6) -> Any:
    border = OxmlElement(tag)
    for key, value in (("w:val", "single"), ("w:sz", str(eighths)), ("w:space", "1"), ("w:color", color)):
        border.set(qn(key), value)
    return border
