"""A paper as DOCX, for the office to number, correct and sign: Times New Roman, margins, sizes and places of NĐ 30."""

import io
from typing import Final

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph as Line

from loa.server.documents.papers import docx_marks as marks
from loa.server.documents.papers import measure
from loa.server.documents.papers.archive import same_bytes
from loa.server.documents.papers.content import (
    DIVISION_WORDS,
    Annex,
    Article,
    Block,
    Division,
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
from loa.server.documents.papers.printed import Addressing, AnnexHead, Headline, Printed, Signed, printed

_SIDES: Final = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
# Rows of signatures that stay on one page: one alone on a page could be of any paper.
MOST_ROWS_TOGETHER: Final = 3


def to_docx(paper: Paper) -> bytes:
    """The paper as DOCX. The same paper gives the same bytes: times inside the file are fixed."""
    document, shown = Document(), printed(paper)
    marks.declare_face(document, title=f"{paper.kind.vi} {clean(paper.subject)}", author=clean(paper.issuing_agency))
    _set_page(document.sections[0])
    _letterhead(document, shown)
    _title(document, shown)
    if not shown.ordains:
        _addressing(document, shown.addressing)
    _bases(document, paper, shown)
    for block in paper.body:
        _write(document, block)
    _foot(document, shown)
    for annex, head in zip(paper.annexes, shown.annex_heads, strict=True):
        _annex(document, annex, head, shown)
    _page_marks(document, paper, shown)
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


def _letterhead(document: DocumentType, shown: Printed) -> None:
    """Two columns without borders: agency and number on the left, the nation's lines, place and date on the right."""
    table = _heads(document, shown, rows=2)
    number = Place(table.cell(1, 0))
    _headline(number, shown.number)
    if shown.concerning:
        _headline(number, shown.concerning, before_pt=6)
    for stamp in shown.stamps:
        number.gap(6)
        number.stamp(stamp.text, width_mm=stamp.width_mm, height_mm=stamp.height_mm, size=shown.size["stamp"], color=stamp.color)
    _headline(Place(table.cell(1, 1)), shown.day)


def _heads(document: DocumentType, shown: Printed, *, rows: int) -> Grid:
    """Who issues the paper, and the nation's lines beside it, in the first of so many rows."""
    table = marks.bare_table(document, rows=rows, widths_mm=(shown.left_mm, shown.right_mm))
    left, right = Place(table.cell(0, 0)), Place(table.cell(0, 1))
    for headline in shown.agencies:
        _headline(left, headline)
    if shown.agency_star:
        left.line("*", size=shown.size["agency"])
    else:
        left.rule(shown.agency_rule_mm, room_mm=shown.left_mm)
    for headline in shown.nation:
        _headline(right, headline)
    right.rule(shown.nation_rule_mm, room_mm=shown.right_mm)
    return table


def _headline(place: Place, headline: Headline, *, before_pt: float = 0) -> None:
    """The lines of one element, broken inside its paragraph where they were measured to break."""
    place.line(_joined(headline.lines), size=headline.size, bold=headline.bold, italic=headline.italic, before_pt=before_pt)


def _joined(lines: tuple[str, ...]) -> str:
    """Lines of one paragraph. An office program keeps several spaces as they are: the blanks for the pen are written with plain ones."""
    return "\n".join(lines).replace("\u00a0\u00a0", "  ")


def _title(document: DocumentType, shown: Printed) -> None:
    if not shown.type_name:
        return
    place = Place(document)
    place.line(shown.type_name, size=shown.size["title"], bold=True, before_pt=18)
    place.line(_joined(shown.subject), size=shown.size["subject"], bold=True)
    place.rule(shown.subject_rule_mm, room_mm=measure.TEXT_WIDTH_MM)


def _addressing(document: DocumentType, to: Addressing) -> None:
    place = Place(document)
    if to.shape == "centre":
        place.line(_joined(to.names), size=measure.SIZE["body"], before_pt=14, after_pt=10)
    elif to.shape == "line":
        _body_line(document, f"{to.lead} {to.names[0]}").paragraph_format.space_before = Pt(14)
    elif to.shape == "list":
        lead = place.line(to.lead, size=measure.SIZE["body"], before_pt=14, after_pt=6, side=_LEFT)
        lead.paragraph_format.left_indent = Mm(to.lead_mm)
        lead.paragraph_format.keep_with_next = True
        for name in to.names:
            line = place.line(name, size=measure.SIZE["body"], after_pt=6, side=_LEFT)
            marks.hang(line, at_mm=to.names_mm, by_mm=measure.dash_mm("body"))


def _bases(document: DocumentType, paper: Paper, shown: Printed) -> None:
    """Bases in italics; in a quyết định who ordains stands above them, and "QUYẾT ĐỊNH:" below."""
    place = Place(document)
    if shown.authority:
        place.line(_joined(shown.authority), size=measure.SIZE["title"], bold=True, before_pt=12, after_pt=6)
    elif shown.addressing.shape == "none":
        place.gap(6)
    for base in paper.base_lines:
        _body_line(document, base, italic=True)
    if shown.ordains:
        place.line(shown.ordains, size=measure.SIZE["title"], bold=True, before_pt=8, after_pt=8).paragraph_format.keep_with_next = True


def _body_line(document: DocumentType, text: str, *, lead: str = "", bold: bool = False, italic: bool = False) -> Line:
    """A paragraph of the text; `lead` stands bold before it."""
    line = Place(document).line(clean(text), size=measure.SIZE["body"], bold=bold, italic=italic, side=WD_ALIGN_PARAGRAPH.JUSTIFY)
    if lead:
        marks.lead_in(line, f"{clean(lead)} ", size=measure.SIZE["body"])
    shape = line.paragraph_format
    shape.first_line_indent = Mm(measure.FIRST_LINE_MM)
    shape.space_before = shape.space_after = Pt(measure.PARAGRAPH_GAP_PT / 2)
    shape.line_spacing = measure.LINE_SPACING
    shape.widow_control = True
    return line


def _write(document: DocumentType, block: Block) -> None:
    match block:
        case Heading():
            _body_line(document, f"{block.number} {heading_text(block)}".strip(), bold=True).paragraph_format.keep_with_next = True
        case Paragraph():
            _body_line(document, block.text, italic=block.italic)
        case Numbered():
            _body_line(document, f"{block.number} {block.text}")
        case Division():
            _division(document, block)
        case Article():
            _article(document, block)
        case Table():
            _table(document, block)


def _division(document: DocumentType, division: Division) -> None:
    place = Place(document)
    named = place.line(f"{DIVISION_WORDS[division.level]} {clean(division.number)}", size=measure.SIZE["body"], bold=True, before_pt=12)
    named.paragraph_format.keep_with_next = True
    if division.title:
        title = place.line(capitals(division.title), size=measure.SIZE["body"], bold=True, after_pt=6)
        title.paragraph_format.keep_with_next = True


def _article(document: DocumentType, article: Article) -> None:
    if not article.title:
        _body_line(document, article.text, lead=f"Điều {article.number}.")
        return
    _body_line(document, f"Điều {article.number}. {article.title}", bold=True).paragraph_format.keep_with_next = True
    if article.text:
        _body_line(document, article.text)


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
        Place(document).line(clean(note), size=measure.SIZE["note"], italic=True, before_pt=3, side=WD_ALIGN_PARAGRAPH.JUSTIFY)
    Place(document).gap(4)


def _foot(document: DocumentType, shown: Printed) -> None:
    """Nơi nhận on the left, the signature on the right; the two never part, nor leave the text above them."""
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    Place(document).gap(6).paragraph_format.keep_with_next = True
    joint = len(shown.signatures) > 1
    table = _signatures(document, shown)
    left = Place(table.cell(0, 0)) if shown.recipients_beside else Place(document)
    if not shown.recipients_beside:
        left.gap(6)
    left.line("Nơi nhận:", size=shown.size["recipients_title"], bold=True, italic=True, side=_LEFT)
    for recipient in shown.recipients_beside:
        _recipient(left, recipient, shown)
    below = Place(document) if shown.recipients_below else left
    for recipient in shown.recipients_below:
        _recipient(below, recipient, shown).paragraph_format.right_indent = Mm(0 if joint else measure.TEXT_WIDTH_MM - measure.FOOT_LEFT_MM)
    if shown.drafter:
        below.line(shown.drafter, size=shown.size["drafter"], before_pt=3, side=_LEFT)


def _signatures(document: DocumentType, shown: Printed) -> Grid:
    """The agency that leads a joint paper signs where a lone one does, on the right; the others to its left, then row by row."""
    rows = [shown.signatures[at : at + 2] for at in range(0, len(shown.signatures), 2)]
    table = marks.bare_table(document, rows=len(rows), widths_mm=(measure.FOOT_LEFT_MM, measure.TEXT_WIDTH_MM - measure.FOOT_LEFT_MM))
    for index, pair in enumerate(rows):
        longest = max(len(signed.authority) for signed in pair)
        for column, signed in zip((1, 0), pair, strict=False):
            _signature(Place(table.cell(index, column)), signed, shown, lines=longest, above_pt=14 if index else 0)
    if len(rows) <= MOST_ROWS_TOGETHER:
        for line in (line for row in table.rows[:-1] for cell in row.cells for line in cell.paragraphs):
            line.paragraph_format.keep_with_next = True
    return table


def _recipient(place: Place, text: str, shown: Printed) -> Line:
    line = place.line(text, size=shown.size["recipients"], side=_LEFT)
    marks.hang(line, at_mm=0, by_mm=measure.dash_mm("recipients"))
    return line


def _signature(place: Place, signed: Signed, shown: Printed, *, lines: int, above_pt: float) -> None:
    """Authority, room for hand and seal, name; with so many lines above the names of a row stand on one line."""
    for index, authority in enumerate((*signed.authority, *[""] * (lines - len(signed.authority)))):
        place.line(authority, size=shown.size["signer"], bold=True, before_pt=0 if index else above_pt)
    place.line(_joined(signed.name), size=shown.size["signer"], bold=True, before_pt=74)


def _annex(document: DocumentType, annex: Annex, head: AnnexHead, shown: Printed) -> None:
    _set_page(document.add_section(WD_SECTION.NEW_PAGE), wide=annex.wide)
    if head.own_paper:
        _heads(document, shown, rows=1)
    place, size = Place(document), measure.SIZE["annex"]
    place.line(_joined(head.name), size=size, bold=True, before_pt=18 if head.own_paper else 0)
    if head.title:
        place.line(_joined(head.title), size=size, bold=True)
    place.line(_joined(head.reference), size=size, italic=True)
    place.rule(40, room_mm=measure.WIDE_TEXT_WIDTH_MM if annex.wide else measure.TEXT_WIDTH_MM)
    place.gap(6)
    for block in annex.body:
        _write(document, block)


def _page_marks(document: DocumentType, paper: Paper, shown: Printed) -> None:
    """Page numbers at the top centre, an annex counts its own; no first page shows its number.

    On the first page of all whom it may reach stands there, and the office's address at the foot.
    """
    first = document.sections[0]
    marks.page_number(first.header.paragraphs[0], size=shown.size["page_number"])
    for section in document.sections:
        section.different_first_page_header_footer = True
        for part in (section.first_page_header, section.first_page_footer):
            part.is_linked_to_previous = False
        if section is not first:
            marks.count_from_one(section)
        if paper.mark:
            marks.illustration(section.first_page_footer.paragraphs[0], clean(paper.mark), clean(paper.mark_why), size=shown.size["mark"])
    if paper.mark:
        marks.illustration(first.footer.paragraphs[0], clean(paper.mark), clean(paper.mark_why), size=shown.size["mark"])
    if shown.circulation:
        first.first_page_header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        marks.frame_words(first.first_page_header.paragraphs[0], shown.circulation.text, size=shown.size["stamp"])
    if shown.contact:
        footer = first.first_page_footer
        marks.contact(footer.add_paragraph() if paper.mark else footer.paragraphs[0], _joined(shown.contact), size=shown.size["contact"])
