"""Errors of the programs app."""

from __future__ import annotations

from uuid import UUID

from seedbed.lib.errors import SeedbedError


class BudgetLineError(SeedbedError):
    """A budget line cannot be what was typed."""

    code = "budget-line"

    def __init__(self, field: str, found: str, wanted: str) -> None:
        self.field = field
        super().__init__(
            f"The budget line was not saved: its {field} is {found!r}. {wanted}"
        )


class UnknownBudgetLineError(SeedbedError):
    """The unit has no such budget line, or not any more."""

    code = "unknown-budget-line"

    def __init__(self, uuid: UUID) -> None:
        super().__init__(
            f"No budget line {uuid} counts in this unit; it may have been taken out "
            "meanwhile. Open the page again."
        )
