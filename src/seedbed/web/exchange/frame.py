"""What every page of the exchange needs around its content, and who may open one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from seedbed.apps.exchange import queries
from seedbed.web.kit import access

#: Adults who work in a system, and whoever keeps the exchange; no student, no guardian.
READERS = (*access.LEADERS, *access.OFFICE, *access.ADULTS, "steward")


def frame(request: HttpRequest, page: str) -> dict[str, Any]:
    """Return what each page needs; ``page`` is the current line of the rail. One query.

    The line of the desk stands there for whoever keeps the exchange.
    """
    card = access.who(request)
    return {
        "page": page,
        "duty": queries.duty_of(card.id),
        "leads": card.has_role(*access.LEADERS),
    }


def keys() -> Path:
    """Return the folder of the keys that seal who told a story."""
    return Path(settings.HOME) / "exchange-keys"
