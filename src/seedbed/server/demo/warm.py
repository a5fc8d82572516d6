"""Compiles the engines once, beside the rest of the demo's work.

Numba compiles on the first call, some 45 seconds, and keeps the result beside the
package. `python -m seedbed.server.demo.warm` does it in a process of its own, so that
on a new machine the first night does not wait for it.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import numpy as np

from seedbed.engines import choices, effects, learner, scheduler
from seedbed.lib.modalities import LESSON_MODALITIES

_NONE = np.zeros(0, np.int64)
_PAIRS, _TRIPLES = np.zeros((0, 2), np.int64), np.zeros((0, 3), np.int64)


def start_compiling() -> subprocess.Popen[bytes]:
    """Start compiling in another process; wait for it before the first night."""
    return subprocess.Popen(  # noqa: S603 - this interpreter, this module
        [sys.executable, "-m", __name__], stdout=subprocess.DEVNULL
    )


def compile_engines() -> float:
    """Run each engine on the smallest input that takes every path; return the gain."""
    answers = learner.Answers(
        n_students=2,
        n_skills=2,
        student=np.repeat(np.arange(2, dtype=np.int32), 6),
        item=np.tile(np.arange(6, dtype=np.int32), 2),
        correct=np.arange(12) % 3 > 0,
        day=np.arange(12, dtype=np.float64),
        item_skill_starts=np.arange(7, dtype=np.int32),
        item_skills=np.arange(6, dtype=np.int32) % 2,
    )
    band = np.full(2, 6, np.int32)
    graph = learner.Graph(
        grade_low=band,
        grade_high=band,
        before=np.zeros(1, np.int32),
        after=np.ones(1, np.int32),
    )
    model = learner.fit(answers, graph, seed=0)
    state = learner.update(learner.begin(model, 2, grade=band), answers)
    estimates = learner.snapshot(state, as_of=20.0)
    learner.frontier(estimates, graph)
    learner.score_model(model, answers)
    learner.explain(state, 0, 0, past=answers)
    choices.allot(
        choices.Problem(
            worth=choices.worth_of_ranks([[0, 1], [0, 1]], 2),
            load=np.ones(2, np.int64),
            seats=np.ones(2, np.int64),
            blocks=np.ones((2, 1), np.bool_),
        ),
        seed=0,
        time_limit_seconds=0.2,
    )
    effects.draw(three_ways(), on=date(2026, 1, 5), seed=0)
    return scheduler.solve(tiny_day(), time_limit_seconds=0.2, seed=0).gain


def three_ways() -> effects.Ways:
    """Return one student's skill with three ways that look equally good."""
    one, same = np.zeros(1, np.int64), np.ones(3)
    return effects.Ways(
        student=one,
        skill=one,
        starts=np.array([0, 3]),
        way=np.arange(3),
        gain=same,
        mean=same,
        sd=0.1 * same,
        is_open=np.ones(1, np.bool_),
    )


def tiny_day() -> scheduler.Day:
    """Return a day of six students, two blocks, one skill and every modality."""
    n, n_lessons = 6, len(LESSON_MODALITIES)
    return scheduler.Day(
        block_starts=np.array([510, 560]),
        block_minutes=np.array([40, 40]),
        students=scheduler.Students(
            grade=np.full(n, 6),
            working_grade=np.full(n, 6.0),
            max_distance=np.ones(n, np.int64),
            free=np.ones((n, 2), bool),
            at_home=np.zeros((n, 2), bool),
            fixed=np.full((n, 2), -1),
            time_factor=np.ones(n),
            needs_quiet=np.zeros(n, bool),
            needs_aide=np.zeros(n, bool),
            language=np.full(n, -1),
            service_minutes=np.array([40, 0, 0, 0, 0, 0]),
            mentor=np.full(n, -1),
        ),
        lessons=scheduler.Lessons(
            skill=np.zeros(n_lessons, np.int64),
            modality=np.array([int(m) for m in LESSON_MODALITIES]),
            minutes=np.full(n_lessons, 30),
            seats=np.full(n_lessons, 6),
            needs_device=np.zeros(n_lessons, bool),
            skill_grade_low=np.array([6]),
            skill_grade_high=np.array([6]),
        ),
        options=scheduler.Options(
            student=np.repeat(np.arange(n), n_lessons),
            lesson=np.tile(np.arange(n_lessons), n),
            gain=np.tile(np.linspace(1.0, 0.5, n_lessons), n),
            success=np.full(n * n_lessons, 0.7),
        ),
        adults=scheduler.Adults(
            free=np.ones((2, 2), bool),
            teaches=np.ones((2, 1), bool),
            tutors=np.array([False, True]),
            is_aide=np.zeros(2, bool),
            speaks=np.zeros((2, 1), bool),
            max_seats=np.full(2, 15),
        ),
        rooms=scheduler.Rooms(
            seats=np.array([8, 8, 8]),
            free=np.ones((3, 2), bool),
            is_quiet=np.zeros(3, bool),
            is_online=np.zeros(3, bool),
            devices=np.full(3, 8),
        ),
        fixed=scheduler.Fixed(
            block=_NONE, modality=_NONE, staff=_NONE, room=_NONE, seats=_NONE
        ),
        history=scheduler.History(passed=_PAIRS, previous=_PAIRS, streak=_TRIPLES),
        names=scheduler.Names(
            students=tuple(f"Student {s}" for s in range(n)),
            lessons=tuple(m.slug for m in LESSON_MODALITIES),
            staff=("Teacher", "Tutor"),
            rooms=("Room 1", "Room 2", "Room 3"),
            blocks=("Block 1", "Block 2"),
            skills=("Ratios",),
        ),
    )


if __name__ == "__main__":
    compile_engines()
