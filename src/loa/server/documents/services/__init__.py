"""Verbs about official papers: receive, correct, draw up, number."""

from loa.server.documents.services.correcting import CORRECTABLE, correct_reading
from loa.server.documents.services.drawing_up import NewPaper, draw_up_papers, enter_office_number
from loa.server.documents.services.giving import UNDER_WAY, give_in, read_again, read_on
from loa.server.documents.services.issuing import (
    check_paper_form,
    initial_paper,
    issue_paper,
    recall_paper,
    replace_paper,
    return_paper,
    sign_paper,
    submit_paper,
)
from loa.server.documents.services.receiving import receive_document, register_paper
from loa.server.documents.services.rewriting import rewrite_paper
from loa.server.documents.services.sent_as import pdf_of, signed_file_of
from loa.server.documents.services.settling import settle_clauses, show_to_addressees
from loa.server.documents.services.signed import check_signatures, take_signed

__all__ = [
    "CORRECTABLE",
    "UNDER_WAY",
    "NewPaper",
    "check_paper_form",
    "check_signatures",
    "correct_reading",
    "draw_up_papers",
    "enter_office_number",
    "give_in",
    "initial_paper",
    "issue_paper",
    "pdf_of",
    "read_again",
    "read_on",
    "recall_paper",
    "receive_document",
    "register_paper",
    "replace_paper",
    "return_paper",
    "rewrite_paper",
    "settle_clauses",
    "show_to_addressees",
    "sign_paper",
    "signed_file_of",
    "submit_paper",
    "take_signed",
]
