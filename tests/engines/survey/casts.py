"""A tiny instrument and waves of it."""

import numpy as np

from seedbed.engines import survey

PACE = survey.Item(code="pace", low="slow", high="fast")
HUB = survey.Item(code="hub", low="no hub", high="a hub", n_points=2)
BOTH = survey.Instrument(code="both", items=(PACE, HUB))


def wave(system, answers, *, wanted=None, n_systems=None):
    return survey.Wave(
        instrument=BOTH,
        n_systems=max(system) + 1 if n_systems is None else n_systems,
        system=np.array(system, dtype=np.int64),
        answers=np.array(answers, dtype=np.int64).reshape(-1, 2),
        wanted=None if wanted is None else np.array(wanted).reshape(-1, 2),
    )
