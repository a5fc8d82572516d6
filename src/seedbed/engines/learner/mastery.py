"""From what is remembered to mastery: forgetting, uncertainty, the decision."""

from __future__ import annotations

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.data import Estimates, Graph
from seedbed.engines.learner.kernels import (
    FORM,
    FRESH,
    GENERAL,
    GENERAL_FORM,
    ITEM,
    LEVEL,
    RIGHT,
    SKILL,
    WRONG,
)
from seedbed.engines.learner.model import Model, State, faded
from seedbed.engines.learner.prior import expectation
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
_GENERAL_VARIANCE = 0.5
_SKILL_VARIANCE = 1.0
#: What one answer tells, p (1 - p) at p = .75; and answers beyond which the older ones
#: tell no more than the new, because the student changes.
_PER_ANSWER = 0.19
_MOST_ANSWERS = 20.0
_REACH_90 = 1.6448536269514722
_N_NODES = 7


def snapshot(
    model: Model,
    state: State,
    graph: Graph,
    *,
    as_of: float,
    grade: Int32Array | None = None,
    previous: BoolArray | None = None,
) -> Estimates:
    """Return all estimates on day ``as_of``.

    Mastery is the probability to get at least 4 of 5 fresh items of reference
    difficulty right, averaged over how unsure the ability is; the 90 % interval is
    that of the ability, seen through the same slip.

    ``is_mastered`` is declared at ``DECLARE_AT`` = .8 after at least 3 answers on the
    skill: declaring too early is taken to cost four sessions, too late one. A pair
    that was declared before (``previous``) stays so down to .6, so that one slip of
    the pen does not take it back.

    Parameters
    ----------
    as_of : float
        Days since 1970-01-01. Evidence after it must not be in ``state``; days since
        the last answer count as 0 at least.
    grade : ndarray of shape (S,), dtype=int32, optional
        Enrolled grades; without them they are read from the skills worked on.
    previous : ndarray of shape (S, K), dtype=bool, optional
        ``is_mastered`` of the snapshot before.

    Raises
    ------
    ValueError
        If ``as_of`` is not a number or the parts are of different students or skills.
    """
    _check(model, state, graph, as_of, previous)
    now = faded(model, state, as_of)
    shown = _shown(model, now)
    logit = _start(model, now) + shown + expectation(model, now, graph, shown, grade)
    variance = _variance(now)
    # The fitted logit is that of the mean answer. An ability spread around its centre
    # answers less surely than its centre does, so the centre lies farther out
    # (MacKay 1992, eq. 10).
    centre = logit * np.sqrt(1.0 + np.pi / 8.0 * variance)
    mastery, low, high = _slip(centre, np.sqrt(variance))
    bar = np.full(mastery.shape, DECLARE_AT)
    if previous is not None:
        bar[previous] = RELEASE_BELOW
    return Estimates(
        as_of=as_of,
        mastery=mastery,
        low=low,
        high=high,
        n_attempts=state.n_attempts,
        last_day=state.last_day,
        is_mastered=(mastery >= bar) & (state.n_attempts >= LEAST_ANSWERS),
    )


def _check(
    model: Model,
    state: State,
    graph: Graph,
    as_of: float,
    previous: BoolArray | None,
) -> None:
    if not np.isfinite(as_of):
        raise ValueError(f"as_of must be a day since 1970-01-01, got {as_of}.")
    n_skills = {
        "model": model.n_skills,
        "state": state.level.shape[1],
        "graph": graph.n_skills,
    }
    if len(set(n_skills.values())) > 1:
        raise ValueError(f"The parts have different numbers of skills: {n_skills}.")
    if previous is not None and previous.shape != state.level.shape:
        raise ValueError(
            f"previous must have shape {state.level.shape}, got {previous.shape}."
        )


def _start(model: Model, now: State) -> FloatArray:
    """Return logits (S, K) of a first answer: the student's level, the skill's ease."""
    weight = model.weights[1:]
    student = weight[GENERAL] * now.general + weight[GENERAL_FORM] * now.general_form
    ease = -weight[ITEM] * model.reference_item - weight[SKILL] * model.skill_difficulty
    return np.asarray(model.weights[0] + student[:, None] + ease, np.float64)


def _shown(model: Model, now: State) -> FloatArray:
    """Return logits (S, K) that the answers on each skill add."""
    weight = model.weights[1:]
    return np.asarray(
        weight[LEVEL] * now.level
        + weight[FORM] * now.form
        + weight[RIGHT] * np.log1p(now.right)
        + weight[WRONG] * np.log1p(now.wrong)
        + weight[FRESH] * np.log1p(now.fresh),
        np.float64,
    )


def _variance(now: State) -> FloatArray:
    """Return the variance (S, K) of the ability: less with answers that last."""
    n_general = np.minimum(now.n_answers, _MOST_ANSWERS)
    n_skill = np.minimum(now.right + now.wrong, _MOST_ANSWERS)
    general = 1.0 / (1.0 / _GENERAL_VARIANCE + _PER_ANSWER * n_general)
    skill = 1.0 / (1.0 / _SKILL_VARIANCE + _PER_ANSWER * n_skill)
    return np.asarray(general[:, None] + skill, np.float64)


def _slip(
    centre: FloatArray, spread: FloatArray
) -> tuple[Float32Array, Float32Array, Float32Array]:
    """Return the probability (S, K) to pass an exit slip, and its 90 % interval."""
    nodes, shares = np.polynomial.hermite_e.hermegauss(_N_NODES)
    passes, low, high = (np.empty(centre.size, np.float32) for _ in range(3))
    kernels.pass_slip(
        centre.ravel(),
        spread.ravel(),
        nodes,
        shares / shares.sum(),
        _REACH_90,
        passes,
        low,
        high,
    )
    shape = centre.shape
    return passes.reshape(shape), low.reshape(shape), high.reshape(shape)
