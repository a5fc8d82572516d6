"""What a package holds, and the bytes that are signed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FORMAT = "seedbed-exchange"
#: The newest version that is read and written.
VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package whose signature fits ``public_key``; whether to trust it is another's.

    ``content`` maps a kind of record to its records.
    """

    sender: str
    public_key: str
    made_at: datetime
    content: dict[str, list[dict[str, Any]]]


def signed_bytes(envelope: dict[str, Any]) -> bytes:
    """Return the one form of an envelope that is signed: sorted, compact, UTF-8.

    >>> signed_bytes({"b": 1, "a": "é", "signature": "x"}).decode()
    '{"a":"é","b":1}'
    """
    rest = {name: value for name, value in envelope.items() if name != "signature"}
    return json.dumps(
        rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()
