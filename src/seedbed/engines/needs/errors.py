"""Refusals of the needs engine."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count, listing


class UnknownStudentsError(SeedbedError):
    """The list of a pocket names students whom the system does not know."""

    code = "needs-unknown-students"

    def __init__(self, pocket: str, students: Sequence[int]) -> None:
        self.students = tuple(students)
        super().__init__(
            f"The list {pocket!r} cannot be counted: it names "
            f"{count(len(students), 'unknown student')} "
            f"({listing([str(one) for one in students])}). Import them first, or take "
            f"them off the list."
        )


class CountsClashError(SeedbedError):
    """Counts that are said to hold together cannot."""

    code = "needs-counts-clash"

    def __init__(self, n_students: int) -> None:
        super().__init__(
            f"No {count(n_students, 'student')} can have all of these counts at once. "
            f"Look for a pocket larger than the system, or an overlap larger than one "
            f"of its pockets."
        )
