"""Finds a circle in links that must not have one."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter


def find_circle(links: Iterable[tuple[str, str]]) -> list[str]:
    """Return the nodes of one circle, each before the next, or nothing.

    >>> find_circle([("a", "b"), ("b", "c"), ("c", "a")]) in (
    ...     ["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"])
    True
    >>> find_circle([("a", "b"), ("a", "c"), ("b", "c")])
    []
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for before, after in links:
        sorter.add(after, before)
    try:
        sorter.prepare()
    except CycleError as error:
        # graphlib repeats the first node at the end.
        return list(error.args[1])[:-1]
    return []
