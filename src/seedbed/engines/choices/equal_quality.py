"""Equal quality: shares of the own ideal that count more the lower they are.

A point of share counts once above two thirds of the ideal, twice between one half and
two thirds, and six times below. If the lowest share is then under the goal, it is
raised while there is time; a goal of 1 raises it as high as can be found. Bundles are
made as the prices of seats ask for them (Dantzig and Wolfe, 1960).
"""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from .bundles import Bundles, all_bundles, found_bundles, held_bundles, join
from .desk import Desk, fill, settle
from .kernels import best_bundles
from .master import Master
from .picking import draw_order, round_robin
from .problem import Problem
from .result import Result

#: From this share on, a point of share counts so many times.
PIECES = ((2 / 3, 1.0), (1 / 2, 2.0), (0.0, 6.0))
#: Where a piece begins, its slope, and what its line is at a share of 0.
_LINES = ((2 / 3, 1.0, 0.0), (1 / 2, 2.0, -2 / 3), (0.0, 6.0, -2 / 3 - 2.0))
_MOST_NODES = 100_000
_MOST_ROUNDS = 60
_GAP_PER_STUDENT = 2e-5
_FIRST_STEP = 0.04
_LAST_STEP = 0.005
_SMALL = 4_000


def quality(share: FloatArray) -> FloatArray:
    """Return what shares of the own ideal count for; the ideal counts 1.

    >>> quality(np.array([1.0, 2 / 3, 0.5, 0.0])).round(3)
    array([ 1.   ,  0.667,  0.333, -2.667])
    """
    counts = np.minimum(share, 1.0).astype(np.float64)
    for (high, above), (_, below) in pairwise(PIECES):
        counts -= (below - above) * np.maximum(0.0, high - share)
    return counts


def equal_quality(
    problem: Problem, *, seed: int, time_limit_seconds: float = 8.0, goal: float = 0.5
) -> Result:
    """Allot so that low shares are few, the lowest meets the goal, and the sum is best.

    The time limit ends the search for a better plan; the first one is always made.
    ``bound`` is proven: no seats have a higher sum of ``quality``.
    """
    order = draw_order(problem.n_students, seed)
    # Among equally good plans the solver takes the first: the draw decides who that is.
    search = _Search(problem.reordered(order), perf_counter() + time_limit_seconds)
    search.grow(floor=0.0)
    bound, prices = search.bound, search.master.seat_prices
    best = search.raised(search.plan(), goal)
    has = np.zeros_like(best)
    has[order] = best
    return Result(
        method="equal-quality",
        seed=seed,
        has=has,
        order=order,
        prices=prices,
        bound=bound,
        reached=search.measure(best),
    )


class _Search:
    """The columns, their shares and the clock of one run."""

    def __init__(self, problem: Problem, deadline: float) -> None:
        self.problem = problem
        self.deadline = deadline
        self.bound = np.inf
        ideal = np.where(problem.ideal > 0, problem.ideal, 1.0)
        self._weight = problem.worth / ideal[:, None]
        self._start = round_robin(problem, seed=0).has
        first = join(all_bundles(problem, most=_SMALL), held_bundles(self._start))
        self.master = Master(problem, first, quality(self._shares(first)))

    def measure(self, has: BoolArray) -> float:
        """Return the sum that the method maximises."""
        return float(quality(self.problem.shares(has)).sum())

    def lowest(self, has: BoolArray) -> float:
        """Return the lowest share of a student."""
        return float(self.problem.shares(has).min(initial=1.0))

    def grow(self, *, floor: float) -> None:
        """Add bundles above a floor until none can add to the sum."""
        tight = _GAP_PER_STUDENT * self.problem.n_students
        self.bound = np.inf
        for _ in range(_MOST_ROUNDS):
            self.master.relax()
            n_new = self._price(floor)
            if not n_new or self.bound - self.master.objective < tight:
                break
            if perf_counter() > self.deadline:
                break
        self.master.relax()

    def plan(self) -> BoolArray:
        """Return whole seats near those of the linear program."""
        master = self.master
        margin = self._margin(master.columns, master.gain)
        seconds = max(1.0, (self.deadline - perf_counter()) / 2)
        has = self._start
        for near in (0.05, 0.5):
            if len(margin) <= _SMALL:
                near = np.inf
            near_best = np.flatnonzero(
                master.is_allowed & ((margin > -near) | (master.share > 1e-6))
            )
            chosen = master.whole(near_best, seconds=seconds)
            if chosen is not None:
                has = chosen.seats(self.problem)
                break
        desk = Desk(self.problem, settle(self.problem, has))
        fill(desk, np.arange(self.problem.n_students))
        return desk.has

    def raised(self, best: BoolArray, goal: float) -> BoolArray:
        """Return a plan whose lowest share is as near the goal as found in time."""
        low, step = self.lowest(best), _FIRST_STEP
        while step >= _LAST_STEP and low < goal - 1e-9:
            if perf_counter() > self.deadline:
                break
            floor = min(goal, low + step)
            self.master.forbid(self._shares(self.master.columns) < floor - 1e-9)
            self.grow(floor=floor)
            found = self.plan() if self._reaches(floor) else best
            if self.lowest(found) >= floor - 1e-9:
                best, low, step = found, self.lowest(found), 2 * step
            else:
                step /= 2
        return best

    def _reaches(self, floor: float) -> bool:
        """Return whether the linear program leaves no student below a floor."""
        used = self.master.columns[self.master.share > 1e-6]
        return bool((self._shares(used) >= floor - 1e-9).all())

    def _price(self, floor: float) -> int:
        """Make the bundles that the prices ask for; return how many are new."""
        problem, master = self.problem, self.master
        everyone = np.arange(problem.n_students)
        slack = np.full(problem.n_students, -np.inf)
        parts, high = [], np.inf
        for low, slope, base in _LINES:
            found, bound = self._best(everyone, slope, max(low, floor), high)
            parts.append(found)
            slack = np.maximum(slack, base + bound)
            high = low
        made = join(*parts)
        gain = quality(self._shares(made))
        margin = self._margin(made, gain)
        slack -= master.student_prices
        reached = np.zeros(problem.n_students)
        np.maximum.at(reached, made.student, margin)
        # Where a search was cut short its bound is loose. No bundle's quality lies
        # above any of the lines, and without a range the searches are far quicker.
        cut = np.flatnonzero(slack > reached + 1e-6)
        for _, slope, base in _LINES:
            _, bound = self._best(cut, slope, floor, np.inf)
            line = base + bound - master.student_prices[cut]
            slack[cut] = np.minimum(slack[cut], line)
        extra = float(np.maximum(0.0, slack).sum())
        self.bound = min(self.bound, master.objective + extra)
        good = np.flatnonzero(margin > 1e-7)
        return master.add(made[good], gain[good])

    def _best(
        self, who: IntArray, slope: float, low: float, high: float
    ) -> tuple[Bundles, FloatArray]:
        """Return the best bundles of some students with shares in a range, and bounds.

        A bundle is worth its share times the slope, less the prices of its seats.
        """
        problem, one = self.problem, np.ones(len(who))
        weight = slope * self._weight[who] - self.master.prices()[who]
        ideal = problem.ideal[who]
        made, bound = best_bundles(
            weight,
            problem.worth[who],
            np.zeros_like(weight),
            problem.may[who],
            problem.conflict,
            problem.load[who],
            low * ideal,
            high * np.where(ideal > 0, ideal, 1.0),
            one,
            _MOST_NODES,
        )
        found = found_bundles(made)
        return Bundles(student=who[found.student], sections=found.sections), bound

    def _shares(self, bundles: Bundles) -> FloatArray:
        """Return the share of the own ideal of each bundle."""
        whole = (self.problem.ideal <= 0).astype(np.float64)
        shares: FloatArray = bundles.sums(self._weight) + whole[bundles.student]
        return shares

    def _margin(self, bundles: Bundles, gain: FloatArray) -> FloatArray:
        """Return what each bundle adds beyond its price and the student's best."""
        best = self.master.student_prices[bundles.student]
        margin: FloatArray = gain - bundles.sums(self.master.prices()) - best
        return margin
