"""How long one Friday's look at a pilot takes."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from seedbed.engines import evaluation
from seedbed.engines.evaluation.assignments import rerandomise

_CLASSES, _CLASS_SIZE, _LOOKS, _DRAWS = 16, 25, 12, 999


def seconds_of_a_pilot(seed: int) -> dict[str, float]:
    """Return seconds on one core for 16 classes over 12 looks.

    ``re_randomisations_999`` draws 999 assignments and tests all looks jointly against
    0 and the margin, with the latest band; ``every_assignment`` does the same with all
    12,870 that there are. Compiling is not counted: it is done once per installation.
    """
    random = np.random.default_rng(seed)
    n = _CLASSES * _CLASS_SIZE
    cluster = np.repeat(np.arange(_CLASSES), _CLASS_SIZE)
    weeks = np.arange(1, _LOOKS + 1)
    seen = random.standard_normal((_LOOKS, n)).cumsum(axis=0) / weeks[:, None]
    pilot = evaluation.Pilot(
        cluster=cluster,
        is_treated=np.arange(_CLASSES) % 2 == 0,
        block=np.zeros(_CLASSES, np.int64),
        pretest=random.standard_normal((n, 1)),
        outcomes=seen,
        fractions=weeks / _LOOKS,
    )
    plan = evaluation.Plan(margin=0.25)
    seconds = {}
    for name, most in (("re_randomisations_999", 0), ("every_assignment", 13_000)):
        evaluation.monitor(pilot, plan, seed=seed)
        began = perf_counter()
        could = rerandomise(
            pilot.block, pilot.is_treated, n_draws=_DRAWS, most_listed=most, seed=seed
        )
        evaluation.monitor(pilot, plan, assignments=could)
        seconds[name] = round(perf_counter() - began, 4)
    return seconds
