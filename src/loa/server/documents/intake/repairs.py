"""What the recogniser misreads with a straight face: a hook above a hatted letter as an acute, a lost hook or tilde, a tone too many.

Pairs of everyday words that mean nothing as misread are put right. Single words that a misreading makes of others are doubted. Letters are replaced
one for one, so every place stays where it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from loa.server.documents.leafing.leaves import Word

# As misread -> as printed. One pair a line; both have the same number of letters.
PAIRS: Final[dict[str, str]] = {
    "tố dân": "tổ dân",
    "tố chức": "tổ chức",
    "tố trưởng": "tổ trưởng",
    "tố công": "tổ công",
    "tố phó": "tổ phó",
    "đế báo": "để báo",
    "đế thực": "để thực",
    "đế phối": "để phối",
    "đế biết": "để biết",
    "đế chỉ": "để chỉ",
    "đế tổng": "để tổng",
    "đế theo": "để theo",
    "triến khai": "triển khai",
    "phát triến": "phát triển",
    "bố sung": "bổ sung",
    "bố nhiệm": "bổ nhiệm",
    "đại biếu": "đại biểu",
    "tiêu biếu": "tiêu biểu",
    "tống hợp": "tổng hợp",
    "tống kết": "tổng kết",
    "tống số": "tổng số",
    "kiếm tra": "kiểm tra",
    "kiếm soát": "kiểm soát",
    "địa điếm": "địa điểm",
    "thời điếm": "thời điểm",
    "bảo hiếm": "bảo hiểm",
    "tuyến dụng": "tuyển dụng",
    "chuyến đổi": "chuyển đổi",
    "chuyển đối": "chuyển đổi",
    "chuyến đối": "chuyển đổi",
    "sửa đối": "sửa đổi",
    "thay đối": "thay đổi",
    "trao đối": "trao đổi",
    "ốn định": "ổn định",
    "cụ thế": "cụ thể",
    "đoàn thế": "đoàn thể",
    "tập thế": "tập thể",
    "thế thao": "thể thao",
    "báo khấn": "báo khẩn",
    "khấn cấp": "khẩn cấp",
    "khấn trương": "khẩn trương",
    "đấy mạnh": "đẩy mạnh",
    "thúc đấy": "thúc đẩy",
    "chu tịch": "chủ tịch",
    "tuyền truyền": "tuyên truyền",
    "tuyển truyền": "tuyên truyền",
    "tuyên truyên": "tuyên truyền",
    "tuyền truyên": "tuyên truyền",
    "phụ nư": "phụ nữ",
}
SUSPECTS: Final = frozenset({"tố", "đế", "bố", "biếu", "điếm", "kiếm", "khấn", "tống", "hiếm", "chuyến", "triến", "đấy", "ốn"})
DOUBT: Final = 0.85


def repaired(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a page in the order in which they were recognised, misread pairs put right, suspect words less sure."""
    mended = list(words)
    for at in range(len(mended)):
        _mend(mended, at)
    return tuple(replace(word, sure=word.sure * DOUBT) if _bare(word.text) in SUSPECTS else word for word in mended)


def _mend(words: list[Word], at: int) -> None:
    group = words[at : at + 2]
    printed = PAIRS.get(" ".join(_bare(word.text) for word in group))
    if printed is None:
        return
    for offset, (word, right) in enumerate(zip(group, printed.split(), strict=True)):
        start = word.text.lower().find(_bare(word.text))
        old = word.text[start : start + len(right)]
        new = "".join(b.upper() if a.isupper() else b for a, b in zip(old, right, strict=True))
        words[at + offset] = replace(word, text=word.text[:start] + new + word.text[start + len(right) :])


def _bare(text: str) -> str:
    return text.lower().strip(".,;:()[]“”\"'-–")
