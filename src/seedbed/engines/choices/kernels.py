"""Compiled search for one student's best sections, and what depends on it.

A student's candidates are cut into cliques of sections of which at most one can be
taken. The search walks through the cliques, best first, takes one section or none of
each, and turns back where even the best of what is left cannot help.
"""

from __future__ import annotations

import numba
import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: Most sections that one student may take.
MOST_SECTIONS = 12
_EPSILON = 1e-9


@numba.njit(cache=True)
def cliques(
    weight: FloatArray,
    may: BoolArray,
    conflict: BoolArray,
    member: IntArray,
    start: IntArray,
) -> int:
    """Cut the sections that may be taken into cliques; return their number.

    ``member[start[q]:start[q + 1]]`` are those of clique q, the weightiest first.
    """
    n_sections = len(weight)
    order = np.argsort(-weight, kind="mergesort")
    clique = np.full(n_sections, -1)
    n_cliques = 0
    for a in range(n_sections):
        c = order[a]
        if not may[c]:
            continue
        fits = np.ones(n_cliques, np.bool_)
        for b in range(a):
            other = order[b]
            if clique[other] >= 0 and not conflict[c, other]:
                fits[clique[other]] = False
        place = n_cliques
        for q in range(n_cliques):
            if fits[q]:
                place = q
                break
        if place == n_cliques:
            n_cliques += 1
        clique[c] = place
    n = 0
    for q in range(n_cliques):
        start[q] = n
        for a in range(n_sections):
            if clique[order[a]] == q:
                member[n] = order[a]
                n += 1
    start[n_cliques] = n
    return n_cliques


@numba.njit(cache=True)
def best_bundle(
    weight: FloatArray,
    value: FloatArray,
    cost: FloatArray,
    may: BoolArray,
    conflict: BoolArray,
    load: int,
    least: float,
    most: float,
    budget: float,
    most_nodes: int,
    out: IntArray,
) -> tuple[int, float, float]:
    """Write the sections of greatest weight to ``out``; return how many and the weight.

    At most ``load`` sections without conflict, worth ``least`` to ``most`` in all and
    of no more cost than ``budget``. The number is -1 where there are none such. Third
    comes a bound on the weight: the same, unless ``most_nodes`` steps did not suffice.
    """
    n_sections = len(weight)
    member, start = np.empty(n_sections, np.int64), np.zeros(n_sections + 1, np.int64)
    n_cliques = cliques(weight, may, conflict, member, start)
    gain = np.zeros(n_cliques + 1)
    dearest = np.zeros(n_cliques + 1)
    for q in range(n_cliques):
        gain[q + 1] = gain[q] + max(0.0, weight[member[start[q]]])
    for q in range(n_cliques - 1, -1, -1):
        dearest[q] = dearest[q + 1]
        for k in range(start[q], start[q + 1]):
            dearest[q] = max(dearest[q], value[member[k]])
    best, n_best, n_nodes = -np.inf, -1, 0
    if least <= _EPSILON:
        best, n_best = 0.0, 0
    at = np.zeros(n_cliques + 1, np.int64)
    took = np.zeros(n_cliques + 1, np.bool_)
    chosen = np.empty(load + 1, np.int64)
    n, total, worth, paid, depth = 0, 0.0, 0.0, 0.0, 0
    at[0] = -1
    while depth >= 0:
        if took[depth]:
            n -= 1
            c = chosen[n]
            total, worth, paid = total - weight[c], worth - value[c], paid - cost[c]
            took[depth] = False
        left = min(load - n, n_cliques - depth)
        is_dead = total + gain[depth + left] - gain[depth] <= best + _EPSILON
        if left <= 0 or is_dead or worth + left * dearest[depth] < least - _EPSILON:
            depth -= 1
            continue
        n_nodes += 1
        if n_nodes > most_nodes:
            return n_best, best, max(best, gain[min(load, n_cliques)])
        width = start[depth + 1] - start[depth]
        at[depth] += 1
        while at[depth] < width:
            c = member[start[depth] + at[depth]]
            is_free = paid + cost[c] <= budget + _EPSILON
            is_free &= worth + value[c] <= most + _EPSILON
            for k in range(n):
                if conflict[c, chosen[k]]:
                    is_free = False
                    break
            if is_free:
                break
            at[depth] += 1
        if at[depth] > width:
            depth -= 1
            continue
        if at[depth] < width:
            c = member[start[depth] + at[depth]]
            chosen[n] = c
            n += 1
            total, worth, paid = total + weight[c], worth + value[c], paid + cost[c]
            took[depth] = True
            if total > best + _EPSILON and worth >= least - _EPSILON:
                best, n_best = total, n
                for k in range(n):
                    out[k] = chosen[k]
        depth += 1
        at[depth] = -1
        took[depth] = False
    return n_best, best, best


@numba.njit(cache=True)
def ideal_worth(
    worth: FloatArray,
    may: BoolArray,
    conflict: BoolArray,
    load: IntArray,
    seats: IntArray,
) -> FloatArray:
    """Return the worth of the best sections each student could have alone, (S,)."""
    n_students, n_sections = worth.shape
    ideal = np.zeros(n_students)
    free = np.zeros(n_sections)
    out = np.empty(MOST_SECTIONS, np.int64)
    for i in range(n_students):
        _, ideal[i], _ = best_bundle(
            worth[i],
            worth[i],
            free,
            may[i] & (seats > 0),
            conflict,
            load[i],
            0.0,
            np.inf,
            1.0,
            1_000_000,
            out,
        )
    return ideal


@numba.njit(cache=True)
def best_bundles(
    weight: FloatArray,
    worth: FloatArray,
    cost: FloatArray,
    may: BoolArray,
    conflict: BoolArray,
    load: IntArray,
    least: FloatArray,
    most: FloatArray,
    budget: FloatArray,
    most_nodes: int,
) -> tuple[IntArray, FloatArray]:
    """Return the best sections of each student (S, MOST_SECTIONS), then -1.

    The first is -2 where no bundle is worth ``least`` to ``most`` (S,). Second comes
    the bound on the weight (S,).
    """
    n_students = len(load)
    bound = np.empty(n_students)
    found = np.full((n_students, MOST_SECTIONS), -1)
    out = np.empty(MOST_SECTIONS, np.int64)
    for i in range(n_students):
        n, _, bound[i] = best_bundle(
            weight[i],
            worth[i],
            cost[i],
            may[i],
            conflict,
            load[i],
            least[i],
            most[i],
            budget[i],
            most_nodes,
            out,
        )
        if n < 0:
            found[i, 0] = -2
        for k in range(n):
            found[i, k] = out[k]
    return found, bound


@numba.njit(cache=True)
def envied(
    worth: FloatArray, may: BoolArray, load: IntArray, sections: IntArray
) -> tuple[IntArray, IntArray]:
    """Count for each student whose sections they would rather have.

    ``sections`` (S, MOST_SECTIONS) are what each has, then -1. The second count leaves
    out who is envied no more once one section is taken from them.
    """
    n_students = len(load)
    n_envied, n_beyond_one = (
        np.zeros(n_students, np.int64),
        np.zeros(n_students, np.int64),
    )
    held = np.empty(MOST_SECTIONS)
    for i in range(n_students):
        own = 0.0
        for k in range(MOST_SECTIONS):
            if sections[i, k] < 0:
                break
            own += worth[i, sections[i, k]]
        for j in range(n_students):
            n, total = 0, 0.0
            for k in range(MOST_SECTIONS):
                c = sections[j, k]
                if c < 0:
                    break
                if may[i, c]:
                    held[n] = worth[i, c]
                    total += held[n]
                    n += 1
            if total <= own + _EPSILON:
                continue
            ordered = np.sort(held[:n])[::-1]
            could = ordered[: load[i]].sum()
            if could <= own + _EPSILON:
                continue
            n_envied[i] += 1
            if ordered[1 : load[i] + 1].sum() > own + _EPSILON:
                n_beyond_one[i] += 1
    return n_envied, n_beyond_one
