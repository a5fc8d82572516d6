"""The smallest set of facts of a day that cannot hold together.

What a plan must give whatever else it does - seats at the hub, minutes of service,
accommodations, what adults decided - is a small model (``duties``). Where it has no
solution the day has none either, as it asks for nothing that a plan may leave out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from seedbed.engines.scheduler.day import Day
from seedbed.engines.scheduler.duties import Duties, Fact


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Facts that cannot all hold, none of which could be left out.

    ``students`` are those whom the facts name, indices into the day.
    """

    facts: tuple[Fact, ...]

    @property
    def students(self) -> tuple[int, ...]:
        """Students whom the facts name, ascending."""
        return tuple(sorted({s for fact in self.facts for s in fact.students}))

    @property
    def message(self) -> str:
        """Say the facts as sentences."""
        said = " ".join(fact.message for fact in self.facts)
        return f"These cannot hold together: {said}"


def conflict(day: Day, *, lock_notes: Sequence[str] = ()) -> Conflict | None:
    """Return facts of a day that cannot hold together, or None if none is found.

    None of them can be left out: without any one of them the others can hold. A day may
    have several such sets; the one found keeps facts about rooms and adults where it
    can, and does not depend on chance.

    Parameters
    ----------
    lock_notes : sequence of str, optional
        For each row of ``day.locks.seats`` who decided it and when, such as
        ``"Dana Diaz, 8:05"``; it is said with the lock.
    """
    duties = Duties(day, lock_notes=lock_notes)
    found = smallest(list(range(len(duties.facts))), duties.can_hold)
    if found is None:
        return None
    return Conflict(facts=tuple(duties.facts[n] for n in sorted(found)))


def smallest(
    facts: Sequence[int], can_hold: Callable[[Sequence[int]], bool]
) -> list[int] | None:
    """Return a set of facts that cannot hold, and can without any one; else None.

    Facts that come first are preferred. Takes a few tests for each fact of the answer,
    not for each fact given.

    References
    ----------
    Junker (2004), QuickXplain: preferred explanations and relaxations for
    over-constrained problems.
    """
    if can_hold(facts):
        return None
    if not can_hold(()):
        return []
    return _explain((), (), facts, can_hold)


def _explain(
    kept: Sequence[int],
    added: Sequence[int],
    facts: Sequence[int],
    can_hold: Callable[[Sequence[int]], bool],
) -> list[int]:
    if added and not can_hold(kept):
        return []
    if len(facts) == 1:
        return list(facts)
    half = len(facts) // 2
    first, second = facts[:half], facts[half:]
    late = _explain((*kept, *first), first, second, can_hold)
    early = _explain((*kept, *late), late, first, can_hold)
    return [*early, *late]
