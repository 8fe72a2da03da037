"""Stamps and marks over a letterhead (dấu chỉ mức độ khẩn, mật): NĐ 30/2020 Phụ lục I; Luật Bảo vệ bí mật nhà nước."""

from loa.core.stamps import Security, Urgency

# as stamped -> as given back
URGENCY: dict[str, str] = {
    "Hỏa tốc hẹn giờ": str(Urgency.AT_ONCE.vi), "Hỏa tốc": str(Urgency.AT_ONCE.vi), "Hoả tốc": str(Urgency.AT_ONCE.vi),
    "Thượng khẩn": str(Urgency.VERY_URGENT.vi), "Khẩn": str(Urgency.URGENT.vi),
}  # fmt: skip

SECURITY: dict[str, str] = {
    "Tuyệt mật": str(Security.TOP_SECRET.vi), "Tối mật": str(Security.VERY_SECRET.vi), "Mật": str(Security.SECRET.vi),
}  # fmt: skip

# Kinds that may bear their urgency in the type line: "CÔNG ĐIỆN KHẨN"
URGENT_KINDS: tuple[str, ...] = ("Công điện", "Thông báo", "Công văn")

DRAFT: tuple[str, ...] = ("Dự thảo", "Bản dự thảo")
