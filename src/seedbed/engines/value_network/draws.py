"""Draws of what is not known for sure: where actors stand, how much they care."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from seedbed.lib.arrays import FloatArray

from .actors import FURTHEST, ValueNetwork

N_DRAWS = 10_000


@dataclass(frozen=True, kw_only=True)
class Draws:
    """States of the map, one a row: ``position`` and ``weight``, both (D, N)."""

    position: FloatArray
    weight: FloatArray


def draw(network: ValueNetwork, *, seed: int, n_draws: int = N_DRAWS) -> Draws:
    """Return states drawn from the ranges, each triangular.

    Actors are drawn independently, but for the share ``wave`` of states in which they
    all have the same luck.

    An actor known from n interviews stands where the range says with probability
    n / (n + 1), and anywhere from -100 to 100 otherwise: complete ignorance counts as
    one more interview. So a map made without talking to anyone is never sure.

    Chance follows from the seed and an actor's name alone. The same people in another
    map, or in another order, have the same luck, so that two maps differ only in what
    differs between them.

    References
    ----------
    Blackwell and MacQueen (1973), Ferguson distributions via Polya urn schemes, with
    concentration 1, for n / (n + 1).
    """
    position, salience = network.ranges("position"), network.ranges("salience")
    everyones = _luck(seed, "", n_draws)
    is_wave = np.random.default_rng(seed).random(n_draws) < network.wave
    columns = []
    for i, name in enumerate(network.names):
        luck = np.where(is_wave, everyones, _luck(seed, name, n_draws))
        stands = triangular(luck[0], *position[i].tolist())
        n = int(network.n_interviews[i])
        if n >= 0:
            anywhere = (2.0 * luck[1] - 1.0) * FURTHEST
            stands = np.where(luck[2] < n / (n + 1), stands, anywhere)
        columns.append((stands, triangular(luck[3], *salience[i].tolist())))
    drawn = np.array(columns)  # (N, 2, D)
    return Draws(position=drawn[:, 0].T, weight=network.power * drawn[:, 1].T)


def _luck(seed: int, name: str, n_draws: int) -> FloatArray:
    """Return uniform numbers (4, D), one in each of D equal parts of 0 to 1."""
    rng = np.random.default_rng([seed, crc32(name.encode())])
    place = np.array([rng.permutation(n_draws) for _ in range(4)])
    return np.asarray((place + rng.random((4, n_draws))) / n_draws)


def triangular(luck: FloatArray, low: float, mode: float, high: float) -> FloatArray:
    """Return the quantiles (D,) of a triangular distribution at ``luck`` (D,)."""
    if high == low:
        return np.full(luck.shape, mode)
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(luck * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - luck) * (high - low) * (high - mode))
    return np.where(luck < turn, rising, falling)
