"""Seals who told a story: each envelope has a key of its own, in a file.

The database holds only sealed bytes, the folder only keys; without both, nothing can be
read. Destroying the key also closes every backup of the database.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .errors import IdentityForgottenError

_NONCE_BYTES = 12
_SUFFIX = ".key"
#: What is sealed is filled up to a multiple of this, so that its length tells no name.
_BLOCK_BYTES = 1024


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """Sealed bytes, and the number used once that they were sealed with."""

    nonce: bytes
    content: bytes


def seal(content: bytes, *, telling: UUID, keys: Path) -> Envelope:
    """Seal bytes with a new key, kept in ``keys``: AES-256-GCM, for one telling.

    Spaces behind ``content`` are not kept; all short contents are of one length.
    """
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = AESGCM.generate_key(bit_length=256)
    descriptor = os.open(
        keys / f"{telling}{_SUFFIX}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600
    )
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    nonce = os.urandom(_NONCE_BYTES)
    filled = content.ljust(-(-len(content) // _BLOCK_BYTES) * _BLOCK_BYTES)
    sealed = AESGCM(key).encrypt(nonce, filled, telling.bytes)
    return Envelope(nonce=nonce, content=sealed)


def unseal(envelope: Envelope, *, telling: UUID, keys: Path) -> bytes:
    """Return the bytes of an envelope.

    Raises
    ------
    IdentityForgottenError
        If its key was destroyed or does not fit.
    """
    try:
        key = (keys / f"{telling}{_SUFFIX}").read_bytes()
        found = AESGCM(key).decrypt(envelope.nonce, envelope.content, telling.bytes)
    except (OSError, ValueError, InvalidTag) as error:
        raise IdentityForgottenError from error
    return found.rstrip()


def destroy(telling: UUID, *, keys: Path) -> None:
    """Destroy the key of an envelope; twice is as good as once."""
    (keys / f"{telling}{_SUFFIX}").unlink(missing_ok=True)


def destroy_others(kept: Collection[UUID], *, keys: Path) -> int:
    """Destroy keys of which no envelope is left, and return how many."""
    if not keys.is_dir():
        return 0
    names = {f"{one}{_SUFFIX}" for one in kept}
    others = [file for file in keys.glob(f"*{_SUFFIX}") if file.name not in names]
    for file in others:
        file.unlink(missing_ok=True)
    return len(others)
