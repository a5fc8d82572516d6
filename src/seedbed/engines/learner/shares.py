"""What each past answer of one student adds to a logit, where the logit is linear."""

from __future__ import annotations

import numpy as np

from seedbed.engines.learner.data import Answers
from seedbed.engines.learner.kernels.counters import (
    RECENT_SHARE,
    RECENT_SHARE_ALL,
)
from seedbed.engines.learner.kernels.layout import (
    N_HALF_LIVES,
    N_MEMORY,
    N_SKILL_HALF_LIVES,
    N_TILTS,
    READ_ALL_LEVEL,
    READ_ALL_RECENTLY,
    READ_LEVEL,
    READ_RECENTLY,
)
from seedbed.engines.learner.kernels.sums import (
    MISS_GAINS,
    MISS_KEEPS,
    SKILL_MISS_KEEPS,
    TILT_GAINS,
    TILT_KEEPS,
)
from seedbed.engines.learner.model import Model, begin
from seedbed.engines.learner.prediction import walk
from seedbed.engines.learner.regression import sigmoid
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray


class Past:
    """The answers (n,) of one student, walked through again from blank.

    Parameters
    ----------
    past : Answers
        The student's only, with ``n_students`` 1.
    now : float
        The day asked, ``nan`` where there are no times.
    """

    def __init__(self, model: Model, past: Answers, now: float) -> None:
        self._model, self._past, self._now = model, past, now
        _, logit, surprise = walk(begin(model, 1), past, keeps=False)
        self._sign = np.where(past.correct, 1.0, -1.0)
        self._miss = past.correct - sigmoid(logit)
        self._surprise = surprise
        self._left = _left_after(len(logit))

    def of_mastery(self, skill: int) -> FloatArray:
        """Return what each answer adds to what mastery reads of a skill."""
        rates, reading = self._model.rates, self._model.reading
        shares = reading[1 + READ_ALL_LEVEL] * self._general_moves()
        recent = RECENT_SHARE_ALL * (1.0 - RECENT_SHARE_ALL) ** self._left
        shares += reading[1 + READ_ALL_RECENTLY] * recent * self._sign
        asks = self._asks(skill)
        shares[asks] += reading[1 + READ_LEVEL] * self._skill_moves(asks)
        recent = RECENT_SHARE * self._sign[asks]
        recent *= _left_of(
            recent,
            self._days_until_now(asks),
            rates.recent_half_life_days,
            keeps=1.0 - RECENT_SHARE,
        )
        shares[asks] += reading[1 + READ_RECENTLY] * recent
        return np.asarray(shares)

    def of_next(self, set_number: int, skills: IntArray, lean: float) -> FloatArray:
        """Return what each answer adds to the logit of the next.

        Parameters
        ----------
        set_number, skills : int and ndarray
            The skill set asked, and its skills.
        lean : float
            Ease of the item and of its set.
        """
        shares = self._in_memory(set_number) + self._in_misses(lean)
        shares += self._on_skills(skills)
        shares += self._model.weights.levels[0] * self._general_moves()
        return np.asarray(shares)

    def _general_moves(self) -> FloatArray:
        """Return by how much each answer (n,) moved the general level."""
        rates = self._model.rates
        n = np.arange(len(self._miss), dtype=np.float64)
        step = np.maximum(
            rates.all_start / (1.0 + rates.all_slope * n), rates.all_floor
        )
        return np.asarray(step * self._surprise)

    def _skill_moves(self, asks: BoolArray) -> FloatArray:
        """Return what is left of the moves of a skill's level by its answers."""
        rates = self._model.rates
        nth = np.arange(int(asks.sum()), dtype=np.float64)
        step = np.maximum(
            rates.level_start / (1.0 + rates.level_slope * nth), rates.level_floor
        )
        moved = step * self._surprise[asks]
        days = self._days_until_now(asks)
        return moved * _left_of(moved, days, rates.level_half_life_days)

    def _in_memory(self, set_number: int) -> FloatArray:
        weights, population = self._model.weights, self._model.population
        sets = population.set_of_item[self._past.item]
        base = sigmoid(weights.ease[4] + self._leans())
        surprise = self._past.correct - base
        days = self._days_until_now(np.ones(len(base), np.bool_))
        shares = np.zeros(len(base))
        for d in range(N_MEMORY):
            written = surprise * weights.write[sets, d] + weights.expose[sets, d]
            rho, tau = weights.rho[d], weights.tau[d]
            kept = rho**self._left * (np.exp(-days / tau) if tau > 0.0 else 1.0)
            shares += weights.read[set_number, d] * np.sqrt(1.0 - rho) * written * kept
        return shares

    def _in_misses(self, lean: float) -> FloatArray:
        weights, leans = self._model.weights, self._leans()
        shares = np.zeros(len(leans))
        for m in range(N_HALF_LIVES):
            kept = MISS_GAINS[m] * MISS_KEEPS[m] ** self._left
            shares += weights.misses[m] * kept * self._miss
        for m in range(N_TILTS):
            kept = TILT_GAINS[m] * TILT_KEEPS[m] ** self._left
            shares += weights.tilts[m] * lean * kept * self._miss * leans
        return shares

    def _on_skills(self, skills: IntArray) -> FloatArray:
        model = self._model
        shares = np.zeros(len(self._miss))
        for k in skills:
            asks = self._asks(int(k))
            left = _left_after(int(asks.sum()))
            moves = self._skill_moves(asks)
            shares[asks] += model.weights.levels[1] / len(skills) * moves
            for m in range(N_SKILL_HALF_LIVES):
                shares[asks] += (
                    model.weights.skill_misses[m]
                    / len(skills)
                    * SKILL_MISS_KEEPS[m] ** left
                    * self._miss[asks]
                )
        return shares

    def _leans(self) -> FloatArray:
        population = self._model.population
        sets = population.set_of_item[self._past.item]
        return np.asarray(population.item[self._past.item] + population.set[sets])

    def _asks(self, skill: int) -> BoolArray:
        """Return which answers (n,) ask a skill."""
        starts, skills = self._past.item_skill_starts, self._past.item_skills
        owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        return np.isin(self._past.item, owner[skills == skill])

    def _days_until_now(self, of: BoolArray) -> FloatArray:
        """Return days from each of some answers to now, as the clock was seen to run.

        A clock that runs backwards stands still.
        """
        latest = np.fmax.accumulate(self._past.day[of])
        days = np.diff(latest, append=self._now)
        seen = np.where(days > 0.0, days, 0.0)  # 0 where a time is not known, too
        return np.asarray(np.cumsum(seen[::-1])[::-1], np.float64)


def _left_after(n: int) -> FloatArray:
    """Return how many answers follow each of n."""
    return np.arange(n - 1, -1, -1, dtype=np.float64)


def _halved(days: FloatArray | float, half_life_days: float) -> FloatArray:
    return np.asarray(0.5 ** (np.asarray(days) / half_life_days))


def _left_of(
    moved: FloatArray, days: FloatArray, half_life: float, *, keeps: float = 1.0
) -> FloatArray:
    """Return what is left of each move (m,) of a sum, ``days`` (m,) ago.

    The sum keeps so much of itself at each move, and fades only while it is favourable.
    """
    until_next = days - np.append(days[1:], 0.0)
    fades = np.ones(len(moved))
    total = 0.0
    for i, by in enumerate(moved):
        total = keeps * total + by
        if total > 0.0:
            fades[i] = 0.5 ** (until_next[i] / half_life)
        total *= fades[i]
    return np.cumprod(fades[::-1])[::-1] * keeps ** _left_after(len(moved))
