"""A student's own ideal day: the most that tomorrow could give if all were there.

The rules about the student hold: what is an option today, lessons passed or had
yesterday, minutes needed, blocks free, how often a skill, how many minutes online, how
many blocks with peers, of projects and alone. But every lesson is there in every block,
live, in tutoring or with peers, however few may come: no other student, adult,
room, device or licence is in the way.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from seedbed.engines.scheduler import Day
from seedbed.engines.scheduler.baseline import narrowed
from seedbed.lib.arrays import FloatArray
from seedbed.lib.modalities import LESSON_MODALITIES, Modality

Use = tuple[int, ...]


def ideal_gains(day: Day, *, tutoring_most: int | None = None) -> FloatArray:
    """Return each student's ideal gain, (S,), exact for a day as refused below.

    ``tutoring_most`` limits the blocks of tutoring, which no unit has for all.

    For each skill none, one or two lessons are chosen, the better one counting in full;
    the best choice is found for every number of blocks and of capped modalities.

    Raises
    ------
    ValueError
        If blocks differ in minutes, a skill has two lessons of one modality, or a
        limit is not one this program knows.
    """
    _refuse_unknown(day)
    gains = _gains_by_slot(day)
    caps = _caps(day, tutoring_most)
    most = list(caps.values())
    best = np.zeros((day.n_students, day.n_blocks + 1, *(cap + 1 for cap in most)))
    choices: list[tuple[int, ...]] = [(m,) for m in range(len(LESSON_MODALITIES))]
    choices += list(combinations(range(len(LESSON_MODALITIES)), 2))
    for slot in range(gains.shape[1]):
        without = best.copy()
        for choice in choices:
            worth = np.sort(gains[:, slot, choice], axis=1)[:, ::-1]
            gain = worth @ (day.limits.repeat_share ** np.arange(len(choice)))
            use = (len(choice), *(sum(m == way for m in choice) for way in caps))
            _take(best, without, gain, use)
    n_free = day.students.free.sum(axis=1)
    found: FloatArray = best[np.arange(day.n_students), n_free, *most]
    return found


def _take(best: np.ndarray, without: np.ndarray, gain: np.ndarray, use: Use) -> None:
    """Raise ``best`` where a choice on top of ``without`` is better."""
    if any(u >= n for u, n in zip(use, best.shape[1:], strict=True)):
        return
    after = tuple(slice(u, None) for u in use)
    before = tuple(slice(0, n - u) for u, n in zip(use, best.shape[1:], strict=True))
    taken = without[:, *before] + gain.reshape(-1, *(1 for _ in use))
    np.maximum(best[:, *after], taken, out=best[:, *after])


def _gains_by_slot(day: Day) -> np.ndarray:
    """Return (S, slots, M): gains of each student's skills; minus infinity for none."""
    space = narrowed(day)
    usable = (space.allowed & day.students.free[space.student]).any(axis=1)
    who, lesson = space.student[usable], space.lesson[usable]
    skill = day.lessons.skill[lesson]
    pairs, pair = np.unique(who * day.n_skills + skill, return_inverse=True)
    owner = pairs // day.n_skills
    slot = np.arange(len(pairs)) - np.searchsorted(owner, owner)
    n_slots = int(slot.max(initial=-1)) + 1
    gains = np.full((day.n_students, n_slots, len(LESSON_MODALITIES)), -np.inf)
    gains[who, slot[pair], day.lessons.modality[lesson]] = space.gain[usable]
    return gains


def _caps(day: Day, tutoring_most: int | None) -> dict[Modality, int]:
    """Return how many blocks of a modality a day may hold, where that is limited."""
    limits, minutes = day.limits, day.limits.screen_minutes
    most = {
        Modality.TUTORING: tutoring_most,
        Modality.ONLINE: None if minutes is None else minutes // day.block_minutes[0],
        Modality.PEER: limits.peer_most,
        Modality.PROJECT: limits.project_most,
        Modality.INDEPENDENT: limits.independent_most,
    }
    return {way: int(min(day.n_blocks, n)) for way, n in most.items() if n is not None}


def _refuse_unknown(day: Day) -> None:
    lessons = day.lessons
    kinds = lessons.skill * len(Modality) + lessons.modality
    if len(np.unique(day.block_minutes)) > 1 or len(np.unique(kinds)) < len(kinds):
        raise ValueError(
            "Ideal days need equal blocks, and one lesson a skill and way."
        )
    limits = day.limits
    if limits.skill_twice != 2 or limits.lesson_most != 1 or len(day.locks.seats):
        raise ValueError(
            "Ideal days know two lessons a skill, once each, and no locks."
        )
