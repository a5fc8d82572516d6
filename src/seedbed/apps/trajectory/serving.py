"""In which grades and subjects a unit could serve a mainstream student."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from seedbed.apps.curriculum.models import Lesson, Skill
from seedbed.apps.scheduling.models import Qualification

from .cards import ServedCard


def served_by(unit_id: int) -> tuple[ServedCard, ...]:
    """Return each grade and subject that an adult of the unit may teach. Two queries.

    A lesson counts where it is active; the shells of the starter library count too, for
    they are plans that an adult can teach from.
    """
    may_teach = list(
        Qualification.objects.filter(
            staff__unit_id=unit_id, staff__is_active=True
        ).values_list("staff_id", "subject", "grade_low", "grade_high")
    )
    lessons = Lesson.objects.filter(skill=OuterRef("pk"), is_active=True)
    skills: dict[tuple[int, str], list[bool]] = {}
    rows = Skill.objects.filter(is_taught=True).values_list(
        "framework__subject", "grade_low", "grade_high", Exists(lessons)
    )
    for subject, low, high, has_lesson in rows:
        for grade in range(low, high + 1):
            skills.setdefault((grade, subject), []).append(has_lesson)
    cards = []
    for (grade, subject), with_lesson in sorted(skills.items()):
        adults = {
            staff
            for staff, taught, low, high in may_teach
            if taught in ("", subject) and low <= grade <= high
        }
        if adults:
            cards.append(
                ServedCard(
                    grade=grade,
                    subject=subject,
                    n_adults=len(adults),
                    n_skills=len(with_lesson),
                    n_with_lesson=sum(with_lesson),
                )
            )
    return tuple(cards)
