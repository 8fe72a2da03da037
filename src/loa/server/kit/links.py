"""Signed links: an address that only this installation can have written. What it opens, and how often, is said by the row it names."""

import base64
import binascii
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest


def signed(row_id: UUID, *, purpose: str) -> str:
    """The part of an address that names a row, signed for one purpose: 66 letters that survive being copied into a message."""
    name = base64.urlsafe_b64encode(row_id.bytes).rstrip(b"=").decode()
    return signing.Signer(sep=".", salt=f"loa.link.{purpose}").sign(name)


def row_of(token: str, *, purpose: str) -> UUID | None:
    """The row that a signed link names; `None` where it was not signed here, or for something else."""
    try:
        name = signing.Signer(sep=".", salt=f"loa.link.{purpose}").unsign(token)
        return UUID(bytes=base64.urlsafe_b64decode(f"{name}=="))
    except (signing.BadSignature, binascii.Error, ValueError):
        return None


def address_of(request: HttpRequest, path: str) -> str:
    """A full address as it is sent to people: the public one where it is set."""
    return f"{settings.LOA_PUBLIC_URL}{path}" if settings.LOA_PUBLIC_URL else request.build_absolute_uri(path)
