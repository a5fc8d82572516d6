"""Writes of the curriculum app. Each function is one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from django.db import transaction

from seedbed.interop.case import read_package
from seedbed.interop.case.document import MAX_BYTES

from . import items, queries
from .cards import FrameworkReport, LessonReport
from .errors import BadSkillError
from .frameworks import unchanged_report, write_package
from .lesson_file import read_file, read_lessons
from .lesson_rows import ReadLesson, check_rows
from .models import Framework, Lesson, Skill
from .starter import lessons_of
from .titles import cut_at_word

DEFAULT_FRAMEWORK = "ccss_math_coherence.case1p1.json.gz"
#: Said wherever the default framework is shown; also in NOTICE.
DEFAULT_ATTRIBUTION = (
    "Common Core State Standards for Mathematics (c) 2010 National Governors "
    "Association Center for Best Practices and Council of Chief State School Officers. "
    "All rights reserved; used under their public license. Prerequisite links: "
    "Coherence Map data by Student Achievement Partners, CC0. The identifiers are "
    "Seedbed's own, not those of CASE Network."
)
_BATCH = 500
_LESSON_FIELDS = (
    "title", "skill_id", "modality", "minutes", "seats", "needs", "source_url",
)  # fmt: skip


@transaction.atomic
def import_framework(*, path: Path) -> FrameworkReport:
    """Take in a CASE package (``.json`` or ``.json.gz``), or bring it up to date.

    The same file again changes nothing.

    Raises
    ------
    CaseError
        The package contradicts itself; the message names the item.
    UnreadableFileError
        The file is not there or too large.
    """
    content = read_file(path, max_bytes=MAX_BYTES)
    return _import_content(content, file_name=path.name)


@transaction.atomic
def install_default_framework() -> FrameworkReport:
    """Take in the framework that ships with Seedbed: Common Core mathematics."""
    source = files(__package__) / "library" / DEFAULT_FRAMEWORK
    report = _import_content(source.read_bytes(), file_name=DEFAULT_FRAMEWORK)
    Framework.objects.filter(pk=report.framework_id).update(
        attribution=DEFAULT_ATTRIBUTION
    )
    return report


def _import_content(content: bytes, *, file_name: str) -> FrameworkReport:
    """Write a package unless the very same bytes were taken in before."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = Framework.objects.filter(sha256=sha256).first()
    if known is not None:
        return unchanged_report(known)
    return write_package(read_package(content, file_name=file_name), sha256=sha256)


@transaction.atomic
def make_framework(
    *, identifier: str, title: str, skills: Sequence[tuple[str, str, int, int]]
) -> dict[str, int]:
    """Make a framework of flat skills, as an evidence file without one needs.

    Skills that are there are left as they are; others are added.

    Parameters
    ----------
    skills
        Each (code, title, lowest grade, highest grade).

    Returns
    -------
    dict
        The id of each skill by its code.

    Raises
    ------
    BadSkillError
        A code is empty or over 100 characters, or the grades are the wrong way round.
    """
    for code, _title, low, high in skills:
        if not 1 <= len(code) <= 100:
            raise BadSkillError(code, "its code must have 1 to 100 characters")
        if low > high:
            raise BadSkillError(code, f"grade {low} is above grade {high}")
    framework, _ = Framework.objects.get_or_create(
        identifier=identifier[:255], defaults={"title": title[:500]}
    )
    known = set(framework.skills.values_list("identifier", flat=True))
    Skill.objects.bulk_create(
        [
            Skill(
                framework=framework,
                identifier=code,
                code=code,
                title=cut_at_word(skill_title) or code[:60],
                statement=skill_title,
                kind="Skill",
                strand=title[:200],
                grade_low=low,
                grade_high=high,
            )
            for code, skill_title, low, high in {row[0]: row for row in skills}.values()
            if code not in known
        ],
        batch_size=_BATCH,
    )
    return dict(framework.skills.values_list("code", "id"))


@transaction.atomic
def install_starter_library(
    *, framework_id: int, grades: tuple[int, int] = (3, 9)
) -> int:
    """Add lesson shells for the taught skills of some grades; return how many.

    Every skill gets two shells in each modality of a lesson. High-school skills begin
    at grade 9. Shells that are there already are left as they are, edited or not.
    """
    low, high = grades
    skills = Skill.objects.filter(
        framework_id=framework_id, is_taught=True, grade_low__range=(low, high)
    ).order_by("id")
    known = dict(Lesson.objects.values_list("code", "skill_id"))
    added = []
    for skill in skills:
        for lesson in lessons_of(skill):
            if lesson.code in known and known[lesson.code] != skill.pk:
                # Another framework uses the same code; lesson codes are the system's.
                lesson.code = f"{lesson.code}-{skill.pk}"
            if lesson.code not in known:
                added.append(lesson)
    Lesson.objects.bulk_create(added, batch_size=_BATCH)
    return len(added)


@transaction.atomic
def import_lessons(*, path: Path, dry_run: bool = False) -> LessonReport:
    """Take in lessons from CSV or Excel, known codes brought up to date.

    Rows with a problem are held and named; the others are imported. Nothing changes in
    a ``dry_run``.

    Raises
    ------
    UnreadableFileError, MissingColumnsError
        Nothing of the file can be used.
    """
    rows = read_lessons(path)
    checked = check_rows(rows, skills=queries.skill_ids_by_code())
    known = {lesson.code: lesson for lesson in Lesson.objects.all()}
    new = [read for code, read in checked.lessons.items() if code not in known]
    changed = [
        read
        for code, read in checked.lessons.items()
        if code in known and _differs(known[code], read)
    ]
    if not dry_run:
        _write_lessons(new, changed, known)
    return LessonReport(
        file_name=path.name,
        n_rows=len(rows),
        n_new=len(new),
        n_changed=len(changed),
        n_same=len(checked.lessons) - len(new) - len(changed),
        problems=tuple(checked.problems),
        dry_run=dry_run,
    )


def _differs(lesson: Lesson, read: ReadLesson) -> bool:
    """Tell whether a file changes a lesson."""
    return not lesson.is_active or any(
        getattr(lesson, name) != getattr(read, name) for name in _LESSON_FIELDS
    )


def _write_lessons(
    new: Sequence[ReadLesson], changed: Sequence[ReadLesson], known: dict[str, Lesson]
) -> None:
    """Store new lessons and bring changed ones up to date."""
    made = [Lesson(code=read.code) for read in new]
    touched = [known[read.code] for read in changed]
    for lesson, read in zip([*made, *touched], [*new, *changed], strict=True):
        for name in _LESSON_FIELDS:
            setattr(lesson, name, getattr(read, name))
        lesson.is_shell = False
        lesson.is_active = True
    Lesson.objects.bulk_create(made, batch_size=_BATCH)
    Lesson.objects.bulk_update(
        touched, [*_LESSON_FIELDS, "is_shell", "is_active"], batch_size=_BATCH
    )


@transaction.atomic
def ensure_items(
    *, keys: Sequence[tuple[str, tuple[int, ...]]]
) -> dict[tuple[str, str], int]:
    """Return the id of each item, making those that are not there.

    Parameters
    ----------
    keys
        Each (the source's code of the question, ids of the skills it asks).

    Returns
    -------
    dict
        The id by (code, skills key); ``items.skills_key`` is the sorted skill ids
        joined by commas.

    Raises
    ------
    BadItemKeyError
        A code is empty or over 200 characters, or an item asks no skill.
    """
    wanted = items.keyed(keys)
    ids = items.stored_ids(code for code, _ in wanted)
    missing = {key: skills for key, skills in wanted.items() if key not in ids}
    if missing:
        ids.update(items.make_items(missing))
    return {key: ids[key] for key in wanted}
