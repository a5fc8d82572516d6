"""The compiled walk does what the model says, told again in plain Python."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import exp, isnan, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.learner import worlds
from tests.engines.learner.worlds import ADDING, COUNTING, SHAPES, fitted

from seedbed.engines import learner
from seedbed.engines.learner import kernels
from seedbed.engines.learner.kernels import COUNTERS, layout
from seedbed.engines.learner.kernels.counters import amount
from seedbed.engines.learner.model import as_log, nothing_kept
from seedbed.engines.learner.prediction import walk

NAN = float("nan")
examples = settings(max_examples=60, deadline=None)
#: Half-lives, in answers, of past misses and of what difficult work adds to them.
MISS_HALF_LIVES, TILT_HALF_LIVES = (10, 50, 250, 1000), (50, 250)
SKILL_MISSES_KEEP = (0.7, 0.95)


def sigmoid(x):
    return 1 / (1 + exp(-x))


@cache
def odd_model() -> learner.Model:
    """Return a model with weights drawn at random, so that every part counts."""
    model, rng = fitted(), np.random.default_rng(5)
    low = rng.uniform(-1.5, 0.0, len(COUNTERS))
    scale = rng.uniform(1.0, 8.0, len(COUNTERS))
    old = model.weights
    drawn = {
        name: rng.normal(0.0, 0.3, getattr(old, name).shape)
        for name in old._fields
        if name not in ("low", "high", "scale", "rho", "tau")
    }
    weights = old._replace(
        **drawn,
        low=low,
        high=low + kernels.LAST_KNOT / scale,
        scale=scale,
        tau=np.array([0.0, 0.0, 0.0, 0.5, 7.0, 90.0]),
    )
    counts = rng.integers(0, 40, model.n_items).astype(np.float64)
    return replace(
        model,
        weights=weights,
        population=model.population._replace(item_n=counts),
    )


class Told:
    """One student's past by the definition, in words and dictionaries."""

    def __init__(self, model: learner.Model) -> None:
        self.model = model
        self.days: list[float] = []
        self.past: list[tuple[int, bool]] = []
        self.level = 0.0
        self.recent = 0.0
        self.misses = np.zeros(4)
        self.tilts = np.zeros(2)
        self.memory = np.zeros(layout.N_MEMORY)
        self.of_skill: dict[int, dict[str, float]] = {}
        self.seen: list[dict[str, float]] = []

    def days_since(self, now: float, asks: list[int]) -> float:
        """Return days since the latest of some answers; 0 if a time is unknown."""
        known = [self.days[at] for at in asks if not isnan(self.days[at])]
        gap = now - max(known, default=NAN)
        return gap if gap > 0 else 0.0

    def answers_of(self, skill: int) -> list[int]:
        return [
            at
            for at, (item, _) in enumerate(self.past)
            if skill in worlds.ITEM_SKILLS[item]
        ]

    def fade(self, item: int, now: float) -> None:
        rates, weights = self.model.rates, self.model.weights
        for k in worlds.ITEM_SKILLS[item]:
            here = self.of_skill.setdefault(
                k,
                dict.fromkeys(
                    ("level", "recent", "fast", "slow", "right", "wrong"), 0.0
                ),
            )
            gap = self.days_since(now, self.answers_of(k))
            if here["level"] > 0:
                here["level"] *= 0.5 ** (gap / rates.level_half_life_days)
            if here["recent"] > 0:
                here["recent"] *= 0.5 ** (gap / rates.recent_half_life_days)
            here["right"] *= 0.5 ** (gap / rates.kept_half_life_days)
        gap = self.days_since(now, list(range(len(self.past))))
        for d, tau in enumerate(weights.tau):
            if tau > 0:
                self.memory[d] *= exp(-gap / tau)

    def counters(self, item: int, now: float) -> dict[str, float]:
        """Return the 23 counters by name, before an answer on a day."""
        found = dict.fromkeys(COUNTERS, 0.0)
        asked = worlds.ITEM_SKILLS[item]
        for k in asked:
            theirs = self.answers_of(k)
            if not theirs:
                continue
            outcomes = [self.past[at][1] for at in theirs]
            right = sum(outcomes)
            wrong = len(outcomes) - right
            streak = run_of(outcomes)
            for name, value in {
                "answers on the skill": log(1 + len(outcomes)),
                "right answers on the skill": log(1 + right),
                "wrong answers on the skill": log(1 + wrong),
                "last answer on the skill": 1 if outcomes[-1] else -1,
                "streak on the skill": min(max(streak, -12), 12),
                "share right on the skill": log((right + 1) / (wrong + 0.8)),
                "recent answers on the skill": self.of_skill[k]["recent"],
                "answers since the skill": log(1 + len(self.past) - theirs[-1]),
                "time since the skill": seconds(self.days_since(now, theirs)),
            }.items():
                found[name] += value / len(asked)
            found["skill met before"] = 1.0
        theirs = [at for at, (other, _) in enumerate(self.past) if other == item]
        if theirs:
            outcomes = [self.past[at][1] for at in theirs]
            right = sum(outcomes)
            wrong = len(outcomes) - right
            is_again = self.past[-1][0] == item
            found |= {
                "answers to this item": log(1 + len(outcomes)),
                "last answer to this item": 1.0 if outcomes[-1] else -1.0,
                "share right on this item": log((right + 1) / (wrong + 0.8)),
                "item met before": 1.0,
                "answers since this item": log(1 + len(self.past) - theirs[-1]),
                "time since this item": seconds(self.days_since(now, theirs)),
                "same item again": float(is_again),
                "same item again, last answer": (
                    (1.0 if self.past[-1][1] else -1.0) if is_again else 0.0
                ),
            }
        right = sum(is_right for _, is_right in self.past)
        wrong = len(self.past) - right
        gap = self.days_since(now, list(range(len(self.past))))
        return found | {
            "answers so far": log(1 + len(self.past)),
            "share right so far": log((right + 2) / (wrong + 1.8)),
            "recent answers": self.recent,
            "time since the last answer": seconds(gap),
            "after a break": float(gap > 0.5 / 24),
        }

    def logit(self, item: int, now: float) -> float:
        """Return the logit of a right answer; the past has faded to the day."""
        model, weights = self.model, self.model.weights
        population = model.population
        c = population.set_of_item[item]
        lean = population.item[item] + population.set[c]
        total = ease(model, item)
        row = np.array([self.counters(item, now)[name] for name in COUNTERS])
        for f, value in enumerate(row):
            at = min(max((value - weights.low[f]) * weights.scale[f], 0), 11 - 0.001)
            total += np.interp(at, np.arange(12), weights.curves[f])
        own = ["right answers", "wrong answers", "share right", "last answer"]
        for i, name in enumerate(own):
            f = COUNTERS.index(f"{name} on the skill")
            total += weights.own[c, i] * np.clip(
                row[f], weights.low[f], weights.high[f]
            )
        total += weights.read[c] @ self.memory + weights.misses @ self.misses
        total += weights.tilts @ self.tilts * lean + weights.levels[0] * self.level
        for k in worlds.ITEM_SKILLS[item]:
            here = self.of_skill[k]
            said = weights.skill_misses @ [here["fast"], here["slow"]]
            said += weights.levels[1] * here["level"]
            total += said / len(worlds.ITEM_SKILLS[item])
        return float(total)

    def answer(self, item: int, is_right: bool, now: float) -> tuple[float, float]:
        """Learn from an answer; return its logit and the surprise of the levels."""
        self.fade(item, now)
        self.seen.append(self.counters(item, now))
        z = self.logit(item, now)
        model, weights, rates = self.model, self.model.weights, self.model.rates
        population, asked = model.population, worlds.ITEM_SKILLS[item]
        c = population.set_of_item[item]
        lean = population.item[item] + population.set[c]
        level = self.level + np.mean([self.of_skill[k]["level"] for k in asked])
        surprise = is_right - sigmoid(weights.ease[4] + lean + level)
        miss = is_right - sigmoid(z)
        n = len(self.past)
        self.level += surprise * max(
            rates.all_start / (1 + rates.all_slope * n), rates.all_floor
        )
        for k in asked:
            here, n = self.of_skill[k], len(self.answers_of(k))
            here["level"] += surprise * max(
                rates.level_start / (1 + rates.level_slope * n), rates.level_floor
            )
            here["fast"] = SKILL_MISSES_KEEP[0] * here["fast"] + miss
            here["slow"] = SKILL_MISSES_KEEP[1] * here["slow"] + miss
            here["recent"] += 0.3 * ((1 if is_right else -1) - here["recent"])
            here["right" if is_right else "wrong"] += 1
        written = (is_right - sigmoid(weights.ease[4] + lean)) * weights.write[c]
        written += weights.expose[c]
        rho = weights.rho
        self.memory = rho * self.memory + np.sqrt(1 - rho) * written
        keeps = 0.5 ** (1 / np.array(MISS_HALF_LIVES))
        self.misses = keeps * self.misses + np.sqrt(1 - keeps) * miss
        keeps = 0.5 ** (1 / np.array(TILT_HALF_LIVES))
        self.tilts = keeps * self.tilts + np.sqrt(1 - keeps) * miss * lean
        self.recent += 0.2 * ((1 if is_right else -1) - self.recent)
        self.past.append((item, is_right))
        self.days.append(now)
        return z, surprise


def run_of(outcomes):
    """Return how many like outcomes end the list, negative if they are wrong."""
    n = 0
    for outcome in reversed(outcomes):
        if outcome != outcomes[-1]:
            break
        n += 1
    return n if outcomes[-1] else -n


def seconds(days):
    return 0.1 * log(1 + 86_400 * days)


def ease(model, item):
    """Return what an item adds, by how easy it is and how well that is known."""
    population, weights = model.population, model.weights
    c = population.set_of_item[item]
    of_item, of_set = population.item[item], population.set[c]
    n, n_set = population.item_n[item], population.set_n[c]
    parts = [
        of_item,
        of_item * exp(-n / 4),
        of_item * exp(-n / 25),
        of_set,
        1.0,
        exp(-n / 4),
        of_set * exp(-n_set / 25),
        exp(-n_set / 25),
    ]
    knots = np.linspace(-3, 3, 12)
    curved = np.interp(of_item, knots, weights.ease_curves[0])
    curved += np.interp(of_set, knots, weights.ease_curves[1])
    return weights.ease @ parts + curved


@given(history=worlds.histories)
@examples
def test_the_counters_are_what_their_names_say(history):
    rows = worlds.rows_of(history)
    model, answers = odd_model(), worlds.answers(rows, n_students=1)
    found = np.zeros((len(rows), len(COUNTERS)), np.float32)
    none = np.zeros(0)

    kernels.positions(as_log(answers), 5, model.rates, none, none, found)

    told = Told(model)
    for _, item, is_right, now in rows:
        told.answer(item, is_right, now)
    for row, expected in zip(found.tolist(), told.seen, strict=True):
        counted = dict(zip(COUNTERS, row, strict=True))
        assert counted == pytest.approx(expected, abs=2e-6)


@given(history=worlds.histories)
@examples
def test_the_walk_predicts_and_remembers_what_the_definition_says(history):
    rows, model = worlds.rows_of(history), odd_model()
    answers, blank = worlds.answers(rows, n_students=1), learner.begin(odd_model(), 1)

    _, logit, surprise = walk(blank, answers, keeps=False)
    kept, _, _ = walk(blank, answers, keeps=True)

    told = Told(model)
    expected = [told.answer(item, is_right, now) for _, item, is_right, now in rows]
    assert logit == pytest.approx([z for z, _ in expected], abs=1e-6)
    assert surprise == pytest.approx([by for _, by in expected], abs=1e-6)
    student = kept.student[0]
    assert student[layout.ALL_LEVEL] == pytest.approx(told.level, abs=1e-9)
    assert student[layout.ALL_ANSWERS] == len(rows)
    assert student[layout.MISSES : layout.TILTS] == pytest.approx(told.misses, abs=1e-6)
    assert student[layout.TILTS : layout.MEMORY] == pytest.approx(told.tilts, abs=1e-6)
    assert student[layout.MEMORY :] == pytest.approx(told.memory, abs=1e-9)
    assert sorted(kept.skill.tolist()) == sorted(told.of_skill)
    for k, wide, narrow in zip(
        kept.skill, kept.skill_wide, kept.skill_narrow, strict=True
    ):
        here = told.of_skill[int(k)]
        assert wide[layout.LEVEL] == pytest.approx(here["level"], abs=1e-9)
        assert wide[layout.RECENTLY] == pytest.approx(here["recent"], abs=1e-9)
        assert wide[layout.MISS_FAST] == pytest.approx(here["fast"], abs=1e-6)
        assert wide[layout.MISS_SLOW] == pytest.approx(here["slow"], abs=1e-6)
        assert narrow[layout.KEPT_RIGHT] == pytest.approx(here["right"], rel=1e-5)
        wrong = narrow[layout.ATTEMPTS] - narrow[layout.RIGHT]
        assert wrong == pytest.approx(here["wrong"], rel=1e-5)


@given(
    history=worlds.histories,
    item=st.integers(0, worlds.BOTH_SKILLS_ITEM),
    wait=st.sampled_from([0.0, 3.0, NAN]),
)
@examples
def test_a_look_sees_what_the_next_answer_would_meet(history, item, wait):
    rows, model = worlds.rows_of(history), odd_model()
    now = worlds.last_day(rows) + wait
    state = worlds.state_of(model, rows)
    row = np.zeros(len(COUNTERS))

    log_of_items = as_log(worlds.answers([], n_students=0))
    of_items = (log_of_items.starts, log_of_items.skills)
    kernels.look(0, (item, now), *of_items, 5, model.rates, state.kept, row)

    told = Told(model)
    for _, asked, is_right, day in rows:
        told.answer(asked, is_right, day)
    told.fade(item, now)
    assert dict(zip(COUNTERS, row.tolist(), strict=True)) == pytest.approx(
        told.counters(item, now), abs=2e-6
    )


def test_what_mastery_reads_is_noted_before_each_answer():
    rows = [
        (0, 0, True, 20_000.0),
        (0, 2, False, 20_001.0),
        (0, worlds.BOTH_SKILLS_ITEM, True, 20_011.0),
    ]
    model = fitted()
    reading, is_new, rest = read(model, rows)

    told = Told(model)
    for row in rows[:2]:
        told.answer(row[1], row[2], row[3])
    told.fade(worlds.BOTH_SKILLS_ITEM, 20_011.0)
    adding = told.of_skill[ADDING]
    expected = {
        "general level": told.level,
        "recent answers": told.recent,
        "skill level": adding["level"] / 2,
        "recent answers on the skill": adding["recent"] / 2,
        "ease of the item": model.population.item[worlds.BOTH_SKILLS_ITEM],
        "ease of the skill": model.population.set[5],
        "right answers on the skill": 0.0,
        "wrong answers on the skill": amount(adding["wrong"]) / 2,
    }
    found = dict(zip(kernels.READING, reading[2].tolist(), strict=True))
    assert found == pytest.approx(expected, abs=1e-6)
    assert is_new.tolist() == [True, True, True]
    assert np.isnan(rest[:2]).all()
    assert rest[2] == 10.0


def test_an_item_seen_before_is_not_new():
    rows = [(0, 0, True, 20_000.0), (0, 1, True, 20_000.0), (0, 0, True, 20_002.0)]

    _, is_new, rest = read(fitted(), rows)

    assert is_new.tolist() == [True, True, False]
    assert rest[1:].tolist() == [0.0, 2.0]


def read(model, rows):
    """Return what a walk notes of one student's answers."""
    n, nobody = len(rows), nothing_kept(0)
    seen = kernels.Seen(
        np.zeros(0),
        np.zeros(0),
        np.zeros((n, len(kernels.READING)), np.float32),
        np.zeros(n, np.bool_),
        np.full(n, NAN),
    )
    kernels.walk(
        as_log(worlds.answers(rows, 1)),
        model.n_skills,
        model.served,
        nobody,
        nobody,
        False,
        model.population,
        model.weights,
        model.rates,
        seen,
    )
    return seen.reading, seen.is_new_item, seen.rest


def test_a_clock_that_runs_backwards_forgets_nothing():
    back = worlds.state_of(fitted(), [(0, 0, True, 20_010.0), (0, 0, True, 20_000.0)])
    same = worlds.state_of(fitted(), [(0, 0, True, 20_010.0), (0, 0, True, 20_010.0)])

    for found, expected in zip(back.kept, same.kept, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_an_item_of_two_skills_counts_once_for_each():
    state = worlds.state_of(fitted(), [(0, worlds.BOTH_SKILLS_ITEM, True, 20_000.0)])

    assert state.kept.skill.tolist() == [ADDING, SHAPES]
    assert state.kept.skill_narrow[:, layout.ATTEMPTS].tolist() == [1, 1]
    assert state.kept.student[0, layout.ALL_ANSWERS] == 1


def test_an_item_that_names_a_skill_twice_is_remembered_once():
    twice = replace(
        worlds.answers([(0, 0, True, 20_000.0)], 1),
        n_skills=1,
        item_skill_starts=np.array([0, 3], np.int32),
        item_skills=np.array([COUNTING] * 3, np.int32),
    )
    none = np.zeros(0, np.int32)
    grade = np.array([3], np.int32)
    graph = learner.Graph(grade_low=grade, grade_high=grade, before=none, after=none)
    model = learner.fit(twice, graph)

    state = learner.update(learner.begin(model, 1), twice)

    assert state.kept.skill.tolist() == [COUNTING]
    assert np.isfinite(learner.snapshot(state, as_of=20_000.0).mastery).all()
