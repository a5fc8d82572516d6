"""The simulated nights: an ideal day is the best a student could have; a unit lives."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from benchmarks.scheduler.ideal_day import ideal_gains
from benchmarks.scheduler.nights import live_spreads, run, worst_tenth
from benchmarks.scheduler.unit_life import UnitLife
from tests.engines.scheduler.tiny import (
    ANA,
    BEN,
    CHO,
    CY,
    FAY,
    MAPLE,
    RATIOS_LIVE,
    plan,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import Limits, gain_by_student, greedy
from seedbed.lib.modalities import Modality


def by_hand(day, student, tutoring_most):
    """Try every row of one student, wherever nobody else is in the way."""
    own = day.options.student == student
    gains = dict(
        zip(day.options.lesson[own].tolist(), day.options.gain[own], strict=True)
    )
    best = 0.0
    for row in product([-1, *gains], repeat=int(day.students.free[student].sum())):
        had = [n for n in row if n >= 0]
        ways = [int(day.lessons.modality[n]) for n in had]
        skills = [int(day.lessons.skill[n]) for n in had]
        caps = {
            Modality.TUTORING: tutoring_most,
            Modality.ONLINE: day.limits.screen_minutes // 40,
            Modality.PEER: day.limits.peer_most,
            Modality.PROJECT: day.limits.project_most,
        }
        too_many = any(ways.count(way) > most for way, most in caps.items())
        twice = any(skills.count(k) > 2 for k in skills)
        if len(set(had)) < len(had) or too_many or twice:
            continue
        worth = 0.0
        for k in set(skills):
            of_skill = sorted(gains[n] for n in had if day.lessons.skill[n] == k)
            worth += sum(g / 2**i for i, g in enumerate(reversed(of_skill)))
        best = max(best, worth)
    return best


@pytest.mark.parametrize("seed", range(6))
def test_an_ideal_day_is_the_best_of_every_row(seed):
    rng = np.random.default_rng(seed)
    day = tiny_day(limits=Limits(peer_most=1, screen_minutes=int(rng.integers(0, 90))))
    free = np.ones((6, 3), bool)
    free[BEN, 0] = False
    gains = rng.uniform(0.1, 1.0, len(day.options.gain))
    day = with_students(day, free=free)
    day = replace(day, options=replace(day.options, gain=gains))
    most = int(rng.integers(0, 3))

    ideal = ideal_gains(day, tutoring_most=most)

    for student in (ANA, BEN):
        assert ideal[student] == pytest.approx(by_hand(day, student, most))


def test_a_day_it_cannot_judge_is_refused():
    with pytest.raises(ValueError, match="two lessons a skill"):
        ideal_gains(tiny_day(limits=Limits(skill_twice=1)))


def test_a_unit_lives_from_night_to_night():
    unit = UnitLife(20, n_skills=60, seed=1)
    first = unit.tomorrow()
    assert not len(first.history.passed)

    timetable = greedy(first)
    unit.live(first, timetable)

    second = unit.tomorrow()
    had = {
        (int(s), int(timetable.lesson[s, b]))
        for s, b in np.argwhere(timetable.lesson >= 0)
    }
    assert set(map(tuple, second.history.previous.tolist())) == had
    assert set(map(tuple, second.history.passed.tolist())) <= had
    assert len(second.history.passed)
    unit.passed[0] = True  # has shown everything, so a new student takes the place
    unit._look()
    third = unit.tomorrow()
    assert unit.arrival[0] == 1
    assert (third.options.student == 0).any()


def test_nights_are_judged():
    (figures,) = run(3, 20, seconds=0.05)

    assert figures["n_nights"] == 3
    assert figures["faults"] == 0
    assert 0 < figures["worst_tenth_of_a_night_lowest"] <= 1
    assert figures["total_of_ideal_at_most"] <= 1


def test_spread_is_from_the_lowest_to_the_highest_of_a_live_group():
    day = tiny_day()
    timetable = plan(day, sessions=[(0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, CY, FAY))])

    assert live_spreads(day, timetable) == [3.5]
    assert gain_by_student(day, timetable)[ANA] > 0
    assert worst_tenth(np.arange(25)).tolist() == [0, 1]
