"""The order in which the rules speak."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from loa.core.folding import nfc
from loa.core.speakable.amounts import say_numbers, say_quantities
from loa.core.speakable.contacts import say_contacts
from loa.core.speakable.dates import say_dates, say_times
from loa.core.speakable.layout import clean, say_layout
from loa.core.speakable.manner import STANDARD, Manner, in_manner
from loa.core.speakable.names import KEYS, dropped_dots, say_abbreviations, say_dictionary, say_foreign, say_letters
from loa.core.speakable.papers import say_papers
from loa.core.speakable.tables.foreign import FOREIGN

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
# No number is longer; a page of digits would keep every rule busy.
NO_NUMBER = re.compile(r"\d{40}(?=\d)")
NO_WORDS: Mapping[str, str] = MappingProxyType({})


def speakable(text: str, *, dictionary: Mapping[str, str] = NO_WORDS, manner: Manner = STANDARD) -> str:
    """The text as plain words and . , ; : ? !, ready for an announcer or a voice. Speakable text stays as it is.

    `dictionary` holds an office's own readings (written -> spoken), applied before all rules; `manner` is how the region says numbers.
    """
    lines = _round(say_dictionary(NO_NUMBER.sub(r"\g<0> ", nfc(text)), dictionary)).split("\n")
    said = "\n".join(filter(None, map(_settled, lines)))
    said = in_manner(said, manner)
    return said[:1].upper() + said[1:] if _begins_with_capital(text) else said


def _begins_with_capital(text: str) -> bool:
    return next((c for c in text if c.isalnum()), "").isupper()


def _settled(line: str) -> str:
    """The line after as many rounds as it needs: mostly none, because nothing in it concerns any rule."""
    for _ in range(ROUNDS - 1):
        if not CONCERNS_A_RULE.search(line) and WATCHED.isdisjoint(WORD.findall(line)):
            break
        before, line = line, _round(line)
        if line == before:
            break
    return line


DIGIT = re.compile(r"\d")
WORD = re.compile(r"\w+")
# A sign, a digit, a letter that stands alone, capitals in a row; and the words of the tables.
CONCERNS_A_RULE = re.compile(r"[^\w\s.,;:?!]|[\d_\t]|(?<!\w)[a-xzđA-ZĐ](?!\w)|(?<!\w)[A-ZĐ]\w*[A-ZĐ]|\.[^\s]")
WATCHED = KEYS | {word for key in FOREIGN for first in (key.split()[0],) for word in (first, first.upper(), first.capitalize())}


def _round(text: str) -> str:
    digits_left = True
    for rule, needs_digits in RULES:
        digits_left = digits_left and bool(DIGIT.search(text))
        if digits_left or not needs_digits:
            text = rule(text)
    return text
