"""Is this an official Vietnamese paper at all?"""

import re

from loa.core.reading.letter import Letter

SAMPLE = 40_000
LETTER = re.compile(r"[^\W\d_]")
MARKED = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
WORDS = re.compile(r"\b(?:và|của|các|cho|trên|về|được|đề nghị|thực hiện|ngày|tháng|năm|tại|theo|đơn vị|nhân dân)\b", re.IGNORECASE)
MARKS_NEEDED = 2


def is_vietnamese(text: str) -> bool:
    """Enough letters with Vietnamese diacritics, and everyday Vietnamese words."""
    sample = text[:SAMPLE]
    letters = len(LETTER.findall(sample))
    return letters >= 20 and len(MARKED.findall(sample)) > 0.08 * letters and len(WORDS.findall(sample)) >= 2


def looks_official(letter: Letter) -> bool:
    """At least two marks of an official paper: number and symbol, date line, type or V/v, addressees, Nơi nhận, signature, basis."""
    marks = (
        letter.symbol is not None,
        letter.date is not None or letter.place is not None,
        letter.doc_type is not None and letter.evidence["doc_type"].confidence >= 0.8,
        bool(letter.recipients),
        bool(letter.cc) or letter.archive is not None,
        letter.position is not None or letter.sign_capacity is not None,
        bool(letter.basis_documents),
    )
    return sum(marks) >= MARKS_NEEDED
