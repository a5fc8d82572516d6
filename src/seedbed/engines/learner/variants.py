"""The variants of the learner model: one name and one set of constants each."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.engines.learner.kernels import Rates


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One way to read evidence.

    ``reading`` (R + 1,) is the intercept and one weight for each of
    ``kernels.READING``: what mastery reads before there is evidence to fit it to.
    Without ``is_fitted`` only difficulties are learnt, and the next answer is
    predicted from the two levels alone.
    """

    name: str
    rates: Rates
    reading: tuple[float, ...]
    is_fitted: bool


#: The linear evidence memory.
MEMORY = Variant(
    name="memory-2",
    rates=Rates(
        all_start=1.2,
        all_slope=0.05,
        all_floor=0.08,
        level_start=0.5,
        level_slope=0.2,
        level_floor=0.1,
        item_start=0.9,
        item_slope=0.12,
        set_start=0.45,
        set_slope=0.06,
        level_half_life_days=120.0,
        kept_half_life_days=20.0,
        recent_half_life_days=7.0,
    ),
    reading=(0.0, 0.6, 0.2, 0.6, 0.2, 0.9, 0.9, 0.1, -0.1),
    is_fitted=True,
)

#: The plain two-level Elo rating (Pelanek 2016), kept as the yardstick.
ELO = Variant(
    name="elo-2",
    rates=Rates(
        all_start=0.6,
        all_slope=0.25,
        all_floor=0.04,
        level_start=0.6,
        level_slope=0.3,
        level_floor=0.08,
        item_start=1.0,
        item_slope=0.25,
        set_start=0.6,
        set_slope=0.02,
        level_half_life_days=120.0,
        kept_half_life_days=60.0,
        recent_half_life_days=7.0,
    ),
    reading=(0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0),
    is_fitted=False,
)

#: Every variant; the contract tests run each of them.
MODELS = (MEMORY, ELO)
