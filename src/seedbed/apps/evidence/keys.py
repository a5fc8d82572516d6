"""Keys with which tools send evidence: made, and recognised, by their hash alone."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from seedbed.apps.accounts.models import System
from seedbed.apps.accounts.tenancy import current_system_id

from .errors import UnknownKeyError
from .models import ApiKey, EvidenceSource

_PREFIX = "sbk"


def make_key(*, source: EvidenceSource, at: datetime, days: int) -> str:
    """Return a new key of a source; only its hash is stored.

    The key names its system, because no tenant row can be read before the system is
    known.
    """
    system = System.objects.get(pk=current_system_id())
    key = f"{_PREFIX}_{system.uuid.hex}_{secrets.token_urlsafe(32)}"
    ApiKey.objects.create(
        source=source, token_hash=_hash(key), expires_at=at + timedelta(days=days)
    )
    return key


def system_of_key(key: str) -> int:
    """Return the system that a key names. One query; needs no ``system_context``.

    Raises
    ------
    UnknownKeyError
        If the key names no system.
    """
    try:
        prefix, system_hex, _secret = key.split("_", 2)
        system_uuid = UUID(hex=system_hex)
    except ValueError as error:
        raise UnknownKeyError from error
    system_id = System.objects.filter(uuid=system_uuid).values_list("pk", flat=True)
    if prefix != _PREFIX or not system_id:
        raise UnknownKeyError
    return int(system_id[0])


def source_of_key(key: str, *, at: datetime) -> EvidenceSource:
    """Return the source that a key of this system stands for. One query.

    Raises
    ------
    UnknownKeyError
        If the key is not known, or its time is over.
    """
    found = (
        ApiKey.objects.select_related("source")
        .filter(token_hash=_hash(key), expires_at__gt=at)
        .first()
    )
    if found is None:
        raise UnknownKeyError
    source: EvidenceSource = found.source
    return source


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
