"""How often groups of systems are said to differ that do not, and that do."""

from __future__ import annotations

import math
from time import process_time
from typing import Any

import numpy as np

from seedbed.engines import survey
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

N_ITEMS = 7
#: Groups of each grouping: size, income, urbanicity.
GROUPS = (3, 3, 4)
#: Draws of each wave: with 399, a probability of exactly .05 can be reached.
N_DRAWS = 399
#: Points by which the extreme groups of one grouping differ on one item, if they do.
SHIFT = 2.0
#: Of the waves, the share that is drawn again with a difference.
_AGAIN = 10

_METHODS = ("max_t", "bonferroni", "unadjusted")


def bench_survey(*, n_waves: int, n_systems: int, seed: int) -> dict[str, Any]:
    """Return how often each method speaks of a difference.

    ``false`` is the share of waves without any difference in which one is said,
    ``false_at_most`` the upper end of its 95 % interval; ``found`` the share of waves
    with one difference in which it is said, and ``false_beside`` the share of those in
    which another is.
    """
    began = process_time()
    false = np.zeros((n_waves, len(_METHODS)), np.bool_)
    for n in range(n_waves):
        said = _said(*simulated(n_systems, seed=seed + n), seed=seed + n)
        false[n] = said.any(axis=(1, 2))
    seconds = (process_time() - began) / n_waves
    n_again = max(n_waves // _AGAIN, 1)
    found = np.zeros((n_again, len(_METHODS)), np.bool_)
    beside = np.zeros_like(found)
    for n in range(n_again):
        at, groupings = simulated(n_systems, seed=seed + n_waves + n, shift=SHIFT)
        said = _said(at, groupings, seed=seed + n)
        found[n] = said[:, 0, 0]
        # Size goes with income and urbanicity, so on item 0 those differ as well.
        beside[n] = said[:, 1:].any(axis=(1, 2))
    return {
        "n_waves": n_waves,
        "n_systems": n_systems,
        "n_comparisons": N_ITEMS * len(GROUPS),
        "n_draws": N_DRAWS,
        "cpu_seconds_per_wave": round(seconds, 4),
        "methods": {
            name: {
                "false": round(float(false[:, m].mean()), 4),
                "false_at_most": round(_at_most(float(false[:, m].mean()), n_waves), 4),
                "found": round(float(found[:, m].mean()), 4),
                "false_beside": round(float(beside[:, m].mean()), 4),
            }
            for m, name in enumerate(_METHODS)
        },
    }


def simulated(
    n_systems: int, *, seed: int, shift: float = 0.0
) -> tuple[FloatArray, IntArray]:
    """Return positions (S, Q) of systems and their groups (K, S).

    Each system has one to five leaders, and on each item a mind of its own (sd 1.2)
    that leaders share but for 1 point; items have something in common (correlation
    .2). Answers are cut at 1 and 7. Size, income and urbanicity go together
    (correlation .4). ``shift`` moves the largest systems up on item 0, the smallest
    down, by half of it each.
    """
    rng = np.random.default_rng(seed)
    traits = math.sqrt(0.4) * rng.normal(size=(n_systems, 1))
    traits = traits + math.sqrt(0.6) * rng.normal(size=(n_systems, len(GROUPS)))
    groupings = np.stack(
        [
            np.argsort(np.argsort(traits[:, k])) * n_groups // n_systems
            for k, n_groups in enumerate(GROUPS)
        ]
    )
    mind = math.sqrt(0.2) * rng.normal(size=(n_systems, 1))
    mind = 4.0 + 1.2 * (mind + math.sqrt(0.8) * rng.normal(size=(n_systems, N_ITEMS)))
    mind[:, 0] += shift * (groupings[0] / (GROUPS[0] - 1) - 0.5)
    system = np.repeat(np.arange(n_systems), rng.integers(1, 6, n_systems))
    answers = mind[system] + rng.normal(size=(len(system), N_ITEMS))
    items = tuple(
        survey.Item(code=str(q), low="low", high="high") for q in range(N_ITEMS)
    )
    wave = survey.Wave(
        instrument=survey.Instrument(code="simulated", items=items),
        n_systems=n_systems,
        system=system,
        answers=np.clip(np.rint(answers), 1, 7).astype(np.int64),
    )
    return survey.positions(wave).at, groupings


def _said(at: FloatArray, groupings: IntArray, *, seed: int) -> BoolArray:
    """Return which differences each method speaks of, (methods, Q, K)."""
    found = survey.differences(at, groupings, seed=seed, n_draws=N_DRAWS)
    alone = found.p_alone
    return np.stack(
        [
            found.is_different,
            alone * alone.size <= survey.LEVEL,
            alone <= survey.LEVEL,
        ]
    )


def _at_most(share: float, n: int) -> float:
    return float(survey.wilson(np.array(share), np.array(float(n)))[1])
