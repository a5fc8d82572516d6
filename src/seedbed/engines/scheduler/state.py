"""The solver's arrays: the problem it reads and the plan it changes in place.

Axis letters of the day, with P possible seats, N session slots per block, C members
per session. Block comes first, so that one block can be saved and restored cheaply.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from seedbed.engines.scheduler.day import Day
from seedbed.engines.scheduler.space import ANYWHERE, UNLIMITED, Space
from seedbed.engines.scheduler.supervision import open_rooms, room_order, spare_adults
from seedbed.lib.arrays import BoolArray, FloatArray, Int32Array, IntArray
from seedbed.lib.modalities import GROUPED, Modality

#: Columns of ``State.session``.
LESSON, STAFF, AIDE, ROOM, SIZE, CAP, LOCKED, NEXT = range(8)
#: Columns of ``State.used``; the last two come once for each site.
ONLINE_SEATS, PEER_GROUPS, SPARE_ADULTS, PAIRS, SPARE_ROOMS = range(5)
IDLE, ABSENT = -1, -2
_ROUNDING_GRADES = 1e-9


class Problem(NamedTuple):
    """What does not change: possible seats by student and by lesson, people, rooms."""

    starts: IntArray  # (S + 1,) possible seats of each student
    student: IntArray  # (P,)
    lesson: IntArray  # (P,)
    gain: FloatArray  # (P,)
    allowed: BoolArray  # (P, B)
    lesson_starts: IntArray  # (L + 1,) possible seats of each lesson
    by_lesson: IntArray  # (P,)
    skill: IntArray  # (L,)
    modality: IntArray  # (L,)
    most: IntArray  # (L,)
    least: IntArray  # (L,)
    takes_device: BoolArray  # (L,)
    leader_starts: IntArray  # (L + 1,) adults who may lead each lesson
    leaders: IntArray
    led_starts: IntArray  # (W + 1,) lessons that each adult may lead
    led: IntArray
    peer_lessons: IntArray
    free: BoolArray  # (B, S)
    at_home: BoolArray  # (B, S)
    needs_quiet: BoolArray  # (S,)
    needs_aide: BoolArray  # (S,)
    language: IntArray  # (S,)
    working_grade: FloatArray  # (S,)
    minutes: IntArray  # (B,)
    max_seats: IntArray  # (W,)
    is_aide: BoolArray  # (W,)
    speaks: BoolArray  # (W, C)
    room_seats: IntArray  # (R,)
    room_devices: IntArray  # (R,)
    room_quiet: BoolArray  # (R,)
    room_online: BoolArray  # (R,)
    skill_twice: int
    lesson_most: int
    licences: int
    peer_groups: int
    repeat_share: float
    screen_minutes: int
    way_most: IntArray  # (M,)
    group_spread: float
    apart: IntArray  # (S, A) students kept apart from each, -1 beyond
    together: IntArray  # (S, A) students kept together with each, -1 beyond
    apart_rooms: int  # rooms that keep everyone apart on their own
    owed: IntArray  # (S, 2) blocks with an adult, minutes of lessons at home
    promise: float  # worth of a promise kept, 0 where nothing is owed
    most_running: int
    follows: BoolArray  # (B,) no break since the block before
    in_fixed: BoolArray  # (B, W)
    supervises: bool
    is_supervisor: BoolArray  # (W,)
    room_order: IntArray  # (R,) in which rooms open for own work
    where: IntArray  # (B, S) the site of each student, or -1 at home
    room_site: IntArray  # (R,)
    travels: bool
    travel: IntArray  # (Z, Z) minutes
    fixed_site: IntArray  # (B, W) of fixed sessions, -1 anywhere, -2 none
    block_starts: IntArray  # (B,) minutes after midnight


class State(NamedTuple):
    """One plan. ``choice`` is a possible seat or -1 (study), ``seat`` a session slot.

    ``alone`` (B, 4 Z) counts students at the hub on their own, by site (4), needs quiet
    (2) and device (1); ``desks`` (B, 4 Z) the quiet seats, other seats, quiet devices
    and other devices of each site's rooms without a session. ``used`` counts students
    online, groups of peers, licensed adults who could still look after a room, and for
    each site pairs kept apart who are both on their own there, and rooms for own work
    beyond those that keep them apart.
    """

    choice: Int32Array  # (B, S)
    seat: Int32Array  # (B, S)
    pinned: BoolArray  # (B, S)
    session: Int32Array  # (B, N, 8)
    members: Int32Array  # (B, N, C)
    head: Int32Array  # (B, L) first session of a lesson
    staff_at: Int32Array  # (B, W)
    room_at: Int32Array  # (B, R)
    staff_left: Int32Array  # (W,)
    alone: Int32Array  # (B, 4 Z)
    desks: Int32Array  # (B, 4 Z)
    used: Int32Array  # (B, 3 + 2 Z)


def make_problem(day: Day, space: Space) -> Problem:
    """Lay out a narrowed day for the kernels."""
    n_lessons = day.n_lessons
    grouped = np.isin(day.lessons.modality, GROUPED)
    by_lesson = np.argsort(space.lesson, kind="stable")
    n_ready = np.bincount(space.lesson, minlength=n_lessons)
    worth_opening = grouped & (n_ready >= np.minimum(space.least, 1))
    leads = space.leads & worth_opening[None, :]
    adult, led = np.nonzero(leads)
    lesson, leaders = np.nonzero(leads.T)
    peer = (day.lessons.modality == Modality.PEER) & (n_ready >= space.least)
    problem = Problem(
        starts=np.searchsorted(space.student, np.arange(day.n_students + 1)),
        student=space.student,
        lesson=space.lesson,
        gain=space.gain,
        allowed=space.allowed,
        lesson_starts=_starts(space.lesson, n_lessons),
        by_lesson=by_lesson,
        skill=day.lessons.skill,
        modality=day.lessons.modality,
        most=space.most,
        least=space.least,
        takes_device=space.takes_device,
        leader_starts=_starts(lesson, n_lessons),
        leaders=leaders,
        led_starts=_starts(adult, day.n_adults),
        led=led,
        peer_lessons=np.flatnonzero(peer),
        free=day.students.free.T,
        at_home=day.students.at_home.T,
        needs_quiet=space.needs_quiet,
        needs_aide=space.needs_aide,
        language=space.language,
        working_grade=day.students.working_grade,
        minutes=day.block_minutes,
        max_seats=day.adults.max_seats,
        is_aide=day.adults.is_aide,
        speaks=day.adults.speaks,
        room_seats=day.rooms.seats,
        room_devices=np.minimum(day.rooms.devices, day.rooms.seats),
        room_quiet=day.rooms.is_quiet,
        room_online=day.rooms.is_online,
        skill_twice=int(space.skill_twice),
        lesson_most=int(space.lesson_most),
        licences=int(space.licences),
        peer_groups=int(space.peer_groups),
        repeat_share=float(day.limits.repeat_share),
        screen_minutes=int(space.screen_minutes),
        way_most=space.way_most,
        group_spread=float(space.group_spread) + _ROUNDING_GRADES,
        apart=_partners(space.apart, day.n_students),
        together=_partners(space.together, day.n_students),
        apart_rooms=int(space.apart_rooms),
        owed=np.stack([space.owed_blocks, space.owed_home_minutes], axis=1),
        promise=_promise(space),
        most_running=int(space.most_running),
        follows=space.follows,
        in_fixed=space.in_fixed.T,
        supervises=space.supervisors is not None,
        is_supervisor=_supervisors(day, space),
        room_order=room_order(day, space),
        where=np.where(day.students.at_home, ANYWHERE, space.student_site).T,
        room_site=space.room_site,
        travels=bool(space.travel_minutes.any()),
        travel=space.travel_minutes,
        fixed_site=space.fixed_site.T,
        block_starts=day.block_starts,
    )
    return Problem(*(_plain(value) for value in problem))


def empty_state(day: Day, space: Space) -> State:
    """Return the plan in which everyone studies."""
    n_blocks, n_students = day.n_blocks, day.n_students
    grouped = np.isin(day.lessons.modality, GROUPED)
    n_members = int(min(max(1, space.most[grouped].max(initial=1)), n_students + 1))
    n_slots = _n_slots(day, space)
    session = np.full((n_blocks, n_slots, 8), -1, np.int32)
    staff_at = np.where(space.staff_free.T, IDLE, ABSENT).astype(np.int32)
    room_at = np.where(space.room_free.T, IDLE, ABSENT).astype(np.int32)
    state = State(
        choice=np.full((n_blocks, n_students), -1, np.int32),
        seat=np.full((n_blocks, n_students), -1, np.int32),
        pinned=np.zeros((n_blocks, n_students), bool),
        session=session,
        members=np.full((n_blocks, n_slots, n_members), -1, np.int32),
        head=np.full((n_blocks, day.n_lessons), -1, np.int32),
        staff_at=staff_at,
        room_at=room_at,
        staff_left=np.minimum(space.staff_left, UNLIMITED).astype(np.int32),
        alone=_alone(day, space),
        desks=_desks(day, space),
        used=_used(day, space),
    )
    return copy_state(state)


def copy_state(state: State) -> State:
    """Return an independent copy, laid out as the kernels are compiled for."""
    copies: Any = (array.copy(order="C") for array in state)
    return State(*copies)


def _plain(value: Any) -> Any:
    """Lay an array out in the one form that the kernels are compiled for."""
    if not isinstance(value, np.ndarray):
        return value
    kinds: dict[str, type] = {"b": np.bool_, "i": np.int64, "f": np.float64}
    return np.require(value, kinds[value.dtype.kind], ["C", "W"])


def _starts(group: IntArray, n: int) -> IntArray:
    return np.append(0, np.cumsum(np.bincount(group, minlength=n)))


def _n_slots(day: Day, space: Space) -> int:
    """Return how many sessions one block may hold: one per leader, and peer groups."""
    n_leaders = int(space.leads.any(axis=1).sum())
    n_peer_groups = day.n_rooms + int(day.students.at_home.any(axis=1).sum()) // 2
    n_locked = len(space.locked)
    return max(1, min(n_leaders + n_peer_groups + n_locked, day.n_students))


def _partners(pairs: IntArray, n_students: int) -> IntArray:
    """Return the other students of each one's pairs, (S, most pairs of one), or -1."""
    both = np.unique(np.concatenate([pairs, pairs[:, ::-1]]), axis=0)
    n_each = np.bincount(both[:, 0], minlength=n_students)
    first = np.append(0, np.cumsum(n_each))[both[:, 0]]
    partners = np.full((n_students, int(n_each.max(initial=0))), -1, np.int64)
    partners[both[:, 0], np.arange(len(both)) - first] = both[:, 1]
    return partners


def _promise(space: Space) -> float:
    """Return a worth above any gain where something is owed, else 0."""
    is_owed = (space.owed_blocks > 0).any() or (space.owed_home_minutes > 0).any()
    return 10.0 * max(1.0, float(space.gain.max(initial=0.0))) if is_owed else 0.0


def _supervisors(day: Day, space: Space) -> BoolArray:
    if space.supervisors is None:
        return np.zeros(day.n_adults, np.bool_)
    return space.supervisors


def _used(day: Day, space: Space) -> Int32Array:
    n_sites = len(space.travel_minutes)
    used = np.zeros((day.n_blocks, PAIRS + 2 * n_sites), np.int32)
    used[:, SPARE_ADULTS] = np.minimum(spare_adults(space), UNLIMITED)
    first, second = space.apart.T
    is_open = open_rooms(day, space) & (day.rooms.seats > 0)[:, None]
    for site, at_hub in enumerate(_at_sites(day, space)):
        n_pairs = (at_hub[first] & at_hub[second]).sum(axis=0)
        n_rooms = is_open[space.room_site == site].sum(axis=0)
        used[:, PAIRS + 2 * site] = n_pairs
        used[:, SPARE_ROOMS + 2 * site] = (
            n_rooms if day.n_rooms else UNLIMITED
        ) - space.apart_rooms
    return used


def _at_sites(day: Day, space: Space) -> list[BoolArray]:
    """Return (S, B) for each site: who is there in which free block."""
    at_hub = day.students.free & ~day.students.at_home
    sites = range(len(space.travel_minutes))
    return [at_hub & (space.student_site == site) for site in sites]


def _alone(day: Day, space: Space) -> Int32Array:
    counts = np.zeros((day.n_blocks, 4 * len(space.travel_minutes)), np.int32)
    for site, at_hub in enumerate(_at_sites(day, space)):
        quiet = (at_hub & space.needs_quiet[:, None]).sum(axis=0)
        counts[:, 4 * site + 2] = quiet
        counts[:, 4 * site] = at_hub.sum(axis=0) - quiet
    return counts


def _desks(day: Day, space: Space) -> Int32Array:
    """Return seats and devices by site and kind; without rooms nothing is counted."""
    n_sites = len(space.travel_minutes)
    if not day.n_rooms:
        return np.full((day.n_blocks, 4 * n_sites), UNLIMITED, np.int32)
    rooms = day.rooms
    devices = np.minimum(rooms.devices, rooms.seats)
    kinds = [
        rooms.seats * rooms.is_quiet,
        rooms.seats * ~rooms.is_quiet,
        devices * rooms.is_quiet,
        devices * ~rooms.is_quiet,
    ]
    by_site = [kind * (space.room_site == z) for z in range(n_sites) for kind in kinds]
    desks = (np.stack(by_site) @ open_rooms(day, space)).T.astype(np.int32)
    desks[:, 1] += np.minimum(0, spare_adults(space)).astype(np.int32)
    return desks
