"""What `seedbed bench` runs: small measurements that need nothing but the product."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import polars as pl

from seedbed.apps.accounts.queries import resolve_system
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.scheduling.models import SchoolDay
from seedbed.apps.scheduling.queries import day_problem_json
from seedbed.engines import learner, scheduler
from seedbed.interop.csv_evidence import read_evidence
from seedbed.lib.arrays import IntArray

from . import learning
from .evidence import skills_of
from .sizes import SYSTEM_NAME
from .summary import DemoSummary, summarise

_SECONDS_OF_A_DAY = 86_400.0
_TEST_SHARE = 5  # one student in five is new to the model


def bench_learner(file: Path | None, *, seed: int = 0) -> list[dict[str, Any]]:
    """Fit every model to four fifths of the students and predict the others' answers.

    Without a file the answers are simulated.

    Raises
    ------
    SeedbedError
        If the file is not evidence.
    """
    answers = _simulated(seed) if file is None else _from_file(file)
    graph = learner.Graph(
        grade_low=np.full(answers.n_skills, 6, np.int32),
        grade_high=np.full(answers.n_skills, 8, np.int32),
        before=np.zeros(0, np.int32),
        after=np.zeros(0, np.int32),
    )
    drawn = np.random.default_rng(seed).permutation(answers.n_students)
    is_new = np.zeros(answers.n_students, np.bool_)
    is_new[drawn[: answers.n_students // _TEST_SHARE]] = True
    known = answers.select(~is_new[answers.student])
    unseen = answers.select(is_new[answers.student])
    rows = []
    for variant in learner.MODELS:
        began = perf_counter()
        model = learner.fit(known, graph, seed=seed, variant=variant)
        seconds = perf_counter() - began
        found = learner.score(model, unseen)
        rows.append(
            {
                "model": variant.name,
                "auc": found.auc,
                "log_loss": found.log_loss,
                "ece": found.ece,
                "n_answers": found.n_answers,
                "fit_seconds": seconds,
            }
        )
    return rows


def _simulated(seed: int) -> learner.Answers:
    """Return answers of 200 students to 60 skills in six weeks."""
    rng = np.random.default_rng(seed)
    n_skills = 60
    low = 6 + np.arange(n_skills) % 3
    links = np.array([(k, k + 3) for k in range(0, n_skills - 3, 2)], np.int64)
    skills = skills_of(low.astype(np.int64), low.astype(np.int64), links)
    constants = learning.Constants()
    grade = 6 + np.arange(200) % 3
    students = learning.enroll(grade.astype(np.int64), skills, constants, rng)
    days = np.array([7 * w + d for w in range(6) for d in range(5)], np.int64)
    found = learning.study(students, skills, days, constants, rng)
    per_skill = learning.N_PRACTICE_ITEMS + learning.N_SLIP_ITEMS
    return learner.Answers(
        n_students=len(grade),
        n_skills=n_skills,
        student=found.student.astype(np.int32),
        item=found.item.astype(np.int32),
        correct=found.is_correct,
        day=20_000.0 + found.day + found.second / _SECONDS_OF_A_DAY,
        item_skill_starts=np.arange(n_skills * per_skill + 1, dtype=np.int32),
        item_skills=np.repeat(np.arange(n_skills), per_skill).astype(np.int32),
    )


def _from_file(file: Path) -> learner.Answers:
    frame = read_evidence(file).frame.sort("student", "at", "ordinal", "event_id")
    items = frame.select("item", "skills").unique(maintain_order=True)
    items = items.with_row_index("number")
    frame = frame.join(items, on=["item", "skills"], how="left", maintain_order="left")
    lists = [row.split(";") for row in items["skills"].to_list()]
    codes = {
        code: k for k, code in enumerate(sorted({c for row in lists for c in row}))
    }
    flat = [codes[code] for row in lists for code in row]
    student = _numbers(frame["student"])
    return learner.Answers(
        n_students=int(student.max()) + 1,
        n_skills=len(codes),
        student=student.astype(np.int32),
        item=frame["number"].to_numpy().astype(np.int32),
        correct=frame["correct"].to_numpy().astype(np.bool_),
        day=frame["at"].fill_null(np.nan).to_numpy() / _SECONDS_OF_A_DAY,
        item_skill_starts=np.cumsum([0, *map(len, lists)]).astype(np.int32),
        item_skills=np.array(flat, np.int32),
    )


def _numbers(names: pl.Series) -> IntArray:
    _names, numbers = np.unique(names.to_numpy(), return_inverse=True)
    return np.asarray(numbers)


def bench_scheduler(
    *, system: str, on: date | None, seconds: float, seeds: int
) -> list[dict[str, Any]]:
    """Solve each stored day of a system again, once per seed.

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
        _solve(unit, scheduler.day_from_json(problem), seed, seconds)
        for unit, problem in problems
        for seed in range(seeds)
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
