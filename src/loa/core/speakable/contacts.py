"""Phones, hotlines, web and mail addresses."""

import re
from collections.abc import Iterator

from loa.core.folding import without_marks
from loa.core.speakable.context import after, before
from loa.core.speakable.numbers import cardinal, digits, number
from loa.core.speakable.tables.communes import COMMUNES
from loa.core.speakable.tables.letters import CODE_LETTERS, LETTERS
from loa.core.speakable.tables.places import PLACES
from loa.core.speakable.tables.web import PARTS, WORDS

WEB = re.compile(
    r"(?<![\w\u00c0-\u1ef9])(?P<scheme>https?://)?(?P<mail>[\w.+-]+@)?(?P<host>(?:[a-zA-Z0-9][\w-]*\.)+(?:vn|com|net|org|gov|edu|info|io|app|ly|me|asia|biz|tv|cc|xyz|top|club|site|online|shop|link|gl|page|int)\b(?![\u00c0-\u1ef9]))(?::\d+)?(?P<path>/[^\s,;()]*[\w/])?",
    re.ASCII,
)
# Ten or eleven digits from 0 or +84, and the service numbers 1800, 1900, in the groups people write.
PHONE = re.compile(
    r"(?<![\w/.,])(?:(?:\(\+?\d{2,4}\)[\s.]?(?:\d[\s.])?\d{2,4}|\+84|0\d{1,3})(?:[\s.\-]\d(?=[\s.]\d{3}))?(?:[\s.\-]?\d{2,8}){1,4}|1[89]00[\s.]?\d{2,8}(?:[\s.]\d{2,4})?)(?![\w/])"
)
# Two numbers written with a slash between them.
EITHER = re.compile(r"(?<=\d{3})\s*/\s*(?=0\d{2,})")
# "điện thoại 3.8556169"
LANDLINE = re.compile(r"(?<![\w.,/])([2-9])[. ](\d{3}(?=[. ]?\d{4})|\d{4}(?=[. ]\d{3}))[. ]?(\d{3,4})(?![\w/]|[.,]\d)")
AFTER_LANDLINE = re.compile(r"\d{3,4}\s*(?:hoặc|,|;|/|-|và)\s*$")
# "#PhuongBachMai": words without marks and blanks, as in addresses
HASHTAG = re.compile(r"#([A-Za-z]\w*)", re.ASCII)
MARKED_HASHTAG = re.compile(r"#([^\W\d_]\w*)")
# Seeds by number ("OM 5451"), "NA-93219-TS", a fishing boat; "DN4 37 37 0123456789", a card of health insurance
ABROAD = re.compile(r"(?<![\w.,])\+(\d{1,4})(?!\d|[.,]\d)")
VARIETY = re.compile(r"(?<!\w)(OM|IR)[ ]?(\d{3,5})(?!\w|[.,]\d)")
BOAT = re.compile(r"(?<!\w)([A-ZĐ]{2,3})[- ]?(\d{4,5})[- ]?(TS)(?!\w)")
CARD = re.compile(r"(?<!\w)([A-Z]{2}) ?(\d) ?(\d{2}) ?(\d{2}) ?(\d{3} ?\d{3} ?\d{4}|\d{10})(?!\w)")
PLATE = re.compile(r"(?<![\w.])(\d{2})[ \-]?([A-ZĐ]{1,2}\d?)[ \-.]{0,3}(\d{3}\.\d{2}|\d{4,5})(?![\w.,]\d|\w)")
# A place on a road: "Km12+300", "Km 15+200 - Km 18".
CHAINAGE = re.compile(
    r"(?<!\w)(?:Km|KM|(?:km|K)(?=\s?\d+\s?\+))\s?(\d+)(?:\s?\+\s?(\d+)m?)?(?!\w|[.,]\d|\s?%)(?:\s*-\s*(?=[Kk][Mm]?\s?\d))?"
)
SHORT = re.compile(r"(?<![\w/.,\-])(1\d\d|1022|1080|1068|8\d{3}|\d{4}|\d{6,8})(?![\w/.,]\d|\w|[/%])")
# Numbers to call stand in lists: "gọi 113, 114 hoặc 115"; those before have perhaps been said already.
SAID_BEFORE = r"(?:(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|1\d\d|1022|hoặc|và|-|/)[\s,]+)*"
CALLED = re.compile(
    r"(?:gọi|báo cháy|tổng đài|liên hệ|cảnh sát|công an|cứu thương|PCCC|chữa cháy|báo ngay|báo cho|báo|cổng|qua số|đường dây nóng|hotline|nhắn tin|cấp cứu"
    r"|cứu hỏa|điện thoại|ĐT|SĐT|lh|bấm|đầu số|máy|máy lẻ|số lẻ|nhánh)(?:\s+(?:đến|tới|số|ngay|theo|khẩn cấp|tin|miễn phí|hỗ trợ))*[\s:]*"
    + SAID_BEFORE
    + "$",
    re.IGNORECASE,
)
# "Soạn tin HMNO gửi 1408"
TEXTED = re.compile(r"(?:soạn|nhắn|cú pháp|tin nhắn)[^.\n]*(?:gửi|đến|tới)\s+$", re.IGNORECASE)
CODED = re.compile(
    r"(?:Mã hồ sơ|mã số(?: thuế)?|mã|MST|số tài khoản|chuyển khoản|STK|TK|số\s+[A-Z]{1,3}|phát hành\s+[A-Z]{1,3}|số hiệu|số khung|số máy|sê ri|seri|pass|tài khoản(?: số)?|số báo danh|SBD|số định danh|số thẻ|ID|mật khẩu|mã họp|mã phòng|CCCD|CMND|căn cước(?: công dân)?(?: số)?|chứng minh nhân dân|mã hồ sơ)(?:\s+số)?[\s:]*$",
    re.IGNORECASE,
)
GROUPED = re.compile(r"(?<![\w.,/])\d{2,}(?:[ .]\d{2,})+(?![\w/]|[.,]\d)")
# "mã hồ sơ: 000.00.10.H26-250101-0001"
CODE_PARTS = re.compile(r"(?<![\w.,/\-])(?=[\dA-Z.\-]*\d)[\dA-Z]+(?:[.\-][\dA-Z]+){2,}(?![\w/])")
DATE = re.compile(r"\d{1,2}([.\-])\d{1,2}\1(?:19|20)\d\d")
EMERGENCY = frozenset({"111", "112", "113", "114", "115", "1022"})
# "gọi 114 khi có cháy, 115 khi cần cấp cứu"
ONE_CALLED = re.compile(
    r"(?:gọi|báo|số|tổng đài|đường dây|bấm|nhấn|quay|liên hệ)[^.\n]*(?:11[1-5]|một một (?:một|hai|ba|bốn|năm))(?!\w)[^.\n]*(?:,|;|và|hoặc|còn|hay)\s*$",
    re.IGNORECASE,
)
FOR_WHAT = re.compile(
    r"\s*(?:khi|cấp cứu|cứu hỏa|cứu nạn|tìm kiếm|công an|chữa cháy|báo cháy|bảo vệ|an ninh|nếu|để|về|cho|là|hoặc|và|với|[(:,.;]|$)"
)
# "113 (công an)", "115 - cấp cứu"
FOR_WHOM = re.compile(
    r"\s*(?:[(:=-]|là)\s*(?:số\s+)?(?:công an|CA|cảnh sát|cứu|cấp cứu|PCCC|chữa cháy|phòng cháy|an ninh|y tế|trẻ em|bảo vệ trẻ em|tìm kiếm)",
    re.IGNORECASE,
)
FEWEST_DIGITS, MOST_DIGITS = 8, 13


def say_contacts(text: str) -> str:
    """Addresses first (they may hold digits), then phones digit by digit with a breath between groups."""
    if "." in text:
        text = LANDLINE.sub(_landline, WEB.sub(_web, text))
    if "#" in text:
        text = MARKED_HASHTAG.sub(_parted, HASHTAG.sub(_hashtag, text))
    text = VARIETY.sub(lambda m: f"{_named(m[1])} {digits(m[2])}", CARD.sub(_parts, BOAT.sub(_parts, text)))
    text = CHAINAGE.sub(_chainage, PLATE.sub(_plate, EITHER.sub(", ", text)))
    text = CODE_PARTS.sub(_code, text)
    if "+" in text:
        text = ABROAD.sub(_abroad, text)
    return SHORT.sub(_short, PHONE.sub(_phone, GROUPED.sub(_grouped, text)))


def _landline(match: re.Match[str]) -> str:
    left = before(match)
    called = CALLED.search(left) or (AFTER_LANDLINE.search(left) and "thoại" in left)
    return ", ".join(map(digits, match.groups())) if called else match.group()


def _hashtag(match: re.Match[str]) -> str:
    """With marks inside ("#TiêmChủng") it is a word already; the letters that the pattern took would be half of it."""
    if match.string[match.end() : match.end() + 1].isalpha():
        return match.group()
    return " " + " ".join(_segmented(part) for part in match[1].split("_"))


def _parted(match: re.Match[str]) -> str:
    """ "#TiêmChủng": a capital begins a word."""
    word = match[1]
    return " " + "".join(f" {c}" if c.isupper() and word[at - 1 : at].islower() else c for at, c in enumerate(word))


def _plate(match: re.Match[str]) -> str:
    """A vehicle's plate: "29A-123.45"."""
    series = " ".join(digits(c) if c.isdecimal() else CODE_LETTERS[c.lower()] for c in match[2])
    return f"{digits(match[1])} {series}, {digits(match[3])}"


def _grouped(match: re.Match[str]) -> str:
    """ "ID: 812 345 6789": a code in groups."""
    return ", ".join(map(digits, re.findall(r"\d+", match.group()))) if CODED.search(before(match)) else match.group()


def _abroad(match: re.Match[str]) -> str:
    """ "đầu số +855, +882": codes of countries."""
    of_a_country = re.search(r"(?:đầu số|mã vùng|mã quốc gia)[^.;\n]*$", before(match))
    return f"cộng {digits(match[1])}" if of_a_country else match.group()


def _named(part: str) -> str:
    """Letters and digits by name."""
    return " ".join(digits(c) if c.isdecimal() else CODE_LETTERS[c.lower()] for c in part if c.isalnum())


def _parts(match: re.Match[str]) -> str:
    return ", ".join(map(_named, match.groups()))


def _code(match: re.Match[str]) -> str:
    if not CODED.search(before(match)) or DATE.fullmatch(match.group()):
        return match.group()
    parts = re.split(r"[.\-]", match.group())
    return ", ".join(map(_named, parts))


def _chainage(match: re.Match[str]) -> str:
    beyond = f" cộng {number(match[2])}" if match[2] else ""
    return f"ki lô mét {number(match[1])}{beyond}" + (" đến " if match.group().rstrip().endswith("-") else "")


def _phone(match: re.Match[str]) -> str:
    written = match.group()
    only = re.sub(r"\D", "", written)
    if DATE.fullmatch(written) or not FEWEST_DIGITS <= len(only) <= MOST_DIGITS or re.fullmatch(r"\d{1,3}(\.\d{3})+", written):
        return written
    groups = re.findall(r"\d+", written)
    if "-" in written and len(groups) == 2 and len(groups[0]) == len(groups[1]) > 4:
        return f"{digits(groups[0])} đến {digits(groups[1])}"  # from one number of candidates to another
    if CODED.search(before(match)):
        return digits(only)
    if len(groups) == 1:
        groups = [only[:4], only[4:]] if len(only) <= 8 else [only[:4], only[4:7], only[7:]]
    plus = "cộng " if written.startswith(("+", "(+")) else ""
    return plus + ", ".join(digits(group) for group in groups)


def _short(match: re.Match[str]) -> str:
    before_it, short = before(match), match.group(1)
    if CALLED.search(before_it) or TEXTED.search(before_it) or ((short in EMERGENCY or len(short) > 3) and CODED.search(before_it)):
        return digits(short)
    if short in EMERGENCY and (FOR_WHOM.match(after(match)) or (ONE_CALLED.search(before_it) and FOR_WHAT.match(after(match)))):
        return digits(short)
    return short


def _web(match: re.Match[str]) -> str:
    mail = match["mail"]
    said = [_dotted(mail[:-1]) + " a còng"] if mail else []
    said.append(_dotted(match["host"].lower().removeprefix("www.")))
    said += ["gạch chéo " + _dotted(part) for part in (match["path"] or "").strip("/").split("/") if part]
    return " ".join(said)


def _dotted(text: str) -> str:
    return " chấm ".join(_hyphened(part) for part in text.split(".") if part)


def _hyphened(text: str) -> str:
    parts = [part for part in re.split(r"[-_?=&#%+~]", text) if part]
    together = "".join(parts).lower()
    # "tin-tuc": a hyphen between the syllables of one word is no part of what is said.
    if len(parts) > 1 and together in WORDS:
        return WORDS[together]
    return " gạch ngang ".join(map(_segmented, parts))


def segmented(word: str) -> str:
    """A word in capitals without marks, as somebody types into a bank's form, in its syllables; with marks where a table knows it."""
    return _segmented(word)


def _segmented(text: str) -> str:
    low = text.lower()
    labels = [low[at : at + LONGEST_LABEL] for at in range(0, len(low), LONGEST_LABEL)]
    return PARTS.get(low) or " ".join(word for label in labels for word in _words(label) if word)


# A syllable without marks, as in the names of wards: "bachmai" is "bach mai".
ONSET = r"(?:(?:ngh|gh|k)(?=[eiy])|(?:ng|g|c)(?![eiy])|gi|kh|nh|ph|qu|th|tr|ch|[bdhlmnrstvx])"
NUCLEUS = r"(?:[aeiouy]|a[iouy]|e[ou]|i[aeu]|o[aeio]|u[aeiouy]|y[ae]|ieu|oai|oay|uo[iu]|uye|uya|uay|yeu)"
SYLLABLE = re.compile(ONSET + NUCLEUS + "(?:ch|nh|ng|[cmnpt])?")
# No part of a host name is longer; the search for words grows with the square.
LONGEST_LABEL = 63
KNOWN = {**{without_marks(name).replace(" ", "").lower(): name for name in COMMUNES}, **PLACES, **WORDS}
LONGEST = max(map(len, KNOWN))
LONGEST_SYLLABLE = 7


def _words(text: str) -> Iterator[str]:
    """The fewest letters left over win; among equals the fewest syllables that stand in no table, then the longest words."""
    best: list[tuple[tuple[int, int, int], list[str]]] = [((0, 0, 0), [])]
    for end in range(1, len(text) + 1):
        (left, unknown, count), words = best[end - 1]
        options = [((left + 1, unknown, count + 1), [*words, text[end - 1]])]
        for start in range(max(0, end - LONGEST), end - 1):
            piece = text[start:end]
            (left, unknown, count), words = best[start]
            if piece in KNOWN:
                options.append(((left, unknown, count + 1), [*words, KNOWN[piece]]))
            elif len(piece) <= LONGEST_SYLLABLE and SYLLABLE.fullmatch(piece):
                options.append(((left, unknown + 1, count + 1), [*words, piece]))
        best.append(min(options, key=lambda option: option[0]))
    yield from _merged(best[-1][1])


def _merged(pieces: list[str]) -> Iterator[str]:
    """Digits that stand together as a number, single letters that can be read together as a word, else by name."""
    run = ""
    for piece in [*pieces, ""]:
        if len(piece) == 1 and (not run or piece.isdecimal() == run[-1].isdecimal()):
            run += piece
            continue
        yield from _run(run)
        run = piece if len(piece) == 1 else ""
        if len(piece) > 1:
            yield piece


def _run(run: str) -> Iterator[str]:
    if not run:
        return
    if run.isdecimal():
        yield cardinal(int(run)) if len(run) <= 2 and run[0] != "0" else digits(run)
    else:
        yield " ".join(LETTERS.get(letter, letter) for letter in run)
