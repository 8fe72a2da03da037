"""Measures of the page in Nghị định 30/2020/NĐ-CP, and the widths of lines in the face it prescribes.

Liberation Serif has the metrics of Times New Roman, so a width measured here is the width on the printed page.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from PIL import ImageFont

from loa.server.documents.fonts import FONT_DIR

# A4 and margins, millimetres. The decree: top and bottom 20-25, left 30-35, right 15-20.
PAGE_WIDTH_MM: Final = 210.0
PAGE_HEIGHT_MM: Final = 297.0
MARGIN_TOP_MM: Final = 20.0
MARGIN_BOTTOM_MM: Final = 20.0
MARGIN_LEFT_MM: Final = 30.0
MARGIN_RIGHT_MM: Final = 15.0
TEXT_WIDTH_MM: Final = PAGE_WIDTH_MM - MARGIN_LEFT_MM - MARGIN_RIGHT_MM
# A page laid across for a wide annex: the binding side of the upright page lies at its top.
WIDE_TOP_MM: Final = 25.0
WIDE_SIDE_MM: Final = 20.0
WIDE_TEXT_WIDTH_MM: Final = PAGE_HEIGHT_MM - 2 * WIDE_SIDE_MM

# The two cells of the letterhead and of the foot.
LEFT_CELL_MM: Final = 76.0
RIGHT_CELL_MM: Final = TEXT_WIDTH_MM - LEFT_CELL_MM
LEAST_LEFT_CELL_MM: Final = 58.0

FOOT_LEFT_MM: Final = 75.0
# Where "Kính gửi:" starts when several addressees follow, each on its own line.
ADDRESSEE_MM: Final = 30.0

FIRST_LINE_MM: Final = 12.7
PARAGRAPH_GAP_PT: Final = 6
LINE_SPACING: Final = 1.15
SINGLE_LINE: Final = 1.149  # of the size: a single line of Times New Roman
CAPITALS: Final = 0.655  # of the size: how high its capitals stand, which is where typst lets a line begin

# Sizes of the decree's model column, points; the stamps' within its range.
SIZE: Final[dict[str, float]] = {
    "quoc_hieu": 12,
    "tieu_ngu": 13,
    "agency": 12,
    "number": 13,
    "date": 13,
    "concerning": 12,
    "title": 14,
    "subject": 14,
    "body": 14,
    "signer": 14,
    "recipients_title": 12,
    "recipients": 11,
    "page_number": 13,
    "annex": 14,
    "mark": 12,
    "note": 11,
    "stamp": 13,
    "drafter": 11,
    "contact": 11,
}

# Party papers: known from papers seen, not read in the Party's own guidance (docs/reference/writing.md says so).
PARTY_SIZE: Final[dict[str, float]] = {**SIZE, "quoc_hieu": 15, "agency": 14, "number": 14, "date": 14, "title": 16}

MM_PER_PT: Final = 25.4 / 72
_SOFT_SPACE: Final = re.compile(r"[^\S\u00a0]+")


@cache
def _face(*, bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    name = f"LiberationSerif-{('Bold' if bold else '') + ('Italic' if italic else '') or 'Regular'}.ttf"
    # Measured at 1000 units so that hinting does not round the widths.
    return ImageFont.truetype(str(FONT_DIR / name), size=1000, layout_engine=ImageFont.Layout.BASIC)


def width_mm(text: str, *, size_pt: float, bold: bool = False, italic: bool = False) -> float:
    """Width of one line of text in Times New Roman, millimetres."""
    return _face(bold=bold, italic=italic).getlength(text) / 1000 * size_pt * MM_PER_PT


def balanced_lines(text: str, *, size_pt: float, room_mm: float, bold: bool = False, italic: bool = False) -> list[str]:
    """The text on as few lines as the room allows, of nearly even length: a short last word would look like a slip.

    Hard spaces stay as wide as they are written, and no line is broken at them.
    """
    lines = _broken(text, size_pt=size_pt, room_mm=room_mm, bold=bold, italic=italic)
    narrower = room_mm
    while narrower > room_mm / 3:
        narrower -= 1
        tried = _broken(text, size_pt=size_pt, room_mm=narrower, bold=bold, italic=italic)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _broken(text: str, *, size_pt: float, room_mm: float, bold: bool, italic: bool) -> list[str]:
    lines: list[str] = []
    for word in _SOFT_SPACE.split(text.strip()):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(longer, size_pt=size_pt, bold=bold, italic=italic) <= room_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def right_cell_mm(day: str, number: str, *, size: Mapping[str, float]) -> float:
    """How wide the right cell of the letterhead is: place and day stay on one line where the number leaves them the room.

    "Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2026" is wider than the nation's lines.
    """
    wanted = width_mm(day, size_pt=size["date"], italic=True) + 1
    most = TEXT_WIDTH_MM - max(LEAST_LEFT_CELL_MM, width_mm(number, size_pt=size["number"]) + 2)
    return round(wanted, 1) if RIGHT_CELL_MM < wanted <= most else RIGHT_CELL_MM


def agency_lines(agency: str, *, bold: bool, size_pt: float = SIZE["agency"], cell_mm: float = LEFT_CELL_MM) -> list[str]:
    """An agency of the letterhead on its lines."""
    return balanced_lines(agency, size_pt=size_pt, room_mm=cell_mm - 1, bold=bold)


def concerning_lines(words: str, *, size_pt: float = SIZE["concerning"], cell_mm: float = LEFT_CELL_MM) -> list[str]:
    """ "V/v …" on its lines under the number of a công văn."""
    return balanced_lines(words, size_pt=size_pt, room_mm=cell_mm - 12)


def subject_lines(subject: str, *, size_pt: float = SIZE["subject"]) -> list[str]:
    """The subject (trích yếu) of a named type on its lines."""
    return balanced_lines(subject, size_pt=size_pt, room_mm=TEXT_WIDTH_MM - 16, bold=True)


def tieu_ngu_rule_mm() -> float:
    """The rule under "Độc lập - Tự do - Hạnh phúc": as long as the words."""
    return round(width_mm("Độc lập - Tự do - Hạnh phúc", size_pt=SIZE["tieu_ngu"], bold=True), 1)


def party_rule_mm() -> float:
    """The rule under "ĐẢNG CỘNG SẢN VIỆT NAM": as long as the words."""
    return round(width_mm("ĐẢNG CỘNG SẢN VIỆT NAM", size_pt=PARTY_SIZE["quoc_hieu"], bold=True), 1)


def agency_rule_mm(agency: str, *, cell_mm: float = LEFT_CELL_MM) -> float:
    """The rule under the issuing agency: between a third and a half of its line."""
    return _part_of(agency_lines(agency, bold=True, cell_mm=cell_mm), size_pt=SIZE["agency"])


def subject_rule_mm(subject: str) -> float:
    """The rule under the subject (trích yếu): between a third and a half of its line."""
    return _part_of(subject_lines(subject), size_pt=SIZE["title"])


def _part_of(lines: list[str], *, size_pt: float) -> float:
    return round(0.42 * max((width_mm(line, size_pt=size_pt, bold=True) for line in lines), default=0), 1)


def colon_mm() -> float:
    """How far the dashes of several addressees stand to the right of "Kính gửi:", under its colon."""
    return round(width_mm("Kính gửi", size_pt=SIZE["body"]), 1)


def dash_mm(element: str) -> float:
    """How wide "- " is in the size of this element: what follows on a second line stands to its right."""
    return round(width_mm("- ", size_pt=SIZE[element]), 1)
