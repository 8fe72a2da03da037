"""Pages of a picture: `python -m loa.server.documents.leafing.picture FILE FIRST MOST`. A TIFF of a scanner may hold several."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from PIL import Image

from loa.server.documents.leafing import cleaning
from loa.server.documents.leafing.answers import MOST_POINTS, Refused, answer, scanned

FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP")
# What Pillow's readers raise for broken files.
BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    IndexError,
    ZeroDivisionError,
    OverflowError,
    KeyError,
    AttributeError,
)


def pages(path: Path, first: int, most: int) -> dict[str, Any]:
    """Pages first, first+1, … (counted from 1), at most so many; the count of all."""
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    try:
        with Image.open(path, formats=FORMATS) as picture:
            _check(picture)
            count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
            return {"pages": count, "leaves": list(_frames(picture, first, min(first + most, count + 1)))}
    except Image.DecompressionBombError:
        raise Refused("too_large") from None
    except BROKEN:
        raise Refused("damaged") from None


def _frames(picture: Image.Image, first: int, end: int) -> Iterator[dict[str, Any]]:
    for number in range(first, end):
        if number > 1:
            picture.seek(number - 1)
            _check(picture)
        if picture.format == "JPEG":  # a large photograph is unpacked at half or a quarter of its size
            picture.draft(None, (cleaning.LONG_SIDE, cleaning.LONG_SIDE))
        yield scanned(picture, number)


def _check(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_POINTS:
        raise Refused("too_large")


if __name__ == "__main__":
    answer(pages)
