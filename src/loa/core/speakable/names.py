"""Abbreviations, foreign names, and letters that nothing else explains."""

import re
import unicodedata
from collections.abc import Mapping

from loa.core.speakable.contacts import segmented
from loa.core.speakable.tables.abbreviations import ABBREVIATIONS
from loa.core.speakable.tables.contexts import CONTEXTS
from loa.core.speakable.tables.foreign import FOREIGN
from loa.core.speakable.tables.letters import CODE_LETTERS

CONTEXT_KEYS = frozenset(line[0] for line in CONTEXTS)
KEYS = CONTEXT_KEYS | frozenset(ABBREVIATIONS)
COMPILED = {
    key: [(re.compile(f"(?:{ahead})$") if ahead else None, re.compile(behind), said) for k, ahead, behind, said in CONTEXTS if k == key]
    for key in CONTEXT_KEYS
}
# Keys with a sign inside: "T.Ư", "VH,TT&DL".
SIGNED = "|".join(re.escape(key) for key in sorted(KEYS, key=len, reverse=True) if "." in key or "," in key)
TOKEN = re.compile(rf"(?<![\w.])(?:{SIGNED})(?!\w)|(?<![\w])" r"[^\W\d_]+(?:[&/\-][^\W\d_]+)*(?:(?<=\bk)0)?")
SEVERAL_WORDS = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(key).replace(r"\-", " ?- ?") for key in sorted(FOREIGN, key=len, reverse=True) if not key.isalpha())
    + r")(?!\w)",
    re.IGNORECASE,
)
ASCII_WORD = re.compile(r"[A-Za-z]{2,}(?!\w)")
# Codes of a few letters and a number that have their own reading.
NUMBERED = re.compile(r"(?<![\w])(?<!\d[.,])(?:([2-9])(?:K|(?<=[Đđ]iệp \d)k|(?<=hiện \d)k)|(F)(\d)|([2-5])G)(?![\w])")
LAST_WORD = re.compile(r"([^\W\d_]{2,})[ ,]+$")
UNIT_NAMED = re.compile(r"[ ]+(?:PHƯỜNG|XÃ|QUẬN|HUYỆN|THỊ|THÀNH|TỈNH)(?!\w)")
NEXT_WORD = re.compile(r"[ ,]+([^\W\d_]{2,})")
# Letters with dots: of a name that is not given in full, or of an abbreviation.
WRITTEN_WITH_DOTS = frozenset({"UBND", "HĐND", "MTTQ", "TPHCM", "TUQ", "CCCD", "BHYT", "THPT", "THCS"})
# "chị L. (sinh năm 1979)": the full stop ends no sentence.
INITIAL_OF = re.compile(
    r"(?<!\w)((?i:anh|chị|ông|bà|em|cháu|bé|cụ|bác|cô|chú|thầy|bị can|bị cáo|nhân|đối tượng|đồng chí|hai ông|tài xế|lái xe)\s+)((?:[A-ZĐ]\.\s?)*[A-ZĐ])\.(?=\s*[a-zà-ỹđ(,;)])"
)
INITIALS = re.compile(r"(?<![\w.])(?:[A-ZĐ](?:\.\s?[A-ZĐ]){2,}(?![\w])|[A-ZĐ]\.[A-ZĐ]\.\s?(?=[A-ZĐ][a-zà-ỹ]))")
# A Vietnamese syllable: onset, vowels, ending. What does not fit is spelled.
SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]{1,3}(?:ch|nh|ng|[cmnpt])?",
    re.IGNORECASE,
)
SPELLED_LETTERS = 8
# "UNGHO": what somebody types into a bank's form, without marks and blanks.
LONGEST_ACRONYM = 4
# Longer ones are no words; the search for syllables in them would grow without bound.
LONGEST_NAME = 24
UNMARKED_SYLLABLE = re.compile(
    r"(?:NGH|NG|GH|GI|KH|NH|PH|QU|TH|TR|CH|[BCDGHKLMNPRSTVX])?(?:[AEIOUY]{1,3}(?:CH|NH|NG|[CMNPT])(?![AEIOUY])|[AEIOUY]{1,3})"
)
UNMARKED = re.compile(rf"(?:{UNMARKED_SYLLABLE.pattern}){{2,}}")
# "EPoint", "VnMedia": words that a firm wrote together.
JOINED_WORDS = re.compile(r"(?:[A-Z][a-z]*)*[A-Z][a-z]{2,}(?:[A-Z][a-z]*)*", re.ASCII)
WORD_IN_NAME = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z]+|[A-Z]+")
VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
# Without marks; what no Vietnamese syllable has in its middle ("IIP", "UEA") is spelled.
NUCLEI = re.compile("[aeiouy]|a[iouy]|e[ou]|i[aeu]|o[aeio]|u[aeiouy]|y[ae]|ieu|oa[ioy]|oeo|ua[iy]|uo[iu]|uy[aeu]|yeu")
SHORTEST_NAME = 3
# Names that firms made up to be said: URENCO, VINAMILK.
COINED = re.compile(r"(?=.{5})(?!.*[^AEIOUY]{3})(?:[^AEIOUYĐ]{0,2}[AEIOUY]){2,}[^AEIOUYĐ]{0,2}")
OPEN_SYLLABLES = re.compile("(?:(?:[BCDGHKLMNPRSTVX]|[CKNT]H)?[AEIOUY]){2,}")


def say_dictionary(text: str, dictionary: Mapping[str, str]) -> str:
    """An office's own readings, before anything else; longest first, whole words."""
    if not dictionary:
        return text
    keys = "|".join(re.escape(key) for key in sorted(dictionary, key=len, reverse=True) if key)
    return re.sub(rf"(?<!\w)(?<!\d[/.,])(?:{keys})(?!\w|[/.,]\d)", lambda m: dictionary[m.group()], text) if keys else text


def say_foreign(text: str) -> str:
    """Names and borrowed words from the table: those of several words or with a hyphen first."""
    return ASCII_WORD.sub(
        _foreign, SEVERAL_WORDS.sub(lambda m: FOREIGN[m.group().casefold().replace(" - ", "-").replace("- ", "-").replace(" -", "-")], text)
    )


def _foreign(match: re.Match[str]) -> str:
    word = match.group()
    said = FOREIGN.get(word) or FOREIGN.get(word.casefold())
    if said is None or match.string[match.start() - 1 : match.start()].isalnum():
        return word
    return said


def say_abbreviations(text: str) -> str:
    """Abbreviations: whole first, then by parts; by context where the table asks for it."""
    text = INITIALS.sub(_initials, INITIAL_OF.sub(_one_initial, NUMBERED.sub(_numbered, text)))
    return re.sub(r"(?<=\w)\.(?=(?:Hà Nội|Hồ Chí Minh|HCM)\b)", ". ", TOKEN.sub(_token, text))


def _one_initial(match: re.Match[str]) -> str:
    """ "chị H.N.T. làm theo": the full stop belongs to the initials, no sentence ends."""
    return match[1] + " ".join(CODE_LETTERS.get(c.lower(), c) for c in re.findall(r"\w", match[2]))


def _initials(match: re.Match[str]) -> str:
    """ "N.V.H", "Đ.T.Lan": letters; "U.B.N.D" is an abbreviation with dots."""
    letters = re.sub(r"[.\s]", "", match.group())
    if letters in WRITTEN_WITH_DOTS:
        return letters + (" " if match.group().endswith(".") else "")
    return " ".join(CODE_LETTERS.get(c.lower(), c) for c in letters) + (" " if match.group().endswith(".") else "")


def _numbered(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]} ca"
    if match[2]:
        return f"ép {match[3]}"
    return f"{match[4]} gờ"


def _token(match: re.Match[str]) -> str:
    token = match.group()
    if (token not in KEYS and token.isalpha()) or (len(token) < SHORTEST_NAME and _among_capitals(match, token)):
        return token
    if token in CONTEXT_KEYS and match.string[match.end() : match.end() + 1].isdecimal():
        said = _by_context(match, token)
        return f"{said} " if said != token else token
    if match.string[match.end() : match.end() + 1].isdecimal():
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


def _among_capitals(match: re.Match[str], token: str) -> bool:
    """In "KHÁM DA LIỄU" the second word is a word like the others, no abbreviation."""
    if not token.isupper() or not SYLLABLE.fullmatch(token) or UNIT_NAMED.match(match.string, match.end()):
        return False
    beside = (LAST_WORD.search(match.string[max(0, match.start() - 24) : match.start()]), NEXT_WORD.match(match.string, match.end()))
    return any(word and word[1].isupper() and word[1] not in KEYS and bool(SYLLABLE.fullmatch(word[1])) for word in beside)


def _said(match: re.Match[str], token: str) -> str:
    if token in ABBREVIATIONS and token not in CONTEXT_KEYS:
        return ABBREVIATIONS[token] + _gap(match, "")
    if token in CONTEXT_KEYS:
        return _by_context(match, token)
    for separator in ("-", "/", "&"):
        if separator in token:
            return _by_parts(match, token, separator)
    return token


def _gap(match: re.Match[str], said: str) -> str:
    """A full stop that belonged to the abbreviation falls away before a name or a number."""
    behind = DOTTED_ON if match.group() in TITLES or said in {"cử nhân", "điều dưỡng"} else TOUCHING
    ends = not behind.match(match.string, match.end()) or OPENING.match(match.string, match.end())
    return "" if ends else _DOT


_DOT = "\x00"
TOUCHING = re.compile(r"\.\w")
DOTTED_ON = re.compile(r"\.[ ]?\w")
# "tại UBND P. Kính mời …": the full stop of an abbreviation that also ends the sentence.
OPENING = re.compile(
    r"\.\s+(?:Mời|Kính|Đề nghị|Yêu cầu|Các|Bà con|Nhân dân|Mọi|Xin|Thời gian|Địa điểm|Khi|Nếu|Từ|Trân|Chi tiết|Lưu ý|Hồ sơ|Người|Hộ|Những|Trong|Sau|Để)(?!\w)"
)
# "5 HS/lớp", "đ/tháng/HS": the slash of a rate.
RATED = re.compile(r"(?:\d\s?|/)$")
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
        "A",
        "B",
        "C",
        "E",
        "ô",
        "b",
        "a",
        "c",
        "ĐT",
        "SĐT",
        "Tel",
        "đ/c",
        "Đ/c",
        "KS",
        "Ms",
        "Mr",
        "Mrs",
        "Ks",
        "NSƯT",
        "NSND",
        "LS",
        "BSCKI",
        "BSCKII",
    ]
)


def _by_context(match: re.Match[str], token: str) -> str:
    said, _ = by_what_stands_beside(match, token)
    if said is None:
        said = ABBREVIATIONS.get(token)
    return token if said is None else said + _gap(match, said)


def by_what_stands_beside(match: re.Match[str], token: str) -> tuple[str | None, bool]:
    """The reading of the first line of `contexts` that fits, and whether anything beside the token spoke for it."""
    return _beside(match.string, match.start(), match.end(), token)


def _beside(text: str, start: int, end: int, token: str) -> tuple[str | None, bool]:
    ahead, behind = text[max(0, start - 24) : start], text[end : end + 24]
    for before, after, said in COMPILED.get(token, ()):
        if (before is None or before.search(ahead)) and after.match(behind):
            return said, before is not None or bool(after.pattern)
    return None, False


def _by_parts(match: re.Match[str], token: str, separator: str) -> str:
    parts = token.split(separator)
    if not any(part in ABBREVIATIONS or part in CONTEXT_KEYS for part in parts):
        return token
    said = [ABBREVIATIONS.get(part) or _alone(match, part) for part in parts]
    # The last of "cầu/ĐT.601" has the rest of the text beside it.
    if parts[-1] in CONTEXT_KEYS and match.string[match.end() : match.end() + 2].strip(" .").isdecimal():
        said[-1] = _beside(match.string, match.end() - len(parts[-1]), match.end(), parts[-1])[0] or said[-1]
        said[-1] += _DOT if match.string.startswith(".", match.end()) else ""
    in_a_rate = RATED.search(match.string, max(0, match.start() - 2), match.start())
    glue = {"-": " - ", "/": "/" if in_a_rate else ", ", "&": " và "}[separator]
    return glue.join(said)


def _alone(match: re.Match[str], part: str) -> str:
    if part not in CONTEXT_KEYS:
        inner = next((sign for sign in "-&" if sign in part), "")
        return _by_parts(match, part, inner) if inner else part
    return next((said for before, after, said in COMPILED[part] if before is None and not after.pattern), part)


def dropped_dots(text: str) -> str:
    """Take away the full stops that belonged to abbreviations."""
    return re.sub(_DOT + r"\.?\s?", " ", text)


def say_letters(text: str) -> str:
    """Capitals that no table knows and no Vietnamese mouth can say as a word: letter by letter."""
    return re.sub(
        r"(?<![\w])[a-z](?=[A-Z]{2,}(?!\w))[A-Z]+|(?<![\w])[A-ZĐÂÊÔƠƯĂ][A-ZĐa-zđÂÊÔƠƯĂ]*[A-ZĐÂÊÔƠƯĂ]\w*(?![\w])|(?<![\w])[B-DF-HJ-NP-TVWXZĐ](?![\w])",
        _spelled,
        text,
    )


def _can_be_said(token: str) -> bool:
    """A syllable, or a name made of open ones (a storm's: YAGI)."""
    if SYLLABLE.fullmatch(token):
        vowels = "".join(VOWEL.findall(unicodedata.normalize("NFD", token)))
        return bool(NUCLEI.fullmatch(vowels.casefold()))
    return len(token) > SHORTEST_NAME and bool(OPEN_SYLLABLES.fullmatch(token) or COINED.fullmatch(token))


def _is_code(match: re.Match[str], token: str) -> bool:
    """Two capitals among small letters ("số IP", "IM Japan") are letters; among capitals they are a word."""
    beside = (LAST_WORD.search(match.string[max(0, match.start() - 24) : match.start()]), NEXT_WORD.match(match.string, match.end()))
    return len(token) == len("IP") and token.isascii() and not any(word and word[1].isupper() for word in beside)


def _spelled(match: re.Match[str]) -> str:
    token = match.group()
    if len(token) <= LONGEST_NAME and JOINED_WORDS.fullmatch(token):
        return " ".join(CODE_LETTERS[part.lower()] if len(part) == 1 else part for part in WORD_IN_NAME.findall(token))
    if LONGEST_ACRONYM < len(token) <= LONGEST_NAME and UNMARKED.fullmatch(token) and not COINED.fullmatch(token):
        return segmented(token)
    if len(token) > SPELLED_LETTERS or not all(c.lower() in CODE_LETTERS for c in token):
        return token
    if len(token) > 1 and _can_be_said(token) and not _is_code(match, token):
        return token
    return " ".join(CODE_LETTERS[c.lower()] for c in token)
