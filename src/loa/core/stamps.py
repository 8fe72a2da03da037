"""Marks stamped over a letterhead: how urgent a paper is and how secret (Nghị định 30/2020/NĐ-CP, Phụ lục I; Luật Bảo vệ bí mật nhà nước)."""

from loa.core.faces import Faced


class Urgency(Faced):
    """Mức độ khẩn. The face is what the stamp says."""

    NONE = "", ""
    URGENT = "khan", "KHẨN"
    VERY_URGENT = "thuong_khan", "THƯỢNG KHẨN"
    AT_ONCE = "hoa_toc", "HỎA TỐC"


class Security(Faced):
    """Độ mật. The face is what the stamp says."""

    NONE = "", ""
    SECRET = "mat", "MẬT"
    VERY_SECRET = "toi_mat", "TỐI MẬT"
    TOP_SECRET = "tuyet_mat", "TUYỆT MẬT"
