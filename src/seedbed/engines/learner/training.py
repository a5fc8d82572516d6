"""Training the weights: epochs over students in shuffled order, stopped in time.

Difficulties are learnt anew in every epoch, each answer predicted before it teaches
anything ("ordered"), so that nobody's answers are foretold by themselves. The weights
wait while the first part of the students teaches the difficulties, because later, on
unseen students, the difficulties will be as well known as at the end of the walk.

References
----------
Duchi, J., Hazan, E., Singer, Y. (2011). Adaptive subgradient methods. Journal of
Machine Learning Research 12, 2121-2159. Ordered statistics: Prokhorenkova, L. et al.
(2018). CatBoost. NeurIPS 31, section 3. Averaging: Polyak, B., Juditsky, A. (1992).
SIAM Journal on Control and Optimization 30, 838-855.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.kernels import (
    COUNTERS,
    N_HALF_LIVES,
    N_KNOTS,
    N_MEMORY,
    Course,
    Log,
    Population,
    Rates,
    Slopes,
    Weights,
)
from seedbed.engines.learner.kernels.layout import (
    N_OWN,
    N_SKILL_HALF_LIVES,
    N_TILTS,
)
from seedbed.engines.learner.sets import SkillSets
from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray, Int32Array, IntArray

_PACE = 0.03
_DRAW_SETS = 0.02
_DRAW_CURVES = 0.001
#: Where the sums of squared slopes begin: high enough that the first steps are short.
_SQUARES = 3.0
_MOST_EPOCHS = 20
_PATIENCE = 4
#: Part of the students that teaches the difficulties before the weights move.
_WAIT = 0.5
#: One student in ten tells when to stop, if there are this many.
_JUDGES_OF = 10
_LEAST_STUDENTS = 20
_EPOCHS_WITHOUT_JUDGES = 3
#: Epochs whose weights, four times each, are averaged into the final ones.
_AVERAGED = 3
_STARTED_EPOCHS, _STARTED_SQUARES = 2, 30.0

_HALF_LIVES = (0.7, 400.0)
_TIMED_HALF_LIVES = (5.0, 1000.0)
_DAYS = (0.02, 60.0)
_N_SAMPLED = 50_000
_QUANTILES = (0.001, 0.999)


@dataclass(frozen=True, kw_only=True)
class Material:
    """What is trained on: the answers, and all that does not change while training."""

    log: Log
    sets: SkillSets
    set_of_item: Int32Array
    n_skills: int
    rates: Rates
    at: Float32Array
    gap: FloatArray

    @property
    def n_students(self) -> int:
        """Number of students S."""
        return len(self.log.first) - 1

    def unknown(self) -> Population:
        """Return difficulties of which nothing is known yet."""
        n_items = len(self.set_of_item)
        return Population(
            item=np.zeros(n_items),
            item_n=np.zeros(n_items),
            set=np.zeros(self.sets.n_sets),
            set_n=np.zeros(self.sets.n_sets),
            set_of_item=self.set_of_item,
        )


@dataclass(frozen=True, kw_only=True)
class Trainee:
    """Weights on the move: those of sets apart from what all sets share."""

    weights: Weights
    write_all: FloatArray
    expose_all: FloatArray
    read_all: FloatArray

    def moving(self) -> tuple[FloatArray, ...]:
        """Return the arrays that training moves, in the order of ``Slopes``."""
        shared = (self.write_all, self.expose_all, self.read_all)
        return tuple(getattr(self.weights, name) for name in _OF_SETS) + shared

    def final(self) -> Weights:
        """Return the weights with shared and own parts added up."""
        return self.weights._replace(
            write=self.write_all + self.weights.write,
            expose=self.expose_all + self.weights.expose,
            read=self.read_all + self.weights.read,
        )


_OF_SETS = tuple(name for name in Slopes._fields if not name.endswith("_all"))


def prepare(
    log: Log,
    sets: SkillSets,
    set_of_item: Int32Array,
    n_skills: int,
    rates: Rates,
    *,
    start: Weights | None = None,
) -> tuple[Material, FloatArray, FloatArray]:
    """Return the material, and where the knots of each counter begin and how dense.

    Weights to ``start`` from keep their knots: elsewhere they would mean another thing.
    """
    n = len(log.item)
    if start is None:
        sampled = _some_students(log)
        values = np.zeros((len(sampled.item), len(COUNTERS)), np.float32)
        none = np.zeros(0)
        kernels.positions(sampled, n_skills, rates, none, none, values)
        low, scale = _knots(values)
    else:
        low, scale = start.low, start.scale
    at = np.zeros((n, len(COUNTERS)), np.float32)
    kernels.positions(log, n_skills, rates, low, scale, at)
    material = Material(
        log=log,
        sets=sets,
        set_of_item=set_of_item,
        n_skills=n_skills,
        rates=rates,
        at=at,
        gap=_gaps(log),
    )
    return material, low, scale


def train(
    material: Material,
    low: FloatArray,
    scale: FloatArray,
    *,
    seed: int,
    start: Weights | None = None,
) -> Weights:
    """Return the weights that foretell the answers of students not trained on best.

    A tenth of the students judges when to stop; then all are trained on, for as many
    epochs. From ``start``, two epochs of short steps over all.
    """
    draws = np.random.default_rng(seed)
    students = draws.permutation(material.n_students)
    students = students[np.diff(material.log.first)[students] > 0]
    if start is not None:
        trainee = _started(start)
        return _trained(
            material, trainee, students, _STARTED_EPOCHS, draws, _STARTED_SQUARES
        )
    n_epochs = _EPOCHS_WITHOUT_JUDGES
    if len(students) >= _LEAST_STUDENTS:
        n_judges = max(1, len(students) // _JUDGES_OF)
        n_epochs = _epochs_until_stale(
            material,
            blank(material, low, scale, seed),
            students[n_judges:],
            students[:n_judges],
            draws,
        )
    trainee = blank(material, low, scale, seed)
    return _trained(
        material, trainee, students, n_epochs + _AVERAGED - 1, draws, _SQUARES
    )


def blank(material: Material, low: FloatArray, scale: FloatArray, seed: int) -> Trainee:
    """Return weights that say little: the difficulties count, the past hardly."""
    correct = material.log.correct
    share = (correct.sum() + 1.5) / (len(correct) + 2.0)
    average = np.log(share / (1.0 - share))
    draws = np.random.default_rng(seed)
    n_sets = material.sets.n_sets

    def of_sets(width: int, spread: float) -> FloatArray:
        return spread * draws.standard_normal((n_sets, width))

    rho, tau = _half_lives(bool((material.gap > 0.0).any()))
    weights = Weights(
        ease=np.array([1.0, 0.0, 0.0, 1.0, average, 0.0, 0.0, 0.0]),
        ease_curves=np.zeros((2, N_KNOTS)),
        curves=np.zeros((len(COUNTERS), N_KNOTS)),
        low=low,
        high=low + kernels.LAST_KNOT / scale,
        scale=scale,
        own=np.zeros((n_sets, N_OWN)),
        write=of_sets(N_MEMORY, 0.05),
        expose=np.zeros((n_sets, N_MEMORY)),
        read=of_sets(N_MEMORY, 0.05),
        rho=rho,
        tau=tau,
        misses=np.zeros(N_HALF_LIVES),
        skill_misses=np.zeros(N_SKILL_HALF_LIVES),
        tilts=np.zeros(N_TILTS),
        levels=np.zeros(2),
    )
    return Trainee(
        weights=weights,
        write_all=0.1 * np.abs(draws.standard_normal(N_MEMORY)),
        expose_all=np.zeros(N_MEMORY),
        read_all=0.1 * np.abs(draws.standard_normal(N_MEMORY)),
    )


def _started(start: Weights) -> Trainee:
    none = np.zeros(N_MEMORY)
    moving = {name: np.array(getattr(start, name)) for name in _OF_SETS}
    return Trainee(
        weights=start._replace(**moving),
        write_all=none.copy(),
        expose_all=none.copy(),
        read_all=none.copy(),
    )


def _epochs_until_stale(
    material: Material,
    trainee: Trainee,
    students: IntArray,
    judges: IntArray,
    draws: np.random.Generator,
) -> int:
    """Return after how many epochs the judges' answers were foretold best."""
    slopes = _slopes(trainee, _SQUARES)
    of_judges = _answers_of(material.log, judges)
    outcomes = material.log.correct[of_judges]
    losses: list[float] = []
    for _ in range(_MOST_EPOCHS):
        population = material.unknown()
        for part in _parts(draws.permutation(students)):
            _go(material, trainee, slopes, population, part)
        probability = _go(
            material, trainee, slopes, population, _Part(judges, False, False)
        )
        losses.append(_log_loss(outcomes, probability[of_judges]))
        if len(losses) - int(np.argmin(losses)) > _PATIENCE:
            break
    return int(np.argmin(losses)) + 1


def _trained(
    material: Material,
    trainee: Trainee,
    students: IntArray,
    n_epochs: int,
    draws: np.random.Generator,
    squares: float,
) -> Weights:
    """Return the mean of the weights on the last stretches of so many epochs."""
    slopes = _slopes(trainee, squares)
    sums = [np.zeros_like(part) for part in trainee.moving()]
    n_summed = 0
    for epoch in range(n_epochs):
        population = material.unknown()
        for part in _parts(draws.permutation(students)):
            _go(material, trainee, slopes, population, part)
            if part.trains and epoch >= n_epochs - _AVERAGED:
                n_summed += 1
                for total, now in zip(sums, trainee.moving(), strict=True):
                    total += now
    for total, now in zip(sums, trainee.moving(), strict=True):
        now[:] = total / max(n_summed, 1)
    return trainee.final()


@dataclass(frozen=True)
class _Part:
    """Students to walk through, and what the walk teaches."""

    order: IntArray
    trains: bool
    learns_ease: bool = True


def _parts(students: IntArray) -> list[_Part]:
    n_waiting = int(_WAIT * len(students))
    parts = [_Part(students[:n_waiting], False)]
    parts += [_Part(some, True) for some in np.array_split(students[n_waiting:], 4)]
    return parts


def _go(
    material: Material,
    trainee: Trainee,
    slopes: Slopes,
    population: Population,
    part: _Part,
) -> FloatArray:
    """Walk through some students; return probabilities (N,), set for their answers."""
    probability = np.zeros(len(material.log.item))
    kernels.train(
        material.log,
        material.n_skills,
        Course(
            order=part.order.astype(np.int64),
            at=material.at,
            gap=material.gap,
            pace=_PACE,
            draw_sets=_DRAW_SETS,
            draw_curves=_DRAW_CURVES,
            trains=part.trains,
            learns_ease=part.learns_ease,
        ),
        population,
        material.rates,
        trainee.weights,
        slopes,
        trainee.write_all,
        trainee.expose_all,
        trainee.read_all,
        probability,
    )
    return probability


def _slopes(trainee: Trainee, squares: float) -> Slopes:
    return Slopes(*(np.full_like(part, squares) for part in trainee.moving()))


def _some_students(log: Log) -> Log:
    """Return the answers of the first students who have enough for quantiles."""
    enough = int(np.searchsorted(log.first, _N_SAMPLED))
    first = log.first[: max(enough + 1, 2)]
    return log._replace(first=first, **_cut(log, int(first[-1])))


def _cut(log: Log, n: int) -> dict[str, Any]:
    return {"item": log.item[:n], "correct": log.correct[:n], "day": log.day[:n]}


def _knots(values: Float32Array) -> tuple[FloatArray, FloatArray]:
    """Return for each counter where its knots begin and knots per unit (F,)."""
    if not len(values):
        return np.zeros(len(COUNTERS)), np.ones(len(COUNTERS))
    low, high = np.quantile(values, _QUANTILES, axis=0)
    high = np.where(high > low, high, low + 1.0)
    return low.astype(np.float64), (N_KNOTS - 1) / (high - low).astype(np.float64)


def _gaps(log: Log) -> FloatArray:
    """Return days (N,) since the latest earlier answer of the student, 0 if unknown."""
    gap = np.zeros(len(log.day))
    if np.isnan(log.day).all():
        return gap
    for begin, stop in zip(log.first[:-1], log.first[1:], strict=True):
        so_far = np.fmax.accumulate(log.day[begin:stop])
        gap[begin + 1 : stop] = log.day[begin + 1 : stop] - so_far[:-1]
    return np.where(gap > 0.0, gap, 0.0)


def _half_lives(has_times: bool) -> tuple[FloatArray, FloatArray]:
    """Return what each dimension keeps at an answer, and its days (0: no clock)."""
    half_lives = np.geomspace(*_HALF_LIVES, N_MEMORY)
    tau = np.zeros(N_MEMORY)
    if has_times:
        n_timed = N_MEMORY // 3
        half_lives[-n_timed:] = np.geomspace(*_TIMED_HALF_LIVES, n_timed)
        tau[-n_timed:] = np.geomspace(*_DAYS, n_timed)
    return 0.5 ** (1.0 / half_lives), tau


def _answers_of(log: Log, students: IntArray) -> BoolArray:
    is_theirs = np.zeros(len(log.item), np.bool_)
    for s in students:
        is_theirs[log.first[s] : log.first[s + 1]] = True
    return is_theirs


def _log_loss(outcomes: BoolArray, probability: FloatArray) -> float:
    safe = np.clip(probability, 1e-6, 1.0 - 1e-6)
    return -float(np.where(outcomes, np.log(safe), np.log1p(-safe)).mean())
