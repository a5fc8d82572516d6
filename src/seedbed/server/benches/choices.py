"""How good and how quick the allotment of electives is, method beside method."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from seedbed.engines import choices
from seedbed.lib.arrays import BoolArray, FloatArray

from .course_survey import greedy_ideal, read_survey
from .errors import NoBaselinesError

N_BLOCKS = 6
N_RANKED = 8
LOAD = 3
#: Simulated seats for each section that students want.
SEATS_PER_WISH = 1.2


def bench_choices(
    data: Path | None,
    *,
    n_students: int = 5000,
    n_electives: int = 60,
    seed: int = 0,
    seconds: float = 8.0,
    baselines: bool = False,
) -> list[dict[str, Any]]:
    """Return one row for each instance and method.

    Instances are simulated students, and before them the survey in ``data``, twice: a
    section worth its rating, and worth its rating less one. Every allotment is checked
    by ``verify``; ``n_faults`` says what it found.

    Raises
    ------
    SeedbedError
        If ``data`` is no survey, or baselines are asked for and absent.
    """
    rivals = _rivals() if baselines else None
    problems: list[tuple[str, choices.Problem, bool]] = []
    if data is not None:
        problems += [
            ("survey", read_survey(data), True),
            ("survey, rating less 1", read_survey(data, above_one=True), True),
        ]
    made = simulated(n_students, n_electives, seed=seed)
    problems.append((f"simulated {n_students} x {n_electives}", made, False))
    _compile()
    rows = []
    for name, problem, is_survey in problems:
        ideal = greedy_ideal(problem) if is_survey else None
        made_of = _ours(problem, seed, seconds, ideal)
        made_of += _theirs(rivals, problem, seed, ideal)
        rows += [{"instance": name, **row} for row in made_of]
    return rows


def simulated(n_students: int, n_electives: int, *, seed: int) -> choices.Problem:
    """Return students who rank eight electives and take three, some far more popular.

    Electives meet in one of six blocks each and have equal seats, in all a fifth more
    than students want. Taste is the sum of popularity and a student's own liking, both
    Gumbel, the former of half the scale.
    """
    rng = np.random.default_rng(seed)
    popularity = 0.5 * rng.gumbel(size=n_electives)
    taste = popularity + rng.gumbel(size=(n_students, n_electives))
    ranked = np.argsort(-taste, axis=1)[:, :N_RANKED].tolist()
    block = rng.permutation(np.arange(n_electives) % N_BLOCKS)
    seats = int(np.ceil(SEATS_PER_WISH * LOAD * n_students / n_electives))
    return choices.Problem(
        worth=choices.worth_of_ranks(ranked, n_electives),
        load=np.full(n_students, LOAD),
        seats=np.full(n_electives, seats),
        blocks=block[:, None] == np.arange(N_BLOCKS),
    )


def _ours(
    problem: choices.Problem, seed: int, seconds: float, ideal: FloatArray | None
) -> list[dict[str, Any]]:
    rows = []
    for method in choices.METHODS:
        began, cpu = perf_counter(), process_time()
        found = choices.allot(
            problem, method=method, seed=seed, time_limit_seconds=seconds
        )
        took, cpu = perf_counter() - began, process_time() - cpu
        row = _row(f"seedbed {method}", problem, found.has, took, ideal)
        row["cpu_seconds"] = round(cpu, 2)
        if found.bound is not None and found.reached is not None:
            row["gap"] = round((found.bound - found.reached) / problem.n_students, 6)
        rows.append(row)
    return rows


def _theirs(
    rivals: Any, problem: choices.Problem, seed: int, ideal: FloatArray | None
) -> list[dict[str, Any]]:
    if rivals is None:
        return []
    rows = []
    for name in rivals.METHODS:
        found = rivals.run(name, problem, seed=seed)
        if isinstance(found, str):
            rows.append({"method": f"fairpyx {name}", "skipped": found})
            continue
        has, took = found
        rows.append(_row(f"fairpyx {name}", problem, has, took, ideal))
    return rows


def _row(
    method: str,
    problem: choices.Problem,
    has: BoolArray,
    seconds: float,
    ideal: FloatArray | None,
) -> dict[str, Any]:
    measures = asdict(choices.measure(problem, has))
    row: dict[str, Any] = {"method": method, "seconds": round(seconds, 2)}
    row |= {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in measures.items()
    }
    if ideal is not None:
        got = (problem.worth * has).sum(axis=1)
        row["utilitarian_of_greedy_ideal"] = round(float((got / ideal).mean()), 4)
        row["fifth_percentile_of_greedy_ideal"] = round(
            float(np.quantile(got / ideal, 0.05)), 4
        )
    row["n_faults"] = len(choices.verify(problem, has))
    return row


def _compile() -> None:
    """Run every method once on next to nothing, so that compiling is not measured."""
    few = simulated(20, 8, seed=0)
    run: Callable[..., choices.Result] = choices.allot
    for method in choices.METHODS:
        choices.measure(few, run(few, method=method, seed=0).has)


def _rivals() -> Any:
    """Return the module of fairpyx' methods, which a checkout of the source has."""
    root = Path(__file__).resolve().parents[4]
    if not (root / "benchmarks" / "choices").is_dir():
        raise NoBaselinesError("they are part of the source, not of the package")
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    try:
        return importlib.import_module("benchmarks.choices.rivals")
    except ImportError as error:
        raise NoBaselinesError(str(error)) from error
