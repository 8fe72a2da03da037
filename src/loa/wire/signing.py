"""Signatures over manifests: Ed25519, detached, over the exact bytes served; carried in headers."""

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from loa.wire.errors import (
    ManifestExpired,
    ManifestForAnother,
    ManifestMalformed,
    ManifestOlder,
    ManifestTampered,
    ManifestUnsigned,
    ManifestWrongKey,
)
from loa.wire.manifest import Manifest

SIGNATURE_HEADER = "Loa-Signature"
KEY_HEADER = "Loa-Key"
TIME_HEADER = "Loa-Server-Time"


def fingerprint_of(public_bytes: bytes) -> str:
    """What is shown and printed of a raw Ed25519 public key: 40 hex digits of its sha256, in groups of four."""
    digest = hashlib.sha256(public_bytes).hexdigest()[:40]
    return " ".join(digest[i : i + 4] for i in range(0, 40, 4))


def etag_of(body: bytes) -> str:
    """The entity tag of a manifest: the sha256 of its bytes, quoted."""
    return f'"{hashlib.sha256(body).hexdigest()}"'


def signature_headers(body: bytes, *, sign: Callable[[bytes], bytes], public_bytes: bytes) -> dict[str, str]:
    """The headers that go with these bytes; `sign` holds the private key and stays where it is."""
    return {SIGNATURE_HEADER: b64encode(sign(body)).decode(), KEY_HEADER: fingerprint_of(public_bytes)}


def verify(body: bytes, headers: Mapping[str, str], *, public_bytes: bytes) -> None:
    """Check that the pinned key signed these bytes. Raises `ManifestUnsigned`, `ManifestWrongKey`, `ManifestTampered`."""
    given = {name.lower(): value for name, value in headers.items()}
    signature, key = given.get(SIGNATURE_HEADER.lower()), given.get(KEY_HEADER.lower())
    if not signature or not key:
        raise ManifestUnsigned
    if key != fingerprint_of(public_bytes):
        raise ManifestWrongKey(given=key, pinned=fingerprint_of(public_bytes))
    try:
        Ed25519PublicKey.from_public_bytes(public_bytes).verify(b64decode(signature, validate=True), body)
    except (InvalidSignature, NotBase64, ValueError):
        raise ManifestTampered from None


def accept(body: bytes, headers: Mapping[str, str], *, public_bytes: bytes, player_id: UUID, held_version: int, now: datetime) -> Manifest:
    """Verify, read and judge a manifest; `held_version` is the highest this player has ever taken (0: none).

    Raises the refusals of `loa.wire.errors`, in the order: signature, form, address, age, expiry.
    """
    verify(body, headers, public_bytes=public_bytes)
    manifest = read(body)
    if manifest.player_id != player_id:
        raise ManifestForAnother(meant_for=manifest.player_id, player_id=player_id)
    if manifest.version < held_version:
        raise ManifestOlder(version=manifest.version, held=held_version)
    if manifest.valid_to <= now:
        raise ManifestExpired(valid_to=f"{manifest.valid_to:%H:%M %d/%m/%Y} UTC")
    return manifest


def read(body: bytes) -> Manifest:
    """Read manifest bytes. Raises `ManifestMalformed`."""
    try:
        return Manifest.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        raise ManifestMalformed(detail=f"{'.'.join(map(str, first['loc']))}: {first['type']}") from None
