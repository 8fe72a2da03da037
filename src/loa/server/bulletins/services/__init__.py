"""Verbs of texts: the words and their approval, a unit's own words, and the two other ways in which leaders approve."""

from loa.server.bulletins.services.links import Decision, end_approval_link, make_approval_link, prove_at_link, use_approval_link
from loa.server.bulletins.services.outside import ToldOutside, confirm_outside_approval, deny_outside_approval, record_outside_approval
from loa.server.bulletins.services.own_words import OwnWords, approve_unit_text, return_unit_text, write_unit_text
from loa.server.bulletins.services.texts import (
    Words,
    approve_bulletin,
    draft_bulletin,
    edit_bulletin,
    give_opinion,
    return_bulletin,
    submit_bulletin,
    withdraw_bulletin,
    words_sha256,
)

__all__ = [
    "Decision",
    "OwnWords",
    "ToldOutside",
    "Words",
    "approve_bulletin",
    "approve_unit_text",
    "confirm_outside_approval",
    "deny_outside_approval",
    "draft_bulletin",
    "edit_bulletin",
    "end_approval_link",
    "give_opinion",
    "make_approval_link",
    "prove_at_link",
    "record_outside_approval",
    "return_bulletin",
    "return_unit_text",
    "submit_bulletin",
    "use_approval_link",
    "withdraw_bulletin",
    "words_sha256",
    "write_unit_text",
]
