"""Errors of the trajectory app."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count, listing


class UnfinishedTrajectoryFormError(SeedbedError):
    """A form of the trajectory lacks something."""

    code = "trajectory-form-unfinished"

    def __init__(self, missing: list[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            f"Nothing was saved yet: give {listing(missing)}. What you typed is kept."
        )


class NotOfUnitError(SeedbedError):
    """Somebody who is to be counted is not on the unit's roster."""

    code = "trajectory-not-of-unit"

    def __init__(self, n_people: int) -> None:
        self.n_people = n_people
        super().__init__(
            f"Nobody was counted: {count(n_people, 'person', 'people')} named here are "
            f"not on the unit's roster. Import the roster first, or leave them out."
        )


class ChoiceUnknownError(SeedbedError):
    """Nobody says whether those who came had a good choice."""

    code = "trajectory-choice-unknown"

    def __init__(self) -> None:
        super().__init__(
            "Nobody was counted: say whether they had a good conventional option on "
            "the day they came, or connect the lists of needs, which say it."
        )


class UnknownMilestoneError(SeedbedError):
    """No milestone of the unit has that id, or it was reached before."""

    code = "trajectory-unknown-milestone"

    def __init__(self, milestone_id: int) -> None:
        super().__init__(
            f"Milestone {milestone_id} is not open in this unit. Look at the list "
            f"again; somebody may have noted it meanwhile."
        )
