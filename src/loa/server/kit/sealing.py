"""Small secrets at rest, sealed with keys derived from the installation's secret (`LOA_SECRET`, else `LOA_HOME/secret`).

A copy of the database alone opens nothing; a changed secret opens nothing either, and says so.
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from loa.core.errors import Conflict
from loa.core.words import vi

NONCE_BYTES = 12


class SealBroken(Conflict):
    """What was sealed cannot be opened: the installation's secret changed, or the row is another's."""

    code = "kit.seal_broken"
    sentence = vi(
        "Chuỗi bí mật của bản cài (LOA_SECRET) đã đổi nên không giải mã được dữ liệu đã mã hóa. Hãy nhờ quản trị viên đặt lại đăng nhập hai bước."
    )


def seal(data: bytes, *, purpose: str, owner: str) -> str:
    """Encrypt (AES-256-GCM) for one purpose and one owner; opens only for the same two."""
    nonce = os.urandom(NONCE_BYTES)
    return urlsafe_b64encode(nonce + AESGCM(_key(purpose)).encrypt(nonce, data, owner.encode())).decode()


def unseal(sealed: str, *, purpose: str, owner: str) -> bytes:
    """What was sealed. Raises SealBroken."""
    try:
        raw = urlsafe_b64decode(sealed)
        return AESGCM(_key(purpose)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], owner.encode())
    except (InvalidTag, ValueError):
        raise SealBroken from None


def keyed_hash(text: str, *, purpose: str) -> str:
    """HMAC-SHA-256 in hex: tells whether two texts are the same, and nothing to whoever has only the database."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def _key(purpose: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"loa/{purpose}".encode()).derive(settings.SECRET_KEY.encode())
