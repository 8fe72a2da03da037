"""Passkeys (WebAuthn): what the browser is asked, and whether what it answers holds. User verification is always required."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

CHALLENGE_BYTES = 32
MOST_CREDENTIAL = 20_000
_NOT_A_CREDENTIAL = (WebAuthnException, ValueError, TypeError, LookupError, AttributeError, RecursionError)


class Unverified(Exception):
    """The browser's answer does not hold."""


@dataclass(frozen=True, slots=True)
class House:
    """Where keys are made and used: the host name they belong to, and the address the browser stands at."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser answered (JSON), to which challenge, at which house."""

    credential: str
    challenge: str
    house: House


@dataclass(frozen=True, slots=True)
class NewKey:
    """The public half of a key just made."""

    credential_id: str
    public_key: bytes
    sign_count: int


def new_challenge() -> str:
    """Random bytes that one answer must carry, in base64url."""
    return bytes_to_base64url(os.urandom(CHALLENGE_BYTES))


def creation_options(house: House, *, challenge: str, owner: bytes, username: str, full_name: str, known: Iterable[str]) -> str:
    """JSON for `navigator.credentials.create`: a key that finds its account by itself, none of those the account has."""
    options = generate_registration_options(
        rp_id=house.host,
        rp_name="Loa",
        user_id=owner,
        user_name=username,
        user_display_name=full_name,
        challenge=base64url_to_bytes(challenge),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(credential_id)) for credential_id in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return str(options_to_json(options))


def request_options(house: House, *, challenge: str, allowed: Iterable[str] = ()) -> str:
    """JSON for `navigator.credentials.get`: one of these keys, or, with none named, any that the device holds for this house."""
    options = generate_authentication_options(
        rp_id=house.host,
        challenge=base64url_to_bytes(challenge),
        allow_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(credential_id)) for credential_id in allowed],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return str(options_to_json(options))


def made_key(answer: Answer) -> NewKey:
    """The key that the browser made. Raises Unverified."""
    try:
        done = verify_registration_response(
            credential=_parsed(answer.credential),
            expected_challenge=base64url_to_bytes(answer.challenge),
            expected_rp_id=answer.house.host,
            expected_origin=answer.house.origin,
            require_user_verification=True,
        )
    except _NOT_A_CREDENTIAL as fault:
        raise Unverified from fault
    return NewKey(bytes_to_base64url(done.credential_id), bytes(done.credential_public_key), done.sign_count)


def credential_id_of(credential: str) -> str:
    """Which key the browser says it used; empty where it says nothing usable."""
    try:
        return bytes_to_base64url(base64url_to_bytes(str(_parsed(credential)["rawId"])))
    except _NOT_A_CREDENTIAL:
        return ""


def owner_of(credential: str) -> bytes | None:
    """Whose key the authenticator says it is; None where it does not say."""
    try:
        handle = _parsed(credential)["response"].get("userHandle")
        return base64url_to_bytes(handle) if handle else None
    except _NOT_A_CREDENTIAL:
        return b""


def used_key(answer: Answer, *, public_key: bytes, sign_count: int) -> int:
    """The key's count of uses after this one. Raises Unverified, also for a count that did not grow: the key may have been copied."""
    try:
        done = verify_authentication_response(
            credential=_parsed(answer.credential),
            expected_challenge=base64url_to_bytes(answer.challenge),
            expected_rp_id=answer.house.host,
            expected_origin=answer.house.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except _NOT_A_CREDENTIAL as fault:
        raise Unverified from fault
    return int(done.new_sign_count)


def _parsed(credential: str) -> dict[str, Any]:
    if len(credential) > MOST_CREDENTIAL:
        msg = "too long"
        raise ValueError(msg)
    told = json.loads(credential)
    if not isinstance(told, dict):
        msg = "not an object"
        raise TypeError(msg)
    return told
