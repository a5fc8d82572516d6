"""A day with one thing changed: a rule off, an adult more, a room less, students more.

The axes of the day stay as they are, or grow at the end, so that a plan of the day is
still read by the changed one.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np

from seedbed.engines.scheduler.baseline import narrowed
from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.parts import Limits, Options
from seedbed.engines.scheduler.rules import RULES
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import LED

_NONE = -1


def switches() -> tuple[str, ...]:
    """Return the numbers of ``Limits`` that ``None`` switches off, in order."""
    hints = typing.get_type_hints(Limits)
    return tuple(
        f.name for f in fields(Limits) if type(None) in typing.get_args(hints[f.name])
    )


def why_no_price(day: Day, rule: str) -> str:
    """Say why a rule cannot be compared with its absence, or return ``""``."""
    if rule in switches():
        if getattr(day.limits, rule) is None and getattr(Limits(), rule) is None:
            return (
                f"The rule {rule!r} is off and has no usual number, so there is nothing"
                " to compare with. Give the unit a number for it first."
            )
        return ""
    can = ", ".join(switches())
    if rule in {f.name for f in fields(Limits)}:
        return (
            f"The rule {rule!r} is a number that always holds: it can be changed but "
            f"never switched off, so it has no price. Choose one of: {can}."
        )
    if rule in RULES:
        return (
            f"The rule {rule!r} can never be switched off: a plan that breaks it is "
            f"unsafe, so it has no price. Choose one of: {can}."
        )
    return f"There is no rule {rule!r}. Choose one of: {can}."


def with_rule(day: Day, rule: str) -> Day:
    """Return the day with a rule on: its own number, else the usual one."""
    own = getattr(day.limits, rule)
    return with_number(day, rule, getattr(Limits(), rule) if own is None else own)


def without_rule(day: Day, rule: str) -> Day:
    """Return the day with a rule off."""
    return with_number(day, rule, None)


def with_number(day: Day, rule: str, value: float | None) -> Day:
    """Return the day with another number for a rule, None for off."""
    return _limited(day, {rule: value})


def _limited(day: Day, values: Mapping[str, Any]) -> Day:
    return replace(day, limits=replace(day.limits, **values))


def scarcest_adult(day: Day) -> int:
    """Return the adult whose lessons most students wait for, or -1 without adults.

    For each lesson with an adult, the students who could take it are divided by the
    blocks in which someone who may lead it is free; an adult's figure is the sum over
    the lessons they may lead.
    """
    if not day.n_adults:
        return _NONE
    space = narrowed(day)
    is_led = np.isin(day.lessons.modality, LED)
    n_ready = np.bincount(space.lesson, minlength=day.n_lessons) * is_led
    blocks = space.staff_free.sum(axis=1)
    supply = blocks @ space.leads
    waiting = (space.leads * (n_ready / np.maximum(supply, 1))[None, :]).sum(axis=1)
    return int(np.where(blocks > 0, waiting, -1.0).argmax())


def busiest_room(day: Day, timetable: Timetable) -> int:
    """Return the room with most sessions of a plan, or -1 where none has any."""
    used = timetable.session_room[timetable.session_room >= 0]
    if not len(used):
        return _NONE
    return int(np.bincount(used, minlength=day.n_rooms).argmax())


def with_adult_like(day: Day, adult: int) -> Day:
    """Return the day with one adult more, who is like another one."""
    adults = {
        f.name: _grown(getattr(day.adults, f.name), np.array([adult]))
        for f in fields(day.adults)
    }
    name = f"one more like {day.names.staff[adult]}"
    return replace(
        day,
        adults=replace(day.adults, **adults),
        names=replace(day.names, staff=(*day.names.staff, name)),
    )


def without_room(day: Day, room: int) -> Day:
    """Return the day with a room closed to the plan; fixed sessions in it stay."""
    free = day.rooms.free.copy()
    free[room] = False
    return replace(day, rooms=replace(day.rooms, free=free))


def with_students_like(day: Day, drawn: IntArray) -> Day:
    """Return the day with students more, each like a present one.

    They can and need what the present one can and needs. A check-in or elective that is
    full has no seat for them: that block of theirs then stays empty.
    """
    first, drawn = day.n_students, np.asarray(drawn, np.int64)
    students = {
        f.name: _grown(getattr(day.students, f.name), drawn)
        for f in fields(day.students)
    }
    students["fixed"] = _where_seats_are(day, students["fixed"], first)
    history = {
        f.name: _with_rows_of(getattr(day.history, f.name), drawn, first)
        for f in fields(day.history)
    }
    names = [f"one like {day.names.students[s]} ({n + 1})" for n, s in enumerate(drawn)]
    return replace(
        day,
        students=replace(day.students, **students),
        options=_options(day, drawn, first),
        history=replace(day.history, **history),
        names=replace(day.names, students=(*day.names.students, *names)),
    )


def with_rows(timetable: Timetable, n_students: int) -> Timetable:
    """Return a plan of fewer students as one of more, who have nothing yet."""
    more = n_students - len(timetable.seat)
    nothing = np.full((more, timetable.seat.shape[1]), _NONE, np.int64)
    rows = {
        name: np.concatenate([getattr(timetable, name), nothing])
        for name in ("seat", "lesson", "room")
    }
    return replace(timetable, **rows)


def _grown(array: Any, drawn: IntArray) -> Any:
    return np.concatenate([array, array[drawn]])


def _where_seats_are(day: Day, fixed: IntArray, first: int) -> IntArray:
    """Leave out fixed sessions of new students that have no seat left."""
    here = day.students.fixed[day.students.fixed >= 0]
    left = day.fixed.seats - np.bincount(here, minlength=len(day.fixed.block))
    for s in range(first, len(fixed)):
        for b in np.flatnonzero(fixed[s] >= 0).tolist():
            if left[fixed[s, b]] > 0:
                left[fixed[s, b]] -= 1
            else:
                fixed[s, b] = _NONE
    return fixed


def _options(day: Day, drawn: IntArray, first: int) -> Options:
    starts = np.searchsorted(day.options.student, np.arange(first + 1))
    own = [np.arange(starts[s], starts[s + 1]) for s in drawn.tolist()]
    copied = np.concatenate([*own, np.zeros(0, np.int64)]).astype(np.int64)
    n_each = np.array([len(rows) for rows in own], np.int64)
    who = first + np.repeat(np.arange(len(drawn)), n_each)
    columns = {
        f.name: np.concatenate(
            [getattr(day.options, f.name), getattr(day.options, f.name)[copied]]
        )
        for f in fields(day.options)
    }
    columns["student"] = np.concatenate([day.options.student, who])
    return replace(day.options, **columns)


def _with_rows_of(rows: IntArray, drawn: IntArray, first: int) -> IntArray:
    """Add what happened before to the present student, of a table led by student."""
    added = []
    for n, s in enumerate(drawn.tolist()):
        own = rows[rows[:, 0] == s].copy()
        own[:, 0] = first + n
        added.append(own)
    return np.concatenate([rows, *added])
