"""The aside of the plan page: checks, load by block, limits, live minutes by group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from seedbed.lib.modalities import LED, Modality

from .cards import Check, FairnessRow, LimitBar, LoadSlot
from .fixed import MOST_PER_ADULT
from .models import SeatOrigin
from .open_decisions import (
    LOOK,
    MUST,
    distance_by_student,
    online_minutes,
)
from .rows.frame import UNPLACED_KINDS
from .rows.people import StudentRow
from .stored_day import ACCOMMODATION_RULES, StoredDay

OK = "ok"
SMALLEST_GROUP = 10  # a group under this is not shown


def checks_of(day: StoredDay, mentor_seen: frozenset[int]) -> tuple[Check, ...]:
    """Return the lines of the checks. ``mentor_seen`` are students of this week."""
    students = day.problem.material.people.students
    limits = day.problem.material.limits
    n = len(students)
    largest = max(_live_sizes(day), default=0)
    far = distance_by_student(day)
    screen = limits["screen_minutes"]
    used = online_minutes(day)
    n_over = sum(m > screen for m in used.values()) if screen is not None else 0
    n_mentor = sum(s.id in mentor_seen for s in students)
    return (
        _by_rules(day, "seats", ("seats",), of=len(day.stored.sessions)),
        Check(
            key="close_to_grade",
            severity=_worst(day, ("guard_band", "approval")) or _look(len(far)),
            data={"n": len(far), "of": n, "value": limits["guard_band"]},
        ),
        _accommodations(day, students),
        _by_rules(day, "no_repeat", ("lesson_once", "not_twice_running"), of=n),
        _by_rules(day, "third_day", ("third_day",), of=n),
        Check(
            key="screen",
            severity=_worst(day, ("screen_minutes",)) or _look(n_over),
            data={"n": n_over, "of": n, "value": screen},
        ),
        Check(
            key="largest_group",
            severity=MUST if largest > (limits["live_max"] or MOST_PER_ADULT) else OK,
            data={"n": largest, "of": limits["live_max"], "value": largest},
        ),
        Check(
            key="mentor_seen",
            severity=_look(n - n_mentor),
            data={"n": n_mentor, "of": n, "value": n_mentor},
        ),
        _by_rules(day, "rooms_fit", ("clash", "devices"), of=len(day.stored.sessions)),
        _placed(day, students),
        Check(
            key="group_spread",
            severity=_worst(day, ("group_spread",)) or OK,
            data={
                "n": _n_faults(day, ("group_spread",)),
                "of": len(_live_sizes(day)),
                "value": limits["group_spread"],
            },
        ),
        _choices(day, students),
    )


def _look(n: int) -> str:
    return LOOK if n else OK


def _n_faults(day: StoredDay, rules: Sequence[str]) -> int:
    return sum(fault.rule in rules for fault in day.faults)


def _worst(day: StoredDay, rules: Sequence[str]) -> str:
    """Return how bad the faults of some rules are, an empty word without any."""
    found = [fault for fault in day.faults if fault.rule in rules]
    if not found:
        return ""
    return MUST if any(fault.is_binding for fault in found) else LOOK


def _by_rules(day: StoredDay, key: str, rules: Sequence[str], *, of: int) -> Check:
    n = _n_faults(day, rules)
    severity = _worst(day, rules) or OK
    return Check(key=key, severity=severity, data={"n": n, "of": of, "value": n})


def _accommodations(day: StoredDay, students: Sequence[StudentRow]) -> Check:
    entitled = {s.id for s in students if s.needs}
    unmet = {
        student_id
        for fault in day.faults
        if fault.rule in ACCOMMODATION_RULES
        for student_id in fault.students
    }
    n = len(entitled - unmet)
    return Check(
        key="accommodations",
        severity=_worst(day, ACCOMMODATION_RULES) or OK,
        data={"n": n, "of": len(entitled), "value": n},
    )


def _placed(day: StoredDay, students: Sequence[StudentRow]) -> Check:
    n_blocks = len(day.problem.material.frame.placed_blocks)
    n_seats = Counter(seat.student_id for seat in day.stored.seats)
    n = sum(n_seats[s.id] >= n_blocks for s in students)
    return Check(
        key="everyone_placed",
        severity=_worst(day, ("complete",)) or OK,
        data={"n": n, "of": len(students), "value": n},
    )


def _choices(day: StoredDay, students: Sequence[StudentRow]) -> Check:
    chosen = {s.id for s in students if s.electives}
    kept = {
        seat.student_id for seat in day.stored.seats if seat.origin == SeatOrigin.CHOSEN
    }
    n = len(chosen & kept)
    return Check(
        key="choices_kept",
        severity=_look(len(chosen) - n),
        data={"n": n, "of": len(chosen), "value": n},
    )


def _live_sizes(day: StoredDay) -> list[int]:
    """Return the students of each live session."""
    live = {s.id for s in day.stored.sessions if s.modality == Modality.LIVE}
    sizes = Counter(s.session_id for s in day.stored.seats if s.session_id in live)
    return list(sizes.values())


def load_of(day: StoredDay) -> tuple[LoadSlot, ...]:
    """Return students by modality in each block, breaks and lunch included."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for seat in day.stored.seats:
        counts[seat.block_id][Modality(seat.modality).slug] += 1
    n_students = len(day.problem.material.people.students)
    slots = []
    for block in day.problem.material.frame.blocks:
        here = dict(counts[block.id])
        if block.kind in UNPLACED_KINDS:
            here = {str(block.kind): n_students}
        slots.append(LoadSlot(starts=block.starts, minutes=block.minutes, counts=here))
    return tuple(slots)


def limits_of_day(day: StoredDay) -> tuple[LimitBar, ...]:
    """Return how full the fullest block of each scarce thing is; those that exist."""
    frame = day.problem.material.frame
    tutors = {s.id for s in frame.staff if s.kind == "tutor" and not s.is_out}
    tutoring = Counter(s.block_id for s in day.stored.sessions if s.staff_id in tutors)
    rooms = [r for r in frame.rooms if not r.is_online]
    bars = (
        ("hub_seats", _peak(day, tuple(Modality)), sum(r.seats for r in rooms)),
        (
            "largest_group",
            max(_live_sizes(day), default=0),
            int(day.problem.material.limits["live_max"] or 0),
        ),
        ("tutors", max(tutoring.values(), default=0), len(tutors)),
        (
            "devices",
            _peak(day, (Modality.ONLINE,)),
            sum(r.n_devices for r in rooms),
        ),
    )
    return tuple(
        LimitBar(key=key, used=used, limit=limit) for key, used, limit in bars if limit
    )


def _peak(day: StoredDay, modalities: Sequence[int]) -> int:
    """Return the most students at the hub in one block, of some modalities."""
    here = Counter(
        seat.block_id
        for seat in day.stored.seats
        if seat.place == "hub" and seat.modality in modalities
    )
    return max(here.values(), default=0)


def live_minutes(day: StoredDay) -> dict[int, int]:
    """Return minutes with an adult teaching, by student id."""
    minutes = {b.id: b.minutes for b in day.problem.material.frame.blocks}
    found = {s.id: 0 for s in day.problem.material.people.students}
    for seat in day.stored.seats:
        if seat.modality in LED and seat.student_id in found:
            found[seat.student_id] += minutes.get(seat.block_id, 0)
    return found


def fairness_of(day: StoredDay) -> tuple[tuple[FairnessRow, ...], float]:
    """Return live minutes of groups of ten or more, and everyone's median."""
    minutes = live_minutes(day)
    groups: tuple[tuple[str, Callable[[StudentRow], bool]], ...] = (
        ("language", lambda s: bool(s.language)),
        ("accommodations", lambda s: bool(s.needs)),
        ("hub", lambda s: not s.is_home),
        ("home", lambda s: s.is_home),
    )
    students = day.problem.material.people.students
    rows = []
    for key, belongs in groups:
        here = [minutes[s.id] for s in students if belongs(s)]
        if len(here) >= SMALLEST_GROUP:
            rows.append(_fairness_row(key, here))
    return tuple(rows), _median(minutes.values())


def _fairness_row(key: str, minutes: list[int]) -> FairnessRow:
    low, median, high = np.percentile(minutes, [10, 50, 90]).tolist()
    return FairnessRow(
        key=key, n_students=len(minutes), low=low, median=median, high=high
    )


def _median(minutes: Iterable[int]) -> float:
    found = list(minutes)
    return float(np.median(found)) if found else 0.0
