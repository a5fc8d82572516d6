"""A linear program solved by HiGHS, whose package has no type hints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray

#: Rounds of added rows, at most; fewer rows only make a bound weaker.
MOST_ROUNDS = 40


def _no_more_rows(_: FloatArray) -> bool:
    return False


@dataclass
class LinearProgram:
    """Maximise ``gain @ x`` with 0 <= x <= ``most`` and rows of at most a limit."""

    gain: FloatArray
    most: FloatArray
    _rows: list[IntArray] = field(default_factory=list)
    _columns: list[IntArray] = field(default_factory=list)
    _values: list[FloatArray] = field(default_factory=list)
    _limits: list[FloatArray] = field(default_factory=list)
    _n_rows: int = 0

    def at_most(self, limits: FloatArray) -> int:
        """Add rows whose sums are at most ``limits``; return the first one's number."""
        first = self._n_rows
        self._limits.append(np.asarray(limits, np.float64))
        self._n_rows += len(limits)
        return first

    def add(self, rows: IntArray, columns: IntArray, value: FloatArray | float) -> None:
        """Add coefficients to rows."""
        self._rows.append(np.asarray(rows, np.int64))
        self._columns.append(np.asarray(columns, np.int64))
        self._values.append(np.broadcast_to(np.float64(value), np.shape(rows)).copy())

    def maximum(self, more_rows: Callable[[FloatArray], bool] = _no_more_rows) -> float:
        """Return the optimum, lifted by what the solver may have left on the table.

        ``more_rows`` is given each solution: it may add rows that the solution breaks,
        and says whether it did. The bound is taken from the row prices by weak duality,
        so it holds whatever the solver's tolerances: any prices of at least 0 give a
        valid bound.
        """
        if not len(self.gain):
            return 0.0
        prices = np.maximum(0.0, self._prices(more_rows))
        limits = np.concatenate([*self._limits, np.zeros(0)])
        reduced = self.gain.copy()
        rows, columns, values = self._entries()
        np.subtract.at(reduced, columns, values * prices[rows])
        return float(prices @ limits + np.maximum(0.0, reduced) @ self.most)

    def solution(self) -> FloatArray:
        """Return an optimal x, or zeros where the rows cannot hold together."""
        solver = self._solved()
        x = np.array(solver.getSolution().col_value, np.float64)
        return x if len(x) == len(self.gain) else np.zeros(len(self.gain))

    def _entries(self, since: int = 0) -> tuple[IntArray, IntArray, FloatArray]:
        none = np.zeros(0, np.int64)
        return (
            np.concatenate([*self._rows[since:], none]),
            np.concatenate([*self._columns[since:], none]),
            np.concatenate([*self._values[since:], np.zeros(0)]),
        )

    def _prices(self, more_rows: Callable[[FloatArray], bool]) -> FloatArray:
        """Return HiGHS' price of each row."""
        solver = self._solved()
        for _ in range(MOST_ROUNDS):
            n_rows, n_parts = self._n_rows, len(self._rows)
            if not more_rows(np.array(solver.getSolution().col_value, np.float64)):
                break
            self._add_to(solver, n_rows, n_parts)
            solver.run()
        duals = np.array(solver.getSolution().row_dual, np.float64)
        return duals if len(duals) == self._n_rows else np.zeros(self._n_rows)

    def _solved(self) -> Any:
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(self._model())
        solver.run()
        return solver

    def _add_to(self, solver: Any, n_rows: int, n_parts: int) -> None:
        """Add the newest rows to a program that HiGHS has solved, keeping its basis."""
        rows, columns, values = self._entries(n_parts)
        order = np.argsort(rows, kind="stable")
        n_new = self._n_rows - n_rows
        starts = np.searchsorted(rows[order], n_rows + np.arange(n_new))
        limits = np.concatenate(self._limits)[n_rows:]
        solver.addRows(
            n_new,
            np.full(n_new, -highspy.kHighsInf),
            limits,
            len(rows),
            starts.astype(np.int32),
            columns[order].astype(np.int32),
            values[order],
        )

    def _model(self) -> Any:
        rows, columns, values = self._entries()
        order = np.lexsort((rows, columns))
        starts = np.searchsorted(columns[order], np.arange(len(self.gain) + 1))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.gain), self._n_rows
        model.col_cost_ = self.gain
        model.col_lower_ = np.zeros(len(self.gain))
        model.col_upper_ = self.most
        model.row_lower_ = np.full(self._n_rows, -highspy.kHighsInf)
        model.row_upper_ = np.concatenate([*self._limits, np.zeros(0)])
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = starts.astype(np.int32)
        model.a_matrix_.index_ = rows[order].astype(np.int32)
        model.a_matrix_.value_ = values[order]
        model.sense_ = highspy.ObjSense.kMaximize
        return model
