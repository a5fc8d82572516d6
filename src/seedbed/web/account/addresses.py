"""Which addresses of a school's own sign-in may be used: by HTTPS, or this machine."""

from __future__ import annotations

import urllib.parse

from .errors import SignOnError

_HERE = ("localhost", "127.0.0.1", "::1")


def safe(address: str) -> str:
    """Return an address that may be asked: HTTPS, or this machine.

    Raises
    ------
    SignOnError
        If it is any other.
    """
    parts = urllib.parse.urlsplit(address)
    is_secure = parts.scheme == "https" and bool(parts.hostname)
    if is_secure or (parts.scheme == "http" and parts.hostname in _HERE):
        return address
    raise SignOnError(f"{address!r} is not an https address")
