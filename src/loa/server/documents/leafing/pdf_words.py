"""Words of a PDF page and where they stand: from single characters, because letterheads of two columns are told apart by place alone."""

import ctypes
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from pypdfium2 import raw

from loa.core import legacy
from loa.core.folding import nfc
from loa.server.documents.leafing.leaves import WHOLE

MOST_CHARACTERS: Final = 60_000  # of one page; a page of small print holds 10,000
SOFT_HYPHEN: Final = "\u00ad"
GAP: Final = 0.28  # of the letter's height: wider than between letters, narrower than a space
Turn = Callable[[float, float], tuple[float, float]]


@dataclass(slots=True)
class Run:
    """Letters that belong together."""

    letters: list[str] = field(default_factory=list)
    font: str = ""
    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0


def words_of(page: Any) -> tuple[list[list[Any]], str, int]:
    """[text, left, top, right, bottom] in ten-thousandths of the page as its text stands upright; the old encoding it was converted from, or "";
    and by how many degrees clockwise the page has to be turned for that.
    """
    text = page.get_textpage()
    count = min(raw.FPDFText_CountChars(text), MOST_CHARACTERS)
    upright = _upright(text, count) if count else page.get_rotation() % 360
    turned, width, height = _turn(page, upright)
    runs = _runs(text, count, turned)
    old = _to_unicode(runs)
    words = []
    for run in runs:
        said = nfc(_whole("".join(run.letters))).strip().rstrip(SOFT_HYPHEN)
        if said:
            box = (run.left / width, run.top / height, run.right / width, run.bottom / height)
            words.append([said, *(min(WHOLE, max(0, round(side * WHOLE))) for side in box)])
    return words, old, upright


def _upright(text: Any, count: int) -> int:
    """How most letters lie: by how many degrees clockwise the page is to be turned to read them, whatever the page says of its own rotation."""
    lies = [round(math.degrees(raw.FPDFText_GetCharAngle(text, at)) / 90) * 90 % 360 for at in range(0, count, max(1, count // 200))]
    return -Counter(lies).most_common(1)[0][0] % 360  # pdfium counts the angle the other way round


def _turn(page: Any, degrees: int) -> tuple[Turn, float, float]:
    """From the page's own space (origin at the bottom) to the page turned clockwise (origin at the top)."""
    left, bottom, right, top = page.get_bbox()
    wide, high = max(right - left, 1.0), max(top - bottom, 1.0)
    turns: dict[int, tuple[Turn, float, float]] = {
        0: (lambda x, y: (x - left, top - y), wide, high),
        90: (lambda x, y: (y - bottom, x - left), high, wide),
        180: (lambda x, y: (right - x, y - bottom), wide, high),
        270: (lambda x, y: (top - y, right - x), high, wide),
    }
    return turns[degrees]


def _runs(text: Any, count: int, turned: Turn) -> list[Run]:
    runs: list[Run] = []
    open_run: Run | None = None
    box_of_line = raw.FS_RECTF()  # as high as the font, so that a dash is as high as a letter
    for at in range(count):
        letter = chr(raw.FPDFText_GetUnicode(text, at) & 0xFFFF)
        if letter.isspace() or letter in "\x00\x02\ufffe\uffff":
            if letter == "\x02" and open_run is not None:  # a hyphen at the end of a line: in TCVN3 it is a letter
                open_run.letters.append(SOFT_HYPHEN)
            open_run = None
            continue
        if not raw.FPDFText_GetLooseCharBox(text, at, box_of_line):
            continue
        (x1, y1), (x2, y2) = turned(box_of_line.left, box_of_line.bottom), turned(box_of_line.right, box_of_line.top)
        box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        if open_run is None or _apart(open_run, box):
            open_run = Run(font=_font(text, at), left=box[0], top=box[1], right=box[2], bottom=box[3])
            runs.append(open_run)
        open_run.letters.append(letter)
        open_run.left, open_run.top = min(open_run.left, box[0]), min(open_run.top, box[1])
        open_run.right, open_run.bottom = max(open_run.right, box[2]), max(open_run.bottom, box[3])
    return runs


def _whole(letters: str) -> str:
    """Letters beyond the first plane come as two halves; a half alone is no letter, and no database takes it."""
    return letters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _apart(run: Run, box: tuple[float, float, float, float]) -> bool:
    """The next letter stands on another line, or farther than letters of a word do."""
    high = max(run.bottom - run.top, box[3] - box[1], 4.0)
    return box[0] - run.right > GAP * high or box[0] < run.left - high or box[1] > run.bottom + high / 4 or box[3] < run.top - high / 4


def _font(text: Any, at: int) -> str:
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text, at, buffer, 128, flags)
    name = buffer.raw[: max(0, min(length, 128) - 1)].decode("utf-8", "replace")
    return name.split("+", 1)[-1]  # "ABCDEF+.VnTime": a part of a font was embedded


def _to_unicode(runs: list[Run]) -> str:
    """Old encodings put right: by the name of the font, else by what the words of the page tell."""
    found = ""
    for run in runs:
        table, said = legacy.by_font(run.font), "".join(run.letters)
        if table and not legacy.is_unicode(said):
            found, run.letters = table[0], [_put_right(said, table)]
    if not found and (known := legacy.recognised(" ".join("".join(run.letters) for run in runs))):
        found = known[0]
        for run in runs:
            run.letters = [_put_right("".join(run.letters), (found, legacy.ENCODINGS[found]))]
    return found


def _put_right(said: str, table: tuple[str, Callable[[str], str]]) -> str:
    name, convert = table
    return legacy.with_lost_hooks(convert(said)) if name == "TCVN3" else convert(said.rstrip(SOFT_HYPHEN))
