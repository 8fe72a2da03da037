"""Pages of a PDF: `python -m loa.server.documents.leafing.pdf FILE FIRST MOST`. Words with their places, or a picture where the page is a scan."""

from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium
from PIL import Image

from loa.core import legacy
from loa.server.documents.leafing import cleaning, pdf_words
from loa.server.documents.leafing.answers import Refused, answer, scanned, shown_as

SCAN_DPI: Final = 300
SHOWN_DPI: Final = 110
COVERED: Final = 0.5  # of the page: a picture this large is a scan
FEW_CHARACTERS: Final = 250  # beside such a picture: the printed line of a digital signature, not the letter
VIETNAMESE: Final = 0.1  # everyday words among those with marks; text without a map to Unicode has none


def pages(path: Path, first: int, most: int) -> dict[str, Any]:
    """Pages first, first+1, … (counted from 1), at most so many; the count of all."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as failure:
        raise Refused("password" if "password" in str(failure).lower() else "damaged") from None
    count = len(document)
    if not count:
        raise Refused("damaged")
    return {"pages": count, "leaves": [_page(document, number) for number in range(first, min(first + most, count + 1))]}


def _page(document: Any, number: int) -> dict[str, Any]:
    try:
        page = document[number - 1]
        words, old, upright = pdf_words.words_of(page)
        covered = _covered(page)
    except (pdfium.PdfiumError, ValueError, OverflowError):
        raise Refused("damaged") from None
    text = " ".join(word[0] for word in words)
    few = covered >= COVERED and len(text) < FEW_CHARACTERS
    if (words or covered >= COVERED / 5) and (few or legacy.weight(text) < VIETNAMESE):
        return scanned(_rendered(page, SCAN_DPI), number)
    shown = _rendered(page, SHOWN_DPI, turn=upright - page.get_rotation())
    picture = shown_as(shown, number)
    # `layer`: text that a scanner's own recogniser laid under its picture
    return {
        "number": number,
        "words": words,
        "picture": picture,
        "height": shown.height / shown.width,
        "old": old,
        "layer": covered >= COVERED,
    }


def _covered(page: Any) -> float:
    """How much of the page its largest picture covers."""
    width, height = page.get_size()
    largest = 0.0
    for one in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = one.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return float(largest / max(width * height, 1))


def _rendered(page: Any, dpi: int, *, turn: int = 0) -> Image.Image:
    scale = min(dpi / 72, cleaning.LONG_SIDE / max(*page.get_size(), 1))
    picture: Image.Image = page.render(scale=scale, rotation=turn % 360).to_pil()
    return picture.convert("RGB")


if __name__ == "__main__":
    answer(pages)
