"""Making a scanned page fit to be read: upright by its own mark, laid flat, red stamps off, shadows evened, straight."""

from itertools import pairwise
from statistics import median
from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageOps

from loa.server.documents.leafing.corners import flattened

LONG_SIDE: Final = 3508  # A4 at 300 dpi: the recogniser gains nothing from more
SHORT_SIDE: Final = 1700  # below this it loses letters
SHOWN_WIDTH: Final = 1100
STRAIGHT_WITHIN: Final = 0.3  # degrees; the recogniser itself forgives less than half a degree
USUAL_TILT: Final = 6
MOST_TILT: Final = 20  # looked for only where no usual tilt makes the lines clearly level
CLEARLY: Final = 4  # times the usual; lines that lie level give seven times and more, any others twice at most
RED: Final = 45  # how much redder than green a point of a stamp is
INK: Final = 110  # points darker than this are ink
UNEVEN: Final = 14  # spread of the paper's own brightness that means shadow


def sized(picture: Image.Image) -> Image.Image:
    """In RGB, on white, as the camera was held, neither larger nor smaller than helps."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        upright = Image.new("RGB", layer.size, "white")
        upright.paste(layer, mask=layer.getchannel("A"))
    elif upright.mode.startswith(("I", "F")):  # 16 bits a point
        upright = upright.convert("F").point(lambda value: value / 256).convert("L")
    plain = upright if upright.mode in ("RGB", "L") else upright.convert("RGB")
    long, short = max(plain.size), min(plain.size)
    factor = LONG_SIDE / long if long > LONG_SIDE else SHORT_SIDE / short if short < SHORT_SIDE else 1.0
    factor = min(factor, LONG_SIDE / long) if factor > 1 else factor
    if abs(factor - 1) < 0.02:
        return plain
    size = (max(1, round(plain.width * factor)), max(1, round(plain.height * factor)))
    return plain.resize(size, Image.Resampling.LANCZOS if factor > 1 else Image.Resampling.BOX)


def without_red(picture: Image.Image) -> Image.Image:
    """In grey, where red ink is paper: what was printed below a stamp stays."""
    if picture.mode == "L":
        return picture
    red, green, _blue = picture.split()
    redness = ImageChops.subtract(red, green)
    if max(redness.reduce(8).tobytes()) < RED:  # no stamp: grey as the eye sees it
        return picture.convert("L")
    stamp = redness.point([255 if value > RED else 0 for value in range(256)])
    faint = red.point([255 if value > INK else 0 for value in range(256)])  # black under a stamp is dark in red too
    clean = red.copy()
    clean.paste(255, mask=ImageChops.darker(stamp, faint))
    return clean


def evened(grey: Image.Image) -> Image.Image:
    """A photograph's shadow taken off; an even page is left alone."""
    small = grey.reduce(max(1, min(grey.size) // 120))
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(3))
    histogram = paper.histogram()
    count = sum(histogram)
    mean = sum(value * n for value, n in enumerate(histogram)) / count
    spread = (sum(n * (value - mean) ** 2 for value, n in enumerate(histogram)) / count) ** 0.5
    if spread < UNEVEN:
        return grey
    around = paper.resize(grey.size, Image.Resampling.BILINEAR)
    return ImageOps.autocontrast(ImageOps.invert(ImageChops.subtract(around, grey)), cutoff=(1, 0))


def tilt(grey: Image.Image) -> float:
    """By how many degrees to turn it (counter-clockwise) so that lines lie level; 0 where no turn makes them clearer."""
    small = ImageOps.invert(grey.reduce(max(1, max(grey.size) // 700)))
    small = small.point([255 if value > 110 else 0 for value in range(256)])
    levels = {angle: _levelness(small, angle) for angle in range(-USUAL_TILT, USUAL_TILT + 1)}
    as_it_lies = levels[0]
    if max(levels.values()) < CLEARLY * median(levels.values()):
        levels |= {angle: _levelness(small, angle) for angle in range(-MOST_TILT, MOST_TILT + 1) if abs(angle) > USUAL_TILT}
    best = max(levels, key=lambda angle: levels[angle])
    fine = [best + step / 5 for step in range(-4, 5)]
    found = max((_levelness(small, angle), angle) for angle in fine)[1]
    return found if _levelness(small, found) > 1.1 * as_it_lies else 0.0


def _levelness(ink: Image.Image, angle: float) -> float:
    """How sharply rows of ink and rows of paper alternate."""
    rows = ink.rotate(angle, Image.Resampling.NEAREST, fillcolor=0).resize((1, ink.height), Image.Resampling.BOX).tobytes()
    return float(sum((one - two) ** 2 for one, two in pairwise(rows)))


def cleaned(picture: Image.Image) -> tuple[Image.Image, Image.Image]:
    """A page as the recogniser likes it (grey), and as people see it (turned alike, colours kept)."""
    whole = sized(picture)
    shown = flattened(whole)
    if shown is not whole:
        shown = sized(shown)
    grey = evened(without_red(shown))
    angle = tilt(grey)
    if abs(angle) > STRAIGHT_WITHIN:
        grey = grey.rotate(angle, Image.Resampling.BICUBIC, expand=abs(angle) > USUAL_TILT, fillcolor=255)
        shown = shown.rotate(angle, Image.Resampling.BILINEAR, expand=abs(angle) > USUAL_TILT, fillcolor="white")
    return grey, shown


def for_the_eye(picture: Image.Image) -> Image.Image:
    """Small enough for a page on the screen."""
    if picture.width <= SHOWN_WIDTH:
        return picture
    return picture.resize((SHOWN_WIDTH, round(picture.height * SHOWN_WIDTH / picture.width)), Image.Resampling.BOX)
