"""Turns rows into the effects engine's arrays, and what it finds into cards."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from seedbed.engines import effects
from seedbed.engines.effects import Effects, Trials, Ways
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray
from seedbed.lib.modalities import LED, LESSON_MODALITIES

from .cards import (
    ContrastCard,
    DrawCard,
    EffectCard,
    LotteryCard,
    NightDraws,
    WayCard,
    WayRows,
)

#: What a unit's lottery goes by unless it says otherwise, and the range of each.
DEFAULT_RULE = LotteryCard(is_on=True, tolerance=effects.TOLERANCE, floor=effects.FLOOR)
TOLERANCES = (0.0, 0.5)
FLOORS = (effects.LEAST_PROPENSITY, 0.5)
LEAST_STUDENTS = effects.LEAST_STUDENTS
EVERYONE = -1
#: Deviation of a gain, as a share of it, where no lottery has taught anything: the
#: scale on which the engine expects ways to differ.
_UNKNOWN_SHARE = 0.25
_N_WAYS = max(LESSON_MODALITIES) + 1
_CELL_NUMBERS = (
    "expected",
    "lift",
    "standard_error",
    "shrunken_lift",
    "shrunken_sd",
    "low",
    "high",
    "n_effective",
    "least_propensity",
)


class Believed(NamedTuple):
    """The belief about gains: arrays (E,)."""

    mean: FloatArray
    sd: FloatArray


def believe(
    cells: Sequence[EffectCard],
    *,
    family: Sequence[str],
    way: IntArray,
    gain: FloatArray,
    expected: FloatArray,
) -> Believed:
    """Return gains (E,) corrected by what the lotteries have taught.

    ``cells`` are the latest estimates for everyone. Lotteries compare ways, so a gain
    is corrected by how a way does beside the other known ways of its family; where
    nothing is known, the gain stands and its ``sd`` is wide.
    """
    known = {cell.family: n for n, cell in enumerate(cells[::_N_WAYS])}
    at = np.array([known.get(name, -1) for name in family], np.int64)
    mean, sd = gain.copy(), _UNKNOWN_SHARE * gain
    seen = np.flatnonzero(at >= 0)
    if not len(seen):
        return Believed(mean, sd)
    found, common = _beside_each_other(_effects_of(cells))
    f, w = at[seen], way[seen]
    awaited = np.clip(expected[seen] + common[f], 0.0, 1.0)
    believed = effects.gains(found, family=f, way=w, gain=gain[seen], expected=awaited)
    mean[seen] = np.where(found.is_shown[f, w], believed.mean, gain[seen])
    sd[seen] = believed.sd
    return Believed(mean, sd)


def _beside_each_other(found: Effects) -> tuple[Effects, FloatArray]:
    """Return the effects less what the known ways of a family share, and that (F,)."""
    weight = np.where(found.is_shown, found.n_effective, 0.0)
    total = np.maximum(weight.sum(axis=1), 1.0)
    common = (weight * found.shrunken_lift).sum(axis=1) / total
    lift = found.shrunken_lift - common[:, None]
    return replace(found, shrunken_lift=lift), common


def _effects_of(cells: Sequence[EffectCard]) -> Effects:
    """Return the engine's effects again from their cells, by family and way."""

    def part(name: str) -> FloatArray:
        values = [getattr(cell, name) for cell in cells]
        numbers = [np.nan if v is None else float(v) for v in values]
        return np.array(numbers, np.float64).reshape(-1, _N_WAYS)

    return Effects(
        **{name: part(name) for name in _CELL_NUMBERS},
        n_trials=part("n_trials").astype(np.int64),
        n_students=part("n_students").astype(np.int64),
        is_shown=part("is_shown").astype(np.bool_),
        groups=np.zeros(0, np.int64),
        n_overridden=0,
        n_not_seated=0,
        n_without_slip=0,
        n_single=0,
    )


def draw_night(
    rows: WayRows,
    *,
    families: Mapping[int, str],
    rule: LotteryCard,
    on: date,
    seed: int,
) -> NightDraws:
    """Break the night's near-ties by lot; ``families`` by skill id.

    First among all ways of a student's skill. Where the best of them has no near-tie,
    among those that no adult leads: seats with an adult are few, so the plan gives most
    students one of the others, and those compete with each other alone.
    """
    kept = np.ones(len(rows.way), np.bool_)
    found: list[DrawCard] = []
    if rule.is_on and len(rows.way):
        without_adult = ~np.isin(rows.way, LED)
        drawn = np.zeros(len(rows.way), np.bool_)
        for among in (np.ones(len(rows.way), np.bool_), without_adult):
            chosen = np.flatnonzero(among & rows.is_open & ~drawn)
            if len(chosen):
                found += _draw(rows, chosen, families, rule, on, seed, kept, drawn)
    return NightDraws(rule=rule, seed=seed, draws=tuple(found), is_kept=kept)


def _draw(
    rows: WayRows,
    chosen: IntArray,
    families: Mapping[int, str],
    rule: LotteryCard,
    on: date,
    seed: int,
    kept: BoolArray,
    drawn: BoolArray,
) -> list[DrawCard]:
    """Draw among the chosen ways; mark ``kept`` and ``drawn`` (E,) of the lotteries."""
    order = chosen[
        np.lexsort((rows.way[chosen], rows.skill[chosen], rows.student[chosen]))
    ]
    ways = _ways(rows, order)
    night = effects.draw(
        ways, on=on, seed=seed, tolerance=rule.tolerance, floor=rule.floor
    )
    kept[order] &= night.is_kept
    drawn[order] |= night.is_lottery[ways.row_of_way]
    cards = []
    for d in np.flatnonzero(night.is_lottery).tolist():
        near = [
            e
            for e in range(ways.starts[d], ways.starts[d + 1])
            if night.propensity[e] > 0.0
        ]
        first = order[near[0]]
        cards.append(
            DrawCard(
                student_id=int(rows.student[first]),
                skill_id=int(rows.skill[first]),
                family=families[int(rows.skill[first])],
                ways=tuple(
                    WayCard(
                        way=int(ways.way[e]),
                        gain=float(ways.gain[e]),
                        mean=float(ways.mean[e]),
                        sd=float(ways.sd[e]),
                        propensity=float(night.propensity[e]),
                    )
                    for e in near
                ),
                drawn=int(ways.way[night.chosen[d]]),
                expected=float(rows.expected[first]),
                tolerance=rule.tolerance,
            )
        )
    return cards


def _ways(rows: WayRows, order: IntArray) -> Ways:
    student, skill = rows.student[order], rows.skill[order]
    is_first = np.ones(len(order), np.bool_)
    is_first[1:] = (np.diff(student) != 0) | (np.diff(skill) != 0)
    first = np.flatnonzero(is_first)
    return Ways(
        student=student[first],
        skill=skill[first],
        starts=np.append(first, len(order)),
        way=rows.way[order],
        gain=rows.gain[order],
        mean=rows.mean[order],
        sd=rows.sd[order],
        is_open=np.ones(len(first), np.bool_),
    )


def redrawn(card: DrawCard, *, rule: LotteryCard, on: date, seed: int) -> DrawCard:
    """Make a logged draw again from what was logged; its outcome is left out."""
    n = len(card.ways)
    rows = WayRows(
        student=np.full(n, card.student_id),
        skill=np.full(n, card.skill_id),
        way=np.array([w.way for w in card.ways]),
        gain=np.array([w.gain for w in card.ways]),
        mean=np.array([w.mean for w in card.ways]),
        sd=np.array([w.sd for w in card.ways]),
        expected=np.full(n, card.expected),
        is_open=np.ones(n, np.bool_),
    )
    families = {card.skill_id: card.family}
    found = draw_night(rows, families=families, rule=rule, on=on, seed=seed)
    return found.draws[0]


def fingerprint(draws: Sequence[DrawCard]) -> str:
    """Return a hash of everything that estimates are made from."""
    digest = hashlib.blake2b(digest_size=16)
    for card in draws:
        digest.update(repr(card).encode())
    return digest.hexdigest()


class Refused(NamedTuple):
    """Why a draw cannot be read: a key of ``ReportCard.counts`` and the draw."""

    cause: str
    position: int


def refusals(draws: Sequence[DrawCard]) -> list[Refused]:
    """Return the draws whose logged propensities cannot be weighed, and why."""
    found = []
    for n, card in enumerate(draws):
        chances = [w.propensity for w in card.ways]
        if not all(np.isfinite(chances)):
            found.append(Refused("n_missing", n))
        elif abs(sum(chances) - 1.0) > effects.SUM_SLACK:
            found.append(Refused("n_not_one", n))
        elif min(chances) < effects.LEAST_PROPENSITY:
            found.append(Refused("n_too_small", n))
    return found


class Found(NamedTuple):
    """What the engine found: cells, pairs of ways, and what it left out."""

    cells: tuple[EffectCard, ...]
    contrasts: tuple[ContrastCard, ...]
    counts: dict[str, int]


def estimate(draws: Sequence[DrawCard], *, grade_of: Mapping[int, int]) -> Found:
    """Return what settled draws say; ``grade_of`` student id tells groups apart.

    Raises
    ------
    DrawMismatchError
        If what was drawn contradicts the logged propensities.
    """
    families = sorted({card.family for card in draws})
    trials = _trials(draws, families, grade_of)
    found = effects.estimate(trials)
    by_grade = effects.estimate(trials, by_group=True)
    return Found(
        cells=(
            *_cells(found, families),
            *(c for c in _cells(by_grade, families) if c.group != EVERYONE),
        ),
        contrasts=_contrasts(effects.contrasts(trials), families),
        counts={
            "n_overridden": found.n_overridden,
            "n_not_seated": found.n_not_seated,
            "n_without_slip": found.n_without_slip,
        },
    )


def _contrasts(
    found: Sequence[effects.Contrast], families: Sequence[str]
) -> tuple[ContrastCard, ...]:
    """Return pairs of ways, and which differ though all of their kind were looked at.

    References
    ----------
    Bonferroni (1936): with m intervals, each is widened to 1 - .05 / m.
    """
    n_apart = sum(one.family >= 0 for one in found)
    wider = {
        is_apart: _wider(n)
        for is_apart, n in ((True, n_apart), (False, len(found) - n_apart))
    }
    return tuple(
        ContrastCard(
            family="" if one.family < 0 else families[one.family],
            way=one.way,
            other=one.other,
            difference=one.difference,
            low=one.low,
            high=one.high,
            n_trials=one.n_trials,
            n_students=one.n_students,
            is_clear=2 * abs(one.difference)
            > wider[one.family >= 0] * (one.high - one.low),
        )
        for one in found
    )


def _wider(n: int) -> float:
    """Return how much wider n intervals are that hold together in 95 of 100 cases."""
    normal = NormalDist()
    each = normal.inv_cdf(1.0 - 0.025 / max(n, 1))
    return each / normal.inv_cdf(0.975)


def _trials(
    draws: Sequence[DrawCard], families: Sequence[str], grade_of: Mapping[int, int]
) -> Trials:
    position = {name: n for n, name in enumerate(families)}
    students = sorted({card.student_id for card in draws})
    row = {student_id: n for n, student_id in enumerate(students)}

    def ints(values: list[int]) -> IntArray:
        return np.array(values, np.int64)

    sizes = [len(card.ways) for card in draws]
    passed = {None: -1, False: 0, True: 1}
    return Trials(
        n_families=len(families),
        n_modalities=_N_WAYS,
        student=ints([row[card.student_id] for card in draws]),
        family=ints([position[card.family] for card in draws]),
        starts=np.append(0, np.cumsum(sizes)).astype(np.int64),
        ways=ints([w.way for card in draws for w in card.ways]),
        propensities=np.array([w.propensity for card in draws for w in card.ways]),
        drawn=ints([card.drawn for card in draws]),
        received=ints(
            [-1 if card.received is None else card.received for card in draws]
        ),
        is_overridden=np.array([card.is_overridden for card in draws], np.bool_),
        passed=ints([passed[card.passed] for card in draws]),
        expected=np.array([card.expected for card in draws]),
        group=ints([grade_of.get(student_id, EVERYONE) for student_id in students]),
    )


def _cells(found: Effects, families: Sequence[str]) -> tuple[EffectCard, ...]:
    """Return the cells of effects, by family, way and, where there are, group."""
    groups = found.groups.tolist()
    names = (*_CELL_NUMBERS, "n_trials", "n_students", "is_shown")
    parts = {name: getattr(found, name) for name in names}
    return tuple(
        EffectCard(
            family=families[at[0]],
            way=at[1],
            group=groups[at[2]] if len(at) > 2 else EVERYONE,
            n_trials=int(parts["n_trials"][at]),
            n_students=int(parts["n_students"][at]),
            is_shown=bool(parts["is_shown"][at]),
            n_effective=float(parts["n_effective"][at]),
            shrunken_lift=float(parts["shrunken_lift"][at]),
            shrunken_sd=float(parts["shrunken_sd"][at]),
            least_propensity=_known(parts["least_propensity"][at]),
            expected=_known(parts["expected"][at]),
            lift=_known(parts["lift"][at]),
            standard_error=_known(parts["standard_error"][at]),
            low=_known(parts["low"][at]),
            high=_known(parts["high"][at]),
        )
        for at in np.ndindex(found.lift.shape)
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
