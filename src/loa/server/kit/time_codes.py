"""Codes that follow the time (TOTP, RFC 6238): what an authenticator app on a phone shows. SHA-1, six digits, thirty seconds: what every app can do."""

import os
import re
from base64 import b32encode
from datetime import datetime
from hmac import compare_digest

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECRET_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
# One step early or late: phones' clocks differ, and typing takes a while.
TOLERANCE = (0, -1, 1)
_CODE = re.compile(r"\d{6}")


def new_secret() -> bytes:
    """A fresh secret of 160 bits."""
    return os.urandom(SECRET_BYTES)


def as_text(secret: bytes) -> str:
    """The secret as people type it into an app: base32 in groups of four."""
    text = b32encode(secret).decode()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def address_of(secret: bytes, *, account: str, issuer: str) -> str:
    """The otpauth:// address that the QR code carries."""
    return _totp(secret).get_provisioning_uri(account, issuer)


def code_at(secret: bytes, at: datetime) -> str:
    """The code that an app shows at that moment."""
    return _totp(secret).generate(at.timestamp()).decode()


def step_of(secret: bytes, code: str, *, at: datetime) -> int | None:
    """The time step whose code this is, at most one step from `at`; None for any other code."""
    typed = re.sub(r"\s", "", code)
    if not _CODE.fullmatch(typed) or not typed.isascii():
        return None
    now = int(at.timestamp()) // STEP_SECONDS
    steps = [now + away for away in TOLERANCE]
    found = [step for step in steps if _same(_totp(secret).generate(step * STEP_SECONDS), typed)]
    return found[0] if found else None


def _same(code: bytes, typed: str) -> bool:
    return compare_digest(code, typed.encode())


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 -- HMAC-SHA-1, as the apps do; collisions do not matter to it
