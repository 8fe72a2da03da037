"""A paper as PDF, typeset by typst in Liberation Serif, whose metrics are those of Times New Roman."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import typst

from loa.server.documents.fonts import FONT_DIR
from loa.server.documents.papers import measure
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
from loa.server.documents.papers.printed import AnnexHead, Printed, printed

_TEMPLATE: Final = Path(__file__).with_name("paper.typ")
# Room at the foot of page 1 for the line of address beside the mark of an illustration.
_DEEP_BOTTOM_MM: Final = 25.0


def to_pdf(paper: Paper) -> bytes:
    """The paper as PDF. The same paper gives the same bytes: no clock and no random identifier enters the file."""
    written = json.dumps(_paper(paper, printed(paper)), ensure_ascii=False)
    return typst.compile(
        _TEMPLATE,
        format="pdf",
        font_paths=[FONT_DIR],
        ignore_system_fonts=True,
        sys_inputs={"paper": written},
        timestamp=0,
    )


def _paper(paper: Paper, shown: Printed) -> dict[str, Any]:
    """Lines as they stand in `Printed`, and the bodies."""
    return {
        **asdict(shown),
        "title": f"{paper.kind.vi} {clean(paper.subject)}",
        "issuing_agency": clean(paper.issuing_agency),
        "bases": [clean(line) for line in paper.base_lines],
        "body": [_block(block) for block in paper.body],
        "annexes": [_annex(annex, head) for annex, head in zip(paper.annexes, shown.annex_heads, strict=True)],
        "mark": clean(paper.mark),
        "mark_why": clean(paper.mark_why),
        "measure": _measures(paper),
    }


def _measures(paper: Paper) -> dict[str, Any]:
    return {
        "top": measure.MARGIN_TOP_MM,
        "bottom": _DEEP_BOTTOM_MM if paper.contact and paper.mark else measure.MARGIN_BOTTOM_MM,
        "left": measure.MARGIN_LEFT_MM,
        "right": measure.MARGIN_RIGHT_MM,
        "foot_left": measure.FOOT_LEFT_MM,
        "foot_right": measure.TEXT_WIDTH_MM - measure.FOOT_LEFT_MM,
        "first_line": measure.FIRST_LINE_MM,
        "gap": measure.PARAGRAPH_GAP_PT,
        # typst counts the space between lines
        "leading": measure.LINE_SPACING * measure.SINGLE_LINE - measure.CAPITALS,
        "single": measure.SINGLE_LINE - measure.CAPITALS,
        "dash": measure.dash_mm("body"),
        "small_dash": measure.dash_mm("recipients"),
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"type": "heading", "number": clean(block.number), "text": heading_text(block), "level": block.level}
        case Paragraph():
            return {"type": "paragraph", "text": clean(block.text), "italic": block.italic}
        case Numbered():
            return {"type": "numbered", "number": clean(block.number), "text": clean(block.text)}
        case Division():
            name = f"{DIVISION_WORDS[block.level]} {clean(block.number)}"
            return {"type": "division", "name": name, "title": capitals(block.title)}
        case Article():
            return {"type": "article", "number": f"Điều {clean(block.number)}.", "title": clean(block.title), "text": clean(block.text)}
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


def _annex(annex: Annex, head: AnnexHead) -> dict[str, Any]:
    return {**asdict(head), "body": [_block(block) for block in annex.body], "wide": annex.wide}
