"""The counts that the regressions read, against counting one by one."""

from __future__ import annotations

import numpy as np
from benchmarks.learner.baselines.contract import combinations, skills_asked
from benchmarks.learner.baselines.counts import WINDOW_DAYS, lately, past
from hypothesis import given
from tests.engines.learner import worlds
from tests.engines.learner.worlds import histories, rows_of


def answers_of(*students):
    rows = [row for s, past in enumerate(students) for row in rows_of(past, s)]
    return worlds.answers(rows, n_students=len(students))


def earlier(answers, n):
    return [b for b in range(n) if answers.student[b] == answers.student[n]]


def pairs(answers):
    """Return (answer, skill) of every skill that an answer asks, in order."""
    return [
        (n, k) for n, j in enumerate(answers.item) for k in worlds.ITEM_SKILLS[int(j)]
    ]


def tally(answers, chosen):
    return [sum(bool(answers.correct[b]) for b in chosen), len(chosen)]


def asks(answers, b, k):
    return k in worlds.ITEM_SKILLS[int(answers.item[b])]


@given(histories, histories)
def test_the_past_is_counted_as_one_by_one(first, second):
    answers = answers_of(first, second)

    found = past(answers)

    ns = range(answers.n_answers)
    all_earlier = [earlier(answers, n) for n in ns]
    assert found.of_all.tolist() == [tally(answers, of) for of in all_earlier]
    assert found.of_item.tolist() == [
        tally(
            answers, [b for b in all_earlier[n] if answers.item[b] == answers.item[n]]
        )
        for n in ns
    ]
    assert found.of_skill.tolist() == [
        tally(answers, [b for b in all_earlier[n] if asks(answers, b, k)])
        for n, k in pairs(answers)
    ]


@given(histories, histories)
def test_the_windows_are_counted_as_one_by_one(first, second):
    answers = answers_of(first, second)

    found = lately(answers)

    for (n, k), counted in zip(pairs(answers), found, strict=True):
        of_skill = [b for b in earlier(answers, n) if asks(answers, b, k)]
        for w, days in enumerate(WINDOW_DAYS):
            recent = [b for b in of_skill if answers.day[n] - answers.day[b] < days]
            assert counted[:, w].tolist() == tally(answers, recent)


def test_the_skills_of_an_answer_are_those_of_its_item():
    answers = worlds.answers([(0, worlds.BOTH_SKILLS_ITEM, True, 1.0), (0, 0, True, 2)])

    asked = skills_asked(answers)

    assert asked.starts.tolist() == [0, 2, 3]
    assert asked.skill.tolist() == [worlds.ADDING, worlds.SHAPES, worlds.COUNTING]


def test_a_combination_of_skills_is_its_own_skill():
    numbers = combinations(worlds.answers([(0, 0, True, 1.0)]))

    assert numbers.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5]
    assert np.issubdtype(numbers.dtype, np.integer)
