"""The best options of one student at given prices, by branch and bound."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from seedbed.engines.sectioning.clashes import FORBIDDEN, Counts
from seedbed.engines.sectioning.compiled import compiled
from seedbed.engines.sectioning.menu import Menu
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: What holding two options together costs that exclude each other.
_EXCLUDED = 1_000.0
#: Differences that rounding may make.
_SAME = 1e-9
#: Nodes of the search tree of one student; beyond them the choice may not be the best.
MOST_NODES = 20_000
_N_THREADS = 2


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """Students who ask for the same, once each.

    Parameters
    ----------
    of_student : ndarray of shape (S,), dtype=int64
        The kind of each student.
    starts, request : ndarray of shape (G + 1,) and (H,), dtype=int64
        The requests of each kind, in the order in which students hold them.
    n_students : ndarray of shape (G,), dtype=int64
        How many students each kind has.
    """

    of_student: IntArray
    starts: IntArray
    request: IntArray
    n_students: IntArray


def kinds_of(menu: Menu) -> Kinds:
    """Return the kinds of students of a menu."""
    known: dict[bytes, int] = {}
    of_student = np.empty(menu.n_students, np.int64)
    rows: list[IntArray] = []
    for s in range(menu.n_students):
        row = menu.request[menu.student_starts[s] : menu.student_starts[s + 1]]
        kind = known.setdefault(row.tobytes(), len(known))
        if kind == len(rows):
            rows.append(row)
        of_student[s] = kind
    return Kinds(
        of_student=of_student,
        starts=np.append(0, np.cumsum([len(row) for row in rows])).astype(np.int64),
        request=np.concatenate([*rows, np.zeros(0, np.int64)]),
        n_students=np.bincount(of_student, minlength=len(rows)),
    )


class Chooser:
    """Finds the cheapest options of kinds of students at any prices."""

    def __init__(self, menu: Menu, kinds: Kinds) -> None:
        self.menu, self.kinds = menu, kinds
        n_options = np.diff(menu.first)[kinds.request]
        kind = np.repeat(np.arange(len(kinds.n_students)), np.diff(kinds.starts))
        self.most_requests = int(np.diff(kinds.starts).max(initial=1))
        totals = np.bincount(kind, n_options, len(kinds.n_students))
        self.most_options = int(totals.max(initial=1))

    def choose(
        self, price: FloatArray, held: IntArray, *, most_nodes: int = MOST_NODES
    ) -> FloatArray:
        """Replace ``held`` (H,) by cheapest options; return a floor of each cost (G,).

        ``price`` (N,) is what each option costs beside its conflicts. The floor is the
        cost itself where the search was complete.
        """
        floor = np.empty(len(self.kinds.n_students))
        alone = self.menu.own + price
        edges = np.linspace(0, len(floor), _N_THREADS + 1).astype(np.int64)

        def choose_some(n: int) -> None:
            first, end = int(edges[n]), int(edges[n + 1])
            _choose_all(
                self.menu.first,
                self.menu.clash,
                alone,
                self.kinds.starts[first : end + 1],
                self.kinds.request,
                held,
                floor[first:end],
                most_nodes,
                self.most_requests,
                self.most_options,
            )

        # Kinds choose apart from each other, so threads change nothing but the time.
        with ThreadPoolExecutor(_N_THREADS) as pool:
            list(pool.map(choose_some, range(_N_THREADS)))
        return floor


@compiled
def _choose_all(
    first: IntArray,
    clash: Counts,
    alone: FloatArray,
    starts: IntArray,
    request: IntArray,
    held: IntArray,
    floor: FloatArray,
    most_nodes: int,
    most_requests: int,
    most_options: int,
) -> None:
    cost = np.empty((most_requests + 1, most_options))
    clashes = np.empty((most_options, most_options))
    ahead = np.empty(most_options)
    option = np.empty(most_options, np.int64)
    at = np.empty(most_requests + 1, np.int64)
    for g in range(len(floor)):
        chosen = held[starts[g] : starts[g + 1]]
        requests = request[starts[g] : starts[g + 1]]
        n = len(requests)
        seat = _worthwhile(requests, first, clash, alone, option, at)
        for x in range(at[n]):
            cost[0, x] = alone[option[x]]
            for y in range(at[n]):
                w = clash[option[x], option[y]]
                clashes[x, y] = _EXCLUDED if w == FORBIDDEN else float(w)
        _look_ahead(n, at, clashes, ahead)
        best = _cost_of(clash, alone, chosen)
        floor[g] = _choose(
            n, at, clashes, cost, ahead, option, seat, chosen, best, most_nodes
        )


@compiled
def _is_worse(
    p: int,
    o: int,
    request: int,
    requests: IntArray,
    first: IntArray,
    clash: Counts,
) -> bool:
    """Return whether option ``o`` clashes nowhere more than option ``p`` does."""
    for other in requests:
        if other != request:
            for y in range(first[other], first[other + 1]):
                if clash[o, y] > clash[p, y]:
                    return False
    return True


@compiled
def _order_of(values: FloatArray) -> IntArray:
    """Return the order of a few values, equal ones as they stand.

    Compiling NumPy's own sort for the three uses here takes twenty times as long.
    """
    order = np.arange(len(values))
    for i in range(1, len(values)):
        new, j = order[i], i
        while j > 0 and values[order[j - 1]] > values[new]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = new
    return order


@compiled
def _worthwhile(
    requests: IntArray,
    first: IntArray,
    clash: Counts,
    alone: FloatArray,
    option: IntArray,
    at: IntArray,
) -> IntArray:
    """List the options of a kind that no other makes superfluous, request by request.

    Requests with few options come first: they decide most at the least cost. Return the
    seat of each request in that order; set ``option`` and where each request begins.
    """
    n = len(requests)
    kept = np.empty((n, 2), np.int64)
    count = np.empty(n)
    for i in range(n):
        count[i] = first[requests[i] + 1] - first[requests[i]]
    total = 0
    for i in _order_of(count):
        q = requests[i]
        kept[i, 0] = total
        for k in _order_of(alone[first[q] : first[q + 1]]):
            p = first[q] + k
            is_kept = True
            for x in range(kept[i, 0], total):
                if _is_worse(p, option[x], q, requests, first, clash):
                    is_kept = False
                    break
            if is_kept:
                option[total] = p
                total += 1
        kept[i, 1] = total
        count[i] = total - kept[i, 0]
    seat = _order_of(count)
    found = option[:total].copy()
    at[0] = 0
    for i in range(n):
        a, b = kept[seat[i], 0], kept[seat[i], 1]
        at[i + 1] = at[i] + b - a
        option[at[i] : at[i + 1]] = found[a:b]
    return seat


@compiled
def _look_ahead(n: int, at: IntArray, clashes: FloatArray, ahead: FloatArray) -> None:
    """Set, for each option, the conflicts it will meet at least in later requests."""
    for i in range(n):
        for x in range(at[i], at[i + 1]):
            ahead[x] = 0.0
            for j in range(i + 1, n):
                least = _EXCLUDED
                for y in range(at[j], at[j + 1]):
                    least = min(least, clashes[x, y])
                ahead[x] += least


@compiled
def _floor_of_rest(
    i: int, n: int, at: IntArray, cost: FloatArray, ahead: FloatArray
) -> float:
    """Return what requests from ``i`` on cost at least, given what is held before."""
    total = 0.0
    for j in range(i, n):
        least = np.inf
        for x in range(at[j], at[j + 1]):
            least = min(least, cost[i, x] + ahead[x])
        total += least
    return total


@compiled
def _cost_of(clash: Counts, alone: FloatArray, chosen: IntArray) -> float:
    total = 0.0
    for i in range(len(chosen)):
        total += alone[chosen[i]]
        for j in range(i):
            w = clash[chosen[i], chosen[j]]
            total += _EXCLUDED if w == FORBIDDEN else float(w)
    return total


@compiled
def _cheapest_untried(
    i: int, at: IntArray, cost: FloatArray, ahead: FloatArray, is_tried: BoolArray
) -> int:
    x = -1
    for y in range(at[i], at[i + 1]):
        if not is_tried[y] and (x < 0 or cost[i, y] + ahead[y] < cost[i, x] + ahead[x]):
            x = y
    return x


@compiled
def _choose(
    n: int,
    at: IntArray,
    clashes: FloatArray,
    cost: FloatArray,
    ahead: FloatArray,
    option: IntArray,
    seat: IntArray,
    chosen: IntArray,
    best: float,
    most_nodes: int,
) -> float:
    """Improve ``chosen`` (n,), which costs ``best``; return a floor of any choice.

    ``cost[i, x]`` is what option x costs given what requests before ``i`` hold; a row
    is final once those are chosen. Options of a node are tried from cheap to dear.
    """
    root = _floor_of_rest(0, n, at, cost, ahead)
    if root >= best - _SAME:
        return min(root, best)
    trial = np.full(n, -1, np.int64)
    is_tried = np.zeros(at[n], np.bool_)
    spent = np.zeros(n + 1)
    nodes = 0
    i = 0
    while i >= 0:
        if trial[i] >= 0:
            is_tried[trial[i]] = True
            trial[i] = -1
        x = _cheapest_untried(i, at, cost, ahead, is_tried)
        nodes += 1
        if (
            x < 0
            or nodes > most_nodes
            or spent[i] + cost[i, x] + ahead[x] >= best - _SAME
        ):
            is_tried[at[i] : at[i + 1]] = False
            i -= 1
            continue
        trial[i] = x
        spent[i + 1] = spent[i] + cost[i, x]
        if i == n - 1:
            if spent[n] < best - _SAME:
                best = spent[n]
                for j in range(n):
                    chosen[seat[j]] = option[trial[j]]
            continue
        for y in range(at[i + 1], at[n]):
            cost[i + 1, y] = cost[i, y] + clashes[x, y]
        rest = _floor_of_rest(i + 1, n, at, cost, ahead)
        if spent[i + 1] + rest < best - _SAME:
            i += 1
    return best if nodes <= most_nodes else min(root, best)
