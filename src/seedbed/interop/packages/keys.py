"""The key a deployment signs with: made once, readable by its owner alone."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

_FILE = "exchange-signing.key"


def load_key(folder: Path) -> Ed25519PrivateKey:
    """Return the signing key kept in a folder, made now if there is none."""
    file = folder / _FILE
    if file.exists():
        return Ed25519PrivateKey.from_private_bytes(file.read_bytes())
    folder.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(key.private_bytes_raw())
    return key


def public_text(key: Ed25519PrivateKey) -> str:
    """Return the public half as text that can be read over a telephone: base64."""
    return b64encode(key.public_key().public_bytes_raw()).decode()


def is_public_key(text: str) -> bool:
    """Tell whether a text is the public half of a key.

    >>> is_public_key("Riverside")
    False
    """
    try:
        Ed25519PublicKey.from_public_bytes(b64decode(text, validate=True))
    except ValueError:
        return False
    return True
