"""Moments as the engine counts them: days since 1970-01-01 (UTC), with fractions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS_OF_A_DAY = 86_400


def day_of(at: datetime) -> float:
    """Return a moment as a day.

    >>> day_of(datetime(1970, 1, 2, 12, tzinfo=UTC))
    1.5
    """
    return at.timestamp() / _SECONDS_OF_A_DAY


def local_date(day: float, zone: ZoneInfo) -> date | None:
    """Return the local date of a day, or None for ``nan``."""
    if not np.isfinite(day):
        return None
    return (_EPOCH + timedelta(days=day)).astimezone(zone).date()
