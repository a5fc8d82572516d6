"""A stored day with its problem, its timetable and the rules it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from seedbed.apps.accounts.models import Unit
from seedbed.apps.trials import queries as trials
from seedbed.lib.text import listing

from . import bridge
from .cards import FaultCard
from .errors import NoDayError
from .lottery import as_drawn
from .models import SchoolDay
from .problem import locks_of, read_material, seated_in
from .rows.stored import SessionRow, StoredRows, read_stored

if TYPE_CHECKING:
    from seedbed.engines.scheduler import Timetable

STANDING = "standing"
PLAN = "plan"
#: Rules that give a student with an accommodation what they have a right to.
ACCOMMODATION_RULES = ("extra_time", "quiet", "aide", "language", "service")
#: What a standing day is not held to. The schedule of last resort has no lessons, so
#: minutes of service owed in the week are shown, and made up on another day. All else,
#: seats and accommodations included, refuses publication here as in any plan: nothing
#: is lost by it, since students follow the standing schedule until a day is published.
NOT_BINDING_IF_STANDING = frozenset({"service"})


@dataclass(frozen=True, kw_only=True)
class StoredDay:
    """One day as it stands in the tables. ``session_ids`` by the engine's position."""

    row: Any
    stored: StoredRows
    problem: bridge.Problem
    timetable: Timetable
    session_ids: tuple[int, ...]
    faults: tuple[FaultCard, ...]

    @property
    def binding(self) -> tuple[FaultCard, ...]:
        """Faults that stop publication."""
        return tuple(f for f in self.faults if f.is_binding)


def day_row(unit_id: int, on: date) -> Any:
    """Return the row of a unit's day. One query, or two to refuse.

    Raises
    ------
    NoDayError
        If no plan has been made for the date.
    """
    row = SchoolDay.objects.filter(unit_id=unit_id, on=on).first()
    if row is None:
        raise NoDayError(Unit.objects.get(pk=unit_id).name, on)
    return row


def load_day(
    unit_id: int, on: date, *, with_options: bool = False, is_as_drawn: bool = False
) -> StoredDay:
    """Return a stored day, verified as it stands now. At most 31 queries.

    The snapshot is the one the draft was made from, so that evidence of tomorrow never
    turns yesterday's plan wrong; people, adults and rules are today's. An adult may
    choose any option; ``is_as_drawn`` leaves out those that lost their lottery, as the
    plan did.

    Raises
    ------
    NoDayError
        If no plan has been made for the date.
    """
    row = day_row(unit_id, on)
    stored = read_stored(row.pk)
    as_of = row.figures.get("as_of")
    material = read_material(
        unit_id,
        on,
        until=datetime.fromisoformat(as_of) if as_of else None,
        locks=locks_of(stored),
        seated=seated_in(stored),
        with_options=with_options,
    )
    if is_as_drawn:
        material = as_drawn(material, trials.draws_of_day(unit_id, on))
    problem = bridge.day_problem(material)
    timetable, session_ids = bridge.timetable_of(problem, stored)
    return StoredDay(
        row=row,
        stored=stored,
        problem=problem,
        timetable=timetable,
        session_ids=session_ids,
        faults=faults_of(
            problem,
            timetable,
            stored,
            session_ids,
            row.origin,
            left=frozenset(row.figures.get("left_to_standing", ())),
        ),
    )


def faults_of(
    problem: bridge.Problem,
    timetable: Timetable,
    stored: StoredRows,
    session_ids: tuple[int, ...],
    origin: str,
    *,
    left: frozenset[int] = frozenset(),
) -> tuple[FaultCard, ...]:
    """Return every rule that a stored day breaks.

    ``left`` are students whom a plan leaves to the standing schedule: they are held to
    what a standing day is held to.
    """
    found = [*_without_seats(problem, stored), *_led_by_absent(problem, stored)]
    absent = {fault.session_id for fault in found if fault.rule == "absence"}
    for fault in bridge.verify(problem, timetable):
        session_id = None if fault.session is None else session_ids[fault.session]
        if fault.rule == "qualified" and session_id in absent:
            continue  # said once, by the name of who is out
        is_standing = origin == STANDING or (
            bool(fault.students) and left.issuperset(fault.students)
        )
        is_binding = not is_standing or fault.rule not in NOT_BINDING_IF_STANDING
        found.append(
            FaultCard(
                rule=fault.rule,
                message=fault.message,
                students=fault.students,
                is_binding=is_binding,
                session_id=session_id,
                block_id=fault.block_id,
            )
        )
    return tuple(found)


def _without_seats(problem: bridge.Problem, stored: StoredRows) -> list[FaultCard]:
    """Find students who have no seat in a block: they came after the plan was made."""
    seated = {(seat.student_id, seat.block_id) for seat in stored.seats}
    blocks = problem.material.frame.placed_blocks
    lost = [
        student
        for student in problem.material.people.students
        if any((student.id, block.id) not in seated for block in blocks)
    ]
    if not lost:
        return []
    names = listing([s.name for s in lost])
    return [
        FaultCard(
            rule="complete",
            message=f"{names} {'has' if len(lost) == 1 else 'have'} no place in every "
            "block: the plan was made before.",
            students=tuple(s.id for s in lost),
        )
    ]


def _led_by_absent(problem: bridge.Problem, stored: StoredRows) -> list[FaultCard]:
    """Find sessions whose adult is out on the date."""
    out = {s.id: s.name for s in problem.material.frame.staff if s.is_out}
    clock = {b.id: b.clock for b in problem.material.frame.blocks}
    return [
        FaultCard(
            rule="absence",
            message=f"{out[session.staff_id]} is out and leads {session.title} at "
            f"{clock.get(session.block_id, 'a block that is gone')}.",
            students=members_of(stored, session),
            session_id=session.id,
            block_id=session.block_id,
        )
        for session in stored.sessions
        if session.staff_id in out
    ]


def members_of(stored: StoredRows, session: SessionRow) -> tuple[int, ...]:
    """Return the ids of the students of one session."""
    return tuple(s.student_id for s in stored.seats if s.session_id == session.id)
