"""What a program put between the letters and the lines taken out before reading; every find goes back to its place in the original."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar

from loa.core.reading.page import Span

T = TypeVar("T")

UNSEEN = re.compile(r"[\ufeff\u200b\u200c\u200d\u2060\u00ad]+")
BLANK_LINES = re.compile(r"\n(?:[ \t\u00a0]*\r?\n)+")
GOES_ON = re.compile(r"\s*(?![a-zđ][.)])[a-zđàáâãèéêìíòóôõùúýăĩũơưạ-ỹ]")
DOUBLED_LINES = 12  # fewer lines tell nothing
CLOSE_LINES = 0.03  # of a text with every line break doubled, at most so many lines follow each other closely
GOING_ON = 0.04  # … and at least so many begin in the middle of a sentence


def cleaned(text: str) -> tuple[str, Sequence[int] | None]:
    """(text without invisible letters and doubled line breaks, where each of its characters stood); None where nothing was taken out."""
    doubled = is_doubled(text)
    cuts = sorted([found.span() for found in UNSEEN.finditer(text)] + (list(doubled_breaks(text)) if doubled else []))
    if not cuts:
        return text, None
    kept: list[int] = []
    at = 0
    for start, end in cuts:
        kept.extend(range(at, start))
        at = max(at, end)
    kept.extend(range(at, len(text)))
    return "".join(text[place] for place in kept), (*kept, len(text))


def is_doubled(text: str) -> bool:
    """Every line break stands twice: a blank line between nearly all lines, in the middle of sentences too."""
    lines = text.split("\n")
    written = [at for at, line in enumerate(lines) if line.strip()]
    if len(written) < DOUBLED_LINES:
        return False
    close = sum(b - a == 1 for a, b in pairwise(written))
    going_on = sum(GOES_ON.match(lines[at]) is not None for at in written)
    return close <= CLOSE_LINES * len(written) and going_on >= GOING_ON * len(written)


def doubled_breaks(text: str) -> Iterator[Span]:
    """Of each run of line breaks the second half."""
    for found in BLANK_LINES.finditer(text):
        breaks = [found.start() + at for at, letter in enumerate(found[0]) if letter == "\n"]
        keep = max(1, len(breaks) // 2)
        yield breaks[keep - 1] + 1, breaks[-1] + 1


def put_back(value: T, places: Sequence[int]) -> T:
    """The same finds with their places in the text as it was."""
    if isinstance(value, tuple):
        return tuple(put_back(one, places) for one in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: put_back(one, places) for key, one in value.items()}  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for one in fields(value):
        held = getattr(value, one.name)
        if one.name == "span":
            changed["span"] = moved(held, places) if held else held
        elif one.name == "spans":
            changed["spans"] = tuple(moved(span, places) for span in held)
        elif isinstance(held, (tuple, dict)) or is_dataclass(held):
            changed[one.name] = put_back(held, places)
    return replace(value, **changed)


def moved(span: Span, places: Sequence[int]) -> Span:
    """From the first kept character to the last."""
    return places[span[0]], places[span[1] - 1] + 1 if span[1] > span[0] else places[span[0]]
