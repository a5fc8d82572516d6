"""From what is remembered to mastery: forgetting, uncertainty, the decision."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.data import Estimates, Graph
from seedbed.engines.learner.kernels.layout import (
    ALL_ANSWERS,
    ATTEMPTS,
    DAY,
    KEPT_RIGHT,
    READ_ITEM,
    READ_SKILL,
    RIGHT,
)
from seedbed.engines.learner.kernels.reading import Found, Rules, Skills, Slip
from seedbed.engines.learner.model import UNKNOWN_GRADE, Model, State
from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray, Int32Array

#: What a wrong decision costs, in sessions of work. Declared too early: the next skills
#: fail and the student comes back to this one. Declared too late: one session too many.
COST_TOO_EARLY = 4.0
COST_TOO_LATE = 1.0
#: Mastery at which both decisions cost the same.
DECLARE_AT = COST_TOO_EARLY / (COST_TOO_EARLY + COST_TOO_LATE)
#: Once declared, a skill stays so until mastery falls below this.
RELEASE_BELOW = 0.6
#: Answers on the skill itself without which nothing is declared.
LEAST_ANSWERS = 3

#: Variance, in squared logits, of general ability and of a skill's own before evidence.
_GENERAL_VARIANCE = 0.4
_SKILL_VARIANCE = 0.8
#: What one answer tells, p (1 - p) at p = .75; and answers beyond which the older ones
#: tell no more than the new, because the student changes.
_PER_ANSWER = 0.19
_MOST_ANSWERS = 20.0
_REACH_90 = 1.6448536269514722

#: Logits for each grade that a skill lies below (or above) the enrolled one: near what
#: a grade's growth is where nobody has met the skill, little where its difficulty
#: already tells. Of 0, .2 and .4 the second ranks skills never met best on the
#: simulated students of benchmarks/learner.
PER_GRADE_UNMET = 0.8
PER_GRADE_MET = 0.2
#: Answers to a skill, by anyone, at which it is halfway from unmet to met.
_HALF_MET = 50.0
_MOST_GRADES = 4.0
#: Share of what was shown on a neighbouring skill that is expected of this one.
FROM_NEIGHBOURS = 0.1

_TABLE_REACH, _TABLE_STEP = 10.0, 1.0 / 32.0
_SPREAD_STEP = 0.05
_N_NODES = 15


def snapshot(
    state: State, *, as_of: float, previous: BoolArray | None = None
) -> Estimates:
    """Return all estimates on day ``as_of``.

    Mastery is the probability to get at least 4 of 5 fresh items of reference
    difficulty right, averaged over how unsure the ability is; the 90 % interval is
    that of the ability, seen through the same slip. What an answer takes from the
    uncertainty never lowers mastery: of all spreads between today's and that of a
    stranger the kindest counts.

    ``is_mastered`` is declared at ``DECLARE_AT`` = .8 after at least 3 answers on the
    skill: declaring too early is taken to cost four sessions, too late one. A pair
    that was declared before (``previous``) stays so down to .6, so that one slip of
    the pen does not take it back.

    Grade and graph say what to expect beyond direct evidence. A favourable expectation
    fades with wrong answers on the skill and an unfavourable one with right answers, so
    that direct evidence is never overruled.

    Parameters
    ----------
    as_of : float
        Days since 1970-01-01. Evidence after it must not be in ``state``; days since
        the last answer count as 0 at least.
    previous : ndarray of shape (S, K), dtype=bool, optional
        ``is_mastered`` of the snapshot before.

    Raises
    ------
    ValueError
        If ``as_of`` is not a number or ``previous`` is of another shape.
    """
    model = state.model
    shape = (state.n_students, model.n_skills)
    if not np.isfinite(as_of):
        raise ValueError(f"as_of must be a day since 1970-01-01, got {as_of}.")
    if previous is not None and previous.shape != shape:
        raise ValueError(f"previous must have shape {shape}, got {previous.shape}.")
    found = Found(
        mastery=np.empty(shape, np.float32),
        low=np.empty(shape, np.float32),
        high=np.empty(shape, np.float32),
        n_attempts=np.zeros(shape, np.int32),
        last_day=np.full(shape, np.nan, np.float32),
        is_mastered=np.empty(shape, np.bool_),
    )
    kernels.read_all(
        state.kept,
        grades_of(state),
        model.reading,
        skills_of(model),
        model.rates,
        rules(as_of),
        slip_table(),
        np.zeros((0, 0), np.bool_) if previous is None else np.array(previous),
        found,
    )
    return Estimates(as_of=as_of, **found._asdict())


def mastery_of(
    state: State, student: int, skill: int, logit: float, now: float
) -> float:
    """Return the mastery that a logit of one student and skill stands for."""
    kept = state.kept
    n = min(kept.student[student, ALL_ANSWERS], _MOST_ANSWERS)
    variance = 1.0 / (1.0 / _GENERAL_VARIANCE + _PER_ANSWER * n)
    n = 0.0
    for p in range(kept.skill_first[student], kept.skill_first[student + 1]):
        if kept.skill[p] == skill:
            days = float(now - kept.skill_wide[p, DAY])
            days = days if days > 0.0 else 0.0  # nan, too: no time is known
            held = 0.5 ** (days / state.model.rates.kept_half_life_days)
            narrow = kept.skill_narrow[p]
            n_wrong = narrow[ATTEMPTS] - narrow[RIGHT]
            n = min(narrow[KEPT_RIGHT] * held + n_wrong, _MOST_ANSWERS)
    variance += 1.0 / (1.0 / _SKILL_VARIANCE + _PER_ANSWER * n)
    return float(kernels.passed(logit, float(np.sqrt(variance)), slip_table()))


def rules(as_of: float) -> Rules:
    """Return the constants of the reading on a day."""
    return Rules(
        as_of=float(as_of),
        from_neighbours=FROM_NEIGHBOURS,
        most_grades=_MOST_GRADES,
        general_variance=_GENERAL_VARIANCE,
        skill_variance=_SKILL_VARIANCE,
        per_answer=_PER_ANSWER,
        most_answers=_MOST_ANSWERS,
        interval=_REACH_90,
        declare_at=DECLARE_AT,
        release_below=RELEASE_BELOW,
        least_answers=LEAST_ANSWERS,
    )


def skills_of(model: Model) -> Skills:
    """Return what holds of each skill for every student."""
    reading = model.reading
    ease = reading[1 + READ_ITEM] * model.reference_item
    ease += reading[1 + READ_SKILL] * model.skill_ease
    unmet = _HALF_MET / (_HALF_MET + model.skill_n)
    first, near = _neighbours(model.graph)
    return Skills(
        start=reading[0] + ease,
        grade_low=np.array(model.graph.grade_low, np.int32),
        grade_high=np.array(model.graph.grade_high, np.int32),
        per_grade=PER_GRADE_MET + (PER_GRADE_UNMET - PER_GRADE_MET) * unmet,
        near_first=first,
        near=near,
    )


def grades_of(state: State) -> FloatArray:
    """Return a grade for each student (S,), the typical one where it is unknown.

    Typical is the mean grade of the skills that the model learnt from. A guess from the
    student's own work would let easy work, done well, lower what is expected.
    """
    graph, n = state.model.graph, state.model.skill_n
    middle = (graph.grade_low + graph.grade_high) / 2.0
    typical = 0.0
    if len(middle):
        typical = float(np.average(middle, weights=n if n.any() else None))
    return np.where(state.grade > UNKNOWN_GRADE, state.grade, typical)


def _neighbours(graph: Graph) -> tuple[Int32Array, Int32Array]:
    """Return what each skill builds on and what builds on it, as bounds and skills."""
    ends = np.concatenate([graph.before, graph.after])
    others = np.concatenate([graph.after, graph.before])
    order = np.argsort(ends, kind="stable")
    first = np.searchsorted(ends[order], np.arange(graph.n_skills + 1))
    return first.astype(np.int32), others[order].astype(np.int32)


@lru_cache(maxsize=1)
def slip_table() -> Slip:
    """Return the exit slip for every logit and spread, once computed.

    The fitted logit is that of the mean answer. An ability spread around its centre
    answers less surely than its centre does, so the centre lies farther out by
    sqrt(1 + pi / 8 variance) (MacKay 1992, eq. 10).
    """
    logit = np.arange(-_TABLE_REACH, _TABLE_REACH + _TABLE_STEP, _TABLE_STEP)
    most = np.sqrt(_GENERAL_VARIANCE + _SKILL_VARIANCE)
    spread = np.arange(0.0, most + _SPREAD_STEP, _SPREAD_STEP)
    nodes, shares = np.polynomial.hermite_e.hermegauss(_N_NODES)
    centre = logit[:, None] * np.sqrt(1.0 + np.pi / 8.0 * spread**2)
    ability = centre[:, :, None] + spread[:, None] * nodes
    passes = pass_slip(ability) @ (shares / shares.sum())
    kindest = np.maximum.accumulate(passes[:, ::-1], axis=1)[:, ::-1]
    return Slip(
        passes=np.ascontiguousarray(kindest, np.float32),
        exact=pass_slip(logit).astype(np.float32),
        reach=_TABLE_REACH,
        step=_TABLE_STEP,
        spread_step=_SPREAD_STEP,
    )


def pass_slip(logit: FloatArray | Float32Array) -> FloatArray:
    """Return the probability of at least 4 right of 5, each with sigmoid(logit)."""
    share = 0.5 * (1.0 + np.tanh(0.5 * np.asarray(logit, np.float64)))
    return np.asarray(share**4 * (5.0 - 4.0 * share))
