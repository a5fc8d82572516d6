"""The variants of the learner model: one name and one set of constants each."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.engines.learner.kernels import Rates


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One way to read evidence: how fast to learn from it and what to make of it.

    ``weights`` (F + 1,) the intercept and one weight for each of ``kernels.FEATURES``;
    where ``fits_weights`` they are only where the fit starts, and what it is drawn to
    while answers are few.
    """

    name: str
    rates: Rates
    weights: tuple[float, ...]
    fits_weights: bool


#: Model v1. Rates by coordinate search on next-answer AUC (seed 0) over assist09,
#: memphis and algebra05, half-lives as benchmarks/learner/protocol.md says; weights
#: near the mean of those three fits.
MULTILEVEL = Variant(
    name="multilevel-1",
    rates=Rates(
        general_start=1.2,
        general_slope=0.047,
        general_floor=0.08,
        level_start=0.08,
        level_slope=0.0,
        level_floor=0.08,
        general_form=0.034,
        form=1.2,
        item_start=0.66,
        item_slope=0.165,
        skill_start=0.3,
        skill_slope=0.03,
        level_half_life_days=60.0,
        form_half_life_days=5.0,
        count_half_life_days=14.0,
        fresh_half_life_days=0.1,
    ),
    weights=(0.0, 0.5, 0.3, 0.3, 0.3, 0.9, 0.9, 0.25, -0.1, 0.1),
    fits_weights=True,
)

#: The plain two-level Elo rating (Pelanek 2016), kept as the yardstick.
ELO = Variant(
    name="elo-1",
    rates=Rates(
        general_start=0.6,
        general_slope=0.25,
        general_floor=0.04,
        level_start=0.6,
        level_slope=0.3,
        level_floor=0.08,
        general_form=0.0,
        form=0.0,
        item_start=1.0,
        item_slope=0.25,
        skill_start=0.6,
        skill_slope=0.02,
        level_half_life_days=60.0,
        form_half_life_days=5.0,
        count_half_life_days=14.0,
        fresh_half_life_days=0.1,
    ),
    weights=(0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0),
    fits_weights=False,
)

#: Every variant; the contract tests run each of them.
MODELS = (MULTILEVEL, ELO)
