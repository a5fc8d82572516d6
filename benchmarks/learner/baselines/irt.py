"""Item response theory: one ability for each student, Rasch and two parameters.

The logit of a right answer to item j is ``easiness[j] + slope[j] * ability``, ability
being standard normal over the students. Items are normal around the easiness of their
skill, a combination of skills being its own, and slopes around one. The Rasch model is
the one whose slopes do not vary; there the data choose their size.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
from benchmarks.learner.baselines.contract import (
    Forecast,
    combinations,
    compiled,
    few,
    sigmoid,
)

from seedbed.engines.learner import Answers
from seedbed.lib.arrays import BoolArray, FloatArray, Int32Array, IntArray

_N_ROUNDS = 30
#: Abilities, and the logarithm of their share of the students but for a constant.
_NODES = np.linspace(-4.0, 4.0, 41)
_LOG_SHARE = -0.5 * _NODES**2
#: Variances to begin with: of items around their skill, of slopes around their mean.
_OF_ITEMS, _OF_SLOPES = 0.5, 0.1
#: Variance of what items or slopes have in common around what it begins with.
_OF_MEANS = 1.0


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Values (J,) that are normal around the means (G,) of their groups."""

    value: FloatArray
    mean: FloatArray
    variance: float


@dataclass(frozen=True, kw_only=True)
class Items:
    """What each item asks of ability; groups are sets of skills, and all slopes one."""

    easiness: Spread
    slope: Spread

    def logit(self) -> FloatArray:
        """Return the logit of a right answer at each node (J, nodes)."""
        return self.easiness.value[:, None] + self.slope.value[:, None] * _NODES


def rasch(train: Answers, test: Answers, seed: int) -> Forecast:
    """Items differ in easiness only.

    References
    ----------
    Rasch, G. (1960). Probabilistic models for some intelligence and attainment tests.
    """
    del seed  # nothing is drawn
    return _respond(train, test, slopes_vary=False)


def two_parameters(train: Answers, test: Answers, seed: int) -> Forecast:
    """Items differ in easiness and in how well they tell students apart.

    References
    ----------
    Birnbaum, A. (1968). Some latent trait models and their use in inferring an
    examinee's ability. In Lord & Novick, Statistical theories of mental test scores.
    """
    del seed  # nothing is drawn
    return _respond(train, test, slopes_vary=True)


def _respond(train: Answers, test: Answers, *, slopes_vary: bool) -> Forecast:
    _predictions(few(test), fit(few(train), slopes_vary=slopes_vary, n_rounds=1))
    started = time.perf_counter()
    items = fit(train, slopes_vary=slopes_vary)
    fitted = time.perf_counter()
    probability = _predictions(test, items)
    return Forecast(probability, fitted - started, time.perf_counter() - fitted)


def fit(train: Answers, *, slopes_vary: bool, n_rounds: int = _N_ROUNDS) -> Items:
    """Maximise the marginal likelihood of the items by expectation-maximisation.

    References
    ----------
    Bock, R. D. & Aitkin, M. (1981). Marginal maximum likelihood estimation of item
    parameters: application of an EM algorithm. Psychometrika 46, 443-459.
    """
    skill = combinations(train)
    share = (train.correct.sum() + 1.0) / (train.n_answers + 2.0)
    base = math.log(share / (1.0 - share))
    items = Items(
        easiness=Spread(
            value=np.full(train.n_items, base),
            mean=np.full(skill.max() + 1, base),
            variance=_OF_ITEMS,
        ),
        slope=Spread(
            value=np.ones(train.n_items),
            mean=np.ones(1),
            variance=_OF_SLOPES if slopes_vary else 0.0,
        ),
    )
    for _ in range(n_rounds):
        items = _maximised(items, _expected(train, items), skill, base)
    return items


def _predictions(test: Answers, items: Items) -> FloatArray:
    return _walk(test.student, test.item, test.correct, *_chances(items), _LOG_SHARE)


def _expected(train: Answers, items: Items) -> FloatArray:
    """Return wrong and right answers to each item at each ability (J, 2, nodes)."""
    expected = np.zeros((train.n_items, 2, len(_NODES)))
    _, log_chance = _chances(items)
    _expect(train.student, train.item, train.correct, log_chance, _LOG_SHARE, expected)
    return expected


def _chances(items: Items) -> tuple[FloatArray, FloatArray]:
    """Return the chance of right (J, nodes); logs of wrong and right (J, 2, nodes)."""
    logit = items.logit()
    log_wrong = -np.logaddexp(0.0, logit)
    logs = np.stack([log_wrong, logit + log_wrong], axis=1)
    return np.exp(logs[:, 1]), logs


def _maximised(
    items: Items, expected: FloatArray, skill: IntArray, base: float
) -> Items:
    """Return the items after one Newton step for easiness and one for slopes."""
    by_one = _told(items, expected, np.ones(len(_NODES)))
    items = Items(
        easiness=_moved(items.easiness, skill, base, *by_one), slope=items.slope
    )
    by_ability = _told(items, expected, _NODES)
    alike = np.zeros(len(skill), np.int64)
    # Where most items have an answer or two, as in algebra05, easiness explains these
    # first, and slopes that vary around a mean of their own would shrink to nothing.
    is_rasch = items.slope.variance == 0.0
    slope = _moved(items.slope, alike, 1.0, *by_ability, learns_spread=is_rasch)
    return Items(easiness=items.easiness, slope=slope)


def _told(
    items: Items, expected: FloatArray, factor: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return gradient and information (J,) of what ``factor`` (nodes,) multiplies."""
    n = expected.sum(axis=1)
    chance = sigmoid(items.logit())
    surprise = expected[:, 1] - n * chance
    return surprise @ factor, (n * chance * (1.0 - chance)) @ factor**2


def _moved(
    spread: Spread,
    group: IntArray,
    start: float,
    gradient: FloatArray,
    information: FloatArray,
    *,
    learns_spread: bool = True,
) -> Spread:
    """Return values after a Newton step, with the means and the variance after them.

    The means step by the likelihood from which the values are integrated out: to wait
    for values that cling to their mean would take hundreds of rounds. All forms hold
    for a variance of zero, where the values are their mean.
    """
    old_mean, variance = spread.mean[group], spread.variance
    firmness = 1.0 / (1.0 + variance * information)
    pull = (gradient + information * (spread.value - old_mean)) * firmness
    n_groups = len(spread.mean)
    pulls = np.bincount(group, pull, n_groups) + (start - spread.mean) / _OF_MEANS
    holds = np.bincount(group, information * firmness, n_groups) + 1.0 / _OF_MEANS
    mean = spread.mean + pulls / holds if learns_spread else spread.mean
    pull -= information * firmness * (mean[group] - old_mean)
    is_met = information > 0.0
    surely = (variance * pull) ** 2 + variance * firmness
    return Spread(
        value=mean[group] + variance * pull,
        mean=mean,
        variance=float(surely[is_met].mean()) if learns_spread else variance,
    )


@compiled
def _expect(
    student: Int32Array,
    item: Int32Array,
    correct: BoolArray,
    log_chance: FloatArray,
    log_share: FloatArray,
    expected: FloatArray,
) -> None:
    """Add each answer to ``expected`` at each ability by its chance to be true."""
    first = 0
    log_weight = log_share.copy()
    for n in range(len(item)):
        log_weight += log_chance[item[n], int(correct[n])]
        if n + 1 == len(item) or student[n + 1] != student[n]:
            weight = np.exp(log_weight - log_weight.max())
            weight /= weight.sum()
            for before in range(first, n + 1):
                expected[item[before], int(correct[before])] += weight
            first = n + 1
            log_weight[:] = log_share


@compiled
def _walk(
    student: Int32Array,
    item: Int32Array,
    correct: BoolArray,
    chance: FloatArray,
    log_chance: FloatArray,
    log_share: FloatArray,
) -> FloatArray:
    """Predict each answer by what the student's earlier ones say of ability."""
    probability = np.empty(len(item))
    log_weight = log_share.copy()
    for n in range(len(item)):
        if n > 0 and student[n] != student[n - 1]:
            log_weight[:] = log_share
        weight = np.exp(log_weight - log_weight.max())
        probability[n] = (weight * chance[item[n]]).sum() / weight.sum()
        log_weight += log_chance[item[n], int(correct[n])]
    return probability
