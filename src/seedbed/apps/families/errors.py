"""Errors of the families app."""

from __future__ import annotations

from datetime import date

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count


class NoLinksError(SeedbedError):
    """The unit does not let families in by link."""

    code = "no-family-links"

    def __init__(self, unit: str) -> None:
        super().__init__(
            f"{unit} gives no links to families. To allow them: "
            f'seedbed family allow --unit "{unit}" --by USERNAME.'
        )


class NotGuardianError(SeedbedError):
    """The person has no rights over the student."""

    code = "not-guardian"

    def __init__(self, guardian: str, student: str) -> None:
        super().__init__(
            f"{guardian} is not on the roster as a guardian of {student}; correct the "
            "roster first."
        )


class UnknownLinkError(SeedbedError):
    """The address was not made here, or names no link."""

    code = "unknown-family-link"

    def __init__(self) -> None:
        super().__init__("This is no link of ours. Ask the school for a new one.")


class EmptyConcernError(SeedbedError):
    """A message without words."""

    code = "empty-concern"

    def __init__(self) -> None:
        super().__init__("The message is empty; write a few words, in any language.")


class LongConcernError(SeedbedError):
    """A message longer than anyone would type."""

    code = "long-concern"

    def __init__(self, n: int, at_most: int) -> None:
        super().__init__(
            f"The message has {count(n, 'character')}; shorten it to {at_most:,}, or "
            "send it in parts."
        )


class TooManyConcernsError(SeedbedError):
    """A guardian waits for many answers already."""

    code = "too-many-concerns"

    def __init__(self, n: int) -> None:
        super().__init__(
            f"{count(n, 'message')} of yours wait for an answer already. Call the "
            "school if it is urgent."
        )


class UnknownConcernError(SeedbedError):
    """No such message in this system."""

    code = "unknown-concern"

    def __init__(self) -> None:
        super().__init__("There is no such message here; look at the list again.")


class AnsweredConcernError(SeedbedError):
    """Somebody has answered meanwhile."""

    code = "answered-concern"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"Somebody answered this on {on:%Y-%m-%d}; read the answer, and write a "
            "new message if more is to be said."
        )
