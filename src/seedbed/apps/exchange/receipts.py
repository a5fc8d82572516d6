"""Tear-off receipts: shown once, kept as a hash; whoever holds one is the author."""

from __future__ import annotations

import hashlib
import re
import secrets

#: No letters that look like others on paper.
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_LENGTH = 20


def new_receipt() -> str:
    """Return a receipt that nobody can guess: 98 bits in four groups of five."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[n : n + 5] for n in range(0, _LENGTH, 5))


def is_receipt(typed: str) -> bool:
    """Tell whether a text could be a receipt.

    >>> is_receipt("abcde-fghjk-mnpqr-stvwx"), is_receipt("dana")
    (True, False)
    """
    return len(_bare(typed)) == _LENGTH and set(_bare(typed)) <= set(_LETTERS)


def hash_of(typed: str) -> str:
    """Return what is kept of a receipt; case, spaces and hyphens do not matter.

    >>> hash_of("abcde-fghjk-mnpqr-stvwx") == hash_of("ABCDE FGHJK MNPQR STVWX")
    True
    """
    return hashlib.sha256(_bare(typed).encode()).hexdigest()


def _bare(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed).upper()
