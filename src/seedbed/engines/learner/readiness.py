"""Which skills are ready next, and what a session of work on each is worth."""

from __future__ import annotations

import numpy as np

from seedbed.engines.learner.data import Estimates, Frontier, Graph
from seedbed.engines.learner.regression import sigmoid
from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray

#: A prerequisite counts as likely from this mastery on.
LIKELY = 0.6
#: Unproven skills above this need no session: the next slip on them will tell.
TAKEN_AS_SHOWN = 0.8
#: Expected share right below which work on a skill is out of reach for now.
IN_REACH = 0.4
#: Share right at which a session teaches most, and how many logits it then moves.
BEST_SHARE = 0.72
LOGITS_PER_SESSION = 1.0

_GRID = np.linspace(0.0, 1.0, 2001)
_GRID_PASS = _GRID**4 * (5.0 - 4.0 * _GRID)


def frontier(estimates: Estimates, graph: Graph) -> Frontier:
    """Return the skills ready next and the expected gain of a session on each.

    Ready: every prerequisite is mastered or likely (mastery of at least .6, by evidence
    or by expectation), the skill itself is not mastered, not as good as shown (.8) and
    in reach. A student for whom no skill is left by these rules gets the one of highest
    gain among those whose prerequisites are likely, or failing that among all not
    mastered; only one who has mastered all gets none.

    Raises
    ------
    ValueError
        If the graph and the estimates have different numbers of skills.
    """
    if estimates.mastery.shape[1] != graph.n_skills:
        raise ValueError(
            f"The graph has {graph.n_skills} skills, the estimates "
            f"{estimates.mastery.shape[1]}."
        )
    share = expected_share_right(estimates.mastery)
    gain = session_gain(share)
    is_open = ~estimates.is_mastered
    is_allowed = is_open & _prerequisites_likely(estimates, graph)
    is_ready = is_allowed & (estimates.mastery < TAKEN_AS_SHOWN) & (share >= IN_REACH)
    for candidates in (is_allowed, is_open):
        _fill_empty(is_ready, candidates, gain)
    return Frontier(is_frontier=is_ready, gain=gain)


def expected_share_right(mastery: Float32Array) -> FloatArray:
    """Return the share right at which a slip is passed with probability ``mastery``."""
    return np.asarray(np.interp(mastery, _GRID_PASS, _GRID))


def session_gain(share: FloatArray) -> Float32Array:
    """Return the expected rise of mastery by one session, from the share right.

    gain(p) = slip(sigmoid(logit p + d(p))) - slip(p), where slip(p) = p^4 (5 - 4 p) is
    the probability of at least 4 of 5 right and d(p) the logits that a session moves:
    most at p = .72, where work is neither trivial nor lost, and none at 0 and 1,

        d(p) = LOGITS_PER_SESSION (p / b)^(b / (1 - b)) (1 - p) / (1 - b),  b = .72.

    References
    ----------
    Wilson, R. C., Shenhav, A., Straccia, M., Cohen, J. D. (2019). The eighty five
    percent rule for optimal learning. Nature Communications 10, 4646.
    """
    safe = np.clip(share, 1e-6, 1.0 - 1e-6)
    power = BEST_SHARE / (1.0 - BEST_SHARE)
    moved = (safe / BEST_SHARE) ** power * (1.0 - safe) / (1.0 - BEST_SHARE)
    after = sigmoid(np.log(safe / (1.0 - safe)) + LOGITS_PER_SESSION * moved)
    rise = after**4 * (5.0 - 4.0 * after) - safe**4 * (5.0 - 4.0 * safe)
    return np.maximum(rise, 0.0).astype(np.float32)


def _prerequisites_likely(estimates: Estimates, graph: Graph) -> BoolArray:
    """Return (S, K): no prerequisite of the skill is neither mastered nor likely."""
    is_missing = ~(estimates.is_mastered | (estimates.mastery >= LIKELY))
    is_blocked = np.zeros_like(is_missing)
    for before, after in zip(graph.before, graph.after, strict=True):
        is_blocked[:, after] |= is_missing[:, before]
    return ~is_blocked


def _fill_empty(is_ready: BoolArray, candidates: BoolArray, gain: Float32Array) -> None:
    """Give each student without a ready skill the candidate of highest gain."""
    rows = np.flatnonzero(~is_ready.any(axis=1) & candidates.any(axis=1))
    worth = np.where(candidates[rows], gain[rows], -1.0)
    is_ready[rows, worth.argmax(axis=1)] = True
