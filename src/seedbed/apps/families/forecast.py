"""A pace, and the range of dates that follows from it: never a point, never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, sqrt
from statistics import fmean, stdev

#: A pace is known from this many weeks with answers on, and from at most so many.
LEAST_WEEKS = 4
MOST_WEEKS = 8
#: Nothing is foretold farther ahead.
MOST_WEEKS_AHEAD = 104
#: Quantile .9 of Student's t by degrees of freedom: the range holds in 80 of 100.
_T90 = {3: 1.638, 4: 1.533, 5: 1.476, 6: 1.440, 7: 1.415}
#: Summer, where the roster names no school year: (month, day).
_SUMMER_FROM, _SUMMER_TO = (7, 1), (8, 15)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Steps newly shown in a school week: the 80 % interval of their mean."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class DateRange:
    """From when to when something is reached; None where there is no end to it."""

    from_on: date | None
    to_on: date | None


def pace_of(gains: Sequence[int]) -> Pace | None:
    """Return the pace of the latest weeks, None with fewer than ``LEAST_WEEKS``.

    Parameters
    ----------
    gains
        Steps newly shown in each school week, the latest last.

    Examples
    --------
    >>> pace = pace_of([2, 3, 1, 2])
    >>> round(pace.low, 2), round(pace.high, 2)
    (1.33, 2.67)
    """
    known = list(gains[-MOST_WEEKS:])
    if len(known) < LEAST_WEEKS:
        return None
    reach = _T90[len(known) - 1] * stdev(known) / sqrt(len(known))
    middle = fmean(known)
    return Pace(low=middle - reach, high=middle + reach)


def reached_between(n_steps: int, pace: Pace, *, on: date) -> DateRange:
    """Return between which dates some more steps will have been shown.

    School weeks are counted; those of the summer are not.

    Examples
    --------
    >>> reached_between(8, Pace(low=1, high=2), on=date(2026, 11, 20))
    DateRange(from_on=datetime.date(2026, 12, 18), to_on=datetime.date(2027, 1, 15))
    """
    return DateRange(
        from_on=_after(n_steps, pace.high, on), to_on=_after(n_steps, pace.low, on)
    )


def _after(n_steps: int, per_week: float, on: date) -> date | None:
    if n_steps <= 0:
        return on
    if per_week <= 0 or n_steps / per_week > MOST_WEEKS_AHEAD:
        return None
    left, day = ceil(n_steps / per_week), on
    while left > 0:
        day += timedelta(weeks=1)
        left -= not _is_summer(day)
    return day


def _is_summer(on: date) -> bool:
    return _SUMMER_FROM <= (on.month, on.day) < _SUMMER_TO


def usual_end_of_year(on: date) -> date:
    """Return the end of the school year, where the roster names none: June 30.

    >>> usual_end_of_year(date(2026, 11, 20)), usual_end_of_year(date(2027, 2, 1))
    (datetime.date(2027, 6, 30), datetime.date(2027, 6, 30))
    """
    this = date(on.year, 6, 30)
    return this if on <= this else date(on.year + 1, 6, 30)
