"""When a pilot's looks are due: the Friday of each week from the start."""

from __future__ import annotations

from datetime import date, timedelta

_FRIDAY = timedelta(days=4)
#: A pilot that starts on a weekend has its first week after it.
_WEEKEND = timedelta(days=2)


def monday(on: date) -> date:
    """Return the Monday of a day's week.

    >>> monday(date(2026, 10, 14))
    datetime.date(2026, 10, 12)
    """
    return on - timedelta(days=on.weekday())


def look_on(starts_on: date, look: int) -> date:
    """Return the day of a look, from 1.

    >>> look_on(date(2026, 10, 14), 1)
    datetime.date(2026, 10, 16)
    """
    return monday(starts_on + _WEEKEND) + timedelta(weeks=look - 1) + _FRIDAY


def looks_until(starts_on: date, n_looks: int, on: date) -> int:
    """Return how many of the planned looks were due by a day.

    >>> looks_until(date(2026, 10, 14), 4, date(2026, 10, 23))
    2
    """
    passed = (on - look_on(starts_on, 1)).days // 7 + 1
    return min(n_looks, max(0, passed))
