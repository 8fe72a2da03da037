"""How a program behind walls answers: pictures in its folder, one JSON object, a refusal as one word."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PIL import Image

from loa.server.documents.leafing import cleaning

MOST_POINTS: Final = 60_000_000
SHOWN_QUALITY: Final = 68


class Refused(Exception):
    """Why this file gives no pages: password, damaged, too_large."""


def answer(read: Callable[[Path, int, int], dict[str, Any]]) -> None:
    """Arguments: FILE FIRST MOST. Prints the pages, or {"refused": why}."""
    try:
        said = read(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    except Refused as refused:
        said = {"refused": str(refused)}
    sys.stdout.write(json.dumps(said))


def scanned(picture: Image.Image, number: int) -> dict[str, Any]:
    """A page that has to be recognised: one picture for the recogniser, one for people."""
    grey, shown = cleaning.cleaned(picture)
    grey.save(f"{number}.pgm")
    return {"number": number, "scan": f"{number}.pgm", "picture": shown_as(shown, number), "height": shown.height / shown.width}


def shown_as(picture: Image.Image, number: int) -> str:
    """The name of the page's picture as people see it."""
    cleaning.for_the_eye(picture).convert("RGB").save(f"{number}.jpg", quality=SHOWN_QUALITY)
    return f"{number}.jpg"
