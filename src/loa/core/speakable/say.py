"""The order in which the rules speak."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from loa.core.folding import nfc
from loa.core.speakable.amounts import say_numbers, say_quantities
from loa.core.speakable.contacts import say_contacts
from loa.core.speakable.dates import say_dates, say_times
from loa.core.speakable.layout import clean, say_layout
from loa.core.speakable.names import dropped_dots, say_abbreviations, say_dictionary, say_foreign, say_letters
from loa.core.speakable.papers import say_papers

# (rule, does it need a digit in the text). What is most tightly written goes first: an address holds digits, a document number holds a slash, a date holds numbers.
RULES: tuple[tuple[Callable[[str], str], bool], ...] = (
    (say_layout, False),
    (say_contacts, False),
    (say_foreign, False),
    (say_papers, False),
    (say_dates, True),
    (say_times, True),
    (say_abbreviations, False),
    (dropped_dots, False),
    (say_quantities, True),
    (say_numbers, True),
    (say_letters, False),
    (clean, False),
)
# A sentence that has been said is left alone by every rule; a second round finds what the first uncovered. Four never was needed.
ROUNDS = 4
NO_WORDS: Mapping[str, str] = MappingProxyType({})


def speakable(text: str, *, dictionary: Mapping[str, str] = NO_WORDS) -> str:
    """The text as plain words and . , ; : ? !, ready for an announcer or a voice. Speakable text stays as it is.

    `dictionary` holds an office's own readings (written -> spoken), applied before all rules.
    """
    said = say_dictionary(nfc(text), dictionary)
    for _ in range(ROUNDS):
        before, said = said, _round(said)
        if said == before:
            break
    return said


DIGIT = re.compile(r"\d")


def _round(text: str) -> str:
    digits_left = True
    for rule, needs_digits in RULES:
        digits_left = digits_left and bool(DIGIT.search(text))
        if digits_left or not needs_digits:
            text = rule(text)
    return text
