"""Text as it is kept and as it is searched."""

import unicodedata


def nfc(text: str) -> str:
    """The one form in which text is kept: Unicode NFC."""
    return unicodedata.normalize("NFC", text)


def search_key(text: str) -> str:
    """Folded for search: no diacritics, đ as d, lower case, single spaces. "Phường Bạch Mai" gives "phuong bach mai"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").split())


def lower_first(text: str) -> str:
    """The text with a small first letter, to stand inside a sentence."""
    return text[:1].lower() + text[1:]
