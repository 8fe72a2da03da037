"""Agencies: how a letterhead names them, and how a symbol shortens them."""

# A new agency begins on a letterhead line that opens with one of these (never in the middle of a name).
OFFICE_OPENINGS: tuple[str, ...] = (
    "Ủy ban nhân dân", "UBND", "Hội đồng nhân dân", "HĐND", "Ủy ban", "Hội đồng", "Bộ", "Sở", "Ban", "Phòng", "Trung tâm", "Văn phòng",
    "Cục", "Vụ", "Viện", "Tổng cục", "Chi cục", "Thanh tra", "Kho bạc", "Ngân hàng", "Bảo hiểm", "Trường", "Đại học", "Học viện",
    "Bệnh viện", "Đài", "Báo", "Công ty", "Tổng công ty", "Tập đoàn", "Công an", "Thủ tướng", "Chính phủ", "Chủ tịch nước", "Quốc hội",
    "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy", "Đảng bộ", "Chi bộ", "Tỉnh đoàn", "Thành đoàn", "Huyện đoàn",
    "Quận đoàn", "Đoàn", "Hội", "Liên đoàn", "Liên hiệp", "Mặt trận", "Tòa án", "Viện kiểm sát", "Kiểm toán", "Thông tấn xã", "Trạm",
    "Bộ Chỉ huy", "Bộ Tư lệnh", "Quân khu", "BCH", "BTV", "BCĐ", "Trung ương", "Tổng liên đoàn", "Hạt", "Tổ", "Đội", "Chi nhánh", "Thống kê",
    "Ủy ban Mặt trận", "Cơ quan", "Chủ tịch", "Điện lực", "Nhà văn hóa", "Bưu điện", "Cụm", "Ban quản lý", "Xí nghiệp", "Hợp tác xã", "Thư viện",
    "Thường trực", "BHXH", "KBNN", "LĐLĐ", "VKSND", "TAND", "TTYT", "NHCSXH", "BQL", "PGD&ĐT", "Phòng giao dịch", "Trạm y tế", "HTX",
)  # fmt: skip

# … but not with these, which only begin alike
NOT_OPENINGS: tuple[str, ...] = (
    "phòng,", "phòng chống", "phòng thủ", "phòng cháy", "báo chí", "báo cáo", "tổ chức", "hội nhập", "bộ máy", "đoàn kết", "đội ngũ", "ban hành", "sở hữu",
    "vụ việc", "viện trợ", "báo hiệu", "hội nghị", "hội thảo", "đài sự", "trường hợp", "tổ quốc",
)  # fmt: skip

# Words of running text that open like an agency and are none
NOT_OFFICES: tuple[str, ...] = (
    "Báo cáo", "Ban hành", "Tổ chức", "Đội ngũ", "Hội nghị", "Tổ quốc", "Báo chí", "Hội thảo", "Hội thi", "Đoàn kết", "Hạt nhân", "Trường hợp",
    "Đoàn viên", "Hội viên", "Bộ phận", "Cơ quan chủ trì", "Phòng, chống", "Phòng chống", "Phòng ngừa", "Thanh tra, kiểm tra", "Kiểm tra",
    "Chính phủ đã", "Đại hội", "Hội đàm", "Cục bộ", "Viện trợ", "Tổ chức thực hiện", "Thống kê", "Liên hệ", "Liên quan", "Hội họp", "Cụm từ",
)  # fmt: skip

# two words that belong together: a line break between them does not start a new agency
WELDED: tuple[str, ...] = ("ủy ban", "xã hội", "tập đoàn", "công đoàn", "liên đoàn", "quân đội", "cán bộ", "tiến bộ", "thường vụ", "dịch vụ",
    "nhiệm vụ", "nội vụ", "nghiệp vụ", "công vụ", "thông báo", "dự báo", "khách sở", "trụ sở", "cơ sở", "hải quan đội", "toàn đoàn",
    "đảng bộ", "tổng cục", "chi cục", "nghiên cứu viện", "y tế viện", "thanh tra sở", "hội đồng", "hiệp hội", "quốc hội", "chi hội",
    "bộ đội", "phòng hội", "thể thao", "dự phòng", "quốc phòng", "hải phòng", "văn phòng", "truyền thông tấn xã", "tổng đội")  # fmt: skip

# Agencies whose name needs the place they serve: "Sở Y tế" -> "Sở Y tế tỉnh …", taken from the superior line or the place.
LOCAL_OPENINGS: tuple[str, ...] = (
    "Sở", "Phòng", "Trung tâm", "Chi cục", "Thanh tra", "Đài", "Văn phòng", "Ban", "Hội", "Đoàn", "Liên đoàn", "Liên hiệp", "Công an", "Trường", "Trạm",
    "Bộ Chỉ huy", "Ủy ban Mặt trận", "Mặt trận", "Ủy ban kiểm tra", "Ban Chỉ huy", "Báo", "Hạt",
)  # fmt: skip

# … but not these: their name is whole
NOT_LOCAL: tuple[str, ...] = ("Trường Đại học", "Trường Cao đẳng", "Trường Chính trị")

SPELT_OUT: dict[str, str] = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "BCH": "Ban Chấp hành",
    "BTV": "Ban Thường vụ",
    "BCĐ": "Ban Chỉ đạo",
    "TW": "Trung ương",
    "MTTQ": "Mặt trận Tổ quốc",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "BHXH": "Bảo hiểm xã hội",
    "KBNN": "Kho bạc Nhà nước",
    "LĐLĐ": "Liên đoàn Lao động",
    "TAND": "Tòa án nhân dân",
    "VKSND": "Viện kiểm sát nhân dân",
    "NHCSXH": "Ngân hàng Chính sách xã hội",
    "BQL": "Ban Quản lý",
    "TNCS": "Thanh niên Cộng sản",
    "LHPN": "Liên hiệp Phụ nữ",
    "HỘI ND": "Hội Nông dân",
    "HỘI CCB": "Hội Cựu chiến binh",
    "HND": "Hội Nông dân",
    "CCB": "Cựu chiến binh",
    "CHQS": "Chỉ huy Quân sự",
    "BCHQS": "Ban Chỉ huy Quân sự",
    "TT&TT": "Thông tin và Truyền thông",
    "VH&TT": "Văn hóa và Thông tin",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "NN&PTNT": "Nông nghiệp và Phát triển nông thôn",
    "LĐTB&XH": "Lao động - Thương binh và Xã hội",
}

# Fields of work as ministries and Sở bear them, written as in running text: they restore the case of a name printed in capitals.
FIELDS_OF_WORK: tuple[str, ...] = (
    "Thông tin và Truyền thông", "Y tế", "Nội vụ", "Tài chính", "Giáo dục và Đào tạo", "Nông nghiệp và Phát triển nông thôn",
    "Nông nghiệp và Môi trường", "Tài nguyên và Môi trường", "Xây dựng", "Giao thông vận tải", "Công Thương", "Khoa học và Công nghệ",
    "Kế hoạch và Đầu tư", "Lao động - Thương binh và Xã hội", "Văn hóa, Thể thao và Du lịch", "Văn hóa và Thể thao", "Văn hóa - Thông tin",
    "Văn hóa và Thông tin", "Văn hóa - Xã hội", "Tư pháp", "Công an", "Quốc phòng", "Ngoại giao", "Ngoại vụ", "Du lịch", "Dân tộc",
    "Dân tộc và Tôn giáo", "Quy hoạch - Kiến trúc", "Tuyên giáo", "Tuyên giáo và Dân vận", "Dân vận", "Tổ chức", "Nội chính", "Kinh tế",
    "Nông nghiệp và PTNT", "Lao động, Thương binh và Xã hội", "Giáo dục, Đào tạo", "GD và ĐT", "Văn hóa, Khoa học và Thông tin",
    "Chính phủ", "Quốc hội", "Trung ương", "Tổ quốc", "Việt Nam", "Hồ Chí Minh", "Đảng", "Nhà nước", "Thanh niên", "Phụ nữ", "Nông dân",
    "Cựu chiến binh", "Chữ thập đỏ", "Chuyển đổi số", "Văn hóa - Thông tin và Thể thao", "Thể dục thể thao", "Môi trường",
    "Kiểm soát bệnh tật", "Chấp hành", "Thường vụ", "Chỉ đạo", "Chỉ huy", "Quân sự", "Phòng thủ dân sự", "Chính sách xã hội",
    "Xã hội Việt Nam", "Tài chính - Kế hoạch", "Kinh tế - Hạ tầng", "Quản lý đô thị", "Nhân dân tối cao", "Bí thư", "Chính trị",
)  # fmt: skip

# The agency part of a symbol -> full name. Central bodies need no place.
CENTRAL: dict[str, str] = {
    "TTg": "Thủ tướng Chính phủ", "CP": "Chính phủ", "VPCP": "Văn phòng Chính phủ", "CTN": "Chủ tịch nước", "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội", "VPQH": "Văn phòng Quốc hội", "BTTTT": "Bộ Thông tin và Truyền thông", "BYT": "Bộ Y tế",
    "BNV": "Bộ Nội vụ", "BTC": "Bộ Tài chính", "BGDĐT": "Bộ Giáo dục và Đào tạo", "BGD&ĐT": "Bộ Giáo dục và Đào tạo",
    "BNN": "Bộ Nông nghiệp và Phát triển nông thôn", "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn", "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BTNMT": "Bộ Tài nguyên và Môi trường", "BXD": "Bộ Xây dựng", "BGTVT": "Bộ Giao thông vận tải", "BCT": "Bộ Công Thương",
    "BKHCN": "Bộ Khoa học và Công nghệ", "BKHĐT": "Bộ Kế hoạch và Đầu tư", "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch", "BTP": "Bộ Tư pháp", "BCA": "Bộ Công an", "BQP": "Bộ Quốc phòng", "BNG": "Bộ Ngoại giao",
    "BDTTG": "Bộ Dân tộc và Tôn giáo", "UBDT": "Ủy ban Dân tộc", "TTCP": "Thanh tra Chính phủ", "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "KTNN": "Kiểm toán nhà nước", "TANDTC": "Tòa án nhân dân tối cao", "VKSTC": "Viện kiểm sát nhân dân tối cao",
    "BTGTW": "Ban Tuyên giáo Trung ương", "BTGDVTW": "Ban Tuyên giáo và Dân vận Trung ương", "BTCTW": "Ban Tổ chức Trung ương",
    "BDVTW": "Ban Dân vận Trung ương", "BNCTW": "Ban Nội chính Trung ương", "UBKTTW": "Ủy ban Kiểm tra Trung ương",
    "VPTW": "Văn phòng Trung ương Đảng", "TW": "Ban Chấp hành Trung ương", "TLĐ": "Tổng Liên đoàn Lao động Việt Nam",
    "BCĐQG": "Ban Chỉ đạo quốc gia", "TWĐTN": "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "MTTW": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "ĐCT": "Đoàn Chủ tịch",
}  # fmt: skip

# Local bodies: the name is completed by the place.
LOCAL: dict[str, str] = {
    "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "STTTT": "Sở Thông tin và Truyền thông", "SYT": "Sở Y tế", "SNV": "Sở Nội vụ",
    "STC": "Sở Tài chính", "SGDĐT": "Sở Giáo dục và Đào tạo", "SGD&ĐT": "Sở Giáo dục và Đào tạo",
    "SNN": "Sở Nông nghiệp và Phát triển nông thôn", "SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn", "SNNMT": "Sở Nông nghiệp và Môi trường",
    "STNMT": "Sở Tài nguyên và Môi trường", "SXD": "Sở Xây dựng", "SGTVT": "Sở Giao thông vận tải", "SCT": "Sở Công Thương",
    "SKHCN": "Sở Khoa học và Công nghệ", "SKHĐT": "Sở Kế hoạch và Đầu tư", "SLĐTBXH": "Sở Lao động - Thương binh và Xã hội",
    "SVHTT": "Sở Văn hóa và Thể thao", "SVHTTDL": "Sở Văn hóa, Thể thao và Du lịch", "STP": "Sở Tư pháp", "SDL": "Sở Du lịch",
    "SNgV": "Sở Ngoại vụ", "SDTTG": "Sở Dân tộc và Tôn giáo", "SQHKT": "Sở Quy hoạch - Kiến trúc", "BDT": "Ban Dân tộc",
    "CAT": "Công an tỉnh", "CATP": "Công an thành phố", "BCHQS": "Bộ Chỉ huy quân sự", "TTYT": "Trung tâm Y tế", "KSBT": "Trung tâm Kiểm soát bệnh tật",
    "TTKSBT": "Trung tâm Kiểm soát bệnh tật", "PVHTT": "Phòng Văn hóa và Thông tin", "VHTT": "Phòng Văn hóa và Thông tin",
    "PYT": "Phòng Y tế", "VHXH": "Phòng Văn hóa - Xã hội", "PVHXH": "Phòng Văn hóa - Xã hội", "VPUB": "Văn phòng Ủy ban nhân dân", "VP": "Văn phòng",
    "TTVHTTTT": "Trung tâm Văn hóa - Thông tin và Thể thao", "LĐLĐ": "Liên đoàn Lao động", "HPN": "Hội Liên hiệp Phụ nữ",
    "HND": "Hội Nông dân", "CCB": "Hội Cựu chiến binh", "MTTQ": "Ủy ban Mặt trận Tổ quốc Việt Nam", "BHXH": "Bảo hiểm xã hội",
}  # fmt: skip

# Party bodies: "of the Party committee of this place". TU is a Tỉnh ủy, or a Thành ủy where the place is a city.
PARTY_LOCAL: dict[str, str] = {
    "TU": "", "BTGTU": "Ban Tuyên giáo", "BTGDVTU": "Ban Tuyên giáo và Dân vận", "BTCTU": "Ban Tổ chức", "BDVTU": "Ban Dân vận",
    "BNCTU": "Ban Nội chính", "UBKTTU": "Ủy ban Kiểm tra", "VPTU": "Văn phòng",
}  # fmt: skip
PARTY_COMMITTEES: dict[str, str] = {"HU": "Huyện ủy", "QU": "Quận ủy", "ThU": "Thị ủy", "ĐU": "Đảng ủy"}

# A name that ends here, or so, goes on in the next line of the letterhead
NAME_HANGS: tuple[str, ...] = ("và", "của", "về", "trực thuộc")
UNFINISHED_NAMES: tuple[str, ...] = (
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Thủ tướng Chính phủ", "Ban Chấp hành", "Ban Thường vụ", "Văn phòng", "Sở", "Bộ", "Phòng", "Ban",
    "Ban Chỉ đạo", "Ủy ban", "Hội đồng", "Trung tâm", "Mặt trận Tổ quốc", "Chủ tịch Ủy ban nhân dân", "Thanh tra", "Kiểm toán", "Thủ tướng",
    "Ngân hàng Nhà nước", "Liên đoàn", "Hội", "Đoàn",
)  # fmt: skip
# organs that sign for the body printed above them
ORGANS: tuple[str, ...] = ("Ban Chấp hành", "Ban Thường vụ", "Ban Thường trực", "Thường trực", "Đoàn Chủ tịch")
# Offices below a committee whose name alone a program may have kept
BELOW_COMMITTEE: tuple[str, ...] = ("Sở ", "Phòng ", "Chi cục ", "Trung tâm ")
PEOPLES_COMMITTEE: tuple[str, ...] = ("UBND", "Ủy ban nhân dân")
PEOPLES_COUNCIL: tuple[str, ...] = ("HĐND", "Hội đồng nhân dân")
COMMITTEES_OF_PARTY: tuple[str, ...] = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy")
# The Youth Union, whose papers bear its name in the place of the motto
YOUTH_UNION = "Đoàn Thanh niên Cộng sản Hồ Chí Minh"
YOUTH_UNION_PRINTED: tuple[str, ...] = ("Đoàn TNCS Hồ Chí Minh", "Đoàn Thanh niên Cộng sản Hồ Chí Minh")
COMMITTEE = "Ban Chấp hành"
