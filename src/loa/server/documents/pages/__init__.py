"""Pages of official papers."""

from loa.server.documents.pages.bringing import signed_brought, signed_check, signed_progress
from loa.server.documents.pages.correcting import answer_proposal, ask_model, confirm, correct_part
from loa.server.documents.pages.delivering import accept, give_back, receipts, remind, waiting
from loa.server.documents.pages.drafting import draft
from loa.server.documents.pages.exchanging import exchange, exchanges, identifier, pack, packet_file, reply_file, take
from loa.server.documents.pages.identifying import blank_identifiers, enter_identifiers, identifiers
from loa.server.documents.pages.reading import correct, number, picture, read, signed, step
from loa.server.documents.pages.receiving import given, given_again, given_original, given_progress, receive
from loa.server.documents.pages.registers import original, paper, register
from loa.server.documents.pages.signing import signed_file

__all__ = [
    "accept",
    "answer_proposal",
    "ask_model",
    "blank_identifiers",
    "confirm",
    "correct",
    "correct_part",
    "draft",
    "enter_identifiers",
    "exchange",
    "exchanges",
    "give_back",
    "given",
    "given_again",
    "given_original",
    "given_progress",
    "identifier",
    "identifiers",
    "number",
    "original",
    "pack",
    "packet_file",
    "paper",
    "picture",
    "read",
    "receipts",
    "receive",
    "register",
    "remind",
    "reply_file",
    "signed",
    "signed_brought",
    "signed_check",
    "signed_file",
    "signed_progress",
    "step",
    "take",
    "waiting",
]
