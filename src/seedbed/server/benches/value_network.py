"""What the map says of a published table and of six cases, beside what happened."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import Any

from seedbed.engines import value_network

from .stakeholder_cases import Case, cases, emission_standards

#: What the table's publication and a public program both give.
PUBLISHED = {"mean": 7.389955686853767, "median": 7.0}
#: Half of all states, to see what moving together would do.
_WAVE = 0.5
_NOTE = (
    "Coded by hand after the outcome was known: an illustration, not a validation. "
    "No accuracy is claimed."
)


def bench_value_network(*, seed: int = 0) -> dict[str, Any]:
    """Return the table beside its published numbers, and each case beside its end."""
    table = value_network.read(emission_standards(), seed=seed)
    began = perf_counter()
    rows = [_row(case, seed) for case in cases()]
    seconds = perf_counter() - began
    inside, apart = (case.network for case in cases()[:2])
    beside = value_network.compare(inside, apart, seed=seed)
    return {
        "table": {
            "mean": table.mean,
            "median": table.median,
            "published_mean": PUBLISHED["mean"],
            "published_median": PUBLISHED["median"],
            "mean_error": abs(table.mean - PUBLISHED["mean"]),
        },
        "note": _NOTE,
        "cases": rows,
        "inside_and_apart": {
            "mean_gain": beside.mean_gain,
            "gain_low": beside.gain_low,
            "gain_high": beside.gain_high,
            "p_only_inside_stopped": beside.p_only_inside_stopped,
            "p_only_apart_stopped": beside.p_only_apart_stopped,
        },
        "seconds_per_case": round(seconds / len(rows), 3),
    }


def _row(case: Case, seed: int) -> dict[str, Any]:
    reading = value_network.read(case.network, seed=seed)
    swings = value_network.tornado(case.network, seed=seed)
    return {
        "case": case.id,
        "offer": case.offer,
        "happened": case.happened,
        "was_stopped": case.was_stopped,
        "mean": reading.mean,
        "mean_low": reading.mean_low,
        "mean_high": reading.mean_high,
        "median": reading.median,
        "opposing": reading.opposing,
        "p_opposed": reading.p_opposed,
        "p_vetoed": reading.p_vetoed,
        "p_stopped": reading.p_stopped,
        "p_stopped_in_waves": value_network.read(
            replace(case.network, wave=_WAVE), seed=seed
        ).p_stopped,
        "call": reading.call,
        "vetoes": {part.name: part.p_veto for part in reading.parts if part.p_veto},
        "contributions": {part.name: part.contribution for part in reading.parts},
        "fewest_to_win": list(value_network.fewest_to_win(case.network, seed=seed)),
        "flips": [
            f"{swing.actor}: {swing.input}"
            for swing in swings
            if swing.changes_the_call
        ],
    }
