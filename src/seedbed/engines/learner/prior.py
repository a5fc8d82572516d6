"""What to expect of a student on a skill beyond direct evidence: grade and graph."""

from __future__ import annotations

import numpy as np

from seedbed.engines.learner.data import Graph
from seedbed.engines.learner.model import Model, State
from seedbed.lib.arrays import FloatArray, Int32Array

#: Logits for each grade that a skill lies below (or above) the enrolled one: near what
#: a grade's growth is where nobody has met the skill, less where its difficulty already
#: tells. On the simulated students of benchmarks/learner .5 for both is calibrated
#: best; these rank better, and keep the frontier of a student without evidence within
#: a grade of the enrolled one.
PER_GRADE_UNMET = 0.8
PER_GRADE_MET = 0.4
#: Answers to a skill, by anyone, at which it is halfway from unmet to met.
_HALF_MET = 50.0
_MOST_GRADES = 4.0
#: Share of what was shown on a neighbouring skill that is expected of this one.
FROM_NEIGHBOURS = 0.2
_UNKNOWN_GRADE = -2


def expectation(
    model: Model,
    state: State,
    graph: Graph,
    shown: FloatArray,
    grade: Int32Array | None,
) -> FloatArray:
    """Return logits (S, K) to add to what direct evidence says; ``state`` faded to now.

    A favourable expectation fades with wrong answers on the skill and an unfavourable
    one with right answers, so that direct evidence is never overruled and no right
    answer ever lowers an estimate.

    Parameters
    ----------
    shown : ndarray of shape (S, K)
        Logits that the student's own answers on each skill add, 0 without answers.
    grade : ndarray of shape (S,), optional
        Enrolled grades; -2 or less, or no array, for unknown ones, which are then read
        from the skills that the student has worked on.
    """
    expected = _from_grade(_grades(state, graph, grade), graph, model.skill_n)
    expected += FROM_NEIGHBOURS * _from_neighbours(shown, graph)
    favourable = np.maximum(expected, 0.0) / (1.0 + state.wrong)
    unfavourable = np.minimum(expected, 0.0) / (1.0 + state.right)
    return np.asarray(favourable + unfavourable)


def _grades(state: State, graph: Graph, grade: Int32Array | None) -> FloatArray:
    """Return a grade for each student (S,), guessed where it is unknown."""
    n_students = len(state.general)
    if grade is not None and len(grade) != n_students:
        raise ValueError(
            f"grade must have shape ({n_students},), one per student; "
            f"got {np.shape(grade)}."
        )
    middle = (graph.grade_low + graph.grade_high) / 2.0
    n = state.n_attempts
    n_worked = n.sum(axis=1)
    typical = float(middle.mean()) if len(middle) else 0.0
    if n_worked.any():
        typical = float((n @ middle).sum() / n_worked.sum())
    worked_at = np.where(n_worked > 0, n @ middle / np.maximum(n_worked, 1), typical)
    if grade is None:
        return np.asarray(worked_at)
    return np.where(grade > _UNKNOWN_GRADE, grade.astype(np.float64), worked_at)


def _from_grade(grades: FloatArray, graph: Graph, skill_n: Int32Array) -> FloatArray:
    """Return logits (S, K): above 0 for skills of lower grades, below 0 for higher."""
    at = grades[:, None]
    above = np.maximum(at - graph.grade_high, 0.0)
    below = np.maximum(graph.grade_low - at, 0.0)
    distance = np.clip(above - below, -_MOST_GRADES, _MOST_GRADES)
    unmet = _HALF_MET / (_HALF_MET + skill_n)
    per_grade = PER_GRADE_MET + (PER_GRADE_UNMET - PER_GRADE_MET) * unmet
    return np.asarray(per_grade * distance)


def _from_neighbours(shown: FloatArray, graph: Graph) -> FloatArray:
    """Return the mean (S, K) of what was shown on prerequisites and what follows."""
    links = np.zeros((graph.n_skills, graph.n_skills), np.float32)
    links[graph.before, graph.after] = 1.0
    links[graph.after, graph.before] = 1.0
    links /= np.maximum(links.sum(axis=0), 1.0)
    return np.asarray(shown.astype(np.float32) @ links, np.float64)
