"""Simulated pilots in which whole classes are assigned, and how each rule judges them.

A class and a student have an enduring level, and weekly ups and downs; what is looked
at is the mean of the weeks so far. The pretest tells part of the enduring level.

Axis letters: L looks, C classes, S students, D assignments, O assignments that are
taken for the one that came out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from typing import Any

import numpy as np
from scipy.special import ndtr, stdtrit

from seedbed.engines import evaluation
from seedbed.engines.evaluation.adjustment import Adjusted, adjust
from seedbed.engines.evaluation.assignments import Assignments, rerandomise
from seedbed.engines.evaluation.design import errors_needed, reachable_tail
from seedbed.engines.evaluation.kernels import crossings
from seedbed.engines.evaluation.monitoring import always_reach
from seedbed.engines.evaluation.paths import Paths, paths
from seedbed.engines.evaluation.spending import allowances, spent
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

CLASS_SIZE = 25
PRETEST_CORRELATION = 0.7
#: Deviations of one week's ups and downs; that of the enduring level is 1.
CLASS_WEEK = 0.2
STUDENT_WEEK = 1.0
#: Power of the fixed-horizon test for which the simulated effect is chosen.
AIMED_POWER = 0.87
_TWO_SIDED = 0.05
#: Assignments of a world under which the other rules are judged; they cost more.
_N_BESIDE = 16
#: "75 % sure": the chance of a gain, with a normal prior of mean 0 and deviation 1.
_SURE = 0.75
_PLAN = evaluation.Plan(margin=1.0)


@dataclass(frozen=True, kw_only=True)
class Size:
    """One design: weekly looks, classes, and how alike students of a class are."""

    weeks: int
    classes: int
    icc: float

    @property
    def name(self) -> str:
        """How the answer names the design."""
        return f"{self.weeks} weeks, {self.classes} classes, ICC {self.icc:.2f}"

    @property
    def work(self) -> float:
        """About how long it takes, to begin with the longest."""
        return self.weeks * sqrt(self.classes)

    @cached_property
    def effect(self) -> float:
        """The effect that the fixed-horizon test finds with about the aimed power."""
        left = 1.0 - PRETEST_CORRELATION**2
        of_class = self.icc * left + CLASS_WEEK**2 / self.weeks
        of_student = (1.0 - self.icc) * left + STUDENT_WEEK**2 / self.weeks
        variance = 4.0 / self.classes * (of_class + of_student / CLASS_SIZE)
        n_free = self.classes - 2
        possible = evaluation.n_possible(np.zeros(self.classes, np.int64), self.arms)
        # With few classes the test can only reject at the steps that there are.
        tail = reachable_tail(possible, _TWO_SIDED / 2)
        needed = errors_needed(n_free, tail=tail, power=AIMED_POWER)
        return needed * sqrt(float(variance))

    @property
    def arms(self) -> BoolArray:
        """One assignment of half the classes (C,)."""
        return np.arange(self.classes) < self.classes // 2


@dataclass(kw_only=True)
class Counted:
    """What became of all pilots of one size."""

    size: Size
    n_observed: int
    null: dict[str, list[float]] = field(default_factory=dict)
    power: dict[str, list[float]] = field(default_factory=dict)

    @property
    def n_null(self) -> int:
        """Number of pilots without effect."""
        return self.n_observed * len(self.null["ours"])

    def summary(self) -> dict[str, Any]:
        """Return the rates of this size, with 95 % Monte-Carlo bounds."""
        alarm = {name: round(_mean(shares), 4) for name, shares in self.null.items()}
        wrong_up = alarm.pop("double_down")
        wrong_down = alarm.pop("below")
        upper = _mean(self.null["ours"]) + 1.96 * _error(self.null["ours"])
        found = {name: _mean(values) for name, values in self.power.items()}
        weeks = self.size.weeks
        return {
            "design": self.size.name,
            "weeks": weeks,
            "classes": self.size.classes,
            "icc": self.size.icc,
            "effect": round(self.size.effect, 3),
            "false_alarm": alarm.pop("ours"),
            "false_alarm_upper": round(upper, 4),
            "beside": alarm,
            "wrong_double_down": wrong_up,
            "wrong_abandon": round(wrong_down + found["harm_alone"], 4),
            "power": {
                "ours": round(found["ours"], 4),
                "fixed_horizon": round(found["fixed_horizon"], 4),
                "lost_error": round(_error(self.power["lost"]), 4),
            },
            "mean_week": round(found["week"], 2),
            "weeks_saved": round(1.0 - found["week"] / weeks, 3),
            "at_zero": {
                "abandon": round(found["zero_abandon"], 4),
                "mean_week": round(found["zero_week"], 2),
            },
        }


def live(size: Size, n_null: int, n_power: int, n_observed: int, seed: int) -> Counted:
    """Live pilots of one size; each world without effect with several assignments.

    In one world without effect every assignment may be the one that came out; several
    of them are judged, drawn at random.
    """
    key = (seed, size.weeks, size.classes, round(100 * size.icc))
    random = np.random.default_rng(key)
    could = rerandomise(np.zeros(size.classes, np.int64), size.arms, seed=seed)
    fractions = np.arange(1, size.weeks + 1) / size.weeks
    allowed = allowances(spent(fractions), could.n_assignments)
    n_observed = min(n_observed, could.n_assignments)
    counted = Counted(size=size, n_observed=n_observed)
    for _ in range(n_null):
        pilot = _world(size, random, fractions)
        chosen = random.choice(could.n_assignments, n_observed, replace=False)
        _add(counted.null, _judge_null(pilot, could, allowed, chosen))
    for _ in range(n_power):
        pilot = _world(size, random, fractions)
        one = int(random.integers(could.n_assignments))
        _add(counted.power, _judge_power(size, pilot, could, allowed, one))
    return counted


def _world(
    size: Size, random: np.random.Generator, fractions: FloatArray
) -> evaluation.Pilot:
    """Return a pilot of which the truth is no effect."""
    n, weeks = size.classes, size.weeks
    cluster = np.repeat(np.arange(n), CLASS_SIZE)
    of_class = np.sqrt(size.icc) * random.standard_normal((2, n))
    of_student = np.sqrt(1.0 - size.icc) * random.standard_normal((2, n * CLASS_SIZE))
    pretest, other = of_class[:, cluster] + of_student
    r = PRETEST_CORRELATION
    level = r * pretest + np.sqrt(1.0 - r**2) * other
    week = STUDENT_WEEK * random.standard_normal((weeks, n * CLASS_SIZE))
    week += CLASS_WEEK * random.standard_normal((weeks, n))[:, cluster]
    seen = level + week.cumsum(axis=0) / np.arange(1, weeks + 1)[:, None]
    return evaluation.Pilot(
        cluster=cluster,
        is_treated=size.arms,
        block=np.zeros(n, np.int64),
        pretest=pretest[:, None],
        outcomes=seen,
        fractions=fractions,
        icc=size.icc,
    )


def _judge_null(
    pilot: evaluation.Pilot, could: Assignments, allowed: IntArray, chosen: IntArray
) -> dict[str, float]:
    """Return the share of the chosen assignments that each rule is alarmed by.

    The other rules see the first few of them; for those it is worlds that count.
    """
    adjusted = adjust(pilot)
    found = paths(adjusted, could)
    n_looks = pilot.n_looks
    is_up = crossings(found.base, allowed, 1.0)[chosen] < n_looks
    is_down = crossings(found.base, allowed, -1.0)[chosen] < n_looks
    chosen = chosen[:_N_BESIDE]
    score = found.base[:, chosen]
    rest = np.maximum((adjusted.residual**2).sum(axis=1)[:, None] - score**2, 1e-12)
    error = np.sqrt(rest / adjusted.n_free)
    t = score / error
    strength = adjusted.strength(could.arms[:, chosen])
    band = always_reach(pilot.fractions, error / strength, adjusted, _PLAN)
    t_student, sure = _naive(pilot, could.arms[:, chosen])
    least = stdtrit(adjusted.n_free, 1.0 - _TWO_SIDED / 2)
    return {
        "ours": float((is_up | is_down).mean()),
        "double_down": float(is_up.mean()),
        "below": float(is_down.mean()),
        "peeking_t_test": _ever(np.abs(t_student) > 1.96),
        "peeking_class_t_test": _ever(np.abs(t) > least),
        "three_quarters_sure": _ever(sure >= _SURE),
        "always_open_band": _ever(np.abs(score / strength) > band),
    }


def _naive(pilot: evaluation.Pilot, arms: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the t of students and the chance of a gain (L, O), classes ignored."""
    y, n = pilot.outcomes, pilot.n_students
    sums = y.reshape(pilot.n_looks, pilot.n_clusters, -1).sum(axis=2)
    n_one = CLASS_SIZE * arms.sum(axis=0)
    n_two = n - n_one
    one = sums @ arms
    two = sums.sum(axis=1)[:, None] - one
    within = (y**2).sum(axis=1)[:, None] - one**2 / n_one - two**2 / n_two
    deviation = np.sqrt(within / (n - 2))
    error = np.sqrt(1.0 / n_one + 1.0 / n_two)
    t = (one / n_one - two / n_two) / (deviation * error)
    return t, ndtr(t / np.sqrt(1.0 + error**2))


def _judge_power(
    size: Size,
    pilot: evaluation.Pilot,
    could: Assignments,
    allowed: IntArray,
    chosen: int,
) -> dict[str, float]:
    """Return what is found if the truth is an effect, which is also the margin."""
    adjusted: Adjusted = adjust(pilot)
    came_out = Assignments(
        is_treated=could.is_treated, observed=chosen, is_complete=could.is_complete
    )
    vars(came_out)["arms"] = could.arms
    null = paths(adjusted, came_out)
    effect = size.effect
    found = Paths(
        base=null.base + effect * null.shift, shift=null.shift, observed=chosen
    )

    def look(supposed: float, sign: float) -> int:
        return int(crossings(found.at(supposed), allowed, sign)[chosen])

    last = np.array([int(_TWO_SIDED / 2 * could.n_assignments)])
    fixed = crossings(found.base[-1:], last, 1.0)[chosen] == 0
    up, harm, below = look(0.0, 1.0), look(0.0, -1.0), look(effect, -1.0)
    zero_below = look(2.0 * effect, -1.0)
    zero_up = look(effect, 1.0)
    n_looks = pilot.n_looks
    return {
        "ours": float(up < n_looks),
        "fixed_horizon": float(fixed),
        "lost": float(fixed) - float(up < n_looks),
        "week": float(min(up, harm, n_looks - 1) + 1),
        "harm_alone": float(harm < n_looks and below == n_looks),
        "zero_abandon": float(zero_below < n_looks and zero_below <= zero_up),
        "zero_week": float(min(zero_below, zero_up, n_looks - 1) + 1),
    }


def _ever(is_alarm: Any) -> float:
    """Return the share of assignments (O) alarmed at any look."""
    return float(is_alarm.any(axis=0).mean())


def _add(lists: dict[str, list[float]], found: dict[str, float]) -> None:
    for name, value in found.items():
        lists.setdefault(name, []).append(value)


def _mean(values: list[float]) -> float:
    return float(np.mean(values))


def _error(values: list[float]) -> float:
    """Return the Monte-Carlo standard error of the mean, worlds being independent."""
    return float(np.std(values, ddof=1) / np.sqrt(len(values)))
