"""Letterheads of all kinds of offices, in two columns and one below the other: who issued the paper."""

import pytest
from tests.core.reading.measure import is_right

from loa.core.reading import read_letter

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
BODY = """

Kính gửi: Ủy ban nhân dân các xã.

Căn cứ Kế hoạch số 12/KH-UBND ngày 01/02/2024, đề nghị các đơn vị báo cáo trước ngày 20/5/2024./.

Nơi nhận:
- Như trên;
- Lưu: VT.

GIÁM ĐỐC

Nguyễn Văn An
"""

# letterhead, place, symbol, issuer
LETTERHEADS = [
    (
        ("UBND TỈNH LÀO CAI", "SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"),
        "Lào Cai",
        "SVHTTDL-QLVH",
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai",
    ),
    (
        ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI PHÒNG", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
        "Hải Phòng",
        "SNNMT-TL",
        "Sở Nông nghiệp và Môi trường thành phố Hải Phòng",
    ),
    (("UBND QUẬN BÌNH TÂN", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"), "Bình Tân", "PGDĐT", "Phòng Giáo dục và Đào tạo quận Bình Tân"),
    (("BỘ Y TẾ", "CỤC Y TẾ DỰ PHÒNG"), "Hà Nội", "DP-DT", "Cục Y tế dự phòng"),
    (("BỘ THÔNG TIN VÀ TRUYỀN THÔNG", "CỤC THÔNG TIN CƠ SỞ"), "Hà Nội", "TTCS-NV", "Cục Thông tin cơ sở"),
    (("BỘ CÔNG AN", "CÔNG AN TỈNH NGHỆ AN"), "Nghệ An", "CAT-PV01", "Công an tỉnh Nghệ An"),
    (("CÔNG AN TỈNH AN GIANG", "CÔNG AN HUYỆN TRI TÔN"), "Tri Tôn", "TB-CAH", "Công an huyện Tri Tôn"),
    (("CÔNG AN HUYỆN CỦ CHI", "CÔNG AN XÃ TRUNG AN"), "Trung An", "TB-CAX", "Công an xã Trung An"),
    (("BỘ TƯ LỆNH QUÂN KHU 4", "BỘ CHỈ HUY QUÂN SỰ TỈNH HÀ TĨNH"), "Hà Tĩnh", "BCH-TM", "Bộ Chỉ huy Quân sự tỉnh Hà Tĩnh"),
    (("BỘ CHQS TỈNH BÌNH ĐỊNH", "BAN CHQS HUYỆN TÂY SƠN"), "Tây Sơn", "BCH-TM", "Ban Chỉ huy Quân sự huyện Tây Sơn"),
    (("TẬP ĐOÀN", "ĐIỆN LỰC VIỆT NAM", "TỔNG CÔNG TY ĐIỆN LỰC", "MIỀN TRUNG"), "Đà Nẵng", "EVNCPC-KD", "Tổng công ty Điện lực miền Trung"),
    (("TỔNG CÔNG TY ĐIỆN LỰC MIỀN BẮC", "CÔNG TY ĐIỆN LỰC SƠN LA"), "Sơn La", "PCSL-KD", "Công ty Điện lực Sơn La"),
    (
        ("MẶT TRẬN TỔ QUỐC VIỆT NAM", "BAN THƯỜNG TRỰC", "TỈNH CAO BẰNG"),
        "Cao Bằng",
        "MTTQ-BTT",
        "Ban Thường trực Mặt trận Tổ quốc Việt Nam tỉnh Cao Bằng",
    ),
    (("ỦY BAN MTTQ VIỆT NAM", "XÃ ĐẠI LỘC"), "Đại Lộc", "MTTQ-BTT", "Ủy ban Mặt trận Tổ quốc Việt Nam xã Đại Lộc"),
    (("HỘI LHPN TỈNH KHÁNH HÒA", "HỘI LHPN THỊ XÃ NINH HÒA"), "Ninh Hòa", "CV-BTV", "Hội Liên hiệp Phụ nữ thị xã Ninh Hòa"),
    (
        ("ĐOÀN TNCS HỒ CHÍ MINH", "BCH TỈNH BẮC NINH"),
        "Bắc Ninh",
        "CV/TĐTN",
        "Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Bắc Ninh",
    ),
    (("HỘI ĐỒNG NHÂN DÂN", "HUYỆN ĐÔNG ANH"), "Đông Anh", "NQ-HĐND", "Hội đồng nhân dân huyện Đông Anh"),
    (("HỘI ĐỒNG NHÂN DÂN XÃ VĨNH THẠNH",), "Vĩnh Thạnh", "NQ-HĐND", "Hội đồng nhân dân xã Vĩnh Thạnh"),
    (
        ("UBND HUYỆN CHÂU THÀNH", "TRUNG TÂM VĂN HÓA, THỂ THAO", "VÀ TRUYỀN THANH"),
        "Châu Thành",
        "TTVHTTTT",
        "Trung tâm Văn hóa, Thể thao và Truyền thanh huyện Châu Thành",
    ),
    (("SỞ Y TẾ TỈNH HÀ NAM", "TRUNG TÂM KIỂM SOÁT BỆNH TẬT"), "Hà Nam", "KSBT-PCBTN", "Trung tâm Kiểm soát bệnh tật tỉnh Hà Nam"),
    (("SỞ Y TẾ QUẢNG NAM", "TRUNG TÂM Y TẾ", "HUYỆN NÚI THÀNH"), "Núi Thành", "TTYT-KHNV", "Trung tâm Y tế huyện Núi Thành"),
    (("UBND THÀNH PHỐ VINH", "TRƯỜNG TIỂU HỌC LÊ LỢI"), "Vinh", "TB-THLL", "Trường Tiểu học Lê Lợi thành phố Vinh"),
    (("UBND XÃ MINH TÂN", "BAN CHỈ ĐẠO PHÒNG, CHỐNG DỊCH"), "Minh Tân", "CV-BCĐ", "Ban Chỉ đạo phòng, chống dịch xã Minh Tân"),
    (
        ("UBND TỈNH PHÚ THỌ", "BAN CHỈ HUY PHÒNG CHỐNG THIÊN TAI", "VÀ TÌM KIẾM CỨU NẠN"),
        "Phú Thọ",
        "BCH-VP",
        "Ban Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn tỉnh Phú Thọ",
    ),
    (("THỦ TƯỚNG CHÍNH PHỦ",), "Hà Nội", "CĐ-TTg", "Thủ tướng Chính phủ"),
    (("VĂN PHÒNG CHÍNH PHỦ",), "Hà Nội", "TB-VPCP", "Văn phòng Chính phủ"),
    (("UBND TỈNH GIA LAI", "VĂN PHÒNG"), "Gia Lai", "TB-VP", "Văn phòng Ủy ban nhân dân tỉnh Gia Lai"),
    (("ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP", "VĂN PHÒNG"), "Đồng Tháp", "VPUBND-KGVX", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp"),
    (("BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ", "CỤC THUẾ TỈNH BÌNH DƯƠNG"), "Bình Dương", "CTBDU-TTHT", "Cục Thuế tỉnh Bình Dương"),
    (("NGÂN HÀNG", "CHÍNH SÁCH XÃ HỘI", "CHI NHÁNH TỈNH SÓC TRĂNG"), "Sóc Trăng", "NHCS-KHTD", "Chi nhánh tỉnh Sóc Trăng"),
    (("ĐẢNG BỘ TỈNH THÁI BÌNH", "ĐẢNG ỦY XÃ AN NINH"), "An Ninh", "CV/ĐU", "Đảng ủy xã An Ninh"),
    (("HUYỆN ỦY BA BỂ", "ĐẢNG ỦY XÃ KHANG NINH"), "Khang Ninh", "CV/ĐU", "Đảng ủy xã Khang Ninh"),
    (("TỈNH ỦY LONG AN", "BAN DÂN VẬN"), "Long An", "CV/BDVTU", "Ban Dân vận Tỉnh ủy Long An"),
    (("THÀNH ỦY ĐÀ LẠT", "ỦY BAN KIỂM TRA"), "Đà Lạt", "CV/UBKTTU", "Ủy ban Kiểm tra Thành ủy Đà Lạt"),
    (("BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TUYÊN GIÁO"), "Hà Nội", "HD/BTGTW", "Ban Tuyên giáo Trung ương"),
    (("UBND ĐẶC KHU PHÚ QUỐC", "PHÒNG VĂN HÓA - XÃ HỘI"), "Phú Quốc", "VHXH", "Phòng Văn hóa - Xã hội đặc khu Phú Quốc"),
    (("ỦY BAN NHÂN DÂN", "ĐẶC KHU CÔN ĐẢO"), "Côn Đảo", "UBND", "Ủy ban nhân dân đặc khu Côn Đảo"),
    (("UBND XÃ HÒA BÌNH", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"), "Hòa Bình", "TTPVHCC", "Trung tâm Phục vụ hành chính công xã Hòa Bình"),
    (("UBND TP. HỒ CHÍ MINH", "SỞ TƯ PHÁP"), "TP. Hồ Chí Minh", "STP-PBGDPL", "Sở Tư pháp thành phố Hồ Chí Minh"),
    (
        ("HỘI ĐỒNG PHỐI HỢP", "PHỔ BIẾN, GIÁO DỤC PHÁP LUẬT", "TỈNH TRÀ VINH"),
        "Trà Vinh",
        "KH-HĐPH",
        "Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh Trà Vinh",
    ),
    (
        ("ĐÀI KHÍ TƯỢNG THỦY VĂN", "KHU VỰC BẮC TRUNG BỘ", "ĐÀI KHÍ TƯỢNG THỦY VĂN", "TỈNH THANH HÓA"),
        "Thanh Hóa",
        "ĐKTTV",
        "Đài Khí tượng Thủy văn tỉnh Thanh Hóa",
    ),
    (
        ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "CỤC QUẢN LÝ ĐÊ ĐIỀU", "VÀ PHÒNG, CHỐNG THIÊN TAI"),
        "Hà Nội",
        "ĐĐ-QLĐĐ",
        "Cục Quản lý đê điều và Phòng, chống thiên tai",
    ),
    (("CÔNG TY ĐIỆN LỰC THANH HÓA", "ĐIỆN LỰC HẬU LỘC"), "Hậu Lộc", "ĐLHL-KT", "Điện lực Hậu Lộc"),
    (("CÔNG AN TỈNH NGHỆ AN", "CÔNG AN HUYỆN DIỄN CHÂU"), "Diễn Châu", "CAH-QLHC", "Công an huyện Diễn Châu"),
    (("HỘI ĐỒNG NHÂN DÂN", "XÃ TÂN HƯNG", "THƯỜNG TRỰC"), "Tân Hưng", "HĐND-TT", "Thường trực Hội đồng nhân dân xã Tân Hưng"),
    (("BẢO HIỂM XÃ HỘI TỈNH GIA LAI", "BHXH CƠ SỞ AN NHƠN"), "An Nhơn", "BHXH", "Bảo hiểm xã hội cơ sở An Nhơn"),
    (("LIÊN ĐOÀN LAO ĐỘNG TỈNH BÌNH DƯƠNG", "LĐLĐ THÀNH PHỐ DĨ AN"), "Dĩ An", "LĐLĐ", "Liên đoàn Lao động thành phố Dĩ An"),
    (
        ("NGÂN HÀNG CHÍNH SÁCH XÃ HỘI", "CHI NHÁNH TỈNH HÒA BÌNH", "PHÒNG GIAO DỊCH NHCSXH HUYỆN MAI CHÂU"),
        "Mai Châu",
        "NHCS-TD",
        "Phòng giao dịch Ngân hàng Chính sách xã hội huyện Mai Châu",
    ),
    (("VĂN PHÒNG", "HĐND VÀ UBND HUYỆN"), "Đông Anh", "VP", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Đông Anh"),
    (("BAN CHỈ HUY PCTT&TKCN", "HUYỆN QUAN HÓA"), "Quan Hóa", "PCTT", "Ban Chỉ huy PCTT&TKCN huyện Quan Hóa"),
    (
        ("CỤC THUẾ TỈNH HÒA BÌNH", "CHI CỤC THUẾ KHU VỰC", "CAO PHONG - TÂN LẠC"),
        "Tân Lạc",
        "CCT",
        "Chi cục Thuế khu vực Cao Phong - Tân Lạc",
    ),
    (("UBND XÃ HÒA TIẾN", "TRUNG TÂM CUNG ỨNG DỊCH VỤ CÔNG"), "Hòa Tiến", "TTDVC", "Trung tâm Cung ứng dịch vụ công xã Hòa Tiến"),
    (("BỘ NÔNG NGHIỆP VÀ MÔI", "TRƯỜNG"), "Hà Nội", "BNNMT-CNTY", "Bộ Nông nghiệp và Môi trường"),
    (("BỘ GIÁO DỤC VÀ", "ĐÀO TẠO"), "Hà Nội", "BGDĐT-GDPT", "Bộ Giáo dục và Đào tạo"),
    (("ĐẠI HỌC HUẾ", "TRƯỜNG ĐẠI HỌC Y DƯỢC"), "Huế", "ĐHYD-TT", "Trường Đại học Y Dược"),
]


def in_columns(offices: tuple[str, ...], number: str, dated: str) -> str:
    """Offices at the left, nation and date at the right."""
    left = [*offices, number]
    right = [*NATION, *[""] * max(0, len(left) - 3), dated]
    width = max(map(len, left)) + 8
    return "\n".join(f"{left[at] if at < len(left) else '':<{width}}{words}".rstrip() for at, words in enumerate(right))


def in_one_column(offices: tuple[str, ...], number: str, dated: str) -> str:
    """Nation, offices, number, date, one below the other."""
    return "\n".join((*NATION, "", *offices, number, "", dated))


@pytest.mark.parametrize("lay", [in_columns, in_one_column], ids=["columns", "one column"])
@pytest.mark.parametrize(("offices", "place", "symbol", "issuer"), LETTERHEADS, ids=[row[3] for row in LETTERHEADS])
def test_the_issuer_stands_in_the_letterhead(lay, offices, place, symbol, issuer):
    letter = read_letter(lay(offices, f"Số: 45/{symbol}", f"{place}, ngày 05 tháng 5 năm 2024") + BODY)
    assert is_right("issuer", letter.issuer, issuer), letter.issuer
    assert (letter.number, letter.symbol, letter.date) == ("45", symbol, "2024-05-05")
    assert letter.place in (place, place.replace("TP.", "Thành phố"))
