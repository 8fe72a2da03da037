"""What the parts of a reading are called, for pages and for the trail: a code never stands before a person."""

from typing import Final

from loa.core.words import vi

FIELD_NAMES: Final[dict[str, str]] = {
    "issuer": vi("Cơ quan ban hành"),
    "number": vi("Số"),
    "symbol": vi("Ký hiệu"),
    "doc_type": vi("Loại văn bản"),
    "place": vi("Nơi ban hành"),
    "date": vi("Ngày ban hành"),
    "subject": vi("Trích yếu"),
    "signer": vi("Người ký"),
    "recipients": vi("Kính gửi"),
    "cc": vi("Nơi nhận"),
    "archive": vi("Lưu"),
    "deadlines": vi("Thời hạn"),
    "clauses": vi("Yêu cầu"),
}
