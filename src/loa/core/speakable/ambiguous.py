"""Places where a text can be read in more than one way, for the editor to decide. What the words beside it decide is not listed."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from loa.core.folding import nfc
from loa.core.speakable.contacts import CALLED, CODED
from loa.core.speakable.context import NEAR, after, before, word_before
from loa.core.speakable.dates import SHORT_DAY, is_evident
from loa.core.speakable.manner import STANDARD, Manner
from loa.core.speakable.names import TOKEN, by_what_stands_beside
from loa.core.speakable.numbers import cardinal, digits, month, ordinal
from loa.core.speakable.papers import DOTTED_PLACES
from loa.core.speakable.say import NO_WORDS, speakable
from loa.core.speakable.tables.abbreviations import ABBREVIATIONS
from loa.core.speakable.tables.doubts import DOUBTS
from loa.core.words import vi

WHY_ABBREVIATION = vi("Chữ viết tắt có nhiều nghĩa")
WHY_DATE_OR_SHARE = vi("Có thể là ngày, phân số hoặc tỷ số")
WHY_DECIMAL = vi("Dấu chấm có thể là dấu thập phân")
WHY_WEEKDAY_OR_MONTH = vi("Có thể là thứ trong tuần hoặc là tháng")
WHY_CODE_OR_COUNT = vi("Có thể là số điện thoại, mã số hoặc một số đếm")


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A place in the text: where it stands, what is written, how it is said now, what else it may be, and why it is doubtful."""

    start: int
    end: int
    written: str
    said: str
    alternatives: tuple[str, ...]
    why: str


# What may be doubtful, the readings it may have, and why.
Doubt = tuple[re.Match[str], tuple[str, ...], str]
MOST_PARTS = 10
# A text is compared sentence by sentence, and no farther than the rules look.
LAST_SENTENCE = re.compile(r"\n|(?<=[.!?;])\s")
DECIMAL = re.compile(r"(?<![\w/.,])(\d{1,3})\.(\d{1,2})(?![\w.,/]\d|\w|\s?[%°])")
WEEKDAY = re.compile(r"(?<!\w)T([2-7])(?![\w/&])(?!\s*[-,]\s*(?:T[2-7]|CN))")
DAY_BESIDE = re.compile(
    r"(?:[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa|[Đđ]êm|[Tt]hứ|(?:h|g|giờ|:)\s?(?:\d\d)?(?:\s?phút)?|ngày|T[2-7]|CN)\s*(?:-|,|và|&)?\s*$"
)
DAY_AFTER = re.compile(r"\s*[,(]?\s*(?:ngày\s+)?\d|\s+(?:hằng|hàng|tuần)|\s*(?:&|và|,)\s*(?:T[2-7]|CN)(?!\w)")
COUNT_OR_CODE = re.compile(r"(?<![\w/.,\-])(11[1-5]|\d{6,8})(?![\w/.,\-]\d|\w|[/%])(?=\s*(?:[;.,)]|$))")


def _is_weekday(match: re.Match[str]) -> bool:
    return bool(DAY_BESIDE.search(before(match)) or DAY_AFTER.match(after(match)))


def _abbreviations(text: str) -> Iterator[Doubt]:
    for match in TOKEN.finditer(text):
        written = match.group()
        meanings = DOUBTS.get(written)
        if not meanings or (written == "CN" and _is_weekday(match)):
            continue
        said, is_sure = by_what_stands_beside(match, written)
        if not is_sure and match.string[match.end() : match.end() + 1] != ".":
            first = said or ABBREVIATIONS.get(written)
            yield match, tuple(dict.fromkeys((*((first,) if first else ()), *meanings))), WHY_ABBREVIATION


def _days_and_shares(text: str) -> Iterator[Doubt]:
    for match in SHORT_DAY.finditer(text):
        if is_evident(match):
            continue
        top, whole = int(match[1]), int(match[2])
        share = (f"{cardinal(top)} phần {ordinal(whole)}",) if top < whole <= MOST_PARTS else ()
        yield match, (f"ngày {cardinal(top)} tháng {month(whole)}", *share, f"{cardinal(top)} trên {cardinal(whole)}"), WHY_DATE_OR_SHARE


def _decimals(text: str) -> Iterator[Doubt]:
    for match in DECIMAL.finditer(text):
        if word_before(match) in DOTTED_PLACES:
            continue
        whole, part = cardinal(int(match[1])), match[2]
        tail = digits(part) if part[0] == "0" else cardinal(int(part))
        yield match, (f"{whole} chấm {tail}", f"{whole} phẩy {tail}"), WHY_DECIMAL


def _weekdays(text: str) -> Iterator[Doubt]:
    for match in WEEKDAY.finditer(text):
        if not _is_weekday(match):
            number = int(match[1])
            yield match, (f"thứ {ordinal(number)}", f"tháng {month(number)}"), WHY_WEEKDAY_OR_MONTH


def _codes(text: str) -> Iterator[Doubt]:
    for match in COUNT_OR_CODE.finditer(text):
        if CALLED.search(before(match)) or CODED.search(before(match)):
            continue
        yield match, (cardinal(int(match[1])), digits(match[1])), WHY_CODE_OR_COUNT


FINDERS: tuple[Callable[[str], Iterator[Doubt]], ...] = (
    _abbreviations,
    _days_and_shares,
    _decimals,
    _weekdays,
    _codes,
)


def ambiguities(text: str, *, dictionary: Mapping[str, str] = NO_WORDS, manner: Manner = STANDARD) -> tuple[Ambiguity, ...]:
    """Where this text can be read otherwise, in its order; nothing that the dictionary already decides.

    A place counts as doubtful only if the reading now is one of those it may have: what the rules read in a third way was decided by what
    stands beside it.
    """
    text = nfc(text)
    found: list[Ambiguity] = []
    for finder in FINDERS:
        for match, readings, why in finder(text):
            if match.group() in dictionary:
                continue
            said = _said_here(text, match, readings, dictionary, manner)
            if said:
                others = tuple(reading for reading in readings if reading != said)
                found.append(Ambiguity(match.start(), match.end(), match.group(), said, others, why))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _said_here(text: str, match: re.Match[str], readings: tuple[str, ...], dictionary: Mapping[str, str], manner: Manner) -> str | None:
    """Which of the readings the sentence has now: the one that, written in, changes nothing."""
    ahead, behind = text[max(0, match.start() - NEAR) : match.start()], text[match.end() : match.end() + NEAR]
    begin = match.start() - len(LAST_SENTENCE.split(ahead)[-1])
    line = text[begin : match.end() + len(LAST_SENTENCE.split(behind)[0])]
    at, past = match.start() - begin, match.end() - begin
    whole = speakable(line, dictionary=dictionary, manner=manner).casefold()
    for reading in readings:
        if speakable(f"{line[:at]}{reading}{line[past:]}", dictionary=dictionary, manner=manner).casefold() == whole:
            return reading
    return None
