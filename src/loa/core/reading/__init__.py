"""Reading official Vietnamese letters: `read_letter(text)` gives a `Letter` with values, evidence and requests."""

from loa.core.reading.letter import Citation, Clause, Copy, Evidence, Letter
from loa.core.reading.likeness import is_vietnamese, looks_official
from loa.core.reading.reader import read_letter

__all__ = ["Citation", "Clause", "Copy", "Evidence", "Letter", "is_vietnamese", "looks_official", "read_letter"]
