"""What a student's evidence came to: by grade, over the weeks, and lately."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.curriculum.cards import SkillRows
from seedbed.apps.evidence import queries as evidence
from seedbed.apps.evidence.cards import AttemptRows
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from . import bridge, states
from .cards import (
    GradeSteps,
    LatelySkill,
    LearningCard,
    SnapshotArrays,
    SubjectLearning,
    WeekOfSteps,
)
from .moments import day_of, local_date
from .numbering import Numbering, places
from .stored import latest_snapshot
from .upkeep import stored_memory

_WEEK = 7.0
_SHOWN = (states.SECURE, states.SHOWN)


def learning_of_student(
    student_id: int, unit_id: int, *, zone: ZoneInfo | None = None, n_weeks: int = 8
) -> LearningCard | None:
    """Return what a student has shown by subject and grade, and week by week.

    None before the first snapshot that holds the student. The weeks end with the
    student's last answer; what was shown at the end of each is what today's model says
    of the evidence up to then. Four queries, five without ``zone``; up to three more
    the first time after a night.
    """
    arrays = latest_snapshot(unit_id)
    row = -1 if arrays is None else int(places(arrays.student_ids, _one(student_id))[0])
    if arrays is None or row < 0:
        return None
    zone = zone or ZoneInfo(accounts.current_system().time_zone)
    past = evidence.attempt_rows(until=arrays.as_of, student_ids=_one(student_id))
    walk = _walk(student_id, unit_id, past.select(past.is_due), n_weeks=n_weeks)
    skills = curriculum.taught_skills()
    look = _Look(arrays=arrays, row=row, skills=skills, walk=walk, zone=zone)
    return LearningCard(
        as_of=arrays.as_of,
        as_of_on=arrays.as_of.astimezone(zone).date(),
        subjects=tuple(look.subject(name) for name in sorted(set(skills.subjects))),
    )


def _one(student_id: int) -> IntArray:
    return np.array([student_id], np.int64)


@dataclass(frozen=True, kw_only=True)
class _Walk:
    """A student's attempts at numbered items, and what was shown week by week.

    ``owner`` and ``skill`` (P,) are each attempt with each skill that it asks;
    ``days`` (C,) end the weeks and ``is_mastered`` (C, K) is by the numbering.
    """

    past: AttemptRows
    numbering: Numbering | None
    days: FloatArray
    is_mastered: BoolArray
    owner: IntArray
    skill: IntArray


def _walk(student_id: int, unit_id: int, past: AttemptRows, *, n_weeks: int) -> _Walk:
    """Return the walk, without weeks where nothing is remembered. One query or more."""
    whole = stored_memory(unit_id)
    nothing = np.zeros(0, np.int64)
    if whole is None or student_id not in whole.student_ids:
        return _Walk(
            past=past,
            numbering=None,
            days=np.zeros(0),
            is_mastered=np.zeros((0, 0), np.bool_),
            owner=nothing,
            skill=nothing,
        )
    numbering = whole.numbering
    past = past.select(numbering.has_item(past.item_id))
    days = np.zeros(0)
    if past.n:
        days = np.asarray(past.moment.max() - _WEEK * np.arange(n_weeks, -1, -1))
    at = places(numbering.item_ids, past.item_id)
    starts = numbering.item_skill_starts.astype(np.int64)
    n_asked = starts[at + 1] - starts[at]
    owner = np.repeat(np.arange(past.n), n_asked)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(n_asked) - n_asked, n_asked)
    return _Walk(
        past=past,
        numbering=numbering,
        days=days,
        is_mastered=bridge.replay(
            bridge.part_of(whole, _one(student_id)), past, days=days
        ),
        owner=owner,
        skill=numbering.skill_ids[numbering.item_skills[starts[at[owner]] + within]],
    )


@dataclass(kw_only=True)
class _Tally:
    """Answers of one student on one skill, lately."""

    n: int = 0
    n_right: int = 0
    last_day: float = -np.inf


@dataclass(frozen=True, kw_only=True)
class _Look:
    """One student's snapshot and walk, looked at by subject."""

    arrays: SnapshotArrays
    row: int
    skills: SkillRows
    walk: _Walk
    zone: ZoneInfo
    words: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        said = states.states_of(self.arrays, self.row)
        words = dict(zip(self.arrays.skill_ids.tolist(), said, strict=True))
        object.__setattr__(self, "words", words)

    def subject(self, name: str) -> SubjectLearning:
        """Return what the evidence came to in one subject."""
        is_of = [subject == name for subject in self.skills.subjects]
        ids = [i for i, here in zip(self.skills.ids, is_of, strict=True) if here]
        is_here = np.isin(self.walk.skill, ids)
        asked = np.unique(self.walk.owner[is_here])
        moments = self.walk.past.moment[asked]
        n_answers, last_day = len(asked), float(moments.max()) if len(asked) else None
        if self.walk.numbering is None:
            n_answers, last_day = self._from_snapshot(np.array(ids, np.int64))
        return SubjectLearning(
            subject=name,
            n_answers=n_answers,
            last_on=None if last_day is None else self._date(last_day),
            grades=tuple(self._grades(set(ids))),
            weeks=self._weeks(np.array(ids, np.int64), moments),
            lately=tuple(self._lately(set(ids))),
        )

    def _from_snapshot(self, ids: IntArray) -> tuple[int, float | None]:
        """Return the number of answers and the last day as the snapshot has them.

        After an update of Seedbed nothing is remembered until the next night.
        """
        here = (self.row, np.isin(self.arrays.skill_ids, ids))
        days = self.arrays.last_day[here]
        known = days[np.isfinite(days)]
        n_answers = int(self.arrays.n_attempts[here].sum())
        return n_answers, float(known.max()) if len(known) else None

    def _date(self, day: float) -> date:
        found = local_date(day, self.zone)
        if found is None:
            raise ValueError("A moment is always known: it was given or received.")
        return found

    def _grades(self, ids: set[int]) -> list[GradeSteps]:
        bands: dict[tuple[int, int], list[int]] = defaultdict(list)
        rows = zip(
            self.skills.ids, self.skills.grade_low, self.skills.grade_high, strict=True
        )
        for skill_id, low, high in rows:
            if skill_id in ids:
                bands[low, high].append(skill_id)
        recent = self._recent()
        asked = set(self.walk.skill.tolist())
        return [
            GradeSteps(
                grade_low=low,
                grade_high=high,
                n_steps=len(members),
                n_shown=sum(self.words.get(i, "") in _SHOWN for i in members),
                n_look_again=sum(
                    self.words.get(i, "") == states.LOOK_AGAIN for i in members
                ),
                n_begun=sum(
                    i in asked and self.words.get(i, "") not in _SHOWN for i in members
                ),
                n_answers_lately=sum(recent[i].n for i in members if i in recent),
            )
            for (low, high), members in sorted(bands.items())
        ]

    def _recent(self, weeks: float = 2.0) -> dict[int, _Tally]:
        """Return the answers by skill of the last weeks before the last answer."""
        past, tallies = self.walk.past, defaultdict[int, _Tally](_Tally)
        since = (past.moment.max() if past.n else 0.0) - weeks * _WEEK
        is_recent = past.moment[self.walk.owner] > since
        pairs = zip(self.walk.owner[is_recent], self.walk.skill[is_recent], strict=True)
        for at, skill_id in pairs:
            tally = tallies[int(skill_id)]
            tally.n += 1
            tally.n_right += int(past.is_correct[at])
            tally.last_day = max(tally.last_day, float(past.moment[at]))
        return dict(tallies)

    def _weeks(self, ids: IntArray, moments: FloatArray) -> tuple[WeekOfSteps, ...]:
        walk = self.walk
        if walk.numbering is None or not len(walk.days):
            return ()
        is_of = np.isin(walk.numbering.skill_ids, ids)
        n_shown = walk.is_mastered[:, is_of].sum(axis=1).tolist()
        n_before = [int((moments <= day).sum()) for day in walk.days]
        return tuple(
            WeekOfSteps(
                ends_on=self._date(float(walk.days[week])),
                n_answers=n_before[week] - n_before[week - 1],
                n_answers_before=n_before[week - 1],
                n_newly_shown=n_shown[week] - n_shown[week - 1],
            )
            for week in range(1, len(n_shown))
        )

    def _lately(self, ids: set[int]) -> list[LatelySkill]:
        """Return the skills of the week before the snapshot, shown ones first."""
        names = dict(
            zip(
                self.skills.ids,
                zip(self.skills.codes, self.skills.titles, strict=True),
                strict=True,
            )
        )
        since = day_of(self.arrays.as_of) - _WEEK
        found = [
            LatelySkill(
                code=names[skill_id][0],
                title=names[skill_id][1],
                state=self.words.get(skill_id, states.NOW),
                n_answers=tally.n,
                n_right=tally.n_right,
                last_on=self._date(tally.last_day),
            )
            for skill_id, tally in self._recent(weeks=1.0).items()
            if skill_id in ids and tally.last_day > since
        ]
        order = (states.SECURE, states.SHOWN, states.NOW)
        rank = {word: n for n, word in enumerate(order)}
        return sorted(
            found,
            key=lambda s: (
                rank.get(s.state, len(order)),
                -s.last_on.toordinal(),
                s.code,
            ),
        )
