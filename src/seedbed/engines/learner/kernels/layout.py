"""Where each number stands in the arrays that the loops share.

Axis letters: N answers, S students, K skills, J items, C skill sets, F counters,
D dimensions of the memory, P student x skill pairs met, Q student x item pairs met.
A skill set is the combination of skills that an item asks; the first K sets are the
single skills.
"""

from __future__ import annotations

from typing import NamedTuple

from seedbed.lib.arrays import (
    BoolArray,
    Float32Array,
    FloatArray,
    Int32Array,
    IntArray,
)

#: The counters of the past that a prediction reads, in words.
COUNTERS = (
    "answers on the skill",
    "right answers on the skill",
    "wrong answers on the skill",
    "last answer on the skill",
    "streak on the skill",
    "share right on the skill",
    "skill met before",
    "recent answers on the skill",
    "answers since the skill",
    "time since the skill",
    "answers to this item",
    "last answer to this item",
    "share right on this item",
    "item met before",
    "answers since this item",
    "time since this item",
    "same item again",
    "same item again, last answer",
    "answers so far",
    "share right so far",
    "recent answers",
    "time since the last answer",
    "after a break",
)
(
    SKILL_N,
    SKILL_RIGHT,
    SKILL_WRONG,
    SKILL_LAST,
    SKILL_STREAK,
    SKILL_SHARE,
    SKILL_MET,
    SKILL_RECENT,
    SKILL_SINCE,
    SKILL_TIME,
    ITEM_N,
    ITEM_LAST,
    ITEM_SHARE,
    ITEM_MET,
    ITEM_SINCE,
    ITEM_TIME,
    ITEM_AGAIN,
    ITEM_AGAIN_LAST,
    ALL_N,
    ALL_SHARE,
    ALL_RECENT,
    ALL_TIME,
    ALL_BREAK,
) = range(len(COUNTERS))
N_COUNTERS = len(COUNTERS)
#: The first so many are of the skills, those up to ALL_N of the item.
SKILL_COUNTERS = ITEM_N
#: Counters whose weight differs from skill to skill.
N_OWN = 4
OWN_RIGHT, OWN_WRONG, OWN_SHARE, OWN_LAST = range(N_OWN)

#: Right or wrong tries, and answers since, below which what they add is looked up.
N_TRIES = 64
N_SINCE = 4096
#: What is looked up of right and wrong tries on a skill.
TRIES_SAY, TRIES_RIGHT, TRIES_WRONG, TRIES_SHARE = range(4)
N_STREAKS = 25

#: Knots of each piecewise-linear function, evenly spaced.
N_KNOTS = 12
#: Dimensions of the memory of past evidence.
N_MEMORY = 6
#: Half-lives, in answers, over which a student's misses (outcome - prediction) count.
N_HALF_LIVES = 4
N_SKILL_HALF_LIVES = 2
N_TILTS = 2

# A row for each student.
ALL_LEVEL, ALL_RECENTLY, ALL_DAY, ALL_ANSWERS, ALL_RIGHT, LAST_ITEM, LAST_SIGN = range(
    7
)
MISSES = 7
TILTS = MISSES + N_HALF_LIVES
MEMORY = TILTS + N_TILTS
STUDENT_WIDTH = MEMORY + N_MEMORY

# What is served: columns of ``Served``.
EASE, BASE, LEAN = range(3)
OWN = 0
WRITE = OWN + N_OWN
EXPOSE = WRITE + N_MEMORY
READ = EXPOSE + N_MEMORY
UNMET_SKILL = READ + N_MEMORY
SET_WIDTH = UNMET_SKILL + 1
LOW, HIGH, SCALE = range(3)
W_MISSES = 0
W_SKILL_MISSES = W_MISSES + N_HALF_LIVES
W_TILTS = W_SKILL_MISSES + N_SKILL_HALF_LIVES
W_LEVELS = W_TILTS + N_TILTS
W_RHO = W_LEVELS + 2
W_GAIN = W_RHO + N_MEMORY
W_TAU = W_GAIN + N_MEMORY
W_START = W_TAU + N_MEMORY
W_UNMET_ITEM = W_START + 1
W_RATES = W_UNMET_ITEM + 1
SHARED_WIDTH = W_RATES + 13

# For each skill met: what is summed up (double precision), and what is counted.
LEVEL, RECENTLY, MISS_FAST, MISS_SLOW, DAY = range(5)
SKILL_WIDE = 5
ATTEMPTS, RIGHT, STREAK, KEPT_RIGHT, AT = range(5)
SKILL_NARROW = 5
# For each item met.
ITEM_DAY = 0
ITEM_WIDE = 1
ITEM_ATTEMPTS, ITEM_RIGHT, ITEM_SIGN, ITEM_AT = range(4)
ITEM_NARROW = 4

#: What mastery reads: each rises with a right answer or stays, but for wrong answers.
READING = (
    "general level",
    "recent answers",
    "skill level",
    "recent answers on the skill",
    "ease of the item",
    "ease of the skill",
    "right answers on the skill",
    "wrong answers on the skill",
)
(
    READ_ALL_LEVEL,
    READ_ALL_RECENTLY,
    READ_LEVEL,
    READ_RECENTLY,
    READ_ITEM,
    READ_SKILL,
    READ_RIGHT,
    READ_WRONG,
) = range(len(READING))
N_READING = len(READING)


class Rates(NamedTuple):
    """How fast what is remembered moves with an answer, and how fast it fades.

    A level that rests on n answers moves by max(start / (1 + slope n), floor) logits
    per unit of surprise; a difficulty by start / (1 + slope n). Half-lives in days.
    """

    all_start: float
    all_slope: float
    all_floor: float
    level_start: float
    level_slope: float
    level_floor: float
    item_start: float
    item_slope: float
    set_start: float
    set_slope: float
    level_half_life_days: float
    kept_half_life_days: float
    recent_half_life_days: float


class Log(NamedTuple):
    """The answers to walk through: ``first`` (S + 1,) bounds each student's own.

    ``item``, ``correct``, ``day`` (N,); the skills of item j are
    ``skills[starts[j]:starts[j + 1]]``.
    """

    first: IntArray
    item: Int32Array
    correct: BoolArray
    day: FloatArray
    starts: Int32Array
    skills: Int32Array


class Population(NamedTuple):
    """Logits by which items (J,) and skill sets (C,) are easy, and their answers."""

    item: FloatArray
    item_n: FloatArray
    set: FloatArray
    set_n: FloatArray
    set_of_item: Int32Array


class Weights(NamedTuple):
    """What each part of the past says about the next answer, in logits.

    ``ease`` (8,) of the difficulties and how sure they are; ``ease_curves`` (2, knots)
    of the item's and the skill set's; ``curves`` (F, knots) of the counters, which
    stand at ``(counter - low) * scale`` (F,), up to ``high``; ``own`` (C, 4) the skill
    set's own slopes; ``write``, ``expose``, ``read`` (C, D) of the memory, which keeps
    ``rho`` (D,) of itself at each answer and fades by ``tau`` days (D,; 0 never);
    ``misses`` (4,), ``skill_misses`` (2,), ``tilts`` (2,) of past misses; ``levels``
    (2,) of the general level and the skill's.
    """

    ease: FloatArray
    ease_curves: FloatArray
    curves: FloatArray
    low: FloatArray
    high: FloatArray
    scale: FloatArray
    own: FloatArray
    write: FloatArray
    expose: FloatArray
    read: FloatArray
    rho: FloatArray
    tau: FloatArray
    misses: FloatArray
    skill_misses: FloatArray
    tilts: FloatArray
    levels: FloatArray


class Tables(NamedTuple):
    """What counters add to a logit, by the whole numbers that they count.

    ``skill_tries`` (tries, tries, 4), by right and wrong ones: what they add, and the
    values that a skill set's own slopes multiply; ``streaks`` (25, 2), from -12 on;
    ``item_tries`` (tries, tries); ``item_signs`` (2, 3): the last try wrong or right,
    by the answer just before (to another item, wrong, right); ``counts`` (3, since):
    answers since the skill, since the item, and in all; ``at_rest`` (3,): what no time
    at all since the skill, the item and the last answer adds.
    """

    skill_tries: FloatArray
    streaks: FloatArray
    item_tries: FloatArray
    item_signs: FloatArray
    counts: FloatArray
    at_rest: FloatArray


class Served(NamedTuple):
    """Weights and population as predictions read them, packed side by side.

    ``by_item`` (J, 3): what an item adds to the logit, the share of right answers by
    the item alone, and its ease with its set's; ``by_set`` (C, SET_WIDTH): own slopes,
    write, expose, read of the memory, and what the counters of unmet skills add;
    ``frame`` (F, 3): low, high and scale of the curves' knots; ``shared``
    (SHARED_WIDTH,): weights that stand alone and the rates; ``tables``: what the
    curves come to where counters are small.
    """

    by_item: FloatArray
    by_set: FloatArray
    set_of_item: Int32Array
    curves: FloatArray
    frame: FloatArray
    shared: FloatArray
    tables: Tables


class Kept(NamedTuple):
    """What is remembered, for each student only what the student has met.

    ``student`` (S, STUDENT_WIDTH). The skills met by student s are
    ``skill[skill_first[s]:skill_first[s + 1]]``, with rows of the same numbers in
    ``skill_wide`` and ``skill_narrow``; items alike.
    """

    student: FloatArray
    skill_first: IntArray
    skill: Int32Array
    skill_wide: FloatArray
    skill_narrow: Float32Array
    item_first: IntArray
    item: Int32Array
    item_wide: FloatArray
    item_narrow: Float32Array
