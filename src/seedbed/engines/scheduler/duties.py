"""What any plan of a day must give, as named facts and a small integer model of them.

It is a relaxation: every plan without faults satisfies it, so facts that cannot hold
here cannot hold in any plan. Left out are least sizes and spread of groups, the seats
that sessions take from work alone, and students to whom nothing particular is owed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler.baseline import narrowed
from seedbed.engines.scheduler.day import Day
from seedbed.engines.scheduler.integer import ALWAYS, IntegerProgram
from seedbed.engines.scheduler.rules import RULES
from seedbed.engines.scheduler.space import UNLIMITED, wide_open
from seedbed.lib.arrays import BoolArray
from seedbed.lib.modalities import GROUPED, LED, Modality
from seedbed.lib.text import count, listing

#: Who leads a seat, where it is no adult of the day: nobody is needed, or somebody who
#: is not there. The last is ruled out by the fact that says who is.
_NOBODY, _SOMEBODY = -1, -2


@dataclass(frozen=True)
class Fact:
    """One thing that a plan has to respect, in words, and whom it is about.

    ``kind``: ``hub``, ``rooms``, ``quiet_rooms``, ``aides``, ``adults`` (what there
    is); ``rule``; ``service``, ``quiet``, ``aide``, ``language`` (what a student is
    owed); ``lock`` (what an adult decided).
    """

    kind: str
    message: str
    students: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Seat:
    """A student in a lesson in a block, led by an adult or as ``_NOBODY`` says."""

    student: int
    block: int
    lesson: int
    adult: int


_Places = dict[tuple[int, int], list[tuple[_Seat, int]]]


class Duties:
    """The facts of a day, and which of them can hold together."""

    def __init__(self, day: Day, *, lock_notes: Sequence[str] = ()) -> None:
        self.day, self.space, self.notes = day, narrowed(day), lock_notes
        self.facts: list[Fact] = []
        self._program = IntegerProgram()
        self._columns: dict[_Seat, int] = {}
        self._by_place: _Places = defaultdict(list)
        self._leaders: dict[tuple[int, ...], int] = {}
        quiet = self._quiet_students()
        self._desks()
        for s in np.flatnonzero(self.space.owed_minutes > 0).tolist():
            self._open(s, (Modality.TUTORING,))
        for s in np.flatnonzero(quiet.any(axis=1)).tolist():
            self._open(s, GROUPED)
        for s, b, lesson in self.space.locked:
            if lesson >= 0:
                self._seat(s, b, lesson)
        self._seats_hold()
        self._rules_of_locks()
        self._owe_service()
        self._owe_quiet(quiet)
        self._owe_help()
        self._keep_locks()

    def can_hold(self, facts: Sequence[int]) -> bool:
        """Tell whether a plan could respect all of some facts, given by position."""
        return self._program.has_solution(facts)

    def _fact(self, kind: str, message: str, students: Iterable[int] = ()) -> int:
        self.facts.append(Fact(kind, message, tuple(students)))
        return len(self.facts) - 1

    # What could be: seats of those to whom something is owed.

    def _open(self, s: int, ways: Sequence[Modality]) -> None:
        """Add the seats in some modalities that a student could have."""
        own = np.flatnonzero(self.space.student == s)
        for row in own[
            np.isin(self.day.lessons.modality[self.space.lesson[own]], ways)
        ]:
            for b in np.flatnonzero(self.space.allowed[row]).tolist():
                self._seat(s, b, int(self.space.lesson[row]))

    def _seat(self, s: int, b: int, lesson: int) -> None:
        for adult in self._may_lead(b, lesson):
            seat = _Seat(s, b, lesson, adult)
            if seat not in self._columns:
                self._columns[seat] = self._program.column()
                self._by_place[s, b].append((seat, self._columns[seat]))

    def _may_lead(self, b: int, lesson: int) -> list[int]:
        if self.day.lessons.modality[lesson] not in LED:
            return [_NOBODY]
        able = self.space.leads[:, lesson] & self.space.staff_free[:, b]
        return [_SOMEBODY, *np.flatnonzero(able).tolist()]

    def _at(self, s: int, b: int, lesson: int | None = None) -> list[int]:
        """Return the columns of a student's seats in a block, of one lesson or all."""
        return [
            column
            for seat, column in self._by_place[s, b]
            if lesson is None or seat.lesson == lesson
        ]

    def _meetings(self) -> dict[tuple[int, int, int], list[_Seat]]:
        """Return the seats of each session that could be: adult, lesson, block."""
        found: dict[tuple[int, int, int], list[_Seat]] = defaultdict(list)
        for seat in self._columns:
            if seat.adult >= 0:
                found[seat.adult, seat.lesson, seat.block].append(seat)
        return found

    # What holds whatever is left out, and what there is.

    def _seats_hold(self) -> None:
        """Keep a student in one place, an adult in one lesson, a group to its seats."""
        columns, program = self._columns, self._program
        for s, b in sorted({(seat.student, seat.block) for seat in columns}):
            program.at_most(ALWAYS, self._at(s, b), 1)
        leads: dict[tuple[int, int], list[int]] = defaultdict(list)
        for (adult, lesson, b), seats in self._meetings().items():
            meets = program.column()
            leads[adult, b].append(meets)
            most = min(self.space.most[lesson], self.day.adults.max_seats[adult])
            terms = [(columns[seat], 1.0) for seat in seats]
            program.row(ALWAYS, [*terms, (meets, -float(most))], 0)
        for sessions in leads.values():
            program.at_most(ALWAYS, sessions, 1)
        for seat, column in columns.items():
            if seat.adult == _SOMEBODY:
                program.at_most(self._leaders_of(seat.lesson), [column], 0)

    def _leaders_of(self, lesson: int) -> int:
        """Return the fact that says who may lead a lesson, and when they are free."""
        key = self._able(lesson)
        if key not in self._leaders:
            seats = sorted({seat.lesson for seat in self._columns})
            titles = [self.day.names.lessons[n] for n in seats if self._able(n) == key]
            what = listing(titles, at_most=3)
            said = "; ".join(self._hours(w) for w in key) or "nobody who is there"
            self._leaders[key] = self._fact("adults", f"{what} may be led by {said}.")
        return self._leaders[key]

    def _able(self, lesson: int) -> tuple[int, ...]:
        """Return who may lead a lesson and is free at all."""
        able = self.space.leads[:, lesson] & self.space.staff_free.any(axis=1)
        return tuple(np.flatnonzero(able).tolist())

    def _hours(self, adult: int) -> str:
        names, free = self.day.names, self.space.staff_free[adult]
        if free.all():
            return f"{names.staff[adult]} (free all day)"
        blocks = [names.blocks[b] for b in np.flatnonzero(free)]
        return f"{names.staff[adult]} (free in {listing(blocks, at_most=9)})"

    def _desks(self) -> None:
        """Give everyone at the hub a seat in an open room."""
        day = self.day
        at_hub = day.students.free & ~day.students.at_home
        seats = day.rooms.seats @ self.space.room_free
        for b in np.flatnonzero((at_hub.sum(axis=0) > seats) & (day.n_rooms > 0)):
            when, n_here = day.names.blocks[b], int(at_hub[:, b].sum())
            rooms = self._fact(
                "rooms",
                f"The rooms open in {when} have {count(int(seats[b]), 'seat')}.",
            )
            be = "is" if n_here == 1 else "are"
            hub = self._fact(
                "hub", f"{count(n_here, 'student')} {be} at the hub in {when}."
            )
            sits = self._program.column()
            self._program.at_most(hub, [sits], -1, value=-1.0)
            self._program.at_most(rooms, [sits], 0)

    # What students are owed, and what adults decided.

    def _owe_service(self) -> None:
        day = self.day
        for s in np.flatnonzero(self.space.owed_minutes > 0).tolist():
            owed = int(self.space.owed_minutes[s])
            fact = self._fact(
                "service",
                f"{day.names.students[s]} is owed {owed} minutes with an adult.",
                (s,),
            )
            terms = [
                (column, -float(day.block_minutes[b]))
                for b in range(day.n_blocks)
                for seat, column in self._by_place[s, b]
                if day.lessons.modality[seat.lesson] == Modality.TUTORING
            ]
            self._program.row(fact, terms, -float(owed))

    def _quiet_students(self) -> BoolArray:
        """Return (S, B): who needs a quiet room, in blocks with too few such seats."""
        day = self.day
        alone = day.students.free & ~day.students.at_home
        needs: BoolArray = alone & day.students.needs_quiet[:, None]
        short = needs.sum(axis=0) > self._quiet_seats()
        needs &= short[None, :]
        return needs

    def _quiet_seats(self) -> list[int]:
        day = self.day
        seats = (day.rooms.seats * day.rooms.is_quiet) @ self.space.room_free
        return [int(n) for n in seats]

    def _owe_quiet(self, quiet: BoolArray) -> None:
        """Let whoever needs quiet work in a quiet room or sit in a session."""
        day, program, seats = self.day, self._program, self._quiet_seats()
        for b in np.flatnonzero(quiet.any(axis=0)).tolist():
            rooms = self._fact(
                "quiet_rooms",
                f"Quiet rooms open in {day.names.blocks[b]} have "
                f"{count(seats[b], 'seat')}.",
            )
            alone = []
            for s in np.flatnonzero(quiet[:, b]).tolist():
                fact = self._fact(
                    "quiet",
                    f"{day.names.students[s]} needs a quiet room in "
                    f"{day.names.blocks[b]}.",
                    (s,),
                )
                alone.append(program.column())
                groups = [
                    column
                    for seat, column in self._by_place[s, b]
                    if day.lessons.modality[seat.lesson] in GROUPED
                ]
                program.at_most(fact, [alone[-1], *groups], -1, value=-1.0)
            program.at_most(rooms, alone, seats[b])

    def _owe_help(self) -> None:
        """Give sessions the aide and the language that their students need."""
        day = self.day
        aides: dict[tuple[int, int, int], int] = {}
        needs = [
            ("aide", day.students.needs_aide, "needs an aide in sessions"),
            ("language", day.students.language >= 0, "needs language support"),
        ]
        for kind, who, words in needs:
            facts: dict[int, int] = {}
            for seat, column in list(self._columns.items()):
                s = seat.student
                if not who[s] or not self._lacks(kind, seat):
                    continue
                if s not in facts:
                    said = f"{day.names.students[s]} {words}."
                    facts[s] = self._fact(kind, said, (s,))
                terms = [(column, 1.0)]
                if self._could_help(kind, seat):
                    key = (seat.adult, seat.lesson, seat.block)
                    if key not in aides:
                        aides[key] = self._program.column()
                    terms.append((aides[key], -1.0))
                self._program.row(facts[s], terms, 0)
        self._limit_aides(aides)

    def _lacks(self, kind: str, seat: _Seat) -> bool:
        """Tell whether a seat gives what the student needs only with an aide."""
        day = self.day
        way = day.lessons.modality[seat.lesson]
        if kind == "aide":
            return way in GROUPED and not day.students.at_home[seat.student, seat.block]
        spoken = day.students.language[seat.student]
        return way in LED and (
            seat.adult == _SOMEBODY or not day.adults.speaks[seat.adult, spoken]
        )

    def _could_help(self, kind: str, seat: _Seat) -> bool:
        """Tell whether an aide who is free then could give it."""
        adults = self.day.adults
        free = adults.is_aide & self.space.staff_free[:, seat.block]
        if kind == "language":
            free &= adults.speaks[:, self.day.students.language[seat.student]]
        return bool(free.any()) or kind == "aide"

    def _limit_aides(self, aides: dict[tuple[int, int, int], int]) -> None:
        day = self.day
        for b in sorted({block for _w, _n, block in aides}):
            free = int((day.adults.is_aide & self.space.staff_free[:, b]).sum())
            be = "is" if free == 1 else "are"
            fact = self._fact(
                "aides", f"{count(free, 'aide')} {be} free in {day.names.blocks[b]}."
            )
            here = [column for key, column in aides.items() if key[2] == b]
            self._program.at_most(fact, here, free)

    def _keep_locks(self) -> None:
        """Keep what an adult decided; say who and when, where that is known."""
        day = self.day
        for n, (s, b, lesson) in enumerate(self.space.locked):
            what = day.names.lessons[lesson] if lesson >= 0 else "supervised study"
            who = self.notes[n] if n < len(self.notes) and self.notes[n] else "An adult"
            fact = self._fact(
                "lock",
                f"{who} decided {what} for {day.names.students[s]} in "
                f"{day.names.blocks[b]}.",
                (s,),
            )
            seats = self._at(s, b)
            own = self._at(s, b, lesson)
            if lesson < 0:
                self._program.at_most(fact, seats, 0)
            else:
                self._program.at_most(fact, own, -1, value=-1.0)

    def _rules_of_locks(self) -> None:
        """Add the rules that forbid what an adult decided, in their own words."""
        for s, b, lesson in sorted(set(self.space.locked)):
            if lesson < 0:
                continue
            own = self._at(s, b, lesson)
            for message in self._forbidden(s, b, lesson):
                fact = self._fact("rule", message, (s,))
                self._program.at_most(fact, own, 0)
        self._repeats_of_locks()

    def _forbidden(self, s: int, b: int, lesson: int) -> Iterator[str]:
        rows = wide_open(self.day)
        row = np.flatnonzero((rows.student == s) & (rows.lesson == lesson))
        for name, rule in RULES.items():
            space = wide_open(self.day)
            rule.constrain(self.day, space)
            if name != "locks" and not space.allowed[row, b].all():
                said = rule.explain(self.day, student=s, lesson=lesson, block=b)
                yield said or f"The rule {name!r} forbids it."

    def _repeats_of_locks(self) -> None:
        """Let a lesson and a skill come at most so often in a day."""
        day = self.day
        seats = sorted({x for x in self.space.locked if x[2] >= 0})
        for name, most, key_of in (
            ("lessons", self.space.lesson_most, lambda n: n),
            ("skills", self.space.skill_twice, lambda n: int(day.lessons.skill[n])),
        ):
            groups: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
            for s, b, lesson in seats:
                groups[s, key_of(lesson)].add((b, lesson))
            for (s, key), found in groups.items():
                if len(found) <= most or most >= UNLIMITED:
                    continue
                what = getattr(day.names, name)[key]
                times = "once" if most == 1 else f"{most} times"
                said = f"{day.names.students[s]} has {what} at most {times} in a day."
                columns = [
                    column for b, lesson in found for column in self._at(s, b, lesson)
                ]
                self._program.at_most(self._fact("rule", said, (s,)), columns, most)
