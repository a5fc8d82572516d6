"""Whether intervals of shares and forecasts keep what they promise, and how fast."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from seedbed.engines import needs
from seedbed.lib.arrays import FloatArray

from .errors import NotAPanelError

PANEL = "wapo_home_school_district.csv"
LEVEL = 0.90
N_SYSTEMS, N_POCKETS = 13_500, 10
_LEAST = 20.0
_SMALL, _LARGE = 50, 200
_MARK = 0.25
_N_INTAKES, _N_OF_INTAKE = 12, 60


def bench_trajectory(data: Path | None, *, seeds: int = 20) -> dict[str, Any]:
    """Return coverage of forecasts and of watched shares, false stages, and seconds.

    ``panels``: split-conformal intervals of ``LEVEL``, calibrated on one half of the
    units and judged on the other, means over ``seeds`` splits. ``panel`` is the real
    one in ``data``, by year; there ``from_years_before`` is calibrated on all earlier
    transitions, as a forecast must be.

    Raises
    ------
    NotAPanelError
        If ``data`` holds no panel of counts by district and year.
    """
    found: dict[str, Any] = {
        "level": LEVEL,
        "panels": [
            {"panel": name, **_split_coverage(*made, seeds=seeds)}
            for name, made in _simulated().items()
        ],
    }
    if data is not None:
        found["panel"] = _real(data, seeds)
    return found | {
        "shares": _watching(seeds),
        "stage": _stages(seeds),
        "bounds_of_systems_seconds": _seconds(_bounds_of_systems),
        "pockets_of_50_000_students_seconds": _seconds(_pockets_of_students),
    }


def _simulated() -> dict[str, tuple[FloatArray, FloatArray]]:
    """Return counts before and after in worlds of 4,000 units, growing and uneven."""
    worlds = {"even": (0.0, 0.0), "growing": (0.3, 0.3), "surging": (0.6, 1.0)}
    made = {}
    for number, (name, (drift, unevenness)) in enumerate(worlds.items()):
        rng = np.random.default_rng(number)
        size = np.exp(rng.normal(4.0, 1.2, 4000))
        grown = size * np.exp(drift + unevenness * rng.standard_t(4, 4000) / 2)
        made[name] = (
            rng.poisson(size).astype(np.float64),
            rng.poisson(np.minimum(grown, 1e6)).astype(np.float64),
        )
    return made


def _split_coverage(
    before: FloatArray, after: FloatArray, *, seeds: int
) -> dict[str, float | int]:
    hits, small, large, width = [], [], [], []
    for seed in range(seeds):
        order = np.random.default_rng(seed).permutation(len(before))
        past, judged = np.array_split(order, 2)
        made = needs.forecast(before[judged], before[past], after[past], level=LEVEL)
        hit = (made.low <= after[judged]) & (after[judged] <= made.high)
        hits.append(hit.mean())
        small.append(hit[before[judged] < _SMALL].mean())
        large.append(hit[before[judged] >= _LARGE].mean())
        reach = (made.high - made.low) / np.maximum(before[judged], 1.0)
        width.append(np.median(reach))
    return {
        "n_units": len(before),
        "coverage": round(float(np.mean(hits)), 4),
        "lowest": round(float(np.min(hits)), 4),
        "highest": round(float(np.max(hits)), 4),
        "coverage_below_50": round(float(np.mean(small)), 4),
        "coverage_from_200": round(float(np.mean(large)), 4),
        "median_width": round(float(np.mean(width)), 3),
    }


def _real(data: Path, seeds: int) -> list[dict[str, Any]]:
    years, counts = read_panel(data)
    rows = []
    for t in range(2, len(years)):
        known = (counts[:, t - 1] >= _LEAST) & np.isfinite(counts[:, t])
        before, after = counts[known, t - 1], counts[known, t]
        past = np.concatenate(
            [counts[:, [k - 1, k]] for k in range(1, t)]
        )  # (districts x years, 2)
        past = past[(past[:, 0] >= _LEAST) & np.isfinite(past[:, 1])]
        made = needs.forecast(before, past[:, 0], past[:, 1], level=LEVEL)
        covers = (made.low <= after) & (after <= made.high)
        rows.append(
            {
                "year": years[t],
                **_split_coverage(before, after, seeds=seeds),
                "from_years_before": round(float(covers.mean()), 4),
            }
        )
    return rows


def read_panel(data: Path) -> tuple[list[str], FloatArray]:
    """Return the years T and the counts (N, T) of districts, ``nan`` where missing.

    Raises
    ------
    NotAPanelError
        If the file is absent, or a column is.
    """
    file = data / PANEL
    if not file.is_file():
        raise NotAPanelError(data, f"{PANEL} is absent")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    wanted = {"lea_id", "year", "homeschool_students"}
    if not rows or wanted - set(rows[0]):
        raise NotAPanelError(data, f"{PANEL} lacks a column")
    years = sorted({row["year"] for row in rows})
    place = {lea: n for n, lea in enumerate(dict.fromkeys(r["lea_id"] for r in rows))}
    counts = np.full((len(place), len(years)), np.nan)
    for row in rows:
        told = row["homeschool_students"]
        if told.isdecimal():
            counts[place[row["lea_id"]], years.index(row["year"])] = float(told)
    return years, counts


def _watching(seeds: int) -> dict[str, float]:
    """Return the share of units, watched for 24 months, ever shown a wrong interval."""
    rng = np.random.default_rng(0)
    n_units = 100 * seeds
    truth = rng.uniform(0.05, 0.6, n_units)[:, None]
    of = rng.poisson(20, (n_units, 24)).cumsum(axis=1)
    n = rng.binomial(np.diff(of, axis=1, prepend=0), truth).cumsum(axis=1)
    missed = {}
    for name, interval in (("watched", needs.watched), ("wilson", needs.wilson)):
        low, high = interval(n, of)
        errs = ((truth < low) | (truth > high)).any(axis=1)
        missed[f"ever_missed_by_{name}"] = round(float(errs.mean()), 4)
    return {"n_units": n_units} | missed


def _stages(seeds: int) -> dict[str, float]:
    """Return how many units pass the stage within 12 intakes of 60, by true share."""
    rng = np.random.default_rng(1)
    n_units, of = 50 * seeds, np.full(_N_INTAKES, _N_OF_INTAKE)
    passed: dict[str, float] = {"mark": _MARK, "n_units": n_units}
    for truth in (0.20, _MARK, 0.40, 0.50):
        n = rng.binomial(_N_OF_INTAKE, truth, (n_units, _N_INTAKES))
        stages = [needs.stage(needs.follow(row, of), mark=_MARK) for row in n]
        share = np.mean([one.is_passed for one in stages])
        passed[f"passed_at_{truth:g}"] = round(float(share), 4)
    return passed


def _bounds_of_systems() -> None:
    rng = np.random.default_rng(0)
    n_students = rng.integers(50, 50_000, N_SYSTEMS)
    sizes = rng.binomial(n_students[:, None], 0.08, (N_SYSTEMS, N_POCKETS))
    needs.union_bounds(sizes, n_students)
    needs.overlap_bounds(sizes, n_students)


def _pockets_of_students() -> None:
    rng = np.random.default_rng(0)
    ids = np.arange(50_000)
    lists = {str(p): rng.choice(ids, 4000, replace=False) for p in range(N_POCKETS)}
    pockets = needs.gather(ids, lists)
    needs.overlaps(pockets)
    needs.pairs(pockets)
    instead = np.full(pockets.is_in.shape, needs.NOTHING)
    needs.rank(pockets, instead=instead, seats=np.full(N_POCKETS, 100))


def _seconds(run: Callable[[], None]) -> float:
    began = perf_counter()
    run()
    return round(perf_counter() - began, 3)
