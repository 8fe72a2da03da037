"""Official papers (văn bản hành chính) in the layout of Nghị định 30/2020/NĐ-CP: frozen content in, bytes out.

Pure: no database, no settings, no clock.
"""

from loa.core.stamps import Security, Urgency
from loa.server.documents.papers.content import (
    ILLUSTRATION,
    Annex,
    Article,
    Block,
    CoIssuer,
    Column,
    Division,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from loa.server.documents.papers.docx import to_docx
from loa.server.documents.papers.form_check import Fault, faults_of
from loa.server.documents.papers.kinds import Circulation, House, PaperKind
from loa.server.documents.papers.pdf import to_pdf
from loa.server.documents.papers.stored import paper_from_json, paper_to_json
from loa.server.documents.papers.written import paper_from_content
from loa.server.documents.papers.xlsx import Sheet, to_xlsx

__all__ = [
    "ILLUSTRATION",
    "Annex",
    "Article",
    "Block",
    "Circulation",
    "CoIssuer",
    "Column",
    "Division",
    "Fault",
    "Heading",
    "House",
    "Numbered",
    "Paper",
    "PaperKind",
    "Paragraph",
    "Security",
    "Sheet",
    "Signature",
    "Table",
    "Urgency",
    "faults_of",
    "paper_from_content",
    "paper_from_json",
    "paper_to_json",
    "to_docx",
    "to_pdf",
    "to_xlsx",
]
