"""Letters in pictures, recognised by tesseract with its Vietnamese tables, page by page, behind walls."""

import csv
import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from loa.core.folding import nfc
from loa.server.documents.errors import PageTakesTooLong, RecogniserMissing
from loa.server.documents.intake.repairs import repaired
from loa.server.documents.leafing import walls
from loa.server.documents.leafing.leaves import WHOLE, Word

SECONDS: Final = 45  # a dense page takes three
MEMORY_MB: Final = 1_500
DOUBTFUL: Final = 0.72  # below this mean, the page may lie upside down
NO_TABLES: Final = b"Failed loading language"
NOISE: Final = 0.5
LANGUAGE: Final = "vie"
TURN: Final = re.compile(rb"Rotate:\s*(\d+)")
# Signs that no keyboard of an office has, for those they look like.
ALIKE: Final = str.maketrans({"⁄": "/", "∕": "/", "―": "-", "−": "-", "‐": "-", "‑": "-"})
SPECK: Final = re.compile(r"[\^ˆ`´˜~¨°·•.,'’‘_|¦]")  # alone it is dirt, or a mark above a letter of the line below
HAS_LETTER: Final = re.compile("[0-9A-Za-zÀ-ỹ]")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was recognised on a page, and by how many degrees it was turned (clockwise) to be read."""

    words: tuple[Word, ...]
    turned: int = 0

    @property
    def sure(self) -> float:
        """How sure on the whole: the mean over letters, 0 for an empty page."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.sure * len(word.text) for word in self.words) / letters if letters else 0.0


def tesseract() -> str:
    """The program. Raises RecogniserMissing where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        raise RecogniserMissing
    return program


def recognise(scan: Path, *, name: str) -> Seen:
    """The words of one page. A page that reads badly is tried the other ways up. Raises RecogniserMissing, PageTakesTooLong."""
    seen = _recognise(scan, name=name)
    if seen.sure >= DOUBTFUL and len(seen.words) > 3:
        return seen
    best = seen
    for turn in _turns(scan):
        with Image.open(scan) as picture:
            picture.transpose(_TRANSPOSED[turn]).save(turned := scan.with_name(f"{scan.stem}-{turn}.pgm"))
        tried = _recognise(turned, name=name)
        turned.unlink()
        if tried.sure * len(tried.words) ** 0.5 > best.sure * len(best.words) ** 0.5:
            best = Seen(tried.words, turn)
        if best.sure >= DOUBTFUL:
            break
    return best


# Clockwise turn -> Pillow's own word for it, which turns the other way.
_TRANSPOSED: Final = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def turned_jpeg(picture: bytes, degrees: int) -> bytes:
    """The picture that is shown, turned alike."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as shown:
        shown.transpose(_TRANSPOSED[degrees]).save(out, "JPEG", quality=70)
    return out.getvalue()


def _turns(scan: Path) -> tuple[int, ...]:
    """Which turns to try: what tesseract's own look at the orientation says first, else upside down, which is the commonest."""
    with Image.open(scan) as picture:
        wide = picture.width > picture.height
    done = walls.run([tesseract(), scan.name, "-", "--psm", "0"], folder=scan.parent, seconds=SECONDS, memory_mb=MEMORY_MB)
    told = TURN.search(done.said)
    turn = int(told[1]) if told and done.well else 0
    usual = (90, 270, 180) if wide else (180,)
    return (turn, *(t for t in usual if t != turn))[:2] if turn in _TRANSPOSED else usual


def _recognise(scan: Path, *, name: str) -> Seen:
    command = [tesseract(), scan.name, "-", "-l", LANGUAGE, "--dpi", "300", "--psm", "3", "tsv"]
    done = walls.run(command, folder=scan.parent, seconds=SECONDS, memory_mb=MEMORY_MB)
    if done.code is None:
        raise PageTakesTooLong(name=name, seconds=SECONDS)
    if not done.well and NO_TABLES in done.complained:
        raise RecogniserMissing
    with Image.open(scan) as picture:
        width, height = picture.size
    return Seen(repaired(_words(done.said.decode("utf-8", "replace"), width, height)) if done.well else ())


def _words(table: str, width: int, height: int) -> list[Word]:
    words = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        said = nfc(row.get("text") or "").translate(ALIKE).strip()
        if row.get("level") != "5" or not said:
            continue
        sure = max(0.0, min(1.0, float(row["conf"]) / 100))
        left, top, wide, high = (int(row[key]) for key in ("left", "top", "width", "height"))
        if (sure < NOISE and not HAS_LETTER.search(said)) or SPECK.fullmatch(said) or high > height / 5:
            continue  # specks, and the frame of a stamp
        sides = (left / width, top / height, (left + wide) / width, (top + high) / height)
        box = tuple(round(side * WHOLE) for side in sides)
        words.append(Word(said, box, sure))  # type: ignore[arg-type]  # four sides
    return words
