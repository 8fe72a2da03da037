"""Word 97–2003 and RTF: made a DOCX by LibreOffice behind walls, then read like one. Macros never run."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from loa.server.documents.errors import ConverterMissing, DocxDamaged, OldWordDamaged
from loa.server.documents.intake import docx
from loa.server.documents.intake.notes import noted
from loa.server.documents.leafing import walls
from loa.server.documents.leafing.leaves import Extracted

SECONDS: Final = 90  # its first start makes a profile
MEMORY_MB: Final = 6_000  # of address space; it uses a tenth
MOST_RTF_DEPTH: Final = 500
# Macros off whatever the document says; no links to other documents are followed.
SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def converter() -> str | None:
    """LibreOffice, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def extract(data: bytes, *, name: str, tell: Callable[[int, int], None] | None = None) -> Extracted:  # noqa: ARG001 -- one step
    """The printed text. Raises ConverterMissing without LibreOffice, OldWordDamaged for what it cannot open in time."""
    program = converter()
    if program is None:
        raise ConverterMissing(name=name)
    with tempfile.TemporaryDirectory(prefix="loa-") as held:
        folder = Path(held)
        made = _converted(program, data, folder)
        if made is None:
            raise OldWordDamaged(name=name)
        try:
            read = docx.extract(made, name=name)
        except DocxDamaged:
            raise OldWordDamaged(name=name) from None
    return Extracted(read.text, notes=(noted("converted"), *read.notes))


def _converted(program: str, data: bytes, folder: Path) -> bytes | None:
    source = folder / ("letter.rtf" if data.startswith(b"{") else "letter.doc")
    source.write_bytes(data)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)]
    done = walls.run(command, folder=folder, seconds=SECONDS, memory_mb=MEMORY_MB, threads=2)
    made = folder / "out" / "letter.docx"
    return made.read_bytes() if done.well and made.is_file() else None
