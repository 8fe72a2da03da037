"""Holding a reading against its label, and spoiling a text the way scanners and programs do: seeded, the same on every machine."""

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from loa.core.folding import nfc
from loa.core.reading.page import fold

HERE = Path(__file__).parent
FOLDERS = (HERE / "samples", HERE / "papers", HERE.parents[3] / "shared" / "documents")
PLAIN = (
    "number",
    "symbol",
    "doc_type",
    "issuer",
    "date",
    "subject",
    "signer",
    "position",
    "sign_capacity",
    "archive",
    "urgency",
    "security",
)
LISTS = ("recipients", "cc", "basis_documents", "deadline_dates")
UNTRUNCATED = {"signer", "position", "sign_capacity", "cc", "archive"}
FATAL = ("number", "symbol", "date", "deadline_dates")


UNSEEN = Path(__file__).parent / "unseen"  # written and labelled by another hand, kept from whoever works on the reader


def labelled(*folders: Path) -> Iterator[tuple[str, str, dict]]:
    """(name, text, label) of every labelled paper at hand, or in these folders."""
    for folder in folders or FOLDERS:
        for label in sorted(folder.glob("*.json")):
            yield label.stem, nfc(label.with_suffix(".txt").read_text()), json.loads(label.read_text())


def same(value: object) -> str:
    """A value made comparable: case, white space, marks and the usual short forms do not count."""
    words = re.sub(r"\bubnd\b", "ủy ban nhân dân", nfc(str(value or "")).casefold()).replace("uỷ", "ủy").replace("hoà", "hòa")
    words = re.sub(r"\bmttq\b", "mặt trận tổ quốc", re.sub(r"^\s*(?:v/v|về việc|về)\s+", "", words))
    return re.sub(r"[\s\"“”'.,;:/()\-–]+", " ", words).strip()


def key_of(item: object) -> str:
    """What tells an entry of a list from the others."""
    return re.sub(r"\s+", "", str(item.get("number") or item.get("name") or "")).casefold() if isinstance(item, dict) else same(item)


def scored_fields(label: dict) -> list[str]:
    """The fields a label speaks about."""
    left_out = set(label.get("unscored_fields") or []) | (UNTRUNCATED if label.get("truncated") else set())
    return [name for name in (*PLAIN, *LISTS) if name in label and name not in left_out]


def is_right(field: str, got: object, want: object) -> bool:
    """A list is right when it holds all and nothing else; of the basis, more is no mistake (a paper merely mentioned, put there)."""
    if field in LISTS:
        have, wanted = ({key_of(i) if field != "cc" else same(i["name"]) for i in side or []} for side in (got, want))
        return wanted <= have if field == "basis_documents" else have == wanted
    a, b = same(got), same(want)
    if field == "issuer" and a and b:
        return a == b or ((a in b or b in a) and min(len(a), len(b)) > 0.6 * max(len(a), len(b)))
    return a == b


def without_letterhead(text: str, dice: random.Random) -> str:
    """Everything above the number is lost, as where only the body was copied."""
    found = re.search(r"(?m)^.*?\bS[ốô]\b[ :].*$", text)
    return text[found.start() :] if found else text


def without_diacritics(text: str, dice: random.Random) -> str:
    """Every hat, hook and tone lost; case stays."""
    return "".join(fold(c).upper() if c.isupper() else fold(c) for c in text)


def some_diacritics_lost(text: str, dice: random.Random) -> str:
    """One syllable letter in twenty without its marks."""
    return "".join((fold(c).upper() if c.isupper() else fold(c)) if c.isalpha() and dice.random() < 0.05 else c for c in text)


def scan_noise(text: str, dice: random.Random) -> str:
    """Figures read as letters, stray dots, double blanks, one line in thirty with a mark before it."""
    swapped = {"0": "O", "1": "l", "I": "l"}
    out = [swapped[c] if c in swapped and dice.random() < 0.06 else c for c in text]
    lines = "".join(out).split("\n")
    return "\n".join(
        ("." if dice.random() < 0.03 else "") + (re.sub(" ", "  ", li, count=1) if dice.random() < 0.1 else li) for li in lines
    )


def breaks_moved(text: str, dice: random.Random) -> str:
    """Long lines of running text broken once more at a blank, as where a program wraps at its own width."""
    out = []
    for line in text.split("\n"):
        blanks = [m.start() for m in re.finditer(r"(?<=\w) (?=\w)", line) if m.start() > 45]
        at = (
            dice.choice(blanks)
            if blanks and len(line) > 60 and "   " not in line.strip() and line[:12].strip() and dice.random() < 0.6
            else None
        )
        out.append(line if at is None else f"{line[:at]}\n{line[at + 1 :]}")
    return "\n".join(out)


def pages_numbered(text: str, dice: random.Random) -> str:
    """A page number between two lines of the body, every forty lines."""
    lines = text.split("\n")
    return "\n".join(f"{line}\n{' ' * 30}{at // 40 + 1}" if at % 40 == 39 else line for at, line in enumerate(lines))


SPOILED: dict[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda text, dice: text,
    "without its letterhead": without_letterhead,
    "without diacritics": without_diacritics,
    "with some diacritics lost": some_diacritics_lost,
    "with scan noise": scan_noise,
    "with line breaks moved": breaks_moved,
    "with page numbers": pages_numbered,
}
