"""Types of paper as one table, and the marks a paper may bear.

Phụ lục I (marks) and Phụ lục III (abbreviations, models 1.1-1.7) of Nghị định 30/2020/NĐ-CP.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from loa.core.faces import Faced
from loa.core.stamps import Security, Urgency


class PaperKind(Faced):
    """Types of paper (loại văn bản) that Loa writes. The face is the type's name as printed."""

    LETTER = "cong_van", "Công văn"
    PLAN = "ke_hoach", "Kế hoạch"
    NOTICE = "thong_bao", "Thông báo"
    REPORT = "bao_cao", "Báo cáo"
    SUBMISSION = "to_trinh", "Tờ trình"
    DECISION = "quyet_dinh", "Quyết định"
    RESOLUTION = "nghi_quyet", "Nghị quyết"
    DIRECTIVE = "chi_thi", "Chỉ thị"
    TELEGRAM = "cong_dien", "Công điện"
    GUIDANCE = "huong_dan", "Hướng dẫn"
    PROGRAMME = "chuong_trinh", "Chương trình"
    SCHEME = "phuong_an", "Phương án"
    INVITATION = "giay_moi", "Giấy mời"

    @property
    def is_named(self) -> bool:
        """Named types print their name above the subject; a công văn prints "V/v …" under its number."""
        return self is not PaperKind.LETTER


class Addressed(Enum):
    """Whether a type names whom it goes to above its text (Phụ lục I, II.9b)."""

    MUST = "must"
    MAY = "may"
    NO = "no"


@dataclass(frozen=True)
class KindLayout:
    """How one type differs from the others.

    `abbreviation` stands in the symbol of named types; `party` is that of Party papers where it differs. `lead` comes before the names of
    those addressed, after whoever acts (`{who}`). `ordains` stands between the bases and the articles.
    """

    abbreviation: str
    addressed: Addressed = Addressed.NO
    lead: str = "Kính gửi:"
    ordains: str = ""
    party: str = ""


KINDS: Final[dict[PaperKind, KindLayout]] = {
    PaperKind.LETTER: KindLayout("", Addressed.MUST, party="CV"),
    PaperKind.PLAN: KindLayout("KH"),
    PaperKind.NOTICE: KindLayout("TB"),
    PaperKind.REPORT: KindLayout("BC", Addressed.MAY),  # to a superior it is addressed
    PaperKind.SUBMISSION: KindLayout("TTr", Addressed.MUST),
    PaperKind.DECISION: KindLayout("QĐ", ordains="QUYẾT ĐỊNH:"),
    PaperKind.RESOLUTION: KindLayout("NQ", ordains="QUYẾT NGHỊ:"),
    PaperKind.DIRECTIVE: KindLayout("CT"),
    PaperKind.TELEGRAM: KindLayout("CĐ", Addressed.MUST, lead="{who} điện:"),
    PaperKind.GUIDANCE: KindLayout("HD"),
    PaperKind.PROGRAMME: KindLayout("CTr"),
    PaperKind.SCHEME: KindLayout("PA"),
    PaperKind.INVITATION: KindLayout("GM", Addressed.MUST, lead="{who} trân trọng kính mời:"),
}

# Abbreviations that a công văn's symbol may not begin with: they would make another type of it.
ABBREVIATIONS: Final = frozenset(layout.abbreviation for layout in KINDS.values() if layout.abbreviation)


class House(Faced):
    """Whose layout the paper follows."""

    STATE = "nha_nuoc", "văn bản hành chính nhà nước"
    PARTY = "dang", "văn bản của Đảng"


class Circulation(Faced):
    """Chỉ dẫn về phạm vi lưu hành."""

    NONE = "", ""
    INTERNAL = "luu_hanh_noi_bo", "LƯU HÀNH NỘI BỘ"
    RETURN = "xem_xong_tra_lai", "XEM XONG TRẢ LẠI"


STAMP_HEIGHT_MM: Final = 8.0
# Widths of the frames. Urgency: Phụ lục I, III.2b. Security: the same three, as the ministry's stamps are cut (not read in its circular).
STAMP_WIDTH_MM: Final[dict[Urgency | Security, float]] = {
    Urgency.URGENT: 20,
    Urgency.VERY_URGENT: 40,
    Urgency.AT_ONCE: 30,
    Security.SECRET: 20,
    Security.VERY_SECRET: 30,
    Security.TOP_SECRET: 40,
}
