"""Tiny named worlds for the learner's tests."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from seedbed.engines import learner

#: Counting -> adding -> multiplying -> ratios, and shapes apart from them.
COUNTING, ADDING, MULTIPLYING, RATIOS, SHAPES = range(5)
N_SKILLS = 5
#: Two items for each skill, and one that asks adding and shapes at once.
ITEM_SKILLS = [[k] for k in range(N_SKILLS) for _ in range(2)] + [[ADDING, SHAPES]]
BOTH_SKILLS_ITEM = 2 * N_SKILLS

Row = tuple[int, int, bool, float]


def graph() -> learner.Graph:
    return learner.Graph(
        grade_low=np.array([3, 4, 5, 6, 6], np.int32),
        grade_high=np.array([3, 4, 5, 6, 6], np.int32),
        before=np.array([COUNTING, ADDING, MULTIPLYING], np.int32),
        after=np.array([ADDING, MULTIPLYING, RATIOS], np.int32),
    )


def answers(rows: Sequence[Row], n_students: int = 2) -> learner.Answers:
    """Return answers from (student, item, is right, day) in any order of students."""
    ordered = sorted(rows, key=lambda row: row[0])
    return learner.Answers(
        n_students=n_students,
        n_skills=N_SKILLS,
        student=np.array([row[0] for row in ordered], np.int32),
        item=np.array([row[1] for row in ordered], np.int32),
        correct=np.array([row[2] for row in ordered], np.bool_),
        day=np.array([row[3] for row in ordered], np.float64),
        item_skill_starts=np.cumsum([0] + [len(s) for s in ITEM_SKILLS]).astype(
            np.int32
        ),
        item_skills=np.array([k for s in ITEM_SKILLS for k in s], np.int32),
    )


def many_rows(n_students: int = 40, n_each: int = 30, seed: int = 0) -> list[Row]:
    """Return answers of students who differ in ability, over ten days."""
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    for s in range(n_students):
        ability = rng.normal()
        for at in range(n_each):
            j = int(rng.integers(len(ITEM_SKILLS)))
            easy = 1.5 - 0.5 * max(ITEM_SKILLS[j])
            is_right = bool(rng.random() < 1 / (1 + np.exp(-ability - easy)))
            rows.append((s, j, is_right, 20_000.0 + at / 3))
    return rows


#: The past of one student: (item, is right, days since the answer before, or none).
histories = st.lists(
    st.tuples(
        st.integers(0, len(ITEM_SKILLS) - 1),
        st.booleans(),
        # Eighths of a day, which float32 holds exactly at day 20,000.
        st.one_of(st.integers(0, 320).map(lambda n: n / 8), st.just(float("nan"))),
    ),
    max_size=25,
)

#: The same, with a time for every answer.
even_histories = histories.map(
    lambda drawn: [
        (item, is_right, 0.0 if np.isnan(gap) else gap) for item, is_right, gap in drawn
    ]
)


def rows_of(history: Sequence[tuple[int, bool, float]], student: int = 0) -> list[Row]:
    """Return a history as rows; an answer without a time stays without."""
    rows: list[Row] = []
    day = 20_000.0
    for item, is_right, gap in history:
        day += 0.0 if np.isnan(gap) else gap
        rows.append((student, item, is_right, float("nan") if np.isnan(gap) else day))
    return rows


def untimed(rows: Sequence[Row]) -> list[Row]:
    """Return rows without their times."""
    return [(s, item, is_right, float("nan")) for s, item, is_right, _ in rows]


@cache
def fitted(variant: learner.Variant = learner.MEMORY) -> learner.Model:
    """Return a variant fitted to forty students, once."""
    return learner.fit(answers(many_rows(), n_students=40), graph(), variant=variant)


@cache
def unread(variant: learner.Variant = learner.MEMORY) -> learner.Model:
    """Return the same model, mastery read as before there is evidence."""
    return replace(fitted(variant), reading=np.array(variant.reading))


def state_of(
    model: learner.Model, rows: Sequence[Row], n_students: int = 1, grade: int = 6
) -> learner.State:
    """Return what is remembered of sixth-graders after some answers."""
    grades = np.full(n_students, grade, np.int32)
    blank = learner.begin(model, n_students, grade=grades)
    return learner.update(blank, answers(rows, n_students))


def mastery_of(
    model: learner.Model, rows: Sequence[Row], *, as_of: float
) -> NDArray[np.float32]:
    """Return the mastery (K,) of one sixth-grader after some answers."""
    found = learner.snapshot(state_of(model, rows), as_of=as_of)
    return np.asarray(found.mastery[0])


def last_day(rows: Sequence[Row]) -> float:
    """Return the latest day of some rows, 20,000 if there is none."""
    days = [day for *_, day in rows if not np.isnan(day)]
    return max(days, default=20_000.0)


def through_archive(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return arrays as they come back from an archive."""
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **parts)
    file.seek(0)
    with np.load(file) as archive:
        return dict(archive)
