"""Papers whose layout a program spoilt: a type line lost, two columns in one line, a head copied into a message, an address that runs on."""

import pytest
from tests.core.reading.measure import is_right, same

from loa.core.reading import read_letter

ENDING = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn An\n"
REASONS = "Căn cứ Luật tổ chức chính quyền địa phương ngày 16/6/2015;\nXét đề nghị của Giám đốc Sở Nội vụ,\n"

# what is left of the paper -> kind, issuer, subject
HEADS = {
    "the type line is lost, the subject is not": (
        ("ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 73/KH-UBND | Đồng Tháp, ngày 19 tháng 01 năm 2026 |\n"
        "TUYÊN TRUYỀN TRÊN LOA TRUYỀN THANH CƠ SỞ NĂM 2026\nThực hiện Chỉ thị số 07/CT-TTg ngày 21/3/2023 của Thủ tướng Chính phủ, UBND tỉnh ban hành Kế hoạch:\n1. Phát thanh hằng ngày.\n"),
        "Kế hoạch", "Ủy ban nhân dân tỉnh Đồng Tháp", "Tuyên truyền trên loa truyền thanh cơ sở năm 2026",
    ),
    "only the deciding line is left": (
        ("ỦY BAN NHÂN\nDÂN |\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |\n|\nSố: 503/QĐ-UBND |\nBắc Giang, ngày 30 tháng 3 năm 2017 |\n"
        f"VỀ VIỆC PHÊ DUYỆT ĐỀ ÁN TRUYỀN THANH CƠ SỞ.\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẮC GIANG\n{REASONS}QUYẾT ĐỊNH:\nĐiều 1. Phê duyệt đề án.\n"),
        "Quyết định", "Ủy ban nhân dân tỉnh Bắc Giang", "Phê duyệt đề án truyền thanh cơ sở",
    ),
    "a subject that begins like another type": (
        ("BỘ Y TẾ\nSố: 40/2016/TT-BYT\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Nội, ngày 25 tháng 10 năm 2016\n\nTHÔNG\n\n"
        "HƯỚNG DẪN THI HÀNH MỘT SỐ ĐIỀU VỀ TRUYỀN THÔNG Y TẾ\n\nCăn cứ Nghị định số 106/2012/NĐ-CP ngày 20 tháng 12 năm 2012 của Chính phủ;\n"),
        "Thông tư", "Bộ Y tế", "Hướng dẫn thi hành một số điều về truyền thông y tế",
    ),
    "a Party letter without V/v": (
        ("TỈNH ỦY TÂY NINH\nBAN TUYÊN GIÁO VÀ DÂN VẬN\n*\nSố 733-CV/BTGDVTU\nTuyên truyền sau Đại hội đại biểu\nĐảng bộ tỉnh lần thứ I\n\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Tây Ninh, ngày 20 tháng 10 năm 2025\n\nKính gửi: - Ban xây dựng Đảng các xã,\n- Báo Tây Ninh.\n\nThực hiện Kế hoạch số 09-KH/TU, ngày 05/9/2025, đề nghị tuyên truyền.\n"),
        "Công văn", "Ban Tuyên giáo và Dân vận Tỉnh ủy Tây Ninh", "Tuyên truyền sau Đại hội đại biểu Đảng bộ tỉnh lần thứ I",
    ),
    "a blank line inside the subject of a Party letter": (
        ("HUYỆN UỶ QUẢNG NINH\n\n      ĐẢNG CỘNG SẢN VIỆT NAM\n\nBAN TUYÊN GIÁO\n\n*\n\n     Quảng Ninh, ngày 02 tháng 7 năm 2021\n\nSố 58 - CV/BTGHU\n\n"
        "Gửi tài liệu tuyên truyền\n\n 75 năm ngày Thương binh - Liệt sĩ\n\n \n\nKính gửi:\n\n- Các chi bộ trực thuộc,\n\n- Đài Truyền thanh huyện.\n\nBan Tuyên giáo đề nghị các chi bộ tuyên truyền rộng rãi.\n"),
        "Công văn", "Ban Tuyên giáo Huyện ủy Quảng Ninh", "Gửi tài liệu tuyên truyền 75 năm ngày Thương binh - Liệt sĩ",
    ),
    "a head copied into a message": (
        "CV 77/UBND-KT ngày 03/12/2025 của UBND xã Tân Hưng v/v đăng ký giống vụ Đông Xuân\nKính gửi: các HTX nông nghiệp\n\nUBND xã đề nghị nộp danh sách trước ngày 10/12/2025.\n",
        "Công văn", "Ủy ban nhân dân xã Tân Hưng", "đăng ký giống vụ Đông Xuân",
    ),
    "the hour between place and day": (
        ("UBND TỈNH NGHỆ AN                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBAN CHỈ HUY PHÒNG THỦ DÂN SỰ          Độc lập - Tự do - Hạnh phúc\n"
        "Số: 34/CĐ-BCH         Nghệ An, hồi 20 giờ 30 phút, ngày 21 tháng 7 năm 2025\n\nCÔNG ĐIỆN\nVề việc vận hành hồ chứa\n\nBAN CHỈ HUY điện:\n- UBND các xã ven sông.\n\nYêu cầu sơ tán trước 24 giờ ngày 21/7/2025.\n"),
        "Công điện", "Ban Chỉ huy Phòng thủ dân sự tỉnh Nghệ An", "vận hành hồ chứa",
    ),
    "a joint guidance": (
        ("SỞ Y TẾ - SỞ NỘI VỤ            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH PHÚ THỌ                    Độc lập - Tự do - Hạnh phúc\nSố: 06/HDLT-SYT-SNV            Phú Thọ, ngày 09 tháng 12 năm 2025\n\n"
        f"HƯỚNG DẪN LIÊN TỊCH\nTổ chức tiêm chủng tại trường học\nNăm học 2025 - 2026\n\n{REASONS}Hai Sở hướng dẫn:\n1. Các trường báo cáo trước ngày 20/12/2025.\n"),
        "Hướng dẫn", "Sở Y tế - Sở Nội vụ tỉnh Phú Thọ", "Tổ chức tiêm chủng tại trường học Năm học 2025 - 2026",
    ),
    "a chairman below his committee": (
        "UBND HUYỆN YÊN DŨNG\nCHỦ TỊCH\n-------\nSố: 03/CT-CT\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nYên Dũng, ngày 17 tháng 5 năm 2022\n\nCHỈ THỊ\nVề việc thu gom rơm rạ\n\nĐể khắc phục, yêu cầu:\n1. Các xã ký cam kết trước ngày 24/5/2022.\n",
        "Chỉ thị", "Chủ tịch Ủy ban nhân dân huyện Yên Dũng", "thu gom rơm rạ",
    ),
    "a name broken before a word that begins offices too": (
        "BỘ NÔNG NGHIỆP VÀ MÔI\nTRƯỜNG\n-------\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 7733/BNNMT-CNTY\nV/v tăng cường phòng bệnh\n\nHà Nội, ngày 30 tháng\n10 năm 2025\n\nKính\ngửi: Chủ tịch UBND các tỉnh.\n\nĐề nghị báo cáo trước ngày 15/12/2025.\n",
        "Công văn", "Bộ Nông nghiệp và Môi trường", "tăng cường phòng bệnh",
    ),
    "the Party's office": (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nVĂN PHÒNG\n--------\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSố: 11-HD/VPTW\n\nHà Nội, ngày 28 tháng 05 năm 2024\n\nHƯỚNG DẪN\nvề thể thức văn bản\n\nThi hành Quy định số 66-QĐ/TW, hướng dẫn như sau:\n1. Các cấp ủy thực hiện.\n",
        "Hướng dẫn", "Văn phòng Trung ương Đảng", "về thể thức văn bản",
    ),
    "the Youth Union's name in the place of the motto": (
        "BAN CHẤP HÀNH TỈNH SƠN LA\t\tĐOÀN TNCS HỒ CHÍ MINH\n***\t\tSơn La, ngày 20 tháng 5 năm 2024\nSố: 52-HD/TĐTN-PTTN\n\nHƯỚNG DẪN\nTổ chức chiến dịch hè\n\nCăn cứ Chương trình số 03-CTr/TĐTN-VP ngày 10/01/2024, hướng dẫn:\n1. Các cơ sở đoàn thực hiện.\n",
        "Hướng dẫn", "Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Sơn La", "Tổ chức chiến dịch hè",
    ),
}  # fmt: skip

HEAD = "ỦY BAN NHÂN DÂN\nXÃ MẪU\n\nSố: 12/UBND-VX\nV/v tuyên truyền\n\nXã Mẫu, ngày 05 tháng 8 năm 2021\n\n"
BODY = "Thực hiện Kế hoạch số 4/KH-UBND ngày 01/7/2021 của UBND tỉnh về tuyên truyền, UBND xã đề nghị thực hiện./."

ADDRESSES = {
    "the body runs on behind the address": (
        f"Kính gửi: Hiệu trưởng các trường trực thuộc. {BODY}", ["Hiệu trưởng các trường trực thuộc"],
    ),
    "a short first line of the body": (
        f"Kính gửi:\nCác Sở Y tế\n{BODY.replace('ngày 01', chr(10) + 'ngày 01')}", ["Các Sở Y tế"],
    ),
    "a dash is lost": (
        f"Kính gửi:\n- Phòng Y tế;\nTrung tâm Y tế các huyện;\n- Các bệnh viện.\n\n{BODY}", ["Phòng Y tế", "Trung tâm Y tế các huyện", "Các bệnh viện"],
    ),
    "the blank in Kính gửi is lost": (f"Kínhgửi: Trưởng các thôn\n\n{BODY}", ["Trưởng các thôn"]),
}  # fmt: skip

ENDINGS = {
    "two columns with one blank between": (
        "Nơi nhận: TRƯỞNG BAN\n- Như trên;\n- Thành viên Ban Chỉ huy;\n- Lưu: VT, VPTT. PHÓ CHỦ TỊCH UBND TỈNH\nNguyễn Văn Đệ\n",
        "Nguyễn Văn Đệ", None, ["Thành viên Ban Chỉ huy"], "VT, VPTT",
    ),
    "titles behind the copies": (
        "Nơi nhận: KT. CHỦ TỊCH\n- Như trên; PHÓ CHỦ TỊCH\n- Sở TT&TT (b/c);\n- Lưu: VT.\nĐặng Ngọc Bình\n",
        "Đặng Ngọc Bình", "PHÓ CHỦ TỊCH", ["Sở TT&TT"], "VT",
    ),
    "authority, title and name in one line": (
        "Nơi nhận:\n- Như kg;\n- HĐND xã (b/c);\n- Lưu: VT.\nKT. CHỦ TỊCH - PHÓ CHỦ TỊCH: Trương Công Hậu (đã ký)\n",
        "Trương Công Hậu", "PHÓ CHỦ TỊCH", ["HĐND xã"], "VT",
    ),
    "titles in small letters": (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. THƯỜNG TRỰC\n\nKT. Chủ tịch\n\nPhó Chủ tịch\n\n\nĐINH THỊ LỆ THANH\n", "Đinh Thị Lệ Thanh", "Phó Chủ tịch", [], "VT",
    ),
    "P. and KT. in a copy are no signature": (
        "Nơi nhận:                          CHỦ TỊCH\n- Như trên;\n- LĐVP, P. KT, P. NC;\n- Lưu: VT.                         Lê Văn Sáu\n", "Lê Văn Sáu", "CHỦ TỊCH", ["LĐVP, P. KT, P. NC"], "VT",
    ),
    "the name glued to the title": (
        "Nơi nhận:\n- Như trên;\n- Đài Truyền thanh xã;\n- Lưu: VT.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCHBùi Thị Hạnh\n", "Bùi Thị Hạnh", "PHÓ CHỦ TỊCH", ["Đài Truyền thanh xã"], "VT",
    ),
    "the name glued to the only title": (
        "Nơi nhận:\n- Như trên;\n- Trạm Y tế (ph/hợp);\n- Lưu: VT.\n\nTRƯỞNG PHÒNGThS. Cao Minh Đức\n", "Cao Minh Đức", "TRƯỞNG PHÒNG", ["Trạm Y tế"], "VT",
    ),
    "a tab between the last copy and the name": (
        "Nơi nhận:\tCHỦ TỊCH\n- Như trên;\n- Các tổ dân phố (th/hiện);\n- Lưu: VT, VHXH (Liên-08b).\tTrịnh Quốc Bảo\n", "Trịnh Quốc Bảo", "CHỦ TỊCH", ["Các tổ dân phố"], "VT, VHXH (Liên-08b)",
    ),
    "one blank between the last copy and the name": (
        "Nơi nhận: CHỦ TỊCH\n- Như trên;\n- Các tổ dân phố;\n- Lưu: VT. Trịnh Quốc Bảo\n", "Trịnh Quốc Bảo", "CHỦ TỊCH", ["Các tổ dân phố"], "VT",
    ),
    "who keeps the file is not who signs": (
        "Nơi nhận:\n- Như trên;\n- Các tổ dân phố;\n- Lưu: VT. Đinh Thu Trang\n\nCHỦ TỊCH\n\nTrịnh Quốc Bảo\n", "Trịnh Quốc Bảo", "CHỦ TỊCH", ["Các tổ dân phố"], "VT. Đinh Thu Trang",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_what_is_left_of_a_head_still_says_kind_issuer_and_subject(name):
    text, kind, issuer, subject = HEADS[name]
    letter = read_letter(text + ENDING)
    assert letter.doc_type == kind
    assert is_right("issuer", letter.issuer, issuer), letter.issuer
    assert same(letter.subject) == same(subject)


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_ends_where_the_body_begins(name):
    text, recipients = ADDRESSES[name]
    letter = read_letter(HEAD + text + ENDING)
    assert list(letter.recipients) == recipients
    assert [cited.number for cited in letter.basis_documents] == ["4/KH-UBND"]


@pytest.mark.parametrize("name", ENDINGS)
def test_a_signature_is_found_however_its_column_was_set(name):
    ending, signer, position, copies, archive = ENDINGS[name]
    letter = read_letter(f"{HEAD}Kính gửi: Các thôn.\n\n{BODY}\n{ending}")
    assert letter.signer == signer
    assert position is None or letter.position == position
    assert [copy.name for copy in letter.cc] == copies
    assert letter.archive == archive


def test_an_invitation_names_its_reasons_before_those_whom_it_invites():
    letter = read_letter(
        "UBND HUYỆN BA TRI\nỦY BAN NHÂN DÂN XÃ MẪU\n\nSố: 21/GM-UBND\n\nXã Mẫu, ngày 05 tháng 8 năm 2021\n\nGIẤY MỜI\nHọp bàn công tác tiêm chủng\n\n"
        "Thực hiện Công văn số 318/UBND-VX ngày 02/8/2021 của UBND huyện Ba Tri về tiêm chủng, UBND xã kính mời:\n- Trưởng trạm Y tế xã;\n- Trưởng các ấp.\n\n"
        f"1. Thời gian: 8 giờ ngày 09/8/2021, theo Kế hoạch số 7/KH-UBND ngày 03/8/2021.\n2. Địa điểm: Hội trường xã./.{ENDING}"
    )
    assert list(letter.recipients) == ["Trưởng trạm Y tế xã", "Trưởng các ấp"]
    assert [(cited.number, cited.role) for cited in letter.basis_documents] == [("318/UBND-VX", "thực hiện")]
    assert [cited.number for cited in letter.mentioned_documents] == ["7/KH-UBND"]


def test_an_invitation_may_name_its_reasons_below_those_whom_it_invites():
    letter = read_letter(
        "ỦY BAN NHÂN DÂN\nXÃ MẪU\n\nSố: 21/GM-UBND\n\nXã Mẫu, ngày 05 tháng 8 năm 2021\n\nGIẤY MỜI\nHọp bàn công tác tiêm chủng\n\n"
        "UBND xã kính mời:\n1. Trưởng trạm Y tế xã;\n2. Trưởng các ấp.\n\n"
        f"Thực hiện Công văn số 318/UBND-VX ngày 02/8/2021 của UBND huyện về tiêm chủng, UBND xã tổ chức họp lúc 8 giờ ngày 09/8/2021./.{ENDING}"
    )
    assert [(cited.number, cited.role) for cited in letter.basis_documents] == [("318/UBND-VX", "thực hiện")]


def test_the_issuer_of_a_cited_paper_keeps_the_commas_of_its_field():
    letter = read_letter(
        f"{HEAD}Kính gửi: Các thôn.\n\nThực hiện Kế hoạch số 4/KH-BVHTTDL ngày 01/7/2021 của Bộ Văn hóa, Thể thao và Du lịch về tuyên truyền, đề nghị thực hiện./.{ENDING}"
    )
    assert [cited.issuer for cited in letter.basis_documents] == ["Bộ Văn hóa, Thể thao và Du lịch"]


def test_an_annex_begins_with_its_title_above_the_bracket():
    letter = read_letter(
        f"{HEAD}Kính gửi: Các thôn.\n\n{BODY}\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn Sáu\n\nDANH SÁCH CÁC THÔN\n(Gửi kèm Công văn số 12/UBND-VX ngày 05/8/2021)\n1. Thôn Một\n"
    )
    assert (letter.signer, letter.position, letter.sign_capacity) == ("Lê Văn Sáu", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH")
