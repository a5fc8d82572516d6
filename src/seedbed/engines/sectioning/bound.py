"""A proven lower bound: limits become prices, students choose freely at them."""

from __future__ import annotations

import math

import numpy as np

from seedbed.engines.sectioning.choosing import Chooser, Kinds, kinds_of
from seedbed.engines.sectioning.menu import Menu
from seedbed.lib.arrays import FloatArray, IntArray

#: Rounding of prices and sums may lift a bound by this at most.
_ROUNDING = 1e-6


class Bound:
    """Lagrangian bound: prices on full sections, raised where too many want in.

    For any prices of at least 0, the conflicts and prices that students pay when each
    chooses best, minus what all seats are worth, is no more than the fewest conflicts
    within the limits (Geoffrion 1974).
    """

    def __init__(self, menu: Menu) -> None:
        self.menu = menu
        self.kinds: Kinds = kinds_of(menu)
        self.chooser = Chooser(menu, self.kinds)
        self.option_of_member = np.repeat(
            np.arange(len(menu.own)), np.diff(menu.starts)
        )
        self.held: IntArray = menu.first[self.kinds.request].copy()
        self.price: FloatArray = np.zeros(len(menu.limit))
        self.best_price: FloatArray = self.price
        self.value = -math.inf
        self.free_value = -math.inf

    @property
    def conflicts(self) -> int:
        """The fewest conflicts that are not ruled out."""
        return _whole(self.value)

    @property
    def free_conflicts(self) -> int:
        """The fewest conflicts that are not ruled out if sections had no limits."""
        return _whole(self.free_value)

    def at(self, price: FloatArray, *, most_nodes: int) -> float:
        """Return the bound of prices, and leave what students choose in ``held``.

        ``value`` and ``best_price`` keep the best bound so far.
        """
        floors = self.chooser.choose(
            self.option_prices(price), self.held, most_nodes=most_nodes
        )
        # Sections without a limit have no price, and limits stay exact in floats.
        worth = float(price @ np.where(price > 0, self.menu.limit, 0))
        value = float(floors @ self.kinds.n_students) - worth
        if value > self.value:
            self.value, self.best_price = value, price
        if not price.any():
            self.free_value = max(self.free_value, value)
        return value

    def option_prices(self, price: FloatArray) -> FloatArray:
        """Return what the sections of each option cost together (N,)."""
        total = np.zeros(len(self.menu.own))
        np.add.at(total, self.option_of_member, price[self.menu.members])
        return total


def _whole(value: float) -> int:
    return 0 if math.isinf(value) else max(0, math.ceil(value - _ROUNDING))
