"""The price of a rule: the same day planned with and without it.

``price_all`` is for rules that are on or off; ``price_of_number`` for a waiver, which
may put another number in the rule's place and may hold on the day already.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from seedbed.engines.scheduler.bound import upper_bound
from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import members
from seedbed.engines.scheduler.outcome import (
    Interval,
    Outcome,
    best_plan,
    difference,
    outcome,
)
from seedbed.engines.scheduler.parts import Limits
from seedbed.engines.scheduler.solver import solve
from seedbed.engines.scheduler.variants import (
    why_no_price,
    with_number,
    with_rule,
    without_rule,
)
from seedbed.engines.scheduler.verify import verify


@dataclass(frozen=True, kw_only=True)
class Price:
    """What a rule costs on one day.

    ``learning`` is the expected gain that the day would have more without the rule,
    with the least and most that it can truly be: it is never below 0, as any plan that
    keeps the rule is allowed without it. ``live_minutes`` may have either sign.
    ``n_touched`` students would have something in their day that the rule forbids;
    ``n_changed`` would have another day at all, which the search alone also brings
    about. A rule about adults names no student: both figures are the same there.

    ``is_on`` tells whether the day has the rule; where it is waived, the price is what
    the waiver is worth, at the rule's usual number.
    """

    rule: str
    is_on: bool
    learning: Interval
    live_minutes: int
    n_touched: int
    n_changed: int
    with_rule: Outcome
    without_rule: Outcome

    @property
    def share(self) -> float:
        """The price as a share of the gain with the rule; 0 where that is 0."""
        gain = self.with_rule.gain
        return self.learning.value / gain if gain > 0 else 0.0


def price(
    day: Day,
    rule: str,
    *,
    time_limit_seconds: float = 20.0,
    seed: int = 0,
    start: Timetable | None = None,
    bound: float | None = None,
) -> Price:
    """Return what one rule costs; see ``price_all``."""
    return price_all(
        day,
        (rule,),
        time_limit_seconds=time_limit_seconds,
        seed=seed,
        start=start,
        bound=bound,
    )[0]


def price_all(
    day: Day,
    rules: Sequence[str],
    *,
    time_limit_seconds: float = 20.0,
    seed: int = 0,
    start: Timetable | None = None,
    bound: float | None = None,
) -> tuple[Price, ...]:
    """Return what each rule costs, from the same first plan.

    Every plan that is compared has had the same time and seed: half the limit for a
    plan that all go on from (``start`` spares it), and half for its own search. So the
    search itself makes no difference that is taken for the rule's.

    Parameters
    ----------
    rules : sequence of str
        Numbers of ``Limits`` that can be ``None``.
    time_limit_seconds : float
        What planning the day may take. One rule takes one and a half times as long,
        each further one half of it. The bounds come on top: one of the day as it is,
        and one of the day without any of the rules, which bounds it without each.
    bound : float, optional
        An upper bound of the day as it is, where it is known.

    Raises
    ------
    ValueError
        If a rule can never be switched off, is unknown, or has no number to compare
        with; the message says which rules have a price.
    """
    for rule in rules:
        refusal = why_no_price(day, rule)
        if refusal:
            raise ValueError(refusal)
    half = time_limit_seconds / 2
    if start is None:
        start = solve(
            day, time_limit_seconds=half, seed=seed, with_bound=False
        ).timetable
    as_is = best_plan(day, (start, _went_on(day, start, half, seed)))
    free = day
    for rule in rules:
        free = without_rule(free, rule)
    loosest = upper_bound(free)
    bound = upper_bound(day) if bound is None else bound
    bounds = min(bound, loosest), loosest
    return tuple(_price(day, rule, start, as_is, bounds, half, seed) for rule in rules)


def price_of_number(
    day: Day,
    rule: str,
    *,
    own: float | None,
    instead: float | None,
    time_limit_seconds: float = 20.0,
    seed: int = 0,
    start: Timetable | None = None,
) -> Price:
    """Return what a rule's ``own`` number costs beside the one that holds ``instead``.

    Both days have the same start, time and seed, whatever number the day given has.
    None is off. Where ``instead`` is a number the price may be below 0: it can bind
    more than the rule's own. In the answer, the day "without the rule" is the one with
    the number instead.

    Raises
    ------
    ValueError
        If the numbers are the same, or the rule is none of ``Limits``.
    """
    if rule not in {field.name for field in fields(Limits)}:
        raise ValueError(f"There is no rule {rule!r} with a number.")
    if own == instead:
        raise ValueError(f"The rule {rule!r} has the number {own} on both days.")
    on, off = with_number(day, rule, own), with_number(day, rule, instead)
    half = time_limit_seconds / 2
    if start is None:
        start = solve(
            day, time_limit_seconds=half, seed=seed, with_bound=False
        ).timetable
    # A plan of either day may be one of the other as well, and the better one there.
    plans = (_went_on(on, start, half, seed), _went_on(off, start, half, seed))
    kept, freed = best_plan(on, plans), best_plan(off, plans[::-1])
    bound, loosest = upper_bound(on), upper_bound(off)
    before = outcome(on, kept, min(bound, loosest) if instead is None else bound)
    after = outcome(off, freed, min(bound, loosest) if own is None else loosest)
    return _priced(
        rule,
        on,
        (kept, before),
        (freed, after),
        is_on=getattr(day.limits, rule) == own,
        least=0.0 if instead is None else -math.inf,
    )


def _went_on(day: Day, start: Timetable, seconds: float, seed: int) -> Timetable:
    result = solve(
        day, time_limit_seconds=seconds, seed=seed, with_bound=False, start=start
    )
    return result.timetable


def _price(
    day: Day,
    rule: str,
    start: Timetable,
    as_is: Timetable,
    bounds: tuple[float, float],
    seconds: float,
    seed: int,
) -> Price:
    is_on = getattr(day.limits, rule) is not None
    on, off = with_rule(day, rule), without_rule(day, rule)
    other = _went_on(off if is_on else on, start, seconds, seed)
    kept, freed = (as_is, other) if is_on else (other, as_is)
    freed = best_plan(off, (freed, kept))
    # What bounds the day without the rule bounds it with the rule as well.
    bound, loosest = bounds
    before = outcome(on, kept, bound)
    after = outcome(off, freed, loosest if is_on else bound)
    return _priced(rule, on, (kept, before), (freed, after), is_on=is_on, least=0.0)


def _priced(
    rule: str,
    on: Day,
    kept: tuple[Timetable, Outcome],
    freed: tuple[Timetable, Outcome],
    *,
    is_on: bool,
    least: float,
) -> Price:
    """Return the price that a plan by the rule and one without it come to."""
    (plan, before), (other, after) = kept, freed
    found, touched = difference(before, after), _touched(on, other)
    n_changed = int((plan.lesson != other.lesson).any(axis=1).sum())
    return Price(
        rule=rule,
        is_on=is_on,
        learning=Interval(
            value=max(least, found.value), low=max(least, found.low), high=found.high
        ),
        live_minutes=after.live_minutes - before.live_minutes,
        n_touched=n_changed if touched is None else len(touched),
        n_changed=n_changed,
        with_rule=before,
        without_rule=after,
    )


def _touched(on: Day, freed: Timetable) -> set[int] | None:
    """Return the students in whose day the rule would forbid something.

    None where a fault is about adults and names no student.
    """
    found: set[int] = set()
    for fault in verify(on, freed):
        if not fault.students and fault.session is None:
            return None
        found.update(fault.students)
        if fault.session is not None:
            found.update(members(freed, fault.session))
    return found
