"""Pockets that the record itself holds: who is away, and whose wish was not met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from seedbed.apps.choices.queries import unmet_wishes
from seedbed.apps.mentoring.queries import days_away

from .models import PocketKind

#: Absence counts over this many days back: about one school year.
DAYS_BACK = 300
#: A student who misses at least this share of days is chronically absent.
AWAY_SHARE = 0.10
#: Fewer days marked than this say nothing of a student.
FEWEST_DAYS = 10


@dataclass(frozen=True, kw_only=True)
class Found:
    """Students whom the record puts into a pocket, as of a date."""

    kind: str
    student_ids: frozenset[int]
    as_of_on: date


def found_in_the_record(on: date) -> list[Found]:
    """Return the pockets that the record holds as of a date. Two queries."""
    days = days_away(on - timedelta(days=DAYS_BACK), on)
    away = [
        one
        for one in days
        if one.n_days >= FEWEST_DAYS and one.n_away >= AWAY_SHARE * one.n_days
    ]
    last_on = max((one.last_on for one in days), default=on)
    wishes = unmet_wishes()
    found = [_found(PocketKind.AWAY, (one.student_id for one in away), last_on)]
    for kind, is_offered in (
        (PocketKind.REFUSED, True),
        (PocketKind.NOT_OFFERED, False),
    ):
        ids = (w.student_id for w in wishes if w.is_offered == is_offered)
        found.append(_found(kind, ids, on))
    return [one for one in found if one.student_ids]


def _found(kind: str, ids: Iterable[int], as_of_on: date) -> Found:
    return Found(kind=kind, student_ids=frozenset(ids), as_of_on=as_of_on)
