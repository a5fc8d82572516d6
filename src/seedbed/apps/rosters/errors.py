"""Errors of the rosters app."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count, listing


class UnknownImportError(SeedbedError):
    """No roster import of this system has that id."""

    code = "unknown-import"

    def __init__(self, uuid: UUID) -> None:
        super().__init__(
            f"No roster import {uuid} is known here; choose one of the list of imports."
        )


class ImportNotStagedError(SeedbedError):
    """The import was refused, saved or undone before."""

    code = "import-not-staged"

    def __init__(self, file_name: str, status: str) -> None:
        super().__init__(
            f"{file_name} is {status}, so it cannot be saved now. Upload the file "
            "again to check it anew."
        )


class RosterRemovalError(SeedbedError):
    """Saving would remove more of a roster than goes without asking."""

    code = "roster-removal"

    def __init__(self, file_name: str, removed: str, share: float) -> None:
        super().__init__(
            f"{file_name} would remove {removed} ({share:.0%} of those active), more "
            "than is done without asking. Check that the file is complete; to go on, "
            "confirm the removals."
        )


class RosterChangedError(SeedbedError):
    """What saving would do is no longer what was shown."""

    code = "roster-changed"

    def __init__(self, file_name: str) -> None:
        super().__init__(
            f"The records have changed since {file_name} was checked, so saving it "
            "would do something else than was shown. Upload it again and look anew."
        )


class ImportFileLostError(SeedbedError):
    """The kept bytes of an import are gone or differ."""

    code = "import-file-lost"

    def __init__(self, file_name: str) -> None:
        super().__init__(
            f"The kept copy of {file_name} is missing or damaged, so nothing was "
            "saved. Upload the file again."
        )


class ImportNotAppliedError(SeedbedError):
    """Only a saved import can be undone."""

    code = "import-not-applied"

    def __init__(self, file_name: str, status: str) -> None:
        super().__init__(f"{file_name} is {status}; only a saved import can be undone.")


class UndoTooLateError(SeedbedError):
    """The days in which an import can be undone have passed."""

    code = "undo-too-late"

    def __init__(self, file_name: str, until: date) -> None:
        super().__init__(
            f"{file_name} could be undone until {until:%Y-%m-%d}. Import a corrected "
            "roster instead."
        )


class ImportInUseError(SeedbedError):
    """Later work stands on what the import brought."""

    code = "import-in-use"

    def __init__(self, file_name: str, by: Sequence[str]) -> None:
        super().__init__(
            f"{file_name} cannot be undone, because later work stands on it: "
            f"{listing(by)}. Undo that first, or import a corrected roster."
        )


class UnknownStudentError(SeedbedError):
    """No student fits the words, or more than one does."""

    code = "unknown-student"

    def __init__(self, wanted: str, found: Sequence[str]) -> None:
        if found:
            message = (
                f"{wanted!r} fits {count(len(found), 'student')}: {listing(found)}. "
                "Use the id of the roster or the username instead."
            )
        else:
            message = (
                f"No active student is called {wanted!r}. Use the whole name, the id "
                "of the roster or the username."
            )
        super().__init__(message)
