"""Fitting the weights: back through each student's answers, by adaptive steps.

The logit is a sum, and the memory is linear in past outcomes, so the slope of the loss
is exact within a stretch of ``_STRETCH`` answers. Past misses are taken as given.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from seedbed.lib.arrays import (
    Float32Array,
    FloatArray,
    IntArray,
)

from .compiling import compiled, inlined, making
from .layout import (
    N_COUNTERS,
    N_HALF_LIVES,
    N_KNOTS,
    N_MEMORY,
    N_OWN,
    N_SKILL_HALF_LIVES,
    N_TILTS,
    SKILL_LAST,
    SKILL_RIGHT,
    SKILL_SHARE,
    SKILL_WRONG,
    Log,
    Population,
    Rates,
    Weights,
)
from .sums import (
    MISS_GAINS,
    MISS_KEEPS,
    N_EASE,
    SKILL_MISS_KEEPS,
    TILT_GAINS,
    TILT_KEEPS,
    ease_parts,
    knot,
    learn_ease,
    on_curve,
    sigmoid,
)

_STRETCH = 100
_SMALL = 1e-8
#: Memory of what merely happened learns slower, being the weaker evidence.
_EXPOSE_PACE = 0.3
_OWN_PACE = 0.5
_OWN = np.array([SKILL_RIGHT, SKILL_WRONG, SKILL_SHARE, SKILL_LAST])


class Course(NamedTuple):
    """How to train: step length, how strongly weights are drawn to 0.

    ``order`` students to walk through; ``at`` (N, F) positions of the counters;
    ``gap`` (N,) days since the student's answer before, 0 where unknown.
    """

    order: IntArray
    at: Float32Array
    gap: FloatArray
    pace: float
    draw_sets: float
    draw_curves: float
    trains: bool
    learns_ease: bool


class Slopes(NamedTuple):
    """Sums of squared slopes, in the shapes of ``Weights``, that shorten the steps.

    ``write_all``, ``read_all`` and ``expose_all`` (D,) hold what all sets share.
    """

    ease: FloatArray
    ease_curves: FloatArray
    curves: FloatArray
    own: FloatArray
    write: FloatArray
    expose: FloatArray
    read: FloatArray
    misses: FloatArray
    skill_misses: FloatArray
    tilts: FloatArray
    write_all: FloatArray
    expose_all: FloatArray
    read_all: FloatArray


class _Shared(NamedTuple):
    """Slopes summed over a stretch, of the weights that all answers share."""

    ease: FloatArray
    ease_curves: FloatArray
    curves: FloatArray
    misses: FloatArray
    skill_misses: FloatArray
    tilts: FloatArray
    write: FloatArray
    expose: FloatArray
    read: FloatArray


class _Tape(NamedTuple):
    """What the way back needs of each answer of a stretch."""

    ease: FloatArray
    knots: FloatArray
    memory: FloatArray
    keeps: FloatArray
    surprise: FloatArray
    misses: FloatArray
    skill_misses: FloatArray
    tilts: FloatArray


@inlined
def _move(
    weights: FloatArray, squares: FloatArray, slope: FloatArray, pace: float
) -> None:
    """Take one adaptive step on a vector."""
    for i in range(weights.shape[0]):
        squares[i] += slope[i] * slope[i]
        weights[i] -= pace * slope[i] / math.sqrt(squares[i] + _SMALL)


@inlined
def _move_one(
    weights: FloatArray, squares: FloatArray, c: int, d: int, slope: float, pace: float
) -> None:
    squares[c, d] += slope * slope
    weights[c, d] -= pace * slope / math.sqrt(squares[c, d] + _SMALL)


@inlined
def _move_curves(
    curves: FloatArray,
    squares: FloatArray,
    slopes: FloatArray,
    pace: float,
    draw: float,
) -> None:
    for f in range(curves.shape[0]):
        for a in range(N_KNOTS):
            if slopes[f, a] != 0.0:
                slope = slopes[f, a] + draw * curves[f, a]
                _move_one(curves, squares, f, a, slope, pace)


@inlined
def _ahead(
    r: int,
    t: int,
    log: Log,
    course: Course,
    population: Population,
    weights: Weights,
    shared: tuple[FloatArray, FloatArray, FloatArray],
    student: tuple[FloatArray, FloatArray, FloatArray, FloatArray],
    tape: _Tape,
) -> float:
    """Return the probability of answer ``r``, noting on the tape what it rests on."""
    write_all, expose_all, read_all = shared
    memory, misses, tilts, of_skill = student
    j = log.item[r]
    c = population.set_of_item[j]
    ease = tape.ease[t]
    ease_parts(j, population, ease)
    item, of_set = ease[0], ease[3]
    lean = item + of_set
    z = 0.0
    for i in range(N_EASE):
        z += weights.ease[i] * ease[i]
    tape.knots[t, 0], tape.knots[t, 1] = knot(item), knot(of_set)
    z += on_curve(weights.ease_curves[0], tape.knots[t, 0])
    z += on_curve(weights.ease_curves[1], tape.knots[t, 1])
    for f in range(N_COUNTERS):
        at = course.at[r, f]
        left = int(at)
        here = weights.curves[f, left]
        z += here + (at - left) * (weights.curves[f, left + 1] - here)
    for i in range(N_OWN):
        f = _OWN[i]
        z += weights.own[c, i] * (weights.low[f] + course.at[r, f] / weights.scale[f])
    gap = course.gap[r]
    for d in range(N_MEMORY):
        fades = gap > 0.0 and weights.tau[d] > 0.0
        kept = math.exp(-gap / weights.tau[d]) if fades else 1.0
        memory[d] *= kept
        tape.keeps[t, d], tape.memory[t, d] = kept, memory[d]
        z += (read_all[d] + weights.read[c, d]) * memory[d]
    for m in range(N_HALF_LIVES):
        tape.misses[t, m] = misses[m]
        z += weights.misses[m] * misses[m]
    for m in range(N_TILTS):
        tape.tilts[t, m] = lean * tilts[m]
        z += weights.tilts[m] * tape.tilts[t, m]
    first, end = log.starts[j], log.starts[j + 1]
    share = 1.0 / max(end - first, 1)
    for m in range(N_SKILL_HALF_LIVES):
        total = 0.0
        for q in range(first, end):
            total += share * of_skill[log.skills[q], m]
        tape.skill_misses[t, m] = total
        z += weights.skill_misses[m] * total
    p = sigmoid(z)
    outcome = 1.0 if log.correct[r] else 0.0
    miss, surprise = outcome - p, outcome - sigmoid(weights.ease[4] + lean)
    tape.surprise[t] = surprise
    for d in range(N_MEMORY):
        written = surprise * (write_all[d] + weights.write[c, d])
        written += expose_all[d] + weights.expose[c, d]
        rho = weights.rho[d]
        memory[d] = rho * memory[d] + math.sqrt(1.0 - rho) * written
    for m in range(N_HALF_LIVES):
        misses[m] = MISS_KEEPS[m] * misses[m] + MISS_GAINS[m] * miss
    for m in range(N_TILTS):
        tilts[m] = TILT_KEEPS[m] * tilts[m] + TILT_GAINS[m] * miss * lean
    for q in range(first, end):
        for m in range(N_SKILL_HALF_LIVES):
            k = log.skills[q]
            of_skill[k, m] = SKILL_MISS_KEEPS[m] * of_skill[k, m] + miss
    return p


@inlined
def _back(
    r: int,
    t: int,
    error: float,
    log: Log,
    course: Course,
    population: Population,
    weights: Weights,
    slopes: Slopes,
    shared: tuple[FloatArray, FloatArray, FloatArray],
    sums: _Shared,
    later: FloatArray,
    tape: _Tape,
) -> None:
    """Move the skill set's own weights by one answer; sum up the shared slopes.

    ``later`` (D,) is the slope by the memory as it is left after this answer; on
    return, as it was before.
    """
    c = population.set_of_item[log.item[r]]
    pace, draw = course.pace, course.draw_sets
    surprise = tape.surprise[t]
    for d in range(N_MEMORY):
        rho = weights.rho[d]
        of_expose = later[d] * math.sqrt(1.0 - rho)
        of_write = of_expose * surprise
        of_read = error * tape.memory[t, d]
        reads = shared[2][d] + weights.read[c, d]
        sums.write[d] += of_write
        sums.expose[d] += of_expose
        sums.read[d] += of_read
        slope = of_write + draw * weights.write[c, d]
        _move_one(weights.write, slopes.write, c, d, slope, pace)
        slope = of_expose + draw * weights.expose[c, d]
        _move_one(weights.expose, slopes.expose, c, d, slope, pace * _EXPOSE_PACE)
        slope = of_read + draw * weights.read[c, d]
        _move_one(weights.read, slopes.read, c, d, slope, pace)
        later[d] = (later[d] * rho + error * reads) * tape.keeps[t, d]
    for i in range(N_EASE):
        sums.ease[i] += error * tape.ease[t, i]
    for i in range(2):
        at = tape.knots[t, i]
        left = int(at)
        sums.ease_curves[i, left] += error * (1.0 - (at - left))
        sums.ease_curves[i, left + 1] += error * (at - left)
    for f in range(N_COUNTERS):
        at = course.at[r, f]
        left = int(at)
        sums.curves[f, left] += error * (1.0 - (at - left))
        sums.curves[f, left + 1] += error * (at - left)
    for i in range(N_OWN):
        f = _OWN[i]
        value = weights.low[f] + course.at[r, f] / weights.scale[f]
        slope = error * value + draw * weights.own[c, i]
        _move_one(weights.own, slopes.own, c, i, slope, pace * _OWN_PACE)
    for m in range(N_HALF_LIVES):
        sums.misses[m] += error * tape.misses[t, m]
    for m in range(N_SKILL_HALF_LIVES):
        sums.skill_misses[m] += error * tape.skill_misses[t, m]
    for m in range(N_TILTS):
        sums.tilts[m] += error * tape.tilts[t, m]


@inlined
def _move_shared(
    course: Course,
    weights: Weights,
    slopes: Slopes,
    shared: tuple[FloatArray, FloatArray, FloatArray],
    sums: _Shared,
) -> None:
    """Take one step on all weights that every answer shares."""
    pace = course.pace
    _move(shared[0], slopes.write_all, sums.write, pace)
    _move(shared[1], slopes.expose_all, sums.expose, pace * _EXPOSE_PACE)
    _move(shared[2], slopes.read_all, sums.read, pace)
    _move(weights.ease, slopes.ease, sums.ease, pace)
    _move(weights.misses, slopes.misses, sums.misses, pace)
    _move(weights.skill_misses, slopes.skill_misses, sums.skill_misses, pace)
    _move(weights.tilts, slopes.tilts, sums.tilts, pace)
    draw = course.draw_curves
    _move_curves(weights.curves, slopes.curves, sums.curves, pace, draw)
    _move_curves(weights.ease_curves, slopes.ease_curves, sums.ease_curves, pace, draw)


@making
def _blank_sums() -> _Shared:
    return _Shared(
        ease=np.zeros(N_EASE),
        ease_curves=np.zeros((2, N_KNOTS)),
        curves=np.zeros((N_COUNTERS, N_KNOTS)),
        misses=np.zeros(N_HALF_LIVES),
        skill_misses=np.zeros(N_SKILL_HALF_LIVES),
        tilts=np.zeros(N_TILTS),
        write=np.zeros(N_MEMORY),
        expose=np.zeros(N_MEMORY),
        read=np.zeros(N_MEMORY),
    )


@inlined
def _clear_sums(sums: _Shared) -> None:
    sums.ease[:] = 0.0
    sums.ease_curves[:] = 0.0
    sums.curves[:] = 0.0
    sums.misses[:] = 0.0
    sums.skill_misses[:] = 0.0
    sums.tilts[:] = 0.0
    sums.write[:] = 0.0
    sums.expose[:] = 0.0
    sums.read[:] = 0.0


@making
def _blank_tape() -> _Tape:
    return _Tape(
        ease=np.zeros((_STRETCH, N_EASE)),
        knots=np.zeros((_STRETCH, 2)),
        memory=np.zeros((_STRETCH, N_MEMORY)),
        keeps=np.zeros((_STRETCH, N_MEMORY)),
        surprise=np.zeros(_STRETCH),
        misses=np.zeros((_STRETCH, N_HALF_LIVES)),
        skill_misses=np.zeros((_STRETCH, N_SKILL_HALF_LIVES)),
        tilts=np.zeros((_STRETCH, N_TILTS)),
    )


@compiled
def train(
    log: Log,
    n_skills: int,
    course: Course,
    population: Population,
    rates: Rates,
    weights: Weights,
    slopes: Slopes,
    write_all: FloatArray,
    expose_all: FloatArray,
    read_all: FloatArray,
    probability: FloatArray,
) -> None:
    """Walk through the students in order; move weights and difficulties on the way.

    ``probability`` (N,) is filled for their answers, each predicted before anything
    was learnt from it. ``weights.write``, ``expose`` and ``read`` hold here what a
    skill set adds to ``write_all``, ``expose_all`` and ``read_all`` (D,).
    """
    shared = (write_all, expose_all, read_all)
    tape, sums = _blank_tape(), _blank_sums()
    memory, later = np.zeros(N_MEMORY), np.zeros(N_MEMORY)
    misses, tilts = np.zeros(N_HALF_LIVES), np.zeros(N_TILTS)
    of_skill = np.zeros((n_skills, N_SKILL_HALF_LIVES))
    student = (memory, misses, tilts, of_skill)
    for s in course.order:
        begin, stop = log.first[s], log.first[s + 1]
        memory[:] = 0.0
        misses[:] = 0.0
        tilts[:] = 0.0
        of_skill[:] = 0.0
        for stretch in range(begin, stop, _STRETCH):
            end = min(stop, stretch + _STRETCH)
            for r in range(stretch, end):
                probability[r] = _ahead(
                    r,
                    r - stretch,
                    log,
                    course,
                    population,
                    weights,
                    shared,
                    student,
                    tape,
                )
            if course.trains:
                later[:] = 0.0
                _clear_sums(sums)
                for r in range(end - 1, stretch - 1, -1):
                    error = probability[r] - (1.0 if log.correct[r] else 0.0)
                    _back(
                        r,
                        r - stretch,
                        error,
                        log,
                        course,
                        population,
                        weights,
                        slopes,
                        shared,
                        sums,
                        later,
                        tape,
                    )
                _move_shared(course, weights, slopes, shared, sums)
        if course.learns_ease:
            for r in range(begin, stop):
                outcome = 1.0 if log.correct[r] else 0.0
                learn_ease(log.item[r], outcome - probability[r], population, rates)
