"""Checking a signed PDF behind walls: the libraries that parse hostile bytes run in a process of their own, with an end to time and memory."""

import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from loa.server.documents.errors import PdfDamaged
from loa.server.documents.leafing import walls
from loa.server.documents.signing.comparing import Looks
from loa.server.documents.signing.report import FileState, SignatureReport
from loa.server.documents.signing.trust import TrustFolder

SECONDS: Final = 20  # twenty signatures take about one
MEMORY_MB: Final = 1_500
_PROGRAMS: Final = "loa.server.documents.signing.programs"


def may_be_signed(data: bytes) -> bool:
    """Whether a PDF carries what every signature in a PDF has: the range of bytes that it covers, which is never compressed."""
    return b"%PDF-" in data[:1024] and b"/ByteRange" in data


def verify(data: bytes, *, trust: TrustFolder, at: datetime) -> SignatureReport:
    """Every signature of the file as of `at`, offline. Always an answer: a file that cannot be checked says so in `state`."""
    with tempfile.TemporaryDirectory(prefix="loa-") as held:
        folder = Path(held)
        (folder / "file").write_bytes(data)
        (folder / "trust").mkdir()
        names = []
        for number, (name, content) in enumerate(trust.files):
            (folder / "trust" / str(number)).write_bytes(content)
            names.append(name)
        (folder / "names").write_text(json.dumps(names), encoding="utf-8")
        done = _run(folder, "check", at.isoformat())
    if done.code is None or done.code < 0:  # killed: by the clock, or at a wall
        return SignatureReport(FileState.TOO_SLOW if done.code is None else FileState.DAMAGED, at.isoformat())
    said = _said(done)
    if said is None:
        return SignatureReport(FileState.DAMAGED, at.isoformat())
    return SignatureReport.from_json({**said, "unread_trust": [*said["unread_trust"], *trust.left_out]})


def texts_of(*files: bytes, name: str) -> tuple[str, ...]:
    """The text layer of each PDF in the order of reading, page by page alike. Raises PdfDamaged."""
    with tempfile.TemporaryDirectory(prefix="loa-") as held:
        folder = Path(held)
        for number, data in enumerate(files):
            (folder / str(number)).write_bytes(data)
        done = _run(folder, "texts", *(str(number) for number in range(len(files))))
    said = _said(done) if done.well else None
    if said is None:
        raise PdfDamaged(name=name)
    return tuple(said["texts"])


def looks_of(own: bytes, signed: bytes, *, name: str) -> Looks:
    """Both files page by page as pictures. Raises PdfDamaged."""
    with tempfile.TemporaryDirectory(prefix="loa-") as held:
        folder = Path(held)
        (folder / "own").write_bytes(own)
        (folder / "signed").write_bytes(signed)
        done = _run(folder, "pictures", "own", "signed")
    said = _said(done) if done.well else None
    if said is None:
        raise PdfDamaged(name=name)
    own_pages, pages = said["pages"]
    return Looks(own_pages, pages, tuple(said["differing"]))


def _run(folder: Path, program: str, *arguments: str) -> walls.Done:
    command: Sequence[str] = [sys.executable, "-I", "-m", f"{_PROGRAMS}.{program}", *arguments]
    return walls.run(command, folder=folder, seconds=SECONDS, memory_mb=MEMORY_MB)


def _said(done: walls.Done) -> dict[str, Any] | None:
    try:
        said = json.loads(done.said)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
