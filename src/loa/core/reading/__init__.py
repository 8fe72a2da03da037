"""Reading official Vietnamese letters: `read_letter(text)` gives a `Letter` with values, evidence and requests."""

from loa.core.reading.clause import Clause, Due, requests_in
from loa.core.reading.letter import Annex, Citation, Copy, Evidence, Letter, Signer
from loa.core.reading.likeness import is_vietnamese, looks_official
from loa.core.reading.reader import read_letter

__all__ = [
    "Annex", "Citation", "Clause", "Copy", "Due", "Evidence", "Letter", "Signer", "is_vietnamese", "looks_official", "read_letter",
    "requests_in",
]  # fmt: skip
