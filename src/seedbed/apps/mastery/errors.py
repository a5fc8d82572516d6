"""Errors of the mastery app."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


class NoStudentsError(SeedbedError):
    """A unit has nobody to make a snapshot of."""

    code = "no-students"

    def __init__(self, unit: str) -> None:
        super().__init__(
            f"{unit} has no active student, so there is nothing to estimate. Import a "
            "roster first: seedbed import roster FILE."
        )


class NoSkillsError(SeedbedError):
    """The system has no skill that a unit's students could be shown."""

    code = "no-skills"

    def __init__(self, unit: str) -> None:
        super().__init__(
            f"No framework has a skill near the grades of {unit}. Import one first: "
            "seedbed import framework FILE."
        )
