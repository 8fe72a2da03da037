"""Papers to lay out: one of each kind that offices send."""

from tests.core.reading.layouts import PARTY, Paper

LETTER = Paper(
    offices=("UBND TỈNH HÒA BÌNH", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"),
    issuer="Sở Thông tin và Truyền thông tỉnh Hòa Bình",
    number="1127", symbol="STTTT-TTBCXB", place="Hòa Bình", day=(5, 8, 2021),
    subject="tăng cường tuyên truyền phòng, chống dịch trên hệ thống truyền thanh cơ sở",
    addressed=("Sở Y tế", "Ủy ban nhân dân các huyện, thành phố", "Đài Phát thanh và Truyền hình tỉnh"),
    basis=("1063/CĐ-TTg", "131/KH-UBND"),
    body=(
        ("Thực hiện Công điện số 1063/CĐ-TTg ngày 31 tháng 7 năm 2021 của Thủ tướng Chính phủ; Kế hoạch số 131/KH-UBND ngày 20/7/2021 của Ủy ban nhân dân tỉnh về phòng, chống dịch COVID-19, "
        "Sở Thông tin và Truyền thông đề nghị các cơ quan, địa phương thực hiện một số nội dung sau:"),
        "1. Ủy ban nhân dân các huyện, thành phố chỉ đạo đài truyền thanh cấp xã phát các bản tin ít nhất 02 lần mỗi ngày; gửi kế hoạch phát thanh về Sở trước ngày 12/8/2021.",
        "2. Sở Y tế cung cấp thông tin cho Đài Phát thanh và Truyền hình tỉnh.",
        "3. Đài Phát thanh và Truyền hình tỉnh sản xuất chương trình, hoàn thành chậm nhất ngày 20 tháng 8 năm 2021.",
        "Trân trọng.",
    ),
    deadlines=("2021-08-12", "2021-08-20"),
    copies=(("UBND tỉnh", "báo cáo"), ("Giám đốc, các Phó Giám đốc Sở", None), ("Phòng VHTT các huyện, thành phố", "thực hiện")),
    archive="VT, TTBCXB, B12", capacity=("KT. GIÁM ĐỐC",), position="PHÓ GIÁM ĐỐC", signer="Quách Thị Kiều Oanh",
)  # fmt: skip

DISPATCH = Paper(
    offices=("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG TRỊ"),
    issuer="Ủy ban nhân dân tỉnh Quảng Trị",
    number="07", symbol="CĐ-UBND", place="Quảng Trị", day=(17, 10, 2023), kind="Công điện",
    subject="chủ động ứng phó mưa lớn, lũ quét và sạt lở đất",
    greeting="ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ điện:",
    addressed=("Giám đốc các Sở, Thủ trưởng các ban, ngành cấp tỉnh", "Chủ tịch UBND các huyện, thị xã, thành phố", "Đài Khí tượng Thủy văn tỉnh"),
    basis=("945/CĐ-TTg",),
    body=(
        "Thực hiện Công điện số 945/CĐ-TTg ngày 16/10/2023 của Thủ tướng Chính phủ về tập trung ứng phó mưa lũ, Ủy ban nhân dân tỉnh yêu cầu:",
        "1. Chủ tịch UBND các huyện, thị xã, thành phố thông báo trên loa truyền thanh đến từng thôn, bản; sơ tán dân xong trước 17 giờ 00 ngày 18/10/2023.",
        "2. Đài Khí tượng Thủy văn tỉnh cung cấp bản tin dự báo 03 giờ một lần.",
        "3. Các địa phương báo cáo kết quả về Văn phòng Thường trực trước ngày 20 tháng 10 năm 2023.",
    ),
    deadlines=("2023-10-18", "2023-10-20"),
    copies=(("Thủ tướng Chính phủ", "b/c"), ("TT Tỉnh ủy, TT HĐND tỉnh", "b/c"), ("Chủ tịch, các PCT UBND tỉnh", None)),
    archive="VT, KT", capacity=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), position="PHÓ CHỦ TỊCH", signer="Hồ Văn Thạch",
)  # fmt: skip

INVITATION = Paper(
    offices=("ỦY BAN NHÂN DÂN", "PHƯỜNG AN PHÚ ĐÔNG"),
    issuer="Ủy ban nhân dân phường An Phú Đông",
    number="215", symbol="GM-UBND", place="An Phú Đông", day=(3, 6, 2024), kind="Giấy mời",
    subject="Dự họp sơ kết hoạt động đài truyền thanh phường sáu tháng đầu năm 2024",
    addressed=("Thường trực Đảng ủy phường", "Ủy ban Mặt trận Tổ quốc Việt Nam phường", "Trưởng ban điều hành các khu phố"),
    body=(
        "Ủy ban nhân dân phường An Phú Đông kính mời quý đại biểu dự họp sơ kết hoạt động đài truyền thanh phường.",
        "1. Thời gian: 14 giờ 00 ngày 10 tháng 6 năm 2024 (thứ Hai).",
        "2. Địa điểm: Hội trường Ủy ban nhân dân phường.",
        "3. Đề nghị Trưởng ban điều hành các khu phố gửi báo cáo về Văn phòng Ủy ban nhân dân phường trước ngày 07/6/2024.",
        "Rất mong quý đại biểu đến dự đúng giờ.",
    ),
    deadlines=("2024-06-07",),
    copies=(("Đài truyền thanh phường", "đưa tin"), ("Công chức văn hóa - xã hội", None)),
    archive="VT", capacity=("TL. CHỦ TỊCH",), position="CHÁNH VĂN PHÒNG", signer="Nguyễn Lê Hoài Thương",
)  # fmt: skip

PLAN = Paper(
    offices=("ỦY BAN NHÂN DÂN", "HUYỆN MÙ CANG CHẢI"),
    issuer="Ủy ban nhân dân huyện Mù Cang Chải",
    number="88", symbol="KH-UBND", place="Mù Cang Chải", day=(14, 3, 2022), kind="Kế hoạch",
    subject="Củng cố hệ thống truyền thanh cơ sở trên địa bàn huyện năm 2022",
    basis=("135/QĐ-TTg", "39/2020/TT-BTTTT"),
    body=(
        ("Căn cứ Quyết định số 135/QĐ-TTg ngày 20/01/2020 của Thủ tướng Chính phủ và Thông tư số 39/2020/TT-BTTTT ngày 24/11/2020 của Bộ Thông tin và Truyền thông, "
        "Ủy ban nhân dân huyện ban hành Kế hoạch như sau:"),
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Đưa thông tin thiết yếu đến người dân ở vùng sâu, vùng xa.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Văn hóa và Thông tin huyện chủ trì khảo sát 14 đài truyền thanh cấp xã, hoàn thành trước ngày 15 tháng 4 năm 2022.",
        "2. Phòng Tài chính - Kế hoạch huyện tham mưu bố trí kinh phí.",
        "3. Ủy ban nhân dân các xã, thị trấn phân công cán bộ vận hành đài, gửi danh sách về Phòng Văn hóa và Thông tin trước ngày 31/3/2022.",
    ),
    deadlines=("2022-03-31", "2022-04-15"),
    copies=(("Sở Thông tin và Truyền thông", "b/c"), ("TT Huyện ủy, TT HĐND huyện", "b/c"), ("UBND các xã, thị trấn", None)),
    archive="VT, VHTT", capacity=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), position="PHÓ CHỦ TỊCH", signer="Giàng A Sử",
)  # fmt: skip

OF_THE_PARTY = Paper(
    offices=("HUYỆN ỦY KRÔNG BÚK", "BAN TUYÊN GIÁO", "*"),
    issuer="Ban Tuyên giáo Huyện ủy Krông Búk",
    number="64", symbol="HD/BTGHU", place="Krông Búk", day=(9, 1, 2023), kind="Hướng dẫn", nation=PARTY,
    subject="Tuyên truyền kỷ niệm 93 năm Ngày thành lập Đảng Cộng sản Việt Nam",
    basis=("77-HD/BTGTU",),
    body=(
        "Thực hiện Hướng dẫn số 77-HD/BTGTU ngày 03/01/2023 của Ban Tuyên giáo Tỉnh ủy, Ban Tuyên giáo Huyện ủy hướng dẫn tuyên truyền như sau:",
        "1. Nội dung tuyên truyền",
        "Truyền thống vẻ vang của Đảng.",
        "2. Tổ chức thực hiện",
        "- Trung tâm Truyền thông - Văn hóa - Thể thao huyện xây dựng chuyên mục, phát từ ngày 20/01/2023 đến ngày 05/02/2023.",
        "- Các chi bộ, đảng bộ trực thuộc báo cáo kết quả về Ban Tuyên giáo Huyện ủy trước ngày 10/02/2023.",
    ),
    deadlines=("2023-02-10",),
    copies=(("Ban Tuyên giáo Tỉnh ủy", "b/c"), ("Thường trực Huyện ủy", "b/c"), ("Các chi bộ, đảng bộ trực thuộc", None)),
    archive="BTG", capacity=("K/T TRƯỞNG BAN",), position="PHÓ TRƯỞNG BAN", signer="Y Bhiông Niê",
)  # fmt: skip

DECISION = Paper(
    offices=("ỦY BAN NHÂN DÂN", "XÃ TÂN LẬP"),
    issuer="Ủy ban nhân dân xã Tân Lập",
    number="41", symbol="QĐ-UBND", place="Tân Lập", day=(22, 9, 2025), kind="Quyết định",
    subject="Kiện toàn Ban biên tập Đài truyền thanh xã",
    basis=("49/2022/NĐ-CP",),
    body=(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Nghị định số 49/2022/NĐ-CP ngày 29 tháng 7 năm 2022 của Chính phủ;",
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội,",
        "QUYẾT ĐỊNH:",
        "Điều 1. Kiện toàn Ban biên tập Đài truyền thanh xã gồm 05 thành viên.",
        "Điều 2. Giao Phòng Văn hóa - Xã hội tham mưu quy chế hoạt động của Ban biên tập, trình Ủy ban nhân dân xã trước ngày 30/9/2025.",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
    ),
    deadlines=("2025-09-30",),
    copies=(("Như Điều 3", None), ("TT Đảng ủy, TT HĐND xã", "b/c"), ("Sở Văn hóa, Thể thao và Du lịch", None)),
    archive="VT", capacity=("TM. ỦY BAN NHÂN DÂN",), position="CHỦ TỊCH", signer="Lò Thị Mến",
)  # fmt: skip

LETTERS = {
    "công văn": LETTER, "công điện": DISPATCH, "giấy mời": INVITATION, "kế hoạch": PLAN, "of the Party": OF_THE_PARTY, "quyết định": DECISION,
}  # fmt: skip
