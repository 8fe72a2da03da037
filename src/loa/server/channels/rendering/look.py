"""How the three priority classes look everywhere: one colour and one shape each, so that colour alone never tells."""

from dataclasses import dataclass

from loa.core.priorities import Priority


@dataclass(frozen=True, slots=True)
class Look:
    """`colour` carries white text at a contrast of at least 7 to 1; `shape` is drawn beside the word."""

    colour: str
    shape: str
    word: str


LOOKS: dict[Priority, Look] = {
    Priority.NORMAL: Look("#0b4a82", "circle", "THÔNG BÁO"),
    Priority.PRIORITY: Look("#7a4100", "diamond", "ƯU TIÊN"),
    Priority.EMERGENCY: Look("#9b1313", "triangle", "KHẨN CẤP"),
}

SAMPLE_MARK = "BẢN MINH HỌA – dữ liệu mẫu, không phải thông báo chính thức"
SAMPLE_MARK_SHORT = "[BẢN MINH HỌA]"
