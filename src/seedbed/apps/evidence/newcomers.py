"""Makes the unit, students and skills of a data set that nobody enrolled here."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.curriculum import services as curriculum_services
from seedbed.apps.rosters import services as rosters_services

from .errors import BadGradeError
from .resolve import Known, known_names, own_code

HIGHEST_GRADE = 12
_MAX_CODE = 100
_MAX_TITLE = 255


def enroll_all(
    frame: pl.DataFrame,
    *,
    unit_name: str,
    source: str,
    grade: int,
    skill_titles: dict[str, str],
) -> Known:
    """Make a unit of anonymous students and a framework of the skills not known.

    Students are named by their codes in the file; skills that no framework has get
    one named after the source, with lesson shells, in the grade given. Running it
    again makes nothing twice.

    Raises
    ------
    BadGradeError
        If the grade does not exist.
    """
    if not 0 <= grade <= HIGHEST_GRADE:
        raise BadGradeError(grade)
    students = rosters_services.enroll_anonymous(
        unit_name=unit_name,
        source=source,
        codes=_distinct(frame.get_column("student")),
        grade=grade,
    )
    known = known_names(source=source)
    codes = _distinct(frame.get_column("skills").str.split(";").explode())
    missing = [code for code in codes if _is_missing(code, known)]
    made = _make_skills(missing, source=source, grade=grade, titles=skill_titles)
    return Known(
        source=source,
        students={**known.students, **students},
        skills={**known.skills, **made},
    )


def _is_missing(code: str, known: Known) -> bool:
    """Tell whether a skill has to be made: a bare number never means another's."""
    if code.isdigit():
        return own_code(known.source, code) not in known.skills
    return known.skill_id(code) is None


def _make_skills(
    codes: Sequence[str], *, source: str, grade: int, titles: dict[str, str]
) -> dict[str, int]:
    """Make a framework of skills named after the source, with lesson shells."""
    if not codes:
        return {}
    identifier = f"source:{source}"
    made = curriculum_services.make_framework(
        identifier=identifier,
        title=f"Skills of {source}",
        skills=[_skill(code, source, grade, titles) for code in codes],
    )
    for framework in curriculum.frameworks():
        if framework.identifier == identifier:
            curriculum_services.install_starter_library(
                framework_id=framework.id, grades=(grade, grade)
            )
    return made


def _skill(
    code: str, source: str, grade: int, titles: dict[str, str]
) -> tuple[str, str, int, int]:
    """Return code, title and grade band of a skill of the source."""
    name = own_code(source, code) if code.isdigit() else code
    title = titles.get(code, f"Skill {code}" if code.isdigit() else code)
    return name[:_MAX_CODE], title[:_MAX_TITLE], grade, grade


def _distinct(column: pl.Series) -> list[str]:
    """Return the distinct texts, numbers in the order of numbers."""
    values: list[str] = column.unique().to_list()
    return sorted(values, key=_in_order)


def _in_order(text: str) -> tuple[int, int, str]:
    """Return the key that sorts numbers by value, before words."""
    return (0, len(text), text) if text.isdigit() else (1, 0, text)
