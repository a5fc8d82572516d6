"""Refusals of a whole file of statements."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


class StatementsFileError(SeedbedError):
    """The file as a whole holds no statements."""

    code = "statements-file"

    def __init__(self, file_name: str, found: str) -> None:
        super().__init__(
            f"{file_name} holds no xAPI statements: {found}. Send one statement on "
            "each line, or one JSON array of statements."
        )
