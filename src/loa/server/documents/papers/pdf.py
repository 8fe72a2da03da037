"""A paper as PDF, typeset by typst in Liberation Serif, whose metrics are those of Times New Roman."""

import json
from pathlib import Path
from typing import Any, Final

import typst

from loa.server.documents.fonts import FONT_DIR
from loa.server.documents.papers import measure
from loa.server.documents.papers.content import Annex, Block, Heading, Numbered, Paper, Paragraph, Table, capitals, clean, heading_text

_TEMPLATE: Final = Path(__file__).with_name("paper.typ")


def to_pdf(paper: Paper) -> bytes:
    """The paper as PDF. The same paper gives the same bytes: no clock and no random identifier enters the file."""
    written = json.dumps(_paper(paper), ensure_ascii=False)
    return typst.compile(
        _TEMPLATE,
        format="pdf",
        font_paths=[FONT_DIR],
        ignore_system_fonts=True,
        sys_inputs={"paper": written},
        timestamp=0,
    )


def _paper(paper: Paper) -> dict[str, Any]:
    agency = capitals(paper.issuing_agency)
    subject = clean(paper.subject)
    named = paper.kind.is_named
    return {
        "title": f"{paper.kind.vi} {subject}",
        "issuing_agency": clean(paper.issuing_agency),
        "superior": measure.agency_lines(capitals(paper.superior_agency), bold=False),
        "agency": measure.agency_lines(agency, bold=True),
        "agency_rule": measure.agency_rule_mm(agency),
        "tieu_ngu_rule": measure.tieu_ngu_rule_mm(),
        "number_line": _spaced(paper.number_line),
        "date_line": _spaced(paper.date_line),
        "type_name": capitals(paper.kind.vi) if named else "",
        "subject": measure.subject_lines(subject) if named else [],
        "subject_rule": measure.subject_rule_mm(subject),
        "concerning": [] if named else measure.concerning_lines(subject),
        "addressees": [clean(paper.addressed_to[0])] if len(paper.addressed_to) == 1 else [clean(a) for a in paper.addressee_lines],
        "bases": [clean(line) for line in paper.base_lines],
        "body": [_block(block) for block in paper.body],
        "recipients": [clean(line) for line in paper.recipient_lines],
        "authority": [capitals(line) for line in paper.signature.lines],
        "signer": clean(paper.signature.name),
        "annex_reference": _spaced(paper.annex_reference),
        "annexes": [_annex(annex) for annex in paper.annexes],
        "mark": clean(paper.mark),
        "mark_why": clean(paper.mark_why),
        "measure": _measures(),
    }


def _measures() -> dict[str, Any]:
    return {
        "top": measure.MARGIN_TOP_MM,
        "bottom": measure.MARGIN_BOTTOM_MM,
        "left": measure.MARGIN_LEFT_MM,
        "right": measure.MARGIN_RIGHT_MM,
        "left_cell": measure.LEFT_CELL_MM,
        "right_cell": measure.RIGHT_CELL_MM,
        "foot_left": measure.FOOT_LEFT_MM,
        "foot_right": measure.TEXT_WIDTH_MM - measure.FOOT_LEFT_MM,
        "first_line": measure.FIRST_LINE_MM,
        "gap": measure.PARAGRAPH_GAP_PT,
        "leading": 0.55,  # typst counts the space between lines; with it the pitch is 1.15 of a single line
        "addressee": measure.ADDRESSEE_MM,
        "colon": measure.colon_mm(),
        "size": measure.SIZE,
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"type": "heading", "number": clean(block.number), "text": heading_text(block), "level": block.level}
        case Paragraph():
            return {"type": "paragraph", "text": clean(block.text), "italic": block.italic}
        case Numbered():
            return {"type": "numbered", "number": clean(block.number), "text": clean(block.text)}
        case Table():
            return _table(block)


def _table(table: Table) -> dict[str, Any]:
    return {
        "type": "table",
        "columns": [{"title": clean(c.title), "share": c.share, "align": c.align} for c in table.columns],
        "rows": [[clean(cell) for cell in row] for row in table.rows],
        "totals": sorted(table.totals),
        "notes": [clean(note) for note in table.notes],
        "size": table.size_pt,
    }


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "number": clean(annex.number),
        "title": capitals(annex.title),
        "body": [_block(block) for block in annex.body],
        "wide": annex.wide,
    }


def _spaced(text: str) -> str:
    """Blanks left for the pen stay as wide as they are written."""
    return clean(text).replace("  ", "\u00a0\u00a0")
