"""A page photographed at a slant: its four corners are found by its brightness against what it lies on, and it is laid flat."""

from collections.abc import Sequence
from itertools import pairwise
from math import dist
from typing import Final

from PIL import Image, ImageFilter

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]  # top left, top right, bottom right, bottom left

LOOKED_AT: Final = 320  # points of the longer side that are looked at
CONTRAST: Final = 30  # how much brighter than its surroundings a page is, of 255
LEAST_PART: Final = 0.18  # of the picture: less is a note on a desk, or no page
FRAME_PAGE: Final = 0.6  # of the picture's edge as bright as the page: a scan, or a page larger than the picture
FOUR_SIDED: Final = 0.93  # of the outline that four corners hold
LONGEST_TO_SHORTEST: Final = 1.9  # of opposite sides, and of the page's own
SQUARE_WITHIN: Final = 0.012  # of the picture: such a page lies straight already
A4: Final = 2**0.5
NEAR_A4: Final = (1.15, 1.75)


def flattened(picture: Image.Image) -> Image.Image:
    """The page alone, as if seen from straight above; the picture itself where no page stands out in it."""
    found = corners_of(picture)
    if found is None:
        return picture
    wide = max(dist(found[0], found[1]), dist(found[3], found[2]))
    high = max(dist(found[0], found[3]), dist(found[1], found[2]))
    if NEAR_A4[0] < high / wide < NEAR_A4[1]:
        wide, high = max(wide, high / A4), max(high, wide * A4)
    elif NEAR_A4[0] < wide / high < NEAR_A4[1]:
        wide, high = max(wide, high * A4), max(high, wide / A4)
    size = (round(wide), round(high))
    flat: Corners = ((0, 0), (size[0], 0), (size[0], size[1]), (0, size[1]))
    return picture.transform(size, Image.Transform.PERSPECTIVE, perspective(flat, found), Image.Resampling.BICUBIC)


def corners_of(picture: Image.Image) -> Corners | None:
    """The corners of the page in the picture's points, or None where it fills the picture, lies straight, or is not seen whole."""
    factor = max(1, max(picture.size) // LOOKED_AT)
    # What is printed on the page is wiped out: each point is as bright as the brightest around it.
    small = picture.convert("L").reduce(factor).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(1))
    light = _threshold(small.histogram())
    if light is None:
        return None
    wide, high = small.size
    bright = bytearray(small.point([1 if value > light else 0 for value in range(256)]).tobytes())
    edge = [*range(wide), *range(wide * (high - 1), wide * high), *range(0, wide * high, wide), *range(wide - 1, wide * high, wide)]
    if sum(bright[at] for at in edge) > FRAME_PAGE * len(edge):
        return None
    outline = _outline(bright, wide, high)
    hull = _hull(outline)
    four = _largest_four(hull) if len(hull) >= 4 else None
    if four is None or not _is_page(four, hull, wide, high):
        return None
    # The bright filter drew the page larger by two points on each side.
    middle = (sum(x for x, _y in four) / 4, sum(y for _x, y in four) / 4)
    drawn_in = [_towards(corner, middle, 1.5) for corner in four]
    top_left, top_right, bottom_right, bottom_left = (((x + 0.5) * factor, (y + 0.5) * factor) for x, y in drawn_in)
    return top_left, top_right, bottom_right, bottom_left


def perspective(source: Corners, target: Corners) -> tuple[float, ...]:
    """The eight numbers by which Pillow looks up, for each point of `source`, the point of `target` that is drawn there."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return tuple(_solved(rows))


def _solved(rows: list[list[float]]) -> list[float]:
    """Linear equations by elimination; the last number of each row stands on the right."""
    count = len(rows)
    for at in range(count):
        best = max(range(at, count), key=lambda n: abs(rows[n][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(count):
            if other != at and rows[other][at]:
                rows[other] = [a - rows[other][at] * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]


def _threshold(histogram: Sequence[int]) -> int | None:
    """The brightness that best parts page and surroundings; None where the two hardly differ."""
    count, whole = sum(histogram), sum(value * n for value, n in enumerate(histogram))
    below = dark = 0
    best = (0.0, 0, 0.0)
    for value, n in enumerate(histogram[:-1]):
        below, dark = below + n, dark + value * n
        if not below or below == count:
            continue
        apart = (whole - dark) / (count - below) - dark / below
        best = max(best, (below * (count - below) * apart * apart, value, apart))
    return best[1] if best[2] >= CONTRAST else None


def _outline(bright: bytearray, wide: int, high: int) -> list[Point]:
    """The ends of each row of the largest bright patch."""
    patches: list[list[int]] = []
    for start in range(0, wide * high, 3):
        if bright[start] != 1:
            continue
        bright[start] = 2
        patch, waiting = [], [start]
        while waiting:
            at = waiting.pop()
            patch.append(at)
            across = at % wide
            beside = ((at - 1) if across else -1, (at + 1) if across + 1 < wide else -1, at - wide, at + wide)
            for near in beside:
                if 0 <= near < len(bright) and bright[near] == 1:
                    bright[near] = 2
                    waiting.append(near)
        patches.append(patch)
    ends: dict[int, tuple[int, int]] = {}
    for at in max(patches, key=len, default=[]):
        row, across = divmod(at, wide)
        left, right = ends.get(row, (across, across))
        ends[row] = (min(left, across), max(right, across))
    return [(float(x), float(row)) for row, sides in sorted(ends.items()) for x in sides]


def _turn(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _hull(points: Sequence[Point]) -> list[Point]:
    """The convex outline: fingers and curled edges that bite into the page are spanned."""
    ordered = sorted(set(points))
    half: list[list[Point]] = []
    for way in (ordered, ordered[::-1]):
        side: list[Point] = []
        for point in way:
            while len(side) > 1 and _turn(side[-2], side[-1], point) <= 0:
                side.pop()
            side.append(point)
        half.append(side[:-1])
    return half[0] + half[1]


def _area(points: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*points, points[0]]))) / 2


def _largest_four(hull: Sequence[Point]) -> Corners:
    """The four points of the outline that hold most of it, each bettered in turn; top left first, then clockwise."""
    four = [
        min(hull, key=lambda p: p[0] + p[1]),
        max(hull, key=lambda p: p[0] - p[1]),
        max(hull, key=lambda p: p[0] + p[1]),
        min(hull, key=lambda p: p[0] - p[1]),
    ]
    for _round in range(6):
        before = list(four)
        for at in range(4):
            four[at] = max(hull, key=lambda p: _area([*four[:at], p, *four[at + 1 :]]))
        if four == before:
            break
    return four[0], four[1], four[2], four[3]


def _is_page(four: Corners, hull: Sequence[Point], wide: int, high: int) -> bool:
    area = _area(four)
    if area < LEAST_PART * wide * high or area < FOUR_SIDED * _area(hull):
        return False
    sides = [dist(a, b) for a, b in pairwise([*four, four[0]])]
    for one, other in ((sides[0], sides[2]), (sides[1], sides[3])):
        if min(one, other) * LONGEST_TO_SHORTEST < max(one, other):
            return False
    across, down = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    if max(across, down) > LONGEST_TO_SHORTEST * min(across, down):
        return False
    # A side that lies on the edge of the picture is where the picture ends, not the page.
    for (x1, y1), (x2, y2) in pairwise([*four, four[0]]):
        if max(x1, x2) <= 1 or max(y1, y2) <= 1 or min(x1, x2) >= wide - 2 or min(y1, y2) >= high - 2:
            return False
    within = SQUARE_WITHIN * max(wide, high)
    straight = (four[0][0] - four[3][0], four[1][0] - four[2][0], four[0][1] - four[1][1], four[3][1] - four[2][1])
    return max(map(abs, straight)) > within or area < 0.9 * wide * high


def _towards(point: Point, middle: Point, by: float) -> Point:
    far = dist(point, middle) or 1.0
    return point[0] + (middle[0] - point[0]) * by / far, point[1] + (middle[1] - point[1]) * by / far
