"""What every template of the house can read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def kit(_request: HttpRequest) -> dict[str, Any]:
    """Return the values that the base templates need."""
    return {"is_demo": settings.SEEDBED_DEMO}
