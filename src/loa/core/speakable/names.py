"""Abbreviations, foreign names, and letters that nothing else explains."""

import re
from collections.abc import Mapping

from loa.core.speakable.tables.abbreviations import ABBREVIATIONS
from loa.core.speakable.tables.contexts import CONTEXTS
from loa.core.speakable.tables.foreign import FOREIGN
from loa.core.speakable.tables.letters import LETTERS

CONTEXT_KEYS = frozenset(line[0] for line in CONTEXTS)
COMPILED = {
    key: [(re.compile(f"(?:{ahead})$") if ahead else None, re.compile(behind), said) for k, ahead, behind, said in CONTEXTS if k == key]
    for key in CONTEXT_KEYS
}
TOKEN = re.compile(r"(?<![\w.])(?:T\.Ư|TP\.HCM|TP\.HN)(?!\w)|(?<![\w])[^\W\d_]+(?:[&/\-][^\W\d_]+)*(?:(?<=\bk)0)?")
SEVERAL_WORDS = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(key) for key in sorted(FOREIGN, key=len, reverse=True) if not key.isalpha()) + r")(?!\w)",
    re.IGNORECASE,
)
ASCII_WORD = re.compile(r"[A-Za-z]{2,}(?!\w)")
# Codes of a few letters and a number that have their own reading.
NUMBERED = re.compile(r"(?<![\w])(?:([2-9])(?:K|(?<=[Đđ]iệp \d)k|(?<=hiện \d)k)|(F)(\d)|([2-5])G)(?![\w])")
# A Vietnamese syllable: onset, vowels, ending. What does not fit is spelled.
SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]{1,3}(?:ch|nh|ng|[cmnpt])?",
    re.IGNORECASE,
)
SPELLED_LETTERS = 8


def say_dictionary(text: str, dictionary: Mapping[str, str]) -> str:
    """An office's own readings, before anything else; longest first, whole words."""
    if not dictionary:
        return text
    keys = "|".join(re.escape(key) for key in sorted(dictionary, key=len, reverse=True) if key)
    return re.sub(rf"(?<!\w)(?:{keys})(?!\w)", lambda m: dictionary[m.group()], text) if keys else text


def say_foreign(text: str) -> str:
    """Names and borrowed words from the table: those of several words or with a hyphen first."""
    return ASCII_WORD.sub(_foreign, SEVERAL_WORDS.sub(lambda m: FOREIGN[m.group().casefold()], text))


def _foreign(match: re.Match[str]) -> str:
    word = match.group()
    said = FOREIGN.get(word) or FOREIGN.get(word.casefold())
    if said is None or match.string[match.start() - 1 : match.start()].isalnum():
        return word
    return said


def say_abbreviations(text: str) -> str:
    """Abbreviations: whole first, then by parts; by context where the table asks for it."""
    text = NUMBERED.sub(_numbered, text)
    return re.sub(r"(?<=\w)\.(?=(?:Hà Nội|Hồ Chí Minh|HCM)\b)", ". ", TOKEN.sub(_token, text))


def _numbered(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]} ca"
    if match[2]:
        return f"ép {match[3]}"
    return f"{match[4]} gờ"


def _token(match: re.Match[str]) -> str:
    token = match.group()
    if token in CONTEXT_KEYS and match.string[match.end() : match.end() + 1].isdigit():
        said = _by_context(match, token)
        return f"{said} " if said != token else token
    if match.string[match.end() : match.end() + 1].isdigit():
        return token
    said = _said(match, token)
    if (
        said[:1].islower()
        and token[:1].isupper()
        and said != token
        and re.search(r"(?:^|[.!?]\s|\n)$", match.string[max(0, match.start() - 2) : match.start()])
    ):
        return said[0].upper() + said[1:]
    return said


def _said(match: re.Match[str], token: str) -> str:
    if token in ABBREVIATIONS and token not in CONTEXT_KEYS:
        return ABBREVIATIONS[token] + _gap(match)
    if token in CONTEXT_KEYS:
        return _by_context(match, token)
    for separator in ("-", "/", "&"):
        if separator in token:
            return _by_parts(token, separator)
    return token


def _gap(match: re.Match[str]) -> str:
    """A full stop that belonged to the abbreviation falls away before a name or a number."""
    behind = DOTTED_ON if match.group() in TITLES else TOUCHING
    return _DOT if behind.match(match.string, match.end()) else ""


_DOT = "\x00"
TOUCHING = re.compile(r"\.\w")
DOTTED_ON = re.compile(r"\.[ ]?\w")
# Only these carry a full stop of their own before a space; after any other it ends the sentence.
TITLES = frozenset(
    [
        "TP",
        "Tp",
        "tp",
        "TX",
        "P",
        "p",
        "Q",
        "q",
        "H",
        "X",
        "TT",
        "TS",
        "Ths",
        "ThS",
        "GS",
        "PGS",
        "BS",
        "bs",
        "KP",
        "KT",
        "TM",
        "TL",
        "TUQ",
        "Đ",
        "Ô",
        "ô",
        "b",
        "a",
        "c",
        "ĐT",
        "SĐT",
        "Tel",
        "đ/c",
        "Đ/c",
    ]
)


def _by_context(match: re.Match[str], token: str) -> str:
    ahead = match.string[max(0, match.start() - 24) : match.start()]
    behind = match.string[match.end() : match.end() + 24]
    for before, after, said in COMPILED[token]:
        if (before is None or before.search(ahead)) and after.match(behind):
            return said + _gap(match)
    return ABBREVIATIONS.get(token, token)


def _by_parts(token: str, separator: str) -> str:
    parts = token.split(separator)
    if not any(part in ABBREVIATIONS or part in CONTEXT_KEYS for part in parts):
        return token
    said = [ABBREVIATIONS.get(part) or _alone(part) for part in parts]
    glue = {"-": " - ", "/": ", ", "&": " và "}[separator]
    return glue.join(said)


def _alone(part: str) -> str:
    if part not in CONTEXT_KEYS:
        return part
    return next((said for before, after, said in COMPILED[part] if before is None and not after.pattern), part)


def dropped_dots(text: str) -> str:
    """Take away the full stops that belonged to abbreviations."""
    return re.sub(_DOT + r"\.?\s?", " ", text)


def say_letters(text: str) -> str:
    """Capitals that no table knows and no Vietnamese mouth can say as a word: letter by letter."""
    return re.sub(r"(?<![\w])[A-ZĐ][A-ZĐa-zđ]*[A-ZĐ]\w*(?![\w])|(?<![\w])[B-DF-HJ-NP-TVWXZĐ](?![\w])", _spelled, text)


def _spelled(match: re.Match[str]) -> str:
    token = match.group()
    if len(token) > SPELLED_LETTERS or not all(c.lower() in LETTERS for c in token):
        return token
    if len(token) > 1 and SYLLABLE.fullmatch(token):
        return token
    return " ".join(LETTERS[c.lower()] for c in token)
