"""Double down, iterate or abandon: what the looks say against the margin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seedbed.engines.evaluation.monitoring import Monitored
from seedbed.engines.evaluation.plan import Plan


class Decision(StrEnum):
    """What to do with a pilot."""

    DOUBLE_DOWN = "double down"
    ITERATE = "iterate"
    ABANDON = "abandon"
    NONE = "no verdict"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A decision, the look that brought it (``None`` for iterate), and why.

    ``is_harm``: the pilot is abandoned because it does harm, not for too little good.
    """

    decision: Decision
    look: int | None
    is_harm: bool
    why: str


def verdict(monitored: Monitored, plan: Plan) -> Verdict:
    """Return what the looks so far decide.

    Abandon when the effect is shown to be below the margin, or below zero; double down
    when it is shown to be above zero and the latest estimate meets the plan's
    criterion; else iterate. The line that was crossed first decides; on one look
    abandon comes first, for an effect above zero and below the margin is one that the
    plan called too small.
    """
    if monitored.too_small:
        return Verdict(
            decision=Decision.NONE, look=None, is_harm=False, why=monitored.too_small
        )
    never = len(monitored.looks) + 1
    harm = monitored.below_zero or never
    low = min(harm, monitored.below_margin or never)
    high = monitored.above_zero or never
    latest = monitored.looks[-1].estimate
    if low < never and low <= high:
        return _abandon(low, plan, is_harm=harm == low)
    if high < never and latest >= plan.least_estimate:
        return Verdict(
            decision=Decision.DOUBLE_DOWN,
            look=high,
            is_harm=False,
            why=f"At look {high} the whole band lay above 0, and the estimate "
            f"{latest:.3g} meets the plan's criterion of {plan.least_estimate:.3g}.",
        )
    why = (
        f"The band lies above 0 since look {high}, but the estimate {latest:.3g} does "
        f"not meet the plan's criterion of {plan.least_estimate:.3g}."
        if high < never
        else f"The band holds both 0 and the margin of {plan.margin:.3g}, or has no "
        f"end yet: change something small and look again."
    )
    return Verdict(decision=Decision.ITERATE, look=None, is_harm=False, why=why)


def _abandon(look: int, plan: Plan, *, is_harm: bool) -> Verdict:
    found = "0: it does harm" if is_harm else f"the margin of {plan.margin:.3g}"
    return Verdict(
        decision=Decision.ABANDON,
        look=look,
        is_harm=is_harm,
        why=f"At look {look} the whole band lay below {found}.",
    )
