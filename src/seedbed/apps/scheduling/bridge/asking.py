"""Asks the scheduler what rules cost, what a change would bring, what blocks a seat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seedbed.apps.scheduling.cards import SeatCostCard
from seedbed.apps.scheduling.inquiry_cards import (
    ChangeCard,
    FiguresCard,
    IntervalCard,
    PriceCard,
    RoomForMoreCard,
)
from seedbed.engines import scheduler
from seedbed.engines.scheduler import Timetable

from .planning import NONE, Problem

#: What a leader asks about, in the order of the page: students more is a number.
CHANGES = ("adult", "room", "students")


def why_no_price(problem: Problem, rule: str) -> str:
    """Say why a rule has no price, or return an empty string."""
    return scheduler.why_no_price(problem.day, rule)


def prices(
    problem: Problem,
    rules: Sequence[str],
    *,
    start: Timetable | None,
    bound: float | None,
    time_limit_seconds: float,
    seed: int,
) -> tuple[PriceCard, ...]:
    """Return what each rule costs on the day, the dearest first."""
    found = scheduler.price_all(
        problem.day,
        tuple(rules),
        start=start,
        bound=bound,
        time_limit_seconds=time_limit_seconds,
        seed=seed,
    )
    cards = [_price(one, getattr(problem.day.limits, one.rule)) for one in found]
    return tuple(sorted(cards, key=lambda card: (-card.learning.value, card.rule)))


def price_of_waiver(
    problem: Problem,
    rule: str,
    *,
    own: float | None,
    instead: float | None,
    start: Timetable | None,
    time_limit_seconds: float,
    seed: int,
) -> PriceCard:
    """Return what a rule's own number costs beside the one that a waiver gives it."""
    found = scheduler.price_of_number(
        problem.day,
        rule,
        own=own,
        instead=instead,
        time_limit_seconds=time_limit_seconds,
        seed=seed,
        start=start,
    )
    return _price(found, own)


def _price(found: scheduler.Price, value: float | None) -> PriceCard:
    return PriceCard(
        rule=found.rule,
        is_on=found.is_on,
        value=value,
        learning=_interval(found.learning),
        share=found.share,
        live_minutes=found.live_minutes,
        n_touched=found.n_touched,
        n_changed=found.n_changed,
    )


def what_ifs(
    problem: Problem,
    *,
    n_students: int,
    start: Timetable | None,
    bound: float | None,
    time_limit_seconds: float,
    seed: int,
) -> tuple[tuple[ChangeCard, ...], RoomForMoreCard | None]:
    """Return what one adult more, a room less and students more would change.

    And how many students more could be served; None where the day has no students.
    """
    day = problem.day
    asked: dict[str, dict[str, Any]] = {
        "adult": {"more_adults": 1} if day.n_adults else {},
        "room": {"fewer_rooms": 1} if day.n_rooms else {},
        "students": {"more_students": n_students} if n_students else {},
    }
    changes = []
    for key in CHANGES:
        if not asked[key]:
            continue
        found = scheduler.what_if(
            day,
            **asked[key],
            start=start,
            bound=bound,
            time_limit_seconds=time_limit_seconds,
            seed=seed,
        )
        changes.append(_change(problem, key, found))
    if start is None or not day.n_students:
        return tuple(changes), None
    more = scheduler.room_for_more(
        day, start, time_limit_seconds=time_limit_seconds, seed=seed
    )
    return tuple(changes), RoomForMoreCard(
        n_found=more.n_found, n_most=more.n_most, is_limit=more.is_limit
    )


def _change(problem: Problem, key: str, found: scheduler.WhatIf) -> ChangeCard:
    names = problem.day.names
    about = {"adult": "", "room": "", "students": ""}
    if found.adult != NONE:
        about["adult"] = names.staff[found.adult]
    if found.room != NONE:
        about["room"] = names.rooms[found.room]
    return ChangeCard(
        key=key,
        about=about[key],
        n_more_students=found.n_more_students,
        learning=_interval(found.learning),
        before=_figures(found.before),
        after=_figures(found.after),
        conflict=tuple(f.message for f in found.conflict.facts)
        if found.conflict
        else (),
    )


def _interval(found: scheduler.Interval) -> IntervalCard:
    return IntervalCard(value=found.value, low=found.low, high=found.high)


def _figures(found: scheduler.Outcome) -> FiguresCard:
    return FiguresCard(
        n_students=found.n_students,
        expected_gain=found.gain,
        upper_bound=found.bound,
        live_minutes=found.live_minutes,
        n_served=found.n_served,
        n_faults=found.n_faults,
    )


class Asked:
    """Answers questions about one plan; positions are those of the engine."""

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self._explainer = scheduler.Explainer(problem.day, timetable)

    def hindrances(self, s: int, b: int, lesson: int) -> tuple[str, ...]:
        """Return what keeps a student from a lesson in a block, as sentences."""
        found = self._explainer.hindrances(student=s, lesson=lesson, block=b)
        return tuple(hindrance.message for hindrance in found)

    def adds(self, s: int, b: int, lesson: int) -> float:
        """Return what a lesson adds to the student's day in a block."""
        return self._explainer.worth.adds(s, b, lesson)

    def insist(self, s: int, b: int, lesson: int) -> SeatCostCard:
        """Return what follows for the others if an adult decides the seat."""
        found = scheduler.insist(self._explainer, student=s, block=b, lesson=lesson)
        return SeatCostCard(
            own=found.own,
            others=found.others,
            n_moved=found.n_moved,
            faults=tuple(hindrance.message for hindrance in found.hindrances),
        )
