"""Solves sectioning: anneals, prices full sections, hands out timetables, anneals."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter

import numpy as np

from seedbed.engines.sectioning.annealing import Chain, anneal, chain
from seedbed.engines.sectioning.bound import Bound
from seedbed.engines.sectioning.columns import Columns, Master, crowded_sections
from seedbed.engines.sectioning.diving import Dive, mended
from seedbed.engines.sectioning.menu import Menu, menu_of
from seedbed.engines.sectioning.problem import Result, Seating, Sectioning
from seedbed.lib.arrays import IntArray

_N_CHAINS = 2
#: Steps of the first cooling, for each seat that can change.
_STEPS_OF_A_SEAT = 150
_HOT, _COLD, _LUKEWARM = 0.5, 0.08, 0.22
#: A cooling is done in pieces, to look at the clock between them.
_PIECES = 20
#: Shares of the time after which each stage must have ended.
_FIRST_ENDS, _COLUMNS_END, _DIVE_ENDS, _PROGRAM_ENDS = 0.2, 0.55, 0.75, 0.93
#: How much dearer than the cheapest of its kind a timetable may be in the dive.
_NEAR = 0.5
#: Rounds of prices, at most; real and simulated terms have taken fewer than 30.
_MOST_ROUNDS = 200
_FEW_NODES, _MORE, _MANY_NODES = 1_000, 5, 25_000
#: A round that lowers the program's value less than this calls for more nodes.
_SLOW = 0.997
#: Prices are shaken this often and this much, for more columns to choose from.
_N_SHAKES, _SHAKE = 6, 0.3
#: How much a column of an integer program may cost over the cheapest of its kind.
_DEAR = (0.3, np.inf)
_LEAST_SECONDS = 0.3


def solve(
    problem: Sectioning,
    start: Seating,
    *,
    time_limit_seconds: float = 60.0,
    seed: int = 0,
) -> Result:
    """Return a seating with as few conflicts as can be found, and a proven bound.

    The same problem, start and seed give the same seating on any number of threads as
    long as every stage ends before its share of the time; where the clock ends one,
    how far it got depends on the machine.

    Parameters
    ----------
    start : Seating
        A seating without faults; the answer never has more conflicts.

    Raises
    ------
    ValueError
        If ``start`` does not give every student the courses asked for, or passes a
        limit.
    """
    clock = _Clock(time_limit_seconds)
    menu = menu_of(problem)
    held = menu.held(start)
    if (menu.load(held) > menu.limit).any():
        raise ValueError("the start seats more students than a section's limit")
    run = _Run(menu, held, seed, clock)
    run.cool_first()
    run.price()
    run.dive()
    run.choose_columns()
    run.cool_last()
    return Result(
        seating=menu.seating(run.best),
        conflicts=run.conflicts,
        bound=min(run.bound.conflicts, run.conflicts),
        free_bound=min(run.bound.free_conflicts, run.conflicts),
        seconds=clock.seconds(),
    )


class _Clock:
    """How much of the time is spent."""

    def __init__(self, limit: float) -> None:
        self.began, self.limit = perf_counter(), limit

    def seconds(self) -> float:
        return perf_counter() - self.began

    def left(self, share: float = 1.0) -> float:
        """Return the seconds until a share of the time is spent."""
        return share * self.limit - self.seconds()


class _Run:
    """One solution in the making: the best held options, their prices, the columns."""

    def __init__(self, menu: Menu, held: IntArray, seed: int, clock: _Clock) -> None:
        self.menu, self.seed, self.clock = menu, seed, clock
        self.best = held
        self.conflicts = int(chain(menu, held, seed=seed).cost.sum())
        self.bound = Bound(menu)
        self.columns = Columns(menu, self.bound.kinds)
        self.columns.add_students(held)
        self.master = Master(self.columns, crowded_sections(menu))
        self.speed = 0.0
        self.is_priced = False

    @property
    def is_done(self) -> bool:
        return self.bound.conflicts >= self.conflicts

    def keep(self, conflicts: int, held: IntArray) -> None:
        self.columns.add_students(held)
        if conflicts < self.conflicts:
            self.conflicts, self.best = conflicts, held

    def cool_first(self) -> None:
        """Anneal from the start, and find how fast this machine steps."""
        n_steps = _STEPS_OF_A_SEAT * self.menu.n_seats
        began = self.clock.seconds()
        n_done = self._cool(n_steps, _HOT, share=_FIRST_ENDS, first_seed=0)
        self.speed = n_done / max(self.clock.seconds() - began, 1e-3)

    def cool_last(self) -> None:
        """Anneal from the best seating for the time that is left."""
        seconds = self.clock.left()
        if self.is_done or seconds < _LEAST_SECONDS:
            return
        n_steps = int(0.9 * seconds * self.speed)
        self._cool(n_steps, _LUKEWARM, share=1.0, first_seed=_N_CHAINS)

    def price(self) -> None:
        """Price full sections; collect the timetables chosen at each round's prices."""
        every = np.ones(len(self.bound.kinds.n_students), np.bool_)
        most_nodes, value = _FEW_NODES, np.inf
        self.bound.at(self.bound.price, most_nodes=most_nodes)
        self.columns.add_kinds(self.bound.held, every)
        for _ in range(_MOST_ROUNDS):
            if self.is_done or self.clock.left(_COLUMNS_END) < 0:
                return
            solved = self.master.solve(self.clock.left(_COLUMNS_END))
            if solved is None:
                return
            self.bound.at(solved.price, most_nodes=most_nodes)
            n_new = self.columns.add_kinds(self.bound.held, every)
            if solved.value - self.bound.value < 0.5:
                break
            if n_new == 0 or solved.value > _SLOW * value:
                if n_new == 0 and most_nodes == _MANY_NODES:
                    break
                most_nodes = min(_MORE * most_nodes, _MANY_NODES)
            value = solved.value
        self.is_priced = True
        self.bound.at(np.zeros(len(self.menu.limit)), most_nodes=most_nodes)
        self._shake()

    def _shake(self) -> None:
        """Collect timetables that are best at prices near the best ones."""
        chance = np.random.default_rng(self.seed)
        price = self.bound.best_price
        every = np.ones(len(self.bound.kinds.n_students), np.bool_)
        for _ in range(_N_SHAKES):
            if self.clock.left(_COLUMNS_END) < 0:
                return
            shaken = price * chance.uniform(1 - _SHAKE, 1 + _SHAKE, len(price))
            self.bound.at(shaken, most_nodes=_FEW_NODES)
            self.columns.add_kinds(self.bound.held, every)

    def dive(self) -> None:
        """Hand out timetables that are nearly whole at the best prices."""
        if self.is_done or self.clock.left(_DIVE_ENDS) < _LEAST_SECONDS:
            return
        chosen = self.columns.near(self.bound.best_price, _NEAR)
        dive = Dive(self.columns, chosen, self.master.crowded)
        left = partial(self.clock.left, _DIVE_ENDS)
        held = dive.down(left)
        held = None if held is None else mended(self.bound, held, left)
        if held is not None:
            self.keep(int(chain(self.menu, held, seed=self.seed).cost.sum()), held)

    def choose_columns(self) -> None:
        """Choose among the timetables that could be part of a better seating.

        First among few that cost next to nothing more than their kind's cheapest: such
        a program is small, and its answer is mostly within a few conflicts of the best.
        Where the clock ended the pricing the columns are too poor for it.
        """
        if not self.is_priced:
            return
        for nth, dear in enumerate(_DEAR):
            share = 0.7 if nth + 1 < len(_DEAR) else 1.0
            seconds = share * self.clock.left(_PROGRAM_ENDS)
            if self.is_done or seconds < _LEAST_SECONDS:
                return
            held = self.master.choose(
                self.best,
                self.bound.best_price,
                min(dear, self.conflicts - self.bound.value),
                target=self.bound.conflicts,
                seconds=seconds,
            )
            if held is None:
                continue
            at = chain(self.menu, held, seed=self.seed)
            if not (at.load > self.menu.limit).any():
                self.keep(int(at.cost.sum()), held)

    def _cool(self, n_steps: int, hot: float, *, share: float, first_seed: int) -> int:
        """Anneal some chains from the best seating; return the steps of each."""
        seeds = [self.seed * 1_000 + first_seed + k for k in range(_N_CHAINS)]
        chains = [chain(self.menu, self.best, seed=seed) for seed in seeds]
        goes_on: Callable[[], bool] = lambda: self.clock.left(share) > 0  # noqa: E731
        with ThreadPoolExecutor(_N_CHAINS) as pool:
            found = list(
                pool.map(lambda at: _cool_down(at, n_steps, hot, goes_on), chains)
            )
        for conflicts, held, _ in found:
            self.keep(conflicts, held)
        return max(n_done for _, _, n_done in found)


def _cool_down(
    at: Chain, n_steps: int, hot: float, goes_on: Callable[[], bool]
) -> tuple[int, IntArray, int]:
    """Anneal one chain piece by piece; return conflicts, options held, steps done."""
    best = int(at.cost.sum()), at.held.copy()
    n_each = n_steps // _PIECES + 1
    ratio = (_COLD / hot) ** (1 / _PIECES)
    n_done = 0
    for piece in range(_PIECES):
        warm = hot * ratio**piece
        found = anneal(at, n_steps=n_each, hot=warm, cold=warm * ratio)
        n_done += n_each
        if found[0] < best[0]:
            best = found
        if not goes_on():
            break
    return (*best, n_done)
