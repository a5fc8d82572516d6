"""What others may ask the rosters app to do. Each function is one transaction."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction

from seedbed.apps.accounts.models import Person, Role, RoleKind, Unit, UnitKind
from seedbed.interop.oneroster import Roster, RowProblem, read_roster
from seedbed.interop.oneroster.archive import MOST_ZIP_BYTES, folder_as_zip
from seedbed.interop.oneroster.errors import RosterFileError
from seedbed.lib.text import count

from . import known as known_rows
from . import saving
from .cards import UNDO_DAYS, ImportReport
from .difference import Difference, compare
from .errors import (
    ImportFileLostError,
    ImportNotAppliedError,
    ImportNotStagedError,
    RosterChangedError,
    RosterRemovalError,
    UndoTooLateError,
    UnknownImportError,
)
from .models import ImportProblem, ImportStatus, RosterImport, Student
from .queries import import_report

#: Notes of one kind kept for one file; held rows are all kept, for they need repair.
_MOST_NOTES = 100
_LONGEST_FILE_NAME = 255


@transaction.atomic
def stage_roster(
    *,
    path: Path,
    file_name: str,
    by_id: int | None,
    at: datetime,
    imports_folder: Path,
) -> ImportReport:
    """Check a roster file and compare it with what stands; saves only the report.

    A file that cannot be used at all gives a report with status ``refused`` and the
    reason in ``refusal``. The bytes are kept in ``imports_folder/<sha256>.zip``.
    """
    name = (file_name or path.name)[:_LONGEST_FILE_NAME]
    try:
        roster = read_roster(path)
        content = folder_as_zip(path) if path.is_dir() else path.read_bytes()
    except RosterFileError as refusal:
        return _refused(path, name, by_id=by_id, at=at, refusal=str(refusal))
    sha256 = hashlib.sha256(content).hexdigest()
    difference = compare(roster, known_rows.load(roster.manifest.source))
    record = RosterImport.objects.create(
        source=roster.manifest.source,
        file_name=name,
        sha256=sha256,
        path=str(_keep(content, imports_folder / f"{sha256}.zip")),
        standard=f"OneRoster {roster.manifest.version}",
        is_delta=roster.is_delta,
        status=ImportStatus.STAGED,
        counts=_summary(difference),
        difference_hash=difference.digest,
        by_id=by_id,
        staged_at=at,
    )
    _keep_problems(record, difference.problems)
    return import_report(record.uuid)


@transaction.atomic
def apply_roster(
    *, uuid: UUID, by_id: int | None, at: datetime, allow_removals: bool = False
) -> ImportReport:
    """Do what a staged import showed: all of it, or nothing.

    Raises
    ------
    RosterRemovalError
        If it would remove more people than goes without asking and ``allow_removals``
        is not set.
    RosterChangedError
        If the records have changed so that it would do something else than was shown.
    ImportNotStagedError
        If it was refused, saved or undone before.
    ImportFileLostError
        If the kept bytes are gone.
    """
    record = _record(uuid)
    staged = RosterImport.objects.filter(pk=record.pk, status=ImportStatus.STAGED)
    # One conditional UPDATE, so two people cannot both save the same import.
    applied = staged.update(
        status=ImportStatus.APPLIED, applied_at=at, by_id=by_id or record.by_id
    )
    if applied != 1:
        raise ImportNotStagedError(record.file_name, record.get_status_display())
    roster = _kept_roster(record)
    known = known_rows.load(record.source)
    difference = compare(roster, known)
    if difference.digest != record.difference_hash:
        raise RosterChangedError(record.file_name)
    if difference.needs_confirmation and not allow_removals:
        removal = difference.removal
        plural = "people" if removal.what == "person" else None
        removed = count(removal.n, removal.what, plural)
        raise RosterRemovalError(record.file_name, removed, removal.share)
    try:
        with transaction.atomic():
            saving.save(difference, known, record)
    except IntegrityError as error:
        raise RosterChangedError(record.file_name) from error
    return import_report(uuid)


@transaction.atomic
def revert_roster(*, uuid: UUID, by_id: int | None, at: datetime) -> ImportReport:
    """Put every row back as it was before a saved import.

    Raises
    ------
    ImportNotAppliedError
        If the import is not saved.
    UndoTooLateError
        If it was saved over seven days ago.
    ImportInUseError
        If later work stands on it.
    """
    record = _record(uuid)
    if record.status != ImportStatus.APPLIED or record.applied_at is None:
        raise ImportNotAppliedError(record.file_name, record.get_status_display())
    until = record.applied_at + timedelta(days=UNDO_DAYS)
    if at > until:
        raise UndoTooLateError(record.file_name, until.date())
    saving.undo(record)
    reverted = RosterImport.objects.filter(
        pk=record.pk, status=ImportStatus.APPLIED
    ).update(status=ImportStatus.REVERTED, reverted_at=at, by_id=by_id or record.by_id)
    if reverted != 1:
        raise ImportNotAppliedError(record.file_name, "already being undone")
    return import_report(uuid)


@transaction.atomic
def enroll_anonymous(
    *, unit_name: str, source: str, codes: Sequence[str], grade: int
) -> dict[str, int]:
    """Make a student of each code that has none: evidence without a roster.

    A unit of that name is made where there is none. Asking twice changes nothing.

    Returns
    -------
    dict[str, int]
        Code -> student id, of every code asked for.
    """
    unit, _is_new = Unit.objects.get_or_create(
        name=unit_name,
        defaults={"kind": UnitKind.SCHOOL, "grade_low": grade, "grade_high": grade},
    )
    wanted = dict.fromkeys(codes)
    known = _students_of_source(source)
    people = Person.objects.bulk_create(
        Person(given_name="Student", family_name=code, source=source, sourced_id=code)
        for code in wanted
        if code not in known
    )
    Role.objects.bulk_create(
        Role(person=person, kind=RoleKind.STUDENT, unit=unit) for person in people
    )
    Student.objects.bulk_create(
        Student(person=person, unit=unit, grade=grade) for person in people
    )
    known = _students_of_source(source)
    return {code: known[code] for code in wanted}


def _students_of_source(source: str) -> dict[str, int]:
    return dict(
        Student.objects.filter(person__source=source).values_list(
            "person__sourced_id", "pk"
        )
    )


def _record(uuid: UUID) -> RosterImport:
    record: RosterImport | None = RosterImport.objects.filter(uuid=uuid).first()
    if record is None:
        raise UnknownImportError(uuid)
    return record


def _refused(
    path: Path, name: str, *, by_id: int | None, at: datetime, refusal: str
) -> ImportReport:
    """Keep the refusal, and not the bytes: they may be anything."""
    is_small_file = path.is_file() and path.stat().st_size <= MOST_ZIP_BYTES
    content = path.read_bytes() if is_small_file else b""
    record = RosterImport.objects.create(
        source="",
        file_name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        path="",
        status=ImportStatus.REFUSED,
        refusal=refusal,
        by_id=by_id,
        staged_at=at,
    )
    return import_report(record.uuid)


def _keep(content: bytes, path: Path) -> Path:
    """Write the bytes under their hash: whole or not at all."""
    if not path.is_file() or path.stat().st_size != len(content):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    return path


def _kept_roster(record: RosterImport) -> Roster:
    path = Path(record.path)
    if not path.is_file():
        raise ImportFileLostError(record.file_name)
    if hashlib.sha256(path.read_bytes()).hexdigest() != record.sha256:
        raise ImportFileLostError(record.file_name)
    return read_roster(path)


def _summary(difference: Difference) -> dict[str, object]:
    """Return what the report shows of a difference, as JSON."""
    n_rows = Counter(f"{p.file}|{p.code}" for p in difference.problems)
    return {
        "rows": difference.counts,
        "n_problem_rows": dict(n_rows),
        "retirements": list(difference.retirements),
        "removal_share": difference.removal_share,
        "removal_of": difference.removal.what,
        "needs_confirmation": difference.needs_confirmation,
    }


def _keep_problems(record: RosterImport, problems: Sequence[RowProblem]) -> None:
    n_kept: Counter[tuple[str, str]] = Counter()
    rows = []
    for problem in problems:
        kind = (problem.file, problem.code)
        n_kept[kind] += 1
        if problem.is_held or n_kept[kind] <= _MOST_NOTES:
            rows.append(
                ImportProblem(
                    roster_import=record,
                    file=problem.file,
                    row=problem.row,
                    code=problem.code,
                    value=problem.value,
                    message=problem.message,
                    is_held=problem.is_held,
                    raw=problem.raw,
                )
            )
    ImportProblem.objects.bulk_create(rows)
