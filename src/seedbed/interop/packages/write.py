"""Writes a signed package."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .keys import public_text
from .records import FORMAT, VERSION, signed_bytes


def write_package(
    path: Path,
    content: dict[str, list[dict[str, Any]]],
    *,
    sender: str,
    key: Ed25519PrivateKey,
    made_at: datetime,
) -> None:
    """Write records as one signed file."""
    envelope: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "sender": sender,
        "public_key": public_text(key),
        "made_at": made_at.astimezone(UTC).isoformat(),
        "content": content,
    }
    envelope["signature"] = b64encode(key.sign(signed_bytes(envelope))).decode()
    path.write_text(
        json.dumps(envelope, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
