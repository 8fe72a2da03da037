"""Phones, hotlines, web and mail addresses."""

import re
from collections.abc import Iterator

from loa.core.speakable.context import before
from loa.core.speakable.numbers import cardinal, digits
from loa.core.speakable.tables.letters import LETTERS
from loa.core.speakable.tables.web import PARTS, WORDS

WEB = re.compile(
    r"(?P<scheme>https?://)?(?P<mail>[\w.+-]+@)?(?P<host>(?:[a-zA-Z0-9][\w-]*\.)+(?:vn|com|net|org|gov|edu|info|io|app)\b)(?::\d+)?(?P<path>/[^\s,;()]*[\w/])?",
    re.ASCII,
)
# Ten or eleven digits from 0 or +84, and the service numbers 1800, 1900, in the groups people write.
PHONE = re.compile(
    r"(?<![\w/.,])(?:(?:\(\+?\d{2,4}\)[\s.]?\d{2,4}|\+84|0\d{1,3})(?:[\s.\-]?\d{2,8}){1,4}|1[89]00[\s.]?\d{2,8}(?:[\s.]\d{2,4})?)(?![\w/])"
)
# Two numbers written with a slash between them.
EITHER = re.compile(r"(?<=\d{3})\s*/\s*(?=0\d{2,})")
PLATE = re.compile(r"(?<![\w.])(\d{2})([A-Z]{1,2}\d?)[\s\-](\d{3}\.\d{2}|\d{4,5})(?![\w.,]\d|\w)")
SHORT = re.compile(r"(?<![\w/.,\-])(1\d\d|1022|1080|1068|8\d{3}|\d{4}|\d{6,8})(?![\w/.,]\d|\w|[/%])")
# Numbers to call stand in lists: "gọi 113, 114 hoặc 115"; those before have perhaps been said already.
SAID_BEFORE = r"(?:(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|1\d\d|1022|hoặc|và|-|/)[\s,]+)*"
CALLED = re.compile(
    r"(?:gọi|tổng đài|liên hệ|cảnh sát|công an|cứu thương|PCCC|chữa cháy|báo ngay|báo cho|báo|cổng|qua số|đường dây nóng|hotline|nhắn tin|cấp cứu"
    r"|cứu hỏa|điện thoại|bấm|đầu số|máy)(?:\s+(?:đến|tới|số|ngay|theo|khẩn cấp|tin|miễn phí|hỗ trợ))*[\s:]*" + SAID_BEFORE + "$",
    re.IGNORECASE,
)
CODED = re.compile(
    r"(?:mã số(?: thuế)?|mã|số tài khoản|STK|CCCD|CMND|căn cước(?: công dân)?(?: số)?|chứng minh nhân dân(?: số)?|mã hồ sơ)[\s:]*$",
    re.IGNORECASE,
)
DATE = re.compile(r"\d{1,2}([.\-])\d{1,2}\1(?:19|20)\d\d")
EMERGENCY = frozenset({"111", "112", "113", "114", "115", "1022"})
FEWEST_DIGITS, MOST_DIGITS = 8, 13


def say_contacts(text: str) -> str:
    """Addresses first (they may hold digits), then phones digit by digit with a breath between groups."""
    if "." in text:
        text = WEB.sub(_web, text)
    text = PLATE.sub(_plate, EITHER.sub(", ", text))
    return SHORT.sub(_short, PHONE.sub(_phone, text))


def _plate(match: re.Match[str]) -> str:
    """A vehicle's plate: "29A-123.45"."""
    series = " ".join(digits(c) if c.isdigit() else LETTERS[c.lower()] for c in match[2])
    return f"{digits(match[1])} {series}, {digits(match[3])}"


def _phone(match: re.Match[str]) -> str:
    written = match.group()
    only = re.sub(r"\D", "", written)
    if DATE.fullmatch(written) or not FEWEST_DIGITS <= len(only) <= MOST_DIGITS or re.fullmatch(r"\d{1,3}(\.\d{3})+", written):
        return written
    groups = re.findall(r"\d+", written)
    if len(groups) == 1:
        groups = [only[:4], only[4:]] if len(only) <= 8 else [only[:4], only[4:7], only[7:]]
    plus = "cộng " if written.startswith(("+", "(+")) else ""
    return plus + ", ".join(digits(group) for group in groups)


def _short(match: re.Match[str]) -> str:
    before_it, number = before(match), match.group(1)
    if number in EMERGENCY or len(number) > 3:
        spoken = CALLED.search(before_it) or CODED.search(before_it)
        return digits(number) if spoken else number
    return digits(number) if CALLED.search(before_it) else number


def _web(match: re.Match[str]) -> str:
    mail = match["mail"]
    said = [_dotted(mail[:-1]) + " a còng"] if mail else []
    said.append(_dotted(match["host"].lower().removeprefix("www.")))
    said += ["gạch chéo " + _dotted(part) for part in (match["path"] or "").strip("/").split("/") if part]
    return " ".join(said)


def _dotted(text: str) -> str:
    return " chấm ".join(_hyphened(part) for part in text.split(".") if part)


def _hyphened(text: str) -> str:
    return " gạch ngang ".join(_segmented(part) for part in re.split(r"[-_?=&#%+~]", text) if part)


def _segmented(text: str) -> str:
    low = text.lower()
    labels = [low[at : at + LONGEST_LABEL] for at in range(0, len(low), LONGEST_LABEL)]
    return PARTS.get(low) or " ".join(word for label in labels for word in _words(label) if word)


# A syllable without marks, as in the names of wards: "bachmai" is "bach mai".
ONSET = r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
SYLLABLE = re.compile(ONSET + r"[aeiouy]{1,3}(?:ch(?=$|[^aeiouy])|nh(?=$|[^aeiouy])|ng(?=$|[^aeiouy])|[cmnpt](?=$|[^aeiouyh]|h[^aeiouy]))?")
SYLLABLES = re.compile(f"(?:{SYLLABLE.pattern})+")
# No part of a host name is longer; the search for words grows with the square.
LONGEST_LABEL = 63
LONGEST = max(map(len, WORDS))


def _words(text: str) -> Iterator[str]:
    """The fewest letters left over win; among equals the longest words."""
    best: list[tuple[int, int, list[str]]] = [(0, 0, [])]
    for end in range(1, len(text) + 1):
        left, count, words = best[end - 1]
        options = [(left + 1, count + 1, [*words, text[end - 1]])]
        for start in range(max(0, end - LONGEST), end):
            piece = text[start:end]
            if piece in WORDS:
                left, count, words = best[start]
                options.append((left, count + 1, [*words, WORDS[piece]]))
        best.append(min(options, key=lambda option: option[:2]))
    yield from _merged(best[-1][2])


def _merged(pieces: list[str]) -> Iterator[str]:
    """Digits that stand together as a number, single letters that can be read together as a word, else by name."""
    run = ""
    for piece in [*pieces, ""]:
        if len(piece) == 1 and (not run or piece.isdigit() == run[-1].isdigit()):
            run += piece
            continue
        yield from _run(run)
        run = piece if len(piece) == 1 else ""
        if len(piece) > 1:
            yield piece


def _run(run: str) -> Iterator[str]:
    if not run:
        return
    if run.isdigit():
        yield cardinal(int(run)) if len(run) <= 2 and run[0] != "0" else digits(run)
    elif len(run) > 3 and SYLLABLES.fullmatch(run):
        yield " ".join(SYLLABLE.findall(run))
    else:
        yield " ".join(LETTERS.get(letter, letter) for letter in run)
