"""Invented names: first and family names drawn apart, so that nobody real is meant."""

from __future__ import annotations

from importlib.resources import files

import numpy as np

_LISTS = (files(__package__) / "names.txt").read_text(encoding="utf-8")
GIVEN, FAMILY = (paragraph.split() for paragraph in _LISTS.split("\n\n"))


def invent(n: int, rng: np.random.Generator) -> list[tuple[str, str]]:
    """Return ``n`` different (given, family) names.

    Raises
    ------
    ValueError
        If more are asked for than the lists can pair.
    """
    pairs = len(GIVEN) * len(FAMILY)
    if n > pairs:
        raise ValueError(f"At most {pairs} different names can be invented, got {n}.")
    drawn = rng.choice(pairs, size=n, replace=False)
    return [(GIVEN[i // len(FAMILY)], FAMILY[i % len(FAMILY)]) for i in drawn.tolist()]
