"""Who signs and how: authority marks, positions, and what stands around a name."""

# mark as printed -> what it says. Party papers write T/M, K/T, T/L.
CAPACITIES: dict[str, str] = {
    "TM": "thay mặt tập thể", "T/M": "thay mặt tập thể", "KT": "ký thay", "K/T": "ký thay", "TL": "thừa lệnh", "T/L": "thừa lệnh",
    "TUQ": "thừa ủy quyền", "T/UQ": "thừa ủy quyền",
}  # fmt: skip

# Openings of a position line. "Q." (quyền) before one belongs to the position.
POSITIONS: tuple[str, ...] = (
    "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Phó Giám đốc", "Tổng Giám đốc", "Phó Tổng Giám đốc", "Bộ trưởng", "Thứ trưởng", "Thủ tướng", "Phó Thủ tướng",
    "Bí thư", "Phó Bí thư", "Trưởng ban", "Phó Trưởng ban", "Phó ban", "Trưởng phòng", "Phó Trưởng phòng", "Phó phòng", "Chánh Văn phòng", "Phó Chánh Văn phòng", "Phó Văn phòng",
    "Cục trưởng", "Phó Cục trưởng", "Tổng Cục trưởng", "Phó Tổng Cục trưởng", "Vụ trưởng", "Phó Vụ trưởng", "Chi cục trưởng", "Phó Chi cục trưởng",
    "Viện trưởng", "Phó Viện trưởng", "Hiệu trưởng", "Phó Hiệu trưởng", "Chánh Thanh tra", "Phó Chánh Thanh tra", "Chủ nhiệm", "Phó Chủ nhiệm", "Bộ trưởng, Chủ nhiệm",
    "Thống đốc", "Phó Thống đốc", "Tổng Thanh tra", "Phó Tổng Thanh tra", "Chánh án", "Phó Chánh án", "Viện trưởng", "Ủy viên", "Thường trực", "Tổng Bí thư",
    "Chủ tịch nước", "Phó Chủ tịch Thường trực", "Phó Bí thư Thường trực", "Trưởng Công an", "Phó Trưởng Công an", "Chỉ huy trưởng", "Phó Chỉ huy trưởng",
    "Chính ủy", "Tư lệnh", "Phó Tư lệnh", "Trưởng trạm", "Phó Trưởng trạm", "Tổng Biên tập", "Phó Tổng Biên tập", "Trưởng đoàn", "Phó Trưởng đoàn", "Chánh Văn phòng",
    "Tổng Kiểm toán", "Trưởng Ban", "Đội trưởng", "Hạt trưởng", "Tổ trưởng", "Bí thư Đảng ủy", "Bí thư Chi bộ", "Thủ trưởng", "Phó Thủ trưởng", "Tổng Thư ký",
    "Chủ tọa", "Quyền Giám đốc", "Quyền Chủ tịch", "Phụ trách", "Trưởng khoa", "Kế toán trưởng", "Văn phòng - Thống kê", "Công chức", "Văn thư", "Thư ký",
    "Trưởng thôn", "Phó Trưởng thôn", "Trưởng xóm", "Trưởng ấp", "Trưởng bản", "Trưởng khu phố", "Trưởng khu", "Trưởng đài", "Phó Trưởng đài", "Trưởng khóm", "Trưởng buôn",
    "Tham mưu trưởng", "Phó Tham mưu trưởng", "Chính trị viên", "Chính trị viên phó", "Phó Chính ủy", "Phó Tổng Thư ký", "Chi hội trưởng", "Trạm trưởng", "Phó Trạm trưởng",
    "Đồn trưởng", "Phó Đồn trưởng", "Phó Hạt trưởng", "Phó Đội trưởng", "Trưởng chi nhánh", "Phó Giám đốc Thường trực", "Chánh Thanh tra", "Phó Tổ trưởng", "Trưởng nhóm", "Chủ tịch Hội đồng", "Phó Chủ tịch phụ trách", "Phó Giám đốc phụ trách",
)  # fmt: skip

# not part of a name
DEGREES: tuple[str, ...] = (
    "GS.TS",
    "PGS.TS",
    "GS",
    "PGS",
    "TS",
    "ThS",
    "Ths",
    "THS",
    "Bs",
    "Ks",
    "Ts",
    "BS",
    "BSCKII",
    "BSCKI",
    "KS",
    "CN",
    "Dr",
    "TTƯT",
    "NGƯT",
    "CKII",
    "CKI",
    "CK II",
    "CK I",
    "CK2",
    "CK1",
    "BSCC",
    "KTS",
    "LS",
    "NSƯT",
    "NGND",
    "TTND",
    "DS",
    "CNKT",
    "BS CKI",
    "BS CKII",
)
RANKS: tuple[str, ...] = (
    "Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại úy", "Thượng úy", "Trung úy", "Thiếu úy", "Linh mục", "Thượng tọa", "Đại đức",
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
    "đã ký số",
    "đã ký điện tử",
    "ký số",
    "ký điện tử",
    "đã ký tên",
    "đã ký, đóng dấu",
    "đã ký tên, đóng dấu",
    "ký tên và đóng dấu",
    "chữ ký, dấu",
    "chữ ký",
    "dấu",
)

SURNAMES: tuple[str, ...] = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trương", "Cao", "Đoàn", "Lương",
    "Lưu", "Mai", "Trịnh", "Tô", "Đào", "Hà", "Tạ", "Chu", "Châu", "Thái", "Kiều", "Quách", "Tống", "Triệu", "La", "Lâm", "Nông", "Vi", "Ma", "Lò", "Cầm", "Quàng",
    "Giàng", "Vàng", "Sùng", "Thào", "Y", "H'", "Rah", "Ksor", "Siu", "A", "Bế", "Hứa", "Phùng", "Tăng", "Thạch", "Sơn", "Danh", "Kim", "Khúc", "Khổng", "Mạc", "Nghiêm",
    "Ninh", "Ông", "Quản", "Thân", "Tiêu", "Tôn", "Từ", "Uông", "Văn", "Viên", "Vương", "Đàm", "Đồng", "Đậu", "Âu", "Doãn", "Diệp", "Giang", "Hàn", "Kha", "Lục",
    "Lại", "Mạch", "Nhâm", "Phí", "Phó", "Thiều", "Tòng", "Lường", "Hầu", "Hạ", "Bạch", "Bàn", "Cung", "Chử", "Cù", "Đới", "Liêu", "Lộc", "Hảng", "Mùa", "Điêu",
)  # fmt: skip
