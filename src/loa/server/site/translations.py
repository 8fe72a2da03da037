"""The English catalogue: compiled from the text file beside this one, because only the text file is kept in the repository."""

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"


def compile_catalogue() -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; returns what was written. Vietnamese needs none: it is the source."""
    written = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        out = BytesIO()
        write_mo(out, read_po(BytesIO(source.read_bytes()), locale=source.parent.parent.name))
        fresh = target.with_suffix(".mo.new")
        fresh.write_bytes(out.getvalue())
        fresh.replace(target)  # whole or not at all, whoever else starts at the same time
        written.append(target)
    return written
