"""The master program: one bundle of sections per student, seats at their prices.

A column is a bundle for a student; rows are the students, the seats of the sections,
the limits, and the wishes to be together. A basic solution has at most as many bundles
as rows, so all but a few students come out whole.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import highspy
import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from .bundles import Bundles, join
from .problem import Problem


class Master:
    """A linear program that grows by columns, and its whole-numbered twin."""

    def __init__(self, problem: Problem, first: Bundles, gain: FloatArray) -> None:
        self._n_students, self._n_sections = problem.worth.shape
        self._rows_of: dict[tuple[int, int], list[tuple[int, float]]] = {}
        lower, upper = self._rule_rows(problem)
        no_limit = np.full(self._n_sections, -np.inf)
        self._lower = np.concatenate([np.ones(self._n_students), no_limit, lower])
        self._upper = np.concatenate([np.ones(self._n_students), problem.seats, upper])
        none = np.zeros(0, np.int64)
        self.columns, self.gain = first[none], gain[none]
        self.is_allowed = np.zeros(0, np.bool_)
        self._seen: set[bytes] = set()
        self._solver = self._new_solver()
        self.objective, self.share = -np.inf, np.zeros(0)
        self._dual = np.zeros(len(self._upper))
        self.add(first, gain)

    def add(self, bundles: Bundles, gain: FloatArray) -> int:
        """Add the bundles that are new; return their number."""
        new: dict[bytes, int] = {}
        for n, key in enumerate(bundles.keys()):
            if key not in self._seen:
                new.setdefault(key, n)
        if not new:
            return 0
        self._seen |= new.keys()
        which = np.fromiter(new.values(), np.int64)
        bundles, gain = bundles[which], gain[which]
        self._append(self._solver, bundles, gain)
        self.columns = join(self.columns, bundles)
        self.gain = np.concatenate([self.gain, gain])
        self.share = np.concatenate([self.share, np.zeros(len(gain))])
        self.is_allowed = np.append(self.is_allowed, np.ones(len(gain), np.bool_))
        return len(gain)

    def forbid(self, is_forbidden: BoolArray) -> None:
        """Leave some columns out from now on, except that anyone may have nothing."""
        is_empty = self.columns.sections[:, -1] < 0
        self.is_allowed = is_empty | ~is_forbidden
        n = len(self.columns)
        most = np.where(self.is_allowed, np.inf, 0.0)
        self._solver.changeColsBounds(
            n, np.arange(n, dtype=np.int32), np.zeros(n), most
        )

    def relax(self) -> None:
        """Solve the linear program."""
        self._solver.run()
        found = self._solver.getSolution()
        self.objective = float(self._solver.getInfo().objective_function_value)
        self._dual = np.array(found.row_dual)
        self.share = np.array(found.col_value)

    def whole(self, which: IntArray, *, seconds: float) -> Bundles | None:
        """Choose one of some columns for each student; None if time is up first."""
        solver = self._new_solver()
        solver.setOptionValue("time_limit", seconds)
        solver.setOptionValue("mip_rel_gap", 1e-5)
        columns = self.columns[which]
        self._append(solver, columns, self.gain[which])
        n = len(columns)
        kinds = np.array([highspy.HighsVarType.kInteger] * n)
        solver.changeColsIntegrality(n, np.arange(n, dtype=np.int32), kinds)
        solver.run()
        value = np.array(solver.getSolution().col_value)
        chosen = columns[np.flatnonzero(value > 0.5)]
        return chosen if len(chosen) == self._n_students else None

    @property
    def seat_prices(self) -> FloatArray:
        """What one more seat of each section would add, (C,)."""
        return np.maximum(0.0, self._dual[self._n_students :][: self._n_sections])

    @property
    def student_prices(self) -> FloatArray:
        """What each student's best bundle adds after its price, (S,)."""
        return self._dual[: self._n_students]

    def prices(self) -> FloatArray:
        """Return what a seat of each section costs each student, (S, C)."""
        duals = self._dual[self._n_students :][: self._n_sections]
        price = np.repeat(duals[None, :], self._n_students, axis=0)
        for (i, c), rows in self._rows_of.items():
            price[i, c] += sum(self._dual[row] * value for row, value in rows)
        return price

    def _rule_rows(self, problem: Problem) -> tuple[FloatArray, FloatArray]:
        """Give numbers to the rows of limits and wishes; return their bounds."""
        first = self._n_students + self._n_sections
        lower: list[float] = []
        upper: list[float] = []
        for limit in problem.limits:
            for i in limit.students.tolist():
                self._note(i, limit.section, first + len(upper), 1.0)
            lower.append(-np.inf)
            upper.append(limit.most)
        for wish in problem.together:
            for one, other in pairwise(wish.students):
                self._note(one, wish.section, first + len(upper), 1.0)
                self._note(other, wish.section, first + len(upper), -1.0)
                lower.append(0.0)
                upper.append(0.0)
        return np.array(lower), np.array(upper)

    def _note(self, i: int, c: int, row: int, value: float) -> None:
        self._rows_of.setdefault((i, c), []).append((row, value))

    def _append(self, solver: Any, bundles: Bundles, gain: FloatArray) -> None:
        n = len(bundles)
        column, place = np.nonzero(bundles.sections >= 0)
        sections = bundles.sections[column, place]
        columns = [np.arange(n), column]
        rows = [bundles.student, self._n_students + sections]
        values = [np.ones(n + len(column))]
        if self._rows_of:
            more = [
                (j, row, value)
                for j, c in zip(column.tolist(), sections.tolist(), strict=True)
                for row, value in self._rows_of.get((int(bundles.student[j]), c), ())
            ]
            columns.append(np.array([j for j, _, _ in more], np.int64))
            rows.append(np.array([row for _, row, _ in more], np.int64))
            values.append(np.array([value for _, _, value in more], np.float64))
        of, at = np.concatenate(columns), np.concatenate(rows)
        order = np.lexsort((at, of))
        solver.addCols(
            n,
            gain,
            np.zeros(n),
            np.full(n, np.inf),
            len(of),
            np.searchsorted(of[order], np.arange(n)).astype(np.int32),
            at[order].astype(np.int32),
            np.concatenate(values)[order],
        )

    def _new_solver(self) -> Any:
        """Return HiGHS with the rows and no columns."""
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = 0, len(self._upper)
        model.row_lower_, model.row_upper_ = self._lower, self._upper
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.zeros(1, np.int32)
        model.sense_ = highspy.ObjSense.kMaximize
        solver.passModel(model)
        return solver
