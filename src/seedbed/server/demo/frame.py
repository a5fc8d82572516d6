"""What the simulated units have: bells, rooms, qualifications, rules."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import time

from django.db import transaction

from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.curriculum.queries import skill_graph
from seedbed.apps.scheduling.models import (
    BellSchedule,
    Block,
    Qualification,
    Room,
    StaffHours,
    UnitRule,
)

from .bells import (
    HUB_BELLS,
    HUB_ROOMS,
    HUB_RULES,
    VIRTUAL_BELLS,
    VIRTUAL_ROOMS,
    VIRTUAL_RULES,
    Bell,
    RoomPlan,
    RulePlan,
)
from .people import UnitPeople
from .sizes import SIZES

_FULL_HUB = SIZES["full"].hub.students
_MIN_SEATS = 6


@transaction.atomic
def make_hub_frame(hub: UnitPeople) -> None:
    """Give the hub its day, rooms, staff qualifications and rules."""
    if BellSchedule.objects.filter(unit=hub.unit).exists():
        return
    _make_bells(hub, HUB_BELLS)
    share = len(hub.students) / _FULL_HUB
    _make_rooms(hub, HUB_ROOMS, share=share)
    _make_rules(hub, HUB_RULES, leader="leader")
    _make_qualifications(hub, low=3, high=12)
    for tutor in hub.staff[RoleKind.TUTOR][-2:]:
        StaffHours.objects.bulk_create(
            StaffHours(
                staff=tutor, weekday=day, starts_at=time(8, 30), ends_at=time(12, 30)
            )
            for day in range(5)
        )


@transaction.atomic
def make_virtual_frame(virtual: UnitPeople) -> None:
    """Give the virtual school its day, video rooms, qualifications and waivers."""
    if BellSchedule.objects.filter(unit=virtual.unit).exists():
        return
    _make_bells(virtual, VIRTUAL_BELLS)
    _make_rooms(virtual, VIRTUAL_ROOMS, share=1.0)
    _make_rules(virtual, VIRTUAL_RULES, leader="virtual-leader")
    _make_qualifications(virtual, low=6, high=12)


def _make_bells(people: UnitPeople, bells: Sequence[Bell]) -> None:
    schedule = BellSchedule.objects.create(unit=people.unit)
    Block.objects.bulk_create(
        Block(
            bell_schedule=schedule,
            ordinal=n,
            title=title,
            kind=kind,
            starts_at=time.fromisoformat(starts),
            minutes=minutes,
        )
        for n, (starts, minutes, title, kind) in enumerate(bells)
    )


def _make_rooms(people: UnitPeople, plans: Sequence[RoomPlan], *, share: float) -> None:
    Room.objects.bulk_create(
        Room(
            unit=people.unit,
            name=plan.name,
            seats=max(_MIN_SEATS, math.ceil(plan.seats * share)),
            n_devices=math.ceil(plan.devices * share),
            is_quiet=plan.is_quiet,
            is_online=plan.is_online,
        )
        for plan in plans
    )


def _make_rules(people: UnitPeople, plans: Sequence[RulePlan], *, leader: str) -> None:
    by_id = account_named(leader).id
    UnitRule.objects.bulk_create(
        UnitRule(
            unit=people.unit,
            name=plan.name,
            value=plan.value,
            is_waived=plan.value is None,
            reason=plan.reason,
            decided_by_id=by_id,
        )
        for plan in plans
    )


def _make_qualifications(people: UnitPeople, *, low: int, high: int) -> None:
    """Qualify teachers for overlapping spans of grades, and tutors for all of them."""
    subjects = [subject for subject in skill_graph().subjects if subject]
    subject = max(set(subjects), key=subjects.count) if subjects else ""
    teachers = people.staff[RoleKind.TEACHER]
    middle = (low + high) // 2
    spans = ((low, middle + 1), (middle - 1, high), (low, high))
    rows = [
        Qualification(
            staff=teacher,
            subject=subject,
            grade_low=spans[n % len(spans)][0],
            grade_high=spans[n % len(spans)][1],
        )
        for n, teacher in enumerate(teachers)
    ]
    rows += [
        Qualification(staff=tutor, subject=subject, grade_low=low, grade_high=high)
        for tutor in people.staff[RoleKind.TUTOR]
    ]
    Qualification.objects.bulk_create(rows)
