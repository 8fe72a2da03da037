"""Quantities: units, money, shares, rates, ranges, comparisons, and plain numbers last."""

import re

from loa.core.speakable.context import after, before, word_before
from loa.core.speakable.numbers import NUM, cardinal, digits, number, ordinal
from loa.core.speakable.tables.letters import CODE_LETTERS
from loa.core.speakable.tables.units import COMPARISONS, COUNTED, PER, PHYSICAL, UNITS


def _any(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


UNIT = _any(UNITS)
MAGNITUDE = "nghìn tỷ|nghìn|ngàn|triệu|tỷ|tỉ|trăm|vạn"
AMOUNT = rf"(?:{NUM})"
NOT_INSIDE = r"(?<![\w/])(?<!\d[.,])"
# Up to three decimal places by a dot, where a unit or a magnitude follows: people who type like that mean a comma.
DOT_DECIMAL = re.compile(rf"{NOT_INSIDE}(\d+)\.(\d{{1,2}})(?=\s?(?:{MAGNITUDE}|{UNIT}|{_any(COUNTED)})(?!\w))")
DOT_DECIMALS = re.compile(rf"(?<![\w.,])(\d{{1,3}})\.(\d{{1,2}})\s?-\s?(\d{{1,3}})\.(\d{{1,2}})(?=\s?(?:{UNIT})(?!\w))")
VERSION = re.compile(rf"{NOT_INSIDE}(\d+)\.(\d{{1,2}})(?![\w.,]\d|\w)")
SPACED = re.compile(rf"{NOT_INSIDE}(\d{{1,3}}(?: \d{{3}})+)(?=\s?(?:đ|đồng|VNĐ|VND|người|liều|hộ|trường hợp)(?!\w))")
IN_WORDS = re.compile(rf"{NOT_INSIDE}({AMOUNT})\s?\(([^()\d]{{2,80}})\)")
MONEY_IN_WORDS = re.compile(rf"((?P<sum>(?<![\w/.,]){AMOUNT})\s?(?:đ|đồng|VNĐ|VND))\s*\((?:[Bb]ằng chữ:?\s*)?([^()\d]{{5,120}})\)")
# "300.000đ/1 suất"
PER_ONE = re.compile(r"(?<=[^\W\d])\s?/\s?0?1\s?(?=[^\W\d])")
UNIT_IN_BRACKETS = re.compile(r"(?<=\d)\s?\((mm|cm|m|km|kg|m2|m²|ha|%)\)")
MINUTES_OF_ARC = re.compile(r"(\d{1,3})°\s?(\d{1,2})'(?:\s?([NSEWBĐ])(?!\w)(\s*-\s*(?=\d))?)?")
RANGE = re.compile(
    rf"{NOT_INSIDE}({AMOUNT}(?:\s?(?:%|{UNIT}|{MAGNITUDE}|độ))?)\s*-\s*(?={AMOUNT}(?:\s?[^\W\d]|\s?[%°$€₫\'+/]|[\s,.;:)?!]|$))(?!\d+-\d)"
)
DOLLARS = re.compile(rf"\$\s?({AMOUNT})")
# "2tr5", "2tr500", "1tỷ2": what follows counts from the next magnitude down.
MILLION_AND = re.compile(r"(?<!\w)(\d+)\s?(tr|triệu|tỷ|tỉ)(\d{1,3})(?!\d|\w|[.,/]\d)")
COMMA_THOUSANDS = re.compile(rf"{NOT_INSIDE}\d{{1,3}}(?:(?:,\d{{3}}){{2,}}(?!\d|,\d)|,\d{{3}}(?=\s?(?:đ|đồng|VNĐ|VND|vnđ|₫)(?!\w)))")
# "1m65" of a person; "1m2" is an area unless something is tall or deep.
HEIGHT = re.compile(r"(?<!\w)(\d)(m|kg)(\d{1,2})(?![\w²³]|/)")
SHORTER = re.compile(r"[<>]\s*(?=\dm\d{1,2}(?![\w²³]|/))")
TALL = re.compile(
    r"(?:(?:trẻ|trẻ em|bé|người|học sinh|nam|nữ)\s*[≤≥]?|(?:cao|sâu|dài|rộng|trẻ|trẻ em|bé))(?:\s+(?:khoảng|hơn|gần|từ|chừng|độ|trên|dưới))?\s*$",
    re.IGNORECASE,
)
# "15,5°N - 112,3°E", "15.5N"
BEARING = re.compile(r"(?<!\w)(\d{1,3})(?:[.,](\d{1,2}))?\s?(?:°|độ)?\s?([NSEWBĐ])(?!\w)(?:\s*-\s*(?=\d))?")
BEARINGS = {"N": "Vĩ Bắc", "B": "Vĩ Bắc", "S": "Vĩ Nam", "E": "Kinh Đông", "Đ": "Kinh Đông", "W": "Kinh Tây"}
# "lớp 1A1-1A5", "tòa CT1-CT5"
CODES = re.compile(r"(?<!\w)(\d{0,2}[A-ZĐ]{1,3})(\d{1,3})\s?-\s?\1(\d{1,3})(?!\w)")
AT_SEA = re.compile(r"(?:vĩ|kinh|tâm|tọa độ|vị trí|bão|độ)[^.\n]{0,40}$", re.IGNORECASE)
SERIES = re.compile(r"(?<![\w.,/\-])\d{1,3}(?:-\d{1,3}){2,}(?![\w\-]|[.,/]\d)")
# "NPK 16-16-8/sào"
SPREAD = re.compile(r"(?<=\d)/(?=(?:sào|ha|công|gốc|hốc|bụi|m2|1000m2|vụ)(?!\w))")
FERTILISER = re.compile(r"((?:nờ pê ca|đê a pê)[^.;,\d]{0,20}\d{1,2})-(?=\d{1,2}(?![\d\-]|[.,]\d|\s?(?:kg|g|ml|%|ki)))")
# "cháu B, 8T"
AGED = re.compile(r"(?<![\w.,/])(\d{1,2})\s?[Tt](?!\w)")
SOMEBODY = re.compile(r"(?<!\w)(?:[Cc]háu|[Bb]é|[Tt]rẻ|[Ee]m|[Nn]am|[Nn]ữ|[Cc]on gái|[Cc]on trai)(?!\w)[^.;\n\d]{0,25}$")
# Of a spray: "3.6EC"; of what is counted on the web: "5,2K lượt"; of a class: "lớp 3T"
STRENGTH = re.compile(r"(?<![\w.,])(\d{1,3})\.(\d{1,2})\s?(?=(?:EC|SC|WP|WG|SL|GR|WDG|OD|EW|SP|DD|SG)(?!\w))")
THOUSANDS_OF = re.compile(r"(?<![\w.,])(\d{1,3}[.,]\d|\d{2,3})K(?=\s+(?:lượt|người|view|like|theo|thành viên|bình)|\s*[/,;]|$)")
CLASS = re.compile(r"(?<=ớp )(\d{1,2})T(?!\w)")
TWICE_DONG = re.compile(r"(?<=\d)\s?(?:đ|vnđ|VNĐ|VND) đồng(?!\w)")
# "tổ 13+16+17"
TOGETHER = re.compile(
    r"((?:tổ|TDP|thôn|xóm|khu|ấp|cụm|KP|nhóm|lớp|khối|phường|quận|mũi|tuần|bài|câu|ca|lô|tầng)\s+(?:số\s+)?)(\d{1,3}(?:\s?\+\s?\d{1,3})+)(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
# "số 43/106-43/98"
FROM_HOUSE = re.compile(r"(?<=\d)\s?-\s?(?=\d+[A-Z]?/\d+)")
HOUSES = re.compile(r"(?<![\w/.,])\d+[A-Z]?/\d+[A-Z]?\s?-\s?\d+[A-Z]?/\d+[A-Z]?(?![\w/])")
# "ống D800mm", "DN100PVC"
PIPE = re.compile(r"(?<!\w)((?:DN|D|F|phi )\d{2,4})(?=(?:mm|cm|PVC|HDPE|uPVC)(?!\w))")
# Of eyes: "cận thị 5D"
DIOPTRES = re.compile(r"(?<=\d)\s?D(?!\w)")
EYESIGHT = re.compile(r"(?:cận|viễn|loạn|thị|độ)[^.;\n]{0,40}$", re.IGNORECASE)
GAME = re.compile(r"(?:bóng|trận|hiệp|séc|set|thắng|thua|hòa|kết|dẫn|đấu|[Gg]iải|[Đđ]ội)(?!\w)")
GOALS = re.compile(
    r"(?<![\w/.,\-])(\d{1,2})\s?-\s?(\d{1,2})(?=\s*[,;.)]|\s*$|\s+(?:thôn|đội|trước|trong|cho|sau|ở|vào|trận|hiệp|tổ|TDP|xã|phường)(?!\w))(?![.,]\d)",
    re.MULTILINE,
)
SCORE = re.compile(r"((?:[Tt][ỷỉ] số|[Tt]hắng|[Tt]hua|[Hh]òa)\s+)(\d{1,2})\s*[-:]\s*(\d{1,2})(?![\w\-]|[.,/]\d|\s+(?:triệu|tỷ|nghìn|%))")
UP_TO_BELOW = re.compile(r"(?<=\d)\s*-\s*(?:<|dưới)\s*(?=\d)")
# "lô C12-14"; "vàng 9999"
LOTS = re.compile(r"(?<!\w)([A-ZĐ]{1,3})(\d{1,3})\s?-\s?(\d{1,3})(?![\w/\-]|[.,]\d)")
LOT = re.compile(r"(?:lô|căn|phòng|bàn|ốt|quầy|số|ghế)\s+$", re.IGNORECASE)
FOUR_NINES = re.compile(r"(?<=vàng )9999|(?<=nhẫn )9999|(?<=miếng )9999|9999(?=\s+(?:tăng|giảm))")
PILLS = re.compile(r"(?<=[Uu]ống )(\d{1,2})\s?v(?!\w)")
DECIMAL_SHARE = re.compile(rf"(?<![\w/.,])(\d+,\d+)/(\d+(?:,\d+)?)(?=\s?(?:{UNIT})(?!\w)|[^\w/]|$)")
SHARE_OF_DECIMAL = re.compile(r"(?<![\w/.,])(\d+)/(\d+,\d+)(?![\w/]|\s?[kM]?[VW])")
# "vắc xin 6in1"; "Đề án 06", "xe buýt 01": names, not counts.
IN_ONE = re.compile(r"(?<!\w)(\d)\s?in\s?(1)(?!\w)")
ZERO_LED = re.compile(r"\b([Đđ]ề án\s+(?:số\s+)?|[Bb]uýt\s+|(?:[Mm]ẫu|[Tt]ờ khai|[Bb]iểu)\s+(?:số\s+)?)(0\d)(?!\d|[.,/]\d)")
# "19.280đ/lít (-150đ)": dearer or cheaper by so much
CHANGE = re.compile(rf"(?<=\()([-+])\s?(?={AMOUNT}\s?(?:đ|đồng|k|%|tr|điểm)(?!\w))")
BELOW_ZERO = re.compile(rf"-(?<![\w.,]-)(?={AMOUNT}\s?(?:(?:đến|tới)\s?-?{AMOUNT}\s?)?(?:°|º|độ|oC))")
COMPARED = re.compile(
    rf"({_any(COMPARISONS)})\s*({AMOUNT}(?:/\d+)?(?:\s?[x×]\s?{AMOUNT})?)(\s?(?:%|{UNIT}|{_any(COUNTED)})(?!\w)(?:/(?:{_any(PER)})(?!\w))*(?: nước(?!\w))?|(?:\s[a-zà-ỹđ]+){{1,3}}(?=[,.;:)]|$))?",
    re.MULTILINE,
)
# "trình độ ≥ trung học phổ thông"
COMPARED_WORD = re.compile(r"(≥|>=|≤|<=)\s*()([^\W\d][^,.;:()\d\n]{1,40}?)(?=\s*[,.;:)\n]|\s*$)", re.MULTILINE)
AND_MORE = re.compile(rf"{NOT_INSIDE}({AMOUNT})\+(\s+(?:{_any(COUNTED)})(?!\w))?(?!\w)")
RATE = re.compile(rf"/\s?({_any({*PER, *UNITS})}|[^\W\d_A-Z]+)(?!\w)")
BELOW = r"(?:\s?/\s?[^\W\d]+[23²³]?(?: [^\W\d]+)?){0,2}"
RATE_TOP = re.compile(
    rf"(?:{AMOUNT}|{MAGNITUDE})\s?({UNIT}|lần|gam|người|suất|liều|mũi|buổi|lượt|ca|hộ|điểm|giờ|phút|ngày|phần|viên|gói|cốc|bữa|tin|cháu|con|cây|trường hợp|phiếu|học sinh|sinh viên|cán bộ|công nhân|đại biểu|khách|trẻ|em|xe|vòng|tuần|tháng|quý|năm|tiết|bài|câu|số|{MAGNITUDE}){BELOW}\s?$|(?:đồng|phí|giá|mức){BELOW}\s?$"
)
# "15kg gạo/hộ"
RATE_OF_GOODS = re.compile(rf"{AMOUNT}\s?(?:{UNIT}|{MAGNITUDE}|suất|phần|thùng|gói|bao|túi|chai|hộp)\s[^\W\d]+(?:\s[^\W\d]+)?{BELOW}\s?$")
# "1.200 lỗi/ngày", "5 hộp/tuần/học sinh"
EACH = frozenset(
    {
        "ngày",
        "tuần",
        "tháng",
        "quý",
        "năm",
        "giờ",
        "phút",
        "lần",
        "lượt",
        "buổi",
        "ca",
        "đợt",
        "vụ",
        "người",
        "hộ",
        "học sinh",
        "em",
        "cháu",
        "trẻ",
        "lớp",
        "đội",
        "nhóm",
        "tầng",
        "tuyến",
        "trận",
        "kỳ",
        "sào",
        "ha",
        "h",
        "m2",
        "m²",
        "m3",
        "kg",
        "lít",
        "công",
    }
)
COUNT_OF_THINGS = re.compile(rf"{AMOUNT}\s[^\W\d_A-Z]+(?:\s[^\W\d_A-Z]+)?{BELOW}\s?$")
# "1 bình/50m2": nothing above said how
OVER_AMOUNT = re.compile(rf"(?<=\w)\s?/\s?(?=(?:{NUM})\s?(?:m2|m²|m3|m³|ha|km|kg)(?!\w))")
TIMES = re.compile(r"(?<=[\dm])\s?[x×]\s?(?=\d)|(?<=\w) [x×] (?=\w)|(?<=[%\w]) × (?=\w)|(?<=%) x (?=\w)")
WITH_UNIT = re.compile(rf"{NOT_INSIDE}(?:(\d{{1,3}})/)?({AMOUNT})\s?({UNIT})(?!\w)")
# "mỗi m2", "tính theo kg": a unit that no word looks like needs no number.
ALONE = re.compile(r"(?<![\w./])(?:k?m[23²³]|km|cm|mm|kg|kWh|kW|kVA|kV|ml|mg|mmHg|MW|ha)(?![\w./]|\s*\d)")
# "mỗi câu 10đ", "thang 100đ"; three figures after a comma are thousands
SCORED = re.compile(rf"{NOT_INSIDE}(\d{{1,3}}(?:,\d{{1,2}})?)\s?đ(?![\w/])")
PRICED = re.compile(r"(?:giá|lít|đ/kg|tiền|phí|vé|phạt|mua|bán|cước|thu|nộp|gạo|tặng|chợ|hàng)(?!\w)[^.;\n]{0,20}$", re.IGNORECASE)
MARKED = re.compile(r"(?:trừ|cộng|câu|thang|điểm|chuẩn)\s+$", re.IGNORECASE)
HIGHEST_MARK = 100
# "400kVA-35/0,4kV"
ELECTRIC = "[kKM]?VA|[kK]?V|[kK]?Wp?|m?Ah|Ω|Hz"
RATED = re.compile(rf"({AMOUNT}\s?)({ELECTRIC})\s*[-/]\s*(?={AMOUNT}\s?({ELECTRIC})(?!\w)|\d)")
MINUTES_AND_SECONDS = re.compile(r"(?<![\w.,])(\d{1,3})'\s?(\d{1,2})(?:''|(?![\w']))")
# After these words "≤" and "≥" say nothing new.
AT_MOST = re.compile(r"(?:[Tt]ối đa|[Kk]hông quá|[Nn]hiều nhất|[Tt]ối thiểu|[Íí]t nhất)(?:\s+(?:là|chỉ|từ))?\s*$")
OF_UNIT = re.compile(rf"({MAGNITUDE})\s?(đ|VNĐ|VND|vnđ|USD|₫|m2|m²|m3|km2|ha|kWh|kg)(?!\w)")
WHOLE = r"(\d{1,3}(?:\.\d{3})+|\d{1,5})"
SHARE = re.compile(rf"(?<![\w/.,]){WHOLE}/{WHOLE}(?![\w/]|[.,]\d)")
# "200mm/24h", "12 ca/100.000 dân"
# "108,25m/110m"
OF_WHOLE = re.compile(
    rf"((?:\d|{MAGNITUDE})\s?)(m|m3|m²|m2|ha|km|kg|tấn|tỷ|triệu|cm|mm|lít|MW)\s?/(?={AMOUNT}\s?(?:{MAGNITUDE})?\s?\2(?!\w))"
)
PER_SO_MANY = re.compile(
    rf"/(?<=[^\W\d]/)(?={AMOUNT}\s?(?:h|giờ|ngày|phút|tháng|năm|km|kg|m2|ha|người|dân|hộ|lít|trẻ|ml|dl|buổi|suất|lần|tiết|con|cây|hồ sơ|lớp|em|tổ|thôn|trường|xã|phường)(?!\w))"
)
SLASHED = re.compile(r"(?<![\w/.,])(\d+[A-Za-z]?(?:/\d+[A-Za-z]?)+)(?![\w/])")
MIXED = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[^\W\d_])([A-Za-zĐđ]{1,4})?-?(\d{1,15})([A-Za-zĐđ]{1,3})?(\d{1,3})?(?!\w)")
CODED_DECIMAL = re.compile(r"(?<!\w)([A-Z]{1,4})(\d+)\.(\d+)(?!\w)")
# "dầu DO 0,05S": letters that no table knows behind a number that is written with its signs
GRADED = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d{3})+|\d+,\d+)(?=[^\W\d_])")
# What no rule above has explained: a number and a word that touch.
TOUCHING = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
CODED_DOT = re.compile(r"(?<!\w)([A-ZĐ]{1,4})\.(?=\d)")
NUMBER = re.compile(AMOUNT)
ADDRESS = re.compile(r"(?:lớp|ngõ|ngách|hẻm|kiệt|nhà|địa chỉ|phố|số)[\s:]*$", re.IGNORECASE)


def say_quantities(text: str) -> str:
    """Everything that a sign or a unit makes out of a number; the digits that are left are plain numbers."""
    text = RATED.sub(_rated, SCORED.sub(_scored, MINUTES_AND_SECONDS.sub(r"\1 phút \2 giây", text)))
    text = IN_WORDS.sub(_in_words, MONEY_IN_WORDS.sub(_money_in_words, text))
    text = PER_ONE.sub(" 1 ", UNIT_IN_BRACKETS.sub(r" \1", text))
    text = MINUTES_OF_ARC.sub(_arc, text)
    text = LOTS.sub(_lots, CODES.sub(r"\1\2 đến \1\3", text))
    text = FOUR_NINES.sub("bốn số chín", text) if "9999" in text else text
    text = COMMA_THOUSANDS.sub(lambda m: m.group().replace(",", "."), SPACED.sub(lambda m: m[1].replace(" ", "."), text))
    if "<" in text or ">" in text:
        text = SHORTER.sub(lambda m: f"{COMPARISONS[m.group().strip()][0]} ", text)
    text = HEIGHT.sub(_height, BEARING.sub(_bearing, text))
    text = PILLS.sub(r"\1 viên", text)
    text = DECIMAL_SHARE.sub(r"\1 trên \2", SHARE_OF_DECIMAL.sub(r"\1 trên \2", text))
    text = ZERO_LED.sub(lambda m: m[1] + digits(m[2]), IN_ONE.sub(r"\1 trong \2", text))
    text = UP_TO_BELOW.sub(" đến dưới ", text)
    text = DOT_DECIMALS.sub(r"\1,\2-\3,\4", text)
    text = DOT_DECIMAL.sub(r"\1,\2", text)
    text = VERSION.sub(lambda m: f"{cardinal(int(m[1]))} chấm {_part(m[2])}", text)
    text = TWICE_DONG.sub("đ", text)
    text = THOUSANDS_OF.sub(r"\1 nghìn", STRENGTH.sub(r"\1,\2 ", CLASS.sub(r"\1 tê", text)))
    text = FERTILISER.sub(r"\1, ", text) if "pê ca" in text or "a pê" in text else text
    text = AGED.sub(lambda m: f"{m[1]} tuổi" if SOMEBODY.search(before(m)) else m.group(), text)
    text = SPREAD.sub(" một ", DIOPTRES.sub(lambda m: " đi ốp" if EYESIGHT.search(before(m)) else m.group(), PIPE.sub(r"\1 ", text)))
    text = HOUSES.sub(_houses, TOGETHER.sub(_together, text) if "+" in text else text)
    text = GOALS.sub(_goals, text)
    text = SCORE.sub(r"\1\2 \3", SERIES.sub(lambda m: m.group().replace("-", ", "), text))
    text = RANGE.sub(r"\1 đến ", text)
    text = BELOW_ZERO.sub("âm ", CHANGE.sub(lambda m: "giảm " if m[1] == "-" else "tăng ", text))
    text = DOLLARS.sub(r"\1 đô la Mỹ", text)
    text = MILLION_AND.sub(_and_hundreds, text)
    text = AND_MORE.sub(lambda m: f"từ {m[1]}{m[2] or ''} trở lên", text)
    text = COMPARED_WORD.sub(_compared, COMPARED.sub(_compared, text))
    text = RATE.sub(_rate, OF_WHOLE.sub(r"\1\2 trên ", text))
    text = PER_SO_MANY.sub(" trên ", text)
    text = OVER_AMOUNT.sub(" trên ", TIMES.sub(" nhân ", text))
    text = WITH_UNIT.sub(_with_unit, text)
    return ALONE.sub(lambda m: UNITS[m.group()], OF_UNIT.sub(lambda m: f"{m[1]} {UNITS[m[2]]}", text))


def _together(match: re.Match[str]) -> str:
    *first, last = re.split(r"\s?\+\s?", match[2])
    joined = ", " if re.match(r"\s*(?:và|,)", after(match)) else " và "
    return f"{match[1]}{', '.join(first)}{joined}{last}"


def _houses(match: re.Match[str]) -> str:
    from_here = ADDRESS.search(before(match))
    return FROM_HOUSE.sub(" đến số ", match.group()) if from_here else match.group()


def _lots(match: re.Match[str]) -> str:
    """ "lô C12-14" counts on; "lô C12-3" is one lot."""
    counts_on = int(match[3]) > int(match[2]) > 1 and LOT.search(before(match))
    return f"{match[1]}{match[2]} đến {match[3]}" if counts_on else match.group()


def _goals(match: re.Match[str]) -> str:
    left = before(match)
    is_score = GAME.search(left) and not re.search(
        r"(?:từ|ngày|tháng|lúc|tuổi|số|tổ|thôn|lớp|khoảng|lứa|cấp|hạng|nhóm|tuần|vòng)\s+$", left, re.IGNORECASE
    )
    return f"{match[1]} {match[2]}" if is_score else match.group()


def _part(written: str) -> str:
    """What follows the dot of "3.05" or "A12.5"."""
    return digits(written) if written[0] == "0" else cardinal(int(written))


def _rated(match: re.Match[str]) -> str:
    """ "30W-16Ω", "220V/50Hz": two figures of one device, no range."""
    alike = match[2] == match[3] or (match[3] is None and not match[2].endswith("VA"))
    return match.group() if alike else f"{match[1]}{match[2]}, "


def _scored(match: re.Match[str]) -> str:
    """ "mỗi câu 10đ" is a mark; "mỗi suất 500đ" is money."""
    if MARKED.search(before(match)):
        return f"{match[1]} điểm"
    is_mark = 0 < float(match[1].replace(",", ".")) <= HIGHEST_MARK and not PRICED.search(before(match))
    return f"{match[1]} điểm" if is_mark else match.group()


def _and_hundreds(match: re.Match[str]) -> str:
    above, below = ("tỷ", "triệu") if match[2] in {"tỷ", "tỉ"} else ("triệu", "nghìn")
    return f"{match[1]} {above} {match[3].ljust(3, '0').lstrip('0') or '0'} {below}"


def _height(match: re.Match[str]) -> str:
    whole, unit, part = match.groups()
    if unit == "m" and part in {"2", "3"} and not TALL.search(before(match)):
        return match.group()
    words = digits(part) if part[0] == "0" else {"1": "mốt", "4": "tư"}.get(part, cardinal(int(part)))
    return f"{cardinal(int(whole))} {UNITS[unit]} {words}"


def _arc(match: re.Match[str]) -> str:
    whole, minutes, quarter, another = match.groups()
    return f"{whole} độ {minutes} phút" + (f" {BEARINGS[quarter]}" if quarter else "") + (", " if another else "")


def _bearing(match: re.Match[str]) -> str:
    whole, part, quarter = match.groups()
    if not re.search("°|độ", match.group()) and not (part and quarter in "NE" and AT_SEA.search(before(match))):
        return match.group()
    pause = ", " if match.group().rstrip().endswith("-") else ""
    return f"{number(whole + (',' + part if part else ''))} độ {BEARINGS[quarter]}{pause}"


def _with_unit(match: re.Match[str]) -> str:
    top, amount, unit = match.groups()
    words = f"{number(top)} {_share_of(top, amount)}" if top else number(amount)
    return f"{words} {UNITS[unit]}"


def _share_of(top: str, whole: str) -> str:
    if whole.isdecimal() and 0 < int(top) < int(whole) <= 10:
        return f"phần {ordinal(int(whole))}"
    return f"trên {number(whole)}"


def _in_words(match: re.Match[str]) -> str:
    """ "03 (ba) bản": said once."""
    return match[1] if number(match[1]) == match[2].strip().casefold() else match.group()


def _money_in_words(match: re.Match[str]) -> str:
    """ "15.000.000đ (Mười lăm triệu đồng)": said once."""
    words = re.sub(r"(?:\s+(?:đồng|chẵn))+[.]?$", "", match[3].strip().casefold())
    return match[1] if number(match.group("sum")) == words else match.group()


def _compared(match: re.Match[str]) -> str:
    opening, closing = ("", "") if match[1][0] in "≤≥" and AT_MOST.search(before(match)) else COMPARISONS[match[1]]
    return " ".join(part for part in (f" {opening}", match[2], (match[3] or "").strip(), closing) if part).rstrip() + (
        "" if match[3] else " "
    )


def _rate(match: re.Match[str]) -> str:
    left, below = before(match), match[1]
    top = RATE_TOP.search(left)
    if not top and below in PER and (RATE_OF_GOODS.search(left) or (below in EACH and COUNT_OF_THINGS.search(left))):
        return f" một {PER[below]}"
    if not top:
        return match.group()
    if below == "ha":
        return " một héc ta"
    words = PER.get(below) or UNITS.get(below, below)
    physical = top[1] in PHYSICAL and (below in UNITS or below in {"giờ", "phút", "giây"})
    return f" {'trên' if physical else 'một'} {words}"


def say_numbers(text: str) -> str:
    """What is left with digits in it: shares, numbers of houses, codes, plain numbers."""
    text = SHARE.sub(_share, text)
    text = GRADED.sub(r"\1 ", text)
    text = CODED_DECIMAL.sub(lambda m: f"{m[1]}{m[2]} chấm {_part(m[3])}", CODED_DOT.sub(r"\1", text))
    text = SLASHED.sub(lambda m: m[1].replace("/", " gạch chéo "), text)
    return NUMBER.sub(lambda m: number(m.group()), TOUCHING.sub(" ", MIXED.sub(_mixed, text)))


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
    words = [CODE_LETTERS.get(c.lower(), c) for c in ahead or ""]
    is_code = len(middle) > 4 or middle.startswith("00") or (ahead and len(middle) > 1 and middle[0] == "0")
    words.append(digits(middle) if is_code else cardinal(int(middle)))
    words += [CODE_LETTERS.get(c.lower(), c) for c in behind or ""]
    if last:
        words.append(cardinal(int(last)))
    return " ".join(words)
