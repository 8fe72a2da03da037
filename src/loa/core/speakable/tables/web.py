"""Web and mail addresses: parts by name, and the words that addresses in Vietnam are made of, with their marks."""

# Parts between dots.
PARTS: dict[str, str] = {
    "gov": "gốp",
    "vn": "vê en",
    "com": "com",
    "net": "nét",
    "org": "o rờ gờ",
    "edu": "e đu",
    "info": "in phô",
    "io": "i ô",
    "gmail": "gờ meo",
    "yahoo": "ya hu",
}

# Written without marks and spaces -> spoken. The longest that fits is taken first, so phrases win over syllables.
WORDS: dict[str, str] = {
    "tiemchung": "tiêm chủng", "covid": "cô vít", "covid19": "cô vít mười chín", "hanoi": "Hà Nội", "hochiminh": "Hồ Chí Minh", "danang": "Đà Nẵng",
    "haiphong": "Hải Phòng", "cantho": "Cần Thơ", "hue": "Huế", "quangninh": "Quảng Ninh", "dichvucong": "dịch vụ công", "dichvu": "dịch vụ",
    "cong": "công", "quocgia": "quốc gia", "chinhphu": "chính phủ", "suckhoe": "sức khỏe", "dientu": "điện tử", "sokhoe": "sổ sức khỏe",
    "khaibaoyte": "khai báo y tế", "khaibao": "khai báo", "yte": "y tế", "tokhai": "tờ khai", "tokhaiyte": "tờ khai y tế", "hoso": "hồ sơ",
    "baohiem": "bảo hiểm", "xahoi": "xã hội", "baohiemxahoi": "bảo hiểm xã hội", "giaoduc": "giáo dục", "daotao": "đào tạo",
    "thongtin": "thông tin", "truyenthong": "truyền thông", "thongtincoso": "thông tin cơ sở", "coso": "cơ sở", "congan": "công an",
    "canhsat": "cảnh sát", "phongchay": "phòng cháy", "chuachay": "chữa cháy", "thue": "thuế", "congthuong": "công thương",
    "vanban": "văn bản", "phapluat": "pháp luật", "thuvien": "thư viện", "baucu": "bầu cử", "quochoi": "quốc hội", "dangcongsan": "Đảng Cộng sản",
    "tuyengiao": "tuyên giáo", "vanhoa": "văn hóa", "thethao": "thể thao", "dulich": "du lịch", "nongnghiep": "nông nghiệp",
    "moitruong": "môi trường", "thoitiet": "thời tiết", "khituong": "khí tượng", "thuyvan": "thủy văn", "phongchong": "phòng chống",
    "thientai": "thiên tai", "vietnam": "Việt Nam", "viet": "Việt", "nam": "Nam", "thanhpho": "thành phố", "quan": "quận", "huyen": "huyện",
    "phuong": "phường", "xa": "xã", "thitran": "thị trấn", "ubnd": "Ủy ban nhân dân", "hdnd": "hội đồng nhân dân", "so": "sở", "bo": "bộ",
    "caugiay": "Cầu Giấy", "dongda": "Đống Đa", "badinh": "Ba Đình", "hoankiem": "Hoàn Kiếm", "haibatrung": "Hai Bà Trưng", "tayho": "Tây Hồ",
    "thanhxuan": "Thanh Xuân", "hoangmai": "Hoàng Mai", "longbien": "Long Biên", "hadong": "Hà Đông", "namtuliem": "Nam Từ Liêm",
    "bactuliem": "Bắc Từ Liêm", "donganh": "Đông Anh", "gialam": "Gia Lâm", "thanhtri": "Thanh Trì", "socson": "Sóc Sơn", "melinh": "Mê Linh",
    "sontay": "Sơn Tây", "bavi": "Ba Vì", "hiendat": "hiến đất", "hienmau": "hiến máu", "vieclam": "việc làm", "laodong": "lao động",
    "congdan": "công dân", "cancuoc": "căn cước", "dancu": "dân cư", "dangky": "đăng ký", "tracuu": "tra cứu", "tintuc": "tin tức",
    "tin": "tin", "bao": "báo", "nhandan": "Nhân dân", "tuoitre": "tuổi trẻ", "thanhnien": "thanh niên", "phunu": "phụ nữ", "suc": "sức",
    "khoe": "khỏe", "tiem": "tiêm", "chung": "chủng", "dich": "dịch", "vu": "vụ", "vaccine": "vắc xin", "vacxin": "vắc xin", "vaxin": "vắc xin",
    "phanhoi": "phản hồi", "gopy": "góp ý", "hotro": "hỗ trợ", "lienhe": "liên hệ", "nguoi": "người", "dan": "dân", "nguoidan": "người dân",
    "an": "an", "toan": "toàn", "antoan": "an toàn", "giaothong": "giao thông", "dien": "điện", "luc": "lực", "nuoc": "nước", "sach": "sạch",
    "cuu": "cứu", "tro": "trợ", "ho": "hộ", "khan": "khẩn", "cap": "cấp", "loa": "loa", "phatthanh": "phát thanh", "truyenhinh": "truyền hình",
    "dai": "đài", "ban": "ban", "van": "văn", "phong": "phòng", "trung": "trung", "tam": "tâm", "trungtam": "trung tâm", "thong": "thông",
    "thongbao": "thông báo", "chuyendoiso": "chuyển đổi số", "chuyendoi": "chuyển đổi", "quy": "quỹ", "vaccinecovid": "vắc xin cô vít",
    "portal": "po tồ", "register": "re gít tơ", "person": "pơ xơn", "www": "", "facebook": "phây búc", "zalo": "da lô", "youtube": "diu túp",
    "csdl": "cơ sở dữ liệu", "cbccvc": "cán bộ, công chức, viên chức", "tphcm": "thành phố Hồ Chí Minh", "baocaovien": "báo cáo viên",
    "baochi": "báo chí", "hssk": "hát ét ét ca", "kcb": "ca xê bê", "sskdt": "ét ét ca đê tê",
}  # fmt: skip
