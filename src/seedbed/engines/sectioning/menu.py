"""The problem as the search sees it: students hold one option of each request."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from seedbed.engines.sectioning.clashes import (
    FORBIDDEN,
    Counts,
    option_clashes,
    section_clashes,
)
from seedbed.engines.sectioning.options import Offer, offer
from seedbed.engines.sectioning.problem import Seating, Sectioning
from seedbed.lib.arrays import IntArray

#: Options of one request, tried from many to few until the table of clashes fits.
_OPTIONS_OF_A_REQUEST = (1_000, 200, 50, 10, 0)
#: The table of clashes between options has this number squared of bytes at most.
_MOST_OPTIONS = 12_000


@dataclass(frozen=True, kw_only=True)
class Menu:
    """Options of requests, and who must choose among which.

    Parameters
    ----------
    first : ndarray of shape (Q + 1,), dtype=int64
        Options ``first[q]`` to ``first[q + 1] - 1`` are those of request q.
    clash : ndarray of shape (N, N), dtype=uint8
        Conflicts between two options; ``FORBIDDEN`` where they exclude each other.
    own : ndarray of shape (N,), dtype=int64
        Conflicts inside an option.
    starts, members : ndarray of shape (N + 1,) and (M,), dtype=int64
        The sections of each option.
    limit : ndarray of shape (C,), dtype=int64
        Most students of each section.
    student_starts : ndarray of shape (S + 1,), dtype=int64
        Where each student's seats begin.
    request : ndarray of shape (E,), dtype=int64
        The request of each seat.
    """

    first: IntArray
    clash: Counts
    own: IntArray
    starts: IntArray
    members: IntArray
    limit: IntArray
    student_starts: IntArray
    request: IntArray

    @property
    def n_students(self) -> int:
        """How many students there are."""
        return len(self.student_starts) - 1

    @property
    def n_seats(self) -> int:
        """How many choices there are to make."""
        return len(self.request)

    def load(self, held: IntArray) -> IntArray:
        """Return how many students attend each section (C,) when options are held."""
        n_each = self.starts[held + 1] - self.starts[held]
        place = np.arange(n_each.sum()) - np.repeat(np.cumsum(n_each) - n_each, n_each)
        attended = self.members[np.repeat(self.starts[held], n_each) + place]
        return np.bincount(attended, minlength=len(self.limit))

    def seating(self, held: IntArray) -> Seating:
        """Return who attends which sections when options (E,) are held."""
        n_each = self.starts[held + 1] - self.starts[held]
        place = np.arange(n_each.sum()) - np.repeat(np.cumsum(n_each) - n_each, n_each)
        sections = self.members[np.repeat(self.starts[held], n_each) + place]
        before = np.append(0, np.cumsum(n_each))
        return Seating(starts=before[self.student_starts], sections=sections)

    def held(self, seating: Seating) -> IntArray:
        """Return the option of each seat (E,) in a seating.

        Raises
        ------
        ValueError
            If a student's sections are no option of what the student asked for.
        """
        places = _places(self)
        held = np.full(self.n_seats, -1, np.int64)
        for student in range(self.n_students):
            first, end = seating.starts[student], seating.starts[student + 1]
            attended = set(seating.sections[first:end].tolist())
            seats = range(*self.student_starts[student : student + 2].tolist())
            for seat in seats:
                held[seat] = _held_in(self, int(self.request[seat]), attended, places)
            if attended and (held[seats.start : seats.stop] >= 0).all():
                _settle_configs(self, held, seats, places)
        missing = np.flatnonzero(held < 0)
        if len(missing):
            seat = int(missing[0])
            student = int(np.searchsorted(self.student_starts, seat, "right")) - 1
            raise ValueError(f"student {student} has no valid sections of a course")
        return held


def _places(menu: Menu) -> list[tuple[int, ...]]:
    members = menu.members.tolist()
    ends = menu.starts.tolist()
    return [tuple(members[a:b]) for a, b in pairwise(ends)]


def _held_in(
    menu: Menu, request: int, attended: set[int], places: list[tuple[int, ...]]
) -> int:
    """Return the option of a request that a student attends, the fullest if several."""
    best, most = -1, -1
    for option in range(int(menu.first[request]), int(menu.first[request + 1])):
        sections = places[option]
        if len(sections) > most and attended.issuperset(sections):
            best, most = option, len(sections)
    return best


def _settle_configs(
    menu: Menu, held: IntArray, seats: range, places: list[tuple[int, ...]]
) -> None:
    """Say which configuration the held sections are of, where a request asks that."""
    for seat in seats:
        request = menu.request[seat]
        options = np.arange(menu.first[request], menu.first[request + 1])
        if len(options) > 1 and not any(places[option] for option in options):
            excluded = menu.clash[options][:, held[seats.start : seats.stop]]
            n_excluded = (excluded == FORBIDDEN).sum(axis=1)
            held[seat] = options[np.argmin(n_excluded)]


def menu_of(problem: Sectioning) -> Menu:
    """Return the options of a problem.

    Raises
    ------
    ValueError
        If a course that is asked for cannot be attended at all.
    """
    made = offer(problem, at_most=_OPTIONS_OF_A_REQUEST[0])
    for at_most in _OPTIONS_OF_A_REQUEST[1:]:
        if sum(map(len, made.options)) <= _MOST_OPTIONS:
            break
        made = offer(problem, at_most=at_most)
    sizes = np.array([len(options) for options in made.options], np.int64)
    first = np.append(0, np.cumsum(sizes))
    flat = [sections for options in made.options for sections in options]
    starts = np.append(0, np.cumsum([len(s) for s in flat])).astype(np.int64)
    members = np.array([s for sections in flat for s in sections], np.int64)
    clash, own = option_clashes(section_clashes(problem), starts, members)
    for (q, i), (r, j) in made.apart:
        one, other = first[q] + i, first[r] + j
        clash[one, other] = clash[other, one] = FORBIDDEN
    student_starts, request = _seats(problem, made)
    if (sizes[request] == 0).any():
        raise ValueError("a course that is asked for cannot be attended")
    return Menu(
        first=first,
        clash=clash,
        own=own,
        starts=starts,
        members=members,
        limit=problem.limit,
        student_starts=student_starts,
        request=request,
    )


def _seats(problem: Sectioning, made: Offer) -> tuple[IntArray, IntArray]:
    """Return where each student's seats begin, and the request of each seat."""
    starts, seats = [0], []
    for student in range(problem.n_students):
        first, end = problem.wish_starts[student : student + 2]
        for course in problem.wishes[first:end].tolist():
            seats += made.requests[course]
        starts.append(len(seats))
    return np.array(starts, np.int64), np.array(seats, np.int64)
