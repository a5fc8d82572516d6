"""Errors of the scheduling app."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count

MOST_SENTENCES = 5


class NoFrameError(SeedbedError):
    """The unit has no bell schedule, so it has no blocks to fill."""

    code = "no-frame"

    def __init__(self, unit: str) -> None:
        super().__init__(
            f"{unit} has no bell schedule, so there is no day to plan. "
            f"Set the unit up first: seedbed night --unit {unit!r} does it."
        )


class NoDayError(SeedbedError):
    """No plan has been made for the date."""

    code = "no-day"

    def __init__(self, unit: str, on: date) -> None:
        super().__init__(
            f"{unit} has no plan for {on:%Y-%m-%d}. "
            f"Make one first: seedbed night --on {on:%Y-%m-%d}."
        )


class DayAlreadyPublishedError(SeedbedError):
    """The day was published before; families may have read it."""

    code = "day-already-published"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"The schedule for {on:%Y-%m-%d} is already published. "
            f"To change it, reopen the day first: seedbed day reopen {on:%Y-%m-%d}."
        )


class DayNotPublishedError(SeedbedError):
    """The day is still a draft."""

    code = "day-not-published"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"The schedule for {on:%Y-%m-%d} is a draft, so there is nothing to "
            "reopen. Change the draft itself."
        )


class StaleVersionError(SeedbedError):
    """Somebody changed the day after this person had read it."""

    code = "stale-version"

    def __init__(self, on: date, seen: int, found: int) -> None:
        super().__init__(
            f"The plan for {on:%Y-%m-%d} was changed meanwhile (version {seen} was "
            f"read, {found} is there now). Nothing was saved. Look at it again, then "
            "repeat the change."
        )


class PlanFaultsError(SeedbedError):
    """The plan breaks a rule, so it is not published or not changed that way."""

    code = "plan-faults"

    def __init__(self, refused: str, faults: Sequence[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        shown = " ".join(f"[{rule}] {text}" for rule, text in faults[:MOST_SENTENCES])
        rest = len(faults) - MOST_SENTENCES
        more = f" And {count(rest, 'more', 'more')}." if rest > 0 else ""
        super().__init__(
            f"{refused}: {count(len(faults), 'rule would be broken', 'rules would be')}"
            f"{' broken' if len(faults) != 1 else ''}. {shown}{more} "
            "Change these seats, or plan the day again."
        )


class NoReasonError(SeedbedError):
    """A change of a student's day came without a reason."""

    code = "no-reason"

    def __init__(self, action: str) -> None:
        super().__init__(
            f"To {action}, say why: families and colleagues can read it in the history."
        )


class UnknownSeatError(SeedbedError):
    """No student, block or lesson fits what was asked for."""

    code = "unknown-seat"

    def __init__(self, found: str) -> None:
        super().__init__(f"{found} Nothing was changed. Choose one from the plan page.")


class NoPlaceError(SeedbedError):
    """The student cannot be placed there."""

    code = "no-place"

    def __init__(self, found: str) -> None:
        super().__init__(f"{found} Nothing was changed. Choose another activity.")


class UnknownDecisionError(SeedbedError):
    """The decision is no longer open, or has no such choice."""

    code = "unknown-decision"

    def __init__(self, decision_id: str, choice: str) -> None:
        super().__init__(
            f"There is no open decision {decision_id!r} with the choice {choice!r}; "
            "somebody may have decided it. Nothing was changed. Look at the plan again."
        )


class WrongSubstituteError(SeedbedError):
    """The substitute cannot stand in for the absent person."""

    code = "wrong-substitute"

    def __init__(self, found: str) -> None:
        super().__init__(f"{found} Name another adult of the unit, or nobody.")


class PairError(SeedbedError):
    """A pair is not two different students of the unit."""

    code = "not-a-pair"

    def __init__(self, n_found: int) -> None:
        super().__init__(
            "A pair is two different active students of one unit; "
            f"{count(n_found, 'such student')} {'was' if n_found == 1 else 'were'} "
            "found. Name two who are both in the unit."
        )


class NoPriceError(SeedbedError):
    """The rule cannot be switched off, so it has no price."""

    code = "no-price"

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Nothing was worked out.")


class NoSwitchError(SeedbedError):
    """A waiver is for a rule that has no switch."""

    code = "no-switch"

    def __init__(self, rule: str, *, has_number: bool) -> None:
        what = (
            "can get another number but is never off; say which number holds instead"
            if has_number
            else "is not a rule of the schedule; leave the rule out, and the waiver is "
            "only written down"
        )
        super().__init__(f"The waiver was not saved: {rule!r} {what}.")


class BellsOverlapError(SeedbedError):
    """Two blocks of a day would run at the same time."""

    code = "bells-overlap"

    def __init__(self, first: str, second: str) -> None:
        super().__init__(
            f"{first} ends after {second} begins, so the bells were not saved. Let one "
            "begin later or be shorter."
        )


class NoLearningBlockError(SeedbedError):
    """A day without a block to learn in, or a week without a day."""

    code = "no-learning-block"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The unit needs {what}, or nothing can be planned. The bells stay as they "
            "were."
        )


class FrameInUseError(SeedbedError):
    """A block or a room stands in days that were planned."""

    code = "frame-in-use"

    def __init__(self, name: str, n_days: int) -> None:
        super().__init__(
            f"{name} stands in {count(n_days, 'planned day')}, which must stay "
            "readable, so it was not removed. Give a room no seats, or make a block a "
            "break."
        )


class RoomNameTakenError(SeedbedError):
    """A unit has a room of that name."""

    code = "room-name-taken"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is a room called {name!r} already, so nothing was saved. Choose "
            "another name, or change that room."
        )


class CaseloadFullError(SeedbedError):
    """A mentor has as many students as anybody may have."""

    code = "caseload-full"

    def __init__(self, mentor: str, most: int) -> None:
        super().__init__(
            f"{mentor} has {most} students already, and nobody may have more. Choose "
            "another mentor, or give one of those students to somebody else first."
        )


class BadAmountError(SeedbedError):
    """A number or a span of what a unit works with is out of reach."""

    code = "bad-amount"

    def __init__(self, what: str, found: object) -> None:
        super().__init__(f"{what}, found {found}. Nothing was saved; correct it.")
