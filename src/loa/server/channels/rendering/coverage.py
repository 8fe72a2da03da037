"""What the papers' font can draw. Paper never shows an empty box: signs it lacks are replaced or left out, letters it lacks are refused."""

import unicodedata
from typing import Final

from loa.server.channels.errors import LettersUnprintable

# Code points of Be Vietnam Pro as shipped in documents/fonts, the same in all four styles; a test sets every one of them.
_RANGES: Final = (
    "20-7e a0-107 10a-113 116-11b 11e-121 126-12b 12e-131 139-13a 13d-13e 141-144 147-148 14c-14d 150-155 158-15b 15e-16b 16e-17e "
    "1a0-1a1 1af-1b0 1e6-1e7 2c6-2c7 2d8-2dc 300-304 306-30c 312 31b 323 326-328 1e20-1e21 1e80-1e85 1e9e 1ea0-1ef9 2013-2014 2018-201a "
    "201c-201e 2020-2022 2026 2030 2039-203a 2044 2070 2074-2079 2080-2089 20ab-20ac 2122 215b-215e 2212 2215 2248 2260 2264-2265"
)
_REPLACED: Final = {
    **dict.fromkeys("‐‑‒―⁃", "-"),
    **dict.fromkeys("●▪■◆◦▶►✓✔☑", "•"),
    **dict.fromkeys("→➔➜⇒", "->"),
    **dict.fromkeys("\u2002\u2003\u2007\u2009\u202f", " "),
}


def _points(ranges: str) -> frozenset[str]:
    ends = [tuple(int(end, 16) for end in each.split("-")) for each in ranges.split()]
    return frozenset(chr(point) for first, *last in ends for point in range(first, (last or [first])[0] + 1))


DRAWN: Final = _points(_RANGES)


def drawable(text: str) -> str:
    """The text with only what the font draws: other signs and emoji are replaced or left out.

    Raises `LettersUnprintable` for letters, marks or digits of a script that the font lacks: leaving those out would change the words.
    """
    replaced = "".join(_REPLACED.get(c, c) for c in text)
    missing = {c for c in replaced if c not in DRAWN and c != "\n"}
    lost = sorted(c for c in missing if unicodedata.category(c)[0] in "LN" or (unicodedata.category(c)[0] == "M" and c != "\ufe0f"))
    if lost:
        raise LettersUnprintable(letters=" ".join(lost[:8]))
    return "".join(c for c in replaced if c not in missing)
