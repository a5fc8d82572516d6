"""Refusals of the networks app."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import listing


class NotAMemberError(SeedbedError):
    """The system has not told its network who it is."""

    code = "not-a-member"

    def __init__(self) -> None:
        super().__init__(
            "Your system is not on the network's list yet, so nothing was saved. Fill "
            "in your own line on the page of members first."
        )


class MemberNameTakenError(SeedbedError):
    """Another member has the name."""

    code = "member-name-taken"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Another member of the network is called {name!r}, so nothing was saved. "
            "Add your state or county to the name."
        )


class UnknownBandError(SeedbedError):
    """A member describes itself with a word that is none of the choices."""

    code = "unknown-band"

    def __init__(self, field: str, found: str) -> None:
        super().__init__(
            f"{found!r} is no {field} that the list knows, so nothing was saved. "
            "Choose one from the list, or leave it open."
        )


class EmptyHelpRequestError(SeedbedError):
    """A request for help says nothing."""

    code = "empty-help-request"

    def __init__(self) -> None:
        super().__init__(
            "The request has no words, so nothing was sent. Say in one sentence what "
            "would help a teacher."
        )


class OwnHelpRequestError(SeedbedError):
    """A member answers its own request, or one that is not there."""

    code = "own-help-request"

    def __init__(self) -> None:
        super().__init__(
            "This request is your own, or it was taken back. Nothing was changed."
        )


class NotTheLeadError(SeedbedError):
    """Only the member that leads the network may do this."""

    code = "not-the-lead"

    def __init__(self) -> None:
        super().__init__(
            "Another member leads the network, so nothing was changed. Ask it, or let "
            "it hand the lead over to you."
        )


class CannotLeadError(SeedbedError):
    """A member cannot lead the network from here."""

    code = "cannot-lead"

    def __init__(self) -> None:
        super().__init__(
            "The lead was not handed over: choose another member that keeps its "
            "records here, for only such a member can act as the lead."
        )


class EmptyNameError(SeedbedError):
    """A basic or a partner has no name."""

    code = "empty-name"

    def __init__(self) -> None:
        super().__init__("Nothing was saved: give it a name in a few words.")


class BasicInUseError(SeedbedError):
    """Other members do a basic that its lead wants to take back."""

    code = "basic-in-use"

    def __init__(self) -> None:
        super().__init__(
            "Other members do this basic, so it stays. Agree with them first; it can "
            "be taken back when none of them does it."
        )


class NamesInWordsError(SeedbedError):
    """Words for other systems may tell which person is meant."""

    code = "names-in-words"

    def __init__(self, found: Sequence[str]) -> None:
        super().__init__(
            f"Nothing was sent: {listing(list(found))} may tell who is meant, and "
            "other systems would read it. Say it without names, numbers and dates."
        )
