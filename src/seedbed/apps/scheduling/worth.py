"""What a lesson is worth to a student before it is held: expected gain and success.

The tables are assumptions, which the logged lotteries correct (``belief``): nobody has
measured them, so they are small, round and in one place.
"""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray
from seedbed.lib.modalities import Modality

#: Expected gain of a modality beside a live lesson. Source: assumption until issue 5;
#: the order follows the tutoring literature (one to four students gain most) and the
#: weak results of unattended software. Where no source says which of two is better,
#: work with peers or a project, both have one number, and the lottery finds out.
MODALITY_EFFECT = {
    Modality.LIVE: 1.00,
    Modality.TUTORING: 1.25,
    Modality.PEER: 0.85,
    Modality.ONLINE: 0.70,
    Modality.PROJECT: 0.85,
    Modality.INDEPENDENT: 0.55,
}

#: Pace moves a student between ways of learning, never before another student: the
#: mean of each row is near 1. Source: assumption until issue 5.
PACE_EFFECT = {
    "more_time": {
        Modality.LIVE: 1.05,
        Modality.TUTORING: 1.10,
        Modality.PEER: 1.00,
        Modality.ONLINE: 0.95,
        Modality.PROJECT: 0.95,
        Modality.INDEPENDENT: 0.95,
    },
    "steady": {},
    "faster": {
        Modality.LIVE: 0.95,
        Modality.TUTORING: 0.95,
        Modality.PEER: 1.00,
        Modality.ONLINE: 1.05,
        Modality.PROJECT: 1.10,
        Modality.INDEPENDENT: 1.05,
    },
}

#: Support that a modality adds to the share of answers right in the lesson.
_SUPPORT = {
    Modality.LIVE: 0.05,
    Modality.TUTORING: 0.10,
    Modality.PEER: 0.03,
    Modality.ONLINE: 0.02,
}
_SHARE_RIGHT_UNSHOWN = 0.45
_SHARE_RIGHT_SHOWN = 0.92
_MOST_SHARE_RIGHT = 0.97
BEST_SUCCESS = (0.60, 0.85)
_LOST_PER_SHARE = 1.5
_LEAST_CHALLENGE = 0.3

_N = max(MODALITY_EFFECT) + 1
_EFFECT = np.array([MODALITY_EFFECT.get(Modality(m), 0.0) for m in range(_N)])
_PACES = tuple(PACE_EFFECT)
_PACE = np.array(
    [[PACE_EFFECT[p].get(Modality(m), 1.0) for m in range(_N)] for p in _PACES]
)
_HELP = np.array([_SUPPORT.get(Modality(m), 0.0) for m in range(_N)])


def pace_code(pace: str) -> int:
    """Return the row of a pace in the tables; an unknown one is steady."""
    return _PACES.index(pace) if pace in _PACES else _PACES.index("steady")


def pace_effect(pace: IntArray, modality: IntArray) -> FloatArray:
    """Return what paces make of ways to learn, beside a steady pace (O,)."""
    effect: FloatArray = _PACE[pace, modality]
    return effect


def expected_success(mastery: FloatArray, modality: IntArray) -> FloatArray:
    """Return the expected share right in a lesson, from mastery of its skill.

    >>> expected_success(np.array([0.0, 0.5, 1.0]), np.array([5, 5, 1])).round(2)
    array([0.45, 0.68, 0.97])
    """
    span = _SHARE_RIGHT_SHOWN - _SHARE_RIGHT_UNSHOWN
    share: FloatArray = _SHARE_RIGHT_UNSHOWN + span * mastery + _HELP[modality]
    most: FloatArray = np.minimum(share, _MOST_SHARE_RIGHT)
    return most


def challenge(success: FloatArray) -> FloatArray:
    """Return the share of a gain that is left when a lesson is too hard or too easy.

    >>> challenge(np.array([0.4, 0.7, 0.95])).round(2)
    array([0.7 , 1.  , 0.85])
    """
    low, high = BEST_SUCCESS
    off = np.maximum(low - success, 0.0) + np.maximum(success - high, 0.0)
    left: FloatArray = np.maximum(1.0 - _LOST_PER_SHARE * off, _LEAST_CHALLENGE)
    return left


def expected_gain(
    skill_gain: FloatArray, modality: IntArray, pace: IntArray, success: FloatArray
) -> FloatArray:
    """Return expected newly shown skill-units of lessons, all arrays of shape (O,)."""
    effect: FloatArray = _EFFECT[modality] * _PACE[pace, modality]
    return skill_gain * effect * challenge(success)
