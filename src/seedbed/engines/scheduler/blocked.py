"""What stands in the way of another lesson for a student.

An independent reading of a plan, like ``verify``: nothing here is told by the solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.own_worth import OwnWorth
from seedbed.engines.scheduler.rules import RULES
from seedbed.engines.scheduler.space import wide_open
from seedbed.engines.scheduler.verify import verify
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.modalities import GROUPED, LED
from seedbed.lib.text import count, listing

_NONE = -1


@dataclass(frozen=True)
class Hindrance:
    """What keeps a student from a lesson in a block: a rule or a resource, in words.

    ``cause`` is a rule's name, or ``adults``, ``rooms``, ``seats`` or ``group``.
    """

    cause: str
    message: str


class Explainer:
    """Answers questions about one plan of one day."""

    def __init__(self, day: Day, timetable: Timetable) -> None:
        self.day, self.timetable = day, timetable
        self.worth = OwnWorth(day, timetable)

    @cached_property
    def _before(self) -> frozenset[str]:
        return frozenset(f.message for f in verify(self.day, self.timetable))

    @cached_property
    def _allowed_by(self) -> dict[str, BoolArray]:
        """Where each rule that looks at one seat alone allows it, (P, B)."""
        found = {}
        for rule in RULES.values():
            space = wide_open(self.day)
            rule.constrain(self.day, space)
            if not space.allowed.all():
                found[rule.NAME] = space.allowed
        return found

    @cached_property
    def _row_of(self) -> dict[tuple[int, int], int]:
        space = wide_open(self.day)
        pairs = zip(space.student.tolist(), space.lesson.tolist(), strict=True)
        return {pair: n for n, pair in enumerate(pairs)}

    def hindrances(
        self, *, student: int, lesson: int, block: int
    ) -> tuple[Hindrance, ...]:
        """Return what keeps a student from a lesson in a block; empty if nothing does.

        First what the rules say of this seat alone, each in its own words. If none
        objects, what the plan around it lacks: an adult, a room, a seat, a group; and
        last what the whole day would break.
        """
        return (
            self._ruled_out(student, lesson, block)
            or self._lacking(student, lesson, block)
            or self._broken(student, lesson, block)
        )

    def _ruled_out(self, s: int, lesson: int, b: int) -> tuple[Hindrance, ...]:
        row = self._row_of.get((s, lesson))
        if row is None:
            return tuple(self._said("options", s, lesson, b))
        found: list[Hindrance] = []
        for name, allowed in self._allowed_by.items():
            if not allowed[row, b]:
                found += self._said(name, s, lesson, b)
        if (self.day.locks.seats[:, :2] == (s, b)).all(axis=1).any():
            found += self._said("locks", s, lesson, b)
        return tuple(found)

    def _said(self, rule: str, s: int, lesson: int, b: int) -> Iterator[Hindrance]:
        message = RULES[rule].explain(self.day, student=s, lesson=lesson, block=b)
        if message:
            yield Hindrance(rule, message)

    def _lacking(self, s: int, lesson: int, b: int) -> tuple[Hindrance, ...]:
        if self.day.lessons.modality[lesson] not in GROUPED:
            return ()
        meets = self._meets(lesson, b)
        if not len(meets):
            return tuple(self._no_group(s, lesson, b))
        title, when = self.day.names.lessons[lesson], self.day.names.blocks[b]
        left = [self._seats_left(int(n)) for n in meets]
        if max(left) > 0:
            return ()
        n_there = int(np.isin(self.timetable.seat[:, b], meets).sum())
        groups = "The group" if len(left) == 1 else f"All {len(left)} groups"
        be = "is" if len(left) == 1 else "are"
        return (
            Hindrance(
                "seats",
                f"{groups} of {title} in {when} {be} full: "
                f"{count(n_there, 'student sits', 'students sit')} there.",
            ),
        )

    def _meets(self, lesson: int, b: int) -> IntArray:
        x = self.timetable
        return np.flatnonzero((x.session_block == b) & (x.session_lesson == lesson))

    def _seats_left(self, session: int) -> int:
        """Return how many more students a session seats."""
        day, x = self.day, self.timetable
        lesson, b = int(x.session_lesson[session]), int(x.session_block[session])
        space = wide_open(day)
        RULES["seats"].constrain(day, space)
        most = int(space.most[lesson])
        if x.session_staff[session] >= 0:
            most = min(most, int(day.adults.max_seats[x.session_staff[session]]))
        if x.session_room[session] >= 0:
            most = min(most, int(day.rooms.seats[x.session_room[session]]))
        return most - int((x.seat[:, b] == session).sum())

    def _no_group(self, s: int, lesson: int, b: int) -> Iterator[Hindrance]:
        """Say why no group of the lesson meets in the block."""
        found = [*self._no_adult(s, lesson, b), *self._no_room(s, b)]
        yield from found or self._no_takers(lesson, b)

    def _no_takers(self, lesson: int, b: int) -> Iterator[Hindrance]:
        """Say how many could come to a group that nobody opened, and do better."""
        day, when = self.day, self.day.names.blocks[b]
        title = day.names.lessons[lesson]
        ready = set(day.options.student[day.options.lesson == lesson].tolist())
        here = [o for o in ready if day.students.free[o, b]]
        space = wide_open(day)
        RULES["group_size"].constrain(day, space)
        needed = int(space.least[lesson])
        if len(here) < needed:
            yield Hindrance(
                "group",
                f"{title} needs at least {count(needed, 'student')}, and "
                f"{len(here)} could come in {when}.",
            )
            return
        lost = [self.worth.adds(o, b) - self.worth.adds(o, b, lesson) for o in here]
        n_better = sum(value > 0 for value in lost)
        if len(here) - n_better < needed:
            yield Hindrance(
                "group",
                f"No group of {title} meets in {when}: of the {len(here)} who could "
                f"come, {n_better} gain more where they are.",
            )
            return
        yield Hindrance("group", f"No group of {title} meets in {when}.")

    def _no_adult(self, s: int, lesson: int, b: int) -> Iterator[Hindrance]:
        day, x = self.day, self.timetable
        if day.lessons.modality[lesson] not in LED:
            return
        said = list(self._said("qualified", s, lesson, b))
        if said:
            yield from said
            return
        space = wide_open(day)
        for rule in RULES.values():
            rule.constrain(day, space)
        able = np.flatnonzero(space.leads[:, lesson] & space.staff_free[:, b])
        leading = {
            int(w): int(n)
            for n in np.flatnonzero(x.session_block == b)
            for w in (x.session_staff[n], x.session_aide[n])
        }
        busy = [w for w in able.tolist() if w in leading]
        led = np.bincount(x.session_staff[x.session_staff >= 0], minlength=day.n_adults)
        spent = [
            w for w in able.tolist() if w not in busy and led[w] >= space.staff_left[w]
        ]
        if len(busy) + len(spent) < len(able):
            return
        what = [
            f"{day.names.staff[w]} leads "
            f"{day.names.lessons[int(x.session_lesson[leading[w]])]}"
            for w in busy
        ]
        what += [f"{day.names.staff[w]} has led as much as allowed" for w in spent]
        yield Hindrance(
            "adults",
            f"Nobody who may lead {day.names.lessons[lesson]} is left in "
            f"{day.names.blocks[b]}: {listing(what, at_most=3)}.",
        )

    def _no_room(self, s: int, b: int) -> Iterator[Hindrance]:
        if not self._has_free_room(s, b):
            when = self.day.names.blocks[b]
            yield Hindrance("rooms", f"Every room is taken in {when}.")

    def _has_free_room(self, s: int, b: int) -> bool:
        day, x = self.day, self.timetable
        if day.students.at_home[s, b] or not day.n_rooms:
            return True
        taken = x.session_room[x.session_block == b]
        free = day.rooms.free[:, b] & self._is_near(s, b)
        free[taken[taken >= 0]] = False
        free[day.fixed.room[(day.fixed.block == b) & (day.fixed.room >= 0)]] = False
        return bool(free.any())

    def _is_near(self, s: int, b: int) -> BoolArray:
        """Tell which rooms are at the site where the student is, (R,)."""
        near: BoolArray = self.day.rooms.site == self.day.students.site[s, b]
        return near

    def _broken(self, s: int, lesson: int, b: int) -> tuple[Hindrance, ...]:
        """Return the rules that the plan would break with the student moved there."""
        meets = self._meets(lesson, b).tolist()
        grouped = self.day.lessons.modality[lesson] in GROUPED
        tries = [n for n in meets if self._seats_left(n) > 0] if grouped else [_NONE]
        found: list[tuple[Hindrance, ...]] = []
        for session in tries:
            changed = self._moved(s, lesson, b, session)
            found.append(self.new_faults(self.day, changed, s, b))
        return min(found, key=len, default=())

    def new_faults(
        self, day: Day, changed: Timetable, s: int, b: int
    ) -> tuple[Hindrance, ...]:
        """Return the rules that a changed plan breaks and this one keeps.

        A lock of the same student and block does not count: it is what is asked about.
        """
        return tuple(
            Hindrance(fault.rule, fault.message)
            for fault in verify(day, changed)
            if fault.message not in self._before
            and not (
                fault.rule == "locks" and (fault.students, fault.block) == ((s,), b)
            )
        )

    def _moved(self, s: int, lesson: int, b: int, session: int) -> Timetable:
        x = self.timetable
        seat, what, room = x.seat.copy(), x.lesson.copy(), x.room.copy()
        seat[s, b], what[s, b] = session, lesson
        room[s, b] = _NONE
        if session < 0 and not self.day.students.at_home[s, b] and self.day.n_rooms:
            room[s, b] = self._desk(s, lesson, b)
        return replace(x, seat=seat, lesson=what, room=room)

    def _desk(self, s: int, lesson: int, b: int) -> int:
        """Return a room with a seat for work alone, the one left else."""
        day, x = self.day, self.timetable
        here = np.delete(x.room[:, b], s)
        left = day.rooms.seats - np.bincount(here[here >= 0], minlength=day.n_rooms)
        hosts = x.session_room[x.session_block == b]
        is_open = day.rooms.free[:, b] & (left > 0)
        is_open &= self._is_near(s, b)
        is_open[hosts[hosts >= 0]] = False
        space = wide_open(day)
        RULES["devices"].constrain(day, space)
        if day.students.needs_quiet[s]:
            is_open &= day.rooms.is_quiet
        if space.takes_device[lesson]:
            takes = np.append(space.takes_device, False)[np.delete(x.lesson[:, b], s)]
            used = here[takes & (here >= 0)]
            is_open &= day.rooms.devices > np.bincount(used, minlength=day.n_rooms)
        return int(np.where(is_open, left, _NONE).argmax()) if is_open.any() else _NONE
