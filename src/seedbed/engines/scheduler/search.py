"""The search: chains of random changes side by side, then exact reseating.

The number of changes, not the clock, ends the search, so that the same day, seed and
limit give the same plan on any machine that is fast enough; on a slower one the clock
stops it in between. Chains are a fixed number, however many threads run them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler import kernels, moves
from seedbed.engines.scheduler.chains import LOG_SHAPE
from seedbed.engines.scheduler.reseat import reseat, windows
from seedbed.engines.scheduler.state import Problem, State, copy_state
from seedbed.lib.arrays import FloatArray

N_CHAINS = 2
N_ROUNDS = 20
#: After these rounds every chain goes on from the best plan.
MEETINGS = (9, 13, 16, 18)
#: First and last temperature, as shares of the mean gain of an option.
HOT, COLD = 0.2, 0.01
#: Shares of all changes that open a session and that move several students, and how
#: much hotter a session is judged: its first figure leaves out what follows it.
TUNE = [float(v) for v in os.environ.get("TUNE", "0.2,0.3,2").split(",")]


class Chain:
    """One plan in the making, with the scratch space of its changes."""

    def __init__(self, p: Problem, x: State) -> None:
        self.p, self.x, self.best = p, copy_state(x), copy_state(x)
        self.gain, self.most = 0.0, 0.0
        self._scratch = copy_state(x)
        self._who = np.empty(len(p.student) + x.members.shape[2], np.int64)
        self._gains = np.empty(len(p.student))
        self._log = np.empty(LOG_SHAPE, np.int64)

    def run(self, n_moves: int, heat: tuple[float, float], seed: int) -> None:
        """Make so many changes while cooling, and keep the plan if it is the best."""
        self.gain += moves.anneal(
            self.p, self.x, self._scratch, n_moves, np.array([*heat, *TUNE]), seed,
            self._who, self._gains, self._log,
        )  # fmt: skip
        self.gain += kernels.improve_seats(self.p, self.x)
        if self.gain > self.most:
            self.best, self.most = copy_state(self.x), self.gain

    def go_on_from(self, other: Chain) -> None:
        """Take over another chain's plan."""
        self.x, self.gain = copy_state(other.x), other.gain
        if other.most > self.most:
            self.best, self.most = copy_state(other.best), other.most


def anneal(
    p: Problem, x: State, *, n_moves: int, heat: FloatArray, seed: int, until: float
) -> State:
    """Return the best plan that the chains come upon."""
    chains = [Chain(p, x) for _ in range(N_CHAINS)]
    with ThreadPoolExecutor(N_CHAINS) as threads:
        for n in range(len(heat) - 1):
            if time.perf_counter() > until:
                break
            ends = (float(heat[n]), float(heat[n + 1]))
            seeds = [(seed * len(heat) + n) * N_CHAINS + i for i in range(N_CHAINS)]
            list(
                threads.map(
                    lambda chain, own: chain.run(n_moves, ends, own), chains, seeds
                )
            )
            if n in MEETINGS:
                leader = max(chains, key=lambda chain: chain.gain)
                for chain in chains:
                    if chain is not leader:
                        chain.go_on_from(leader)
    return max(chains, key=lambda chain: chain.most).best
