"""The days that a charter names, and which of them ask for somebody soon. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from .cards import DateCard, SectionCard, WaiverCard
from .checks import as_date

#: How many days ahead a leader is told: a board that reviews wants its papers before.
NOTICE_DAYS = {"review": 60, "sunset": 120, "measure": 14, "waiver": 45}
#: A day that nobody acted on is told of for so long.
_PAST_DAYS = 60


def dates_of(
    sections: Iterable[SectionCard], waivers: Iterable[WaiverCard]
) -> tuple[DateCard, ...]:
    """Return every day that a charter and its granted waivers name, in order."""
    by_key = {section.key: section.content for section in sections}
    review, measures = by_key["review"], by_key["measures"].get("measures") or ()
    found = [
        (what, as_date(review.get(f"{what}_on", "")), "")
        for what in ("review", "sunset")
    ]
    found += [
        ("measure", as_date(row["decided_on"]), row["measure"]) for row in measures
    ]
    found += [
        ("waiver", one.until_on, one.words)
        for one in waivers
        if one.standing in ("coming", "holds", "ended")
    ]
    dated = [DateCard(what=what, on=on, about=about) for what, on, about in found if on]
    return tuple(sorted(dated, key=lambda one: (one.on, one.what, one.about)))


def soon(dates: Sequence[DateCard], on: date) -> tuple[DateCard, ...]:
    """Return the days that are near, or just past, as of a day."""
    return tuple(
        one
        for one in dates
        if -_PAST_DAYS <= (one.on - on).days <= NOTICE_DAYS[one.what]
    )
