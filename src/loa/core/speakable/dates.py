"""Days, months, years, weekdays, hours, and the ranges of them."""

import re

from loa.core.speakable.context import after, before, word_before
from loa.core.speakable.numbers import cardinal, month, ordinal

D, M, Y = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])", r"((?:19|20)\d\d)"
LONG_AGO = r"((?:1[5-9]|20)\d\d)"
FREE, END = r"(?<![\w/.,])", r"(?![\w/]|[.,]\d)"
DASH = r"\s*(?:-|đến ngày|đến)\s*"
DAYS = re.compile(FREE + D + r"(?:/" + M + r"(?:/" + LONG_AGO + r")?)?\s*-\s*(?:ngày\s+)?" + D + "/" + M + r"(?:/" + LONG_AGO + ")?" + END)
DAY = re.compile(
    FREE + D + r"(?:/" + M + "/" + LONG_AGO + r"|\s?-\s?" + M + r"\s?-\s?" + LONG_AGO + r"|\." + M + r"\." + LONG_AGO + ")" + END
)
ISO_DAY = re.compile(FREE + Y + "-" + M + "-" + D + END)
ALL_DAY = re.compile(r"(?<![\w/])24\s?h?/(24|7)(?:\s?(?:h|giờ))?(?![\w/])")
# "ngày 12-8", "từ 1.8 đến 15.8", as newspapers and phones write days.
NAMED_DAY = re.compile(r"\b(ngày\s+)" + D + r"[.\-]" + M + r"(?![\w/\-]|[.,]\d|\s*tháng)", re.IGNORECASE)
AND_DAY = re.compile(r"(\d/\d{1,2}\s*(?:và|,)\s*)" + D + "-" + M + r"(?![\w/\-]|[.,]\d)")
DASHED_DAY = re.compile(
    r"(?<![\w/.,\-])"
    + D
    + r"([.\-])"
    + M
    + r"(?![\w/\-]|[.,]\d|\s?(?:%|độ|triệu|tỷ|giờ|h|phút|tháng|ngày|năm|tuần|người|tuổi|hộ|lần|buổi|mũi)(?!\w))"
)
AMONG_DAYS = re.compile(r"(?:ngày|mùng|mồng)\s[^.;:\n]{0,25}\d\s*(?:và|đến|,)\s*$", re.IGNORECASE)
LUNAR = re.compile(r"\s*(?:âm lịch|ÂL|AL)(?!\w)")
NAMED_FOR_DAY = re.compile(
    r"(?:[Bb]ệnh viện|BV|[Đđ]ường|[Pp]hố|[Cc]ầu|[Tt]rường|[Mm]ầm non|MN|[Qq]uảng trường|[Cc]ông viên|[Rr]ạp|[Xx]í nghiệp)\s+$"
)
# "sáng 22.11", "tối 5-9"
PART_OF_DAY = re.compile(
    r"(?<!\w)(?:sáng|chiều|tối|trưa|đêm|hôm nay|chủ nhật|thứ \w+|(?<!kỳ )(?<!thời )hạn|hạn (?:cuối|chót|nộp|đăng ký)|chậm nhất|kể từ),?:?\s+\(?$",
    re.IGNORECASE,
)
# "t7", as people type in a hurry, beside another day or a part of one
SMALL_WEEKDAY = re.compile(r"(?<!\w)t([2-7])(?!\w)")
BESIDE_A_WEEKDAY = re.compile(r"(?:[-,&(]|sáng|chiều|tối|trưa|đêm|nay|mai|ngày|vào|và|đến|từ)\s*$", re.IGNORECASE)
# "lúc 22h/10-9"
HOUR_OF_DAY = re.compile(r"(?<!\w)(\d{1,2}(?:h|g)(?:\d\d)?)\s?/\s?" + D + "[/-]" + M + r"(?![\w/]|[.,]\d)")
# "9 tháng/2021", "6T/2022", "Q1/2022"
MONTHS_OF_YEAR = re.compile(r"(?<!\w)(\d{1,2})\s?(?:tháng|T)/" + Y + r"(?![\w/])")
# "trả lương hưu 5-10 hằng tháng"
DAYS_OF_EACH_MONTH = re.compile(r"(?<![\w/.,\-])(?:ngày\s+)?([1-9]|[12]\d|3[01])\s*-\s*([1-9]|[12]\d|3[01])(?=\s+(?:hằng|hàng|mỗi) tháng)")
# "6T đầu năm", "9T tăng 3%"
MONTHS_LONG = re.compile(r"((?:[Kk]ỳ hạn|[Gg]ói|[Tt]rong|[Ss]au|[Đđ]ủ|[Bb]ảo hành)\s+\d{1,2})\s?T(?!\w)")
MONTHS_COUNTED = re.compile(r"(?<![\w.,])(\d{1,2})\s?T(?=\s+(?:đầu|cuối|năm|tăng|giảm|qua|tới|thu|đạt|ước)(?!\w))")
WEEKDAY_LIST = re.compile(r"(?<!\w)T[2-7](?:,\s?[2-7]){1,5}(?!\w|[.,/]\d)")
MONTH_TO_MONTH = re.compile(r"(?<!\w)T(1[0-2]|[1-9])\s*-\s*T?(1[0-2]|[1-9])(?=/(?:19|20)\d\d)")
QUARTER = re.compile(r"(?<!\w)Q([1-4])/" + Y + r"(?![\w/])")
# "14/2/2026 (27 tháng Chạp) - 22/2/2026"
TOLD_TWICE = re.compile(r"(\d{4}\s*\([^()\n]{1,30}\))\s*-\s*(?=\d{1,2}/)")
# "các ngày 17 - 18.1", "độ mặn tháng 3.2023"
DOTTED_RANGE = re.compile(r"(?<![\w/.,])" + D + r"\s?(?:-|đến)\s?" + D + r"\." + M + r"(?![\w/]|[.,]\d)")
IN_A_RANGE_OF_DAYS = re.compile(r"(?:ngày|\d[./]\d{1,2}\s+và|\d[./]\d{1,2},)\s+$", re.IGNORECASE)
DOTTED_MONTH = re.compile(r"(?<=áng )" + M + r"\." + Y + r"(?![\w/]|[.,]\d)")
DOTTED_DAYS = re.compile(
    r"\b(từ\s+(?:ngày\s+)?)" + D + r"\." + M + r"(\s*(?:đến|-)\s*(?:hết\s+)?)(?:ngày\s+)?" + D + r"\." + M + r"(?=\s*(?:[,;.)]|$))",
    re.IGNORECASE | re.MULTILINE,
)
MONTH_ALONE = re.compile(r"(?<!\w)T([89]|1[0-2])(?![\w/])")
# "khẩu phần 10g", "5g thuốc": gam, no hour.
GRAMS = re.compile(r"(?<![\w.,/\-])(\d{1,2})\s?g(?![\w/]|\s*-)")
WEIGHED = re.compile(
    r"(?:[Pp]ha|[Tt]rộn|[Rr]ắc|[Uu]ống|[Ăă]n|[Nn]ặng|[Gg]ồm|[Cc]ân|[Cc]hứa|[Ll]iều|[Gg]ói|[Tt]hêm|[Bb]ón|[Hh]òa|[Dd]ùng|[Bb]ao|[Cc]hai|[Hh]ộp|[Ll]ọ|[Tt]uýp|phần|lượng)\s+$"
)
AT_AN_HOUR = re.compile(
    r"(?:lúc|từ|đến|tới|trước|sau|hồi|vào|hết|hẹn|khoảng|sáng|chiều|tối|trưa|đêm|họp|khám|bắt đầu|kết thúc|qua|và)\s+$", re.IGNORECASE
)
BESIDE_AN_HOUR = re.compile(
    r"\s*(?:$|[.,;:)!?&]|(?:sáng|chiều|tối|trưa|đêm|ngày|hôm|mai|nay|thì|là|các|tại|ở|và|hoặc|đến|thứ|T[2-7]|CN|hằng|hàng|hôm|mùng|phải|có|bắt|khai|họp|ăn|nghỉ|làm|học|đi|về|xuất|tập|lễ|khởi|đón|dậy|mở|đóng|phát|cắt|cùng|tới|kém|rưỡi|đúng)(?!\w))"
)
HOURS_RANGE_EACH = re.compile(r"(?<![\w.,/\-])(\d{1,2})\s?-\s?(\d{1,2})\s?(?:h|giờ)/(?=(?:ngày|tuần|tháng|buổi|ca|lần|lượt|đêm)(?!\w))")
HOURS_EACH = re.compile(r"(?<![\w.,/\-])(\d{1,3})\s?(?:h|giờ)/(?=(?:ngày|tuần|tháng|buổi|ca|lần|lượt|năm|đêm)(?!\w))")
# "ngày 5,6,7/8", "tổ 3,4": a comma between small numbers that is no decimal one.
LISTED = re.compile(r"(?<![\w.,])\d{1,2}(?:,\d{1,2}){2,}(?![\w,]|\.\d)")
PLACED_LIST = re.compile(
    r"(?<![\w.,])(\d{1,2}),(\d{1,2})(?![\w,.%°]|\s?(?:%|triệu|tỷ|nghìn|đồng|độ|mét|tấn|tạ|lít|giờ|phút|điểm|lần|kg|km|ha|tr|m)(?!\w)|\s?-\s?\d+[,%])"
)
COEFFICIENT = re.compile(r"(?:(?:hệ|chỉ|tỷ|tỉ|tham|đạt|trị) số|tăng ca)\s+$", re.IGNORECASE)
LIST_OF = re.compile(
    r"(?<!\d )(?<!\d)\b(?:ngày|tháng|thứ|khoản|điều|điểm|mục|tổ|thôn|xóm|TDP|khu|nhóm|vùng|mũi|số|phường|quận|lớp|ngõ|cụm|lô|khóa|khu vực|khu phố|khu dân cư|dân phố|đội|ấp|KV|KP|KDC|tầng|phòng|đợt|tuần|quý|bài|câu|trạm|chốt|kênh|nhánh|chương|phần|ca|tiết)\s+(?:số\s+)?$",
    re.IGNORECASE,
)
# "Ngày Gia đình Việt Nam 28/6"
NAMED = re.compile(r"\b[Nn]gày\s+(?:[^\d,;.:()]{1,50}\s)?(?!từ|đến|trước|sau|vào|là)[^\d\W]+\s$")
# "từ 22h ngày 3/8 - 4h ngày 4/8"
FROM_TO = re.compile(r"\b([Tt]ừ\s+(?:ngày\s+)?\d[^\-.;,\n]{0,30}?)\s+-\s+(?=(?:ngày\s+)?\d)")
SHORT_DAY = re.compile(FREE + D + "/" + M + END)
MONTH = re.compile(r"(?<![\w/.,])(tháng\s+|T)?" + M + r"[/\-]" + Y + r"(?![\w/])", re.IGNORECASE)
MONTHS = re.compile(r"\b(tháng\s+)" + M + r"\s*-\s*" + M + r"(?=[/\s,.;)]|$)", re.IGNORECASE)
# "tháng 9, 10, 11/2021"
MONTHS_BEFORE = re.compile(r"tháng\s+\d{1,2}(?:,\s*\d{1,2})*\s*(?:,|và)\s*$", re.IGNORECASE)
APRIL = re.compile(r"\b(tháng\s+)(0?4)(?![\w/]|[.,]\d)", re.IGNORECASE)
CROSSING = re.compile(r"\b(ngã\s+)4(?![\w/]|[.,]\d)", re.IGNORECASE)
YEARS = re.compile(r"(?<![\w/.,])" + Y + r"\s*-\s*" + Y + r"(?![\w/])")
# "ngày" is not added after these: they already say that a day follows, or the day is a name.
LAST_OF_THE_FIRST_TEN = 10
NO_DAY_AFTER = frozenset((
    "mn", "non", "bv", "ngày", "hôm", "mùng", "mồng", "sáng", "chiều", "tối", "trưa", "đêm", "khánh", "lễ", "tết", "dịp", "đường", "phố", "cầu", "trường",
    "qk", "bệnh", "viện", "công", "tỷ", "rạp", "nhóm", "chiến", "thắng", "phong", "trào", "ngõ", "ngách", "nhà",
))  # fmt: skip

H, MIN = r"([01]?\d|2[0-4])", r"([0-5]\d|[1-9](?=\s*(?:'|phút|,|;|\.|đến|sáng|chiều|tối|ngày|$)))"
CLOCK = (
    r"(?:"
    + H
    + r"\s?(?:h|H|g(?!/|\s+(?:vàng|thịt|đường|muối|bột|gạo|rau|thuốc|mỗi))|giờ)(?:\s?"
    + MIN
    + r"(?!\d|\s*(?:đến|-)\s*\d+\s*(?:người|ngày|tuổi)))?(?:\s?(?:phút|ph|p|')(?!\w))?|"
    + H
    + r":([0-5]\d)(?::00)?)"
)
HOURS = re.compile(r"(?<![\w.,/])(?:" + CLOCK + r"|" + H + r")\s*-\s*" + CLOCK + r"(?!\w)")
HOUR = re.compile(r"(?<![\w.,/])" + CLOCK + r"(?!\w)")

LONG_HOURS = re.compile(r"(?<![\w.,/])(\d{1,3})\s?(?:h|giờ)?\s*-\s*(\d{2,3})\s?(?:h|giờ)(?!\w)")
# "mất nước trong 6-8h tới", "mất sóng 2-3 giờ": lengths too
HOURS_SPENT = re.compile(r"(?<![\w.,/\-])(\d{1,2})\s?-\s?(\d{1,2}) giờ(?!\w|\s+(?:sáng|chiều|tối|trưa|đêm|ngày|hôm|thứ|\d))")
AT_THE_HOURS = re.compile(r"(?:từ|lúc|vào|hồi|sáng|chiều|tối|trưa|đêm|khung|giờ|đến|T[2-7]|CN|nhật|thứ \w+|[:,;(])\s*$", re.IGNORECASE)
HOURS_LONG = re.compile(
    r"((?:trong|khoảng|kéo dài|mất|sau)\s+(?:khoảng\s+)?)(\d{1,2})(?:\s?(?:h|giờ))?\s*-\s*(\d{1,2})\s?(?:h|giờ)(?=\s+(?:tới|nữa|liền|liên tục|qua|tiếp|kể))",
    re.IGNORECASE,
)
HOURS_OF_A_DAY = 24
RATIO = re.compile(r"((?:[Tt][ỷỉ] lệ|[Pp]ha|[Bb]ản đồ)[^.;,:\d]{0,30})(\d+)\s?:\s?(\d+)(?![\w:])")
DOTTED_HOUR = re.compile(r"(?<![\w.,])([01]?\d|2[0-4])\.([0-5]\d)\s?(?:h|giờ)(?!\w)")
EACH_OF_THESE_DAYS = re.compile(r"(?<!\w)(?:T[2-7]|CN)(?:\s?-\s?(?:T?[2-7]|CN)){2,}(?!\w|[/.,]\d)")
AND_LATER = re.compile(r"\b(thứ\s+\d{1,2})\+(?!\w)", re.IGNORECASE)
WEEKDAYS = re.compile(
    r"(?<!\w)(?<![A-Z]-)(?:T([2-7])|(?:[Tt]hứ|THỨ)\s+([2-7]))(?:\s*-\s*(?:(?:T|[Tt]hứ\s+)?([2-7])(?![\d/])|(CN|[Cc]hủ [Nn]hật)))?(?![\w/])"
)
ORDINAL = re.compile(r"\b(thứ\s+)(\d{1,3})(?![\w.,/]\d|\w)", re.IGNORECASE)


def say_dates(text: str) -> str:
    """Ranges before single days, full dates before short ones."""
    text = LISTED.sub(lambda m: m.group().replace(",", ", "), PLACED_LIST.sub(_placed_list, text))
    text = HOURS_RANGE_EACH.sub(r"\1 đến \2 giờ một ", text)
    text = HOURS_EACH.sub(lambda m: f"{cardinal(int(m[1]))} giờ một ", GRAMS.sub(_grams, text))
    text = DASHED_DAY.sub(_dashed_day, SMALL_WEEKDAY.sub(_small_weekday, text))
    text = HOUR_OF_DAY.sub(r"\1 ngày \2/\3", ALL_DAY.sub(_all_day, text))
    text = DAYS_OF_EACH_MONTH.sub(r"ngày \1 đến ngày \2", text)
    text = MONTHS_COUNTED.sub(r"\1 tháng", MONTHS_LONG.sub(r"\1 tháng", text))
    text = MONTH_TO_MONTH.sub(r"tháng \1 đến tháng \2", text)
    text = WEEKDAY_LIST.sub(lambda m: ", ".join(f"T{day}" for day in re.findall(r"\d", m.group())), text)
    text = MONTHS_OF_YEAR.sub(lambda m: f"{m[1]} tháng năm {m[2]}", QUARTER.sub(r"quý \1 năm \2", text))
    text = DOTTED_MONTH.sub(r"\1/\2", DOTTED_RANGE.sub(_dotted_range, text))
    text = FROM_TO.sub(r"\1 đến ", TOLD_TWICE.sub(r"\1 đến ", text))
    text = DAYS.sub(_days, text)
    text = ISO_DAY.sub(lambda m: _one(m, m[3], m[2], m[1]), text)
    text = DAY.sub(lambda m: _one(m, m[1], m[2] or m[4] or m[6], m[3] or m[5] or m[7]), text)
    text = MONTHS.sub(lambda m: f"{m[1]}{month(int(m[2]))} đến tháng {m[3]}", text)
    text = MONTH.sub(_month, text)
    text = DOTTED_DAYS.sub(r"\1\2/\3\4\5/\6", text)
    text = AND_DAY.sub(r"\1\2/\3", NAMED_DAY.sub(r"\1\2/\3", text))
    text = SHORT_DAY.sub(_short_day, text)
    text = MONTH_ALONE.sub(lambda m: f"tháng {month(int(m[1]))}", text)
    text = YEARS.sub(_years, text)
    text = CROSSING.sub(r"\1tư", text)
    return APRIL.sub(lambda m: m[1] + "tư", text)


def _dotted_range(match: re.Match[str]) -> str:
    in_days = IN_A_RANGE_OF_DAYS.search(before(match))
    return f"{match[1]}-{match[2]}/{match[3]}" if in_days else match.group()


def _placed_list(match: re.Match[str]) -> str:
    left = before(match)
    return f"{match[1]}, {match[2]}" if LIST_OF.search(left) and not COEFFICIENT.search(left) else match.group()


def _small_weekday(match: re.Match[str]) -> str:
    beside = BESIDE_A_WEEKDAY.search(before(match)) or re.match(r"\s*(?:-|,|và|&)\s*(?:[tT][2-7]|cn|CN)(?!\w)", after(match))
    return f"T{match[1]}" if beside else match.group()


def _dashed_day(match: re.Match[str]) -> str:
    left = before(match)
    is_day = (
        PART_OF_DAY.search(left)
        or (match[2] == "-" and (AMONG_DAYS.search(left) or LUNAR.match(after(match))))
        or (match[2] == "-" and NAMED_FOR_DAY.search(left))
    )
    return f"{match[1]}/{match[3]}" if is_day else match.group()


def _grams(match: re.Match[str]) -> str:
    if BESIDE_AN_HOUR.match(after(match)) and not WEIGHED.search(before(match)):
        return match.group()
    return match.group() if AT_AN_HOUR.search(before(match)) and int(match[1]) <= HOURS_OF_A_DAY else f"{match[1]} gr"


def _all_day(match: re.Match[str]) -> str:
    if match[1] == "7" and DATE_BEFORE.search(before(match)):
        return match.group()
    return "hai mươi tư trên " + ("bảy" if match[1] == "7" else "hai mươi tư giờ" if re.search(r"h|giờ", match.group()) else "hai mươi tư")


def _day(day: str, mon: str | None, year: str | None) -> str:
    words = cardinal(int(day))
    if mon:
        words += f" tháng {month(int(mon))}"
    return words + (f" năm {cardinal(int(year))}" if year else "")


def _prefix(match: re.Match[str]) -> str:
    if NAMED.search(before(match)):
        return ""
    if re.search(r"(?<![\w/:])\d{1,2}\s*(?:,|và)\s*$", before(match)):
        return ""
    return "" if word_before(match) in NO_DAY_AFTER and not before(match).rstrip().endswith(":") else "ngày "


def _one(match: re.Match[str], day: str, mon: str, year: str | None) -> str:
    return _prefix(match) + _day(day, mon, year)


def _days(match: re.Match[str]) -> str:
    day, mon, year, last_day, last_mon, last_year = match.groups()
    if not mon and int(day) > int(last_day):
        return match.group()
    to = "mùng" if word_before(match) in {"mùng", "mồng"} and int(last_day) <= LAST_OF_THE_FIRST_TEN else "ngày"
    return f"{_prefix(match)}{_day(day, mon, year)} đến {to} {_day(last_day, last_mon, last_year)}"


def _month(match: re.Match[str]) -> str:
    ahead = word_before(match)
    if match[1] is None and ahead in {"ngõ", "số", "ngách"}:
        return match.group()
    if match[1] is None and MONTHS_BEFORE.search(before(match)):
        return f"{month(int(match[2]))} năm {cardinal(int(match[3]))}"
    if match[1] is None and ahead in NUMBERED_IN_YEAR:
        return f"{cardinal(int(match[2]))} năm {cardinal(int(match[3]))}"
    return f"{'Tháng' if (match[1] or '').startswith('Th') else 'tháng'} {month(int(match[2]))} năm {cardinal(int(match[3]))}"


# "đợt 1/2026": the first of that year.
NUMBERED_IN_YEAR = frozenset(("quý", "đợt", "kỳ", "khóa", "lần", "phiên"))
DATE_BEFORE = re.compile(
    r"(?:ngày|hôm|hôm nay|mùng|sáng|chiều|tối|trưa|đêm|từ|đến|tới|trước|sau|vào|hạn|nay|lễ|dịp|khánh|kỷ niệm|giờ|phút|lúc|lịch|hết|[Tt]hứ \w+|[Cc]hủ nhật|T[2-7]|CN|[Tt]ết|đường|phố|trường|bệnh viện|cầu|hôm qua|mai|mừng|ngày lễ|kể từ|tuần)[\s:,(]*$",
    re.IGNORECASE,
)
SHARE_BEFORE = re.compile(
    r"(?:chiếm|lãi|thiếu|lỗ|bớt|hết|dùng|chia|trộn|pha|che|tan|đạt|hơn|gần|khoảng|quá|ít nhất|tối thiểu|tối đa|giảm|tăng|còn|bằng|trên|dưới|tỷ lệ|không quá|được|có|là|thành|cho|với|chỉ|lấy|thu|nộp|hoàn thành|nhất|tiêm|vượt|của)\s*$",
    re.IGNORECASE,
)
SHARE_AFTER = re.compile(
    r"\s+(?:số|mặt bằng|đoạn|gói thầu|hạng mục|công trình|ruộng|vườn|chi phí|tiền|dân số|diện tích|hộ|người|thành viên|công suất|lượng|quãng|chiều|tổng|chặng|kế hoạch|đại biểu|thời gian|cử tri|phường|xã|quận|chỉ tiêu|ngày(?! \d)|thu nhập|nhân|lực lượng|suất|viên|cốc|thìa|giá|mức|hội viên|phụ huynh|đường|kinh phí|lớp|trường|tổ|thôn|cán bộ|sân|bề mặt|quả|củ|bát|chén|miếng|lát|trái|chai|lon|lọ|ống|bình|thời lượng|khối lượng|trọng lượng|số phiếu|đảng viên|muỗng|gói|liều|cư dân|lao động|học sinh|số lượng)"
)
# "Hai phần ba số hộ (2/3)"
TERM_BEFORE = re.compile(
    r"(?:hạn[^.;,\d]{0,20}|thời hạn|chậm nhất|khai mạc|khai giảng|bắt đầu|kết thúc|lễ|ngày \w+)\s+(?:là|vào|đến|từ)?\s*$",
    re.IGNORECASE,
)
SAID_AS_SHARE = re.compile(r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín) phần [^.;\n]{2,40}\(\s*$", re.IGNORECASE)
MEASURED = re.compile(r"\s?(?:giờ|h|mũi|lần|tháng|%|kg|g|ml|l|lít|m|m2|km|ha|viên|thìa|cốc|gói|mmHg)(?!\w)")
ADDRESS_BEFORE = re.compile(
    r"(?<!đổi )(?<!thuật )(?:lớp|ngõ|ngách|hẻm|kiệt|nhà|số nhà|nhà số|địa chỉ|phố|ở số|tại số|, số|Số|^số)[\s:]*$", re.IGNORECASE
)


DAY_LISTED = re.compile(
    r"\d/\d{1,2}\s*(?:,|và|-|đến)\s*$|(?:hạn|tức|niêm yết|mừng|từ|nộp)\s*(?:cuối\s*)?[:(]?\s*$|\d{1,2}\s?(?:h|giờ)(?:\d\d)?\s*$",
    re.IGNORECASE,
)


def is_evident(match: re.Match[str]) -> bool:
    """Whether something beside "3/4" says what it is: a house, a day, a share of something, a dose."""
    left, right = before(match), after(match)
    if int(match[1]) >= int(match[2]) or match[1][0] == "0" or match[2][0] == "0" or DAY_LISTED.search(left):
        return True
    beside = (ADDRESS_BEFORE.search(left), DATE_BEFORE.search(left), MEASURED.match(right), re.match(r"/|\s*(?:âm lịch|ÂL)", right))
    return any(beside) or NAMED.search(left) is not None or SHARE_AFTER.match(right) is not None


def _short_day(match: re.Match[str]) -> str:
    """Day, share, or number of a house? Judged by what stands beside it; a day when nothing does."""
    left, right, first, second = before(match), after(match), int(match[1]), int(match[2])
    if ADDRESS_BEFORE.search(left):
        return match.group()
    if (DATE_BEFORE.search(left) or TERM_BEFORE.search(left)) and not SAID_AS_SHARE.search(left):
        return _one(match, match[1], match[2], None)
    a_share = first <= second and second > 1
    if a_share and (SHARE_AFTER.match(right) or SHARE_BEFORE.search(left) or SAID_AS_SHARE.search(left)):
        return match.group()
    if MEASURED.match(right):
        return match.group()
    return _one(match, match[1], match[2], None)


def _years(match: re.Match[str]) -> str:
    joined = ", " if re.search(r"(?:năm học|niên khóa|vụ|mùa)\s*$", before(match), re.IGNORECASE) else " đến "
    return cardinal(int(match[1])) + joined + cardinal(int(match[2]))


def say_times(text: str) -> str:
    """Hours of the clock, then weekdays."""
    text = AND_LATER.sub(r"\1 trở lên", EACH_OF_THESE_DAYS.sub(_each_of_these_days, text))
    text = HOURS_SPENT.sub(_hours_spent, HOURS_LONG.sub(r"\1\2 đến \3 giờ", text))
    text = RATIO.sub(r"\1\2 trên \3", text)
    text = LONG_HOURS.sub(_long_hours, DOTTED_HOUR.sub(r"\1h\2", text))
    text = HOUR.sub(lambda m: _clock(m[1] or m[3], m[2] or m[4]), HOURS.sub(_hours, text))
    return ORDINAL.sub(lambda m: m[1] + ordinal(int(m[2])), WEEKDAYS.sub(_weekdays, text))


def _hours_spent(match: re.Match[str]) -> str:
    left = before(match)
    return f"{match[1]} đến {match[2]} giờ" if left.strip() and not AT_THE_HOURS.search(left) else match.group()


def _each_of_these_days(match: re.Match[str]) -> str:
    """ "T3-T5-CN", "T3-5-7"."""
    days = (day if day[0] in "TC" else f"T{day}" for day in re.split(r"\s?-\s?", match.group()))
    return ", ".join(days)


def _clock(hour: str, minute: str | None) -> str:
    words = f"{cardinal(int(hour))} giờ"
    return f"{words} {cardinal(int(minute))} phút" if minute and int(minute) else words


def _long_hours(match: re.Match[str]) -> str:
    """ "24h-36h" is a length, no time of day."""
    return f"{match[1]} đến {match[2]} giờ" if int(match[2]) > HOURS_OF_A_DAY else match.group()


def _hours(match: re.Match[str]) -> str:
    h1, m1, h2, m2, bare, h3, m3, h4, m4 = match.groups()
    start = cardinal(int(bare)) + " giờ" if bare else _clock(h1 or h2, m1 or m2)
    return f"{start} đến {_clock(h3 or h4, m3 or m4)}"


def _weekdays(match: re.Match[str]) -> str:
    first = match[1] or match[2]
    words = ("Thứ " if match.group().startswith("Th") else "thứ ") + ordinal(int(first))
    if match[3]:
        return f"{words} đến thứ {ordinal(int(match[3]))}"
    return f"{words} đến chủ nhật" if match[4] else words
