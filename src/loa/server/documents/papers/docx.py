"""A paper as DOCX, for the office to number, correct and sign: Times New Roman, margins, sizes and places of NĐ 30."""

import io
from typing import Final

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from loa.server.documents.papers import docx_marks as marks
from loa.server.documents.papers import measure
from loa.server.documents.papers.archive import same_bytes
from loa.server.documents.papers.content import (
    Annex,
    Block,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Table,
    capitals,
    clean,
    heading_text,
)
from loa.server.documents.papers.docx_marks import Place

SIZE: Final = measure.SIZE
_SIDES: Final = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def to_docx(paper: Paper) -> bytes:
    """The paper as DOCX. The same paper gives the same bytes: times inside the file are fixed."""
    document = Document()
    marks.declare_face(document, title=f"{paper.kind.vi} {clean(paper.subject)}", author=clean(paper.issuing_agency))
    _set_page(document.sections[0])
    _letterhead(document, paper)
    _title(document, paper)
    _addressees(document, paper)
    for base in paper.base_lines:
        _body_line(document, base, italic=True)
    for block in paper.body:
        _write(document, block)
    _foot(document, paper)
    for annex in paper.annexes:
        _annex(document, annex, paper)
    _page_marks(document, paper)
    held = io.BytesIO()
    document.save(held)
    return same_bytes(held.getvalue())


def _set_page(section: Section, *, wide: bool = False) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    long, short = Mm(measure.PAGE_HEIGHT_MM), Mm(measure.PAGE_WIDTH_MM)
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    section.top_margin = Mm(measure.WIDE_TOP_MM if wide else measure.MARGIN_TOP_MM)
    section.bottom_margin = Mm(measure.MARGIN_BOTTOM_MM)
    section.left_margin = Mm(measure.WIDE_SIDE_MM if wide else measure.MARGIN_LEFT_MM)
    section.right_margin = Mm(measure.WIDE_SIDE_MM if wide else measure.MARGIN_RIGHT_MM)
    section.header_distance = Mm(10)
    section.footer_distance = Mm(8)


def _letterhead(document: DocumentType, paper: Paper) -> None:
    """Two columns without borders: agency and number on the left, Quốc hiệu, Tiêu ngữ, place and date on the right."""
    table = marks.bare_table(document, rows=2, widths_mm=(measure.LEFT_CELL_MM, measure.RIGHT_CELL_MM))
    agency = capitals(paper.issuing_agency)
    left, right = Place(table.cell(0, 0)), Place(table.cell(0, 1))
    if paper.superior_agency:
        left.line(_joined(measure.agency_lines(capitals(paper.superior_agency), bold=False)), size=SIZE["agency"])
    left.line(_joined(measure.agency_lines(agency, bold=True)), size=SIZE["agency"], bold=True)
    left.rule(measure.agency_rule_mm(agency), room_mm=measure.LEFT_CELL_MM)
    right.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=SIZE["quoc_hieu"], bold=True)
    right.line("Độc lập - Tự do - Hạnh phúc", size=SIZE["tieu_ngu"], bold=True)
    right.rule(measure.tieu_ngu_rule_mm(), room_mm=measure.RIGHT_CELL_MM)
    number = Place(table.cell(1, 0))
    number.line(clean(paper.number_line), size=SIZE["number"])
    if not paper.kind.is_named:
        number.line(_joined(measure.concerning_lines(clean(paper.subject))), size=SIZE["concerning"], before_pt=6)
    Place(table.cell(1, 1)).line(clean(paper.date_line), size=SIZE["date"], italic=True)


def _joined(lines: list[str]) -> str:
    """Lines of one element, broken inside its paragraph where the decree's eye wants them."""
    return "\n".join(lines)


def _title(document: DocumentType, paper: Paper) -> None:
    if not paper.kind.is_named:
        return
    place = Place(document)
    place.line(capitals(paper.kind.vi), size=SIZE["title"], bold=True, before_pt=18)
    place.line(_joined(measure.subject_lines(clean(paper.subject))), size=SIZE["title"], bold=True)
    place.rule(measure.subject_rule_mm(paper.subject), room_mm=measure.TEXT_WIDTH_MM)


def _addressees(document: DocumentType, paper: Paper) -> None:
    place = Place(document)
    if len(paper.addressed_to) == 1:
        place.line(f"Kính gửi: {clean(paper.addressed_to[0])}", size=SIZE["body"], before_pt=14, after_pt=10)
        return
    for index, listed in enumerate(("Kính gửi:", *paper.addressee_lines) if paper.addressed_to else ()):
        line = place.line(clean(listed), size=SIZE["body"], before_pt=0 if index else 14, after_pt=6, side=WD_ALIGN_PARAGRAPH.LEFT)
        line.paragraph_format.left_indent = Mm(measure.ADDRESSEE_MM + (measure.colon_mm() if index else 0))
        line.paragraph_format.keep_with_next = True


def _body_line(document: DocumentType, text: str, *, bold: bool = False, italic: bool = False) -> Line:
    line = Place(document).line(clean(text), size=SIZE["body"], bold=bold, italic=italic, side=WD_ALIGN_PARAGRAPH.JUSTIFY)
    shape = line.paragraph_format
    shape.first_line_indent = Mm(measure.FIRST_LINE_MM)
    shape.space_before = shape.space_after = Pt(measure.PARAGRAPH_GAP_PT / 2)
    shape.line_spacing = measure.LINE_SPACING
    shape.widow_control = True
    return line


def _write(document: DocumentType, block: Block) -> None:
    match block:
        case Heading():
            _body_line(document, f"{block.number} {heading_text(block)}", bold=True).paragraph_format.keep_with_next = True
        case Paragraph():
            _body_line(document, block.text, italic=block.italic)
        case Numbered():
            _body_line(document, f"{block.number} {block.text}")
        case Table():
            _table(document, block)


def _table(document: DocumentType, table: Table) -> None:
    wide = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    room = measure.WIDE_TEXT_WIDTH_MM if wide else measure.TEXT_WIDTH_MM
    whole = sum(column.share for column in table.columns)
    grid = marks.ruled_table(document, rows=len(table.rows) + 1, widths_mm=[room * c.share / whole for c in table.columns])
    # One look-up for all cells: asking the table cell by cell is quadratic.
    cells = iter(grid._cells)  # noqa: SLF001 -- python-docx offers no public list; the public way is quadratic
    for column in table.columns:
        Place(next(cells)).line(clean(column.title), size=table.size_pt, bold=True)
    for index, row in enumerate(table.rows):
        for column, text in zip(table.columns, row, strict=True):
            Place(next(cells)).line(clean(text), size=table.size_pt, bold=index in table.totals, side=_SIDES[column.align])
    for note in table.notes:
        Place(document).line(clean(note), size=SIZE["note"], italic=True, before_pt=3, side=WD_ALIGN_PARAGRAPH.JUSTIFY)
    Place(document).gap(4)


def _foot(document: DocumentType, paper: Paper) -> None:
    """Nơi nhận on the left, the signature on the right; the two never part, nor leave the text above them."""
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    Place(document).gap(6).paragraph_format.keep_with_next = True
    table = marks.bare_table(document, rows=1, widths_mm=(measure.FOOT_LEFT_MM, measure.TEXT_WIDTH_MM - measure.FOOT_LEFT_MM))
    left, right = Place(table.cell(0, 0)), Place(table.cell(0, 1))
    left.line("Nơi nhận:", size=SIZE["recipients_title"], bold=True, italic=True, side=WD_ALIGN_PARAGRAPH.LEFT)
    for recipient in paper.recipient_lines:
        left.line(clean(recipient), size=SIZE["recipients"], side=WD_ALIGN_PARAGRAPH.LEFT)
    for authority in paper.signature.lines:
        right.line(capitals(authority), size=SIZE["signer"], bold=True)
    right.line(clean(paper.signature.name), size=SIZE["signer"], bold=True, before_pt=74)  # room for hand and seal


def _annex(document: DocumentType, annex: Annex, paper: Paper) -> None:
    _set_page(document.add_section(WD_SECTION.NEW_PAGE), wide=annex.wide)
    place = Place(document)
    place.line(clean(annex.number), size=SIZE["annex"], bold=True)
    place.line(capitals(annex.title), size=SIZE["annex"], bold=True)
    place.line(clean(paper.annex_reference), size=SIZE["annex"], italic=True)
    place.rule(40, room_mm=measure.WIDE_TEXT_WIDTH_MM if annex.wide else measure.TEXT_WIDTH_MM)
    place.gap(6)
    for block in annex.body:
        _write(document, block)


def _page_marks(document: DocumentType, paper: Paper) -> None:
    """Page number at the top centre, not on the first page; the mark of an illustration at the foot of each."""
    first = document.sections[0]
    first.different_first_page_header_footer = True
    marks.page_number(first.header.paragraphs[0], size=SIZE["page_number"])
    for section in document.sections[1:]:
        section.different_first_page_header_footer = False
    if paper.mark:
        for footer in (first.footer, first.first_page_footer):
            marks.illustration(footer.paragraphs[0], clean(paper.mark), clean(paper.mark_why), size=SIZE["mark"])
