"""What a baseline is, and what several of them need.

Axis letters as in ``seedbed.engines.learner.data``, and M pairs of an answer and a
skill that it asks.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, ParamSpec, TypeVar

import numba
import numpy as np

from seedbed.engines.learner import Answers
from seedbed.engines.learner.regression import sigmoid as sigmoid
from seedbed.engines.learner.runs import rows_of_runs
from seedbed.lib.arrays import BoolArray, FloatArray, Int32Array, IntArray

P = ParamSpec("P")
T = TypeVar("T")

_N_FEW = 16


@dataclass(frozen=True)
class Forecast:
    """Probability (N,) that each test answer is right, and what it took, in seconds."""

    probability: FloatArray
    fit_seconds: float
    predict_seconds: float


#: Train on some students, predict the answers of others, with chance from the seed.
Baseline = Callable[[Answers, Answers, int], Forecast]


class Asked(NamedTuple):
    """The skills of answer n: ``skill[starts[n]:starts[n + 1]]``, of M in all."""

    starts: IntArray  # (N + 1,)
    skill: Int32Array  # (M,)


def skills_asked(answers: Answers) -> Asked:
    """Return the skills of every answer, one after another."""
    bounds = answers.item_skill_starts.astype(np.int64)
    n_skills = np.diff(bounds)[answers.item]
    rows, starts = rows_of_runs(bounds[answers.item], n_skills)
    return Asked(starts, answers.item_skills[rows])


def combinations(answers: Answers) -> IntArray:
    """Return for each item (J,) the number of the set of skills that it asks."""
    bounds = answers.item_skill_starts
    numbers: dict[bytes, int] = {}
    return np.array(
        [
            numbers.setdefault(answers.item_skills[low:high].tobytes(), len(numbers))
            for low, high in itertools.pairwise(bounds)
        ],
        np.int64,
    )


def held_out(train: Answers, share: float, seed: int) -> BoolArray:
    """Return which answers (N,) are of a drawn share of the students, at least one."""
    students = np.unique(train.student)
    n_drawn = max(1, round(share * len(students)))
    drawn = np.random.default_rng(seed).choice(students, n_drawn, replace=False)
    return np.isin(train.student, drawn)


def few(answers: Answers) -> Answers:
    """Return the first answers, to compile on before the clock starts."""
    return answers.select(np.arange(answers.n_answers) < _N_FEW)


def compiled(function: Callable[P, T]) -> Callable[P, T]:
    """Compile on the first call and keep the machine code beside the source."""
    made: Callable[P, T] = numba.njit(cache=True, error_model="numpy")(function)
    return made
