"""The same idea in two places: inside a school, and as a unit people join by choice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .actors import ValueNetwork
from .draws import N_DRAWS, draw
from .reading import Reading, Stance, is_stopped, read
from .support import weighted_mean


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One actor in both places; who is on one map only is not affected on the other."""

    name: str
    inside: Stance
    apart: Stance


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two readings by the same luck, and what lies between them.

    ``mean_gain`` is the mean apart less the mean inside over the draws, ``gain_low``
    and ``gain_high`` hold it in 80 % of them. ``p_only_inside_stopped`` is the
    probability that the idea is stopped inside and lives apart.
    """

    inside: Reading
    apart: Reading
    mean_gain: float
    gain_low: float
    gain_high: float
    p_only_inside_stopped: float
    p_only_apart_stopped: float
    actors: tuple[Beside, ...]  # of the inside, then those only apart


def compare(
    inside: ValueNetwork, apart: ValueNetwork, *, seed: int, n_draws: int = N_DRAWS
) -> Comparison:
    """Return both maps beside each other.

    Also for one map at two times: then it shows the drift.
    """
    here, there = (draw(one, seed=seed, n_draws=n_draws) for one in (inside, apart))
    gain = weighted_mean(there.weight, there.position) - weighted_mean(
        here.weight, here.position
    )
    low, high = np.quantile(gain, (0.1, 0.9))
    stopped_here = is_stopped(here, inside.can_stop_alone)
    stopped_there = is_stopped(there, apart.can_stop_alone)
    readings = [read(one, seed=seed, n_draws=n_draws) for one in (inside, apart)]
    stances: list[dict[str, Stance]] = [
        {part.name: part.stance for part in reading.parts} for reading in readings
    ]
    return Comparison(
        inside=readings[0],
        apart=readings[1],
        mean_gain=float(gain.mean()),
        gain_low=float(low),
        gain_high=float(high),
        p_only_inside_stopped=float((stopped_here & ~stopped_there).mean()),
        p_only_apart_stopped=float((stopped_there & ~stopped_here).mean()),
        actors=tuple(
            Beside(
                name=name,
                inside=stances[0].get(name, "not affected"),
                apart=stances[1].get(name, "not affected"),
            )
            for name in dict.fromkeys((*inside.names, *apart.names))
        ),
    )
