"""Writes of the evidence app. Each function is one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from django.db import transaction

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.accounts.tenancy import system_context
from seedbed.interop import xapi

from . import intake, release
from .cards import AttemptColumns, EvidenceReport
from .errors import TooManyRowsError
from .files import (
    NamedRows,
    rows_of_file,
    rows_of_messages,
    rows_of_statements,
    source_of_file,
)
from .keys import make_key, source_of_key, system_of_key
from .models import EvidenceImport, EvidenceSource
from .newcomers import enroll_all
from .resolve import HeldRow, Known, known_names, resolve

MAX_ROWS_OF_A_REQUEST = 10_000
KEY_DAYS = 90


@transaction.atomic
def import_evidence(
    *,
    path: Path,
    file_name: str,
    by_id: int | None,
    at: datetime,
    source: str = "",
    new_unit: str = "",
    grade: int = 7,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> EvidenceReport:
    """Take in a file of evidence; a file sent twice changes nothing.

    Parameters
    ----------
    path : Path
        A CSV or parquet table of a known family, or xAPI statements as JSON lines.
    source : str
        The tool it comes from; by default the name of the file without its date.
    new_unit, grade : str, int
        Make a unit of this name and grade for students whom no roster has.
    dry_run : bool
        Report what would happen, and leave everything as it was.

    Raises
    ------
    EvidenceFileError, StatementsFileError
        If the file as a whole cannot be used.
    BadGradeError
        If ``grade`` does not exist.
    """
    source = source or source_of_file(file_name)
    rows = rows_of_file(path, time_zone=accounts.current_system().time_zone)
    known: Known | None = None
    if new_unit:
        known = enroll_all(
            rows.frame,
            unit_name=new_unit,
            source=source,
            grade=grade,
            skill_titles=rows.skill_titles,
        )
    receipt = _receipt(
        source, file_name=file_name, sha256=_sha256(path), by_id=by_id, at=at
    )
    report = _receive(
        rows, receipt=receipt, at=at, known=known, dry_run=dry_run, progress=progress
    )
    if dry_run:
        transaction.set_rollback(True)
    return report


@transaction.atomic
def add_attempts(
    *,
    columns: AttemptColumns,
    source: str,
    at: datetime,
    file_name: str,
    by_id: int | None = None,
    sha256: str = "",
) -> EvidenceReport:
    """Store attempts whose students and items are known already, as columns.

    An attempt whose event id is stored is counted as a duplicate or, with another
    payload, held as a conflict.

    Raises
    ------
    ValueError
        If an attempt happened over five minutes after ``at``.
    """
    receipt = _receipt(source, file_name=file_name, sha256=sha256, by_id=by_id, at=at)
    frame = _frame_of_columns(columns)
    usable, future = intake.split_future(frame, at=at)
    if future:
        raise ValueError(
            f"{len(future)} attempts happened after {at}, the first at "
            f"row {future[0].row}."
        )
    taken = intake.take(usable, receipt=receipt, at=at)
    return _close(receipt, n_rows=frame.height, held=taken.held, taken=taken)


@transaction.atomic
def release_held(*, at: datetime) -> int:
    """Use the held rows whose student, skill or time has come; return how many."""
    return release.release_held(at=at)


def receive_attempts(
    *, key: str, rows: list[dict[str, Any]], at: datetime
) -> EvidenceReport:
    """Take in rows that a tool sent; the key says which system and source.

    Needs no ``system_context``.

    Raises
    ------
    UnknownKeyError
        If the key is not known or has expired.
    TooManyRowsError
        If there are more than ``MAX_ROWS_OF_A_REQUEST`` rows.
    """
    with system_context(system_of_key(key)), transaction.atomic():
        source = source_of_key(key, at=at)
        _check_number(rows)
        time_zone = accounts.current_system().time_zone
        named = rows_of_messages(rows, time_zone=time_zone)
        return _receive_request(named, source=source.name, at=at)


def receive_statements(
    *, key: str, statements: list[dict[str, Any]], at: datetime
) -> EvidenceReport:
    """Take in xAPI statements that a tool sent; the key says which system and source.

    Needs no ``system_context``.

    Raises
    ------
    UnknownKeyError
        If the key is not known or has expired.
    TooManyRowsError
        If there are more than ``MAX_ROWS_OF_A_REQUEST`` statements.
    """
    with system_context(system_of_key(key)), transaction.atomic():
        source = source_of_key(key, at=at)
        _check_number(statements)
        named = rows_of_statements(xapi.read_statements(statements))
        return _receive_request(named, source=source.name, at=at)


@transaction.atomic
def issue_key(*, source: str, at: datetime, days: int = KEY_DAYS) -> str:
    """Return a new key with which a tool may send evidence; it is shown only now."""
    return make_key(source=_source(source), at=at, days=days)


def _receive_request(rows: NamedRows, *, source: str, at: datetime) -> EvidenceReport:
    """Take in the rows of one request."""
    receipt = _receipt(source, file_name="request", sha256="", by_id=None, at=at)
    return _receive(rows, receipt=receipt, at=at, releases=False)


def _receive(
    rows: NamedRows,
    *,
    receipt: EvidenceImport,
    at: datetime,
    known: Known | None = None,
    releases: bool = True,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> EvidenceReport:
    """Resolve, store or hold the rows; with ``releases`` try what was held before.

    A request does not: tools send many a minute, and the night tries all.
    """
    known = known or known_names(source=receipt.source.name)
    n_released = release.release_held(at=at) if releases else 0
    resolved = resolve(rows.frame, known)
    usable, future = intake.split_future(resolved.frame, at=at)
    taken = intake.take(usable, receipt=receipt, at=at, progress=progress)
    return _close(
        receipt,
        n_rows=rows.n_rows,
        held=[*rows.unreadable, *resolved.held, *future, *taken.held],
        taken=taken,
        n_skipped=rows.n_skipped,
        n_released=n_released,
        dry_run=dry_run,
    )


def _close(
    receipt: EvidenceImport,
    *,
    n_rows: int,
    held: list[HeldRow],
    taken: intake.Taken,
    n_skipped: int = 0,
    n_released: int = 0,
    dry_run: bool = False,
) -> EvidenceReport:
    """Hold what is to be held, write the counts on the receipt, and report."""
    intake.hold(held, receipt=receipt)
    receipt.counts = {
        "rows": n_rows,
        "new": taken.n_new,
        "duplicate": taken.n_duplicate,
        "held": len(held),
        "conflict": len(taken.held),
        "skipped": n_skipped,
        "late": taken.n_late,
        "released": n_released,
    }
    receipt.save(update_fields=["counts"])
    return EvidenceReport(
        file_name=receipt.file_name,
        source=receipt.source.name,
        n_rows=n_rows,
        n_new=taken.n_new,
        n_duplicate=taken.n_duplicate,
        n_held=len(held),
        n_conflict=len(taken.held),
        held_groups=intake.groups(held),
        dry_run=dry_run,
        n_skipped=n_skipped,
        n_late=taken.n_late,
        n_released=n_released,
    )


def _source(name: str) -> EvidenceSource:
    """Return the source of this name, making it the first time."""
    row: EvidenceSource
    row, _is_new = EvidenceSource.objects.get_or_create(name=name[:200])
    return row


def _receipt(
    source: str, *, file_name: str, sha256: str, by_id: int | None, at: datetime
) -> EvidenceImport:
    """Write down that a file or request of a source arrived."""
    row = _source(source)
    EvidenceSource.objects.filter(pk=row.pk).update(last_received_at=at)
    receipt: EvidenceImport = EvidenceImport.objects.create(
        source=row,
        file_name=file_name[:255],
        sha256=sha256,
        by_id=by_id,
        received_at=at,
    )
    return receipt


def _check_number(rows: Sequence[Any]) -> None:
    """Refuse a request with too many rows."""
    if len(rows) > MAX_ROWS_OF_A_REQUEST:
        raise TooManyRowsError(len(rows), MAX_ROWS_OF_A_REQUEST)


def _sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _frame_of_columns(columns: AttemptColumns) -> pl.DataFrame:
    """Return columns of ids as the frame that ``intake.take`` reads."""
    n = len(columns.student_id)
    at = np.asarray(columns.occurred_at, dtype=np.float64)
    return pl.DataFrame(
        {
            "row": np.arange(1, n + 1, dtype=np.int64),
            "student_id": np.asarray(columns.student_id, dtype=np.int64),
            "item_id": np.asarray(columns.item_id, dtype=np.int64),
            "correct": np.asarray(columns.is_correct, dtype=np.bool_),
            "at": pl.Series(at).fill_nan(None),
            "ordinal": np.asarray(columns.ordinal, dtype=np.int64),
            "event_id": pl.Series(list(columns.event_id), dtype=pl.String),
        }
    ).with_columns(
        # Only a held row is ever read back by these names.
        student=pl.format("id:{}", "student_id"),
        item=pl.format("id:{}", "item_id"),
        skills=pl.lit(""),
    )
