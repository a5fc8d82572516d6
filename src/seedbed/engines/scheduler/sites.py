"""Who can be where: rooms and sites, and the way between them, compiled with Numba.

Arguments are named as in ``kernels``. A place is a site, or -1 (``ANYWHERE``): at home,
in a call, or leading by video.
"""

from __future__ import annotations

from seedbed.engines.scheduler.compiled import compiled, inner
from seedbed.engines.scheduler.space import ANYWHERE, NOT_THERE
from seedbed.engines.scheduler.state import ROOM, Problem, State


@inner
def can_sit_in(p: Problem, place: int, r: int) -> bool:
    """Tell whether a student at a place can sit in room r; -1 is a call."""
    if place < 0:
        return bool(r < 0 or p.room_online[r])
    return bool(r >= 0 and p.room_site[r] == place)


@compiled
def place_of(p: Problem, r: int) -> int:
    """Return the place to which a session in room r binds its adults."""
    if r < 0 or p.room_online[r]:
        return ANYWHERE
    return int(p.room_site[r])


@inner
def has_time(p: Problem, x: State, b: int, w: int, place: int) -> bool:
    """Tell whether the adult can be at a place in block b and get everywhere in time.

    Between two sites the minutes without a session must last for the way. Only ways
    that block b begins, ends or shortens are looked at: all others are as they were.
    """
    if not p.travels:
        return True
    for first in range(b + 1):
        start = place if first == b else _place_in(p, x, first, w)
        if start >= 0 and not _gets_on(p, x, b, w, place, first, start):
            return False
    return True


@inner
def _gets_on(
    p: Problem, x: State, b: int, w: int, place: int, first: int, start: int
) -> bool:
    """Tell whether an adult gets from a site in one block to all later ones in time."""
    ready = p.block_starts[first] + p.minutes[first]
    for last in range(first + 1, len(p.block_starts)):
        stop = place if last == b else _place_in(p, x, last, w)
        is_asked = stop >= 0 and stop != start and last >= b
        if is_asked and p.block_starts[last] - ready < p.travel[start, stop]:
            return False
        if stop != NOT_THERE:
            ready += p.minutes[last]
    return True


@inner
def _place_in(p: Problem, x: State, b: int, w: int) -> int:
    """Return where the adult is in block b, or NOT_THERE without a session."""
    j = x.staff_at[b, w]
    if j >= 0:
        return place_of(p, x.session[b, j, ROOM])
    return int(p.fixed_site[b, w])
