"""Text as it is kept and as it is searched."""

import unicodedata


def nfc(text: str) -> str:
    """The one form in which text is kept: Unicode NFC."""
    return unicodedata.normalize("NFC", text)


def without_marks(text: str) -> str:
    """The text without diacritics, đ as d, Đ as D: "Phường Bạch Mai" gives "Phuong Bach Mai"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def search_key(text: str) -> str:
    """Folded for search: no diacritics, đ as d, lower case, single spaces. "Phường Bạch Mai" gives "phuong bach mai"."""
    return " ".join(without_marks(text.casefold()).split())


def lower_first(text: str) -> str:
    """The text with a small first letter, to stand inside a sentence."""
    return text[:1].lower() + text[1:]
