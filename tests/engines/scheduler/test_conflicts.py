"""A day that cannot hold names the smallest set of facts that is to blame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, combinations

import numpy as np
import pytest
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_LIVE,
    BEN,
    COMMONS,
    CY,
    DIAZ,
    OAK,
    RATIOS_LIVE,
    RATIOS_ONLINE,
    RATIOS_TUTORING,
    only,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import Day, Locks, conflict
from seedbed.engines.scheduler.conflicts import smallest
from seedbed.engines.scheduler.duties import Duties


def locked(day: Day, *seats: tuple[int, int, int]) -> Day:
    return replace(day, locks=Locks(seats=np.array(seats, np.int64).reshape(-1, 3)))


def owing(day: Day, **minutes: int) -> Day:
    """Return the day with minutes of service owed, by first name."""
    owed = np.zeros(day.n_students, np.int64)
    for name, n in minutes.items():
        owed[day.names.students.index(name.title())] = n
    return with_students(day, service_minutes=owed)


def without_tutor(day: Day) -> Day:
    free = day.adults.free.copy()
    free[DIAZ] = False
    return replace(day, adults=replace(day.adults, free=free))


def with_one_block_of_tutor(day: Day) -> Day:
    free = day.adults.free.copy()
    free[DIAZ] = [True, False, False]
    return replace(day, adults=replace(day.adults, free=free))


def with_quiet_seats(day: Day, n: int) -> Day:
    seats = day.rooms.seats.copy()
    seats[OAK] = n
    return replace(day, rooms=replace(day.rooms, seats=seats))


def with_few_seats(day: Day) -> Day:
    seats = day.rooms.seats.copy()
    seats[:] = [2, 1, 2]
    return replace(day, rooms=replace(day.rooms, seats=seats))


def said(day: Day, **more: Sequence[str]) -> list[str]:
    found = conflict(day, **more)
    return [] if found is None else [fact.message for fact in found.facts]


def test_a_day_that_can_hold_has_no_conflict() -> None:
    assert conflict(tiny_day()) is None
    assert conflict(owing(tiny_day(), ana=40, ben=40)) is None


def test_service_without_a_tutor_names_the_student_and_who_could_lead() -> None:
    assert said(without_tutor(owing(tiny_day(), ana=40))) == [
        "Ratios tutoring and Angles tutoring may be led by nobody who is there.",
        "Ana is owed 40 minutes with an adult.",
    ]


def test_more_minutes_than_the_tutor_is_there_for() -> None:
    day = with_one_block_of_tutor(owing(tiny_day(), ana=60, ben=40))

    assert said(day) == [
        "Ratios tutoring may be led by Mr. Diaz (free in Block 1).",
        "Angles tutoring may be led by nobody who is there.",
        "Ana is owed 60 minutes with an adult.",
    ]


def test_a_required_aide_who_is_not_there() -> None:
    day = owing(tiny_day(), ben=40)
    day = with_students(day, needs_aide=only(6, BEN, True, False))
    none = np.zeros(3, bool)
    day = replace(day, adults=replace(day.adults, is_aide=none))

    found = conflict(day)

    assert found is not None
    assert {fact.kind for fact in found.facts} == {"aide", "aides", "service"}
    assert found.students == (BEN,)


def test_more_students_than_seats() -> None:
    assert said(with_few_seats(tiny_day())) == [
        "The rooms open in Block 1 have 5 seats.",
        "6 students are at the hub in Block 1.",
    ]


def test_more_students_in_need_of_quiet_than_quiet_seats_and_groups() -> None:
    day = with_quiet_seats(tiny_day(), 1)
    quiet = np.zeros(6, bool)
    quiet[[ANA, BEN, CY]] = True
    options = np.isin(day.options.lesson, [RATIOS_ONLINE])
    day = replace(
        with_students(day, needs_quiet=quiet),
        options=replace(
            day.options,
            student=day.options.student[options],
            lesson=day.options.lesson[options],
            gain=day.options.gain[options],
            success=day.options.success[options],
        ),
    )

    found = conflict(day)

    assert found is not None
    assert [fact.kind for fact in found.facts] == ["quiet_rooms", "quiet", "quiet"]
    assert found.facts[0].message == "Quiet rooms open in Block 1 have 1 seat."


def test_contradictory_locks_name_both_adults_and_times() -> None:
    day = locked(tiny_day(), (ANA, 0, RATIOS_LIVE), (ANA, 0, ANGLES_LIVE))

    assert said(day, lock_notes=["Dana Diaz (8:05)", "Finn Fox (8:20)"]) == [
        "Dana Diaz (8:05) decided Ratios live for Ana in Block 1.",
        "Finn Fox (8:20) decided Angles live for Ana in Block 1.",
    ]


def test_two_locks_that_need_the_same_adult_at_once() -> None:
    day = locked(tiny_day(), (ANA, 0, RATIOS_LIVE), (BEN, 0, ANGLES_LIVE))

    found = conflict(without_tutor(day))

    assert found is not None
    assert [fact.kind for fact in found.facts] == ["adults", "lock", "lock"] or [
        fact.kind for fact in found.facts
    ] == ["adults", "adults", "lock", "lock"]
    assert found.students == (ANA, BEN)


def test_a_lock_that_a_rule_forbids_is_said_in_the_words_of_the_rule() -> None:
    day = tiny_day()
    passed = np.array([[ANA, RATIOS_LIVE]])
    day = replace(day, history=replace(day.history, passed=passed))

    found = conflict(locked(day, (ANA, 0, RATIOS_LIVE)))

    assert found is not None
    assert [fact.kind for fact in found.facts] == ["rule", "lock"]
    assert "Ana" in found.facts[0].message


DAYS = {
    "no tutor": lambda: without_tutor(owing(tiny_day(), ana=40, ben=40, cy=80)),
    "one block": lambda: with_one_block_of_tutor(owing(tiny_day(), ana=60, ben=40)),
    "seats": lambda: with_few_seats(owing(tiny_day(), ana=40)),
    "locks": lambda: locked(
        without_tutor(tiny_day()),
        (ANA, 0, RATIOS_LIVE),
        (BEN, 0, ANGLES_LIVE),
        (BEN, 1, ANGLES_LIVE),
        (CY, 2, RATIOS_TUTORING),
    ),
}


@pytest.mark.parametrize("name", DAYS)
def test_the_set_is_minimal_by_brute_force(name: str) -> None:
    duties = Duties(DAYS[name]())
    everything = range(len(duties.facts))

    found = smallest(list(everything), duties.can_hold)

    assert found is not None
    assert not duties.can_hold(found)
    proper = chain.from_iterable(combinations(found, n) for n in range(len(found)))
    assert all(duties.can_hold(part) for part in proper)


@pytest.mark.parametrize("seed", range(20))
def test_the_search_agrees_with_brute_force_on_made_up_clashes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    clashes = [
        frozenset(rng.choice(7, size=rng.integers(1, 4), replace=False).tolist())
        for _ in range(rng.integers(0, 5))
    ]

    def can_hold(facts: Sequence[int]) -> bool:
        return not any(clash <= set(facts) for clash in clashes)

    found = smallest(range(7), can_hold)

    if not clashes:
        assert found is None
    else:
        assert found is not None
        minimal = {c for c in clashes if not any(other < c for other in clashes)}
        assert frozenset(found) in minimal


def test_a_seat_in_a_closed_block_is_said_of_the_lock() -> None:
    day = tiny_day()
    free = day.students.free.copy()
    free[ANA, 0] = False
    day = locked(with_students(day, free=free), (ANA, 0, RATIOS_ONLINE))

    assert said(day) == [
        "Ana is not free in Block 1.",
        "An adult decided Ratios online for Ana in Block 1.",
    ]


def test_rooms_of_the_tiny_day_are_enough() -> None:
    assert tiny_day().rooms.seats[COMMONS] == 8
