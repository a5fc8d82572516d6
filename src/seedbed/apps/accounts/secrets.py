"""The long random part of an address that opens something by itself.

The school system's key stands before it, because no row can be read before the system
is known. What is stored is the digest of the whole.
"""

from __future__ import annotations

import hashlib
import secrets

from .errors import UnknownSecretError
from .tenancy import current_system_id

#: 192 bits: nobody finds one by trying.
_BYTES = 24
_LONGEST_KEY = 18


def new_secret() -> str:
    """Return a new token of the current system, to be shown once."""
    return f"{current_system_id()}-{secrets.token_urlsafe(_BYTES)}"


def digest_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def system_of(token: str) -> int:
    """Return the system that a token names. No query.

    Raises
    ------
    UnknownSecretError
        If it names none.
    """
    words, _dash, rest = token.partition("-")
    if not (words.isascii() and words.isdigit() and rest) or len(words) > _LONGEST_KEY:
        raise UnknownSecretError
    return int(words)
