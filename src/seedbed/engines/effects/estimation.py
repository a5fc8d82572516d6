"""What works: the probability to pass by skill family and modality, with intervals."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

from seedbed.engines.effects.evidence import Evidence, Method, gather
from seedbed.engines.effects.ratios import (
    clustered_error,
    quantile_975,
    ratios,
)
from seedbed.engines.effects.shrinkage import shrink
from seedbed.engines.effects.trials import Trials, audit
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray
from seedbed.lib.shares import NORMAL_95

#: Cells of fewer students drawn are not shown: a page must not point at children.
LEAST_STUDENTS = 10
#: Seats of equal weight that a cell must be worth to be shown.
_LEAST_EFFECTIVE = 10.0
#: Students that the common spread counts for in a cell's own spread.
_SPREAD_STRENGTH = 20.0
_REST = -1


@dataclass(frozen=True, kw_only=True)
class Effects:
    """What the lotteries say, in arrays of shape (F, M), or (F, M, G) by group.

    Each cell speaks about the seats in which the modality was one of the ways that a
    lottery could choose and in which adults let the draw stand, each counted by what it
    tells: by the root of its logged propensity, and less where an override would weigh
    much, so that rare draws do not drown the others. There, ``expected`` is the mean
    probability to pass that was expected before the draw; ``lift`` how much more often
    students passed, ``standard_error`` of it clustered by student;
    ``shrunken_lift`` and ``shrunken_sd`` the same after shrinkage, known for every
    cell, also one never seen. ``low`` and ``high`` are the 95 % interval of
    ``passes``, the shrunken probability to pass.

    ``n_trials`` seats drawn to this way that stood, with an exit slip, ``n_students``
    of how many students, ``n_effective`` what they are worth at equal weights, and
    ``least_propensity``. Cells of fewer than 10 students, or worth fewer than 10
    seats, are not ``is_shown``: ``nan`` in everything but the shrunken lift.
    ``groups`` (G,) are the numbers of the groups, -1 those merged for being small.

    Left out of the evidence and counted: ``n_overridden`` draws that an adult changed,
    ``n_not_seated`` that the plan could not seat, ``n_without_slip``,
    ``n_single`` trials with one way.
    """

    expected: FloatArray
    lift: FloatArray
    standard_error: FloatArray
    shrunken_lift: FloatArray
    shrunken_sd: FloatArray
    low: FloatArray
    high: FloatArray
    n_trials: IntArray
    n_students: IntArray
    n_effective: FloatArray
    least_propensity: FloatArray
    is_shown: BoolArray
    groups: IntArray
    n_overridden: int
    n_not_seated: int
    n_without_slip: int
    n_single: int

    @property
    def passes(self) -> FloatArray:
        """Shrunken probability to pass; ``nan`` where not shown."""
        return np.clip(self.expected + self.shrunken_lift, 0.0, 1.0)


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """How much more often students pass in one way than in another, where both could.

    ``family`` is -1 for all skill families together. ``low`` and ``high`` are the
    95 % interval of ``difference``, unshrunken. ``n_trials`` seats drawn to either,
    ``n_students`` of the way with fewer.
    """

    family: int
    way: int
    other: int
    difference: float
    low: float
    high: float
    n_trials: int
    n_students: int


def estimate(
    trials: Trials, *, method: Method = "doubly_robust", by_group: bool = False
) -> Effects:
    """Return what works for whom, from the logged lotteries alone.

    Parameters
    ----------
    method
        ``doubly_robust`` adds what other students' outcomes let expect and is the
        more precise; ``inverse_propensity`` (Hajek) weighs and nothing else.
    by_group
        Also by student group; groups of fewer than 10 students with lotteries are
        merged, and left out if that is not enough.

    Raises
    ------
    DrawMismatchError
        If what was drawn contradicts the logged propensities.

    References
    ----------
    Hajek (1971), comment on Basu; Robins, Rotnitzky and Zhao (1994); Morris (1983),
    Parametric empirical Bayes inference (what the intervals cover).
    """
    audit(trials)
    evidence = gather(trials, method=method)
    evidence = evidence.weighted(_telling(trials, evidence.propensity))
    groups = np.zeros(0, np.int64)
    shape: tuple[int, ...] = (trials.n_families, trials.n_modalities)
    cell = evidence.family * trials.n_modalities + evidence.way
    if by_group:
        groups, number = _merged(trials, evidence)
        known = number >= 0
        evidence = evidence.select(known)
        cell = cell[known] * len(groups) + number[known]
        shape = (*shape, len(groups))
    single = np.diff(trials.starts) == 1
    moved, seated = trials.is_moved, trials.is_seated
    found = _cells(evidence, cell, shape)
    return Effects(
        **found,
        groups=groups,
        n_overridden=int((~single & moved).sum()),
        n_not_seated=int((~single & ~seated).sum()),
        n_without_slip=int((~single & seated & ~moved & (trials.passed < 0)).sum()),
        n_single=int(single.sum()),
    )


def contrasts(
    trials: Trials, *, method: Method = "doubly_robust"
) -> tuple[Contrast, ...]:
    """Return every pair of ways compared where both could be drawn.

    For each skill family, and first for all of them together. A seat counts by how
    much its draw left open which of the two it would be. Pairs in which either way was
    drawn for fewer than 10 students are left out.

    References
    ----------
    Li (2019), Propensity score weighting for causal inference with multiple
    treatments (overlap weights).
    """
    audit(trials)
    evidence = gather(trials, method=method)
    chance = np.zeros((trials.n_trials, trials.n_modalities))
    chance[evidence.trial, evidence.way] = evidence.propensity
    found = []
    for way, other in itertools.combinations(range(trials.n_modalities), 2):
        of_way, of_other = chance[evidence.trial, way], chance[evidence.trial, other]
        both = (of_way > 0.0) & (of_other > 0.0)
        both &= (evidence.way == way) | (evidence.way == other)
        telling = _telling(trials, of_way[both], of_other[both])
        shared = evidence.select(both).weighted(telling)
        found += _compared(shared, way, other)
        found += _compared(shared, way, other, trials.n_families)
    return tuple(sorted(found, key=lambda one: (one.family, one.way, one.other)))


def _telling(trials: Trials, *propensities: FloatArray) -> FloatArray:
    """Return how much each seat tells: by the spread that weighing it brings.

    A drawn seat weighs 1 / p, one that an adult moved 1 / (1 - p). The square root
    gives every seat a share of the same variance, so that the estimates of a lottery
    that learns are normal; in full proportion they would be too low by chance.

    References
    ----------
    Hadad et al. (2021), Confidence intervals for policy evaluation in adaptive
    experiments, constant allocation rate.
    """
    is_lottery = np.diff(trials.starts) > 1
    share_moved = float(trials.is_moved[is_lottery].mean()) if is_lottery.any() else 0.0
    spread = np.zeros_like(propensities[0])
    for p in propensities:
        spread += 1.0 / p + share_moved / (1.0 - p)
    return 1.0 / np.sqrt(spread)


def _cells(
    evidence: Evidence, cell: IntArray, shape: tuple[int, ...]
) -> dict[str, Any]:
    """Return the arrays of ``Effects``, one entry for each cell."""
    n_cells = int(np.prod(shape))
    student = evidence.student
    centre = evidence.expected
    lift = ratios(
        evidence.outcome - centre * evidence.share,
        evidence.share,
        cell=cell,
        student=student,
        n_cells=n_cells,
    )
    shares = np.bincount(cell, evidence.share, minlength=n_cells)
    expected = np.bincount(cell, centre * evidence.share, minlength=n_cells)
    drawn = evidence.is_drawn
    n_students = _n_distinct(cell[drawn], student[drawn], n_cells)
    weight = np.bincount(cell, evidence.weight, minlength=n_cells)
    squares = np.bincount(cell, evidence.weight**2, minlength=n_cells)
    n_effective = weight**2 / np.where(squares > 0.0, squares, 1.0)
    is_shown = (n_students >= LEAST_STUDENTS) & (n_effective >= _LEAST_EFFECTIVE)
    is_shown &= np.isfinite(lift.value) & np.isfinite(lift.standard_error)
    variance = _steadied(lift.standard_error**2, n_effective, n_students, is_shown)
    hidden = np.where(is_shown, 0.0, np.nan)
    family, way = np.indices(shape).reshape(len(shape), -1)[:2]
    shrunken = shrink(
        lift.value + hidden,
        variance * (quantile_975(n_students) / NORMAL_95) ** 2,
        (family, way),
        nested=family * shape[1] + way if len(shape) > 2 else None,
    )
    awaited = expected / np.where(shares > 0.0, shares, np.nan) + hidden
    least = np.full(n_cells, np.inf)
    np.minimum.at(least, cell, evidence.propensity)
    reach = NORMAL_95 * shrunken.sd
    arrays: dict[str, Any] = {
        "expected": awaited,
        "lift": lift.value + hidden,
        "standard_error": lift.standard_error + hidden,
        "shrunken_lift": shrunken.mean,
        "shrunken_sd": shrunken.sd,
        "low": np.clip(awaited + shrunken.mean - reach, 0.0, 1.0),
        "high": np.clip(awaited + shrunken.mean + reach, 0.0, 1.0),
        "n_trials": np.bincount(cell[drawn], minlength=n_cells),
        "n_students": n_students,
        "n_effective": n_effective,
        "least_propensity": least + hidden,
        "is_shown": is_shown,
    }
    return {name: part.reshape(shape) for name, part in arrays.items()}


def _steadied(
    variance: FloatArray, n_effective: FloatArray, n: IntArray, is_shown: BoolArray
) -> FloatArray:
    """Return variances drawn toward what cells of their size have in common.

    A variance estimated from a few students is itself uncertain, and low by chance in
    just those cells whose estimate is extreme.
    """
    freedom: FloatArray = np.where(is_shown, n - 1.0, 0.0)
    own = np.where(is_shown, variance, 0.0)
    if not is_shown.any():
        return np.full_like(own, np.nan)
    common = (own * n_effective * freedom).sum() / freedom.sum()
    awaited = common / np.maximum(n_effective, 1.0)
    return np.where(
        is_shown,
        (freedom * own + _SPREAD_STRENGTH * awaited) / (freedom + _SPREAD_STRENGTH),
        np.nan,
    )


def _merged(trials: Trials, evidence: Evidence) -> tuple[IntArray, IntArray]:
    """Return the groups large enough to be told apart, and each entry's position.

    Position -1 where the group is not known, or too small even when merged.
    """
    group = trials.group
    present = np.unique(evidence.student)
    sizes = {
        g: int((group[present] == g).sum()) for g in np.unique(group) if g != _REST
    }
    large = [g for g, n in sizes.items() if n >= LEAST_STUDENTS]
    n_rest = sum(n for g, n in sizes.items() if g not in large)
    groups = [_REST, *large] if n_rest >= LEAST_STUDENTS else large
    position = {g: i for i, g in enumerate(groups)}
    rest = position.get(_REST, -1)
    of_student = np.array(
        [-1 if g == _REST else position.get(g, rest) for g in group.tolist()], np.int64
    )
    return np.array(groups, np.int64), of_student[evidence.student]


def _compared(
    evidence: Evidence, way: int, other: int, n_families: int | None = None
) -> list[Contrast]:
    """Return one contrast for each family with enough students, or for all as one."""
    is_apart = n_families is not None
    n_families = n_families or 1
    family = evidence.family if is_apart else np.zeros_like(evidence.family)
    cell = family * 2 + (evidence.way == other)
    drawn, student = evidence.is_drawn, evidence.student
    of_side = _n_distinct(cell[drawn], student[drawn], 2 * n_families)
    n_drawn = of_side.reshape(n_families, 2).min(axis=1)
    sides = ratios(
        evidence.outcome,
        evidence.share,
        cell=cell,
        student=student,
        n_cells=2 * n_families,
    )
    value = sides.value.reshape(n_families, 2)
    # One student's seats enter both sides, so the errors are those of the difference.
    signed = np.where(evidence.way == way, sides.influence, -sides.influence)
    error = clustered_error(signed, cell=family, student=student, n_cells=n_families)
    reach = quantile_975(n_drawn) * error
    n_trials = np.bincount(family[drawn], minlength=n_families)
    return [
        Contrast(
            family=f if is_apart else -1,
            way=way,
            other=other,
            difference=float(value[f, 0] - value[f, 1]),
            low=float(value[f, 0] - value[f, 1] - reach[f]),
            high=float(value[f, 0] - value[f, 1] + reach[f]),
            n_trials=int(n_trials[f]),
            n_students=int(n_drawn[f]),
        )
        for f in np.flatnonzero(n_drawn >= LEAST_STUDENTS).tolist()
    ]


def _n_distinct(cell: IntArray, student: IntArray, n_cells: int) -> IntArray:
    """Return how many students each cell has."""
    size = int(student.max(initial=0)) + 1
    met = np.bincount(cell * size + student, minlength=n_cells * size) > 0
    return np.asarray(met.reshape(n_cells, size).sum(axis=1))
