"""Refusals of a whole directory file."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


class DirectoryFileError(SeedbedError):
    """A file is no directory of systems."""

    code = "directory-file"

    def __init__(self, file_name: str, found: str) -> None:
        super().__init__(
            f"{file_name} was not read: {found}. Send a CSV in UTF-8 with a line of "
            "headings: name, state and students (or size_band). "
            "See docs/reference/directory-file.md."
        )
