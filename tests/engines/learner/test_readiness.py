"""The frontier: which skills are ready next, and what a session is worth."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.learner import worlds
from tests.engines.learner.worlds import ADDING, COUNTING, MULTIPLYING, RATIOS, SHAPES

from seedbed.engines import learner
from seedbed.engines.learner.readiness import expected_share_right, session_gain


def estimates(mastery, mastered=()):
    """Return estimates of one student, with some skills declared mastered."""
    values = np.array([mastery], np.float32)
    is_mastered = np.zeros(values.shape, np.bool_)
    is_mastered[0, list(mastered)] = True
    return learner.Estimates(
        as_of=20_000.0,
        mastery=values,
        low=values,
        high=values,
        n_attempts=np.where(is_mastered, 5, 0).astype(np.int32),
        last_day=np.full(values.shape, np.nan, np.float32),
        is_mastered=is_mastered,
    )


def ready(found):
    return np.flatnonzero(found.is_frontier[0]).tolist()


def test_a_skill_is_ready_when_its_prerequisite_is_likely():
    found = learner.frontier(estimates([0.97, 0.7, 0.4, 0.3, 0.5]), worlds.graph())

    assert ready(found) == [ADDING, MULTIPLYING, SHAPES], (
        "counting is as good as shown, ratios wait for multiplying"
    )


def test_a_declared_prerequisite_counts_even_after_forgetting():
    found = learner.frontier(
        estimates(
            [0.9, 0.9, 0.55, 0.4, 0.95], mastered=[COUNTING, ADDING, MULTIPLYING]
        ),
        worlds.graph(),
    )

    assert ready(found) == [RATIOS]


def test_a_skill_out_of_reach_waits():
    found = learner.frontier(estimates([0.95, 0.95, 0.5, 0.0, 0.05]), worlds.graph())

    assert ready(found) == [MULTIPLYING]


def test_a_student_with_nothing_left_in_reach_gets_the_best_there_is():
    all_hard = learner.frontier(
        estimates([0.001, 0.0, 0.0, 0.0, 0.0005]), worlds.graph()
    )
    all_easy = learner.frontier(
        estimates([0.96, 0.97, 0.98, 0.99, 0.95]), worlds.graph()
    )

    assert ready(all_hard) == [COUNTING]
    assert ready(all_easy) == [SHAPES]


def test_a_student_who_has_mastered_all_gets_nothing():
    found = learner.frontier(estimates([0.9] * 5, mastered=range(5)), worlds.graph())

    assert ready(found) == []
    assert np.isfinite(found.gain).all()


def test_a_graph_of_other_skills_is_refused():
    one_skill = estimates([0.5] * 5)
    narrow = dataclasses.replace(
        one_skill,
        **{
            name: getattr(one_skill, name)[:, :1]
            for name in (
                "mastery",
                "low",
                "high",
                "n_attempts",
                "last_day",
                "is_mastered",
            )
        },
    )

    with pytest.raises(ValueError, match="5 skills, the estimates 1"):
        learner.frontier(narrow, worlds.graph())


def test_students_without_evidence_get_skills_near_their_grade():
    model = learner.fit(worlds.answers([]), worlds.graph())
    state = learner.begin(model, 2, grade=np.array([6, 3], np.int32))

    found = learner.frontier(learner.snapshot(state, as_of=20_000.0), worlds.graph())

    assert found.is_frontier.any(axis=1).all()
    sixth, third = found.is_frontier
    assert sixth[SHAPES]
    assert third[COUNTING]
    assert not third[RATIOS]


def test_the_gain_is_highest_where_work_is_neither_trivial_nor_lost():
    share = np.linspace(0.0, 1.0, 1001)

    gain = session_gain(share)

    assert 0.6 <= share[gain.argmax()] <= 0.85
    assert gain.min() >= 0.0
    assert gain.max() < 0.6


@given(
    st.lists(st.floats(0.0, 1.0), min_size=5, max_size=5), st.sets(st.integers(0, 4))
)
@settings(deadline=None)
def test_every_student_has_a_skill_unless_all_are_mastered(mastery, mastered):
    found = learner.frontier(estimates(mastery, mastered), worlds.graph())

    assert bool(ready(found)) == (len(mastered) < 5)
    assert not set(ready(found)) & mastered
    assert np.isfinite(found.gain).all()
    assert (found.gain >= 0.0).all()


def test_the_share_right_is_that_of_the_slip():
    share = np.array([0.3, 0.6, 0.85])

    found = expected_share_right((share**4 * (5 - 4 * share)).astype(np.float32))

    assert found == pytest.approx(share, abs=1e-3)
