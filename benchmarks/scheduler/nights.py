"""A thousand nights of one unit in a row: faults, fairness and spread of groups.

Run: ``python -m benchmarks.scheduler.nights --nights 1000 --students 60 --time 0.15``.

What each figure says is in protocol.md.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from benchmarks.scheduler.ideal_day import ideal_gains
from benchmarks.scheduler.unit_life import UnitLife

from seedbed.engines import scheduler
from seedbed.engines.scheduler import Day, Fault, Timetable
from seedbed.lib.modalities import Modality

#: A student counts from so many days on.
LEAST_DAYS = 5
#: Nights from one bound, which takes time, to the next; and from report to report.
BOUND_EVERY, REPORT_EVERY = 20, 100


@dataclass
class Seen:
    """What has been seen so far."""

    faults: list[tuple[int, Fault]] = field(default_factory=list)
    shares: list[np.ndarray] = field(default_factory=list)  # of ideal days, by night
    fair_shares: list[np.ndarray] = field(default_factory=list)
    possible: list[float] = field(default_factory=list)  # mean share, at most
    by_stay: dict[tuple[int, int], list[float]] = field(
        default_factory=lambda: defaultdict(list)
    )
    spreads: list[float] = field(default_factory=list)

    def add(self, night: int, day: Day, plan: Timetable, arrival: np.ndarray) -> None:
        """Judge the plan of one night; students without any ideal gain do not count."""
        self.faults += [(night, fault) for fault in scheduler.verify(day, plan)]
        # Shares are of gain as it is, not as the term that evens them out weighs it.
        day = replace(day, limits=replace(day.limits, own_day=0.0))
        ideal = ideal_gains(day)
        counts = np.flatnonzero(ideal > 0)
        share = scheduler.gain_by_student(day, plan)[counts] / ideal[counts]
        assert (share <= 1 + 1e-9).all(), "Nobody can have more than the ideal day."
        self.shares.append(share)
        for s, own in zip(counts.tolist(), share.tolist(), strict=True):
            self.by_stay[s, int(arrival[s])].append(own)
        fair = ideal_gains(day, tutoring_most=fair_tutoring(day))[counts]
        self.fair_shares.append(scheduler.gain_by_student(day, plan)[counts] / fair)
        if night % BOUND_EVERY == 0:
            self.possible.append(scheduler.upper_bound(day) / ideal.sum())
        self.spreads += live_spreads(day, plan)

    def figures(self) -> dict[str, Any]:
        """Return the figures of all nights."""
        stays = [
            np.mean(own)
            for own in self.by_stay.values()
            if len(own) >= min(LEAST_DAYS, len(self.shares))
        ]
        nightly = [float(worst_tenth(share).mean()) for share in self.shares]
        days = np.concatenate(self.shares)
        return {
            "n_nights": len(self.shares),
            "faults": len(self.faults),
            "broken_rules": sorted({fault.rule for _, fault in self.faults}),
            "n_students": len(stays),
            "worst_tenth_of_students": rounded(worst_tenth(np.array(stays)).mean()),
            "tenth_percentile_of_students": rounded(np.percentile(stays, 10)),
            "mean_student": rounded(np.mean(stays)),
            "worst_tenth_of_a_night_median": rounded(np.median(nightly)),
            "worst_tenth_of_a_night_lowest": rounded(min(nightly)),
            "total_of_ideal_at_most": rounded(np.mean(self.possible)),
            "worst_tenth_of_a_night_median_fair_tutoring": rounded(
                np.median([worst_tenth(share).mean() for share in self.fair_shares])
            ),
            "mean_student_day_fair_tutoring": rounded(
                np.concatenate(self.fair_shares).mean()
            ),
            "tenth_percentile_of_days": rounded(np.percentile(days, 10)),
            "n_live_sessions": len(self.spreads),
            "spread_median": rounded(np.median(self.spreads)),
            "spread_95": rounded(np.percentile(self.spreads, 95)),
        }


def fair_tutoring(day: Day) -> int:
    """Return how many blocks of tutoring each student could have, rounded up."""
    blocks = int((day.adults.free & day.adults.tutors[:, None]).sum())
    return math.ceil(blocks * day.limits.tutoring_max / day.n_students)


def live_spreads(day: Day, plan: Timetable) -> list[float]:
    """Return the widest distance of working grades in each live session."""
    live = day.lessons.modality[plan.session_lesson] == Modality.LIVE
    found = []
    for session in np.flatnonzero(live).tolist():
        who = plan.seat[:, plan.session_block[session]] == session
        found.append(float(np.ptp(day.students.working_grade[who])))
    return found


def worst_tenth(values: np.ndarray) -> np.ndarray:
    """Return the lowest tenth of some values, at least one."""
    return np.sort(values)[: max(1, len(values) // 10)]


def rounded(value: float | np.floating) -> float:
    """Round for print."""
    return round(float(value), 4)


def run(
    n_nights: int,
    n_students: int,
    *,
    seconds: float,
    seed: int = 0,
    spread: float | None = None,
    own_day: float | None = None,
) -> Iterator[dict[str, Any]]:
    """Live so many nights; yield the figures so far from time to time, and at last."""
    unit, seen = UnitLife(n_students, seed=seed), Seen()
    if spread is not None:
        limits = replace(unit.base.limits, group_spread=spread)
        unit.base = replace(unit.base, limits=limits)
    if own_day is not None:
        limits = replace(unit.base.limits, own_day=own_day)
        unit.base = replace(unit.base, limits=limits)
    began, cpu = time.perf_counter(), time.process_time()
    for night in range(n_nights):
        day = unit.tomorrow()
        result = scheduler.solve(
            day, time_limit_seconds=seconds, seed=seed + night, with_bound=False
        )
        seen.add(night, day, result.timetable, unit.arrival)
        unit.live(day, result.timetable)
        if (night + 1) % REPORT_EVERY == 0 or night + 1 == n_nights:
            yield {
                **seen.figures(),
                "group_spread_limit": day.limits.group_spread,
                "seconds": round(time.perf_counter() - began, 1),
                "cpu_seconds": round(time.process_time() - cpu, 1),
            }


def main() -> None:
    """Print lines of JSON, the last one of all nights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nights", type=int, default=1000)
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--time", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--spread", type=float, help="the unit's limit; default 2")
    parser.add_argument("--own-day", type=float, help="weight of the term")
    given = parser.parse_args()
    for figures in run(
        given.nights,
        given.students,
        seconds=given.time,
        seed=given.seed,
        spread=given.spread,
        own_day=given.own_day,
    ):
        print(json.dumps({**vars(given), **figures}), flush=True)


if __name__ == "__main__":
    main()
