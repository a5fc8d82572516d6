"""Refusals of the networks app."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


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
