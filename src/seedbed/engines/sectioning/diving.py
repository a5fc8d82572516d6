"""Makes whole timetables of shares: hands out a few, solves again, until all are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import highspy
import numpy as np

from seedbed.engines.sectioning.bound import Bound
from seedbed.engines.sectioning.columns import Columns
from seedbed.engines.sectioning.menu import Menu
from seedbed.lib.arrays import FloatArray, IntArray

#: Shares above this are handed out whole.
_NEARLY_WHOLE = 0.9
#: Each round hands out to this share of the waiting students, if need be by less.
_LEAST_HANDED_OUT = 0.15
#: Cost of a student over a limit while shares are handed out; dearer than any detour.
_OVER = 20.0
#: Price that keeps the last ones out of full sections.
_FULL = 1_000.0
_MOST_ROUNDS = 60
_FEW_NODES = 5_000


class Dive:
    """Students still waiting for a timetable, and the seats still free."""

    def __init__(self, columns: Columns, chosen: IntArray, crowded: IntArray) -> None:
        self.columns, self.crowded = columns, crowded
        self.chosen = chosen
        self.kind = np.array(columns.kind)[chosen]
        self.cost = np.array(columns.conflicts, np.float64)[chosen]
        self.waiting = columns.kinds.n_students.copy()
        self.free = columns.menu.limit[crowded].astype(np.int64)
        self.counts = np.zeros(len(columns.kind), np.int64)
        row = np.full(len(columns.menu.limit), -1, np.int64)
        row[crowded] = np.arange(len(crowded))
        found = [row[columns.sections[j]] for j in chosen]
        self.rows = [r[r >= 0] for r in found]

    def down(self, left: Callable[[], float]) -> IntArray | None:
        """Hand out every timetable; return what students hold (E,), limits or not.

        ``left`` says how many seconds are left; None if they are too few.
        """
        for _ in range(_MOST_ROUNDS):
            if not self.waiting.any():
                return self.columns.handed_out(self.counts)
            if left() <= 0:
                return None
            active = np.flatnonzero(self.waiting[self.kind] > 0)
            shares = self._shares(active, left())
            if shares is None:
                return None
            self._hand_out(active, shares)
        return None

    def _hand_out(self, active: IntArray, shares: FloatArray) -> None:
        least = int(np.ceil(_LEAST_HANDED_OUT * self.waiting.sum()))
        n_given = 0
        for x in np.argsort(-shares, kind="stable"):
            j = int(active[x])
            whole = int(shares[x] + 1 - _NEARLY_WHOLE)
            if whole < 1:
                if n_given >= least:
                    return
                whole = 1
            room = self.free[self.rows[j]].min(initial=whole)
            n = int(min(whole, self.waiting[self.kind[j]], room))
            if n <= 0:
                continue
            self.counts[self.chosen[j]] += n
            self.waiting[self.kind[j]] -= n
            self.free[self.rows[j]] -= n
            n_given += n
        if not n_given:
            self._force(active[np.argsort(-shares, kind="stable")])

    def _force(self, active: IntArray) -> None:
        """Hand out one timetable although it passes a limit; it is mended later."""
        j = int(active[0])
        self.counts[self.chosen[j]] += 1
        self.waiting[self.kind[j]] -= 1
        self.free[self.rows[j]] -= 1

    def _shares(self, active: IntArray, seconds: float) -> FloatArray | None:
        """Return how many students take each column in an optimum of shares."""
        kinds = np.flatnonzero(self.waiting)
        place = np.full(len(self.waiting), -1, np.int64)
        place[kinds] = np.arange(len(kinds))
        n_kinds, n_sections = len(kinds), len(self.crowded)
        rows = [np.append(place[self.kind[j]], n_kinds + self.rows[j]) for j in active]
        over = [np.array([n_kinds + c]) for c in range(n_sections)]
        values = [np.ones(len(r)) for r in rows] + [-np.ones(1)] * n_sections
        lengths = np.array([len(r) for r in rows + over])
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(lengths), n_kinds + n_sections
        model.col_cost_ = np.append(self.cost[active], np.full(n_sections, _OVER))
        model.col_lower_ = np.zeros(len(lengths))
        model.col_upper_ = np.full(len(lengths), highspy.kHighsInf)
        seats = self.waiting[kinds].astype(np.float64)
        free = np.maximum(self.free, 0).astype(np.float64)
        model.row_lower_ = np.append(seats, np.full(n_sections, -highspy.kHighsInf))
        model.row_upper_ = np.append(seats, free)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.append(0, np.cumsum(lengths)).astype(np.int32)
        model.a_matrix_.index_ = np.concatenate(rows + over).astype(np.int32)
        model.a_matrix_.value_ = np.concatenate(values)
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("solver", "ipm"),
            ("run_crossover", "off"),
            ("time_limit", max(seconds, 0.0)),
        ):
            solver.setOptionValue(option, value)
        solver.passModel(model)
        solver.run()
        shares = np.array(solver.getSolution().col_value, np.float64)[: len(active)]
        return shares if len(shares) == len(active) else None


def mended(bound: Bound, held: IntArray, left: Callable[[], float]) -> IntArray | None:
    """Move students out of overfull sections at least cost; None if that fails.

    ``left`` says how many seconds are left.
    """
    menu = bound.menu
    held = held.copy()
    for _ in range(_MOST_ROUNDS):
        load = menu.load(held)
        over = np.flatnonzero(load > menu.limit)
        if not len(over):
            return held
        if left() <= 0:
            return None
        full = np.where(load >= menu.limit, _FULL, 0.0)
        choice = bound.held.copy()
        bound.chooser.choose(bound.option_prices(full), choice, most_nodes=_FEW_NODES)
        moves = list(_moves(bound, held, choice, load, int(over[0])))
        if not moves:
            return None
        _, s, other = min(moves, key=lambda move: move[:2])
        held[menu.student_starts[s] : menu.student_starts[s + 1]] = other
    return None


def _moves(
    bound: Bound, held: IntArray, choice: IntArray, load: IntArray, section: int
) -> Iterator[tuple[int, int, IntArray]]:
    """Yield the rise in conflicts, student and options of each way out of a section."""
    menu, kinds = bound.menu, bound.kinds
    for s in range(menu.n_students):
        own = held[menu.student_starts[s] : menu.student_starts[s + 1]]
        if section not in _sections(menu, own):
            continue
        kind = kinds.of_student[s]
        other = choice[kinds.starts[kind] : kinds.starts[kind + 1]]
        sections = _sections(menu, other)
        if (load[sections] < menu.limit[sections]).all():
            yield _conflicts(menu, other) - _conflicts(menu, own), s, other


def _sections(menu: Menu, held: IntArray) -> IntArray:
    pieces = [menu.members[menu.starts[o] : menu.starts[o + 1]] for o in held]
    return np.concatenate([*pieces, np.zeros(0, np.int64)])


def _conflicts(menu: Menu, held: IntArray) -> int:
    between = menu.clash[np.ix_(held, held)].astype(np.int64)
    return int(menu.own[held].sum() + np.tril(between, -1).sum())
