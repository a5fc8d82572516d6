"""Builds the simulated system step by step; each step is skipped where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

from seedbed.apps.accounts.cards import SystemCard
from seedbed.apps.accounts.queries import account_named, resolve_system
from seedbed.apps.accounts.services import ensure_system
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.curriculum.queries import frameworks
from seedbed.apps.curriculum.services import (
    install_default_framework,
    install_starter_library,
)
from seedbed.apps.evidence.models import Attempt
from seedbed.apps.nightly.services import run_nights
from seedbed.apps.scheduling.models import DayStatus, SchoolDay
from seedbed.apps.scheduling.services import publish_day
from seedbed.lib.calendar import is_school_day, next_school_day
from seedbed.lib.text import count

from . import truth
from .arrivals import make_arrivals
from .chartering import make_charter
from .choosing import make_choices
from .evidence import make_evidence
from .exchange import make_exchange
from .families import let_families_in
from .frame import make_hub_frame, make_virtual_frame
from .maps import make_maps
from .mornings import make_mornings
from .needs import make_needs
from .networks import make_network
from .people import UnitPeople, make_people
from .pilots import make_pilots
from .programs import make_programs
from .sizes import HUB_NAME, SEED, SIZES, SYSTEM_NAME, TIME_ZONE, VIRTUAL_NAME, Size
from .summary import DemoSummary, StepTime, summarise
from .unserved import make_unserved
from .warm import start_compiling
from .ways_in import make_ways_in

LEADERS = {HUB_NAME: "leader", VIRTUAL_NAME: "virtual-leader"}

#: Told what is being done now; the command line shows it.
Report = Callable[[str], None]


@dataclass(kw_only=True)
class _Steps:
    report: Report
    done: list[StepTime] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[list[str]]:
        """Time one step; what is put in the yielded list is its note."""
        self.report(name)
        notes: list[str] = []
        began = perf_counter()
        yield notes
        self.done.append(
            StepTime(name=name, seconds=perf_counter() - began, note=" ".join(notes))
        )


def build_demo(
    *,
    at: datetime,
    scale: str = "full",
    seed: int = SEED,
    jobs: int = 1,
    report: Report = lambda _name: None,
) -> DemoSummary:
    """Build the demo, or what is missing of it, up to two planned days.

    The first school day on or after ``at`` is published by each unit's leader, so that
    students see a day; the one after it stays a draft to review.

    Raises
    ------
    SeedbedError
        If a night or a publication is refused.
    """
    steps = _Steps(report=report)
    size = SIZES[scale]
    compiling = start_compiling()
    with steps.step("School system") as notes:
        ensure_system(name=SYSTEM_NAME, time_zone=TIME_ZONE, is_simulated=True)
        system = resolve_system(SYSTEM_NAME)
        notes.append(system.name)
    with system_context(system.id):
        _make_library(steps)
        people = _make_units(steps, size, seed)
        _make_answers(steps, system, people, size, seed, at)
    today = at.astimezone(ZoneInfo(system.time_zone)).date()
    first = today if is_school_day(today) else next_school_day(today)
    second = next_school_day(first)
    with steps.step("Compile the engines"):
        # It only saves the night time: if it failed, the night compiles for itself.
        compiling.wait()
    with steps.step("Electives, ways and wishes"), system_context(system.id):
        make_choices(people[HUB_NAME], at=at, seed=seed)
    with steps.step("Value network, trajectory"), system_context(system.id):
        make_maps(people[HUB_NAME], at=at, seed=seed)
        make_arrivals([(people[n], LEADERS[n]) for n in people], at=at, seed=seed)
    for on, is_published in ((first, True), (second, False)):
        _plan(steps, system, people, on, at=at, jobs=jobs)
        if is_published:
            _publish(steps, system, people, on, at=at)
    with steps.step("Talks, calls for help, marks") as notes:
        with system_context(system.id):
            n_new = make_mornings(list(people.values()), today=today, at=at)
        notes.append(count(n_new, "new note") if n_new else "was done")
    with steps.step("Earlier weeks and the budget") as notes:
        with system_context(system.id):
            by = {name: account_named(LEADERS[name]).id for name in people}
            n_new = make_programs(people, leaders=by, today=today, at=at, seed=seed)
        notes.append(count(n_new, "week") if n_new else "was done")
    with steps.step("Unmet needs and a charter"), system_context(system.id):
        make_unserved(people[HUB_NAME].students, on=today, at=at, seed=seed)
        make_charter(people[HUB_NAME].unit, on=today, at=at)
    with steps.step("A network of systems") as notes, system_context(system.id):
        n_new = make_network(at=at, on=today, seed=seed)
        notes.append(count(n_new, "new member") if n_new else "was done")
    with steps.step("Pilots and a round of the fund"), system_context(system.id):
        make_pilots(people[HUB_NAME], today=today, at=at, seed=seed)
    with steps.step("Exchange"), system_context(system.id):
        make_exchange(on=today, at=at, seed=seed)
    with system_context(system.id):
        link = let_families_in(people[HUB_NAME], on=today, at=at)
        make_ways_in(people[HUB_NAME], at=at)
        return summarise(
            system,
            units=_ids(people),
            days=(first, second),
            at=at,
            steps=tuple(steps.done),
            family_link=link,
        )


def _make_library(steps: _Steps) -> None:
    with steps.step("Framework and lessons") as notes:
        found = install_default_framework()
        n_new = install_starter_library(framework_id=found.framework_id)
        notes.append(f"{count(found.n_taught, 'skill')},")
        notes.append(f"{count(n_new, 'new lesson')}")
        notes.append(f"in {count(len(frameworks()), 'framework')}")


def _make_units(steps: _Steps, size: Size, seed: int) -> dict[str, UnitPeople]:
    with steps.step("People, rooms, rules") as notes:
        people = make_people(size, seed=seed)
        hub, virtual = people[HUB_NAME], people[VIRTUAL_NAME]
        make_hub_frame(hub)
        make_virtual_frame(virtual)
        make_needs(hub, is_virtual=False, seed=seed)
        make_needs(virtual, is_virtual=True, seed=seed)
        n_staff = sum(len(s) for unit in people.values() for s in unit.staff.values())
        n_students = sum(len(unit.students) for unit in people.values())
        notes.append(f"{count(n_students, 'student')}, {n_staff} staff")
    return people


def _make_answers(
    steps: _Steps,
    system: SystemCard,
    people: dict[str, UnitPeople],
    size: Size,
    seed: int,
    at: datetime,
) -> None:
    with steps.step("Simulated evidence") as notes:
        if truth.load(str(system.uuid)) is None:
            today = at.astimezone(ZoneInfo(system.time_zone)).date()
            make_evidence(
                [s for unit in people.values() for s in unit.students],
                system,
                last_on=today - timedelta(days=1),
                weeks=size.weeks,
                seed=seed,
                at=at,
            )
        notes.append(count(Attempt.objects.count(), "answer"))


def _ids(people: dict[str, UnitPeople]) -> tuple[int, ...]:
    return tuple(unit.unit.pk for unit in people.values())


def _plan(
    steps: _Steps,
    system: SystemCard,
    people: dict[str, UnitPeople],
    on: date,
    *,
    at: datetime,
    jobs: int,
) -> None:
    """Run the night before a day for the units that have no plan for it yet."""
    with steps.step(f"Night before {on:%a %d %b}") as notes:
        with system_context(system.id):
            planned = SchoolDay.objects.filter(on=on).values_list("unit_id", flat=True)
            missing = sorted(set(_ids(people)) - set(planned))
        nights = run_nights(
            system_id=system.id, unit_ids=missing, on=on, at=at, jobs=jobs
        )
        notes.append("; ".join(f"{n.unit}: {n.status}" for n in nights) or "was done")
        notes += [n.message for n in nights if n.message]


def _publish(
    steps: _Steps,
    system: SystemCard,
    people: dict[str, UnitPeople],
    on: date,
    *,
    at: datetime,
) -> None:
    with steps.step(f"Publish {on:%a %d %b}") as notes, system_context(system.id):
        drafts = SchoolDay.objects.filter(on=on, status=DayStatus.DRAFT)
        waiting = set(drafts.values_list("unit_id", flat=True))
        for name, unit in people.items():
            if unit.unit.pk in waiting:
                by_id = account_named(LEADERS[name]).id
                publish_day(unit_id=unit.unit.pk, on=on, by_id=by_id, at=at)
        notes.append(count(len(waiting), "unit") if waiting else "was done")
