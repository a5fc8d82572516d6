"""The learner's data refuses nonsense at birth, and names the part."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.engines.learner import worlds

from seedbed.engines import learner

TWO = [(0, 0, True, 20_000.0), (1, 1, False, 20_001.0)]


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        # One entry too few.
        ("correct", np.array([True]), r"Answers.correct must have shape \(2,\)"),
        # A matrix where a list belongs.
        ("day", np.zeros((2, 1)), r"Answers.day must have shape \(2,\)"),
        # A student that is not there.
        ("student", np.array([0, 2], np.int32), "Answers.student must lie in 0..1"),
        # Students out of order.
        ("student", np.array([1, 0], np.int32), "answer 1 goes back from student 1"),
        # An item that is not there.
        ("item", np.array([0, 99], np.int32), "Answers.item must lie in 0..10; entry"),
        # A time without end.
        (
            "day",
            np.array([1.0, np.inf]),
            "must be a number or nan, got inf at answer 1",
        ),
        # Starts that do not begin at 0.
        ("item_skill_starts", np.array([1, 2], np.int32), "must start at 0 and ascend"),
        # Starts that end elsewhere than the skills.
        ("item_skill_starts", np.array([0, 1], np.int32), "Answers.item_skills must"),
        # A skill that is not there.
        (
            "item_skills",
            np.full(12, 5, np.int32),
            "Answers.item_skills must lie in 0..4",
        ),
    ],
)
def test_wrong_answers_are_refused_by_name(part, value, message):
    good = worlds.answers(TWO)

    with pytest.raises(ValueError, match=message):
        dataclasses.replace(good, **{part: value})


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        # One grade too many.
        (
            "grade_high",
            np.full(6, 9, np.int32),
            r"Graph.grade_high must have shape \(5",
        ),
        # A grade band upside down.
        ("grade_high", np.array([2, 4, 5, 6, 6], np.int32), "skill 0 has grade_low 3"),
        # A link without its other end.
        ("after", np.array([1], np.int32), "Graph.after must have shape"),
        # A link to nowhere.
        ("after", np.array([1, 2, -1], np.int32), "Graph.after must lie in 0..4"),
        # Ratios before multiplying before ratios.
        ("before", np.array([3, 1, 2], np.int32), "run in a circle"),
    ],
)
def test_a_wrong_graph_is_refused_by_name(part, value, message):
    good = worlds.graph()
    changed = {part: value}
    if "circle" in message:
        changed["after"] = np.array([1, 2, 3], np.int32)

    with pytest.raises(ValueError, match=message):
        dataclasses.replace(good, **changed)


def test_estimates_of_different_shapes_are_refused():
    found = learner.snapshot(learner.begin(worlds.fitted(), 2), as_of=20_002.0)

    with pytest.raises(ValueError, match=r"Estimates.low has shape \(1, 5\)"):
        dataclasses.replace(found, low=found.low[:1])


def test_selected_answers_keep_students_items_and_skills():
    second = worlds.answers(TWO).select(np.array([False, True]))

    assert second.student.tolist() == [1]
    assert (second.n_students, second.n_items, second.n_skills) == (2, 11, 5)


@pytest.mark.parametrize("day", [np.nan, -1e9, 0.0, 1e9])
def test_any_number_is_a_day(day):
    found = worlds.answers([(0, 0, True, day)])

    assert found.n_answers == 1


def test_duplicate_answers_are_answers():
    assert worlds.answers(TWO * 3).n_answers == 6


def test_a_graph_without_skills_or_links_is_one():
    none = np.zeros(0, np.int32)

    graph = learner.Graph(grade_low=none, grade_high=none, before=none, after=none)

    assert graph.n_skills == 0
