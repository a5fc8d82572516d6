"""Errors of the curriculum app."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import listing


class CurriculumError(SeedbedError):
    """Base of the refusals of the curriculum app."""

    code = "curriculum"


class UnreadableFileError(CurriculumError):
    """A file is missing, too large, or not of the kind that was asked for."""

    code = "unreadable-file"

    def __init__(self, file_name: str, found: str) -> None:
        super().__init__(f"{file_name} was not read: {found}.")


class MissingColumnsError(CurriculumError):
    """A lessons file lacks columns without which no row can be understood."""

    code = "lessons-missing-columns"

    def __init__(
        self, file_name: str, missing: Sequence[str], found: Sequence[str]
    ) -> None:
        there = listing(found, at_most=8) or "nothing"
        super().__init__(
            f"{file_name} lacks the column{'' if len(missing) == 1 else 's'} "
            f"{listing(missing, at_most=8)}; its first row names {there}. "
            "See docs/reference/lessons-file.md for the columns."
        )


class BadSkillError(CurriculumError):
    """A skill to be made has no usable code or grades."""

    code = "bad-skill"

    def __init__(self, code: str, found: str) -> None:
        super().__init__(f"The skill {code[:60]!r} was refused: {found}.")


class BadItemKeyError(CurriculumError):
    """An item to be made has no usable code or no skill."""

    code = "bad-item"

    def __init__(self, code: str, found: str) -> None:
        super().__init__(f"The item {code[:60]!r} was refused: {found}.")
