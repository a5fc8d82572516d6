"""Reads a OneRoster package into records; what is wrong in a row becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from . import parse
from .archive import names, read_files
from .errors import MissingFileError, MissingManifestError, UnknownVersionError
from .headers import COLUMNS, NOT_KEPT
from .problems import RowProblem, problem
from .records import ABSENT, BULK, DELTA, Manifest, Record, Roster
from .sheets import Sheet, read_pairs, read_sheet

_VERSION = re.compile(r"^[vV]?1[.p]([12])(\.\d+)*$")
#: The name of a feed whose manifest gives none.
UNNAMED_SOURCE = "oneroster"
_LONGEST_SOURCE = 200

AnyRecord = TypeVar("AnyRecord", bound=Record)


def read_roster(path: Path) -> Roster:
    """Read a zip or a folder of OneRoster 1.1 or 1.2 CSV files.

    Raises
    ------
    RosterFileError
        If the package as a whole cannot be used; the message says why.
    """
    files = read_files(path)
    if "manifest" not in files:
        raise MissingManifestError(path.name, names(files))
    stated = read_manifest(files)
    problems = _manifest_problems(stated, files)
    manifest = _effective(stated, files)
    for needed in ("orgs", "users"):
        if needed not in files and stated.modes.get(needed, BULK) != DELTA:
            _refuse_missing(path.name, needed, stated, files)
    sheets = {
        stem: read_sheet(stem, files[stem])
        for stem in COLUMNS
        if manifest.modes[stem] != ABSENT
    }
    for sheet in sheets.values():
        problems += sheet.problems

    def records(
        stem: str, parse_row: Callable[[parse.Row], AnyRecord | None]
    ) -> tuple[AnyRecord, ...]:
        return _records(sheets.get(stem), parse_row, problems)

    return Roster(
        manifest=manifest,
        orgs=records("orgs", parse.org),
        terms=records("academicSessions", parse.term),
        courses=records("courses", parse.course),
        users=records("users", parse.user),
        roles=records("roles", parse.user_role),
        sections=records("classes", parse.section),
        enrollments=records("enrollments", parse.enrollment),
        problems=tuple(problems),
        sheets=sheets,
    )


def read_manifest(files: Mapping[str, bytes]) -> Manifest:
    """Return what the manifest states.

    Raises
    ------
    UnknownVersionError
        If it names a version other than 1.1 and 1.2.
    """
    stated = {name.lower(): value for name, value in read_pairs(files["manifest"])}
    found = stated.get("oneroster.version", "")
    match = _VERSION.match(found)
    if found and not match:
        raise UnknownVersionError(found)
    likely = "1.2" if "roles" in files else "1.1"
    version = f"1.{match.group(1)}" if match else likely
    modes = {
        stem: stated[key].lower()
        for stem in (*COLUMNS, *NOT_KEPT)
        if (key := f"file.{stem}".lower()) in stated
    }
    return Manifest(version=version, source=_source(stated), modes=modes)


def peek_district(path: Path) -> str:
    """Return the name of the district in a package, or an empty string.

    Raises
    ------
    RosterFileError
        If the package cannot be opened.
    """
    files = read_files(path)
    if "orgs" not in files:
        return ""
    sheet = read_sheet("orgs", files["orgs"])
    for _row, cells in sheet.rows:
        if sheet.cell(cells, "type").lower() == "district":
            return sheet.cell(cells, "name")
    return ""


def _source(stated: Mapping[str, str]) -> str:
    for key in ("source.systemname", "source.systemcode"):
        value = stated.get(key, "")
        if value and value.lower() != ABSENT:
            return value[:_LONGEST_SOURCE]
    return UNNAMED_SOURCE


def _effective(stated: Manifest, files: Mapping[str, bytes]) -> Manifest:
    """Return how each file is read: an unlisted one as delta, so it removes nothing."""
    modes = {}
    for stem in COLUMNS:
        mode = stated.modes.get(stem, DELTA)
        is_read = stem in files and mode != ABSENT
        modes[stem] = (mode if mode == BULK else DELTA) if is_read else ABSENT
    return Manifest(version=stated.version, source=stated.source, modes=modes)


def _refuse_missing(
    name: str, needed: str, stated: Manifest, files: Mapping[str, bytes]
) -> None:
    """Refuse a package without its base files, unless it only carries changes."""
    is_promised = stated.modes.get(needed, ABSENT) == BULK
    if is_promised or DELTA not in stated.modes.values():
        raise MissingFileError(name, f"{needed}.csv", names(files))


def _manifest_problems(
    stated: Manifest, files: Mapping[str, bytes]
) -> list[RowProblem]:
    problems = []
    for stem in (*COLUMNS, *NOT_KEPT):
        mode = stated.modes.get(stem, "")
        code, value = "", ""
        if stem in files:
            if stem in NOT_KEPT:
                code, value = "file-not-kept", NOT_KEPT[stem]
            elif not mode:
                code, value = "file-not-listed", f"file.{stem},bulk"
            elif mode == ABSENT:
                code = "file-said-absent"
        elif mode in {BULK, DELTA} and stem in COLUMNS:
            code, value = "file-not-there", mode
        if code:
            problems.append(problem(code, file=f"{stem}.csv", row=0, value=value))
    return problems


def _records(
    sheet: Sheet | None,
    parse_row: Callable[[parse.Row], AnyRecord | None],
    problems: list[RowProblem],
) -> tuple[AnyRecord, ...]:
    """Parse the rows of one file; the first row of a sourcedId counts."""
    if sheet is None:
        return ()
    first: dict[str, int] = {}
    found = []
    for number, cells in sheet.rows:
        row = parse.Row(sheet, number, cells, problems)
        if not row.is_identified(first):
            continue
        record = parse_row(row)
        if record is not None:
            found.append(record)
    return tuple(found)
