"""Who signs and how: authority marks, positions, and what stands around a name."""

# mark as printed -> what it says. Party papers write T/M, K/T, T/L.
CAPACITIES: dict[str, str] = {
    "TM": "thay mặt tập thể", "T/M": "thay mặt tập thể", "KT": "ký thay", "K/T": "ký thay", "TL": "thừa lệnh", "T/L": "thừa lệnh",
    "TUQ": "thừa ủy quyền", "T/UQ": "thừa ủy quyền",
}  # fmt: skip

# Openings of a position line. "Q." (quyền) before one belongs to the position.
POSITIONS: tuple[str, ...] = (
    "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Phó Giám đốc", "Tổng Giám đốc", "Phó Tổng Giám đốc", "Bộ trưởng", "Thứ trưởng", "Thủ tướng", "Phó Thủ tướng",
    "Bí thư", "Phó Bí thư", "Trưởng ban", "Phó Trưởng ban", "Phó ban", "Trưởng phòng", "Phó Trưởng phòng", "Phó phòng", "Chánh Văn phòng", "Phó Chánh Văn phòng",
    "Cục trưởng", "Phó Cục trưởng", "Tổng Cục trưởng", "Phó Tổng Cục trưởng", "Vụ trưởng", "Phó Vụ trưởng", "Chi cục trưởng", "Phó Chi cục trưởng",
    "Viện trưởng", "Phó Viện trưởng", "Hiệu trưởng", "Phó Hiệu trưởng", "Chánh Thanh tra", "Phó Chánh Thanh tra", "Chủ nhiệm", "Phó Chủ nhiệm", "Bộ trưởng, Chủ nhiệm",
    "Thống đốc", "Phó Thống đốc", "Tổng Thanh tra", "Phó Tổng Thanh tra", "Chánh án", "Phó Chánh án", "Viện trưởng", "Ủy viên", "Thường trực", "Tổng Bí thư",
    "Chủ tịch nước", "Phó Chủ tịch Thường trực", "Phó Bí thư Thường trực", "Trưởng Công an", "Phó Trưởng Công an", "Chỉ huy trưởng", "Phó Chỉ huy trưởng",
    "Chính ủy", "Tư lệnh", "Phó Tư lệnh", "Trưởng trạm", "Phó Trưởng trạm", "Tổng Biên tập", "Phó Tổng Biên tập", "Trưởng đoàn", "Phó Trưởng đoàn", "Chánh Văn phòng",
    "Tổng Kiểm toán", "Trưởng Ban", "Đội trưởng", "Hạt trưởng", "Tổ trưởng", "Bí thư Đảng ủy", "Bí thư Chi bộ", "Thủ trưởng", "Phó Thủ trưởng", "Tổng Thư ký",
    "Chủ tọa", "Quyền Giám đốc", "Quyền Chủ tịch", "Phụ trách", "Trưởng khoa", "Kế toán trưởng", "Chủ tịch Hội đồng", "Phó Chủ tịch phụ trách", "Phó Giám đốc phụ trách",
)  # fmt: skip

# not part of a name
DEGREES: tuple[str, ...] = ("GS.TS", "PGS.TS", "GS", "PGS", "TS", "ThS", "BS", "BSCKII", "BSCKI", "KS", "CN", "Dr", "TTƯT", "NGƯT")
RANKS: tuple[str, ...] = (
    "Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại úy", "Thượng úy",
)  # fmt: skip

SIGNED_MARKS: tuple[str, ...] = (
    "đã ký",
    "ký tên, đóng dấu",
    "ký và đóng dấu",
    "ký, đóng dấu",
    "ký, ghi rõ họ tên",
    "daky",
    "ký",
    "chữ ký số",
    "ký tên",
    "đã ký và đóng dấu",
)

SURNAMES: tuple[str, ...] = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trương", "Cao", "Đoàn", "Lương",
    "Lưu", "Mai", "Trịnh", "Tô", "Đào", "Hà", "Tạ", "Chu", "Châu", "Thái", "Kiều", "Quách", "Tống", "Triệu", "La", "Lâm", "Nông", "Vi", "Ma", "Lò", "Cầm", "Quàng",
    "Giàng", "Vàng", "Sùng", "Thào", "Y", "H'", "Rah", "Ksor", "Siu", "A", "Bế", "Hứa", "Phùng", "Tăng", "Thạch", "Sơn", "Danh", "Kim", "Khúc", "Khổng", "Mạc", "Nghiêm",
    "Ninh", "Ông", "Quản", "Thân", "Tiêu", "Tôn", "Từ", "Uông", "Văn", "Viên", "Vương", "Đàm", "Đồng", "Đậu", "Âu", "Doãn", "Diệp", "Giang", "Hàn", "Kha", "Lục",
    "Lại", "Mạch", "Nhâm", "Phí", "Phó", "Thiều", "Tòng", "Lường", "Hầu", "Hạ", "Bạch", "Bàn", "Cung", "Chử", "Cù", "Đới", "Liêu", "Lộc", "Hảng", "Mùa", "Điêu",
)  # fmt: skip
