"""The desk: what is remembered of one student, spread out by skill and item number.

While a student's answers are walked through, a look-up is one index. Before, the
student's rows are laid out, afterwards put away and the desk cleared, so that the time
goes with what the student has met and not with all there is.

The parts of a desk travel as single arrays: a tuple of arrays costs a count of
references at every look inside, several times the work itself.
"""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import Float32Array, FloatArray, Int32Array, IntArray

from .compiling import inlined, making
from .layout import (
    ALL_DAY,
    ATTEMPTS,
    DAY,
    ITEM_ATTEMPTS,
    ITEM_DAY,
    ITEM_NARROW,
    ITEM_WIDE,
    LAST_ITEM,
    SKILL_NARROW,
    SKILL_WIDE,
    STUDENT_WIDTH,
    Kept,
)

N_SKILLS_MET, N_ITEMS_MET = 0, 1


@making
def blank_skills(n_skills: int) -> tuple[FloatArray, Float32Array]:
    """Return skills (K,) that nobody has met."""
    wide = np.zeros((n_skills, SKILL_WIDE))
    wide[:, DAY] = np.nan
    return wide, np.zeros((n_skills, SKILL_NARROW), np.float32)


@making
def blank_items(n_items: int) -> tuple[FloatArray, Float32Array]:
    """Return items (J,) that nobody has met."""
    wide = np.full((n_items, ITEM_WIDE), np.nan)
    return wide, np.zeros((n_items, ITEM_NARROW), np.float32)


@inlined
def blank_student(student: FloatArray) -> None:
    """Forget a student's own row."""
    for f in range(STUDENT_WIDTH):
        student[f] = 0.0
    student[ALL_DAY] = np.nan
    student[LAST_ITEM] = -1.0


@inlined
def clear(
    student: FloatArray,
    wide: FloatArray,
    narrow: Float32Array,
    item_wide: FloatArray,
    item_narrow: Float32Array,
    skills_met: Int32Array,
    items_met: Int32Array,
    n_met: IntArray,
) -> None:
    """Forget the student."""
    for p in range(n_met[N_SKILLS_MET]):
        k = skills_met[p]
        for f in range(SKILL_WIDE):
            wide[k, f] = 0.0
        wide[k, DAY] = np.nan
        for f in range(SKILL_NARROW):
            narrow[k, f] = 0.0
    for p in range(n_met[N_ITEMS_MET]):
        j = items_met[p]
        item_wide[j, ITEM_DAY] = np.nan
        for f in range(ITEM_NARROW):
            item_narrow[j, f] = 0.0
    blank_student(student)
    n_met[N_SKILLS_MET] = n_met[N_ITEMS_MET] = 0


@inlined
def lay_out(
    s: int,
    kept: Kept,
    student: FloatArray,
    wide: FloatArray,
    narrow: Float32Array,
    item_wide: FloatArray,
    item_narrow: Float32Array,
    skills_met: Int32Array,
    items_met: Int32Array,
    n_met: IntArray,
) -> None:
    """Lay out what is kept of student ``s`` on a cleared desk."""
    for f in range(STUDENT_WIDTH):
        student[f] = kept.student[s, f]
    begin, end = kept.skill_first[s], kept.skill_first[s + 1]
    for p in range(begin, end):
        k = kept.skill[p]
        for f in range(SKILL_WIDE):
            wide[k, f] = kept.skill_wide[p, f]
        for f in range(SKILL_NARROW):
            narrow[k, f] = kept.skill_narrow[p, f]
        skills_met[p - begin] = k
    n_met[N_SKILLS_MET] = end - begin
    begin, end = kept.item_first[s], kept.item_first[s + 1]
    for p in range(begin, end):
        j = kept.item[p]
        item_wide[j, ITEM_DAY] = kept.item_wide[p, ITEM_DAY]
        for f in range(ITEM_NARROW):
            item_narrow[j, f] = kept.item_narrow[p, f]
        items_met[p - begin] = j
    n_met[N_ITEMS_MET] = end - begin


@inlined
def put_away(
    s: int,
    kept: Kept,
    student: FloatArray,
    wide: FloatArray,
    narrow: Float32Array,
    item_wide: FloatArray,
    item_narrow: Float32Array,
    skills_met: Int32Array,
    items_met: Int32Array,
    n_met: IntArray,
) -> None:
    """Put the desk into ``kept``, after what was put there of students before ``s``."""
    for f in range(STUDENT_WIDTH):
        kept.student[s, f] = student[f]
    at = kept.skill_first[s]
    for p in range(n_met[N_SKILLS_MET]):
        k = skills_met[p]
        kept.skill[at + p] = k
        for f in range(SKILL_WIDE):
            kept.skill_wide[at + p, f] = wide[k, f]
        for f in range(SKILL_NARROW):
            kept.skill_narrow[at + p, f] = narrow[k, f]
    kept.skill_first[s + 1] = at + n_met[N_SKILLS_MET]
    at = kept.item_first[s]
    for p in range(n_met[N_ITEMS_MET]):
        j = items_met[p]
        kept.item[at + p] = j
        kept.item_wide[at + p, ITEM_DAY] = item_wide[j, ITEM_DAY]
        for f in range(ITEM_NARROW):
            kept.item_narrow[at + p, f] = item_narrow[j, f]
    kept.item_first[s + 1] = at + n_met[N_ITEMS_MET]


@inlined
def meet(
    j: int,
    starts: Int32Array,
    skills: Int32Array,
    narrow: Float32Array,
    item_narrow: Float32Array,
    skills_met: Int32Array,
    items_met: Int32Array,
    n_met: IntArray,
) -> None:
    """List item ``j`` and its skills among those met, if they are new."""
    if item_narrow[j, ITEM_ATTEMPTS] > 0.0:
        return
    items_met[n_met[N_ITEMS_MET]] = j
    n_met[N_ITEMS_MET] += 1
    for q in range(starts[j], starts[j + 1]):
        is_listed = narrow[skills[q], ATTEMPTS] > 0.0
        for earlier in range(starts[j], q):  # an item may name a skill twice
            is_listed = is_listed or skills[earlier] == skills[q]
        if not is_listed:
            skills_met[n_met[N_SKILLS_MET]] = skills[q]
            n_met[N_SKILLS_MET] += 1
