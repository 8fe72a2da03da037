"""Lines, lists, brackets, quotes and signs: what an announcer hears as pauses."""

import re

from loa.core.speakable.glued import parted
from loa.core.speakable.numbers import cardinal, roman
from loa.core.speakable.tables.letters import LETTERS
from loa.core.speakable.tables.syllables import SYLLABLES
from loa.core.speakable.tables.units import UNITS

# Signs that are said, or turn into another sign.
SIGNS: dict[str, str] = {
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u200b": "", "\ufeff": "", "“": "", "”": "", "„": "", "«": "", "»": "",
    '"': "", "`": "", "″": "''", "’": "'", "′": "'", "‘": "'", "•": "-", "●": "-", "▪": "-", "◦": "-", "·": "-", "*": "", "_": " ", "\r": "",
    "½": "1/2", "¼": "1/4", "¾": "3/4", "→": " đến ", "⇒": ", ", "÷": " chia ", "‼": "!", "⁉": "?", "❗": "!", "❓": "?", "№": "số ", "α": " an pha", "β": " bê ta", "γ": " gam ma", "º": "°", "Ø": " phi ", "Φ": " phi ", "φ": " phi ", "ø": " phi ", "…": "...",
}  # fmt: skip
TABLE = str.maketrans(SIGNS)
# Cells of a table that was pasted, with tabs or strokes between; the number of a row stands in a cell of its own.
ROW = re.compile(r"^[ \t|]*(\d{1,3})[ ]*[\t|](?=[^\d\n]*[^\W\d_])", re.MULTILINE)
CELLS = re.compile(r"(?<=\S)[ ]*(?:\t[ \t]*|\|)+[ \t|]*(?=\S)")
CELL_ENDS = re.compile(r"[ \t|]+$|^[ \t|]+", re.MULTILINE)
# Small pictures stand where a sign would: between two of them is a pause; a telephone before its number is said.
FIRST_PICTURE = "\u22ff"
TELEPHONE = re.compile(r"[☎📞📱✆🕿][☎📞📱✆🕿\ufe0e\ufe0f\s:]{0,12}(?=[\d(+])")
NAMED_TELEPHONE = re.compile(r"(?:hệ|gọi|thoại|[Ss]ố|SĐT|sđt|ĐT|đt|[Ll]h|LH|[Hh]otline|nóng|[Zz]alo|máy)\s*:?\s*$")
PICTURES = re.compile(
    r"[ ]*[\u2300-\u23ff\u2500-\u27bf\u2900-\u2bff\U0001f000-\U0001faff](?:[ ]*[\u2300-\u23ff\u2500-\u27bf\u2900-\u2bff\U0001f000-\U0001faff\ufe0e\ufe0f\u200d])*[ ]*"
)
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
FROM_ABOUT = re.compile(r"(?<=\d)\s*~\s*(?=\d)")
INLINE_PLUS = re.compile(r"(?<=[;:.] )\+ (?=[A-ZĐ])")
ENDING = re.compile(r"\.?\s*/[.,\-]*\s*$", re.MULTILINE)
# Three dots after a list with commas.
LIST_GOES_ON = re.compile(r"(,[^.;:!?\n]{1,60}\w)\s*\.\.\.(?!\.)", re.MULTILINE)
# Dots to write on in a form.
SECONDS_LONG = re.compile(r"((?:nhạc|hiệu|[Ss]pot|[Cc]lip|[Vv]ideo|nghỉ|giữ|đếm|dài|bấm|thời lượng|chờ|khoảng|trong)\s+\d{1,3})[\"”](?!\w)")
SECONDS = re.compile(r"(?<=['’′]\d\d)[\"”“]|(?<=['’′]\d)[\"”“]")
BLANK = re.compile(r"\.{4,}|_{2,}|(?<=:) ?\.{3}")
AND_SO_ON = re.compile(r"\.\.\.(?=\s*[,;)])|\b[vV]\.[ ]?v(?!\w)\.*")


# Lines that somebody's editor broke in the middle of a sentence.
BROKEN = re.compile(
    r"(?<=[^\s.;:!?\-])[ ]*\n[ ]*(?=(?![a-hđ][.)/])[^\W\d_A-Z])|(?<=ngày)[ ]*\n[ ]*(?=\d)|(?<=số)[ ]*\n[ ]*(?=\d)|(?<=năm)[ ]*\n[ ]*(?=\d)|(?<=và)[ ]*\n[ ]*(?=\w)"
)


def say_layout(text: str) -> str:
    """Signs made uniform, list marks spoken or dropped. Runs first."""
    text = SECONDS_LONG.sub(r"\1 giây", text) if '"' in text or "”" in text else text
    text = SECONDS.sub("''", text) if "'" in text or "’" in text or "′" in text else text
    text = ENDING.sub(".", text.translate(TABLE)) if "/" in text else text.translate(TABLE)
    if max(text, default="") > FIRST_PICTURE:
        text = PICTURES.sub(_picture, TELEPHONE.sub(_telephone, text))
    text = _cells(text) if "\t" in text or "|" in text else text
    for arrow, said in ARROWS if ">" in text or "=<" in text else ():
        text = arrow.sub(said, text)
    text = BULLET.sub("", BROKEN.sub(_joined, text) if "\n" in text else text)
    text = SUBNUMBERED.sub(lambda m: " chấm ".join(cardinal(int(n)) for n in m[1].split(".")) + ", ", text)
    text = NUMBERED.sub(lambda m: cardinal(int(m[1])).capitalize() + ", ", text)
    text = ROMAN.sub(_roman, text)
    text = LETTERED.sub(lambda m: LETTERS[m[1].lower()] + ", ", BLANK.sub(" ", text))
    text = INLINE_NUMBER.sub(_inline_number, INLINE_LETTER.sub(lambda m: LETTERS[m[1]] + ", ", text))
    text = NUMBER_AND_WORD.sub(" ", PLACE_AND_NUMBER.sub(r"\1 ", text))
    text = NUMBER_TOUCHES.sub(_apart, parted(text))
    text = FROM_ABOUT.sub("-", text) if "~" in text else text
    text = INLINE_PLUS.sub("", text) if "+ " in text else text
    text = OVER_LEVEL.sub(lambda m: " trên " if m[1] == ">" else " dưới ", KIND_AND_NUMBER.sub(r"\1 ", text))
    text = SLASH_AFTER_BLANK.sub("/", PETROL.sub(r"\1 ", text))
    text = DEGREE.sub(r"\1\2 trên \3", LANE.sub("kiệt ", text))
    text = FROM_PLACE.sub(r"\1 đến ", text)
    return LIST_GOES_ON.sub(r"\1, vân vân", AND_SO_ON.sub(", vân vân ", text))


def _telephone(match: re.Match[str]) -> str:
    return " " if NAMED_TELEPHONE.search(match.string[max(0, match.start() - 12) : match.start()]) else " điện thoại "


def _picture(match: re.Match[str]) -> str:
    """A mark of a list at the head of a line, a pause between words, nothing beside a sign."""
    ahead, behind = match.string[match.start() - 1 : match.start()] if match.start() else "\n", match.string[match.end() : match.end() + 1]
    if ahead == "\n":
        return "- "
    return ", " if ahead.isalnum() and behind.isalnum() else " "


def _cells(text: str) -> str:
    text = CELL_ENDS.sub("", ROW.sub(r"\1. ", text))
    return CELLS.sub(", ", text).replace("\t", " ")


def _joined(match: re.Match[str]) -> str:
    """A line that begins with a capital begins a sentence."""
    following = match.string[match.end() : match.end() + 1]
    return match.group() if following.isupper() else " "


def _apart(match: re.Match[str]) -> str:
    word = match[1]
    return f" {word}" if word in SYLLABLES and word not in UNITS else word


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
KIND_AND_NUMBER = re.compile(r"(?<!\w)(NĐ|QĐ|CT|TT|NQ|KH|CV|TB|BC|HD|KL)(?=\d{1,5}/(?:(?:19|20)\d\d|[A-ZĐ]))")
OVER_LEVEL = re.compile(r" ([<>]) (?=(?:BĐ|báo động|mức|ngưỡng|chuẩn|trung bình|cùng kỳ|TBNN)(?!\w))")
PETROL = re.compile(r"(?<!\w)(E5|E10)(?=RON)")
# "kiệt" of the Centre: "K12/34"; the degree of a disabled soldier: "hạng 1/4"
SLASH_AFTER_BLANK = re.compile(r"(?<=\d) +/(?=\d\d/)")
LANE = re.compile(r"(?<!\w)K(?=\d{1,3}/\d)")
DEGREE = re.compile(r"\b((?:[Tt]hương binh|[Hh]ạng|[Tt]hương tật|[Bb]ậc|TB)(?:\s+(?:hạng|loại|bậc))?\s+)(\d)/(\d)(?![\d/])")
# "đoạn từ Ngã Tư Sở - Cầu Giấy"
FROM_PLACE = re.compile(r"(\b[Tt]ừ\s+[A-ZÀ-ỸĐ][^,;.:()\d\n\-]{1,40}?)\s+-\s+(?=[A-ZÀ-ỸĐ])")
# What hurried hands write together: "ngày15/8", "7h30sáng", "10người".
BEFORE_NUMBER = (
    "TDP|tdp|KP|KDC|NVH|[Tt]ổ|[Tt]hôn|[Xx]óm|[Nn]gõ|[Nn]gách|[Hh]ẻm|[Kk]hu|[Nn]gày|[Tt]háng|[Nn]ăm|[Ll]úc|[Tt]ừ|[Đđ]ến|[Tt]rước|[Ss]au|[Hh]ồi|[Kk]hoảng|[Ss]áng|[Cc]hiều"
    "|[Tt]ối|[Tt]ầng|[Pp]hòng|[Ll]ớp|[Ss]ố|[Qq]uý|[Tt]hứ|[Cc]ấp|[Kk]hoản|[Đđ]iều|[Đđ]ội|[Đđ]ợt|[Ll]ần|[Mm]ũi|[Cc]ụm|[Ấấ]p|[Hh]ạn|[Nn]hóm|[Mm]ùng|[Pp]hường|[Qq]uận|và|NGÀY|ĐẾN|TỪ|THÁNG|NĂM|TỔ|THÔN|LỚP|LÚC|QUÝ|ĐỢT|ẤP"
)
PLACE_AND_NUMBER = re.compile(rf"(?<!\w)({BEFORE_NUMBER})(?=\d)")
NUMBER_TOUCHES = re.compile(r"(?<=\d)([a-zà-ỹđ]{3,})(?!\w)")
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
