"""Simulated students whose ability is known, so that mastery can be judged by truth.

True ability on a skill = general ability + 0.9 for each grade the skill lies below the
enrolled one + a deviation partly shared with the prerequisite - the skill's difficulty.
Each answer adds to it, more when right; what was added halves in 30 days. Skills form
ten strands, each a chain from grade 3 to grade 9; items differ by N(0, 0.7) logits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines import learner
from seedbed.lib.arrays import FloatArray, Int32Array, IntArray

FIRST_DAY, N_DAYS = 20_000.0, 42
N_ITEMS_EACH, N_STRANDS, ANSWERS_IN_A_ROW = 12, 10, 8
PER_GRADE, HALF_LIFE_DAYS = 0.9, 30.0
LEARNT_WHEN_RIGHT, LEARNT_WHEN_WRONG = 0.15, 0.08


@dataclass(frozen=True, kw_only=True)
class World:
    """Answers of simulated students, and what they could truly do at the end.

    ``passes`` (S, K) true probability to pass an exit slip of reference items on
    ``as_of``; ``ability`` (N,) true logit, before each answer, to get a reference item
    of the skill right; ``grade`` (S,) enrolled.
    """

    answers: learner.Answers
    graph: learner.Graph
    passes: FloatArray
    ability: FloatArray
    grade: Int32Array
    as_of: float

    @property
    def passes_after(self) -> FloatArray:
        """True probability (N,) to pass an exit slip right after each answer."""
        right = self.answers.correct
        learnt = np.where(right, LEARNT_WHEN_RIGHT, LEARNT_WHEN_WRONG)
        return pass_slip(self.ability + learnt)


@dataclass(frozen=True, kw_only=True)
class Work:
    """The answers of one student: items, outcomes, days, true ability before each.

    ``learnt`` (K,) is what practice has added at the end.
    """

    item: IntArray
    correct: list[bool]
    day: FloatArray
    ability: list[float]
    learnt: FloatArray


def simulate(
    *, n_students: int, n_skills: int, n_answers_each: int, seed: int
) -> World:
    """Return students of grades 6 to 8 who work near their grade for six weeks."""
    rng = np.random.default_rng(seed)
    graph = strands(n_skills, rng)
    items = rng.normal(0.0, 0.7, (n_skills, N_ITEMS_EACH))
    items -= items.mean(axis=1, keepdims=True)
    skill_difficulty = rng.normal(0.0, 0.5, n_skills)
    grade = rng.integers(6, 9, n_students).astype(np.int32)
    works = []
    passes = np.zeros((n_students, n_skills))
    for s in range(n_students):
        level = rng.normal(0.4, 0.8) + PER_GRADE * (grade[s] - graph.grade_low)
        ability = level + deviations(graph, rng) - skill_difficulty
        near = np.flatnonzero(np.abs(graph.grade_low - grade[s]) <= 1)
        asked = rng.choice(near, max(n_answers_each // ANSWERS_IN_A_ROW, 1))
        works.append(work(ability, asked, items, rng))
        passes[s] = pass_slip(ability + works[-1].learnt)
    answers = learner.Answers(
        n_students=n_students,
        n_skills=n_skills,
        student=np.repeat(
            np.arange(n_students, dtype=np.int32), [len(w.item) for w in works]
        ),
        item=np.concatenate([w.item for w in works]).astype(np.int32),
        correct=np.concatenate([w.correct for w in works]).astype(np.bool_),
        day=np.concatenate([w.day for w in works]),
        item_skill_starts=np.arange(n_skills * N_ITEMS_EACH + 1, dtype=np.int32),
        item_skills=np.repeat(np.arange(n_skills, dtype=np.int32), N_ITEMS_EACH),
    )
    return World(
        answers=answers,
        graph=graph,
        passes=passes,
        ability=np.concatenate([w.ability for w in works]),
        grade=grade,
        as_of=FIRST_DAY + N_DAYS,
    )


def strands(n_skills: int, rng: np.random.Generator) -> learner.Graph:
    """Return skills of ascending grade, each after the one before it in its strand."""
    grade_of = np.sort(rng.integers(3, 10, n_skills)).astype(np.int32)
    after = np.arange(min(N_STRANDS, n_skills), n_skills, dtype=np.int32)
    return learner.Graph(
        grade_low=grade_of,
        grade_high=grade_of,
        before=(after - N_STRANDS).astype(np.int32),
        after=after,
    )


def deviations(graph: learner.Graph, rng: np.random.Generator) -> FloatArray:
    """Return how far one student is from their level on each skill (K,)."""
    found = rng.normal(0.0, 0.8, graph.n_skills)
    for before, after in zip(graph.before, graph.after, strict=True):
        found[after] = 0.5 * found[before] + 0.87 * found[after]
    return np.asarray(found)


def work(
    ability: FloatArray, asked: IntArray, items: FloatArray, rng: np.random.Generator
) -> Work:
    """Return the answers of one student to eight items of each skill ``asked``."""
    learnt = np.zeros(len(ability))
    last = np.full(len(ability), FIRST_DAY)
    moments = FIRST_DAY + np.sort(rng.uniform(0.0, N_DAYS, len(asked)))
    skill = np.repeat(asked, ANSWERS_IN_A_ROW)
    day = np.repeat(moments, ANSWERS_IN_A_ROW)
    day += np.tile(np.arange(ANSWERS_IN_A_ROW) / 1000.0, len(asked))
    which = rng.integers(N_ITEMS_EACH, size=len(skill))
    luck = rng.random(len(skill))
    correct, before = [], []
    for k, item, now, draw in zip(skill, which, day, luck, strict=True):
        learnt[k] *= 0.5 ** ((now - last[k]) / HALF_LIFE_DAYS)
        last[k] = now
        before.append(float(ability[k] + learnt[k]))
        logit = before[-1] - items[k, item]
        correct.append(bool(draw < 1.0 / (1.0 + np.exp(-logit))))
        learnt[k] += LEARNT_WHEN_RIGHT if correct[-1] else LEARNT_WHEN_WRONG
    learnt *= 0.5 ** ((FIRST_DAY + N_DAYS - last) / HALF_LIFE_DAYS)
    item = skill * N_ITEMS_EACH + which
    return Work(item=item, correct=correct, day=day, ability=before, learnt=learnt)


def pass_slip(logit: FloatArray) -> FloatArray:
    """Return the probability of at least 4 of 5 right, each with sigmoid(logit)."""
    share = 1.0 / (1.0 + np.exp(-logit))
    return np.asarray(share**4 * (5.0 - 4.0 * share))
