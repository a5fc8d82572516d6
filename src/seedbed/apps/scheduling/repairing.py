"""A draft repaired after an adult called in sick: who would have another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from . import bridge
from .cards import RepairCard
from .stored_day import StoredDay, load_day, members_of


@dataclass(frozen=True, kw_only=True)
class Repair:
    """A stored day, and the plan that would mend it with fewest changes."""

    day: StoredDay
    plan: bridge.Repaired

    @property
    def card(self) -> RepairCard:
        """What the repair would change, as figures."""
        students = self.day.problem.material.people.students
        affected = _affected(self.day)
        moved = {students[s].id for s in self.plan.moved}
        before = bridge.expected_gain(self.day.problem, self.day.timetable)
        return RepairCard(
            n_affected=len(affected),
            n_moved=len(moved),
            n_others_moved=len(moved - affected),
            delta_gain=self.plan.gain - before,
            n_faults=self.plan.n_faults,
            seconds=self.plan.seconds,
        )


def repaired(unit_id: int, on: date) -> Repair:
    """Return how a stored day could be mended as it stands now. At most 31 queries.

    Adults who are out lead nothing; another one who may and is idle takes over, and
    only students who lose a seat that way get another day.

    Raises
    ------
    NoDayError
        If no plan has been made for the date.
    """
    day = load_day(unit_id, on, with_options=True, is_as_drawn=True)
    seed = int(day.row.figures.get("seed", 0))
    return Repair(day=day, plan=bridge.repair(day.problem, day.timetable, seed=seed))


def _affected(day: StoredDay) -> set[int]:
    """Return the ids of students in a session whose adult is out."""
    out = {s.id for s in day.problem.material.frame.staff if s.is_out}
    return {
        student_id
        for session in day.stored.sessions
        if out & {session.staff_id, session.aide_id}
        for student_id in members_of(day.stored, session)
    }
