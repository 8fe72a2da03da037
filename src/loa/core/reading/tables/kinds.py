"""Types of official papers (loại văn bản) and their abbreviations in the symbol (NĐ 30/2020 Phụ lục III; Party papers: HD 36-HD/VPTW)."""

# name as printed -> abbreviations in the symbol; the first is the usual one
KINDS: dict[str, tuple[str, ...]] = {
    "Công văn": ("CV",),
    "Công điện": ("CĐ",),
    "Kế hoạch": ("KH",),
    "Chỉ thị": ("CT",),
    "Quyết định": ("QĐ",),
    "Thông báo": ("TB",),
    "Hướng dẫn": ("HD",),
    "Báo cáo": ("BC",),
    "Tờ trình": ("TTr", "TT"),
    "Giấy mời": ("GM",),
    "Nghị quyết": ("NQ",),
    "Nghị quyết liên tịch": ("NQLT",),
    "Kết luận": ("KL",),
    "Phương án": ("PA",),
    "Đề án": ("ĐA",),
    "Dự án": ("DA",),
    "Chương trình": ("CTr", "CTR"),
    "Chương trình hành động": ("CTHĐ", "CTrHĐ"),
    "Quy chế": ("QC",),
    "Quy định": ("QyĐ", "QĐi"),
    "Quy trình": ("QTr",),
    "Thông cáo": ("TC",),
    "Thông tri": ("TT",),
    "Thông tư": ("TT",),
    "Nghị định": ("NĐ",),
    "Biên bản": ("BB",),
    "Hợp đồng": ("HĐ",),
    "Bản ghi nhớ": ("BGN",),
    "Bản thỏa thuận": ("BTT",),
    "Giấy ủy quyền": ("GUQ",),
    "Giấy giới thiệu": ("GGT",),
    "Giấy nghỉ phép": ("GNP",),
    "Phiếu gửi": ("PG",),
    "Phiếu chuyển": ("PC",),
    "Phiếu báo": ("PB",),
    "Lời kêu gọi": ("LKG",),
    "Công bố": ("CB",),
    "Đề cương": ("ĐC",),
    "Lịch": ("L",),
}

# title lines that print more than the name
TITLE_VARIANTS: dict[str, str] = {
    "Công điện khẩn": "Công điện",
    "Công điện hỏa tốc": "Công điện",
    "Công điện thượng khẩn": "Công điện",
    "Thông báo khẩn": "Thông báo",
    "Thông báo hỏa tốc": "Thông báo",
    "Giấy mời họp": "Giấy mời",
    "Thông báo kết luận": "Thông báo",
    "Hướng dẫn liên ngành": "Hướng dẫn",
    "Kế hoạch liên ngành": "Kế hoạch",
    "Kế hoạch liên tịch": "Kế hoạch",
    "Hướng dẫn liên tịch": "Hướng dẫn",
    "Hướng dẫn liên sở": "Hướng dẫn",
    "Kế hoạch liên sở": "Kế hoạch",
    "Kế hoạch phối hợp": "Kế hoạch",
    "Thông báo liên tịch": "Thông báo",
    "Báo cáo liên tịch": "Báo cáo",
    "Chương trình phối hợp": "Chương trình",
    "Tờ trình liên ngành": "Tờ trình",
}

# Kinds in which who decides stands in capitals between the subject and the reasons ("ỦY BAN NHÂN DÂN TỈNH …")
DECIDING_KINDS: tuple[str, ...] = (
    "Quyết định", "Nghị quyết", "Nghị quyết liên tịch", "Nghị định", "Thông tư", "Chỉ thị", "Quy định", "Quy chế", "Chương trình",
)  # fmt: skip

# Kinds whose symbol bears the year ("40/2016/TT-BLĐTBXH")
NORMATIVE: tuple[str, ...] = ("Thông tư", "Nghị định", "Quyết định", "Nghị quyết", "Chỉ thị")

# papers that are cited but seldom received
CITED_ONLY: tuple[str, ...] = (
    "Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Văn bản", "Thông tư liên tịch", "Điện", "Thư", "Phiếu trình", "Văn bản hợp nhất", "Lệnh",
    "Chiến lược", "Thông báo kết luận", "Công hàm",
)  # fmt: skip

LAWS: tuple[str, ...] = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")


def kind_of_number(number: str) -> str | None:
    """The type a cited number tells: "409-TB/TU" and "170/PA-UBND" say it, "1349/STTTT-BCXBTT" does not; `None` where two share a sign."""
    parts = number.replace("/", "-").split("-")
    found = [kind for kind, shorts in KINDS.items() if any(part in shorts for part in parts)]
    return found[0] if len(found) == 1 else None


def kinds_of_symbol(symbol: str) -> list[str]:
    """Types whose abbreviation opens the symbol: "KH-UBND", "2025/QĐ-UBND", "HD/BTGDVTW"."""
    parts = [p for p in symbol.replace("/", "-").split("-") if p and not p.isdigit()]
    if len(parts) < 2:
        return []
    found = [kind for kind, shorts in KINDS.items() if parts[0] in shorts]
    of_law = [kind for kind in found if kind in NORMATIVE] if symbol[:4].isdigit() else []
    return of_law or found
