"""Why a student has what they have, and what follows if an adult decides otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from seedbed.engines.scheduler.blocked import Explainer, Hindrance
from seedbed.engines.scheduler.gain import gain_by_student
from seedbed.engines.scheduler.parts import Locks
from seedbed.engines.scheduler.solver import repair

_NONE = -1


@dataclass(frozen=True, kw_only=True)
class Insisted:
    """What follows if an adult decides a seat all the same.

    ``own`` is the change of the student's expected gain, ``others`` that of everybody
    else's together; ``n_moved`` others would have another day. ``hindrances`` are the
    rules that would then be broken.
    """

    own: float
    others: float
    n_moved: int
    hindrances: tuple[Hindrance, ...]


@dataclass(frozen=True, kw_only=True)
class Why:
    """Why one seat: the lesson, the best one that could have been instead, the price.

    ``worth`` and ``runner_up_worth`` are what each adds to the student's day;
    ``blocked`` is the best lesson that adds more and cannot be had, with the reasons.
    Lessons are -1 where there is none.
    """

    lesson: int
    worth: float
    runner_up: int
    runner_up_worth: float
    blocked: int
    blocked_worth: float
    hindrances: tuple[Hindrance, ...]

    @property
    def price(self) -> float:
        """How much less the runner-up would add."""
        return self.worth - self.runner_up_worth


def why(asked: Explainer, *, student: int, block: int) -> Why:
    """Return why a student has what they have in a block."""
    now = int(asked.timetable.lesson[student, block])
    worth = asked.worth.adds(student, block)
    day = asked.day
    own = day.options.lesson[day.options.student == student].tolist()
    ranked = sorted(
        ((asked.worth.adds(student, block, n), n) for n in own if n != now),
        key=lambda pair: (-pair[0], pair[1]),
    )
    runner_up, blocked = (0.0, _NONE), (0.0, _NONE)
    reasons: tuple[Hindrance, ...] = ()
    for value, lesson in ranked:
        found = asked.hindrances(student=student, lesson=lesson, block=block)
        if not found:
            runner_up = (value, lesson)
            break
        if blocked[1] < 0 and value > worth:
            blocked, reasons = (value, lesson), found
    return Why(
        lesson=now,
        worth=worth,
        runner_up=runner_up[1],
        runner_up_worth=runner_up[0],
        blocked=blocked[1],
        blocked_worth=blocked[0],
        hindrances=reasons,
    )


def insist(asked: Explainer, *, student: int, lesson: int, block: int) -> Insisted:
    """Return what follows if an adult decides the seat, and the plan is repaired.

    ``lesson`` -1 is supervised study.
    """
    own = (asked.day.locks.seats[:, :2] == (student, block)).all(axis=1)
    lock = np.array([[student, block, lesson]], np.int64)
    locks = Locks(seats=np.concatenate([asked.day.locks.seats[~own], lock]))
    day = replace(asked.day, locks=locks)
    plan = repair(day, asked.timetable).timetable
    change = gain_by_student(day, plan) - gain_by_student(asked.day, asked.timetable)
    moved = (plan.lesson != asked.timetable.lesson).any(axis=1)
    moved[student] = False
    return Insisted(
        own=float(change[student]),
        others=float(np.delete(change, student).sum()),
        n_moved=int(moved.sum()),
        hindrances=asked.new_faults(day, plan, _NONE, _NONE),
    )
