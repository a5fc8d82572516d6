"""Errors of the pilots app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

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
        self.data = {"missing": list(missing)}
        super().__init__(
            f"The pilot cannot be registered without {listing(missing)}. These are "
            "fixed before it starts, so that nobody chooses them afterwards."
        )


class UnfinishedDecisionError(UnfinishedRegistrationError):
    """A decision lacks what was decided, or why."""

    code = "pilot-unfinished-decision"

    def __init__(self, missing: Sequence[str]) -> None:
        self.data = {"missing": list(missing)}
        SeedbedError.__init__(
            self,
            f"Nothing was decided: {listing(missing)} is missing. Choose one of the "
            "three and say why; both go into the journal.",
        )


class PilotRegisteredError(SeedbedError):
    """The registration is locked."""

    code = "pilot-registered"

    def __init__(self, name: str) -> None:
        self.data = {"name": name}
        super().__init__(
            f"{name} is registered, and what was registered is locked. Amend it with a "
            "reason instead; both will be shown."
        )


class PilotNotRegisteredError(SeedbedError):
    """Something needs the registration first."""

    code = "pilot-not-registered"

    def __init__(self, name: str, action: str) -> None:
        self.data = {"name": name}
        super().__init__(f"{name} is not registered yet. Register it to {action}.")


class PilotDrawnError(SeedbedError):
    """The arms were drawn before."""

    code = "pilot-drawn"

    def __init__(self, name: str) -> None:
        self.data = {"name": name}
        super().__init__(
            f"The arms of {name} are drawn. Who is in which arm no longer changes; "
            "students who move are counted where the draw found them."
        )


class PilotNotDrawnError(SeedbedError):
    """The arms are not drawn yet."""

    code = "pilot-not-drawn"

    def __init__(self, name: str) -> None:
        self.data = {"name": name}
        super().__init__(f"The arms of {name} are not drawn yet. Draw them first.")


class PilotClosedError(SeedbedError):
    """The pilot has ended."""

    code = "pilot-closed"

    def __init__(self, name: str) -> None:
        self.data = {"name": name}
        super().__init__(
            f"{name} has ended. Its journal stays open to read; start a new pilot to "
            "go on."
        )


class NothingToDrawError(SeedbedError):
    """A pilot has too little to make arms from.

    ``found`` is one of ``nobody``, ``grades``, ``few``, ``blocks`` or ``seats``.
    """

    code = "pilot-nothing-to-draw"

    def __init__(self, found: str, why: str = "", **numbers: float) -> None:
        self.data = {"found": found, **numbers}
        super().__init__(why or _NOTHING_TO_DRAW[found].format(**numbers))


_NOTHING_TO_DRAW = {
    "nobody": "Nobody with consent is enrolled; enrol students.",
    "grades": "Nobody was enrolled: no active student is in these grades and in such a "
    "group. Choose other grades, or draw each student alone.",
    "blocks": "The arms can only come out in {n_ways:,} ways, too few to decide "
    "anything. Use fewer and larger blocks or families, or none.",
    "seats": "A lottery has fewer seats than students on its list; there are "
    "{n_seats:,} seats and {n_students:,} students. Give everybody a seat, or offer "
    "fewer seats.",
}


class BadDesignError(SeedbedError):
    """How the arms shall come about is not said fully.

    ``found`` is ``design``, ``seats`` or ``caliper``.
    """

    code = "pilot-bad-design"

    def __init__(self, found: str) -> None:
        self.data = {"found": found}
        words = {
            "design": "choose one of the three ways to make the arms",
            "seats": "a lottery needs the number of its seats",
            "caliper": "pairs lie above 0 and at most 1 standard deviation apart",
        }
        super().__init__(f"The design was not saved: {words[found]}.")


class TooFewPairsError(SeedbedError):
    """Pairs differ in something that so few of them cannot be adjusted for."""

    code = "pilot-too-few-pairs"

    def __init__(self, n_pairs: int, n_wanted: int, adjusts: Sequence[str]) -> None:
        self.data = {"n_pairs": n_pairs, "n_wanted": n_wanted, "names": list(adjusts)}
        super().__init__(
            f"The {n_pairs:,} pairs differ before the start in {listing(adjusts)}, "
            f"which takes {n_wanted:,} pairs to adjust for. Bring more students to "
            "choose from, or assign by lottery."
        )


class NotInPilotError(SeedbedError):
    """An outcome belongs to a student who is not in the pilot."""

    code = "pilot-not-in-it"

    def __init__(self, n_students: int, look: int | None = None) -> None:
        found = (
            f"{n_students:,} of the students are not in this pilot"
            if look is None
            else f"look {look} was not planned"
        )
        self.data = {"n": n_students, "look": look}
        super().__init__(
            f"The outcomes were not saved: {found}. Nothing was changed; leave these "
            "rows out or correct them."
        )


class NoOutcomeYetError(SeedbedError):
    """A pilot has no outcome to look at."""

    code = "pilot-no-outcome-yet"

    def __init__(self, name: str) -> None:
        self.data = {"name": name}
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
    """A weekly cycle is not in a state for this.

    ``found`` is ``no-prediction``, ``studied``, ``unfinished`` or ``not-open``.
    """

    code = "pilot-cycle"

    def __init__(self, week_on: date, found: str) -> None:
        self.data = {"week_on": week_on, "found": found}
        super().__init__(f"The cycle of {week_on:%Y-%m-%d} {_CYCLE[found]}")


_CYCLE = {
    "no-prediction": "has no prediction. Say what the change will do before you try.",
    "studied": "was studied before. A prediction cannot follow what happened; plan the "
    "next week.",
    "unfinished": "is not studied yet. Write what happened, and choose what comes of "
    "the change.",
    "not-open": "was not planned, or was studied before. Plan a week with its "
    "prediction first, and study it once.",
}


class EmptyConcernError(SeedbedError):
    """A concern has no words."""

    code = "pilot-empty-concern"

    def __init__(self) -> None:
        super().__init__(
            "The concern was not written down: it has no words. Say in one sentence "
            "what was said, without names."
        )


class UnreadableScoresError(SeedbedError):
    """A file that is brought to a pilot cannot be read at all.

    ``found`` is ``large``, ``text``, ``empty``, or ``column`` with its name.
    """

    code = "pilot-unreadable-scores"

    def __init__(self, found: str, name: str = "") -> None:
        self.data = {"found": found, "name": name}
        words = {
            "large": "it is larger than 2 MB",
            "text": "it is not text in UTF-8",
            "empty": "it has no row",
            "column": f"it has no column named {name}",
        }
        super().__init__(
            f"The file was not read: {words[found]}. Save it as CSV in UTF-8 with a "
            "first line of headings; nothing was changed."
        )


class BadListError(SeedbedError):
    """Rows of a list of students cannot be used."""

    code = "pilot-bad-list"

    def __init__(self, problems: Sequence[Mapping[str, Any]]) -> None:
        self.data = {"problems": list(problems)}
        rows = listing([str(one["row"]) for one in problems], at_most=20)
        super().__init__(
            f"Nobody was enrolled, for rows of the list cannot be used: {rows}. "
            "Correct them and bring the list again."
        )


class ScoresAppliedError(SeedbedError):
    """A file of scores was saved before."""

    code = "pilot-scores-applied"

    def __init__(self, file_name: str) -> None:
        self.data = {"name": file_name}
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
    """A round of the fund does not take this now: it ``opens`` later or ``closed``."""

    code = "fund-closed"

    def __init__(self, title: str, found: str, on: date) -> None:
        self.data = {"name": title, "found": found, "on": on}
        super().__init__(
            f"{title} {found} on {on:%Y-%m-%d}. Your draft is kept for the next round."
        )


class UnknownApplicationError(SeedbedError):
    """No round or application of the fund has that id, or it is somebody else's."""

    code = "fund-unknown-application"

    def __init__(self, uuid: object) -> None:
        super().__init__(f"The fund of this system has nothing of yours named {uuid}.")


class UnfinishedApplicationError(SeedbedError):
    """An application lacks what every application must say."""

    code = "fund-unfinished-application"

    def __init__(self, missing: Sequence[str]) -> None:
        self.data = {"missing": list(missing)}
        names = [one.replace("_", " ") for one in missing]
        super().__init__(
            f"The application cannot be sent without {listing(names, at_most=20)}. "
            "It stays as a draft; add what is missing and send it then."
        )


class FundAnsweredError(SeedbedError):
    """An application is ``sent``, ``not-sent`` or ``answered`` where it must not be."""

    code = "fund-answered"

    def __init__(self, found: str) -> None:
        self.data = {"found": found}
        words = {
            "sent": "is sent and no longer changed",
            "not-sent": "is not sent yet",
            "answered": "was answered before",
        }
        super().__init__(
            f"This application {words[found]}. Look at it again; nothing was changed."
        )


class NoReaderError(SeedbedError):
    """Somebody who does not read a round reviews for it, or reads twice."""

    code = "fund-no-reader"

    def __init__(self) -> None:
        super().__init__(
            "This review was not saved: only a named reader of the round, not of the "
            "team itself, reviews an application, and once."
        )


class UntrainedReaderError(NoReaderError):
    """A reader of the fund judges before being trained."""

    code = "fund-untrained-reader"

    def __init__(self) -> None:
        SeedbedError.__init__(
            self,
            "This review was not saved: readers are trained first. Answer the three "
            "cases of the training; it takes five minutes.",
        )


class UnfinishedTrainingError(SeedbedError):
    """A case of a reader's training is not answered as the fund reads it."""

    code = "fund-training"

    def __init__(self, cases: Sequence[str]) -> None:
        self.data = {"cases": list(cases)}
        super().__init__(
            f"The training is not finished: {listing(cases)} is read otherwise by the "
            "fund. Read the reason beside each, and answer again."
        )


class UnfinishedReviewError(SeedbedError):
    """A review or an answer lacks something, named by a key of its own."""

    code = "fund-unfinished-review"

    def __init__(self, found: str) -> None:
        self.data = {"found": found}
        super().__init__(f"Nothing was saved: {_UNFINISHED[found]}.")


_UNFINISHED = {
    "answer": "choose an answer and write the reason",
    "gate": "say first whether it can go on without the fund",
    "words": "write what you would tell the team",
    "marks": "give each of the three marks from 1 to 4",
    "budget": "it asks for more than is left of the round's budget; hold it or give it "
    "back to be edited",
    "unread": "three readers have to judge it, and not all have yet",
    "tied": "three readers have to judge it, and fewer are free to; name one more "
    "reader of the round",
    "unsustainable": "most readers say that it cannot go on without the fund, so it "
    "cannot be granted; hold it or give it back to be edited",
}


class BadRoundError(SeedbedError):
    """A round's ``title``, ``dates``, ``readers`` or one more ``reader`` do not fit."""

    code = "fund-bad-round"

    def __init__(self, found: str, *, n_known: int = 0, n_named: int = 0) -> None:
        self.data = {"found": found, "n_known": n_known, "n_named": n_named}
        words = {
            "title": "it needs a title and a budget above 0 dollars",
            "dates": "it opens first, then closes, then answers",
            "readers": "three readers are needed and each must have an account here; "
            f"{n_known} of {n_named} names are known",
        }
        if found == "reader":
            super().__init__(
                "Nobody was named: give the username of somebody with an account here."
            )
            return
        super().__init__(f"The round was not opened: {words[found]}.")
