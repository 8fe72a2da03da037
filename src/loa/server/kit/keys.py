"""The installation's own signing key (Ed25519). Made once, mode 0600, never in the database, never seeded."""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from loa.wire.signing import fingerprint_of


@dataclass(frozen=True, slots=True)
class InstallationKey:
    """The key with which manifests and snapshots are signed."""

    private: Ed25519PrivateKey

    def sign(self, data: bytes) -> bytes:
        """Detached signature, 64 bytes."""
        return self.private.sign(data)

    @property
    def public_bytes(self) -> bytes:
        """The raw public key, 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    @property
    def fingerprint(self) -> str:
        """What is printed in a report: the first 40 hex digits of the public key's sha256, in groups of four."""
        return fingerprint_of(self.public_bytes)


def installation_key() -> InstallationKey:
    """The key of this LOA_HOME; made on first use."""
    return _load(Path(settings.LOA_HOME) / "keys" / "installation.pem")


def known_fingerprint(home: Path) -> str | None:
    """The fingerprint of the key in that home, `None` where there is none. Makes nothing."""
    path = home / "keys" / "installation.pem"
    return _load(path).fingerprint if path.exists() else None


@lru_cache(maxsize=4)
def _load(path: Path) -> InstallationKey:
    if not path.exists():
        _make(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        msg = f"{path.name} is not an Ed25519 key"
        raise TypeError(msg)
    return InstallationKey(private=key)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of this home was first
        return
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
