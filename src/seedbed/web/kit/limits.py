"""Counts tries that failed, so that nobody can try without end.

Counted are failures alone, by the address they came from: a school's whole network has
one address, and its pupils' right tries must never shut it out. Each worker process
counts for itself.
"""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

SECONDS = 15 * 60
#: So many failures at one name, or at secrets nobody can guess, are borne.
MOST = {"password": 20, "card": 60, "passkey": 60}


def is_reached(request: HttpRequest, what: str, name: str = "") -> bool:
    """Tell whether too many tries have failed."""
    return int(cache.get(_key(request, what, name), 0)) >= MOST[what]


def note(request: HttpRequest, what: str, name: str = "") -> None:
    """Count a failure; it is forgotten ``SECONDS`` after the first."""
    key = _key(request, what, name)
    cache.add(key, 0, SECONDS)
    try:
        cache.incr(key)
    except ValueError:  # forgotten between the two
        cache.set(key, 1, SECONDS)


def _key(request: HttpRequest, what: str, name: str) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    digest = hashlib.sha256(f"{address}\n{name}".encode()).hexdigest()
    return f"tries:{what}:{digest}"
