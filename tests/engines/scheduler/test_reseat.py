"""Wishes are granted where the plan still has what was wished for."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler import kernels, reseat
from seedbed.engines.scheduler.baseline import narrowed
from seedbed.engines.scheduler.construct import construct
from seedbed.engines.scheduler.seat_program import Columns
from seedbed.engines.scheduler.state import (
    LESSON,
    SIZE,
    Problem,
    State,
    empty_state,
    make_problem,
)
from seedbed.server.benches.sizing_days import sizing_day


def planned() -> tuple[Problem, State]:
    day = sizing_day(20)
    space = narrowed(day)
    p, x = make_problem(day, space), empty_state(day, space)
    construct(day, space, p, x)
    return p, x


def seats_in_other_lessons(p: Problem, x: State) -> int:
    lesson = np.append(p.lesson, -1)[x.choice]
    block, who = np.nonzero(x.seat >= 0)
    held = x.session[block, x.seat[block, who], LESSON]
    return int((held != lesson[block, who]).sum())


def test_a_session_that_another_window_closed_is_nobodys_wish_any_more() -> None:
    p, x = planned()
    block, j = np.argwhere(x.session[:, :, SIZE] > 0)[0]
    members = x.members[block, j, : x.session[block, j, SIZE]].copy()
    student = int(members[0])
    option = int(x.choice[block, student])
    for s in members:
        kernels.move(p, x, s, block, -1, -1)
    kernels.close_session(p, x, block, j)
    wish = Columns(*(np.array([n]) for n in (student, block, option, j)))

    y, _ = reseat._grant(p, x, np.array([student]), wish)

    assert seats_in_other_lessons(p, y) == 0
    assert y.seat[block, student] != j
