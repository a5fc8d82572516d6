"""OpenID Connect as a relying party: discovery, the code, and the checked identity.

The authorization code flow with PKCE, a state and a nonce (OpenID Connect Core 1.0,
section 3.1; RFC 7636). Signatures and times are PyJWT's to check.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from functools import lru_cache
from hmac import compare_digest
from typing import Any

import jwt

from .addresses import safe
from .errors import SignOnError

_SECONDS = 10
_LEEWAY_SECONDS = 60
_SIGNATURES = ("RS256", "PS256", "ES256", "RS384", "ES384", "RS512", "ES512", "EdDSA")


@dataclass(frozen=True, kw_only=True)
class Client:
    """What a provider calls a deployment, and its secret."""

    issuer: str
    client_id: str
    client_secret: str


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What one sign-in remembers until the browser comes back."""

    state: str
    nonce: str
    verifier: str


def new_ask() -> Ask:
    """Return fresh secrets for one sign-in."""
    return Ask(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(64),
    )


def address_of(client: Client, ask: Ask, *, back: str) -> str:
    """Return the provider's page that the browser goes to."""
    digest = hashlib.sha256(ask.verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": back,
        "scope": "openid email profile",
        "state": ask.state,
        "nonce": ask.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    where = discovered(client.issuer)["authorization_endpoint"]
    joint = "&" if "?" in where else "?"
    return f"{where}{joint}{urllib.parse.urlencode(query)}"


def identity(client: Client, ask: Ask, *, code: str, back: str) -> dict[str, Any]:
    """Return the claims of who signed in, checked.

    Raises
    ------
    SignOnError
        If the provider cannot be reached, or what it says does not hold.
    """
    found = discovered(client.issuer)
    answer = _exchange(found, client, ask, code=code, back=back)
    try:
        token = str(answer["id_token"])
        key = _keys(found["jwks_uri"]).get_signing_key_from_jwt(token).key
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=list(_SIGNATURES),
            audience=client.client_id,
            issuer=found["issuer"],
            leeway=_LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )
    except (jwt.PyJWTError, KeyError, TypeError) as error:
        raise SignOnError(str(error)) from error
    if not compare_digest(str(claims["nonce"]), ask.nonce):
        raise SignOnError("its answer belongs to another sign-in")
    if claims.get("azp", client.client_id) != client.client_id:
        raise SignOnError("its answer is for another program")
    return claims


@lru_cache(maxsize=4)
def discovered(issuer: str) -> dict[str, Any]:
    """Return where a provider's pages are; asked once per process.

    Raises
    ------
    SignOnError
        If it cannot be reached, or names another issuer.
    """
    found = _fetch(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        raise SignOnError(f"its description names the issuer {found.get('issuer')!r}")
    return found


@lru_cache(maxsize=4)
def _keys(address: str) -> jwt.PyJWKClient:
    return jwt.PyJWKClient(safe(address), timeout=_SECONDS)


def _exchange(
    found: dict[str, Any], client: Client, ask: Ask, *, code: str, back: str
) -> dict[str, Any]:
    """Return the provider's answer to the code."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": client.client_id,
        "code_verifier": ask.verifier,
    }
    headers = {}
    ways = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if "client_secret_basic" in ways:
        pair = ":".join(
            urllib.parse.quote(part, safe="")
            for part in (client.client_id, client.client_secret)
        )
        basic = base64.b64encode(pair.encode()).decode()
        headers["Authorization"] = f"Basic {basic}"
    else:
        form["client_secret"] = client.client_secret
    return _fetch(found["token_endpoint"], form=form, headers=headers)


def _fetch(
    address: str,
    *,
    form: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> dict[str, Any]:
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    asked = urllib.request.Request(  # noqa: S310 - its scheme is checked
        safe(address),
        data=data,
        headers={"Accept": "application/json", **(headers or {})},
    )
    try:
        with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310
            found = json.load(answer)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise SignOnError(str(error)) from error
    if not isinstance(found, dict):
        raise SignOnError("its answer is not an object")
    return found
