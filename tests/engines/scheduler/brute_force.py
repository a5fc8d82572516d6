"""The best plan of a very small day, by trying every plan; knows no solver.

Each student's rows are tried first, then all students together, the best first: who
shares a session, who leads and aids it, in which room, and where the others sit. Every
verdict is that of the independent check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import product

import numpy as np
from tests.engines.scheduler.tiny import plan

from seedbed.engines.scheduler import RULES, Day, Fault, Timetable, verify
from seedbed.lib.modalities import GROUPED

#: Rules that look at nothing but one student's own row; and rules that one session
#: keeps or breaks whatever else is in the block.
ROW_RULES = (
    "approval",
    "extra_time",
    "guard_band",
    "lesson_once",
    "locks",
    "not_twice_running",
    "options",
    "screen_minutes",
    "skill_twice",
    "third_day",
    "variety",
)
SESSION_RULES = (
    "aide",
    "group_size",
    "group_spread",
    "language",
    "qualified",
    "seats",
    "site_travel",
)
BLOCK_RULES = ("clash", "devices", "group_size", "quiet", "seats", "site_travel")
STUDY = -1
Row = tuple[int, ...]  # a lesson, or STUDY, for each free block of a student
Session = tuple[int, int, int, int, int, tuple[int, ...]]
Alone = tuple[int, int, int, int]
Held = tuple[list[Session], list[Alone]]


def best_gain(day: Day) -> float | None:
    """Return the gain of the best plan without faults; None if there is none."""
    return BruteForce(day).best()


class BruteForce:
    """Tries every plan of one day."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.blocks = [np.flatnonzero(row).tolist() for row in day.students.free]
        self._rows_kept: dict[tuple[int, Row], bool] = {}
        self._sessions: dict[Session, bool] = {}
        self._held: dict[tuple[int, tuple[tuple[int, int], ...]], list[Held]] = {}

    def best(self) -> float | None:
        """Return the gain of the best plan without faults; None if there is none."""
        rows = [self._rows(s) for s in range(self.day.n_students)]
        plans = sorted(product(*rows), key=lambda chosen: -sum(g for g, _ in chosen))
        for chosen in plans:
            row_of = dict(enumerate(row for _, row in chosen))
            if all(map(self._keeps_rules, row_of.items())) and self._can_be_held(
                row_of
            ):
                return sum(g for g, _ in chosen)
        return None

    def _rows(self, student: int) -> list[tuple[float, Row]]:
        """Return every row of options and locked lessons, with what it gains."""
        own = self.day.options.student == student
        gains = dict(
            zip(
                self.day.options.lesson[own].tolist(),
                self.day.options.gain[own].tolist(),
                strict=True,
            )
        )
        locked = self.day.locks.seats[self.day.locks.seats[:, 0] == student, 2]
        lessons = sorted({STUDY, *gains, *locked.tolist()})
        rows = product(lessons, repeat=len(self.blocks[student]))
        return [(self._worth(row, gains), row) for row in rows]

    def _keeps_rules(self, of: tuple[int, Row]) -> bool:
        """Tell whether a student's row breaks no rule by itself."""
        if of not in self._rows_kept:
            student, row = of
            alone = [
                (student, b, lesson, STUDY)
                for b, lesson in zip(self.blocks[student], row, strict=True)
            ]
            faults = self._faults(ROW_RULES, plan(self.day, alone=alone))
            self._rows_kept[of] = all(f.students != (student,) for f in faults)
        return self._rows_kept[of]

    def _worth(self, row: Row, gains: dict[int, float]) -> float:
        by_skill = defaultdict(list)
        for lesson in row:
            if lesson != STUDY:
                skill = int(self.day.lessons.skill[lesson])
                by_skill[skill].append(gains.get(lesson, 0.0))
        share = self.day.limits.repeat_share
        return sum(
            gain * share**n
            for met in by_skill.values()
            for n, gain in enumerate(sorted(met, reverse=True))
        )

    def _can_be_held(self, rows: dict[int, Row]) -> bool:
        by_block: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for student, row in rows.items():
            for b, lesson in zip(self.blocks[student], row, strict=True):
                by_block[b].append((student, lesson))
        ways = [self._ways(b, tuple(who)) for b, who in sorted(by_block.items())]
        return any(verify(self.day, self._write(way)) == [] for way in product(*ways))

    def _write(self, held: tuple[Held, ...]) -> Timetable:
        return plan(
            self.day,
            sessions=[session for sessions, _ in held for session in sessions],
            alone=[seat for _, alone in held for seat in alone],
        )

    def _ways(self, block: int, seats: tuple[tuple[int, int], ...]) -> list[Held]:
        """Return ways to hold a block, one for each choice that binds other blocks."""
        if (block, seats) not in self._held:
            found: dict[tuple[tuple[int, ...], ...], Held] = {}
            for held in self._tries(block, seats):
                bound = self._bound_by(held)
                if bound not in found and self._is_sound(block, held):
                    found[bound] = held
                    if self.day.limits.staff_blocks is None and self.day.n_sites == 1:
                        break
            self._held[block, seats] = list(found.values())
        return self._held[block, seats]

    def _bound_by(self, held: Held) -> tuple[tuple[int, ...], ...]:
        """Return who leads; with several sites, also who aids and where that is."""
        if self.day.n_sites == 1:
            return tuple(sorted((session[2],) for session in held[0]))
        site = np.append(self.day.rooms.site, -1)
        return tuple(sorted((w, aide, site[r]) for _, _, w, aide, r, _ in held[0]))

    def _is_sound(self, block: int, held: Held) -> bool:
        faults = self._faults(BLOCK_RULES, self._write((held,)))
        return all(f.block != block for f in faults)

    def _tries(self, block: int, seats: tuple[tuple[int, int], ...]) -> Iterator[Held]:
        groups: dict[int, list[int]] = defaultdict(list)
        alone = []
        for student, lesson in seats:
            if lesson != STUDY and self.day.lessons.modality[lesson] in GROUPED:
                groups[lesson].append(student)
            else:
                at_home = self.day.students.at_home[student, block]
                rooms = (-1,) if at_home else range(self.day.n_rooms)
                alone.append([(student, block, lesson, room) for room in rooms])
        split = [
            [[(lesson, who) for who in parts] for parts in partitions(members)]
            for lesson, members in groups.items()
        ]
        for chosen in product(*split):
            sessions = [session for part in chosen for session in part]
            led = [self._leaders(block, lesson, who) for lesson, who in sessions]
            for held, placed in product(product(*led), product(*alone)):
                yield list(held), list(placed)

    def _leaders(self, block: int, lesson: int, who: tuple[int, ...]) -> list[Session]:
        return [
            session
            for staff, aide, room in self._adults_and_rooms
            if self._holds(session := (block, lesson, staff, aide, room, who))
        ]

    @cached_property
    def _adults_and_rooms(self) -> list[tuple[int, int, int]]:
        adults, rooms = range(-1, self.day.n_adults), range(-1, self.day.n_rooms)
        return list(product(adults, adults, rooms))

    def _holds(self, session: Session) -> bool:
        """Tell whether a session breaks no rule by itself."""
        if session not in self._sessions:
            faults = self._faults(SESSION_RULES, plan(self.day, sessions=[session]))
            self._sessions[session] = all(f.session != 0 for f in faults)
        return self._sessions[session]

    def _faults(self, names: tuple[str, ...], timetable: Timetable) -> list[Fault]:
        return [f for name in names for f in RULES[name].faults(self.day, timetable)]


def partitions(members: list[int]) -> Iterator[list[tuple[int, ...]]]:
    """Return every way to split some students into groups."""
    if not members:
        yield []
        return
    first, rest = members[0], members[1:]
    for parts in partitions(rest):
        yield [(first,), *parts]
        for i, part in enumerate(parts):
            yield [*parts[:i], (first, *part), *parts[i + 1 :]]
