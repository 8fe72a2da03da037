"""Official papers (văn bản hành chính) in the layout of Nghị định 30/2020/NĐ-CP: frozen content in, bytes out.

Pure: no database, no settings, no clock.
"""

from loa.server.documents.papers.content import (
    ILLUSTRATION,
    Annex,
    Block,
    Column,
    Heading,
    Numbered,
    Paper,
    PaperKind,
    Paragraph,
    Signature,
    Table,
)
from loa.server.documents.papers.docx import to_docx
from loa.server.documents.papers.pdf import to_pdf
from loa.server.documents.papers.stored import paper_from_json, paper_to_json
from loa.server.documents.papers.xlsx import Sheet, to_xlsx

__all__ = [
    "ILLUSTRATION",
    "Annex",
    "Block",
    "Column",
    "Heading",
    "Numbered",
    "Paper",
    "PaperKind",
    "Paragraph",
    "Sheet",
    "Signature",
    "Table",
    "paper_from_json",
    "paper_to_json",
    "to_docx",
    "to_pdf",
    "to_xlsx",
]
