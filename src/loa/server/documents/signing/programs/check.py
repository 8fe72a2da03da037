"""Signatures of a PDF: `python -m loa.server.documents.signing.programs.check MOMENT`, beside `file`, `names` and `trust/`. Prints a SignatureReport."""

import asyncio
import json
import logging
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader

from loa.server.documents.signing.programs.one import look
from loa.server.documents.signing.programs.roots import Held, read_held
from loa.server.documents.signing.report import FileState, SignatureReport

MOST_SIGNATURES: Final = 50
MOST_PAGES: Final = 2_000
# On a page these are no words of anybody: links, and the windows of other notes.
_SILENT: Final = frozenset({"/Link", "/Popup"})


def check(path: Path, held: Held, at: datetime) -> SignatureReport:
    """The report. A file that the library cannot read is damaged, whatever it stumbles over."""
    state, facts = FileState.DAMAGED, dict[str, Any]()
    try:
        with path.open("rb") as file:
            reader = PdfFileReader(file, strict=False)
            if reader.encrypted:
                state = FileState.ENCRYPTED
            else:
                found = reader.embedded_signatures[:MOST_SIGNATURES]
                signatures = tuple(asyncio.run(look(reader, one, held, at)) for one in found)
                state = FileState.SIGNED if signatures else FileState.UNSIGNED
                facts = {"signatures": signatures, "additions": _additions(reader)}
    except Exception as failure:  # noqa: BLE001 -- hostile bytes end in any of them
        logging.getLogger(__name__).warning("%s", type(failure).__name__)
    return SignatureReport(state, at.isoformat(), roots=len(held.roots), unread_trust=held.unread, **facts)


def _additions(reader: PdfFileReader) -> int:
    """How many notes, drawings and form fields lie on the pages: what they show is in no text layer."""
    return sum(1 for one in _notes(reader) if not _is_silent(one))


def _notes(reader: PdfFileReader) -> Iterable[Any]:
    pages = reader.root["/Pages"]
    for number in range(min(int(pages["/Count"]), MOST_PAGES)):
        for one in _page(reader, number).get("/Annots", ()):
            yield one.get_object() if hasattr(one, "get_object") else one


def _page(reader: Any, number: int) -> Any:
    parent, index, _resources = reader.find_page_container(number)
    return parent.get_object()["/Kids"][index]


def _is_silent(note: Any) -> bool:
    if not isinstance(note, DictionaryObject):
        return False
    kind = note.get("/Subtype")
    if kind == "/Widget":
        field = note.get("/FT") or (note["/Parent"].get("/FT") if "/Parent" in note else None)
        return bool(field == "/Sig")
    return kind in _SILENT


def main() -> None:
    """Read the folder of trust, check, print."""
    logging.disable(logging.CRITICAL)  # a hostile file writes no log
    names = json.loads(Path("names").read_text(encoding="utf-8"))
    files = [(name, (Path("trust") / str(number)).read_bytes()) for number, name in enumerate(names)]
    report = check(Path("file"), read_held(files), datetime.fromisoformat(sys.argv[1]))
    sys.stdout.write(json.dumps(report.as_json()))


if __name__ == "__main__":
    main()
