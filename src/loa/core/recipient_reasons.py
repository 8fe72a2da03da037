"""How a line of "Kính gửi" was read, said to readers of another language: the register keeps it in Vietnamese, its facts filled in."""

import re
from typing import Final

from loa.core.recipient_words import FAMILIES, POINTERS
from loa.core.words import Translate

# What core.recipients says of a line, as it stands there; longer ones first, for some hold others.
SENTENCES: Final = (
    "{reading}, trừ {count} cơ quan",
    "Vào ngày của văn bản chưa xác định được một cơ quan duy nhất cho: {names}. Hãy chọn trong danh mục.",
    "Vào ngày của văn bản không có cơ quan nào như dòng này nêu. Hãy kiểm tra ngày, hoặc chọn cơ quan.",
    "Danh mục chưa có đơn vị trực thuộc nào của cơ quan này. Hãy chọn hoặc thêm cơ quan.",
    "Chưa rõ phần loại trừ của dòng này. Hãy chọn cơ quan nhận bằng tay.",
    "Chưa nhận ra cơ quan này trong danh mục. Hãy chọn hoặc thêm cơ quan.",
    "Danh mục có {count} đơn vị trực thuộc. Hãy kiểm tra đã đủ chưa.",
    "Danh mục có {count} sở, ban, ngành. Hãy kiểm tra đã đủ chưa.",
    "Có nhiều cơ quan cùng tên này. Hãy chọn một.",
    "Dòng này không nêu cơ quan nhận.",
    *(said for _pattern, said in (*POINTERS, *FAMILIES)),
    "các tỉnh, thành phố: chỉ cơ quan trong danh mục này",
    "; chỉ trong địa bàn của cơ quan ban hành",
    "các sở, ban, ngành trong danh mục",
    "; văn bản ghi {stated} đơn vị",
    "các cơ quan được nêu tên",
    "chức danh tại cơ quan",
    "các đơn vị trực thuộc",
    "; không nêu: {forms}",
    "đúng tên cơ quan",
    "tất cả: {forms}",
)
# What may stand for a fact. Whatever else a line says is a name, and stays.
FACTS: Final = {"reading": r".+?", "count": r"\d+", "stated": r"\d+", "names": r".+?", "forms": r"[^;.]+?"}


def reason_said(reason: str, translate: Translate = str) -> str:
    """The same in the words of `translate`; names of agencies and forms of units stay as they are."""
    for sentence, pattern in PATTERNS:
        if found := [*pattern.finditer(reason)]:
            told = [(one.span(), translate(sentence).format(**one.groupdict())) for one in found]
            for (start, end), said in reversed(told):
                reason = f"{reason[:start]}{said}{reason[end:]}"
    return reason


def _pattern(sentence: str) -> re.Pattern[str]:
    words = re.sub(r"\\\{(\w+)\\\}", lambda fact: f"(?P<{fact[1]}>{FACTS[fact[1]]})", re.escape(sentence))
    # A whole sentence may follow a name; a reading stands alone, or beside others between semicolons.
    return re.compile(
        words if sentence.endswith(".") else (rf"{words}(?=;|,|$)" if sentence[0] == ";" else rf"(?:^|(?<=; )){words}(?=;|, trừ|$)")
    )


PATTERNS: Final = tuple((sentence, _pattern(sentence)) for sentence in SENTENCES)
