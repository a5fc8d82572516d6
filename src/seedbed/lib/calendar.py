"""School days: which dates are taught, and which comes next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time, timedelta

SCHOOL_WEEKDAYS = frozenset(range(5))
_LONGEST_BREAK_DAYS = 120


def is_school_day(
    on: date,
    *,
    closed: Collection[date] = (),
    weekdays: Collection[int] = SCHOOL_WEEKDAYS,
) -> bool:
    """Tell whether school is taught on a date (Monday is weekday 0)."""
    return on.weekday() in weekdays and on not in closed


def next_school_day(
    after: date,
    *,
    closed: Collection[date] = (),
    weekdays: Collection[int] = SCHOOL_WEEKDAYS,
) -> date:
    """Return the first school day strictly after a date.

    >>> next_school_day(date(2026, 10, 16))
    datetime.date(2026, 10, 19)

    Raises
    ------
    ValueError
        If no day of the next 120 is taught.
    """
    for ahead in range(1, _LONGEST_BREAK_DAYS + 1):
        on = after + timedelta(days=ahead)
        if is_school_day(on, closed=closed, weekdays=weekdays):
            return on
    raise ValueError(
        f"No school day within {_LONGEST_BREAK_DAYS} days after {after:%Y-%m-%d}."
    )


def previous_school_day(
    before: date,
    *,
    closed: Collection[date] = (),
    weekdays: Collection[int] = SCHOOL_WEEKDAYS,
) -> date:
    """Return the last school day strictly before a date.

    >>> previous_school_day(date(2026, 10, 19))
    datetime.date(2026, 10, 16)

    Raises
    ------
    ValueError
        If no day of the previous 120 was taught.
    """
    for back in range(1, _LONGEST_BREAK_DAYS + 1):
        on = before - timedelta(days=back)
        if is_school_day(on, closed=closed, weekdays=weekdays):
            return on
    raise ValueError(
        f"No school day within {_LONGEST_BREAK_DAYS} days before {before:%Y-%m-%d}."
    )


def minutes_of(moment: time) -> int:
    """Return minutes after midnight.

    >>> minutes_of(time(8, 30))
    510
    """
    return moment.hour * 60 + moment.minute
