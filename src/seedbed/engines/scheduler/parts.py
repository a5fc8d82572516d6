"""The parts of a day's problem, as frozen data; ``day`` checks that they fit together.

Axis letters: S students, B blocks, K skills, L lessons, O options, W staff, R rooms,
F fixed sessions, Z sites. ``-1`` means none in every index array. Where an array says
"optional" it may be left out: the part then fills in what switches it off.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray


def _no_whole() -> IntArray:
    return np.zeros(0, np.int64)


def _no_marks() -> BoolArray:
    return np.zeros(0, np.bool_)


def _no_shares() -> FloatArray:
    return np.zeros(0, np.float64)


def _no_pairs() -> IntArray:
    return np.zeros((0, 2), np.int64)


def _no_table() -> IntArray:
    return np.zeros((0, 0), np.int64)


def _fill(part: object, n: int, **defaults: float | bool) -> None:
    """Give each optional array of a part that was left out its neutral value."""
    for name, value in defaults.items():
        if not len(getattr(part, name)):
            object.__setattr__(part, name, np.full(n, value))


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The unit's rules as numbers; a charter's waiver sets one to its off value.

    Each has a unit in its name or note. ``None`` switches a rule off; the rules that
    can never be broken (seats, qualified staff, accommodations, lessons once) have no
    switch.
    """

    live_min: int = 3  # students; below it no live session is opened
    live_max: int = 15
    tutoring_max: int = 4
    peer_min: int = 2
    peer_max: int = 6
    guard_band: int = 2  # grades either side of the enrolled one, never beyond
    approval_beyond: int = 1  # grades; farther needs a named adult's approval
    group_spread: float | None = 2.0  # working grades, widest in one live session
    skill_twice: int | None = 2  # sessions of one skill a student has in a day
    screen_minutes: int | None = 150  # online minutes of one student in a day
    staff_blocks: int | None = None  # blocks one adult leads in a day
    project_most: int | None = 1  # project blocks of one student in a day
    peer_most: int | None = 2  # blocks of work with peers in a day
    independent_most: int | None = None  # independent blocks in a day
    lesson_most: int = 1  # times one lesson comes in a student's day
    licences: int | None = None  # students online at once, at the hub and at home
    peer_groups: int | None = None  # groups of peers at once
    repeat_share: float = 0.5  # worth of each further session of a skill in a day
    adult_led_blocks: int | None = None  # least blocks with an adult in a day
    seat_time_minutes: int | None = None  # least minutes at the hub or at work in a day
    licensed_adult: int | None = None  # 1: a licensed adult in each room in use
    most_blocks_running: int | None = None  # blocks of an adult without a break
    student_blocks_running: int | None = None  # blocks of a student without a break
    break_minutes: int = 10  # between two blocks, that are a break
    challenge_share: float = 1.0  # worth of a seat outside the band, as a share
    challenge_low: float = 0.6  # expected share right where the band begins
    challenge_high: float = 0.85  # expected share right where the band ends
    fair_live: float = 0.0  # how much more live teaching counts for who had least
    own_day: float = 2.0  # how much more all counts for who had least of an ideal day


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """Sessions that stand before the solver starts: check-ins, electives, lunch.

    Arrays of shape (F,); ``staff`` and ``room`` may be -1. ``seats`` is the most that
    may sit there.
    """

    block: IntArray
    modality: IntArray
    staff: IntArray
    room: IntArray
    seats: IntArray


@dataclass(frozen=True, kw_only=True)
class Students:
    """Arrays over S students.

    ``grade`` (S,) enrolled; ``working_grade`` (S,) float, where evidence puts them;
    ``max_distance`` (S,) grades from the enrolled one that are approved;
    ``free`` (S, B) blocks for the solver to fill; ``at_home`` (S, B);
    ``fixed`` (S, B) index into ``Day.fixed`` or -1;
    ``time_factor`` (S,) 1.0 or more: minutes needed over minutes planned;
    ``needs_quiet`` (S,), ``needs_aide`` (S,); ``language`` (S,) code or -1;
    ``service_minutes`` (S,) owed today, led by an adult in tutoring;
    ``mentor`` (S,) staff index or -1; ``mentor_minutes`` (S,) optional, owed today in a
    check-in or led by the mentor; ``wants_stretch`` (S,) optional, asks for harder
    work; ``group`` (S,) optional, code of a group whose live teaching is compared, or
    -1; ``live_minutes`` (S,) optional, live teaching had so far; ``gain_so_far`` (S,)
    optional, mean expected gain of a day so far, or -1 unknown; ``site`` (S, B)
    optional, where they are in a block at the hub.
    """

    grade: IntArray
    working_grade: FloatArray
    max_distance: IntArray
    free: BoolArray
    at_home: BoolArray
    fixed: IntArray
    time_factor: FloatArray
    needs_quiet: BoolArray
    needs_aide: BoolArray
    language: IntArray
    service_minutes: IntArray
    mentor: IntArray
    mentor_minutes: IntArray = field(default_factory=_no_whole)
    wants_stretch: BoolArray = field(default_factory=_no_marks)
    group: IntArray = field(default_factory=_no_whole)
    live_minutes: IntArray = field(default_factory=_no_whole)
    gain_so_far: FloatArray = field(default_factory=_no_shares)
    site: IntArray = field(default_factory=_no_table)

    def __post_init__(self) -> None:
        n = len(self.grade)
        if not len(self.site):
            object.__setattr__(self, "site", np.zeros(self.free.shape, np.int64))
        _fill(self, n, mentor_minutes=0, wants_stretch=False, group=-1, live_minutes=0)
        _fill(self, n, gain_so_far=-1.0)


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """Arrays over L lessons, and the skills they teach.

    ``skill`` (L,), ``modality`` (L,), ``minutes`` (L,), ``seats`` (L,),
    ``needs_device`` (L,); ``skill_grade_low`` and ``skill_grade_high`` (K,).
    ``seats`` 0 is no limit of its own.
    """

    skill: IntArray
    modality: IntArray
    minutes: IntArray
    seats: IntArray
    needs_device: BoolArray
    skill_grade_low: IntArray
    skill_grade_high: IntArray


@dataclass(frozen=True, kw_only=True)
class Options:
    """What each student could do tomorrow: O pairs of student and lesson.

    ``student`` (O,) ascending; ``lesson`` (O,); ``gain`` (O,) expected newly shown
    skill-units, comparable across students; ``success`` (O,) expected share right.
    """

    student: IntArray
    lesson: IntArray
    gain: FloatArray
    success: FloatArray


@dataclass(frozen=True, kw_only=True)
class Adults:
    """Arrays over W staff.

    ``free`` (W, B); ``teaches`` (W, K) may lead live lessons of a skill; ``tutors``
    (W,) may lead tutoring of skills they teach; ``is_aide`` (W,); ``speaks`` (W, C)
    over C language codes; ``max_seats`` (W,) most students in front of one adult;
    ``is_licensed`` (W,) optional, everyone where it is left out.
    """

    free: BoolArray
    teaches: BoolArray
    tutors: BoolArray
    is_aide: BoolArray
    speaks: BoolArray
    max_seats: IntArray
    is_licensed: BoolArray = field(default_factory=_no_marks)

    def __post_init__(self) -> None:
        _fill(self, len(self.tutors), is_licensed=True)


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """Arrays over R rooms.

    ``seats`` (R,); ``free`` (R, B); ``is_quiet`` (R,); ``is_online`` (R,): a video
    room, where students at home can sit too; ``devices`` (R,). ``site`` (R,) optional,
    the site they are at; ``travel_minutes`` (Z, Z) optional, from one site to another,
    0 where it is left out. Who is at the hub sits in a video room of their site.
    """

    seats: IntArray
    free: BoolArray
    is_quiet: BoolArray
    is_online: BoolArray
    devices: IntArray
    site: IntArray = field(default_factory=_no_whole)
    travel_minutes: IntArray = field(default_factory=_no_table)

    def __post_init__(self) -> None:
        _fill(self, len(self.seats), site=0)
        if not len(self.travel_minutes):
            n_sites = int(self.site.max(initial=0)) + 1
            none = np.zeros((n_sites, n_sites), np.int64)
            object.__setattr__(self, "travel_minutes", none)


@dataclass(frozen=True, kw_only=True)
class History:
    """What happened before, as (n, 2) arrays of student and lesson, or of skills.

    ``passed``: lessons a student has passed; ``previous``: lessons of the previous
    school day; ``streak``: (n, 3) student, skill, modality where the last two school
    days held that skill in that modality.
    """

    passed: IntArray
    previous: IntArray
    streak: IntArray


@dataclass(frozen=True, kw_only=True)
class Locks:
    """Seats an adult decided: (n, 3) student, block, lesson (-1 supervised study).

    ``by`` and ``at`` say who decided each and when, in words, or are empty.
    """

    seats: IntArray = field(default_factory=lambda: np.zeros((0, 3), np.int64))
    by: tuple[str, ...] = ()
    at: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Pairs of students whom adults want apart or together, (n, 2) each.

    ``apart_by`` and ``together_by`` name the adult who asked, one for each pair, or are
    empty.
    """

    apart: IntArray = field(default_factory=_no_pairs)
    together: IntArray = field(default_factory=_no_pairs)
    apart_by: tuple[str, ...] = ()
    together_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Names:
    """What to call things in the sentences of faults; lengths S, L, W, R, B, K."""

    students: tuple[str, ...]
    lessons: tuple[str, ...]
    staff: tuple[str, ...]
    rooms: tuple[str, ...]
    blocks: tuple[str, ...]
    skills: tuple[str, ...]
