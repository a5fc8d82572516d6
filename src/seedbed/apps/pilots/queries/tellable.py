"""What a pilot's report tells its board of students: no count of fewer than ten."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.apps.pilots import bridge
from seedbed.apps.pilots.cards import ToldArm


def tellable_arms(
    students: Sequence[int], consent: Sequence[int], left: Sequence[int]
) -> tuple[ToldArm, ...]:
    """Return the counts of each arm as far as they may be told. No query.

    A total that one of the tables must hide is hidden in both.
    """
    agreed = bridge.tellable(consent, students)
    gone = bridge.tellable(left, students)
    return tuple(
        ToldArm(
            n_students=a[1] if b[1] is not None else None, n_consent=a[0], n_left=b[0]
        )
        for a, b in zip(agreed, gone, strict=True)
    )


def tellable_groups(counts: Sequence[int]) -> tuple[int | None, ...]:
    """Return the sizes of groups as far as they may be told. No query."""
    return bridge.tellable_groups(counts)


def may_tell_missing(missing: Sequence[int], students: Sequence[int]) -> bool:
    """Tell whether a board may read how many of each arm were not measured."""
    return all(part is not None for part, _of in bridge.tellable(missing, students))
