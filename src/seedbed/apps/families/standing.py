"""Which of four sentences a family reads: by these rules, never a guess.

The goal is the enrolled grade: ``GOAL_SHARE`` of its steps shown before the school year
ends (of steps that several grades share, the part up to the enrolled one). What is left
are the goal's steps not shown, and those of earlier grades that are begun. The pace of
the latest weeks says between which dates that is done. In this order:

1. the goal is reached: **yes**;
2. fewer than ``LEAST_ANSWERS`` answers: **unknown** (``few-answers``);
3. no answer for ``RECENT_DAYS`` days: **unknown** (``no-recent``), with the last sure
   answer and its date;
4. fewer than four school weeks to take a pace from: **unknown** (``few-weeks``);
5. the whole range lies in the school year: **yes**; a part of it: **almost**; none of
   it: **not yet**;
6. the range has no end, and begins in time: **unknown** (``uneven``); begins too late:
   **not yet**.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from seedbed.apps.mastery.cards import GradeSteps, SubjectLearning

from .cards import StandingCard
from .forecast import DateRange, pace_of, reached_between

YES, ALMOST, NOT_YET, UNKNOWN = "yes", "almost", "not_yet", "unknown"

GOAL_SHARE = 0.9
LEAST_ANSWERS = 20
RECENT_DAYS = 21
#: In a student's first answers the model learns the student, not the student the steps.
SETTLING_ANSWERS = 100


def band_of(learning: SubjectLearning, grade: int) -> GradeSteps | None:
    """Return the steps of a grade, None where the framework has none."""
    return next(
        (g for g in learning.grades if g.grade_low <= grade <= g.grade_high), None
    )


def standing_of(
    learning: SubjectLearning, *, grade: int, on: date, due_on: date
) -> StandingCard:
    """Return the answer of one subject.

    Parameters
    ----------
    grade
        The enrolled grade.
    on
        Local date of the snapshot.
    due_on
        Last day of the school year.
    """
    band = band_of(learning, grade)
    if band is None:
        return _card(learning, UNKNOWN, "no-grade", n_left=0, due_on=due_on)
    n_left = _n_left(learning, band, grade)
    if n_left <= 0:
        return _card(learning, YES, "reached", n_left=0, due_on=due_on)
    if learning.n_answers < LEAST_ANSWERS or learning.last_on is None:
        return _card(learning, UNKNOWN, "few-answers", n_left=n_left, due_on=due_on)
    found = _by_pace(learning, n_left=n_left, on=learning.last_on, due_on=due_on)
    if on - learning.last_on <= timedelta(days=RECENT_DAYS):
        return found
    stale = _card(learning, UNKNOWN, "no-recent", n_left=n_left, due_on=due_on)
    if found.answer == UNKNOWN:
        return stale
    return replace(stale, sure_answer=found.answer, sure_on=learning.last_on)


def _n_left(learning: SubjectLearning, band: GradeSteps, grade: int) -> int:
    """Return the steps left to the goal, 0 once it is reached."""
    part = (grade - band.grade_low + 1) / (band.grade_high - band.grade_low + 1)
    n_goal = ceil(round(GOAL_SHARE * part * band.n_steps, 6))
    if band.n_shown >= n_goal:
        return 0
    earlier = (g for g in learning.grades if g.grade_high < band.grade_low)
    return n_goal - band.n_shown + sum(g.n_begun for g in earlier)


def _by_pace(
    learning: SubjectLearning, *, n_left: int, on: date, due_on: date
) -> StandingCard:
    pace = pace_of(
        [
            week.n_newly_shown
            for week in learning.weeks
            if week.n_answers and week.n_answers_before >= SETTLING_ANSWERS
        ]
    )
    if pace is None:
        return _card(learning, UNKNOWN, "few-weeks", n_left=n_left, due_on=due_on)
    reached = reached_between(n_left, pace, on=on)
    answer, because = _judged(reached, due_on)
    return _card(
        learning, answer, because, n_left=n_left, due_on=due_on, reached=reached
    )


def _judged(reached: DateRange, due_on: date) -> tuple[str, str]:
    if reached.from_on is None or reached.from_on > due_on:
        return NOT_YET, "too-late"
    if reached.to_on is None:
        return UNKNOWN, "uneven"
    if reached.to_on <= due_on:
        return YES, "in-time"
    return ALMOST, "part-in-time"


def _card(
    learning: SubjectLearning,
    answer: str,
    because: str,
    *,
    n_left: int,
    due_on: date,
    reached: DateRange | None = None,
) -> StandingCard:
    return StandingCard(
        answer=answer,
        because=because,
        n_answers=learning.n_answers,
        n_left=n_left,
        due_on=due_on,
        from_on=reached.from_on if reached else None,
        to_on=reached.to_on if reached else None,
    )
