"""Lays what students chose for one subject, a pace or a place, over their options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from seedbed.lib.modalities import Modality

from . import worth
from .models import Place
from .options import OptionRows
from .rows.people import StudentRow

#: What a student at the hub who wants a subject as at home can do on a screen or alone.
HOME_WAYS = (Modality.ONLINE, Modality.INDEPENDENT)


def in_subjects(
    options: OptionRows, students: Sequence[StudentRow], subjects: Sequence[str]
) -> OptionRows:
    """Return the options with each subject's own pace, and without ways it rules out.

    ``subjects`` names the subject of each skill (K,). Where a subject's place is home
    and the day's is the hub, only the ways that work at home are left; tutoring stays
    for whom minutes of service are owed, because a right stands above a wish.
    """
    if not any(s.subject_paces or s.subject_places for s in students):
        return options
    rows = zip(
        options.student.tolist(), options.skill.tolist(), options.lessons, strict=True
    )
    is_open = [
        _is_open(students[s], subjects[k], lesson.modality) for s, k, lesson in rows
    ]
    left = options.select(np.array(is_open, np.bool_))
    return _at_their_pace(left, students, subjects)


def _is_open(student: StudentRow, subject: str, modality: int) -> bool:
    wants_home = student.subject_places.get(subject) == Place.HOME
    if not wants_home or student.is_home:
        return True
    is_owed = student.weekly_service_minutes > 0 and modality == Modality.TUTORING
    return is_owed or modality in HOME_WAYS


def _at_their_pace(
    options: OptionRows, students: Sequence[StudentRow], subjects: Sequence[str]
) -> OptionRows:
    pairs = list(zip(options.student.tolist(), options.skill.tolist(), strict=True))
    usual = np.array([worth.pace_code(students[s].pace) for s, _k in pairs], np.int64)
    wanted = np.array(
        [worth.pace_code(students[s].pace_in(subjects[k])) for s, k in pairs], np.int64
    )
    modality = np.array([lesson.modality for lesson in options.lessons], np.int64)
    ratio = worth.pace_effect(wanted, modality) / worth.pace_effect(usual, modality)
    return replace(options, gain=options.gain * ratio, assumed=options.assumed * ratio)
