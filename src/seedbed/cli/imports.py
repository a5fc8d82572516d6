"""`seedbed import`: rosters, frameworks, lessons and evidence, checked before saved."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any
from uuid import UUID

import typer
from django.conf import settings
from django.db import transaction

from seedbed.apps.accounts.cards import SystemCard
from seedbed.apps.accounts.queries import resolve_system, systems
from seedbed.apps.accounts.services import ensure_system
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.curriculum.queries import frameworks
from seedbed.apps.curriculum.services import (
    import_framework,
    import_lessons,
    install_default_framework,
    install_starter_library,
)
from seedbed.apps.evidence.services import import_evidence
from seedbed.apps.rosters.cards import ImportReport, ProblemGroup
from seedbed.apps.rosters.queries import peek_district
from seedbed.apps.rosters.services import apply_roster, revert_roster, stage_roster
from seedbed.lib.text import count, listing

from .errors import NotConfirmedError
from .options import AsJson, InputFile, SystemName
from .output import as_plain, emit, notice, progress, say, show_table, table
from .setup import open_database
from .work import now, working_for

FALLBACK_SYSTEM = "My system"
_MOST_ROWS = 8

app = typer.Typer(no_args_is_help=True, add_completion=False)

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Check and report; save nothing.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Save without asking.")]


@app.callback()
def imports() -> None:
    """Take in rosters, frameworks, lessons and evidence."""


@app.command()
def roster(
    file: InputFile,
    *,
    dry_run: DryRun = False,
    yes: Yes = False,
    allow_removals: Annotated[
        bool,
        typer.Option(
            "--allow-removals", help="Save even if over 5 % of the people would leave."
        ),
    ] = False,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Import a OneRoster 1.1 or 1.2 zip or folder.

    Without --system the system is named after the district in the file, and made if it
    is new. Rows with mistakes are left out and listed; the whole import can be undone.
    """
    open_database()
    home = _system_for(system, district="" if system else peek_district(file))
    with system_context(home.id):
        report = stage_roster(
            path=file,
            file_name=file.name,
            by_id=None,
            at=now(),
            imports_folder=settings.HOME / "imports",
        )
    if not as_json:
        _show_roster(report)
    if report.refusal:
        _finish_refused(report, as_json=as_json)
    if report.needs_confirmation and not allow_removals:
        notice("Look at who would leave. To go on, add --allow-removals.")
    if not dry_run:
        _confirm(report, yes=yes or as_json)
        with system_context(home.id):
            report = apply_roster(
                uuid=report.uuid, by_id=None, at=now(), allow_removals=allow_removals
            )
    emit(
        _with_totals(report, home),
        as_json=as_json,
        show=lambda: _say_saved(report, home),
    )


@app.command()
def framework(
    file: InputFile,
    *,
    dry_run: DryRun = False,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Import skills and prerequisites from a CASE 1.0 or 1.1 package."""
    open_database()
    home = _system_for(system)
    with system_context(home.id), _rehearsal(dry_run=dry_run):
        report = import_framework(path=file)

    def show() -> None:
        skills = count(report.n_taught, "skill")
        links = count(report.n_prerequisites, "prerequisite")
        say(
            f"{_saved(dry_run=dry_run)} {report.title}: {skills}, {links}; "
            f"{report.n_new} new, {report.n_changed} changed, {report.n_same} the same."
        )
        for note in report.notes[:_MOST_ROWS]:
            say(f"  {note}")

    emit(report, as_json=as_json, show=show)


@app.command()
def lessons(
    file: InputFile,
    *,
    dry_run: DryRun = False,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Import lessons from a CSV or Excel file."""
    with working_for(system):
        report = import_lessons(path=file, dry_run=dry_run)

    def show() -> None:
        say(
            f"{_saved(dry_run=dry_run)} {count(report.n_rows, 'row')} of "
            f"{report.file_name}: {report.n_new} new, {report.n_changed} changed, "
            f"{report.n_same} the same, {report.n_held} held."
        )
        for problem in report.problems[:_MOST_ROWS]:
            say(f"  {problem.message}")
        _say_more(len(report.problems))

    emit(report, as_json=as_json, show=show)


@app.command()
def evidence(
    file: InputFile,
    *,
    dry_run: DryRun = False,
    source: Annotated[
        str, typer.Option(help="Name of the tool it comes from; default the file's.")
    ] = "",
    new_unit: Annotated[
        str,
        typer.Option(help="Make a unit of this name with the file's unknown students."),
    ] = "",
    grade: Annotated[int, typer.Option(help="Grade of the new unit's students.")] = 7,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Import first tries at items from CSV, parquet or xAPI statements (JSON lines)."""
    open_database()
    home = _system_for(system) if new_unit or system else resolve_system()
    with (
        system_context(home.id),
        progress("Reading evidence", quiet=as_json) as tick,
    ):
        report = import_evidence(
            path=file,
            file_name=file.name,
            by_id=None,
            at=now(),
            source=source,
            new_unit=new_unit,
            grade=grade,
            dry_run=dry_run,
            progress=tick,
        )

    def show() -> None:
        say(
            f"{_saved(dry_run=dry_run)} {count(report.n_rows, 'row')} of "
            f"{report.file_name}: {report.n_new:,} new, {report.n_duplicate:,} known "
            f"already, {report.n_held:,} held."
        )
        for group in report.held_groups:
            rows = listing([str(row) for row in group.rows], at_most=_MOST_ROWS)
            say(f"  {group.message} (rows {rows}; {group.n:,})")

    emit(report, as_json=as_json, show=show)


@app.command()
def undo(
    uuid: Annotated[UUID, typer.Argument(help="The import, as its report names it.")],
    *,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Put back everything that a roster import changed."""
    with working_for(system) as home:
        report = revert_roster(uuid=uuid, by_id=None, at=now())
    emit(
        _with_totals(report, home),
        as_json=as_json,
        show=lambda: say(f"Undone: {report.file_name}."),
    )


def _system_for(name: str, *, district: str = "") -> SystemCard:
    """Return the named system, or the file's, or the only real one; made if missing."""
    known = systems()
    real = [system for system in known if not system.is_simulated]
    wanted = name or district or (real[0].name if len(real) == 1 else "")
    if not wanted and real:
        return resolve_system()  # refuses: several, and none was named
    wanted = wanted or FALLBACK_SYSTEM
    if not any(system.name.casefold() == wanted.casefold() for system in known):
        ensure_system(name=wanted)
        notice(f"Made the school system {wanted}.")
    found = resolve_system(wanted)
    with system_context(found.id):
        if not frameworks():
            installed = install_default_framework()
            n = install_starter_library(
                framework_id=installed.framework_id, grades=(0, 12)
            )
            notice(
                f"Installed {count(installed.n_taught, 'skill')} and "
                f"{count(n, 'lesson')} of the starter library."
            )
    return found


@contextmanager
def _rehearsal(*, dry_run: bool) -> Iterator[None]:
    """Undo what the enclosed work wrote if it was only to be tried."""
    with transaction.atomic():
        yield
        if dry_run:
            transaction.set_rollback(True)


def _saved(*, dry_run: bool) -> str:
    return "Checked, nothing saved:" if dry_run else "Saved:"


def _confirm(report: ImportReport, *, yes: bool) -> None:
    if yes or not sys.stdin.isatty():
        return
    n = report.n_new + report.n_changed + report.n_retired
    if not typer.confirm(f"Save {count(n, 'change')}?", err=True):
        raise NotConfirmedError(f"The import of {report.file_name}")


def _finish_refused(report: ImportReport, *, as_json: bool) -> None:
    notice(report.refusal, is_refusal=True)
    emit(report, as_json=as_json, show=lambda: None)
    raise typer.Exit(1)


def _with_totals(report: ImportReport, system: SystemCard) -> dict[str, Any]:
    """Return a report for programs, with the totals that are properties of it."""
    totals = ("n_new", "n_changed", "n_same", "n_retired", "n_held")
    return {
        "system": system.name,
        **{name: getattr(report, name) for name in totals},
        **as_plain(report),
    }


def _show_roster(report: ImportReport) -> None:
    names = ("new", "changed", "same", "retired", "held")
    shown = table(
        "Rows",
        *(name.capitalize() for name in names),
        numbers=tuple(name.capitalize() for name in names),
    )
    for name, counts in report.counts.items():
        shown.add_row(name, *(f"{counts.get(key, 0):,}" for key in names))
    show_table(f"{report.file_name}: {report.standard or 'not read'}", shown)
    for group in report.problem_groups:
        mark = "held" if group.is_held else "noted"
        say(f"  {_where(group)} ({mark}): {group.message}")


def _where(group: ProblemGroup) -> str:
    """Return the file and its rows; row 0 is the file as a whole."""
    numbers = sorted(set(group.rows) - {0})
    if not numbers:
        return group.file
    rows = listing([str(row) for row in numbers], at_most=_MOST_ROWS)
    return f"{group.file}, {'row' if len(numbers) == 1 else 'rows'} {rows}"


def _say_saved(report: ImportReport, system: SystemCard) -> None:
    if report.applied_at is None:
        say("Checked, nothing saved.")
        return
    say(
        f"Saved for {system.name}: {report.n_new:,} new, {report.n_changed:,} changed, "
        f"{report.n_retired:,} retired, {report.n_held:,} held. "
        f"To undo it: seedbed import undo {report.uuid}",
    )


def _say_more(n: int) -> None:
    if n > _MOST_ROWS:
        say(f"  And {n - _MOST_ROWS} more.")
