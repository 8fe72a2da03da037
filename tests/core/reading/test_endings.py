"""How papers end: signature and "Nơi nhận" beside each other, above and below, with stamps, ranks and degrees between."""

import pytest
from tests.core.reading.measure import same

from loa.core.reading import read_letter

BODY = """UBND HUYỆN ĐÔNG HƯNG            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG Y TẾ                            Độc lập - Tự do - Hạnh phúc
Số: 45/YT               Đông Hưng, ngày 05 tháng 8 năm 2021

Kính gửi: Ủy ban nhân dân các xã.

Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2021 của UBND tỉnh, Phòng Y tế đề nghị các xã báo cáo trước ngày 20/8/2021./.

"""

# ending, signer, position, capacity, copies, archive
ENDINGS = [  # tail, signer, position, capacity, cc names, archive
    (
        """Nơi nhận:                          TRƯỞNG PHÒNG
- Như trên;
- UBND huyện (để b/c);             (Đã ký và đóng dấu)
- Lưu: VT.
                                   BS. CKII Nguyễn Thị Thu Hà""",
        "Nguyễn Thị Thu Hà",
        "TRƯỞNG PHÒNG",
        None,
        ["UBND huyện"],
        "VT",
    ),
    (
        """Nơi nhận:                          KT. TRƯỞNG PHÒNG
                                   PHÓ TRƯỞNG PHÒNG
- Như trên;
- UBND huyện;
- Lưu: VT.                         ThS. Trần Văn Bé""",
        "Trần Văn Bé",
        "PHÓ TRƯỞNG PHÒNG",
        "KT. TRƯỞNG PHÒNG",
        ["UBND huyện"],
        "VT",
    ),
    (
        """                         TM. ỦY BAN NHÂN DÂN
                               CHỦ TỊCH
                         (Ký tên, đóng dấu)

                          Lê Thị Ánh Nguyệt

Nơi nhận: - Như trên;
          - UBND huyện;
          - Lưu VT.""",
        "Lê Thị Ánh Nguyệt",
        "CHỦ TỊCH",
        "TM. ỦY BAN NHÂN DÂN",
        ["UBND huyện"],
        "VT",
    ),
    (
        """Nơi nhận:
- Như trên
- UBND huyện
- Lưu VT
TM. UBND XÃ
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Đã ký
Hoàng Minh Đức""",
        "Hoàng Minh Đức",
        "PHÓ CHỦ TỊCH",
        "TM. UBND XÃ, KT. CHỦ TỊCH",
        ["UBND huyện"],
        "VT",
    ),
    (
        """Nơi nhận:                                  TUQ. GIÁM ĐỐC
- Như trên;                          TRƯỞNG PHÒNG KẾ HOẠCH - TÀI CHÍNH
- UBND huyện;
- Lưu: VT, KHTC.


                                        Vũ Thị Ngọc""",
        "Vũ Thị Ngọc",
        "TRƯỞNG PHÒNG KẾ HOẠCH - TÀI CHÍNH",
        "TUQ. GIÁM ĐỐC",
        ["UBND huyện"],
        "VT, KHTC",
    ),
    (
        """Nơi nhận:                                  TL. CHỦ TỊCH
- Như trên;                            KT. CHÁNH VĂN PHÒNG
- UBND huyện;                         PHÓ CHÁNH VĂN PHÒNG
- Lưu: VT.

                                        Đặng Quốc Khánh""",
        "Đặng Quốc Khánh",
        "PHÓ CHÁNH VĂN PHÒNG",
        "TL. CHỦ TỊCH, KT. CHÁNH VĂN PHÒNG",
        ["UBND huyện"],
        "VT",
    ),
    (
        """Nơi nhận:                                  TRƯỞNG CÔNG AN XÃ
- Như trên;
- UBND huyện;
- Lưu: CAX.
                                        Thiếu tá Phạm Văn Tuấn""",
        "Phạm Văn Tuấn",
        "TRƯỞNG CÔNG AN XÃ",
        None,
        ["UBND huyện"],
        "CAX",
    ),
    (
        """Nơi nhận:                           KT. CHỈ HUY TRƯỞNG
- Như trên;                         PHÓ CHỈ HUY TRƯỞNG KIÊM THAM MƯU TRƯỞNG
- UBND huyện;
- Lưu: VT, TM; D12.
                                    Thượng tá Bùi Xuân Trường""",
        "Bùi Xuân Trường",
        "PHÓ CHỈ HUY TRƯỞNG KIÊM THAM MƯU TRƯỞNG",
        "KT. CHỈ HUY TRƯỞNG",
        ["UBND huyện"],
        "VT, TM",
    ),
    (
        """Nơi nhận:                           T/M BAN THƯỜNG VỤ
- Như trên,                             PHÓ BÍ THƯ THƯỜNG TRỰC
- UBND huyện,
- Lưu VPHU.

                                        Hà Văn Cường""",
        "Hà Văn Cường",
        "PHÓ BÍ THƯ THƯỜNG TRỰC",
        "T/M BAN THƯỜNG VỤ",
        ["UBND huyện"],
        "VPHU",
    ),
    (
        """Nơi nhận:                           TM. BAN THƯỜNG TRỰC
- Như trên;                             CHỦ TỊCH
- UBND huyện;
- Lưu: VT.

                                        Y Thông Mlô""",
        "Y Thông Mlô",
        "CHỦ TỊCH",
        "TM. BAN THƯỜNG TRỰC",
        ["UBND huyện"],
        "VT",
    ),
    (
        """Nơi nhận:                           HIỆU TRƯỞNG
- Như trên;
- UBND huyện;
- Lưu: VT.
                                        Nguyễn Thị Kim Loan""",
        "Nguyễn Thị Kim Loan",
        "HIỆU TRƯỞNG",
        None,
        ["UBND huyện"],
        "VT",
    ),
    (
        """Nơi nhận:                           Q. GIÁM ĐỐC
- Như trên;
- UBND huyện;
- Lưu: VT.
                                        Tô Thị Hường""",
        "Tô Thị Hường",
        "Q. GIÁM ĐỐC",
        None,
        ["UBND huyện"],
        "VT",
    ),
    (
        """Nơi nhận:                           KT. TRƯỞNG BAN
- Như trên;                         PHÓ TRƯỞNG BAN THƯỜNG TRỰC
- UBND huyện;
- Lưu: VT.
                                        Lò Văn Panh""",
        "Lò Văn Panh",
        "PHÓ TRƯỞNG BAN THƯỜNG TRỰC",
        "KT. TRƯỞNG BAN",
        ["UBND huyện"],
        "VT",
    ),
    (
        """Nơi nhận:	TM. ỦY BAN NHÂN DÂN
- Như trên;	KT. CHỦ TỊCH
- UBND huyện;	PHÓ CHỦ TỊCH
- Lưu: VT.

	Lê Văn Sơn""",
        "Lê Văn Sơn",
        "PHÓ CHỦ TỊCH",
        "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH",
        ["UBND huyện"],
        "VT",
    ),
    (
        """Nơi nhận:
- Như trên;
- UBND huyện;
- Lưu: VT.
                              GIÁM ĐỐC
Ký bởi: Sở Y tế
Thời gian ký: 05/08/2021 10:11:12
                              Lương Thị Bảy""",
        "Lương Thị Bảy",
        "GIÁM ĐỐC",
        None,
        ["UBND huyện"],
        "VT",
    ),
    (
        """Nơi nhận:                           CHỦ TỊCH
- Như trên;
- UBND huyện;
- Lưu: VT.
                                        Nguyễn Văn Tám
__________________________
¹ Theo Công văn số 12/UBND ngày 01/02/2021.""",
        "Nguyễn Văn Tám",
        "CHỦ TỊCH",
        None,
        ["UBND huyện"],
        "VT",
    ),
]


@pytest.mark.parametrize("row", ENDINGS, ids=[f"{row[1]}, {row[2]}" for row in ENDINGS])
def test_who_signs_and_who_gets_a_copy_are_told_apart(row):
    ending, signer, position, capacity, copies, archive = row
    letter = read_letter(f"{BODY}{ending}\n")
    assert (same(letter.signer), same(letter.position), same(letter.sign_capacity)) == (same(signer), same(position), same(capacity))
    assert [copy.name for copy in letter.cc] == copies
    assert letter.archive == archive
    assert letter.deadline_dates == ("2021-08-20",)


JOINT = """SỞ Y TẾ - SỞ NỘI VỤ                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH TÂY NINH                          Độc lập - Tự do - Hạnh phúc
Số: 45/KHLT-SYT-SNV                Tây Ninh, ngày 05 tháng 8 năm 2021

KẾ HOẠCH LIÊN TỊCH
Phối hợp tuyên truyền trên đài truyền thanh cơ sở

Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2021 của UBND tỉnh, hai Sở thống nhất như sau:
1. Trạm y tế xã báo cáo trước ngày 20/8/2021./.

"""
SIDE_BY_SIDE = """GIÁM ĐỐC SỞ NỘI VỤ                 KT. GIÁM ĐỐC SỞ Y TẾ
                                       PHÓ GIÁM ĐỐC


Trần Thị Bích Liên                 Nguyễn Hữu Tài
"""
BELOW_EACH_OTHER = """KT. GIÁM ĐỐC SỞ Y TẾ
PHÓ GIÁM ĐỐC

Nguyễn Hữu Tài

GIÁM ĐỐC SỞ NỘI VỤ

Trần Thị Bích Liên
"""
WITH_BARS = """| GIÁM ĐỐC SỞ NỘI VỤ | KT. GIÁM ĐỐC SỞ Y TẾ |
|  | PHÓ GIÁM ĐỐC |
| Trần Thị Bích Liên | Nguyễn Hữu Tài |
"""


@pytest.mark.parametrize("signed", [SIDE_BY_SIDE, BELOW_EACH_OTHER, WITH_BARS], ids=["side by side", "below each other", "with bars"])
def test_of_those_who_sign_a_joint_paper_the_first_office_leads(signed):
    letter = read_letter(f"{JOINT}{signed}\nNơi nhận:\n- UBND tỉnh (b/c);\n- Lưu: VT.\n")
    assert (letter.signer, letter.position, letter.sign_capacity) == ("Nguyễn Hữu Tài", "PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC SỞ Y TẾ")
    assert {s.name for s in letter.signers} == {"Nguyễn Hữu Tài", "Trần Thị Bích Liên"}
    assert [copy.name for copy in letter.cc] == ["UBND tỉnh"]
