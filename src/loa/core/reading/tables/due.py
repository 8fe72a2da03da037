"""Words of deadlines (thời hạn), beside the verbs and words in `phrases`."""

# how often -> the period
EVERY: dict[str, str] = {
    "hằng ngày": "day", "hàng ngày": "day", "mỗi ngày": "day", "hằng tuần": "week", "hàng tuần": "week", "mỗi tuần": "week", "hằng tháng": "month",
    "hàng tháng": "month", "mỗi tháng": "month", "hằng quý": "quarter", "hàng quý": "quarter", "mỗi quý": "quarter", "hằng năm": "year", "hàng năm": "year",
    "mỗi năm": "year", "06 tháng": "half_year", "6 tháng": "half_year", "sáu tháng": "half_year", "định kỳ": "period", "tháng cuối quý": "quarter",
    "tháng cuối của quý": "quarter", "của tháng": "month",
}  # fmt: skip

WEEKDAYS: dict[str, int] = {
    "thứ hai": 1, "thứ ba": 2, "thứ tư": 3, "thứ năm": 4, "thứ sáu": 5, "thứ bảy": 6, "chủ nhật": 7,
    "thứ 2": 1, "thứ 3": 2, "thứ 4": 3, "thứ 5": 4, "thứ 6": 5, "thứ 7": 6,
}  # fmt: skip

UNITS: dict[str, str] = {"ngày": "day", "giờ": "hour", "tiếng": "hour", "tuần": "week", "tháng": "month"}

# Before "05 ngày làm việc"
WITHIN: tuple[str, ...] = (
    "sau", "trong", "trong thời hạn", "trong vòng", "chậm nhất", "chậm nhất là", "chậm nhất sau", "chậm nhất trong", "chậm nhất là sau", "không quá", "tối đa", "thời hạn",
    "thời hạn là", "muộn nhất", "muộn nhất là", "muộn nhất sau", "trước", "trong thời gian", "chậm nhất trong vòng", "trong khoảng thời gian", "thời gian không quá", "trong thời gian không quá",
)  # fmt: skip

SINCE: tuple[str, ...] = ("kể từ", "tính từ", "kể từ khi", "từ khi", "sau", "sau khi", "từ ngày", "sau ngày", "trước khi", "trước ngày")
