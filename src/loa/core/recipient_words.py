"""Words of recipient lines, folded (lower case, no diacritics): lists that name nobody, and families of recipients, each with what to tell the clerk.

To teach it a further family, add a line: the words with which such a line opens, and the sentence shown where the directory knows none.
"""

import re

from loa.core.words import vi

# A line that only points elsewhere, and what to say of it
POINTERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"nhu (?:tren|kinh gui|dieu\b|muc\b)|luu\b"),
        vi("Dòng này nhắc lại nơi đã nêu ở trên, không nêu thêm cơ quan nhận."),
    ),
    (
        re.compile(r".*\b(?:co ten )?(?:tai|theo|trong|kem) (?:cac )?(?:phu luc|danh sach|bieu)\b|.*\bdanh sach (?:dinh |gui )?kem"),
        vi("Danh sách nằm ở phụ lục. Hãy mở phụ lục rồi chọn cơ quan nhận."),
    ),
)

# All departments of the city (các sở, ban, ngành)
DEPARTMENTS = re.compile(
    r"(?:(?:giam doc|thu truong|lanh dao)[ ,]*(?:va )?)*(?:cac )?(?:"
    r"so(?:[ ,/]*(?:va )?(?:ban|nganh|co quan)\b)*(?:[ ,]*doan the)?|co quan chuyen mon(?:, co quan hanh chinh khac)?)"
    r"(?: (?:thanh pho|tp|tinh|cap tinh|thuoc (?:thanh pho|tp|ubnd (?:thanh pho|tp|tinh)|uy ban nhan dan (?:thanh pho|tinh))))?"
)

# Those below an agency: "các đơn vị trực thuộc", "các phòng, đơn vị thuộc Sở"
BELOW = re.compile(
    r"(?:(?:thu truong|lanh dao|cac)[ ,]*)*(?:phong|ban|don vi|co quan|trung tam|chi cuc|cuc|vu|doanh nghiep|truong|benh vien)[a-z ,]{0,60}?\b(?:truc thuoc|thuoc)\b *(?P<whose>.*)$"
)
OWN = frozenset(
    {
        "",
        "bo",
        "so",
        "ubnd",
        "uy ban nhan dan",
        "thanh pho",
        "tp",
        "ubnd thanh pho",
        "ubnd tp",
        "tinh",
        "phong",
        "don vi",
        "co quan",
        "dia phuong",
    }
)

# "Sở Y tế các tỉnh, thành phố trực thuộc Trung ương": of all the country's, ours is one
NATIONWIDE = re.compile(r"(?:[ ,]*(?:cac )?tinh(?: uy)?[ ,]+(?:va )?(?:thanh pho|tp|thanh uy)(?: truc thuoc (?:trung uong|tw))?)$")

# Recipients that a directory of public agencies mostly does not hold
FAMILIES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?:ban thuong truc |tt )?(?:uy ban |ub)?(?:mat tran to quoc|mttq|ubmttq)|(?:ban thuong vu |ban chap hanh |bch |btv )?(?:tinh doan|thanh doan|doan (?:thanh nien|tncs)|hoi\b|lien doan lao dong|lien hiep)|cac (?:to chuc chinh tri|doan the|to chuc thanh vien)|cac hoi"),
        vi("Mặt trận, đoàn thể này chưa có trong danh mục. Hãy chọn hoặc thêm cơ quan."),
    ),
    (
        re.compile(r"(?:(?:giam doc|truong) )?(?:ca\b|cong an|bo chqs|bo chi huy|ban chqs|ban chi huy quan su|bo tu lenh|bo ch\b|bien phong)"),
        vi("Cơ quan công an, quân đội này chưa có trong danh mục. Hãy chọn hoặc thêm cơ quan."),
    ),
    (
        re.compile(r"(?:cac )?ban (?:qlda|quan ly (?:du an|dtxd|dau tu))"),
        vi("Ban quản lý dự án này chưa có trong danh mục. Hãy chọn hoặc thêm cơ quan."),
    ),
    (
        re.compile(r"(?:cac )?(?:bao|dai|co quan bao chi|co quan thong tan|tap chi|cong (?:thong tin|ttdt))\b"),
        vi("Cơ quan báo chí này chưa có trong danh mục. Hãy chọn hoặc thêm cơ quan."),
    ),
    (
        re.compile(r"(?:cac )?(?:cong ty|doanh nghiep|tap doan|tong cong ty|hop tac xa|ngan hang|dien luc)\b"),
        vi("Doanh nghiệp không có trong danh mục cơ quan. Hãy gửi ngoài hệ thống, hoặc thêm nơi nhận."),
    ),
    (
        re.compile(r"(?:thuong truc |ban thuong vu )?(?:dang uy|chi bo|dang bo|quan uy|huyen uy|thi uy|tinh uy)\b|(?:cac )?(?:chi bo|dang bo)\b"),
        vi("Tổ chức đảng này chưa có trong danh mục. Hãy chọn hoặc thêm cơ quan."),
    ),
    (
        re.compile(r"(?:cac )?(?:ong|ba|dong chi|d/c)\b|(?:to truong|truong thon|truong khu|truong ban cong tac)\b"),
        vi("Dòng này nêu tên người hoặc chức danh ở cơ sở, không phải cơ quan. Hãy chọn cơ quan của người đó."),
    ),
)  # fmt: skip


def reason_of_family(line: str) -> str | None:
    """What to tell of a line of a known family that the directory does not hold."""
    return next((said for pattern, said in FAMILIES if pattern.match(line)), None)
