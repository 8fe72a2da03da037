"""Office files are ZIP archives that carry the time of writing; without it the same content gives the same bytes."""

import io
import zipfile
from typing import Final

# The earliest moment a ZIP can hold.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def same_bytes(archive: bytes) -> bytes:
    """The archive with the time of each member set to one fixed moment, members in their own order."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, date_time=_NO_TIME)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            new.writestr(fixed, old.read(member))
    return held.getvalue()
