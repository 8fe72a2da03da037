"""Sentences: the unit that is voiced once and shared. Splits written Vietnamese, as officials type it, or speakable text."""

import re

# A full stop after these belongs to the abbreviation. Compared with the last word before the stop, capitals and all.
NO_END_AFTER: frozenset[str] = frozenset((
    "TP", "Tp", "tp", "TX", "Tx", "TT", "Q", "P", "H", "X", "Đ", "T", "KP", "TDP", "Bs", "BS", "TS", "Ts", "ThS", "GS", "PGS", "CN",
    "KS", "LS", "Ths", "Ô", "B", "A", "C", "Đ/c", "đ/c", "Đc", "đc", "ĐC", "TM", "KT", "TL", "TUQ", "Mr", "Mrs", "Dr", "St", "No", "tr",
    "Tr", "Số", "ĐT", "đt", "Đt", "Tel", "SĐT", "NXB", "TTXVN", "T.Ư",
))  # fmt: skip
# A mark that may end a sentence, with the quotes and brackets that close it, before white space.
MARK = re.compile(r"(?:[.!?…]+[\"”’»)\]]*)(?=\s)")
OPENS = re.compile(r"\s+[\"“‘«(\[\-–+•]*\s*[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ0-9]")
LIST_MARK = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)]")
LAST_WORD = re.compile(r"([\w./]+)$")


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, white space at their ends removed; put together they are the text, white space apart.

    A line break ends a sentence. A full stop does where a capital, a digit or a list mark follows and no abbreviation ("TP.", "BS.")
    or number of a list ("1.") stands before it. "17.000", "v.v. để" and "12.7.2021" hold no end.
    """
    return tuple(piece for line in text.splitlines() for piece in _of_line(line.strip()))


def _of_line(line: str) -> list[str]:
    pieces, start = [], 0
    for mark in MARK.finditer(line):
        if not OPENS.match(line, mark.end()) or not _ends(line[start : mark.start()], mark.group()):
            continue
        pieces.append(line[start : mark.end()].strip())
        start = mark.end()
    return [piece for piece in [*pieces, line[start:].strip()] if piece]


def _ends(sentence: str, mark: str) -> bool:
    if mark != ".":
        return True
    if LIST_MARK.fullmatch(sentence + "."):
        return False
    found = LAST_WORD.search(sentence)
    return not found or found.group(1) not in NO_END_AFTER
