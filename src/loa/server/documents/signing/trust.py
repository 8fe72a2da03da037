"""The folder of trust: root and intermediate certificates and revocation lists that an administrator puts there. Nothing is shipped."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ENDINGS: Final = frozenset({".pem", ".crt", ".cer", ".der", ".crl", ".p7b"})
MOST_FILES: Final = 300
MOST_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TrustFolder:
    """Its files, unread: they are parsed where the signatures are, behind walls."""

    files: tuple[tuple[str, bytes], ...] = ()
    left_out: tuple[str, ...] = ()


def read_trust(folder: Path) -> TrustFolder:
    """What stands in the folder, by name; empty where there is no folder. What is too much is named in `left_out`, never dropped in silence."""
    if not folder.is_dir():
        return TrustFolder()
    held: list[tuple[str, bytes]] = []
    left_out: list[str] = []
    size = 0
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in ENDINGS or not path.is_file():
            continue
        size += path.stat().st_size
        if len(held) >= MOST_FILES or size > MOST_BYTES:
            left_out.append(path.name)
            continue
        held.append((path.name, path.read_bytes()))
    return TrustFolder(tuple(held), tuple(left_out))
