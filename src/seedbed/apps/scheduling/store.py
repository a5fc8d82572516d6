"""Writes a plan's sessions and seats; the caller holds the transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from seedbed.lib.modalities import Modality

from .bridge import NONE, Problem
from .fixed import MOST_PER_ADULT
from .models import BlockKind, Place, SchoolDay, Seat, SeatOrigin, Session, StandingSeat
from .reasons import Reason, Reasons
from .rows.frame import BlockRow, FrameRows
from .rows.people import PeopleRows, StudentRow

if TYPE_CHECKING:
    from seedbed.engines.scheduler import Timetable

STUDY = "Supervised study"
INDEPENDENT = "Independent work"
WORK, WORKING = "At work", "working"
BATCH = 2_000


def clear(day: SchoolDay) -> None:
    """Remove every session and seat of a day."""
    Seat.objects.filter(day=day).delete()
    Session.objects.filter(day=day).delete()


def store_plan(
    day: SchoolDay,
    problem: Problem,
    timetable: Timetable,
    *,
    kept: dict[tuple[int, int], Reason],
    left: frozenset[int] = frozenset(),
) -> int:
    """Write a timetable as the day's sessions and seats; return the sessions.

    ``kept`` holds the reason of each seat that an adult decided, by student and block
    id: such seats stay locked. ``left`` are ids of students whom the plan leaves to the
    standing schedule, at the desks that it keeps for them.
    """
    writer = _PlanWriter(day, problem, timetable, kept)
    writer.leave(left)
    writer.open_sessions()
    Seat.objects.bulk_create(writer.seats(), batch_size=BATCH)
    return len(writer.sessions) + len(writer.fixed)


class _PlanWriter:
    """Turns one timetable into rows."""

    def __init__(
        self,
        day: SchoolDay,
        problem: Problem,
        timetable: Timetable,
        kept: dict[tuple[int, int], Reason],
    ) -> None:
        self.day = day
        self.problem = problem
        self.material = problem.material
        self.timetable = timetable
        self.kept = kept
        self.reasons = Reasons(problem.material)
        self.blocks = problem.material.frame.placed_blocks
        self.left: frozenset[int] = frozenset()
        self.standing: dict[tuple[int, int], StandingSeat] = {}
        self.sessions: list[Session] = []
        self.fixed: list[Session] = []
        options = problem.day.options
        self.worth = {
            (s, lesson): (gain, success)
            for s, lesson, gain, success in zip(
                options.student.tolist(),
                options.lesson.tolist(),
                options.gain.tolist(),
                options.success.tolist(),
                strict=True,
            )
        }

    def leave(self, left: frozenset[int]) -> None:
        """Read the standing schedule of students whom the plan leaves to it."""
        rows = StandingSeat.objects.filter(student_id__in=left)
        self.left = left
        self.standing = {(row.student_id, row.block_id): row for row in rows}

    def open_sessions(self) -> None:
        """Write the sessions of the plan and the fixed ones."""
        made = [self._session(n) for n in range(self.timetable.n_sessions)]
        fixed = [
            Session(
                day=self.day,
                block_id=row.block_id,
                modality=row.modality,
                title=row.title,
                staff_id=row.staff_id,
                room_id=row.room_id,
                seats=max(1, row.seats),
            )
            for row in self.material.fixed
        ]
        rows = Session.objects.bulk_create([*made, *fixed], batch_size=BATCH)
        self.sessions, self.fixed = rows[: len(made)], rows[len(made) :]

    def _session(self, n: int) -> Session:
        timetable, material = self.timetable, self.material
        lesson = material.lessons[int(timetable.session_lesson[n])]
        staff = int(timetable.session_staff[n])
        aide = int(timetable.session_aide[n])
        room = int(timetable.session_room[n])
        seats = [self._most(lesson.modality), *([lesson.seats] if lesson.seats else [])]
        if room != NONE:
            seats.append(material.frame.rooms[room].seats)
        return Session(
            day=self.day,
            block_id=self.blocks[int(timetable.session_block[n])].id,
            modality=lesson.modality,
            lesson_id=lesson.id,
            title=lesson.title,
            staff_id=None if staff == NONE else material.frame.staff[staff].id,
            aide_id=None if aide == NONE else material.frame.staff[aide].id,
            room_id=None if room == NONE else material.frame.rooms[room].id,
            seats=max(1, min(seats)),
        )

    def _most(self, modality: int) -> int:
        names = {
            Modality.LIVE: "live_max",
            Modality.TUTORING: "tutoring_max",
            Modality.PEER: "peer_max",
        }
        most = self.material.limits.get(names.get(Modality(modality), ""))
        return MOST_PER_ADULT if most is None else int(most)

    def seats(self) -> Iterable[Seat]:
        """Yield the seat of every student in every block that places them."""
        for s, student in enumerate(self.material.people.students):
            for b, block in enumerate(self.blocks):
                yield self._seat(s, student, b, block)

    def _seat(self, s: int, student: StudentRow, b: int, block: BlockRow) -> Seat:
        fixed = int(self.problem.day.students.fixed[s, b])
        lesson = int(self.timetable.lesson[s, b])
        if student.is_at_work(block):
            seat = _work_seat(student, block)
        elif fixed != NONE:
            seat = self._fixed_seat(fixed)
        elif student.id in self.left:
            seat = self._left_seat(s, student, b, block)
        elif lesson != NONE:
            seat = self._lesson_seat(s, b, lesson)
        else:
            seat = Seat(
                modality=Modality.STUDY,
                title=STUDY,
                origin=SeatOrigin.PLAN,
                reason=self.reasons.of_study(s),
                room_id=self._room(s, b),
            )
        decided = self.kept.get((student.id, block.id))
        is_settled = fixed != NONE or student.is_at_work(block)
        if decided is not None and not is_settled:
            seat.origin, seat.is_locked, seat.reason = SeatOrigin.ADULT, True, decided
        seat.day, seat.student_id, seat.block_id = self.day, student.id, block.id
        seat.place = "" if student.is_at_work(block) else student.place
        return seat

    def _room(self, s: int, b: int) -> int | None:
        room = int(self.timetable.room[s, b])
        return None if room == NONE else self.material.frame.rooms[room].id

    def _left_seat(self, s: int, student: StudentRow, b: int, block: BlockRow) -> Seat:
        """Return a seat of the standing schedule, at a desk that the plan keeps."""
        row = self.standing.get((student.id, block.id))
        if row is not None and row.modality == Modality.MENTOR:
            row = None  # the mentor has other sessions in this plan
        seat = _standing_seat(student, block, row)
        seat.room_id = self._room(s, b)
        return seat

    def _fixed_seat(self, fixed: int) -> Seat:
        session = self.fixed[fixed]
        row = self.material.fixed[fixed]
        is_elective = row.modality == Modality.ELECTIVE
        return Seat(
            session=session,
            room_id=row.room_id,
            modality=row.modality,
            title=row.title,
            origin=SeatOrigin.CHOSEN if is_elective else SeatOrigin.FIXED,
            reason={"key": "chosen" if is_elective else "mentor-day"},
        )

    def _lesson_seat(self, s: int, b: int, position: int) -> Seat:
        lesson = self.material.lessons[position]
        session = int(self.timetable.seat[s, b])
        gain, success = self.worth.get((s, position), (0.0, None))
        in_session = session != NONE
        return Seat(
            session=self.sessions[session] if in_session else None,
            lesson_id=lesson.id,
            room_id=self.sessions[session].room_id if in_session else self._room(s, b),
            modality=lesson.modality,
            title=lesson.title,
            origin=SeatOrigin.PLAN,
            reason=self.reasons.of_lesson(s, lesson),
            expected_gain=gain,
            expected_success=success,
        )


def store_standing(day: SchoolDay, frame: FrameRows, people: PeopleRows) -> int:
    """Write the standing schedule as the day's sessions and seats.

    An adult who is out keeps no session: the student works independently instead. Two
    queries and the writes.
    """
    standing = {
        (seat.student_id, seat.block_id): seat
        for seat in StandingSeat.objects.filter(student__unit_id=frame.unit_id)
    }
    groups: dict[tuple[int, int, int], list[Seat]] = defaultdict(list)
    seats = []
    largest = max(frame.rooms, key=lambda r: (r.seats, -r.id), default=None)
    for student in people.students:
        for block in frame.placed_blocks:
            row = standing.get((student.id, block.id))
            seat = _standing_seat(student, block, row)
            if seat.room_id is None and largest is not None and seat.place == Place.HUB:
                seat.room_id = largest.id
            seat.day = day
            lead = frame.led_by(row.staff_id) if row is not None else None
            is_met = seat.modality == Modality.MENTOR
            if lead is not None and is_met:
                groups[block.id, lead, seat.modality].append(seat)
            elif is_met:
                seat.modality, seat.title = Modality.STUDY, STUDY
            seats.append(seat)
    sessions = Session.objects.bulk_create(
        [
            Session(
                day=day,
                block_id=block_id,
                modality=modality,
                title=group[0].title,
                staff_id=staff_id,
                seats=max(1, len(group)),
            )
            for (block_id, staff_id, modality), group in groups.items()
        ]
    )
    for session, group in zip(sessions, groups.values(), strict=True):
        for seat in group:
            seat.session, seat.room_id = session, None
    Seat.objects.bulk_create(seats, batch_size=BATCH)
    return len(sessions)


def _work_seat(student: StudentRow, block: BlockRow) -> Seat:
    """Return the place of a student who is at a job: neither at the hub nor at home."""
    return Seat(
        student_id=student.id,
        block_id=block.id,
        modality=Modality.STUDY,
        title=WORK,
        place="",
        origin=SeatOrigin.FIXED,
        reason={"key": WORKING},
    )


def _standing_seat(
    student: StudentRow, block: BlockRow, row: StandingSeat | None
) -> Seat:
    if student.is_at_work(block):
        return _work_seat(student, block)
    is_learning = block.kind == BlockKind.LEARNING
    modality = Modality.INDEPENDENT if is_learning else Modality.STUDY
    title = INDEPENDENT if is_learning else STUDY
    return Seat(
        student_id=student.id,
        block_id=block.id,
        room_id=row.room_id if row is not None and not student.is_home else None,
        modality=row.modality if row is not None else modality,
        title=row.title if row is not None else title,
        place=student.place,
        origin=SeatOrigin.STANDING,
        reason={"key": "standing"},
    )
