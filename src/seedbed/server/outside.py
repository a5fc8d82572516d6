"""What a deployment is told of the outside: its address, e-mail, single sign-on."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_BACKEND = "django.core.mail.backends"
_PORTS = {"smtp": 587, "smtps": 465}
_SECONDS = 20
#: What an outside sign-in may be compared with.
_FIELDS = ("email", "username", "roster-id")
#: The names a machine has for itself.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
#: How long a browser that has been here asks for HTTPS by itself: a school year.
_HTTPS_ONLY_SECONDS = 365 * 24 * 60 * 60


def address() -> str:
    """Return ``SEEDBED_ADDRESS``, where people reach the pages; empty if not set.

    Raises
    ------
    ImproperlyConfigured
        If it is no address of a whole host.
    """
    given = os.environ.get("SEEDBED_ADDRESS", "").rstrip("/")
    url = urlsplit(given)
    is_host = url.scheme in ("http", "https") and url.hostname and given.count("/") == 2
    if given and not is_host:
        raise ImproperlyConfigured(
            "SEEDBED_ADDRESS must be where people reach the pages, such as "
            f"https://school.example, found {given!r}."
        )
    return given


def hosts(address: str) -> list[str]:
    """Return the names the server answers to: the address and ``SEEDBED_HOSTS``."""
    named = [*filter(None, os.environ.get("SEEDBED_HOSTS", "").split(","))]
    own = urlsplit(address).hostname
    return list(dict.fromkeys([*([own] if own else []), *(named or LOOPBACK)]))


def https_settings(address: str) -> dict[str, Any]:
    """Return Django's settings for an address by HTTPS; nothing for any other.

    `seedbed.server.front` tells each request that it came by HTTPS.
    """
    if not address.startswith("https://"):
        return {}
    return {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": _HTTPS_ONLY_SECONDS,
        # A front server that passes on its own name for the one people typed must not
        # stop every form.
        "CSRF_TRUSTED_ORIGINS": [address],
    }


def email_settings() -> dict[str, Any]:
    """Return Django's e-mail settings from ``SEEDBED_EMAIL_URL``.

    ``smtp://user:password@host:587`` (with STARTTLS), ``smtps://...`` (TLS from the
    start), ``file:///folder`` (one file per e-mail), or ``console:``, the default.

    Raises
    ------
    ImproperlyConfigured
        If it is no such address.
    """
    given = os.environ.get("SEEDBED_EMAIL_URL", "") or "console:"
    url = urlsplit(given)
    if url.scheme == "console":
        return {"EMAIL_BACKEND": f"{_BACKEND}.console.EmailBackend"}
    if url.scheme == "file" and url.path:
        return {
            "EMAIL_BACKEND": f"{_BACKEND}.filebased.EmailBackend",
            "EMAIL_FILE_PATH": url.path,
        }
    if url.scheme not in _PORTS or not url.hostname:
        # The address may hold a password, so it is not said again.
        raise ImproperlyConfigured(
            "SEEDBED_EMAIL_URL must be smtp://user:password@host:587, smtps://..., "
            f"file:///folder or console:, found the scheme {url.scheme!r}."
        )
    return {
        "EMAIL_BACKEND": f"{_BACKEND}.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or _PORTS[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp",
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_TIMEOUT": _SECONDS,
    }


def sign_on_settings() -> dict[str, str]:
    """Return how the school's own sign-in is reached; nothing where it is not used.

    Raises
    ------
    ImproperlyConfigured
        If only a part of it is set.
    """
    issuer = os.environ.get("SEEDBED_OIDC_ISSUER", "")
    if not issuer:
        return {}
    found = {
        "issuer": issuer,
        "client_id": os.environ.get("SEEDBED_OIDC_CLIENT_ID", ""),
        "client_secret": os.environ.get("SEEDBED_OIDC_CLIENT_SECRET", ""),
        "claim": os.environ.get("SEEDBED_OIDC_CLAIM", "") or "email",
        "field": os.environ.get("SEEDBED_OIDC_FIELD", "") or "email",
        "name": os.environ.get("SEEDBED_OIDC_NAME", "") or urlsplit(issuer).netloc,
        "system": os.environ.get("SEEDBED_OIDC_SYSTEM", ""),
    }
    if not (found["client_id"] and found["client_secret"]):
        raise ImproperlyConfigured(
            "SEEDBED_OIDC_ISSUER is set without SEEDBED_OIDC_CLIENT_ID and "
            "SEEDBED_OIDC_CLIENT_SECRET; set all three, or none."
        )
    _check_field("SEEDBED_OIDC_FIELD", found["field"])
    return found


def saml_settings() -> dict[str, str]:
    """Return how the school's sign-in by SAML is reached; nothing where it is not used.

    Raises
    ------
    ImproperlyConfigured
        If the provider's metadata file does not say what is needed.
    """
    path = os.environ.get("SEEDBED_SAML_METADATA", "")
    if not path:
        return {}
    # Its libraries take a tenth of a second to load, which only its users should wait.
    from seedbed.web.account import saml  # noqa: PLC0415

    try:
        provider = saml.provider_of(path)
    except ValueError as error:
        raise ImproperlyConfigured(f"SEEDBED_SAML_METADATA: {error}") from error
    # Some providers are named by no address; their page always has one.
    host = urlsplit(provider.entity_id).netloc or urlsplit(provider.address).netloc
    found = {
        "metadata": path,
        "attribute": os.environ.get("SEEDBED_SAML_ATTRIBUTE", ""),
        "field": os.environ.get("SEEDBED_SAML_FIELD", "") or "email",
        "name": os.environ.get("SEEDBED_SAML_NAME", "") or host,
        "system": os.environ.get("SEEDBED_SAML_SYSTEM", ""),
    }
    _check_field("SEEDBED_SAML_FIELD", found["field"])
    return found


def _check_field(name: str, found: str) -> None:
    if found not in _FIELDS:
        raise ImproperlyConfigured(
            f"{name} must be one of {', '.join(_FIELDS)}, found {found!r}."
        )
