"""Bench of the evaluation engine: how often it is wrong, and how soon it is right.

Simulated pilots whose truth is known, beside what schools do today. The protocol is
benchmarks/evaluation/protocol.md.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from .pilot_runs import Counted, Size, live
from .pilot_speed import seconds_of_a_pilot

WEEKS = (6, 12, 18, 36)
CLASSES = (8, 16, 32)
ICCS = (0.05, 0.15, 0.25)
#: What --quick measures; every number of weeks and of classes is among them.
QUICK = (
    Size(weeks=6, classes=16, icc=0.15),
    Size(weeks=12, classes=8, icc=0.15),
    Size(weeks=12, classes=16, icc=0.05),
    Size(weeks=12, classes=16, icc=0.15),
    Size(weeks=12, classes=16, icc=0.25),
    Size(weeks=18, classes=32, icc=0.15),
    Size(weeks=36, classes=16, icc=0.15),
)


#: Read by OpenBLAS, which NumPy's wheels carry, when a process begins.
_THREADS = "OPENBLAS_NUM_THREADS"
#: How many worlds without effect are lived for each size.
MANY, FEW = 10_000, 120
#: Runs for each size at least; few worlds are judged under more assignments each.
_RUNS = 160_000
_LEAST_POWER, _MOST_POWER = 300, 2_000


@dataclass(frozen=True, kw_only=True)
class Amount:
    """How many worlds of each size are lived, without effect and with one.

    Those without are each judged under ``n_observed`` assignments.
    """

    n_null: int
    n_observed: int
    n_power: int


def amount_of(worlds: int) -> Amount:
    """Return how much is lived for so many worlds without effect."""
    return Amount(
        n_null=worlds,
        n_observed=-(-_RUNS // worlds),
        n_power=min(_MOST_POWER, max(_LEAST_POWER, worlds)),
    )


def bench_evaluation(
    *, quick: bool, seed: int, worlds: int = 0, workers: int = 2
) -> dict[str, Any]:
    """Return error rates, power and speed, one design for each size of pilot.

    ``worlds`` is how many are lived for each size; 0 for 10,000, or 120 if ``quick``.
    """
    began = perf_counter()
    sizes: Sequence[Size] = (
        QUICK
        if quick
        else [
            Size(weeks=weeks, classes=classes, icc=icc)
            for weeks, classes, icc in itertools.product(WEEKS, CLASSES, ICCS)
        ]
    )
    amount = amount_of(worlds or (FEW if quick else MANY))
    speed = seconds_of_a_pilot(seed)
    counted = _counted(sizes, amount, seed, workers)
    designs = [one.summary() for one in counted]
    return {
        "n_null_runs": min(one.n_null for one in counted),
        "n_null_worlds": amount.n_null,
        "n_power_runs": amount.n_power,
        "seed": seed,
        "designs": designs,
        "worst": _worst(designs),
        "speed": speed,
        "seconds": round(perf_counter() - began, 1),
    }


def _counted(
    sizes: Sequence[Size], amount: Amount, seed: int, workers: int
) -> list[Counted]:
    # The longest first, so that no process is left with it at the end.
    order = sorted(range(len(sizes)), key=lambda i: -sizes[i].work)
    jobs = [
        (sizes[i], amount.n_null, amount.n_power, amount.n_observed, seed)
        for i in order
    ]
    if workers == 1:
        found = [live(*job) for job in jobs]
    else:
        # Spawned, for a process that already runs threads cannot be forked safely.
        context = multiprocessing.get_context("spawn")
        with (
            _one_thread_each(),
            ProcessPoolExecutor(workers, mp_context=context) as pool,
        ):
            found = list(pool.map(live, *zip(*jobs, strict=True)))
    return [
        one for _, one in sorted(zip(order, found, strict=True), key=lambda p: p[0])
    ]


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Give processes that begin meanwhile one thread of linear algebra each.

    The products are small: threads of several processes only wait for one another,
    which took 2.3 times as many CPU seconds.
    """
    before = os.environ.get(_THREADS)
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_THREADS]
        else:
            os.environ[_THREADS] = before


def _worst(designs: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the worst design by each promise that is kept by design."""
    return {
        "false_alarm": max(one["false_alarm"] for one in designs),
        "false_alarm_upper": max(one["false_alarm_upper"] for one in designs),
        "always_open_band": max(one["beside"]["always_open_band"] for one in designs),
        "wrong_double_down": max(one["wrong_double_down"] for one in designs),
        "wrong_abandon": max(one["wrong_abandon"] for one in designs),
        "power_lost": max(
            round(one["power"]["fixed_horizon"] - one["power"]["ours"], 4)
            for one in designs
        ),
    }
