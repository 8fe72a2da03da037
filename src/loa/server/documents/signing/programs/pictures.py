"""Two PDF files side by side as pictures, without their annotations: `python -m loa.server.documents.signing.programs.pictures OWN OTHER`.

Prints {"pages": [own, other], "differing": [page numbers]}. Sees what no text layer tells: a picture or a drawing laid over the page.
"""

import json
import sys
from typing import Any, Final

import pypdfium2 as pdfium
from PIL import Image, ImageChops

DPI: Final = 60
STRONG: Final = 96  # of 255: less is the edge of a letter
MOST: Final = 0.0015  # of the page; a number filled in by another program is far less, a stamp far more
MOST_PAGES: Final = 100


def differing(own: str, other: str) -> dict[str, Any]:
    """How many pages each has, and on which of their common pages they look different."""
    one, two = pdfium.PdfDocument(own), pdfium.PdfDocument(other)
    common = min(len(one), len(two), MOST_PAGES)
    return {"pages": [len(one), len(two)], "differing": [at + 1 for at in range(common) if _differ(_drawn(one[at]), _drawn(two[at]))]}


def _drawn(page: pdfium.PdfPage) -> Image.Image:
    scale = min(DPI / 72, 1_500 / max(*page.get_size(), 1))
    picture: Image.Image = page.render(scale=scale, draw_annots=False, may_draw_forms=False).to_pil()
    return picture.convert("L")


def _differ(one: Image.Image, two: Image.Image) -> bool:
    if one.size != two.size:
        return True
    counts = ImageChops.difference(one, two).histogram()
    return sum(counts[STRONG:]) > MOST * one.width * one.height


if __name__ == "__main__":
    sys.stdout.write(json.dumps(differing(sys.argv[1], sys.argv[2])))
