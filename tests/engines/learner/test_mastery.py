"""Mastery: forgetting, uncertainty, what grade and graph say, the decision."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.learner.simulate import simulate
from tests.engines.learner import worlds
from tests.engines.learner.worlds import ADDING, COUNTING, MULTIPLYING, RATIOS, SHAPES

from seedbed.engines import learner
from seedbed.engines.learner.mastery import _variance
from seedbed.engines.learner.model import faded

DAY = 20_000.0
GRADE = np.array([6, 6], np.int32)


@pytest.fixture(scope="module")
def model():
    answers = worlds.answers(worlds.many_rows(), n_students=40)
    return learner.fit(answers, worlds.graph())


@pytest.fixture
def estimates(model):
    """Return a function from rows to the estimates of two students."""

    def make(rows, *, as_of=DAY, **kwargs):
        state = learner.update(model, worlds.answers(rows))
        kwargs.setdefault("grade", GRADE)
        return learner.snapshot(model, state, worlds.graph(), as_of=as_of, **kwargs)

    return make


def asked(skill, *outcomes, day=DAY, student=0):
    return [(student, 2 * skill, is_right, day) for is_right in outcomes]


def test_right_answers_raise_and_wrong_answers_lower_mastery(estimates):
    nothing = estimates([]).mastery[0, MULTIPLYING]

    right = estimates(asked(MULTIPLYING, *[True] * 4)).mastery[0, MULTIPLYING]
    wrong = estimates(asked(MULTIPLYING, *[False] * 4)).mastery[0, MULTIPLYING]

    assert wrong < nothing < right


def test_evidence_of_a_skill_raises_its_prerequisite_a_little(estimates):
    without = estimates([])
    found = estimates(asked(RATIOS, *[True] * 8))

    rise = found.mastery[0] - without.mastery[0]

    assert rise[MULTIPLYING] > rise[SHAPES] > 0.0, "beyond the general level"
    assert rise[RATIOS] > rise[MULTIPLYING]


def test_a_neighbour_never_overrules_direct_evidence(estimates):
    failed = asked(MULTIPLYING, *[False] * 8)

    found = estimates(failed + asked(RATIOS, *[True] * 8))
    untried = estimates(asked(RATIOS, *[True] * 8))

    assert found.mastery[0, MULTIPLYING] < 0.5 < untried.mastery[0, MULTIPLYING]
    assert not found.is_mastered[0, MULTIPLYING]


def test_without_evidence_lower_grades_are_likelier(estimates):
    found = estimates([], grade=np.array([6, 3], np.int32))

    ana, ben = found.mastery
    assert ana[COUNTING] > ben[COUNTING]
    assert ana[RATIOS] > ben[RATIOS]
    assert ana[COUNTING] > ana[RATIOS]


def test_an_unknown_grade_is_read_from_the_work(estimates):
    rows = asked(RATIOS, True, True, False)
    known = estimates(rows, grade=np.array([6, 6], np.int32))

    for grade in (None, np.array([-2, -2], np.int32)):
        found = estimates(rows, grade=grade)
        np.testing.assert_allclose(found.mastery, known.mastery, atol=1e-6)


def test_time_without_evidence_never_narrows_the_ability(model):
    state = learner.update(model, worlds.answers(asked(RATIOS, *[True] * 5)))
    variances = [
        _variance(faded(model, state, DAY + days))[0, RATIOS]
        for days in (0.0, 7.0, 60.0, 400.0)
    ]

    assert variances == sorted(variances)
    assert variances[0] < variances[-1]


def test_what_was_shown_fades_with_time(estimates):
    rows = asked(RATIOS, *[True] * 6)

    today = estimates(rows, as_of=DAY).mastery[0, RATIOS]
    after_the_summer = estimates(rows, as_of=DAY + 80).mastery[0, RATIOS]

    assert after_the_summer < today


def test_a_snapshot_before_the_last_answer_forgets_nothing(estimates):
    rows = asked(RATIOS, *[True] * 6)

    early, at = estimates(rows, as_of=DAY - 5), estimates(rows, as_of=DAY)

    np.testing.assert_array_equal(early.mastery, at.mastery)


def test_nothing_is_declared_on_fewer_than_three_answers(estimates):
    found = estimates(asked(COUNTING, True, True))

    assert found.mastery[0, COUNTING] > 0.8
    assert not found.is_mastered[0, COUNTING]


def test_enough_right_answers_declare_mastery(estimates):
    found = estimates(asked(ADDING, *[True] * 10))

    assert found.is_mastered[0, ADDING]
    assert not found.is_mastered[1].any(), "Ben has answered nothing"


def test_once_declared_one_slip_does_not_take_it_back(estimates):
    rows = asked(MULTIPLYING, *[True] * 6, False)
    before = np.zeros((2, worlds.N_SKILLS), np.bool_)
    fresh = estimates(rows)
    assert 0.6 <= fresh.mastery[0, MULTIPLYING] < 0.8, "a case between the two bars"

    before[0, MULTIPLYING] = True
    held = estimates(rows, previous=before)

    assert not fresh.is_mastered[0, MULTIPLYING]
    assert held.is_mastered[0, MULTIPLYING]


def test_answers_without_times_are_not_forgotten(estimates):
    rows = asked(RATIOS, *[True] * 5, day=float("nan"))

    found = estimates(rows, as_of=DAY)

    assert np.isnan(found.last_day).all()
    np.testing.assert_array_equal(
        found.mastery, estimates(rows, as_of=DAY + 300).mastery
    )


def test_parts_that_do_not_fit_are_refused(model, estimates):
    answers = worlds.answers([])
    state = learner.update(model, answers)
    no_skills = np.zeros(0, np.int32)
    empty = learner.Graph(
        grade_low=no_skills, grade_high=no_skills, before=no_skills, after=no_skills
    )

    with pytest.raises(ValueError, match="as_of must be a day"):
        estimates([], as_of=float("nan"))
    with pytest.raises(ValueError, match="different numbers of skills"):
        learner.snapshot(model, state, empty, as_of=DAY)
    with pytest.raises(ValueError, match="previous must have shape"):
        estimates([], previous=np.zeros((1, 1), np.bool_))
    with pytest.raises(ValueError, match="grade must have shape"):
        estimates([], grade=np.zeros(3, np.int32))


def test_mastery_agrees_with_simulated_truth():
    world = simulate(n_students=150, n_skills=60, n_answers_each=240, seed=5)
    model = learner.fit(world.answers, world.graph)
    state = learner.update(model, world.answers)

    found = learner.snapshot(
        model, state, world.graph, as_of=world.as_of, grade=world.grade
    )

    met = found.n_attempts >= 3
    for name, chosen in (("met", met), ("all", np.ones_like(met))):
        estimate, truth = found.mastery[chosen], world.passes[chosen]
        assert np.corrcoef(estimate, truth)[0, 1] > 0.85, name
        assert abs(estimate.mean() - truth.mean()) < 0.07, name
    covered = (found.low <= world.passes) & (world.passes <= found.high)
    assert 0.82 < covered[met].mean() < 0.97
    assert world.passes[found.is_mastered].mean() > 0.8
