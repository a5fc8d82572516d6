"""What each way of each trial contributes to the estimates: sums, and nothing else.

Every estimate is a ratio of two sums over ways, ``outcome`` over ``share``. Let Z be
the way drawn, p the logged propensity of way m, and let an adult who disagrees with
some draws have one way in mind for the seat. Seats that adults leave as drawn,
whatever is drawn, are the population. A seat drawn m and left there may also be one
that an adult wants in m; those seats, drawn otherwise, were moved to m, and are taken
off again with weight 1 / (1 - p). What remains is the population, drawn at random.

Where the plan could not seat the drawn way, or no exit slip was taken, the other
trials of the same way and expectation count for more; the solver sees nothing about a
student that is not logged, so among them it is chance who was seated.

References
----------
Abadie (2003), Semiparametric instrumental variable estimation of treatment response
models, theorem 3.1 (the weights). Robins, Rotnitzky and Zhao (1994), Estimation of
regression coefficients when some regressors are not always observed (doubly robust).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from seedbed.engines.effects import crossfit
from seedbed.engines.effects.trials import Trials
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

Method = Literal["doubly_robust", "inverse_propensity"]
_N_FIFTHS = 5
#: Chances to be seated, or to take the slip, are estimated from others: where none of
#: them was, a seat still speaks for no more than this share's worth.
_LEAST_CHANCE = 0.01


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One entry for each way of each lottery, over E entries.

    ``student``, ``family``, ``way`` and ``trial`` say whose; ``propensity`` what was
    logged; ``is_drawn`` whether this way came out, stood and has an exit slip. The
    probability to pass is ``outcome.sum() / share.sum()``; ``expected`` is what was
    expected before, ``weight`` that of a drawn seat.
    """

    trial: IntArray
    student: IntArray
    family: IntArray
    way: IntArray
    propensity: FloatArray
    is_drawn: BoolArray
    weight: FloatArray
    outcome: FloatArray
    share: FloatArray
    expected: FloatArray

    def select(self, chosen: BoolArray) -> Evidence:
        """Return the chosen entries."""
        return Evidence(**{name: part[chosen] for name, part in vars(self).items()})

    def weighted(self, by: FloatArray) -> Evidence:
        """Return the entries with each seat counted by a weight known before it."""
        return replace(
            self,
            weight=self.weight * by,
            outcome=self.outcome * by,
            share=self.share * by,
        )


@dataclass(frozen=True, kw_only=True)
class _Chances:
    """For each way of each trial: estimated chances of what happens after the draw.

    ``seated`` that the drawn way of the trial could be seated, ``slip`` that the seat
    had an exit slip; ``left`` that this way, drawn, is left by adults, ``moved`` that
    an adult moves the seat to this way if another is drawn; ``passes`` that the slip
    is passed in this way.
    """

    seated: FloatArray
    slip: FloatArray
    left: FloatArray
    moved: FloatArray
    passes: FloatArray


def gather(trials: Trials, *, method: Method = "doubly_robust") -> Evidence:
    """Return what the lotteries among trials contribute to the estimates."""
    trial = trials.trial_of_way
    kept = np.diff(trials.starts)[trial] > 1
    trial, way = trial[kept], trials.ways[kept]
    p = trials.propensities[kept]
    chances = _chances(trials, trial, way)
    came_out = trials.drawn[trial] == way
    is_moved = trials.is_moved[trial]
    to_here = is_moved & (trials.received[trial] == way)
    is_left = ~is_moved
    drawn_weight = came_out / p * trials.is_seated[trial] / chances.seated
    other_weight = ~came_out / (1.0 - p) * trials.is_seated[trial] / chances.seated
    has_slip = trials.passed[trial] >= 0
    passed = (trials.passed[trial] == 1).astype(np.float64)
    signed = (drawn_weight * is_left - other_weight * to_here) * has_slip
    signed /= chances.slip
    if method == "inverse_propensity":
        outcome, share = signed * passed, signed
    else:
        share = drawn_weight * (is_left - chances.left) + chances.left
        share -= other_weight * (to_here - chances.moved) + chances.moved
        outcome = signed * (passed - chances.passes) + chances.passes * share
    return Evidence(
        trial=trial,
        student=trials.student[trial],
        family=trials.family[trial],
        way=way,
        propensity=p,
        is_drawn=came_out & is_left & has_slip & trials.is_seated[trial],
        weight=np.maximum(signed, 0.0),
        outcome=outcome,
        share=share,
        expected=trials.expected[trial],
    )


def _chances(trials: Trials, trial: IntArray, way: IntArray) -> _Chances:
    n_ways = trials.n_modalities
    fold = crossfit.folds_of(trials.n_students)[trials.student]
    fifth = np.minimum((trials.expected * _N_FIFTHS).astype(np.int64), _N_FIFTHS - 1)
    seated, moved = trials.is_seated, trials.is_moved
    drawn_cell = trials.drawn * _N_FIFTHS + fifth
    n_cells = n_ways * _N_FIFTHS
    chance_seated = crossfit.means(
        seated.astype(np.float64), fold=fold, cell=drawn_cell, n_cells=n_cells
    )[fold, drawn_cell]
    # An adult may have taken the skill off the day: way -1 has cells of its own.
    taught_cell = ((trials.received + 1) * 2 + moved) * _N_FIFTHS + fifth
    has_slip = (trials.passed >= 0).astype(np.float64)
    chance_slip = crossfit.means(
        has_slip[seated],
        fold=fold[seated],
        cell=taught_cell[seated],
        n_cells=2 * _N_FIFTHS * (n_ways + 1),
    )[fold, taught_cell]
    left = crossfit.means(
        (~moved[seated]).astype(np.float64),
        fold=fold[seated],
        cell=drawn_cell[seated],
        n_cells=n_cells,
    )
    cell = way * _N_FIFTHS + fifth[trial]
    elsewhere = seated[trial] & (trials.drawn[trial] != way)
    to_here = moved[trial] & (trials.received[trial] == way)
    to_way = crossfit.means(
        to_here[elsewhere].astype(np.float64),
        fold=fold[trial][elsewhere],
        cell=cell[elsewhere],
        n_cells=n_cells,
    )
    return _Chances(
        seated=np.maximum(chance_seated, _LEAST_CHANCE)[trial],
        slip=np.maximum(chance_slip, _LEAST_CHANCE)[trial],
        left=left[fold[trial], cell],
        moved=to_way[fold[trial], cell],
        passes=_passes(trials, fold, trial, way),
    )


def _passes(
    trials: Trials, fold: IntArray, trial: IntArray, way: IntArray
) -> FloatArray:
    """Return the probability to pass (E,) that other students' seats let expect."""
    known = (trials.received == trials.drawn) & (trials.passed >= 0)
    n_ways = trials.n_modalities
    centred = trials.expected - 0.5
    surprise = trials.passed - trials.expected
    # Families share the line of a way; each has a level of its own beside it.
    line = crossfit.lines(
        surprise[known],
        centred[known],
        fold=fold[known],
        cell=(trials.family * n_ways + trials.drawn)[known],
        parent=np.tile(np.arange(n_ways), trials.n_families),
    )
    cell = trials.family[trial] * n_ways + way
    found = trials.expected[trial] + line.of(fold[trial], cell, centred[trial])
    return np.clip(found, 0.01, 0.99)
