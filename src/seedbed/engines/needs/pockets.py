"""Pockets: who has no good option, as sets of student ids, counted exactly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import BoolArray, IntArray

from .errors import UnknownStudentsError

#: A student's pockets are the bits of one number.
MOST_POCKETS = 62


@dataclass(frozen=True, kw_only=True)
class Pockets:
    """Which of the students S are in which of the pockets P.

    Raises
    ------
    ValueError
        If a shape is wrong, ids are not rising, or there are over 62 pockets.
    """

    students: IntArray  # (S,) ids, rising
    names: tuple[str, ...]  # (P,)
    is_in: BoolArray  # (S, P)

    def __post_init__(self) -> None:
        shape = (len(self.students), len(self.names))
        if self.is_in.shape != shape:
            raise ValueError(f"is_in must be {shape}, got {self.is_in.shape}.")
        if (np.diff(self.students) <= 0).any():
            raise ValueError("students must be rising ids, each one once.")
        if len(self.names) > MOST_POCKETS:
            raise ValueError(
                f"There may be {MOST_POCKETS} pockets, got {len(self.names)}."
            )

    @property
    def sizes(self) -> IntArray:
        """Students in each pocket (P,)."""
        return np.asarray(self.is_in.sum(axis=0), np.int64)


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Students who are in exactly these pockets (positions) and in no other."""

    pockets: tuple[int, ...]
    n_students: int


def gather(students: IntArray, lists: Mapping[str, IntArray]) -> Pockets:
    """Return the pockets that lists of student ids make.

    A student named twice in a list counts once, as does one named twice in
    ``students``, all whom the system knows.

    Raises
    ------
    UnknownStudentsError
        If a list names a student who is not among ``students``.

    Examples
    --------
    >>> found = gather(np.array([1, 2, 3]), {"homebound": np.array([3, 3, 1])})
    >>> found.sizes
    array([2])
    """
    known = np.unique(np.asarray(students, np.int64))
    is_in = np.zeros((len(known), len(lists)), np.bool_)
    for column, (name, ids) in enumerate(lists.items()):
        listed = np.unique(np.asarray(ids, np.int64))
        unknown = np.setdiff1d(listed, known)
        if len(unknown):
            raise UnknownStudentsError(name, unknown.tolist())
        is_in[np.searchsorted(known, listed), column] = True
    return Pockets(students=known, names=tuple(lists), is_in=is_in)


def overlaps(pockets: Pockets) -> list[Overlap]:
    """Return the rows of an UpSet picture, the most students first.

    Each student who is in a pocket is in one row, so the rows sum to the union.

    References
    ----------
    Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), UpSet: visualization of
    intersecting sets: its exclusive intersections.
    """
    codes = pockets.is_in @ (1 << np.arange(len(pockets.names), dtype=np.int64))
    found, sizes = np.unique(codes[codes > 0], return_counts=True)
    rows = [
        Overlap(pockets=_bits(int(code)), n_students=int(size))
        for code, size in zip(found, sizes, strict=True)
    ]
    return sorted(rows, key=lambda row: (-row.n_students, row.pockets))


def pairs(pockets: Pockets) -> IntArray:
    """Return how many students are in both of two pockets (P, P); diagonal: sizes."""
    is_in = pockets.is_in.astype(np.float64)  # exact, and quicker than integers
    return np.asarray(is_in.T @ is_in, np.int64)


def n_in_any(pockets: Pockets, of: Collection[int] | None = None) -> int:
    """Return how many students are in at least one of the pockets ``of``, or of all.

    This is a union, never a sum: a student in three pockets is one student.
    """
    chosen = pockets.is_in if of is None else pockets.is_in[:, list(of)]
    return int(chosen.any(axis=1).sum())


def students_in(
    pockets: Pockets, all_of: Collection[int] = (), none_of: Collection[int] = ()
) -> IntArray:
    """Return the ids of those in each of ``all_of`` and in none of ``none_of``."""
    inside = pockets.is_in[:, list(all_of)].all(axis=1)
    outside = ~pockets.is_in[:, list(none_of)].any(axis=1)
    return pockets.students[inside & outside]


def mainstream(pockets: Pockets) -> IntArray:
    """Return the ids of students in no pocket: those who have a good option today."""
    return students_in(pockets, none_of=range(len(pockets.names)))


def _bits(code: int) -> tuple[int, ...]:
    return tuple(place for place in range(code.bit_length()) if code >> place & 1)
