"""How often a student was right before, by skill, by item, in all and lately."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from benchmarks.learner.baselines.contract import Asked, compiled, skills_asked

from seedbed.engines.learner import Answers
from seedbed.lib.arrays import BoolArray, FloatArray, Int32Array, IntArray

#: The windows of DAS3H that end, longest first; one more holds all the past.
WINDOW_DAYS = (30.0, 7.0, 1.0, 1.0 / 24.0)


class Past(NamedTuple):
    """Answers before each answer of the same student; columns: right, all."""

    of_skill: FloatArray  # (M, 2)
    of_item: FloatArray  # (N, 2)
    of_all: FloatArray  # (N, 2)


def past(answers: Answers) -> Past:
    """Count the answers before each answer."""
    n_pairs = len(skills_asked(answers).skill)
    found = Past(
        np.zeros((n_pairs, 2)),
        np.zeros((answers.n_answers, 2)),
        np.zeros((answers.n_answers, 2)),
    )
    _count(
        answers.student,
        answers.item,
        skills_asked(answers),
        answers.correct,
        np.zeros((answers.n_skills, 2)),
        np.zeros((answers.n_items, 2)),
        found,
    )
    return found


def lately(answers: Answers) -> FloatArray:
    """Count right and all answers that asked the skill within each window.

    Returns
    -------
    ndarray of shape (M, 2, 4)
        Right ones and all, in each of ``WINDOW_DAYS`` before the answer. An answer
        without a time is in no window and has none.
    """
    asked = skills_asked(answers)
    return _count_lately(
        answers.student,
        asked,
        answers.correct,
        answers.day,
        np.full(answers.n_skills, -1),
        np.array(WINDOW_DAYS),
    )


@compiled
def _count(
    student: Int32Array,
    item: Int32Array,
    asked: Asked,
    correct: BoolArray,
    skill_tally: FloatArray,
    item_tally: FloatArray,
    found: Past,
) -> None:
    """Fill ``found``; the tallies (K, 2) and (J, 2) are of the student at hand."""
    tally, one = np.zeros(2), np.ones(2)
    first = 0
    for n in range(len(item)):
        if n > 0 and student[n] != student[n - 1]:
            for m in range(asked.starts[first], asked.starts[n]):
                skill_tally[asked.skill[m]] = 0.0
            for before in range(first, n):
                item_tally[item[before]] = 0.0
            tally[:] = 0.0
            first = n
        one[0] = correct[n]
        for m in range(asked.starts[n], asked.starts[n + 1]):
            found.of_skill[m] = skill_tally[asked.skill[m]]
            skill_tally[asked.skill[m]] += one
        found.of_item[n] = item_tally[item[n]]
        item_tally[item[n]] += one
        found.of_all[n] = tally
        tally += one


@compiled
def _count_lately(
    student: Int32Array,
    asked: Asked,
    correct: BoolArray,
    day: FloatArray,
    last: IntArray,
    windows: FloatArray,
) -> FloatArray:
    """Walk back from each pair over those of the same student and skill.

    ``last`` (K,) holds the latest pair of a skill, whoever's it is; -1 none.
    """
    found = np.zeros((len(asked.skill), 2, len(windows)))
    answer = np.empty(len(asked.skill), np.int64)
    before = np.full(len(asked.skill), -1)
    for n in range(len(student)):
        for m in range(asked.starts[n], asked.starts[n + 1]):
            answer[m] = n
            k = asked.skill[m]
            if last[k] >= 0 and student[answer[last[k]]] == student[n]:
                before[m] = last[k]
            last[k] = m
            earlier = before[m]
            while earlier >= 0:
                days = day[n] - day[answer[earlier]]
                if days >= windows[0]:
                    break
                for w in range(len(windows)):
                    if days < windows[w]:
                        found[m, 0, w] += correct[answer[earlier]]
                        found[m, 1, w] += 1.0
                earlier = before[earlier]
    return found
