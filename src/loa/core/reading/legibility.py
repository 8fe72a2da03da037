"""How well a text came through a scan: syllables that Vietnamese cannot spell are letters that were misread."""

import re
from collections import Counter
from itertools import pairwise

from loa.core.reading.page import CAPITALS, Page, fold
from loa.core.reading.tables.noise import FOREIGN, MEASURES

SYLLABLE = re.compile(r"(?<![\w.@/&-])[^\W\d_]+(?![\w@/&-]|\.\w)")
MIXED = re.compile(r"(?<![\w/.-])(?:[^\W\d_]{2,}\d[^\W\d_]+|\d+(?!(?:[hg]|c?m|km)\d)[^\W\d_]+\d+[^\W\d_]*)(?![\w/.-])")
ONSET = r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|nh?|ngh?|ph?|qu|r|s|th?|tr|v|x)?"
SHAPE = re.compile(
    ONSET
    + r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|ieu|iu|oa|oai|oao|oay|oe|oeo|oi|oo|ua|uai|uao|uay|ue|ueu|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|ye|yeu)(?:ch?|m|nh?|ng|p|t)?"
)
# a syllable that ends in a stop bears sắc or nặng; these vowels never stand without their hats and hooks
STOPPED = re.compile(r".*[aeiouyăâêôơư](?:ch|c|p|t)")
BARE_VOWELS = re.compile(r".*(?:ie|ye|uo)(?:m|n|ng|c|t|p|u|i)?|.*(?:uye)(?:n|t)?")
MARKED = re.compile(r"[ảãạằắẳẵặầấẩẫậẻẽẹềếểễệỉĩịỏõọồốổỗộờớởỡợủũụừứửữựỷỹỵ]")
MISREAD_CAPITAL = re.compile(r"[" + CAPITALS + r"]l[" + CAPITALS + r"]")
STRAY = re.compile(r"(?:^|(?<=\s))[.,'](?=[^\W_]{2})|\b(?:nam(?=\s+(?:19|20)\d{2}\b)|(?:thang|ngay)(?=\s+\d))|(?<=đợt )l(?=[/ ])")
TONED = re.compile(r"[áắấéếíóốớúứýạặậẹệịọộợụựỵ]")
HATTED = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
WORDS_LOOKED_AT = 4_000
PAIRS_NEEDED = 8
BORROWED = frozenset(fold(word) for word in (*FOREIGN, *MEASURES))


def misspelt(words: str) -> int:
    """How many of its words no Vietnamese can have written so."""
    return sum(impossible(found[0]) for found in SYLLABLE.finditer(words)) + len(MIXED.findall(words)) + len(STRAY.findall(words))


def impossible(word: str) -> bool:
    """No syllable, or one without the tone or the hat it must bear. Abbreviations, foreign and very short words are let pass."""
    if MISREAD_CAPITAL.search(word):
        return True
    if len(word) < 2 or (any(c.isupper() for c in word[1:]) and not word.isupper()):
        return False
    small = word.lower()
    bare = fold(small)
    if bare in BORROWED or any(c in bare for c in "fjwz"):
        return False
    if SHAPE.fullmatch(bare) is None:
        # an abbreviation or a name may be of any shape, but for those with Vietnamese marks
        return word.islower() or (MARKED.search(small) is not None and not bare.endswith("k") and not word.isupper())
    if word.isupper() and len(word) < 5:
        return False
    return (STOPPED.fullmatch(small) is not None and not TONED.search(small)) or (
        HATTED.search(small) is None and BARE_VOWELS.fullmatch(bare) is not None
    )


def disagreements(page: Page) -> float:
    """The share of word pairs met again that are spelt in several ways ("địa bàn", "dịa bàn"), 0..1; of a few pairs it says nothing."""
    spelt: dict[str, Counter[str]] = {}
    for line in page.lines(0, WORDS_LOOKED_AT * 8):
        for left, right in pairwise(SYLLABLE.finditer(page.raw, *line)):
            pair = f"{page.bare[slice(*left.span())]} {page.bare[slice(*right.span())]}"
            spelt.setdefault(pair, Counter())[f"{left[0]} {right[0]}".lower()] += 1
    again = [ways for ways in spelt.values() if ways.total() > 1]
    return sum(len(ways) > 1 for ways in again) / len(again) if len(again) >= PAIRS_NEEDED else 0.0


def noise_of(text: str) -> float:
    """The share of misspelt words, 0..1."""
    words = SYLLABLE.findall(text[: WORDS_LOOKED_AT * 8])
    return (misspelt(text[: WORDS_LOOKED_AT * 8])) / max(len(words), 1)
