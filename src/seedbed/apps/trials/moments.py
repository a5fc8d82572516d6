"""When a school day is over, so that its draws can be settled."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SCHOOL_IS_OVER = time(16)


def days_over(before: date, *, at: datetime, zone: ZoneInfo) -> date:
    """Return the first date not to be settled: ``before``, or sooner.

    A night may be run days ahead of the day it plans.

    >>> from datetime import UTC
    >>> friday, evening = date(2026, 10, 16), datetime(2026, 10, 14, 20, tzinfo=UTC)
    >>> days_over(friday, at=evening, zone=ZoneInfo("UTC"))
    datetime.date(2026, 10, 15)
    """
    local = at.astimezone(zone)
    is_over = local.time() >= _SCHOOL_IS_OVER
    return min(before, local.date() + timedelta(days=int(is_over)))
