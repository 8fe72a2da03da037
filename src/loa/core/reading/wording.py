"""From a line of a table to what is sought in a text: the one place where plain Vietnamese becomes a pattern.

A line is words as an office writes them, with their diacritics; a text may have lost its own, and may break its lines anywhere. Three marks are known:

* `[là|vào]` may stand there or not
* `(hơn|quá)` one of these stands there
* `…` a few more words of the same sentence
"""

import re
from collections.abc import Iterable
from functools import cache

from loa.core.folding import nfc
from loa.core.reading.page import fold

FEW_WORDS = 50  # characters that "…" may stand for
PART = re.compile(r"\[([^\]]*)\]|\(([^)]*)\)|(…)|([^\s\[\](…]+)")


@cache
def wording(line: str) -> str:
    """The pattern of one line, for `Page.bare`."""
    pattern, gap = "", False
    for optional, choice, more, word in PART.findall(line):
        if more:
            pattern, gap = pattern + rf"[^.;\n]{{0,{FEW_WORDS}}}?", False
            continue
        blank = r"\s+" if gap else ""
        if optional:
            ways = one_of(optional.split("|"))
            pattern += rf"(?:\s+{ways})?" if gap else rf"(?:{ways}\s+)?"
            gap = gap or False
            continue
        pattern += (r"\s*" if word.startswith(":") else blank) + (one_of(choice.split("|")) if choice else re.escape(fold(word)))
        gap = True
    return pattern


def one_of(lines: Iterable[str]) -> str:
    """An alternation of lines, the longest first."""
    return "(?:" + "|".join(wording(line) for line in sorted(set(lines), key=lambda line: (-len(line), line))) + ")"


def said(lines: Iterable[str]) -> re.Pattern[str]:
    """Any of these lines as whole words."""
    return re.compile(rf"(?<!\w){one_of(lines)}(?!\w)")


def said_marked(lines: Iterable[str]) -> re.Pattern[str]:
    """Any of these lines with its diacritics, for `Page.text`: where "nghỉ" and "đề nghị", "tính" and "tỉnh" must be told apart."""
    words = sorted({nfc(line) for line in lines}, key=lambda line: (-len(line), line))
    return re.compile(r"(?<!\w)(?:" + "|".join(r"\s+".join(map(re.escape, line.split())) for line in words) + r")(?!\w)", re.IGNORECASE)
