"""Whether the predictions are as true for one group of students as for another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.learner.data import Answers
from seedbed.lib.arrays import FloatArray, IntArray
from seedbed.lib.shares import NORMAL_95

#: Groups of fewer students are not told apart: a report must not point at children.
LEAST_STUDENTS = 10


@dataclass(frozen=True, kw_only=True)
class GroupCalibration:
    """Predicted and seen share of right answers of one group of students.

    ``gap`` is predicted minus seen; ``low`` and ``high`` its 95 % interval, students
    being the unit that varies. A gap is shown where the interval leaves out 0.
    """

    group: int
    n_students: int
    n_answers: int
    seen: float
    predicted: float
    low: float
    high: float

    @property
    def gap(self) -> float:
        """Predicted minus seen share."""
        return self.predicted - self.seen

    @property
    def is_shown(self) -> bool:
        """Whether the gap is more than chance would make it."""
        return self.low > 0.0 or self.high < 0.0


def group_calibration(
    answers: Answers, probability: FloatArray, group: IntArray
) -> tuple[GroupCalibration, ...]:
    """Return how true predictions (N,) are for each group of students.

    Parameters
    ----------
    group : ndarray of shape (S,)
        A number for each student by any attribute the unit supplies; -1 where it is
        not known. Groups of fewer than 10 students with answers are left out.

    Raises
    ------
    ValueError
        If there is not one group for each student, one probability for each answer.

    References
    ----------
    Cluster-robust variance of a ratio: Cochran, W. G. (1977). Sampling Techniques, 3rd
    ed., eq. 9A.15, with the small-sample factor m / (m - 1).
    """
    if len(group) != answers.n_students or len(probability) != answers.n_answers:
        raise ValueError(
            f"group must have shape ({answers.n_students},) and probability "
            f"({answers.n_answers},); got {np.shape(group)} and "
            f"{np.shape(probability)}."
        )
    n = np.bincount(answers.student, minlength=answers.n_students)
    miss = probability - answers.correct
    total = np.bincount(answers.student, weights=miss, minlength=answers.n_students)
    right = np.bincount(
        answers.student, weights=answers.correct, minlength=answers.n_students
    )
    found = []
    for number in np.unique(group[group >= 0]):
        chosen = (group == number) & (n > 0)
        n_students, n_answers = int(chosen.sum()), int(n[chosen].sum())
        if n_students < LEAST_STUDENTS:
            continue
        seen = float(right[chosen].sum() / n_answers)
        gap = float(total[chosen].sum() / n_answers)
        spread = total[chosen] - gap * n[chosen]
        factor = n_students / (n_students - 1.0)
        error = float(np.sqrt(factor * (spread**2).sum()) / n_answers)
        found.append(
            GroupCalibration(
                group=int(number),
                n_students=n_students,
                n_answers=n_answers,
                seen=seen,
                predicted=seen + gap,
                low=gap - NORMAL_95 * error,
                high=gap + NORMAL_95 * error,
            )
        )
    return tuple(found)
