"""Refusals of the needs app."""

from __future__ import annotations

from datetime import date

from seedbed.lib.errors import SeedbedError


class PocketListError(SeedbedError):
    """A list of a pocket cannot be read, or says too little about itself."""

    code = "pocket-list"

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(f"The list was not checked: {found}. {advice}")


class UnknownPocketListError(SeedbedError):
    """No list of the system has that id."""

    code = "unknown-pocket-list"

    def __init__(self, uuid: object) -> None:
        super().__init__(f"No list of this system has the id {uuid}.")


class PocketListSavedError(SeedbedError):
    """The list was saved before, or has nobody on it."""

    code = "pocket-list-saved"

    def __init__(self) -> None:
        super().__init__(
            "The list was not saved: it was saved before, or names nobody whom the "
            "record knows. Upload it again to check it anew."
        )


class PocketListNotTakenBackError(SeedbedError):
    """The list is not the one that counts for its source."""

    code = "pocket-list-not-taken-back"

    def __init__(self) -> None:
        super().__init__(
            "The list was not taken back: it does not count now. It was never saved, "
            "taken back before, or replaced by a later list of the same source; take "
            "that one back first."
        )


class PocketCountError(SeedbedError):
    """A bare count contradicts itself."""

    code = "pocket-count"

    def __init__(self, n_children: int, of_children: int) -> None:
        super().__init__(
            f"The count was not saved: {n_children:,} of {of_children:,} cannot be. "
            "Give the children who are in the pocket, then all who were counted."
        )


class FutureDateError(SeedbedError):
    """Something is said to be known as of a day that has not come."""

    code = "needs-future-date"

    def __init__(self, on: date) -> None:
        super().__init__(
            f"Nothing was saved: {on:%Y-%m-%d} has not come yet. Give the day on which "
            "this was known."
        )


class EmptyRequestError(SeedbedError):
    """A request has no words."""

    code = "needs-empty-request"

    def __init__(self) -> None:
        super().__init__(
            "The request was not written down: it has no words. Say in one sentence "
            "what the family asked for, without names."
        )
