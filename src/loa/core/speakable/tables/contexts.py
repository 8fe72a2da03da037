"""Abbreviations read by what stands beside them. The first line that fits is taken; order matters.

(written, pattern before, pattern after, spoken). Patterns are regular expressions on the text that touches the abbreviation;
`NAME` is a capital letter, `DEPARTMENT` an abbreviation of a field of work.
"""

NAME = r"[ ]*[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ]"
NUMBER = r"\s+(?:số:?\s*)?\d"
DEPARTMENT = (
    r"\s*(?:VH|TT|LĐ|TC|TN|QLĐT|GD|KT|YT|Y tế|Tư pháp|Nội vụ|Kinh tế|Quản lý|Giáo dục|Tài|Lao động|Thanh tra|Văn hóa|VHXH|HC|TP-HT)"
)
CENTRE = (
    r"\s*(?:VH|YT|Y tế|GD|GDNN|GDTX|Văn hóa|văn hóa|y tế|TDTT|hành chính|Hành chính|Dân số|Phát triển|Kiểm soát|Truyền thông|Học tập|PT)"
)

# Before a name, as people leave a number to call.
CALLED = r"(?:lh|Lh|LH|[Gg]ặp|[Ll]iên hệ|SĐT|sđt|đt|ĐT|[Gg]ọi|mời|Mời)[:\s]+"
# "UBND các Q, H, TX"
LISTED = r"(?:các|,|và)\s+"
LIST_ON = r"\s*(?:,|và|trên|;|\.\s*$|$)"

CONTEXTS: tuple[tuple[str, str, str, str], ...] = (
    ("P", "", r"\.?\s?\d{3}", "phòng"),
    ("P", "", r"\.?" + DEPARTMENT, "phòng"),
    ("P", "", r"\.?\s?\d", "phường"),
    ("P", "", r"\." + NAME, "phường"),
    ("P", r"(?:,|UBND|CA|công an|HĐND|BCĐ)\s*", NAME, "phường"),
    ("p", "", r"\." + NAME, "phường"),
    ("Q", "", r"\.?\s?\d", "quận"),
    ("Q", "", r"\." + NAME, "quận"),
    ("Q", r"(?:,|UBND|CA|công an|HĐND|BCĐ)\s*", NAME, "quận"),
    ("q", "", r"\." + NAME, "quận"),
    ("H", "", r"\." + NAME, "huyện"),
    ("X", "", r"\." + NAME, "xã"),
    ("TX", "", "", "thị xã"),
    ("P", LISTED, LIST_ON, "phường"),
    ("Q", LISTED, LIST_ON, "quận"),
    ("H", LISTED, LIST_ON, "huyện"),
    ("X", LISTED, LIST_ON, "xã"),
    ("Đ", "", r"\." + NAME, "đường"),
    ("Ô", "", r"\." + NAME, "ông"),
    ("ô", "", r"\.[A-ZÀ-ỸĐ]", "ông"),
    ("b", "", r"\.[A-ZÀ-ỸĐ]", "bà"),
    ("a", "", r"\.[A-ZÀ-ỸĐ]", "anh"),
    ("c", "", r"\.[A-ZÀ-ỸĐ]", "chị"),
    ("a", CALLED, r"\.?" + NAME, "anh"),
    ("c", CALLED, r"\.?" + NAME, "chị"),
    ("b", CALLED, r"\.?" + NAME, "bà"),
    ("ô", CALLED, r"\.?" + NAME, "ông"),
    ("e", CALLED, r"\.?" + NAME, "em"),
    ("KP", "", r"\.?\s?\d", "khu phố"),
    ("SN", "", r"\s*(?:năm\s+)?(?:19|20)\d\d", "sinh năm"),
    ("SN", "", r"\s*\d", "số nhà"),
    ("GĐ", "", r"\s*(?:(?:19|20)\d\d|hai nghìn |một nghìn chín)", "giai đoạn"),
    ("GĐ", "", "", "Giám đốc"),
    ("TP", "", "", "thành phố"),
    ("Tp", "", "", "thành phố"),
    ("TT", "", r"\.?\s*(?:Tỉnh ủy|Thành ủy|Quận ủy|Huyện ủy|Đảng ủy|HĐND|Hội đồng nhân dân|UBND|Ủy ban)", "thường trực"),
    ("TT", "", r"\.?" + CENTRE, "trung tâm"),
    ("TTĐT", r"(?:[Cc]ổng|[Tt]rang)\s+", "", "thông tin điện tử"),
    ("TT", "", NUMBER, "thông tư"),
    ("TT", "", r"\.?" + NAME, "thị trấn"),
    ("TT", "", "", "trung tâm"),
    ("CT", "", r"\s*(?:,|và)\s*(?:các )?PCT", "Chủ tịch"),
    ("CT", "", r"\s*(?:UBND|HĐND|nước|Hội|UBMTTQ|MTTQ|Ủy ban)", "Chủ tịch"),
    ("CT", r"cao tốc\s+", "", "xê tê"),
    ("CT", "", NUMBER, "chỉ thị"),
    ("QĐ", "", "", "quyết định"),
    ("NQ", "", "", "nghị quyết"),
    ("NĐ", "", "", "nghị định"),
    ("KH", "", "", "kế hoạch"),
    ("CV", "", "", "công văn"),
    ("TB", "", "", "thông báo"),
    ("HD", "", NUMBER, "hướng dẫn"),
    ("CĐ", "", NUMBER, "công điện"),
    ("CĐ", "", "", "công đoàn"),
    ("CA", "", r"\s*(?:phường|xã|quận|huyện|thành phố|tỉnh|TP|P\b|Q\b|khu vực)", "công an"),
    ("CA", "", "", "công an"),
    ("TH", "", NAME, "tiểu học"),
    ("MN", "", NAME, "mầm non"),
    ("ĐT", "", r"\s?\d", "đường tỉnh"),
    ("ĐT", "", "", "điện thoại"),
    ("ĐC", r"", r"\s*:", "địa chỉ"),
    ("đc", r"", r"\s*:", "địa chỉ"),
    ("Đ/c", r"", r"\s*:", "Địa chỉ"),
    ("đ/c", r"", r"\s*:", "địa chỉ"),
    ("CN", r"(?:KHU|khu|Khu|ngành)\s*", "", "công nghiệp"),
    ("CN", "", r"\s*(?:KCN|LĐ|lao động|khu công nghiệp|Cty|công ty)", "công nhân"),
    ("CN", "", "", "chủ nhật"),
    ("QK", "", r"\s*\d+\s*/|\s*\w+ tháng", "Quốc khánh"),
    ("QK", "", "", "quân khu"),
    ("CP", r"(?:[Cc][Tt]y|[Cc]ông ty)\s+", "", "cổ phần"),
    ("TS", "", r"\.?" + NAME, "tiến sĩ"),
    ("TN", r"Đoàn\s+", "", "Thanh niên"),
    ("HCV", "", "", "huy chương vàng"),
    ("QL", "", r"\s?\d", "quốc lộ"),
    ("TL", "", r"\s?\d", "tỉnh lộ"),
    ("k", r"\bđến\s+", r"\s+được", "không"),
    ("NQ", "", NUMBER, "nghị quyết"),
)
