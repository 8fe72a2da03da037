"""Lines, lists, brackets, quotes and signs: what an announcer hears as pauses."""

import re

from loa.core.speakable.numbers import cardinal, roman
from loa.core.speakable.tables.letters import LETTERS

# Signs that are said, or turn into another sign.
SIGNS: dict[str, str] = {
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u200b": "", "\ufeff": "", "“": "", "”": "", "„": "", "«": "", "»": "",
    '"': "", "`": "", "″": "''", "’": "'", "′": "'", "‘": "'", "•": "-", "●": "-", "▪": "-", "◦": "-", "·": "-", "*": "", "_": " ", "\t": " ", "\r": "",
    "½": "1/2", "¼": "1/4", "¾": "3/4", "→": " đến ", "⇒": ", ", "☎": " điện thoại ", "№": "số ", "º": "°", "Ø": " phi ", "Φ": " phi ", "φ": " phi ", "ø": " phi ", "…": "...",
}  # fmt: skip
TABLE = str.maketrans(SIGNS)
BULLET = re.compile(r"^[ ]*[-+][ ]+", re.MULTILINE)
NUMBERED = re.compile(r"^[ ]*(\d{1,2})[.)/][ ]+(?=\D)", re.MULTILINE)
SUBNUMBERED = re.compile(r"^[ ]*(\d{1,2}(?:\.\d{1,2})+)[.)]?[ ]+(?=\D)", re.MULTILINE)
ROMAN = re.compile(r"^[ ]*([IVX]+)[.)/][ ]+", re.MULTILINE)
LETTERED = re.compile(r"^[ ]*([a-hđA-HĐ])[.)/][ ]+(?=\w)", re.MULTILINE)
INLINE_LETTER = re.compile(r"(?<=[;:,.] )\(?([a-hđ])\)[ ]")
INLINE_NUMBER = re.compile(r"(?<=[;:,.] )(?:\(?(\d{1,2})\)[ ]|(\d{1,2})\.[ ](?=[A-ZÀ-ỸĐ]))")
# What hurried hands make of "≥" and of arrows.
ARROWS = (
    (re.compile(r"=+>\s*(?=\d)"), "≥"),
    (re.compile(r"=+<\s*(?=\d)"), "≤"),
    (re.compile(r"[=~]+>"), ", "),
    (re.compile(r"-+>"), " đến "),
)
ENDING = re.compile(r"\.?\s*/[.,\-]*\s*$", re.MULTILINE)
# Three dots after a list with commas.
LIST_GOES_ON = re.compile(r"(,[^.;:!?\n]{1,60}\w)\s*\.\.\.(?!\.)", re.MULTILINE)
# Dots to write on in a form.
SECONDS = re.compile(r"(?<=['’′]\d\d)[\"”“]|(?<=['’′]\d)[\"”“]")
BLANK = re.compile(r"\.{4,}|_{2,}|(?<=:) ?\.{3}")
AND_SO_ON = re.compile(r"(?<=\w)\s*,?\s*(?:[vV]\.[ ]?v\.*|\.\.\.)(?=\s*[,;)])|\b[vV]\.[ ]?v\.*")


# Lines that somebody's editor broke in the middle of a sentence.
BROKEN = re.compile(
    r"(?<=[^\s.;:!?\-])[ ]*\n[ ]*(?=(?![a-hđ][.)/])[^\W\d_A-Z])|(?<=ngày)[ ]*\n[ ]*(?=\d)|(?<=số)[ ]*\n[ ]*(?=\d)|(?<=năm)[ ]*\n[ ]*(?=\d)|(?<=và)[ ]*\n[ ]*(?=\w)"
)


def say_layout(text: str) -> str:
    """Signs made uniform, list marks spoken or dropped. Runs first."""
    text = SECONDS.sub("''", text) if "'" in text or "’" in text or "′" in text else text
    text = ENDING.sub(".", text.translate(TABLE)) if "/" in text else text.translate(TABLE)
    for arrow, said in ARROWS if ">" in text or "=<" in text else ():
        text = arrow.sub(said, text)
    text = BULLET.sub("", BROKEN.sub(_joined, text) if "\n" in text else text)
    text = SUBNUMBERED.sub(lambda m: " chấm ".join(cardinal(int(n)) for n in m[1].split(".")) + ", ", text)
    text = NUMBERED.sub(lambda m: cardinal(int(m[1])).capitalize() + ", ", text)
    text = ROMAN.sub(_roman, text)
    text = LETTERED.sub(lambda m: LETTERS[m[1].lower()] + ", ", BLANK.sub(" ", text))
    text = INLINE_NUMBER.sub(_inline_number, INLINE_LETTER.sub(lambda m: LETTERS[m[1]] + ", ", text))
    text = NUMBER_AND_WORD.sub(" ", PLACE_AND_NUMBER.sub(r"\1 ", text))
    text = DEGREE.sub(r"\1\2 trên \3", LANE.sub("kiệt ", text))
    text = FROM_PLACE.sub(r"\1 đến ", text)
    return LIST_GOES_ON.sub(r"\1, vân vân", AND_SO_ON.sub(", vân vân", text))


def _joined(match: re.Match[str]) -> str:
    """A line that begins with a capital begins a sentence."""
    following = match.string[match.end() : match.end() + 1]
    return match.group() if following.isupper() else " "


def _inline_number(match: re.Match[str]) -> str:
    words = cardinal(int(match[1] or match[2])) + ", "
    return words if match[1] else words.capitalize()


def _roman(match: re.Match[str]) -> str:
    value = roman(match[1])
    return cardinal(value).capitalize() + ", " if value else match.group()


# In order: (a sign that must be there, "" for any; pattern, replacement). Runs last.
CLEANING: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (sign, re.compile(pattern, re.MULTILINE), with_what)
    for sign, pattern, with_what in (
        ("/", r"\bvà\s*/\s*hoặc\b", "và hoặc"),
        ("&", r"&", " và "),
        ("+", r"\+", " cộng "),
        ("%", r"%", " phần trăm "),
        ("/", r" */ *", ", "),
        ("(", r"[()\[\]{}]", ","),
        (")", r"\)", ","),
        ("-", r"-+", "-"),
        ("-", r"(?<=\w)-(?=\w)", " "),
        ("-", r"-", ","),
        ("..", r"\.\.+", "."),
        ("", r"[^\w\s.,;:?!]", " "),
        ("", r"[^\S\n ]|\x1c|\x1d|\x1e|\x1f", " "),
        ("", r"[ ]+(?=[.,;:?! ])", ""),
        ("", r"([.;:?!,])(?=[^\W\d])", r"\1 "),
        ("", r"([.;:?!])(?:[ ]*[,;:.])+", r"\1"),
        ("", r",(?:[ ]*,)+", ","),
        ("", r",[ ]*([.;:?!])", r"\1"),
        ("", r"^[ ,;:.!?]+", ""),
        ("", r"[, ]+$", ""),
        ("\n\n", r"\n{2,}", "\n"),
    )
)
# "kiệt" of the Centre: "K12/34"; the degree of a disabled soldier: "hạng 1/4"
LANE = re.compile(r"(?<!\w)K(?=\d{1,3}/\d)")
DEGREE = re.compile(r"\b((?:[Tt]hương binh|[Hh]ạng|[Tt]hương tật|[Bb]ậc|TB)(?:\s+(?:hạng|loại|bậc))?\s+)(\d)/(\d)(?![\d/])")
# "đoạn từ Ngã Tư Sở - Cầu Giấy"
FROM_PLACE = re.compile(r"(\b[Tt]ừ\s+[A-ZÀ-ỸĐ][^,;.:()\d\n\-]{1,40}?)\s+-\s+(?=[A-ZÀ-ỸĐ])")
# What hurried hands write together: "ngày15/8", "7h30sáng", "10người".
BEFORE_NUMBER = (
    "TDP|tdp|KP|KDC|NVH|[Tt]ổ|[Tt]hôn|[Xx]óm|[Nn]gõ|[Nn]gách|[Hh]ẻm|[Kk]hu|[Nn]gày|[Tt]háng|[Nn]ăm|[Ll]úc|[Tt]ừ|[Đđ]ến|[Tt]rước|[Ss]au|[Hh]ồi|[Kk]hoảng|[Ss]áng|[Cc]hiều"
    "|[Tt]ối|[Tt]ầng|[Pp]hòng|[Ll]ớp|[Ss]ố|[Qq]uý|[Tt]hứ|[Cc]ấp|[Kk]hoản|[Đđ]iều|[Đđ]ội|[Đđ]ợt|[Ll]ần|[Mm]ũi|[Cc]ụm|[Ấấ]p|[Hh]ạn|[Nn]hóm|[Mm]ùng|[Pp]hường|[Qq]uận|và"
)
PLACE_AND_NUMBER = re.compile(rf"(?<!\w)({BEFORE_NUMBER})(?=\d)")
NUMBER_AND_WORD = re.compile(
    r"(?<=\d)(?=(?:sáng|chiều|tối|trưa|đêm|ngày|tháng|năm|tuổi|người|hộ|phút|giờ|triệu|nghìn|tại|và|đến|lúc|suất|lần|mũi|liều|trẻ|cháu|em|thôn|phường)(?!\w))"
    r"|(?<=\d[hg])(?=(?:sáng|chiều|tối|trưa|đêm|ngày)(?!\w))|(?<=\d[hg]\d\d)(?=(?:sáng|chiều|tối|trưa|đêm|ngày)(?!\w))"
)
ENDLESS = re.compile(r"(?<=\w)$(?=\n)", re.MULTILINE)


def clean(text: str) -> str:
    """Only words and . , ; : ? ! are left; brackets and dashes are commas; each line but the last ends with a mark."""
    for sign, pattern, with_what in CLEANING:
        if sign in text:
            text = pattern.sub(with_what, text)
    return ENDLESS.sub(".", text).strip()
