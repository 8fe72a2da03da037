"""PDF, scans and photographs: pages turned behind walls, each with its words; scanned ones recognised."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from loa.core.errors import LoaError
from loa.core.reading import is_vietnamese
from loa.server.documents.errors import NothingRecognised, PasswordProtected, PdfDamaged, PictureTooLarge, PictureUnusable, TooManyPages
from loa.server.documents.intake import lines, scans
from loa.server.documents.intake.notes import noted
from loa.server.documents.leafing import walls
from loa.server.documents.leafing.leaves import Extracted, Leaf, Note, Word

MOST_PAGES: Final = 200
PAGES_AT_ONCE: Final = 8
SECONDS: Final = 90  # for so many pages: turning one takes a second at most
MEMORY_MB: Final = 2_000
LAYER_SURE: Final = 0.85  # text a scanner laid under its picture says nothing of how sure it is
LEAST_LETTERS: Final = 40  # fewer on the whole file is no letter: a photograph of something else
LEAST_SURE: Final = 0.45
Progress = Callable[[int, int], None]


def count_pages(data: bytes, *, kind: str, name: str) -> int:
    """How many pages there are. Raises what `read_pages` raises, and TooManyPages."""
    with tempfile.TemporaryDirectory(prefix="loa-") as folder:
        count = int(_leafed(data, Path(folder), kind=kind, name=name, first=1, most=0)["pages"])
    if count > MOST_PAGES:
        raise TooManyPages(name=name, pages=count, most=MOST_PAGES)
    return count


def read_pages(data: bytes, *, kind: str, name: str, first: int, most: int) -> Iterator[Leaf]:
    """Pages from `first` (counted from 1), at most so many.

    Raises PasswordProtected, PdfDamaged, PictureUnusable, PictureTooLarge; RecogniserMissing, PageTakesTooLong for scans.
    """
    with tempfile.TemporaryDirectory(prefix="loa-") as held:
        folder = Path(held)
        for one in _leafed(data, folder, kind=kind, name=name, first=first, most=most)["leaves"]:
            yield _leaf(one, folder, name=name)


def read_all(data: bytes, *, kind: str, name: str, tell: Progress | None = None) -> Extracted:
    """All pages and their text. Raises what `count_pages`, `read_pages` and `put_together` raise."""
    count = count_pages(data, kind=kind, name=name)
    leaves: list[Leaf] = []
    for first in range(1, count + 1, PAGES_AT_ONCE):
        for leaf in read_pages(data, kind=kind, name=name, first=first, most=PAGES_AT_ONCE):
            leaves.append(leaf)
            if tell:
                tell(len(leaves), count)
    return put_together(leaves, name=name)


def put_together(leaves: Sequence[Leaf], *, name: str) -> Extracted:
    """The text of the pages, in order. Raises NothingRecognised for pictures without a page of Vietnamese in them."""
    text, places = lines.text_of(leaves)
    scanned = [leaf for leaf in leaves if leaf.scanned]
    words = [word for leaf in scanned for word in leaf.words]
    letters = sum(len(word.text) for word in words)
    if scanned and len(scanned) == len(leaves):
        sure = sum(word.sure * len(word.text) for word in words) / max(letters, 1)
        if letters < LEAST_LETTERS or sure < LEAST_SURE or not is_vietnamese(text):
            raise NothingRecognised(name=name)
    notes: list[Note] = [noted("scanned", pages=len(scanned))] if scanned else []
    notes += [noted("turned", page=leaf.number) for leaf in scanned if leaf.turned]
    notes += [noted("blank", page=leaf.number) for leaf in leaves if not leaf.words]
    notes += [noted("encoding", encoding=old) for old in sorted({leaf.old for leaf in leaves if leaf.old})]
    notes += [noted("layer")] if any(leaf.layer for leaf in leaves) else []
    return Extracted(text, places, tuple(leaves), tuple(notes))


_REFUSALS: Final[dict[tuple[str, str], type[LoaError]]] = {
    ("pdf", "password"): PasswordProtected,
    ("pdf", "damaged"): PdfDamaged,
    ("picture", "damaged"): PictureUnusable,
    ("picture", "too_large"): PictureTooLarge,
}


def _leafed(data: bytes, folder: Path, *, kind: str, name: str, first: int, most: int) -> dict[str, Any]:
    (folder / "file").write_bytes(data)
    command = [sys.executable, "-I", "-m", f"loa.server.documents.leafing.{kind}", "file", str(first), str(most)]
    done = walls.run(command, folder=folder, seconds=SECONDS, memory_mb=MEMORY_MB)
    broken = _REFUSALS[kind, "damaged"]
    if not done.well:  # killed at a wall, or the library fell over: the file is to blame
        raise broken(name=name)
    try:
        said: dict[str, Any] = json.loads(done.said)
    except ValueError:
        raise broken(name=name) from None
    if "refused" in said:
        raise _REFUSALS.get((kind, said["refused"]), broken)(name=name)
    return said


def _leaf(one: dict[str, Any], folder: Path, *, name: str) -> Leaf:
    picture = (folder / one["picture"]).read_bytes()
    if "scan" not in one:
        sure = LAYER_SURE if one["layer"] else 1.0
        words = tuple(Word(text, tuple(box), sure) for text, *box in one["words"])
        return Leaf(one["number"], words, picture, one["height"], scanned=False, old=one["old"], layer=one["layer"] and bool(words))
    seen = scans.recognise(folder / one["scan"], name=name)
    height = one["height"] if seen.turned % 180 == 0 else 1 / one["height"]
    return Leaf(one["number"], seen.words, _turned(picture, seen.turned), height, scanned=True, turned=seen.turned)


def _turned(picture: bytes, degrees: int) -> bytes:
    return scans.turned_jpeg(picture, degrees) if degrees else picture
