"""Linear programs over the sums of a table, solved by HiGHS."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray

_UNBOUNDED = (
    highspy.HighsModelStatus.kUnbounded,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


class Program:
    """Columns between bounds, rows of which each equals a number or exceeds it."""

    def __init__(
        self,
        lower: FloatArray,
        upper: FloatArray,
        *,
        is_whole: bool = False,
        most_nodes: int | None = None,
    ) -> None:
        self._n = len(lower)
        self._solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        if is_whole:
            self._solver.setOptionValue("mip_rel_gap", 0.0)
            if most_nodes is not None:
                self._solver.setOptionValue("mip_max_nodes", most_nodes)
        else:
            # One simplex after the other from where the last ended.
            self._solver.setOptionValue("presolve", "off")
        self._solver.addVars(self._n, lower, upper)
        if is_whole:
            kinds = np.full(self._n, highspy.HighsVarType.kInteger, dtype=object)
            self._solver.changeColsIntegrality(self._n, _all(self._n), kinds)

    def add_rows(
        self,
        row: IntArray,
        column: IntArray,
        value: FloatArray,
        *,
        lower: FloatArray,
        upper: FloatArray,
    ) -> None:
        """Add rows 0 to len(lower) - 1, given by their entries in any order."""
        order = np.argsort(row, kind="stable")
        starts = np.searchsorted(row[order], np.arange(len(lower)))
        self._solver.addRows(
            len(lower),
            lower,
            upper,
            len(order),
            starts.astype(np.int32),
            column[order].astype(np.int32),
            value[order].astype(np.float64),
        )

    def extremes(self, column: int) -> tuple[float, float]:
        """Return the least and the greatest value that a column can have."""
        self._solver.changeColCost(column, 1.0)
        least = self._optimum(highspy.ObjSense.kMinimize, -np.inf)
        most = self._optimum(highspy.ObjSense.kMaximize, np.inf)
        self._solver.changeColCost(column, 0.0)
        return least, most

    def set_bounds(self, lower: FloatArray, upper: FloatArray) -> None:
        """Change between what the columns lie."""
        self._solver.changeColsBounds(self._n, _all(self._n), lower, upper)

    def reach(self, column: int) -> tuple[float, FloatArray, FloatArray]:
        """Return how far apart a column's extremes are, and what holds them there.

        For any bounds around 0, the lower ones ``-down`` and the upper ones ``up``,
        the extremes are at most ``by_down @ down + by_up @ up`` apart (weak duality).

        Returns
        -------
        tuple
            The distance; ``by_down`` and ``by_up``, (columns,) each.
        """
        distance, by_down, by_up = 0.0, np.zeros(self._n), np.zeros(self._n)
        for sign in (-1.0, 1.0):
            self._solver.changeColCost(column, sign)
            self._solver.run()
            distance -= float(self._solver.getInfo().objective_function_value)
            reduced = np.array(self._solver.getSolution().col_dual)
            by_down += np.maximum(reduced, 0.0)
            by_up += np.maximum(-reduced, 0.0)
        self._solver.changeColCost(column, 0.0)
        return distance, by_down, by_up

    def cheapest(self, cost: FloatArray) -> FloatArray | None:
        """Return the columns at the lowest cost; None if none are found."""
        self._solver.changeColsCost(self._n, _all(self._n), cost)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._solver.getSolution().col_value)

    def _optimum(self, sense: Any, unbounded: float) -> float:
        self._solver.changeObjectiveSense(sense)
        self._solver.run()
        status = self._solver.getModelStatus()
        # The true counts satisfy every row, so it cannot be infeasible.
        if status in _UNBOUNDED:
            return unbounded
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"What a reader can know was not found: {status}.")
        return float(self._solver.getInfo().objective_function_value)


def _all(n: int) -> Any:
    return np.arange(n, dtype=np.int32)
