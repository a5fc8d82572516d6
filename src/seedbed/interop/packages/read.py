"""Reads a signed package, or says what is wrong with it."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .errors import NewerPackageError, NotAPackageError, WrongSignatureError
from .records import FORMAT, VERSION, Package, signed_bytes

MAX_BYTES = 20 * 1024 * 1024


def read_package(path: Path) -> Package:
    """Return a package whose signature fits the key that it names.

    Whether that key is its sender's is for the caller to know.

    Raises
    ------
    NotAPackageError
        Not there, too large, or something else.
    NewerPackageError
        From a newer version.
    WrongSignatureError
        Changed after it was signed.
    """
    envelope = _envelope(path)
    version = envelope.get("version")
    if not isinstance(version, int):
        raise NotAPackageError(path.name, "it has no version")
    if version > VERSION:
        raise NewerPackageError(path.name, version, VERSION)
    sender = str(envelope.get("sender", ""))
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(envelope["public_key"]))
        key.verify(b64decode(envelope["signature"]), signed_bytes(envelope))
    except (InvalidSignature, KeyError, TypeError, ValueError) as error:
        raise WrongSignatureError(path.name, sender) from error
    return _package(path, envelope, sender)


def _envelope(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotAPackageError(path.name, f"it is over {MAX_BYTES // 2**20} MB")
        envelope = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotAPackageError(path.name, error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise NotAPackageError(path.name, "it is not JSON") from error
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT:
        raise NotAPackageError(path.name, "it does not say so")
    return envelope


def _package(path: Path, envelope: dict[str, Any], sender: str) -> Package:
    content = envelope.get("content")
    is_whole = isinstance(content, dict) and all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        for rows in content.values()
    )
    try:
        made_at = datetime.fromisoformat(envelope["made_at"])
    except (KeyError, TypeError, ValueError) as error:
        raise NotAPackageError(path.name, "it does not say when") from error
    if not is_whole or not isinstance(content, dict):
        raise NotAPackageError(path.name, "it holds no records")
    return Package(
        sender=sender,
        public_key=envelope["public_key"],
        made_at=made_at,
        content=content,
    )
