"""Which system could be meant: k-anonymity over what the public knows of each."""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import IntArray

#: Systems among which the one that is meant must not be told apart.
LEAST_POSSIBLE = 5
#: Stands for a system of which nothing may be said, not even the widest context.
WITHHELD = -1


def n_alike(attributes: IntArray) -> IntArray:
    """Return for each row how many rows share all its attributes, itself included.

    Parameters
    ----------
    attributes : ndarray of shape (N, A), dtype=int64
        What anyone can look up about each system, as numbers of categories.

    References
    ----------
    Sweeney (2002), k-anonymity: a model for protecting privacy.

    Examples
    --------
    >>> n_alike(np.array([[0, 1], [0, 1], [0, 2]]))
    array([2, 2, 1])
    """
    _, row, n = np.unique(attributes, axis=0, return_inverse=True, return_counts=True)
    return np.asarray(n[row.reshape(-1)])


def contexts(levels: IntArray, *, k: int = LEAST_POSSIBLE) -> IntArray:
    """Return for each system the narrowest level at which it may be described (N,).

    A reader who knows this rule can also tell who would have been described more
    narrowly, and leaves those out. So the rule counts at each level only the systems
    that no narrower level could take: what is released of a system is released of at
    least ``k`` of them, in exactly the same words. Where fewer are left at the widest
    level, the smallest group of a narrower one joins them.

    Parameters
    ----------
    levels : ndarray of shape (L, N), dtype=int64
        The category of each possible system at each level, narrowest first: for
        example state with size band, state, nation. The widest is the same for all.
        If readers know the network, the possible systems are its members alone.
    k
        How many systems must be alike.

    Returns
    -------
    ndarray of shape (N,), dtype=int64
        0 to L - 1, or ``WITHHELD`` for all if they are fewer than ``k``.

    Raises
    ------
    ValueError
        If ``levels`` has not two axes and a level, the widest level tells systems
        apart, or ``k`` is below 2.

    Examples
    --------
    Ohio has four members, Iowa three; the one in Utah could be told by elimination.

    >>> state, nation = [0, 0, 0, 0, 1, 1, 1, 2], [0] * 8
    >>> contexts(np.array([state, nation]), k=3)
    array([0, 0, 0, 0, 1, 1, 1, 1])
    """
    if levels.ndim != 2 or not len(levels):
        raise ValueError(f"levels must have shape (L, N), L >= 1; got {levels.shape}.")
    if np.any(levels[-1] != levels[-1, :1]):
        raise ValueError("The widest of the levels must be the same for all systems.")
    if k < 2:
        raise ValueError(f"k must be 2 or more, got {k}: one alone is known.")
    chosen = np.full(levels.shape[1], WITHHELD, np.int64)
    if len(chosen) < k:
        return chosen
    for level, category in enumerate(levels):
        left = np.flatnonzero(chosen == WITHHELD)
        if len(left):
            is_safe = n_alike(category[left, None]) >= k
            chosen[left[is_safe]] = level
    _join_the_rest(levels, chosen, k)
    return chosen


def n_possible(levels: IntArray, chosen: IntArray) -> IntArray:
    """Return among how many systems each cannot be told apart by what is released."""
    at = np.maximum(chosen, 0)
    category = levels[at, np.arange(levels.shape[1])]
    return n_alike(np.stack([chosen, np.where(chosen < 0, 0, category)], axis=1))


def _join_the_rest(levels: IntArray, chosen: IntArray, k: int) -> None:
    """Describe the smallest group at the widest level, if too few are left for it."""
    left = chosen == WITHHELD
    if not left.any():
        return
    if left.sum() < k:
        alike = np.where(left, len(left) + 1, n_possible(levels, chosen))
        first = int(np.argmin(alike))
        level = chosen[first]
        left |= (chosen == level) & (levels[level] == levels[level, first])
    chosen[left] = len(levels) - 1
