"""Words by which a clerk makes a letter out of the papers above: what a line here says, the draft does. Folded where said so."""

import re
from typing import Final

from loa.core.agencies import AgencyKind

# Papers that lay down rules are a ground (căn cứ); all others that come from above are carried out.
GROUNDS: Final = frozenset({"Hiến pháp", "Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Thông tư", "Quy chế", "Quy định", "Báo cáo", "Tờ trình", "Giấy mời", "Biên bản"})  # fmt: skip

# Who stands first among the bases: the openings of an issuer's name, folded.
RANKS: Final[tuple[tuple[str, ...], ...]] = (
    ("quoc hoi", "uy ban thuong vu quoc hoi", "ban chap hanh trung uong", "ban bi thu", "bo chinh tri"),
    ("chinh phu", "thu tuong", "van phong chinh phu", "ban chi dao quoc gia"),
    ("bo ", "cuc ", "uy ban dan toc", "thanh tra chinh phu", "dai tieng noi", "ban tuyen giao trung uong"),
    ("thanh uy", "tinh uy", "ban tuyen giao"),
    ("hoi dong nhan dan thanh pho", "hoi dong nhan dan tinh", "hdnd"),
    (
        "uy ban nhan dan thanh pho",
        "uy ban nhan dan tinh",
        "chu tich uy ban nhan dan thanh pho",
        "chu tich uy ban nhan dan tinh",
        "ban chi dao",
    ),
    ("so ", "van phong"),
    ("quan uy", "huyen uy", "thi uy"),
    ("uy ban nhan dan quan", "uy ban nhan dan huyen", "uy ban nhan dan thi xa"),
    ("phong ", "trung tam "),
    ("uy ban nhan dan phuong", "uy ban nhan dan xa", "uy ban nhan dan thi tran", "dang uy"),
)

# How an issuer may be written short, folded: as the table above has it.
SHORT_NAMES: Final = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho"}

# A title that names a thing is joined by "về"; one that says what is done by "về việc". Beginnings of such titles, folded.
THINGS: Final = ("ket luan", "cong tac", "chien dich", "chu truong", "tinh hinh", "ket qua", "chuong trinh", "nhiem vu", "mot so", "viec ")

# What remains the work of the office itself and is not handed down: first verbs.
OWN_WORK: Final = frozenset({
    "tham mưu", "trình", "tổng hợp", "thẩm định", "ban hành", "phê duyệt", "bố trí", "cấp phép", "cấp", "xây dựng", "chuẩn bị", "đề xuất", "thanh tra", "làm đầu mối",
    "theo dõi", "thành lập", "kiện toàn", "chịu trách nhiệm", "rà soát",
})  # fmt: skip

# Verbs by which the superior asks, before a name; the draft asks once, in its own sentence.
ASKING: Final = ("kính đề nghị", "trân trọng đề nghị", "đề nghị", "yêu cầu", "giao cho", "giao", "kiến nghị")
# Verbs by which one level leads the next; gone where the draft goes to that next level itself.
LEADING: Final = (
    "tiếp tục",
    "chỉ đạo",
    "hướng dẫn",
    "đôn đốc",
    "yêu cầu",
    "đề nghị",
    "giao",
    "lãnh đạo",
    "quán triệt",
    "phối hợp với",
    "phối hợp",
)

# Groups that name nobody: whoever the paper goes to. Folded.
EVERYBODY: Final = re.compile(
    r"(?:(?:thu truong|lanh dao|giam doc|cac|toan the|moi|tat ca)[ ,]+)*(?:co quan|don vi|dia phuong|cap|nganh|ban|so|phong|to chuc)(?:[ ,]+(?:va )?(?:co quan|don vi|dia phuong|cap|nganh|ban|so|phong|to chuc|doan the|lien quan|co lien quan|chuc nang|nghiep vu|tren dia ban|thanh pho|noi tren|neu tren))*"
)

# At the end of a request: that it be reported. What stands before it is the request, this goes to the clause about reports.
REPORT_TAIL: Final = re.compile(
    r"[.;,]\s+(?:(?:đồng thời|và|kịp thời|định kỳ|hằng tuần|hằng tháng|sau đó|cuối đợt),?\s+)*(?P<tail>(?:tổng hợp[\s,]+(?:kết quả[\s,]+)?)?(?:gửi\s+)?báo cáo\s+"
    r"(?:kết quả|về|tình hình|số liệu|cho|gửi|UBND|Ủy ban nhân dân|Bộ|Sở|Thành ủy|Tỉnh ủy|Thành phố|Chủ tịch|Thủ tướng)(?![^\W\d_])[^.;\n]*[.;]?)\s*$",
    re.IGNORECASE,
)
# First verbs of clauses that are about reports and nothing else.
REPORTING: Final = frozenset({"báo cáo", "tổng hợp", "gửi", "thống kê", "nộp", "cung cấp", "định kỳ"})

# A short sentence that only says "do it": the draft's own opening says so. Folded.
URGES_ONLY: Final = re.compile(
    r"\b(?:nghiem tuc|khan truong|to chuc|quan tam|trien khai|phoi hop)[ ,]+(?:trien khai |to chuc |chi dao )*thuc hien\b|\bthuc hien (?:tuyen truyen )?(?:nghiem|co hieu qua)\b"
    r"|^(?:de nghi|yeu cau) (?:[a-z]+ ){0,8}(?:don vi|dia phuong|co quan|nganh) (?:biet,? (?:va )?)?(?:trien khai |to chuc )?thuc hien$"
)
MOST_URGING: Final = 240  # characters

# Words that turn a request about: one paper has them and the other has not, so they do not ask the same. Folded.
TURNING: Final = ("khong", "chua", "tam dung", "dung", "ngung", "ngung phat", "cam", "huy", "bai bo", "han che", "thoi")

# How an office asks those to whom it writes: its own units, and everybody else.
ASKS_OWN: Final = "yêu cầu"
ASKS: Final = "đề nghị"

# The bodies of a kind as one line of "Kính gửi" calls them; the forms of their territories follow.
BODY_OF_KIND: Final[dict[AgencyKind, str]] = {
    AgencyKind.DISTRICT_COMMITTEE: "Ủy ban nhân dân",
    AgencyKind.DISTRICT_CULTURE_OFFICE: "Phòng Văn hóa và Thông tin",
    AgencyKind.DISTRICT_MEDIA_CENTRE: "Trung tâm Văn hóa - Thông tin và Thể thao",
    AgencyKind.COMMUNE_COMMITTEE: "Ủy ban nhân dân",
}
FEW: Final = 3  # so many are named one by one

# Own deadline: with so many working days until the superior's, so many working days before it. The first line that fits.
EARLIER: Final[tuple[tuple[int, int], ...]] = ((10, 3), (5, 2), (2, 1))
END_OF_DAY: Final = "17:00"
MIDDAY: Final = "11:00"  # with less time than the table knows: the same day, before noon

# Since when a relative deadline counts, folded: the day the paper came, or the day it bears.
SINCE_RECEIPT: Final = ("nhan", "tiep nhan")
SINCE_DATE: Final = ("ky", "ban hanh", "ra van ban", "phat hanh")
