"""Capitals written as running text: "TỈNH ĐẮK LẮK" -> "tỉnh Đắk Lắk", by tables and by how the letter itself writes the words."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from loa.core.reading.page import Page, fold, written_in_capitals
from loa.core.reading.tables.offices import CENTRAL, FIELDS_OF_WORK, LOCAL, OFFICE_OPENINGS, SPELT_OUT
from loa.core.reading.tables.places import CITIES, CITIES_SINCE_2025, LEVELS, PROVINCES

SCHOOL = re.compile(r"((?:tiểu học|trung học cơ sở|trung học phổ thông|thcs|thpt|mầm non|mẫu giáo)\s+)(?!và\b)(\S.*)$", re.IGNORECASE)
SHORTENED = re.compile(r"\b[bcdđghklmnpqrstvx]{3,}\b", re.IGNORECASE)  # PCCC, CNCH: no vowel, no word
DOUBLED_LEVEL = re.compile(r"\b(" + "|".join(LEVELS) + r")\s+(?=\1\s)", re.IGNORECASE)  # "HỘI LHPN XÃ / XÃ SÔNG MÃ"
CHAIR = re.compile(r"CHỦ TỊCH\s+(?=\S)")
ROMAN = re.compile(r"[IVX]+")
MARKS = ",.;:()\"'“”"
WORD = re.compile(r"[^\W\d_]+(?:[-&/][^\W_]+)*|\d+|[^\w\s]")

OPENINGS_LONGEST = tuple(sorted(OFFICE_OPENINGS, key=len, reverse=True))
LEVEL = re.compile(r"\b(?:" + "|".join(LEVELS) + r")\s+(?!ủy\b|uỷ\b|hội\b)")
LEVEL_AND_PLACE = re.compile(r"(?<=\s)((?:" + "|".join(LEVELS) + r")\s+)(?!ủy\b|hội\b)(\S.*)$", re.IGNORECASE)
SMALL = re.compile(r"(?<=\s)(?:và|của|trực thuộc|về|các|với|" + "|".join(LEVELS) + r")(?=\s|$)(?! (?:ủy|hội)\b)", re.IGNORECASE)


@cache
def known_names(*, fields: bool) -> tuple[tuple[str, str], ...]:
    """(lower case, as written) of the names of the tables, longest first; fields of work only where an agency is being named."""
    names = {
        *CITIES,
        *CITIES_SINCE_2025,
        *PROVINCES,
        *CENTRAL.values(),
        *LOCAL.values(),
        "COVID-19",
        "Việt Nam",
        *(FIELDS_OF_WORK if fields else ()),
    }
    return tuple(sorted(((n.lower(), n) for n in names), key=lambda pair: -len(pair[0])))


def apply_names(words: str, *, fields: bool) -> str:
    """Write the names of the tables as they are written."""
    lowered = words.lower()
    for low, name in known_names(fields=fields):
        at = lowered.find(low)
        while at >= 0:
            end = at + len(low)
            if (at == 0 or not lowered[at - 1].isalpha()) and (end == len(lowered) or not lowered[end].isalpha()):
                words = words[:at] + name + words[end:]
            at = lowered.find(low, end)
    return words


def office_name(words: str, page: Page) -> str:
    """A letterhead in capitals as a name: as the body writes it, else opening and levels by the tables, fields of work too, places with capitals."""
    words = DOUBLED_LEVEL.sub("", spell_out(" ".join(words.split())))
    if not written_in_capitals(words):
        return words
    if (chair := CHAIR.match(words)) and not fold(words).endswith("nuoc"):
        return f"Chủ tịch {office_name(words[chair.end() :], page)}"
    opening = next((o for o in OPENINGS_LONGEST if f"{fold(words)} ".startswith(f"{fold(o)} ")), "")
    rest = words[len(opening) :]
    as_said = written_in_body(words, page)
    if as_said:
        return opening + as_said[len(opening) :]
    out = opening + (
        title_case(rest)
        if LEVEL.search(rest.lower()) or not opening or fold(opening).endswith(" uy")
        else rest.lower().replace(rest.lower().strip(), rest.strip().capitalize())
    )
    out = SCHOOL.sub(lambda m: m[1] + title_case(m[2]), out)
    out = SMALL.sub(lambda m: m[0].lower(), out)
    out = SHORTENED.sub(lambda m: m[0].upper(), out)
    return apply_names(place_after_level(out), fields=True)


def written_in_body(words: str, page: Page) -> str | None:
    """The same words elsewhere in the letter, not in capitals there; of several ways the one with the most capitals."""
    pattern = re.compile(r"\b" + r"\s+".join(re.escape(w) for w in fold(words).split()) + r"\b")
    said = [page.said(found.span()) for found in pattern.finditer(page.bare)]
    running = [s for s in said if s[:1].isupper() and not written_in_capitals(s)]
    return max(running, key=lambda s: sum(c.isupper() for c in s), default=None)


def place_after_level(name: str) -> str:
    """ "huyện mù cang chải" -> "huyện Mù Cang Chải"."""
    return LEVEL_AND_PLACE.sub(lambda m: m[1].lower() + title_case(m[2]), name)


def spell_out(words: str) -> str:
    """UBND -> Ủy ban nhân dân, TP. -> thành phố; capitals stay capitals."""
    upper = written_in_capitals(words)
    for short, full in SPELT_OUT.items():
        words = re.sub(rf"(?<![\w&]){re.escape(short)}(?![\w&])", full.upper() if upper else full, words)
    words = re.sub(r"(?<!\w)TP\.?\s*(?=[A-ZĐ])", "THÀNH PHỐ " if upper else "thành phố ", words)
    return re.sub(r"THÀNH PHỐ HCM\b", "THÀNH PHỐ HỒ CHÍ MINH", words)


def title_case(words: str) -> str:
    """Each syllable with a capital."""
    return WORD.sub(lambda m: m[0].capitalize(), words)


def running_case(words: str, page: Page) -> str:
    """A subject in capitals as a sentence; a word that the letter writes with a capital after the same word keeps it."""
    if not written_in_capitals(words):
        head = " ".join(leading_capitals(words))
        return f"{running_case(head, page)}{words[len(head) :]}" if head else words
    votes = casing_votes(page)
    cased: list[str] = []
    for before, token in pairwise(["", *words.split()]):
        core = token.strip(MARKS).lower()
        best = votes.get((before.strip(MARKS).lower(), core))
        as_printed = any(c.isdigit() for c in token) or ROMAN.fullmatch(token) is not None
        cased.append(token.lower().replace(core, best) if best and core else (token if as_printed else token.lower()))
    sentence = apply_names(" ".join(cased), fields=False)
    return sentence[:1].upper() + sentence[1:]


def leading_capitals(words: str) -> list[str]:
    """The first words of a title that turns from capitals to running text; fewer than three are a name."""
    found = words.split()
    upper = next((at for at, word in enumerate(found) if not word.isupper()), len(found))
    return found[:upper] if upper >= 3 else []


def casing_votes(page: Page) -> dict[tuple[str, str], str]:
    """For a word after another one, inside a sentence of the letter: how it is mostly written."""
    tally: dict[tuple[str, str], Counter[str]] = {}
    for left, right in pairwise(page.text[:60_000].split()):
        word = right.strip(MARKS)
        if word and left[-1] not in ".;:!?-" and not (word.isupper() and not any(c.islower() for c in left)):
            tally.setdefault((left.strip(MARKS).lower(), word.lower()), Counter())[word] += 1
    return {pair: count.most_common(1)[0][0] for pair, count in tally.items()}
