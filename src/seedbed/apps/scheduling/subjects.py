"""Which adult may teach which skill: subject words and spans of grades."""

from __future__ import annotations

from collections.abc import Iterable

_PREFIX = 4  # "Math" and "Mathematics" are one subject


def is_same_subject(one: str, other: str) -> bool:
    """Tell whether two subject words mean one subject; an empty word fits any.

    >>> is_same_subject("Math", "Mathematics"), is_same_subject("", "Art")
    (True, True)
    >>> is_same_subject("Chemistry", "Mathematics")
    False
    """
    first, second = one.strip().casefold(), other.strip().casefold()
    if not first or not second:
        return True
    return first in second or second in first or first[:_PREFIX] == second[:_PREFIX]


def may_teach(
    qualifications: Iterable[tuple[str, int, int]], subject: str, low: int, high: int
) -> bool:
    """Tell whether any qualification covers a skill's subject and one of its grades.

    >>> may_teach([("Math", 6, 8)], "Mathematics", 8, 9)
    True
    >>> may_teach([("Math", 6, 8)], "Mathematics", 9, 12)
    False
    """
    return any(
        is_same_subject(word, subject) and first <= high and low <= last
        for word, first, last in qualifications
    )
