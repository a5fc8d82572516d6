"""A small yes-or-no program whose rows belong to facts, asked of HiGHS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

#: A row that holds whatever facts are left out.
ALWAYS = -1


@dataclass
class IntegerProgram:
    """Columns of 0 or 1, and rows of at most a limit, each with the fact it says."""

    n_columns: int = 0
    _facts: list[int] = field(default_factory=list)
    _rows: list[tuple[list[int], list[float], float]] = field(default_factory=list)

    def column(self) -> int:
        """Add a column and return its number."""
        self.n_columns += 1
        return self.n_columns - 1

    def at_most(
        self, fact: int, columns: Iterable[int], limit: float, value: float = 1.0
    ) -> None:
        """Add a row: the sum of ``value`` times the columns is at most ``limit``."""
        chosen = list(columns)
        self.row(fact, [(column, value) for column in chosen], limit)

    def row(self, fact: int, terms: Sequence[tuple[int, float]], limit: float) -> None:
        """Add a row of columns with their values, whose sum is at most ``limit``."""
        self._facts.append(fact)
        self._rows.append(([c for c, _ in terms], [v for _, v in terms], limit))

    def has_solution(self, facts: Iterable[int]) -> bool:
        """Tell whether the rows of some facts, and those of none, can all hold."""
        asked = {ALWAYS, *facts}
        kept = [
            row
            for fact, row in zip(self._facts, self._rows, strict=True)
            if fact in asked
        ]
        if any(limit < 0 and not columns for columns, _, limit in kept):
            return False
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(self._model(kept))
        solver.run()
        # Only a proof counts: whatever else ends the search, the rows may hold.
        return bool(solver.getModelStatus() != highspy.HighsModelStatus.kInfeasible)

    def _model(self, rows: Sequence[tuple[list[int], list[float], float]]) -> Any:
        n = self.n_columns
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = n, len(rows)
        model.col_cost_ = np.zeros(n)
        model.col_lower_, model.col_upper_ = np.zeros(n), np.ones(n)
        model.row_lower_ = np.full(len(rows), -highspy.kHighsInf)
        model.row_upper_ = np.array([limit for _, _, limit in rows], np.float64)
        sizes = [len(columns) for columns, _, _ in rows]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(sizes)]).astype(
            np.int32
        )
        model.a_matrix_.index_ = np.array([c for r in rows for c in r[0]], np.int32)
        model.a_matrix_.value_ = np.array([v for r in rows for v in r[1]], np.float64)
        model.integrality_ = [highspy.HighsVarType.kInteger] * n
        return model
