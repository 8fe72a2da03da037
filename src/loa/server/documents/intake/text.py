"""Plain text: Unicode, TCVN3, VNI, Windows-1258, and files in which several meet; anything else is told in a sentence."""

import codecs
import re
from collections.abc import Callable
from typing import Final

from loa.core import legacy
from loa.core.folding import nfc
from loa.server.documents.errors import FileNotText, LegacyEncoding
from loa.server.documents.intake.notes import noted
from loa.server.documents.leafing.leaves import Extracted

MARKED: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL_CHARACTER: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
SAMPLE: Final = 65_536
WINDOWS: Final = "Windows-1258"


def extract(data: bytes, *, name: str, tell: Callable[[int, int], None] | None = None) -> Extracted:  # noqa: ARG001 -- one step
    """The text of these bytes. Raises FileNotText for binary, LegacyEncoding for an encoding that no table makes Vietnamese."""
    text, was = decoded(data, name=name)
    sample = text[:SAMPLE]
    if len(CONTROL_CHARACTER.findall(sample)) > len(sample) // 200:
        raise FileNotText(name=name)
    if not was and (known := legacy.recognised(text)):  # TCVN3 that somebody read as Latin-1 and saved as Unicode
        was, text = known
    return Extracted(CONTROL_CHARACTER.sub(" ", text), notes=(noted("encoding", encoding=was),) if was else ())


def decoded(data: bytes, *, name: str) -> tuple[str, str]:
    """Text, and the old encoding it came in ("" for Unicode)."""
    encoding = next((encoding for mark, encoding in MARKED if data.startswith(mark)), None) or _unmarked(data)
    try:
        return data.decode(encoding), ""
    except UnicodeDecodeError as failure:
        if encoding == "utf-8-sig" and cut_in_a_letter(data, failure):
            return data[: failure.start].decode("utf-8-sig"), ""
        if encoding.startswith("utf-16"):
            return data.decode(encoding, "replace"), ""  # cut off, or one letter broken: the rest is still a letter
        latin = data.decode("latin-1")
        if len(CONTROL_CHARACTER.findall(latin[:SAMPLE])) > len(latin[:SAMPLE]) // 200:
            raise FileNotText(name=name) from failure
        return _old(data, name=name)


def _unmarked(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of spaces and Latin letters is empty."""
    head = data[:4096]
    if len(head) >= 40:
        even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
        if odd > 0.5 and even < 0.05:
            return "utf-16-le"
        if even > 0.5 and odd < 0.05:
            return "utf-16-be"
    return "utf-8-sig"


def _old(data: bytes, *, name: str) -> tuple[str, str]:
    """Bytes that are not Unicode: whichever table makes them Vietnamese; line by line where lines differ."""
    whole = _by_table(data)
    if whole and not _partly_unicode(data):
        return whole
    lines: list[str] = []
    names: list[str] = []
    for line in data.splitlines(keepends=True):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            known = _by_table(line)
            lines.append(known[0] if known else "")
            names.append(known[1] if known else "")
    if not any(names):
        raise LegacyEncoding(name=name)
    usual = max(set(names) - {""}, key=names.count)
    convert = {WINDOWS: lambda line: line.decode("cp1258", "replace")} | {
        key: (lambda line, table=table: table(line.decode("latin-1"))) for key, table in legacy.ENCODINGS.items()
    }
    # A short line does not tell its encoding by itself: it is in that of the others.
    broken = iter(data.splitlines(keepends=True))
    return nfc("".join(done or convert[usual](raw) for done, raw in zip(lines, broken, strict=True))), usual


def _partly_unicode(data: bytes) -> bool:
    """Some lines are UTF-8 that says more than ASCII does: chance makes such a line of one in a hundred at most."""
    lines = [line for line in data[:SAMPLE].splitlines() if not line.isascii()]
    return sum(_is_utf8(line) for line in lines) * 10 > len(lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _by_table(data: bytes) -> tuple[str, str] | None:
    """Text and the name of its encoding, where it clearly is Vietnamese in one."""
    windows = nfc(data.decode("cp1258", "replace"))
    known = legacy.recognised(data.decode("latin-1"))
    if known and legacy.weight(known[1]) >= legacy.weight(windows):
        return known[1], known[0]
    return (windows, WINDOWS) if legacy.weight(windows) >= 0.12 and "\ufffd" not in windows else None


def cut_in_a_letter(data: bytes, failure: UnicodeDecodeError) -> bool:
    """A file cut off inside its last character is still text."""
    return failure.reason == "unexpected end of data" and len(data) - failure.start < 4 and failure.start > 0
