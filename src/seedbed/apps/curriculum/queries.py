"""Reads of the curriculum app. Each says how many SQL queries it makes."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Count, Q

from .cards import FrameworkCard, LessonRow, SkillRows
from .finding import find_lessons as find_lessons
from .finding import find_skills as find_skills
from .models import Framework, Lesson, Prerequisite, Skill
from .outline import taught_links
from .spanish import named as named

_LETTER = re.compile(r"(\d)\.([a-z])$")
#: Columns of a skill, in the order of ``SkillRows``.
_NAMES = (
    "id", "code", "title", "strand", "framework__subject", "grade_low", "grade_high",
)  # fmt: skip


def frameworks() -> tuple[FrameworkCard, ...]:
    """Return the frameworks of the system by title. One query."""
    rows = Framework.objects.annotate(
        n_skills=Count("skills"),
        n_taught=Count("skills", filter=Q(skills__is_taught=True)),
    ).order_by("title", "id")
    return tuple(
        FrameworkCard(
            id=row.pk,
            identifier=row.identifier,
            title=row.title,
            subject=row.subject,
            version=row.version,
            attribution=row.attribution,
            n_skills=row.n_skills,
            n_taught=row.n_taught,
        )
        for row in rows
    )


def skill_ids_by_code() -> dict[str, int]:
    """Return the id of each taught skill by its code and by its identifier. One query.

    A sub-skill is found without the dot before its letter, too (``6.RP.A.3b``), as
    other systems write it. Where two frameworks use one code, the framework that was
    imported first keeps it.
    """
    rows = (
        Skill.objects.filter(is_taught=True)
        .order_by("-framework_id", "-id")
        .values_list("id", "code", "identifier")
    )
    ids: dict[str, int] = {}
    for skill_id, code, identifier in rows:
        ids[identifier] = skill_id
        ids[_LETTER.sub(r"\1\2", code)] = skill_id
        ids[code] = skill_id
    return ids


def skill_graph() -> SkillRows:
    """Return the taught skills and the links between them. Two queries."""
    names = (*_NAMES, "parent_id", "is_taught")
    rows = list(Skill.objects.order_by("id").values_list(*names))
    published = Prerequisite.objects.values_list("before_id", "after_id")
    taught = [row[:7] for row in rows if row[8]]
    links = taught_links(
        published,
        parents={row[0]: row[7] for row in rows},
        taught=frozenset(row[0] for row in taught),
    )
    return _skill_rows(taught, links)


def taught_skills() -> SkillRows:
    """Return the taught skills without the links between them. One query."""
    taught = Skill.objects.filter(is_taught=True).order_by("id").values_list(*_NAMES)
    return _skill_rows(list(taught), [])


def _skill_rows(
    taught: list[tuple[Any, ...]], links: list[tuple[int, int]]
) -> SkillRows:
    columns = [list(column) for column in zip(*taught, strict=True)] or [[]] * 7
    return SkillRows(
        ids=columns[0],
        codes=columns[1],
        titles=columns[2],
        strands=columns[3],
        subjects=columns[4],
        grade_low=columns[5],
        grade_high=columns[6],
        links=links,
    )


def lesson_rows() -> list[LessonRow]:
    """Return the active lessons of taught skills, by id. One query."""
    names = ("id", "code", "skill_id", "modality", "title", "minutes", "seats", "needs")
    rows = (
        Lesson.objects.filter(is_active=True, skill__is_taught=True)
        .order_by("id")
        .values_list(*names)
    )
    return [LessonRow(**dict(zip(names, row, strict=True))) for row in rows]
