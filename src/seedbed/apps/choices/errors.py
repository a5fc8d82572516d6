"""Errors of the choices app."""

from __future__ import annotations

from datetime import datetime

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count


def _clock(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M %Z}"


class RoundNotOpenError(SeedbedError):
    """Wishes came before a round opened or after it closed."""

    code = "round-not-open"

    def __init__(self, title: str, opens_at: datetime, closes_at: datetime) -> None:
        super().__init__(
            f"{title} takes wishes from {_clock(opens_at)} to {_clock(closes_at)}, so "
            "nothing was saved. Ask your mentor which seats are still free."
        )


class RoundStillOpenError(SeedbedError):
    """Seats cannot be allotted while students can still change their wishes."""

    code = "round-still-open"

    def __init__(self, title: str, closes_at: datetime) -> None:
        super().__init__(
            f"{title} takes wishes until {_clock(closes_at)}, so no seat was allotted. "
            "Allot them after that."
        )


class RoundAllottedError(SeedbedError):
    """The seats of a round were allotted before."""

    code = "round-allotted"

    def __init__(self, title: str) -> None:
        super().__init__(
            f"The seats of {title} are allotted already; they were left as they are. "
            "Give a seat back to let the waiting list move."
        )


class RoundNotAllottedError(SeedbedError):
    """There are no seats yet."""

    code = "round-not-allotted"

    def __init__(self, title: str) -> None:
        super().__init__(
            f"The seats of {title} are not allotted yet, so there is nothing to check "
            "or to give back. Wait for the deadline and the draw."
        )


class UnknownRoundError(SeedbedError):
    """No round has this key."""

    code = "unknown-round"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"There is no round of choices {found!r} here. "
            "Take its key from the page of choices: seedbed choices list."
        )


class RoundTermsError(SeedbedError):
    """What a round is to be cannot be."""

    code = "round-terms"

    def __init__(self, found: str) -> None:
        super().__init__(f"{found} No round was opened. Correct it and open it again.")


class WishError(SeedbedError):
    """A list of wishes names something that cannot be wished for."""

    code = "wrong-wish"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"{found} Your earlier wishes stay as they were. Choose from the list."
        )


class NoSeatError(SeedbedError):
    """The student has no such seat."""

    code = "no-such-seat"

    def __init__(self, elective: str) -> None:
        super().__init__(
            f"There is no seat in {elective} to give back; it may be given back "
            "already. Nothing was changed. Look at your choices again."
        )


class ElectiveTermsError(SeedbedError):
    """An elective is not described so that it can be held."""

    code = "elective-terms"

    def __init__(self, found: str) -> None:
        super().__init__(f"{found} Nothing was saved. Correct it and save again.")


class WayError(SeedbedError):
    """What was asked for is no pace, place or span of work."""

    code = "wrong-way"

    def __init__(self, found: str) -> None:
        super().__init__(f"{found} Nothing was asked for. Correct it and ask again.")


class WayDecidedError(SeedbedError):
    """Somebody has decided, or the student has withdrawn."""

    code = "way-decided"

    def __init__(self) -> None:
        super().__init__(
            "This request was decided or withdrawn meanwhile. Nothing was changed. "
            "Look at the list again."
        )


class ElectiveRequestError(SeedbedError):
    """A wish for a new elective cannot be taken in or accepted."""

    code = "elective-request"

    def __init__(self, found: str) -> None:
        super().__init__(f"{found} Nothing was saved.")


class AllotmentFaultsError(SeedbedError):
    """The allotment breaks a rule of its own, so it is not stored."""

    code = "allotment-faults"

    def __init__(self, faults: list[str]) -> None:
        n = len(faults)
        super().__init__(
            f"The seats break {count(n, 'rule')} and were not stored: {faults[0]} "
            "Nobody's seat has changed. Report this with the round's key."
        )


class UnsoundRoundError(SeedbedError):
    """Something about a round's draw or seats does not hold."""

    code = "round-unsound"

    def __init__(self, title: str, wrong: list[str]) -> None:
        super().__init__(
            f"The draw of {title} does not hold: {' '.join(wrong)} "
            "Compare the backup of the day of the draw with what is stored now."
        )
