"""The rules of a day: one file each, with what it forbids, how, and in words why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.rules import (
    adult_led,
    aide,
    approval,
    breaks,
    clash,
    complete,
    devices,
    extra_time,
    group_size,
    group_spread,
    guard_band,
    language,
    lesson_once,
    licensed_adult,
    locks,
    mentor_contact,
    not_twice_running,
    options,
    qualified,
    quiet,
    screen_minutes,
    seat_time,
    seats,
    separate,
    service,
    site_travel,
    skill_twice,
    staff_load,
    third_day,
    together,
    variety,
)
from seedbed.engines.scheduler.space import Space


class Rule(Protocol):
    """What the module of a rule offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module's constant
        """The rule's name in faults."""

    def faults(self, day: Day, timetable: Timetable, /) -> list[Fault]:
        """Return where a timetable breaks the rule, independently of the solver."""

    def constrain(self, day: Day, space: Space, /) -> None:
        """Narrow what the solver may do."""

    def explain(self, day: Day, *, student: int, lesson: int, block: int) -> str:
        """Say why the rule keeps a student from a lesson in a block; else ``""``."""


#: Every rule by name, in the order in which faults are reported.
RULES: Mapping[str, Rule] = {
    rule.NAME: rule
    for rule in (
        complete,
        seats,
        clash,
        site_travel,
        qualified,
        group_size,
        group_spread,
        staff_load,
        options,
        lesson_once,
        not_twice_running,
        third_day,
        skill_twice,
        guard_band,
        approval,
        extra_time,
        quiet,
        aide,
        language,
        service,
        mentor_contact,
        adult_led,
        seat_time,
        licensed_adult,
        breaks,
        devices,
        screen_minutes,
        variety,
        separate,
        together,
        locks,
    )
}
