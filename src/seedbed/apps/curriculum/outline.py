"""The outline of a framework: which skills are taught, and what stands for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

#: Kinds of item that group skills and are never taught, even when they hold none.
GROUP_KINDS = frozenset(
    {"domain", "cluster", "strand", "conceptual category", "grade level"}
)


def is_taught(*, kind: str, has_children: bool) -> bool:
    """Tell whether an item is a skill that can be taught and shown."""
    return not has_children and kind.strip().lower() not in GROUP_KINDS


def taught_links(
    links: Iterable[tuple[int, int]],
    *,
    parents: Mapping[int, int | None],
    taught: frozenset[int],
) -> list[tuple[int, int]]:
    """Return the links between taught skills, groups replaced by what they hold.

    A link before -> after of two groups becomes a link from each taught skill of the
    first to each of the second. A skill never comes before itself.

    >>> taught_links([(1, 2)], parents={1: None, 2: None, 3: 2, 4: 2},
    ...              taught=frozenset({1, 3, 4}))
    [(1, 3), (1, 4)]
    """
    children: dict[int, list[int]] = defaultdict(list)
    for skill, parent in parents.items():
        if parent is not None:
            children[parent].append(skill)

    def leaves(skill: int) -> list[int]:
        below = [skill] if skill in taught else []
        waiting = list(children[skill])
        while waiting:
            node = waiting.pop()
            below.extend([node] if node in taught else [])
            waiting.extend(children[node])
        return below

    pairs = {
        (first, then)
        for before, after in links
        for first in leaves(before)
        for then in leaves(after)
        if first != then
    }
    return sorted(pairs)
