"""What simulated students must be given, where they work, and who mentors them."""

from __future__ import annotations

import numpy as np
from django.db import transaction

from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.scheduling.models import (
    Accommodation,
    AccommodationKind,
    Arrangement,
    Block,
    BlockKind,
    Caseload,
    GradeApproval,
    Pace,
    Place,
    Room,
    StandingSeat,
)
from seedbed.lib.modalities import Modality

from .people import UnitPeople

ACCOMMODATED_SHARE = 0.12
HOME_SHARE = 0.2
APPROVED_SHARE = 0.03
#: (kind, amount, detail, share of the students with accommodations)
HUB_NEEDS = (
    (AccommodationKind.EXTRA_TIME, 1.5, "", 0.4),
    (AccommodationKind.QUIET, 0.0, "", 0.25),
    (AccommodationKind.AIDE, 0.0, "", 0.12),
    (AccommodationKind.LANGUAGE, 0.0, "es", 0.2),
    (AccommodationKind.SERVICE, 60.0, "", 0.25),
)
VIRTUAL_NEEDS = (
    (AccommodationKind.EXTRA_TIME, 1.5, "", 0.5),
    (AccommodationKind.LANGUAGE, 0.0, "es", 0.3),
    (AccommodationKind.SERVICE, 60.0, "", 0.3),
)


@transaction.atomic
def make_needs(people: UnitPeople, *, is_virtual: bool, seed: int) -> None:
    """Give students mentors, accommodations, arrangements and standing seats."""
    if Caseload.objects.filter(student__unit=people.unit).exists():
        return
    rng = np.random.default_rng([seed, 4, int(is_virtual)])
    mentors = people.staff[RoleKind.MENTOR]
    Caseload.objects.bulk_create(
        Caseload(mentor=mentors[n % len(mentors)], student=student)
        for n, student in enumerate(people.students)
    )
    _make_accommodations(people, VIRTUAL_NEEDS if is_virtual else HUB_NEEDS, rng)
    if is_virtual:
        _make_home(people, rng)
    else:
        _make_hub_days(people, rng)
    leader = account_named("virtual-leader" if is_virtual else "leader")
    GradeApproval.objects.bulk_create(
        GradeApproval(
            student=student,
            distance=2,
            approved_by_id=leader.id,
            note="Agreed with the family in the fall conference",
        )
        for student in people.students[1:]
        if rng.random() < APPROVED_SHARE
    )
    _make_standing_seats(people)


def _make_accommodations(
    people: UnitPeople,
    needs: tuple[tuple[AccommodationKind, float, str, float], ...],
    rng: np.random.Generator,
) -> None:
    """Draw the students, then give each at least one need and every kind a student."""
    others = people.students[1:]  # the student of the one-click account has none
    n = max(len(needs), round(ACCOMMODATED_SHARE * len(people.students)))
    drawn = rng.choice(len(others), size=min(n, len(others)), replace=False).tolist()
    rows = []
    for order, index in enumerate(drawn):
        for position, (kind, amount, detail, share) in enumerate(needs):
            is_first = order % len(needs) == position
            if is_first if order < len(needs) else rng.random() < share:
                rows.append(
                    Accommodation(
                        student=others[index], kind=kind, amount=amount, detail=detail
                    )
                )
    Accommodation.objects.bulk_create(rows)


def _make_home(people: UnitPeople, rng: np.random.Generator) -> None:
    Arrangement.objects.bulk_create(
        Arrangement(student=student, place=Place.HOME, pace=_pace(rng))
        for student in people.students
    )


def _make_hub_days(people: UnitPeople, rng: np.random.Generator) -> None:
    """Let a fifth of the hub's students work at home on one to three weekdays."""
    rows = []
    for student in people.students:
        pace = _pace(rng)
        rows.append(Arrangement(student=student, place=Place.HUB, pace=pace))
        if student is not people.students[0] and rng.random() < HOME_SHARE:
            days = rng.choice(5, size=int(rng.integers(1, 4)), replace=False)
            rows += [
                Arrangement(student=student, weekday=day, place=Place.HOME, pace=pace)
                for day in sorted(days.tolist())
            ]
    Arrangement.objects.bulk_create(rows)


def _pace(rng: np.random.Generator) -> Pace:
    drawn = rng.random()
    if drawn < 0.15:
        return Pace.MORE_TIME
    return Pace.FASTER if drawn > 0.85 else Pace.STEADY


def _make_standing_seats(people: UnitPeople) -> None:
    """Write the schedule that holds when nothing is published."""
    blocks = Block.objects.filter(bell_schedule__unit=people.unit).order_by("ordinal")
    places = _room_of_each(people)
    mentor_of = dict(
        Caseload.objects.filter(student__unit=people.unit).values_list(
            "student_id", "mentor_id"
        )
    )
    taken = set(
        StandingSeat.objects.filter(student__unit=people.unit).values_list(
            "student_id", "block_id"
        )
    )
    rows = []
    for block in blocks:
        if block.kind in (BlockKind.BREAK, BlockKind.LUNCH):
            continue
        is_check_in = block.kind == BlockKind.CHECK_IN
        rows += [
            StandingSeat(
                student=student,
                block=block,
                modality=Modality.MENTOR if is_check_in else Modality.INDEPENDENT,
                title="Check-in" if is_check_in else "Independent work",
                staff_id=mentor_of[student.pk] if is_check_in else None,
                room=places[student.pk],
            )
            for student in people.students
            if (student.pk, block.pk) not in taken
        ]
    StandingSeat.objects.bulk_create(rows)


def _room_of_each(people: UnitPeople) -> dict[int, Room | None]:
    """Fill the rooms in order of size; at home there is none."""
    rooms = Room.objects.filter(unit=people.unit, is_online=False).order_by("-seats")
    seats: list[Room | None] = [room for room in rooms for _ in range(room.seats)]
    n = len(people.students)
    seats += [None] * max(0, n - len(seats))
    return {s.pk: room for s, room in zip(people.students, seats[:n], strict=True)}
