"""What an adult should decide or look at before a day is published, found in its rows.

Each builder returns decisions as data; ``decided`` names those that somebody has
answered since the draft was made, and they are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np

from seedbed.lib.modalities import Modality
from seedbed.lib.text import listing

from .cards import Choice, Decision, DecisionRow, FaultCard
from .models import BlockKind, Change
from .rows.frame import StaffRow
from .rows.stored import SeatRow, SessionRow
from .stored_day import PLAN, StoredDay, members_of
from .subjects import may_teach

MUST, LOOK = "must", "look"
MOST_ROWS = 12
FAR = 2  # grades from the enrolled one
ASK_GAIN = 1.25  # a skill beyond the reach is worth asking about from here on
KEEP = Choice(value="keep", key="keep")
REPAIR = Choice(value="repair", key="repair")
PLAN_AGAIN = Choice(value="plan_again", key="plan_again")


def decided_since(day: StoredDay) -> frozenset[str]:
    """Return the ids of decisions answered since the draft was made. One query."""
    changes = Change.objects.filter(
        unit_id=day.row.unit_id, on=day.row.on, at__gte=day.row.made_at
    ).values_list("details", flat=True)
    return frozenset(d["decision"] for d in changes if "decision" in d)


def open_decisions(day: StoredDay, decided: frozenset[str]) -> tuple[Decision, ...]:
    """Return what is open, what must be decided first. No queries."""
    found = [
        *_absences(day),
        *_faults(day),
        *_far_from_grade(day),
        *_beyond_reach(day),
        *_screen_time(day),
        *_no_ready_skill(day),
        *_left_in_study(day),
    ]
    still_open = [d for d in found if d.severity == MUST or d.id not in decided]
    return tuple(sorted(still_open, key=lambda d: d.severity != MUST))


def _absences(day: StoredDay) -> Iterator[Decision]:
    by_staff: dict[int, list[SessionRow]] = defaultdict(list)
    led = {f.session_id for f in day.faults if f.rule == "absence"}
    for session in day.stored.sessions:
        if session.id in led and session.staff_id is not None:
            by_staff[session.staff_id].append(session)
    for staff_id, sessions in sorted(by_staff.items()):
        staff = next(s for s in day.problem.material.frame.staff if s.id == staff_id)
        stand_in = substitute_for(day, staff, sessions)
        students = {m for s in sessions for m in members_of(day.stored, s)}
        affected = {"n_students": len(students)}
        choices = [
            REPAIR,
            PLAN_AGAIN,
            Choice(value="study", key="study", data=affected),
        ]
        if stand_in is not None:
            data = affected | {"substitute": stand_in.name}
            use = Choice(value="use_substitute", key="use_substitute", data=data)
            choices.insert(0, use)
        yield Decision(
            id=f"absence:{staff_id}",
            severity=MUST,
            kind="absence",
            data={"staff": staff.name, "n_sessions": len(sessions)} | affected,
            rows=tuple(_session_row(day, s, staff, stand_in) for s in sessions),
            choices=tuple(choices),
        )


def _session_row(
    day: StoredDay, session: SessionRow, staff: StaffRow, stand_in: StaffRow | None
) -> DecisionRow:
    block = next(
        b for b in day.problem.material.frame.blocks if b.id == session.block_id
    )
    rooms = {r.id: r.name for r in day.problem.material.frame.rooms}
    meeting = {
        "starts": block.starts,
        "minutes": block.minutes,
        "modality": Modality(session.modality).slug,
        "title": session.title,
        "room": rooms.get(session.room_id or 0, ""),
    }
    return DecisionRow(
        student_id=None,
        who="",
        detail=session.title,
        was=meeting | {"adult": staff.name},
        becomes=meeting | {"adult": stand_in.name} if stand_in else {},
        data={"n_students": len(members_of(day.stored, session))},
    )


def substitute_for(
    day: StoredDay, absent: StaffRow, sessions: list[SessionRow]
) -> StaffRow | None:
    """Return who could lead all of an absent adult's sessions: the named one first."""
    staff = day.problem.material.frame.staff
    named = day.problem.material.frame.stand_ins.get(absent.id)
    order = sorted(staff, key=lambda s: (s.id != named, s.kind != absent.kind, s.id))
    for candidate in order:
        if all(
            _can_lead(day, candidate, s, is_named=candidate.id == named)
            for s in sessions
        ):
            return candidate
    return None


def _can_lead(
    day: StoredDay, staff: StaffRow, session: SessionRow, *, is_named: bool
) -> bool:
    material = day.problem.material
    block = next(b for b in material.frame.blocks if b.id == session.block_id)
    busy = any(
        s.block_id == session.block_id and staff.id in (s.staff_id, s.aide_id)
        for s in day.stored.sessions
    )
    if busy or not staff.works(block):
        return False
    if session.lesson_id is None or is_named:
        return staff.kind != "aide"
    lesson = material.lessons[day.problem.keys.lessons[session.lesson_id]]
    if lesson.modality == Modality.TUTORING and staff.kind not in ("tutor", "teacher"):
        return False
    seated = len(members_of(day.stored, session))
    w = day.problem.keys.staff[staff.id]
    return seated <= int(day.problem.day.adults.max_seats[w]) and may_teach(
        staff.qualifications,
        material.subject_of_skill[lesson.skill_id],
        *material.grades_of_skill[lesson.skill_id],
    )


def _faults(day: StoredDay) -> Iterator[Decision]:
    by_rule: dict[str, list[FaultCard]] = defaultdict(list)
    for fault in day.faults:
        if fault.rule != "absence":
            by_rule[fault.rule].append(fault)
    names = {s.id: s.name for s in day.problem.material.people.students}
    for rule, faults in by_rule.items():
        is_binding = any(f.is_binding for f in faults)
        yield Decision(
            id=f"fault:{rule}",
            severity=MUST if is_binding else LOOK,
            kind="fault",
            data={"rule": rule, "n": len(faults)},
            rows=tuple(
                DecisionRow(
                    student_id=f.students[0] if len(f.students) == 1 else None,
                    who=listing([names[s] for s in f.students if s in names]),
                    detail=f.message,
                )
                for f in faults[:MOST_ROWS]
            ),
            choices=(PLAN_AGAIN,) if is_binding else (KEEP, PLAN_AGAIN),
        )


def distance_by_student(day: StoredDay) -> dict[int, SeatRow]:
    """Return the seat farthest from the enrolled grade, by student, from 2 grades."""
    material = day.problem.material
    skill_of = {x.id: x.skill_id for x in material.lessons}
    grade_of = {s.id: s.grade for s in material.people.students}
    far: dict[int, tuple[int, SeatRow]] = {}
    for seat in day.stored.seats:
        grade = grade_of.get(seat.student_id)
        if seat.lesson_id is None or grade is None:
            continue
        low, high = material.grades_of_skill[skill_of[seat.lesson_id]]
        distance = max(low - grade, grade - high, 0)
        if distance >= max(FAR, far.get(seat.student_id, (0, seat))[0] + 1):
            far[seat.student_id] = (distance, seat)
    return {student_id: seat for student_id, (_d, seat) in far.items()}


def _far_from_grade(day: StoredDay) -> Iterator[Decision]:
    material = day.problem.material
    far = distance_by_student(day)
    if not far:
        return
    skill_of = {x.id: x.skill_id for x in material.lessons}
    rows = []
    for n, student in enumerate(material.people.students):
        seat = far.get(student.id)
        if seat is None or seat.lesson_id is None:
            continue
        skill_id = skill_of[seat.lesson_id]
        rows.append(_grade_row(day, n, skill_id))
    hold = Choice(value="hold", key="hold", data={"n_students": len(rows)})
    yield Decision(
        id="far_from_grade",
        severity=LOOK,
        kind="far_from_grade",
        data={"n_students": len(rows)},
        rows=tuple(rows[:MOST_ROWS]),
        choices=(KEEP, hold),
    )


def _grade_row(day: StoredDay, n: int, skill_id: int) -> DecisionRow:
    material = day.problem.material
    student = material.people.students[n]
    low, high = material.grades_of_skill[skill_id]
    titles = dict(zip(material.skills.ids, material.skills.titles, strict=True))
    works_at = low if low > student.grade else high
    return DecisionRow(
        student_id=student.id,
        who=student.name,
        detail=titles.get(skill_id, ""),
        was={"grade": student.grade},
        becomes={"grade": works_at},
        data={
            "grade": student.grade,
            "skill_grade": works_at,
            "n_answers": _n_answers(day, n, skill_id),
            "is_approved": student.approved_distance is not None,
        },
    )


def _n_answers(day: StoredDay, n: int, skill_id: int) -> int:
    column = np.flatnonzero(day.problem.material.view.skill_ids == skill_id)
    if not len(column):
        return 0
    return int(day.problem.material.view.n_attempts[n, column[0]])


def beyond_reach(day: StoredDay) -> list[tuple[int, int]]:
    """Return (student position, skill id) where the best next step needs approval.

    Only where it is worth a quarter more than the best step within reach.
    """
    material = day.problem.material
    view, reach = material.view, material.reach
    if not view.gain.size:
        return []
    mine = np.array([reach.of(s) for s in material.people.students], np.int64)[:, None]
    gain = np.where(view.ready, view.gain, 0.0)
    within = np.where(view.distance <= mine, gain, 0.0).max(axis=1)
    is_beyond = (view.distance > mine) & (view.distance <= reach.guard_band)
    outside = np.where(is_beyond, gain, 0.0)
    asks = np.flatnonzero(
        (outside.max(axis=1) > 0) & (outside.max(axis=1) > ASK_GAIN * within)
    )
    return [(s, int(view.skill_ids[outside[s].argmax()])) for s in asks.tolist()]


def _beyond_reach(day: StoredDay) -> Iterator[Decision]:
    asks = beyond_reach(day)
    if not asks or day.row.origin != PLAN:
        return
    data = {"n_students": len(asks)}
    yield Decision(
        id="far_from_grade:ask",
        severity=LOOK,
        kind="far_from_grade",
        data=data | {"needs_approval": True},
        rows=tuple(_grade_row(day, n, skill_id) for n, skill_id in asks[:MOST_ROWS]),
        choices=(
            Choice(value="approve", key="approve", data=data),
            Choice(value="hold", key="hold", data=data),
        ),
    )


def online_minutes(day: StoredDay) -> dict[int, int]:
    """Return online minutes by student id; a block counts whole."""
    minutes = {b.id: b.minutes for b in day.problem.material.frame.blocks}
    found: dict[int, int] = defaultdict(int)
    for seat in day.stored.seats:
        if seat.modality == Modality.ONLINE:
            found[seat.student_id] += minutes.get(seat.block_id, 0)
    return found


def _screen_time(day: StoredDay) -> Iterator[Decision]:
    limit = day.problem.material.limits["screen_minutes"]
    if limit is None:
        return
    used = online_minutes(day)
    # Close to the limit is as planned, every night; only over it is worth a look.
    over = [
        s for s in day.problem.material.people.students if used.get(s.id, 0) > limit
    ]
    if not over:
        return
    yield Decision(
        id="screen_time",
        severity=LOOK,
        kind="screen_time",
        data={"n_students": len(over), "n_over": len(over), "limit": int(limit)},
        rows=tuple(
            DecisionRow(
                student_id=s.id,
                who=s.name,
                detail="",
                data={"minutes": used[s.id], "place": s.place},
            )
            for s in over[:MOST_ROWS]
        ),
        choices=(KEEP,),
    )


def _no_ready_skill(day: StoredDay) -> Iterator[Decision]:
    found = {
        seat.student_id
        for seat in day.stored.seats
        if seat.reason.get("key") == "no-ready-skill"
    }
    yield from _about_students(day, found, "no_ready_skill", {})


def _left_in_study(day: StoredDay) -> Iterator[Decision]:
    learning = {
        b.id for b in day.problem.material.frame.blocks if b.kind == BlockKind.LEARNING
    }
    n_blocks: dict[int, int] = defaultdict(int)
    for seat in day.stored.seats:
        is_study = seat.modality == Modality.STUDY and seat.block_id in learning
        if is_study and seat.reason.get("key") == "study":
            n_blocks[seat.student_id] += 1
    found = {student_id for student_id, n in n_blocks.items() if n > 1}
    yield from _about_students(day, found, "left_in_study", n_blocks)


def _about_students(
    day: StoredDay, found: set[int], kind: str, n_blocks: dict[int, int]
) -> Iterator[Decision]:
    if not found:
        return
    students = [s for s in day.problem.material.people.students if s.id in found]
    rows = []
    for s in students[:MOST_ROWS]:
        data: dict[str, Any] = {"grade": s.grade}
        if s.id in n_blocks:
            data["n_blocks"] = n_blocks[s.id]
        rows.append(DecisionRow(student_id=s.id, who=s.name, detail="", data=data))
    yield Decision(
        id=kind,
        severity=LOOK,
        kind=kind,
        data={"n_students": len(students)},
        rows=tuple(rows),
        choices=(KEEP,),
    )
