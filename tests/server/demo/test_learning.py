"""The simulated students learn as the process says they do."""

import numpy as np
import pytest

from seedbed.server.demo import learning
from seedbed.server.demo.evidence import skills_of

CONSTANTS = learning.Constants()
SCHOOL_DAYS = np.array([7 * week + day for week in range(2) for day in range(5)])


@pytest.fixture
def chain():
    """Three skills of grade 6, each built on the one before."""
    six = np.full(3, 6, np.int64)
    return skills_of(six, six, np.array([(0, 1), (1, 2)], np.int64))


@pytest.fixture
def pupils(chain):
    """Forty sixth-graders before any practice."""
    rng = np.random.default_rng(1)
    return learning.enroll(np.full(40, 6, np.int64), chain, CONSTANTS, rng)


def test_each_skill_comes_after_what_it_builds_on(chain):
    place = {skill: n for n, skill in enumerate(chain.order.tolist())}

    assert place[0] < place[1] < place[2]


def test_a_high_school_skill_sits_later_the_more_it_builds_on():
    low, high = np.full(3, 9, np.int64), np.full(3, 12, np.int64)

    skills = skills_of(low, high, np.array([(0, 1), (1, 2)], np.int64))

    assert skills.level.tolist() == [9.0, 10.5, 12.0]


def test_practice_makes_students_better_at_what_they_practised(pupils, chain):
    before = learning.mastery(pupils.strength, CONSTANTS)

    learning.study(pupils, chain, SCHOOL_DAYS, CONSTANTS, np.random.default_rng(2))

    rise = learning.mastery(pupils.strength, CONSTANTS) - before
    practised = pupils.n_practised > 0
    assert rise[practised].mean() > 0.05
    assert rise[~practised].max(initial=0.0) == 0.0, "nobody improves without practice"


def test_days_without_practice_are_forgotten_towards_the_base(pupils, chain):
    learning.study(pupils, chain, SCHOOL_DAYS, CONSTANTS, np.random.default_rng(2))
    fresh = pupils.strength.copy()

    learning.forget(pupils, 365.0)

    assert (pupils.strength <= fresh).all()
    assert (pupils.strength >= pupils.base).all()


def test_spaced_practice_lasts_longer(pupils, chain):
    learning.study(pupils, chain, SCHOOL_DAYS, CONSTANTS, np.random.default_rng(2))

    practised = pupils.n_practised > 0
    assert (pupils.half_life[practised] > CONSTANTS.half_life).all()
    assert (pupils.half_life[~practised] == CONSTANTS.half_life).all()


def test_a_missing_prerequisite_closes_the_gate(chain):
    gates = learning.gate(np.array([[-4.0, 0.0, 0.0], [4.0, 0.0, 0.0]]), chain)

    assert gates[0, 1] < 0.05
    assert gates[1, 1] > 0.95
    assert (gates[:, 0] == 1.0).all(), "a first skill waits for nothing"


def test_true_mastery_is_the_share_of_exit_slips_that_are_passed():
    strength = np.array([[-1.0, 0.5, 2.0]])
    rng = np.random.default_rng(3)
    n = 40_000
    difficulty = CONSTANTS.item_spread * rng.standard_normal((n, 5, 3))
    right = rng.random((n, 5, 3)) < learning.chance(strength - difficulty, CONSTANTS)

    seen = (right.sum(axis=1) >= 4).mean(axis=0)

    # Four standard errors of a share of n slips.
    assert learning.mastery(strength, CONSTANTS)[0] == pytest.approx(
        seen, abs=4 * np.sqrt(0.25 / n)
    )


def test_answers_come_in_the_order_they_were_given(pupils, chain):
    answers = learning.study(
        pupils, chain, SCHOOL_DAYS, CONSTANTS, np.random.default_rng(2)
    )

    order = np.lexsort((answers.second, answers.day, answers.student))
    assert (order == np.arange(len(order))).all()
    assert set(answers.day.tolist()) <= set(SCHOOL_DAYS.tolist())


def test_the_same_seed_gives_the_same_answers(chain):
    def once():
        rng = np.random.default_rng(7)
        students = learning.enroll(np.full(10, 6, np.int64), chain, CONSTANTS, rng)
        return learning.study(students, chain, SCHOOL_DAYS, CONSTANTS, rng)

    first, second = once(), once()

    assert first.item.tolist() == second.item.tolist()
    assert first.is_correct.tolist() == second.is_correct.tolist()


def test_no_one_works_more_than_two_grades_from_their_own():
    grades = np.array([3, 5, 6, 7, 10], np.int64)
    skills = skills_of(grades, grades, np.zeros((0, 2), np.int64))
    rng = np.random.default_rng(1)
    students = learning.enroll(np.full(30, 6, np.int64), skills, CONSTANTS, rng)

    learning.study(students, skills, SCHOOL_DAYS, CONSTANTS, rng)

    assert students.n_practised[:, [0, 4]].sum() == 0
