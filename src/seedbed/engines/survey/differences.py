"""Differences between groups of systems that are hardly ever chance.

Every item is compared over every grouping at once. If nothing differs, the chance to
say anywhere that something does is 5 %, not 5 % for each of the comparisons.

Axis letters: S systems, Q items, K groupings, G groups of all groupings, B draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from .ranks import midranks, surprise
from .standing import LEAST_SYSTEMS

#: Chance of any false difference.
LEVEL = 0.05
N_DRAWS = 1999
#: Entries of one block of draws, so that memory stays small for many systems.
_BLOCK = 4_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Differences:
    """Each item compared over each grouping, in arrays of shape (Q, K).

    ``p`` is the adjusted probability of a difference so large by chance anywhere,
    ``p_alone`` the one that a single comparison would report (Kruskal-Wallis), both
    ``nan`` where fewer than two groups may be compared. ``is_different`` says where the
    chance of any false difference allows to speak of one.
    ``median`` (Q, G) is the middle system of each group and ``n_systems`` (Q, G) how
    many answered; ``nan`` and 0 for groups of fewer than five. ``grouping`` (G,) and
    ``group`` (G,) say whose columns these are.
    """

    p: FloatArray
    p_alone: FloatArray
    is_different: BoolArray
    median: FloatArray
    n_systems: IntArray
    grouping: IntArray
    group: IntArray


def differences(
    at: FloatArray,
    groupings: IntArray,
    *,
    seed: int,
    n_draws: int = N_DRAWS,
    level: float = LEVEL,
) -> Differences:
    """Compare every item over every grouping, with step-down max-T over all of them.

    The systems' positions are dealt out anew among the systems, all items of a system
    together and all groupings as they are: so what items and groupings have in common
    is kept. The statistic is Kruskal-Wallis' on midranks, put on one scale for any
    number of groups by its chi-square tail; the greatest over all comparisons decides.
    Groups in which fewer than five systems answered an item are no part of it.

    Parameters
    ----------
    at : ndarray of shape (S, Q)
        Positions of systems, ``nan`` where not answered.
    groupings : ndarray of shape (K, S), dtype=int64
        Group of each system in each grouping, from 0; -1 where it is not known.
    seed
        Where the draws follow from.

    Raises
    ------
    ValueError
        If the shapes do not match, or the draws are too few for the level.

    References
    ----------
    Westfall and Young (1993), Resampling-based multiple testing, algorithm 4.1 (free
    step-down max-T); Kruskal and Wallis (1952).

    Examples
    --------
    >>> at = np.array([[1.0, 4], [2, 4], [1, 3], [2, 5], [1, 4],
    ...                [6.0, 4], [7, 4], [6, 3], [7, 5], [6, 4]])
    >>> size = np.array([[0] * 5 + [1] * 5])
    >>> found = differences(at, size, seed=0)
    >>> found.is_different.ravel(), found.median
    (array([ True, False]), array([[1., 6.], [4., 4.]]))
    """
    _check(at, groupings, n_draws, level)
    comparing = _Comparing.of(at, groupings)
    observed = comparing.surprises(comparing.member[None])[0]
    flat = observed.ravel()
    tested = ~np.isnan(flat)
    order = np.flatnonzero(tested)[np.argsort(-flat[tested], kind="stable")]
    exceeded = np.zeros(len(order))
    rng = np.random.default_rng(seed)
    size = max(1, _BLOCK // max(comparing.member.size, 1))
    for first in range(0, n_draws, size):
        n = min(size, n_draws - first)
        systems = np.tile(np.arange(len(at)), (n, 1))
        dealt = comparing.member[:, rng.permuted(systems, axis=1)].transpose(1, 0, 2)
        drawn = np.nan_to_num(comparing.surprises(dealt).reshape(n, -1))[:, order]
        most = np.maximum.accumulate(drawn[:, ::-1], axis=1)[:, ::-1]
        exceeded += (most >= flat[order] - 1e-9).sum(axis=0)
    p = np.full(flat.shape, np.nan)
    p[order] = np.maximum.accumulate((1.0 + exceeded) / (1.0 + n_draws))
    p = p.reshape(observed.shape)
    median, n_systems = _medians(at, comparing)
    return Differences(
        p=p,
        p_alone=np.exp(-observed),
        is_different=p <= level,
        median=median,
        n_systems=n_systems,
        grouping=comparing.grouping,
        group=comparing.group,
    )


@dataclass(frozen=True)
class _Comparing:
    """What every draw shares: the ranks and who belongs where.

    ``member`` (G, S) is 1 for the systems of a group; ``columns`` (S, 3Q) the ranks,
    their squares and whether there is one.
    """

    member: FloatArray
    grouping: IntArray
    group: IntArray
    columns: FloatArray
    n_groupings: int

    @classmethod
    def of(cls, at: FloatArray, groupings: IntArray) -> _Comparing:
        pairs = [
            (k, g)
            for k, groups in enumerate(groupings)
            for g in np.unique(groups[groups >= 0]).tolist()
        ]
        grouping, group = np.array(pairs, np.int64).reshape(-1, 2).T
        known = ~np.isnan(at)
        ranks = midranks(at)
        return cls(
            member=(groupings[grouping] == group[:, None]).astype(np.float64),
            grouping=grouping,
            group=group,
            columns=np.hstack([ranks, ranks**2, known]),
            n_groupings=len(groupings),
        )

    def surprises(self, member: FloatArray) -> FloatArray:
        """Return minus the logarithm of the chi-square tail, (B, Q, K).

        ``member`` is (B, G, S). ``nan`` where fewer than two groups may be compared.
        """
        n_draws, n_groups, n_systems = member.shape
        sums = member.reshape(-1, n_systems) @ self.columns
        ranks, squares, n = np.split(sums.reshape(n_draws, n_groups, -1), 3, axis=2)
        is_kept = n >= LEAST_SYSTEMS
        ranks, squares, n = (
            np.where(is_kept, part, 0.0) for part in (ranks, squares, n)
        )
        between = ranks**2 / np.maximum(n, 1.0)
        of_grouping = (self.grouping == np.arange(self.n_groupings)[:, None]) * 1.0
        n, ranks, squares, between, kept = (
            np.einsum("kg,bgq->bqk", of_grouping, part)
            for part in (n, ranks, squares, between, is_kept * 1.0)
        )
        centre = ranks**2 / np.maximum(n, 1.0)
        variance = (squares - centre) / np.maximum(n - 1.0, 1.0)
        h = np.where(
            variance > 1e-9, (between - centre) / np.maximum(variance, 1e-9), 0
        )
        return np.where(kept >= 2, surprise(h, kept - 1.0), np.nan)


def _medians(at: FloatArray, comparing: _Comparing) -> tuple[FloatArray, IntArray]:
    """Return the middle system and the number of each group of five or more."""
    median = np.full((at.shape[1], len(comparing.group)), np.nan)
    n_systems = np.zeros(median.shape, np.int64)
    items = np.arange(at.shape[1])
    for column, member in enumerate(comparing.member):
        of_group = np.sort(at[member > 0.0], axis=0)
        n = (~np.isnan(of_group)).sum(axis=0)
        # Systems that did not answer are last.
        low, high = np.maximum(n - 1, 0) // 2, np.minimum(n // 2, len(of_group) - 1)
        middle = (of_group[low, items] + of_group[high, items]) / 2.0
        shown = n >= LEAST_SYSTEMS
        median[shown, column] = middle[shown]
        n_systems[shown, column] = n[shown]
    return median, n_systems


def _check(at: FloatArray, groupings: IntArray, n_draws: int, level: float) -> None:
    if at.ndim != 2 or groupings.ndim != 2 or groupings.shape[1] != len(at):
        raise ValueError(
            f"at must be (S, Q) and groupings (K, S); got {at.shape} and "
            f"{groupings.shape}."
        )
    if level * (n_draws + 1) < 1.0:
        raise ValueError(
            f"{n_draws} draws can never reach a level of {level}: take "
            f"{int(np.ceil(1 / level)) - 1} or more."
        )
