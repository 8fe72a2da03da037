"""Files by content: the name of a file is the sha256 of its bytes. Kept once, never changed, never trusted."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from loa.core.errors import NotFound
from loa.core.words import vi


class FileGone(NotFound):
    """The store holds no file of this hash."""

    code = "files.gone"
    sentence = vi("Không tìm thấy tệp trong kho. Hãy báo quản trị viên kiểm tra bản sao lưu.")


def keep(data: bytes, *, ending: str = "") -> str:
    """Keep these bytes; returns their sha256. `ending` (".mp3") lets a web server name the type."""
    sha256 = hashlib.sha256(data).hexdigest()
    place = path_of(sha256, ending=ending)
    if not place.exists() or place.stat().st_size != len(data):  # a power cut may have left half a file
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(place)  # whole or not at all, whoever else writes the same
    return sha256


def path_of(sha256: str, *, ending: str = "") -> Path:
    """Where a file of this hash stands, whether or not it is there."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise FileGone(sha256=sha256)
    return Path(settings.LOA_HOME) / "files" / sha256[:2] / f"{sha256}{ending}"


def read(sha256: str, *, ending: str = "") -> bytes:
    """The bytes. Raises `FileGone`."""
    try:
        return path_of(sha256, ending=ending).read_bytes()
    except FileNotFoundError:
        raise FileGone(sha256=sha256) from None
