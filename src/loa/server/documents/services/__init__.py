"""Verbs about official papers: receive, correct, draw up, number."""

from loa.server.documents.services.bringing import CHECKED_SOON, bring_signed, check_again, check_brought
from loa.server.documents.services.confirming import confirm_reading
from loa.server.documents.services.correcting import CORRECTABLE, copies_mark, correct_copies, correct_reading
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
from loa.server.documents.services.proposing import propose_reading, refuse_proposal, request_proposals, take_proposal
from loa.server.documents.services.readdressing import add_recipients, remove_recipient, replace_recipient
from loa.server.documents.services.receiving import receive_document, register_paper
from loa.server.documents.services.redating import add_deadline, remove_deadline, replace_deadline
from loa.server.documents.services.resettling import Asked, add_request, correct_clause
from loa.server.documents.services.rewriting import rewrite_paper
from loa.server.documents.services.sent_as import pdf_of, signed_file_of
from loa.server.documents.services.settling import settle_clauses, show_to_addressees
from loa.server.documents.services.signed import check_signatures, take_signed

__all__ = [
    "CHECKED_SOON",
    "CORRECTABLE",
    "UNDER_WAY",
    "Asked",
    "NewPaper",
    "add_deadline",
    "add_recipients",
    "add_request",
    "bring_signed",
    "check_again",
    "check_brought",
    "check_paper_form",
    "check_signatures",
    "confirm_reading",
    "copies_mark",
    "correct_clause",
    "correct_copies",
    "correct_reading",
    "draw_up_papers",
    "enter_office_number",
    "give_in",
    "initial_paper",
    "issue_paper",
    "pdf_of",
    "propose_reading",
    "read_again",
    "read_on",
    "recall_paper",
    "receive_document",
    "refuse_proposal",
    "register_paper",
    "remove_deadline",
    "remove_recipient",
    "replace_deadline",
    "replace_paper",
    "replace_recipient",
    "request_proposals",
    "return_paper",
    "rewrite_paper",
    "settle_clauses",
    "show_to_addressees",
    "sign_paper",
    "signed_file_of",
    "submit_paper",
    "take_proposal",
    "take_signed",
]
