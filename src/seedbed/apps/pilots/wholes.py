"""What may be assigned as a whole: a section, a mentor's students, siblings, one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from seedbed.apps.rosters.models import Enrollment, Guardianship, Student
from seedbed.apps.scheduling.models import Caseload

#: What may be drawn as a whole, by the design of the pilot; the last is the default.
WHOLES = {
    "draw": ("section", "mentor", "family", "student"),
    "lottery": ("family", "student"),
    "matched": ("student",),
}


def clusters_of(students: Collection[Student], whole: str) -> dict[int, str]:
    """Return the name of each student's cluster, by student. At most one query."""
    if whole == "section":
        return _sections(students)
    if whole == "mentor":
        mine = Caseload.objects.filter(student__in=students)
        return {
            row.student_id: row.mentor.person.name
            for row in mine.select_related("mentor__person")
        }
    if whole == "family":
        return _families(students)
    return {one.pk: f"Student {one.pk}" for one in students}


def _families(students: Collection[Student]) -> dict[int, str]:
    """Return each student's family: all who share a guardian, in turn. One query.

    A family is named by a number, so that a draw that is shown names nobody.
    """
    first: dict[int, int] = {one.pk: one.pk for one in students}

    def root(student: int) -> int:
        while first[student] != student:
            student = first[student]
        return student

    of_guardian: dict[int, int] = {}
    rows = Guardianship.objects.filter(student__in=students).order_by("pk")
    for guardian, student in rows.values_list("guardian_id", "student_id"):
        one, two = sorted((root(student), root(of_guardian.get(guardian, student))))
        first[two] = one
        of_guardian[guardian] = one
    n_of = Counter(root(one.pk) for one in students)
    return {
        one.pk: f"{'Family' if n_of[root(one.pk)] > 1 else 'Student'} {root(one.pk)}"
        for one in students
    }


def grades_of(
    students: Collection[Student], clusters: Mapping[int, str]
) -> dict[str, str]:
    """Return the block of each cluster: its grade, or that it has several."""
    grades: dict[str, set[int]] = {}
    for one in students:
        if one.pk in clusters:
            grades.setdefault(clusters[one.pk], set()).add(one.grade)
    return {
        name: f"grade {min(found)}" if len(found) == 1 else "several grades"
        for name, found in grades.items()
    }


def _sections(students: Collection[Student]) -> dict[int, str]:
    """Return each student's section, the homeroom before others. One query.

    Sections with one title are told apart by a number, for each is a class of its own.
    """
    people = {one.person_id: one.pk for one in students}
    rows = Enrollment.objects.filter(
        person_id__in=people, role="student", is_active=True, section__is_active=True
    ).order_by("-section__is_homeroom", "section_id")
    found: dict[int, int] = {}
    titles: dict[int, str] = {}
    for person, section, title in rows.values_list(
        "person_id", "section_id", "section__title"
    ):
        found.setdefault(people[person], section)
        titles[section] = title
    n_alike = Counter(titles[section] for section in set(found.values()))
    return {
        student: titles[section]
        if n_alike[titles[section]] == 1
        else f"{titles[section]} ({section})"
        for student, section in found.items()
    }
