"""What is told of a file that was read all the same."""

from collections.abc import Iterable
from typing import Any, Final

from loa.core.words import Translate, vi
from loa.server.documents.leafing.leaves import Note

NOTES: Final[dict[str, str]] = {
    "macros": vi("Tệp có macro. Loa chỉ đọc chữ, không chạy macro."),
    "encoding": vi("Tệp dùng bảng mã {encoding}; chữ đã được chuyển sang Unicode. Hãy đối chiếu với bản gốc."),
    "scanned": vi("Chữ được nhận dạng từ ảnh ({pages} trang). Hãy đối chiếu với bản gốc, nhất là các mục có độ chắc thấp."),
    "turned": vi("Trang {page} nằm ngược hoặc nằm ngang; đã xoay lại trước khi đọc."),
    "blank": vi("Trang {page} không có chữ."),
    "layer": vi("Tệp là bản quét có sẵn lớp chữ do máy quét nhận dạng; chữ có thể sai. Hãy đối chiếu với bản gốc."),
    "tracked": vi("Tệp còn dấu vết sửa (track changes). Loa đọc bản đã chấp nhận mọi sửa đổi."),
    "footnotes": vi("Chú thích chân trang được đọc ở cuối văn bản."),
    "converted": vi("Tệp là định dạng Word cũ; đã chuyển đổi để đọc, không chạy macro."),
}


def noted(code: str, **facts: Any) -> Note:
    """A note with its facts."""
    return Note(code, tuple(facts.items()))


def said(code: str, facts: dict[str, Any], translate: Translate = str) -> str:
    """The sentence; "" for a note that a later version no longer knows."""
    return translate(NOTES[code]).format_map({"encoding": "", "pages": "", "page": "", **facts}) if code in NOTES else ""


def as_json(notes: Iterable[Note]) -> list[list[Any]]:
    """As kept beside the file."""
    return [[note.code, dict(note.facts)] for note in notes]
