"""Refusals of a whole OneRoster package: each says what was found and expected."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import listing


class RosterFileError(SeedbedError):
    """The package as a whole cannot be read; nothing of it was used."""

    code = "roster-file"


class NotARosterError(RosterFileError):
    """The file is no zip and no folder of CSV files."""

    code = "not-a-roster"

    def __init__(self, name: str, found: str) -> None:
        super().__init__(
            f"{name} is {found}, not a OneRoster package. Expected: a zip of CSV files "
            "with manifest.csv, orgs.csv and users.csv."
        )


class UnsafeArchiveError(RosterFileError):
    """The zip breaks a rule that protects the server."""

    code = "unsafe-archive"

    def __init__(self, name: str, found: str) -> None:
        super().__init__(
            f"{name} was not opened: {found}. Export it again as a plain zip of the "
            "OneRoster CSV files."
        )


class MissingManifestError(RosterFileError):
    """A package without manifest does not say which files are complete."""

    code = "missing-manifest"

    def __init__(self, name: str, found: Sequence[str]) -> None:
        super().__init__(
            f"{name} has no manifest.csv; it holds {listing(found) or 'no CSV file'}. "
            "The manifest says which files are complete: export with it, or add a "
            "manifest.csv with the header propertyName,value and a line like "
            "file.users,bulk for each file."
        )


class MissingFileError(RosterFileError):
    """A file without which no roster can be read is not there."""

    code = "missing-file"

    def __init__(self, name: str, missing: str, found: Sequence[str]) -> None:
        super().__init__(
            f"{name} has no {missing}; it holds {listing(found, at_most=12)}. Export "
            f"again with {missing} and its line in manifest.csv."
        )


class MissingColumnError(RosterFileError):
    """A file lacks a column without which its rows mean nothing."""

    code = "missing-column"

    def __init__(self, file: str, missing: Sequence[str], found: Sequence[str]) -> None:
        columns = "column" if len(missing) == 1 else "columns"
        super().__init__(
            f"{file} has no {columns} {listing(missing)}; its header is "
            f"{listing(found, at_most=12) or 'empty'}."
        )


class UnknownVersionError(RosterFileError):
    """The manifest names a OneRoster version that Seedbed does not read."""

    code = "unknown-oneroster-version"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"manifest.csv says oneroster.version is {found!r}; Seedbed reads 1.1 and "
            "1.2."
        )


class UnreadableFileError(RosterFileError):
    """A file is not CSV from some row on."""

    code = "unreadable-csv"

    def __init__(self, file: str, row: int, why: str) -> None:
        super().__init__(
            f"{file} cannot be read as CSV after row {row}: {why}. Most often a "
            "quotation mark is opened there and never closed."
        )
