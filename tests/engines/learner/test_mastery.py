"""Mastery: forgetting, uncertainty, what grade and graph say, the decision."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.learner.simulate import simulate
from tests.engines.learner import worlds
from tests.engines.learner.worlds import ADDING, COUNTING, MULTIPLYING, RATIOS, SHAPES

from seedbed.engines import learner
from seedbed.engines.learner.mastery import (
    DECLARE_AT,
    grades_of,
    mastery_of,
    pass_slip,
    skills_of,
)
from seedbed.engines.learner.model import UNKNOWN_GRADE

DAY = 20_000.0
NAN = float("nan")


def snapshot(rows, *, as_of=DAY, grade=(6, 6), previous=None):
    """Return the estimates of Ana and Ben, read as before there is evidence."""
    state = learner.begin(worlds.unread(), 2, grade=np.array(grade, np.int32))
    state = learner.update(state, worlds.answers(rows))
    return learner.snapshot(state, as_of=as_of, previous=previous)


def asked(skill, *outcomes, day=DAY, student=0):
    return [(student, 2 * skill, is_right, day) for is_right in outcomes]


def test_right_answers_raise_and_wrong_answers_lower_mastery():
    nothing = snapshot([]).mastery[0, MULTIPLYING]

    right = snapshot(asked(MULTIPLYING, *[True] * 4)).mastery[0, MULTIPLYING]
    wrong = snapshot(asked(MULTIPLYING, *[False] * 4)).mastery[0, MULTIPLYING]

    assert wrong < nothing - 0.1
    assert right > nothing + 0.1


def test_the_last_answers_count_more_than_the_first():
    rising = asked(MULTIPLYING, False, False, False, True, True, True)
    falling = asked(MULTIPLYING, True, True, True, False, False, False)

    found = snapshot(rising), snapshot(falling)

    assert found[0].mastery[0, MULTIPLYING] > found[1].mastery[0, MULTIPLYING]


def test_evidence_of_a_skill_raises_its_prerequisite_a_little():
    without, found = snapshot([]), snapshot(asked(RATIOS, *[True] * 8))

    spoken_for = learner.explain(
        worlds.state_of(worlds.unread(), asked(RATIOS, *[True] * 8)), 0, MULTIPLYING
    )

    rise = found.mastery[0] - without.mastery[0]
    assert rise[RATIOS] > rise[MULTIPLYING] > 0.0
    assert dict(spoken_for.parts)["neighbouring skills"] > 0.0
    assert rise[SHAPES] > 0.0, "the general level"


def test_a_neighbour_never_overrules_direct_evidence():
    failed = asked(MULTIPLYING, *[False] * 8)

    found = snapshot(failed + asked(RATIOS, *[True] * 8))
    untried = snapshot(asked(RATIOS, *[True] * 8))

    assert found.mastery[0, MULTIPLYING] < 0.5
    assert found.mastery[0, MULTIPLYING] < untried.mastery[0, MULTIPLYING]
    assert not found.is_mastered[0, MULTIPLYING]


def test_without_evidence_lower_grades_are_likelier():
    ana, ben = snapshot([], grade=(6, 3)).mastery

    assert ana[COUNTING] > ben[COUNTING]
    assert ana[RATIOS] > ben[RATIOS]
    assert ana[COUNTING] > ana[RATIOS]


def test_a_skill_many_have_met_leans_less_on_the_grade():
    met = skills_of(worlds.unread()).per_grade
    unmet = skills_of(learner.fit(worlds.answers([]), worlds.graph())).per_grade

    assert unmet.tolist() == [0.8] * 5
    assert ((met > 0.2) & (met < 0.8)).all()


def test_a_student_of_unknown_grade_is_taken_for_a_typical_one():
    model = worlds.unread()
    met = replace(model, skill_n=np.array([3.0, 0.0, 0.0, 1.0, 0.0]))
    unknown = np.array([UNKNOWN_GRADE, 5], np.int32)

    assert grades_of(learner.begin(met, 2, grade=unknown)).tolist() == [3.75, 5.0]
    nowhere = replace(model, skill_n=np.zeros(5))
    assert grades_of(learner.begin(nowhere, 1)).tolist() == [4.8], "of all skills"


@pytest.mark.parametrize("days", [1.0, 20.0, 80.0, 400.0])
def test_what_was_shown_fades_with_time(days):
    rows = asked(RATIOS, *[True] * 6)

    today, later = snapshot(rows), snapshot(rows, as_of=DAY + days)

    assert later.mastery[0, RATIOS] < today.mastery[0, RATIOS]
    nothing = snapshot([]).mastery[0, RATIOS]
    assert later.mastery[0, RATIOS] > nothing, "but not all that was shown"


def test_a_snapshot_before_the_last_answer_forgets_nothing():
    rows = asked(RATIOS, *[True] * 6)

    early, at = snapshot(rows, as_of=DAY - 5), snapshot(rows, as_of=DAY)

    np.testing.assert_array_equal(early.mastery, at.mastery)


def test_answers_without_times_are_not_forgotten():
    rows = asked(RATIOS, *[True] * 5, day=NAN)

    found, later = snapshot(rows), snapshot(rows, as_of=DAY + 300)

    assert np.isnan(found.last_day).all()
    np.testing.assert_array_equal(found.mastery, later.mastery)


def test_evidence_narrows_the_interval():
    untried = snapshot([])
    some = snapshot(asked(MULTIPLYING, True, False, True))
    much = snapshot(asked(MULTIPLYING, *[True, False, True] * 5))

    def width(found):
        low, high = found.low[0, MULTIPLYING], found.high[0, MULTIPLYING]
        return logit_of(high) - logit_of(low)

    assert width(much) < width(some) < width(untried)


def logit_of(passes):
    logits = np.linspace(-10.0, 10.0, 20_001)
    return np.interp(passes, pass_slip(logits), logits)


def test_nothing_is_declared_on_fewer_than_three_answers():
    found = snapshot(asked(COUNTING, True, True))

    assert found.mastery[0, COUNTING] > DECLARE_AT
    assert not found.is_mastered[0, COUNTING]
    assert snapshot(asked(COUNTING, True, True, True)).is_mastered[0, COUNTING]


def test_enough_right_answers_declare_mastery():
    found = snapshot(asked(ADDING, *[True] * 10))

    assert found.is_mastered[0, ADDING]
    assert not found.is_mastered[1].any(), "Ben has answered nothing"


def test_once_declared_one_slip_of_the_pen_does_not_take_it_back():
    rows = asked(MULTIPLYING, *[True] * 6, False)
    fresh = snapshot(rows)
    assert 0.6 <= fresh.mastery[0, MULTIPLYING] < DECLARE_AT, "between the two bars"

    before = np.zeros((2, worlds.N_SKILLS), np.bool_)
    before[0, MULTIPLYING] = True
    held = snapshot(rows, previous=before)
    fallen = snapshot(asked(MULTIPLYING, *[True] * 6, *[False] * 6), previous=before)

    assert not fresh.is_mastered[0, MULTIPLYING]
    assert held.is_mastered[0, MULTIPLYING]
    assert not fallen.is_mastered[0, MULTIPLYING]


def test_the_decision_is_that_of_the_costs():
    # At the bar one session too many costs what four times the risk of a fall costs.
    assert pytest.approx(0.8) == DECLARE_AT


def test_one_mastery_is_read_like_a_whole_snapshot():
    rows = asked(RATIOS, True, False, True, day=DAY - 50) + asked(COUNTING, True)
    state = worlds.state_of(worlds.unread(), rows)
    found = learner.snapshot(state, as_of=DAY)

    for k in range(worlds.N_SKILLS):
        logit = learner.explain(state, 0, k, as_of=DAY).logit
        assert mastery_of(state, 0, k, logit, DAY) == pytest.approx(
            found.mastery[0, k], abs=1e-6
        )


def test_the_slip_is_four_of_five():
    assert pass_slip(np.array([0.0])).tolist() == [6 / 32]
    assert pass_slip(np.array([50.0, -800.0])).tolist() == [1.0, 0.0]


def test_parts_that_do_not_fit_are_refused():
    with pytest.raises(
        ValueError, match="as_of must be a day since 1970-01-01, got nan"
    ):
        snapshot([], as_of=NAN)
    with pytest.raises(
        ValueError, match="as_of must be a day since 1970-01-01, got inf"
    ):
        snapshot([], as_of=float("inf"))
    with pytest.raises(
        ValueError, match=r"previous must have shape \(2, 5\), got \(1,"
    ):
        snapshot([], previous=np.zeros((1, 1), np.bool_))


def test_a_read_only_decision_before_is_read_all_the_same():
    before = np.ones((2, worlds.N_SKILLS), np.bool_)
    before.flags.writeable = False

    found = snapshot(asked(ADDING, *[True] * 4), previous=before)

    assert found.is_mastered[0, ADDING]


@pytest.fixture(scope="module")
def simulated():
    world = simulate(n_students=150, n_skills=60, n_answers_each=240, seed=5)
    model = learner.fit(world.answers, world.graph)
    state = learner.update(learner.begin(model, 150, grade=world.grade), world.answers)
    return world, learner.snapshot(state, as_of=world.as_of)


def test_mastery_agrees_with_simulated_truth(simulated):
    world, found = simulated

    met = found.n_attempts >= 3
    for name, chosen in (("met", met), ("all", np.ones_like(met))):
        estimate, truth = found.mastery[chosen], world.passes[chosen]
        assert np.corrcoef(estimate, truth)[0, 1] > 0.85, name
        assert abs(estimate.mean() - truth.mean()) < 0.07, name


def test_the_intervals_hold_the_simulated_truth(simulated):
    world, found = simulated

    covered = (found.low <= world.passes) & (world.passes <= found.high)

    assert 0.82 < covered[found.n_attempts >= 3].mean() < 0.97


def test_what_is_declared_is_truly_passed(simulated):
    world, found = simulated

    assert world.passes[found.is_mastered].mean() > 0.8
    missed = ~found.is_mastered & (found.n_attempts >= 3)
    assert world.passes[missed].mean() < 0.6
