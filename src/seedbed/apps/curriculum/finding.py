"""Finds skills and lessons by words of their titles and codes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from .cards import FoundLesson, FoundSkill
from .models import Lesson, Skill

_MOST_WORDS = 6


def find_skills(words: str, *, most: int = 8) -> tuple[FoundSkill, ...]:
    """Return taught skills in whose code or title each word is. One query."""
    rows: Any = Skill.objects.filter(_each(words, "code", "title"), is_taught=True)
    found = rows.order_by("grade_low", "code").values_list(
        "code", "title", "strand", "grade_low", "grade_high"
    )
    return tuple(
        FoundSkill(
            code=code, title=title, strand=strand, grade_low=low, grade_high=high
        )
        for code, title, strand, low, high in found[:most]
    )


def find_lessons(words: str, *, most: int = 8) -> tuple[FoundLesson, ...]:
    """Return lessons in use in whose code or title each word is. One query."""
    rows: Any = Lesson.objects.filter(_each(words, "code", "title"), is_active=True)
    found = rows.order_by("title", "code").values_list(
        "code", "title", "modality", "minutes", "skill__code"
    )
    return tuple(
        FoundLesson(
            code=code, title=title, modality=modality, minutes=minutes, skill=skill
        )
        for code, title, modality, minutes, skill in found[:most]
    )


def _each(words: str, *fields: str) -> Q:
    """Return the condition that each word is in one of some fields."""
    whole = Q()
    for word in words.split()[:_MOST_WORDS]:
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__icontains": word})
        whole &= one
    return whole
