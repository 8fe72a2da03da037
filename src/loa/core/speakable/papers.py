"""Numbers of official papers; articles, clauses and points."""

import re

from loa.core.speakable.context import after, before, word_before
from loa.core.speakable.numbers import cardinal, digits, ordinal, roman
from loa.core.speakable.tables.letters import CODE_LETTERS, LETTERS
from loa.core.speakable.tables.papers import ISSUERS, KIND_WORDS, KINDS

CODE = r"[A-ZĐ][A-Za-zĐđƯưyi]*[0-9]{0,2}"
PAPER = re.compile(rf"(?<![\w/])(\d{{1,5}}[a-eđ]?)(?:/((?:19|20)\d\d))?[/\-]({CODE}(?:\s?&\s?[A-ZĐ]+)?(?:[-/.]{CODE}(?:&[A-ZĐ]+)?)*)(?!\w)")
# "Số: 566 /TB-UBND", "15 / KH - UBND"
SPACED = re.compile(rf"(?<![\w/])(\d{{1,5}}) ?/ ?((?:(?:19|20)\d\d ?/ ?)?{CODE}) ?- ?(?={CODE}(?!\w))")
LAW = re.compile(r"(?<![\w/])(\d{1,4})/((?:19|20)\d\d)(?![\w/])")
SHORT_KIND = re.compile(
    rf"(?<![\w/\-])(?:{'|'.join(sorted((k for k in KINDS if len(k) > 1), key=len, reverse=True))})(?=\s+(?:số:?\s*)?\d+\s*(?:/|-(?!\d)))"
)
KIND_BEFORE = re.compile(rf"(?:{'|'.join(KIND_WORDS)})(?:[^.;\n]{{0,25}})$", re.IGNORECASE)
# "các Công điện số 217/CĐ-TTg, 218/CĐ-TTg": the kind was said at the head of the list.
PAPER_BEFORE = re.compile(r"\d[/\-][A-ZĐ][\w&/\-]*\s*(?:,|và|;)\s*(?:số\s*)?$")
# After these words a Roman numeral, a single letter or a dotted number is said as their mark.
PLACES = frozenset(
    [
        "chương",
        "phần",
        "mục",
        "điều",
        "khoản",
        "điểm",
        "lục",
        "quý",
        "khóa",
        "khoá",
        "kỳ",
        "đợt",
        "kỷ",
        "loại",
        "hạng",
        "cấp",
        "đoạn",
        "hội",
        "vực",
        "nhóm",
        "vùng",
        "khu",
        "bậc",
        "tập",
        "bảng",
        "biểu",
        "nhà",
        "tòa",
        "toà",
        "tổ",
        "lô",
        "dãy",
        "số",
        "thứ",
        "mẫu",
        "mức",
        "độ",
        "hệ",
        "ương",
        "tiết",
        "giải",
        "mũi",
        "giai",
        "tầng",
        "tháng",
    ]
)
DOTTED_PLACES = frozenset(
    ["chương", "phần", "mục", "điều", "khoản", "điểm", "lục", "hình", "bản", "nghiệp", "mạng", "đề", "bảng", "biểu", "mẫu", "tiết", "số"]
)
LETTERED_PLACES = frozenset(
    [
        "điểm",
        "tiết",
        "khu",
        "nhà",
        "tòa",
        "toà",
        "lô",
        "dãy",
        "block",
        "cổng",
        "án",
        "mẫu",
        "loại",
        "nhóm",
        "hạng",
        "vitamin",
        "khối",
        "gan",
        "tổ",
        "lớp",
        "bảng",
        "biểu",
        "lục",
        "cụm",
        "sân",
    ]
)
ROMAN_PLACED = re.compile(
    r"(?<!\w)([IVXL]+)(?!\w)(?:(\s*(?:[-,+&]|và)\s*)([IVXL]+)(?!\w))?(?:\s*/\s*((?:19|20)\d\d)|\.(\d{1,2}(?:\.\d{1,2})*)(?![\w.]\d|\w))?"
)
# "phường Hải Châu I": two and more speak for themselves, one alone could be a letter.
NAMED_ONE = re.compile(
    r"((?:[Pp]hường|[Xx]ã|[Tt]hị trấn|[Tt]hôn|[Xx]óm|[ẤấẮắ]p|[Bb]uôn|[Bb]ản|[Ll]àng|[Kk]hu phố|[Tt]ổ dân phố)(?:\s+[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ][a-zà-ỹđ]+){1,4}\s+)I(?!\w|\.\w)"
)
# Alarm levels of rivers: "BĐII", "báo động III".
ALARM = re.compile(r"(?<!\w)(?:BĐ\s?|[Bb]áo động\s+)(I{1,3})(?!\w)")
MEDAL = re.compile(r"(?:[Hh]uân chương|[Hh]uy chương)[^.,;]*hạng\s+$")
GLUED = re.compile(r"(?:(?<=\d)|(?<=\dS))-(?=(?:II|III|IV|V)(?!\w))")
FORM_BEFORE = re.compile(r"(?:[Mm]ẫu|[Tt]ờ khai|[Bb]iểu)(?:\s+số)?:?\s*$")
ROMAN_ALONE = re.compile(r"(?<![\w./&-])([IVX]{2,})(?![\w&/])")
DOTTED = re.compile(r"(?<![\w.,])\d+(?:\.\d+)+(?![\w,])")
# "điểm a, b và c"
POINTS = re.compile(r"(?:[đĐ]iểm|[tT]iết)\s+[a-zđ](?:\s*(?:,|và|hoặc|-)\s*[a-zđ](?!\w))+")
POINT = re.compile(r"(?<=\s)[b-df-hj-np-tv-zđB-DF-HJ-NP-TV-ZĐ](?![\w&/-]|\.\S)")


def say_papers(text: str) -> str:
    """Document numbers, then places inside documents."""
    text = SPACED.sub(lambda m: f"{m[1]}/{m[2].replace(' ', '')}-", text)
    text = SHORT_KIND.sub(lambda m: KINDS[m.group()], ALARM.sub(lambda m: f"báo động {cardinal(len(m[1]))}", text))
    text = NAMED_ONE.sub(r"\1một", text)
    text = GLUED.sub(" ", LAW.sub(_law, PAPER.sub(_paper, text)))
    text = ROMAN_ALONE.sub(_roman_alone, ROMAN_PLACED.sub(_roman_placed, DOTTED.sub(_dotted, text)))
    return POINT.sub(_point, POINTS.sub(_points, text))


def _points(match: re.Match[str]) -> str:
    return re.sub(r"(?<!\w)[a-zđ](?!\w)", lambda letter: LETTERS[letter.group()], match.group())


def _dotted(match: re.Match[str]) -> str:
    if word_before(match) not in DOTTED_PLACES or re.fullmatch(r"\d{1,3}(?:\.\d{3})+", match.group()):
        return match.group()
    return " chấm ".join(cardinal(int(n)) for n in match.group().split("."))


def _point(match: re.Match[str]) -> str:
    if word_before(match) not in LETTERED_PLACES or (match.group() == "x" and after(match)[1:2].isdecimal()):
        return match.group()
    return (CODE_LETTERS if match.group().isupper() else LETTERS)[match.group().lower()]


def _number(number: str, year: str | None) -> str:
    """ "168a": a number put in between keeps its letter."""
    letter = f" {LETTERS[number[-1]]}" if number[-1].isalpha() else ""
    return cardinal(int(number.rstrip("abcdeđ"))) + letter + (f" năm {cardinal(int(year))}" if year else "")


def _paper(match: re.Match[str]) -> str:
    """Beside the name of its kind the code tells the ear nothing new and is left out; alone, it is said as words."""
    number, year, code = match.groups()
    if FORM_BEFORE.search(before(match)) and "-" in code:
        return digits(number)
    parts = re.split(r"[-/]", code)
    # "2-A", "5-B" are places, not papers.
    if len(code) < 2 or (not any(part in KINDS or part in ISSUERS for part in parts) and "-" not in code):
        return match.group() if not _is_paper(match) else _number(number, year)
    if _is_paper(match):
        return _number(number, year)
    kind = next((KINDS[part] for part in parts if part in KINDS), "")
    issuer = next((ISSUERS[part] for part in parts if part in ISSUERS), "")
    of = f" của {issuer}" if issuer else ""
    if word_before(match) == "số":
        return f"{_number(number, year)}, {kind}{of}".rstrip(", ").replace(",  của", " của")
    return f"{kind or 'văn bản'} số {_number(number, year)}{of}"


def _is_paper(match: re.Match[str]) -> bool:
    ahead = before(match)
    return bool(KIND_BEFORE.search(ahead) or PAPER_BEFORE.search(ahead))


def _law(match: re.Match[str]) -> str:
    """ "Nghị định 15/2020": number and year. Otherwise left for the dates."""
    if KIND_BEFORE.search(before(match)) and not re.search(r"(?:ngày|tháng)\s*$", before(match)):
        return _number(match[1], match[2])
    return match.group()


def _placed(place: int) -> str:
    """Giải nhất, giải nhì, giải ba."""
    return {1: "nhất", 2: "nhì", 4: "tư"}.get(place, cardinal(place))


def _between(sign: str) -> str:
    return ", " if "," in sign else " đến " if "-" in sign else " và "


def _roman_placed(match: re.Match[str]) -> str:
    one, between, other, year, below = match.groups()
    place = word_before(match)
    first, second = roman(one), roman(other) if other else None
    if place not in PLACES or first is None or (other and second is None):
        return match.group()
    say = ordinal if place == "thứ" else _placed if place == "giải" or MEDAL.search(before(match)) else cardinal
    words = say(first) + (_between(between) + say(second) if second else "")
    words += f" năm {cardinal(int(year))}" if year else ""
    return words + "".join(f" chấm {cardinal(int(n))}" for n in (below or "").split(".") if n)


def _roman_alone(match: re.Match[str]) -> str:
    value = roman(match[1])
    return cardinal(value) if value else match.group()
