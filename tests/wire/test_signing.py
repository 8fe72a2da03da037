from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa.core.errors import LoaError
from loa.wire import errors
from loa.wire.manifest import Manifest
from loa.wire.signing import accept, etag_of, signature_headers

NOW = datetime(2021, 8, 2, 1, tzinfo=UTC)
ME, OTHER = UUID(int=1), UUID(int=2)
KEY, FOREIGN = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
PINNED = KEY.public_key().public_bytes_raw()


def manifest_bytes(*, player_id: UUID = ME, version: int = 5, lasts: timedelta = timedelta(days=7)) -> bytes:
    manifest = Manifest(
        player_id=player_id,
        station_id=UUID(int=3),
        version=version,
        issued_at=NOW,
        valid_from=NOW - timedelta(days=1),
        valid_to=NOW + lasts,
    )
    return manifest.model_dump_json().encode()


def signed(body: bytes, key: Ed25519PrivateKey = KEY) -> dict[str, str]:
    return signature_headers(body, sign=key.sign, public_bytes=key.public_key().public_bytes_raw())


def take(body: bytes, headers: dict[str, str], held_version: int = 5) -> Manifest:
    return accept(body, headers, public_bytes=PINNED, player_id=ME, held_version=held_version, now=NOW)


def test_a_manifest_that_is_signed_current_and_ours_is_taken():
    assert take(manifest_bytes(), signed(manifest_bytes())).version == 5


def test_header_names_may_come_in_any_case():
    headers = {name.upper(): value for name, value in signed(manifest_bytes()).items()}
    assert take(manifest_bytes(), headers).version == 5


BAD: dict[type[LoaError], Callable[[], tuple[bytes, dict[str, str]]]] = {
    errors.ManifestUnsigned: lambda: (manifest_bytes(), {}),
    errors.ManifestWrongKey: lambda: (manifest_bytes(), signed(manifest_bytes(), FOREIGN)),
    errors.ManifestTampered: lambda: (manifest_bytes(version=6), signed(manifest_bytes())),
    errors.ManifestMalformed: lambda: (b"{}", signed(b"{}")),
    errors.ManifestForAnother: lambda: (manifest_bytes(player_id=OTHER), signed(manifest_bytes(player_id=OTHER))),
    errors.ManifestOlder: lambda: (manifest_bytes(version=4), signed(manifest_bytes(version=4))),
    errors.ManifestExpired: lambda: (manifest_bytes(lasts=timedelta(0)), signed(manifest_bytes(lasts=timedelta(0)))),
}


@pytest.mark.parametrize("refusal", BAD, ids=lambda refusal: refusal.code)
def test_a_bad_manifest_is_refused_with_its_own_sentence(refusal):
    body, headers = BAD[refusal]()
    with pytest.raises(refusal) as caught:
        take(body, headers)
    sentence = caught.value.say()
    assert "{" not in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("junk", [b"", b"\xff\xfe", b"[]", b"null", b'{"player_id": 5}', b"{" * 5000])
def test_signed_junk_is_a_refusal_and_never_a_crash(junk):
    with pytest.raises(errors.ManifestMalformed):
        take(junk, signed(junk))


@pytest.mark.parametrize("signature", ["", "not base64!", "AAAA", "A" * 88])
def test_a_signature_that_is_none_is_a_refusal_and_never_a_crash(signature):
    headers = {**signed(manifest_bytes()), "Loa-Signature": signature}
    with pytest.raises((errors.ManifestTampered, errors.ManifestUnsigned)):
        take(manifest_bytes(), headers)


def test_the_entity_tag_is_the_hash_of_the_bytes():
    assert etag_of(b"") == '"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"'
