"""Quantities: units, money, shares, rates, ranges, comparisons, and plain numbers last."""

import re

from loa.core.speakable.context import after, before, word_before
from loa.core.speakable.numbers import NUM, cardinal, digits, number, ordinal
from loa.core.speakable.tables.letters import LETTERS
from loa.core.speakable.tables.units import COMPARISONS, COUNTED, PER, PHYSICAL, UNITS


def _any(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


UNIT = _any(UNITS)
MAGNITUDE = "nghìn tỷ|nghìn|ngàn|triệu|tỷ|tỉ|trăm|vạn"
AMOUNT = rf"(?:{NUM})"
NOT_INSIDE = r"(?<![\w/])(?<!\d[.,])"
# Up to three decimal places by a dot, where a unit or a magnitude follows: people who type like that mean a comma.
DOT_DECIMAL = re.compile(rf"{NOT_INSIDE}(\d+)\.(\d{{1,2}})(?=\s?(?:{MAGNITUDE}|{UNIT}|{_any(COUNTED)})(?!\w))")
VERSION = re.compile(rf"{NOT_INSIDE}(\d+)\.(\d{{1,2}})(?![\w.,]\d|\w)")
SPACED = re.compile(rf"{NOT_INSIDE}(\d{{1,3}}(?: \d{{3}})+)(?=\s?(?:đ|đồng|VNĐ|VND|người|liều|hộ|trường hợp)(?!\w))")
IN_WORDS = re.compile(rf"{NOT_INSIDE}({AMOUNT})\s?\(([^()\d]{{2,80}})\)")
RANGE = re.compile(
    rf"{NOT_INSIDE}({AMOUNT}(?:\s?(?:%|{UNIT}|{MAGNITUDE}|độ))?)\s*-\s*(?={AMOUNT}(?:\s?[^\W\d]|\s?[%°$€₫\'+/]|[\s,.;:)?!]|$))(?!\d+-\d)"
)
DOLLARS = re.compile(rf"\$\s?({AMOUNT})")
MILLION_AND = re.compile(r"(?<!\w)(\d+)(?:tr|triệu)(\d)(?!\d|\w)")
BELOW_ZERO = re.compile(rf"(?<![\w\d.,])-\s?(?={AMOUNT}\s?(?:°|º|độ|oC))")
COMPARED = re.compile(rf"({_any(COMPARISONS)})\s*({AMOUNT}(?:/\d+)?)(\s?(?:%|{UNIT}|{_any(COUNTED)})(?!\w))?")
AND_MORE = re.compile(rf"{NOT_INSIDE}({AMOUNT})\+(\s+(?:{_any(COUNTED)})(?!\w))?(?!\w)")
RATE = re.compile(rf"/\s?({_any({*PER, *UNITS})}|[^\W\d_A-Z]+)(?!\w)")
RATE_TOP = re.compile(
    rf"(?:{AMOUNT}|{MAGNITUDE})\s?({UNIT}|lần|người|suất|liều|mũi|buổi|lượt|ca|hộ|điểm|giờ|phút|ngày|phần|viên|gói|cốc|bữa|tin|cháu|trường hợp|phiếu|{MAGNITUDE})(?:\s?/\s?[^\W\d]+(?: [^\W\d]+)?)?\s?$|(?:đồng|phí|giá|mức)(?:\s?/\s?[^\W\d]+(?: [^\W\d]+)?)?\s?$"
)
# "15kg gạo/hộ"
RATE_OF_GOODS = re.compile(rf"{AMOUNT}\s?(?:{UNIT}|suất|phần|thùng|gói|bao|túi|chai|hộp)\s[^\W\d]+(?:\s[^\W\d]+)?\s?$")
TIMES = re.compile(r"(?<=[\dm])\s?[x×]\s?(?=\d)|(?<=\w) [x×] (?=\d)|(?<=[\dđ]) [x×] (?=\w)")
WITH_UNIT = re.compile(rf"{NOT_INSIDE}(?:(\d{{1,3}})/)?({AMOUNT})\s?({UNIT})(?!\w)")
OF_UNIT = re.compile(rf"({MAGNITUDE})\s?(đ|VNĐ|VND|vnđ|USD|₫|m2|m²|m3|km2|ha|kWh|kg)(?!\w)")
WHOLE = r"(\d{1,3}(?:\.\d{3})+|\d{1,5})"
SHARE = re.compile(rf"(?<![\w/.,]){WHOLE}/{WHOLE}(?![\w/]|[.,]\d)")
# "200mm/24h", "12 ca/100.000 dân"
PER_SO_MANY = re.compile(rf"/(?<=[^\W\d]/)(?={AMOUNT}\s?(?:h|giờ|ngày|phút|tháng|năm|km|kg|m2|ha|người|dân|hộ|lít|trẻ|ml|dl)(?!\w))")
SLASHED = re.compile(r"(?<![\w/.,])(\d+[A-Za-z]?(?:/\d+[A-Za-z]?)+)(?![\w/])")
MIXED = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[^\W\d_])([A-Za-zĐđ]{1,4})?-?(\d{1,5})([A-Za-zĐđ]{1,3})?(\d{1,3})?(?!\w)")
CODED_DECIMAL = re.compile(r"(?<!\w)([A-Z]{1,4})(\d+)\.(\d+)(?!\w)")
CODED_DOT = re.compile(r"(?<!\w)([A-ZĐ]{1,4})\.(?=\d)")
NUMBER = re.compile(AMOUNT)
ADDRESS = re.compile(r"(?:ngõ|ngách|hẻm|kiệt|nhà|địa chỉ|phố|số)[\s:]*$", re.IGNORECASE)


def say_quantities(text: str) -> str:
    """Everything that a sign or a unit makes out of a number; the digits that are left are plain numbers."""
    text = IN_WORDS.sub(_in_words, text)
    text = SPACED.sub(lambda m: m[1].replace(" ", "."), text)
    text = DOT_DECIMAL.sub(r"\1,\2", text)
    text = VERSION.sub(lambda m: f"{cardinal(int(m[1]))} chấm {cardinal(int(m[2]))}", text)
    text = RANGE.sub(r"\1 đến ", text)
    text = BELOW_ZERO.sub("âm ", text)
    text = DOLLARS.sub(r"\1 đô la Mỹ", text)
    text = MILLION_AND.sub(r"\1 triệu \g<2>00 nghìn", text)
    text = AND_MORE.sub(lambda m: f"từ {m[1]}{m[2] or ''} trở lên", text)
    text = COMPARED.sub(_compared, text)
    text = RATE.sub(_rate, text)
    text = PER_SO_MANY.sub(" trên ", text)
    text = TIMES.sub(" nhân ", text)
    text = WITH_UNIT.sub(_with_unit, text)
    return OF_UNIT.sub(lambda m: f"{m[1]} {UNITS[m[2]]}", text)


def _with_unit(match: re.Match[str]) -> str:
    top, amount, unit = match.groups()
    words = f"{number(top)} {_share_of(top, amount)}" if top else number(amount)
    return f"{words} {UNITS[unit]}"


def _share_of(top: str, whole: str) -> str:
    if whole.isdigit() and 0 < int(top) < int(whole) <= 10:
        return f"phần {ordinal(int(whole))}"
    return f"trên {number(whole)}"


def _in_words(match: re.Match[str]) -> str:
    """ "03 (ba) bản": said once."""
    return match[1] if number(match[1]) == match[2].strip().casefold() else match.group()


def _compared(match: re.Match[str]) -> str:
    opening, closing = COMPARISONS[match[1]]
    return " ".join(part for part in (f" {opening}", match[2], (match[3] or "").strip(), closing) if part).rstrip() + (
        "" if match[3] else " "
    )


def _rate(match: re.Match[str]) -> str:
    left, below = before(match), match[1]
    top = RATE_TOP.search(left)
    if not top and below in PER and RATE_OF_GOODS.search(left):
        return f" một {PER[below]}"
    if not top:
        return match.group()
    words = PER.get(below) or UNITS.get(below, below)
    physical = top[1] in PHYSICAL and (below in UNITS or below in {"giờ", "phút", "giây"})
    return f" {'trên' if physical else 'một'} {words}"


def say_numbers(text: str) -> str:
    """What is left with digits in it: shares, numbers of houses, codes, plain numbers."""
    text = SHARE.sub(_share, text)
    text = CODED_DOT.sub(r"\1 ", CODED_DECIMAL.sub(r"\1 \2 chấm \3", text))
    text = SLASHED.sub(lambda m: m[1].replace("/", " gạch chéo "), text)
    return NUMBER.sub(lambda m: number(m.group()), MIXED.sub(_mixed, text))


def _share(match: re.Match[str]) -> str:
    """A part of a whole when the whole is small; "trên" between counts; addresses keep their slash."""
    top, whole = (int(n.replace(".", "")) for n in match.groups())
    if (ADDRESS.search(before(match)) and word_before(match) != "số") or re.search(r"(?:^|[\s,:])[Ss]ố\s*$", before(match)):
        return f"{number(match[1])} gạch chéo {number(match[2])}"
    if 0 < top < whole <= 10 and not re.match(
        r"\s*(?:phường|xã|quận|huyện|tổ|thôn|đơn vị|mũi|trường hợp|điểm|trường|lớp|đồng chí|ca )", after(match)
    ):
        return f"{cardinal(top)} phần {ordinal(whole)}"
    return f"{number(match[1])} trên {number(match[2])}"


def _mixed(match: re.Match[str]) -> str:
    """ "12A", "B12", "H5N1", "QL1A": letters by name, numbers as numbers."""
    ahead, middle, behind, last = match.groups()
    words = [LETTERS.get(c.lower(), c) for c in ahead or ""]
    words.append(cardinal(int(middle)) if len(middle) < 5 and not middle.startswith("00") else digits(middle))
    words += [LETTERS.get(c.lower(), c) for c in behind or ""]
    if last:
        words.append(cardinal(int(last)))
    return " ".join(words)
