"""When a skill may be called mastered: three rules at equal work, judged by the truth.

``python -m benchmarks.learner.decisions [--seed N] [--json]``, by ``protocol.md``. Half
of the simulated students teach the model and the Bayesian knowledge tracing; the others
are judged, each answer in its turn.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from benchmarks.learner.simulate import World, simulate

from seedbed.engines import learner
from seedbed.engines.learner.kernels.compiling import compiled
from seedbed.engines.learner.mastery import DECLARE_AT, LEAST_ANSWERS
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

SIZE = {"n_students": 240, "n_skills": 120, "n_answers_each": 560}
BKT_SURE = 0.95
IN_A_ROW = 3
#: Below this true probability to pass, "mastered" was a wrong decision.
TRULY_NOT = 0.6

_N_PROBES = 500
_BISECTIONS = 40
_EM_SWEEPS = 60
_START = (0.4, 0.15, 0.2, 0.1)  # known before, learnt at an answer, guess, slip
_LEAST, _MOST = 0.001, (0.999, 0.999, 0.5, 0.5)


@dataclass(frozen=True, kw_only=True)
class Course:
    """Answers (N,) sorted by student and skill, in time within such a pair.

    ``first`` (P + 1,) bounds each pair, ``skill`` (P,) is its skill; ``passes`` (N,)
    the true probability to pass a slip right after each answer.
    """

    order: IntArray
    first: IntArray
    skill: IntArray
    correct: BoolArray
    passes: FloatArray

    @property
    def place(self) -> IntArray:
        """How many answers (N,) the pair has, each one included."""
        n = np.diff(self.first)
        return np.arange(1, len(self.order) + 1) - np.repeat(self.first[:-1], n)

    def declared(self, says: BoolArray) -> IntArray:
        """Return the answer (P,) after which ``says`` (N,) first holds, or -1."""
        n = len(says)
        at = np.minimum.reduceat(np.where(says, np.arange(n), n), self.first[:-1])
        return np.where(at < n, at, -1)

    def work(self, says: BoolArray) -> float:
        """Return the mean answers before declaring; all of them where it never is."""
        at = self.declared(says)
        return float(np.where(at >= 0, self.place[at], np.diff(self.first)).mean())

    def judge(self, says: BoolArray) -> dict[str, float]:
        """Return how much a rule declares, after how much work, and how truly.

        Of a rule that declares nothing there is no truth to tell.
        """
        at = self.declared(says)
        truth = self.passes[at[at >= 0]]
        found = {
            "declared": round(float((at >= 0).mean()), 3),
            "answers_before": round(self.work(says), 2),
        }
        if not len(truth):
            return found
        return found | {
            "wrong": round(float((truth < TRULY_NOT).mean()), 3),
            "mean_truth": round(float(truth.mean()), 3),
        }


def decide(seed: int) -> dict[str, Any]:
    """Return what each rule declares, and checks of mastery on the judged students."""
    world = simulate(**SIZE, seed=seed)
    n = world.answers.n_students
    is_judged = np.random.default_rng(seed).permutation(n) < n // 2
    of_judged = is_judged[world.answers.student]
    model = learner.fit(world.answers.select(~of_judged), world.graph, seed=seed)
    answers = alone(world.answers, is_judged)
    known = course(world, ~is_judged)
    judged = course(world, is_judged)
    mastery, probes = _walk(model, answers, world.grade[is_judged], seed)
    mastery = mastery[judged.order]
    sure = trace(judged, fit_bkt(known, world.graph.n_skills))
    rules = {
        "bkt above .95": sure > BKT_SURE,
        "three right in a row": runs(judged) >= IN_A_ROW,
    }
    found = {}
    for name, says in rules.items():
        bar = equal_work(judged, mastery, judged.work(says))
        found[name] = {
            "rule": judged.judge(says),
            "ours": {**judged.judge(mastery >= bar), "bar": round(bar, 3)},
        }
    shipped = (mastery >= DECLARE_AT) & (judged.place >= LEAST_ANSWERS)
    return {
        "n_pairs": len(judged.skill),
        "n_answers": answers.n_answers,
        "rules": found,
        "as_shipped": judged.judge(shipped),
        "mastery_ece": round(_calibration(mastery, judged.passes), 4),
        "mastery_bias": round(float((mastery - judged.passes).mean()), 4),
        "a_right_answer": probes,
        "by_grade": _by_grade(model, answers, world.grade[is_judged]),
    }


def alone(answers: learner.Answers, chosen: BoolArray) -> learner.Answers:
    """Return the answers of the chosen students (S,), numbered from 0."""
    kept = answers.select(chosen[answers.student])
    numbers = (np.cumsum(chosen) - 1).astype(np.int32)
    return learner.Answers(
        n_students=int(chosen.sum()),
        n_skills=kept.n_skills,
        student=numbers[kept.student],
        item=kept.item,
        correct=kept.correct,
        day=kept.day,
        item_skill_starts=kept.item_skill_starts,
        item_skills=kept.item_skills,
    )


def course(world: World, chosen: BoolArray) -> Course:
    """Return the answers of the chosen students (S,), pair by pair."""
    answers = alone(world.answers, chosen)
    passes = world.passes_after[chosen[world.answers.student]]
    skill = answers.item_skills[answers.item]  # one skill an item here
    order = np.lexsort((skill, answers.student))
    pair = answers.student[order].astype(np.int64) * answers.n_skills + skill[order]
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    return Course(
        order=order,
        first=np.append(first, len(pair)),
        skill=skill[order][first].astype(np.int64),
        correct=answers.correct[order],
        passes=passes[order],
    )


def runs(course: Course) -> IntArray:
    """Return how many right answers (N,) in a row the pair stands at."""
    place = course.place
    at = np.arange(len(place))
    last_wrong = np.maximum.accumulate(np.where(course.correct, -1, at))
    return np.minimum(at - last_wrong, place)


def equal_work(course: Course, mastery: FloatArray, work: float) -> float:
    """Return the bar on mastery (N,) at which declaring takes just so much work."""
    low, high = 0.0, 1.0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2.0
        if course.work(mastery >= middle) < work:
            low = middle
        else:
            high = middle
    return high


def fit_bkt(course: Course, n_skills: int) -> FloatArray:
    """Return known before, learnt, guess and slip of each skill (K, 4), by EM.

    References
    ----------
    Corbett, A. T. & Anderson, J. R. (1995). Knowledge tracing. UMUAI 4, 253-278.
    """
    rates = np.tile(np.array(_START), (n_skills, 1))
    for _ in range(_EM_SWEEPS):
        counts = np.full((n_skills, 4, 2), 1e-3)
        _expect(course.first, course.skill, course.correct, rates, counts)
        rates = np.clip(counts[:, :, 0] / counts.sum(axis=2), _LEAST, _MOST)
    return rates


def trace(course: Course, rates: FloatArray) -> FloatArray:
    """Return the probability (N,) that the skill is known after each answer."""
    found = np.zeros(len(course.correct))
    _trace(course.first, course.skill, course.correct, rates, found)
    return found


@compiled
def _expect(
    first: IntArray,
    skill: IntArray,
    correct: BoolArray,
    rates: FloatArray,
    counts: FloatArray,
) -> None:
    """Add to ``counts`` (K, 4, 2) how often each rate was a yes and a no."""
    for p in range(len(skill)):
        begin, stop, k = first[p], first[p + 1], skill[p]
        n = stop - begin
        prior, learn, guess, slip = rates[k, 0], rates[k, 1], rates[k, 2], rates[k, 3]
        ahead, back = np.zeros((n, 2)), np.ones((n, 2))
        for t in range(n):
            known = prior
            if t > 0:
                known = ahead[t - 1, 1] + ahead[t - 1, 0] * learn
            right = correct[begin + t]
            unknown = (1.0 - known) * (guess if right else 1.0 - guess)
            known *= 1.0 - slip if right else slip
            ahead[t, 0] = unknown / (unknown + known)
            ahead[t, 1] = known / (unknown + known)
        for t in range(n - 2, -1, -1):
            right = correct[begin + t + 1]
            unknown = back[t + 1, 0] * (guess if right else 1.0 - guess)
            known = back[t + 1, 1] * (1.0 - slip if right else slip)
            stays = (1.0 - learn) * unknown + learn * known
            back[t, 0] = stays / (stays + known)
            back[t, 1] = known / (stays + known)
        for t in range(n):
            known = ahead[t, 1] * back[t, 1]
            known /= known + ahead[t, 0] * back[t, 0]
            right = correct[begin + t]
            counts[k, 2, 0 if right else 1] += 1.0 - known
            counts[k, 3, 1 if right else 0] += known
            if t == 0:
                counts[k, 0, 0] += known
                counts[k, 0, 1] += 1.0 - known
            if t < n - 1:
                after = correct[begin + t + 1]
                gained = ahead[t, 0] * learn * back[t + 1, 1]
                gained *= 1.0 - slip if after else slip
                stayed = ahead[t, 0] * (1.0 - learn) * back[t + 1, 0]
                stayed *= guess if after else 1.0 - guess
                kept = ahead[t, 1] * back[t + 1, 1]
                kept *= 1.0 - slip if after else slip
                counts[k, 1, 0] += gained / (gained + stayed + kept)
                counts[k, 1, 1] += stayed / (gained + stayed + kept)


@compiled
def _trace(
    first: IntArray,
    skill: IntArray,
    correct: BoolArray,
    rates: FloatArray,
    found: FloatArray,
) -> None:
    """Fill ``found`` (N,), what the answer itself teaches included."""
    for p in range(len(skill)):
        known = rates[skill[p], 0]
        learn, guess, slip = rates[skill[p], 1], rates[skill[p], 2], rates[skill[p], 3]
        for t in range(first[p], first[p + 1]):
            right = correct[t]
            yes = known * (1.0 - slip if right else slip)
            no = (1.0 - known) * (guess if right else 1.0 - guess)
            known = yes / (yes + no)
            known += (1.0 - known) * learn
            found[t] = known


def _walk(
    model: learner.Model, answers: learner.Answers, grade: Any, seed: int
) -> tuple[FloatArray, dict[str, float]]:
    """Return mastery (N,) of the skill right after each answer, and the probes.

    All students go on by one answer at a time. A step is read as of its earliest day,
    so that the skill just practised has not faded; others may have faded a day or two
    too little, which counts a tenth, through the prerequisites.
    """
    first = np.searchsorted(answers.student, np.arange(answers.n_students))
    step = np.arange(answers.n_answers) - first[answers.student]
    skill = answers.item_skills[answers.item]
    n_steps = int(step.max()) + 1
    draws = np.random.default_rng(seed)
    n_each = -(-_N_PROBES // n_steps)
    mastery = np.zeros(answers.n_answers)
    changes: list[tuple[float, float]] = []
    state = learner.begin(model, answers.n_students, grade=grade)
    for t in range(n_steps):
        now = np.flatnonzero(step == t)
        after = learner.update(state, answers.select(step == t))
        read = learner.snapshot(after, as_of=float(answers.day[now].min()))
        mastery[now] = read.mastery[answers.student[now], skill[now]]
        right = now[answers.correct[now]]
        for i in draws.permutation(right)[:n_each]:
            change = _probe(state, after, answers, int(i), int(skill[i]))
            if change is not None:
                changes.append(change)
        state = after
    logit, shown = np.array(changes).T
    return mastery, {
        "n": len(logit),
        "lowers_predictor": round(float((logit < -1e-9).mean()), 3),
        "mean_fall_logits": round(float(-logit[logit < -1e-9].mean()), 3)
        if (logit < -1e-9).any()
        else 0.0,
        "lowers_mastery": round(float((shown < -1e-6).mean()), 3),
    }


def _probe(
    before: learner.State,
    after: learner.State,
    answers: learner.Answers,
    i: int,
    skill: int,
) -> tuple[float, float] | None:
    """Return what answer ``i`` adds to the logit of a fresh item, and to mastery."""
    student, day = int(answers.student[i]), float(answers.day[i])
    kept = after.kept
    met = kept.item[kept.item_first[student] : kept.item_first[student + 1]]
    fresh = np.setdiff1d(np.flatnonzero(answers.item_skills == skill), met)
    if not len(fresh):
        return None
    item = int(fresh[0])
    logits = [
        learner.explain_next(s, student, item, as_of=day).logit for s in (before, after)
    ]
    shown = [
        learner.explain(s, student, skill, as_of=day).probability
        for s in (before, after)
    ]
    return logits[1] - logits[0], shown[1] - shown[0]


def _calibration(mastery: FloatArray, passes: FloatArray) -> float:
    """Return the mean distance of mastery and truth over tenths of mastery."""
    tenth = np.minimum((mastery * 10).astype(np.int64), 9)
    gap = np.bincount(tenth, weights=mastery - passes, minlength=10)
    return float(np.abs(gap).sum() / len(mastery))


def _by_grade(
    model: learner.Model, answers: learner.Answers, grade: Any
) -> list[dict[str, Any]]:
    """Return how true the predictions of the next answer are, grade by grade."""
    probability = learner.predict(
        learner.begin(model, len(grade), grade=grade), answers
    )
    return [
        {
            "grade": one.group,
            "n_students": one.n_students,
            "seen": round(one.seen, 4),
            "gap": round(one.gap, 4),
            "low": round(one.low, 4),
            "high": round(one.high, 4),
        }
        for one in learner.group_calibration(answers, probability, grade)
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each rule, and the checks."""
    parser = argparse.ArgumentParser(prog="benchmarks.learner.decisions")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(argv)
    found = decide(wanted.seed)
    if wanted.json:
        print(json.dumps(found, indent=2))
        return 0
    for name, both in found.pop("rules").items():
        print(f"{name}: {both['rule']}")
        print(f"  ours, equal work: {both['ours']}")
    for name, value in found.items():
        print(f"{name}: {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
