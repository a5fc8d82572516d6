"""What others may ask the rosters app. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.db.models import Q, QuerySet

from seedbed.interop import oneroster

from .cards import (
    HeldRow,
    ImportLine,
    ImportReport,
    ProblemGroup,
    StudentCard,
)
from .directory import Alike as Alike
from .directory import Directory as Directory
from .directory import alike as alike
from .directory import directory as directory
from .errors import UnknownImportError, UnknownStudentError
from .models import ImportProblem, ImportStatus, RosterImport, Student

_N_ROWS = 20
_N_VALUES = 10
_N_NAMED = 6


def import_report(uuid: UUID) -> ImportReport:
    """Return what an import would change, or changed. Two queries.

    Raises
    ------
    UnknownImportError
        If this system has no such import.
    """
    record = _imports().filter(uuid=uuid).first()
    if record is None:
        raise UnknownImportError(uuid)
    summary = record.counts
    return ImportReport(
        uuid=record.uuid,
        file_name=record.file_name,
        source=record.source,
        standard=record.standard,
        is_delta=record.is_delta,
        status=record.status,
        counts=summary.get("rows", {}),
        problem_groups=_groups(record),
        retirements=tuple(summary.get("retirements", ())),
        removal_share=summary.get("removal_share", 0.0),
        removal_of=summary.get("removal_of", "person"),
        needs_confirmation=summary.get("needs_confirmation", False),
        refusal=record.refusal,
        staged_at=record.staged_at,
        applied_at=record.applied_at,
        reverted_at=record.reverted_at,
        by=_name_of(record),
        can_undo=record.status == ImportStatus.APPLIED,
    )


def imports() -> list[ImportLine]:
    """Return every import of the system, newest first. One query."""
    lines = []
    for record in _imports().order_by("-staged_at", "-pk"):
        rows = record.counts.get("rows", {}).values()
        lines.append(
            ImportLine(
                uuid=record.uuid,
                file_name=record.file_name,
                source=record.source,
                status=record.status,
                n_new=sum(row.get("new", 0) for row in rows),
                n_changed=sum(row.get("changed", 0) for row in rows),
                n_retired=sum(row.get("retired", 0) for row in rows),
                n_held=sum(row.get("held", 0) for row in rows),
                by=_name_of(record),
                staged_at=record.staged_at,
                applied_at=record.applied_at,
                reverted_at=record.reverted_at,
            )
        )
    return lines


def held_rows(uuid: UUID) -> list[HeldRow]:
    """Return the rows that an import left out, for repair. One query."""
    return [
        HeldRow(file=file, row=row, message=message, raw=raw)
        for file, row, message, raw in ImportProblem.objects.filter(
            roster_import__uuid=uuid, is_held=True
        )
        .order_by("file", "row", "pk")
        .values_list("file", "row", "message", "raw")
    ]


def student_ids_by_code() -> dict[str, int]:
    """Return every name that evidence may use for a student. One query.

    A roster id wins over a username, which wins over a person's uuid.
    """
    rows = Student.objects.values_list(
        "pk", "person__uuid", "person__account__username", "person__sourced_id"
    )
    ids: dict[str, int] = {}
    for rank in (1, 2, 3):
        ids |= {str(row[rank]): row[0] for row in rows if row[rank]}
    return ids


def n_students_ever() -> int:
    """Return how many students the record has, those who left too. One query."""
    return int(Student.objects.count())


def students_of_unit(unit_id: int) -> list[StudentCard]:
    """Return the active students of a unit by name. One query."""
    students = _active_students().filter(unit_id=unit_id)
    return sorted((_card(student) for student in students), key=lambda c: c.name)


def student_named(words: str) -> StudentCard:
    """Return the one student with this name, roster id, username or uuid. One query.

    Raises
    ------
    UnknownStudentError
        If none fits, or more than one.
    """
    wanted = " ".join(words.split())
    fits = Q(person__sourced_id=wanted) | Q(person__account__username__iexact=wanted)
    fits |= Q(person__given_name__iexact=wanted, person__family_name="")
    given, _, family = wanted.partition(" ")
    while family:
        named = Q(person__given_name__iexact=given)
        named |= Q(person__preferred_name__iexact=given)
        fits |= named & Q(person__family_name__iexact=family)
        middle, _, family = family.partition(" ")
        given = f"{given} {middle}"
    if uuid := _as_uuid(wanted):
        fits |= Q(person__uuid=uuid)
    found = [_card(s) for s in _active_students().filter(fits)[:_N_NAMED]]
    if len(found) != 1:
        raise UnknownStudentError(wanted, [card.name for card in found])
    return found[0]


def student_of_person(person_id: int) -> tuple[StudentCard, bool] | None:
    """Return a person's student record and whether it is active. One query."""
    found = Student.objects.filter(person_id=person_id).select_related("person").first()
    return None if found is None else (_card(found), bool(found.is_active))


def person_ids(student_ids: Collection[int]) -> dict[int, int]:
    """Return the person of each of some students. One query."""
    rows = Student.objects.filter(pk__in=student_ids)
    return dict(rows.values_list("pk", "person_id"))


def unit_of_student(student_id: int) -> int:
    """Return the unit of a student. One query."""
    return int(Student.objects.values_list("unit_id", flat=True).get(pk=student_id))


def peek_district(path: Path) -> str:
    """Return the name of the district in a roster file, or nothing. No query.

    Raises
    ------
    RosterFileError
        If the file cannot be opened as a roster.
    """
    return oneroster.peek_district(path)


def _imports() -> QuerySet[RosterImport]:
    return RosterImport.objects.select_related("by__person")


def _name_of(record: RosterImport) -> str:
    return record.by.person.name if record.by else ""


def _groups(record: RosterImport) -> tuple[ProblemGroup, ...]:
    """Return the problems of an import by file and repair, held ones first."""
    n_rows = record.counts.get("n_problem_rows", {})
    alike: dict[tuple[bool, str, str], list[ImportProblem]] = {}
    for problem in ImportProblem.objects.filter(roster_import=record).order_by(
        "file", "row", "pk"
    ):
        key = (not problem.is_held, problem.file, problem.code)
        alike.setdefault(key, []).append(problem)
    groups = []
    for (is_noted, file, code), problems in sorted(alike.items()):
        n = n_rows.get(f"{file}|{code}", len(problems))
        groups.append(
            ProblemGroup(
                code=code,
                file=file,
                message=problems[0].message
                if n == 1
                else oneroster.group_sentence(code, n),
                rows=tuple(p.row for p in problems[:_N_ROWS]),
                n_rows=n,
                is_held=not is_noted,
                values=tuple(dict.fromkeys(p.value for p in problems if p.value))[
                    :_N_VALUES
                ],
            )
        )
    return tuple(groups)


def _active_students() -> QuerySet[Student]:
    return Student.objects.filter(is_active=True).select_related("person")


def _card(student: Student) -> StudentCard:
    return StudentCard(
        id=student.pk,
        uuid=student.person.uuid,
        name=student.person.name,
        first_name=student.person.first_name,
        grade=student.grade,
    )


def _as_uuid(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
