"""A passkey made of software, for tests without a browser: it answers as an authenticator does, and lies where it is told to."""

import hashlib
import json
import os
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url as b64
from webauthn.helpers import encode_cbor

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class SoftKey:
    """One key pair on one device."""

    host: str = "localhost"
    origin: str = "http://localhost:8000"
    count: int = 0
    owner: bytes = b""
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    raw_id: bytes = field(default_factory=lambda: os.urandom(32))

    def make(self, challenge: str, *, verified: bool = True, origin: str | None = None) -> str:
        """What `navigator.credentials.create` would give."""
        data = self._facts(PRESENT | WITH_KEY | (VERIFIED if verified else 0))
        data += bytes(16) + len(self.raw_id).to_bytes(2, "big") + self.raw_id + self._public()
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        said = {"clientDataJSON": b64(self._client("webauthn.create", challenge, origin)), "attestationObject": b64(attestation)}
        return self._credential(said)

    def use(self, challenge: str, *, verified: bool = True, origin: str | None = None, count: int | None = None) -> str:
        """What `navigator.credentials.get` would give."""
        self.count = self.count + 1 if count is None else count
        data = self._facts(PRESENT | (VERIFIED if verified else 0))
        client = self._client("webauthn.get", challenge, origin)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        said = {"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature)}
        return self._credential({**said, **({"userHandle": b64(self.owner)} if self.owner else {})})

    def _facts(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str, origin: str | None) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin or self.origin, "crossOrigin": False}).encode()

    def _public(self) -> bytes:
        numbers = self.private.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})

    def _credential(self, response: dict[str, str]) -> str:
        return json.dumps({"id": b64(self.raw_id), "rawId": b64(self.raw_id), "type": "public-key", "response": response})
