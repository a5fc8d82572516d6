"""Which groups of students may be shown, so that nobody's figure can be worked out.

A group of fewer than ten is hidden. The figure of everyone stands beside the groups, so
what is hidden can be worked out together, by taking the shown from the whole: all that
is hidden must itself be ten students or more, in two groups at least. Where it is not,
the smallest group shown is hidden, too.

``engines.disclosure`` protects tables of counts, merging categories where it must; here
the categories stay and what is protected is a figure per group, for which the sum over
the hidden ones is what decides.
"""

from __future__ import annotations

from collections.abc import Mapping

MINIMUM = 10
_FEWEST_HIDDEN = 2


def shown_groups(sizes: Mapping[str, int]) -> frozenset[str]:
    """Return the groups that may be shown, of those with a student.

    >>> sorted(shown_groups({"6": 40, "7": 12, "8": 3}))
    ['6']
    >>> sorted(shown_groups({"6": 40, "7": 12}))
    ['6', '7']
    >>> sorted(shown_groups({"6": 40, "7": 3}))
    []
    """
    by_size = sorted((n, key) for key, n in sizes.items() if n)
    hidden = [(n, key) for n, key in by_size if n < MINIMUM]
    shown = [(n, key) for n, key in by_size if n >= MINIMUM]
    while hidden and shown:
        if len(hidden) >= _FEWEST_HIDDEN and sum(n for n, _key in hidden) >= MINIMUM:
            break
        hidden.append(shown.pop(0))
    return frozenset(key for _n, key in shown)
