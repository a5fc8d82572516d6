"""A child's path as the family sees it: the answer, the ladder, the week in counts."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from seedbed.apps.mastery import queries as mastery
from seedbed.apps.mastery.cards import GradeSteps, LearningCard, SubjectLearning
from seedbed.apps.rosters.models import Term

from .cards import ChildCard, PathCard, Rung, StandingCard
from .forecast import usual_end_of_year
from .standing import UNKNOWN, band_of, standing_of

#: The ladder goes so many grades above the enrolled one and where the child works. Of
#: the earlier grades it shows those with steps shown: who was never asked there has not
#: failed to show it.
_GRADES_ABOVE, _GRADES_BELOW = 2, 1
_SKILLS_OF_A_WEEK = 5


def path_of_child(
    child: ChildCard, *, on: date, zone: ZoneInfo, subject: str = ""
) -> PathCard:
    """Return a child's path in a subject, by default the one with most answers.

    Five queries; up to three more the first time after a night.

    Parameters
    ----------
    on
        Today's date where the school is.
    """
    due_on = end_of_year(on)
    learning = mastery.learning_of_student(child.student_id, child.unit_id, zone=zone)
    if learning is None or not learning.subjects:
        return _nothing(due_on)
    names = tuple(s.subject for s in learning.subjects)
    chosen = max(
        learning.subjects, key=lambda s: (s.subject == subject, s.n_answers, s.subject)
    )
    return _path(child, learning, chosen, names, due_on)


def end_of_year(on: date) -> date:
    """Return the last day of the school year that a date is in. One query.

    The latest end of the roster's terms around the date; June 30 where it has none.
    """
    terms = Term.objects.filter(is_active=True, starts_on__lte=on, ends_on__gte=on)
    found = terms.order_by("-ends_on").values_list("ends_on", flat=True).first()
    return (
        usual_end_of_year(on) if found is None else date.fromordinal(found.toordinal())
    )


def _nothing(due_on: date) -> PathCard:
    return PathCard(
        as_of=None,
        subject="",
        subjects=(),
        standing=StandingCard(
            answer=UNKNOWN, because="few-answers", n_answers=0, n_left=0, due_on=due_on
        ),
        here_low=None,
        here_high=None,
        last_on=None,
        rungs=(),
        week=(),
    )


def _path(
    child: ChildCard,
    learning: LearningCard,
    chosen: SubjectLearning,
    names: tuple[str, ...],
    due_on: date,
) -> PathCard:
    standing = standing_of(
        chosen, grade=child.grade, on=learning.as_of_on, due_on=due_on
    )
    here = _here(chosen)
    return PathCard(
        as_of=learning.as_of,
        subject=chosen.subject,
        subjects=names,
        standing=standing,
        here_low=here.grade_low if here else None,
        here_high=here.grade_high if here else None,
        last_on=chosen.last_on,
        rungs=_rungs(child.grade, chosen, here, standing),
        week=chosen.lately[:_SKILLS_OF_A_WEEK],
    )


def _here(learning: SubjectLearning) -> GradeSteps | None:
    """Return the grade that most of the latest answers are of, the higher of equals."""
    asked = [g for g in learning.grades if g.n_answers_lately]
    return max(asked, key=lambda g: (g.n_answers_lately, g.grade_low), default=None)


def _rungs(
    grade: int,
    learning: SubjectLearning,
    here: GradeSteps | None,
    standing: StandingCard,
) -> tuple[Rung, ...]:
    enrolled = band_of(learning, grade)
    near = [g for g in (enrolled, here) if g is not None]
    if not near:
        return ()
    low = min(g.grade_low for g in near)
    high = max(g.grade_low for g in near) + _GRADES_ABOVE
    shown = [
        g
        for g in learning.grades
        if low <= g.grade_low <= high
        or (low - _GRADES_BELOW <= g.grade_low < low and g.n_shown)
    ]
    following = [g for g in shown if enrolled and g.grade_low > enrolled.grade_high]
    return tuple(
        Rung(
            grade_low=g.grade_low,
            grade_high=g.grade_high,
            n_steps=g.n_steps,
            n_shown=g.n_shown,
            n_look_again=g.n_look_again,
            is_here=g is here,
            is_enrolled=g is enrolled,
            begins_from=standing.from_on if g in following[:1] else None,
            begins_to=standing.to_on if g in following[:1] else None,
        )
        for g in shown
    )
