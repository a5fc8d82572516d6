"""What the lotteries have taught about the gains of a day's options."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np

from seedbed.apps.curriculum.cards import SkillRows
from seedbed.apps.trials import queries as trials
from seedbed.lib.arrays import FloatArray, IntArray

from .options import OptionRows, View

_NO_SUBJECT = "Other skills"


def families_of(skills: SkillRows) -> dict[int, str]:
    """Return the family of each skill, by id: its strand, else its subject."""
    named = zip(skills.ids, skills.strands, skills.subjects, strict=True)
    return {k: strand or subject or _NO_SUBJECT for k, strand, subject in named}


def believed(
    options: OptionRows,
    *,
    unit_id: int,
    view: View,
    skills: SkillRows,
    until: datetime | None,
) -> OptionRows:
    """Return the options with gains as the lotteries have corrected them. One query.

    Where nothing was learnt yet, gains stay as they were assumed.
    """
    families = families_of(skills)
    belief = trials.believe(
        trials.known_effects(unit_id, until=until),
        family=[families[int(k)] for k in view.skill_ids[options.skill]],
        way=ways_of(options),
        gain=options.assumed,
        expected=expected_of(options, view),
    )
    return replace(options, gain=belief.mean, sd=belief.sd)


def ways_of(options: OptionRows) -> IntArray:
    """Return the modality of each option (O,)."""
    return np.array([lesson.modality for lesson in options.lessons], np.int64)


def expected_of(options: OptionRows, view: View) -> FloatArray:
    """Return the probability to pass the skill's exit slip, as known before (O,)."""
    mastery = view.mastery[options.student, options.skill]
    return np.clip(mastery.astype(np.float64), 0.0, 1.0)
