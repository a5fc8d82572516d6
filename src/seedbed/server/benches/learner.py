"""How well the learner foretells the answers of students it has never seen.

Students are split 80 to 20 by seed. Each answer of the fifth is predicted from that
student's own earlier answers; an item with several skills is one answer.
"""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from seedbed.engines import learner
from seedbed.lib.arrays import BoolArray

from .answers import read_answers, simulated
from .errors import NoBaselinesError, NotAnswersError
from .usage import peak_megabytes

_N_TIMES = 5
_MEASURES = ("auc", "log_loss", "ece", "fit_seconds", "answers_per_second")


def bench_learner(
    data: Path | None, *, seeds: int = 3, baselines: bool = False
) -> dict[str, Any]:
    """Return the measures of a file, of every parquet file of a folder, or simulated.

    Those of one set stand at the top: ``auc``, ``log_loss``, ``ece``, ``fit_seconds``,
    ``answers_per_second`` and ``updates_per_second`` (one core, features included) and
    ``peak_mb`` of the process, means over the seeds; those of a folder under ``sets``.
    Each set of a folder is measured in a process of its own, for its memory's sake.

    Raises
    ------
    SeedbedError
        If a file holds no answers, or baselines are asked for and absent.
    """
    if baselines:
        _baselines()
    if data is None or not data.is_dir():
        return measure(data, seeds=seeds, baselines=baselines)
    files = sorted(data.glob("*.parquet"))
    if not files:
        raise NotAnswersError(data, "the folder has no parquet file")
    return {"sets": [_apart(file, seeds, baselines=baselines) for file in files]}


def _apart(file: Path, seeds: int, *, baselines: bool) -> dict[str, Any]:
    """Measure one set in a process of its own."""
    command = [sys.executable, "-m", "django", "bench", "learner", "--data", str(file)]
    command += ["--seeds", str(seeds), *(["--baselines"] if baselines else [])]
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "seedbed.server.settings")
    done = subprocess.run(  # noqa: S603 - this interpreter, the product's own command
        command,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(
    file: Path | None, *, seeds: int, baselines: bool = False
) -> dict[str, Any]:
    """Return the measures of one set."""
    answers = simulated(0) if file is None else read_answers(file)
    _compile()
    rows = []
    for seed in range(seeds):
        is_train = train_students(answers.n_students, seed)[answers.student]
        train, test = answers.select(is_train), answers.select(~is_train)
        row = {"seed": seed, "n_answers": test.n_answers, **_ours(train, test, seed)}
        row["peak_mb"] = peak_megabytes()
        if baselines:
            row["baselines"] = _theirs(train, test, seed)
        rows.append(row)
    means = {
        name: _mean([row[name] for row in rows])
        for name in rows[0]
        if name not in ("seed", "baselines")
    }
    means["peak_mb"] = max(row["peak_mb"] for row in rows)
    found: dict[str, Any] = {
        "set": "simulated" if file is None else file.stem,
        "model": learner.MEMORY.name,
        **means,
        "n_students": answers.n_students,
        "n_items": answers.n_items,
        "n_skills": answers.n_skills,
        "has_times": bool(np.isfinite(answers.day).any()),
    }
    if baselines:
        found["baselines"] = _baseline_means([row["baselines"] for row in rows])
    return {**found, "seeds": rows}


def train_students(n_students: int, seed: int) -> BoolArray:
    """Return which 80 % of students (S,) the model is fitted to; the research split."""
    # RandomState, so that the students are those of the published measurements.
    drawn = np.random.RandomState(1000 + seed).permutation(n_students)
    chosen = np.zeros(n_students, np.bool_)
    chosen[drawn[: int(0.8 * n_students)]] = True
    return chosen


def flat_graph(n_skills: int) -> learner.Graph:
    """Return skills of one grade without links; public sets tell no more."""
    grade = np.full(n_skills, 6, np.int32)
    none = np.zeros(0, np.int32)
    return learner.Graph(grade_low=grade, grade_high=grade, before=none, after=none)


def _ours(train: learner.Answers, test: learner.Answers, seed: int) -> dict[str, Any]:
    began, cpu = perf_counter(), process_time()
    model = learner.fit(train, flat_graph(train.n_skills), seed=seed)
    seconds, cpu = perf_counter() - began, process_time() - cpu
    probability, took = _fastest(lambda: learner.predict(model, test))
    blank = learner.begin(model, test.n_students)
    state, took_update = _fastest(lambda: learner.update(blank, test))
    n_active = len(np.unique(test.student))
    return {
        **_quality(test, probability),
        "fit_seconds": round(seconds, 2),
        "fit_cpu_seconds": round(cpu, 2),
        "answers_per_second": round(test.n_answers / took),
        "updates_per_second": round(test.n_answers / took_update),
        "bytes_per_student": round(state.n_bytes / max(n_active, 1)),
    }


def _theirs(
    train: learner.Answers, test: learner.Answers, seed: int
) -> dict[str, dict[str, Any]]:
    found = {}
    module = _baselines()
    for name, forecast in module.BASELINES.items():
        why = module.why_missing(name)
        if why:
            found[name] = {"skipped": why}
            continue
        made = forecast(train, test, seed)
        found[name] = {
            **_quality(test, made.probability),
            "fit_seconds": round(made.fit_seconds, 2),
            "answers_per_second": round(
                test.n_answers / max(made.predict_seconds, 1e-9)
            ),
        }
    return found


def _baselines() -> Any:
    """Return the module of baselines, which a checkout of the source has."""
    root = Path(__file__).resolve().parents[4]
    if not (root / "benchmarks" / "learner" / "baselines").is_dir():
        raise NoBaselinesError("they are part of the source, not of the package")
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    try:
        return importlib.import_module("benchmarks.learner.baselines")
    except ImportError as error:
        raise NoBaselinesError(str(error)) from error


def _quality(test: learner.Answers, probability: Any) -> dict[str, float]:
    found = learner.score_predictions(test.correct, probability)
    return {
        "auc": round(found.auc, 4),
        "log_loss": round(found.log_loss, 4),
        "ece": round(found.ece, 4),
    }


def _fastest(run: Callable[[], Any]) -> tuple[Any, float]:
    """Return a result and the seconds of the fastest of some runs."""
    result, seconds = None, float("inf")
    for _ in range(_N_TIMES):
        began = perf_counter()
        result = run()
        seconds = min(seconds, perf_counter() - began)
    return result, seconds


def _mean(values: list[float]) -> float:
    return round(statistics.fmean(values), 4)


def _baseline_means(rows: list[dict[str, dict[str, Any]]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, first in rows[0].items():
        if "skipped" in first:
            found[name] = first
        else:
            found[name] = {
                measure: _mean([row[name][measure] for row in rows])
                for measure in _MEASURES
            }
    return found


def _compile() -> None:
    """Run everything once on next to nothing, so that compiling is not measured."""
    answers = simulated(0)
    few = answers.select(answers.student < 4)
    model = learner.fit(few, flat_graph(few.n_skills))
    learner.predict(model, few)
    learner.update(learner.begin(model, few.n_students), few)
