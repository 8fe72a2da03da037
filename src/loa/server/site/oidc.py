"""The province's own sign-on (OpenID Connect): authorization code with PKCE, state and nonce. Nothing calls out unless it is configured.

Asked of the provider: discovery, its public keys, one token for one code. Its keys are kept for an hour; a key nobody knows is asked for
once more, at most each minute.
"""

import base64
import hashlib
import json
import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3
from django.conf import settings
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from loa.server.site.errors import ProviderAnswerUnusable, ProviderUnreachable

log = logging.getLogger(__name__)

# Signed with a key of the provider's own; never "none", never with the secret both sides hold.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
SECONDS_TO_ANSWER = 6.0
MOST_ANSWER_BYTES = 1_000_000
KEPT_SECONDS = 3600.0
ASK_AGAIN_SECONDS = 60.0
REST_SECONDS = 15.0
LEEWAY_SECONDS = 90
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Provider:
    """Who signs people in for us, and as whom it knows us."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    two_steps: frozenset[str]  # values of `amr` or `acr` that stand for two steps


@dataclass(frozen=True, slots=True)
class Asked:
    """What one question carried, kept in the session until the answer: each is good for one answer."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Told:
    """Who it is, by the provider's word, and whether the provider asked for two steps."""

    subject: str
    two_steps: bool


def provider() -> Provider | None:
    """The provider of the settings; None where there is none."""
    if not (settings.LOA_OIDC_ISSUER and settings.LOA_OIDC_CLIENT_ID):
        return None
    return Provider(
        name=settings.LOA_OIDC_NAME or str(urlsplit(settings.LOA_OIDC_ISSUER).hostname),
        issuer=settings.LOA_OIDC_ISSUER,
        client_id=settings.LOA_OIDC_CLIENT_ID,
        client_secret=settings.LOA_OIDC_CLIENT_SECRET,
        two_steps=frozenset(settings.LOA_OIDC_TWO_STEPS.split()),
    )


def ask(to: Provider, *, back_to: str, anew: bool = False) -> tuple[str, Asked]:
    """The provider's address for the browser, and what its answer must fit. Raises ProviderUnreachable.

    `anew`: sign in there again even where the browser is signed in; on a shared machine that may be somebody else.
    """
    asked = Asked(*(secrets.token_urlsafe(48) for _ in range(3)))
    digest = hashlib.sha256(asked.verifier.encode()).digest()
    told = {
        "response_type": "code",
        "scope": "openid",
        "client_id": to.client_id,
        "redirect_uri": back_to,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        **({"prompt": "login"} if anew else {}),
    }
    door = _address(_described(to, time.monotonic()), "authorization_endpoint", to)
    return f"{door}{'&' if urlsplit(door).query else '?'}{urlencode(told)}", asked


def hear(of: Provider, *, answer: Mapping[str, str], asked: Asked, back_to: str, at: datetime) -> Told:
    """Who came back. `at` is the wall's moment. Raises ProviderUnreachable and ProviderAnswerUnusable."""
    if not secrets.compare_digest(answer.get("state", "").encode(), asked.state.encode()):
        raise _unusable("state")
    if answer.get("iss", of.issuer) != of.issuer:
        raise _unusable("iss of the answer")
    code = answer.get("code", "")
    if not code or "error" in answer:
        raise _unusable(f"no code, error {answer.get('error', '')[:60]!r}")
    claims = _claims(of, _token_for(of, code=code, verifier=asked.verifier, back_to=back_to))
    _check(of, claims, asked, at)
    methods = claims.get("amr", [])
    said = {str(v) for v in [*(methods if isinstance(methods, list) else [methods]), claims.get("acr", "")] if v}
    return Told(subject=str(claims["sub"]), two_steps=bool(said & of.two_steps))


def forget() -> None:
    """Drop what is remembered of providers."""
    _answers.clear()
    _silent_since.clear()


def _check(of: Provider, claims: Mapping[str, Any], asked: Asked, at: datetime) -> None:
    """OpenID Connect Core 1.0, 3.1.3.7."""
    now, audience, subject = at.timestamp(), claims.get("aud"), claims.get("sub")
    meant_for = audience if isinstance(audience, list) else [audience]
    until, since = claims.get("exp"), claims.get("iat")
    faults = {
        "iss": claims.get("iss") != of.issuer,
        "aud": of.client_id not in meant_for,
        "azp": (len(meant_for) > 1 or "azp" in claims) and claims.get("azp") != of.client_id,
        "exp": not isinstance(until, int | float) or until < now - LEEWAY_SECONDS,
        "iat": not isinstance(since, int | float) or since > now + LEEWAY_SECONDS,
        "nbf": isinstance(claims.get("nbf"), int | float) and claims["nbf"] > now + LEEWAY_SECONDS,
        "nonce": not secrets.compare_digest(str(claims.get("nonce", "")).encode(), asked.nonce.encode()),
        "sub": not isinstance(subject, str) or not 0 < len(subject) <= 255,
    }
    if wrong := [name for name, fault in faults.items() if fault]:
        raise _unusable(", ".join(wrong))


def _token_for(of: Provider, *, code: str, verifier: str, back_to: str) -> str:
    described = _described(of, time.monotonic())
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": back_to, "code_verifier": verifier}
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    ways = described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if of.client_secret and "client_secret_basic" in ways:
        pair = ":".join(urlencode({"": part})[1:] for part in (of.client_id, of.client_secret))
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        fields |= {"client_id": of.client_id, **({"client_secret": of.client_secret} if of.client_secret else {})}
    told = _fetch(of, _address(described, "token_endpoint", of), body=urlencode(fields), headers=headers)
    token = told.get("id_token")
    if not isinstance(token, str):
        raise _unusable("no id_token")
    return token


def _claims(of: Provider, token: str) -> dict[str, Any]:
    described = _described(of, time.monotonic())
    where = _address(described, "jwks_uri", of)
    try:
        try:
            return dict(jwt.decode(token, _keys(of, where, KEPT_SECONDS), algorithms=ALGORITHMS).claims)
        except InvalidKeyIdError:  # the provider has changed its key
            return dict(jwt.decode(token, _keys(of, where, ASK_AGAIN_SECONDS), algorithms=ALGORITHMS).claims)
    except (JoseError, ValueError, TypeError, LookupError) as fault:
        raise _unusable(type(fault).__name__) from fault


def _keys(of: Provider, where: str, kept_seconds: float) -> KeySet:
    return KeySet.import_key_set(_remembered(of, where, kept_seconds, time.monotonic()))  # type: ignore[arg-type]


def _described(of: Provider, now: float) -> dict[str, Any]:
    told = _remembered(of, f"{of.issuer.rstrip('/')}/.well-known/openid-configuration", KEPT_SECONDS, now)
    if told.get("issuer") != of.issuer:
        raise _unusable("issuer of the description")
    return told


_answers: dict[str, tuple[float, dict[str, Any]]] = {}
_silent_since: dict[str, float] = {}


def _remembered(of: Provider, address: str, kept_seconds: float, now: float) -> dict[str, Any]:
    asked_at, told = _answers.get(address, (0.0, None))
    if told is not None and now - asked_at <= kept_seconds:
        return told
    if now - _silent_since.get(address, -REST_SECONDS) < REST_SECONDS:  # whoever clicks on must not keep every worker waiting
        raise ProviderUnreachable(provider=of.name)
    try:
        told = _fetch(of, address)
    except ProviderUnreachable:
        _silent_since[address] = now
        raise
    _answers[address] = (now, told)
    return told


def _address(described: Mapping[str, Any], name: str, of: Provider) -> str:
    """An address the provider names: https, or this very machine."""
    address = described.get(name)
    if not isinstance(address, str) or not _is_safe(address):
        log.error("sign-on %s: %s is missing or not https", of.issuer, name)
        raise ProviderUnreachable(provider=of.name)
    return address


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _fetch(of: Provider, address: str, *, body: str | None = None, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A JSON object. No redirects, no second try, no more than a megabyte."""
    if not _is_safe(address):
        log.error("sign-on %s: not https", of.issuer)
        raise ProviderUnreachable(provider=of.name)
    try:
        answer = _pool().request(
            "GET" if body is None else "POST", address, body=body, headers=headers, preload_content=False, redirect=False, retries=False
        )
        data = answer.read(MOST_ANSWER_BYTES + 1, decode_content=True)
        answer.release_conn()
    except (urllib3.exceptions.HTTPError, OSError) as fault:
        log.warning("sign-on %s does not answer: %s", of.issuer, type(fault).__name__)
        raise ProviderUnreachable(provider=of.name) from fault
    try:
        told = json.loads(data) if len(data) <= MOST_ANSWER_BYTES else None
    except ValueError:
        told = None
    if answer.status >= 500 or (answer.status != 200 and body is None):
        log.warning("sign-on %s answers %s", of.issuer, answer.status)
        raise ProviderUnreachable(provider=of.name)
    if answer.status != 200 or not isinstance(told, dict):
        raise _unusable(f"status {answer.status}, {str(told.get('error', '') if isinstance(told, dict) else '')[:60]}")
    return told


def _unusable(reason: str) -> ProviderAnswerUnusable:
    """Why, for the log alone: it helps whoever sets the sign-on up, and tells a stranger nothing."""
    log.warning("answer of the sign-on refused: %s", reason)
    return ProviderAnswerUnusable()


@lru_cache(maxsize=1)
def _pool() -> urllib3.PoolManager:
    return urllib3.PoolManager(timeout=urllib3.Timeout(total=SECONDS_TO_ANSWER), maxsize=2)
