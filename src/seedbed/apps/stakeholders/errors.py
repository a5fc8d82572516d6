"""Errors of the stakeholders app."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import listing


class UnknownChangeError(SeedbedError):
    """No change, or no actor of it, has that id."""

    code = "unknown-change"

    def __init__(self, what: object) -> None:
        super().__init__(f"Nothing on the maps of this system has the id {what}.")


class UnfinishedMapFormError(SeedbedError):
    """A form of the map lacks something, or a number is out of range."""

    code = "map-form-unfinished"

    def __init__(self, missing: list[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            f"Nothing was saved yet: give {listing(missing)}. What you typed is kept."
        )


class ActorTakenError(SeedbedError):
    """Two actors of one change would have the same name."""

    code = "map-actor-taken"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name!r} is on this map already. Edit that entry, or tell the two apart "
            f"by name; nothing was saved."
        )


class ActorEditedError(SeedbedError):
    """Somebody else saved this actor while it was being edited."""

    code = "map-actor-edited"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"Somebody else changed {name!r} while you were editing. Both versions are "
            f"below; save yours over theirs, or leave theirs."
        )


class NoReasonForCallError(SeedbedError):
    """A call has no reason, or no date to look at it again."""

    code = "map-no-reason"

    def __init__(self) -> None:
        super().__init__(
            "The decision was not recorded: it needs a choice, a reason in a few words "
            "and a later day to look at it again."
        )


class EndingKnownError(SeedbedError):
    """What became of a change in a place is recorded already."""

    code = "map-ending-known"

    def __init__(self) -> None:
        super().__init__(
            "What became of it there is recorded already, and forecasts were scored by "
            "it. A record of an ending is not changed."
        )


class MapNotReadableError(SeedbedError):
    """A map cannot be read yet."""

    code = "map-not-readable"

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(
            f"The map {place} cannot be read yet. See what is named on the page, then "
            f"decide again; what you typed is kept."
        )
