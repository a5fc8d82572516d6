"""How near the estimates of what works come to a simulated truth, and what they cost.

Each seed is a school year of its own: 160 students, six skill families, four ways, 180
nights. Ours is judged beside the plain pass rate and beside leaving overrides out.
"""

from __future__ import annotations

import itertools
import multiprocessing
import resource
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from seedbed.engines import effects
from seedbed.lib.arrays import FloatArray
from seedbed.lib.shares import NORMAL_95 as REACH

from .lottery_year import (
    N_FAMILIES,
    N_NIGHTS,
    N_NIGHTS_OF_REGRET,
    N_WAYS,
    WAYS,
    Policy,
    Year,
    learn_nights,
    live,
    night,
    world,
)

_POLICIES: tuple[Policy, ...] = ("best_gain", "pass_rates", "missed_rates")
_N_LATEST = 10
_PAIRS = tuple(itertools.combinations(range(N_WAYS), 2))


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """Errors (F, M or pairs) of one estimator in one year, and its intervals' hits.

    ``nan`` in both where the estimator shows nothing.
    """

    error: FloatArray
    covers: FloatArray
    width: FloatArray


def bench_effects(*, seeds: int, workers: int = 2) -> dict[str, Any]:
    """Return bias, error, coverage and regret, means over the seeds.

    ``passes`` judges the probability to pass by family and way, ``contrasts`` the
    difference between two ways of one family. Under each estimator: ``bias`` by way or
    pair with its Monte-Carlo error, ``largest_bias`` of them, ``rmse``, and the share
    of 95 % intervals that hold the truth, ``coverage``. ``regret`` is in passes per
    seat: the true gain of the best way less that of the planned one, summed over 60
    nights, and the mean of the last ten.
    """
    began, cpu = perf_counter(), _cpu_seconds()
    years = _years(seeds, workers)
    names = [way.slug for way in WAYS]
    pairs = [f"{names[a]} - {names[b]}" for a, b in _PAIRS]
    return {
        "n_seeds": seeds,
        "n_trials": round(float(np.mean([year["n_trials"] for year in years]))),
        "share_overridden": _mean([year["share_overridden"] for year in years]),
        "share_not_seated": _mean([year["share_not_seated"] for year in years]),
        "passes": _summary([year["passes"] for year in years], names),
        "contrasts": _summary([year["contrasts"] for year in years], pairs),
        "regret": {
            policy: {
                "n_nights": N_NIGHTS_OF_REGRET,
                "sum": _mean([year["regret"][policy][0] for year in years]),
                "sum_error": _error([year["regret"][policy][0] for year in years]),
                "latest": _mean([year["regret"][policy][1] for year in years]),
            }
            for policy in ("lottery", *_POLICIES)
        },
        "seconds": round(perf_counter() - began, 1),
        "cpu_seconds": round(_cpu_seconds() - cpu, 1),
    }


def _years(seeds: int, workers: int) -> list[dict[str, Any]]:
    if workers == 1:
        return [run(seed) for seed in range(seeds)]
    # Spawned, for a process that already runs threads cannot be forked safely.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return list(pool.map(run, range(seeds), chunksize=max(1, seeds // 40)))


def run(seed: int) -> dict[str, Any]:
    """Return what one seed's year shows."""
    truth = world(seed)
    nights = [night(truth, number) for number in range(N_NIGHTS)]
    year = live(truth, "lottery", nights, learn_nights(N_NIGHTS))
    regret = {"lottery": _regret(year)}
    mornings = learn_nights(N_NIGHTS_OF_REGRET)
    for policy in _POLICIES:
        other = live(truth, policy, nights[:N_NIGHTS_OF_REGRET], mornings)
        regret[policy] = _regret(other)
    trials = year.trials()
    return {
        "n_trials": trials.n_trials,
        "share_overridden": float(trials.is_moved.mean()),
        "share_not_seated": float(1.0 - trials.is_seated.mean()),
        "passes": _judged_passes(year, trials),
        "contrasts": _judged_contrasts(year, trials),
        "regret": regret,
    }


def _regret(year: Year) -> tuple[float, float]:
    nights = np.array(year.regret[:N_NIGHTS_OF_REGRET])
    return float(nights.sum()), float(nights[-_N_LATEST:].mean())


def _judged_passes(year: Year, trials: effects.Trials) -> dict[str, _Judged]:
    is_lottery = year.column("is_lottery").astype(np.bool_)
    p = year.column("propensities")[is_lottery]
    truth = year.column("truth")[is_lottery]
    is_left = year.column("is_left")[is_lottery].astype(np.bool_)
    weight = np.where(is_left[:, None], _telling(trials, p), 0.0)
    true = _by_family(weight * truth, trials) / _by_family(weight, trials)
    ours = effects.estimate(trials)
    judged = {"ours": _judge(true, ours.passes, ours.low, ours.high)}
    hajek = effects.estimate(trials, method="inverse_propensity")
    for name, found in (("doubly_robust", ours), ("inverse_propensity", hajek)):
        value = found.expected + found.lift
        reach = REACH * found.standard_error
        judged[name] = _judge(true, value, value - reach, value + reach)
    rate, error = _pass_rates(year)
    reach = REACH * error
    judged["pass_rate"] = _judge(true, rate, rate - reach, rate + reach)
    rate, error = _without_overrides(trials, p)
    reach = REACH * error
    judged["overrides_left_out"] = _judge(true, rate, rate - reach, rate + reach)
    return judged


def _judged_contrasts(year: Year, trials: effects.Trials) -> dict[str, _Judged]:
    is_lottery = year.column("is_lottery").astype(np.bool_)
    p = year.column("propensities")[is_lottery]
    truth = year.column("truth")[is_lottery]
    is_left = year.column("is_left")[is_lottery].astype(np.bool_)
    rate, rate_error = _pass_rates(year)
    plain, plain_error = _without_overrides(trials, p)
    found = {(one.family, one.way, one.other): one for one in effects.contrasts(trials)}
    shape = (N_FAMILIES, len(_PAIRS))
    true, value, low, high = (np.full(shape, np.nan) for _ in range(4))
    others = {
        "pass_rate": (rate, rate_error),
        "overrides_left_out": (plain, plain_error),
    }
    sides = {name: (np.empty(shape), np.empty(shape)) for name in others}
    for k, (a, b) in enumerate(_PAIRS):
        weight = _telling(trials, p[:, [a]], p[:, [b]])[:, 0] * is_left
        gap = _by_family((weight * (truth[:, a] - truth[:, b]))[:, None], trials)
        true[:, k] = (gap / _by_family(weight[:, None], trials))[:, 0]
        for f in range(N_FAMILIES):
            one = found.get((f, a, b))
            if one is not None:
                value[f, k], low[f, k], high[f, k] = one.difference, one.low, one.high
        for name, (level, error) in others.items():
            sides[name][0][:, k] = level[:, a] - level[:, b]
            sides[name][1][:, k] = np.hypot(error[:, a], error[:, b])
    judged = {"ours": _judge(true, value, low, high)}
    for name, (gap, error) in sides.items():
        judged[name] = _judge(true, gap, gap - REACH * error, gap + REACH * error)
    return judged


def _judge(
    true: FloatArray, value: FloatArray, low: FloatArray, high: FloatArray
) -> _Judged:
    covers = np.where(np.isfinite(value), (low <= true) & (true <= high), np.nan)
    return _Judged(error=value - true, covers=covers, width=high - low)


def _telling(trials: effects.Trials, *propensities: FloatArray) -> FloatArray:
    """Return the weights of the estimand, written a second time to check the engine.

    0 where a way was no near-tie.
    """
    moved = float(trials.is_moved.mean())
    spread = np.zeros_like(propensities[0])
    with np.errstate(divide="ignore"):
        for p in propensities:
            spread += 1.0 / p + moved / (1.0 - p)
    return 1.0 / np.sqrt(spread)


def _by_family(values: FloatArray, trials: effects.Trials) -> FloatArray:
    total = np.zeros((N_FAMILIES, values.shape[1]))
    np.add.at(total, trials.family, values)
    return total


def _pass_rates(year: Year) -> tuple[FloatArray, FloatArray]:
    """Return the share of exit slips passed by family and way, as a dashboard would."""
    passed = year.column("passed")
    known = passed >= 0
    cell = (year.column("family") * N_WAYS + year.column("received"))[known]
    size = N_FAMILIES * N_WAYS
    n = np.bincount(cell, minlength=size)
    rate = np.bincount(cell, passed[known], minlength=size) / n
    error = np.sqrt(rate * (1.0 - rate) / n)
    return rate.reshape(N_FAMILIES, N_WAYS), error.reshape(N_FAMILIES, N_WAYS)


def _without_overrides(
    trials: effects.Trials, p: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the weighted pass rate of drawn seats, overridden ones simply left out."""
    known = (trials.received == trials.drawn) & (trials.passed >= 0)
    weight = _telling(trials, p) / np.where(p > 0.0, p, 1.0)
    weight = weight * (np.eye(N_WAYS)[trials.drawn] * known[:, None])
    total = _by_family(weight, trials)
    rate = _by_family(weight * trials.passed[:, None], trials) / total
    missed = weight * (trials.passed[:, None] - rate[trials.family])
    return rate, np.sqrt(_by_family(missed**2, trials)) / total


def _summary(years: list[dict[str, _Judged]], names: list[str]) -> dict[str, Any]:
    return {name: _measures([year[name] for year in years], names) for name in years[0]}


def _measures(years: list[_Judged], names: list[str]) -> dict[str, Any]:
    errors = np.stack([year.error for year in years])
    covers = np.stack([year.covers for year in years])
    by_seed = np.nanmean(errors, axis=1)
    bias = np.nanmean(by_seed, axis=0)
    return {
        "bias": {
            name: _mean(of_seeds.tolist())
            for name, of_seeds in zip(names, by_seed.T, strict=True)
        },
        "bias_error": {
            name: _error(of_seeds.tolist())
            for name, of_seeds in zip(names, by_seed.T, strict=True)
        },
        "largest_bias": round(float(np.abs(bias).max()), 4),
        "rmse": round(float(np.sqrt(np.nanmean(errors**2))), 4),
        "coverage": round(float(np.nanmean(covers)), 4),
        "coverage_error": _error(np.nanmean(covers, axis=(1, 2)).tolist()),
        "width": _mean([float(np.nanmean(year.width)) for year in years]),
        "n_shown": int(np.isfinite(errors).sum()),
    }


def _cpu_seconds() -> float:
    """Return the processor time of this process and of those it waited for."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(who) for who in whose]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _mean(values: list[float]) -> float:
    return round(float(np.mean(values)), 4)


def _error(values: list[float]) -> float:
    """Return the Monte-Carlo standard error of the mean."""
    return round(float(np.std(values, ddof=1) / np.sqrt(len(values))), 4)
