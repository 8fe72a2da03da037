"""How days, months and hours are written."""

DAY, MONTH, YEAR = "ngày", "tháng", "năm"
BETWEEN_FIGURES: tuple[str, ...] = ("/", "-", ".")  # 06/12/2025, 06-12-2025, 06.12.2025
FIRST_DAYS: tuple[str, ...] = ("mùng", "mồng")  # "mùng 5 tháng 9"
LUNAR_MONTHS: tuple[str, ...] = ("chạp", "giêng", "âm lịch")  # "25 tháng Chạp (23/01/2025)"
PARTS_OF_DAY: tuple[str, ...] = ("sáng", "trưa", "chiều", "tối")

WEEKDAYS: dict[str, int] = {
    "thứ hai": 1, "thứ ba": 2, "thứ tư": 3, "thứ năm": 4, "thứ sáu": 5, "thứ bảy": 6, "chủ nhật": 7,
    "thứ 2": 1, "thứ 3": 2, "thứ 4": 3, "thứ 5": 4, "thứ 6": 5, "thứ 7": 6,
}  # fmt: skip
