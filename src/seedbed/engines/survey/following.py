"""What follows from a wave: what changed since, what to talk about, who is alike."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray

from .wave import Positions


@dataclass(frozen=True, kw_only=True, eq=False)
class Changes:
    """How the systems that answered in both of two waves moved, by item (Q,).

    ``n_lower``, ``n_alike`` and ``n_higher`` of them moved to the low pole, stayed and
    moved to the high. ``p`` is that of an exact sign test, adjusted for the number of
    items (Holm); with items of yes and no it is McNemar's exact test.
    """

    n_lower: IntArray
    n_alike: IntArray
    n_higher: IntArray
    p: FloatArray


def changes(before: FloatArray, now: FloatArray) -> Changes:
    """Return what changed between two waves, positions (S, Q) of the same systems.

    Only systems with both answers count: others coming and going is no change.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure.

    Examples
    --------
    Twelve systems; nine more offer a hub than before, none fewer.

    >>> before, now = np.ones((12, 1)), np.array([[2.0]] * 9 + [[1.0]] * 3)
    >>> changes(before, now).n_higher, changes(before, now).p
    (array([9]), array([0.0039]))
    """
    moved = now - before
    n_lower, n_higher = (moved < 0).sum(axis=0), (moved > 0).sum(axis=0)
    alone = np.array(
        [
            _sign_test(low, high)
            for low, high in zip(n_lower.tolist(), n_higher.tolist(), strict=True)
        ]
    )
    order = np.argsort(alone, kind="stable")
    times = np.arange(len(alone), 0, -1)
    p = np.empty(len(alone))
    p[order] = np.minimum(np.maximum.accumulate(alone[order] * times), 1.0)
    return Changes(
        n_lower=n_lower, n_alike=(moved == 0).sum(axis=0), n_higher=n_higher, p=p
    )


def _sign_test(n_lower: int, n_higher: int) -> float:
    """Return the two-sided exact probability of so uneven a split."""
    n, fewer = n_lower + n_higher, min(n_lower, n_higher)
    tail = sum(math.comb(n, k) for k in range(fewer + 1))
    return min(1.0, float(2 * tail / 2**n))


def widest_splits(found: Positions, system: int, *, at_most: int = 2) -> list[int]:
    """Return the items on which a team is furthest apart, the widest first.

    Items on which all its leaders agree, or only one answered, are left out; at equal
    disagreement those whose answers run further come first.
    """
    apart = np.nan_to_num(found.disagreement[system])
    run = np.nan_to_num(found.highest[system] - found.lowest[system])
    order = np.lexsort((np.arange(len(apart)), -run, -apart))
    return [int(q) for q in order if apart[q] > 0.0][:at_most]


def peers(at: FloatArray, system: int, *, n: int = 5) -> list[int]:
    """Return the systems most like one in their decisions, the nearest first.

    Distance is the mean over the items that both answered; a pair with fewer than half
    of the items in common is no match.

    Parameters
    ----------
    at : ndarray of shape (S, Q)
        Positions of systems, already narrowed to those of a like context.
    """
    apart = np.abs(at - at[system])
    n_common = (~np.isnan(apart)).sum(axis=1)
    distance = np.nansum(apart, axis=1) / np.maximum(n_common, 1)
    distance[n_common < at.shape[1] / 2] = np.inf
    distance[system] = np.inf
    order = np.argsort(distance, kind="stable")[:n]
    return [int(s) for s in order if np.isfinite(distance[s])]
