"""Errors of the pilots app."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import listing


class UnknownPilotError(SeedbedError):
    """No pilot of the system has that id."""

    code = "unknown-pilot"

    def __init__(self, uuid: object) -> None:
        super().__init__(f"No pilot of this system has the id {uuid}.")


class UnnamedPilotError(SeedbedError):
    """A pilot has no name or no problem."""

    code = "pilot-unnamed"

    def __init__(self) -> None:
        super().__init__(
            "The pilot was not begun: it needs a name, and the problem it is about. "
            "Say whom the problem concerns and what shall be better."
        )


class UnfinishedRegistrationError(SeedbedError):
    """A registration lacks something that must be fixed before the start."""

    code = "pilot-unfinished-registration"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(
            f"The pilot cannot be registered without {listing(missing)}. These are "
            "fixed before it starts, so that nobody chooses them afterwards."
        )


class UnfinishedDecisionError(UnfinishedRegistrationError):
    """A decision lacks what was decided, or why."""

    code = "pilot-unfinished-decision"

    def __init__(self, missing: Sequence[str]) -> None:
        SeedbedError.__init__(
            self,
            f"Nothing was decided: {listing(missing)} is missing. Choose one of the "
            "three and say why; both go into the journal.",
        )


class PilotRegisteredError(SeedbedError):
    """The registration is locked."""

    code = "pilot-registered"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is registered, and what was registered is locked. Amend it with a "
            "reason instead; both will be shown."
        )


class PilotNotRegisteredError(SeedbedError):
    """Something needs the registration first."""

    code = "pilot-not-registered"

    def __init__(self, name: str, action: str) -> None:
        super().__init__(f"{name} is not registered yet. Register it to {action}.")


class PilotDrawnError(SeedbedError):
    """The arms were drawn before."""

    code = "pilot-drawn"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The arms of {name} are drawn. Who is in which arm no longer changes; "
            "students who move are counted where the draw found them."
        )


class PilotNotDrawnError(SeedbedError):
    """The arms are not drawn yet."""

    code = "pilot-not-drawn"

    def __init__(self, name: str) -> None:
        super().__init__(f"The arms of {name} are not drawn yet. Draw them first.")


class PilotClosedError(SeedbedError):
    """The pilot has ended."""

    code = "pilot-closed"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has ended. Its journal stays open to read; start a new pilot to "
            "go on."
        )


class NothingToDrawError(SeedbedError):
    """A pilot has too little to draw arms from."""

    code = "pilot-nothing-to-draw"

    def __init__(self, why: str) -> None:
        super().__init__(why)


class NotInPilotError(SeedbedError):
    """An outcome belongs to a student who is not in the pilot."""

    code = "pilot-not-in-it"

    def __init__(self, n_students: int, look: int | None = None) -> None:
        found = (
            f"{n_students:,} of the students are not in this pilot"
            if look is None
            else f"look {look} was not planned"
        )
        super().__init__(
            f"The outcomes were not saved: {found}. Nothing was changed; leave these "
            "rows out or correct them."
        )


class NoOutcomeYetError(SeedbedError):
    """A pilot has no outcome to look at."""

    code = "pilot-no-outcome-yet"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has no outcome yet. Record the first week's first.")


class NoGroupToHandOnError(SeedbedError):
    """No group, or one of which nothing is shown, was to be put on a map."""

    code = "pilot-no-group"

    def __init__(self, name: str, unknown: Sequence[str]) -> None:
        found = (
            f"its latest look shows nothing of {listing(unknown)}"
            if unknown
            else "nobody speaks for any of its groups"
        )
        super().__init__(
            f"Nothing of {name} was put on the map: {found}. Choose, for a group of "
            "ten or more in each arm, who on the map speaks for it."
        )


class JournalMovedError(SeedbedError):
    """Somebody else wrote into the journal at the same moment."""

    code = "pilot-journal-moved"

    def __init__(self) -> None:
        super().__init__(
            "Somebody else wrote into this pilot's journal at the same moment. Look at "
            "what they wrote, then do it again."
        )


class CycleError(SeedbedError):
    """A weekly cycle is not in a state for this."""

    code = "pilot-cycle"

    def __init__(self, week_on: date, found: str, advice: str) -> None:
        super().__init__(f"The cycle of {week_on:%Y-%m-%d} {found}. {advice}")


class EmptyConcernError(SeedbedError):
    """A concern has no words."""

    code = "pilot-empty-concern"

    def __init__(self) -> None:
        super().__init__(
            "The concern was not written down: it has no words. Say in one sentence "
            "what was said, without names."
        )


class UnreadableScoresError(SeedbedError):
    """A file of scores cannot be read at all."""

    code = "pilot-unreadable-scores"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The scores were not read: {found}. Upload a CSV file with the columns "
            "student, score and, if you like, date; nothing was changed."
        )


class ScoresAppliedError(SeedbedError):
    """A file of scores was saved before."""

    code = "pilot-scores-applied"

    def __init__(self, file_name: str) -> None:
        super().__init__(
            f"{file_name} was saved before; it counts once. Upload a new file to "
            "correct it: the later score of a student counts."
        )


class TooLateForConsentError(SeedbedError):
    """Somebody wants to come into a pilot after the draw."""

    code = "pilot-too-late-for-consent"

    def __init__(self) -> None:
        super().__init__(
            "The arms are drawn, so nobody new is counted. The student may take part "
            "all the same, and may leave at any time."
        )


class FundClosedError(SeedbedError):
    """A round of the fund does not take this now."""

    code = "fund-closed"

    def __init__(self, title: str, found: str) -> None:
        super().__init__(f"{title} {found}. Your draft is kept for the next round.")


class UnknownApplicationError(SeedbedError):
    """No round or application of the fund has that id, or it is somebody else's."""

    code = "fund-unknown-application"

    def __init__(self, uuid: object) -> None:
        super().__init__(f"The fund of this system has nothing of yours named {uuid}.")


class UnfinishedApplicationError(SeedbedError):
    """An application lacks what every application must say."""

    code = "fund-unfinished-application"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(
            f"The application cannot be sent without {listing(missing, at_most=20)}. "
            "It stays as a draft; add what is missing and send it then."
        )


class FundAnsweredError(SeedbedError):
    """An application is not in a state for this."""

    code = "fund-answered"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"This application {found}. Look at it again; nothing was changed."
        )


class NoReaderError(SeedbedError):
    """Somebody who does not read a round reviews for it, or reads twice."""

    code = "fund-no-reader"

    def __init__(self) -> None:
        super().__init__(
            "This review was not saved: only a named reader of the round, not of the "
            "team itself, reviews an application, and once."
        )


class UnfinishedReviewError(SeedbedError):
    """A review or an answer lacks something."""

    code = "fund-unfinished-review"

    def __init__(self, missing: str) -> None:
        super().__init__(f"Nothing was saved: {missing}.")


class BadRoundError(SeedbedError):
    """A round's dates, budget or readers do not fit."""

    code = "fund-bad-round"

    def __init__(self, found: str) -> None:
        super().__init__(f"The round was not opened: {found}.")
