"""Refusals of the charters app."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import listing


class UnknownCharterError(SeedbedError):
    """No charter, section or waiver of the system has that id."""

    code = "unknown-charter"

    def __init__(self, key: object) -> None:
        super().__init__(f"No charter of this system has the part {key}.")


class UnfinishedCharterError(SeedbedError):
    """A charter lacks something that a board must read."""

    code = "charter-unfinished"

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            f"The charter was not sent to the board. Still open: "
            f"{listing(missing, at_most=12)}. Write them, or say in the section why "
            "they do not apply."
        )


class CharterStateError(SeedbedError):
    """A charter is not where this can be done."""

    code = "charter-state"

    def __init__(self, state: str, action: str) -> None:
        super().__init__(
            f"Nothing was saved: the charter is {state}, so you cannot {action} now."
        )


class WaiverError(SeedbedError):
    """A waiver lacks something without which nobody could grant it."""

    code = "charter-waiver"

    def __init__(self, found: str, advice: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(f"The waiver was not saved: {found}. {advice}")


class VoteError(SeedbedError):
    """A vote contradicts itself, or gives no reasons."""

    code = "charter-vote"

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(f"The vote was not saved: {found}. {advice}")


class EmptyDecisionError(SeedbedError):
    """A decision has no words, or is of a day to come."""

    code = "charter-empty-decision"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"The decision of {on:%Y-%m-%d} was not written down: say in a few words "
            "what was decided, and give a day that has come."
        )
