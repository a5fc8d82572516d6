"""What the latest snapshot says of the students of a caseload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from seedbed.apps.curriculum.models import Skill
from seedbed.apps.mastery import queries as mastery
from seedbed.apps.mastery.cards import SnapshotArrays
from seedbed.apps.mastery.moments import local_date

from .cards import Learning


@dataclass(frozen=True, kw_only=True)
class Learnings:
    """A unit's snapshot in words: the local day it is of, and each student's facts."""

    on: date | None
    of: dict[int, Learning]


_Dated = list[tuple[int, date | None]]


def learnings(
    unit_id: int | None, student_ids: Sequence[int], *, zone: ZoneInfo
) -> Learnings:
    """Return what a unit's latest snapshot says of some students. Three queries.

    Two where the arrays are in memory, none without a unit.
    """
    arrays = None if unit_id is None else mastery.latest_snapshot(unit_id)
    if arrays is None:
        return Learnings(on=None, of={})
    rows = {s: arrays.row_of(s) for s in student_ids}
    facts = {
        student_id: (
            _dated(arrays, row, _is_again(arrays, row), zone),
            _dated(arrays, row, _is_new(arrays, row), zone),
        )
        for student_id, row in rows.items()
        if row is not None
    }
    wanted = {
        skill for pair in facts.values() for dated in pair for skill, _on in dated
    }
    titles = dict(Skill.objects.filter(pk__in=wanted).values_list("pk", "title"))
    return Learnings(
        on=arrays.as_of.astimezone(zone).date(),
        of={
            student_id: Learning(
                last_on=_last_on(arrays, rows[student_id], zone),
                again=tuple((titles[k], on) for k, on in again if k in titles),
                shown=tuple((titles[k], on) for k, on in new if k in titles and on),
            )
            for student_id, (again, new) in facts.items()
        },
    )


def _is_again(arrays: SnapshotArrays, row: int) -> np.typing.NDArray[np.bool_]:
    return np.asarray(arrays.was_mastered[row] & ~arrays.is_mastered[row], np.bool_)


def _is_new(arrays: SnapshotArrays, row: int) -> np.typing.NDArray[np.bool_]:
    return np.asarray(arrays.is_mastered[row] & ~arrays.was_mastered[row], np.bool_)


def _dated(
    arrays: SnapshotArrays,
    row: int,
    chosen: np.typing.NDArray[np.bool_],
    zone: ZoneInfo,
) -> _Dated:
    """Return some skills with the day of their last evidence, the newest first."""
    days = np.nan_to_num(arrays.last_day[row], nan=-1.0)
    columns = np.flatnonzero(chosen)
    columns = columns[np.argsort(-days[columns], kind="stable")]
    return [
        (int(arrays.skill_ids[c]), local_date(float(arrays.last_day[row, c]), zone))
        for c in columns.tolist()
    ]


def _last_on(arrays: SnapshotArrays, row: int | None, zone: ZoneInfo) -> date | None:
    if row is None or not np.isfinite(arrays.last_day[row]).any():
        return None
    return local_date(float(np.nanmax(arrays.last_day[row])), zone)
