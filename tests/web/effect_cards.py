"""Hand-made cards of what the lotteries say: two ways, one clearly better."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from seedbed.apps.trials.cards import ContrastCard, EffectCard, LotteryCard, ReportCard
from seedbed.lib.modalities import Modality

LIVE, PEER, PROJECT = int(Modality.LIVE), int(Modality.PEER), int(Modality.PROJECT)
RULE = LotteryCard(is_on=True, tolerance=0.02, floor=0.03)


def cell(way: int, **more: Any) -> EffectCard:
    values: dict[str, Any] = {
        "family": "Ratios", "way": way, "group": -1, "n_trials": 310,
        "n_students": 84, "n_effective": 300.0, "least_propensity": 0.4,
        "expected": 0.6, "lift": 0.1, "standard_error": 0.03, "shrunken_lift": 0.09,
        "shrunken_sd": 0.03, "low": 0.63, "high": 0.75, "is_shown": True,
    }  # fmt: skip
    return EffectCard(**(values | more))


def hidden(way: int, **more: Any) -> EffectCard:
    unknown = dict.fromkeys(
        ("least_propensity", "expected", "lift", "standard_error", "low", "high")
    )
    return cell(way, is_shown=False, n_trials=12, n_students=9, **(unknown | more))


def pair(difference: float, **more: Any) -> ContrastCard:
    values: dict[str, Any] = {
        "family": "", "way": PEER, "other": PROJECT, "difference": difference,
        "low": difference - 0.04, "high": difference + 0.04, "n_trials": 1204,
        "n_students": 200, "is_clear": abs(difference) > 0.04,
    }  # fmt: skip
    return ContrastCard(**(values | more))


REPORT = ReportCard(
    as_of=datetime(2026, 10, 13, 20, tzinfo=UTC),
    counts={"n_draws": 4200, "n_trials": 4200, "n_overridden": 160,
            "n_not_seated": 900, "n_without_slip": 1500},
    refusal="",
    effects=(
        cell(PEER, shrunken_lift=-0.03, low=0.5, high=0.64),
        cell(PROJECT),
        hidden(LIVE),
        cell(PROJECT, group=6, n_trials=150),
        hidden(PEER, family="Functions"),
    ),
    contrasts=(pair(-0.12), pair(0.01, family="Ratios")),
)  # fmt: skip
