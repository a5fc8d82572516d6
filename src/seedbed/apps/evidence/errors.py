"""Errors of the evidence app."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count


class UnknownKeyError(SeedbedError):
    """The key of a tool is not known, or its time is over."""

    code = "unknown-key"

    def __init__(self) -> None:
        super().__init__(
            "The key is not known or has expired. Send the header 'Authorization: "
            "Bearer KEY' with a key issued for this source."
        )


class TooManyRowsError(SeedbedError):
    """One request brings more rows than are stored at once."""

    code = "too-many-rows"

    def __init__(self, found: int, at_most: int) -> None:
        super().__init__(
            f"The request has {count(found, 'row')}; send at most {at_most:,} at a "
            "time. Sending a row again never counts it twice."
        )


class BadGradeError(SeedbedError):
    """A new unit was asked for with a grade that does not exist."""

    code = "bad-grade"

    def __init__(self, grade: int) -> None:
        super().__init__(
            f"The students of the new unit cannot be in grade {grade}; name a grade "
            "from 0 (kindergarten) to 12."
        )
