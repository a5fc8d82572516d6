"""A small world of answers for the tests of the baselines."""

from __future__ import annotations

import numpy as np
from tests.engines.learner import worlds

from seedbed.engines.learner import Answers
from seedbed.lib.arrays import FloatArray

N_STUDENTS, N_EACH = 60, 30


def train_and_test() -> tuple[Answers, Answers]:
    """Return answers of forty students and of twenty others, over ten days."""
    rows = worlds.many_rows(n_students=N_STUDENTS, n_each=N_EACH)
    answers = worlds.answers(rows, n_students=N_STUDENTS)
    is_test = answers.student % 3 == 0
    return answers.select(~is_test), answers.select(is_test)


def flipped(answers: Answers, at: int) -> Answers:
    """Return the same answers, but the one at ``at`` the other way round."""
    correct = answers.correct.copy()
    correct[at] = not correct[at]
    return Answers(**{**vars(answers), "correct": correct})


def of_known_items(
    easiness: FloatArray, slope: FloatArray, n_students: int, seed: int
) -> Answers:
    """Return answers of students N(0, 1) to each of the items, all of one skill."""
    rng = np.random.default_rng(seed)
    n_items = len(easiness)
    logit = easiness + slope * rng.normal(size=(n_students, 1))
    correct = rng.random(logit.shape) < 1.0 / (1.0 + np.exp(-logit))
    return Answers(
        n_students=n_students,
        n_skills=1,
        student=np.repeat(np.arange(n_students, dtype=np.int32), n_items),
        item=np.tile(np.arange(n_items, dtype=np.int32), n_students),
        correct=correct.ravel(),
        day=np.full(n_students * n_items, np.nan),
        item_skill_starts=np.arange(n_items + 1, dtype=np.int32),
        item_skills=np.zeros(n_items, np.int32),
    )
