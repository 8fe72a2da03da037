"""Sound files by content. A file that is here is whole and is what its name says; nothing else is ever played."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from loa.player.errors import AssetCorrupt


class Cache:
    """A folder of files named by the sha256 of their bytes; a download grows as `.part` and can go on later."""

    def __init__(self, folder: Path, *, shared: bool = False) -> None:
        self.folder = folder
        self.shared = shared
        self._root = str(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self._size_bytes = sum(path.stat().st_size for path in folder.iterdir())
        self._proved: dict[str, tuple[int, int]] = {}  # name -> (size, mtime) as it was when its hash was last checked

    def path_of(self, sha256: str, form: str) -> Path:
        """Where a file stands, or would stand."""
        return self.folder / f"{sha256}.{form}"

    def holds(self, sha256: str, form: str) -> bool:
        """Whether the file is here and is what it is named; its bytes are read again only where it changed."""
        name = f"{sha256}.{form}"
        try:
            stat = os.stat(f"{self._root}/{name}")  # noqa: PTH116 -- asked for every file at every poll; a Path costs five times as much
        except FileNotFoundError:
            return False
        mark = (stat.st_size, stat.st_mtime_ns)
        if self._proved.get(name) == mark:
            return True
        path = self.path_of(sha256, form)
        if _sha256_of(path) != sha256:
            self._drop(path)
            return False
        self._proved[name] = mark
        return True

    def begun_bytes(self, sha256: str, form: str) -> int:
        """How much of a download has arrived."""
        part = self._part(sha256, form)
        return part.stat().st_size if part.exists() else 0

    def grow(self, sha256: str, form: str, piece: bytes) -> None:
        """Add the next piece of a download."""
        with self._part(sha256, form).open("ab") as file:
            file.write(piece)
        self._size_bytes += len(piece)

    def finish(self, sha256: str, form: str) -> None:
        """Take a download that is whole. Raises `AssetCorrupt`, and forgets it, where it is not what was asked for."""
        part = self._part(sha256, form)
        if not part.exists() or _sha256_of(part) != sha256:
            self._drop(part)
            raise AssetCorrupt(sha256=sha256)
        path = part.replace(self.path_of(sha256, form))
        stat = path.stat()
        self._proved[path.name] = (stat.st_size, stat.st_mtime_ns)

    def forget(self, sha256: str, form: str) -> None:
        """Drop an unfinished download."""
        self._drop(self._part(sha256, form))

    def keep_only(self, names: Iterable[str]) -> None:
        """Throw away all files but these ("<sha256>.mp3") and their unfinished parts; never in a shared folder."""
        if self.shared:
            return
        kept = {name for wanted in names for name in (wanted, f"{wanted}.part")}
        for path in self.folder.iterdir():
            if path.name not in kept:
                self._drop(path)

    def size_bytes(self) -> int:
        """What all files here take, as far as this process knows."""
        return self._size_bytes

    def _drop(self, path: Path) -> None:
        if path.exists():
            self._size_bytes -= path.stat().st_size
            path.unlink(missing_ok=True)
        self._proved.pop(path.name, None)

    def _part(self, sha256: str, form: str) -> Path:
        return self.folder / f"{sha256}.{form}.part"


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
