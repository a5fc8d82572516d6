"""The price of a rule: the same day planned with and without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from seedbed.engines.scheduler.solver import solve
from seedbed.engines.scheduler.variants import why_no_price, with_rule, without_rule
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
    found, touched = difference(before, after), _touched(on, freed)
    n_changed = int((kept.lesson != freed.lesson).any(axis=1).sum())
    return Price(
        rule=rule,
        is_on=is_on,
        learning=Interval(
            value=max(0.0, found.value), low=max(0.0, found.low), high=found.high
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
