"""Reseats the students of an ITC-2019 solution and counts the conflicts."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from seedbed.engines import sectioning
from seedbed.interop.itc2019 import (
    Solution,
    checked,
    read_instance,
    read_solution,
    write_solution,
)

from .errors import NoSectioningError
from .sections import Numbered, numbered, reseated, seating_of


def bench_sectioning(
    instance_file: Path,
    solution_file: Path,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    write: Path | None = None,
) -> dict[str, Any]:
    """Return conflicts ``before`` and ``after`` reseating, and what is proven.

    ``bound`` is a number of conflicts that no seating within the limits goes below,
    ``relaxed_bound`` the same without limits; ``gap`` is ``after`` over ``bound`` less
    1. ``seconds`` is wall time of the solver, ``read_seconds`` that of reading and
    checking the files. Conflicts and ``faults`` are counted by ``verify``'s module.

    Raises
    ------
    SeedbedError
        If a file cannot be read, the two do not belong together, or the solution does
        not seat every student within the limits.
    """
    began = perf_counter()
    instance = read_instance(instance_file)
    solution = read_solution(solution_file)
    checked(instance, solution, file_name=solution_file.name)
    found = numbered(instance, solution)
    start = seating_of(found, solution)
    if len(found.problem.wishes) and not len(start.sections):
        raise NoSectioningError(solution_file, "it seats no students")
    read_seconds = perf_counter() - began
    _compile()
    began = perf_counter()
    result = sectioning.solve(
        found.problem, start, time_limit_seconds=seconds, seed=seed
    )
    solve_seconds = perf_counter() - began
    if write is not None:
        _write(found, solution, result.seating, write)
    after = sectioning.count_conflicts(found.problem, result.seating)
    return {
        "instance": instance.name,
        "n_students": found.problem.n_students,
        "n_requests": len(found.problem.wishes),
        "n_classes": found.problem.n_sections,
        "seed": seed,
        "before": sectioning.count_conflicts(found.problem, start),
        "after": after,
        "bound": result.bound,
        "relaxed_bound": result.free_bound,
        "gap": round((after - result.bound) / max(result.bound, 1), 5),
        "faults": len(sectioning.verify(found.problem, result.seating)),
        "seconds": round(solve_seconds, 2),
        "read_seconds": round(read_seconds, 2),
    }


def _write(
    found: Numbered, solution: Solution, seating: sectioning.Seating, file: Path
) -> None:
    try:
        write_solution(reseated(found, solution, seating), file)
    except OSError as error:
        raise NoSectioningError(file, f"it cannot be written ({error})") from error


def _compile() -> None:
    """Solve next to nothing, so that compiling is not measured."""
    two = np.arange(2)
    problem = sectioning.Sectioning(
        days=np.ones(2, np.int64),
        weeks=np.ones(2, np.int64),
        start=np.zeros(2, np.int64),
        length=np.ones(2, np.int64),
        room=np.full(2, -1),
        limit=np.ones(2, np.int64),
        parent=np.full(2, -1),
        part=np.zeros(2, np.int64),
        config=np.zeros(1, np.int64),
        course=np.zeros(1, np.int64),
        travel=np.zeros((0, 0), np.int64),
        wish_starts=np.arange(3),
        wishes=np.zeros(2, np.int64),
    )
    start = sectioning.Seating(starts=np.arange(3), sections=two)
    sectioning.solve(problem, start, time_limit_seconds=1.0)
