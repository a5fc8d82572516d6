"""Shares that lean to each pole, with intervals, beside the published field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray
from seedbed.lib.shares import wilson_ends

from .instrument import FieldReference
from .wave import OPEN, Wave, positions

LOW, MIDDLE, HIGH = 0, 1, 2


def wilson(share: FloatArray, n: FloatArray) -> FloatArray:
    """Return the 95 % interval (..., 2) of shares of ``n``, which need not be whole.

    0 to 1 where ``n`` is 0.

    Examples
    --------
    >>> wilson(np.array([0.0, 0.5]), np.array([10.0, 40.0])).round(4)
    array([[0.    , 0.2775],
           [0.352 , 0.648 ]])
    """
    low, high = wilson_ends(share, np.maximum(n, 1e-12))
    return np.clip(np.stack([low, high], axis=-1), 0.0, 1.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Leaning:
    """Shares that lean to the low pole, to neither and to the high, in that order.

    ``share`` (Q, 3) and ``interval`` (Q, 3, 2), of ``n`` (Q,) who answered; shares are
    ``nan`` where nobody did. ``n_effective`` (Q, 3) is what the answers are worth if
    leaders of one system think alike.
    """

    share: FloatArray
    interval: FloatArray
    n: IntArray
    n_effective: FloatArray


def leaders(wave: Wave) -> Leaning:
    """Return the shares of leaders, with intervals that know they come in teams.

    The variance is that of a ratio over systems; the interval is Wilson's at the
    number of independent leaders that would have it, never more than answered.

    References
    ----------
    Korn and Graubard (1998), Confidence intervals for proportions with small expected
    number of positive counts estimated from survey data (effective sample size).
    """
    return _leaning(wave, wave.system, wave.n_systems, wave.answers.astype(np.float64))


def systems(wave: Wave) -> Leaning:
    """Return the shares of systems, by the median of each system's leaders."""
    at = np.nan_to_num(positions(wave).at, nan=OPEN)
    return _leaning(wave, np.arange(wave.n_systems), wave.n_systems, at)


def _leaning(
    wave: Wave, system: IntArray, n_systems: int, answers: FloatArray
) -> Leaning:
    middle = np.array([item.middle for item in wave.instrument.items])
    known = answers != OPEN
    side = np.stack([answers < middle, answers == middle, answers > middle], axis=-1)
    side = (side & known[:, :, None]).astype(np.float64)
    n = known.sum(axis=0)
    with np.errstate(invalid="ignore"):
        share = side.sum(axis=0) / np.where(n > 0, n, np.nan)[:, None]
    missed = side - np.nan_to_num(share) * known[:, :, None]
    by_system = np.zeros((n_systems, *missed.shape[1:]))
    np.add.at(by_system, system, missed)
    n_answering = np.zeros((n_systems, len(n)))
    np.add.at(n_answering, system, known * 1.0)
    n_teams = (n_answering > 0).sum(axis=0)[:, None]
    # By how much teams widen the variance of so many leaders each on their own.
    variance = (by_system**2).sum(axis=0)
    alone = np.nan_to_num(share * (1 - share)) * n[:, None]
    worth = n[:, None] * alone / np.maximum(variance, 1e-12)
    # All alike, or one team alone: then only the number of teams is known.
    worth = np.where((variance < 1e-12) | (n_teams < 2), n_teams, worth)
    n_effective = np.minimum(worth, n[:, None])
    return Leaning(
        share=share,
        interval=wilson(np.nan_to_num(share), n_effective),
        n=n,
        n_effective=n_effective,
    )


@dataclass(frozen=True, kw_only=True)
class BesideField:
    """Our leaders' shares beside the published ones, for the low and the high pole.

    ``low_differs`` and ``high_differs`` say that the published share lies outside our
    95 % interval.
    """

    reference: FieldReference
    low_share: float
    high_share: float
    low_differs: bool
    high_differs: bool


def beside_field(
    wave: Wave, references: tuple[FieldReference, ...]
) -> tuple[BesideField, ...]:
    """Compare shares of leaders with published shares of leaders.

    References to items that the instrument has not, or that nobody answered, are left
    out.
    """
    found = leaders(wave)
    place = {item.code: q for q, item in enumerate(wave.instrument.items)}
    beside = []
    for reference in references:
        q = place.get(reference.item)
        if q is None or not found.n[q]:
            continue
        is_out = [
            not low <= published <= high
            for (low, high), published in zip(
                found.interval[q, [LOW, HIGH]].tolist(),
                (reference.low_share, reference.high_share),
                strict=True,
            )
        ]
        beside.append(
            BesideField(
                reference=reference,
                low_share=float(found.share[q, LOW]),
                high_share=float(found.share[q, HIGH]),
                low_differs=is_out[0],
                high_differs=is_out[1],
            )
        )
    return tuple(beside)
