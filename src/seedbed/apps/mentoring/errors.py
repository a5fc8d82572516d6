"""Refusals of the mentoring app."""

from __future__ import annotations

from datetime import date

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import listing


class NothingAgreedError(SeedbedError):
    """A check-in says what was agreed, however little."""

    code = "nothing-agreed"

    def __init__(self) -> None:
        super().__init__(
            "The check-in was not saved: it does not say what was agreed. Write the "
            "next step, in a few words."
        )


class NextTalkInThePastError(SeedbedError):
    """The next look lies before the talk itself."""

    code = "next-talk-in-the-past"

    def __init__(self, next_on: date, on: date) -> None:
        super().__init__(
            f"The check-in was not saved: the next look, {next_on:%Y-%m-%d}, is before "
            f"the talk itself, {on:%Y-%m-%d}. Choose a later day."
        )


class NotInSessionError(SeedbedError):
    """A mark names a student whom the session does not seat."""

    code = "not-in-session"

    def __init__(self, title: str, n: int) -> None:
        super().__init__(
            f"No mark was saved: {n} of the students marked are not in {title!r} any "
            "more. Open the session again; its list has changed."
        )


class NoSkillError(SeedbedError):
    """A session without a skill has no exit slip."""

    code = "no-skill"

    def __init__(self, title: str) -> None:
        super().__init__(
            f"{title!r} teaches no skill of a framework, so an exit slip would be "
            "evidence of nothing. Ask one in a session that has a lesson."
        )


class BadQuestionError(SeedbedError):
    """A question cannot be asked as it was typed."""

    code = "bad-question"

    def __init__(self, ordinal: int, what: str, *, part: str = "stem") -> None:
        self.ordinal = ordinal
        self.part = part
        super().__init__(f"Question {ordinal} {what}.")


class UnansweredError(SeedbedError):
    """A paper leaves questions open."""

    code = "unanswered"

    def __init__(self, ordinals: list[int]) -> None:
        self.ordinals = ordinals
        named = listing([str(n) for n in ordinals])
        super().__init__(
            f"Not handed in yet: no answer to {named}. Answer, or say that you do not "
            "know it yet."
        )


class SlipClosedError(SeedbedError):
    """The day of the exit slip is over."""

    code = "slip-closed"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"This exit slip was open on {on:%Y-%m-%d} and takes no answers now. Ask "
            "your teacher for a new one."
        )


class OtherFormError(SeedbedError):
    """A form of one student's exit slip was sent in another's name."""

    code = "other-form"

    def __init__(self) -> None:
        super().__init__(
            "These answers were written on another person's form, so they were not "
            "handed in here. They are sent when that person signs in."
        )


class UnknownSlipError(SeedbedError):
    """There is no such exit slip for this student."""

    code = "unknown-slip"

    def __init__(self) -> None:
        super().__init__(
            "There is no such exit slip for you. Open the one on your day's page."
        )


class UnknownSessionError(SeedbedError):
    """There is no such session, or it is not published."""

    code = "unknown-session"

    def __init__(self, session_id: int) -> None:
        super().__init__(
            f"No published session has the number {session_id}: the plan of its day "
            "was made anew. Open the session from today's list."
        )
