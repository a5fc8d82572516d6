"""Whole timetables of students as columns of a linear or integer program (HiGHS)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from seedbed.engines.sectioning.choosing import Kinds
from seedbed.engines.sectioning.menu import Menu
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: Columns of an integer program, at most.
_MOST_COLUMNS = 40_000


class Columns:
    """The timetables seen so far, each for one kind of students, once each."""

    def __init__(self, menu: Menu, kinds: Kinds) -> None:
        self.menu, self.kinds = menu, kinds
        self.known: dict[bytes, int] = {}
        self.kind: list[int] = []
        self.held: list[IntArray] = []
        self.conflicts: list[int] = []
        self.sections: list[IntArray] = []

    def add(self, kind: int, held: IntArray) -> bool:
        """Add the options (n,) that a kind may hold; return whether they are new."""
        key = _key(kind, held)
        if key in self.known:
            return False
        menu = self.menu
        self.known[key] = len(self.kind)
        self.kind.append(kind)
        self.held.append(held.copy())
        between = menu.clash[np.ix_(held, held)].astype(np.int64)
        self.conflicts.append(int(menu.own[held].sum() + between[_below(held)].sum()))
        pieces = [menu.members[menu.starts[o] : menu.starts[o + 1]] for o in held]
        self.sections.append(np.concatenate([*pieces, np.zeros(0, np.int64)]))
        return True

    def add_kinds(self, held: IntArray, which: BoolArray) -> int:
        """Add what some kinds (G,) hold, given for all kinds (H,); count the new."""
        starts = self.kinds.starts
        return sum(
            self.add(int(g), held[starts[g] : starts[g + 1]])
            for g in np.flatnonzero(which)
        )

    def add_students(self, held: IntArray) -> int:
        """Add what each student holds (E,); count the new."""
        starts = self.menu.student_starts
        return sum(
            self.add(int(kind), held[starts[s] : starts[s + 1]])
            for s, kind in enumerate(self.kinds.of_student)
        )

    def near(self, price: FloatArray, most: float) -> IntArray:
        """Return the columns that cost at most ``most`` over their kind's least."""
        worth = np.array([price[sections].sum() for sections in self.sections])
        cost = np.array(self.conflicts) + worth
        kind = np.array(self.kind)
        least = np.full(len(self.kinds.n_students), np.inf)
        np.minimum.at(least, kind, cost)
        excess = cost - least[kind]
        nearest = np.argsort(excess, kind="stable")[:_MOST_COLUMNS]
        return nearest[excess[nearest] <= most]

    def counts(self, held: IntArray) -> IntArray:
        """Return how many students hold each column (K,)."""
        starts = self.menu.student_starts
        numbers = [
            self.known[_key(int(kind), held[starts[s] : starts[s + 1]])]
            for s, kind in enumerate(self.kinds.of_student)
        ]
        return np.bincount(numbers, minlength=len(self.kind))

    def handed_out(self, counts: IntArray) -> IntArray | None:
        """Return what students hold (E,) if columns are taken so often."""
        waiting: dict[int, list[int]] = {}
        for s in range(self.menu.n_students - 1, -1, -1):
            waiting.setdefault(int(self.kinds.of_student[s]), []).append(s)
        held = np.full(self.menu.n_seats, -1, np.int64)
        for j in np.flatnonzero(counts > 0):
            students = waiting[self.kind[j]]
            for _ in range(min(int(counts[j]), len(students))):
                first = self.menu.student_starts[students.pop()]
                held[first : first + len(self.held[j])] = self.held[j]
        return held if (held >= 0).all() else None


@dataclass(frozen=True, kw_only=True)
class Solved:
    """Prices of sections (C,) at an optimum, and its value."""

    price: FloatArray
    value: float


def crowded_sections(menu: Menu) -> IntArray:
    """Return the sections whose limit could be passed if everybody chose them."""
    n_askers = np.bincount(menu.request, minlength=len(menu.first) - 1)
    wanted = np.zeros(len(menu.limit), np.int64)
    for q, n in enumerate(n_askers):
        first, end = menu.starts[menu.first[q]], menu.starts[menu.first[q + 1]]
        wanted[np.unique(menu.members[first:end])] += n
    return np.flatnonzero(wanted > menu.limit)


def _key(kind: int, held: IntArray) -> bytes:
    return kind.to_bytes(4, "little") + held.tobytes()


def _below(held: IntArray) -> tuple[IntArray, IntArray]:
    return np.tril_indices(len(held), -1)


class Master:
    """The linear program over columns: kinds are seated, sections keep their limits."""

    def __init__(self, columns: Columns, crowded: IntArray) -> None:
        self.columns, self.crowded = columns, crowded
        n_kinds = len(columns.kinds.n_students)
        self.row = np.full(len(columns.menu.limit), -1, np.int64)
        self.row[crowded] = n_kinds + np.arange(len(crowded))
        self.n_kinds, self.n_columns = n_kinds, 0
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("solver", "ipm")
        self.solver.setOptionValue("run_crossover", "off")
        seats = columns.kinds.n_students.astype(np.float64)
        limits = columns.menu.limit[crowded].astype(np.float64)
        lower = np.append(seats, np.full(len(crowded), -highspy.kHighsInf))
        upper = np.append(seats, limits)
        n_rows = len(lower)
        none = np.zeros(0)
        self.solver.addRows(
            n_rows,
            lower,
            upper,
            0,
            np.zeros(n_rows, np.int32),
            none.astype(np.int32),
            none,
        )

    def solve(self, seconds: float) -> Solved | None:
        """Add the new columns and solve; None if that takes longer.

        An interior-point method without crossover: its prices lie in the middle of all
        optimal ones, so that a few rounds of columns suffice where the corners that a
        simplex method finds take hundreds.
        """
        self._add_new()
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + seconds)
        self.solver.run()
        duals = np.array(self.solver.getSolution().row_dual, np.float64)
        if len(duals) != self.n_kinds + len(self.crowded):
            return None
        price = np.zeros(len(self.row))
        price[self.crowded] = np.maximum(0.0, -duals[self.n_kinds :])
        value = float(self.solver.getInfo().objective_function_value)
        return Solved(price=price, value=value)

    def choose(
        self,
        start: IntArray,
        price: FloatArray,
        most: float,
        *,
        target: int,
        seconds: float,
    ) -> IntArray | None:
        """Return what students hold (E,) in the best choice of columns found.

        ``start`` is what they hold at first. Left out are columns that cost over
        ``most`` more than the cheapest of their kind at ``price``: they are in no
        better seating if ``most`` is how far the start lies above the bound of these
        prices. The search ends once it reaches ``target`` conflicts.
        """
        made = self.columns
        chosen = made.near(price, most)
        few = Columns(made.menu, made.kinds)
        for j in chosen:
            few.add(made.kind[j], made.held[j])
        few.add_students(start)
        program = Master(few, self.crowded)
        return program.best_whole(start, target=target, seconds=seconds)

    def best_whole(
        self, start: IntArray, *, target: int, seconds: float
    ) -> IntArray | None:
        """Return what students hold in a whole choice at least as good as ``start``."""
        self._add_new()
        made, solver, n = self.columns, self.solver, self.n_columns
        whole = np.array([highspy.HighsVarType.kInteger] * n)
        solver.changeColsIntegrality(n, np.arange(n, dtype=np.int32), whole)
        solver.setOptionValue("solver", "choose")
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("objective_target", float(target))
        solver.setOptionValue("time_limit", seconds)
        guess = highspy.HighsSolution()
        guess.col_value = made.counts(start).tolist()
        solver.setSolution(guess)
        solver.run()
        values = np.array(solver.getSolution().col_value, np.float64)
        if len(values) != n:
            return None
        return made.handed_out(np.rint(values).astype(np.int64))

    def _add_new(self) -> None:
        made = self.columns
        new = range(self.n_columns, len(made.kind))
        if not new:
            return
        rows: list[IntArray] = []
        for j in new:
            of_sections = self.row[made.sections[j]]
            rows.append(np.append(made.kind[j], of_sections[of_sections >= 0]))
        lengths = np.array([len(r) for r in rows])
        cost = np.array([made.conflicts[j] for j in new], np.float64)
        self.solver.addCols(
            len(new),
            cost,
            np.zeros(len(new)),
            np.full(len(new), highspy.kHighsInf),
            int(lengths.sum()),
            (np.cumsum(lengths) - lengths).astype(np.int32),
            np.concatenate(rows).astype(np.int32),
            np.ones(int(lengths.sum())),
        )
        self.n_columns = len(made.kind)
