"""Measures the stored days of the scheduler, and the demo."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from seedbed.apps.accounts.queries import resolve_system
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.scheduling.models import SchoolDay
from seedbed.apps.scheduling.queries import day_problem_json
from seedbed.engines import scheduler
from seedbed.server.demo.sizes import SYSTEM_NAME
from seedbed.server.demo.summary import DemoSummary, summarise


def bench_scheduler(
    *, system: str, on: date | None, seconds: float, seed: int = 0, seeds: int = 3
) -> list[dict[str, Any]]:
    """Solve each stored day of a system again, once per seed from the first one on.

    Without a date, the latest planned one. Gains are expected newly shown skills.
    """
    home = resolve_system(system)
    with system_context(home.id):
        days = SchoolDay.objects.select_related("unit").order_by("-on", "unit_id")
        last = on or days.values_list("on", flat=True).first()
        problems = [
            (day.unit.name, day_problem_json(day.unit_id, day.on))
            for day in days.filter(on=last)
        ]
    return [
        _solve(unit, scheduler.day_from_json(problem), one, seconds)
        for unit, problem in problems
        for one in range(seed, seed + seeds)
    ]


def _solve(unit: str, day: scheduler.Day, seed: int, seconds: float) -> dict[str, Any]:
    result = scheduler.solve(day, time_limit_seconds=seconds, seed=seed)
    greedy = scheduler.greedy(day, seed=seed)
    return {
        "unit": unit,
        "seed": seed,
        "n_students": day.n_students,
        "plan": result.gain,
        "standing": scheduler.expected_gain(day, scheduler.standing(day)),
        "greedy": scheduler.expected_gain(day, greedy),
        "bound": result.bound,
        "gap": result.gap,
        "n_faults": len(scheduler.verify(day, result.timetable)),
        "seconds": result.seconds,
    }


def bench_demo(*, at: datetime) -> DemoSummary:
    """Judge the stored snapshots of the demo against the truth, and its plans.

    Raises
    ------
    UnknownSystemError
        If the demo was not built in this home.
    """
    system = resolve_system(SYSTEM_NAME)
    with system_context(system.id):
        days = SchoolDay.objects.order_by("on").values_list("on", flat=True)
        units = SchoolDay.objects.order_by("unit_id").values_list("unit_id", flat=True)
        return summarise(
            system,
            units=tuple(dict.fromkeys(units)),
            days=tuple(dict.fromkeys(days)),
            at=at,
        )
