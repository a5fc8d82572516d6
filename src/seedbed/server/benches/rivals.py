"""General solvers on the same integer program: HiGHS and CP-SAT, two workers each.

Each runs in a process of its own, so that neither memory nor thread pools of the one
reach the other. That process must not know the scheduler: OR-Tools brings a HiGHS of
its own, which fails to load beside the scheduler's.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeVar

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray

from .usage import peak_megabytes

N_WORKERS = 2
_Returned = TypeVar("_Returned")


@dataclass(frozen=True, kw_only=True)
class IntegerProgram:
    """Maximise ``gain @ x``, x whole, from 0 to ``most``, and each row up to ``limit``.

    ``gain`` and ``most`` (N,); ``limit`` (R,); row i has the entries
    ``starts[i]:starts[i + 1]`` of ``columns`` and ``values``.
    """

    gain: FloatArray
    most: IntArray
    limit: IntArray
    starts: IntArray
    columns: IntArray
    values: IntArray


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a solver has found in its time; None where it has nothing.

    ``seconds`` and ``first_seconds`` are wall time from the start of the search;
    handing over the model, ``build_seconds``, comes before and is not limited.
    """

    x: FloatArray | None
    bound: float | None
    first_seconds: float | None
    seconds: float
    cpu_seconds: float
    build_seconds: float
    peak_mb: float


@dataclass(frozen=True)
class _Solved:
    x: FloatArray | None
    bound: float | None
    first_seconds: float | None


#: Searches for so many seconds.
_Search = Callable[[float], _Solved]


def why_missing(rival: str) -> str:
    """Say in a sentence what a rival needs that is not installed; else ``""``."""
    if rival == "cp_sat" and importlib.util.find_spec("ortools") is None:
        return "CP-SAT needs ortools; install with: make baselines"
    return ""


def apart(function: Callable[..., _Returned], *given: Any, **named: Any) -> _Returned:
    """Call a function in a new process and return what it returns."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(function, *given, **named).result()


def run_rival(
    rival: str, program: IntegerProgram, *, seconds: float, seed: int
) -> Found:
    """Let one of ``RIVALS`` search for a solution, in a process of its own."""
    return apart(_run, rival, program, seconds, seed)


def _run(rival: str, program: IntegerProgram, seconds: float, seed: int) -> Found:
    began = time.perf_counter()
    search = RIVALS[rival](program, seed)
    build_seconds = time.perf_counter() - began
    began, cpu = time.perf_counter(), time.process_time()
    solved = search(seconds)
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    return Found(
        x=solved.x,
        bound=solved.bound,
        first_seconds=solved.first_seconds,
        seconds=took,
        cpu_seconds=cpu,
        build_seconds=build_seconds,
        peak_mb=peak_megabytes(),
    )


def _highs(program: IntegerProgram, seed: int) -> _Search:
    highspy: Any = importlib.import_module("highspy")
    feasible = int(highspy.SolutionStatus.kSolutionStatusFeasible)
    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", N_WORKERS),
        ("random_seed", seed),
        ("mip_rel_gap", 0.0),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_highs_model(highspy, program))

    def search(seconds: float) -> _Solved:
        began, firsts = time.perf_counter(), []
        solver.setOptionValue("time_limit", seconds)
        solver.cbMipImprovingSolution.subscribe(
            lambda _: firsts.append(time.perf_counter() - began)
        )
        solver.run()
        info = solver.getInfo()
        has_plan = info.primal_solution_status == feasible
        bound = float(info.mip_dual_bound)
        return _Solved(
            x=np.array(solver.getSolution().col_value) if has_plan else None,
            bound=bound if math.isfinite(bound) else None,
            first_seconds=firsts[0] if firsts else None,
        )

    return search


def _highs_model(highspy: Any, program: IntegerProgram) -> Any:
    n_columns, n_rows = len(program.gain), len(program.limit)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = n_columns, n_rows
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = program.gain
    model.col_lower_ = np.zeros(n_columns)
    model.col_upper_ = program.most.astype(np.float64)
    model.row_lower_ = np.full(n_rows, -highspy.kHighsInf)
    model.row_upper_ = program.limit.astype(np.float64)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.starts.astype(np.int32)
    model.a_matrix_.index_ = program.columns.astype(np.int32)
    model.a_matrix_.value_ = program.values.astype(np.float64)
    model.integrality_ = [highspy.HighsVarType.kInteger] * n_columns
    return model


def _cp_sat(program: IntegerProgram, seed: int) -> _Search:
    cp_model: Any = importlib.import_module("ortools.sat.python.cp_model")
    model, x = _cp_model(cp_model, program)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = N_WORKERS
    solver.parameters.random_seed = seed
    firsts: list[float] = []

    def search(seconds: float) -> _Solved:
        began = time.perf_counter()

        class Clock(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
            def on_solution_callback(self) -> None:
                firsts.append(time.perf_counter() - began)

        solver.parameters.max_time_in_seconds = seconds
        solver.solve(model, Clock())
        # Before its first bound, the solver says 0.
        bound = float(solver.best_objective_bound)
        return _Solved(
            x=np.array([solver.value(v) for v in x], np.float64) if firsts else None,
            bound=bound if bound > 0 or firsts else None,
            first_seconds=firsts[0] if firsts else None,
        )

    return search


def _cp_model(cp_model: Any, program: IntegerProgram) -> tuple[Any, list[Any]]:
    """Return the model, with whole gains if they are, and its variables."""
    model, weighted = cp_model.CpModel(), cp_model.LinearExpr.weighted_sum
    x = [model.new_int_var(0, most, "") for most in program.most.tolist()]
    columns, values = program.columns.tolist(), program.values.tolist()
    starts = program.starts.tolist()
    for row, limit in enumerate(program.limit.tolist()):
        own = slice(starts[row], starts[row + 1])
        if columns[own]:
            model.add(weighted([x[j] for j in columns[own]], values[own]) <= limit)
    gain, useful = program.gain, np.flatnonzero(program.gain).tolist()
    is_whole = bool((gain == np.rint(gain)).all())
    worth = (gain.astype(np.int64) if is_whole else gain)[useful].tolist()
    model.maximize(weighted([x[j] for j in useful], worth))
    return model, x


RIVALS: dict[str, Callable[[IntegerProgram, int], _Search]] = {
    "cp_sat": _cp_sat,
    "highs": _highs,
}
