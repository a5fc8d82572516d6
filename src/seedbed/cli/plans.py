"""One stored day in numbers, for `night`, `publish` and `day verify`."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from seedbed.apps.scheduling.queries import day_status, faults_of_day, plan_review

from .output import as_plain

_FIGURES = (
    "expected_gain",
    "standing_gain",
    "greedy_gain",
    "upper_bound",
    "seconds",
    "n_sessions",
)


def plan_line(unit_id: int, on: date, *, at: datetime) -> dict[str, Any] | None:
    """Return the numbers of a stored day, or None where there is none.

    ``n_placed`` students have a place in every block.
    """
    if day_status(unit_id, on) is None:
        return None
    review = plan_review(unit_id, on, at=at)
    faults = faults_of_day(unit_id, on)
    placed = next((c.data for c in review.checks if c.key == "everyone_placed"), {})
    return {
        "unit": review.unit,
        "on": review.on,
        "status": review.status,
        "origin": review.origin,
        "note": review.note,
        "n_students": review.n_students,
        "n_placed": placed.get("n"),
        "n_faults": len(faults),
        "faults_by_rule": dict(Counter(fault.rule for fault in faults)),
        "faults": as_plain(faults),
        **{name: review.figures.get(name) for name in _FIGURES},
    }
