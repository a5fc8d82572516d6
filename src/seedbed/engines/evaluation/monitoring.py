"""Weekly looks at a pilot that keep their promise together.

Each scheduled look is a re-randomisation test at the level that was assigned; what all
looks may wrongly decide is shared out among them by O'Brien-Fleming spending.

Axis letters: L looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from seedbed.engines.evaluation.adjustment import Adjusted, adjust
from seedbed.engines.evaluation.assignments import Assignments, rerandomise
from seedbed.engines.evaluation.kernels import crossings
from seedbed.engines.evaluation.paths import Paths, paths
from seedbed.engines.evaluation.pilot import Pilot
from seedbed.engines.evaluation.plan import LEAST_CLUSTERS, LEAST_STUDENTS, Plan
from seedbed.engines.evaluation.sequence import reach
from seedbed.engines.evaluation.spending import allowances, spent
from seedbed.lib.arrays import FloatArray, IntArray
from seedbed.lib.text import count

#: An edge is found to a ten-millionth of a standard error.
_HALVINGS = 24
_DOUBLINGS = 30
#: What is left of arms that the blocks already tell.
_NOTHING = 1e-12


@dataclass(frozen=True, kw_only=True)
class Look:
    """What one scheduled look says, in units of the measure.

    ``low`` and ``high`` bound the effect together with the looks before; they are
    infinite while so little may be spent that nothing could be decided, and ``None``
    where the pilot is too small for a band or none was asked for. ``always_low`` and
    ``always_high`` hold however often one looks. ``p`` is the two-sided p of this look
    alone.
    """

    number: int
    fraction: float
    n_students: int
    estimate: float
    standard_error: float
    low: float | None
    high: float | None
    always_low: float | None
    always_high: float | None
    p: float


@dataclass(frozen=True, kw_only=True)
class Monitored:
    """All looks so far, and when each line was first crossed.

    Looks count from 1; ``None`` where a line was not crossed. ``too_small`` says in a
    sentence why there is no band and can be no verdict; it is empty otherwise.
    """

    looks: tuple[Look, ...]
    above_zero: int | None
    below_margin: int | None
    below_zero: int | None
    n_assignments: int
    smallest_p: float
    too_small: str


def monitor(
    pilot: Pilot,
    plan: Plan,
    *,
    assignments: Assignments | None = None,
    seed: int = 0,
    all_bands: bool = False,
) -> Monitored:
    """Look at a pilot, honestly, as often as was planned.

    Parameters
    ----------
    assignments
        What could have come out, where it was no complete or blocked randomisation (a
        lottery with families, say); else it is listed or drawn with ``seed``.
    all_bands
        Whether to find the band of each look, not of the latest alone.
    """
    could = assignments or rerandomise(pilot.block, pilot.is_treated, seed=seed)
    adjusted = adjust(pilot)
    all_paths = paths(adjusted, could)
    allowed = allowances(spent(pilot.fractions, plan.error), could.n_assignments)
    estimate, error = estimates(pilot, adjusted)
    smallest_p = min(1.0, 2.0 / could.n_assignments)
    too_small = _too_small(pilot, smallest_p, plan)
    low, high = _bands(
        all_paths, allowed, estimate, error, all_bands=all_bands, none=bool(too_small)
    )
    always = np.full(pilot.n_looks, np.nan)
    if not too_small and np.all(error > 0.0):
        always = always_reach(pilot.fractions, error, adjusted, plan)
    p = _single_p(all_paths)
    n_known = np.isfinite(pilot.outcomes).sum(axis=1)
    looks = tuple(
        Look(
            number=i + 1,
            fraction=float(pilot.fractions[i]),
            n_students=int(n_known[i]),
            estimate=float(estimate[i]),
            standard_error=float(error[i]),
            low=_known(low[i]),
            high=_known(high[i]),
            always_low=_known(estimate[i] - always[i]),
            always_high=_known(estimate[i] + always[i]),
            p=float(p[i]),
        )
        for i in range(pilot.n_looks)
    )

    def first(effect: float, sign: float) -> int | None:
        if too_small:
            return None
        look = _crosses(all_paths, allowed, effect, sign)
        return look + 1 if look < pilot.n_looks else None

    return Monitored(
        looks=looks,
        above_zero=first(0.0, 1.0),
        below_margin=first(plan.margin, -1.0),
        below_zero=first(0.0, -1.0),
        n_assignments=could.n_assignments,
        smallest_p=smallest_p,
        too_small=too_small,
    )


def estimates(pilot: Pilot, adjusted: Adjusted) -> tuple[FloatArray, FloatArray]:
    """Return effect and standard error at each look (L,), from cluster means.

    The standard error is ``nan`` where no degree of freedom is left, and both where the
    blocks already tell the arms.
    """
    arm = adjusted.rest(pilot.is_treated.astype(np.float64))
    strength = (arm**2).sum(axis=1)
    strength = np.where(strength > _NOTHING, strength, np.nan)
    effect = (adjusted.residual * arm).sum(axis=1) / strength
    rest = adjusted.residual - effect[:, None] * arm
    if adjusted.n_free < 1:
        return effect, np.full(len(effect), np.nan)
    variance = (rest**2).sum(axis=1) / adjusted.n_free
    return effect, np.sqrt(variance / strength)


def _too_small(pilot: Pilot, smallest_p: float, plan: Plan) -> str:
    if pilot.n_students < LEAST_STUDENTS:
        return (
            f"With {count(pilot.n_students, 'student')} there is no band and no "
            f"verdict; {LEAST_STUDENTS} are the fewest."
        )
    if pilot.n_clusters < LEAST_CLUSTERS or smallest_p > 2.0 * plan.error:
        return (
            f"{count(pilot.n_clusters, 'group')} were assigned, and chance alone would "
            f"show the largest difference in {smallest_p:.0%} of assignments: no band "
            f"and no verdict can come of it."
        )
    return ""


def _crosses(all_paths: Paths, allowed: IntArray, effect: float, sign: float) -> int:
    """Return the look at which the pilot itself crosses, L for never."""
    first = crossings(all_paths.at(effect), allowed, sign)
    return int(first[all_paths.observed])


def _bands(
    all_paths: Paths,
    allowed: IntArray,
    estimate: FloatArray,
    error: FloatArray,
    *,
    all_bands: bool,
    none: bool,
) -> tuple[FloatArray, FloatArray]:
    """Return the effects (L,) that no look up to each has excluded, ``nan`` unasked."""
    n_looks = len(estimate)
    low, high = np.full(n_looks, np.nan), np.full(n_looks, np.nan)
    if none:
        return low, high
    for look in range(n_looks) if all_bands else (n_looks - 1,):
        until = allowed[: look + 1]
        part = Paths(
            base=all_paths.base[: look + 1],
            shift=all_paths.shift[: look + 1],
            observed=all_paths.observed,
        )
        for sign, bound in ((1.0, low), (-1.0, high)):

            def is_out(
                effect: float,
                part: Paths = part,
                until: IntArray = until,
                sign: float = sign,
            ) -> bool:
                return _crosses(part, until, effect, sign) < len(until)

            bound[look] = _edge(is_out, estimate[look], -sign * error[look])
    return low, high


def _edge(is_out: Callable[[float], bool], start: float, step: float) -> float:
    """Return where effects, going from the estimate by ``step``, begin to be out."""
    if not step:
        return start
    inside, outside = start, start + step
    for _ in range(_DOUBLINGS):
        if is_out(outside):
            break
        inside, outside, step = outside, outside + 2.0 * step, 2.0 * step
    else:
        return float(np.copysign(np.inf, step))
    for _ in range(_HALVINGS):
        middle = 0.5 * (inside + outside)
        inside, outside = (inside, middle) if is_out(middle) else (middle, outside)
    return outside


def always_reach(
    fractions: FloatArray, error: FloatArray, adjusted: Adjusted, plan: Plan
) -> FloatArray:
    """Return half the width of the band that holds however often one looks.

    Parameters
    ----------
    error : ndarray of shape (L, ...)
        Standard error at each look; further axes are other assignments.
    """
    # The spread that half the time will bring is guessed from the first look alone.
    tuned_at = error[0] * min(1.0, float(np.sqrt(fractions[0] / 0.5)))
    return reach(
        error, tuned_at=tuned_at, error=2.0 * plan.error, n_free=adjusted.n_free
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _single_p(all_paths: Paths) -> FloatArray:
    size = np.abs(all_paths.base)
    mine = size[:, all_paths.observed, None]
    return np.asarray((size >= mine * (1.0 - 1e-9)).mean(axis=1))
