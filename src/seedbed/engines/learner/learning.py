"""Difficulties, forgetting, and what mastery reads: from honest walks.

Students teach the difficulties in shuffled orders; each answer is read before anything
is learnt from it, so that nobody's answers are foretold by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.kernels import READING, Log, Population, Rates, Weights
from seedbed.engines.learner.kernels.layout import READ_RIGHT, READ_WRONG
from seedbed.engines.learner.model import nothing_kept, served_by
from seedbed.engines.learner.regression import fit_reading, loss_of_reading
from seedbed.engines.learner.runs import rows_of_runs
from seedbed.engines.learner.training import Material
from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray, IntArray

#: Orders in which the students teach the difficulties; the mean of them counts.
_N_ORDERS = 2
_REST_DAYS = 0.5
#: What must remain of the answers to practised skills for a rule to choose among them.
_LEAST_SHARE, _LEAST_ROWS = 0.02, 1_000
#: Half-lives, in days, of what was shown on a skill; the data choose where they can.
HALF_LIVES_DAYS = (10.0, 20.0, 40.0, 80.0)


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """What honest walks taught: the difficulties, and how mastery is to be read."""

    population: Population
    reading: FloatArray
    rates: Rates


@dataclass(frozen=True)
class _Walked:
    """Difficulties after one walk, what was read before the telling answers, and them.

    ``tells_forgetting`` is True where answers to skills that had rested were enough.
    """

    population: Population
    rows: Float32Array
    outcomes: BoolArray
    tells_forgetting: bool


def learn(
    material: Material, weights: Weights, *, seed: int, start: FloatArray, fits: bool
) -> Learnt:
    """Return difficulties, and the reading nearest to ``start`` that foretells best.

    Where enough answers came after a rest, the half-life of what was shown is the one
    of ``HALF_LIVES_DAYS`` by which they are foretold best.
    """
    draws = np.random.default_rng(seed)
    rates = material.rates
    orders = [draws.permutation(material.n_students) for _ in range(_N_ORDERS)]
    first = _walk(material, weights, rates, orders[0])
    if fits and first.tells_forgetting:
        rates, first = _forgetting(material, weights, orders[0], start)
    walked = [first, *(_walk(material, weights, rates, x) for x in orders[1:])]
    reading = start
    if fits:
        rows = np.concatenate([one.rows for one in walked])
        outcomes = np.concatenate([one.outcomes for one in walked])
        reading = fit_reading(rows, outcomes, start)
    parts = zip(*(one.population for one in walked), strict=True)
    mean = Population(*(np.mean(part, axis=0) for part in parts))
    return Learnt(
        population=mean._replace(set_of_item=material.set_of_item),
        reading=reading,
        rates=rates,
    )


def _forgetting(
    material: Material, weights: Weights, order: IntArray, start: FloatArray
) -> tuple[Rates, _Walked]:
    """Return the rates that foretell answers after a rest best, and their walk."""

    def loss(tried: tuple[Rates, _Walked]) -> float:
        walked = tried[1]
        reading = fit_reading(walked.rows, walked.outcomes, start)
        return loss_of_reading(walked.rows, walked.outcomes, reading)

    candidates = (
        material.rates._replace(kept_half_life_days=days) for days in HALF_LIVES_DAYS
    )
    walks = ((rates, _walk(material, weights, rates, order)) for rates in candidates)
    return min(walks, key=loss)


def _walk(
    material: Material, weights: Weights, rates: Rates, order: IntArray
) -> _Walked:
    """Walk through the students in an order; difficulties are unknown at its start."""
    log = _in_order(material.log, order)
    population = material.unknown()
    n = len(log.item)
    reading = np.zeros((n, len(READING)), np.float32)
    is_new, rest = np.zeros(n, np.bool_), np.full(n, np.nan)
    nobody = nothing_kept(0)
    kernels.walk(
        log,
        material.n_skills,
        served_by(population, weights, rates),
        nobody,
        nobody,
        True,
        population,
        weights,
        rates,
        kernels.Seen(np.zeros(0), np.zeros(0), reading, is_new, rest),
    )
    chosen, has_rested = _telling(reading, is_new, rest)
    return _Walked(population, reading[chosen], log.correct[chosen], has_rested)


def _telling(
    reading: Float32Array, is_new: BoolArray, rest: FloatArray
) -> tuple[BoolArray, bool]:
    """Return which answers (N,) tell how mastery is to be read, and if all had rested.

    An exit slip asks fresh items, so first tries at an item; and mastery is asked on
    another day, so those of skills not met for half a day or more, or never. A rule
    that leaves too few answers to practised skills is passed over.
    """
    practised = (reading[:, READ_RIGHT] > 0.0) | (reading[:, READ_WRONG] > 0.0)
    least = max(_LEAST_SHARE * int(practised.sum()), _LEAST_ROWS)
    chosen = np.ones(len(is_new), np.bool_)
    has_rested = False
    for rule in (is_new, ~practised | (rest >= _REST_DAYS)):
        has_rested = int((chosen & rule & practised).sum()) >= least
        if has_rested:
            chosen &= rule
    return chosen, has_rested


def _in_order(log: Log, students: IntArray) -> Log:
    """Return the log with its students in another order."""
    n = np.diff(log.first)[students]
    rows, first = rows_of_runs(log.first[:-1][students], n)
    return log._replace(
        first=first, item=log.item[rows], correct=log.correct[rows], day=log.day[rows]
    )
