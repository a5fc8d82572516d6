"""Next-answer prediction on public sets, and mastery against a simulated truth.

``python -m benchmarks.learner.run [--json] [--seeds N] [SET ...]``, by ``protocol.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from benchmarks.learner.simulate import simulate

from seedbed.engines import learner

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "learner"
SETS = ("assist09", "algebra05", "assist15", "memphis")
SIMULATED = "simulated"
SECONDS_PER_DAY = 86_400.0


def run(dataset: str, seed: int) -> dict[str, Any]:
    """Return the measures of each variant on one set: {variant: {measure: value}}.

    A set that is absent gives ``{"skipped": why}``.
    """
    if dataset == SIMULATED:
        return {v.name: _against_truth(v, seed) for v in learner.MODELS}
    is_file = dataset.endswith(".parquet")
    path = Path(dataset) if is_file else DATA / f"{dataset}.parquet"
    if not path.exists():
        return {"skipped": f"{path} is not there; see benchmarks/learner/protocol.md"}
    answers = read(path)
    is_train = train_students(answers.n_students, seed)[answers.student]
    train, test = answers.select(is_train), answers.select(~is_train)
    return {v.name: _on_next_answers(v, train, test, seed) for v in learner.MODELS}


def read(path: Path) -> learner.Answers:
    """Read columns student, seq, item, skill, skills, correct, ts.

    An item asked with different skills counts as different items.
    """
    rows = pl.read_parquet(path).sort(["student", "seq"])
    item = (rows["item"].cast(pl.Int64) * 1_000_000 + rows["skill"]).to_numpy()
    _, first, numbers = np.unique(item, return_index=True, return_inverse=True)
    lists = [sorted(set(skills)) for skills in rows["skills"][first.tolist()]]
    flat, skill_numbers = np.unique(np.concatenate(lists), return_inverse=True)
    days = rows["ts"].cast(pl.Float64).fill_null(np.nan).to_numpy() / SECONDS_PER_DAY
    students, student = np.unique(rows["student"].to_numpy(), return_inverse=True)
    return learner.Answers(
        n_students=len(students),
        n_skills=len(flat),
        student=student.astype(np.int32),
        item=numbers.astype(np.int32),
        correct=rows["correct"].to_numpy().astype(np.bool_),
        day=days,
        item_skill_starts=np.cumsum([0, *map(len, lists)]).astype(np.int32),
        item_skills=skill_numbers.astype(np.int32),
    )


def train_students(n_students: int, seed: int) -> np.ndarray:
    """Return which 80 % of students (S,) the model is fitted to; the research split."""
    # RandomState, so that the students are those of the published measurements.
    drawn = np.random.RandomState(1000 + seed).permutation(n_students)
    chosen = np.zeros(n_students, np.bool_)
    chosen[drawn[: int(0.8 * n_students)]] = True
    return chosen


def _on_next_answers(
    variant: learner.Variant,
    train: learner.Answers,
    test: learner.Answers,
    seed: int,
) -> dict[str, Any]:
    graph = without_links(train.n_skills)
    _compile(variant)
    started = time.perf_counter()
    model = learner.fit(train, graph, seed=seed, variant=variant)
    fitted = time.perf_counter()
    probability = learner.predict(model, test)
    predicted = time.perf_counter()
    found = learner.score_predictions(test.correct, probability)
    return {
        "auc": round(found.auc, 4),
        "log_loss": round(found.log_loss, 4),
        "ece": round(found.ece, 4),
        "n_answers": found.n_answers,
        "fit_seconds": round(fitted - started, 2),
        "answers_per_second": round(found.n_answers / (predicted - fitted)),
    }


def _against_truth(variant: learner.Variant, seed: int) -> dict[str, Any]:
    world = simulate(n_students=240, n_skills=120, n_answers_each=560, seed=seed)
    _compile(variant)
    started = time.perf_counter()
    model = learner.fit(world.answers, world.graph, seed=seed, variant=variant)
    state = learner.update(model, world.answers)
    estimates = learner.snapshot(
        model, state, world.graph, as_of=world.as_of, grade=world.grade
    )
    seconds = time.perf_counter() - started
    met, unmet = estimates.n_attempts >= 3, estimates.n_attempts == 0
    declared = estimates.is_mastered
    inside = (estimates.low <= world.passes) & (world.passes <= estimates.high)
    excess = estimates.mastery - world.passes
    return {
        "correlation_met": _correlation(estimates.mastery, world.passes, met),
        "correlation_unmet": _correlation(estimates.mastery, world.passes, unmet),
        "bias_met": round(float(excess[met].mean()), 3),
        "bias_unmet": round(float(excess[unmet].mean()), 3),
        "interval_covers": round(float(inside[met].mean()), 3),
        "declared_share": round(float(declared[met].mean()), 3),
        "declared_truth": round(float(world.passes[declared].mean()), 3),
        "declared_wrongly": round(float((world.passes[declared] < 0.6).mean()), 3),
        "n_answers": world.answers.n_answers,
        "seconds": round(seconds, 2),
    }


def _correlation(estimate: np.ndarray, truth: np.ndarray, of: np.ndarray) -> float:
    return round(float(np.corrcoef(estimate[of], truth[of])[0, 1]), 3)


def without_links(n_skills: int) -> learner.Graph:
    """Return a graph of skills of one grade; the public sets tell no more."""
    grade = np.full(n_skills, 6, np.int32)
    none = np.zeros(0, np.int32)
    return learner.Graph(grade_low=grade, grade_high=grade, before=none, after=none)


def _compile(variant: learner.Variant) -> None:
    """Run everything once on next to nothing, so that compiling is not measured."""
    world = simulate(n_students=4, n_skills=12, n_answers_each=16, seed=0)
    model = learner.fit(world.answers, world.graph, variant=variant)
    state = learner.update(model, world.answers)
    learner.snapshot(model, state, world.graph, as_of=world.as_of)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the measures: a line for each set, variant and seed, or JSON."""
    parser = argparse.ArgumentParser(prog="benchmarks.learner.run")
    parser.add_argument("sets", nargs="*", metavar="SET", help="a name or a file")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(argv)
    results = []
    for dataset in wanted.sets or (*SETS, SIMULATED):
        for seed in range(wanted.seeds):
            found = run(dataset, seed)
            results.append({"set": dataset, "seed": seed, **found})
            if not wanted.json:
                print(json.dumps(results[-1]), flush=True)
    if wanted.json:
        print(json.dumps(results, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
