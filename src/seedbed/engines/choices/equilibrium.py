"""Approximate competitive equilibrium from equal incomes (Budish, 2011).

Students get nearly equal budgets of points, sections get prices at which almost nobody
wants a seat that is not there, and each student buys the best bundle that the budget
allows. Three steps, as Course Match takes them (Budish and others, 2017): prices are
found, then raised until no section is over-full, then seats left over are given out.
"""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from .desk import Desk, fill
from .kernels import best_bundles
from .picking import draw_order
from .problem import Problem
from .result import Result

#: Budgets lie between 1 and this much more: the draw that breaks ties.
SPREAD = 0.1
_N_STEPS = 40
_N_RAISES = 60
_FIRST_STEP = 0.25
_RAISE = 0.05
_MOST_NODES = 3_000


def equilibrium(problem: Problem, *, seed: int) -> Result:
    """Sell seats at one price to all, for budgets that differ by at most a tenth."""
    order = draw_order(problem.n_students, seed)
    budget = np.empty(problem.n_students)
    budget[order] = 1.0 + SPREAD * np.linspace(1.0, 0.0, problem.n_students)
    everyone = np.arange(problem.n_students)
    price = _search(problem, budget)
    demand = _demand(problem, budget, price, everyone)
    for _ in range(_N_RAISES):
        is_over = demand.sum(axis=0) > problem.seats
        if not is_over.any():
            break
        price = np.where(is_over, price * (1 + _RAISE) + 0.002, price)
        # Whoever holds no dearer section keeps the best bundle: nothing got cheaper.
        touched = np.flatnonzero(demand[:, is_over].any(axis=1))
        demand[touched] = _demand(problem, budget, price, touched)
    desk = Desk(problem)
    for i in order.tolist():
        wanted = np.flatnonzero(demand[i])
        for c in wanted[np.argsort(-problem.worth[i, wanted])].tolist():
            desk.take(i, c)
    fill(desk, order)
    return Result(
        method="equilibrium", seed=seed, has=desk.has, order=order, prices=price
    )


def _search(problem: Problem, budget: FloatArray) -> FloatArray:
    """Return the prices with the least clearing error on the way of tatonnement."""
    everyone = np.arange(problem.n_students)
    seats = np.maximum(problem.seats, 1)
    price = np.zeros(problem.n_sections)
    best, least = price, np.inf
    for n in range(_N_STEPS):
        asked = _demand(problem, budget, price, everyone).sum(axis=0)
        excess = (asked - problem.seats).astype(np.float64)
        unmet = np.where(price > 0, excess, np.maximum(0.0, excess))
        error = float(np.sqrt((unmet**2).sum()))
        if error < least:
            best, least = price, error
        if error == 0:
            break
        step = _FIRST_STEP / (1 + n / 8)
        change = np.clip(step * excess / seats, -step, step)
        price = np.clip(price + change, 0.0, 1.0 + SPREAD)
    return best


def _demand(
    problem: Problem, budget: FloatArray, price: FloatArray, who: IntArray
) -> BoolArray:
    """Return what some students would buy, (len(who), C)."""
    worth = problem.worth[who]
    made, _ = best_bundles(
        worth,
        worth,
        np.repeat(price[None, :], len(who), axis=0),
        problem.may[who] & (problem.seats > 0),
        problem.conflict,
        problem.load[who],
        np.zeros(len(who)),
        np.full(len(who), np.inf),
        budget[who],
        _MOST_NODES,
    )
    wants = np.zeros((len(who), problem.n_sections), np.bool_)
    rows, places = np.nonzero(made >= 0)
    wants[rows, made[rows, places]] = True
    return wants
