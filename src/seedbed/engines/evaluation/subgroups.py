"""Who gains least and who loses, without being fooled by looking at many groups.

Axis letters: S students, G groups, D assignments.

References
----------
Westfall, P. H. and Young, S. S. (1993), Resampling-based multiple testing, Wiley: the
largest statistic of all groups is compared with its own distribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from seedbed.engines.evaluation.adjustment import adjust
from seedbed.engines.evaluation.assignments import Assignments, rerandomise
from seedbed.engines.evaluation.paths import Paths, paths
from seedbed.engines.evaluation.pilot import Pilot
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: Fewer students than this in an arm of a group, and it is not shown.
LEAST_IN_GROUP = 10
#: A strength like this is that of arms which the blocks already tell.
_NOTHING = 1e-9


@dataclass(frozen=True, kw_only=True)
class Subgroup:
    """The effect in one group, with bounds that hold for all groups together.

    ``p`` is of no effect in this group and ``p_gap`` of the same effect as in everyone
    else, both corrected for all groups. ``gap`` is its effect less that of the others.
    ``standard_error`` is the deviation of the effect over the assignments that could
    have come out, of this group alone: not corrected.
    Numbers are ``nan`` for a group that is too small to show, or whose students are all
    alike.
    """

    name: str
    n_treated: int
    n_comparison: int
    effect: float
    standard_error: float
    low: float
    high: float
    p: float
    gap: float
    p_gap: float


@dataclass(frozen=True, kw_only=True)
class _Part:
    """The paths of one group alone, at one look."""

    paths: Paths
    estimate: float
    strength: FloatArray


def subgroups(
    pilot: Pilot,
    group: IntArray,
    names: Sequence[str],
    *,
    assignments: Assignments | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> tuple[Subgroup, ...]:
    """Return each group's effect at the latest look, the least first.

    Parameters
    ----------
    group : ndarray of shape (S,), dtype=int64
        Index into ``names``, -1 for a student who is in none.

    Raises
    ------
    ValueError
        If a group is out of range.
    """
    if group.shape != pilot.cluster.shape or group.min() < -1:
        raise ValueError(
            "group must have an index into names, or -1, for each student."
        )
    if group.max() >= len(names):
        raise ValueError(f"group must lie below {len(names)}, got {group.max()}.")
    could = assignments or rerandomise(pilot.block, pilot.is_treated, seed=seed)
    latest = replace(
        pilot, outcomes=pilot.outcomes[-1:], fractions=pilot.fractions[-1:]
    )
    counts = [_counts(latest, group == one) for one in range(len(names))]
    tried = {one: _part(latest, group == one, could) for one in range(len(names))}
    shown = [one for one, part in tried.items() if part]
    parts = [part for part in tried.values() if part]
    rests = [_part(latest, (group >= 0) & (group != one), could) for one in shown]
    found = dict(zip(shown, _effects(parts, level), strict=True)) if parts else {}
    gaps = dict(zip(shown, _gaps(parts, rests), strict=True)) if parts else {}
    missing = (np.nan,) * 5
    rows = []
    for one, name in enumerate(names):
        effect, error, low, high, p = found.get(one, missing)
        gap, p_gap = gaps.get(one, missing[:2])
        rows.append(
            Subgroup(
                name=name,
                n_treated=counts[one][0],
                n_comparison=counts[one][1],
                effect=effect,
                standard_error=error,
                low=low,
                high=high,
                p=p,
                gap=gap,
                p_gap=p_gap,
            )
        )
    return tuple(sorted(rows, key=lambda row: (np.isnan(row.effect), row.effect)))


def _counts(pilot: Pilot, is_in: BoolArray) -> tuple[int, int]:
    known = is_in & np.isfinite(pilot.outcomes[-1])
    arm = pilot.is_treated[pilot.cluster]
    return int((known & arm).sum()), int((known & ~arm).sum())


def _part(pilot: Pilot, is_in: BoolArray, could: Assignments) -> _Part | None:
    """Return a group alone, ``None`` where it is too small or all alike to show."""
    outcomes = pilot.outcomes[-1][is_in & np.isfinite(pilot.outcomes[-1])]
    if min(_counts(pilot, is_in)) < LEAST_IN_GROUP or np.ptp(outcomes) == 0.0:
        return None
    only = replace(pilot, outcomes=np.where(is_in, pilot.outcomes, np.nan))
    adjusted = adjust(only)
    found = paths(adjusted, could)
    strength = adjusted.strength(could.arms)[0]
    mine = found.observed
    if strength[mine] <= _NOTHING:
        return None
    return _Part(
        paths=found,
        estimate=float(found.base[0, mine] / strength[mine]),
        strength=strength,
    )


def _effects(
    parts: Sequence[_Part], level: float
) -> list[tuple[float, float, float, float, float]]:
    """Return effect, standard error, low, high and corrected p of each part."""
    null = np.stack([part.paths.base[0] for part in parts])
    left = np.stack([part.paths.at(part.estimate)[0] for part in parts])
    spread = _spread(left)
    p = _corrected(null / _spread(null)[:, None], parts[0].paths.observed)
    worst = np.abs(left / spread[:, None]).max(axis=0)
    edge = float(np.quantile(worst, level, method="higher"))
    found = []
    for part, deviation, one in zip(parts, spread, p, strict=True):
        error = float(deviation / part.strength[part.paths.observed])
        low, high = part.estimate - edge * error, part.estimate + edge * error
        found.append((part.estimate, error, low, high, float(one)))
    return found


def _gaps(
    parts: Sequence[_Part], rests: Sequence[_Part | None]
) -> list[tuple[float, float]]:
    """Return by how much each part differs from its rest, and the corrected p."""
    gaps = [
        part.estimate - rest.estimate if rest else np.nan
        for part, rest in zip(parts, rests, strict=True)
    ]
    pairs = [(part, rest) for part, rest in zip(parts, rests, strict=True) if rest]
    if not pairs:
        return [(gap, np.nan) for gap in gaps]
    contrasts = np.stack([_contrast(part, rest) for part, rest in pairs])
    p = iter(
        _corrected(contrasts / _spread(contrasts)[:, None], parts[0].paths.observed)
    )
    return [
        (gap, float(next(p)) if rest else np.nan)
        for gap, rest in zip(gaps, rests, strict=True)
    ]


def _contrast(part: _Part, rest: _Part) -> FloatArray:
    """Return the difference of two effects under each assignment (D,).

    The effect common to both is taken off first; it is no difference.
    """
    weights = np.array([one.strength[one.paths.observed] ** 2 for one in (part, rest)])
    common = float(np.average([part.estimate, rest.estimate], weights=weights))
    sides = [
        np.divide(
            one.paths.at(common)[0],
            one.strength,
            out=np.zeros_like(one.strength),
            where=one.strength > _NOTHING,
        )
        for one in (part, rest)
    ]
    return np.asarray(sides[0] - sides[1])


def _spread(scores: FloatArray) -> FloatArray:
    """Return the deviation of each row (G,) over assignments, 1 for a row of zeros."""
    deviation = np.sqrt((scores**2).mean(axis=1))
    return np.where(deviation > 0.0, deviation, 1.0)


def _corrected(t: FloatArray, observed: int) -> FloatArray:
    """Return the max-T p of each row (G,), step-down from the largest."""
    size = np.abs(t)
    order = np.argsort(-size[:, observed], kind="stable")
    p, least = np.empty(len(t)), 0.0
    for place, one in enumerate(order):
        worst = size[order[place:]].max(axis=0)
        least = max(least, float((worst >= size[one, observed] * (1 - 1e-9)).mean()))
        p[one] = least
    return p
