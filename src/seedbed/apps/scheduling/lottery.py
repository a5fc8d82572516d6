"""Where the honest lottery enters a day: what it may draw, and what it leaves.

The draw comes before the plan is solved. It speaks only where no adult, no right and no
choice of the student has: such skills keep all their ways.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from seedbed.apps.trials import queries as trials
from seedbed.apps.trials.cards import DrawCard, LotteryCard, NightDraws, WayRows
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.modalities import Modality

from .belief import expected_of, families_of, ways_of
from .models import AccommodationKind, PairKind
from .problem import Material

#: Needs that decide in which way a student learns. Extra time is none of them: what
#: does not fit is no way for the student at all.
DECIDING_NEEDS = frozenset(
    {
        AccommodationKind.QUIET,
        AccommodationKind.AIDE,
        AccommodationKind.LANGUAGE,
        AccommodationKind.SERVICE,
    }
)
#: Rules of a unit that, at 0, take a way away.
_CLOSING_RULES = {
    "peer_most": Modality.PEER,
    "peer_groups": Modality.PEER,
    "project_most": Modality.PROJECT,
    "independent_most": Modality.INDEPENDENT,
    "screen_minutes": Modality.ONLINE,
    "licences": Modality.ONLINE,
}


def with_draws(
    material: Material, *, rule: LotteryCard, seed: int, spoken: Collection[DrawCard]
) -> Material:
    """Return the material after the night's lottery: ways that lost are no options.

    ``spoken`` are draws of an earlier draft; those that an adult has overridden since
    hold no second lottery.
    """
    night = _draw(material, rule=rule, seed=seed, spoken=spoken)
    return _left(material, night)


def as_drawn(material: Material, draws: Sequence[DrawCard]) -> Material:
    """Return the material with the options that logged draws left to the plan."""
    options, ids = material.options, _ids(material)
    stand = tuple(card for card in draws if not card.is_overridden)
    lost = {
        (card.student_id, card.skill_id, way.way)
        for card in stand
        for way in card.ways
        if way.way != card.drawn
    }
    triples = zip(*(part.tolist() for part in (*ids, ways_of(options))), strict=True)
    kept = np.array([triple not in lost for triple in triples], np.bool_)
    return replace(material, options=options.select(kept), draws=stand)


def _draw(
    material: Material, *, rule: LotteryCard, seed: int, spoken: Collection[DrawCard]
) -> NightDraws:
    options = material.options
    students, skills = _ids(material)
    ways = ways_of(options)
    # Two lessons of one way are one way: the first stands for both.
    triples = np.stack([students, skills, ways])
    _same, first, which = np.unique(
        triples, axis=1, return_index=True, return_inverse=True
    )
    is_open = _is_open(material, spoken)
    night = trials.draw_night(
        WayRows(
            student=students[first],
            skill=skills[first],
            way=ways[first],
            gain=options.assumed[first],
            mean=options.gain[first],
            sd=options.sd[first],
            expected=expected_of(options, material.view)[first],
            is_open=is_open[first],
        ),
        families=families_of(material.skills),
        rule=rule,
        on=material.frame.on,
        seed=seed,
    )
    return replace(night, is_kept=night.is_kept[which.reshape(-1)])


def _left(material: Material, night: NightDraws) -> Material:
    options = material.options.select(night.is_kept)
    return replace(material, options=options, draws=night.draws, night=night)


def _is_open(material: Material, spoken: Collection[DrawCard]) -> BoolArray:
    """Tell, for each option (O,), whether a lottery may hold it."""
    options = material.options
    decided = {
        n
        for n, student in enumerate(material.people.students)
        if not DECIDING_NEEDS.isdisjoint(student.needs)
    }
    for s, v, _by in material.people.pairs_of(PairKind.TOGETHER):
        decided |= {s, v}
    student_ids, skill_ids = _ids(material)
    said = _said(material, spoken)
    pairs = zip(student_ids.tolist(), skill_ids.tolist(), strict=True)
    has_said = np.array([pair in said for pair in pairs], np.bool_)
    closed = [w for name, w in _CLOSING_RULES.items() if material.limits[name] == 0]
    is_closed = np.isin(ways_of(options), closed)
    return ~np.isin(options.student, sorted(decided)) & ~has_said & ~is_closed


def _said(material: Material, spoken: Collection[DrawCard]) -> set[tuple[int, int]]:
    """Return student and skill ids about which an adult has spoken for this day."""
    skill_of = {lesson.id: lesson.skill_id for lesson in material.lessons}
    locked = {
        (lock.student_id, skill_of[lock.lesson_id])
        for lock in material.locks
        if lock.lesson_id is not None
    }
    overridden = {(c.student_id, c.skill_id) for c in spoken if c.is_overridden}
    return locked | overridden


def _ids(material: Material) -> tuple[IntArray, IntArray]:
    """Return student and skill id of each option (O,)."""
    ids = np.array([s.id for s in material.people.students], np.int64)
    options = material.options
    return ids[options.student], material.view.skill_ids[options.skill]
