"""The search: chains of random changes side by side, then exact reseating.

The number of changes, not the clock, ends the search, so that the same day, seed and
limit give the same plan on any machine that is fast enough; on a slower one the clock
makes it try less. Chains and windows are a fixed number, however many threads run
them.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler import kernels, moves
from seedbed.engines.scheduler.chains import LOG_SHAPE
from seedbed.engines.scheduler.reseat import reseat_all
from seedbed.engines.scheduler.state import Problem, State, copy_state
from seedbed.lib.arrays import FloatArray

N_CHAINS = 2
N_ROUNDS = 20
#: After these rounds every chain goes on from the best plan.
MEETINGS = frozenset({9, 13, 16, 18})
#: First and last temperature, as shares of the mean gain of an option. A plan to start
#: from is warmed only so far as to be changed where that gains.
HOT, COLD, WARM = 0.2, 0.01, 0.03
#: Shares of all changes that open a session and that move several students; and how
#: much hotter a session is judged, as what it gains shows only once others follow.
SESSION_SHARE, CHAIN_SHARE, SESSION_HEAT = 0.3, 0.3, 1.5
#: Changes of a chain per student and free block, at most, and in all, at least.
MOVES_PER_SEAT, LEAST_MOVES = 4000, 200_000
#: What a change takes, and more for each student who has the lesson as an option.
SECONDS_PER_MOVE, SECONDS_PER_TAKER = 1.7e-6, 1.7e-8
#: What reseating takes per student of a large unit, and where repeats count less.
RESEAT_SECONDS, RESEAT_SECONDS_REPEATS, LARGE_UNIT = 0.004, 0.009, 1000
#: Share of the time for reseating, and passes over all students, at most.
RESEAT_SHARE, MOST_PASSES = 0.3, 4
#: Share of the rest that the chains plan for: what is left makes up for slow moves.
SURE_SHARE = 0.85
#: A pass that gains a smaller share of the plan is the last.
LEAST_PASS_GAIN = 1e-5


@dataclass(frozen=True)
class Effort:
    """How much to try: changes of each chain and round, then passes of reseating."""

    n_moves: int
    n_passes: int
    reseat_seconds: float
    heat: FloatArray  # (N_ROUNDS + 1,) temperature at the ends of the rounds


def effort(p: Problem, seconds: float, *, is_warm: bool = False) -> Effort:
    """Return what fits into a time limit."""
    n_students, n_seats = p.free.shape[1], int(p.free.sum())
    n_takers = len(p.student) / max(1, len(p.skill))
    per_move = SECONDS_PER_MOVE + SECONDS_PER_TAKER * n_takers
    wanted = max(LEAST_MOVES, MOVES_PER_SEAT * n_seats)
    each = RESEAT_SECONDS_REPEATS if p.repeat_share < 1 else RESEAT_SECONDS
    a_pass = each * max(1, n_students) * min(1.0, (n_students / LARGE_UNIT) ** 0.5)
    n_passes = min(MOST_PASSES, int(RESEAT_SHARE * seconds / a_pass))
    left = SURE_SHARE * (seconds - n_passes * a_pass)
    n_moves = int(min(wanted, left / per_move)) // N_ROUNDS
    typical = float(p.gain.mean()) if len(p.gain) else 0.0
    hot = WARM if is_warm else HOT
    heat = typical * hot * (COLD / hot) ** (np.arange(N_ROUNDS + 1) / N_ROUNDS)
    if n_moves == 0 or typical <= 0:
        return Effort(0, 0, 0.0, heat)
    return Effort(n_moves, n_passes, n_passes * a_pass, heat)


def search(p: Problem, x: State, effort: Effort, *, seed: int, seconds: float) -> State:
    """Return the best plan found from a first one; the first one is changed."""
    if not effort.n_moves:
        return x
    # Compiles on the first run of an installation, before the clock starts: else
    # compiling would eat the time and the first plan differ from all later ones.
    Chain(p, x).run(0, (1.0, 1.0), 0)
    reseat_all(p, x, 0, np.zeros(0, np.int64))
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(N_CHAINS) as threads:
        x = _anneal(p, x, effort, seed, until - effort.reseat_seconds, threads)
        for n in range(effort.n_passes):
            if time.perf_counter() > until:
                break
            x, gain = reseat_all(p, x, n, threads=threads, until=until)
            if gain < LEAST_PASS_GAIN * _worth(p, x):
                break
            polish = Chain(p, x)
            cold = float(effort.heat[-1])
            polish.run(effort.n_moves, (2 * cold, cold), seed + n)
            x = polish.best
    return x


class Chain:
    """One plan in the making, with the scratch space of its changes."""

    def __init__(self, p: Problem, x: State) -> None:
        self.p, self.x, self.best = p, copy_state(x), copy_state(x)
        self.gain, self.most = 0.0, 0.0
        self._scratch = copy_state(x)
        self._who = np.empty(len(p.student) + x.members.shape[2], np.int64)
        self._instead = np.empty(len(p.starts) - 1)
        self._gains = np.empty(len(p.student))
        self._log = np.empty(LOG_SHAPE, np.int64)

    def run(self, n_moves: int, heat: tuple[float, float], seed: int) -> None:
        """Make so many changes while cooling, and keep the plan if it is the best."""
        schedule = np.array([*heat, SESSION_SHARE, CHAIN_SHARE, SESSION_HEAT])
        self.gain += moves.anneal(
            self.p, self.x, self._scratch, n_moves, schedule, seed,
            self._instead, self._who, self._gains, self._log,
        )  # fmt: skip
        self.gain += kernels.improve_seats(self.p, self.x)
        if self.gain > self.most:
            self.best, self.most = copy_state(self.x), self.gain

    def go_on_from(self, other: Chain) -> None:
        """Take over another chain's plan."""
        self.x, self.gain = copy_state(other.x), other.gain
        if other.most > self.most:
            self.best, self.most = copy_state(other.best), other.most


def _anneal(
    p: Problem,
    x: State,
    effort: Effort,
    seed: int,
    until: float,
    threads: ThreadPoolExecutor,
) -> State:
    """Return the best plan that the chains come upon."""
    chains = [Chain(p, x) for _ in range(N_CHAINS)]
    n_moves, start = effort.n_moves, time.perf_counter()
    for n in range(N_ROUNDS):
        ends = (float(effort.heat[n]), float(effort.heat[n + 1]))
        seeds = [(seed * N_ROUNDS + n) * N_CHAINS + i for i in range(N_CHAINS)]
        runs = [
            threads.submit(chain.run, n_moves, ends, own)
            for chain, own in zip(chains, seeds, strict=True)
        ]
        for run in runs:
            run.result()
        if n in MEETINGS:
            _meet(chains)
        # A machine too slow for all moves makes fewer in each round that is left, so
        # that the plan still cools down.
        seconds = (time.perf_counter() - start) / (n + 1)
        left = max(0.0, until - time.perf_counter()) / max(1, N_ROUNDS - 1 - n)
        if seconds > left:
            n_moves = int(effort.n_moves * left / seconds)
    return max(chains, key=lambda chain: chain.most).best


def _meet(chains: list[Chain]) -> None:
    leader = max(chains, key=lambda chain: chain.gain)
    for chain in chains:
        if chain is not leader:
            chain.go_on_from(leader)


def _worth(p: Problem, x: State) -> float:
    """Return about what a plan is worth, repeats counted in full."""
    return float(np.append(p.gain, 0.0)[x.choice].sum())
