"""Next-answer prediction on public sets, and mastery against a simulated truth.

``python -m benchmarks.learner.run [--json] [--seeds N] [SET ...]``, by ``protocol.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.learner.decisions import decide
from benchmarks.learner.simulate import simulate

from seedbed.cli.setup import start_django
from seedbed.engines import learner
from seedbed.lib.arrays import BoolArray, FloatArray

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "learner"
SETS = ("assist09", "algebra05", "assist15", "memphis")
SIMULATED, SPEED = "simulated", "speed"
_N_TIMES = 9


def run(dataset: str, seeds: int) -> dict[str, Any]:
    """Return the measures of one set, or of the simulation, as means over seeds.

    A set that is absent gives ``{"skipped": why}``.
    """
    if dataset == SIMULATED:
        return {"seeds": [{**against_truth(s), **decide(s)} for s in range(seeds)]}
    if dataset == SPEED:
        return snapshot_speed()
    path = Path(dataset)
    if path.suffix != ".parquet":
        path = DATA / f"{dataset}.parquet"
    if not path.exists():
        return {"skipped": f"{path} is not there; see benchmarks/learner/protocol.md"}
    measure = _bench()
    return measure(path, seeds=seeds)


def against_truth(seed: int) -> dict[str, Any]:
    """Return how near mastery comes to the truth of the students fitted to."""
    world = simulate(n_students=240, n_skills=120, n_answers_each=560, seed=seed)
    model = learner.fit(world.answers, world.graph, seed=seed)
    blank = learner.begin(model, world.answers.n_students, grade=world.grade)
    state = learner.update(blank, world.answers)
    found = learner.snapshot(state, as_of=world.as_of)
    met, unmet = found.n_attempts >= 3, found.n_attempts == 0
    inside = (found.low <= world.passes) & (world.passes <= found.high)
    excess = found.mastery - world.passes
    truth = world.passes[found.is_mastered]
    return {
        "seed": seed,
        "correlation_met": _correlation(found.mastery, world.passes, met),
        "correlation_unmet": _correlation(found.mastery, world.passes, unmet),
        "bias_met": round(float(excess[met].mean()), 3),
        "bias_unmet": round(float(excess[unmet].mean()), 3),
        "interval_covers": round(float(inside[met].mean()), 3),
        "declared_share": round(float(found.is_mastered[met].mean()), 3),
        "declared_truth": round(float(truth.mean()), 3),
        "declared_wrongly": round(float((truth < 0.6).mean()), 3),
    }


def snapshot_speed(n_students: int = 1000, n_skills: int = 500) -> dict[str, Any]:
    """Return milliseconds of a snapshot, and their ratio to plain NumPy on its shape.

    The ratio says how fast a snapshot is where the machine is busy or slow: NumPy takes
    the sigmoid of as many double numbers, on one core as the snapshot does.
    """
    world = simulate(
        n_students=n_students, n_skills=n_skills, n_answers_each=560, seed=0
    )
    few = world.answers.select(world.answers.student < n_students // 5)
    model = learner.fit(few, world.graph)
    blank = learner.begin(model, n_students, grade=world.grade)
    state = learner.update(blank, world.answers)
    logits = np.random.default_rng(0).normal(size=(n_students, n_skills))
    took = _fastest(lambda: learner.snapshot(state, as_of=world.as_of))
    plain = _fastest(lambda: 1.0 / (1.0 + np.exp(-logits)))
    return {
        "n_students": n_students,
        "n_skills": n_skills,
        "snapshot_ms": round(1000.0 * took, 1),
        "to_sigmoids": round(took / plain, 2),
        "bytes_per_student": round(state.n_bytes / n_students),
        "pairs_met_per_student": round(len(state.kept.skill) / n_students, 1),
        "items_met_per_student": round(len(state.kept.item) / n_students, 1),
    }


def _bench() -> Callable[..., dict[str, Any]]:
    """Return what `seedbed bench learner` calls."""
    start_django()
    from seedbed.server.benches.learner import measure  # noqa: PLC0415 (needs the apps)

    return measure


def _fastest(work: Callable[[], Any]) -> float:
    """Return the seconds of the fastest of some runs; the first may compile."""
    seconds = []
    for _ in range(_N_TIMES):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _correlation(estimate: Any, truth: FloatArray, of: BoolArray) -> float:
    return round(float(np.corrcoef(estimate[of], truth[of])[0, 1]), 3)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the measures: a line for each set, or JSON."""
    parser = argparse.ArgumentParser(prog="benchmarks.learner.run")
    parser.add_argument("sets", nargs="*", metavar="SET", help="a name or a file")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(argv)
    results = []
    for dataset in wanted.sets or (*SETS, SIMULATED, SPEED):
        results.append({"set": dataset, **run(dataset, wanted.seeds)})
        if not wanted.json:
            print(json.dumps(results[-1]), flush=True)
    if wanted.json:
        print(json.dumps(results, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
