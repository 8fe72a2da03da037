"""Words by which the parts of a head are known: mottos, who is addressed, the number, the subject, who decides."""

# Over the head, in whole or in the parts to which a narrow column breaks them
MOTTOS: tuple[str, ...] = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam", "Cộng hòa xã hội chủ nghĩa", "Cộng hòa xã hội", "chủ nghĩa Việt Nam", "Đảng Cộng sản Việt Nam",
)  # fmt: skip
# … these only where the line ends behind them
MOTTOS_BROKEN: tuple[str, ...] = ("Cộng hòa", "Đảng Cộng sản")
MOTTO_PARTS: tuple[str, ...] = ("Độc lập", "Tự do", "Hạnh phúc")
# The Youth Union's name stands in the place of the motto, in the right column ("Chl" as a scan reads it)
MOTTOS_OF_UNION: tuple[str, ...] = ("Đoàn TNCS Hồ Chí Minh", "Đoàn TNCS Hồ Chl Minh")

ADDRESSED: tuple[str, ...] = ("Kính gửi", "Kính gởi", "Kínhgửi", "Kínhgởi")  # the last two as a program glues them
INVITED: tuple[str, ...] = ("kính mời",)
TELEGRAPHED: tuple[str, ...] = ("điện",)  # "CHỦ TỊCH UBND TỈNH điện:"

COPIED_TO: tuple[str, ...] = ("Nơi nhận", "Nơinhận")
ARCHIVED: tuple[str, ...] = ("Lưu", "L ưu", "Luru")  # the last two as a scan reads it

NUMBERED: tuple[str, ...] = ("Số", "S0", "S6", "S:")  # all but the first as a scan or a program leaves it

# Between the place and the day of an urgent paper: "Hà Nội, lúc 15 giờ 45 phút, ngày …"
AT_HOUR: tuple[str, ...] = ("lúc", "hồi", "vào hồi", "vào lúc")

# The subject of a công văn, beside "V/v"
ABOUT_SPELT: tuple[str, ...] = ("Về việc",)
NOT_ABOUT: tuple[str, ...] = ("này", "trên", "do")  # "Về việc này, UBND xã …" is running text
SUBJECT_NAMED: tuple[str, ...] = ("Trích yếu",)
# A subject that ends so goes on in the next line
SUBJECT_HANGS: tuple[str, ...] = ("và", "của", "tại", "với", "cho", "về", "trong", "theo", "các", "năm", "tỉnh", "thành phố")
# A line of the subject that only says of when it is ("Năm học 2021 - 2022")
SUBJECT_PERIODS: tuple[str, ...] = (
    "năm",
    "năm học",
    "quý",
    "tháng",
    "giai đoạn",
    "nhiệm kỳ",
    "khóa",
    "đợt",
    "06 tháng",
    "6 tháng",
    "09 tháng",
    "9 tháng",
    "tuần",
)

# Parts of a text that are headed by these and a number
PARTS: tuple[str, ...] = ("Điều", "Phần", "Chương", "Mục")
ARTICLE: tuple[str, ...] = ("Điều",)
# The first of the reasons
FIRST_REASON: tuple[str, ...] = ("Căn cứ",)

# Who decides: in capitals between the subject and the reasons
AUTHORITIES: tuple[str, ...] = (
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Chủ tịch", "Bộ trưởng", "Giám đốc", "Thủ tướng", "Chính phủ", "Quốc hội", "Tổng cục trưởng", "Cục trưởng",
    "Trưởng ban", "Ban Thường vụ", "Ban Chấp hành", "Ban Bí thư", "Bộ Chính trị", "Thống đốc", "Tổng Giám đốc", "Hiệu trưởng", "Hội đồng", "Trưởng phòng",
    "Chánh", "Tỉnh ủy", "Thành ủy", "Đảng ủy", "Huyện ủy", "Viện trưởng", "Ủy ban", "Chi cục trưởng", "Tổng Thanh tra", "UBND", "HĐND",
)  # fmt: skip
# … and what opens a line below it
AFTER_AUTHORITY: tuple[str, ...] = ("căn cứ", "xét", "khóa", "theo đề nghị", "- căn cứ", "thực hiện")
