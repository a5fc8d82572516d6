"""The days that a charter names, and which of them ask for somebody soon. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from .cards import DateCard
from .checks import as_date

#: How many days ahead a leader is told: a board that reviews wants its papers before.
NOTICE_DAYS = {"review": 60, "sunset": 120, "measure": 14, "waiver": 45}
#: A day that nobody acted on is told of for so long.
_PAST_DAYS = 60


def dates_of(
    contents: Mapping[str, Mapping[str, Any]],
    granted: Iterable[tuple[str, date | None]],
) -> tuple[DateCard, ...]:
    """Return every day that a charter and its granted waivers name, in order.

    Parameters
    ----------
    contents
        What stands in each section, by its key.
    granted
        What each granted waiver is about, and its last day.
    """
    review, measures = contents["review"], contents["measures"].get("measures") or ()
    found = [
        (what, as_date(review.get(f"{what}_on", "")), "")
        for what in ("review", "sunset")
    ]
    found += [
        ("measure", as_date(row["decided_on"]), row["measure"]) for row in measures
    ]
    found += [("waiver", until_on, words) for words, until_on in granted]
    dated = [DateCard(what=what, on=on, about=about) for what, on, about in found if on]
    return tuple(sorted(dated, key=lambda one: (one.on, one.what, one.about)))


def soon(dates: Sequence[DateCard], on: date) -> tuple[DateCard, ...]:
    """Return the days that are near, or just past, as of a day."""
    return tuple(
        one
        for one in dates
        if -_PAST_DAYS <= (one.on - on).days <= NOTICE_DAYS[one.what]
    )
