"""A simulated school year with lotteries, of which the truth is known.

Everything that could fool an estimate is in it: near-ties differ between students,
adults override for reasons that are not logged, seats run out, exit slips are missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import numpy as np

from seedbed.engines import effects
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray
from seedbed.lib.modalities import Modality

#: ``best_gain`` plans by expected gain and learns nothing, ``pass_rates`` also by the
#: pass rate of each way, ``missed_rates`` by its pass rate less what was expected.
Policy = Literal["lottery", "best_gain", "pass_rates", "missed_rates"]
N_STUDENTS, N_FAMILIES, N_NIGHTS, N_NIGHTS_OF_REGRET = 160, 6, 180, 60
WAYS = (Modality.LIVE, Modality.TUTORING, Modality.PEER, Modality.ONLINE)
N_WAYS = len(WAYS)
_FIRST = date(2026, 8, 31)
#: Share of the ways that exist for a student and skill on a night.
_AVAILABLE = 0.85
#: Spread of true logits: of ways, of families, of a way in one family.
_SD_WAY, _SD_FAMILY, _SD_BOTH = 0.15, 0.4, 0.3
#: Spread of a student's days, in logits: adults see it, the log does not.
_SD_DAY = 0.6
#: How often adults with a view override, and from which ability on they have one.
_WEAK, _STRONG, _OVERRIDE_WEAK, _OVERRIDE_STRONG = -0.3, 0.8, 0.4, 0.2
#: Chance to be seated by way: its level, and its slope in what is expected.
_SEATED = np.array([0.8, 0.7, 0.9, 0.97])
_SEATED_SLOPE = np.array([0.3, -0.3, 0.1, 0.0])
_SLIP = np.array([0.95, 0.95, 0.93, 0.87])
_PASS_RATE_STRENGTH = 10.0


@dataclass(frozen=True, kw_only=True)
class World:
    """The truth of one seed.

    ``logit`` (S, F, M) of the true probability to pass on a usual day; ``expected``
    (S, F) what the learner makes of it, the same for every way; ``ability`` (S,) known
    to adults, not logged; ``seen`` (S,) what the learner knows of it.
    """

    seed: int
    logit: FloatArray
    expected: FloatArray
    ability: FloatArray
    seen: FloatArray


@dataclass(frozen=True, kw_only=True)
class Night:
    """What a night brings, whatever is planned: arrays over students, or (S, M)."""

    on: date
    family: IntArray
    passes: FloatArray  # (S, M) the true probability on this day
    gain: FloatArray  # 0 where a way does not exist
    is_there: BoolArray
    wish: IntArray  # the way that an adult has in mind, or -1
    luck: FloatArray  # (S, M) below the probability to pass: passes
    seating: FloatArray
    slip: FloatArray


@dataclass(kw_only=True)
class Year:
    """A year under one policy: its trials, the truth about them, and its regret.

    Lists hold one array per night; ``regret`` (T,) is the mean over students of the
    true gain of the best way less that of the planned one, in passes.
    """

    world: World
    parts: list[dict[str, IntArray | FloatArray | BoolArray]] = field(
        default_factory=list
    )
    regret: list[float] = field(default_factory=list)

    def column(self, name: str) -> FloatArray:
        """Return one column of all nights, student after student."""
        return np.concatenate([np.asarray(part[name]) for part in self.parts])

    def trials(self) -> effects.Trials:
        """Return the seats whose way a lottery chose, as the engine takes them."""
        is_lottery = self.column("is_lottery")
        propensities = self.column("propensities")[is_lottery]
        near = propensities > 0.0
        own = {
            name: self.column(name)[is_lottery]
            for name in ("student", "family", "drawn", "received", "passed")
        }
        return effects.Trials(
            n_families=N_FAMILIES,
            n_modalities=N_WAYS,
            **own,
            starts=np.concatenate([[0], np.cumsum(near.sum(axis=1))]),
            ways=np.nonzero(near)[1],
            propensities=propensities[near],
            is_overridden=self.column("is_overridden")[is_lottery],
            expected=self.column("expected")[is_lottery],
            group=np.arange(N_STUDENTS) % 2,
        )


def world(seed: int) -> World:
    """Draw the truth of one seed."""
    rng = np.random.default_rng([seed, 1])
    ability = rng.normal(size=N_STUDENTS)
    seen = (ability + 0.7 * rng.normal(size=N_STUDENTS)) / (1.0 + 0.7**2)
    family = rng.normal(0.0, _SD_FAMILY, N_FAMILIES)
    way = rng.normal(0.0, _SD_WAY, N_WAYS)
    both = rng.normal(0.0, _SD_BOTH, (N_FAMILIES, N_WAYS))
    slope = np.full(N_WAYS, 0.7)
    slope[Modality.TUTORING] -= 0.25
    logit = 0.5 + family[:, None] + way + both
    return World(
        seed=seed,
        logit=logit + slope * ability[:, None, None],
        expected=_share(0.6 + family + 0.7 * seen[:, None]),
        ability=ability,
        seen=seen,
    )


def live(
    of: World, policy: Policy, nights: Sequence[Night], learn_nights: frozenset[int]
) -> Year:
    """Run a policy over nights; it learns from its evidence on some mornings."""
    year = Year(world=of)
    found: effects.Effects | None = None
    factor = np.ones((N_FAMILIES, N_WAYS))
    for number, night in enumerate(nights):
        expected = of.expected[np.arange(N_STUDENTS), night.family]
        if number in learn_nights and policy == "lottery":
            found = effects.estimate(year.trials())
        elif number in learn_nights and policy != "best_gain":
            factor = _rates(year, less_expected=policy == "missed_rates")
        if policy == "lottery":
            propensities, drawn = _lottery(of.seed, night, expected, found)
        else:
            drawn = np.argmax(night.gain * factor[night.family], axis=1)
            propensities = np.eye(N_WAYS)[drawn]
        year.parts.append(_outcomes(night, expected, propensities, drawn))
        year.regret.append(_regret(night, expected, drawn))
    return year


def learn_nights(n_nights: int) -> frozenset[int]:
    """Return the nights before which estimates are made: weekly, later every 40."""
    weekly = range(5, min(n_nights, N_NIGHTS_OF_REGRET), 5)
    return frozenset([*weekly, *range(N_NIGHTS_OF_REGRET, n_nights, 40)])


def night(of: World, number: int) -> Night:
    """Draw one night, the same for every policy."""
    rng = np.random.default_rng([of.seed, 2, number])
    size = (N_STUDENTS, N_WAYS)
    family = rng.integers(0, N_FAMILIES, N_STUDENTS)
    is_there = rng.random(size) < _AVAILABLE
    is_there[np.arange(N_STUDENTS), rng.integers(0, N_WAYS, N_STUDENTS)] = True
    liking = 1.0 + 0.01 * rng.normal(size=size)
    liking[:, Modality.TUTORING] -= 0.01 * of.seen
    expected = of.expected[np.arange(N_STUDENTS), family]
    wish = np.full(N_STUDENTS, -1)
    acts = rng.random(N_STUDENTS)
    day = _SD_DAY * rng.normal(size=N_STUDENTS)
    form = of.ability + day
    wish[(form < _WEAK) & (acts < _OVERRIDE_WEAK)] = Modality.TUTORING
    wish[(form > _STRONG) & (acts < _OVERRIDE_STRONG)] = Modality.ONLINE
    wish[~is_there[np.arange(N_STUDENTS), wish]] = -1
    return Night(
        on=_FIRST + timedelta(days=number),
        family=family,
        passes=_share(of.logit[np.arange(N_STUDENTS), family] + day[:, None]),
        gain=np.where(is_there, expected[:, None] * liking, 0.0),
        is_there=is_there,
        wish=wish,
        luck=rng.random(size),
        seating=rng.random(N_STUDENTS),
        slip=rng.random(N_STUDENTS),
    )


def _lottery(
    seed: int, night: Night, expected: FloatArray, found: effects.Effects | None
) -> tuple[FloatArray, IntArray]:
    """Return propensities (S, M), 0 where not near-tied, and the way drawn (S,)."""
    row, way = np.nonzero(night.is_there)
    gain = night.gain[night.is_there]
    mean, sd = gain, np.zeros_like(gain)
    if found is not None:
        better = effects.gains(
            found,
            family=night.family[row],
            way=way,
            gain=gain,
            expected=expected[row],
        )
        mean, sd = better.mean, better.sd
    drawn = effects.draw(
        effects.Ways(
            student=np.arange(N_STUDENTS),
            skill=night.family,
            starts=np.concatenate([[0], np.cumsum(night.is_there.sum(axis=1))]),
            way=way,
            gain=gain,
            mean=mean,
            sd=sd,
            is_open=np.ones(N_STUDENTS, np.bool_),
        ),
        on=night.on,
        seed=seed,
    )
    propensities = np.zeros(night.is_there.shape)
    propensities[row, way] = drawn.propensity
    return propensities, way[drawn.chosen]


def _outcomes(
    night: Night,
    expected: FloatArray,
    propensities: FloatArray,
    drawn: IntArray,
) -> dict[str, IntArray | FloatArray | BoolArray]:
    every = np.arange(N_STUDENTS)
    chance = _SEATED[drawn] + _SEATED_SLOPE[drawn] * (expected - 0.6)
    is_seated = night.seating < chance
    is_overridden = is_seated & (night.wish >= 0) & (night.wish != drawn)
    received = np.where(is_overridden, night.wish, np.where(is_seated, drawn, -1))
    passed = (night.luck < night.passes)[every, received].astype(np.int64)
    has_slip = is_seated & (night.slip < _SLIP[received])
    return {
        "student": every,
        "family": night.family,
        "propensities": propensities,
        "is_lottery": (propensities > 0.0).sum(axis=1) > 1,
        "drawn": drawn,
        "received": received,
        "is_overridden": is_overridden,
        "passed": np.where(has_slip, passed, -1),
        "expected": expected,
        "truth": night.passes,
        "is_left": night.wish < 0,
    }


def _regret(night: Night, expected: FloatArray, drawn: IntArray) -> float:
    true = night.passes * night.gain / expected[:, None]
    planned = true[np.arange(N_STUDENTS), drawn]
    return float((true.max(axis=1) - planned).mean())


def _rates(year: Year, *, less_expected: bool) -> FloatArray:
    """Return what pass rates make of a gain (F, M), overridden seats included."""
    passed, received = year.column("passed"), year.column("received")
    known = passed >= 0
    cell = (year.column("family") * N_WAYS + received)[known]
    size = N_FAMILIES * N_WAYS
    shape = (N_FAMILIES, N_WAYS)
    n = np.bincount(cell, minlength=size).reshape(shape)
    usual = passed[known].mean()
    awaited = year.column("expected")[known] if less_expected else usual
    over = np.bincount(cell, passed[known] - awaited, minlength=size).reshape(shape)
    return np.asarray(1.0 + over / (n + _PASS_RATE_STRENGTH) / usual)


def _share(logit: FloatArray) -> FloatArray:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logit)))
